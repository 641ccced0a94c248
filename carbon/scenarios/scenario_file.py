"""Scenario files: the numbers of the years to come. Every key is declared; the paths of keys are what can be set.

A table at the top that is named for an activity (`[electricity]`, `["petrol/mobile"]`) says how that activity moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from carbon.files import records
from carbon.files.records import Written
from carbon.files.toml import BrokenTomlError, Document, leaves, opened
from carbon.model.problems import Place, Problem, listed, nearest
from carbon.scenarios import outlooks
from carbon.scenarios.measures import Measure
from carbon.scenarios.scenario import Scenario
from carbon.units import Vocabulary


def read(
    path: Path,
    folders: Sequence[Path],
    activities: Sequence[str],
    vocabulary: Vocabulary,
    changes: Sequence[tuple[str, str]] = (),
) -> tuple[Scenario | None, list[Problem]]:
    """Read a scenario.

    Parameters
    ----------
    path
        The file.
    folders
        Where the tables that it names are looked for, in this order.
    activities
        Ids of the activity catalogue, and of the inventory's own.
    changes
        Pairs of a key's path and another value for it.

    Returns
    -------
    tuple
        The scenario as far as it can be read (None if it is not TOML), and the problems.
    """
    try:
        document = opened(path, path.name, code="bad-scenario", missing="missing-setting")
    except BrokenTomlError as error:
        return None, [error.problem]
    for name, value in changes:
        document.change(tuple(name.split(".")), value)
    document.lenient, document.beside = True, {"vocabulary": vocabulary, "activities": activities, "numbers": []}
    scenario = outlooks.joined(records.read(Scenario, document), document, [path.parent, *folders])
    _hold_together(document, scenario, activities)
    numbers = {number.name: number for number in document.beside["numbers"]}
    numbers |= {shift.ratio.name: shift.ratio for shift in scenario.shifts}
    scenario = replace(scenario, numbers=tuple(numbers.values()), written=leaves(document.tree))
    return replace(scenario, sha256=_digest(scenario)), document.problems


def _digest(scenario: Scenario) -> str:
    """Return a hash of all that a scenario says, the tables that it names among it, whatever the order of its keys."""
    numbers = [
        (each.name, str(each.value), str(each.low), str(each.high), each.distribution) for each in scenario.numbers
    ]
    said = (sorted(scenario.written.items()), sorted(numbers))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _hold_together(document: Document, scenario: Scenario, activities: Sequence[str]) -> None:
    """Refuse plans that cannot be: unknown drivers, activities and measures, circles, conditions that are not kept."""
    for load in scenario.loads.values():
        if load.driver and load.driver not in scenario.drivers:
            why = f'"{load.driver}" is no driver. Write [drivers.{load.driver}], or leave the key out.'
            document.problem("bad-scenario", (load.activity, "driver"), why)
    named = [("measures", measure.id, "saves", measure.saves) for measure in scenario.measures]
    named += [(shift.kind, shift.id, "from", shift.origin) for shift in scenario.shifts]
    named += [(shift.kind, shift.id, "to", shift.target) for shift in scenario.shifts]
    for *path, activity in named:
        if activity and activity not in activities:
            likely = nearest(activity, activities)
            why = f'"{activity}" is not an activity.' + (f" Nearest: {listed(likely)}." if likely else "")
            document.problem("unknown-activity", tuple(path), why)
    _precedence(Written(document, ("measures",), {}), scenario.measures)


def _precedence(table: Written, plan: Sequence[Measure]) -> None:
    """Refuse unknown measures, circles, and a planned measure whose condition is not met."""
    by_id = {measure.id: measure for measure in plan}
    for measure in plan:
        for key, others in (("requires", measure.requires), ("excludes", measure.excludes)):
            for other in others:
                if other not in by_id or other == measure.id:
                    likely = nearest(other, [name for name in by_id if name != measure.id])
                    why = f'"{other}" is no other measure.' + (f" Nearest: {listed(likely)}." if likely else "")
                    table.below(measure.id, key).fault(why)
    try:
        tuple(TopologicalSorter({m.id: set(m.requires) for m in plan}).static_order())
    except CycleError as error:
        circle = [str(each) for each in error.args[1]]
        why = f"Each of these waits for the next: {' → '.join(reversed(circle))}. One of them has to come first."
        table.below(circle[0], "requires").fault(why, "cyclic-precedence")
        return
    for measure in plan:
        if measure.planned:
            _keep_conditions(table, measure, by_id)


def _keep_conditions(table: Written, measure: Measure, by_id: Mapping[str, Measure]) -> None:
    """Refuse a planned measure that breaks its own conditions."""
    for other in (by_id[name] for name in measure.requires if name in by_id):
        late = f"starts in {other.start}, later than {measure.start}." if other.planned else "is not planned."
        if not other.planned or other.start > measure.start:
            table.below(measure.id, "requires").fault(f'It requires "{other.id}", which {late}')
    for name in measure.excludes:
        if name in by_id and by_id[name].planned:
            why = f'It excludes "{name}", and both are planned. Write planned = false in one of them.'
            table.below(measure.id, "excludes").fault(why)


def located(path: Path, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with a scenario's keys at the lines where these are written."""
    document = opened(path, path.name)
    for problem in problems:
        if problem.place.file == path.name and not problem.place.row:
            document.problem(problem.code, tuple(problem.place.column.split(".")), problem.why)
        else:
            document.problems.append(problem)
    return document.problems


def unreadable(path: Path) -> list[Problem]:
    """Say that there is no such scenario, or that it is not TOML, before anything is computed for it."""
    if not path.is_file():
        why = "There is no such scenario file.\nName one with --scenario: a file, or one of the folder's scenarios."
        known = sorted(each.stem for each in path.parent.glob("*.toml"))
        why += f" Nearest: {listed(nearest(path.stem, known) or known)}." if known else ""
        return [Problem("missing-scenario", why, Place(str(path)))]
    try:
        opened(path, path.name)
    except BrokenTomlError as error:
        return [error.problem]
    return []
