"""Data frames of any result: the door at which figures become binary floats.

A float here is the nearest one to the figure as reports print it, rounded once to at most 6 decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from carbon.model import exact
from carbon.tables.table import MASS, TONNE, Cell, Column, Holds, Record, Table, are_records, column
from carbon.tables.terminal import merged

if TYPE_CHECKING:
    from pandas import DataFrame

_TYPES = {
    Holds.TEXT: "string",
    Holds.WHOLE: "Int64",
    Holds.FLAG: "boolean",
    Holds.NUMBER: "float64",
    Holds.MASS: "float64",
}


def frame(flat: Table) -> DataFrame:
    """Make a data frame; its columns have the same types whether it has rows or not."""
    from pandas import DataFrame

    if flat.exact:
        flat = _with_exact(flat)
    kinds = [_kind(column, [row[at] for row in flat.rows]) for at, column in enumerate(flat.columns)]
    rows = [[_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in flat.rows]
    names = [column.name for column in flat.columns]
    return DataFrame(rows, columns=names).astype({name: _TYPES[kind] for name, kind in zip(names, kinds, strict=True)})


def flat_tables(value: Record | Table | Sequence[Cell], name: str) -> dict[str, Table]:
    """Return the tables of a result or of several, each without tables inside; those of one name are one.

    What is no table of a result, or of an object inside it, is a table of one row; that of the result itself is called
    `name`, and left out without a name. The tables of several results have their years in front.
    """
    joined: dict[str, Table] = {}
    for flat in _tables(value, name):
        before = joined.get(flat.name)
        joined[flat.name] = flat if before is None else replace(flat, rows=(*before.rows, *flat.rows))
    return joined


def _tables(value: Cell, name: str) -> Iterator[Table]:
    """Yield the tables of a result, or of each of several."""
    if isinstance(value, Table):
        yield from _flat(value)
    elif isinstance(value, Mapping):
        yield from _of_record(value, name)
    elif isinstance(value, Sequence):
        for item in value:
            years = _years(item) if isinstance(item, Mapping) else {}
            for flat in _of_record(item, name, opened=True) if isinstance(item, Mapping) else _tables(item, name):
                yield _after(years, flat)


def _years(record: Record) -> Record:
    """Return the years that tell a result from the others."""
    plain = {key: item for key, item in record.items() if not isinstance(item, Table)}
    return {key: item for key, item in _opened(plain) if key.endswith("year")}


def _after(keys: Record, flat: Table) -> Table:
    """Put cells in front of every row of a table that has them not."""
    new = {key: cell for key, cell in keys.items() if key not in {column.name for column in flat.columns}}
    return replace(
        flat,
        columns=(*map(column, new), *flat.columns),
        rows=[(*new.values(), *row) for row in flat.rows],
        keys=len(new) + flat.keys,
    )


def _of_record(record: Record, name: str, *, opened: bool = False) -> Iterator[Table]:
    """Yield the table of an object's own figures, with those of objects in it if it is `opened`, then those inside."""
    own: dict[str, Cell] = {}
    inside: dict[str, Cell] = {}
    for key, item in record.items():
        is_plain = isinstance(item, Mapping) and not any(isinstance(cell, Mapping | Table) for cell in item.values())
        if isinstance(item, Mapping | Table) or are_records(item):
            (own if opened and is_plain else inside)[key] = item
        else:
            own[key] = item
    if own and name:
        row = dict(_opened(own))
        yield Table(name, tuple(map(column, row)), [tuple(row.values())], keys=0)
    for key, item in inside.items():
        yield from _of_record(item, key, opened=True) if isinstance(item, Mapping) else _tables(item, key)


def _flat(whole: Table) -> Iterator[Table]:
    """Yield a table without what is inside its cells, then the tables that are there, under its keys."""
    names = [column.name for column in whole.columns if column.name not in whole.inside]
    records = [dict(zip((column.name for column in whole.columns), row, strict=True)) for row in whole.rows]
    rows = [dict(_opened({name: record[name] for name in names})) for record in records]
    opened = merged(dict.fromkeys(map(tuple, rows))) if rows else names
    flat = [tuple(map(row.get, opened)) for row in rows]
    yield replace(whole, columns=tuple(map(column, opened)), rows=flat, inside={})
    for name, part in whole.inside.items():
        below: list[tuple[Cell, ...]] = []
        for row, record in zip(whole.rows, records, strict=True):
            cells = record[name]
            assert isinstance(cells, Table)
            below += [(*row[: whole.keys], *cell) for cell in cells.rows]
        columns = (*whole.columns[: whole.keys], *part.columns)
        yield from _flat(replace(part, columns=columns, rows=below, keys=whole.keys + part.keys))


def _opened(record: Record, above: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield the figures of a row, those of an object inside it under both names."""
    for key, item in record.items():
        if isinstance(item, Mapping):
            yield from _opened(item, f"{above}{key}_")
        else:
            yield above + key, item


def _with_exact(flat: Table) -> Table:
    """Put the exact mass beside the rounded one, as text: a plain decimal or a ratio."""
    at = flat.place(MASS)
    masses = [row[at] for row in flat.rows]
    exactly = [exact.plain(TONNE.of(kg)) if isinstance(kg, Fraction) else None for kg in masses]
    return replace(
        flat,
        columns=(*flat.columns, Column(f"{MASS}_exact", Holds.TEXT)),
        rows=[(*row, text) for row, text in zip(flat.rows, exactly, strict=True)],
        exact=False,
    )


def _kind(column: Column, cells: Sequence[Cell]) -> Holds:
    """Return what a column holds; where its name does not tell, what its cells are."""
    types = {type(cell) for cell in cells if cell is not None}
    if column.holds is Holds.TEXT and len(types) == 1:
        return {int: Holds.WHOLE, bool: Holds.FLAG, Fraction: Holds.NUMBER}.get(types.pop(), Holds.TEXT)
    if column.holds is not Holds.TEXT and str in types:
        return Holds.TEXT
    return column.holds


def _cell(cell: Cell, kind: Holds) -> str | int | float | None:
    """Return a cell as pandas takes it."""
    if isinstance(cell, Fraction):
        return float(TONNE.text(cell) if kind is Holds.MASS else exact.text(cell))
    if cell is None or isinstance(cell, int):
        return cell
    return (
        str(cell) if isinstance(cell, str | date) else "; ".join(map(str, cell)) if isinstance(cell, Sequence) else ""
    )
