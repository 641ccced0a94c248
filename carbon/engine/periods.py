"""Periods as expressions: the first and last day that a cell means, in ISO or ROC form.

Nearly every row has a day in ISO form, which `iso_day` reads at the cost of a cast. Every other form is read on the
few groups that come out of the rows, by `parsed`: in the Gregorian calendar or (a year of three digits) the ROC one,
a day (`2024/3/15`, `113/05/31`, `113年5月31日`), a month (`2024-03`, `113/05`, `113年5月`), a quarter (`2024-Q1`,
`113年第1季`) or a year (`2024`, `113年`, `113年度`).
"""

from __future__ import annotations

from datetime import date
from typing import cast

import ibis
from ibis import ir

_FORM = r"^([0-9]{4}|1[0-9]{2})(-Q[1-4]|-[0-9]{1,2}(-[0-9]{1,2})?)?$"
_ISO_DAY_LENGTH = 10
_ROC_OFFSET = 1911
_ROC_LENGTH = 3
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
FIRST_DAY, LAST_DAY = date(_FIRST_YEAR, 1, 1), date(_LAST_YEAR, 12, 31)
"""The days between which an inventory can be."""
_SPELLINGS = (("年度", "年"), ("日", ""), ("第", "Q"), ("季", ""), ("年", "-"), ("月", "-"), ("/", "-"))


def iso_day(cell: ir.StringValue) -> ir.DateValue:
    """Return the day of a cell in the form YYYY-MM-DD, else null (or a day of a year that no inventory has)."""
    return cast(
        "ir.DateValue",
        ibis.cases((cell.length() == _ISO_DAY_LENGTH, cell.try_cast("date")), else_=ibis.null("date")),
    )


def month_number(day: ir.DateValue) -> ir.IntegerValue:
    """Return the month of a day as a whole number: twelve times the year plus the month counted from 0."""
    return (day.year() * 12 + day.month() - 1).cast("int32")


def parsed(table: ir.Table, cell: str) -> ir.Table:
    """Add `<cell>_first` and `<cell>_last`, the days that a text column means, null where it means none.

    The steps are columns of their own, so that the expression stays short however often one is used.
    """
    normal: ir.Value = table[cell].strip()
    for old, new in _SPELLINGS:
        normal = normal.replace(old, new)
    table = table.mutate(_normal=normal.re_replace(r"-$", ""))
    form = cast("ir.StringValue", table["_normal"])
    table = table.mutate(
        _year=form.re_extract(r"^([0-9]{3,4})", 1),
        _month=form.re_extract(r"^[0-9]{3,4}-([0-9]{1,2})", 1),
        _day=form.re_extract(r"^[0-9]{3,4}-[0-9]{1,2}-([0-9]{1,2})$", 1),
        _quarter=form.re_extract(r"^[0-9]{3,4}-Q([1-4])$", 1),
        _good=form.re_search(_FORM),
    )
    year = table["_year"].try_cast("int32")
    table = table.mutate(
        _written=ibis.cases((table["_year"].length() == _ROC_LENGTH, year + _ROC_OFFSET), else_=year)
        .cast("string")
        .concat(
            "-",
            ibis.cases(
                (table["_quarter"] != "", (table["_quarter"].try_cast("int32") * 3 - 2).cast("string")),
                (table["_month"] != "", table["_month"]),
                else_="1",
            ).lpad(2, "0"),
            "-",
            ibis.cases((table["_day"] != "", table["_day"]), else_="1").lpad(2, "0"),
        ),
    )
    day = table["_written"].try_cast("date")
    good = table["_good"] & day.year().between(_FIRST_YEAR, _LAST_YEAR)
    table = table.mutate(_first=ibis.cases((good, day), else_=ibis.null("date")))
    first = cast("ir.DateValue", table["_first"])
    last = ibis.cases(
        (table["_day"] != "", first),
        (table["_quarter"] != "", _end_of(first, 3)),
        (table["_month"] != "", _end_of(first, 1)),
        else_=_end_of(first, 12),
    )
    table = table.mutate(**{f"{cell}_first": first, f"{cell}_last": last})
    return table.drop("_normal", "_year", "_month", "_day", "_quarter", "_good", "_written", "_first")


def _end_of(day: ir.DateValue, months: int) -> ir.DateValue:
    """Return the last day of the months that begin with a first day."""
    return cast("ir.DateValue", (day + ibis.interval(months=months) - ibis.interval(days=1)).cast("date"))
