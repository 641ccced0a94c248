"""What a scenario says about the years to come, as frozen records: each field says how its key is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Annotated, Any

from carbon.files.amounts import Amount, ByYear, Number, Points
from carbon.files.records import ABSENT, Beside, Fault, Id, InOrder, ReadBy, Reading, Under, Written, attempt
from carbon.files.values import ByLanguage, Names, Text, Whole, Year
from carbon.model.periods import FIRST_YEAR, LAST_YEAR
from carbon.model.sentences import say
from carbon.scenarios.measures import SHIFTS, Measure, Purchase, Shift

PricePoints = Annotated[Points, ByYear(kind="price")]
MOST_DRAWS = 1_000_000
DRAWS, SEED = 10_000, 1
CHOICES = (
    "base_year", "target_year", "scopes", "scope2_method", "metric", "activity", "rate", "share", "growth", "submitted",
    "sector", "most_recent_year", "net_zero_year",
)  # fmt: skip
"""What may be chosen of a target's rule."""


class Activities(Reading):
    """The tables at the top that are named for activities."""

    def keys(self, table: Written, name: str) -> Sequence[str]:
        """Return every activity."""
        del name
        activities: Sequence[str] = table.document.beside.get("activities", ())
        return activities

    def take(self, table: Written, name: str) -> dict[str, Load]:
        """Return how each moves."""
        named = filter(table.has, self.keys(table, name))
        loads = {activity: attempt(table.at(activity), Load) for activity in named}
        return {activity: load for activity, load in loads.items() if load is not ABSENT}


def _choices(table: Written) -> dict[str, object]:
    """Return what is chosen of a rule, as it is written."""
    return {key: value for key, value in table.value.items() if key != "rule"}


def _no_part(table: Written) -> None:
    """Say that growth and efficiency are of no part of an activity."""
    activity = table.path[-1]
    for key in filter(table.has, ("facility", "item")):
        why = say(
            "Growth and efficiency are of the whole activity, here {activity}.\n"
            'For a part of it write a measure: [measures.ID] with saves = "{activity}", {key}, start, lifetime, and '
            'what it saves, like reduction = "2 %".',
            activity=activity,
            key=key,
        )
        table.at(key).fault(why)


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that activities grow with: a metric of the organisation, by a rate or by its values [its unit]."""

    id: Id
    growth: Annotated[Number | None, Amount(kind="rate")] = None
    points: Annotated[Points, ByYear(kind="number", among=True)] = field(default_factory=dict)

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for a rate or for values, and not for both."""
        if not table or ("growth" in table and self.points):
            yield "", say('Give a driver either growth = "1 %/yr" or values by year: 2030 = 4000.')


