"""Scenario files and the tables that they name. Every key is declared; the paths of keys are what can be set.

A table at the top that is named for an activity (`[electricity]`, `["petrol/mobile"]`) says how that activity moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Annotated, TypeVar

from carbon.files import amounts, records, small_tables
from carbon.files.amounts import Number
from carbon.files.records import ABSENT, Fault, FaultError, Written
from carbon.files.toml import BrokenTomlError, Document, leaves, opened, shown
from carbon.files.values import ByLanguage, DecimalCell, Names, Text, Value
from carbon.model import digests, exact
from carbon.model.problems import Place, Problem, nearest, short, with_nearest
from carbon.model.sentences import say
from carbon.scenarios.measures import Measure
from carbon.scenarios.scenario import CarbonPrice, Fee, Grid, Scenario
from carbon.targets.sector import rows_by_year
from carbon.units import Vocabulary


def read_scenario(
    path: Path,
    folders: Sequence[Path],
    activities: Sequence[str],
    vocabulary: Vocabulary,
    changes: Sequence[tuple[str, str]] = (),
) -> tuple[Scenario | None, list[Problem]]:
    """Read a scenario: the scenario as far as it can be read (None if it is not TOML), and the problems.

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
    """
    try:
        document = opened(path, path.name, code="bad-scenario", missing="missing-setting")
    except BrokenTomlError as error:
        return None, [error.problem]
    for name, value in changes:
        document.change(tuple(name.split(".")), value)
    document.lenient, document.beside = True, {"vocabulary": vocabulary, "activities": activities, "numbers": []}
    scenario = join_tables(records.read(Scenario, document), document, [path.parent, *folders])
    _hold_together(document, scenario, activities)
    numbers = {number.name: number for number in document.beside["numbers"]}
    numbers |= {shift.ratio.name: shift.ratio for shift in scenario.shifts}
    scenario = replace(scenario, numbers=tuple(numbers.values()), written=leaves(document.tree))
    return replace(scenario, sha256=_digest(scenario)), document.problems


def _digest(scenario: Scenario) -> str:
    """Return a hash of all that a scenario says, the tables that it names among it, whatever the order of its keys."""
    numbers = {of.name: (of.value, of.low, of.high, of.distribution) for of in scenario.numbers}
    return digests.of({"numbers": numbers, "written": scenario.written})


def _hold_together(document: Document, scenario: Scenario, activities: Sequence[str]) -> None:
    """Refuse plans that cannot be: unknown drivers, activities and measures, circles, conditions that are not kept."""
    for load in scenario.loads.values():
        if load.driver and load.driver not in scenario.drivers:
            why = say('"{driver}" is not a driver. Write [drivers.{driver}], or leave the key out.', driver=load.driver)
            document.problem("bad-scenario", (load.activity, "driver"), why)
    named = [("measures", measure.id, "saves", measure.saves) for measure in scenario.measures]
    named += [(shift.kind, shift.id, "from", shift.origin) for shift in scenario.shifts]
    named += [(shift.kind, shift.id, "to", shift.target) for shift in scenario.shifts]
    for *path, activity in named:
        if activity and activity not in activities:
            likely = nearest(activity, activities)
            why = say('"{activity}" is not an activity.', activity=activity)
            document.problem("unknown-activity", tuple(path), with_nearest(why, likely))
    _precedence(Written(document, ("measures",), {}), scenario.measures)


def _precedence(table: Written, plan: Sequence[Measure]) -> None:
    """Refuse unknown measures, circles, and a planned measure whose condition is not met."""
    by_id = {measure.id: measure for measure in plan}
    for measure in plan:
        for key, others in (("requires", measure.requires), ("excludes", measure.excludes)):
            for other in others:
                if other not in by_id or other == measure.id:
                    likely = nearest(other, [name for name in by_id if name != measure.id])
                    why = say('"{other}" is no other measure.', other=other)
                    table.below(measure.id, key).fault(with_nearest(why, likely))
    try:
        tuple(TopologicalSorter({m.id: set(m.requires) for m in plan}).static_order())
    except CycleError as error:
        circle = [str(measure_id) for measure_id in error.args[1]]
        why = say(
            "Each of these waits for the next: {circle}. One of them has to come first.",
            circle=" → ".join(reversed(circle)),
        )
        table.below(circle[0], "requires").fault(why, "cyclic-precedence")
        return
    for measure in plan:
        if measure.planned:
            _keep_conditions(table, measure, by_id)


def _keep_conditions(table: Written, measure: Measure, by_id: Mapping[str, Measure]) -> None:
    """Refuse a planned measure that breaks its own conditions."""
    for other in (by_id[name] for name in measure.requires if name in by_id):
        if not other.planned:
            why = say('It requires "{other}", which is not planned.', other=other.id)
            table.below(measure.id, "requires").fault(why)
        elif other.start > measure.start:
            why = say(
                'It requires "{other}", which starts in {year}, later than {start}.',
                other=other.id,
                year=other.start,
                start=measure.start,
            )
            table.below(measure.id, "requires").fault(why)
    for name in measure.excludes:
        if name in by_id and by_id[name].planned:
            why = say('It excludes "{other}", and both are planned. Write planned = false in one of them.', other=name)
            table.below(measure.id, "excludes").fault(why)


def locate_problems(path: Path, problems: Sequence[Problem]) -> list[Problem]:
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
        why = say(
            "There is no such scenario file.\nName one with --scenario: a file, or one of the folder's scenarios."
        )
        names = sorted(file.stem for file in path.parent.glob("*.toml"))
        why = with_nearest(why, nearest(path.stem, names) or names)
        return [Problem("missing-scenario", why, Place(str(path)))]
    try:
        opened(path, path.name)
    except BrokenTomlError as error:
        return [error.problem]
    return []


LEVIES = "carbon_prices"
_Outlook = TypeVar("_Outlook", Grid, CarbonPrice)
_COLUMNS = {"grid_factor": ("kg_co2e_per_kwh", "factor"), "carbon_price": ("price_per_t_co2e", "price")}
"""The column of the numbers in the table that a key names, and their kind."""


@dataclass(frozen=True)
class FromZero(Value):
    """A plain decimal of at least 0."""

    def read(self, written: Written) -> Fraction:
        """Read it."""
        text = f"{written.value:f}" if isinstance(written.value, Decimal) else shown(written.value)
        if exact.NUMBER.fullmatch(text) and not text.startswith("-"):
            return exact.parse(text)
        like = self.needed or '"300"'
        raise FaultError(
            "The value is {value}. Write a number of at least 0: {key} = {like}.",
            value=short(text),
            key=written.key,
            like=like,
        )


@dataclass(frozen=True, slots=True)
class Levy:
    """What a levy's file says: its rates by name, and whom it meets."""

    title: Annotated[Names, ByLanguage(otherwise={})]
    source: Annotated[str, Text(needed='"…"', about=say("where the levy is written"), otherwise="")]
    threshold_t: Annotated[Fraction, FromZero(key="threshold_t_co2e", needed='"25000"', otherwise=Fraction(0))]
    coefficient: Annotated[Fraction, FromZero(needed='"1"', otherwise=Fraction(0))]
    version: Annotated[str, Text()] = ""
    currency: Annotated[str, Text()] = ""
    rates: Mapping[str, Annotated[Fraction, FromZero()]] = field(default_factory=dict)

    def faults(self, table: Mapping[str, object]) -> Iterator[Fault]:
        """Ask for a rate at least."""
        if not table.get("rates"):
            yield "rates", say('There is no rate. Write [rates], and under it at least one: general = "300".')


