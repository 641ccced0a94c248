"""The result of a target: the path as exact figures, its checks, and how the inventories stand to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.files.values import Names
from carbon.model.terms import RuleStatus, Scope2Method, TargetQuantity
from carbon.settings import OutsideBoundary
from carbon.targets.choice import TargetChoice
from carbon.targets.rules import TargetRule

NoteValue = str | int | Fraction | Names | Mapping[int, Fraction]
"""What stands in a note: a ratio is a Fraction, alone or by year; a text may be by language."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that reports write in their language: its key, and what stands in it."""

    key: str
    values: Mapping[str, NoteValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PathPoint:
    """A year of the path.

    `quantity` is the most that the target's quantity may be (the least, for a share) in its unit, `reduction` the
    ratio of the base year by which it is lower (None for a share), `kg_co2e` the emissions (None where the target is
    not about emissions).
    """

    year: int
    quantity: Fraction
    reduction: Fraction | None
    kg_co2e: Fraction | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check: met, not met, or None where it is not assessed; what was found, and what is required."""

    name: str
    met: bool | None
    found: Note
    required: Note


@dataclass(frozen=True, slots=True)
class Progress:
    """How an inventory year stands to the path.

    Parameters
    ----------
    quantity, path
        What it was and what the path has [the target's unit]; `path` is None after the target year.
    reduction
        By how much it is lower than the base year's [ratio]; None for a share.
    kg_co2e, path_kg_co2e
        The emissions, and those that the path has; of an intensity at the metric of the year.
    kg_reduction
        By how much the emissions are lower than the base year's [ratio].
    needed_per_year
        The reduction still needed each year until the target year [ratio of the base year's quantity per year]; of a
        share the points still to be gained each year [ratio per year].
    """

    year: int
    quantity: Fraction
    path: Fraction | None
    reduction: Fraction | None
    kg_co2e: Fraction | None
    path_kg_co2e: Fraction | None
    kg_reduction: Fraction | None
    needed_per_year: Fraction | None


@dataclass(frozen=True, slots=True)
class OtherMethod:
    """A year by the scope 2 method that was not chosen: emissions, and the ratio by which they are lower."""

    year: int
    method: Scope2Method
    kg_co2e: Fraction
    reduction: Fraction | None


@dataclass(frozen=True, slots=True)
class AbsoluteEffect:
    """What an intensity target does to emissions: the denominator assumed in the target year, and what follows."""

    unit: str
    denominator: Fraction
    from_year: int
    growth: Fraction
    kg_co2e: Fraction
    reduction: Fraction | None


@dataclass(frozen=True, slots=True)
class ElectricityNeeded:
    """What a share comes to in the target year: the load assumed, and the renewable electricity needed [MWh]."""

    from_year: int
    load_mwh: Fraction
    mwh: Fraction


@dataclass(frozen=True)
class TargetResult:
    """A target worked out for an organisation.

    Parameters
    ----------
    choice
        The rule, and what was chosen under it.
    unit
        The unit of the quantity as it is held here: `kg CO2e`, `kg CO2e/employee`, `ratio`, `MWh`, `m3`.
    base
        The quantity in the base year.
    boundary
        The boundary as the settings declare it, by language.
    outside
        What stands outside it.
    notes
        What is worth saying about the path.
    activity_names
        What the activity that is limited is called, by language.
    """

    organisation: str
    choice: TargetChoice
    unit: str
    base: Fraction
    base_kg_co2e: Fraction | None
    boundary: Names
    outside: tuple[OutsideBoundary, ...]
    path: tuple[PathPoint, ...]
    checks: tuple[Check, ...] = ()
    progress: tuple[Progress, ...] = ()
    other_method: tuple[OtherMethod, ...] = ()
    absolute: AbsoluteEffect | None = None
    electricity: ElectricityNeeded | None = None
    notes: tuple[Note, ...] = ()
    activity_names: Names = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Return the id of the rule."""
        return self.rule.id

    @property
    def rule(self) -> TargetRule:
        """Return the rule."""
        return self.choice.rule

    @property
    def quantity(self) -> TargetQuantity:
        """Return what the target limits."""
        return self.rule.quantity

    @property
    def metric(self) -> str:
        """Return the denominator of an intensity, empty for other targets."""
        return self.choice.metric

    @property
    def activity(self) -> str:
        """Return the activity that the target limits, empty for other targets."""
        return self.choice.activity

    @property
    def scopes(self) -> tuple[int, ...]:
        """Return the scopes, none where the target is not about emissions."""
        return self.choice.scopes

    @property
    def method(self) -> Scope2Method | None:
        """Return the scope 2 method, None where scope 2 is not in the target."""
        return self.choice.method

    @property
    def base_year(self) -> int:
        """Return the base year."""
        return self.choice.base_year

    @property
    def target_year(self) -> int:
        """Return the target year."""
        return self.choice.target_year

    @property
    def minimum_reduction(self) -> Fraction | None:
        """Return the reduction from base year to target year [ratio], None for a share."""
        return self.path[-1].reduction

    @property
    def experimental(self) -> bool:
        """Say whether the rule is our reading of a text, so that nothing is said to be met."""
        return self.rule.status is RuleStatus.EXPERIMENTAL

    def line(self, year: int) -> Fraction | None:
        """Return the most that the quantity may be in a year (the least, for a share), None off the path.

        Return emissions [kg CO2e], intensity [kg CO2e per unit], share [ratio], electricity [MWh], or the
        activity's quantity [its unit].
        """
        return next((point.quantity for point in self.path if point.year == year), None)
