"""Tags: figures at points of a chart, each where nothing else is.

A tag is tried above, below and beside its point, near before far. It never lies on another text, never leaves its room,
and never comes nearer to another point that is marked than to its own, so that no reader takes it for the other's; of
the places that are left it takes the one that covers the least of the lines. One that fits nowhere is left out, and so
is one that fits only upon a line and is not strong: its point gets a number, and the key has the figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from carbon.reporting.charts.course import Tag
from carbon.reporting.charts.figure import Drawing
from carbon.reporting.charts.house import WHITE

Place = tuple[float, float]
"""A place on the sheet [mm], from its left and upper edges."""

_GAP_MM = 0.9
_NEAR_MM = (1.4, 3.0, 5.0)
_SIDES = ((0.0, -1.0), (0.0, 1.0), (0.55, -1.0), (-0.55, -1.0), (0.55, 1.0), (-0.55, 1.0), (1.0, 0.0), (-1.0, 0.0))
"""Where a tag is tried, the best first: to the right and downwards, in halves of its own size."""

_LEADER_FROM_MM, _MARKER_MM = 2.6, 1.0
_STEP_MM, _WAY = 0.6, 20
_OWN_MM = 1.0
"""By how much a tag is nearer to its own point than to any other [mm]."""

_MOST_HIDDEN = 2
_ON_LINE, _CROSSED, _FAR, _LATER = 4.0, 3.0, 1.0, 0.35


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet [mm], measured from its left and upper edges."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Say whether two rectangles come closer than the gap that texts need."""
        across = self.left < other.right + _GAP_MM and other.left < self.right + _GAP_MM
        return across and self.top < other.bottom + _GAP_MM / 2 and other.top < self.bottom + _GAP_MM / 2

    def within(self, other: Box) -> bool:
        """Say whether the rectangle lies in another."""
        inside = other.left <= self.left and self.right <= other.right
        return inside and other.top <= self.top and self.bottom <= other.bottom

    def holds(self, place: Place) -> bool:
        """Say whether a place lies in the rectangle."""
        return self.left <= place[0] <= self.right and self.top <= place[1] <= self.bottom


