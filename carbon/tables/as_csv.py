"""CSV of any result: a flat table as it is, and a whole result one figure per row.

No cell becomes a formula in a spreadsheet, and a cell is one line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import Any, NamedTuple

from carbon.model import exact
from carbon.model.exact import NUMBER
from carbon.tables.table import (
    IN_CURRENCY,
    IN_UNIT,
    TONNE,
    Cell,
    Holds,
    MassUnit,
    Record,
    Table,
    are_records,
    is_mass,
    unit_of_name,
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the start of a formula, the full-width signs among them."""

_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TIDY = ("series", "year", "figure", "value", "unit")
_YEARS = "years"
_Row = Sequence[str]


@lru_cache(maxsize=65536)
def safe(words: str | None) -> str:
    """Write text so that no spreadsheet takes it for a formula, on one line.

    A line break becomes a space: `csv` leaves a bare carriage return unquoted, and a reader would begin a row there.

    >>> safe("=1+1"), safe("taipei-hq")
    ("'=1+1", 'taipei-hq')
    """
    if not words:
        return ""
    flat = _LINE_BREAK.sub(" ", words)
    return f"'{flat}" if words.startswith(FORMULA_STARTS) or flat.lstrip().startswith(FORMULA_STARTS) else flat


def text(table: Table, unit: MassUnit = TONNE) -> str:
    """Write a flat table: its columns above its rows; an empty cell is no data."""
    kinds = [Holds.NUMBER if column.name in IN_UNIT else column.holds for column in table.columns]
    columns = zip(kinds, zip(*table.rows, strict=True), strict=bool(table.rows))
    written = [_written(cells, kind, unit) for kind, cells in columns]
    return _sheet([unit.named(column.name) for column in table.columns], zip(*written, strict=True))


