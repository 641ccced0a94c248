"""Figures on charts: as few decimals as a reader needs, and never a zero that is none."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon import exact

WRITTEN_OUT = 3
"""Decimals of figures that are written out for those who do not see the chart."""

_LEAST = (1000, 10)
"""From which largest figure no decimals are needed, and one."""


def places(numbers: Iterable[Fraction | None]) -> int:
    """Return the decimals of a chart's labels, by the largest figure."""
    largest = max((abs(number) for number in numbers if number is not None), default=Fraction(0))
    return next((decimals for decimals, least in enumerate(_LEAST) if largest >= least), WRITTEN_OUT)


def figure(number: Fraction, decimals: int) -> str:
    """Write a label: 0 only for a computed zero, more decimals for what would be rounded to one.

    >>> figure(Fraction(1, 25), 0), figure(Fraction(0), 0), figure(Fraction(-12345, 10), 0)
    ('0.04', '0', '−1,235')
    """
    if number == 0:
        return "0"
    while decimals < exact.MOST_DECIMALS and not exact.rounded(number, decimals):
        decimals += 1
    return exact.grouped(number, decimals).replace("-", "−")


def written_out(number: Fraction) -> str:
    """Write a figure for a description."""
    return figure(number, WRITTEN_OUT)
