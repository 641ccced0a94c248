"""JSON of any result: keys in the order of its description, equal results in equal bytes.

No number passes through a binary float: figures are written by `MassUnit.text` and `exact.text`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from types import NoneType
from typing import Any

from carbon.model import exact
from carbon.tables.table import TONNE, Cell, Holds, MassUnit, Table, is_mass

_BREAKS_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def text(value: Cell, unit: MassUnit = TONNE, *, on_one_line: bool = True) -> str:
    """Write a cell, a table or a record.

    Parameters
    ----------
    value
        What is written.
    unit
        The unit of mass of emissions; every name with `t_co2e` then has it in its place.
    on_one_line
        Whether all stands on one line, else each key and item on one of its own.

    Returns
    -------
    str
        JSON, without a line break at its end; figures with at most 6 decimals.
    """
    return _text(value, unit, "" if on_one_line else "\n", in_mass=False)


def _text(value: Cell, unit: MassUnit, line: str, *, in_mass: bool) -> str:
    """Write a value; `line` is the line break before it, with its indent, empty on one line."""
    if value is None or isinstance(value, str):
        return quoted(value)
    if isinstance(value, Fraction):
        return unit.text(value) if in_mass else exact.text(value)
    if isinstance(value, int):
        return str(value).lower()
    return quoted(value.isoformat()) if isinstance(value, date) else _inside(value, unit, line, in_mass=in_mass)


def _inside(value: Table | Mapping[str, Cell] | Sequence[Cell], unit: MassUnit, line: str, *, in_mass: bool) -> str:
    """Write what has something inside it."""
    inner = f"{line} " if line else ""
    if isinstance(value, Mapping):
        parts = [
            f"{quoted(unit.named(key))}: {_text(item, unit, inner, in_mass=in_mass or is_mass(key))}"
            for key, item in value.items()
        ]
        return _joined("{}", parts, line, inner)
    if isinstance(value, Table) and value.single:
        return _text(next(value.records(), None), unit, line, in_mass=False)
    if isinstance(value, Table):
        return _joined("[]", _rows(value, unit, inner), line, inner)
    return _joined("[]", [_text(item, unit, inner, in_mass=in_mass) for item in value], line, inner)


def _joined(brackets: str, parts: list[str], line: str, inner: str) -> str:
    """Put parts between brackets."""
    body = f",{inner or ' '}".join(parts)
    return f"{brackets[0]}{inner}{body}{line}{brackets[1]}" if parts else brackets


def _rows(table: Table, unit: MassUnit, line: str) -> list[str]:
    """Write the rows column by column: there may be tens of thousands of them."""
    if line or any(column.if_any for column in table.columns):
        return [_text(record, unit, line, in_mass=False) for record in table.records()]
    written = []
    for column, cells in zip(table.columns, zip(*table.rows, strict=True), strict=bool(table.rows)):
        if column.in_json:
            start = f"{quoted(unit.named(column.name))}: "
            write = _writer(set(map(type, cells)), unit, in_mass=column.holds is Holds.MASS)
            written.append([start + write(cell) for cell in cells])
    return [f"{{{', '.join(cells)}}}" for cells in zip(*written, strict=True)]


def _writer(types: set[type], unit: MassUnit, *, in_mass: bool) -> Callable[[Any], str]:
    """Return what writes cells of these types, the short way where there is one."""
    cell_types = types - {NoneType}
    if in_mass and cell_types <= {Fraction}:
        return unit.text
    if all(issubclass(kind, str) for kind in cell_types):
        return quoted
    return lambda cell: _text(cell, unit, "", in_mass=in_mass)


@lru_cache(maxsize=65536)
def quoted(words: str | None) -> str:
    """Write text as a JSON string that stays readable and on one line."""
    if words is None:
        return "null"
    return _BREAKS_LINES.sub(lambda match: f"\\u{ord(match.group()):04x}", json.dumps(words, ensure_ascii=False))


def lines(values: Iterable[Cell], unit: MassUnit = TONNE) -> str:
    """Write each value on a line of its own, none of them ended by more than the break to the next."""
    return "\n".join(text(value, unit) for value in values)
