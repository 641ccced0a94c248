"""Contractual instruments allocated to electricity: each once, by market and inventory year.

The hierarchy's first rung comes first (GHG Protocol Scope 2 Guidance, table 6.3) and within a rung the order of the
file. Rows that name an instrument are covered by it first, then the facility that the instrument names; the rest is
shared in proportion to uncovered load. Credits (negative rows) count against the load of their market, so that what is
left uncovered is never negative. An instrument over several inventory years is shared out between them by days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.accounting.instruments import Instrument
from carbon.accounting.ledger import Entry
from carbon.model.periods import first_day
from carbon.model.terms import InstrumentKind
from carbon.settings import YearSettings


@dataclass(frozen=True, slots=True, eq=False)
class Load:
    """Electricity of an entry [MWh] that a facility used, by its position and its id."""

    entry: Entry
    facility: int
    facility_id: str
    mwh: Fraction

    @property
    def instrument(self) -> str:
        """Return the instrument that its rows name, empty if they name none."""
        return self.entry.line.signature.text("instrument")


@dataclass(slots=True)
class Allocation:
    """What covers each load, and what is left of each instrument [MWh].

    Parameters
    ----------
    covered
        Of each load: pairs of an instrument and the MWh that it covers.
    """

    covered: dict[Load, list[tuple[Instrument, Fraction]]] = field(default_factory=dict)
    allocated: dict[str, Fraction] = field(default_factory=dict)
    left: dict[str, Fraction] = field(default_factory=dict)

    def of(self, load: Load) -> Sequence[tuple[Instrument, Fraction]]:
        """Return what covers a load."""
        return self.covered.get(load, ())

    def uncovered(self, load: Load) -> Fraction:
        """Return what of a load nothing covers [MWh]."""
        return load.mwh - sum((mwh for _, mwh in self.of(load)), Fraction(0))

    def renewable(self) -> Fraction:
        """Return what renewable instruments cover [MWh]."""
        covers = (cover for of_load in self.covered.values() for cover in of_load)
        return sum((mwh for instrument, mwh in covers if instrument.renewable), Fraction(0))


def allocate(instruments: Iterable[Instrument], loads: Sequence[Load], year: YearSettings) -> Allocation:
    """Allocate the instruments, in the order of the file, to the loads of an inventory year."""
    allocation = Allocation()
    uncovered = {load: load.mwh for load in loads}
    kinds = list(InstrumentKind)
    for instrument in sorted(instruments, key=lambda each: kinds.index(each.kind)):
        available = of_year(instrument, year)
        if available is None:
            continue
        rest = available
        within = [load for load in loads if _covers(instrument, load)]
        named = [load for load in within if load.instrument == instrument.id]
        free = [load for load in within if not load.instrument]
        at_home = [load for load in free if instrument.facility and load.facility_id == instrument.facility]
        market = [load for load in loads if is_within(instrument.market, load.entry.geography)]
        for some in (named, at_home, free):
            most = min(rest, _net(within, uncovered), _net(market, uncovered))
            rest -= _cover(allocation, instrument, some, uncovered, most)
        allocation.allocated[instrument.id] = available - rest
        allocation.left[instrument.id] = rest
    return allocation


def of_year(instrument: Instrument, year: YearSettings) -> Fraction | None:
    """Return what of an instrument belongs to an inventory year [MWh], by days; None if it does not touch the year."""
    start, end = max(instrument.start, year.start), min(instrument.end, year.end)
    if end < start:
        return None
    return instrument.mwh * Fraction((end - start).days + 1, (instrument.end - instrument.start).days + 1)


def _covers(instrument: Instrument, load: Load) -> bool:
    """Say whether an instrument may cover a load: same market, and a month that its days touch."""
    return is_within(instrument.market, load.entry.geography) and touches(instrument, load.entry.month)


def touches(instrument: Instrument, month: int) -> bool:
    """Say whether the days of an instrument touch a month."""
    return first_day(month) <= instrument.end and first_day(month + 1) > instrument.start


def is_within(market: str, geography: str) -> bool:
    """Say whether a geography is a market or one of its sub-regions."""
    return geography == market or geography.startswith(market + "/")


def _net(loads: Sequence[Load], uncovered: Mapping[Load, Fraction]) -> Fraction:
    """Return what of some loads is uncovered, credits taken off: more than that cannot be covered."""
    return sum((uncovered[load] for load in loads), Fraction(0))


def _cover(
    allocation: Allocation,
    instrument: Instrument,
    loads: Sequence[Load],
    uncovered: dict[Load, Fraction],
    available: Fraction,
) -> Fraction:
    """Cover loads in proportion to what is uncovered, and return what was used [MWh]."""
    open_loads = [load for load in loads if uncovered[load] > 0]
    rest = _net(open_loads, uncovered)
    if not rest or available <= 0:
        return Fraction(0)
    part = min(Fraction(1), available / rest)
    for load in open_loads:
        mwh = uncovered[load] * part
        uncovered[load] -= mwh
        allocation.covered.setdefault(load, []).append((instrument, mwh))
    return rest * part
