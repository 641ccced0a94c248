"""Parts stacked upon each other: upwards from zero, and downwards what is negative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.reporting.charts.house import Fill
from carbon.reporting.charts.series import Series


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar.

    Parameters
    ----------
    at
        Which bar, counted from 0.
    bottom, height
        From where, and how far; negative downwards.
    """

    at: int
    bottom: float
    height: float
    figure: Fraction
    fill: Fill


def of(series: Sequence[Series], at: int) -> list[Part]:
    """Return the parts of one bar, the first series at the bottom; nothing where a figure is zero or there is none."""
    up = down = Fraction(0)
    parts = []
    for one in series:
        figure = one.figures[at]
        if not figure:
            continue
        bottom = up if figure > 0 else down
        parts.append(Part(at, float(bottom), float(bottom + figure) - float(bottom), figure, one.fill))
        up, down = (up + figure, down) if figure > 0 else (up, down + figure)
    return parts


def end(parts: Sequence[Part]) -> float:
    """Return where the figure of a total belongs: at the upper end, unless all is negative."""
    upper = max((part.bottom + part.height for part in parts), default=0.0)
    return upper if upper > 0 else min((part.bottom + part.height for part in parts), default=0.0)
