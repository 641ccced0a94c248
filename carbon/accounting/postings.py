"""Posting an inventory year: every entry gets its coefficient and is posted, avoided or left out."""

from __future__ import annotations

from carbon.accounting.allocation import is_within, touches
from carbon.accounting.coefficients import Coefficients
from carbon.accounting.folder import Folder
from carbon.accounting.gwp import Lens, NoGwpError
from carbon.accounting.ledger import Entry, Ledger
from carbon.accounting.meanings import Fault
from carbon.accounting.scope2 import post_electricity
from carbon.accounting.yearbook import YearBook, postings_of
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.model.periods import month_name
from carbon.settings import Exclusion, YearSettings


def post_year(folder: Folder, ledger: Ledger, year: YearSettings) -> YearBook:
    """Make the year's postings except those of upstream emissions."""
    lens = Lens(folder.books_of(year.year).gases, folder.settings.gwp_set)
    book = YearBook(folder, ledger, year, lens, Coefficients(folder, year))
    book.entries = [entry for entry in ledger.entries if entry.month in book.months]
    for entry in book.entries:
        _enter(book, entry)
    post_electricity(book)
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
