"""How values are written in documents: texts, whole numbers, days, flags, words of a list, percentages, names."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from carbon.files.records import ABSENT, FaultError, Reading, Written, converter
from carbon.files.toml import in_toml
from carbon.model import exact
from carbon.model.exact import plain_decimal
from carbon.model.periods import FIRST_YEAR, LAST_YEAR, is_year
from carbon.model.problems import listed, nearest, short, with_nearest
from carbon.model.sentences import Sentence, say

HUNDRED = 100
Names = Mapping[str, str]
"""A text by language."""
LONGEST = 100
"""How many characters a number with its unit has at most."""


def unfit(written: Written, template: str, **parts: object) -> FaultError:
    """Say that a value is none of its kind, with its `{key}` and the `{value}` as it is written."""
    value = written.value
    shown = in_toml(short(value)) if isinstance(value, str) else short(in_toml(value))
    return FaultError(template, key=written.key, value=shown, **parts)


@dataclass(frozen=True, kw_only=True)
class Value(Reading):
    """A value under one key.

    Parameters
    ----------
    key
        The key, if it is not the name of the field.
    needed
        How it is written, if it has to be.
    about
        What it says, for the message that asks for it.
    like
        How it is written, for messages.
    otherwise
        What stands in for it if it is not written, or cannot be read; the default of the field by default.
    """

    key: str = ""
    needed: str = ""
    about: Sentence | None = None
    like: str = ""
    otherwise: Any = ABSENT

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return the value."""
        written = table.at(self.key or name)
        if written.value is None:
            if self.needed:
                written.document.miss(written.path, self.needed, self.about)
            return self.otherwise
        try:
            return self.read(written)
        except FaultError as error:
            written.fault(error.why)
            return self.otherwise

    @abstractmethod
    def read(self, written: Written) -> Any:  # noqa: ANN401 - whatever the field holds
        """Read the value; raise FaultError if it is none of its kind."""

    def wrong(self, written: Written, example: str) -> FaultError:
        """Say what is written, and how to write it."""
        like = self.like or self.needed or example
        return unfit(written, "The value is {value}. Write it like {key} = {like}.", like=like)


@dataclass(frozen=True)
class Text(Value):
    """A text; where it is needed, one that says something, unless it may be empty; `check` says what else is wrong."""

    empty: bool = False
    check: Callable[[str], Sentence | None] | None = None

    def read(self, written: Written) -> str:
        """Read it."""
        if not isinstance(written.value, str):
            raise self.wrong(written, '"…"')
        if self.needed and not self.empty and not written.value.strip():
            raise unfit(written, "The text is empty. Write it like {key} = {like}.", like=self.needed)
        if self.check and (why := self.check(written.value)):
            raise FaultError(why)
        return written.value


@dataclass(frozen=True)
class Texts(Value):
    """A list of texts."""

    def read(self, written: Written) -> tuple[str, ...]:
        """Read it; of a value that was set, with commas between."""
        value = written.value
        if isinstance(value, str) and written.document.lenient:
            return tuple(filter(None, (part.strip() for part in value.split(","))))
        if isinstance(value, list) and all(isinstance(text, str) and text for text in value):
            return tuple(value)
        raise self.wrong(written, '["…", "…"]')


@dataclass(frozen=True)
class ByLanguage(Value):
    """A text, or one in each language."""

    def read(self, written: Written) -> dict[str, str]:
        """Read it by language."""
        value = {"en": written.value} if isinstance(written.value, str) else written.value
        if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
            return dict(value)
        like = self.like or "…"
        raise unfit(written, 'Write {key} = "{like}" or {key} = {{ en = "…", zh = "…" }}.', like=like)


@dataclass(frozen=True)
class Whole(Value):
    """A whole number between two others."""

    least: int = 0
    most: int = HUNDRED

    def read(self, written: Written) -> int:
        """Read it."""
        value = written.value
        if written.document.lenient and isinstance(value, str) and value.strip().isdecimal() and len(value) <= LONGEST:
            value = int(value)
        if type(value) is int and self.least <= value <= self.most:
            return value
        bounds = {"least": self.least, "most": self.most}
        if like := self.like or self.needed:
            raise unfit(
                written,
                "The value is {value}. Write a whole number from {least} to {most}, like {key} = {like}.",
                like=like,
                **bounds,
            )
        raise unfit(written, "The value is {value}. Write a whole number from {least} to {most}.", **bounds)


@dataclass(frozen=True)
class Flag(Value):
    """True or false."""

    def read(self, written: Written) -> bool:
        """Read it."""
        value = written.value
        if written.document.lenient and value in ("true", "false"):
            return bool(value == "true")
        if not isinstance(value, bool):
            raise unfit(written, "The value is {value}. Write {key} = true or {key} = false.")
        return value


