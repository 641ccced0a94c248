"""What an entry is posted as beside its own account: the electricity of own vehicles, and upstream emissions.

The kilometres of one row are scope 1 (what is burnt, nothing in an electric car) and scope 2 (what it is charged with).
The publication gives the second by the kilometre too, by the average of the grid: no instrument reaches it, so that it
is the same under both methods. What is charged at the organisation's own meters is in the bills already.

Upstream emissions of fuels, electricity and journeys are a decision of carbon.toml, never an accident.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from carbon.accounting.gwp import NoGwpError
from carbon.accounting.ledger import Entry, EntryKey
from carbon.accounting.meanings import Fault
from carbon.accounting.yearbook import Posting, YearBook, postings_of
from carbon.factors.candidates import NoMatchError, chain
from carbon.factors.compiling import CompileError
from carbon.factors.factor import Coefficient
from carbon.model import exact
from carbon.model.problems import Place, Problem, listed
from carbon.model.terms import (
    KG_PER_T,
    UPSTREAM,
    UPSTREAM_ACCOUNT,
    VEHICLE_ELECTRICITY_ACCOUNT,
    Scope2Method,
    Severity,
    UpstreamDecision,
)
from carbon.settings import SETTINGS, Exclusion, Upstream


def post_beside(book: YearBook) -> list[Problem]:
    """Post the electricity of own vehicles and the upstream emissions; return what is refused or worth a warning."""
    return [*_post_vehicle_electricity(book), *_post_upstream(book)]


def _post_vehicle_electricity(book: YearBook) -> list[Problem]:
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


Entries = Sequence[tuple[Entry, Coefficient]]
_MOST_NAMED = 8


def _post_upstream(book: YearBook) -> list[Problem]:
    """Post the upstream emissions that the settings say to compute.

    Returns
    -------
    list
        Refusals (to compute what rows state too, reported without a row) and what was not assessed.
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
    why = "[upstream] in carbon.toml decides it per carrier."
    if book.folder.settings.upstream:
        more = f" and {len(sources) - _MOST_NAMED} more" if len(sources) > _MOST_NAMED else ""
        return [_not_assessed(f"scope3/03: not assessed for {', '.join(sources[:_MOST_NAMED])}{more}.")]
    return [_not_assessed(f"scope3/03: not assessed. {why}")]


def _not_assessed(why: str) -> Problem:
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
        _compute_entry(book, entry, coefficient, source, zero_rated.get(entry.key, Fraction(0)))


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
        book.upstream[entry.key] = upstream
        quantity -= zero_rated / (coefficient.mwh or 1)
    book.postings += postings_of(book, entry, upstream, _account(book, source), quantity=quantity)


def _zero_rated(book: YearBook) -> dict[EntryKey, Fraction]:
    """Return what of each entry of electricity zero-rated instruments cover [MWh]."""
    totals: dict[EntryKey, Fraction] = {}
    for load in book.loads:
        key = EntryKey(load.signature, book.ledger.location_of(load.signature, load.facility), load.month)
        covered = (mwh for i, mwh in book.allocation.of(load) if not i.kg_co2e_per_kwh)
        totals[key] = sum(covered, totals.get(key, Fraction(0)))
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
    why = (
        f"The upstream emissions of {source} are to be computed in {book.year.year}, and rows of "
        f"{listed([UPSTREAM + name for name in stated])} state them too: they would be counted twice.\n"
        f'Take the rows out, or decide otherwise: "{source}" = "reported".'
    )
    return [Problem("upstream-twice", why, Place(SETTINGS, 0, f"upstream.{key}"))]


def _without_report(book: YearBook, key: str, source: str) -> list[Problem]:
    """Refuse upstream emissions that are said to be reported, and that no row reports."""
    account = _account(book, source)
    is_stated = any(key in chain(name) for name in _stated(book))
    if is_stated or any(posting.account == account and posting.entry.line.gas for posting in book.in_totals()):
        return []
    why = (
        f"Upstream emissions of {key} are said to be reported in {book.year.year}, and no row reports "
        f"them.\nAdd a row with the activity reported/{account}, or decide otherwise."
    )
    return [Problem("upstream-without-report", why, Place(SETTINGS, 0, f"upstream.{key}"))]
