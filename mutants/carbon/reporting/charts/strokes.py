"""Strokes: how a line looks. Each differs from the others in its dashes, so that it is known without colour too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from carbon.reporting.charts.figure import Drawing
from carbon.reporting.charts.house import WHITE, House

SAMPLE_MM = 8.0
"""The length of a line in a key [mm]."""

_SOLID = ()
_TARGETS = ((4.5, 2.2), (1.0, 1.6), (6.0, 1.6, 1.0, 1.6))
_MARKER_POINTS = 4.2
_CASING_POINTS = 1.4


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks.

    Parameters
    ----------
    colour
        `#rrggbb`.
    width
        Of the line [pt].
    dashes
        Lengths of dashes and gaps, in widths of the line; none for a whole line.
    marker
        What stands at each point: nothing, `full` or `hollow`.
    cased
        Whether it is set off from what it crosses.
    """

    colour: str
    width: float = 1.4
    dashes: tuple[float, ...] = _SOLID
    marker: str = ""
    cased: bool = False

    def how(self) -> dict[str, object]:
        """Return what matplotlib calls it."""
        found: dict[str, object] = {"color": self.colour, "linewidth": self.width, "solid_capstyle": "butt"}
        found |= {"linestyle": (0, self.dashes)} if self.dashes else {}
        if self.marker:
            face = self.colour if self.marker == "full" else WHITE
            found |= {"marker": "o", "markersize": _MARKER_POINTS, "markerfacecolor": face}
            found |= {"markeredgecolor": self.colour, "markeredgewidth": 1.0}
        return found

    def bare(self) -> Stroke:
        """Return the stroke without anything at its points."""
        return replace(self, marker="")


def actual(house: House) -> Stroke:
    """Return the stroke of inventory years."""
    return Stroke(house.ink, 1.4, _SOLID, "full")


def projected(house: House) -> Stroke:
    """Return the stroke of a scenario."""
    return Stroke(house.ink, 2.2)


def target(house: House, place: int = 0) -> Stroke:
    """Return the stroke of a target path, by its place among several."""
    return Stroke(house.ink, 1.2, _TARGETS[place % len(_TARGETS)], cased=True)


def usual(house: House) -> Stroke:
    """Return the stroke of what a scenario is compared with: business as usual."""
    return Stroke(house.grey, 1.0)


def before(house: House) -> Stroke:
    """Return the stroke of a scenario before it was changed."""
    return Stroke(house.palette[3], 1.6, (1.0, 1.4))


def draw(axes: Axes, stroke: Stroke, points: dict[int, float]) -> None:
    """Draw a line through points by year; one point alone is a dot."""
    how = stroke.how()
    if len(points) == 1 and not stroke.marker:
        how |= {"marker": "o", "markersize": _MARKER_POINTS, "markeredgewidth": 0}
    if stroke.cased:
        casing = {"color": WHITE, "linewidth": stroke.width + _CASING_POINTS, "solid_capstyle": "butt"}
        axes.plot(list(points), list(points.values()), clip_on=False, zorder=2.5, **casing)  # type: ignore[arg-type]
    axes.plot(list(points), list(points.values()), clip_on=False, zorder=3, **how)  # type: ignore[arg-type]


def sample(drawing: Drawing, stroke: Stroke, left: float, middle: float) -> None:
    """Draw a stroke on the sheet from a place to the right, as a key shows it [mm]."""
    ends = [drawing.at(left + share * SAMPLE_MM, middle) for share in (0.0, 0.5, 1.0)]
    how = stroke.how() | {"markevery": [1], "transform": drawing.transFigure}
    drawing.add_artist(Line2D(*zip(*ends, strict=True), **how))  # type: ignore[arg-type]
