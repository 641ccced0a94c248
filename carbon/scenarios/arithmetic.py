"""What projections compute with: exact fractions for the one projection, arrays of draws for the fan.

The same formulas serve both: they add, multiply, take powers, and ask here for the lesser of two values.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

from carbon.files.amounts import Number

Value = Any
"""A quantity of a projection: a Fraction, a binary float, or an array with one value per draw."""


class Arithmetic(Protocol):
    """Where the values of a projection come from."""

    def of(self, number: Number) -> Value:
        """Return the value of a scenario's number, the same whenever it is asked for."""

    def constant(self, number: Fraction) -> Value:
        """Return the value of a figure of the inventory."""

    def least(self, one: Value, other: Value) -> Value:
        """Return the lesser of two values."""

    def ratio(self, part: Value, whole: Value) -> Value:
        """Return a part of a whole, 0 of nothing."""


class Exact:
    """Fractions throughout, so that the projection adds up to the last digit."""

    def of(self, number: Number) -> Fraction:
        """Return the number as the scenario has it."""
        return number.value

    def constant(self, number: Fraction) -> Fraction:
        """Return the figure itself."""
        return number

    def least(self, one: Fraction, other: Fraction) -> Fraction:
        """Return the lesser of two fractions."""
        return min(one, other)

    def ratio(self, part: Fraction, whole: Fraction) -> Fraction:
        """Return a ratio of two fractions, 0 of nothing."""
        return part / whole if whole else Fraction(0)
