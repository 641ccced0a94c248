"""Periods as people write them: the first and last day that a text means, in ISO or ROC form.

In the Gregorian calendar or (a year of three digits) the ROC one: a day (`2024-03-15`, `113/05/31`, `113年5月31日`),
a month (`2024-03`, `113/05`, `113年5月`), a quarter (`2024-Q1`, `113年第1季`) or a year (`2024`, `113年`, `113年度`).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from carbon.model.problems import nearest, short, with_nearest
from carbon.model.sentences import Sentence, say

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""The days between which an inventory can be."""
_ROC_OFFSET = 1911
_YEAR = r"(?P<year>[0-9]{4}|1[0-9]{2})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        _YEAR,
        _YEAR + r"(?P<mark>[-/ \\])(?P<month>[0-9]{1,2})((?P=mark)(?P<day>[0-9]{1,2})( 00:00:00)?)?",
        _YEAR + r"-?Q(?P<quarter>[1-4])",
        _YEAR + r"年(度|第(?P<quarter>[1-4])季)?",
        _YEAR + r"年(?P<month>[0-9]{1,2})月((?P<day>[0-9]{1,2})日)?",
    )
)
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years that a document can be about."""


def days(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a period, or None if the text means none.

    >>> days("113年第1季")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    >>> days("2024-02-30") is None
    True
    """
    form = next(filter(None, (pattern.fullmatch(text.strip()) for pattern in _FORMS)), None)
    if form is None:
        return None
    parts = {name: int(digits) for name, digits in form.groupdict().items() if digits and name != "mark"}
    if 0 in parts.values():
        return None
    if len(form["year"]) < len("2024"):
        parts["year"] += _ROC_OFFSET
    try:
        first, last = _bounds(**parts)
    except ValueError:
        return None
    return (first, last) if first >= FIRST_DAY and last <= LAST_DAY else None


def _bounds(year: int, month: int = 0, day: int = 0, quarter: int = 0) -> tuple[date, date]:
    """Return the first and last day; ValueError if the calendar has no such day."""
    if day:
        return date(year, month, day), date(year, month, day)
    if quarter:
        month = 3 * quarter
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def month_number(day: date) -> int:
    """Return the month of a day as a whole number: twelve times the year plus the month counted from 0."""
    return day.year * 12 + day.month - 1


def month_name(month: int) -> str:
    """Return `2024-03` for a month number."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def first_day(month: int) -> date:
    """Return the first day of a month given by its number."""
    return date(month // 12, month % 12 + 1, 1)


def month_spans(months: Sequence[str]) -> str:
    """Write months by their names, those in a row by the first and the last.

    >>> month_spans(["2024-01", "2024-03", "2024-04", "2024-05"])
    '2024-01, 2024-03–2024-05'
    """
    numbers = [int(month[:4]) * 12 + int(month[5:]) for month in months]
    spans: list[list[str]] = []
    for place, month in enumerate(months):
        if place and numbers[place] == numbers[place - 1] + 1:
            spans[-1] = [spans[-1][0], month]
        else:
            spans.append([month])
    return ", ".join("–".join(span) for span in spans)


def is_year(key: str) -> bool:
    """Say whether a key is a year that a document can be about, in four plain digits."""
    return len(key) == len("2030") and key.isascii() and key.isdecimal() and FIRST_YEAR <= int(key) <= LAST_YEAR


def not_a_year(key: str, others: Sequence[str] = ()) -> Sentence:
    """Say that a key is no year, and which other key may be meant."""
    why = say('"{key}" is not a year from {first} to {last}.', key=short(key), first=FIRST_YEAR, last=LAST_YEAR)
    return with_nearest(why, nearest(key, others))
