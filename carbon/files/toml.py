"""TOML documents: where a key is written, values of the right type, and what is wrong with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon.files import toml_rows
from carbon.files.toml_rows import Path_
from carbon.files.whole import with_an_end
from carbon.model.problems import Place, Problem, short
from carbon.model.sentences import Sentence, say

MOST_DIGITS = 100
"""How many digits a decimal number may have, before and after the point; a quantity has at most 30."""

DEEPEST = 30
"""How deep tables and arrays may stand in each other."""

_BITS_SHOWN = 1000
_DEEP = say("Tables and arrays are nested more than {deepest} deep", deepest=DEEPEST)


class BrokenTomlError(Exception):
    """Raised when a document cannot be read at all; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class NotTomlError(ValueError):
    """Raised for a text that is not TOML, or holds what no document here needs; `row` says where, 0 if that is open."""

    def __init__(self, why: str, row: int = 0) -> None:
        self.why, self.row = why, row
        super().__init__(why)


def parsed(text: str) -> dict[str, Any]:
    """Parse TOML. Decimal numbers are read exactly; whole ones have at most the 64 bits that TOML promises.

    Raise NotTomlError if the text is not TOML, is nested deeper than anyone writes, or has a number too large to
    calculate with.
    """
    try:
        tree = tomllib.loads(text, parse_float=_decimal)
    except NotTomlError as error:
        raise NotTomlError(error.why, _row_of(text, error.why.partition(" ")[0])) from None
    except tomllib.TOMLDecodeError as error:
        row = int(str(error).rsplit("at line ", 1)[1].split(",", maxsplit=1)[0]) if "at line " in str(error) else 0
        raise NotTomlError(say("{reason}", reason=error), row) from error
    except RecursionError:
        raise NotTomlError(_DEEP) from None
    except ValueError:  # Python does not read whole numbers of more than 4,300 digits
        longest = max(re.findall(r"[0-9_]+", text), key=len)
        raise NotTomlError(_too_large(longest), _row_of(text, longest)) from None
    _stop_if_unwieldy(tree, text)
    return tree


def _decimal(text: str) -> Decimal:
    """Read a decimal number, unless its exponent is beyond any quantity."""
    number = Decimal(text)
    if abs(number.adjusted()) > MOST_DIGITS or len(text) > MOST_DIGITS:
        raise NotTomlError(_too_large(text))
    return number


def _too_large(digits: str) -> Sentence:
    """Say that there is no calculating with a number."""
    return say("{number} is too large or too exact a number to calculate with", number=short(digits))


def _stop_if_unwieldy(tree: Mapping[str, Any], text: str) -> None:
    """Refuse whole numbers of more than 64 bits, and values deeper than anyone writes them."""
    level: list[Any] = [tree]
    for _ in range(DEEPEST):
        inner = [value for value in level if isinstance(value, (dict, list))]
        level = [leaf for value in inner for leaf in (value.values() if isinstance(value, dict) else value)]
        for value in level:
            if isinstance(value, int) and not -(2**63) <= value < 2**63:
                digits = str(value) if value.bit_length() < _BITS_SHOWN else hex(value)
                raise NotTomlError(_too_large(digits), _row_of(text, digits))
    if level:
        raise NotTomlError(_DEEP)


