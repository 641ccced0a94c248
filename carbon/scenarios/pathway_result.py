"""The result of a pathway: exact figures in kilograms and MWh, as frozen records that reports are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.files.values import Names
from carbon.model.terms import Scope2Method, TargetQuantity
from carbon.scenarios.projection import Figures
from carbon.scenarios.scenario_result import ScenarioResult
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True, slots=True)
class YearOnPath:
    """A year of the scenario beside the line of its first target about emissions.

    Parameters
    ----------
    target, gap
        The most that the target allows, and by how much the scenario is above it [kg CO2e]; None off the path.
    intensity
        Scope 1 and 2, market-based, per unit of each metric [kg CO2e per unit].
    """

    figures: Figures
    target: Fraction | None
    gap: Fraction | None
    intensity: Mapping[str, Fraction]

    @property
    def year(self) -> int:
        """Return the year."""
        return self.figures.year


@dataclass(frozen=True, slots=True)
class OnTrack:
    """How the scenario ends beside a target.

    Parameters
    ----------
    id
        The target's key in the scenario.
    year
        The year of the figures: the target year, or the scenario's last if that comes earlier.
    line, projected
        What the target asks for and what the scenario comes to [the target's unit]; `gap` is what is missing, above 0
        where the line is not kept.
    met
        Whether the line is kept in the target year, which says nothing of the rule's checks; None where it cannot be
        said, as of a target year after the scenario's end.
    probability
        The share of draws that keep the line in the target year; None without uncertain numbers.
    """

    id: str
    target: TargetResult
    year: int
    line: Fraction | None
    projected: Fraction | None
    gap: Fraction | None
    met: bool | None
    probability: float | None = None

    @property
    def reached(self) -> bool:
        """Say whether the figures are of the target year."""
        return self.year == self.target.target_year


@dataclass(frozen=True, slots=True)
class Budget:
    """Emissions added up over the years of a target [kg CO2e].

    Parameters
    ----------
    method
        `inventory_years`, the sum of the years, or `trapezoid`, the area under straight lines between them.
    first, last
        The years added up; those that have an inventory count as it has them.
    """

    method: str
    first: int
    last: int
    path: Fraction
    projected: Fraction

    @property
    def overshoot(self) -> Fraction:
        """Return by how much the projection is above the path; below 0 it is under it."""
        return self.projected - self.path


@dataclass(frozen=True, slots=True)
class Part:
    """What a lever takes off business as usual [kg CO2e] by year, location- and market-based."""

    id: str
    names: Names
    kg: Mapping[int, tuple[Fraction, Fraction]]

    @property
    def market(self) -> dict[int, Fraction]:
        """Return the market-based parts."""
        return self.of(Scope2Method.MARKET)

    def of(self, method: Scope2Method) -> dict[int, Fraction]:
        """Return the parts by one method."""
        return {year: kg[method is Scope2Method.MARKET] for year, kg in self.kg.items()}


@dataclass(frozen=True, slots=True)
class Fan:
    """Where the draws lie: quantiles of scope 1 and 2 [kg CO2e] by method, one value per year. Binary floats.

    Parameters
    ----------
    quantiles
        The shares of draws that lie below.
    """

    draws: int
    seed: int
    years: Sequence[int]
    quantiles: Sequence[float]
    values: Mapping[Scope2Method, Sequence[Sequence[float]]]


def first_about_emissions(targets: Mapping[str, TargetResult]) -> tuple[str, TargetResult] | None:
    """Return the first target about emissions, with its key."""
    return next((pair for pair in targets.items() if pair[1].quantity is TargetQuantity.EMISSIONS), None)


@dataclass(frozen=True, kw_only=True)
class PathwayResult(ScenarioResult):
    """A scenario's pathway.

    Parameters
    ----------
    years
        The scenario, the start among them.
    targets
        The scenario's targets by their keys.
    carbon_cost
        What the carbon price would come to by year [currency], where the scenario has one.
    """

    years: tuple[YearOnPath, ...]
    targets: Mapping[str, TargetResult]
    on_track: tuple[OnTrack, ...]
    budget: Budget | None
    fan: Fan | None = None
    carbon_cost: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def usual(self) -> Sequence[Figures]:
        """Return business as usual, the start among its years."""
        return self.projection.usual

    @property
    def parts(self) -> list[Part]:
        """Return the bridge from business as usual to the scenario, whose parts add up to the difference."""
        return [Part(lever.id, lever.names, self.projection.parts[lever.id]) for lever in self.projection.levers]

    def known(self, scope: int, kg: Fraction) -> Fraction | None:
        """Return a scope's emissions, None where the last inventory has no data of it and nothing was added."""
        method = Scope2Method.MARKET if scope == 2 else None  # noqa: PLR2004 - the standard's number
        return None if not kg and self.actuals[-1].total(scope, method) is None else kg

    @property
    def held_against(self) -> tuple[str, TargetResult] | None:
        """Return the first target about emissions, which the years are held against, with its key."""
        return first_about_emissions(self.targets)

    @property
    def target(self) -> TargetResult | None:
        """Return the target that the years are held against."""
        return self.held_against[1] if self.held_against else None
