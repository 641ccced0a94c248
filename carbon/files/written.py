"""Values as they are written, whatever they stand in, each with the path by which its file and row are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from carbon.files.toml_rows import Path_
from carbon.model.problems import Problem, listed, nearest, short

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years that a document can be about."""
ABSENT: Any = object()
"""Stands for a value that is not written, or cannot be read."""


class FaultError(ValueError):
    """Raised for a value that is none of its kind; `$key` in its words stands for the key."""


class Source(Protocol):
    """What values stand in: a document of TOML, or a row of a table."""

    code: str
    lenient: bool
    name: str
    beside: dict[str, Any]

    @property
    def problems(self) -> list[Problem]:
        """Return what is wrong."""

    def problem(self, code: str, path: Path_, why: str) -> None:
        """Add a problem at a path."""

    def miss(self, path: Path_, example: str, about: str = "") -> None:
        """Say that nothing stands at a path, how it is written and what it says."""


@dataclass(frozen=True, slots=True)
class Written:
    """A value as it is written in a document, None if it is not, and the path of its key."""

    document: Source
    path: Path_
    value: Any

    def at(self, key: str) -> Written:
        """Return what a table has under a key."""
        return Written(self.document, (*self.path, key), self.value.get(key))

    def entries(self) -> Iterator[Written]:
        """Yield the entries of an array of tables, none if nothing is written.

        Raises
        ------
        FaultError
            If it is none.
        """
        if self.value is None:
            return
        if not isinstance(self.value, list) or not all(isinstance(entry, Mapping) for entry in self.value):
            raise FaultError(f"Tables are needed here: write [[{'.'.join(self.path)}]] and its keys under it.")
        *above, key = self.path
        for number, value in enumerate(self.value, start=1):
            yield Written(self.document, (*above, f"{key}[{number}]"), value)

    def fault(self, why: str, code: str = "") -> None:
        """Add a problem with the key."""
        self.document.problem(code or self.document.code, self.path, why.replace("$key", self.path[-1]))

    def below(self, *keys: str) -> Written:
        """Return what stands under keys below, as a place for problems."""
        return Written(self.document, (*self.path, *keys), None)

    def has(self, key: str) -> bool:
        """Say whether a table has a key."""
        return key in self.value

    def table(self, example: str = "") -> Mapping[str, Any]:
        """Return the keys of a table.

        Raises
        ------
        FaultError
            If it is none.
        """
        if isinstance(self.value, Mapping):
            return self.value
        name = ".".join(filter(None, (*self.path, example)))
        raise FaultError(f"A table is needed here: write [{name}] and its keys under it.")


def is_year(key: str) -> bool:
    """Say whether a key is a year that a document can be about, in four plain digits."""
    return len(key) == len("2030") and key.isascii() and key.isdecimal() and FIRST_YEAR <= int(key) <= LAST_YEAR


def not_a_year(key: str, others: Sequence[str] = ()) -> str:
    """Say that a key is no year, and which other key may be meant."""
    near = nearest(key, others)
    hint = f" Nearest: {listed(near)}." if near else ""
    return f'"{short(key)}" is not a year from {FIRST_YEAR} to {LAST_YEAR}.{hint}'


def unknown(key: str, declared: Sequence[str]) -> str:
    """Say what a key may be meant to be."""
    others = [other for other in declared if not is_year(other)]
    if len(others) < len(declared):
        return not_a_year(key, others)
    return f'"{key}" is not a declared key. Nearest: {listed(nearest(key, declared) or declared)}.'
