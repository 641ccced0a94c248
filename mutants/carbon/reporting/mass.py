"""The mass that a report prints emissions in, and the order of its years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.exact import MOST_DECIMALS

Results = InventoryResult | Iterable[InventoryResult]
"""One year of an inventory, or several."""

GJ_PER_MWH = Fraction(18, 5)
"""1 MWh = 3.6 GJ, by the definition of the watt."""

NO_DATA = "null"


@dataclass(frozen=True, slots=True)
class MassUnit:
    """A unit of mass of a report.

    Parameters
    ----------
    symbol
        `t` or `kg`.
    kg
        Kilograms in one of it.
    """

    symbol: str
    kg: int

    @property
    def key(self) -> str:
        """Return the key or column of emissions, `t_co2e` or `kg_co2e`."""
        return f"{self.symbol}_co2e"

    def of(self, kg: Fraction) -> Fraction:
        """Convert kilograms, exactly."""
        return kg / self.kg

    def text(self, kg: Fraction | None) -> str:
        """Write kilograms in this unit as `carbon.exact.text` would, `null` for no data.

        The same digits in one division of integers: a breakdown holds tens of thousands of figures.

        >>> MassUnit("t", 1000).text(Fraction(1, 3)), MassUnit("t", 1000).text(None)
        ('0.000333', 'null')
        """
        if kg is None:
            return NO_DATA
        numerator, denominator = kg.numerator, kg.denominator * self.kg
        scaled = (2 * abs(numerator) * _SCALE + denominator) // (2 * denominator)
        whole, decimals = divmod(scaled, _SCALE)
        sign = "-" if numerator < 0 and scaled else ""
        if not decimals:
            return f"{sign}{whole}.0"
        return f"{sign}{whole}.{str(decimals).rjust(MOST_DECIMALS, '0').rstrip('0')}"


_SCALE = 10**MOST_DECIMALS
_UNITS = {"t": MassUnit("t", 1000), "kg": MassUnit("kg", 1)}


def unit_of(symbol: str) -> MassUnit:
    """Return the unit of mass with this symbol.

    Raises
    ------
    ValueError
        If it is neither `t` nor `kg`.
    """
    if symbol not in _UNITS:
        raise ValueError(f"{symbol!r} is not a unit of mass of reports: t or kg")
    return _UNITS[symbol]


def oldest_first(results: Results) -> tuple[InventoryResult, ...]:
    """Return one result or several as a tuple, the oldest year first."""
    several = (results,) if isinstance(results, InventoryResult) else tuple(results)
    return tuple(sorted(several, key=lambda result: result.year))
