"""Electricity of own vehicles by distance: what a plug-in hybrid or an electric car is charged with.

The kilometres of one row are scope 1 (what is burnt, nothing in an electric car) and scope 2 (what it is charged with).
The publication gives the second by the kilometre too, by the average of the grid: no instrument reaches it, so that it
is the same under both methods. What is charged at the organisation's own meters is in the bills already.
"""

from __future__ import annotations

from fractions import Fraction

from carbon.accounting.gwp import NoGwpError
from carbon.accounting.ledger import Entry
from carbon.accounting.lines import Fault
from carbon.accounting.yearbook import Posting, YearBook, posted
from carbon.factors.candidates import NoMatchError
from carbon.factors.compiling import CompileError
from carbon.model import exact
from carbon.model.problems import Problem
from carbon.model.terms import KG_PER_T, VEHICLE_ELECTRICITY_ACCOUNT, Scope2Method, Severity
from carbon.settings import Exclusion


def post(book: YearBook) -> list[Problem]:
    """Post the electricity of vehicles beside what they burn: into the totals, or to where the row was left out.

    Returns
    -------
    list
        A warning, if rows of electricity may hold it already.
    """
    catalogue = book.folder.books.catalogue
    for entry in book.entries:
        part = catalogue.electricity_of(entry.line.activity) if entry.line.gas is None else ""
        exclusion = book.exclusions.get(entry.key)
        is_left_out = entry.line.avoided or (exclusion is not None and not exclusion.account)
        is_computed = entry.key in book.coefficients or (exclusion is not None and not is_left_out)
        if not part or not is_computed:
            continue
        name = entry.line.name
        if not is_left_out:
            exclusion, name = _exclusion(book, entry, part), part
        is_optional = is_left_out or exclusion is not None
        postings = _postings(book, entry, part, exclusion, name, is_optional=is_optional)
        book.postings += postings or []
        if postings is None and exclusion is not None and not is_left_out:
            book.not_computed.append((part, exclusion))
    return _counted_twice(book)


def _exclusion(book: YearBook, entry: Entry, part: str) -> Exclusion | None:
    """Return why the electricity of a vehicle is left out although the vehicle is not, None if it is not."""
    if entry.line.avoided:
        return None
    names = {part, VEHICLE_ELECTRICITY_ACCOUNT}
    exclusions = book.folder.settings.exclusions
    return next((one for one in exclusions if {one.activity, one.account} & names), None)


def _postings(
    book: YearBook, entry: Entry, part: str, exclusion: Exclusion | None, name: str, *, is_optional: bool
) -> list[Posting] | None:
    """Return the postings of a vehicle's electricity; without a factor none, and a fault unless it may be missing."""
    try:
        coefficient = book.maker.beside(entry, part)
        return posted(book, entry, coefficient, VEHICLE_ELECTRICITY_ACCOUNT, name=name, exclusion=exclusion)
    except (NoMatchError, CompileError, NoGwpError) as error:
        if not is_optional:
            why = f"{entry.line.name} is charged with electricity, which is scope 2.\n{error}"
            why += f'\nOr leave it out with a reason: [[exclude]] activity = "{part}", in carbon.toml.'
            code = "missing-gwp" if isinstance(error, NoGwpError) else error.code
            book.faults.append((entry, Fault("activity", code, why)))
        return None


def _counted_twice(book: YearBook) -> list[Problem]:
    """Say that electricity of vehicles is counted beside bills of electricity, which may hold it."""
    if not any(entry.line.is_electricity for entry, _ in book.counted()):
        return []
    of_vehicles = [posting for posting in book.in_totals() if posting.account == VEHICLE_ELECTRICITY_ACCOUNT]
    by_location = [posting.kg_co2e or 0 for posting in of_vehicles if posting.method is Scope2Method.LOCATION]
    if not by_location:
        return []
    total = exact.fixed(Fraction(sum(by_location)) / KG_PER_T, 3)
    why = (
        f"{total} t CO2e of scope 2 is electricity of vehicles by distance. What is charged at a meter whose bills are "
        "rows too is counted twice.\n"
        f'Leave it out: [[exclude]] account = "{VEHICLE_ELECTRICITY_ACCOUNT}", with the reason.'
    )
    return [Problem("vehicle-electricity", why, severity=Severity.WARNING)]
