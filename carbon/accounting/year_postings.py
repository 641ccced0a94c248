"""Posting an inventory year: every entry under its own account, and what stands beside it.

Beside it stand the electricity of own vehicles and upstream emissions.

The kilometres of one row are scope 1 (what is burnt, nothing in an electric car) and scope 2 (what it is charged with).
The publication gives the second by the kilometre too, by the average of the grid: no instrument reaches it, so that it
is the same under both methods. What is charged at the organisation's own meters is in the bills already.

Upstream emissions of fuels, electricity and journeys are a decision of carbon.toml, never an accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from carbon.accounting.coefficients import Coefficients
from carbon.accounting.folder import Folder
from carbon.accounting.gwp import Lens, NoGwpError
from carbon.accounting.ledger import Entry, Ledger
from carbon.accounting.meanings import Fault
from carbon.accounting.postings import Posting, YearBook, postings_of
from carbon.accounting.scope2 import is_within, post_electricity, touches
from carbon.factors.candidates import NoMatchError, chain
from carbon.factors.compiling import CompileError
from carbon.factors.factor import Coefficient
from carbon.model import exact
from carbon.model.periods import month_name
from carbon.model.problems import Place, Problem, listed
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import (
    KG_PER_T,
    UPSTREAM,
    UPSTREAM_ACCOUNT,
    VEHICLE_ELECTRICITY_ACCOUNT,
    Scope2Method,
    Severity,
    UpstreamDecision,
)
from carbon.settings import SETTINGS, Exclusion, Upstream, YearSettings


def post_year(folder: Folder, ledger: Ledger, year: YearSettings) -> YearBook:
    """Post a year: every entry to its own account, then what stands beside it."""
    lens = Lens(folder.books_of(year.year).gases, folder.settings.gwp_set)
    book = YearBook(folder, ledger, year, lens, Coefficients(folder, year))
    book.entries = [entry for entry in ledger.entries if entry.month in book.months]
    for entry in book.entries:
        _enter(book, entry)
    post_electricity(book)
    book.problems += [*_post_vehicle_electricity(book), *_post_upstream(book)]
    return book


def _enter(book: YearBook, entry: Entry) -> None:
    """Find an entry's coefficient and post it where it belongs."""
    misplaced = _misplaced(book, entry)
    if misplaced:
        book.faults.append((entry, Fault("instrument", "misplaced-instrument", misplaced)))
        return
    try:
        coefficient = book.maker.of(entry)
        postings = postings_of(book, entry, coefficient, entry.line.activity.account, exclusion=entry.exclusion)
    except (NoMatchError, CompileError, NoGwpError) as error:
        if entry.exclusion is not None:
            book.not_computed.append((entry.line.name, entry.exclusion))
        elif isinstance(error, NoGwpError):
            book.faults.append((entry, Fault("gwp_set", "missing-gwp", error.why)))
        else:
            book.faults.append((entry, Fault(_column(error.code), error.code, error.why)))
        return
    book.coefficients[entry] = coefficient
    if not (entry.line.is_electricity and entry.is_counted):
        book.postings += postings


def _misplaced(book: YearBook, entry: Entry) -> Sentence | None:
    """Say why the instrument that an entry's rows name cannot cover them, None if it can or none is named."""
    name = entry.line.signature.text("instrument")
    instrument = next((declared for declared in book.folder.instruments if declared.id == name), None)
    if instrument is None:
        return None
    if not entry.line.is_electricity:
        return say(
            'The instrument "{instrument}" is of electricity, and the row is {activity}. Leave the cell empty.',
            instrument=name,
            activity=entry.line.name,
        )
    if not is_within(instrument.market, entry.geography):
        return say(
            'The instrument "{instrument}" is valid in {market}, and the row is of {geography}.\n'
            "Name one of that market, or none.",
            instrument=name,
            market=instrument.market,
            geography=entry.geography,
        )
    if not touches(instrument, entry.month):
        return say(
            'The instrument "{instrument}" is of {start} to {end}, and the row is of {month}.\n'
            "Correct the days in instruments.csv, or name another.",
            instrument=name,
            start=instrument.start,
            end=instrument.end,
            month=month_name(entry.month),
        )
    return None


def _column(code: str) -> str:
    """Return the column that a problem with a factor points at."""
    of_unit = {"wrong-dimension", "calorific-basis", "missing-heating-value"}
    return "unit" if code in of_unit else "factor" if code == "unknown-factor" else "activity"


