"""A scale beside a chart: round figures, exactly."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes

from carbon.reporting.charts import digits
from carbon.reporting.charts.figure import MARGIN, Drawing

_STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))
_MOST = 6
_GRID = "#e3e3e3"


def ticks(lowest: Fraction, highest: Fraction) -> list[Fraction]:
    """Return a few round figures, from the lowest figure or below to the highest or above.

    >>> [str(tick) for tick in ticks(Fraction(0), Fraction(1234))]
    ['0', '250', '500', '750', '1000', '1250']
    """
    span = highest - lowest
    if not span:
        return [Fraction(0)]
    power = Fraction(1)
    while power * 10 * _MOST < span:
        power *= 10
    while power * _MOST > span:
        power /= 10
    step = next(power * one for one in _STEPS if power * one * _MOST >= span)
    return [step * at for at in range(lowest // step, -(-highest // step) + 1)]


def beside(
    drawing: Drawing, figures: list[Fraction], top: float, bottom: float, *, left: float = 0.0, right: float = 0.0
) -> Axes:
    """Return axes between two heights [mm], with round figures at the left and light lines across.

    They reach from where the figures end, or from a place to the right of that, to the right margin or to a place [mm].
    """
    labels, size = written(figures), drawing.house.note + 0.5
    axes = drawing.area(top, bottom, left=max(left, left_of(drawing, figures)), right=right)
    heights = [float(figure) for figure in figures]
    axes.set_ylim(heights[0], heights[-1] if len(heights) > 1 else 1.0)
    axes.set_yticks(heights, labels)
    axes.tick_params(axis="y", length=0, labelsize=size, labelcolor=drawing.house.grey, pad=3)
    axes.grid(axis="y", color=_GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    if heights[0] < 0:
        axes.axhline(0, color=drawing.house.line, linewidth=0.8)
        axes.spines["bottom"].set_visible(False)
    return axes


def left_of(drawing: Drawing, figures: list[Fraction]) -> float:
    """Return where axes begin whose figures stand at their left [mm]."""
    size = drawing.house.note + 0.5
    return MARGIN + max(drawing.width_of(label, size) for label in written(figures)) + 1.5


def written(figures: list[Fraction]) -> list[str]:
    """Write the figures with as many decimals as they need."""
    decimals = 0
    while any((figure * 10**decimals).denominator > 1 for figure in figures):
        decimals += 1
    return [digits.figure(figure, decimals) for figure in figures]
