"""A year as it stands, taken down: what `carbon freeze` writes, and what years are compared by.

Its terms are its postings added up: one quantity, one factor, one account. Quantities are in one unit per dimension,
so that a year can be compared with one whose bills are in another. What is in no total has an account of its own here:
`avoided/ACTIVITY`, `excluded/ACTIVITY`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from carbon import library
from carbon.accounting import frozen_inputs, frozen_year, inventory
from carbon.accounting.disclosures import used
from carbon.accounting.frozen_year import LockedInput, LockedTerm, LockedYear
from carbon.accounting.inventory import Books
from carbon.accounting.postings import Posting, YearBook
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import CO2E, ROUNDING, Coefficient, Factor, HeatingValue, rounding
from carbon.model import digests, exact
from carbon.model.exact import sum_by
from carbon.units import Unit

RULES = ("accounts.csv", "activities.csv", "gases.csv", "units.csv")
"""The tables of the library that say how to reckon."""


def take_down(books: Books, book: YearBook, before: Mapping[str, LockedInput] | None = None) -> LockedYear:
    """Take a year down.

    Parameters
    ----------
    books, book
        The run and the year.
    before
        The inputs as they were frozen, by name. What the rows of each file come to is said, unless this is None.
    """
    result, year = inventory.result_of(books, book), book.year
    factors, heating_values = _rested_on(book)
    library_now = books.folder.books_of(year.year)
    rested = frozen_inputs.Rested.on(result.datasets, list(factors.values()), list(heating_values.values()))
    ledger = None if before is None else books.ledger
    files = frozen_inputs.Inputs(books.folder, books.sums, year, rested, before or {}, ledger)
    return LockedYear(
        year=year.year,
        start=year.start,
        end=year.end,
        carbon=library.version(),
        gwp_set=result.gwp_set,
        factors_as_of=year.factors_as_of,
        figures=frozen_year.figures_of(result),
        inputs=files.every(),
        factors=tuple(factors[name] for name in sorted(factors)),
        heating_values=tuple(heating_values[key] for key in sorted(heating_values)),
        gwp=_gwp(book, factors, library_now),
        terms=terms_of(book),
        order=_order(factors, library_now),
        rules=rules(),
    )


def _rested_on(book: YearBook) -> tuple[dict[str, Factor], dict[tuple[str, str], HeatingValue]]:
    """Return the factors and heating values that anything was computed with, by what they are told apart by."""
    factors: dict[str, Factor] = {}
    heating_values: dict[tuple[str, str], HeatingValue] = {}
    for coefficient in used(book):
        if coefficient.match is not None:
            factors[coefficient.match.factor.id] = coefficient.match.factor
        heating_values.update((value.key, value) for value in coefficient.heating_values)
    return factors, heating_values


def _gwp(book: YearBook, factors: Mapping[str, Factor], books: FactorBooks) -> dict[str, dict[str, Fraction]]:
    """Return the GWPs that were used: of the set chosen, and of those that factors were published with."""
    needed = {(book.lens.gwp_set, posting.gas) for posting in book.in_totals()}
    for factor in factors.values():
        needed |= {(row.gwp_set, row.gas) for row in factor.rows if row.co2e and row.gas != CO2E}
    gwps = books.gases.gwp
    used_gwps: dict[str, dict[str, Fraction]] = {}
    for name, gas in sorted(needed):
        if gas in gwps.get(name, {}):
            used_gwps.setdefault(name, {})[gas] = gwps[name][gas]
    return used_gwps


def _order(factors: Mapping[str, Factor], books: FactorBooks) -> dict[str, tuple[str, ...]]:
    """Return the default order of the datasets that were used, by geography."""
    names = {factor.dataset.name for factor in factors.values()}
    kept = {
        geography: tuple(name for name in order if name in names)
        for geography, order in sorted(books.factors.order.items())
    }
    return {geography: order for geography, order in kept.items() if order}


def rules() -> dict[str, str]:
    """Return the digest of each table of the library that says how to reckon."""
    root = library.emission_factors()
    return {name: digests.of_file(root / name) for name in RULES}


INSTRUMENT = "instrument "
ENERGY_UNIT = "kWh"
"""The unit that quantities of energy are written in."""
_Name = tuple[str, str, str, str, str, str, str]


def terms_of(book: YearBook) -> tuple[LockedTerm, ...]:
    """Return the terms of a year, in the order of their names."""
    quantities: dict[_Name, dict[str, Fraction]] = {}
    masses: dict[_Name, dict[str, Fraction]] = {}
    units = _Units(book)
    for posting in book.postings:
        unit, ratio = units.of(posting)
        name = _name(posting, unit)
        kg, by_gas = masses.setdefault(name, {}), quantities.setdefault(name, {})
        kg[posting.gas] = kg.get(posting.gas, Fraction(0)) + posting.kg
        by_gas[posting.gas] = by_gas.get(posting.gas, Fraction(0)) + posting.quantity * ratio
    return tuple(
        LockedTerm(*name, max(quantities[name].values(), key=abs), dict(sorted(masses[name].items())))
        for name in sorted(masses)
    )


class _Units:
    """Says in which unit the quantities of a dimension are written, and how many of it one of another is.

    Parameters
    ----------
    book
        The year.
    """

    def __init__(self, book: YearBook) -> None:
        self._vocabulary = book.folder.books.vocabulary
        self._by_dimension: dict[str, Unit] = {}
        for unit in self._vocabulary.units():
            self._by_dimension.setdefault(unit.dimension, unit)
        self._by_dimension["energy"] = self._vocabulary.unit(ENERGY_UNIT)

    def of(self, posting: Posting) -> tuple[str, Fraction]:
        """Return the unit of a posting's dimension, and its ratio."""
        unit = posting.entry.line.unit
        other = self._by_dimension[unit.dimension]
        return other.symbol, self._vocabulary.ratio(unit, other)


