"""Rows that occur more than once: apart from the one question, since remembering every row costs more than summing."""

from __future__ import annotations

from collections.abc import Sequence

import ibis
from ibis import ir


def repeated(tables: Sequence[ir.Table], columns: Sequence[str], most: int) -> ir.Table:
    """Return the combinations of cells that occur more than once.

    Parameters
    ----------
    tables
        Prepared and numbered rows of each file.
    columns
        The columns that are to be different in every row; rows where the first is empty are passed over.
    most
        How many combinations to return.

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
    found = counted.filter(counted["count"] > 1).order_by("first").limit(most)
    return found.mutate(
        file=found.first // (1 << 40), row=found.first % (1 << 40),
        last_file=found.second // (1 << 40), last_row=found.second % (1 << 40),
    )  # fmt: skip
