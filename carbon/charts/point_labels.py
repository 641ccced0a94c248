"""Labels at points: each where its own point is the nearest, or its number there and its figure in a key.

A label is tried above, below and beside its point, near before far. It never lies on another text, never leaves its
room, and never comes nearer to another point that is seen than to its own, so that no reader takes it for the other's;
of the places that are left it takes the one that covers the least of the lines. One that fits nowhere is left out, and
so is one that fits only upon a line and is not strong: its point gets a number, and the key has the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import hypot
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray

from carbon.charts.sheet import MARGIN, MM_PER_INCH, Sheet
from carbon.charts.style import WHITE

Place = tuple[float, float]
"""A place on the sheet [mm], from its left and lower edges."""

Places = NDArray[np.float64]
"""Places, a row each."""

_GAP_MM = 0.9
_NEAR_MM = (1.4, 3.0, 5.0)
_SIDES = ((0.0, 1.0), (0.0, -1.0), (0.55, 1.0), (-0.55, 1.0), (0.55, -1.0), (-0.55, -1.0), (1.0, 0.0), (-1.0, 0.0))
"""Where a label is tried, the best first: to the right and upwards, in halves of its own size."""

_LEADER_FROM_MM, _MARKER_MM, _STEP_MM, _WAY = 2.6, 1.0, 0.6, 20
_OWN_MM = 1.0
"""By how much a label is nearer to its own point than to any other [mm]."""

_MOST_HIDDEN = 2
_ON_LINE, _CROSSED, _FAR, _LATER = 4.0, 3.0, 1.0, 0.35
_NUMBER_GAP_MM, _BETWEEN_MM, _ROW_MM, _KEY_GAP_MM = 1.0, 4.5, 0.8, 2.6

END_LEADER_MM = 4.0
"""Between the ends of lines and the figures beside them [mm]."""

_NAME_SHARE, _NAME_LINES, _END_GAP_MM, _MOVED_MM = 0.2, 3, 0.5, 0.4


@dataclass(frozen=True, slots=True)
class Label:
    """What is written at a point.

    Parameters
    ----------
    strong
        Whether it is bold, and may lie upon a line.
    about
        The name of the line that the point is on, for the key of the points at which there is no room.
    """

    year: float
    height: Fraction
    text: str
    strong: bool = False
    about: str = ""


Numbered = Sequence[tuple[str, Label]]
"""The labels of the key, each with its number."""


class Box(NamedTuple):
    """A rectangle on the sheet [mm], measured from its left and lower edges."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles come closer than the gap that texts need."""
        across = self.left < other.right + _GAP_MM and other.left < self.right + _GAP_MM
        return across and self.bottom < other.top + _GAP_MM / 2 and other.bottom < self.top + _GAP_MM / 2

    def within(self, other: Box) -> bool:
        """Say whether the rectangle lies in another."""
        inside = other.left <= self.left and self.right <= other.right
        return inside and other.bottom <= self.bottom and self.top <= other.top

    def nearest(self, place: Place) -> Place:
        """Return the place of the rectangle that is nearest to another."""
        return min(max(place[0], self.left), self.right), min(max(place[1], self.bottom), self.top)

    def away(self, place: Place) -> float:
        """Return how far the rectangle is from a place [mm]."""
        near = self.nearest(place)
        return hypot(near[0] - place[0], near[1] - place[1])

    def count(self, places: Places) -> int:
        """Count the places that lie in the rectangle."""
        across = (self.left <= places[:, 0]) & (places[:, 0] <= self.right)
        return int((across & (self.bottom <= places[:, 1]) & (places[:, 1] <= self.top)).sum())


