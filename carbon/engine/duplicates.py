"""Rows that occur more than once: apart from the one question, since remembering every row costs more than summing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import ibis
from ibis import ir

_AROUND = r"^[\s\x{a0}\x{3000}]+|[\s\x{a0}\x{3000}]+$"
"""Blanks around a cell, the full-width ones too."""


def repeated_ids(tables: Sequence[ir.Table]) -> ir.Table:
    """Return the record_ids that occur more than once, as `repeated` does; blanks around them are none of them."""
    bare = [table.mutate(record_id=_trimmed(table.record_id)) for table in tables]
    return repeated(bare, ["record_id"])


def _trimmed(cell: ir.Value) -> ir.StringValue:
    """Return a cell without the blanks around it, null if nothing is left."""
    text = cast("ir.StringValue", cell.cast("string")).re_replace(_AROUND, "")
    return cast("ir.StringValue", text.nullif(""))


def repeated(tables: Sequence[ir.Table], columns: Sequence[str]) -> ir.Table:
    """Return the combinations of cells that occur more than once.

    Parameters
    ----------
    tables
        Prepared and numbered rows of each file.
    columns
        The columns that are to be different in every row; rows where the first is empty are passed over.

    Returns
    -------
    Table
        The columns, `count`, and of the first occurrence `file` and `row`, in their order.
    """
    files = [
        table.select(*columns, "row").mutate(file=ibis.literal(position, "int32"))
        for position, table in enumerate(tables)
    ]
    rows = ibis.union(*files) if len(files) > 1 else files[0]
    rows = rows.filter(rows[columns[0]].notnull())
    place = rows.file.cast("int64") * (1 << 40) + rows.row
    counted = rows.group_by(*columns).agg(count=rows.count(), first=place.min(), second=place.max())
    found = counted.filter(counted["count"] > 1).order_by("first")
    return found.mutate(
        file=found.first // (1 << 40), row=found.first % (1 << 40),
        last_file=found.second // (1 << 40), last_row=found.second % (1 << 40),
    )  # fmt: skip
