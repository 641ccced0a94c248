"""What a table of a dataset says by itself: empty cells, numbers, days, and rows against each other."""

from __future__ import annotations

import contextlib
import re
from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

from carbon.factors.datasets.tables import FACTORS, Form, factor_id, id_of
from carbon.factors.factor import Publication
from carbon.files.small_tables import Row, Table
from carbon.model import exact, periods
from carbon.model.problems import Problem

Fault = tuple[str, str]
"""A column, and what is wrong with its cell."""
BASES = ("net", "gross")
KINDS = ("mass", "co2e", "total")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12][0-9]{3}")
_PUBLICATION = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_SHARED = ("valid_to", "data_year", "published_on", "calorific_basis")
_WHOM = ("supplier", "facility")
_ONE_THING: Mapping[str, tuple[str, ...]] = {
    "factors.csv": ("activity", "variant", "geography", "unit", "calorific_basis", *_WHOM, "published_on"),
    "heating_values.csv": ("fuel", "geography", "unit", "calorific_basis"),
}
"""What two rows have in common that would be of equal rank on one day."""
REFRIGERANT = "refrigerant/"
CODE = "bad-dataset"
_ALONE = 'A total stands beside the gases that it is the total of, and there are none. Write "co2e:" with its GWP set.'
Key = TypeVar("Key", bound=Hashable)


def check_form(table: Table, form: Form, dataset_id: str) -> list[Problem]:
    """Return what is wrong with a table by itself: empty cells, numbers, days, and rows against each other."""
    cells = _faults_of_factor if form is FACTORS else _faults_of_heating_value
    problems = [
        table.fault(CODE, row, column, why) for row in table.rows for column, why in (*_empty(form, row), *cells(row))
    ]
    if form is FACTORS:
        problems += _check_gases(table, dataset_id)
    return [*problems, *_check_days(table, form, dataset_id)]


def _empty(form: Form, row: Row) -> Iterator[Fault]:
    """Yield the cells in which every row has something, and this one has nothing."""
    for column in form.needed:
        if not row[column]:
            yield column, "The cell is empty; every row needs it."


