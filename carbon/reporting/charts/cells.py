"""The breakdown of years for charts: emissions by scope, and by facility or by month."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from fractions import Fraction
from typing import TypeVar

from carbon.accounting.result import Cell, InventoryResult
from carbon.terms import Scope2Method

Key = TypeVar("Key", bound=Hashable)


def summed(year: InventoryResult, method: Scope2Method, key: Callable[[Cell], Key]) -> dict[Key, dict[int, Fraction]]:
    """Add a year's breakdown up by a key and then by scope [kg CO2e], scope 2 by one method."""
    scope_of = {total.account.id: total.account.scope for total in year.accounts}
    found: dict[Key, dict[int, Fraction]] = {}
    for cell in year.breakdown:
        scope = scope_of.get(cell.account)
        if scope is None or cell.method not in {None, method}:
            continue
        of_key = found.setdefault(key(cell), {})
        of_key[scope] = of_key.get(scope, Fraction(0)) + cell.kg_co2e
    return found
