"""Reading a document key by key: every number is remembered under its path, every fault at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from carbon.problems import Problem, listed, nearest
from carbon.reading import amounts
from carbon.reading.toml import Document
from carbon.reading.toml_rows import Path_
from carbon.scenarios import Number
from carbon.units import Vocabulary

FIRST_YEAR, LAST_YEAR = 1990, 2100


class Reader:
    """Reads a document and collects its numbers and what is wrong with it."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self.numbers: list[Number] = []

    def problem(self, code: str, path: Path_, why: str) -> None:
        """Add a problem with a key."""
        self._document.problem(code, path, why)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add the problems of another file."""
        self._document.problems += problems

    def table(self, path: Path_, example: str = "") -> Mapping[str, Any]:
        """Return a table, empty if it is absent, or add a problem; `example` is the name of a table in it."""
        table: Any = self._document.tree
        for depth, key in enumerate(path):
            if not isinstance(table, Mapping) or key not in table:
                return {}
            table = table[key]
            if not isinstance(table, Mapping) and depth == len(path) - 1:
                name = ".".join(filter(None, (*path, example)))
                self.problem("bad-scenario", path, f"A table is needed here: write [{name}] and its keys under it.")
                return {}
        return table if isinstance(table, Mapping) else {}

    def tables(self, path: Path_) -> list[str]:
        """Return the keys of a table whose values are tables, or add problems."""
        keys = []
        for key, value in self.table(path, "NAME").items():
            if isinstance(value, Mapping):
                keys.append(key)
            else:
                inner = ".".join((*path, key))
                self.problem(
                    "bad-scenario", (*path, key), f"A table is needed here: write [{inner}] and its keys under it."
                )
        return keys

    def declared(self, path: Path_, keys: Iterable[str], *, years: bool = False) -> None:
        """Refuse the keys of a table that are not declared; years may be."""
        table = self.table(path)
        named = {key: value for key, value in table.items() if not (years and is_year(key))}
        self._document.declared(named, path, keys)

    def value(self, path: Path_) -> Any:  # noqa: ANN401 - whatever TOML has there
        """Return the value of a key, None if it is absent."""
        table: Any = self._document.tree
        for key in path:
            if not isinstance(table, Mapping) or key not in table:
                return None
            table = table[key]
        return table

    def text(self, path: Path_, needed: str = "") -> str:
        """Return a text, empty if it is absent, or add a problem."""
        value = self.value(path)
        if isinstance(value, str):
            return value
        if value is not None or needed:
            self._refuse(path, value, needed or '"…"')
        return ""

    def texts(self, path: Path_) -> tuple[str, ...]:
        """Return a list of texts, empty if it is absent, or add a problem."""
        value = self.value(path)
        if isinstance(value, str):
            return tuple(filter(None, (part.strip() for part in value.split(","))))
        if value is None or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
            return tuple(value or ())
        self._refuse(path, value, '["…", "…"]')
        return ()

    def names(self, path: Path_) -> Mapping[str, str]:
        """Return a name by language: a text, or a table with en and zh."""
        value = self.value(path)
        if isinstance(value, str):
            return {"en": value}
        if value is None:
            return {}
        if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
            return dict(value)
        self._refuse(path, value, '{ en = "…", zh = "…" }')
        return {}

    def whole(self, path: Path_, least: int, most: int, needed: str = "") -> int | None:
        """Return a whole number between two others, None if it is absent, or add a problem."""
        value = self.value(path)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) <= amounts.LONGEST:
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        if value is not None or needed:
            why = f"The value is {value!r}. Write a whole number from {least} to {most}."
            self._missing(path, needed) if value is None else self.problem("bad-scenario", path, why)
        return None

    def boolean(self, path: Path_, *, default: bool) -> bool:
        """Return true or false, a default if it is absent, or add a problem."""
        value = self.value(path)
        value = {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
        if isinstance(value, bool):
            return value
        if value is not None:
            self._refuse(path, value, "true")
        return default

    def number(self, path: Path_, kind: str, *, needed: bool = False) -> Number | None:
        """Return a number, None if it is absent, or add a problem."""
        value = self.value(path)
        if value is None:
            if needed:
                self._missing(path, amounts.KINDS[kind].example)
            return None
        try:
            if isinstance(value, Mapping):
                amount = amounts.uncertain(value, kind, self._vocabulary)
            else:
                amount = amounts.Amount(amounts.read(value, kind, self._vocabulary))
        except amounts.AmountError as error:
            self.problem("bad-scenario", path, str(error))
            return None
        return self.remember(path, kind, amount)

    def remember(self, path: Path_, kind: str, amount: amounts.Amount) -> Number:
        """Keep a number under its path."""
        number = Number(".".join(path), amount.value, amount.low, amount.high, amount.distribution, kind)
        self.numbers.append(number)
        return number

    def points(self, path: Path_, kind: str, besides: Sequence[str] = ()) -> dict[int, Number]:
        """Return the numbers of a table by year, in the order of the years."""
        found = {}
        for key in sorted(self.table(path)):
            if key in besides:
                continue
            if not is_year(key):
                near = nearest(key, besides)
                hint = f" Nearest: {listed(near)}." if near else ""
                self.problem(
                    "unknown-key", (*path, key), f'"{key}" is not a year from {FIRST_YEAR} to {LAST_YEAR}.{hint}'
                )
                continue
            number = self.number((*path, key), kind)
            if number is not None:
                found[int(key)] = number
        return found

    def _refuse(self, path: Path_, value: Any, example: str) -> None:  # noqa: ANN401 - whatever TOML has there
        if value is None:
            self._missing(path, example)
        else:
            self.problem("bad-scenario", path, f"The value is {value!r}. Write it like {path[-1]} = {example}.")

    def _missing(self, path: Path_, example: str) -> None:
        why = f"The key {path[-1]} is not set. Write it like {path[-1]} = {example}."
        self.problem("missing-setting", path, why)


def is_year(key: str) -> bool:
    """Say whether a key is a year that a scenario can be about, in four plain digits."""
    return len(key) == len("2030") and key.isascii() and key.isdecimal() and FIRST_YEAR <= int(key) <= LAST_YEAR
