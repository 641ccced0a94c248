"""Where each key of a TOML document is written: tables, arrays of tables, inline tables, values over several lines."""

from __future__ import annotations

import re
import tomllib

Path_ = tuple[str, ...]
"""The keys from the top of a document down to a value; the second entry of an array is `name[2]`."""

_BLANK = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TEXTS = (
    re.compile(r'"""(?:\\.|(?!"""(?!")).)*"""', re.DOTALL),
    re.compile(r"'''(?:(?!'''(?!')).)*'''", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_SCALAR = re.compile(r"[^,\]}#\n]*")
_MARKS = "\"'"


def rows(text: str) -> dict[Path_, int]:
    """Return the row of each key of a document, the first being 1.

    Return by path. Tables stand at their header, or at the first key that makes them; entries of arrays where
    they begin.
    """
    return _Scanner(text).document()


class _Scanner:
    """Goes through a document once, from its first letter to its last."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._row, self._counted = text, 0, 1, 0
        self._rows: dict[Path_, int] = {}
        self._entries: dict[Path_, int] = {}

    def document(self) -> dict[Path_, int]:
        """Go through all headers and keys."""
        table: Path_ = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._rows

    def _header(self) -> Path_:
        """Go through a header, and return the table that it opens."""
        array = self._text.startswith("[[", self._at)
        self._at += 2 if array else 1
        *above, last = self._keys()
        path: Path_ = ()
        for key in above:
            path = self._current((*path, key))
            self._note(path)
        path = (*path, last)
        if array:
            self._note(path)
            self._entries[path] = self._entries.get(path, 0) + 1
        path = self._current(path)
        self._note(path)
        self._at += 2 if array else 1
        return path

    def _current(self, path: Path_) -> Path_:
        """Return the path of a table, or of the last entry of an array of tables."""
        count = self._entries.get(path)
        return path if count is None else (*path[:-1], f"{path[-1]}[{count}]")

    def _pair(self, table: Path_) -> None:
        """Go through a key and its value."""
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path)
        self._at += 1
        self._value(path)

    def _keys(self) -> list[str]:
        """Go through dotted keys, up to what stands behind them."""
        keys = []
        while True:
            self._skip(_SPACE)
            key = self._matched(*(_TEXTS if self._text[self._at] in _MARKS else (_BARE,)))
            keys.append(tomllib.loads(f"key = {key}")["key"] if key[0] in _MARKS else key)
            self._skip(_SPACE)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _value(self, path: Path_) -> None:
        """Go through a value."""
        self._skip(_SPACE)
        letter = self._text[self._at]
        if letter in _MARKS:
            self._matched(*_TEXTS)
        elif letter == "[":
            self._array(path)
        elif letter == "{":
            self._inner(path)
        else:
            self._matched(_SCALAR)

    def _array(self, path: Path_) -> None:
        """Go through an array."""
        self._at += 1
        self._skip(_BLANK)
        number = 0
        while self._text[self._at] != "]":
            number += 1
            entry = (*path[:-1], f"{path[-1]}[{number}]")
            self._note(entry)
            self._value(entry)
            self._skip(_BLANK)
        self._at += 1

    def _inner(self, path: Path_) -> None:
        """Go through an inline table."""
        self._at += 1
        self._skip(_BLANK)
        while self._text[self._at] != "}":
            self._pair(path)
            self._skip(_BLANK)
        self._at += 1

    def _note(self, path: Path_) -> None:
        """Note where a path is first written."""
        self._row += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        self._rows.setdefault(path, self._row)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        """Go past what is of no matter here."""
        match = pattern.match(self._text, self._at)
        assert match is not None
        self._at = match.end()

    def _matched(self, *patterns: re.Pattern[str]) -> str:
        """Go past the first pattern that fits, and return what it is of."""
        for pattern in patterns:
            match = pattern.match(self._text, self._at)
            if match is not None and (match.end() > self._at or pattern is _SCALAR):
                self._at = match.end()
                return match.group()
        raise AssertionError(self._text[self._at :])
