"""What is worth knowing about a year: rows shared out, gases without a GWP, gases lost between editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from carbon.accounting.coefficients import wanted
from carbon.accounting.disclosures import in_scopes, share_percent, size_of_totals, used
from carbon.accounting.postings import YearBook
from carbon.factors.catalogue import Gases
from carbon.factors.factor import CO2E, Factor
from carbon.model import exact
from carbon.model.problems import Problem, listed
from carbon.model.terms import Family, Severity


def year_warnings(book: YearBook) -> list[Problem]:
    """Return what is worth knowing about a year's figures."""
    factors = (coefficient.match.factor for coefficient in used(book) if coefficient.match is not None)
    return [
        *_spread(book),
        *_without_gwp(book),
        *_passed_over(book),
        *lost_gases(book, factors),
    ]


def _spread(book: YearBook) -> Iterable[Problem]:
    """Say how much of what is in the totals rests on rows longer than 31 days."""
    spread = Fraction(0)
    for posting in in_scopes(book):
        if posting.kg_co2e and posting.entry.quantity:
            part = posting.entry.spread / posting.entry.quantity
            spread += abs(posting.kg_co2e) * min(max(part, Fraction(0)), Fraction(1))
    if spread:
        share = exact.fixed(share_percent(spread, size_of_totals(book)), 2)
        why = f"{share} % of t CO2e comes from rows longer than 31 days, shared out over months by days."
        yield Problem("spread", why, severity=Severity.WARNING)


def _without_gwp(book: YearBook) -> Iterable[Problem]:
    """Name the gases outside the Kyoto basket that the chosen set has no GWP for."""
    masses: dict[str, Fraction] = {}
    for posting in book.in_totals():
        if posting.kg_co2e is None:
            masses[posting.gas] = masses.get(posting.gas, Fraction(0)) + posting.kg
    for gas, kg in sorted(masses.items()):
        why = f"The library has no GWP for {gas} in {book.lens.gwp_set}: {exact.text(kg)} kg were not counted."
        yield Problem("no-gwp", why, severity=Severity.WARNING)


def _passed_over(book: YearBook) -> Iterable[Problem]:
    """Name the factors passed over because their date of publication is not known."""
    names: set[str] = set()
    seen: set[tuple[str, str, int]] = set()
    for entry, _ in book.counted():
        key = (entry.line.activity.id, entry.geography, entry.month)
        if entry.line.gas is None and key not in seen:
            seen.add(key)
            undated = book.maker.ladder.candidates.undated(wanted(entry, key[0]))
            names |= {factor.id for factor in undated}
    if names:
        why = f"Passed over, since factors_as_of is set and their publication is not dated: {', '.join(sorted(names))}."
        yield Problem("factor-without-date", why, severity=Severity.WARNING)


_MOST_NAMED = 5
_APART = frozenset({Family.BIOGENIC_CO2, Family.MONTREAL})
"""What no CO2e of a factor holds: it is posted elsewhere."""


def lost_gases(book: YearBook, used: Iterable[Factor]) -> Iterator[Problem]:
    """Name the gases that the last edition before has of a factor and the one used has not."""
    lost: dict[str, list[str]] = {}
    for factor in {factor.id: factor for factor in used}.values():
        before = edition_before(factor, book.maker.ladder.candidates.of(factor.activity))
        for gas in gone(before, factor, book.folder.books.gases) if before else ():
            lost.setdefault(gas, []).append(f"{factor.id} (there in {before.dataset.id if before else ''})")
    for gas, names in sorted(lost.items()):
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        why = (
            f"{gas} is in the edition before, and not in the one used: {listed(sorted(names)[:_MOST_NAMED])}{more}.\n"
            "What it came to is in no figure of this year. Add a factor of your own with it, or say why it is gone."
        )
        yield Problem("lost-gas", why, severity=Severity.WARNING)


def edition_before(factor: Factor, others: Iterable[Factor]) -> Factor | None:
    """Return the same factor in the last edition before, None if there is none."""
    earlier = [
        other
        for other in others
        if other.dataset.name == factor.dataset.name
        and other.dataset.own == factor.dataset.own
        and (other.variant, other.geography, other.unit) == (factor.variant, factor.geography, factor.unit)
        and (other.supplier, other.facility) == (factor.supplier, factor.facility)
        and _edition_order(other) < _edition_order(factor)
    ]
    return max(earlier, key=_edition_order, default=None)


def _edition_order(factor: Factor) -> tuple[date, date]:
    """Return what editions are ordered by: the days that they are for, then their publication."""
    return factor.valid_from or date.min, factor.published_on.last if factor.published_on else date.min


def gone(before: Factor, factor: Factor, gases: Gases) -> set[str]:
    """Return the gases of the factor before that this one lacks; a CO2e holds all but those posted elsewhere."""
    had = {row.gas for row in before.rows if row.value and row.gas != CO2E}
    gone = had - {row.gas for row in factor.rows}
    if any(row.gas == CO2E for row in factor.rows):
        gone = {gas for gas in gone if gases.gases[gas].family in _APART}
    return gone
