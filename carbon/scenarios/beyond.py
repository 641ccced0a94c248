"""What a scenario would save, or has under contract, beyond what there is: counted for nothing, and said so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from carbon.files.values import Names
from carbon.scenarios.projector import Projection

RENEWABLE = "renewable"
"""What all contracts for renewable electricity together are called here."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What of a lever goes beyond what is left.

    Parameters
    ----------
    id
        The lever, or `renewable` for the contracts for renewable electricity.
    unit
        `MWh`, or `kg CO2e` where the energy of an activity is not known.
    by_year
        How much, in the years in which it is anything [unit].
    """

    id: str
    names: Names
    unit: str
    by_year: Mapping[int, Fraction]


def of(projection: Projection) -> tuple[Beyond, ...]:
    """Return what goes beyond, lever by lever in their order, contracts last."""
    names = {lever.id: lever.names for lever in projection.levers}
    units: dict[str, str] = {}
    years: dict[str, dict[int, Fraction]] = {lever: {} for lever in [*names, RENEWABLE]}
    for figures in projection.years:
        for lever, (quantity, unit) in figures.beyond.items():
            years[lever][figures.year] = quantity
            units[lever] = unit
    return tuple(
        Beyond(lever, names.get(lever, {}), units[lever], by_year) for lever, by_year in years.items() if by_year
    )
