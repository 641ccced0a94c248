"""What activities came to in a year: quantity, energy, emissions, renewable electricity, and months without data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from carbon.accounting import folder, intake
from carbon.accounting.disclosures import by_location
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Entry
from carbon.accounting.postings import YearBook
from carbon.accounting.result import (
    ActivityTotal,
    Coverage,
    ElectricityBalance,
    EnergyUse,
    Gap,
    InstrumentUse,
)
from carbon.accounting.year_postings import post_year
from carbon.activity_data.source import SourceFile
from carbon.activity_data.sums import Sums
from carbon.model.exact import sum_by
from carbon.model.periods import month_name
from carbon.model.terms import ELECTRICITY

MAIN_UNITS = {
    "energy": "kWh", "volume": "m3", "mass": "kg", "distance": "km", "passenger_distance": "passenger_km",
    "freight": "tonne_km", "sheets": "sheet", "area": "m2", "person_time": "person_year",
}  # fmt: skip
"""What quantities of these dimensions are added up in; money in its currency, others in their only unit."""

_Slot = tuple[str, str, bool]


def by_activity(book: YearBook) -> tuple[ActivityTotal, ...]:
    """Return the year's activities, those left out of the totals among them; what was avoided is not."""
    quantities: dict[_Slot, tuple[str, Fraction]] = {}
    mwh: dict[_Slot, Fraction | None] = {}
    for entry in book.entries:
        if entry.line.avoided:
            continue
        slot = (entry.line.name, entry.line.unit.dimension, entry.is_counted)
        unit, before = quantities.get(slot, (_main_unit(entry), Fraction(0)))
        quantities[slot] = unit, before + entry.quantity * _ratio_to(book, entry, unit)
        energy, coefficient = mwh.get(slot, Fraction(0)), book.coefficients.get(entry)
        mwh_per_unit = None if coefficient is None else coefficient.mwh
        mwh[slot] = None if energy is None or mwh_per_unit is None else energy + entry.quantity * mwh_per_unit
    kg = _emissions(book)
    accounts = {entry.line.name: entry.line.activity.account for entry in book.entries}
    return tuple(
        ActivityTotal(slot[0], accounts[slot[0]], unit, quantity, mwh[slot], kg.get(slot, Fraction(0)), slot[2])
        for slot, (unit, quantity) in sorted(quantities.items())
    )


def _main_unit(entry: Entry) -> str:
    """Return the unit that an entry's quantity is added up in."""
    dimension = entry.line.unit.dimension
    currency = dimension.removeprefix("money_")
    return MAIN_UNITS.get(dimension) or (entry.line.unit.symbol if currency == dimension else currency)


def _ratio_to(book: YearBook, entry: Entry, unit: str) -> Fraction:
    """Return how many of a unit one of the entry's unit is."""
    if not entry.line.unit.symbol or entry.line.unit.symbol == unit:
        return Fraction(1)
    vocabulary = book.folder.books.vocabulary
    return vocabulary.ratio(entry.line.unit, vocabulary.unit(unit))


def _emissions(book: YearBook) -> dict[_Slot, Fraction]:
    """Return the emissions of each activity in its own account [kg CO2e], scope 2 location-based."""
    return sum_by(
        ((posting.entry.line.name, posting.entry.line.unit.dimension, True), posting.co2e)
        for posting in by_location(book.in_totals())
        if posting.account == posting.entry.line.activity.account
    )


HUNDRED = 100


def electricity_balance(book: YearBook) -> ElectricityBalance | None:
    """Return the year's electricity and how much of it renewable instruments cover, None without electricity."""
    used = [(entry, coefficient) for entry, coefficient in book.counted() if entry.line.is_electricity]
    if not used:
        return None
    mwh = sum((entry.quantity * (coefficient.mwh or 0) for entry, coefficient in used), Fraction(0))
    renewable = book.allocation.renewable()
    covered = sum(book.allocation.allocated.values(), Fraction(0))
    kinds = {"residual_mix" if book.residual.get(entry) else "grid_average" for entry, _ in used}
    return ElectricityBalance(
        mwh,
        renewable,
        renewable / max(mwh, renewable) * HUNDRED if mwh > 0 else None,
        tuple(
            InstrumentUse(name, allocated, book.allocation.left[name])
            for name, allocated in book.allocation.allocated.items()
        ),
        None if covered == mwh else kinds.pop() if len(kinds) == 1 else "residual_mix and grid_average",
    )