@dataclass(slots=True)
class Board:
    """Axes on which labels are put.

    Parameters
    ----------
    room
        Where labels may be [mm].
    texts
        What other labels cover.
    inked, led
        Places that lines cover, to half a millimetre, and those of the thin lines that lead from points to labels.
    seen
        The points that a label could be taken for that of.
    """

    sheet: Sheet
    axes: Axes
    room: Box
    texts: list[Box] = field(default_factory=list)
    inked: Places = field(default_factory=lambda: np.empty((0, 2)))
    led: Places = field(default_factory=lambda: np.empty((0, 2)))
    seen: set[Place] = field(default_factory=set)

    def place(self, year: float, height: float) -> Place:
        """Return where a point lies on the sheet [mm]."""
        x, y = self.axes.transData.transform((year, height)) / self.sheet.dpi * MM_PER_INCH
        return float(x), float(y)

    def mark(self, points: Iterable[tuple[float, float]]) -> None:
        """Remember points [year, height] that are seen."""
        self.seen.update(self.place(*point) for point in points)

    def ink(self, lines: Iterable[Sequence[tuple[float, float]]]) -> None:
        """Remember lines through points [year, height]."""
        steps = [self.inked]
        for line in lines:
            places = [self.place(*point) for point in line]
            for start, end in pairwise(places):
                count = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / _STEP_MM)) + 1
                steps.append(np.round(2 * np.linspace(start, end, count)) / 2)
        self.inked = np.unique(np.concatenate(steps), axis=0)

    def put(self, label: Label, size: float = 0.0) -> Text | None:
        """Write a label near its point, or nothing where there is no room; in the size of the body or in another."""
        weight, points = "bold" if label.strong else "normal", size or self.sheet.style.body
        text = self.sheet.write(
            0, 0, label.text, ha="center", va="center", fontsize=points, fontweight=weight, linespacing=1.15
        )
        point = self.place(label.year, float(label.height))
        tried = self._tried(point, self.sheet.measure(text), strict=not label.strong)
        best = min(tried, key=lambda place: place[0], default=None)
        if best is None:
            text.remove()
            return None
        _, box, far = best
        text.set_position(((box.left + box.right) / 2, (box.bottom + box.top) / 2))
        self.texts.append(box)
        self._clear(box)
        if far >= _LEADER_FROM_MM:
            self._lead(point, box)
        return text

    def _tried(self, point: Place, size: Place, *, strict: bool) -> Iterator[tuple[float, Box, float]]:
        """Yield the places that a label may have, with what each costs and how far it is."""
        width, height = size
        for far in _NEAR_MM:
            for turn, (right, up) in enumerate(_SIDES):
                x = point[0] + right * (width / 2 + far * (not up))
                y = point[1] + up * (height / 2 + far)
                box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                if not box.within(self.room) or any(map(box.overlaps, self.texts)) or not self._owns(point, box):
                    continue
                if box.count(self.led) or (strict and box.count(self.inked) > _MOST_HIDDEN):
                    continue
                way = _way(point, box) if far >= _LEADER_FROM_MM else np.empty((0, 2))
                if any(other.count(way) for other in self.texts):
                    continue
                around = Box(box.left - 0.5, box.bottom - 0.3, box.right + 0.5, box.top + 0.3)
                cost = _ON_LINE * around.count(self.inked) + _CROSSED * self._crossed(point, way)
                yield cost + _FAR * far + _LATER * turn, box, far

    def _owns(self, point: Place, box: Box) -> bool:
        """Say whether a point is the nearest to a rectangle of all that are seen, by as much as an eye needs."""
        own = box.away(point) + _OWN_MM
        others = (other for other in self.seen if hypot(other[0] - point[0], other[1] - point[1]) > _STEP_MM)
        return all(box.away(other) >= own for other in others)

    def _crossed(self, point: Place, way: Places) -> int:
        """Count the places of lines that the way from a point to its label comes near, its own surroundings apart."""
        if not len(way):
            return 0
        places = np.concatenate([self.inked, self.led])
        places = places[np.hypot(*(places - point).T) > 2 * _MARKER_MM]
        away = np.hypot(places[:, None, 0] - way[None, :, 0], places[:, None, 1] - way[None, :, 1])
        return int((away < _STEP_MM).any(axis=1).sum())

    def _lead(self, point: Place, box: Box) -> None:
        """Draw a thin line from a point to its label."""
        self.led = np.concatenate([self.led, _way(point, box)])
        end = box.nearest(point)
        share = _MARKER_MM / box.away(point)
        self.sheet.line((point[0] + (end[0] - point[0]) * share, point[1] + (end[1] - point[1]) * share), end)

    def _clear(self, box: Box) -> None:
        """Take away the lines of the scale behind a label, and nothing else."""
        size = box.right - box.left, box.top - box.bottom
        patch = Rectangle(box[:2], *size, facecolor=WHITE, linewidth=0, zorder=0.9)
        patch.set_transform(self.sheet.up)
        self.axes.add_artist(patch)


