"""The organisation's own factors and heating values that no row can use: meant to count, and counted nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from carbon.accounting.coefficients import Coefficients, wanted
from carbon.accounting.folder import Folder
from carbon.accounting.frozen_year import Lock
from carbon.accounting.ledger import Entry, Ledger
from carbon.factors.candidates import NoMatchError, Wanted, chain, publication_phrase, when, years_before
from carbon.factors.choosing import Ladder
from carbon.factors.compiling import CompileError, is_of_place
from carbon.factors.datasets.tables import FACTORS, HEATING_VALUES, OWN_FOLDER, RESIDUAL_MIX
from carbon.factors.factor import Factor, HeatingValue
from carbon.model.periods import first_day, month_number
from carbon.model.problems import Place, Problem
from carbon.model.sentences import say
from carbon.model.terms import Severity
from carbon.settings import YearSettings
from carbon.units import CALORIFIC, Vocabulary

_MOST_NAMED = 5
_OR_OUT = say("Correct it, or take it out.")


@dataclass(frozen=True, slots=True)
class _Want:
    """What rows want a factor for in an inventory year, and the ladder of that year."""

    ladder: Ladder
    wanted: Wanted


def unreachable_factors(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Warn of own factors that no row of any declared year can use, one warning for a table and form."""
    own = list(folder.books.factors.factors.own())
    asked = _wants(folder, ledger, {factor.activity for factor in own}) if own else {}
    idle: dict[tuple[str, bool], list[tuple[Factor, str]]] = {}
    for factor in own:
        why = _why_unreachable(factor, asked.get(factor.activity, []))
        if why:
            place = f"{OWN_FOLDER}/{factor.dataset.name}/{factor.dataset.version}/{FACTORS.file}"
            idle.setdefault((place, factor.activity in asked), []).append((factor, why))
    return [_warning("unreachable-factor", place, "activity", factors) for (place, _), factors in idle.items()]


def _wants(folder: Folder, ledger: Ledger, activities: set[str]) -> dict[str, list[_Want]]:
    """Return what is wanted of some activities: what rows are of, and what stands beside it."""
    by_activity: dict[str, dict[tuple[int, Wanted], _Want]] = {}
    thawed = replace(folder, lock=Lock())
    for year in folder.settings.years.values():
        ladder = Coefficients(thawed, year).ladder
        months = range(month_number(year.start), month_number(year.end) + 1)
        for entry in ledger.entries:
            for activity in activities.intersection(_activities(folder, entry)) if entry.month in months else ():
                want = wanted(entry, activity, entry.line.signature.text("factor"))
                by_activity.setdefault(activity, {}).setdefault((year.year, want), _Want(ladder, want))
    return {activity: list(by_year.values()) for activity, by_year in by_activity.items()}


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


def _why_unreachable(factor: Factor, asked: Iterable[_Want]) -> str:
    """Say why no row can use a factor, empty if one can."""
    why: str = say("no row of a declared year is of {activity}", activity=factor.activity)
    for want in asked:
        if want.wanted.factor_id == factor.id:
            return ""
        for wider, earlier in want.ladder.steps(want.wanted):
            here = replace(
                want.wanted,
                geography=chain(want.wanted.geography)[wider],
                day=years_before(want.wanted.day, earlier),
            )
            why = want.ladder.candidates.objection(here, factor)
            if not why:
                return ""
    return why


