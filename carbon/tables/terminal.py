"""Pages for a terminal: aligned columns, blocks under common columns, paragraphs and trees.

A Chinese character takes two columns, and no character is written that a terminal would obey.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from operator import itemgetter
from typing import TypeVar

from carbon.model import exact
from carbon.tables import words
from carbon.tables.table import Table

NO_DATA = "–"
INDENT = "  "
_ZERO_WIDTH = {"Mn", "Me", "Cf"}

Key = TypeVar("Key", bound=Hashable)
Number = TypeVar("Number")
Item = TypeVar("Item")


def number(figure: Fraction | None, places: int) -> str:
    """Write a number for a reader, `–` for no data."""
    return NO_DATA if figure is None else exact.grouped(figure, places)


def signed(figure: Fraction | None, places: int) -> str:
    """Write a change with its sign, also if it is an increase."""
    return ("+" if figure is not None and figure > 0 else "") + number(figure, places)


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


def left(text: str, size: int) -> str:
    """Fill text up with spaces after it."""
    return text + " " * (size - width(text))


def right(text: str, size: int) -> str:
    """Fill text up with spaces before it."""
    return " " * (size - width(text)) + text


def printable(text: str) -> str:
    """Return text without control characters, which a terminal would obey."""
    return "".join(character if character.isprintable() or character == "\u3000" else " " for character in text)


def paragraph(text: str, indent: str = "", size: int = 100) -> list[str]:
    """Wrap text at its spaces, with the lines after the first two further in."""
    return textwrap.wrap(
        printable(text),
        size,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def page(lines: Iterable[str]) -> str:
    """Return lines as a page, without empty ones at its end."""
    return "\n".join(lines).rstrip("\n") + "\n"


def aligned(rows: Sequence[Sequence[str]], *, figures: Iterable[int] = (), gap: int = 2, indent: str = "") -> list[str]:
    """Align cells in columns: text to the left, and to the right the columns that hold figures."""
    if not rows:
        return []
    sizes = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    fill = [right if place in set(figures) else left for place in range(len(sizes))]
    return [
        (indent + (" " * gap).join(put(cell, size) for put, cell, size in zip(fill, row, sizes, strict=True))).rstrip()
        for row in rows
    ]


def listing(
    flat: Table, names: Sequence[str] = (), *, language: str = "en", said: Mapping[str, str] | None = None
) -> list[str]:
    """Write a flat table, or some columns of it, with their headings above them; an empty cell is no data.

    Parameters
    ----------
    said
        By the name of a column whose cells are words of reports, what stands before them in the catalogue.
    """
    columns = [flat.columns[flat.place(name)] for name in names] or list(flat.columns)
    kinds = [(said or {}).get(column.name) for column in columns]
    rows = zip(*(map(itemgetter(flat.place(column.name)), flat.rows) for column in columns), strict=True)
    cells = (
        [words.word(f"{kind}/{cell}", language) if kind else "" if cell is None else str(cell)
         for kind, cell in zip(kinds, row, strict=True)]
        for row in rows
    )  # fmt: skip
    return aligned([[words.column(column.name, language) for column in columns], *cells])


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: its label, a cell for each column, and a remark on lines of its own."""

    label: str
    cells: Sequence[str]
    under: str = ""


def rows(columns: Iterable[Item], *lines: tuple[str, Callable[[Item], str]]) -> list[Row]:
    """Return a row for each label, with what is written of each column."""
    several = list(columns)
    return [Row(label, [write(item) for item in several]) for label, write in lines]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, rows, and a remark under them; one without rows is not printed."""

    heading: str
    rows: Sequence[Row]
    remark: str = ""


def grid(columns: Sequence[str], blocks: Iterable[Block], *, gap: int = 2, widest: int = 1000) -> list[str]:
    """Write blocks under common columns, which stand above the first; a label wider than `widest` has its own line."""
    blocks = [block for block in blocks if block.rows]
    rows = [row for block in blocks for row in block.rows]
    label = max((size for row in rows if (size := width(row.label)) <= widest), default=0) + len(INDENT)
    sizes = [
        max([width(column), *(width(row.cells[place]) for row in rows)]) + gap for place, column in enumerate(columns)
    ]

    def line(name: str, cells: Sequence[str]) -> str:
        return (left(name, label) + "".join(map(right, cells, sizes))).rstrip()

    lines: list[str] = []
    for place, block in enumerate(blocks):
        if block.heading or not place:
            lines.append(line(block.heading, [] if place else columns))
        for row in block.rows:
            name = INDENT + printable(row.label)
            lines += [name, line("", row.cells)] if width(name) > label else [line(name, row.cells)]
            lines += paragraph(row.under, "      ") if row.under else []
        lines += paragraph(block.remark, "    ") if block.remark else []
        lines.append("")
    return lines[:-1]


def side_by_side(columns: Iterable[Mapping[Key, Number]]) -> dict[Key, tuple[Number | None, ...]]:
    """Put what several years have under a key side by side, None where a year has none."""
    several = list(columns)
    return {key: tuple(column.get(key) for column in several) for key in merged(several)}


def merged(lists: Iterable[Iterable[Key]]) -> list[Key]:
    """Merge lists so that each keeps its order as far as may be.

    A new key follows the one before it in its list; at the head of its list it stands before the next known one.
    """
    merged: list[Key] = []
    for keys in map(list, lists):
        later = (merged.index(key) for key in keys if key in merged)
        after = next(later, len(merged))
        for key in keys:
            if key not in merged:
                merged.insert(after, key)
            after = merged.index(key) + 1
    return merged


@dataclass(slots=True)
class Node:
    """A line of a tree and what hangs below it."""

    text: str
    children: list[Node] = field(default_factory=list)


def tree(node: Node) -> list[str]:
    """Draw a node and what hangs below it."""
    lines = [node.text]
    for child in node.children:
        is_last = child is node.children[-1]
        first, *rest = tree(child)
        lines.append(f"{'└─' if is_last else '├─'} {first}")
        lines += [f"{'  ' if is_last else '│ '} {line}" for line in rest]
    return lines
