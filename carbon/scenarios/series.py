"""Numbers through the years: straight lines between points, and growth at a rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbon.scenarios.arithmetic import Value


class Line:
    """Straight lines between points; after the last point its value stays, before the first one that one's.

    Parameters
    ----------
    points
        Values by year.
    """

    def __init__(self, points: Mapping[int, Value]) -> None:
        self._years: Sequence[int] = sorted(points)
        self._points = points

    def at(self, year: int) -> Value:
        """Return the value in a year."""
        before = max((each for each in self._years if each <= year), default=self._years[0])
        after = min((each for each in self._years if each >= year), default=self._years[-1])
        if before >= after:
            return self._points[after if year < before else before]
        share = _ratio(year - before, after - before, self._points[before])
        return self._points[before] + (self._points[after] - self._points[before]) * share


def _ratio(part: int, whole: int, like: Value) -> Value:
    """Return a ratio of years as a number that goes with a value."""
    from fractions import Fraction

    return Fraction(part, whole) if isinstance(like, Fraction) else part / whole


class Compound:
    """An index that is 1 in the first year and grows at a rate: `(1 + rate)^n`.

    Powers are kept as the years go up: to raise arrays of draws to a power each year would cost more than all else.
    """

    def __init__(self, first: int, rate: Value, one: Value) -> None:
        self._first = first
        self._step = one + rate
        self._powers = [one]

    def at(self, year: int) -> Value:
        """Return the index in a year, 1 before the first."""
        steps = max(0, year - self._first)
        while len(self._powers) <= steps:
            self._powers.append(self._powers[-1] * self._step)
        return self._powers[steps]
