"""What a projection was assumed to go by: the grid's factor, drivers and metrics, scope 3 by category, year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.scenarios.projector import Figures
from carbon.scenarios.start import Start

INDIRECT = 3


@dataclass(frozen=True, slots=True)
class AssumedYear:
    """What was assumed of a year.

    Parameters
    ----------
    location_factor, market_factor
        Emissions of the load, and of what no renewable electricity covers [kg CO2e per MWh].
    metrics
        The organisation's metrics, moved by a driver or as they were [their units].
    drivers
        Drivers that are no metrics, as indices that are 1 at the start.
    scope_3
        Emissions by account [kg CO2e].
    """

    year: int
    location_factor: Fraction
    market_factor: Fraction
    metrics: Mapping[str, Fraction]
    drivers: Mapping[str, Fraction]
    scope_3: Mapping[str, Fraction]


def of(years: Sequence[Figures], start: Start) -> tuple[AssumedYear, ...]:
    """Return what was assumed of each year of a projection."""
    accounts = {stream.activity: stream.account for stream in start.streams if stream.scope == INDIRECT}
    return tuple(_of_year(figures, accounts) for figures in years)


def _of_year(figures: Figures, accounts: Mapping[str, str]) -> AssumedYear:
    """Return what was assumed of one year."""
    scope_3: dict[str, Fraction] = {}
    for activity, account in accounts.items():
        scope_3[account] = scope_3.get(account, Fraction(0)) + figures.kg[activity]
    return AssumedYear(
        figures.year,
        figures.location_factor,
        figures.market_factor,
        figures.metrics,
        {name: index for name, index in figures.drivers.items() if name not in figures.metrics},
        dict(sorted(scope_3.items())),
    )
