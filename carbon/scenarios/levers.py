"""Levers: what a scenario does to the balance of a year, one after the other.

Each takes no more than is there. Their order is that of the bridge: efficiency, shifts from one activity to another,
measures, renewable electricity, purchases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from carbon.files.values import Names
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.arithmetic import Value
from carbon.scenarios.balance import Balance
from carbon.scenarios.series import Compound, Line

MWH, KG = "MWh", "kg CO2e"


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
            known = electric or self.kg_per_mwh is not None
            surplus = (wanted - left) / (1 if electric or not known else self.kg_per_mwh)
            balance.beyond[self.id] = surplus, MWH if known else KG
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
        for each in self.measures:
            sign = (balance.year == each.years.start) - (balance.year == each.years.stop)
            if sign and each.amount is not None:
                self._amount = self._amount + sign * each.amount
            elif sign and each.reduction is not None:
                self._reduction = self._reduction + sign * each.reduction
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


ENGLISH_AND_CHINESE: Mapping[str, tuple[str, str]] = {
    "efficiency": ("Efficiency", "能源效率提升"),
    "renewable_share": ("Renewable electricity", "再生能源電力"),
    "renewable_mwh": ("Renewable electricity", "再生能源電力"),
}
"""Names of levers that a scenario does not name itself."""


def named(key: str) -> dict[str, str]:
    """Return the names of a lever that a scenario does not name itself."""
    en, zh = ENGLISH_AND_CHINESE[key]
    return {"en": en, "zh": zh}


ONE = Fraction(1)
