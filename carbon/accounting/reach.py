"""Factors of the organisation's own that no row can use: meant to count, and counted nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from carbon.accounting.coefficients import Coefficients, wanted
from carbon.accounting.folder import Folder
from carbon.accounting.frozen.records import Lock
from carbon.accounting.ledger import Entry, Ledger
from carbon.factors.candidates import Wanted, chain, years_before
from carbon.factors.datasets.library import OWN_FOLDER
from carbon.factors.datasets.tables import FACTORS, RESIDUAL_MIX
from carbon.factors.ladder import Ladder
from carbon.factors.records import Factor, HeatingValue
from carbon.model.periods import month_number
from carbon.model.problems import Place, Problem
from carbon.model.terms import Severity

_MOST_NAMED = 5
OR_OUT = "Correct it, or take it out."


@dataclass(frozen=True, slots=True)
class _Asked:
    """What rows want a factor for in an inventory year, and the ladder of that year."""

    ladder: Ladder
    wanted: Wanted


def unreachable(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Warn of own factors that no row of any declared year can use, one warning for a table and form.

    Parameters
    ----------
    folder
        The inventory folder.
    ledger
        What every row means.
    """
    own = list(folder.books.factors.factors.own())
    asked = _asked(folder, ledger, {factor.activity for factor in own}) if own else {}
    idle: dict[tuple[str, bool], list[tuple[Factor, str]]] = {}
    for factor in own:
        why = _why(factor, asked.get(factor.activity, []))
        if why:
            place = f"{OWN_FOLDER}/{factor.dataset.name}/{factor.dataset.version}/{FACTORS.file}"
            idle.setdefault((place, factor.activity in asked), []).append((factor, why))
    return [warning("unreachable-factor", place, "activity", factors) for (place, _), factors in idle.items()]


def _asked(folder: Folder, ledger: Ledger, activities: set[str]) -> dict[str, list[_Asked]]:
    """Return what is wanted of some activities: what rows are of, and what stands beside it."""
    found: dict[str, dict[tuple[int, Wanted], _Asked]] = {}
    thawed = replace(folder, lock=Lock())
    for year in folder.settings.years.values():
        ladder = Coefficients(thawed, year).ladder
        months = range(month_number(year.start), month_number(year.end) + 1)
        for entry in ledger.entries:
            for activity in activities.intersection(_activities(folder, entry)) if entry.month in months else ():
                one = wanted(entry, activity, (entry.line.signature.factor or "").strip())
                found.setdefault(activity, {}).setdefault((year.year, one), _Asked(ladder, one))
    return {activity: list(each.values()) for activity, each in found.items()}


def _activities(folder: Folder, entry: Entry) -> Iterator[str]:
    """Yield the activities that an entry wants factors of."""
    if entry.line.gas is not None:
        return
    yield entry.line.activity.id
    if entry.line.is_electricity:
        yield RESIDUAL_MIX
    catalogue = folder.books.catalogue
    beside = [catalogue.electricity_of(entry.line.activity), catalogue.upstream_of(entry.line.activity)]
    yield from (activity for activity in beside if activity)


def _why(factor: Factor, asked: Iterable[_Asked]) -> str:
    """Say why no row can use a factor, empty if one can."""
    why = f"no row of a declared year is of {factor.activity}"
    for one in asked:
        if one.wanted.factor_id == factor.id:
            return ""
        for wider, earlier in one.ladder.steps(one.wanted):
            here = replace(
                one.wanted,
                geography=chain(one.wanted.geography)[wider],
                day=years_before(one.wanted.day, earlier),
            )
            why = one.ladder.candidates.objection(here, factor)
            if not why:
                return ""
    return why


def warning(
    code: str,
    place: str,
    column: str,
    values: Sequence[tuple[Factor | HeatingValue, str]],
    remedy: str = OR_OUT,
) -> Problem:
    """Warn of the first of some factors or heating values of a table, and say which others there are.

    Parameters
    ----------
    code
        The problem's code.
    place, column
        The table, and the column that says what a value is of.
    values
        Each value, and why no row can use it.
    remedy
        What to do about it.
    """
    (first, why), *others = sorted(values, key=lambda pair: pair[0].row)
    text = f"{first.id} can be used by no row: {why}.\n{remedy}"
    rows = tuple(value.row for value, _ in others[:_MOST_NAMED])
    return Problem(
        code,
        text,
        Place(place, first.row, column),
        count=1 + len(others),
        severity=Severity.WARNING,
        also=rows,
    )