def _warning(
    code: str,
    place: str,
    column: str,
    values: Sequence[tuple[Factor | HeatingValue, str]],
    remedy: str = _OR_OUT,
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
    text = say("{factor} can be used by no row: {why}.\n{remedy}", factor=first.id, why=why, remedy=remedy)
    rows = tuple(value.row for value, _ in others[:_MOST_NAMED])
    return Problem(
        code,
        text,
        Place(place, first.row, column),
        count=1 + len(others),
        severity=Severity.WARNING,
        also=rows,
    )


_CODE = "unreachable-heating-value"


class _Reason(Enum):
    """What keeps a heating value from being used."""

    FUEL = "fuel"
    ELSEWHERE = "place or time"
    UNIT = "unit"
    BASIS = "basis"


_REMEDIES: Mapping[_Reason, str] = {
    _Reason.BASIS: say(
        "Write the heating value by the other basis beside it, from the same bill or analysis, or take it out."
    ),
}


@dataclass(frozen=True, slots=True)
class _FuelRows:
    """Rows of a fuel in an inventory year, the heating values that they are reckoned with, and what chooses these."""

    entry: Entry
    year: YearSettings
    coefficients: Coefficients
    used: Sequence[HeatingValue]


def unreachable_heating_values(folder: Folder, ledger: Ledger, makers: Mapping[int, Coefficients]) -> list[Problem]:
    """Warn of own heating values that no row of any declared year uses, one warning for a table and form.

    Where a dataset has the net and the gross heating value of a fuel, it is enough that one of the two is used.

    Parameters
    ----------
    folder
        The inventory folder.
    ledger
        What every row means.
    makers
        The makers of coefficients of years that are computed from the library as it is.
    """
    own = [value for values in folder.books.factors.heating_values.values() for value in values if value.dataset.own]
    asked = _rows_of_fuels(folder, ledger, {value.fuel for value in own}, makers) if own else {}
    idle: dict[tuple[str, _Reason], list[tuple[HeatingValue, str]]] = {}
    for value in own:
        why, text = _why_unused(value, asked.get(value.fuel, []), folder.books.vocabulary)
        if text:
            place = f"{OWN_FOLDER}/{value.dataset.name}/{value.dataset.version}/{HEATING_VALUES.file}"
            idle.setdefault((place, why), []).append((value, text))
    return [
        _warning(_CODE, place, "fuel", values, _REMEDIES.get(why, _OR_OUT)) for (place, why), values in idle.items()
    ]


def _rows_of_fuels(
    folder: Folder, ledger: Ledger, fuels: set[str], makers: Mapping[int, Coefficients]
) -> dict[str, list[_FuelRows]]:
    """Return what the rows of some fuels are reckoned with in all declared years, as if none were frozen."""
    by_fuel: dict[str, list[_FuelRows]] = {}
    thawed = replace(folder, lock=Lock())
    for year in folder.settings.years.values():
        coefficients = makers.get(year.year) or Coefficients(thawed, year)
        months = range(month_number(year.start), month_number(year.end) + 1)
        for entry in ledger.entries:
            fuel = entry.line.activity.fuel if entry.line.gas is None else ""
            if fuel in fuels and entry.month in months:
                used = list(_used(folder, coefficients, entry))
                by_fuel.setdefault(fuel, []).append(_FuelRows(entry, year, coefficients, used))
    return by_fuel


def _used(folder: Folder, coefficients: Coefficients, entry: Entry) -> Iterator[HeatingValue]:
    """Yield the heating values that an entry and its upstream are reckoned with."""
    upstream = folder.books.catalogue.upstream_of(entry.line.activity)
    for activity in filter(None, (entry.line.activity.id, upstream)):
        own = activity == entry.line.activity.id
        try:
            coefficient = coefficients.of(entry) if own else coefficients.beside(entry, activity)
        except (NoMatchError, CompileError):
            continue
        yield from coefficient.heating_values


def _why_unused(value: HeatingValue, asked: Sequence[_FuelRows], vocabulary: Vocabulary) -> tuple[_Reason, str]:
    """Say why a heating value is used by no row, in no words if it or its fellow of the other basis is."""
    if not asked:
        return _Reason.FUEL, say("no row of a declared year is of {fuel}", fuel=value.fuel)
    if any(used_value.id == value.id for rows in asked for used_value in rows.used):
        return _Reason.FUEL, ""
    objections = [_objection(value, rows) for rows in asked]
    meant = [rows for rows, objection in zip(asked, objections, strict=True) if not objection]
    if not meant:
        return _Reason.ELSEWHERE, objections[0]
    used = [used_value for rows in meant for used_value in rows.used]
    if not used:
        return _Reason.UNIT, say(
            "rows of {fuel} in {unit} need none", fuel=value.fuel, unit=meant[0].entry.line.unit.symbol
        )
    return _beside(value, used, vocabulary)


def _objection(value: HeatingValue, rows: _FuelRows) -> str:
    """Say for which place or time else a heating value is meant, empty if for that of some rows."""
    editions = rows.coefficients.ladder.candidates.editions
    as_of = rows.year.factors_as_of
    if not is_of_place(value, rows.entry.geography):
        return say("it is for {geography}", geography=value.geography)
    if not value.is_valid(editions.day(value.dataset, first_day(rows.entry.month))):
        return say("it is for {days}", days=when(value))
    if as_of is not None and value.published_on is not None and value.published_on.last > as_of:
        return say(
            "it was published {published}, and factors_as_of is {as_of}",
            published=publication_phrase(value.published_on),
            as_of=as_of,
        )
    return ""


def _beside(value: HeatingValue, used: Sequence[HeatingValue], vocabulary: Vocabulary) -> tuple[_Reason, str]:
    """Say how a heating value is apart from those that were used where it is meant for."""
    per, *others = (vocabulary.unit(other_value.unit).dimension for other_value in (value, *used))
    if per not in others:
        return _Reason.UNIT, say(
            "it is per {per}, and one per {other} is needed, which {factor} is",
            per=per,
            other=others[0],
            factor=used[0].id,
        )
    other = used[others.index(per)]
    text = say(
        "it is by the {basis} calorific value, and the {other} one is needed, which {factor} has",
        basis=CALORIFIC.get(value.calorific_basis, value.calorific_basis),
        other=CALORIFIC.get(other.calorific_basis, other.calorific_basis),
        factor=other.id,
    )
    return _Reason.BASIS, text
