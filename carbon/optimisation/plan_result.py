"""The result of an optimisation: the plan, worked out exactly, as frozen records that reports are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projection import Projection
from carbon.scenarios.scenario_result import ScenarioResult
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True, slots=True)
class Started:
    """A measure of the plan: its first year, and the last in which it works."""

    measure: Measure
    start: int
    last: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Blocks of a purchase."""

    purchase: Purchase
    blocks: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Present values to the scenario's end [currency], beside doing nothing; below zero is saved.

    Parameters
    ----------
    capital
        Annuities of what measures cost once, in the years in which they work.
    operation
        What they cost more each year.
    energy
        The energy that is saved, at its price: zero or below.
    premium
        What power purchases cost more than power from the grid.
    carbon
        What the carbon price or levy comes to more: zero or below where emissions fall.
    """

    capital: Fraction
    operation: Fraction
    energy: Fraction
    premium: Fraction
    carbon: Fraction

    @property
    def total(self) -> Fraction:
        """Return the sum."""
        return self.capital + self.operation + self.energy + self.premium + self.carbon


@dataclass(frozen=True, slots=True)
class YearHeld:
    """A year of the plan beside a target [the target's unit].

    Parameters
    ----------
    room
        By how much the target is kept; what is more of a share.
    binding
        Whether the plan could not do without any of its parts that count in the year.
    """

    year: int
    quantity: Fraction
    line: Fraction
    room: Fraction
    binding: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A target that the plan keeps."""

    id: str
    target: TargetResult
    years: tuple[YearHeld, ...]

    @property
    def binding(self) -> tuple[int, ...]:
        """Return the years that bind."""
        return tuple(year.year for year in self.years if year.binding)


@dataclass(frozen=True, slots=True)
class Spending:
    """What the measures that begin in a year cost once, and the year's budget [currency]; None without one."""

    year: int
    capex: Fraction
    budget: Fraction | None


@dataclass(frozen=True, slots=True)
class Solver:
    """How the plan was found.

    Parameters
    ----------
    status
        `optimal`, or `time_limit` with the best plan found by then.
    gap
        By how much at most another plan is cheaper [ratio of the cost]; a binary float.
    bound
        No plan is cheaper than this [currency], within the solver's tolerance; a binary float.
    building_seconds, solving_seconds
        What it took.
    """

    status: str
    gap: float
    bound: float
    building_seconds: float
    solving_seconds: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the frontier: the emissions of a year [kg CO2e], what they were cut by, and the least cost."""

    kg_co2e: Fraction
    cut: Fraction
    cost: Fraction
    capex: Fraction


@dataclass(frozen=True, slots=True)
class Frontier:
    """The least cost of each depth of cut in one year, whatever the targets; for reading, not for deciding alone."""

    year: int
    scopes: tuple[int, ...]
    method: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, kw_only=True)
class OptimisationResult(ScenarioResult):
    """The cheapest plan that keeps every target.

    Parameters
    ----------
    measures, purchases
        The plan, which the projection is of.
    nothing
        The same years without measures and purchases.
    left_out
        Targets that nothing here can move, or without a line in these years.
    unpriced
        Activities that measures save of and that have no energy price: their savings are worth nothing here.
    settings
        The plan as changes to the scenario, `measures.led.start=2026`, for `--set`.
    """

    measures: tuple[Started, ...]
    purchases: tuple[Taken, ...]
    cost: Cost
    targets: tuple[Held, ...]
    spending: tuple[Spending, ...]
    nothing: Projection
    left_out: tuple[str, ...]
    unpriced: tuple[str, ...]
    solver: Solver
    settings: tuple[str, ...]
    frontier: Frontier | None = None

    @property
    def not_chosen(self) -> Sequence[Measure]:
        """Return the measures that the plan does without."""
        chosen = {started.measure.id for started in self.measures}
        return [measure for measure in self.scenario.measures if measure.id not in chosen]
