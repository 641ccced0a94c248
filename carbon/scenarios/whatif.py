"""What if: a scenario before and after some of its values are changed, one value swept, or one solved for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.model import exact
from carbon.model.problems import Place, Problem, ProblemsError, stop_if_any
from carbon.model.sentences import say
from carbon.scenarios import on_track, settable
from carbon.scenarios.case import Case, Changes
from carbon.scenarios.pathway_result import PathwayResult
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.settable import Settable, Steps
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True)
class WhatIf:
    """A scenario before and after.

    Parameters
    ----------
    changes
        Names and their new values.
    was
        What the scenario has for each.
    solved
        The value that was solved for, if one was; it is among the changes.
    """

    changes: Changes
    was: Sequence[str]
    before: PathwayResult
    after: PathwayResult
    solved: Solved | None = None


@dataclass(frozen=True)
class Swept:
    """A value swept over steps, and what the scenario comes to at each."""

    name: str
    values: Sequence[str]
    results: Sequence[PathwayResult]


@dataclass(frozen=True, slots=True)
class Solved:
    """The value that just meets a target.

    Parameters
    ----------
    value, found
        The value as it is written, and what the target's quantity comes to with it.
    less, found_with_less
        The value one step less, which does not meet it.
    line
        What the target asks for.
    reduction
        The reduction that was asked for in place of the target's own [ratio].
    """

    name: str
    value: str
    found: Fraction
    less: str
    found_with_less: Fraction
    line: Fraction
    year: int
    target: TargetResult
    reduction: Fraction | None = None


def names(case: Case) -> list[Settable]:
    """Return everything of the scenario that can be set."""
    scenario = case.scenario()
    return settable.list_settable(scenario, case.start(scenario))


def what_if(case: Case, changes: Changes) -> WhatIf:
    """Work a scenario out before and after changes.

    Raise ProblemsError if a name cannot be set, or a value makes a scenario that cannot be.
    """
    scenario = case.scenario()
    _check(case, scenario, [name for name, _ in changes])
    before = case.pathway(scenario)
    after = case.pathway(case.scenario(changes)) if changes else before
    return WhatIf(changes, [scenario.written.get(name, "") for name, _ in changes], before, after)


def sweep(case: Case, name: str, values: Sequence[str], changes: Changes = ()) -> Swept:
    """Work a scenario out at each of some values of one name; raise ProblemsError as `what_if` does."""
    _check(case, case.scenario(), [name, *(path for path, _ in changes)])
    results = [case.pathway(case.scenario([*changes, (name, value)]), fanned=False) for value in values]
    return Swept(name, values, results)


def _check(case: Case, scenario: Scenario, wanted: Sequence[str]) -> None:
    """Refuse names that cannot be set."""
    stop_if_any(settable.unknown_names(wanted, settable.list_settable(scenario, case.start(scenario))))


def solve(
    case: Case,
    name: str,
    *,
    reduction: Fraction | None = None,
    bounds: tuple[str, str] | None = None,
    changes: Changes = (),
) -> Solved:
    """Find the value of one name that just meets the scenario's first target about emissions, in its target year.

    The quantity is taken to move one way with the value. The answer is the first step of `Steps` that meets the
    target, seen from the side that does not; both it and the step before are worked out exactly.

    Raise ProblemsError with the code `no-solution` if no value between the bounds meets it, or every value does.

    Parameters
    ----------
    reduction
        Another reduction of the base year's emissions than the target's own [ratio].
    bounds
        Between which values to look, as they are written; what makes sense for the name by default.
    """
    scenario = case.scenario(changes)
    _check(case, scenario, [name, *(path for path, _ in changes)])
    target, year = _aim(case, scenario)
    line = _line(target, year, reduction)
    steps = Steps.of(name, scenario, case.start(scenario), case.vocabulary, bounds)

    def kg_at(step: int) -> Fraction:
        tried = case.scenario([*changes, (name, steps.text(step))])
        figures = case.projection(tried, last=year).years[-1]
        value: Fraction = on_track.emissions(figures, target.scopes, target.method)
        return value

    first, last = _ends(name, steps, kg_at, line)
    sign = 1 if first < last else -1
    place = bisect_left(range(abs(last - first) + 1), 1, key=lambda at: kg_at(first + sign * at) <= line)
    step = first + sign * place
    return Solved(
        name,
        steps.text(step),
        kg_at(step),
        steps.text(step - sign),
        kg_at(step - sign),
        line,
        year,
        target,
        reduction,
    )


def _aim(case: Case, scenario: Scenario) -> tuple[TargetResult, int]:
    """Return the scenario's first target about emissions and the year in which it is to be met."""
    for target in case.targets(scenario).values():
        if target.quantity == "emissions":
            _refuse_unreached(target, scenario)
            return target, target.target_year
    why = say(
        "The scenario has no target about emissions, so there is nothing to solve for.\nAdd one to the scenario: "
        '[targets.near] rule = "sbti-aca-2020", base_year = …, target_year = …; `carbon target --list` has the rules.'
    )
    raise ProblemsError([Problem("no-solution", why, Place(scenario.file, 0, "targets"))])


def _refuse_unreached(target: TargetResult, scenario: Scenario) -> None:
    """Refuse a target whose year the scenario does not reach."""
    year = target.target_year
    if year > scenario.end:
        why = say(
            "The target year {year} is after the scenario's end, {end}, so nothing can be solved for.\n"
            "Let the scenario go on: --set end={year}, or choose an earlier target year.",
            year=year,
            end=scenario.end,
        )
        raise ProblemsError([Problem("no-solution", why, Place("", 0, "--solve"))])


def _line(target: TargetResult, year: int, reduction: Fraction | None) -> Fraction:
    """Return what emissions may be [kg CO2e]."""
    line = target.line(year) if reduction is None else target.base * (1 - reduction)
    assert line is not None
    return line


def _ends(name: str, steps: Steps, kg_at: object, line: Fraction) -> tuple[int, int]:
    """Return the end that does not meet the target, then the one that does."""
    assert callable(kg_at)
    low, high = kg_at(steps.first), kg_at(steps.last)
    if (low <= line) != (high <= line):
        return (steps.last, steps.first) if low <= line else (steps.first, steps.last)
    ends = say(
        "{first} gives {low} t CO2e, {last} {high} t CO2e",
        first=steps.text(steps.first),
        low=_tonnes(low),
        last=steps.text(steps.last),
        high=_tonnes(high),
    )
    if low <= line:
        why = say("Every value keeps to the line of {line} t CO2e: {ends}.", line=_tonnes(line), ends=ends)
    else:
        why = say(
            "No value keeps to the line of {line} t CO2e: {ends}.\nChange something else too, with --set.",
            line=_tonnes(line),
            ends=ends,
        )
    raise ProblemsError([Problem("no-solution", why, Place("", 0, f"--solve {name}"))])


def _tonnes(kg: Fraction) -> str:
    return exact.grouped(kg / 1000, 2)
