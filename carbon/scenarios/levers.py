"""Levers: what a scenario does to the balance of a year, one after the other.

Each takes no more than is there. Their order is that of the bridge: efficiency, shifts from one activity to another,
measures, renewable electricity, purchases.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from carbon.files.amounts import Points
from carbon.files.values import Names
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.balance import Arithmetic, Balance, Compound, Line, Value
from carbon.scenarios.measures import Measure, Shift
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start

ONE = Fraction(1)
MWH, KG = "MWh", "kg CO2e"
EFFICIENCY: Names = {"en": "Efficiency", "zh": "能源效率提升"}
RENEWABLE: Names = {"en": "Renewable electricity", "zh": "再生能源電力"}
"""Names of levers that a scenario does not name itself."""


class Lever(Protocol):
    """Something that changes the balance of a year."""

    @property
    def id(self) -> str:
        """Return the path of its key in the scenario."""

    @property
    def names(self) -> Names:
        """Return its names by language."""

    def apply(self, balance: Balance) -> None:
        """Change the balance of a year."""


@dataclass(frozen=True, slots=True)
class Efficiency:
    """Less of an activity each year, without a measure."""

    id: str
    names: Names
    activity: str
    index: Compound

    def apply(self, balance: Balance) -> None:
        """Multiply the activity by what is left."""
        balance.take(self.activity, balance.quantity(self.activity) * (1 - self.index.at(balance.year)))


@dataclass(frozen=True, slots=True)
class Takeover:
    """A share of one activity that another takes over.

    Parameters
    ----------
    mwh_per_kg
        Energy of the origin per emissions [MWh per kg CO2e], None where only emissions move.
    ratio
        Energy of the target per energy of the origin; without energy what remains of the emissions.
    kg_per_mwh
        Emissions of the target [kg CO2e per MWh], None for electricity.
    part
        The part of the origin that the share is of, empty for all of it.
    """

    id: str
    names: Names
    origin: str
    target: str
    share: Line
    ratio: Value
    mwh_per_kg: Value | None
    kg_per_mwh: Value | None
    part: str = ""

    def apply(self, balance: Balance) -> None:
        """Move the share."""
        moved = balance.quantity(self.origin, self.part) * self.share.at(balance.year)
        if self.mwh_per_kg is None and self.target == self.origin:
            balance.take(self.origin, moved * (1 - self.ratio), self.part)
            return
        balance.take(self.origin, moved, self.part)
        if self.mwh_per_kg is None:
            balance.put(self.target, balance.kg[self.target] + moved * self.ratio)
            return
        mwh = moved * self.mwh_per_kg * self.ratio
        if self.target == ELECTRICITY:
            balance.load = balance.load + mwh
        else:
            balance.put(self.target, balance.kg[self.target] + mwh * self.kg_per_mwh)


@dataclass(frozen=True, slots=True)
class Saving:
    """A measure: energy saved of one activity, from its first year to the end of its life.

    Parameters
    ----------
    amount
        What it saves in a year: electricity [MWh], or emissions of a fuel [kg CO2e]; None where it is a share.
    reduction
        The share of what the activity would be without measures.
    kg_per_mwh
        Emissions of the activity [kg CO2e per MWh], None for electricity or where its energy is not known.
    part
        The part of the activity that it saves of, empty for all of it.
    """

    id: str
    names: Names
    activity: str
    years: range
    amount: Value | None
    reduction: Value | None
    kg_per_mwh: Value | None = None
    part: str = ""

    def apply(self, balance: Balance) -> None:
        """Take the saving away, at most what is left."""
        if balance.year not in self.years:
            return
        wanted = self.amount
        if wanted is None:
            wanted = balance.gross_of(self.activity, self.part) * self.reduction
        electric = self.activity == ELECTRICITY
        left = balance.quantity(self.activity, self.part)
        if isinstance(left, Fraction) and wanted > left:
            has_energy = electric or self.kg_per_mwh is not None
            surplus = (wanted - left) / (1 if electric or not has_energy else self.kg_per_mwh)
            balance.beyond[self.id] = surplus, MWH if has_energy else KG
        balance.take(self.activity, balance.arithmetic.least(wanted, left), self.part)


@dataclass(slots=True)
class Savings:
    """All measures on one activity at once, where nobody asks for the part of each.

    What they save together is capped once, which comes to the same as one after the other: what is in force is kept
    from year to year, and only what begins or ends is added or taken off.
    """

    id: str
    names: Names
    activity: str
    measures: Sequence[Saving]
    _amount: Value = 0
    _reduction: Value = 0

    def apply(self, balance: Balance) -> None:
        """Take the savings away, at most what is left. The years come one after the other."""
        for measure in self.measures:
            sign = (balance.year == measure.years.start) - (balance.year == measure.years.stop)
            if sign and measure.amount is not None:
                self._amount = self._amount + sign * measure.amount
            elif sign and measure.reduction is not None:
                self._reduction = self._reduction + sign * measure.reduction
        wanted = self._amount + balance.gross[self.activity] * self._reduction
        if self.activity == ELECTRICITY:
            balance.load = balance.load - balance.arithmetic.least(wanted, balance.load)
        else:
            left = balance.kg[self.activity]
            balance.put(self.activity, left - balance.arithmetic.least(wanted, left))


@dataclass(frozen=True, slots=True)
class RenewableShare:
    """Renewable electricity as a share of the load."""

    id: str
    names: Names
    share: Line

    def apply(self, balance: Balance) -> None:
        """Contract the share of what the load has come to."""
        balance.renewable = balance.load * self.share.at(balance.year)


@dataclass(frozen=True, slots=True)
class RenewableVolume:
    """Renewable electricity as a volume, whatever the load."""

    id: str
    names: Names
    mwh: Line

    def apply(self, balance: Balance) -> None:
        """Contract the volume."""
        balance.renewable = self.mwh.at(balance.year)


@dataclass(frozen=True, slots=True)
class Blocks:
    """A power purchase agreement: a fixed volume for some years, on top of what there is."""

    id: str
    names: Names
    years: range
    mwh: Value

    def apply(self, balance: Balance) -> None:
        """Add its volume."""
        if balance.year in self.years:
            balance.renewable = balance.renewable + self.mwh


def make_levers(scenario: Scenario, start: Start, arithmetic: Arithmetic, gwps: Mapping[str, Value]) -> list[Lever]:
    """Return the levers of a scenario in the order in which they act.

    Parameters
    ----------
    gwps
        Emissions of refrigerants that replace others [kg CO2e per kg].
    """
    levers: list[Lever] = [*_efficiency(scenario, start, arithmetic)]
    levers += [_takeover(shift, start, arithmetic, gwps) for shift in scenario.shifts]
    levers += [_saving(measure, start, arithmetic) for measure in scenario.measures if measure.planned]
    if scenario.renewable_share:
        first = arithmetic.constant(start.renewable / start.load) if start.load else 0
        line = Line(_points(scenario.renewable_share, start.year, first, arithmetic))
        levers.append(RenewableShare("renewable_share", RENEWABLE, line))
    elif scenario.renewable_mwh:
        line = Line(_points(scenario.renewable_mwh, start.year, arithmetic.constant(start.renewable), arithmetic))
        levers.append(RenewableVolume("renewable_mwh", RENEWABLE, line))
    for deal in scenario.purchases:
        if deal.blocks:
            years = range(deal.start, deal.start + deal.years)
            mwh = arithmetic.of(deal.block) * deal.blocks
            levers.append(Blocks(f"purchases.{deal.id}", deal.names, years, mwh))
    return levers


def merge_savings(levers: Sequence[Lever]) -> list[Lever]:
    """Return levers with the measures on each activity taken together."""
    savings: dict[str, list[Saving]] = {}
    parted = {lever.activity for lever in levers if isinstance(lever, Saving) and lever.part}
    apart: list[Lever] = [lever for lever in levers if isinstance(lever, Saving) and lever.activity in parted]
    for lever in levers:
        if isinstance(lever, Saving) and lever.activity not in parted:
            savings.setdefault(lever.activity, []).append(lever)
    together = [Savings(f"measures.{name}", {}, name, measures) for name, measures in savings.items()]
    place = next((at for at, lever in enumerate(levers) if isinstance(lever, Saving)), 0)
    others = [lever for lever in levers if not isinstance(lever, Saving)]
    return [*others[:place], *together, *apart, *others[place:]]


def _points(points: Points, year: int, first: Value, arithmetic: Arithmetic) -> dict[int, Value]:
    """Return the points after the start, and what the start has."""
    return {year: first} | {measures: arithmetic.of(number) for measures, number in points.items() if measures > year}


def _efficiency(scenario: Scenario, start: Start, arithmetic: Arithmetic) -> Iterator[Lever]:
    """Return the levers that act on an activity without a measure."""
    for load in scenario.loads.values():
        if load.efficiency is not None:
            index = Compound(start.year, -arithmetic.of(load.efficiency), arithmetic.constant(ONE))
            yield Efficiency(f"{load.activity}.efficiency", EFFICIENCY, load.activity, index)


def _takeover(shift: Shift, start: Start, arithmetic: Arithmetic, gwps: Mapping[str, Value]) -> Lever:
    """Return a shift as a lever."""
    origin = start.stream(shift.origin)
    assert origin is not None
    share = Line(_points(shift.share, start.year, arithmetic.constant(ONE * 0), arithmetic))
    ratio = arithmetic.of(shift.ratio)
    name, part = f"{shift.kind}.{shift.id}", shift.part.key if shift.part else ""
    if shift.kind == "replacement":
        remains = ratio
        if shift.target:
            remains = ratio * arithmetic.constant(gwps[shift.target] / gwps[shift.origin])
        target = shift.target or shift.origin
        return Takeover(name, shift.names, shift.origin, target, share, remains, None, None, part)
    assert origin.kg_per_mwh
    per_kg = arithmetic.constant(1 / origin.kg_per_mwh)
    factor = None
    if shift.target != ELECTRICITY:
        successor = start.stream(shift.target)
        factor = (
            arithmetic.of(shift.factor) * 1000
            if shift.factor is not None
            else arithmetic.constant(successor.kg_per_mwh if successor and successor.kg_per_mwh else ONE)
        )
    return Takeover(name, shift.names, shift.origin, shift.target, share, ratio, per_kg, factor, part)


def _saving(measure: Measure, start: Start, arithmetic: Arithmetic) -> Lever:
    """Return a measure as a lever."""
    amount = None
    if measure.energy is not None:
        amount = arithmetic.of(measure.energy)
        stream = start.stream(measure.saves)
        if stream is not None and measure.saves != ELECTRICITY:
            assert stream.kg_per_mwh is not None
            amount = amount * arithmetic.constant(stream.kg_per_mwh)
    reduction = None if measure.reduction is None else arithmetic.of(measure.reduction)
    years = range(measure.start, measure.start + measure.lifetime)
    origin = None if measure.saves == ELECTRICITY else start.stream(measure.saves)
    per_mwh = arithmetic.constant(origin.kg_per_mwh) if origin and origin.kg_per_mwh else None
    part = measure.part.key if measure.part else ""
    name = f"measures.{measure.id}"
    return Saving(name, measure.names, measure.saves, years, amount, reduction, per_mwh, part)
