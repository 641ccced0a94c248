"""Figures beside bars: above those that rise, below those that fall, upright where they are wider than their bars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text

from carbon.reporting import words
from carbon.reporting.charts.figure import OUTLINE, Drawing, painted
from carbon.reporting.charts.house import Fill

GAP_MM = 1.2
"""What is left empty between two figures [mm]."""

_OFF_POINTS = 2
_MOST_SHARE = 0.4


def bar(
    drawing: Drawing, axes: Axes, box: tuple[float, float, float, float], fill: Fill, outline: float = OUTLINE
) -> None:
    """Draw a bar: left, bottom, width and height in the units of the axes, its outline in points."""
    for patch in painted(*box, fill, drawing.house):
        patch.set_linewidth(outline if patch.get_hatch() is None else 0)
        axes.add_artist(patch)  # the limits of the axes are set, not found


def figure(drawing: Drawing, axes: Axes, at: float, height: float, text: str, **how: Any) -> Text:  # noqa: ANN401 - what Text takes
    """Write a figure above a bar that ends at a height, or below it where the height is negative."""
    above = height >= 0
    how = {"fontsize": drawing.house.body, "color": drawing.house.ink, **how}
    return axes.annotate(
        text, (at, height), (0, _OFF_POINTS if above else -_OFF_POINTS), textcoords="offset points",
        annotation_clip=False, ha="center", va="bottom" if above else "top", **how,
    )  # fmt: skip


def no_data(drawing: Drawing, axes: Axes, at: float) -> Text:
    """Say that there is no data, where a bar would stand."""
    return figure(drawing, axes, at, 0, words.word("no_data", drawing.language), color=drawing.house.grey)


def fit(drawing: Drawing, axes: Axes, written: Sequence[Text], slot_mm: float, heights: Sequence[float]) -> None:
    """Turn the figures upright when they are wider than their bars, and leave room for them above and below."""
    if max(drawing.measure(text)[0] for text in written) + GAP_MM > slot_mm:
        for text in written:
            text.set_rotation(90)
    room = max(drawing.measure(text)[1] for text in written) + GAP_MM
    share = min(room / (axes.get_position().height * drawing.height_mm), _MOST_SHARE)
    highest, lowest = max([0.0, *heights]), min([0.0, *heights])
    span = (highest - lowest or 1.0) / (1 - share * (1 + (lowest < 0)))
    axes.set_ylim(lowest - span * share * (lowest < 0), highest + span * share)
    if lowest < 0:
        axes.axhline(0, color=drawing.house.line, linewidth=0.8)
        axes.spines["bottom"].set_visible(False)
