"""Target rules, which are versioned data: what a rule says, and `scenarios/targets/*.toml` of library and folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

from carbon import library
from carbon.files import records
from carbon.files.records import Beside, Fault, FaultError, ReadBy, Under, Written, attempt
from carbon.files.toml import BrokenTomlError, in_toml, opened
from carbon.files.values import (
    ByLanguage,
    Choice,
    DayOfYear,
    Names,
    Percent,
    Scopes,
    Text,
    Texts,
    Value,
    Whole,
    Year,
    Years,
)
from carbon.model.periods import FIRST_YEAR, LAST_YEAR
from carbon.model.problems import Place, Problem
from carbon.model.sentences import joined, say
from carbon.model.terms import RuleStatus, Scope2Method, TargetForm, TargetQuantity

MOST_YEARS = 50
AGAINST = ("base_year", "previous_year")
CHECKED = ("in_force", "window", "base_year", "boundary", "denominator", "coverage", "scope_3")
"""The names of the checks, as results have them."""
FORMS, QUANTITIES = tuple(TargetForm), tuple(TargetQuantity)
_EMISSIONS, _INTENSITY = (TargetQuantity.EMISSIONS,), (TargetQuantity.INTENSITY,)
_SHARE = (TargetQuantity.RENEWABLE_SHARE,)
_BUT_SHARES = tuple(quantity for quantity in QUANTITIES if quantity not in _SHARE)
SHAPES: Mapping[TargetForm, tuple[str, tuple[TargetQuantity, ...]]] = {
    TargetForm.ABSOLUTE_CONTRACTION: ("ambition", _EMISSIONS),
    TargetForm.RECENT_YEAR_CONTRACTION: ("ambition net_zero", _EMISSIONS),
    TargetForm.INTENSITY_CONTRACTION: ("percent_per_year", _INTENSITY),
    TargetForm.SECTORAL_CONVERGENCE: ("convergence_year", _INTENSITY),
    TargetForm.FIVE_YEAR_CYCLE: ("cycle_years", _EMISSIONS),
    TargetForm.REDUCTION_POINTS: ("points_percent", _BUT_SHARES),
    TargetForm.SHARE_POINTS: ("points_percent", _SHARE),
    TargetForm.YEARLY_RATE: ("", _BUT_SHARES),
}
"""The parameters that a form needs, and the quantities that it can be about."""
PercentPoint = Annotated[Fraction, Percent()]


@dataclass(frozen=True)
class Window(Value):
    """The least and the most years."""

    def read(self, written: Written) -> tuple[int, int]:
        """Read both."""
        match written.value:
            case [int(least), int(most)] if 0 <= least <= most <= LAST_YEAR:
                return least, most
        raise FaultError(
            "The value is {value}. Write the least and the most years: [5, 10].", value=in_toml(written.value)
        )


def _net_zero(table: Written) -> dict[int, NetZero]:
    """Read net zero by scope, from an array of tables."""
    by_scope = dict[int, NetZero]()
    for entry in table.at("net_zero").entries():
        scope = Whole(1, 3, needed="1").take(entry, "scope")
        others = {key: value for key, value in entry.value.items() if key != "scope"}
        by_scope[scope] = attempt(Written(entry.document, entry.path, others), NetZero)
    return by_scope


@dataclass(frozen=True, slots=True)
class Ambition:
    """The least yearly reduction [ratio of the base year per year] that a rule asks of some scopes."""

    scopes: Annotated[tuple[int, ...], Scopes(needed="[1, 2]", otherwise=())]
    rate: Annotated[Fraction, Percent(key="percent_per_year", needed="4.2", otherwise=Fraction(0))]


@dataclass(frozen=True, slots=True)
class NetZero:
    """The reduction [ratio] of a scope that a rule counts as net zero, and the year by which."""

    reduction: Annotated[Fraction, Percent(key="reduction_percent", needed="90", otherwise=Fraction(0))]
    year: Annotated[int, Whole(FIRST_YEAR, LAST_YEAR, needed="2050", otherwise=LAST_YEAR)]


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

    ambitions: Annotated[tuple[Ambition, ...], Under("ambition")] = ()
    reference_year: Year | None = None
    net_zero: Annotated[Mapping[int, NetZero], ReadBy(_net_zero, "net_zero")] = field(default_factory=dict)
    rate: Annotated[Fraction | None, Percent(key="percent_per_year")] = None
    against: Annotated[str, Choice(words=AGAINST)] = AGAINST[0]
    points: Annotated[Mapping[int, PercentPoint], Under("points_percent")] = field(default_factory=dict)
    convergence_year: Year | None = None
    cycle_years: Annotated[int | None, Whole(1, MOST_YEARS)] = None

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Refuse a path that turns back."""
        del table
        for earlier, year in pairwise(self.points):
            if self.points[year] < self.points[earlier]:
                why = say("The figure of {year} is smaller than one before it; a path goes one way.", year=year)
                yield ("points_percent", str(year)), why


