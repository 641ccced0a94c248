"""The balance of one year: loads of energy and streams of emissions, and the arithmetic of their values.

The same formulas serve exact fractions, for the one projection, and arrays of draws.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from carbon.files.amounts import Number
from carbon.model.terms import ELECTRICITY

Value = Any
"""A quantity of a projection: a Fraction, a binary float, or an array with one value per draw."""


class Arithmetic(Protocol):
    """Where the values of a projection come from."""

    def of(self, number: Number) -> Value:
        """Return the value of a scenario's number, the same whenever it is asked for."""

    def constant(self, number: Fraction) -> Value:
        """Return the value of a figure of the inventory."""

    def least(self, first: Value, other: Value) -> Value:
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

    def least(self, first: Fraction, other: Fraction) -> Fraction:
        """Return the lesser of two fractions."""
        return min(first, other)

    def ratio(self, part: Fraction, whole: Fraction) -> Fraction:
        """Return a ratio of two fractions, 0 of nothing."""
        return part / whole if whole else Fraction(0)


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
        before = max((point for point in self._years if point <= year), default=self._years[0])
        after = min((point for point in self._years if point >= year), default=self._years[-1])
        if before >= after:
            return self._points[after if year < before else before]
        share = _share_of_years(year - before, after - before, self._points[before])
        return self._points[before] + (self._points[after] - self._points[before]) * share


def _share_of_years(part: int, whole: int, like: Value) -> Value:
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


INVENTORIED = (1, 2)
"""The scopes that a bridge is of."""


@dataclass(slots=True)
class Balance:
    """What a year consists of while levers act on it.

    Parameters
    ----------
    load, renewable
        Electricity, and the renewable electricity under contract [MWh].
    location_factor, market_factor
        Emissions of the load, and of what no renewable electricity covers [kg CO2e per MWh].
    kg
        Emissions of the other activities [kg CO2e].
    scopes
        The scope of each of these.
    gross
        Load and streams before measures, what a measure's reduction is a share of.
    rest
        Emissions of scope 1 and 2 without electricity [kg CO2e], kept up to date by `put`.
    parts, gross_parts
        What of load and streams is in the parts that levers name, by activity and part; and before measures.
    beyond
        What levers would have saved beyond what is left, with its unit; exact projections alone keep it.
    """

    year: int
    arithmetic: Arithmetic
    load: Value
    renewable: Value
    location_factor: Value
    market_factor: Value
    kg: dict[str, Value]
    scopes: Mapping[str, int]
    gross: dict[str, Value] = field(default_factory=dict)
    rest: Value = None
    beyond: dict[str, tuple[Fraction, str]] = field(default_factory=dict)
    parts: dict[tuple[str, str], Value] = field(default_factory=dict)
    gross_parts: dict[tuple[str, str], Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Add up what the activities begin with."""
        self.rest = self.of_scope(1) + self.of_scope(2)

    def put(self, activity: str, kg: Value) -> None:
        """Set the emissions of an activity other than electricity [kg CO2e]."""
        if self.scopes[activity] in INVENTORIED:
            self.rest = self.rest + (kg - self.kg[activity])
        self.kg[activity] = kg

    def quantity(self, activity: str, part: str = "") -> Value:
        """Return an activity, or a part of it: electricity [MWh], else emissions [kg CO2e]."""
        if part:
            return self.parts[activity, part]
        return self.load if activity == ELECTRICITY else self.kg[activity]

    def gross_of(self, activity: str, part: str = "") -> Value:
        """Return an activity, or a part of it, before measures."""
        return self.gross_parts[activity, part] if part else self.gross[activity]

    def take(self, activity: str, quantity: Value, part: str = "") -> None:
        """Take a quantity off an activity: off one part of it, or off all parts alike."""
        whole = self.quantity(activity)
        for key in [key for key in self.parts if key[0] == activity]:
            if part:
                self.parts[key] = self.parts[key] - quantity if key[1] == part else self.parts[key]
            else:
                self.parts[key] = self.parts[key] * (1 - self.arithmetic.ratio(quantity, whole))
        if activity == ELECTRICITY:
            self.load = whole - quantity
        else:
            self.put(activity, whole - quantity)

    @property
    def renewable_used(self) -> Value:
        """Return the renewable electricity that the load takes up [MWh]."""
        return self.arithmetic.least(self.renewable, self.load)

    @property
    def location(self) -> Value:
        """Return the emissions of electricity [kg CO2e], location-based."""
        return self.load * self.location_factor

    @property
    def market(self) -> Value:
        """Return the emissions of electricity [kg CO2e], market-based."""
        return (self.load - self.renewable_used) * self.market_factor

    def of_scope(self, scope: int) -> Value:
        """Return the emissions of a scope's activities other than electricity [kg CO2e]."""
        nothing = self.arithmetic.constant(Fraction(0))
        return sum((kg for activity, kg in self.kg.items() if self.scopes[activity] == scope), nothing)

    def before_measures(self) -> None:
        """Keep what reductions are shares of."""
        self.gross = {**self.kg, ELECTRICITY: self.load}
        self.gross_parts = dict(self.parts)