def _name(posting: Posting, unit: str) -> _Name:
    """Return what the postings of a term have in common."""
    entry, coefficient = posting.entry, posting.coefficient
    match = coefficient.match if coefficient else None
    values = sorted({value.id for value in heating_values(coefficient)}) if coefficient else []
    return (
        posting.figure,
        posting.method or "",
        entry.line.name,
        entry.geography,
        unit,
        match.factor.id if match else INSTRUMENT + posting.instrument if posting.instrument else "",
        ", ".join(values),
    )


def heating_values(coefficient: Coefficient) -> Iterator[HeatingValue]:
    """Yield the heating values that a coefficient was compiled with."""
    for step in coefficient.steps:
        if step.heating_value is not None:
            yield step.heating_value


def joined(terms: Sequence[LockedTerm], factor: str) -> LockedTerm:
    """Return the terms of a factor as one."""
    first, *more = [term for term in terms if term.factor == factor]
    if not more:
        return first
    return LockedTerm(
        *first.key,
        factor,
        ", ".join(sorted({term.heating_value for term in (first, *more)})),
        sum((term.quantity for term in (first, *more)), Fraction(0)),
        added([first, *more]),
    )


def added(terms: Iterable[LockedTerm]) -> dict[str, Fraction]:
    """Add the masses of terms up."""
    return sum_by(mass for term in terms for mass in term.kg.items())


def rescaled(kg: Mapping[str, Fraction], was: Factor, now: Factor, year: LockedYear) -> dict[str, Fraction]:
    """Return the masses of a term of a year with the values of another factor per the same unit.

    A gas is scaled from itself, or from the first gas that has a value where the old factor did not have it.
    """
    old = {row.gas: row.value for row in was.rows}
    first = next((gas for gas, value in old.items() if value and kg.get(gas)), None)
    masses = {}
    for row in now.rows:
        base = row.gas if old.get(row.gas) else first
        if base is not None and base in kg:
            masses[row.gas] = kg[base] * row.value / old[base]
    for row in was.rows:
        if row.gas == first:
            mass = row.value / year.gwp[row.gwp_set][row.gas] if row.co2e and row.gas != CO2E else row.value
            rest = rounding(now, masses, kg[row.gas] / mass, year.gwp, year.gwp_set)
            masses |= {ROUNDING: rest} if rest else {}
    return masses


def scaled(kg: Mapping[str, Fraction], quantity: Fraction, to: Fraction) -> dict[str, Fraction]:
    """Return the masses of a quantity for another one; of nothing there is nothing."""
    return {gas: mass * to / quantity for gas, mass in kg.items()} if quantity else {}


def name(term: LockedTerm) -> str:
    """Name what a term is of."""
    return f"{term.activity} ({term.geography})"


def is_covered(term: LockedTerm) -> bool:
    """Say whether an instrument covers a term."""
    return term.factor.startswith(INSTRUMENT)


def total(terms: Iterable[LockedTerm]) -> Fraction:
    """Add the quantities of terms up."""
    return sum((term.quantity for term in terms), Fraction(0))


def covered(terms: Sequence[LockedTerm], other: LockedTerm) -> str:
    """Write what instruments cover, nothing as no quantity of it."""
    covered = sorted((term for term in terms if is_covered(term)), key=lambda term: term.factor)
    return ", ".join(f"{term.factor} {amount(term.quantity, term)}" for term in covered) or amount(Fraction(0), other)


def amount(quantity: Fraction, term: LockedTerm) -> str:
    """Write a quantity."""
    return f"{exact.text(quantity)} {term.unit}"


def values_of(factor: Factor | None) -> str:
    """Write the values of a factor, gas by gas."""
    if factor is None:
        return ""
    rows = sorted(factor.rows, key=lambda row: row.gas)
    texts = (f"{row.gas} {exact.plain(row.value)}{f' (co2e:{row.gwp_set})' if row.co2e else ''}" for row in rows)
    printed = "" if factor.printed is None else f", total {exact.plain(factor.printed.value)}"
    return f"{', '.join(texts)}{printed} kg/{factor.unit}"


def heating_value_text(value: HeatingValue) -> str:
    """Write a heating value with its id."""
    return f"{value.id} {exact.plain(value.value)} {value.energy_unit}/{value.unit}"


def written(value: Factor | HeatingValue) -> str:
    """Write what a factor or heating value says."""
    return values_of(value) if isinstance(value, Factor) else heating_value_text(value)


def with_other(
    terms: Sequence[LockedTerm], edited: Factor | HeatingValue, other: Factor | HeatingValue, year: LockedYear
) -> Iterator[dict[str, Fraction]]:
    """Yield what the masses of terms may be with another value of the same name; nothing if they do not rest on it."""
    kg = added(terms)
    if isinstance(edited, Factor) and isinstance(other, Factor):
        if {term.factor for term in terms} == {edited.id}:
            yield rescaled(kg, edited, other, year)
    elif isinstance(edited, HeatingValue) and isinstance(other, HeatingValue):
        is_of_it = {term.heating_value for term in terms} == {edited.id}
        for ratio in (other.value / edited.value, edited.value / other.value) if is_of_it else ():
            yield {gas: mass * ratio for gas, mass in kg.items()}
