"""A year as it stands, taken down: what `carbon freeze` writes, and what years are compared by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from fractions import Fraction

from carbon import library
from carbon.accounting import inventory
from carbon.accounting.books import FactorBooks
from carbon.accounting.disclosures import used
from carbon.accounting.freezing import figures, inputs, terms
from carbon.accounting.inventory import Books
from carbon.accounting.yearbook import YearBook
from carbon.compiling import CO2E
from carbon.locks import LockedInput, LockedYear
from carbon.records import Factor, HeatingValue

RULES = ("accounts.csv", "activities.csv", "gases.csv", "units.csv")
"""The tables of the library that say how to reckon."""


def taken(books: Books, book: YearBook, weighed: Mapping[str, LockedInput] | None = None) -> LockedYear:
    """Take a year down.

    Parameters
    ----------
    books, book
        The run and the year.
    weighed
        As for `inputs.of`.
    """
    result, year = inventory.result_of(books, book), book.year
    factors, heating_values = _rested_on(book)
    library_now = books.folder.books_of(year.year)
    return LockedYear(
        year=year.year,
        start=year.start,
        end=year.end,
        carbon=library.version(),
        gwp_set=result.gwp_set,
        factors_as_of=year.factors_as_of,
        figures=figures.of(result),
        inputs=inputs.of(books.folder, books.sums, year, result.datasets, weighed),
        factors=tuple(factors[name] for name in sorted(factors)),
        heating_values=tuple(heating_values[name] for name in sorted(heating_values)),
        gwp=_gwp(book, factors, library_now),
        terms=terms.of(book),
        order=_order(factors, library_now),
        rules={name: _digest(name) for name in RULES},
    )


def _rested_on(book: YearBook) -> tuple[dict[str, Factor], dict[str, HeatingValue]]:
    """Return the factors and heating values that anything was computed with, by id."""
    factors: dict[str, Factor] = {}
    heating_values: dict[str, HeatingValue] = {}
    for coefficient in used(book):
        if coefficient.match is not None:
            factors[coefficient.match.factor.id] = coefficient.match.factor
        for step in (*coefficient.steps, *coefficient.energy_steps):
            if step.heating_value is not None:
                heating_values[step.heating_value.id] = step.heating_value
    return factors, heating_values


def _gwp(book: YearBook, factors: Mapping[str, Factor], books: FactorBooks) -> dict[str, dict[str, Fraction]]:
    """Return the GWPs that were used: of the set chosen, and of those that factors were published with."""
    needed = {(book.lens.gwp_set, posting.gas) for posting in book.postings}
    for factor in factors.values():
        needed |= {(row.gwp_set, row.gas) for row in factor.rows if row.co2e and row.gas != CO2E}
    known = books.gases.gwp
    found: dict[str, dict[str, Fraction]] = {}
    for name, gas in sorted(needed):
        if gas in known.get(name, {}):
            found.setdefault(name, {})[gas] = known[name][gas]
    return found


def _order(factors: Mapping[str, Factor], books: FactorBooks) -> dict[str, tuple[str, ...]]:
    """Return the default order of the datasets that were used, by geography."""
    names = {factor.dataset.name for factor in factors.values()}
    kept = {
        geography: tuple(name for name in order if name in names)
        for geography, order in sorted(books.factors.order.items())
    }
    return {geography: order for geography, order in kept.items() if order}


def _digest(name: str) -> str:
    """Return the digest of a table of the library."""
    return hashlib.sha256((library.emission_factors() / name).read_bytes()).hexdigest()
