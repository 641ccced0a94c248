"""Scope 2: electricity posted by both methods, location-based and market-based; instruments cover what they can."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from carbon.accounting.allocation import Load, allocate
from carbon.accounting.ledger import Entry
from carbon.accounting.meanings import Fault
from carbon.accounting.postings import Posting, YearBook, postings_of
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.factors.factor import CO2E
from carbon.model.terms import ELECTRICITY_ACCOUNT, Scope2Method


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
