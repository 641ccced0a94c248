"""A register below a chart: numbered lines with a name and figures, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.text import Text

from carbon.reporting.charts.figure import MARGIN, Drawing

TWO_FROM_MM = 120.0
"""From this width there are two columns [mm]."""

_ROW_GAP_MM, _COLUMN_GAP_MM, _CELL_GAP_MM, _TOP_MM, _BOTTOM_MM = 1.1, 8.0, 3.0, 2.0, 3.0
_MOST_LINES, _LINE = 2, 1.15


@dataclass(frozen=True, slots=True)
class Item:
    """A line: its number, its name, and its figures from the left to the right."""

    number: str
    name: str
    cells: tuple[str, ...]


def above(drawing: Drawing, items: Sequence[Item], headings: Sequence[str], bottom: float) -> float:
    """Write a register that ends at a height, and return where it begins [mm]."""
    if not items:
        return bottom
    columns = 2 if drawing.width_mm >= TWO_FROM_MM and len(items) > 1 else 1
    width = (drawing.inner_mm - (columns - 1) * _COLUMN_GAP_MM) / columns
    rows = -(-len(items) // columns)
    parts = [items[at : at + rows] for at in range(0, len(items), rows)]
    scratch = [_column(drawing, part, headings, (0.0, 0.0, width), visible=False) for part in parts]
    top = bottom - _BOTTOM_MM - max(scratch)
    for at, part in enumerate(parts):
        _column(drawing, part, headings, (MARGIN + at * (width + _COLUMN_GAP_MM), top, width))
    return top - _TOP_MM


def _column(
    drawing: Drawing,
    items: Sequence[Item],
    headings: Sequence[str],
    box: tuple[float, float, float],
    *,
    visible: bool = True,
) -> float:
    """Write a column from a place downwards, of a width, and return its height [mm]; or measure it only."""
    left, top, width = box
    house = drawing.house
    sizes = [
        max(drawing.width_of(heading, house.note), *(drawing.width_of(item.cells[at], house.body) for item in items))
        for at, heading in enumerate(headings)
    ]
    ends = [left + width - sum(sizes[at + 1 :]) - _CELL_GAP_MM * (len(sizes) - at - 1) for at in range(len(sizes))]
    number = max(drawing.width_of(item.number, house.body) for item in items) * 1.15 + 1.6
    room = ends[0] - sizes[0] - _CELL_GAP_MM - left - number
    written = [
        drawing.write(end, top, heading, ha="right", fontsize=house.note, color=house.grey)
        for end, heading in zip(ends, headings, strict=True)
    ]
    down = max(drawing.measure(text)[1] for text in written) + _ROW_GAP_MM
    for item in items:
        line = _line(drawing, item, (left, top + down, number), ends)
        drawing.wrap(line[0], room, _MOST_LINES)
        down += max(drawing.measure(text)[1] for text in line) + _ROW_GAP_MM
        written += line
    if not visible:
        for text in written:
            text.remove()
    return down


def _line(drawing: Drawing, item: Item, place: tuple[float, float, float], ends: Sequence[float]) -> list[Text]:
    """Write a line: its name first, then its number, then its figures."""
    left, top, indent = place
    return [
        drawing.write(left + indent, top, item.name, linespacing=_LINE),
        drawing.write(left, top, item.number, fontweight="bold", linespacing=_LINE),
        *(
            drawing.write(end, top, cell, ha="right", linespacing=_LINE)
            for end, cell in zip(ends, item.cells, strict=True)
        ),
    ]