def _post_vehicle_electricity(book: YearBook) -> list[Problem]:
    """Post the electricity of vehicles beside what they burn: into the totals, or to where the row was left out.

    Return a warning, if rows of electricity may hold it already.
    """
    catalogue = book.folder.books.catalogue
    for entry in book.entries:
        part = catalogue.electricity_of(entry.line.activity) if entry.line.gas is None else ""
        exclusion = entry.exclusion
        is_left_out = entry.line.avoided or (exclusion is not None and not exclusion.account)
        is_computed = entry in book.coefficients or (exclusion is not None and not is_left_out)
        if not part or not is_computed:
            continue
        name = entry.line.name
        if not is_left_out:
            exclusion, name = _electricity_exclusion(book, entry, part), part
        is_optional = is_left_out or exclusion is not None
        postings = _postings(book, entry, part, exclusion, name, is_optional=is_optional)
        book.postings += postings or []
        if postings is None and exclusion is not None and not is_left_out:
            book.not_computed.append((part, exclusion))
    return _counted_twice(book)


def _electricity_exclusion(book: YearBook, entry: Entry, part: str) -> Exclusion | None:
    """Return why the electricity of a vehicle is left out although the vehicle is not, None if it is not."""
    if entry.line.avoided:
        return None
    names = {part, VEHICLE_ELECTRICITY_ACCOUNT}
    exclusions = book.folder.settings.exclusions
    return next((exclusion for exclusion in exclusions if {exclusion.activity, exclusion.account} & names), None)


def _postings(
    book: YearBook, entry: Entry, part: str, exclusion: Exclusion | None, name: str, *, is_optional: bool
) -> list[Posting] | None:
    """Return the postings of a vehicle's electricity; without a factor none, and a fault unless it may be missing."""
    try:
        coefficient = book.maker.beside(entry, part)
        return postings_of(book, entry, coefficient, VEHICLE_ELECTRICITY_ACCOUNT, name=name, exclusion=exclusion)
    except (NoMatchError, CompileError, NoGwpError) as error:
        if not is_optional:
            why = joined(
                [
                    say("{activity} is charged with electricity, which is scope 2.", activity=entry.line.name),
                    error.why,
                    say('Or leave it out with a reason: [[exclude]] activity = "{part}", in carbon.toml.', part=part),
                ],
                "\n",
            )
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
    why = say(
        "{total} t CO2e of scope 2 is electricity of vehicles by distance. What is charged at a "
        "meter whose bills are rows too is counted twice.\n"
        'Leave it out: [[exclude]] account = "{account}", with the reason.',
        total=total,
        account=VEHICLE_ELECTRICITY_ACCOUNT,
    )
    return [Problem("vehicle-electricity", why, severity=Severity.WARNING)]


Entries = Sequence[tuple[Entry, Coefficient]]
_MOST_NAMED = 8


def _post_upstream(book: YearBook) -> list[Problem]:
    """Post the upstream emissions that the settings say to compute.

    Return refusals (to compute what rows state too, reported without a row) and what was not assessed.
    """
    by_source = _by_source(book)
    decisions = book.folder.settings.upstream
    problems = _open(book, [source for source in sorted(by_source) if not _decision(decisions, source)])
    reported: set[str] = set()
    for source, entries in by_source.items():
        key = _decision(decisions, source)
        if not key:
            continue
        if decisions[key].decision is UpstreamDecision.COMPUTE:
            problems += _stated_too(book, key, source)
            _compute(book, source, entries)
        elif decisions[key].decision is UpstreamDecision.REPORTED and key not in reported:
            reported.add(key)
            problems += _without_report(book, key, source)
    return problems


def _by_source(book: YearBook) -> dict[str, list[tuple[Entry, Coefficient]]]:
    """Return the entries that have something upstream, by its name: the carrier, or the activity itself."""
    by_source: dict[str, list[tuple[Entry, Coefficient]]] = {}
    for entry, coefficient in book.counted():
        name = book.folder.books.catalogue.upstream_of(entry.line.activity)
        if name and entry.line.gas is None:
            by_source.setdefault(name.removeprefix(UPSTREAM), []).append((entry, coefficient))
    return by_source


def _decision(decisions: Mapping[str, Upstream], source: str) -> str:
    """Return the key of `[upstream]` that decides about a source: its own, else that of a kind that it is of."""
    return next((name for name in chain(source) if name in decisions), "")


