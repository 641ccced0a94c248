"""Looking the scenarios and the target rules of a folder over: all that is wrong with them, and nothing projected."""

from __future__ import annotations

from pathlib import Path

from carbon import library, units
from carbon.accounting.inventory import inventories
from carbon.factors.catalogue import read_catalogue
from carbon.model.problems import Problem, ProblemsError, sort
from carbon.scenarios import scenario_file as scenarios
from carbon.scenarios.case import Case
from carbon.targets import rules

FOLDER = "scenarios"


def problems(folder: Path, *, computed: bool = True) -> list[Problem]:
    """Return what is wrong with the rules and the scenarios of a folder.

    Parameters
    ----------
    computed
        Whether the inventories can be computed, so that scenarios and their targets are tried on them.
    """
    found = rules.read(folder)[1]
    files = sorted((folder / FOLDER).glob("*.toml"))
    if computed and files and not found:
        results = inventories(folder)
        for file in files:
            found += _tried(Case(results, folder, file))
    else:
        for file in files:
            found += _read(file, folder)
    return list(sort(found))


def _read(file: Path, folder: Path) -> list[Problem]:
    """Return what is wrong with a scenario in itself; of activities the catalogue's are known."""
    places = [folder / FOLDER, library.scenarios()]
    known = list(read_catalogue().activities)
    found = scenarios.unreadable(file) or scenarios.read(file, places, known, units.read())[1]
    return [problem for problem in found if problem.code not in {"unknown-activity", "unknown-key"}]


def _tried(case: Case) -> list[Problem]:
    """Return what is wrong with a scenario, in itself or beside the inventories."""
    try:
        case.targets(case.scenario())
    except ProblemsError as error:
        return list(error.problems)
    return []
