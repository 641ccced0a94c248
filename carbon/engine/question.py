"""The one question: sum what the user wrote, exactly, once per signature, facility and month.

A row within one month is summed as it is. A row over several months is shared out by days: its share of a month
is quantity times days divided by the length of its period. The division would not be exact, so the engine sums
quantity times days per length of period, and the caller divides once.
"""

from __future__ import annotations

from collections.abc import Set
from typing import cast

import ibis
from ibis import ir

from carbon.engine import periods
from carbon.engine.rows import DAYS, QUANTITY_TYPE, SIGNATURE, keyed, unravelled


def sums(tables: list[ir.Table], columns: Set[str] = frozenset(SIGNATURE)) -> ir.Table:
    """Build the question over prepared files.

    Parameters
    ----------
    tables
        What `rows.prepared` returned for each file, in the order of the files.
    columns
        The columns that at least one file has; a key that is null everywhere would cost time and say nothing.

    Returns
    -------
    Table
        A row per group: the columns of `SIGNATURE`, `file` (its position), `faults` (bits, 0 for sums that count),
        `month` (see `periods.month_number`), `days` (the length of the period that `weighted` is to be divided by;
        1 for rows within one month), `weighted` (exact sum of quantity times days of the month), `rows` (rows that
        begin in the month).
    """
    keys = [name for name in SIGNATURE if name in columns]
    files = [
        keyed(table, keys).mutate(file=ibis.literal(position, "int32")) if len(tables) > 1 else keyed(table, keys)
        for position, table in enumerate(tables)
    ]
    keys += ["file"] * (len(tables) > 1)
    rows = ibis.union(*files) if len(files) > 1 else files[0]
    grouped = rows.group_by(*keys, "month", "span", "odd").agg(quantity=rows.exact.sum(), rows=rows.count())
    shared = _shared_out(_spanned(grouped), keys)
    absent = {name: ibis.null("string") for name in SIGNATURE if name not in keys}
    file = shared.file if len(tables) > 1 else ibis.literal(0, "int32")
    return shared.mutate(**absent, file=file)


def _spanned(grouped: ir.Table) -> ir.Table:
    """Give every group its first and last month, the days in these, and its faults."""
    grouped = unravelled(grouped)
    first, last = grouped.odd_first, grouped.odd_last
    odd = grouped.odd.notnull() & (grouped.faults == 0)
    grouped = grouped.mutate(
        month=ibis.cases((odd, periods.month_number(first)), else_=grouped.month),
        last=ibis.cases(
            (odd, periods.month_number(last)),
            (grouped.span > 0, (grouped.span // (DAYS * DAYS)).cast("int32")),
            else_=grouped.month,
        ),
        since=ibis.cases((odd, first.day()), (grouped.span > 0, (grouped.span // DAYS) % DAYS), else_=1).cast("int32"),
        to=ibis.cases((odd, last.day()), (grouped.span > 0, grouped.span % DAYS), else_=1).cast("int32"),
    )
    across = grouped.last > grouped.month
    return grouped.mutate(across=across.fill_null(False)).drop("span", "odd", "odd_first", "odd_last")  # noqa: FBT003


def _shared_out(spans: ir.Table, keys: list[str]) -> ir.Table:
    """Share the groups whose rows go over several months out over these months."""
    days = _date(spans.last, spans.to).delta(_date(spans.month, spans.since), unit="day") + 1
    each = ibis.cases(
        (spans.across, ibis.range(spans.month, spans.last + 1, 1)),
        else_=ibis.array([spans.month]).cast("array<int32>"),
    )
    months = spans.mutate(days=ibis.cases((spans.across, days), else_=1).cast("int32"), each=each.unnest())
    first = _date(months.each, 1)
    length = (first + ibis.interval(months=1)).cast("date").delta(first, unit="day")
    to = ibis.cases((months.each == months.last, months.to), else_=length)
    since = ibis.cases((months.each == months.month, months.since), else_=1)
    weight = ibis.cases((months.across, to - since + 1), else_=1).cast("decimal(4, 0)")
    begins = months.month.isnull() | (months.each == months.month)
    shared = months.select(
        *keys,
        "faults",
        "days",
        month=months.each,
        weighted=(months.quantity * weight).cast(QUANTITY_TYPE),
        rows=ibis.cases((begins, months.rows), else_=0),
    )
    return shared.group_by(*keys, "faults", "days", "month").agg(weighted=shared.weighted.sum(), rows=shared.rows.sum())


def _date(month: ir.IntegerValue, day: ir.IntegerValue | int) -> ir.DateValue:
    """Return a day of a month given by its number."""
    return cast("ir.DateValue", ibis.date((month // 12).cast("int32"), (month % 12 + 1).cast("int32"), day))
