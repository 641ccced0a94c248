"""The gutter: beside a chart the figures at the ends of its lines with the lines' names, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.text import Text

from carbon.reporting.charts.figure import Drawing
from carbon.reporting.charts.tags import leader

LEADER_MM = 4.0
"""Between the ends of the lines and the figures [mm]."""

_NAME_LINE = 1.15
_BOLD = 1.12
_MOVED_MM = 0.4
_NAME_SHARE, _MOST_NAME_LINES = 0.2, 3
_GAP_MM = 0.5


@dataclass(frozen=True, slots=True)
class End:
    """The end of a line: where it is [mm from the upper edge], its figure, and what the line is called."""

    height: float
    text: str
    name: str = ""
    strong: bool = False


def width_of(drawing: Drawing, texts: Sequence[str], names: Sequence[str]) -> float:
    """Return the width of a gutter for figures and names [mm], 0 for none; long names are broken."""
    house = drawing.house
    figures = max((drawing.width_of(text, house.body) * _BOLD for text in texts), default=0.0)
    words = [word for name in names for word in name.split()]
    longest = max((drawing.width_of(word, house.note) for word in words), default=0.0)
    whole = max((drawing.width_of(name, house.note) for name in names), default=0.0)
    widest = max(figures, min(whole, max(longest, _NAME_SHARE * drawing.width_mm)))
    return widest + 0.1 + LEADER_MM if texts else 0.0


def write(drawing: Drawing, ends: Sequence[End], left: float, width: float, room: tuple[float, float]) -> None:
    """Write figures and names beside the ends of lines, from a place at the left, between two heights [mm]."""
    ordered = sorted(ends, key=lambda end: end.height)
    blocks = [_block(drawing, end, width - LEADER_MM) for end in ordered]
    lines = [drawing.measure(block[0])[1] for block in blocks]
    sizes = [sum(drawing.measure(text)[1] for text in block) + len(block) * _GAP_MM for block in blocks]
    tops = spread([end.height - line / 2 for end, line in zip(ordered, lines, strict=True)], sizes, room)
    for end, block, top, line in zip(ordered, blocks, tops, lines, strict=True):
        middle = top + line / 2
        bend = end.height if abs(middle - end.height) < _MOVED_MM else middle
        leader(drawing, [drawing.at(left + 0.8, end.height), drawing.at(left + LEADER_MM - 0.8, bend)])
        for text, down in zip(block, (0.0, line + _GAP_MM), strict=False):
            text.set_position(drawing.at(left + LEADER_MM, top + down))


def _block(drawing: Drawing, end: End, width: float) -> list[Text]:
    """Write the figure of a line, and its name broken to a width [mm]; their places are found later."""
    block = [drawing.write(0, 0, end.text, fontweight="bold" if end.strong else "normal")]
    if end.name:
        how = {"fontsize": drawing.house.note, "color": drawing.house.grey, "linespacing": _NAME_LINE}
        block.append(drawing.wrap(drawing.write(0, 0, end.name, **how), width, _MOST_NAME_LINES))
    return block


def spread(tops: Sequence[float], sizes: Sequence[float], room: tuple[float, float]) -> list[float]:
    """Move blocks apart as little as is needed, from the uppermost to the lowest, within a room.

    Parameters
    ----------
    tops
        Where the blocks would begin, in their order.
    sizes
        How high each is.

    >>> spread([8, 8.5, 18], [4, 4, 4], (0, 40))
    [6.25, 10.25, 18.0]
    """
    before = [sum(sizes[:at]) for at in range(len(sizes))]
    pools: list[tuple[float, int]] = []
    for top, used in zip(tops, before, strict=True):
        pools.append((float(top - used), 1))
        while len(pools) > 1 and pools[-1][0] < pools[-2][0]:
            (other, some), (last, more) = pools[-2:]
            pools[-2:] = [((other * some + last * more) / (some + more), some + more)]
    low, high = room
    moved = [max(low, min(place, high - sum(sizes))) for place, count in pools for _ in range(count)]
    return [place + used for place, used in zip(moved, before, strict=True)]
