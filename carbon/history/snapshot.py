"""A year as it stands, taken down: what `carbon freeze` writes, and what years are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon import library
from carbon.accounting import frozen_inputs, frozen_year, inventory
from carbon.accounting.disclosures import used
from carbon.accounting.frozen_year import LockedInput, LockedYear
from carbon.accounting.inventory import Books
from carbon.accounting.postings import YearBook
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import CO2E, Factor, HeatingValue
from carbon.history.term_sums import terms_of
from carbon.model import digests

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
        for step in (*coefficient.steps, *coefficient.energy_steps):
            if step.heating_value is not None:
                heating_values[step.heating_value.key] = step.heating_value
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
