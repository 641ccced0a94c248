"""A file of activity data as an expression: one row, one quantity, its days, and what is wrong with its form.

Only the quantity and the period are looked at row by row. Text is checked by pattern before it is cast, because
engines cast leniently: DuckDB reads `1_000` and rounds `1.23456` to three places when asked for three.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import ibis
from ibis import ir

from carbon import periods
from carbon.records import SourceFile
from carbon.terms import ACTIVITY_COLUMNS

QUANTITY_TYPE = "decimal(38, 9)"
QUANTITY_FORM = r"^-?[0-9]{1,19}(\.[0-9]{1,9})?$"
LARGEST = "9999999999999999999.999999999"
"""Nineteen digits before the point, as the form of a text allows; sums of them have ten more digits to grow in."""
SIGNATURE = ("activity", "unit", "geography", "supplier", "factor", "facility", "data_quality", "instrument")

ISO_DAY = "____-__-__"
"""The form of a day that is cast; the cast alone would take `02024-3-15` too."""
DAYS, MONTHS = 32, 1 << 15
"""How days and months are packed into one number."""
SEPARATOR = "\x1f"
NO_QUANTITY, BAD_QUANTITY, NO_PERIOD, BAD_PERIOD, TWO_PERIODS, END_FIRST, NO_NOTE = (1 << bit for bit in range(7))
"""Bits of a row's faults."""


def prepared(table: ir.Table, source: SourceFile, **beside: ir.Value) -> ir.Table:
    """Bring a file's columns to their canonical names, as text, with the exact quantity beside.

    Parameters
    ----------
    table
        The file as the engine opens it.
    source
        What its columns mean.
    beside
        Further columns to keep.

    Returns
    -------
    Table
        Every column of `ACTIVITY_COLUMNS` (null where the file has none) and `exact`, the quantity as a decimal or
        null.
    """
    columns: dict[str, ir.Value] = {}
    exact: ir.Value = ibis.null(QUANTITY_TYPE)
    for position, name in enumerate(source.columns):
        if not name:
            continue
        column = table[f"c{position}"]
        if name == "quantity":
            exact, columns[name] = _quantity(column, source.types[position] if source.parquet else "text")
        else:
            columns[name] = column
    for name in ACTIVITY_COLUMNS:
        columns.setdefault(name, ibis.null("string"))
    return table.select(**columns, exact=exact, **beside)


def _quantity(column: ir.Value, kind: str) -> tuple[ir.Value, ir.StringValue]:
    """Return the quantity as an exact decimal (null if its form is wrong) and as text."""
    if kind.partition(":")[0] in {"integer", "decimal"}:
        exact = column.try_cast(QUANTITY_TYPE)
        within = exact.between(_decimal(f"-{LARGEST}"), _decimal(LARGEST))
        return ibis.cases((within, exact), else_=ibis.null(QUANTITY_TYPE)), cast(
            "ir.StringValue", column.cast("string")
        )
    if kind == "float":
        return _of_float(column)
    text = cast("ir.StringValue", column)
    trimmed = text.strip()
    exact = ibis.cases(
        (text.re_search(QUANTITY_FORM), text.try_cast(QUANTITY_TYPE)),
        (trimmed.re_search(QUANTITY_FORM), trimmed.try_cast(QUANTITY_TYPE)),
        else_=ibis.null(QUANTITY_TYPE),
    )
    return exact, text


def _decimal(text: str) -> ir.Value:
    """Return a number that is written in the question."""
    return ibis.literal(text).cast(QUANTITY_TYPE)


def _of_float(column: ir.Value) -> tuple[ir.Value, ir.StringValue]:
    """Return a binary float as its shortest decimal of at most 15 significant digits, null beyond 9 decimals."""
    short = _printf("%.15g", column)
    exact = short.try_cast(QUANTITY_TYPE)
    same = exact.cast("float64") == short.try_cast("float64")
    return ibis.cases((same, exact), else_=ibis.null(QUANTITY_TYPE)), cast("ir.StringValue", short)


@ibis.udf.scalar.builtin(name="printf", signature=(("string", "float64"), "string"))  # type: ignore[untyped-decorator]
def _printf(form: str, number: float) -> str:  # type: ignore[empty-body]
    """Write a binary float in a given form."""