@dataclass(frozen=True, slots=True)
class Exemption:
    """Targets of which a rule does not ask a check: of some years and scopes (empty is all of them), and the reason."""

    check: Annotated[str, Choice(words=CHECKED, needed='"window"', otherwise="")]
    target_years: Annotated[tuple[int, ...], Years(otherwise=())]
    scopes: Annotated[tuple[int, ...], Scopes(otherwise=())]
    reasons: Annotated[Names, ByLanguage(key="reason", needed='"…"', otherwise={})]


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

    window_years: Annotated[tuple[int, int] | None, Window()] = None
    year_before_until: Annotated[tuple[int, int] | None, DayOfYear(key="window_year_before_until")] = None
    earliest_base_year: Year | None = None
    base_year_months: Annotated[int | None, Whole(1, 12)] = None
    most_excluded: Annotated[Fraction | None, Percent(key="most_excluded_percent")] = None
    scope_3_from: Annotated[Fraction | None, Percent(key="scope_3_from_percent")] = None
    scope_3_covered: Annotated[Fraction | None, Percent(key="scope_3_covered_percent")] = None
    same_boundary: bool = False
    in_force: bool = False
    denominators: Annotated[tuple[str, ...], Texts()] = ()
    exemptions: Annotated[tuple[Exemption, ...], Under("exempt")] = ()

    def window_from(self, submitted: date) -> int:
        """Return the year that the window of a submission is counted from."""
        early = self.year_before_until is not None and (submitted.month, submitted.day) <= self.year_before_until
        return submitted.year - early


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a rule takes where nothing is chosen; an organisation's own target names it all."""

    base_year: Year | None = None
    target_year: Year | None = None
    scopes: Annotated[tuple[int, ...], Scopes()] = ()
    method: Annotated[Scope2Method | None, Under("scope2_method")] = None
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

    id: Annotated[str, ReadBy(lambda table: table.document.name)]
    titles: Annotated[Names, ByLanguage(key="title", needed='"…"', otherwise={})]
    form: Annotated[TargetForm, Choice(words=FORMS, needed='"yearly_rate"', otherwise=TargetForm.YEARLY_RATE)]
    status: Annotated[RuleStatus, Choice(words=tuple(RuleStatus), needed='"own"', otherwise=RuleStatus.OWN)]
    quantity: Annotated[TargetQuantity, Choice(words=QUANTITIES, needed='"emissions"', otherwise=QUANTITIES[0])]
    source: Annotated[str, Text(needed='"…"', about=say("the document and section that it is from"), otherwise="")]
    valid_from: date | None = None
    valid_to: date | None = None
    parameters: Parameters = field(default_factory=Parameters)
    criteria: Annotated[Criteria, Under("checks")] = field(default_factory=Criteria)
    defaults: Defaults = field(default_factory=Defaults)
    notes: Annotated[Names, ByLanguage(key="note")] = field(default_factory=dict)
    conformity: bool = True
    own: Annotated[bool, Beside()] = False

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Say what the form needs and has not, and which quantities it can be about."""
        if table.get("form") != self.form:
            return
        needs, quantities = SHAPES[self.form]
        given = table.get("parameters") or {}
        for key in needs.split():
            if not (isinstance(given, Mapping) and given.get(key)):
                why = say("The form {form} needs the key {key} under [parameters].", form=self.form, key=key)
                yield ("parameters", key), why
        if self.quantity not in quantities:
            about = joined(quantities, " or ")
            yield "quantity", say("A rule of the form {form} is about {quantities}.", form=self.form, quantities=about)

    @property
    def least(self) -> bool:
        """Say whether the target is the least of its quantity rather than the most."""
        return self.quantity is TargetQuantity.RENEWABLE_SHARE


TARGETS = "targets"
OWN_FOLDER = "scenarios/targets"
CODE = "bad-rule"


def read_rules(folder: Path | None = None, only: str = "") -> tuple[dict[str, TargetRule], list[Problem]]:
    """Read the library's rules and a folder's own.

    Return the rules by id, the library's first, and what is wrong with them.

    Parameters
    ----------
    only
        The one of the library's that is wanted; all of them by default.
    """
    rules: dict[str, TargetRule] = {}
    problems: list[Problem] = []
    for path, own in _rule_files(folder):
        name = f"{OWN_FOLDER}/{path.name}"
        if own and (library.scenarios() / TARGETS / path.name).is_file():
            why = say("The library has a rule {rule}. Give the file another name.", rule=path.stem)
            problems.append(Problem(CODE, why, Place(name)))
        elif own or only in {"", path.stem}:
            rule, others = _read_rule(path, name, own)
            problems += others
            rules |= {} if rule is None else {rule.id: rule}
    return rules, problems


def rule_ids(folder: Path | None = None) -> list[str]:
    """Return the ids of the library's rules and of a folder's own, without reading them."""
    return list(dict.fromkeys(path.stem for path, _ in _rule_files(folder)))


def _rule_files(folder: Path | None) -> list[tuple[Path, bool]]:
    """Return the files of rules, the library's first, and whether they are a folder's own."""
    places = [(library.scenarios() / TARGETS, False), *([(folder / OWN_FOLDER, True)] if folder is not None else [])]
    return [(path, own) for place, own in places for path in sorted(place.glob("*.toml"))]


def _read_rule(path: Path, name: str, own: bool) -> tuple[TargetRule | None, list[Problem]]:
    """Read a rule file; None if it cannot be used."""
    try:
        document = opened(path, name, code=CODE)
    except BrokenTomlError as error:
        return None, [error.problem]
    rule = replace(records.read(TargetRule, document), id=path.stem, own=own)
    return (None if document.problems else rule), document.problems
