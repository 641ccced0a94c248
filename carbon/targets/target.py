"""A target for an organisation: the rule found, the path drawn, the inventories held against it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

from carbon.accounting.inventory import BREAKDOWN, inventories
from carbon.accounting.result import InventoryResult
from carbon.activity_data.session import Report
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest, stop_if_any
from carbon.model.sentences import say
from carbon.model.terms import TargetQuantity
from carbon.settings import read_settings
from carbon.targets import checks, progress, rules
from carbon.targets.choice import Ask, TargetChoice, choose
from carbon.targets.paths import FORMS
from carbon.targets.progress import Actuals
from carbon.targets.rules import TargetRule
from carbon.targets.sector import read_sector
from carbon.targets.target_result import Note, PathPoint, TargetResult

PathLike = str | os.PathLike[str]


def target(
    path: PathLike,
    *,
    rule: str,
    base_year: int | None = None,
    target_year: int | None = None,
    scopes: Sequence[int] | None = None,
    scope2_method: str | None = None,
    metric: str = "",
    activity: str = "",
    rate: str | None = None,
    share: str | None = None,
    growth: str | None = None,
    submitted: date | None = None,
    sector: PathLike | None = None,
    most_recent_year: int | None = None,
    net_zero_year: int | None = None,
    report: Report | None = None,
) -> TargetResult:
    """Work out a target for an organisation.

    Parameters
    ----------
    path
        An inventory folder.
    rule
        The id of a rule: the library's, or one of the folder's `scenarios/targets/`.
    base_year, target_year
        The rule's own by default, then the folder's base year and the last point of the rule.
    scopes, scope2_method
        The rule's own by default, then scopes 1 and 2, market-based.
    metric, activity
        The denominator of an intensity; the activity that is limited.
    rate, share
        Where the rule leaves them open, with their sign: `"4.2 %"`.
    growth
        How the metric grows each year after the last inventory, with its sign.
    submitted
        The day on which the target is submitted, without which the window and the rule's validity are not assessed.
    sector
        A CSV of the sector's intensity [t CO2e per unit] by year.
    most_recent_year, net_zero_year
        For rules that start from the most recent year.
    report
        Called now and then with the percentage of the rows read.

    Returns
    -------
    TargetResult
        The path as exact figures.

    Raises
    ------
    ProblemsError
        With what is wrong with the input or with what was asked.

    Examples
    --------
    >>> aim = target("docs/examples/kgi", rule="sbti-aca-2020", base_year=2022, target_year=2030)
    >>> aim.minimum_reduction
    Fraction(21, 50)
    """
    curve = None if sector is None else read_sector(Path(sector))
    ask = Ask(
        base_year, target_year, scopes, scope2_method, metric, activity, rate, share, growth, submitted, curve,
        most_recent_year, net_zero_year,
    )  # fmt: skip
    return of_folder(Path(path), rule, ask, report)[0]


def of_folder(
    folder: Path, rule: str, ask: Ask, report: Report | None = None
) -> tuple[TargetResult, list[InventoryResult]]:
    """Work a target out for a folder, and return the inventories with it; they are read once.

    Raise ProblemsError with what is wrong with the input or with what was asked.
    """
    if folder.is_file():
        why = say("A target is held against several inventory years: name an inventory folder with a carbon.toml.")
        raise ProblemsError([Problem("missing-settings", why, Place(str(folder)))])
    target_rule = rule_of(rule, folder)
    results = inventories(folder, report=report, parts=(BREAKDOWN,))
    return of_results(results, target_rule, ask, read_settings(folder)[0].base_year), results


def rule_of(rule: str, folder: Path | None = None) -> TargetRule:
    """Find a rule by its id.

    Raise ProblemsError if there is none, with the nearest, or if its file or one of the folder's is not well
    formed.
    """
    ids = rules.rule_ids(folder)
    if rule not in ids:
        likely = nearest(rule, ids) or list(ids)
        why = say(
            'There is no target rule "{rule}". Nearest: {likely}.\n`carbon target --list` shows them all.',
            rule=rule,
            likely=listed(likely),
        )
        raise ProblemsError([Problem("unknown-rule", why, Place("", 0, "--rule"))])
    by_id, problems = rules.read_rules(folder, rule)
    stop_if_any(problems)
    return by_id[rule]


def known_rules(folder: Path | None = None) -> dict[str, TargetRule]:
    """Return the library's rules and a folder's own by id.

    Raise ProblemsError with every rule file that is not well formed.
    """
    by_id, problems = rules.read_rules(folder)
    stop_if_any(problems)
    return by_id


def of_results(
    results: Sequence[InventoryResult], rule: TargetRule, ask: Ask, default_base_year: int | None = None
) -> TargetResult:
    """Work out a target from inventories, the oldest first; raise ProblemsError with what does not fit."""
    choice = choose(rule, ask, default_base_year)
    quantities = progress.read_actuals(results, choice)
    course = FORMS[choice.rule.form](choice, quantities)
    base = next(result for result in results if result.year == choice.base_year)
    path = tuple(_point(choice, quantities, year, quantity) for year, quantity in course.values.items())
    return TargetResult(
        organisation=base.organisation,
        choice=choice,
        unit=quantities.unit,
        base=quantities.quantity[choice.base_year],
        base_kg_co2e=quantities.kg_co2e.get(choice.base_year),
        boundary=base.boundary,
        outside=base.outside_boundary,
        path=path,
        checks=checks.assess_checks(results, choice),
        progress=progress.hold_against_path(choice, quantities, course.values),
        other_method=progress.other_method(results, choice),
        absolute=progress.absolute_effect(choice, quantities, course.values),
        electricity=progress.electricity_needed(choice, quantities, course.values),
        notes=(*course.notes, *_incomplete_years(results, quantities)),
        activity_names=base.names.get(choice.activity, {}),
    )


def _incomplete_years(results: Iterable[InventoryResult], quantities: Actuals) -> list[Note]:
    """Say of each year held against the path that has months without data that it is not whole."""
    notes = []
    for result in results:
        if result.year in quantities.quantity and result.coverage.incomplete:
            months, whole = len(result.coverage.months), result.coverage.months_of_year
            notes.append(Note(result.coverage.lack, {"year": result.year, "months": months, "whole": whole}))
    return notes


def _point(choice: TargetChoice, quantities: Actuals, year: int, quantity: Fraction) -> PathPoint:
    """Return a year of the path."""
    base = quantities.quantity[choice.base_year]
    reduction = None if choice.rule.least else 1 - quantity / base
    return PathPoint(year, quantity, reduction, quantity if choice.rule.quantity is TargetQuantity.EMISSIONS else None)
