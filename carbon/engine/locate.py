"""Finding rows again: their numbers in the file, for a message or an explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import ibis
from ibis import ir

from carbon.engine.in_time import MEANINGS
from carbon.engine.rows import BOTH_FORMS, FIRST_ROW, QUANTITY_TYPE, SAYING
from carbon.terms import ACTIVITY_COLUMNS

_TYPES = dict.fromkeys(ACTIVITY_COLUMNS, "string") | dict.fromkeys(("exact", *BOTH_FORMS), QUANTITY_TYPE.lower())
_TYPES |= {"span": "int64", "odd": "string"}
_MANY_DECIMALS = r"^-?[0-9]+\.[0-9]{10,}$|e-[0-9]+$"
_MANY_DIGITS = r"^-?[0-9]{20,}$"


def opened(name: str) -> ir.Table:
    """Return the rows of a file that is opened under a name; see `rows.query`."""
    return ibis.table(_TYPES, name=name)


def numbered(name: str) -> ir.Table:
    """Return the rows of a file that say anything, with `row`, as a spreadsheet counts (the header is 1)."""
    rows = opened(name)
    rows = rows.mutate(row=ibis.row_number() + FIRST_ROW)
    return rows.filter(ibis.or_(*(rows[column].notnull() for column in SAYING)))


def oddly_written(rows: ir.Table) -> ir.Table:
    """Return the numbered rows that do not take the short way, with `odd`."""
    return rows.filter(rows.odd.notnull()).select(*ACTIVITY_COLUMNS, "row", "exact", "span", "odd")


def badly_written(rows: ir.Table) -> ir.Table:
    """Return the numbered rows whose form is wrong: `faults` (bits), `form` and `row`.

    `MEANINGS` has to hold the odd texts. `form` tells the ways apart in which a quantity is no plain decimal, as far
    as their remedies differ.
    """
    known = oddly_written(rows)
    known = known.join(MEANINGS, known.odd == MEANINGS.text)
    text = known.quantity.strip()
    form = ibis.cases(
        (text.contains(","), 1), (text.re_search(_MANY_DECIMALS), 2), (text.re_search(_MANY_DIGITS), 3), else_=0
    )
    bad = known.filter(known.bad > 0)
    return bad.select("row", faults=bad.bad, form=form.fill_null(0).cast("int32"))


def marked(rows: ir.Table, names: Sequence[str]) -> ir.Table:
    """Return `mark` and `row` of the numbered rows whose cells stand in the table `marks`."""
    marks = ibis.table({f"of_{name}": "string" for name in names} | {"mark": "int32"}, name="marks")
    known = rows.inner_join(marks, [rows[name].identical_to(marks[f"of_{name}"]) for name in names])
    return known.select("mark", "row")


def counted(rows: ir.Table, by: Sequence[str]) -> ir.Table:
    """Count the rows of each kind."""
    return rows.group_by(*by).agg(rows=rows.count())


def first_of_each(rows: ir.Table, by: Sequence[str], most: int) -> ir.Table:
    """Return the first rows of each kind."""
    place = ibis.row_number().over(group_by=list(by), order_by="row")
    ranked = rows.mutate(place=place)
    return ranked.filter(ranked.place < most).drop("place").order_by("row")


def at(rows: ir.Table, numbers: Sequence[int]) -> ir.Table:
    """Return the rows with certain numbers."""
    return rows.filter(rows["row"].isin(list(numbers)))


def matching(rows: ir.Table, cells: Mapping[str, str | None]) -> ir.Table:
    """Return the rows with certain cells, None standing for an empty one."""
    for name, text in cells.items():
        column = cast("ir.StringValue", rows[name])
        rows = rows.filter(column.isnull() if text is None else column == text)
    return rows
