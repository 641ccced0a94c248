"""Scope 2: electricity posted by both methods, location-based and market-based; instruments cover what they can.

Each instrument is allocated once, by market and inventory year. The hierarchy's first rung comes first (GHG Protocol
Scope 2 Guidance, table 6.3) and within a rung the order of the file. Rows that name an instrument are covered by it
first, then the facility that the instrument names; the rest is shared in proportion to uncovered load. Credits
(negative rows) count against the load of their market, so that what is left uncovered is never negative. An instrument
over several inventory years is shared out between them by days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from carbon.accounting.instruments import Instrument
from carbon.accounting.ledger import Entry
from carbon.accounting.meanings import Fault
from carbon.accounting.postings import Allocation, Load, Posting, YearBook, postings_of
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.factors.factor import CO2E
from carbon.model.periods import first_day
from carbon.model.terms import ELECTRICITY_ACCOUNT, InstrumentKind, Scope2Method
from carbon.settings import YearSettings


def post_electricity(book: YearBook) -> None:
    """Post electricity by both methods."""
    entries = [entry for entry, _ in book.counted() if entry.line.is_electricity]
    for entry in entries:
        try:
            book.residual[entry] = book.maker.residual_mix(entry)
        except (NoMatchError, CompileError) as error:
            book.residual[entry] = None
            book.faults.append((entry, Fault("activity", error.code, error.why)))
    if book.folder.instruments and entries:
        book.loads = _loads(book, entries)
        book.allocation = allocate(book.folder.instruments, book.loads, book.year)
    covered = _post_covered(book)
    for entry in entries:
        coefficient = book.coefficients[entry]
        book.postings += postings_of(book, entry, coefficient, ELECTRICITY_ACCOUNT, Scope2Method.LOCATION)
        rest = entry.quantity - covered.get(entry, Fraction(0))
        used = book.residual[entry] or coefficient
        book.postings += postings_of(book, entry, used, ELECTRICITY_ACCOUNT, Scope2Method.MARKET, rest)


def _post_covered(book: YearBook) -> dict[Entry, Fraction]:
    """Post what instruments cover, and return how much of each entry it is [unit of its line]."""
    covered: dict[Entry, Fraction] = {}
    for load in book.loads:
        mwh_per_unit, name = _mwh_per_unit(book, load.entry), load.entry.line.name
        for instrument, mwh in book.allocation.of(load):
            quantity, kg = mwh / mwh_per_unit, mwh * 1000 * instrument.kg_co2e_per_kwh
            covered[load.entry] = covered.get(load.entry, Fraction(0)) + quantity
            posting = Posting(
                load.entry, name, ELECTRICITY_ACCOUNT, Scope2Method.MARKET, CO2E, kg, kg, quantity,
                instrument=instrument.id,
            )  # fmt: skip
            book.postings.append(posting)
    return covered


def _loads(book: YearBook, entries: Sequence[Entry]) -> list[Load]:
    """Return the electricity of some entries by facility."""
    counted, signatures = set(entries), {entry.group[0] for entry in entries}
    loads = []
    for (signature, place, month), quantity in book.ledger.cells(signatures, book.months).items():
        entry = book.ledger.entry_of(signature, place, month)
        if entry in counted:
            facility = book.ledger.facilities[place]
            mwh = quantity * _mwh_per_unit(book, entry)
            loads.append(Load(entry, place, facility.id if facility else "", mwh))
    return loads


def _mwh_per_unit(book: YearBook, entry: Entry) -> Fraction:
    """Return the energy of electricity [MWh per unit of its line], which is known wherever it is measured as such."""
    mwh = book.coefficients[entry].mwh
    assert mwh is not None
    return mwh


def allocate(instruments: Iterable[Instrument], loads: Sequence[Load], year: YearSettings) -> Allocation:
    """Allocate the instruments, in the order of the file, to the loads of an inventory year."""
    allocation = Allocation()
    uncovered = {load: load.mwh for load in loads}
    kinds = list(InstrumentKind)
    for instrument in sorted(instruments, key=lambda candidate: kinds.index(candidate.kind)):
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
