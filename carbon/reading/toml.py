"""TOML documents: where a key is written, values of the right type, and what is wrong with them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon.problems import Place, Problem, listed, nearest

Path_ = tuple[str, ...]
"""The keys from the top of a document down to a value."""

MARKS = " \"'"
"""What may stand around a key."""


class BrokenTomlError(Exception):
    """Raised when a document cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Document:
    """A TOML document and what is wrong with it.

    Parameters
    ----------
    text
        The document as it is written. Decimal numbers are read exactly.
    name
        The file's name, for messages.
    example
        A table of such documents, for messages.

    Raises
    ------
    BrokenTomlError
        If the text is not TOML.
    """

    def __init__(self, text: str, name: str, example: str = "measures.led") -> None:
        self.name = name
        self._example = example
        self.problems: list[Problem] = []
        self._lines = text.splitlines()
        self._changed: dict[Path_, str] = {}
        try:
            self.tree: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            raise BrokenTomlError(self._broken(str(error))) from error

    def change(self, path: Path_, value: str) -> None:
        """Write another value for a key, as if the document had it; `none` takes the key out."""
        table = self.tree
        for key in path[:-1]:
            inner = table.setdefault(key, {})
            table[key] = table = inner if isinstance(inner, dict) else {}
        if value == "none":
            table.pop(path[-1], None)
        else:
            table[path[-1]] = value
        self._changed[path] = value

    def problem(self, code: str, path: Path_, why: str) -> None:
        """Add a problem with a key, at the line where it is written or the option that set it."""
        for changed, value in self._changed.items():
            if path[: len(changed)] == changed:
                self.problems.append(Problem(code, why, Place("", 0, f"--set {'.'.join(changed)}={value}")))
                return
        row = self._row(path)
        excerpt = self._lines[row - 1].strip() if row else ""
        self.problems.append(Problem(code, why, Place(self.name, row, ".".join(path)), excerpt))

    def declared(self, table: Mapping[str, Any], path: Path_, keys: Iterable[str]) -> None:
        """Refuse the keys of a table that are not declared, each with its nearest."""
        known = list(keys)
        for key in table:
            if key not in known:
                likely = nearest(key, known) or known
                self.problem("unknown-key", (*path, key), f'"{key}" is not a declared key. Nearest: {listed(likely)}.')

    def _row(self, path: Path_) -> int:
        """Return the row of the last key of a path, or of the nearest table above it; 0 if nothing is written."""
        table: Path_ = ()
        found = deepest = 0
        for number, line in enumerate(self._lines, start=1):
            text = line.strip()
            name = _header(text) if text.startswith("[") else (*table, *_keys(text.partition("=")[0]))
            if text.startswith("["):
                table = name
            elif "=" not in text or text.startswith("#"):
                continue
            if name == path:
                return number
            if path[: len(name)] == name and len(name) > deepest:
                found, deepest = number, len(name)
        return found

    def _broken(self, message: str) -> Problem:
        """Say where the document breaks."""
        row = int(message.rsplit("at line ", 1)[1].split(",", maxsplit=1)[0]) if "at line " in message else 0
        excerpt = self._lines[row - 1].strip() if 0 < row <= len(self._lines) else ""
        tables = f"tables in brackets ([{self._example}])"
        why = f"{message}.\nText stands in quotes, dates without (2024-01-01), {tables}."
        return Problem("broken-settings", why, Place(self.name, row), excerpt)


def _header(text: str) -> Path_:
    """Return the keys of a table's header."""
    return _keys(text.partition("#")[0].strip().strip("[]"))


def _keys(text: str) -> Path_:
    """Take dotted keys apart, quoted ones whole."""
    keys, quote, current = [], "", ""
    for letter in text.strip():
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        if letter == "." and not quote:
            keys.append(current.strip(MARKS))
            current = ""
        else:
            current += letter
    return (*keys, current.strip(MARKS))


def leaves(tree: Mapping[str, Any], above: Path_ = ()) -> dict[str, str]:
    """Return every value of a document as it would be written, by its path; an uncertain number is one value."""
    found: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping) and "value" not in value:
            found |= leaves(value, (*above, key))
        else:
            found[".".join((*above, key))] = shown(value)
    return found


def shown(value: Any) -> str:  # noqa: ANN401 - whatever TOML has there
    """Write a value as a reader would: text without its quotes, an uncertain number with its bounds."""
    if isinstance(value, Mapping):
        bounds = f"{shown(value.get('low'))} … {shown(value.get('high'))}"
        return f"{shown(value['value'])} ({bounds})"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return str(value)


def opened(path: Path, name: str, example: str = "measures.led") -> Document:
    """Open a TOML file.

    Raises
    ------
    BrokenTomlError
        If it cannot be read, or is not TOML.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BrokenTomlError(Problem("missing-folder", "There is no such file.", Place(name))) from error
    except (OSError, UnicodeDecodeError) as error:
        why = f"The file cannot be read as UTF-8: {error}."
        raise BrokenTomlError(Problem("broken-settings", why, Place(name))) from error
    return Document(text, name, example)
