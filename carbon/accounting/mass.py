"""One year of an inventory or several, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon.accounting.result import InventoryResult

Results = InventoryResult | Iterable[InventoryResult]
"""One year of an inventory, or several."""

GJ_PER_MWH = Fraction(18, 5)
"""1 MWh = 3.6 GJ, by the definition of the watt."""


def oldest_first(results: Results) -> tuple[InventoryResult, ...]:
    """Return one result or several as a tuple, the oldest year first."""
    several = (results,) if isinstance(results, InventoryResult) else tuple(results)
    return tuple(sorted(several, key=lambda result: result.year))
