"""The pathway: a scenario worked out on the inventories of a folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

from carbon import library
from carbon.accounting.inventory import BREAKDOWN, inventories
from carbon.activity_data.session import Report
from carbon.model.problems import stop_if_any
from carbon.scenarios import on_track, scenario_file
from carbon.scenarios.case import Case, Changes
from carbon.scenarios.pathway_result import PathwayResult

PathLike = str | os.PathLike[str]
FOLDER = "scenarios"


class Reading(TypedDict, total=False):
    """How the inventories of a folder, or of bare files, are read."""

    years: Sequence[int]
    geography: str
    gwp_set: str
    organisation: str
    encoding: str
    decimal: str
    report: Report | None


def pathway(
    path: PathLike | Sequence[PathLike],
    *,
    scenario: PathLike,
    changes: Changes = (),
    budget_method: str = on_track.BUDGET_METHODS[0],
    **reading: Unpack[Reading],
) -> PathwayResult:
    """Work a scenario out on an organisation's inventories.

    Parameters
    ----------
    path
        An inventory folder, or one or more files of activity data.
    scenario
        A scenario file; a bare name is looked for in the folder's `scenarios` too.
    changes
        Pairs of a key's path in the scenario and another value: `("renewable_share.2030", "40 %")`.
    budget_method
        `inventory_years` (the sum of the years) or `trapezoid`.
    reading
        `years`, `geography`, `gwp_set`, `organisation`, `encoding`, `decimal`, `report`, as `carbon.inventories` takes
        them.

    Returns
    -------
    PathwayResult
        Exact figures [kg CO2e, MWh]; the fan is of binary floats.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the inventory or the scenario.

    Examples
    --------
    >>> result = pathway("docs/examples/kgi", scenario="forty-percent")
    >>> result.years[-1].year
    2030
    """
    case = open_case(path, scenario, **reading)
    return case.pathway(case.scenario(changes), method=budget_method)


def open_case(
    path: PathLike | Sequence[PathLike],
    scenario: PathLike,
    **reading: Unpack[Reading],
) -> Case:
    """Compute the inventories that scenarios are tried on; `reading` is that of `pathway`.

    Raise ProblemsError with everything that is wrong with the inventory; if there is no such scenario, or it is
    not TOML, at once.
    """
    paths = [Path(name) for name in ([path] if isinstance(path, (str, os.PathLike)) else path)]
    folder = paths[0] if len(paths) == 1 and paths[0].is_dir() else None
    file = _file(Path(scenario), folder)
    stop_if_any(scenario_file.unreadable(file))
    return Case(inventories(paths, parts=(BREAKDOWN,), **reading), folder, file)


def _file(scenario: Path, folder: Path | None) -> Path:
    """Return the scenario file that a name stands for: as it is, or in the folder's or the library's scenarios."""
    places = [Path(), *([folder / FOLDER] if folder else []), library.scenarios()]
    for place in places:
        for name in (scenario, scenario.with_name(f"{scenario.name}.toml")):
            if (place / name).is_file():
                return place / name
    beside = folder / FOLDER if folder and len(scenario.parts) == 1 else Path()
    return beside / scenario
