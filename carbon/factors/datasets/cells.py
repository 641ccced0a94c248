"""Cells of a dataset's row: numbers, days and kinds, each held to its form."""

from __future__ import annotations

import contextlib
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from carbon.factors.records import Publication
from carbon.files.table import Row
from carbon.model import exact, periods

Fault = tuple[str, str]
"""A column, and what is wrong with its cell."""
BASES = ("net", "gross")
KINDS = ("mass", "co2e", "total")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12][0-9]{3}")
_PUBLICATION = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def of_factor(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with one gas of a factor, whatever the library holds."""
    yield from _numbers(row, ("value", "lower", "upper"))
    yield from _days(row)
    if row["data_year"] and not _YEAR.fullmatch(row["data_year"]):
        yield "data_year", f'"{row["data_year"]}" is not a year. Write it like 2022.'
    kind, colon, gwp_set = row["value_is"].partition(":")
    if row["value_is"] and (kind not in KINDS or bool(colon and gwp_set) != (kind != "mass")):
        yield "value_is", f'"{row["value_is"]}" is neither "mass" nor "co2e:" or "total:" with a GWP set.'
    if row["calorific_basis"] not in {"", *BASES}:
        yield "calorific_basis", f'"{row["calorific_basis"]}" is neither "net" nor "gross".'
    value, lower, upper = (number(row[column]) for column in ("value", "lower", "upper"))
    if value is not None and value < 0:
        yield "value", "The value is negative. What an activity avoids is written as avoided/ACTIVITY."
    if value is not None and ((lower is not None and lower > value) or (upper is not None and upper < value)):
        yield "lower", "The bounds do not hold the value."


def of_heating_value(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with a heating value, whatever the library holds."""
    yield from _numbers(row, ("value",))
    yield from _days(row)
    value = number(row["value"])
    if value is not None and value <= 0:
        yield "value", f"The heating value is {row['value']}; it has to be above 0."
    if row["calorific_basis"] not in BASES:
        yield "calorific_basis", f'"{row["calorific_basis"]}" is neither "net" nor "gross".'


def number(text: str) -> Fraction | None:
    """Read a plain decimal; None if it is none."""
    try:
        return exact.parse(text)
    except ValueError:
        return None


def day(text: str) -> date | None:
    """Read a day in ISO form, in which no two texts are the same day; None if it is none.

    Raises
    ------
    ValueError
        If something else is written.
    """
    if not text:
        return None
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found


def publication(text: str) -> Publication | None:
    """Read when something was published: a day, a month or a year in ISO form; None if nothing is written.

    Raises
    ------
    ValueError
        If something else is written.
    """
    if not text:
        return None
    if not _PUBLICATION.fullmatch(text):
        raise ValueError(text)
    year, month, *_ = *map(int, text.split("-")), 12
    last = date.fromisoformat(text) if _ISO.fullmatch(text) else date(year, month, monthrange(year, month)[1])
    return Publication(text, last)


def _numbers(row: Row, columns: tuple[str, ...]) -> Iterator[Fault]:
    """Yield the numbers that are no plain decimals."""
    for column in columns:
        if row[column] and number(row[column]) is None:
            why = f'"{row[column]}" is not a plain decimal. '
            yield column, f"{why}Write digits and one point, like 0.494; no exponent, no marks for thousands."


def _days(row: Row) -> Iterator[Fault]:
    """Yield the days that are not in the calendar, or not in ISO form, and a validity that is never."""
    found: dict[str, date | None] = {}
    for column in ("valid_from", "valid_to", "published_on"):
        try:
            if column == "published_on":
                publication(row[column])
            else:
                found[column] = day(row[column])
        except ValueError:
            kind = "of the calendar" if _ISO.fullmatch(row[column]) else "in ISO form"
            yield column, f'"{row[column]}" is not a day {kind}. Write it like {_likely(row[column], column)}.'
    start, end = found.get("valid_from"), found.get("valid_to")
    if start and end and end < start:
        yield "valid_to", f"It is valid from {start} to {end}, which is never."


def _likely(text: str, column: str) -> str:
    """Return the day that is meant, if one can tell (a year or month begins and ends), else any."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    meant = periods.days(text)
    if meant is None:
        return "2024-03-15"
    return meant[0 if column == "valid_from" else 1].isoformat()
