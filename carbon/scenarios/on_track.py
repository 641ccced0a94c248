"""A projection against its targets: the targets of a scenario, whether their lines are kept, and the budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from carbon.accounting.result import InventoryResult
from carbon.files import toml
from carbon.model.periods import is_year
from carbon.model.problems import Place, Problem, ProblemsError, short
from carbon.model.sentences import say
from carbon.model.terms import RuleStatus, Scope2Method, TargetQuantity
from carbon.scenarios import scenario_file
from carbon.scenarios.balance import Value
from carbon.scenarios.pathway_result import Budget, OnTrack, YearOnPath
from carbon.scenarios.projection import Figures, Projection
from carbon.scenarios.scenario import Scenario, Wanted
from carbon.settings import read_settings
from carbon.targets import target
from carbon.targets.choice import Ask
from carbon.targets.sector import SectorCurve, read_sector
from carbon.targets.target_result import TargetResult


def work_out_targets(
    scenario: Scenario, actuals: Sequence[InventoryResult], folder: Path | None, beside: Path
) -> Mapping[str, TargetResult]:
    """Work the targets of a scenario out.

    Raise ProblemsError with all that is wrong with them, at their keys in the scenario.

    Parameters
    ----------
    folder
        The inventory folder, whose own rules count beside the library's.
    beside
        The scenario's folder, where a sector's table is looked for.
    """
    base_year = read_settings(folder)[0].base_year if folder else None
    targets, problems = {}, list[Problem]()
    for wanted in scenario.targets:
        try:
            rule = target.rule_of(wanted.rule, folder)
            targets[wanted.id] = target.of_results(actuals, rule, _ask(wanted.choices, beside), base_year)
        except ProblemsError as error:
            problems += [_placed(problem, scenario, wanted) for problem in error.problems]
        except (TypeError, ValueError) as error:
            place = Place(scenario.file, 0, f"targets.{wanted.id}")
            problems.append(
                Problem(
                    "bad-scenario",
                    say("{what}. See `carbon target --help` for its choices.", what=error.args[0]),
                    place,
                )
            )
    if problems:
        raise ProblemsError(problems)
    return targets


def _placed(problem: Problem, scenario: Scenario, wanted: Wanted) -> Problem:
    """Put a problem with an option where the scenario has it."""
    if problem.place.file:
        return problem
    key = problem.place.column.removeprefix("--").replace("-", "_")
    place = Place(scenario.file, 0, ".".join(filter(None, ("targets", wanted.id, key))))
    return replace(problem, place=place)


def _ask(choices: Mapping[str, Any], beside: Path) -> Ask:
    """Return the choices as `carbon target` takes them."""
    return Ask(
        base_year=_year(choices, "base_year"),
        target_year=_year(choices, "target_year"),
        scopes=_scopes(choices.get("scopes")),
        scope2_method=_text(choices, "scope2_method") or None,
        metric=_text(choices, "metric"),
        activity=_text(choices, "activity"),
        rate=_percentage(choices, "rate"),
        share=_percentage(choices, "share"),
        growth=_percentage(choices, "growth"),
        submitted=_day(choices, "submitted"),
        sector=_sector(choices, beside),
        most_recent_year=_year(choices, "most_recent_year"),
        net_zero_year=_year(choices, "net_zero_year"),
    )


def _sector(choices: Mapping[str, Any], beside: Path) -> SectorCurve | None:
    """Return the sector's curve, from a file beside the scenario and nowhere else."""
    name = _text(choices, "sector")
    if not name:
        return None
    file = scenario_file.find_file(name, [beside])
    if file is None:
        why = say(
            'There is no file "{name}" beside the scenario. Put the curve into its folder: no other is read.',
            name=short(name),
        )
        raise ProblemsError([Problem("bad-scenario", why, Place("", 0, "--sector"))])
    return read_sector(file)


def _text(choices: Mapping[str, Any], key: str) -> str:
    """Return a text, empty where there is none."""
    value = choices.get(key, "")
    if not isinstance(value, str):
        raise TypeError(say('{key} is {value}; write it in quotes, like {key} = "…"', key=key, value=toml.shown(value)))
    return value


def _day(choices: Mapping[str, Any], key: str) -> date | None:
    """Return a day."""
    value = choices.get(key)
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(
            say("{key} is {value}, not a day; write it like {key} = 2025-03-01", key=key, value=toml.shown(value))
        ) from None


def _year(choices: Mapping[str, Any], key: str) -> int | None:
    """Return a year."""
    value = choices.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not is_year(str(value)):
        raise ValueError(say("{key} is {value!r}, not a year", key=key, value=value))
    return int(value)


def _scopes(value: Any) -> list[int] | None:  # noqa: ANN401 - whatever TOML has there
    """Return scopes that are written as a list, or as text."""
    if value is None:
        return None
    parts = value if isinstance(value, list) else str(value).split(",")
    if any(str(part).strip() not in {"1", "2", "3"} for part in parts):
        raise ValueError(say("scopes is {value!r}, not some of 1, 2 and 3", value=value))
    return [int(str(part)) for part in parts]


def _percentage(choices: Mapping[str, Any], key: str) -> str | None:
    """Return a percentage as it is written."""
    value = choices.get(key)
    return None if value is None else toml.shown(value)