def join_tables(scenario: Scenario, document: Document, folders: Sequence[Path]) -> Scenario:
    """Join the tables and the levy that a scenario names; the years that are written beside a table come first."""
    top = Written(document, (), document.tree)
    price = _with_table(scenario.carbon_price, top.below("carbon_price"), folders)
    price = replace(price, fee=_read_fee(price, top.below("carbon_price"), folders))
    return replace(scenario, grid=_with_table(scenario.grid, top.below("grid_factor"), folders), carbon_price=price)


def _with_table(outlook: _Outlook, written: Written, folders: Sequence[Path]) -> _Outlook:
    """Read the table that an outlook names, and put the years that are written beside it over those of the table."""
    if not outlook.file:
        return outlook
    file = find_file(outlook.file, folders)
    if file is None:
        why = say(
            "There is no file \"{file}\" beside the scenario, in the folder's scenarios or in the library's.",
            file=outlook.file,
        )
        written.below("file").fault(why)
        return outlook
    column, kind = _COLUMNS[written.path[0]]
    content = small_tables.read(file, outlook.file, ("year", column), ("source",), {})
    points, sources = dict[int, Number](), []
    for row, year in rows_by_year(content, "bad-outlook"):
        value = DecimalCell().take(content.cells(row, "bad-outlook"), column)
        if value is ABSENT or year in outlook.points:
            continue
        if amounts.is_outside(value, kind):
            why = say("The number is {number}. {outside}", number=row[column], outside=amounts.KINDS[kind].outside)
            content.problem("bad-outlook", row, column, why)
        points[year] = Number(".".join((*written.path, str(year))), value, kind=kind)
        sources.append(row["source"])
    written.document.problems.extend(content.problems)
    written.document.beside["numbers"] += points.values()
    source = outlook.source or "; ".join(dict.fromkeys(filter(None, sources)))
    return replace(outlook, points=dict(sorted((points | dict(outlook.points)).items())), source=source)


def _read_fee(price: CarbonPrice, written: Written, folders: Sequence[Path]) -> Fee | None:
    """Read the levy that a carbon price names, with the rate it chooses."""
    if not price.rule:
        return None
    name, _, rate = price.rule.partition(":")
    file, rule = find_file(f"{LEVIES}/{name}.toml", folders), written.below("rule")
    if file is None:
        names = [levy_file.stem for folder in folders for levy_file in sorted(folder.glob(f"{LEVIES}/*.toml"))]
        why = say('"{name}" is not a levy.', name=short(name))
        rule.fault(with_nearest(why, nearest(name, names) or names))
        return None
    try:
        document = opened(file, f"{LEVIES}/{file.name}", example="rates", code="bad-outlook")
    except BrokenTomlError as error:
        written.document.problems.append(error.problem)
        return None
    levy = records.read(Levy, document)
    written.document.problems.extend(document.problems)
    if document.problems:
        return None
    rate = rate or next(iter(levy.rates))
    if rate not in levy.rates:
        why = say('"{rate}" is not a rate of {levy}.', rate=short(rate), levy=name)
        rule.fault(with_nearest(why, nearest(rate, levy.rates) or list(levy.rates)))
        return None
    return Fee(
        levy.rates[rate],
        price.threshold.value if price.threshold else levy.threshold_t,
        price.coefficient.value if price.coefficient else levy.coefficient,
        levy.source,
    )


def find_file(name: str, folders: Sequence[Path]) -> Path | None:
    """Return a file that a scenario names, without leaving the folders it may be in."""
    for folder in folders:
        path = folder / name
        try:
            if path.is_file() and folder.resolve() in path.resolve().parents:
                return path
        except OSError:  # a name longer than a file may have
            return None
    return None