def _way(point: Place, box: Box) -> Places:
    """Return places on the way from a point to its label."""
    return np.linspace(point, box.nearest(point), _WAY, endpoint=False)[_WAY // 5 :]


def numbered(labels: Iterable[Label]) -> Numbered:
    """Give labels their numbers, by year and from the highest down."""
    ordered = sorted(labels, key=lambda label: (label.year, -label.height, label.about))
    return [(str(number), label) for number, label in enumerate(ordered, start=1)]


def write_key(sheet: Sheet, entries: Numbered) -> None:
    """Write the key of numbered points above the note: `2 2024, Inventory: 6,168 (−33.8 %)`."""
    size, left, rows = sheet.style.note, MARGIN, list[list[tuple[float, str, str]]]()
    for number, label in entries:
        options = sheet.options
        name = options.say("mark/clause").join(filter(None, [f"{label.year:g}", label.about]))
        indent = sheet.width_of(number, size, "bold") + _NUMBER_GAP_MM
        text = sheet.wrapped(options.about(name, " ".join(label.text.split("\n"))), sheet.inner_mm - indent, size)
        width = indent + max(sheet.width_of(line, size) for line in text.split("\n"))
        if not rows or left + width > sheet.width_mm - MARGIN:
            rows.append([])
            left = MARGIN
        rows[-1] += [(left, number, "bold"), (left + indent, text, "normal")]
        left += width + _BETWEEN_MM
    bottom = sheet.below_mm + _KEY_GAP_MM
    for row in reversed(rows):
        written = [sheet.write(x, 0, text, fontsize=size, fontweight=weight) for x, text, weight in row]
        bottom += max(sheet.measure(each)[1] for each in written) + _ROW_MM
        for each in written:
            each.set_y(bottom - _ROW_MM)
    sheet.below_mm = bottom if rows else sheet.below_mm


@dataclass(frozen=True, slots=True)
class End:
    """The end of a line: its height [mm from the lower edge], its figure, and what the line is called."""

    height: float
    text: str
    name: str = ""
    strong: bool = False


def ends_mm(sheet: Sheet, ends: Sequence[End]) -> float:
    """Return what figures and names at the ends of lines take beside a chart [mm]; long names are broken."""
    if not ends:
        return 0.0
    style = sheet.style
    figures = max(sheet.width_of(end.text, style.body, "bold" if end.strong else "normal") for end in ends)
    longest = max((sheet.width_of(word, style.note) for end in ends for word in end.name.split(" ")), default=0.0)
    whole = max(sheet.width_of(end.name, style.note) for end in ends)
    return max(figures, min(whole, max(longest, _NAME_SHARE * sheet.width_mm))) + END_LEADER_MM + 0.1


def write_ends(sheet: Sheet, ends: Sequence[End], left: float, width: float, room: Place) -> None:
    """Write figures and names beside the ends of lines, from a place at the left, between two heights [mm]."""
    style = sheet.style
    ordered = sorted(ends, key=lambda end: -end.height)
    blocks: list[list[Text]] = []
    for end in ordered:
        blocks.append([sheet.write(left + END_LEADER_MM, 0, end.text, fontweight="bold" if end.strong else "normal")])
        if end.name:
            name = sheet.wrapped(end.name, width - END_LEADER_MM, style.note, most=_NAME_LINES)
            x = left + END_LEADER_MM
            blocks[-1].append(sheet.write(x, 0, name, fontsize=style.note, color=style.grey, linespacing=1.15))
    heights = [[sheet.measure(text)[1] + _END_GAP_MM for text in block] for block in blocks]
    bottom, top = room
    downs = [top - end.height - block[0] / 2 for end, block in zip(ordered, heights, strict=True)]
    starts = spread(downs, [sum(block) for block in heights], (0.0, top - bottom))
    for end, block, sizes, start in zip(ordered, blocks, heights, starts, strict=True):
        middle = top - start - (sizes[0] - _END_GAP_MM) / 2
        bend = end.height if abs(middle - end.height) < _MOVED_MM else middle
        sheet.line((left + 0.8, end.height), (left + END_LEADER_MM - 0.8, bend))
        for text, down in zip(block, (0.0, sizes[0]), strict=False):
            text.set_y(top - start - down)


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
