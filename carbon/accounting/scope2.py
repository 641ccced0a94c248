"""Scope 2: electricity posted by both methods, location-based and market-based; instruments cover what they can."""

from __future__ import annotations

from fractions import Fraction

from carbon.accounting.allocation import Load, allocate
from carbon.accounting.ledger import Entry, EntryKey
from carbon.accounting.meanings import Fault
from carbon.accounting.yearbook import Posting, YearBook, postings_of
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.factors.factor import CO2E
from carbon.model.terms import ELECTRICITY_ACCOUNT, Scope2Method


def post_electricity(book: YearBook) -> None:
    """Post electricity by both methods."""
    entries = {entry.key: entry for entry, _ in book.counted() if entry.line.is_electricity}
    if not entries:
        return
    for key, entry in entries.items():
        try:
            book.residual[key] = book.maker.residual_mix(entry)
        except (NoMatchError, CompileError) as error:
            book.residual[key] = None
            book.faults.append((entry, Fault("activity", error.code, error.why)))
    if book.folder.instruments:
        book.loads = _loads(book, entries)
        book.allocation = allocate(book.folder.instruments, book.loads, book.year)
    covered: dict[EntryKey, Fraction] = {}
    for load in book.loads:
        key = EntryKey(load.signature, book.ledger.location_of(load.signature, load.facility), load.month)
        for instrument, mwh in book.allocation.of(load):
            covered[key] = covered.get(key, Fraction(0)) + mwh
            kg = mwh * 1000 * instrument.kg_co2e_per_kwh
            mwh_per_unit = book.coefficients[key].mwh
            assert mwh_per_unit is not None
            book.postings.append(
                Posting(
                    entries[key],
                    entries[key].line.name,
                    ELECTRICITY_ACCOUNT,
                    Scope2Method.MARKET,
                    CO2E,
                    kg,
                    kg,
                    mwh / mwh_per_unit,
                    instrument=instrument.id,
                )
            )
    for key, entry in entries.items():
        coefficient = book.coefficients[key]
        book.postings += postings_of(book, entry, coefficient, ELECTRICITY_ACCOUNT, Scope2Method.LOCATION)
        assert coefficient.mwh is not None
        rest = entry.quantity - covered.get(key, Fraction(0)) / coefficient.mwh
        used = book.residual[key] or coefficient
        book.postings += postings_of(book, entry, used, ELECTRICITY_ACCOUNT, Scope2Method.MARKET, rest)


def _loads(book: YearBook, entries: dict[EntryKey, Entry]) -> list[Load]:
    """Return the electricity of the year by facility and month."""
    loads = []
    for (signature, facility, month), quantity in book.ledger.cells(
        {key.signature for key in entries}, book.months
    ).items():
        key = EntryKey(signature, book.ledger.location_of(signature, facility), month)
        if key not in entries:
            continue
        entry = entries[key]
        mwh = book.coefficients[key].mwh
        assert mwh is not None
        facility_meant = book.ledger.facilities[facility]
        instrument = (entry.line.signature.instrument or "").strip()
        loads.append(
            Load(
                signature,
                facility,
                month,
                entry.location.geography,
                facility_meant.id if facility_meant else "",
                instrument,
                quantity * mwh,
            )
        )
    return loads
