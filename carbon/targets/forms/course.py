"""The course of a target: its quantity year by year, and straight lines between years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from carbon.targets.target_result import Note

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Course:
    """The target's quantity by year, from base year to target year, and what is worth saying about it."""

    values: Mapping[int, Fraction]
    notes: tuple[Note, ...] = ()


def contraction(base: Fraction, reduction: Fraction, years: range) -> dict[int, Fraction]:
    """Draw a straight line from the base year's quantity to its reduction in the target year.

    Linear on the base year's quantity, not compounding: ``base * (1 - reduction * (y - BY)/(TY - BY))``.

    >>> contraction(Fraction(100), Fraction(42, 100), range(2022, 2031))[2025]
    Fraction(337, 4)
    """
    span = years[-1] - years[0]
    return {year: base * (1 - reduction * Fraction(year - years[0], span)) for year in years}


def joined(points: Mapping[int, Fraction], years: Iterable[int]) -> dict[int, Fraction]:
    """Join points by straight lines.

    >>> joined({2022: Fraction(0), 2024: Fraction(1)}, range(2022, 2025))[2023]
    Fraction(1, 2)
    """
    known = sorted(points)
    return {year: _between(points, known, year) for year in years}


def _between(points: Mapping[int, Fraction], known: list[int], year: int) -> Fraction:
    """Return the figure of a year on the line between its neighbours."""
    if year in points:
        return points[year]
    before = max(point for point in known if point < year)
    after = min(point for point in known if point > year)
    return points[before] + (points[after] - points[before]) * Fraction(year - before, after - before)
