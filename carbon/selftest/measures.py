"""Measures: what is read of a result, by a name that a table can hold.

Of one quantity: `co2e` (in the activity's own account), `co2e_with_montreal_gases`, `co2e_with_upstream`, or a gas,
whose mass is meant. Of an example inventory: see `MEASURES`; what comes after the first `/` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from carbon.accounting import totals
from carbon.accounting.result import InventoryResult
from carbon.accounting.yearbook import YearBook
from carbon.model.terms import MONTREAL_ACCOUNT, UPSTREAM_ACCOUNT, Scope2Method

CO2E = "co2e"
WITH_MONTREAL_GASES, WITH_UPSTREAM = "co2e_with_montreal_gases", "co2e_with_upstream"
_BESIDE = {CO2E: set[str](), WITH_MONTREAL_GASES: {MONTREAL_ACCOUNT}, WITH_UPSTREAM: {UPSTREAM_ACCOUNT}}


class NoMeasureError(LookupError):
    """Raised when a result has not what is asked for."""


def of_quantity(book: YearBook, measure: str) -> Fraction:
    """Return a measure of a book of one quantity [kg], scope 2 location-based.

    Raises
    ------
    NoMeasureError
        If nothing was posted that it is about.
    """
    if measure not in _BESIDE:
        gases = [each for each in book.in_totals() if each.gas == measure and each.method is not Scope2Method.MARKET]
        return _added((each.kg for each in gases), measure)
    (entry,) = book.entries
    wanted = {entry.line.activity.account, *_BESIDE[measure]}
    accounts, outside = totals.by_account(book)
    found = [
        total.kg_co2e
        for total in (*accounts, *outside)
        if total.account.id in wanted and total.method is not Scope2Method.MARKET
    ]
    return _added(found, measure)


def of_inventory(result: InventoryResult, measure: str) -> Fraction:
    """Return a measure of an inventory [kg, kg CO2e, MWh or %].

    Raises
    ------
    NoMeasureError
        If the inventory has it not.
    """
    name, _, which = measure.partition("/")
    if name not in MEASURES:
        raise NoMeasureError(f"There is no measure {measure}.")
    return _added(MEASURES[name](result, which), measure)


def _added(figures: Iterable[Fraction | None], measure: str) -> Fraction:
    """Add figures up, of which there is at least one and none is missing."""
    found = [figure for figure in figures if figure is not None]
    if not found:
        raise NoMeasureError(f"The result has no {measure}.")
    return sum(found, Fraction(0))


def _scope(result: InventoryResult, which: str) -> list[Fraction | None]:
    """Return a scope's total: `3`, `2/market_based`."""
    scope, _, method = which.partition("/")
    return [result.total(int(scope), Scope2Method(method) if method else None)]


def _gas_kg(result: InventoryResult, gas: str) -> list[Fraction | None]:
    """Return the mass of a gas in the accounts of scope 1."""
    return [each.kg for total in result.accounts if total.account.scope == 1 for each in total.gases if each.gas == gas]


def _gas_co2e(result: InventoryResult, gas: str) -> list[Fraction | None]:
    """Return what a gas comes to in the accounts of scope 1."""
    accounts = [total for total in result.accounts if total.account.scope == 1]
    return [each.kg_co2e for total in accounts for each in total.gases if each.gas == gas]


def _intensity(result: InventoryResult, which: str) -> list[Fraction | None]:
    """Return an intensity: metric, numerator and method."""
    metric, numerator, method = which.split("/")
    return [
        each.kg_co2e_per_unit
        for each in result.intensity
        if (each.metric, each.numerator, each.method) == (metric, numerator, method)
    ]


def _renewable_share(result: InventoryResult, _: str) -> list[Fraction | None]:
    """Return the renewable share of electricity [%]."""
    return [result.electricity.renewable_share_percent] if result.electricity else []


MEASURES: dict[str, Callable[[InventoryResult, str], list[Fraction | None]]] = {
    "scope": _scope,
    "gas_kg": _gas_kg,
    "gas_co2e": _gas_co2e,
    "intensity": _intensity,
    "renewable_share": _renewable_share,
    "electricity": lambda result, _: [result.electricity.mwh] if result.electricity else [],
    "energy": lambda result, _: [each.mwh for each in result.energy],
    "excluded": lambda result, which: [each.kg_co2e for each in result.excluded if each.activity == which],
    "avoided": lambda result, _: [each.kg_co2e for each in result.avoided],
}
"""What can be read of an inventory, each by what comes after its name."""
