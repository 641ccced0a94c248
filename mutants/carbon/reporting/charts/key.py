"""The key of a chart: what its fills stand for, in a column beside it or in rows above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.text import Text

from carbon.reporting.charts.figure import MARGIN, MM_PER_POINT, Drawing
from carbon.reporting.charts.house import Fill
from carbon.reporting.charts.strokes import SAMPLE_MM, Stroke, sample

SWATCH_MM = 3.0
"""The side of the square that shows a fill [mm]."""

ABOVE_GAP_MM = 2.0
_GAP_MM = 1.4
_BETWEEN_MM = 5.0
_ROW_MM = 1.4
MOST_LINES = 3
LINE = 1.2
"""The height of a line, in sizes of type."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fill, or the stroke of a line in its place, and what it stands for."""

    name: str
    fill: Fill
    stroke: Stroke | None = None

    @property
    def indent_mm(self) -> float:
        """Return where the name begins, from the left edge of what is shown [mm]."""
        return (SWATCH_MM if self.stroke is None else SAMPLE_MM) + _GAP_MM


def above(drawing: Drawing, entries: Sequence[Entry], top: float) -> float:
    """Write a key in rows below the header, and return how far down it reaches [mm]."""
    left, top, row = MARGIN, top + ABOVE_GAP_MM, 0.0
    for entry in entries:
        text = _name(drawing, entry.name, drawing.inner_mm - entry.indent_mm)
        width = drawing.measure(text)[0]
        if left > MARGIN and left + entry.indent_mm + width > drawing.width_mm - MARGIN:
            left, top, row = MARGIN, top + row + _ROW_MM, 0.0
        row = max(row, _put(drawing, text, entry, left, top))
        left += entry.indent_mm + width + _BETWEEN_MM
    return top + row


def beside(drawing: Drawing, entries: Sequence[Entry], top: float, left: float) -> float:
    """Write a key in a column that reaches to the right margin, and return how far down it reaches [mm]."""
    for entry in entries:
        text = _name(drawing, entry.name, drawing.width_mm - MARGIN - left - entry.indent_mm)
        top += _put(drawing, text, entry, left, top) + _ROW_MM
    return top


def width_of(drawing: Drawing, entries: Sequence[Entry]) -> float:
    """Return the width of a column in which no name has to be broken [mm]."""
    size = drawing.house.body
    return max((drawing.width_of(one.name, size) + one.indent_mm for one in entries), default=0.0) + 0.1


def _name(drawing: Drawing, name: str, width: float) -> Text:
    return drawing.wrap(drawing.write(0, 0, name, linespacing=LINE), width, MOST_LINES)


def _put(drawing: Drawing, text: Text, entry: Entry, left: float, top: float) -> float:
    """Put a swatch or a stroke at a place, its name beside it, level with the first line; return their height [mm]."""
    line = drawing.house.body * MM_PER_POINT * LINE
    if entry.stroke is None:
        drawing.paint(left, top + (line - SWATCH_MM) / 2, SWATCH_MM, SWATCH_MM, entry.fill)
    else:
        sample(drawing, entry.stroke, left, top + line / 2)
    text.set_position(drawing.at(left + entry.indent_mm, top))
    return max(line * (text.get_text().count("\n") + 1), drawing.measure(text)[1])
