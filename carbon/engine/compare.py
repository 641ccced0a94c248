"""Rows beside others of their meter, or of their facility and activity: what is twice there, and what stands out.

Apart from the one question, since it has to hold every row: it is asked of as many rows as fit, and of no more.
Days are counted from 1 January 1970.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

import ibis
import pyarrow as pa
from ibis import ir

from carbon.engine.locate import FIRST_ROW
from carbon.engine.rows import DAYS, MONTHS, Odd, keyed, prepared
from carbon.records import SourceFile

ROW_BITS = 22
"""How many bits of an id are the number of the row; the others are the file."""
_IDS = 1 << 40
"""More than any id, so that a day and an id are one number."""
EPOCH = date(1970, 1, 1)
MONTH_LIKE, QUARTER_LIKE = 45, 100
"""The longest rows of a month, and of a quarter [days]."""
_KINDS = {
    "signature": "int32",
    "place": "int32",
    "thing": "int32",
    "kind": "int32",
    "billed": "boolean",
    "ratio": "float64",
}
_ODD = ibis.table({"text": "string", "odd_first": "int32", "odd_last": "int32"}, name="odd_days")


class Engine(Protocol):
    """What a comparison asks of the session."""

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Run an expression."""

    def register(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Give a small table to the engine under a name."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep what an expression gives under a name."""

    def table(self, source: SourceFile, position: int) -> ir.Table:
        """Open a file as a table."""


def odd_days(odds: Mapping[str, Odd]) -> dict[str, list[Any]]:
    """Write the days of odd texts as the columns of their table."""
    rows = [
        (text, (odd.first - EPOCH).days, (odd.last - EPOCH).days)
        for text, odd in odds.items()
        if odd.first and odd.last
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []]
    return dict(zip(_ODD.columns, columns, strict=True))


def laid_out(engine: Engine, sources: Sequence[SourceFile], by: Sequence[str]) -> ir.Table:
    """Keep what the rows are compared by; `kinds` and `odd_days` have to be there.

    Returns
    -------
    Table
        `id`, `signature`, `place`, `thing` (activity and dimension), `kind` (and facility), `billed`, `meter` (empty
        for none), `first`, `last`, `days`, `size` (0 a day, 1 like a month, 2 like a quarter, 3 longer), `exact`,
        `amount` (in one unit per thing, roughly), `said` (whether a note says something), `span`, `odd`, `whole`.
    """
    names = [name for name in by if name != "file"]
    files = [_of_file(prepared(engine.table(source, at), source, row=ibis.row_number() + FIRST_ROW), names, at)
             for at, source in enumerate(sources)]  # fmt: skip
    rows = ibis.union(*files) if len(files) > 1 else files[0]
    kinds = ibis.table(dict.fromkeys((f"of_{name}" for name in names), "string") | _KINDS, name="kinds")
    rows = rows.inner_join(kinds, [rows[name].identical_to(kinds[f"of_{name}"]) for name in names])
    rows = rows.left_join(_ODD, rows.odd == _ODD.text)
    first, last = rows.iso_first.coalesce(rows.odd_first), rows.iso_last.coalesce(rows.odd_last)
    days = last - first + 1
    rows = rows.select(
        "id", *_KINDS, "meter", "exact", "said", "span", "odd", "whole",
        first=first, last=last, days=days, amount=rows.exact.cast("float64") * rows.ratio,
        size=ibis.cases((days <= 1, 0), (days <= MONTH_LIKE, 1), (days <= QUARTER_LIKE, 2), else_=3),
    )  # fmt: skip
    return engine.keep("compared", rows)


def _of_file(rows: ir.Table, names: Sequence[str], position: int) -> ir.Table:
    """Reduce the rows of a file to what they are compared by."""
    others = [
        name for name in ("meter", "note", "period", "start", "end", "record_id", "evidence") if name not in names
    ]
    known = keyed(rows, [*names, *others, "row", "day", "since", "to"])
    cells = [known[name].fill_null("") for name in (*names, *others)]
    whole = known.exact.cast("string").concat(*(part for cell in cells for part in ("\x1f", cell)))
    first, last = (
        ibis.coalesce(known.day, other).delta(EPOCH, unit="day").cast("int32") for other in (known.since, known.to)
    )
    fine = known.span.notnull()
    return known.select(
        *names, "exact", "span", "odd",
        id=ibis.literal(position << ROW_BITS, "int64") + known.row,
        meter=known.meter.fill_null("").strip(),
        said=known.note.fill_null("").strip() != "",
        whole=whole.hash(),
        iso_first=fine.ifelse(first, ibis.null("int32")),
        iso_last=fine.ifelse(last, ibis.null("int32")),
    )  # fmt: skip


def repeated(rows: ir.Table) -> ir.Table:
    """Return the meters, days and quantities that occur more than once without a note that says why."""
    rows = rows.filter((rows.meter != "") & (rows.exact != 0))
    by = ("thing", "meter", "first", "last", "days", "amount")
    rows = _more_than_once(rows, by)
    alike = rows.group_by(*by).agg(
        count=rows.count(),
        unsaid=(~rows.said).sum(),
        kinds=rows.kind.nunique(),
        earlier=rows.id.min(),
        later=rows.id.max(),
        exact=rows.exact.max(),
        signature=rows.signature.min(),
        place=rows.place.min(),
    )
    return alike.filter((alike["count"] > 1) & (alike.unsaid > 1)).order_by("earlier")


def called(rows: ir.Table, names: Sequence[str]) -> ir.Table:
    """Return the first row of each meter that is called one of some names, blanks and marks aside."""
    plain = rows.meter.lower().re_replace(r"[\s\x{3000}:.()*=-]|\x{ff1a}", "")
    named = rows.filter(plain.isin(list(names)))
    return named.group_by("meter").agg(count=named.count(), first=named.id.min()).order_by("first")


def _more_than_once(rows: ir.Table, by: Sequence[str]) -> ir.Table:
    """Keep the rows that have some cells in common with another; by hash, so perhaps a few too many."""
    rows = rows.mutate(hash=ibis.struct({name: rows[name] for name in by}).hash())
    counted = rows.group_by("hash").agg(count=rows.count())
    counted = counted.filter(counted["count"] > 1).select(several="hash")
    return rows.semi_join(counted, rows.hash == counted.several).drop("hash")


def overlapping(rows: ir.Table) -> ir.Table:
    """Return the rows that share days with an earlier one of their kind and meter.

    Returns
    -------
    Table
        The row's columns, `earlier` (the id of the other row), `to` (the last day shared), `how`: `days` for a bill of
        the same meter, `parts` for a row inside a longer one, `shared` where it is only the last day of the other,
        `same` for a row of a file without meters that is twice there.
    """
    rows = _worth_a_look(_without_credited(rows))
    own = {"group_by": ["thing", "kind", "meter"], "order_by": ["first", ibis.desc("size"), "id"]}
    packed = rows.last.cast("int64") * _IDS + rows.id
    ends = {
        f"reach_{size}": ibis.cases((rows["size"] >= size, packed), else_=ibis.null("int64"))
        .max()
        .over(ibis.window(rows=(None, -1), **own))
        for size in (1, 2, 3)
    }
    known = _with_twins(rows.mutate(**ends))
    inside = ibis.cases(
        (known["size"] == 0, known.reach_1),
        (known["size"] == 1, known.reach_2),
        (known["size"] == 2, known.reach_3),  # noqa: PLR2004 - see `laid_out`
        else_=ibis.null("int64"),
    )
    metered = known.meter != ""
    known = known.mutate(
        reach=ibis.cases((metered | known.billed & (known["size"] > 0), known.reach_1), else_=inside), inside=inside
    )
    to = ibis.least(known.last, _day_of(known.reach))
    touches = known.reach.notnull() & (to >= known.first).fill_null(False)  # noqa: FBT003
    nested = (_day_of(known.inside) >= known.last).fill_null(False)  # noqa: FBT003
    alike = (known.copy < known.id) | (~metered & known.billed & (known["size"] > 0) & (known.twin < known.id))
    how = ibis.cases(
        (alike & (known.exact != 0) & ~metered, "same"),
        (touches & nested, "parts"),
        (touches & (to == known.first) & (known.last > known.first), "shared"),
        (touches, "days"),
        else_=ibis.null("string"),
    )
    known = known.mutate(how=how)
    known = known.mutate(
        to=ibis.cases((known.how == "same", known.last), else_=to),
        earlier=ibis.cases(
            (known.how == "same", ibis.least(known.copy, known.twin)),
            (known.how == "parts", known.inside % _IDS),
            else_=known.reach % _IDS,
        ),
    )
    known = known.mutate(several=_by_several_meters(known))
    found = known.filter([~known.several, known.how.notnull(), known.exact > 0])
    return found.drop("several", "reach_1", "reach_2", "reach_3", "twin", "copy", "reach", "inside")


def _worth_a_look(rows: ir.Table) -> ir.Table:
    """Leave out the rows of meters, or facilities, that have days alone, and those of meters in them that are alone."""
    own = ["thing", "kind", "meter"]
    longer = rows.filter(rows["size"] > 0).select(*own).distinct().select(**{f"own_{name}": name for name in own})
    near = rows.semi_join(longer, [rows[name].identical_to(longer[f"own_{name}"]) for name in own])
    others = rows.anti_join(longer, [rows[name].identical_to(longer[f"own_{name}"]) for name in own])
    return ibis.union(near, _more_than_once(others.filter(others.meter == ""), ("signature", "place", "whole")))


def _with_twins(rows: ir.Table) -> ir.Table:
    """Add `copy`, the first row the same in every column, and `twin`, the first of the same days and quantity."""
    bare = rows.filter(rows.meter == "")
    columns = {"copy": ["signature", "place", "whole"], "twin": ["kind", "signature", "first", "last", "exact"]}
    for name, by in columns.items():
        firsts = bare.group_by(*by).agg(**{name: bare.id.min()})
        firsts = firsts.select(name, **{f"{name}_{column}": firsts[column] for column in by})
        same = [rows[column] == firsts[f"{name}_{column}"] for column in by]
        rows = rows.left_join(firsts, [*same, rows.meter == ""]).drop(*(f"{name}_{column}" for column in by))
    return rows


def _day_of(packed: ir.IntegerValue) -> ir.IntegerValue:
    """Return the day that was packed with an id; whole, since the engine divides in binary floats."""
    return ((packed - packed % _IDS) / _IDS).cast("int32")


def _without_credited(rows: ir.Table) -> ir.Table:
    """Leave out credits, and the bills that they take back."""
    credits_ = rows.filter(rows.exact < 0).select("kind", "meter", "first", "last", back=-rows.exact).distinct()
    bills = rows.filter(rows.exact >= 0)
    same = [bills[name] == credits_[name] for name in ("kind", "meter", "first", "last")]
    return bills.anti_join(credits_, [*same, bills.exact == credits_.back])


def _by_several_meters(known: ir.Table) -> ir.BooleanValue:
    """Say whether bills without a meter overlap so regularly that they are of several meters."""
    own = ["thing", "kind", "meter"]
    crossing = (known.how == "days").fill_null(False)  # noqa: FBT003
    share = crossing.cast("float64").mean().over(group_by=own)
    return crossing & (known.meter == "") & (share >= 0.4)  # noqa: PLR2004 - two bills a month: every second one overlaps


def within(found: ir.Table, first: date, last: date) -> ir.Table:
    """Keep the rows of which a shared day lies between two days."""
    return found.filter((found.to >= (first - EPOCH).days) & (found["first"] <= (last - EPOCH).days))


def by_month(found: ir.Table) -> ir.Table:
    """Add up the part of each row on the days that it shares: `signature`, `place`, `month`, `days` and `weighted`.

    `weighted` is the exact sum of quantity times days, to be divided by `days`, as in the one question.
    """
    since, to = _day(found["first"]), _day(found.to)
    months = [day.year().cast("int32") * 12 + day.month().cast("int32") - 1 for day in (since, to)]
    each = found.select(
        "signature", "place", "exact", "days", "first", "to", each=ibis.range(months[0], months[1] + 1, 1).unnest()
    )
    begin = ibis.date((each.each // 12).cast("int32"), (each.each % 12 + 1).cast("int32"), 1)
    after = (begin + ibis.interval(months=1)).cast("date")
    opens = ibis.greatest(begin.delta(EPOCH, unit="day").cast("int32"), each["first"])
    closes = ibis.least(after.delta(EPOCH, unit="day").cast("int32") - 1, each.to)
    shared = each.select(
        "signature",
        "place",
        "days",
        month=each.each.cast("int32"),
        part=each.exact * (closes - opens + 1).cast("decimal(6, 0)"),
    )
    return shared.group_by("signature", "place", "month", "days").agg(weighted=shared.part.sum().cast("decimal(38, 9)"))


def corrected(groups: ir.Table, rows: ir.Table, found: ir.Table, by: Sequence[str]) -> ir.Table:
    """Give the last day of a bill that the next one begins on to the later: the earlier one is a day shorter."""
    ends = found.filter(found.how == "shared").select(bill="earlier").distinct()
    bills = rows.semi_join(ends, rows.id == ends.bill)
    names = [name for name in by if name != "file"]
    kinds = ibis.table(dict.fromkeys((f"of_{name}" for name in names), "string") | _KINDS, name="kinds")
    bills = bills.select("id", "signature", "place", "first", "last", "exact", "span", "odd")
    cells = kinds.select("signature", "place", **{name: kinds[f"of_{name}"] for name in names})
    bills = bills.inner_join(cells, [bills.signature == cells.signature, bills.place == cells.place])
    since, to = _day(bills["first"]), _day(bills["last"] - 1)
    months = [(day.year() * 12 + day.month() - 1).cast("int64") for day in (since, to)]
    packed = ((months[0] * MONTHS + months[1]) * DAYS + since.day()) * DAYS + to.day()
    span = ibis.cases((months[0] == months[1], months[0]), else_=packed)
    files = {"file": (bills.id // (1 << ROW_BITS)).cast("int32")} if "file" in by else {}
    before = bills.select(
        *names, **files, span=bills.span, odd=bills.odd, quantity=-bills.exact, rows=ibis.literal(-1, "int64")
    )
    after = bills.select(
        *names, **files, span=span, odd=ibis.null("string"), quantity=bills.exact, rows=ibis.literal(1, "int64")
    )
    columns = [*by, "span", "odd", "quantity", "rows"]
    cast = groups.schema()
    every = ibis.union(
        *(table.select(**{name: table[name].cast(cast[name]) for name in columns}) for table in (groups, before, after))
    )
    totals = every.group_by(*by, "span", "odd").agg(quantity=every.quantity.sum(), rows=every["rows"].sum())
    totals = totals.select(**{name: totals[name].cast(cast[name]) for name in columns})
    return totals.filter(totals["rows"] > 0)


def _day(number: ir.IntegerValue) -> ir.DateValue:
    """Return a day by its number."""
    return (ibis.date(1970, 1, 1) + number.as_interval("D")).cast("date")
