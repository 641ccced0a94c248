"""A year's postings added up to terms: one quantity, one factor, one account.

Quantities are in one unit per dimension, so that a year can be compared with one whose bills are in another.
What is in no total has an account of its own here: `avoided/ACTIVITY`, `excluded/ACTIVITY`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from carbon.accounting.frozen.records import LockedTerm
from carbon.accounting.yearbook import Posting, YearBook
from carbon.factors.records import Coefficient, HeatingValue
from carbon.units import Unit

INSTRUMENT = "instrument "
ENERGY_UNIT = "kWh"
"""The unit that quantities of energy are written in."""
_Name = tuple[str, str, str, str, str, str, str]


def of(book: YearBook) -> tuple[LockedTerm, ...]:
    """Return the terms of a year, in the order of their names."""
    quantities: dict[_Name, dict[str, Fraction]] = {}
    masses: dict[_Name, dict[str, Fraction]] = {}
    units = _Units(book)
    for posting in book.postings:
        unit, ratio = units.of(posting)
        name = _name(posting, unit)
        kg, by_gas = masses.setdefault(name, {}), quantities.setdefault(name, {})
        kg[posting.gas] = kg.get(posting.gas, Fraction(0)) + posting.kg
        by_gas[posting.gas] = by_gas.get(posting.gas, Fraction(0)) + posting.quantity * ratio
    return tuple(
        LockedTerm(*name, max(quantities[name].values(), key=abs), dict(sorted(masses[name].items())))
        for name in sorted(masses)
    )


class _Units:
    """Says in which unit the quantities of a dimension are written, and how many of it one of another is.

    Parameters
    ----------
    book
        The year.
    """

    def __init__(self, book: YearBook) -> None:
        self._vocabulary = book.folder.books.vocabulary
        self._by_dimension: dict[str, Unit] = {}
        for unit in self._vocabulary.units():
            self._by_dimension.setdefault(unit.dimension, unit)
        self._by_dimension["energy"] = self._vocabulary.unit(ENERGY_UNIT)

    def of(self, posting: Posting) -> tuple[str, Fraction]:
        """Return the unit of a posting's dimension, and its ratio."""
        unit = posting.entry.line.unit
        other = self._by_dimension[unit.dimension]
        return other.symbol, self._vocabulary.ratio(unit, other)


def _name(posting: Posting, unit: str) -> _Name:
    """Return what the postings of a term have in common."""
    entry, coefficient = posting.entry, posting.coefficient
    match = coefficient.match if coefficient else None
    values = sorted({value.id for value in heating_values(coefficient)}) if coefficient else []
    return (
        posting.figure,
        posting.method or "",
        entry.line.name,
        entry.stand.geography,
        unit,
        match.factor.id if match else INSTRUMENT + posting.instrument if posting.instrument else "",
        ", ".join(values),
    )


def heating_values(coefficient: Coefficient) -> Iterator[HeatingValue]:
    """Yield the heating values that a coefficient was compiled with."""
    for step in coefficient.steps:
        if step.heating_value is not None:
            yield step.heating_value
