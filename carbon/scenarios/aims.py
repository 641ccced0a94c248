"""The targets that a scenario is held against, worked out from the inventories that it starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from carbon.accounting.result import InventoryResult
from carbon.files import toml
from carbon.model.periods import is_year
from carbon.model.problems import Place, Problem, ProblemsError, short
from carbon.scenarios import outlooks
from carbon.scenarios.scenario import Scenario, Wanted
from carbon.settings import read_settings
from carbon.targets import target
from carbon.targets.choosing import Ask
from carbon.targets.rule import SectorCurve
from carbon.targets.sector import read_sector
from carbon.targets.target_result import TargetResult


def of_scenario(
    scenario: Scenario, actuals: Sequence[InventoryResult], folder: Path | None, beside: Path
) -> Mapping[str, TargetResult]:
    """Work the targets of a scenario out.

    Parameters
    ----------
    folder
        The inventory folder, whose own rules count beside the library's.
    beside
        The scenario's folder, where a sector's table is looked for.

    Raises
    ------
    ProblemsError
        With all that is wrong with them, at their keys in the scenario.
    """
    base_year = read_settings(folder)[0].base_year if folder else None
    found, problems = {}, list[Problem]()
    for wanted in scenario.targets:
        try:
            rule = target.rule_of(wanted.rule, folder)
            found[wanted.id] = target.of_results(actuals, rule, _ask(wanted.choices, beside), base_year)
        except ProblemsError as error:
            problems += [_placed(problem, scenario, wanted) for problem in error.problems]
        except (TypeError, ValueError) as error:
            place = Place(scenario.file, 0, f"targets.{wanted.id}")
            problems.append(Problem("bad-scenario", f"{error}. See `carbon target --help` for its choices.", place))
    if problems:
        raise ProblemsError(problems)
    return found


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
    file = outlooks.found(name, [beside])
    if file is None:
        why = f'There is no file "{short(name)}" beside the scenario. Put the curve into its folder: no other is read.'
        raise ProblemsError([Problem("bad-scenario", why, Place("", 0, "--sector"))])
    return read_sector(file)


def _text(choices: Mapping[str, Any], key: str) -> str:
    """Return a text, empty where there is none."""
    value = choices.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f'{key} is {toml.shown(value)}; write it in quotes, like {key} = "…"')
    return value


def _day(choices: Mapping[str, Any], key: str) -> date | None:
    """Return a day."""
    value = choices.get(key)
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{key} is {toml.shown(value)}, not a day; write it like {key} = 2025-03-01") from None


def _year(choices: Mapping[str, Any], key: str) -> int | None:
    """Return a year."""
    value = choices.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not is_year(str(value)):
        raise ValueError(f"{key} is {value!r}, not a year")
    return int(value)


def _scopes(value: Any) -> list[int] | None:  # noqa: ANN401 - whatever TOML has there
    """Return scopes that are written as a list, or as text."""
    if value is None:
        return None
    parts = value if isinstance(value, list) else str(value).split(",")
    if any(str(part).strip() not in {"1", "2", "3"} for part in parts):
        raise ValueError(f"scopes is {value!r}, not some of 1, 2 and 3")
    return [int(str(part)) for part in parts]


def _percentage(choices: Mapping[str, Any], key: str) -> str | None:
    """Return a percentage as it is written."""
    value = choices.get(key)
    return None if value is None else toml.shown(value)
