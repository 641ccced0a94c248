"""Scenario files: the numbers of the years to come. Every key is declared; the paths of keys are what can be set.

A table at the top that is named for an activity (`[electricity]`, `["petrol/mobile"]`) says how that activity moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from carbon.problems import Place, Problem, listed, nearest
from carbon.reading import levies, outlooks, plans
from carbon.reading.numbers import FIRST_YEAR, LAST_YEAR, Reader
from carbon.reading.toml import BrokenTomlError, leaves, opened
from carbon.scenarios import CarbonPrice, Driver, Grid, Load, Scenario, Wanted
from carbon.units import Vocabulary

MOST_DRAWS = 1_000_000
DRAWS, SEED = 10_000, 1
TABLES = (
    "title", "end", "start", "currency", "discount_rate", "seed", "draws", "drivers", "grid_factor", "renewable_share",
    "renewable_mwh", "electrification", "fuel_switch", "replacement", "measures", "purchases", "energy_price",
    "carbon_price", "budget", "targets",
)  # fmt: skip
PORTION = ("facility", "item")
"""Keys that name a part of an activity."""
TARGET_KEYS = (
    "rule", "base_year", "target_year", "scopes", "scope2_method", "metric", "activity", "rate", "share", "growth",
    "submitted", "sector", "most_recent_year", "net_zero_year",
)  # fmt: skip


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
        document = opened(path, path.name)
    except BrokenTomlError as error:
        return None, [error.problem]
    for name, value in changes:
        document.change(tuple(name.split(".")), value)
    reader = Reader(document, vocabulary)
    reader.declared((), [*TABLES, *activities])
    scenario = _scenario(reader, path.name, [path.parent, *folders], activities)
    return replace(scenario, sha256=_digest(scenario)), document.problems


def _digest(scenario: Scenario) -> str:
    """Return a hash of all that a scenario says, the tables that it names among it, whatever the order of its keys."""
    numbers = [
        (each.name, str(each.value), str(each.low), str(each.high), each.distribution) for each in scenario.numbers
    ]
    said = (sorted(scenario.written.items()), sorted(numbers))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _scenario(reader: Reader, name: str, folders: Sequence[Path], activities: Sequence[str]) -> Scenario:
    """Read the whole document."""
    ids = [activity for activity in activities if activity in reader.table(())]
    price_points, price_source = outlooks.joined(reader, ("carbon_price",), folders, outlooks.CARBON_PRICE)
    grid_points, grid_source = outlooks.joined(reader, ("grid_factor",), folders, outlooks.GRID_FACTOR)
    fee = levies.fee(reader, ("carbon_price",), folders)
    scenario = Scenario(
        file=name,
        names=reader.names(("title",)),
        end=reader.whole(("end",), FIRST_YEAR, LAST_YEAR, needed="2030") or FIRST_YEAR,
        start=reader.whole(("start",), FIRST_YEAR, LAST_YEAR),
        currency=reader.text(("currency",)),
        discount_rate=reader.number(("discount_rate",), "rate"),
        seed=_or(reader.whole(("seed",), 0, 2**32 - 1), SEED),
        draws=_or(reader.whole(("draws",), 1, MOST_DRAWS), DRAWS),
        drivers={key: _driver(reader, key) for key in reader.tables(("drivers",))},
        loads={activity: _load(reader, activity) for activity in ids},
        grid=Grid(grid_points, reader.number(("grid_factor", "change"), "rate"), grid_source),
        renewable_share=reader.points(("renewable_share",), "share"),
        renewable_mwh=reader.points(("renewable_mwh",), "energy"),
        shifts=plans.shifts(reader),
        measures=plans.measures(reader),
        purchases=plans.purchases(reader),
        energy_prices={key: reader.points(("energy_price", key), "price") for key in reader.tables(("energy_price",))},
        carbon_price=CarbonPrice(price_points, fee, price_source),
        budgets=reader.points(("budget",), "money"),
        targets=[_target(reader, key) for key in reader.tables(("targets",))],
        numbers=reader.numbers,
        written=leaves(reader.table(())),
    )
    _consistent(reader, scenario, activities)
    return scenario


_WHOLE = (
    "Growth and efficiency are of the whole activity, here {activity}.\n"
    'For a part of it write a measure: [measures.ID] with saves = "{activity}", {key}, start, lifetime, and what it '
    'saves, like reduction = "2 %".'
)


def _or(value: int | None, other: int) -> int:
    """Return a value, or another where there is none."""
    return other if value is None else value


def _driver(reader: Reader, key: str) -> Driver:
    """Read a driver: a rate, or values by year."""
    path = ("drivers", key)
    reader.declared(path, ("growth",), years=True)
    points = reader.points(path, "number", besides=("growth",))
    growth = reader.number((*path, "growth"), "rate")
    if len(reader.table(path)) == 0 or ("growth" in reader.table(path) and points):
        reader.problem("bad-scenario", path, 'Give a driver either growth = "1 %/yr" or values by year: 2030 = 4000.')
    return Driver(key, growth, points)


def _load(reader: Reader, activity: str) -> Load:
    """Read how an activity moves."""
    reader.declared((activity,), ("driver", "growth", "efficiency", *PORTION))
    for key in PORTION:
        if key in reader.table((activity,)):
            reader.problem("bad-scenario", (activity, key), _WHOLE.format(activity=activity, key=key))
    return Load(
        activity,
        reader.text((activity, "driver")),
        reader.number((activity, "growth"), "rate"),
        reader.number((activity, "efficiency"), "efficiency"),
    )


def _target(reader: Reader, key: str) -> Wanted:
    """Read a target that the scenario is held against."""
    path = ("targets", key)
    reader.declared(path, TARGET_KEYS)
    table = reader.table(path)
    return Wanted(key, reader.text((*path, "rule"), needed='"sbti-aca-2020"'), _choices(table))


def _choices(table: Mapping[str, Any]) -> dict[str, object]:
    """Return what is chosen of a rule, the numbers as text."""
    return {key: value for key, value in table.items() if key != "rule"}


def _consistent(reader: Reader, scenario: Scenario, activities: Sequence[str]) -> None:
    """Refuse what cannot be true together."""
    if scenario.renewable_share and scenario.renewable_mwh:
        why = (
            "Renewable electricity is given as a share and as a volume. Keep one: a share falls and rises with the "
            "load, a volume does not."
        )
        reader.problem("bad-scenario", ("renewable_mwh",), why)
    if scenario.grid.points and scenario.grid.change:
        reader.problem("bad-scenario", ("grid_factor", "change"), "Give values by year or a change, not both.")
    for load in scenario.loads.values():
        if load.driver and load.driver not in scenario.drivers:
            why = f'"{load.driver}" is no driver. Write [drivers.{load.driver}], or leave the key out.'
            reader.problem("bad-scenario", (load.activity, "driver"), why)
    rate = scenario.discount_rate
    if rate is not None and min(rate.value, rate.value if rate.low is None else rate.low) <= -1:
        why = 'A discount rate has to lie above -100 %/yr, or nothing could be discounted. Write it like "4 %/yr".'
        reader.problem("bad-scenario", ("discount_rate",), why)
    if scenario.start is not None and scenario.end <= scenario.start:
        reader.problem("bad-scenario", ("end",), f"The scenario ends in {scenario.end}, it starts in {scenario.start}.")
    plans.consistent(reader, scenario, activities)


def located(path: Path, problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with a scenario's keys at the lines where these are written."""
    document = opened(path, path.name)
    found = []
    for problem in problems:
        if problem.place.file == path.name and not problem.place.row:
            document.problem(problem.code, tuple(problem.place.column.split(".")), problem.why)
            found.append(document.problems.pop())
        else:
            found.append(problem)
    return found


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
