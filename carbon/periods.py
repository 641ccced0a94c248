"""Periods as people write them: the first and the last day that a text means, in ISO or ROC form.

In the Gregorian calendar or (a year of three digits) the ROC one: a day (`2024-03-15`, `113/05/31`, `113年5月31日`),
a month (`2024-03`, `113/05`, `113年5月`), a quarter (`2024-Q1`, `113年第1季`) or a year (`2024`, `113年`, `113年度`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""The days between which an inventory can be."""
_ROC_OFFSET = 1911
_SPELLINGS = (("年度", "年"), ("日", ""), ("第", "Q"), ("季", ""), ("年", "-"), ("月", "-"), ("/", "-"))
_FORM = re.compile(
    r"(?P<year>[0-9]{4}|1[0-9]{2})(-?Q(?P<quarter>[1-4])|-(?P<month>[0-9]{1,2})(-(?P<day>[0-9]{1,2}))?)?( 00:00:00)?"
)


def days(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a period, or None if the text means none.

    >>> days("113年第1季")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    >>> days("2024-02-30") is None
    True
    """
    normal = text.strip()
    for old, new in _SPELLINGS:
        normal = normal.replace(old, new)
    form = _FORM.fullmatch(normal.replace("-Q", "Q").removesuffix("-"))
    if form is None:
        return None
    year = int(form["year"]) + (_ROC_OFFSET if len(form["year"]) < len("2024") else 0)
    try:
        first, last = _bounds(year, form)
    except ValueError:
        return None
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else None


def _bounds(year: int, form: re.Match[str]) -> tuple[date, date]:
    """Return the first and last day of a matched form; ValueError if the calendar has no such day."""
    if form["day"]:
        day = date(year, int(form["month"]), int(form["day"]))
        return day, day
    if form["month"]:
        return date(year, int(form["month"]), 1), _end(year, int(form["month"]))
    if form["quarter"]:
        last = 3 * int(form["quarter"])
        return date(year, last - 2, 1), _end(year, last)
    return date(year, 1, 1), date(year, 12, 31)


def _end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1] if 1 <= month <= 12 else 0)  # noqa: PLR2004


def month_number(day: date) -> int:
    """Return the month of a day as a whole number: twelve times the year plus the month counted from 0."""
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """Return `2024-03` for a month number."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def first_day(month: int) -> date:
    """Return the first day of a month given by its number."""
    return date(month // 12, month % 12 + 1, 1)