@dataclass(frozen=True, slots=True)
class Load:
    """How an activity moves: with a driver, at a rate per year, and by efficiency that comes without a measure."""

    activity: Id
    driver: Annotated[str, Text()] = ""
    growth: Annotated[Number | None, Amount(kind="rate")] = None
    efficiency: Annotated[Number | None, Amount(kind="efficiency")] = None
    whole: Annotated[None, ReadBy(_no_part, "facility", "item")] = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The outlook of the grid's emission factor [kg CO2e per kWh]: values by year, or a rate of change."""

    points: Annotated[Points, ByYear(kind="factor", among=True)] = field(default_factory=dict)
    change: Annotated[Number | None, Amount(kind="rate")] = None
    source: Annotated[str, Text()] = ""
    file: Annotated[str, Text()] = ""

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for values or for a change."""
        del table
        if self.points and self.change:
            yield "change", say("Give values by year or a change, not both.")


@dataclass(frozen=True, slots=True)
class Fee:
    """A levy on emissions above a threshold (Taiwan's carbon fee)."""

    rate: Fraction
    threshold_t: Fraction
    coefficient: Fraction
    source: str


@dataclass(frozen=True, slots=True)
class CarbonPrice:
    """A price of emissions by year [currency per t CO2e], or a levy with a threshold."""

    points: Annotated[Points, ByYear(kind="price", among=True)] = field(default_factory=dict)
    fee: Annotated[Fee | None, Beside()] = None
    source: Annotated[str, Text()] = ""
    file: Annotated[str, Text()] = ""
    rule: Annotated[str, Text()] = ""
    coefficient: Annotated[Number | None, Amount(kind="ratio")] = None
    threshold: Annotated[Number | None, Amount(kind="number")] = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target that a scenario is held against: its rule, and what is chosen of it, as `carbon target` takes it."""

    id: Id
    rule: Annotated[str, Text(needed='"sbti-aca-2020"', otherwise="")]
    choices: Annotated[Mapping[str, object], ReadBy(_choices, *CHOICES)] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario: where it ends, what moves, what is done, what it costs, and what it is to keep.

    Parameters
    ----------
    end
        The last year of the projection.
    start
        The year it begins with, the last one that has an inventory by default.
    renewable_share, renewable_mwh
        Renewable electricity as a share of the load, or as a volume [MWh] by year; without either, what the last
        inventory has goes on.
    energy_prices
        By activity: price by year [currency per MWh].
    budgets
        For the optimisation: what may be spent on measures in a year [currency].
    numbers
        Every number, in the order of the file.
    written
        Every value as it is written, by the path of its key.
    """

    file: Annotated[str, ReadBy(lambda table: table.document.name)]
    names: Annotated[Names, ByLanguage(key="title", otherwise={})]
    end: Annotated[int, Whole(FIRST_YEAR, LAST_YEAR, needed="2030", otherwise=FIRST_YEAR)]
    start: Year | None = None
    currency: Annotated[str, Text()] = ""
    discount_rate: Annotated[Number | None, Amount(kind="rate")] = None
    seed: Annotated[int, Whole(0, 2**32 - 1, otherwise=SEED)] = 0
    draws: Annotated[int, Whole(1, MOST_DRAWS, otherwise=DRAWS)] = 0
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    loads: Annotated[Mapping[str, Load], Activities()] = field(default_factory=dict)
    grid: Annotated[Grid, Under("grid_factor")] = field(default_factory=Grid)
    renewable_share: Annotated[Points, ByYear(kind="share")] = field(default_factory=dict)
    renewable_mwh: Annotated[Points, ByYear(kind="energy")] = field(default_factory=dict)
    shifts: Annotated[Sequence[Shift], InOrder(Shift, *SHIFTS)] = ()
    measures: Annotated[Sequence[Measure], InOrder(Measure)] = ()
    purchases: Annotated[Sequence[Purchase], InOrder(Purchase)] = ()
    energy_prices: Annotated[Mapping[str, PricePoints], Under("energy_price")] = field(default_factory=dict)
    carbon_price: CarbonPrice = field(default_factory=CarbonPrice)
    budgets: Annotated[Points, ByYear(kind="money", key="budget")] = field(default_factory=dict)
    targets: Annotated[Sequence[Wanted], InOrder(Wanted)] = ()
    numbers: Annotated[Sequence[Number], Beside()] = ()
    written: Annotated[Mapping[str, str], Beside()] = field(default_factory=dict)
    sha256: Annotated[str, Beside()] = ""

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Refuse what cannot be true together."""
        del table
        if self.renewable_share and self.renewable_mwh:
            why = say(
                "Renewable electricity is given as a share and as a volume. Keep one: a share falls and rises with the "
                "load, a volume does not."
            )
            yield "renewable_mwh", why
        rate = self.discount_rate
        if rate is not None and min(rate.value, rate.value if rate.low is None else rate.low) <= -1:
            why = say(
                'A discount rate must be above -100 %/yr, or nothing could be discounted. Write it like "4 %/yr".'
            )
            yield "discount_rate", why
        if self.start is not None and self.end <= self.start:
            yield "end", say("The scenario ends in {end}, it starts in {start}.", end=self.end, start=self.start)
