"""Finding rows again: their numbers in the file, for a message or an explanation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import ibis
from ibis import ir

from carbon.engine.rows import keyed, prepared, unravelled
from carbon.records import SourceFile
from carbon.terms import ACTIVITY_COLUMNS

FIRST_ROW = 2
"""The row of a spreadsheet under the header."""


def numbered(table: ir.Table, source: SourceFile) -> ir.Table:
    """Return the prepared rows of a file with `row`, as a spreadsheet counts (the header is row 1)."""
    return prepared(table, source, row=ibis.row_number() + FIRST_ROW)


def faulty(rows: ir.Table, most: int) -> ir.Table:
    """Return the first rows whose form is wrong: `row`, `faults` and every cell."""
    known = keyed(rows, [*ACTIVITY_COLUMNS, "row"])
    read = unravelled(known.filter(known.odd.notnull()))
    return read.filter(read.faults != 0).order_by("row").limit(most)


def matching(rows: ir.Table, cells: Mapping[str, str | None]) -> ir.Table:
    """Return the rows with certain cells, None standing for an empty one."""
    for name, text in cells.items():
        column = cast("ir.StringValue", rows[name])
        rows = rows.filter(column.isnull() if text is None else column == text)
    return rows


def first(rows: ir.Table, most: int) -> ir.Table:
    """Return the first rows."""
    return rows.order_by("row").limit(most)