def _open(book: YearBook, sources: Sequence[str]) -> list[Problem]:
    """Say what nobody decided about, of fuels and energy; of journeys and transport it is optional."""
    sources = [source for source in sources if _account(book, source) == UPSTREAM_ACCOUNT]
    if not sources:
        return []
    if not book.folder.settings.upstream:
        return [_not_assessed(say("scope3/03: not assessed. [upstream] in carbon.toml decides it per carrier."))]
    shown = joined(sources[:_MOST_NAMED], ", ")
    if len(sources) > _MOST_NAMED:
        shown = say("{names} and {more} more", names=shown, more=len(sources) - _MOST_NAMED)
    return [_not_assessed(say("scope3/03: not assessed for {sources}.", sources=shown))]


def _not_assessed(why: Sentence) -> Problem:
    """Say what was not assessed."""
    return Problem("not-assessed", why, severity=Severity.WARNING)


def _account(book: YearBook, source: str) -> str:
    """Return the account that the upstream of a source is posted to."""
    activity = book.folder.books.catalogue.activities.get(UPSTREAM + source)
    return activity.account if activity else UPSTREAM_ACCOUNT


def _compute(book: YearBook, source: str, entries: Entries) -> None:
    """Post the upstream emissions of a source."""
    zero_rated = _zero_rated(book) if book.loads else {}
    for entry, coefficient in entries:
        _compute_entry(book, entry, coefficient, source, zero_rated.get(entry, Fraction(0)))


def _compute_entry(book: YearBook, entry: Entry, coefficient: Coefficient, source: str, zero_rated: Fraction) -> None:
    """Post the upstream emissions of an entry, of electricity on the load that nothing zero-rated covers [MWh]."""
    try:
        upstream = book.maker.beside(entry, UPSTREAM + source)
    except (NoMatchError, CompileError) as error:
        code = "upstream-without-factor" if error.code == "missing-factor" else error.code
        book.faults.append((entry, Fault("activity", code, error.why)))
        return
    quantity = entry.quantity
    if entry.line.is_electricity:
        book.upstream[entry] = upstream
        quantity -= zero_rated / (coefficient.mwh or 1)
    book.postings += postings_of(book, entry, upstream, _account(book, source), quantity=quantity)


def _zero_rated(book: YearBook) -> dict[Entry, Fraction]:
    """Return what of each entry of electricity zero-rated instruments cover [MWh]."""
    totals: dict[Entry, Fraction] = {}
    for load in book.loads:
        covered = (mwh for i, mwh in book.allocation.of(load) if not i.kg_co2e_per_kwh)
        totals[load.entry] = sum(covered, totals.get(load.entry, Fraction(0)))
    return totals


def _stated(book: YearBook) -> Iterator[str]:
    """Yield the sources whose upstream rows state themselves."""
    return (
        entry.line.activity.id.removeprefix(UPSTREAM)
        for entry, _ in book.counted()
        if entry.line.activity.id.startswith(UPSTREAM)
    )


def _stated_too(book: YearBook, key: str, source: str) -> list[Problem]:
    """Refuse to compute the upstream of a source of which rows state the upstream, or a part of it, too."""
    stated = sorted({name for name in _stated(book) if source in chain(name)})
    if not stated:
        return []
    why = say(
        "The upstream emissions of {source} are to be computed in {year}, and rows of {activities} "
        "state them too: they would be counted twice.\n"
        'Take the rows out, or decide otherwise: "{source}" = "reported".',
        source=source,
        year=book.year.year,
        activities=listed([UPSTREAM + name for name in stated]),
    )
    return [Problem("upstream-twice", why, Place(SETTINGS, 0, f"upstream.{key}"))]


def _without_report(book: YearBook, key: str, source: str) -> list[Problem]:
    """Refuse upstream emissions that are said to be reported, and that no row reports."""
    account = _account(book, source)
    is_stated = any(key in chain(name) for name in _stated(book))
    if is_stated or any(posting.account == account and posting.entry.line.gas for posting in book.in_totals()):
        return []
    why = say(
        "Upstream emissions of {key} are said to be reported in {year}, and no row reports them.\n"
        "Add a row with the activity reported/{account}, or decide otherwise.",
        key=key,
        year=book.year.year,
        account=account,
    )
    return [Problem("upstream-without-report", why, Place(SETTINGS, 0, f"upstream.{key}"))]
