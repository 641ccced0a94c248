"""A table of a rule file: each key read as what it must be, or named as a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, TypeVar

from carbon.files.toml import Document
from carbon.files.toml_rows import Path_
from carbon.files.written import is_year
from carbon.problems import listed, nearest, short

CODE = "bad-rule"
FIRST_YEAR, LAST_YEAR = 1990, 2100
HUNDRED = 100
SCOPES = (1, 2, 3)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A table of a rule file and the keys above it."""

    document: Document
    table: Mapping[str, Any]
    path: Path_ = ()

    def problem(self, key: str, why: str) -> None:
        """Add a problem with a key."""
        self.document.problem(CODE, (*self.path, key), why)

    def declared(self, keys: Sequence[str]) -> None:
        """Refuse other keys than these."""
        self.document.declared(self.table, self.path, keys)

    def inner(self, key: str) -> RuleTable:
        """Return a table of this one, empty if it is not there."""
        found = self.table.get(key, {})
        if not isinstance(found, dict):
            self.problem(key, f"Write [{'.'.join((*self.path, key))}] and its keys under it.")
            found = {}
        return RuleTable(self.document, found, (*self.path, key))

    def several(self, key: str) -> Iterator[RuleTable]:
        """Yield the tables of an array."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            self.problem(key, f"Write [[{'.'.join((*self.path, key))}]] and its keys under it.")
            return
        for number, each in enumerate(found, start=1):
            yield RuleTable(self.document, each, (*self.path, f"{key}[{number}]"))

    def text(self, key: str) -> str:
        """Return a text, empty if it is not there."""
        found = self.table.get(key, "")
        if not isinstance(found, str):
            self.problem(key, f'The value is {found!r}. Write it in quotes, like {key} = "…".')
            return ""
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, empty if it is not there."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
            self.problem(key, f'The value is {found!r}. Write texts in brackets: {key} = ["…", "…"].')
            return ()
        return tuple(found)

    def years(self, key: str) -> tuple[int, ...]:
        """Return a list of years, empty if it is not there."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(type(y) is int and FIRST_YEAR <= y <= LAST_YEAR for y in found):
            why = f"The value is {found!r}. Write years from {FIRST_YEAR} to {LAST_YEAR} in brackets: {key} = [2030]."
            self.problem(key, why)
            return ()
        return tuple(found)

    def names(self, key: str) -> dict[str, str]:
        """Return a text by language."""
        found = self.table.get(key, {})
        found = {"en": found} if isinstance(found, str) else found
        if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
            self.problem(key, f'Write {key} = "…" or {key} = {{ en = "…", zh = "…" }}.')
            return {}
        return found

    def word(self, key: str, words: type[Word]) -> Word | None:
        """Return one of the words of an enumeration, None if it is not there or none of them."""
        found = self.table.get(key)
        if found is None or found in tuple(words):
            return None if found is None else words(found)
        known = [str(word) for word in words]
        likely = nearest(str(found), known, 1)
        why = f"{found!r} is none of {listed(known)}." + (f"\nNearest: {listed(likely)}." if likely else "")
        self.problem(key, why)
        return None

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        found = self.table.get(key, default)
        if not isinstance(found, bool):
            self.problem(key, f"The value is {found!r}. Write {key} = true or {key} = false.")
            return default
        return found

    def whole(self, key: str, least: int = 0, most: int = HUNDRED) -> int | None:
        """Return a whole number, None if it is not there."""
        found = self.table.get(key)
        if found is None or (type(found) is int and least <= found <= most):
            return found
        self.problem(key, f"The value is {found}. Write a whole number from {least} to {most}.")
        return None

    def year(self, key: str) -> int | None:
        """Return a year, None if it is not there."""
        return self.whole(key, FIRST_YEAR, LAST_YEAR)

    def day(self, key: str) -> date | None:
        """Return a day, None if it is not there."""
        found = self.table.get(key)
        if found is None or type(found) is date:
            return found
        self.problem(key, f"The value is {found!r}. Write a day without quotes, like {key} = 2026-04-29.")
        return None

    def percent(self, key: str) -> Fraction | None:
        """Return a percentage as a ratio, exactly; None if it is not there."""
        found = self.table.get(key)
        return None if found is None else self.ratio(key, found)

    def ratio(self, key: str, found: object) -> Fraction | None:
        """Return a number of percent as a ratio, or add a problem."""
        if isinstance(found, (int, Decimal)) and not isinstance(found, bool):
            number = Decimal(found)
            if number.is_finite() and 0 <= number <= HUNDRED:
                return Fraction(number) / HUNDRED
        self.problem(key, f"The value is {found}. Write percent as a number from 0 to 100, like 4.2.")
        return None

    def by_year(self, key: str) -> dict[int, Fraction]:
        """Return percentages by year as ratios; none is smaller than one before it."""
        inner = self.inner(key)
        points: dict[int, Fraction] = {}
        for name, percent in sorted(inner.table.items()):
            ratio = inner.ratio(name, percent)
            if not is_year(name) or not FIRST_YEAR <= int(name) <= LAST_YEAR:
                inner.problem(name, f'"{short(name)}" is not a year from {FIRST_YEAR} to {LAST_YEAR}. Write 2030 = 42.')
            elif ratio is not None:
                if points and ratio < max(points.values()):
                    inner.problem(name, f"The figure of {name} is smaller than one before it; a path goes one way.")
                points[int(name)] = ratio
        return points

    def scopes(self, key: str) -> tuple[int, ...]:
        """Return scopes, none if they are not there."""
        found = self.table.get(key, [])
        if not isinstance(found, list) or not all(type(each) is int and each in SCOPES for each in found):
            self.problem(key, f"The value is {found}. Write scopes from 1 to 3 in brackets: {key} = [1, 2].")
            return ()
        return tuple(sorted(set(found)))
