"""What a table of a dataset says by itself: empty cells, numbers, days, and rows against each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import TypeVar

from carbon.factors.datasets.cells import read_day, read_number
from carbon.factors.datasets.tables import FACTORS, Form, factor_id, id_of
from carbon.files import records
from carbon.files.small_tables import Row, Table
from carbon.model import exact
from carbon.model.problems import Problem

Fault = tuple[str, str]
"""A column, and what is wrong with its cell."""
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
    before = len(table.problems)
    for row in table.rows:
        records.attempt(table.cells(row, CODE), form.record)
    problems, table.problems[before:] = table.problems[before:], []
    if form is FACTORS:
        problems += _check_gases(table, dataset_id)
    return [*problems, *_check_days(table, form, dataset_id)]


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
