"""What each activity came to: quantity, energy and emissions, whatever units its rows were written in."""

from __future__ import annotations

from fractions import Fraction

from carbon.accounting.ledger import Entry
from carbon.accounting.result import ActivityTotal
from carbon.accounting.yearbook import YearBook
from carbon.model.terms import Scope2Method

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
        slot = (entry.line.name, entry.line.unit.dimension, book.is_counted(entry))
        unit, before = quantities.get(slot, (_main_unit(entry), Fraction(0)))
        quantities[slot] = unit, before + entry.quantity * _ratio(book, entry, unit)
        energy, coefficient = mwh.get(slot, Fraction(0)), book.coefficients.get(entry.key)
        known = None if coefficient is None else coefficient.mwh
        mwh[slot] = None if energy is None or known is None else energy + entry.quantity * known
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


def _ratio(book: YearBook, entry: Entry, unit: str) -> Fraction:
    """Return how many of a unit one of the entry's unit is."""
    if not entry.line.unit.symbol or entry.line.unit.symbol == unit:
        return Fraction(1)
    vocabulary = book.folder.books.vocabulary
    return vocabulary.ratio(entry.line.unit, vocabulary.unit(unit))


def _emissions(book: YearBook) -> dict[_Slot, Fraction]:
    """Return the emissions of each activity in its own account [kg CO2e], scope 2 location-based."""
    totals: dict[_Slot, Fraction] = {}
    for posting in book.in_totals():
        line = posting.entry.line
        if posting.account == line.activity.account and posting.method is not Scope2Method.MARKET:
            slot = (line.name, line.unit.dimension, True)
            totals[slot] = totals.get(slot, Fraction(0)) + (posting.kg_co2e or 0)
    return totals
