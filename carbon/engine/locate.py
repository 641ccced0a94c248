"""Finding rows again: their numbers in the file, for a message or an explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import ibis
from ibis import ir

from carbon.engine.rows import keyed, prepared
from carbon.records import SourceFile
from carbon.terms import ACTIVITY_COLUMNS

FIRST_ROW = 2
"""The row of a spreadsheet under the header."""


def numbered(table: ir.Table, source: SourceFile) -> ir.Table:
    """Return the prepared rows of a file with `row`, as a spreadsheet counts (the header is row 1)."""
    return prepared(table, source, row=ibis.row_number() + FIRST_ROW)


def oddly_written(rows: ir.Table) -> ir.Table:
    """Return the numbered rows that do not take the short way, with `odd`."""
    known = keyed(rows, [*ACTIVITY_COLUMNS, "row"])
    return known.filter(known.odd.notnull())


def matching(rows: ir.Table, cells: Mapping[str, str | None]) -> ir.Table:
    """Return the rows with certain cells, None standing for an empty one."""
    for name, text in cells.items():
        column = cast("ir.StringValue", rows[name])
        rows = rows.filter(column.isnull() if text is None else column == text)
    return rows


def among(rows: ir.Table, name: str, texts: Sequence[str | None]) -> ir.Table:
    """Return the rows whose cell is one of some, None standing for an empty one."""
    column = cast("ir.StringValue", rows[name])
    fits = column.isin([text for text in texts if text is not None] or [""])
    return rows.filter(fits | column.isnull() if None in texts else fits)


def first(rows: ir.Table, most: int) -> ir.Table:
    """Return the first rows."""
    return rows.order_by("row").limit(most)
