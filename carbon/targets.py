"""Targets as frozen records: the rules, which are versioned data, and what is chosen under one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from carbon.files.values import Names
from carbon.terms import RuleStatus, Scope2Method, TargetForm, TargetQuantity


@dataclass(frozen=True, slots=True)
class Ambition:
    """The least yearly reduction [ratio of the base year per year] that a rule asks of some scopes."""

    scopes: tuple[int, ...]
    rate: Fraction


@dataclass(frozen=True, slots=True)
class NetZero:
    """The reduction [ratio] of a scope that a rule counts as net zero, and the year by which."""

    reduction: Fraction
    year: int


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of a rule; which of them a rule has depends on its form.

    Parameters
    ----------
    ambitions
        Yearly rates by scopes.
    reference_year
        The year from which the rate is counted for base years after it.
    net_zero
        Net zero by scope.
    rate
        A yearly rate [ratio], compounding.
    against
        What a yearly rate is taken of: `previous_year`, as it turned out, or `base_year`.
    points
        Reductions or shares [ratio] by year.
    convergence_year
        The year in which the intensities of a sector meet.
    cycle_years
        The longest time between base year and target year.
    """

    ambitions: tuple[Ambition, ...] = ()
    reference_year: int | None = None
    net_zero: Mapping[int, NetZero] = field(default_factory=dict)
    rate: Fraction | None = None
    against: str = "base_year"
    points: Mapping[int, Fraction] = field(default_factory=dict)
    convergence_year: int | None = None
    cycle_years: int | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Targets of which a rule does not ask a check: of some years and scopes (empty is all of them), and the reason."""

    check: str
    target_years: tuple[int, ...]
    scopes: tuple[int, ...]
    reasons: Names


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a rule checks beside the reduction; None is not part of the rule.

    Parameters
    ----------
    window_years
        The least and the most years from submission to target year.
    year_before_until
        The month and day until which a submission counts from the year before.
    earliest_base_year, base_year_months
        The earliest base year, and the months of it that must have data.
    most_excluded
        The largest share [ratio] of the target's scopes that may be left out.
    scope_3_from
        The share [ratio] of scope 3 in all emissions from which it needs a target of its own.
    scope_3_covered
        The least share [ratio] of scope 3 that such a target covers.
    same_boundary
        Whether base year and target must have one boundary.
    in_force
        Whether the rule must be in force on the day of submission.
    denominators
        The metrics that an intensity may be of; empty where any will do.
    exemptions
        What is not asked of some targets.
    """

    window_years: tuple[int, int] | None = None
    year_before_until: tuple[int, int] | None = None
    earliest_base_year: int | None = None
    base_year_months: int | None = None
    most_excluded: Fraction | None = None
    scope_3_from: Fraction | None = None
    scope_3_covered: Fraction | None = None
    same_boundary: bool = False
    in_force: bool = False
    denominators: tuple[str, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def window_from(self, submitted: date) -> int:
        """Return the year that the window of a submission is counted from."""
        early = self.year_before_until is not None and (submitted.month, submitted.day) <= self.year_before_until
        return submitted.year - early


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a rule takes where nothing is chosen; an organisation's own target names it all."""

    base_year: int | None = None
    target_year: int | None = None
    scopes: tuple[int, ...] = ()
    method: Scope2Method | None = None
    metric: str = ""
    activity: str = ""


@dataclass(frozen=True, slots=True)
class TargetRule:
    """A rule of a target.

    Parameters
    ----------
    id
        The name of its file.
    titles, notes
        By language.
    source
        The document and section.
    valid_from, valid_to
        The days of submission that it is for.
    conformity
        Whether its checks can be assessed at all; where not, each is left open.
    own
        Whether it stands in the folder rather than in the library.
    """

    id: str
    titles: Names
    form: TargetForm
    status: RuleStatus
    quantity: TargetQuantity
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    parameters: Parameters = field(default_factory=Parameters)
    criteria: Criteria = field(default_factory=Criteria)
    defaults: Defaults = field(default_factory=Defaults)
    notes: Names = field(default_factory=dict)
    conformity: bool = True
    own: bool = False

    @property
    def least(self) -> bool:
        """Say whether the target is the least of its quantity rather than the most."""
        return self.quantity is TargetQuantity.RENEWABLE_SHARE


@dataclass(frozen=True, slots=True)
class SectorCurve:
    """A sector's intensity [kg CO2e per unit] and, where it is given, its activity [unit] by year."""

    intensity: Mapping[int, Fraction]
    activity: Mapping[int, Fraction] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """What was chosen under a rule.

    Parameters
    ----------
    rate
        A yearly rate [ratio] where the rule leaves it open.
    share
        The renewable share [ratio] of the target year where the rule leaves it open.
    growth
        How the denominator or the activity grows each year [ratio] after the last inventory.
    most_recent_year
        The year from which a rule of the most recent year starts.
    net_zero_year
        The organisation's own net-zero year, where it is earlier than the rule's.
    """

    rule: TargetRule
    base_year: int
    target_year: int
    scopes: tuple[int, ...] = (1, 2)
    method: Scope2Method | None = Scope2Method.MARKET
    metric: str = ""
    activity: str = ""
    rate: Fraction | None = None
    share: Fraction | None = None
    growth: Fraction = Fraction(0)
    submitted: date | None = None
    sector: SectorCurve | None = None
    most_recent_year: int | None = None
    net_zero_year: int | None = None

    @property
    def id(self) -> str:
        """Return the id of the rule."""
        return self.rule.id

    @property
    def departs(self) -> bool:
        """Say whether the choice departs from the rule, so that it is a target of one's own in the rule's form."""
        other_share = self.share is not None and self.rule.form is TargetForm.SHARE_POINTS
        other_rate = self.rate is not None and self.rule.parameters.rate is not None
        return other_share or other_rate or not self.denominator_fits

    @property
    def denominator_fits(self) -> bool:
        """Say whether the denominator is one that the rule is about."""
        known = self.rule.criteria.denominators
        return not known or self.metric in known

    @property
    def years(self) -> range:
        """Return the years of the path, base year and target year among them."""
        return range(self.base_year, self.target_year + 1)
