"""Upstream emissions of energy carriers: a second posting is a decision, never an accident."""

from __future__ import annotations

from fractions import Fraction

from carbon.accounting.ledger import Entry, Key
from carbon.accounting.lines import Fault
from carbon.accounting.yearbook import YearBook, posted
from carbon.compiling import CompileError
from carbon.matching.wanted import NoMatchError
from carbon.problems import Place, Problem
from carbon.reading.settings import NAME
from carbon.records import Coefficient
from carbon.terms import UPSTREAM_ACCOUNT, Severity, UpstreamDecision


def post(book: YearBook) -> list[Problem]:
    """Post the upstream emissions that the settings say to compute.

    Returns
    -------
    list
        Refusals (to compute without a factor, reported without a row) and what was not assessed.
    """
    by_carrier: dict[str, list[tuple[Entry, Coefficient]]] = {}
    for entry, coefficient in book.counted():
        if entry.line.activity.carrier and entry.line.gas is None:
            by_carrier.setdefault(entry.line.activity.carrier, []).append((entry, coefficient))
    decisions = book.folder.settings.upstream
    problems: list[Problem] = []
    open_carriers = [carrier for carrier in sorted(by_carrier) if carrier not in decisions]
    if by_carrier and not decisions:
        problems.append(_not_assessed("scope3/03: not assessed. [upstream] in carbon.toml decides it per carrier."))
    elif open_carriers:
        problems.append(_not_assessed(f"scope3/03: not assessed for {', '.join(open_carriers)}."))
    for carrier, upstream in decisions.items():
        if carrier not in by_carrier:
            continue
        if upstream.decision is UpstreamDecision.COMPUTE:
            zero_rated = _zero_rated(book)
            for entry, coefficient in by_carrier[carrier]:
                _compute(book, entry, coefficient, zero_rated.get(entry.key, Fraction(0)))
        elif upstream.decision is UpstreamDecision.REPORTED and not _is_reported(book):
            why = (
                f"Upstream emissions of {carrier} are said to be reported in {book.year.year}, and no row reports "
                f"them.\nAdd a row with the activity reported/{UPSTREAM_ACCOUNT}, or decide otherwise."
            )
            problems.append(Problem("upstream-without-report", why, Place(NAME, 0, f"upstream.{carrier}")))
    return problems


def _not_assessed(why: str) -> Problem:
    """Say what was not assessed."""
    return Problem("not-assessed", why, severity=Severity.WARNING)


def _compute(book: YearBook, entry: Entry, coefficient: Coefficient, zero_rated: Fraction) -> None:
    """Post the upstream emissions of an entry, of electricity on the load that nothing zero-rated covers [MWh]."""
    try:
        upstream = book.maker.upstream(entry)
    except (NoMatchError, CompileError) as error:
        code = "upstream-without-factor" if error.code == "missing-factor" else error.code
        book.faults.append((entry, Fault("activity", code, error.why)))
        return
    quantity = entry.quantity
    if entry.line.is_electricity:
        book.upstream[entry.key] = upstream
        quantity -= zero_rated / (coefficient.mwh or 1)
    book.postings += posted(book, entry, upstream, UPSTREAM_ACCOUNT, quantity=quantity)


def _zero_rated(book: YearBook) -> dict[Key, Fraction]:
    """Return what of each entry of electricity zero-rated instruments cover [MWh]."""
    totals: dict[Key, Fraction] = {}
    for load in book.loads:
        key = Key(load.signature, book.ledger.stand(load.signature, load.facility), load.month)
        covered = (mwh for i, mwh in book.allocation.of(load) if not i.kg_co2e_per_kwh)
        totals[key] = sum(covered, totals.get(key, Fraction(0)))
    return totals


def _is_reported(book: YearBook) -> bool:
    """Say whether a row reports emissions in the upstream account."""
    return any(posting.account == UPSTREAM_ACCOUNT and posting.entry.line.gas for posting in book.postings)