@dataclass(frozen=True)
class Day(Value):
    """A day of the calendar."""

    def read(self, written: Written) -> date:
        """Read it."""
        if type(written.value) is not date:
            raise self.wrong(written, "2026-04-29")
        return written.value


@dataclass(frozen=True)
class Choice(Value):
    """One of some words."""

    words: Sequence[str] = ()

    def read(self, written: Written) -> str:
        """Read it."""
        value = written.value
        if isinstance(value, str) and value in self.words:
            return self.words[self.words.index(value)]
        likely = nearest(value, self.words, 1) if isinstance(value, str) else []
        why = say("{value} is not one of {words}.", value=short(in_toml(value)), words=listed(self.words))
        raise FaultError(with_nearest(why, likely))


@dataclass(frozen=True)
class Percent(Value):
    """A number of percent, read as a ratio."""

    def read(self, written: Written) -> Fraction:
        """Read it."""
        value = written.value
        if type(value) in {int, Decimal} and Decimal(value).is_finite() and 0 <= value <= HUNDRED:
            return Fraction(value) / HUNDRED
        said = value if isinstance(value, str) else in_toml(value)
        raise FaultError("The value is {value}. Write percent as a number from 0 to 100, like 4.2.", value=short(said))


@dataclass(frozen=True)
class Scopes(Value):
    """Some of the three scopes."""

    def read(self, written: Written) -> tuple[int, ...]:
        """Read them in their order."""
        value = written.value
        good = isinstance(value, list) and all(type(scope) is int and scope in {1, 2, 3} for scope in value)
        if not good or (self.needed and not value):
            raise unfit(written, "The value is {value}. Write scopes from 1 to 3 in brackets: {key} = [1, 2].")
        return tuple(sorted(set(value)))


@dataclass(frozen=True)
class DayOfYear(Value):
    """A month and a day of any year."""

    def read(self, written: Written) -> tuple[int, int]:
        """Read both."""
        try:
            day = date.fromisoformat(f"2023-{written.value}")
        except ValueError:
            raise unfit(
                written, '{value} is not a month and a day. Write the last day that counts: {key} = "06-30".'
            ) from None
        return day.month, day.day


@dataclass(frozen=True)
class Years(Value):
    """A list of years."""

    def read(self, written: Written) -> tuple[int, ...]:
        """Read them."""
        value = written.value
        if isinstance(value, list) and all(type(year) is int and FIRST_YEAR <= year <= LAST_YEAR for year in value):
            return tuple(value)
        raise unfit(
            written,
            "The value is {value}. Write years from {first} to {last} in brackets: {key} = [2030].",
            first=FIRST_YEAR,
            last=LAST_YEAR,
        )


Year = Annotated[int, Whole(FIRST_YEAR, LAST_YEAR, like="2030")]
"""A year that a target or a scenario can be about."""


def _word(written: Written, kind: type[StrEnum]) -> StrEnum:
    """Read a word of an enumeration."""
    return kind(Choice(words=tuple(kind)).read(written))


converter.register_structure_hook(StrEnum, _word)
for _kind, _value in ((str, Text()), (bool, Flag()), (date, Day()), (int, Whole(0, 10**9))):
    converter.register_structure_hook(_kind, lambda written, _, value=_value: value.read(written))


@dataclass(frozen=True)
class Cell(Value):
    """A cell of a small table; `empty` says whether it may be."""

    empty: bool = False
    like: str = ""

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what the cell says, ABSENT if it is empty."""
        written = table.at(self.key or name)
        if not written.value and not self.empty and self.like:
            written.document.miss(written.path, self.like)
        return super().take(table, name) if written.value else self.otherwise


@dataclass(frozen=True)
class DecimalCell(Cell):
    """A plain decimal."""

    like: str = "1234.5"

    def read(self, written: Written) -> Fraction:
        """Read it, as the numbers of the table are written."""
        try:
            return exact.parse(plain_decimal(written.value, written.document.beside["number_form"]))
        except ValueError:
            raise unfit(written, "{value} is not a plain decimal. Write it like {like}.", like=self.like) from None


@dataclass(frozen=True)
class DayCell(Cell):
    """A day in ISO form."""

    like: str = "2024-03-15"

    def read(self, written: Written) -> date:
        """Read it."""
        try:
            return date.fromisoformat(written.value)
        except ValueError:
            raise unfit(written, "{value} is not a day. Write it like {like}.", like=self.like) from None


@dataclass(frozen=True)
class YearCell(Cell):
    """A year in four plain digits."""

    like: str = "2024"

    def read(self, written: Written) -> int:
        """Read it."""
        if not is_year(written.value):
            raise unfit(written, "{value} is not a year. Write it like {like}.", like=self.like)
        return int(written.value)
