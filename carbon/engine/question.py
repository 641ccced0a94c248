"""The one question: sum what the user wrote, exactly, once per signature, facility and month.

A row within one month is summed as it is. A row over several months is shared out by days: its share of a month
is quantity times days divided by the length of its period. The division would not be exact, so the engine sums
quantity times days per length of period, and the caller divides once.

The rows are read once, by `grouped`; `shared_out` works on what comes out of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, cast

import ibis
from ibis import ir

from carbon import periods
from carbon.engine.rows import DAYS, MONTHS, QUANTITY_TYPE, SIGNATURE, Odd, keyed
from carbon.terms import ACTIVITY_COLUMNS

_PACKED = MONTHS * DAYS * DAYS
"""Spans from here on go over several months."""
_WHOLE = "decimal(38, 0)"
MEANINGS = ibis.table(
    {"text": "string", "bad": "int64", "first": "int32", "last": "int32", "since": "int32", "to": "int32"},
    name="meanings",
)
"""What each odd text means: faults, first and last month, and the days in these."""
WHEREABOUTS = ibis.table({"of_facility": "string", "first": "int32", "last": "int32"}, name="whereabouts")
"""Facilities, as they are written, with the first and last month in which rows of them are looked for."""


def keys(columns: AbstractSet[str], files: int) -> list[str]:
    """Return what rows are grouped by; a column that no file has would cost time and say nothing."""
    return [name for name in SIGNATURE if name in columns] + ["file"] * (files > 1)


def grouped(tables: Sequence[ir.Table], by: list[str]) -> ir.Table:
    """Build the question over the prepared rows of each file.

    Returns
    -------
    Table
        `by`, `span` and `odd` (see `rows.keyed`), `quantity` (exact sum) and `rows` (their number).
    """
    names = [name for name in by if name != "file"]
    files = [
        keyed(table, names).mutate(**({"file": ibis.literal(position, "int32")} if "file" in by else {}))
        for position, table in enumerate(tables)
    ]
    rows = ibis.union(*files) if len(files) > 1 else files[0]
    return rows.group_by(*by, "span", "odd").agg(quantity=rows.exact.sum(), rows=rows.count())


def shared_out(groups: ir.Table, by: list[str]) -> ir.Table:
    """Share the groups whose rows go over several months out over these months.

    Parameters
    ----------
    groups
        What `grouped` gave; `MEANINGS` says what its odd texts mean.

    Returns
    -------
    Table
        `by`, `faults` (bits, 0 for sums that count), `month` (see `periods.month_number`), `days` (the length of the
        period that `weighted` is to be divided by; 1 for rows within one month), `weighted` (exact sum of quantity
        times days of the month), `rows` (rows that begin in the month).
    """
    within = groups.filter((groups.span < _PACKED).fill_null(False))  # noqa: FBT003
    plain = within.select(
        *by,
        faults=ibis.literal(0, "int64"),
        days=ibis.literal(1, "int32"),
        month=within.span.cast("int32"),
        weighted=within.quantity.cast(QUANTITY_TYPE),
        rows=within.rows,
    )
    return ibis.union(plain, _shared_out(_spanned(groups, by), by))


def _spanned(groups: ir.Table, by: list[str]) -> ir.Table:
    """Give every group of rows over several months, or oddly written, its months, the days in these, and its faults."""
    others = groups.filter((groups.span >= _PACKED).fill_null(True))  # noqa: FBT003
    known = others.left_join(MEANINGS, others.odd == MEANINGS.text)
    span = known.span
    first = span // (MONTHS * DAYS * DAYS)
    last = span // (DAYS * DAYS) % MONTHS
    return known.select(
        *by,
        "quantity",
        "rows",
        faults=known.bad.fill_null(0),
        month=first.cast("int32").coalesce(known["first"]),
        last=last.cast("int32").coalesce(known["last"]),
        since=(span // DAYS % DAYS).cast("int32").coalesce(known.since),
        to=(span % DAYS).cast("int32").coalesce(known.to),
    )


def _shared_out(spans: ir.Table, by: list[str]) -> ir.Table:
    """Share groups with first and last days out over their months."""
    across = (spans.last > spans.month).fill_null(False)  # noqa: FBT003
    days = _date(spans.last, spans.to).delta(_date(spans.month, spans.since), unit="day") + 1
    each = ibis.cases(
        (across, ibis.range(spans.month, spans.last + 1, 1)), else_=ibis.array([spans.month]).cast("array<int32>")
    )
    months = spans.mutate(days=ibis.cases((across, days), else_=1).cast("int32"), across=across, each=each.unnest())
    first = _date(months.each, 1)
    length = (first + ibis.interval(months=1)).cast("date").delta(first, unit="day")
    to = ibis.cases((months.each == months.last, months.to), else_=length)
    since = ibis.cases((months.each == months.month, months.since), else_=1)
    weight = ibis.cases((months.across, to - since + 1), else_=1).cast("decimal(5, 0)")
    begins = months.month.isnull() | (months.each == months.month)
    shared = months.select(
        *by,
        "faults",
        "days",
        month=months.each,
        weighted=(months.quantity * weight).cast(QUANTITY_TYPE),
        rows=ibis.cases((begins, months.rows), else_=0),
    )
    totals = shared.group_by(*by, "faults", "days", "month").agg(weighted=shared.weighted.sum(), rows=shared.rows.sum())
    return totals.select(
        *by,
        faults=totals.faults.cast("int64"),
        days=totals.days.cast("int32"),
        month=totals.month.cast("int32"),
        weighted=totals.weighted.cast(QUANTITY_TYPE),
        rows=totals.rows.cast("int64"),
    )


def runs(groups: ir.Table) -> ir.Table:
    """Count the rows that go over several months by their first and last month, `month` and `last`."""
    spans = _spanned(groups, [])
    across = spans.filter((spans.faults == 0) & (spans["last"] > spans.month))
    return across.group_by("month", "last").agg(rows=across["rows"].sum().cast("int64"))


def members(groups: ir.Table, by: list[str]) -> ir.Table:
    """Count the rows of each signature, facility and file, apart by faults."""
    known = groups.left_join(MEANINGS, groups.odd == MEANINGS.text)
    counted = known.select(*by, "rows", faults=known.bad.fill_null(0))
    return counted.group_by(*by, "faults").agg(rows=counted["rows"].sum())


def placed(groups: ir.Table, by: list[str]) -> ir.Table:
    """Give every group the positions of its signature, facility and stand, as the table `places` says."""
    names = [name for name in by if name != "file"]
    types = dict.fromkeys(names, "string") | {"signature": "int32", "place": "int32", "stand": "int32"}
    places = ibis.table(types, name="places")
    known = groups.inner_join(places, [groups[name].identical_to(places[name]) for name in names])
    return known.select("signature", "place", "stand", "span", "odd", "quantity", "rows")


def added_up(places: ir.Table) -> ir.Table:
    """Add the placed groups of a signature and stand up, whatever their facility, and share them out over months."""
    by = ["signature", "stand"]
    groups = places.group_by(*by, "span", "odd").agg(quantity=places.quantity.sum(), rows=places["rows"].sum())
    shared = shared_out(groups, by)
    return shared.filter(shared.faults == 0)


def gaps(places: ir.Table, months: range) -> ir.Table:
    """Return the stands that have no rows in some of the months, with the bits of those in which they have."""
    shared = shared_out(places, ["stand"])
    inside = shared.filter((shared.faults == 0) & (shared.month >= months.start) & (shared.month < months.stop))
    bits = inside.mutate(bit=ibis.literal(1, "int64") << (inside.month - months.start).cast("int64"))
    masks = bits.group_by("stand").agg(mask=bits.bit.bit_or())
    return masks.filter(masks["mask"] != (1 << len(months)) - 1)


def in_months(places: ir.Table, months: range) -> ir.Table:
    """Share the placed groups out over months, facility by facility, and keep some months."""
    shared = shared_out(places, ["signature", "place"])
    return shared.filter((shared.faults == 0) & (shared.month >= months.start) & (shared.month < months.stop))


def touching(rows: ir.Table) -> ir.Table:
    """Keep the numbered rows of the facilities and months in `WHEREABOUTS`, with every cell and `row`."""
    cells = [*ACTIVITY_COLUMNS, "row"]
    known, meant = _in_time(rows, cells).view(), WHEREABOUTS
    inside = [known.facility.identical_to(meant.of_facility), known.since <= meant["last"], known.to >= meant["first"]]
    return known.semi_join(meant, inside).select(*cells)


def _in_time(rows: ir.Table, cells: list[str]) -> ir.Table:
    """Give prepared rows their first and last month, `since` and `to`."""
    known = keyed(rows, cells)
    known = known.left_join(MEANINGS, known.odd == MEANINGS.text)
    span = known.span
    packed = span >= _PACKED
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


def meanings(odds: Mapping[str, Odd]) -> dict[str, list[Any]]:
    """Write what odd texts mean as the columns that `MEANINGS` describes."""
    rows = [
        (text, odd.faults, None, None, None, None)
        if odd.first is None or odd.last is None
        else (text, 0, *map(periods.month_number, (odd.first, odd.last)), odd.first.day, odd.last.day)
        for text, odd in odds.items()
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in MEANINGS.columns]
    return dict(zip(MEANINGS.columns, columns, strict=True))


def _date(month: ir.IntegerValue, day: ir.IntegerValue | int) -> ir.DateValue:
    """Return a day of a month given by its number."""
    return cast("ir.DateValue", ibis.date((month // 12).cast("int32"), (month % 12 + 1).cast("int32"), day))