def _row_of(text: str, part: str) -> int:
    """Return the row of the first line with some text, 0 if there is none."""
    return next((row for row, line in enumerate(text.splitlines(), start=1) if part.rstrip("…") in line), 0)


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
    code, missing
        The codes of its problems: of a value that it cannot have, and of a key that is not set.

    Attributes
    ----------
    lenient
        Whether numbers and lists may be written as text, as the values of options are.
    beside
        What its values are held to: units, names of activities.

    Raises
    ------
    BrokenTomlError
        If the text is not TOML.
    """

    def __init__(
        self, text: str, name: str, example: str = "measures.led", *, code: str = "bad-setting", missing: str = ""
    ) -> None:
        self.name, self.code, self.missing = name, code, missing or code
        self.lenient = False
        self.beside: dict[str, Any] = {}
        self._example = example
        self.problems: list[Problem] = []
        self._lines = text.replace("\r\n", "\n").split("\n")
        self._rows: dict[Path_, int] | None = None
        self._changed: dict[Path_, str] = {}
        try:
            self.tree = parsed(text)
        except NotTomlError as error:
            raise BrokenTomlError(self._broken(error)) from error

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

    def problem(self, code: str, path: Path_, why: Sentence) -> None:
        """Add a problem with a key, at the line where it is written or the option that set it."""
        for changed, value in self._changed.items():
            if path[: len(changed)] == changed:
                self.problems.append(Problem(code, why, Place("", 0, f"--set {'.'.join(changed)}={value}")))
                return
        row = self._row(path)
        excerpt = self._lines[row - 1].strip() if row else ""
        self.problems.append(Problem(code, why, Place(self.name, row, ".".join(path)), excerpt))

    def miss(self, path: Path_, example: str, about: Sentence | None = None) -> None:
        """Say that a key is not set, how it is written and what it says."""
        *above, key = path
        if about:
            why = say("There is no {key}: {about}. Add {key} = {example}.", key=key, about=about, example=example)
        elif above:
            why = say("The key {key} is not set. Write it like {key} = {example}.", key=key, example=example)
        else:
            why = say("The key {key} is not set. Write {key} = {example} at the top.", key=key, example=example)
        self.problem(self.missing, path, why)

    def _row(self, path: Path_) -> int:
        """Return the row of the last key of a path, or of the nearest table above it; 0 if nothing is written."""
        if self._rows is None:
            self._rows = toml_rows.rows("\n".join(self._lines))
        return next((self._rows[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self._rows), 0)

    def _broken(self, error: NotTomlError) -> Problem:
        """Say where the document breaks."""
        excerpt = self._lines[error.row - 1].strip() if 0 < error.row <= len(self._lines) else ""
        if isinstance(error.__cause__, tomllib.TOMLDecodeError):
            why = say(
                "{reason}.\nWrite text in quotes, dates without (2024-01-01), tables in brackets ([{example}]).",
                reason=error,
                example=self._example,
            )
        else:
            why = say("{what}.", what=error.why)
        return Problem("broken-settings", why, Place(self.name, error.row), excerpt)


def leaves(tree: Mapping[str, Any], above: Path_ = ()) -> dict[str, str]:
    """Return every value of a document as it would be written, by its path; an uncertain number is one value."""
    texts: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, Mapping) and "value" not in value:
            texts |= leaves(value, (*above, key))
        else:
            texts[".".join((*above, key))] = shown(value)
    return texts


def shown(value: Any) -> str:  # noqa: ANN401 - whatever TOML has there
    """Write a value as a reader would: text without its quotes, an uncertain number with its bounds."""
    if isinstance(value, Mapping) and "value" not in value:
        return ", ".join(f"{key} = {shown(inner)}" for key, inner in value.items())
    if isinstance(value, Mapping):
        bounds = f"{shown(value.get('low'))} … {shown(value.get('high'))}"
        return f"{shown(value['value'])} ({bounds})"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return str(value)


def in_toml(value: Any) -> str:  # noqa: ANN401 - whatever TOML has there
    """Write a value as it stands in a document, text in quotes.

    >>> print(in_toml(["a", 1, True]), in_toml({"share": Decimal("0.5")}))
    ["a", 1, true] { share = 0.5 }
    """
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {in_toml(inner)}' for key, inner in value.items())} }}"
    return f"[{', '.join(map(in_toml, value))}]" if isinstance(value, list) else shown(value)


def opened(path: Path, name: str, example: str = "measures.led", *, code: str = "", missing: str = "") -> Document:
    """Open a TOML file; raise BrokenTomlError if it cannot be read, or is not TOML."""
    try:
        text = with_an_end(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BrokenTomlError(Problem("missing-folder", say("There is no such file."), Place(name))) from error
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        why = say("The byte {byte:#x} is not UTF-8 text. Save the file as UTF-8.", byte=error.object[error.start])
        raise BrokenTomlError(Problem("broken-settings", why, Place(name, row))) from error
    except OSError as error:
        why = say("{reason}. Check that {name} is a file and may be read.", reason=error.strerror, name=name)
        raise BrokenTomlError(Problem("broken-settings", why, Place(name))) from error
    return Document(text, name, example, code=code or "bad-setting", missing=missing)
