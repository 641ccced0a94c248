"""The CO2e that a publication prints beside its gases: what it is more, or less, than they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.factors.records import Factor

CO2E, CO2_BIOGENIC, ROUNDING = "CO2e", "CO2_biogenic", "CO2e_rounding"


def rounding(
    factor: Factor,
    kg: Mapping[str, Fraction],
    ratio: Fraction,
    gwp: Mapping[str, Mapping[str, Fraction]],
    gwp_set: str,
) -> Fraction:
    """Return what the CO2e printed is more than that of the gases [kg CO2e per unit]; 0 in another GWP set.

    Parameters
    ----------
    kg
        Mass of each gas [kg per unit]; biogenic CO2 is in no printed total.
    ratio
        Units of the factor per unit.
    """
    if factor.printed is None or factor.printed.gwp_set != gwp_set:
        return Fraction(0)
    potentials = {CO2E: Fraction(1), **gwp.get(gwp_set, {})}
    of_gases = (mass * potentials.get(gas, 0) for gas, mass in kg.items() if gas not in {CO2_BIOGENIC, ROUNDING})
    return factor.printed.value * ratio - sum(of_gases, Fraction(0))