def _sheet(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    return sheet.getvalue()


def _written(cells: Sequence[Any], kind: Holds, unit: MassUnit) -> list[str]:
    """Write the cells of a column, the short way where they are texts."""
    if kind is Holds.TEXT and all(issubclass(cell_type, str | NoneType) for cell_type in set(map(type, cells))):
        return list(map(safe, cells))
    return [_cell(cell, kind, unit) for cell in cells]


def _cell(cell: Cell, kind: Holds, unit: MassUnit) -> str:
    """Write a cell; a text in a column of numbers is a number with all its digits, and no formula below zero."""
    if cell is None:
        return ""
    if isinstance(cell, Fraction):
        return unit.text(cell) if kind is Holds.MASS else exact.text(cell)
    if isinstance(cell, str) and not (kind is Holds.NUMBER and NUMBER.fullmatch(cell)):
        return safe(cell)
    return _plain(cell)


def _plain(cell: Cell) -> str:
    """Write a cell as it is: nothing for no data, several words in a row."""
    if cell is None or isinstance(cell, str | date):
        return str(cell or "")
    if isinstance(cell, int):
        return str(cell).lower()
    if isinstance(cell, Fraction):
        return exact.text(cell)
    return "; ".join(map(_plain, cell)) if isinstance(cell, Sequence) else ""


class _Beside(NamedTuple):
    """What is known where a figure stands: the unit, the currency, and the name of what it is inside of."""

    unit: str = ""
    currency: str = ""
    above: str = ""

    def of(self, value: Record) -> _Beside:
        """Return the unit and the currency that stand in an object, else those of what it stands in."""
        unit, currency = value.get("unit"), value.get("currency")
        return _Beside(
            unit if isinstance(unit, str) else self.unit,
            currency if isinstance(currency, str) else self.currency,
            self.above,
        )


def tidy(value: Record, series: str, *, currency: str = "", parts: Sequence[str] = ()) -> str:
    """Write a result with one figure per row, so that this has what JSON has.

    `series` is where a figure stands, `figure` its name, and each entry of a list is called by what it is about, or by
    its place. A year stands in its column, a unit beside its figure.

    Parameters
    ----------
    series
        Where the figures of the object itself stand.
    currency
        Of costs that have none beside them.
    parts
        Results inside it, which stand as they would alone, each under its name.
    """
    beside = _Beside(currency=currency)
    rows: list[_Row] = []
    for name in parts:
        part = value[name]
        assert isinstance(part, Mapping)
        rows += _result(part, name, f"{name}/", beside)
    rows += _result({name: item for name, item in value.items() if name not in parts}, series, "", beside)
    return _sheet(_TIDY, rows)


def _row(series: str, year: int | None, path: str, item: Cell, beside: _Beside) -> _Row:
    """Write one figure; `path` is its name, after those of what it is inside of."""
    if isinstance(item, Fraction) and (is_mass(path) or is_mass(beside.above)):
        written = TONNE.text(item)
    else:
        written = _plain(item)
    is_number = isinstance(item, Fraction | int) and not isinstance(item, bool)
    value = written if NUMBER.fullmatch(written) else safe(written)
    return safe(series), "" if year is None else str(year), safe(path), value, _unit(path, beside) if is_number else ""


def _result(value: Record, series: str, below: str, beside: _Beside) -> Iterator[_Row]:
    """Yield the figures of a whole result; the series of its parts begin with `below`."""
    beside = beside.of(value)
    for name, item in value.items():
        if isinstance(item, Mapping):
            yield from _object(item, f"{below}{name}", None, beside._replace(above=name))
        elif records := _records(item):
            yield from _list(records, f"{below}{name}", None, beside)
        elif name != "year":
            yield _row(series, _year(value, None), name, item, beside)


def _object(
    value: Record, series: str, year: int | None, beside: _Beside, start: str = "", told_by: str = ""
) -> Iterator[_Row]:
    """Yield the figures of an object; those of an object inside it have its name before theirs."""
    beside, year = beside.of(value), _year(value, year)
    for name, item in value.items():
        if name in {told_by, "year"}:
            continue
        if isinstance(item, Mapping):
            yield from _object(item, series, year, beside._replace(above=start + name), f"{start}{name}/")
        elif records := _records(item):
            yield from _list(records, series if name == _YEARS else f"{series}/{start}{name}", year, beside)
        else:
            yield _row(series, year, start + name, item, beside)


def _list(items: Sequence[Record], series: str, year: int | None, beside: _Beside) -> Iterator[_Row]:
    """Yield the figures of a list of objects, each told from the others by a name in front, its year, or its place."""
    name = next(iter(items[0]))
    if isinstance(items[0][name], str) and _tells_apart(name, items):
        for item in items:
            yield from _object(item, f"{series}/{item[name]}", year, beside, told_by=name)
    elif _tells_apart("year", items):
        for item in items:
            yield from _object(item, series, year, beside)
    else:
        for place, item in enumerate(items, start=1):
            yield from _object(item, f"{series}/{place}", year, beside)


def _records(item: Cell) -> Sequence[Record]:
    """Return the objects of a table or of a list of objects; none of anything else."""
    tables = [item] if isinstance(item, Table) else item if isinstance(item, Sequence) else ()
    return (
        item
        if are_records(item)
        else [row for each in tables if isinstance(each, Table) for row in each.records(hidden=True)]
    )


def _tells_apart(name: str, items: Sequence[Record]) -> bool:
    """Say whether all objects have a name, and no two of them the same there."""
    return len({str(item[name]) for item in items if name in item}) == len(items)


def _year(value: Record, year: int | None) -> int | None:
    """Return the year of an object, or that of what it stands in."""
    own = value.get("year")
    return own if isinstance(own, int) else year


def _unit(path: str, beside: _Beside) -> str:
    """Return the unit of a number, if it is one."""
    name = path.rpartition("/")[2]
    if name in IN_UNIT and beside.unit:
        return beside.unit
    if name in IN_CURRENCY:
        return beside.currency
    return unit_of_name(name) or unit_of_name(beside.above)
