"""Rows by their months: those that touch some, and numbers that say which these are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import ibis
from ibis import ir

from carbon.engine.question import PACKED
from carbon.engine.rows import DAYS, MONTHS
from carbon.terms import ACTIVITY_COLUMNS

_WHOLE = "decimal(38, 0)"
MEANINGS = ibis.table(
    {"text": "string", "bad": "int64", "first": "int32", "last": "int32", "since": "int32", "to": "int32"},
    name="meanings",
)
"""What each odd text means; see `question.MEANINGS`."""
WHEREABOUTS = ibis.table({"of_facility": "string", "first": "int32", "last": "int32"}, name="whereabouts")
"""Facilities, as they are written, with the first and last month in which rows of them are looked for."""


def touching(rows: ir.Table) -> ir.Table:
    """Keep the numbered rows of the facilities and months in `WHEREABOUTS`, with every cell and `row`."""
    cells = [*ACTIVITY_COLUMNS, "row"]
    known, meant = _in_time(rows, cells).view(), WHEREABOUTS
    inside = [known.facility.identical_to(meant.of_facility), known.since <= meant["last"], known.to >= meant["first"]]
    return known.semi_join(meant, inside).select(*cells)


def _in_time(rows: ir.Table, cells: list[str]) -> ir.Table:
    """Give prepared rows their first and last month, `since` and `to`."""
    known = rows.select(*cells, "exact", "span", "odd")
    known = known.left_join(MEANINGS, known.odd == MEANINGS.text)
    span = known.span
    packed = span >= PACKED
    first = ibis.cases((packed, span // (MONTHS * DAYS * DAYS)), else_=span).coalesce(known["first"])
    last = ibis.cases((packed, span // (DAYS * DAYS) % MONTHS), else_=span).coalesce(known["last"])
    return known.select(*cells, "exact", since=first, to=last)


def fingerprints(rows: ir.Table, years: Sequence[range]) -> ir.Table:
    """Add the rows that touch some months up to numbers that say which rows these are, whatever their order.

    Each row is written as one text: the exact quantity, and every other cell with its length before it, so that no two
    rows are written alike. The two halves of its MD5 are added up on their own; MD5 is what every version of the engine
    reckons alike.

    Returns
    -------
    Table
        One row: `rows`, `low` and `high` of each of the years, with its place behind.
    """
    names = [name for name in ACTIVITY_COLUMNS if name != "quantity"]
    known = _in_time(rows, [*names])
    cells = [known.exact.cast("string"), *(known[name] for name in names)]
    filled = [cast("ir.StringValue", cell.fill_null("")) for cell in cells]
    first, *others = (part for cell in filled for part in (cell.length().cast("string"), ibis.literal(":"), cell))
    texts = known.select("since", "to", text=cast("ir.StringValue", first).concat(*others))
    halves = texts.select("since", "to", low=_low(texts.text).cast(_WHOLE), high=_high(texts.text).cast(_WHOLE))
    columns: dict[str, ir.Value] = {}
    for place, months in enumerate(years):
        inside = (halves.since < months.stop) & (halves.to >= months.start)
        columns[f"rows{place}"] = halves.count(where=inside)
        columns[f"low{place}"] = halves.low.sum(where=inside)
        columns[f"high{place}"] = halves.high.sum(where=inside)
    return halves.aggregate(**columns)


@ibis.udf.scalar.builtin(name="md5_number_lower", signature=(("string",), "uint64"))  # type: ignore[untyped-decorator]
def _low(text: str) -> int:  # type: ignore[empty-body]
    """Return the lower half of a text's MD5."""


@ibis.udf.scalar.builtin(name="md5_number_upper", signature=(("string",), "uint64"))  # type: ignore[untyped-decorator]
def _high(text: str) -> int:  # type: ignore[empty-body]
    """Return the upper half of a text's MD5."""
