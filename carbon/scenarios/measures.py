"""What a scenario does, as frozen records: measures, shifts from one activity to another, purchases of power."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from carbon.files.amounts import Amount, ByYear, Number, Points
from carbon.files.records import ABSENT, Fault, FaultError, Id, ReadBy, Written, unknown
from carbon.files.values import ByLanguage, Flag, Names, Text, Texts, Whole, Year
from carbon.model.periods import FIRST_YEAR, LAST_YEAR
from carbon.model.sentences import say
from carbon.model.terms import ELECTRICITY

LONGEST_LIFE, MOST_BLOCKS = 100, 10_000
NOTHING = Fraction(0)
SHIFTS = {
    "electrification": ("name", "from", "share", "mwh_per_mwh", "facility", "item"),
    "fuel_switch": ("name", "from", "to", "share", "mwh_per_mwh", "factor", "facility", "item"),
    "replacement": ("name", "from", "to", "share", "charge_ratio", "remaining", "facility", "item"),
}
"""The kinds of shifts, and the keys of each."""
_EVERY_KEY = frozenset(key for keys in SHIFTS.values() for key in keys)
FirstYear = Annotated[int, Whole(FIRST_YEAR, LAST_YEAR, needed="2026", otherwise=LAST_YEAR)]


def _part(table: Written) -> Portion | None:
    """Read the facility or the item that a lever acts on, None for all of its activity."""
    named = {column: Text(otherwise="").take(table, column) for column in ("facility", "item")}
    parts = [Portion(column, name) for column, name in named.items() if name]
    if len(parts) > 1:
        table.at("item").fault(say("Name a facility or an item, not both."))
    return parts[0] if parts else None


def _target(table: Written) -> str:
    """Read what takes over."""
    return ELECTRICITY if table.path[0] == "electrification" else str(Text(otherwise="").take(table, "to"))


def _ratio(table: Written) -> Number:
    """Read how much of the new is needed for one of the old; where nothing is new, what remains."""
    if table.path[0] != "replacement":
        number = Amount(kind="ratio", must=True).take(table, "mwh_per_mwh")
    elif not table.has("to"):
        number = Amount(kind="share", must=True).take(table, "remaining")
    else:
        number = Amount(kind="ratio", otherwise=Fraction(1)).take(table, "charge_ratio")
    return Number(".".join(table.path), Fraction(1), kind="ratio") if number is ABSENT else number


def _lifetime(table: Written) -> int:
    """Read how many years a measure works, by its lifetime or its last year."""
    end = Whole(FIRST_YEAR, LAST_YEAR).take(table, "end")
    if end is ABSENT:
        return int(Whole(1, LONGEST_LIFE, needed="10", otherwise=LONGEST_LIFE).take(table, "lifetime"))
    if table.has("lifetime"):
        table.at("end").fault(say("Give the lifetime or the last year, not both."))
    start = end
    with suppress(FaultError):
        start = Whole(FIRST_YEAR, LAST_YEAR).read(table.at("start"))
    if end < start:
        table.at("end").fault(say("The measure ends in {end}, before it starts in {start}.", end=end, start=start))
    return max(1, int(end - start + 1))


def _most_blocks(table: Written) -> int:
    """Read how many blocks the optimisation may take: those counted on at least, and one where nothing is said."""
    most = Whole(0, MOST_BLOCKS, otherwise=None).take(table, "most_blocks")
    blocks = 0
    with suppress(FaultError):
        blocks = Whole(0, MOST_BLOCKS).read(table.at("blocks"))
    return max(blocks, (0 if blocks else 1) if most is None else int(most))


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of an activity that a lever acts on: the rows of a facility, or of an item.

    Parameters
    ----------
    column
        `facility` or `item`.
    """

    column: str
    name: str

    @property
    def key(self) -> str:
        """Return what tells it from other parts of an activity."""
        return f"{self.column}:{self.name}"


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
    part
        The part of the origin that it is a share of; None for all of it.
    """

    id: Id
    names: Annotated[Names, ByLanguage(key="name", otherwise={})]
    kind: Annotated[str, ReadBy(lambda table: table.path[0])]
    origin: Annotated[str, Text(key="from", needed='"petrol/mobile"', otherwise="")]
    target: Annotated[str, ReadBy(_target, "to")]
    share: Annotated[Points, ByYear(kind="share")]
    ratio: Annotated[Number, ReadBy(_ratio, "mwh_per_mwh", "charge_ratio", "remaining")]
    factor: Annotated[Number | None, Amount(kind="factor")] = None
    part: Annotated[Portion | None, ReadBy(_part, "facility", "item")] = None

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Refuse keys of the other kinds; ask for what takes over, and for shares."""
        for key in table:
            if key not in SHIFTS[self.kind] and key in _EVERY_KEY:
                yield key, unknown(key, SHIFTS[self.kind]), "unknown-key"
        if self.kind == "fuel_switch" and not table.get("to"):
            yield (
                "",
                say("The key {key} is not set. Write it like {key} = {example}.", key="to", example='"electricity"'),
                "missing-setting",
            )
        if not self.share:
            why = say('The shares by year are not set. Write share = {{ 2027 = "20 %", 2030 = "60 %" }}.')
            yield "", why, "missing-setting"


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
    part
        The part of the activity that it saves of; None for all of it.
    """

    id: Id
    names: Annotated[Names, ByLanguage(key="name", otherwise={})]
    saves: Annotated[str, Text(needed='"electricity"', otherwise="")]
    energy: Annotated[Number | None, Amount(kind="energy", key="energy_saved", otherwise=None)]
    reduction: Annotated[Number | None, Amount(kind="share", otherwise=None)]
    start: FirstYear
    lifetime: Annotated[int, ReadBy(_lifetime, "lifetime", "end")]
    capex: Annotated[Number, Amount(kind="money", otherwise=NOTHING)]
    opex: Annotated[Number, Amount(kind="money", otherwise=NOTHING)]
    requires: Annotated[tuple[str, ...], Texts()] = ()
    excludes: Annotated[tuple[str, ...], Texts()] = ()
    planned: Annotated[bool, Flag()] = True
    earliest: Year | None = None
    latest: Year | None = None
    part: Annotated[Portion | None, ReadBy(_part, "facility", "item")] = None

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for what it saves, once, and for years the right way round."""
        if ("energy_saved" in table) == ("reduction" in table):
            why = say(
                'Say what the measure saves, either energy_saved = "120 MWh/yr" or reduction = "5 %" of its activity.'
            )
            yield "", why, "missing-setting"
        if self.earliest and self.latest and self.latest < self.earliest:
            why = say(
                "The latest start is {latest}, before the earliest, {earliest}.",
                latest=self.latest,
                earliest=self.earliest,
            )
            yield "latest", why


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

    id: Id
    names: Annotated[Names, ByLanguage(key="name", otherwise={})]
    block: Annotated[Number, Amount(kind="energy", must=True, otherwise=NOTHING)]
    premium: Annotated[Number, Amount(kind="money", otherwise=NOTHING)]
    blocks: Annotated[int, Whole(0, MOST_BLOCKS, otherwise=0)]
    most: Annotated[int, ReadBy(_most_blocks, "most_blocks")]
    start: FirstYear
    years: Annotated[int, Whole(1, LONGEST_LIFE, needed="10", otherwise=LONGEST_LIFE)]
