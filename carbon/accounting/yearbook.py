"""An inventory year being made: every entry gets its coefficient and is posted, avoided or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.accounting.allocation import Allocation, Load, allocate, is_within, touches
from carbon.accounting.coefficients import Coefficients
from carbon.accounting.folder import Folder
from carbon.accounting.gwp import Lens, NoGwpError
from carbon.accounting.ledger import Entry, EntryKey, Ledger
from carbon.accounting.lines import Fault
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.factors.records import CO2E, Coefficient
from carbon.model.periods import month_name, month_number
from carbon.model.terms import ELECTRICITY_ACCOUNT, Scope2Method
from carbon.settings import Exclusion, YearSettings


@dataclass(frozen=True, slots=True)
class Posting:
    """A mass of a gas [kg] of an entry in an account, and its CO2e [kg] (None without a GWP).

    Parameters
    ----------
    name
        The activity: the row's, or the electricity of a vehicle where that alone is left out.
    quantity
        What of the entry it comes from [unit of the entry's line].
    instrument
        The contractual instrument that covers it, in place of a coefficient.
    exclusion
        Why it is in no total, if it is left out; what is avoided is in none either.
    """

    entry: Entry
    name: str
    account: str
    method: Scope2Method | None
    gas: str
    kg: Fraction
    kg_co2e: Fraction | None
    quantity: Fraction
    coefficient: Coefficient | None = None
    instrument: str = ""
    exclusion: Exclusion | None = None

    @property
    def is_counted(self) -> bool:
        """Say whether it is in the totals."""
        return self.exclusion is None and not self.entry.line.avoided

    @property
    def figure(self) -> str:
        """Return what it is part of: an account, or `avoided/ACTIVITY`, or `excluded/ACTIVITY`."""
        if self.is_counted:
            return self.account
        return f"{'excluded' if self.exclusion else 'avoided'}/{self.name}"


@dataclass(slots=True)
class YearBook:
    """All that an inventory year consists of.

    Parameters
    ----------
    entries
        Entries of the year's months.
    coefficients
        The coefficient of each entry that has one, by key.
    postings
        All postings, those that are in no total among them.
    exclusions
        Why entries are left out, by key.
    not_computed
        What is left out and cannot be computed: activities, each with the reason.
    loads, allocation
        Electricity by facility and month, and what covers it.
    residual, upstream
        Of electricity: the coefficient of the residual mix, and that of its upstream emissions where computed.
    faults
        Entries without a coefficient, and why.
    """

    folder: Folder
    ledger: Ledger
    year: YearSettings
    lens: Lens
    maker: Coefficients
    entries: list[Entry] = field(default_factory=list)
    coefficients: dict[EntryKey, Coefficient] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)
    exclusions: dict[EntryKey, Exclusion] = field(default_factory=dict)
    not_computed: list[tuple[str, Exclusion]] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)
    allocation: Allocation = field(default_factory=Allocation)
    residual: dict[EntryKey, Coefficient | None] = field(default_factory=dict)
    upstream: dict[EntryKey, Coefficient] = field(default_factory=dict)
    faults: list[tuple[Entry, Fault]] = field(default_factory=list)

    @property
    def months(self) -> range:
        """Return the months of the year by their numbers."""
        return range(month_number(self.year.start), month_number(self.year.end) + 1)

    def counted(self) -> Iterator[tuple[Entry, Coefficient]]:
        """Yield the entries that are in the totals, with their coefficients."""
        for entry in self.entries:
            if self.is_counted(entry) and entry.key in self.coefficients:
                yield entry, self.coefficients[entry.key]

    def is_counted(self, entry: Entry) -> bool:
        """Say whether an entry is neither avoided nor left out."""
        return not entry.line.avoided and entry.key not in self.exclusions

    def in_totals(self) -> Iterator[Posting]:
        """Yield the postings that are in the totals."""
        return (posting for posting in self.postings if posting.is_counted)


def post_year(folder: Folder, ledger: Ledger, year: YearSettings) -> YearBook:
    """Make the year's postings except those of upstream emissions."""
    lens = Lens(folder.books_of(year.year).gases, folder.settings.gwp_set)
    book = YearBook(folder, ledger, year, lens, Coefficients(folder, year))
    book.entries = [entry for entry in ledger.entries if entry.month in book.months]
    for entry in book.entries:
        _enter(book, entry)
    _electricity(book)
    return book


def _enter(book: YearBook, entry: Entry) -> None:
    """Find an entry's coefficient and post it where it belongs."""
    misplaced = _misplaced(book, entry)
    if misplaced:
        book.faults.append((entry, Fault("instrument", "misplaced-instrument", misplaced)))
        return
    exclusion = _exclusion(book, entry)
    if exclusion is not None:
        book.exclusions[entry.key] = exclusion
    try:
        coefficient = book.maker.of(entry)
        postings = postings_of(book, entry, coefficient, entry.line.activity.account, exclusion=exclusion)
    except (NoMatchError, CompileError, NoGwpError) as error:
        if exclusion is not None:
            book.not_computed.append((entry.line.name, exclusion))
        elif isinstance(error, NoGwpError):
            book.faults.append((entry, Fault("gwp_set", "missing-gwp", str(error))))
        else:
            book.faults.append((entry, Fault(_column(error.code), error.code, error.why)))
        return
    book.coefficients[entry.key] = coefficient
    if not (entry.line.is_electricity and book.is_counted(entry)):
        book.postings += postings


def _misplaced(book: YearBook, entry: Entry) -> str:
    """Say why the instrument that an entry's rows name cannot cover them, empty if it can or none is named."""
    name = (entry.line.signature.instrument or "").strip()
    instrument = next((declared for declared in book.folder.instruments if declared.id == name), None)
    if instrument is None:
        return ""
    if not entry.line.is_electricity:
        return f'The instrument "{name}" is of electricity, and the row is {entry.line.name}. Leave the cell empty.'
    if not is_within(instrument.market, entry.location.geography):
        why = f'The instrument "{name}" is valid in {instrument.market}, and the row is of {entry.location.geography}.'
        return f"{why}\nName one of that market, or none."
    if not touches(instrument, entry.month):
        why = f'The instrument "{name}" is of {instrument.start} to {instrument.end}, and the row is of '
        return f"{why}{month_name(entry.month)}.\nCorrect the days in instruments.csv, or name another."
    return ""


def _column(code: str) -> str:
    """Return the column that a problem with a factor points at."""
    of_unit = {"wrong-dimension", "calorific-basis", "missing-heating-value"}
    return "unit" if code in of_unit else "factor" if code == "unknown-factor" else "activity"


def _exclusion(book: YearBook, entry: Entry) -> Exclusion | None:
    """Return why an entry is left out of the totals, None if it is not."""
    if entry.line.avoided:
        return None
    for exclusion in book.folder.settings.exclusions:
        if exclusion.activity and exclusion.activity == entry.line.activity.id:
            return exclusion
        if exclusion.account and exclusion.account == entry.line.activity.account:
            return exclusion
    return entry.location.exclusion


def postings_of(
    book: YearBook,
    entry: Entry,
    coefficient: Coefficient,
    account: str,
    method: Scope2Method | None = None,
    quantity: Fraction | None = None,
    *,
    name: str = "",
    exclusion: Exclusion | None = None,
) -> list[Posting]:
    """Return the postings of a quantity [unit of the entry's line; all of it by default] of the entry's activity.

    A purchased heat, steam or cooling without instruments is the same under both scope 2 methods.
    """
    quantity = entry.quantity if quantity is None else quantity
    if account.partition("/")[0] == "scope2" and method is None:
        by_method = (
            postings_of(book, entry, coefficient, account, method, quantity, name=name, exclusion=exclusion)
            for method in Scope2Method
        )
        return [posting for postings in by_method for posting in postings]
    postings = []
    for gas, kg in coefficient.kg.items():
        gwp = book.lens.gwp(gas)
        mass = kg * quantity
        where = book.lens.account(gas, account)
        by = method if where == account else None
        if where != account and method is Scope2Method.MARKET:
            continue
        kg_co2e = None if gwp is None else mass * gwp
        postings.append(
            Posting(
                entry,
                name or entry.line.name,
                where,
                by,
                gas,
                mass,
                kg_co2e,
                quantity,
                coefficient,
                exclusion=exclusion,
            )
        )
    return postings


def _electricity(book: YearBook) -> None:
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
