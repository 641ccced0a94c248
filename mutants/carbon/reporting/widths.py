"""Text in a terminal: a Chinese character takes two columns."""

from __future__ import annotations

import textwrap
import unicodedata

_ZERO_WIDTH = {"Mn", "Me", "Cf"}


def width(text: str) -> int:
    """Return the columns that text takes in a terminal.

    Characters of ambiguous width count as one, as terminals draw them unless told otherwise.

    >>> width("Scope 1"), width("範疇一")
    (7, 6)
    """
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def left(text: str, columns: int) -> str:
    """Fill text up with spaces after it."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """Fill text up with spaces before it."""
    return " " * (columns - width(text)) + text


def printable(text: str) -> str:
    """Return text without control characters, which a terminal would obey."""
    return "".join(character if character.isprintable() or character == "\u3000" else " " for character in text)


def paragraph(text: str, indent: str, columns: int = 100) -> list[str]:
    """Wrap text at its spaces, with the lines after the first two further in."""
    return textwrap.wrap(
        printable(text),
        columns,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
