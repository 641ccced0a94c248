"""A part of the table that an inventory is printed as: a heading with rows, one cell for each year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from carbon import exact
from carbon.reporting.side_by_side import Cells

NO_DATA = "–"
PLACES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its label, one cell per year, and a remark on lines of its own."""

    label: str
    cells: tuple[str, ...]
    under: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the table; one without rows is not printed."""

    heading: str
    rows: tuple[Row, ...]


def in_cells(numbers: Iterable[Fraction | None], places: int = PLACES) -> Cells:
    """Write a number for each year."""
    return tuple(NO_DATA if number is None else exact.grouped(number, places) for number in numbers)