def keyed(table: ir.Table, keys: list[str]) -> ir.Table:
    """Reduce each prepared row to what it is grouped by.

    A day in ISO form takes the short way: a cast. Every other way of writing a period is kept as text, to be read once
    per distinct text by `odd`. Each step is a column of its own, so that the engine computes it once.

    Returns
    -------
    Table
        The columns named by `keys`, `exact`, `span` (the month of a row within one month, else the first month, the
        last month, the first day and the last day packed into a number; null with `odd`) and `odd` (null for a well
        formed row with days in ISO form; else its faults so far and its period, start and end as they are written).
    """
    table = table.mutate(day=_iso_day(table.period), since=_iso_day(table.start), to=_iso_day(table.end))
    counts = (table.exact >= 0) | (table.exact.notnull() & _is_said(table.note))
    one_day = table.day.between(periods.FIRST_DAY, periods.LAST_DAY) & table.start.isnull() & table.end.isnull()
    since, to = table.since, table.to
    some_days = table.period.isnull() & (since >= periods.FIRST_DAY) & (since <= to) & (to <= periods.LAST_DAY)
    first, last = _month_number(since), _month_number(to)
    packed = ((first * MONTHS + last) * DAYS + since.day()) * DAYS + to.day()
    table = table.mutate(
        span=ibis.cases(
            (counts & one_day, _month_number(table.day)),
            (counts & some_days, ibis.cases((first == last, first), else_=packed)),
            else_=ibis.null("int64"),
        )
    )
    odd_text = ibis.cases((table.span.isnull(), _written(table)), else_=ibis.null("string"))
    return table.select(*keys, "exact", "span", odd=odd_text)


def _is_said(note: ir.StringValue) -> ir.BooleanValue:
    """Say whether a note says something."""
    return cast("ir.BooleanValue", (note.strip() != "").fill_null(False))  # noqa: FBT003


def _iso_day(cell: ir.StringValue) -> ir.DateValue:
    """Return the day of a cell in the form YYYY-MM-DD, else null (or a day of a year that no inventory has)."""
    return cast(
        "ir.DateValue",
        ibis.cases((cell.like(ISO_DAY), cell.try_cast("date")), else_=ibis.null("date")),
    )


def _month_number(day: ir.DateValue) -> ir.IntegerValue:
    """Return the month of a day as `carbon.periods.month_number` does."""
    return (day.year() * 12 + day.month() - 1).cast("int64")


def _written(table: ir.Table) -> ir.StringValue:
    """Write the faults that are known of a row, its period, start and end as one text."""
    known = (
        (table.quantity.isnull(), NO_QUANTITY),
        (table.quantity.notnull() & table.exact.isnull(), BAD_QUANTITY),
        ((table.exact < 0).fill_null(False) & ~_is_said(table.note), NO_NOTE),  # noqa: FBT003
    )
    bits: ir.Value = ibis.literal(0, "int64")
    for condition, bit in known:
        bits = bits + ibis.cases((condition, bit), else_=0)
    cells = (table[name].fill_null("").replace(SEPARATOR, "?") for name in ("period", "start", "end"))
    return cast("ir.StringValue", bits.cast("string").concat(*(part for cell in cells for part in (SEPARATOR, cell))))


@dataclass(frozen=True, slots=True)
class Odd:
    """What an odd text means: its faults (bits), and the first and last day if it has none."""

    faults: int
    first: date | None = None
    last: date | None = None


def odd(text: str) -> Odd:
    """Read the faults, period, start and end that `keyed` wrote."""
    bits, period, start, end = text.split(SEPARATOR)
    faults = int(bits)
    found = {cell: periods.days(cell) for cell in (period, start, end) if cell}
    if period and (start or end):
        faults |= TWO_PERIODS
    if not period and not (start and end):
        faults |= NO_PERIOD
    if None in found.values():
        faults |= BAD_PERIOD
    if faults & (NO_PERIOD | BAD_PERIOD | TWO_PERIODS):
        return Odd(faults)
    first, last = found[period or start], found[period or end]
    assert first is not None
    assert last is not None
    if first[0] > last[1]:
        faults |= END_FIRST
    return Odd(faults) if faults else Odd(0, first[0], last[1])
