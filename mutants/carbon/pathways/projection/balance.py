"""The balance of one year: loads of energy and streams of emissions, and what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.pathways.projection.arithmetic import Arithmetic, Value
from carbon.terms import ELECTRICITY

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

    def __post_init__(self) -> None:
        """Add up what the activities begin with."""
        self.rest = self.of_scope(1) + self.of_scope(2)

    def put(self, activity: str, kg: Value) -> None:
        """Set the emissions of an activity other than electricity [kg CO2e]."""
        if self.scopes[activity] in INVENTORIED:
            self.rest = self.rest + (kg - self.kg[activity])
        self.kg[activity] = kg

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
