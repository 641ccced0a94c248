"""The balance of one year: loads of energy and streams of emissions, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.model.terms import ELECTRICITY
from carbon.scenarios.arithmetic import Arithmetic, Value

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
