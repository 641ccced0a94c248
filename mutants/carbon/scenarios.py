"""What a scenario says about the years to come, as frozen records. They hold data and no methods of weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Names = Mapping[str, str]
"""A name by language."""


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number of a scenario, certain or not.

    Parameters
    ----------
    name
        Its path in the scenario file, by which it can be set.
    value
        What it is in the projection.
    low, high
        Its bounds where it is uncertain: the least and the most of a triangular or uniform distribution, the 2.5 %
        and 97.5 % quantiles of a normal or lognormal one.
    distribution
        `triangular`, `uniform`, `normal` or `lognormal`; empty where it is certain.
    kind
        What it is a number of, as `KINDS` names it.
    """

    name: str
    value: Fraction
    low: Fraction | None = None
    high: Fraction | None = None
    distribution: str = ""
    kind: str = "number"


Points = Mapping[int, Number]
"""Numbers by year, in the order of the years; straight lines join them."""


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that activities grow with: a metric of the organisation, by a rate or by its values [its unit]."""

    id: str
    growth: Number | None = None
    points: Points = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """How an activity moves: with a driver, at a rate per year, and by efficiency that comes without a measure."""

    activity: str
    driver: str = ""
    growth: Number | None = None
    efficiency: Number | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The outlook of the grid's emission factor [kg CO2e per kWh]: values by year, or a rate of change."""

    points: Points = field(default_factory=dict)
    change: Number | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """A share of one activity that something else takes over.

    Parameters
    ----------
    kind
        `electrification`, `fuel_switch` or `replacement` (of a refrigerant).
    origin, target
        The activity that shrinks, and the one that grows (empty for a replacement given by what remains).
    share
        How much of the activity has been taken over by year.
    ratio
        Energy needed by the new per energy of the old; for a replacement the charge of the new per charge of the old,
        or, without a target, what remains of the emissions.
    factor
        Emissions of the new [kg CO2e per kWh] where the inventory has none.
    """

    id: str
    names: Names
    kind: str
    origin: str
    target: str
    share: Points
    ratio: Number
    factor: Number | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Something done once that saves energy of one activity until its life ends.

    Parameters
    ----------
    saves
        The activity.
    energy, reduction
        What it saves in a year: energy [MWh], or a share of what the activity would be without measures.
    start, lifetime
        Its first year and the number of years it works.
    capex, opex
        What it costs once, and more or less each year [currency].
    requires, excludes
        Measures that must come before it, and those that cannot come with it.
    planned
        Whether the projection counts on it; the optimisation may choose among all.
    earliest, latest
        Between which years the optimisation may start it.
    """

    id: str
    names: Names
    saves: str
    energy: Number | None
    reduction: Number | None
    start: int
    lifetime: int
    capex: Number
    opex: Number
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    planned: bool = True
    earliest: int | None = None
    latest: int | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """A power purchase agreement: blocks of renewable electricity of a fixed volume.

    Parameters
    ----------
    block
        What one block delivers in a year [MWh].
    premium
        What it costs more than power from the grid [currency per MWh].
    blocks, most
        How many the projection counts on, and how many the optimisation may take.
    start, years
        Its first year and how long it runs.
    """

    id: str
    names: Names
    block: Number
    premium: Number
    blocks: int
    most: int
    start: int
    years: int


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

    points: Points = field(default_factory=dict)
    fee: Fee | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A target that a scenario is held against: its rule, and what is chosen of it, as `carbon target` takes it."""

    id: str
    rule: str
    choices: Mapping[str, object] = field(default_factory=dict)


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

    file: str
    names: Names
    end: int
    start: int | None = None
    currency: str = ""
    discount_rate: Number | None = None
    seed: int = 0
    draws: int = 0
    drivers: Mapping[str, Driver] = field(default_factory=dict)
    loads: Mapping[str, Load] = field(default_factory=dict)
    grid: Grid = field(default_factory=Grid)
    renewable_share: Points = field(default_factory=dict)
    renewable_mwh: Points = field(default_factory=dict)
    shifts: Sequence[Shift] = ()
    measures: Sequence[Measure] = ()
    purchases: Sequence[Purchase] = ()
    energy_prices: Mapping[str, Points] = field(default_factory=dict)
    carbon_price: CarbonPrice = field(default_factory=CarbonPrice)
    budgets: Points = field(default_factory=dict)
    targets: Sequence[Wanted] = ()
    numbers: Sequence[Number] = ()
    written: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