def target_quantity(target: TargetResult, figures: Figures, start: InventoryResult, first: Figures) -> Value | None:
    """Return what a target is about as it is in a year of a projection, in the target's unit.

    Parameters
    ----------
    start, first
        The last inventory and the same year of the projection, from which an activity's quantity moves.
    """
    about = target.quantity
    if about is TargetQuantity.EMISSIONS:
        return emissions(figures, target.scopes, target.method)
    if about is TargetQuantity.INTENSITY:
        metric = figures.metrics.get(target.metric)
        return (
            None if metric is None or _is_nothing(metric) else emissions(figures, target.scopes, target.method) / metric
        )
    if about is TargetQuantity.RENEWABLE_SHARE:
        return figures.renewable_share
    if about is TargetQuantity.ELECTRICITY_MWH:
        return figures.load
    return _activity_quantity(target, figures, start, first)


def _is_nothing(metric: Value) -> bool:
    """Say whether a metric has come down to nothing, so that nothing is per unit of it."""
    return isinstance(metric, Fraction) and not metric


def emissions(figures: Figures, scopes: Sequence[int], method: Scope2Method | None) -> Value:
    """Return the emissions of some scopes [kg CO2e]."""
    of_scope = {
        1: figures.scope_1,
        2: figures.location if method is Scope2Method.LOCATION else figures.market,
        3: figures.scope_3,
    }
    return sum(of_scope[scope] for scope in scopes)


def _activity_quantity(target: TargetResult, figures: Figures, start: InventoryResult, first: Figures) -> Value | None:
    """Return an activity's quantity, which moves as its emissions do, or as the scenario says of it."""
    totals = [total for total in start.activities if total.activity == target.activity]
    if len(totals) != 1:
        return None
    index = figures.grown.get(target.activity, 1)
    if first.kg.get(target.activity):
        index = figures.kg[target.activity] / first.kg[target.activity]
    return totals[0].quantity * index


def hold_against_targets(
    targets: Mapping[str, TargetResult],
    projection: Projection,
    start: InventoryResult,
    probabilities: Mapping[str, float],
) -> tuple[OnTrack, ...]:
    """Return how the projection ends beside each target, and how probably where it was drawn."""
    return tuple(_on_track(key, target, projection, start, probabilities.get(key)) for key, target in targets.items())


def _on_track(
    key: str, target: TargetResult, projection: Projection, start: InventoryResult, probability: float | None
) -> OnTrack:
    """Return how the projection ends beside a target."""
    first = projection.years[0]
    year = min(target.target_year, projection.years[-1].year)
    line = target.line(year)
    if year < first.year or line is None:
        return OnTrack(key, target, year, line, None, None, None)
    projected = target_quantity(target, projection.year(year), start, first)
    gap = None if projected is None else gap_of(target, projected, line)
    met = None if gap is None or not is_assessed(target) or year < target.target_year else gap <= 0
    return OnTrack(key, target, year, line, projected, gap, met, probability)


def gap_of(target: TargetResult, projected: Value, line: Value) -> Value:
    """Return what is missing to a target, above 0 where it is not met: a share is to be reached, the rest kept."""
    return line - projected if target.rule.least else projected - line


def is_assessed(target: TargetResult) -> bool:
    """Say whether it can be said that a target is met: not of a rule that leaves its verdict to others."""
    return target.rule.conformity and target.rule.status is not RuleStatus.EXPERIMENTAL


def years_on_path(projection: Projection, target: TargetResult | None) -> tuple[YearOnPath, ...]:
    """Return the years of a projection beside the line of a target about emissions."""
    years = []
    for figures in projection.years:
        line = None if target is None else target.line(figures.year)
        gap = None
        if target is not None and line is not None:
            gap = emissions(figures, target.scopes, target.method) - line
        together = figures.scope_1 + figures.market
        intensity = {name: together / metric for name, metric in figures.metrics.items() if metric}
        years.append(YearOnPath(figures, line, gap, intensity))
    return tuple(years)


BUDGET_METHODS = ("inventory_years", "trapezoid")


def add_up_budget(
    target: TargetResult, actuals: Sequence[InventoryResult], projection: Projection, method: str = BUDGET_METHODS[0]
) -> Budget | None:
    """Add up path and projection from the target's base year, or the first year known after it, to its target year.

    Return none where there are not two years to add up.

    Parameters
    ----------
    actuals
        Inventories; their years count as they turned out.
    method
        `inventory_years`: `Σ E_t`; `trapezoid`: `Σ (E_t + E_{t+1})/2`.
    """
    emitted = _actual_emissions(target, actuals)
    emitted |= {
        figures.year: emissions(figures, target.scopes, target.method)
        for figures in projection.years
        if figures.year not in emitted
    }
    years = _unbroken([year for year in sorted(emitted) if target.line(year) is not None])
    if years[:1] == years[-1:]:
        return None
    lines = {year: target.line(year) or Fraction(0) for year in years}
    return Budget(method, years[0], years[-1], _sum(lines, years, method), _sum(emitted, years, method))


def _unbroken(years: Sequence[int]) -> list[int]:
    """Return the last run of years without a gap."""
    run: list[int] = []
    for year in years:
        run = [*run, year] if run and year == run[-1] + 1 else [year]
    return run


def _actual_emissions(target: TargetResult, actuals: Sequence[InventoryResult]) -> dict[int, Fraction]:
    """Return the emissions of the inventories in the target's scopes, where each scope has data."""
    emitted = {}
    for result in actuals:
        methods: Mapping[int, Scope2Method | None] = {1: None, 2: target.method, 3: None}
        totals = [result.total(scope, methods[scope]) for scope in target.scopes]
        if None not in totals:
            emitted[result.year] = sum((total for total in totals if total is not None), Fraction(0))
    return emitted


def _sum(values: Mapping[int, Fraction], years: Sequence[int], method: str) -> Fraction:
    """Add values up over years."""
    whole = sum((values[year] for year in years), Fraction(0))
    return whole if method == BUDGET_METHODS[0] else whole - (values[years[0]] + values[years[-1]]) / 2
