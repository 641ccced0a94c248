"""The gutter: beside a chart the figures at the ends of its lines, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carbon.reporting.charts.figure import Drawing
from carbon.reporting.charts.tags import leader

LEADER_MM = 4.0
"""Between the ends of the lines and the figures [mm]."""

_LINE = 1.3
_MOVED_MM = 0.4


@dataclass(frozen=True, slots=True)
class End:
    """A figure at the end of a line: where the line ends [mm from the upper edge], and what is written."""

    height: float
    text: str
    strong: bool = False


def width_of(drawing: Drawing, texts: Sequence[str]) -> float:
    """Return the width of a gutter [mm], 0 for none."""
    widest = max((drawing.width_of(text, drawing.house.body) for text in texts), default=0.0)
    return widest * 1.12 + LEADER_MM if widest else 0.0


def write(drawing: Drawing, ends: Sequence[End], left: float, room: tuple[float, float]) -> None:
    """Write figures beside the ends of lines, which lie at a place from the left, between two heights [mm]."""
    line = drawing.house.body * 25.4 / 72 * _LINE
    ordered = sorted(ends, key=lambda end: end.height)
    for end, height in zip(ordered, spread([end.height for end in ordered], line, room), strict=True):
        bend = end.height if abs(height - end.height) < _MOVED_MM else height
        leader(drawing, [drawing.at(left + 0.8, end.height), drawing.at(left + LEADER_MM - 0.8, bend)])
        weight = "bold" if end.strong else "normal"
        drawing.write(left + LEADER_MM, height, end.text, va="center_baseline", fontweight=weight)


def spread(heights: Sequence[float], least: float, room: tuple[float, float]) -> list[float]:
    """Move heights apart as little as is needed, from the least to the greatest.

    >>> spread([10, 10.5, 20], 4, (0, 40))
    [8.25, 12.25, 20.0]
    """
    blocks: list[tuple[float, int]] = []
    for height in heights:
        blocks.append((float(height), 1))
        while len(blocks) > 1 and _top(blocks[-1], least) < _top(blocks[-2], least) + blocks[-2][1] * least:
            (other, some), (last, more) = blocks[-2:]
            blocks[-2:] = [((other * some + last * more) / (some + more), some + more)]
    found = [_top(block, least) + least * (at + 0.5) for block in blocks for at in range(block[1])]
    low, high = room
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], high - least * (len(found) - at - 0.5))
    for at in range(len(found)):
        found[at] = max(found[at], low + least * (at + 0.5))
    return found


def _top(block: tuple[float, int], least: float) -> float:
    return block[0] - block[1] * least / 2