@dataclass(slots=True)
class Board:
    """Axes on which tags are put.

    Parameters
    ----------
    room
        Where tags may be [mm].
    taken
        What other texts cover.
    led
        Places on the thin lines that lead from points to tags.
    inked
        Places that lines cover, to half a millimetre.
    marked
        The points of lines that are seen.
    """

    drawing: Drawing
    axes: Axes
    room: Box
    taken: list[Box] = field(default_factory=list)
    led: list[Place] = field(default_factory=list)
    inked: set[Place] = field(default_factory=set)
    marked: set[Place] = field(default_factory=set)

    def mark(self, points: Iterable[Place]) -> None:
        """Remember points [year, height] that a tag could be taken for that of."""
        self.marked.update(self.place(*point) for point in points)

    def place(self, year: float, height: float) -> Place:
        """Return where a point lies on the sheet [mm]."""
        x, y = self.drawing.transFigure.inverted().transform(self.axes.transData.transform((year, height)))
        return float(x) * self.drawing.width_mm, (1 - float(y)) * self.drawing.height_mm

    def ink(self, points: Sequence[Place]) -> None:
        """Remember a line through points [year, height]."""
        places = [self.place(*point) for point in points]
        for (x0, y0), (x1, y1) in pairwise(places):
            steps = max(1, int(_apart((x0, y0), (x1, y1)) / _STEP_MM))
            for at in range(steps + 1):
                x, y = x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps
                self.inked.add((round(2 * x) / 2, round(2 * y) / 2))

    def put(self, tag: Tag, size: float = 0.0) -> Text | None:
        """Write a tag near its point, or nothing where there is no room; in the size of the body unless in another."""
        weight, points = "bold" if tag.strong else "normal", size or self.drawing.house.body
        text = self.drawing.write(
            0, 0, tag.text, ha="center", va="center", fontsize=points, fontweight=weight, linespacing=1.15
        )
        width, height = self.drawing.measure(text)
        point = self.place(tag.year, float(tag.height))
        found = min(self._tried(point, (width, height), strict=not tag.strong), key=lambda one: one[0], default=None)
        if found is None:
            text.remove()
            return None
        _, box, far = found
        text.set_position(self.drawing.at((box.left + box.right) / 2, (box.top + box.bottom) / 2))
        self.taken.append(box)
        self._clear(box)
        if far >= _LEADER_FROM_MM:
            self._lead(point, box)
        return text

    def _tried(self, point: Place, size: Place, *, strict: bool) -> Iterator[tuple[float, Box, float]]:
        """Yield the places that a tag may have, with what each costs and how far it is."""
        width, height = size
        for far in _NEAR_MM:
            for turn, (right, down) in enumerate(_SIDES):
                x = point[0] + right * (width / 2 + far * (not down))
                y = point[1] + down * (height / 2 + far)
                box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
                if not box.within(self.room) or any(box.overlaps(other) for other in self.taken):
                    continue
                if not self._owns(point, box):
                    continue
                wide = Box(box.left - 0.5, box.top - 0.3, box.right + 0.5, box.bottom + 0.3)
                covered = sum(wide.holds(place) for place in self.inked)
                if any(box.holds(place) for place in self.led):
                    continue
                if strict and sum(box.holds(place) for place in self.inked) > _MOST_HIDDEN:
                    continue
                way = _way(point, box) if far >= _LEADER_FROM_MM else []
                if any(other.holds(place) for place in way for other in self.taken):
                    continue
                crossed = self._crossed(point, way) if way else 0
                yield _ON_LINE * covered + _CROSSED * crossed + _FAR * far + _LATER * turn, box, far

    def _owns(self, point: Place, box: Box) -> bool:
        """Say whether a point is the nearest to a rectangle of all that are seen, by as much as an eye needs."""
        own = _apart(point, _nearest(point, box)) + _OWN_MM
        others = (other for other in self.marked if _apart(other, point) > _STEP_MM)
        return all(_apart(other, _nearest(other, box)) >= own for other in others)

    def _crossed(self, point: Place, way: Sequence[Place]) -> int:
        """Count the places of lines that the way from a point to its tag comes near, its own surroundings apart."""
        xs, ys = zip(*way, strict=True)
        along = Box(min(xs) - _STEP_MM, min(ys) - _STEP_MM, max(xs) + _STEP_MM, max(ys) + _STEP_MM)
        inked = [*self.inked, *self.led]
        near = [place for place in inked if along.holds(place) and _apart(place, point) > 2 * _MARKER_MM]
        return sum(any(_apart(place, step) < _STEP_MM for step in way) for place in near)

    def _lead(self, point: Place, box: Box) -> None:
        """Draw a thin line from a point to its tag."""
        end = _nearest(point, box)
        self.led += _way(point, box)
        share = _MARKER_MM / _apart(point, end)
        start = [one + (other - one) * share for one, other in zip(point, end, strict=True)]
        leader(self.drawing, [self.drawing.at(*start), self.drawing.at(*end)])

    def _clear(self, box: Box) -> None:
        """Take away the lines of the scale behind a tag, and nothing else."""
        (x0, y0), (x1, y1) = self.drawing.at(box.left, box.bottom), self.drawing.at(box.right, box.top)
        patch = Rectangle((x0, y0), x1 - x0, y1 - y0, facecolor=WHITE, linewidth=0, zorder=0.9)
        patch.set_transform(self.drawing.transFigure)
        self.axes.add_artist(patch)


def _way(point: Place, box: Box) -> list[Place]:
    """Return places on the way from a point to its tag."""
    end = _nearest(point, box)
    return [
        (point[0] + (end[0] - point[0]) * at / _WAY, point[1] + (end[1] - point[1]) * at / _WAY)
        for at in range(_WAY // 5, _WAY)
    ]


def _nearest(point: Place, box: Box) -> Place:
    """Return the place of a rectangle that is nearest to a point."""
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


def _apart(one: Place, other: Place) -> float:
    """Return how far two places are from each other [mm]."""
    return hypot(one[0] - other[0], one[1] - other[1])


def leader(drawing: Drawing, ends: Sequence[Place]) -> None:
    """Draw a thin line between two places, given as fractions of the sheet."""
    line = Line2D(*zip(*ends, strict=True), color=drawing.house.line, linewidth=0.5, transform=drawing.transFigure)
    drawing.add_artist(line)