def energy_by_carrier(book: YearBook, balance: ElectricityBalance | None) -> tuple[EnergyUse, ...]:
    """Return the energy of each carrier; electricity that renewable instruments cover stands apart."""
    mwh: dict[tuple[str, bool], Fraction | None] = {}
    for entry, coefficient in book.counted():
        activity = entry.line.activity
        if not activity.carrier or entry.line.gas is not None:
            continue
        key = (activity.carrier, activity.renewable)
        before = mwh.get(key, Fraction(0))
        mwh[key] = None if before is None or coefficient.mwh is None else before + entry.quantity * coefficient.mwh
    if balance is not None and balance.renewable_mwh:
        mwh[ELECTRICITY, False] = balance.mwh - balance.renewable_mwh
        mwh[ELECTRICITY, True] = balance.renewable_mwh
    return tuple(EnergyUse(carrier, total, renewable) for (carrier, renewable), total in sorted(mwh.items()))


EVENTS = "scope1/fugitive"
"""A refill is an event, made when it is needed: a month without one is no hole."""
MOST_GAPS = 100
"""How many activities of facilities are named; the others are counted."""
_Series = tuple[str, str]


def coverage_of(book: YearBook, sums: Sums) -> Coverage:
    """Return the months without data of each activity and facility that has data in the year.

    A row covers every month that it touches; what was avoided or left out of the totals is not looked at, and neither
    are events.
    """
    entries = [entry for entry in book.entries if entry.is_counted and entry.line.activity.account != EVENTS]
    counted = {entry.group for entry in entries}
    series: dict[_Series, int] = {}
    of_pair: dict[tuple[int, int], int] = {}
    for signature, place in sums.pairs():
        if book.ledger.group_of(signature, place) in counted:
            facility = book.ledger.facilities[place]
            name = (book.ledger.lines[signature].name, facility.id if facility else "")
            of_pair[signature, place] = series.setdefault(name, len(series))
    number, masks = sums.gaps(of_pair, book.months, MOST_GAPS)
    names = list(series)
    gaps = [Gap(names[at][0], names[at][1] or None, _missing_months(mask, book.months)) for at, mask in masks]
    has_events_alone = not entries and bool(book.entries)
    have = set(book.months) if has_events_alone else {entry.month for entry in entries}
    months = tuple(month_name(month) for month in book.months if month in have)
    return Coverage(
        months, len(book.months), number, tuple(sorted(gaps, key=lambda gap: (gap.activity, gap.facility or "")))
    )


def _missing_months(mask: int, months: range) -> tuple[str, ...]:
    """Return the names of the months that a mask does not have."""
    return tuple(month_name(month) for month in months if not mask >> (month - months.start) & 1)


FACILITY, ITEM = "facility", "item"


def activities_of(path: Path, year: int, column: str, name: str) -> tuple[ActivityTotal, ...]:
    """Return the activities of a part of an inventory folder in a year; none where no row is of it.

    Parameters
    ----------
    column
        `facility`, or `item`: a column of the activity data that nothing else reads.
    name
        The facility by its id or a name, or the item as it is written.
    """
    source = folder.read_folder([path], {}, [year])
    texts = _texts_of_part(source, column, name)
    source.sources = [part for file in source.sources if (part := _narrowed(file, column, texts)) is not None]
    if not source.sources:
        return ()
    ledger, _, _, _ = intake.read_activity_data(source)
    return by_activity(post_year(source, ledger, source.settings.years[year]))


def _texts_of_part(source: Folder, column: str, name: str) -> tuple[str, ...]:
    """Return how a part is written in the rows: a facility by its id and its names."""
    facility = source.settings.facilities.get(name) if column == FACILITY else None
    return (name,) if facility is None else (name, *facility.names.values())


def _narrowed(source: SourceFile, column: str, texts: Sequence[str]) -> SourceFile | None:
    """Return a file with the rows of a part alone, None if it has no such column."""
    headers = source.columns if column == FACILITY else [header.strip().lower() for header in source.headers]
    places = [place for place, header in enumerate(headers) if header == column]
    return replace(source, only=(places[0], tuple(texts))) if places else None
