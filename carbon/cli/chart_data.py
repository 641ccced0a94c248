"""What a chart is drawn from, fetched as its kind needs it, with the options that this takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from carbon.cli.options import READING, progress, with_stdin

Given = Mapping[str, Any]
Fetched = tuple[Any, dict[str, Any]]
"""The data, and what else the chart is to be given."""

Report = Callable[[int], None] | None

_SOURCES = ("years", "geography", "gwp_set", "organisation", "encoding", "decimal")
_OF_A_SCENARIO = (*_SOURCES, "scenario", "changes")
_CHOICES = (
    "rule", "base_year", "target_year", "scopes", "scope2_method", "submitted", "metric", "growth", "activity", "rate",
    "share", "sector", "most_recent_year", "net_zero_year",
)  # fmt: skip

TAKES = {
    "inventory": _SOURCES,
    "target": _CHOICES,
    "pathway": _OF_A_SCENARIO,
    "whatif": _OF_A_SCENARIO,
    "abatement": _OF_A_SCENARIO,
}
"""The options that each kind of data takes."""

_SCENARIO = ("scenario", "--scenario forty-percent")
NEEDED = {
    "inventory": (),
    "target": (("rule", "--rule sbti-aca-2020"),),
    "pathway": (_SCENARIO,),
    "whatif": (_SCENARIO, ("changes", "--set renewable_share.2030=60%")),
    "abatement": (_SCENARIO,),
}
"""The options without which there is nothing to draw, each with an example."""

_NAMES = {"years": "--year", "changes": "--set", "width_mm": "--width", "height_mm": "--height"}


def option_of(name: str) -> str:
    """Return how an option is written.

    >>> option_of("changes"), option_of("base_year")
    ('--set', '--base-year')
    """
    return _NAMES.get(name, f"--{name.replace('_', '-')}")


def stop_unless_fit(kind: str, needs: str, given: Given) -> None:
    """Refuse an option that the data does not take, and the lack of one that it needs.

    Raises
    ------
    click.UsageError
        That names the option.
    """
    for name in given:
        if name not in TAKES[needs]:
            raise click.UsageError(f"The chart {kind!r} does not take {option_of(name)}.")
    for name, example in NEEDED[needs]:
        if name not in given:
            raise click.UsageError(f"The chart {kind!r} needs {option_of(name)}, like {example}.")


def fetch(needs: str, paths: tuple[Path, ...], given: Given) -> Fetched:
    """Return what a chart is drawn from.

    Parameters
    ----------
    needs
        As `carbon.charts.KINDS` says of the kind.
    paths
        A folder, or files.
    given
        The options that were given, by name.

    Raises
    ------
    ProblemsError
        With what is wrong with the input.
    """
    with with_stdin(paths) as files, progress(READING) as report:
        return _FETCHES[needs](files, given, report)


def _inventory(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.accounting.inventory import BREAKDOWN, inventories

    return inventories(list(files), report=report, parts=(BREAKDOWN,), **given), {}


def _target(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.targets.choosing import Ask
    from carbon.targets.sector import read_sector
    from carbon.targets.target import of_folder

    if len(files) != 1:
        raise click.UsageError("A target is held against one inventory folder; name that alone.")
    choices = {name: value for name, value in given.items() if name != "rule"}
    if "sector" in choices:
        choices["sector"] = read_sector(choices["sector"])
    target, results = of_folder(files[0], given["rule"], Ask(**choices), report)
    return target, {"inventories": results}


def _pathway(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.scenarios.pathway import pathway

    return pathway(list(files), report=report, **given), {}


def _whatif(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.scenarios.pathway import opened
    from carbon.scenarios.whatif import what_if

    changes = given["changes"]
    case = opened(list(files), report=report, **{name: value for name, value in given.items() if name != "changes"})
    return what_if(case, changes), {}


def _abatement(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.optimisation.abatement import of_case
    from carbon.scenarios.pathway import opened

    case = opened(list(files), report=report, **{name: value for name, value in given.items() if name != "changes"})
    return of_case(case, case.scenario(given.get("changes", ()))), {"inventories": case.results}


_FETCHES: dict[str, Callable[[Sequence[Path], Given, Report], Fetched]] = {
    "inventory": _inventory,
    "target": _target,
    "pathway": _pathway,
    "whatif": _whatif,
    "abatement": _abatement,
}
