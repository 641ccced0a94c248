"""Gases that an earlier edition of a publication has and the one used lacks: a figure that falls away unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from carbon.accounting.yearbook import YearBook
from carbon.factors.catalogue import Gases
from carbon.factors.records import CO2E, Factor
from carbon.model.problems import Problem, listed
from carbon.model.terms import Family, Severity

_MOST_NAMED = 5
_APART = frozenset({Family.BIOGENIC_CO2, Family.MONTREAL})
"""What no CO2e of a factor holds: it is posted elsewhere."""


def warnings(book: YearBook, used: Iterable[Factor]) -> Iterator[Problem]:
    """Name the gases that the last edition before has of a factor and the one used has not.

    Parameters
    ----------
    book
        The year, with every factor that it may use.
    used
        The factors that something was computed with.
    """
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
        and _order(other) < _order(factor)
    ]
    return max(earlier, key=_order, default=None)


def _order(factor: Factor) -> tuple[date, date]:
    """Return what editions are ordered by: the days that they are for, then their publication."""
    return factor.valid_from or date.min, factor.published_on.last if factor.published_on else date.min


def gone(before: Factor, factor: Factor, gases: Gases) -> set[str]:
    """Return the gases of the factor before that this one lacks; a CO2e holds all but those posted elsewhere."""
    had = {row.gas for row in before.rows if row.value and row.gas != CO2E}
    gone = had - {row.gas for row in factor.rows}
    if any(row.gas == CO2E for row in factor.rows):
        gone = {gas for gas in gone if gases.gases[gas].family in _APART}
    return gone