def _faults_of_factor(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with one gas of a factor, whatever the library holds."""
    yield from _numbers(row, ("value", "lower", "upper"))
    yield from _days(row)
    if row["data_year"] and not _YEAR.fullmatch(row["data_year"]):
        yield "data_year", f'"{row["data_year"]}" is not a year. Write it like 2022.'
    kind, colon, gwp_set = row["value_is"].partition(":")
    if row["value_is"] and (kind not in KINDS or bool(colon and gwp_set) != (kind != "mass")):
        yield "value_is", f'"{row["value_is"]}" is neither "mass" nor "co2e:" or "total:" with a GWP set.'
    if row["calorific_basis"] not in {"", *BASES}:
        yield "calorific_basis", f'"{row["calorific_basis"]}" is neither "net" nor "gross".'
    value, lower, upper = (read_number(row[column]) for column in ("value", "lower", "upper"))
    if value is not None and value < 0:
        yield "value", "The value is negative. What an activity avoids is written as avoided/ACTIVITY."
    if value is not None and ((lower is not None and lower > value) or (upper is not None and upper < value)):
        yield "lower", "The bounds do not hold the value."


def _faults_of_heating_value(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with a heating value, whatever the library holds."""
    yield from _numbers(row, ("value",))
    yield from _days(row)
    value = read_number(row["value"])
    if value is not None and value <= 0:
        yield "value", f"The heating value is {row['value']}; it has to be above 0."
    if row["calorific_basis"] not in BASES:
        yield "calorific_basis", f'"{row["calorific_basis"]}" is neither "net" nor "gross".'


def read_number(text: str) -> Fraction | None:
    """Read a plain decimal; None if it is none."""
    try:
        return exact.parse(text)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """Read a day in ISO form, in which no two texts are the same day; None if it is none.

    Raise ValueError if something else is written.
    """
    if not text:
        return None
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def read_publication(text: str) -> Publication | None:
    """Read when something was published: a day, a month or a year in ISO form; None if nothing is written.

    Raise ValueError if something else is written.
    """
    if not text:
        return None
    if not _PUBLICATION.fullmatch(text):
        raise ValueError(text)
    year, month, *_ = *map(int, text.split("-")), 12
    last = date.fromisoformat(text) if _ISO.fullmatch(text) else date(year, month, monthrange(year, month)[1])
    return Publication(text, last)


def _numbers(row: Row, columns: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the numbers that are no plain decimals."""
    for column in columns:
        if row[column] and read_number(row[column]) is None:
            why = f'"{row[column]}" is not a plain decimal. '
            yield column, f"{why}Write digits and one point, like 0.494; no exponent, no marks for thousands."


def _days(row: Row) -> Iterator[Fault]:
    """Yield the days that are not in the calendar, or not in ISO form, and a validity that is never."""
    days: dict[str, date | None] = {}
    for column in ("valid_from", "valid_to", "published_on"):
        try:
            if column == "published_on":
                read_publication(row[column])
            else:
                days[column] = read_day(row[column])
        except ValueError:
            kind = "of the calendar" if _ISO.fullmatch(row[column]) else "in ISO form"
            yield column, f'"{row[column]}" is not a day {kind}. Write it like {_likely(row[column], column)}.'
    start, end = days.get("valid_from"), days.get("valid_to")
    if start and end and end < start:
        yield "valid_to", f"It is valid from {start} to {end}, which is never."


def _likely(text: str, column: str) -> str:
    """Return the day that is meant, if one can tell (a year or month begins and ends), else any."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    meant = periods.days(text)
    if meant is None:
        return "2024-03-15"
    return meant[0 if column == "valid_from" else 1].isoformat()


def _check_gases(table: Table, dataset_id: str) -> Iterator[Problem]:
    """Hold the gases of each factor to each other: each once, and alike in what they share."""
    for name, rows in _group(table.rows, lambda row: factor_id(dataset_id, row.cells)).items():
        head, gases = rows[0], set[tuple[str, bool]]()
        for row in rows:
            gas = (row["gas"], row["value_is"].startswith("total:"))
            if row["gas"] and gas in gases:
                why = f"The factor {name} has two rows for {row['gas']}. Keep one, or give it a valid_from or variant."
                yield table.fault(CODE, row, "gas", why)
            gases.add(gas)
            if row["value_is"].startswith("total:") and len(rows) == 1:
                yield table.fault(CODE, row, "value_is", _ALONE)
            other = [column for column in _SHARED if row[column] != head[column]]
            if other:
                yield table.fault(CODE, row, other[0], f"The gases of {name} differ in {' and '.join(other)}.")


def _check_days(table: Table, form: Form, dataset_id: str) -> Iterator[Problem]:
    """Refuse two factors, or two heating values, of one thing on one day: neither comes before the other."""
    columns = _ONE_THING[form.file]
    for rows in _group(table.rows, lambda row: tuple(_fold(row, column) for column in columns)).values():
        factors = _group(rows, lambda row: row["valid_from"] if form is FACTORS else row.number)
        for first, other in combinations([group[0] for group in factors.values()], 2):
            shared = _overlap(_validity(first), _validity(other))
            if shared:
                names = " and ".join(id_of(form, dataset_id, row.cells) for row in (first, other))
                why = f"{names} (row {first.number}) are both valid {shared}, and of equal rank.\n"
                why += "End the one where the other begins" + (
                    ", or tell them apart: a variant, or another published_on." if form is FACTORS else "."
                )
                yield table.fault(CODE, other, "valid_from", why)


def check_blends(table: Table, dataset_id: str, kilograms: Callable[[str], Fraction | None]) -> Iterator[Problem]:
    """Refuse a composition of a refrigerant whose parts do not add up to the whole.

    Parameters
    ----------
    kilograms
        Returns how many kilograms a unit is, None if it is none of mass.
    """
    own = [row for row in table.rows if row["activity"].startswith(REFRIGERANT)]
    for name, rows in _group(own, lambda row: factor_id(dataset_id, row.cells)).items():
        whole, parts = kilograms(rows[0]["unit"]), [read_number(row["value"]) for row in rows]
        if whole is None or any(row["value_is"] != "mass" for row in rows):
            continue
        total = sum((part for part in parts if part is not None), Fraction(0))
        if None not in parts and total != whole:
            why = f"The gases of {name} add up to {exact.plain(total)} kg per {rows[0]['unit']}, "
            why += f"{exact.text(100 * total / whole)} % of what is refilled. The parts of a blend have to make 100 %."
            yield table.fault(CODE, rows[0], "value", why)


def _group(rows: Iterable[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Put rows together that have a key in common, in the order of the table."""
    groups: dict[Key, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _fold(row: Row, column: str) -> str:
    """Return a cell as it is compared: names of suppliers and facilities in any case."""
    return row[column].casefold() if column in _WHOM else row[column]


def _validity(row: Row) -> tuple[date, date]:
    """Return the first and last day of a row's validity; none if a day is no day."""
    try:
        return read_day(row["valid_from"]) or date.min, read_day(row["valid_to"]) or date.max
    except ValueError:
        return date.max, date.min


def _overlap(first: Sequence[date], other: Sequence[date]) -> str:
    """Say on which days both are valid, empty if on none."""
    start, end = max(first[0], other[0]), min(first[1], other[1])
    if end < start:
        return ""
    since = f"from {start}" if start > date.min else ""
    return " ".join(filter(None, (since, f"to {end}" if end < date.max else ""))) or "at any time"
