"""Every figure of an inventory result, exact, by one name each."""

from __future__ import annotations

from collections.abc import Iterator

from carbon.accounting.frozen.records import LockedFigure
from carbon.accounting.result import InventoryResult

KG, MWH = "kg CO2e", "MWh"
SCOPES = ("scope1", "scope2", "scope3", "scope1_and_2")
"""The figures that are sums of accounts."""


def of(result: InventoryResult) -> tuple[LockedFigure, ...]:
    """Return the figures of a result in its order: totals, accounts, and what stands beside them."""
    return (*_totals(result), *_accounts(result), *_beside(result), *_energy(result), *_intensities(result))


def _totals(result: InventoryResult) -> Iterator[LockedFigure]:
    """Yield the totals of the scopes that have data."""
    for total in result.totals:
        if total.kg_co2e is not None:
            yield LockedFigure(f"scope{total.scope}", total.method or "", KG, total.kg_co2e)
    for both in result.scope_1_and_2:
        if both.kg_co2e is not None:
            yield LockedFigure("scope1_and_2", both.method, KG, both.kg_co2e)


def _accounts(result: InventoryResult) -> Iterator[LockedFigure]:
    """Yield the accounts, those outside the scopes with them."""
    for total in (*result.accounts, *result.outside_scopes):
        yield LockedFigure(total.account.id, total.method or "", KG, total.kg_co2e)


def _beside(result: InventoryResult) -> Iterator[LockedFigure]:
    """Yield what is avoided and what is left out."""
    for item in result.avoided:
        yield LockedFigure(f"avoided/{item.activity}", "", KG, item.kg_co2e)
    for left_out in result.excluded:
        if left_out.kg_co2e is not None:
            yield LockedFigure(f"excluded/{left_out.activity}", "", KG, left_out.kg_co2e)


def _energy(result: InventoryResult) -> Iterator[LockedFigure]:
    """Yield electricity, what of it is renewable, and the carriers."""
    if result.electricity is not None:
        yield LockedFigure("electricity", "", MWH, result.electricity.mwh)
        yield LockedFigure("electricity/renewable", "", MWH, result.electricity.renewable_mwh)
    for use in result.energy:
        if use.mwh is not None:
            yield LockedFigure(f"energy/{use.carrier}{'/renewable' if use.renewable else ''}", "", MWH, use.mwh)


def _intensities(result: InventoryResult) -> Iterator[LockedFigure]:
    """Yield emissions per unit of each metric."""
    for one in result.intensity:
        name = f"intensity/{one.metric}/{one.numerator}"
        yield LockedFigure(name, one.method or "", f"kg CO2e per {one.unit}", one.kg_co2e_per_unit)
