"""Coverage: which months of a year have no data, by activity and facility."""

from __future__ import annotations

from carbon.accounting.result import Coverage, Gap
from carbon.accounting.yearbook import YearBook
from carbon.activity_data.sums import Sums
from carbon.model.periods import month_name

EVENTS = "scope1/fugitive"
"""A refill is an event, made when it is needed: a month without one is no hole."""
MOST_GAPS = 100
"""How many activities of facilities are named; the others are counted."""
_Series = tuple[str, str]


def of_year(book: YearBook, sums: Sums) -> Coverage:
    """Return the months without data of each activity and facility that has data in the year.

    A row covers every month that it touches; what was avoided or left out of the totals is not looked at, and neither
    are events.
    """
    entries = [entry for entry in book.entries if book.is_counted(entry) and entry.line.activity.account != EVENTS]
    counted = {(entry.key.signature, entry.key.stand) for entry in entries}
    series: dict[_Series, int] = {}
    of_pair: dict[tuple[int, int], int] = {}
    for signature, place in sums.pairs():
        if (signature, book.ledger.stand(signature, place)) in counted:
            facility = book.ledger.facilities[place]
            name = (book.ledger.lines[signature].name, facility.id if facility else "")
            of_pair[signature, place] = series.setdefault(name, len(series))
    number, masks = sums.gaps(of_pair, book.months, MOST_GAPS)
    names = list(series)
    gaps = [Gap(names[at][0], names[at][1] or None, _missing(mask, book.months)) for at, mask in masks]
    has_events_alone = not entries and bool(book.entries)
    have = set(book.months) if has_events_alone else {entry.month for entry in entries}
    months = tuple(month_name(month) for month in book.months if month in have)
    return Coverage(
        months, len(book.months), number, tuple(sorted(gaps, key=lambda gap: (gap.activity, gap.facility or "")))
    )


def _missing(mask: int, months: range) -> tuple[str, ...]:
    """Return the names of the months that a mask does not have."""
    return tuple(month_name(month) for month in months if not mask >> (month - months.start) & 1)
