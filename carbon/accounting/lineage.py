"""Lineage: a figure explained down to its files and rows, every step with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting.faults import as_in_spreadsheets
from carbon.accounting.instruments import Instrument
from carbon.accounting.inventory import Books
from carbon.accounting.postings import Posting, YearBook
from carbon.activity_data.finding import Rows, Wanted, find
from carbon.activity_data.source import Signature
from carbon.factors.factor import ROUNDING, Coefficient
from carbon.model.periods import month_name
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest
from carbon.model.sentences import joined, say
from carbon.model.terms import ELECTRICITY_ACCOUNT, Scope2Method

MOST_ROWS = 5
AVOIDED, EXCLUDED = "avoided/", "excluded/"


@dataclass(frozen=True, slots=True)
class GasTerm:
    """A gas of a term: mass per unit written, mass, GWP (None without one) and CO2e [kg]."""

    gas: str
    value: Fraction | None
    value_is: str
    cell: str
    kg_per_unit: Fraction
    kg: Fraction
    gwp: Fraction | None
    kg_co2e: Fraction | None


@dataclass(frozen=True, slots=True)
class Term:
    """A quantity times a coefficient: what was written, how it was matched and compiled, and where it stands."""

    activity: str
    geography: str
    unit: str
    quantity: Fraction
    months: tuple[str, str]
    coefficient: Coefficient
    gases: tuple[GasTerm, ...]
    kg_co2e: Fraction
    files: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """Electricity [MWh] that an instrument covers, and its emissions [kg CO2e]."""

    instrument: Instrument
    mwh: Fraction
    kg_co2e: Fraction


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure of an account, and the terms that it is the sum of."""

    account: str
    method: Scope2Method | None
    kg_co2e: Fraction
    terms: tuple[Term, ...]
    covered: tuple[Covered, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """A figure explained in some years: of each, one entry per account and scope 2 method."""

    organisation: str
    gwp_set: str
    years: Mapping[int, tuple[Explained, ...]]


_Figure = tuple[str, Scope2Method | None]
_Found = Mapping[Wanted, tuple[Rows, ...]]
"""The rows of each term, file by file."""


def explain(books: Books, years: Sequence[YearBook], figure: str) -> Lineage:
    """Explain a figure of some years; the rows of all its terms are looked for at once.

    Raise ProblemsError if there is no such figure in one of them.

    Parameters
    ----------
    books, years
        The run, and its years.
    figure
        An account (`scope2/electricity`), a scope or group of accounts (`scope1`), or an avoided or excluded
        activity (`avoided/paper/a4`, `excluded/water/supply`).
    """
    figures = [_postings(book, figure) for book in years]
    terms = [group for by_figure in figures for postings in by_figure.values() for group in _terms(postings)]
    wanted = list(dict.fromkeys(_wanted(books, group) for group in terms))
    kinds = find(books.sums.session, books.folder.sources, wanted, MOST_ROWS)
    numbered = iter(as_in_spreadsheets([rows for kind in kinds for rows in kind]))
    by_term = {rows: tuple(next(numbered) for _ in kind) for rows, kind in zip(wanted, kinds, strict=True)}
    explained = {
        book.year.year: tuple(_explained(books, book, by_term, key, postings) for key, postings in by_figure.items())
        for book, by_figure in zip(years, figures, strict=True)
    }
    return Lineage(books.folder.settings.organisation, books.folder.settings.gwp_set, explained)


def _postings(book: YearBook, figure: str) -> dict[_Figure, list[Posting]]:
    """Return the postings of a figure of a year by account and method, in the order of the accounts.

    Raise ProblemsError if there is no such figure.
    """
    postings: dict[_Figure, list[Posting]] = {}
    for account, posting in _figures(book):
        if _is_within(account, figure):
            postings.setdefault((account, posting.method), []).append(posting)
    if not postings:
        raise ProblemsError([_no_such(book, figure)])
    places = list(book.folder.books.catalogue.accounts)
    ordered = sorted(
        postings, key=lambda key: (places.index(key[0]) if key[0] in places else len(places), key[0], key[1] or "")
    )
    return {key: postings[key] for key in ordered}


def _terms(postings: Iterable[Posting]) -> list[list[Posting]]:
    """Put the postings of a signature, geography and factor together."""
    groups: dict[tuple[Signature, str, str], list[Posting]] = {}
    for posting in postings:
        if posting.coefficient is not None:
            key = (posting.entry.line.signature, posting.entry.geography, posting.factor)
            groups.setdefault(key, []).append(posting)
    return list(groups.values())


def _wanted(books: Books, term: Sequence[Posting]) -> Wanted:
    """Say which rows a term is the sum of."""
    return books.ledger.rows_of([posting.entry for posting in term])


def _figures(book: YearBook) -> Iterable[tuple[str, Posting]]:
    """Yield every posting with the figure that it is part of."""
    for posting in book.postings:
        if not posting.entry.line.avoided or posting.method is not Scope2Method.MARKET:
            yield posting.figure, posting


def _is_within(account: str, figure: str) -> bool:
    """Say whether an account is a figure or one of its parts, compared by component."""
    parts = figure.strip("/").split("/")
    return account.split("/")[: len(parts)] == parts


def _no_such(book: YearBook, figure: str) -> Problem:
    """Say that a figure does not exist, and name those that do."""
    figures = sorted({account for account, _ in _figures(book)})
    likely = nearest(figure, figures) or figures
    why = say('There is no figure "{figure}" in {year}.', figure=figure, year=book.year.year)
    if likely:
        why = joined([why, say("There is: {names}.", names=listed(likely))])
    return Problem("unknown-account", why, Place(figure))


def _explained(
    books: Books, book: YearBook, by_term: _Found, figure: _Figure, postings: Sequence[Posting]
) -> Explained:
    """Explain one account under one method."""
    account, method = figure
    total = sum((posting.kg_co2e or Fraction(0) for posting in postings), Fraction(0))
    terms = tuple(_term(book, group, by_term[_wanted(books, group)]) for group in _terms(postings))
    covered = _covered(book) if account == ELECTRICITY_ACCOUNT and method is Scope2Method.MARKET else ()
    return Explained(account, method, total, terms, covered)


def _term(book: YearBook, postings: Sequence[Posting], files: tuple[Rows, ...]) -> Term:
    """Add up the postings of a signature, geography and factor."""
    first = postings[0]
    coefficient = first.coefficient
    assert coefficient is not None
    per_gas: dict[str, tuple[Fraction, Fraction | None]] = {}
    for posting in postings:
        kg, kg_co2e = per_gas.get(posting.gas, (Fraction(0), Fraction(0)))
        together = None if kg_co2e is None or posting.kg_co2e is None else kg_co2e + posting.kg_co2e
        per_gas[posting.gas] = (kg + posting.kg, together)
    gases = tuple(_gas(book, coefficient, gas, *masses) for gas, masses in per_gas.items())
    months = [posting.entry.month for posting in postings]
    return Term(
        first.entry.line.name,
        first.entry.geography,
        first.entry.line.unit.symbol,
        sum((posting.quantity for posting in postings if posting.gas == first.gas), Fraction(0)),
        (month_name(min(months)), month_name(max(months))),
        coefficient,
        gases,
        sum((gas.kg_co2e or Fraction(0) for gas in gases), Fraction(0)),
        files,
    )


def _gas(book: YearBook, coefficient: Coefficient, gas: str, kg: Fraction, kg_co2e: Fraction | None) -> GasTerm:
    """Say what a gas of a term comes from."""
    factor, row = coefficient.match.factor if coefficient.match else None, None
    if factor:
        rows = [factor.printed] if gas == ROUNDING and factor.printed else factor.rows
        row = next((row for row in rows if row.gas == gas or row is factor.printed), None)
    value_is = factor.value_is(row) if factor and row else ""
    return GasTerm(
        gas,
        row.value if row else None,
        value_is,
        row.cell if row else "",
        coefficient.kg[gas],
        kg,
        book.lens.gwp(gas),
        kg_co2e,
    )


def _covered(book: YearBook) -> tuple[Covered, ...]:
    """Return what each instrument covers."""
    totals: dict[str, tuple[Instrument, Fraction]] = {}
    for load in book.loads:
        for instrument, mwh in book.allocation.of(load):
            totals[instrument.id] = (instrument, totals.get(instrument.id, (instrument, Fraction(0)))[1] + mwh)
    return tuple(Covered(i, mwh, mwh * 1000 * i.kg_co2e_per_kwh) for i, mwh in totals.values())
