"""What a row of a dataset's tables says, cell by cell, and what is wrong with it whatever the library holds."""

from __future__ import annotations

import contextlib
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Annotated, Any

from carbon.factors.factor import Publication
from carbon.files.records import Fault, FaultError, Written
from carbon.files.values import Cell
from carbon.model import exact, periods
from carbon.model.sentences import say

BASES, KINDS = ("net", "gross"), ("mass", "co2e", "total")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"[12][0-9]{3}")
_PUBLICATION = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def read_number(text: str) -> Fraction | None:
    """Read a plain decimal; None if it is none."""
    try:
        return exact.parse(text)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """Read a day in ISO form, in which no two texts are the same day; None if nothing is written.

    Raise ValueError if something else is written.
    """
    if not text:
        return None
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def read_publication(text: str) -> Publication | None:
    """Read when something was published: a day, a month or a year in ISO form; None if nothing is written.

    Raise ValueError if something else is written.
    """
    if not text:
        return None
    if not _PUBLICATION.fullmatch(text):
        raise ValueError(text)
    year, month, *_ = *map(int, text.split("-")), 12
    last = date.fromisoformat(text) if _ISO.fullmatch(text) else date(year, month, monthrange(year, month)[1])
    return Publication(text, last)


@dataclass(frozen=True, kw_only=True)
class Said(Cell):
    """What a cell says; `make` reads its text, and `filled` says whether every row has to have one."""

    make: Callable[[str], Any] = str
    filled: bool = False
    empty: bool = True
    otherwise: Any = None

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what the cell says."""
        if self.filled and not table.at(name).value:
            table.at(name).fault(say("The cell is empty; every row needs it."))
        return super().take(table, name)

    def read(self, written: Written) -> Any:  # noqa: ANN401 - idem
        """Read it."""
        return self.make(written.value)


def _number(text: str) -> Fraction:
    """Read a plain decimal."""
    number = read_number(text)
    if number is None:
        raise FaultError(
            '"{text}" is not a plain decimal. Write digits and one point, like 0.494; no exponent, no marks for '
            "thousands.",
            text=text,
        )
    return number


def _day(text: str, read: Callable[[str], Any] = read_day, *, is_last: bool = True) -> Any:  # noqa: ANN401 - what it reads
    """Read a day in ISO form; where a year or a month is written, its first or its last day may be meant."""
    try:
        return read(text)
    except ValueError:
        like = _likely(text, is_last=is_last)
        if _ISO.fullmatch(text):
            raise FaultError(
                '"{day}" is not a day of the calendar. Write it like {like}.', day=text, like=like
            ) from None
        raise FaultError('"{day}" is not a day in ISO form. Write it like {like}.', day=text, like=like) from None


def _likely(text: str, *, is_last: bool) -> str:
    """Return the day that is meant, if one can tell (a year or month begins and ends), else any."""
    with contextlib.suppress(ValueError):
        return date.fromisoformat(text).isoformat()
    meant = periods.days(text)
    return "2024-03-15" if meant is None else meant[is_last].isoformat()


def _year(text: str) -> int:
    """Read a year."""
    if not _YEAR.fullmatch(text):
        raise FaultError('"{year}" is not a year. Write it like 2022.', year=text)
    return int(text)


def _kind_of_value(text: str) -> str:
    """Read what a value is: the mass of a gas, its CO2e by a GWP set, or the CO2e of all gases together."""
    kind, colon, gwp_set = text.partition(":")
    if kind not in KINDS or bool(colon and gwp_set) != (kind != "mass"):
        raise FaultError('"{text}" is neither "mass" nor "co2e:" or "total:" with a GWP set.', text=text)
    return text


def _basis(text: str) -> str:
    """Read a calorific basis."""
    if text not in BASES:
        raise FaultError('"{text}" is neither "net" nor "gross".', text=text)
    return text


def _never(start: date | None, end: date | None) -> Iterator[Fault]:
    """Yield a validity that ends before it begins."""
    if start and end and end < start:
        yield "valid_to", say("It is valid from {start} to {end}, which is never.", start=start, end=end)


_Text = Annotated[str, Said()]
_NeededText = Annotated[str, Said(filled=True)]
_From = Annotated[date | None, Said(make=partial(_day, is_last=False))]
_To = Annotated[date | None, Said(make=_day)]
_Published = Annotated[Publication | None, Said(make=partial(_day, read=read_publication))]
_Number = Annotated[Fraction | None, Said(make=_number)]
_NeededNumber = Annotated[Fraction | None, Said(make=_number, filled=True)]


@dataclass(frozen=True, slots=True)
class FactorCells:
    """A row of factors.csv: one gas of a factor."""

    activity: _NeededText
    variant: _Text
    geography: _NeededText
    valid_from: _From
    valid_to: _To
    data_year: Annotated[int | None, Said(make=_year)]
    published_on: _Published
    unit: _NeededText
    gas: _NeededText
    value: _NeededNumber
    value_is: Annotated[str, Said(make=_kind_of_value, filled=True)]
    lower: _Number
    upper: _Number
    calorific_basis: Annotated[str, Said(make=_basis)]
    cell: _NeededText
    supplier: _Text
    facility: _Text

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Yield what is wrong between the cells."""
        del table
        yield from _never(self.valid_from, self.valid_to)
        value, lower, upper = self.value, self.lower, self.upper
        if value is not None and value < 0:
            why = say("The value is negative. What an activity avoids is written as avoided/ACTIVITY.")
            yield "value", why
        if value is not None and ((lower is not None and lower > value) or (upper is not None and upper < value)):
            yield "lower", say("The bounds do not hold the value.")


@dataclass(frozen=True, slots=True)
class HeatingValueCells:
    """A row of heating_values.csv."""

    fuel: _NeededText
    geography: _NeededText
    valid_from: _From
    valid_to: _To
    published_on: _Published
    unit: _NeededText
    value: _NeededNumber
    energy_unit: _NeededText
    calorific_basis: Annotated[str, Said(make=_basis)]
    cell: _NeededText

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Yield what is wrong between the cells."""
        yield from _never(self.valid_from, self.valid_to)
        if not table.get("calorific_basis"):
            yield "calorific_basis", say('"{text}" is neither "net" nor "gross".', text="")
        if self.value is not None and self.value <= 0:
            yield "value", say("The heating value is {value}; it must be above 0.", value=table["value"])
