"""Heating values of the organisation's own that no row uses: of the other basis, or of another place, time or unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from carbon.accounting.coefficients import Coefficients
from carbon.accounting.folder import Folder
from carbon.accounting.frozen.records import Lock
from carbon.accounting.ledger import Entry, Ledger
from carbon.accounting.reach import OR_OUT, warning
from carbon.factors.candidates import NoMatchError, publication_phrase, when
from carbon.factors.compiling import CompileError, is_of_place
from carbon.factors.datasets.library import OWN_FOLDER
from carbon.factors.datasets.tables import HEATING_VALUES
from carbon.factors.records import HeatingValue
from carbon.model.periods import first_day, month_number
from carbon.model.problems import Problem
from carbon.settings import YearSettings
from carbon.units import Vocabulary

CODE = "unreachable-heating-value"


class _Why(Enum):
    """What keeps a heating value from being used."""

    FUEL = "fuel"
    ELSEWHERE = "place or time"
    UNIT = "unit"
    BASIS = "basis"


_REMEDIES: Mapping[_Why, str] = {
    _Why.BASIS: "Write the heating value by the other basis beside it, from the same bill or analysis, or take it out.",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Rows of a fuel in an inventory year, the heating values that they are reckoned with, and what chooses these."""

    entry: Entry
    year: YearSettings
    coefficients: Coefficients
    used: Sequence[HeatingValue]


def unreachable(folder: Folder, ledger: Ledger, makers: Mapping[int, Coefficients]) -> list[Problem]:
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
    asked = _asked(folder, ledger, {value.fuel for value in own}, makers) if own else {}
    idle: dict[tuple[str, _Why], list[tuple[HeatingValue, str]]] = {}
    for value in own:
        why, text = _why(value, asked.get(value.fuel, []), folder.books.vocabulary)
        if text:
            place = f"{OWN_FOLDER}/{value.dataset.name}/{value.dataset.version}/{HEATING_VALUES.file}"
            idle.setdefault((place, why), []).append((value, text))
    return [warning(CODE, place, "fuel", values, _REMEDIES.get(why, OR_OUT)) for (place, why), values in idle.items()]


def _asked(
    folder: Folder, ledger: Ledger, fuels: set[str], makers: Mapping[int, Coefficients]
) -> dict[str, list[_Asked]]:
    """Return what the rows of some fuels are reckoned with in all declared years, as if none were frozen."""
    found: dict[str, list[_Asked]] = {}
    thawed = replace(folder, lock=Lock())
    for year in folder.settings.years.values():
        coefficients = makers.get(year.year) or Coefficients(thawed, year)
        months = range(month_number(year.start), month_number(year.end) + 1)
        for entry in ledger.entries:
            fuel = entry.line.activity.fuel if entry.line.gas is None else ""
            if fuel in fuels and entry.month in months:
                used = list(_used(folder, coefficients, entry))
                found.setdefault(fuel, []).append(_Asked(entry, year, coefficients, used))
    return found


def _used(folder: Folder, coefficients: Coefficients, entry: Entry) -> Iterator[HeatingValue]:
    """Yield the heating values that an entry and its upstream are reckoned with."""
    upstream = folder.books.catalogue.upstream_of(entry.line.activity)
    for activity in filter(None, (entry.line.activity.id, upstream)):
        own = activity == entry.line.activity.id
        try:
            coefficient = coefficients.of(entry) if own else coefficients.beside(entry, activity)
        except (NoMatchError, CompileError):
            continue
        for step in (*coefficient.steps, *coefficient.energy_steps):
            if step.heating_value is not None:
                yield step.heating_value


def _why(value: HeatingValue, asked: Sequence[_Asked], vocabulary: Vocabulary) -> tuple[_Why, str]:
    """Say why a heating value is used by no row, in no words if it or its fellow of the other basis is."""
    if not asked:
        return _Why.FUEL, f"no row of a declared year is of {value.fuel}"
    if any(one.id == value.id for rows in asked for one in rows.used):
        return _Why.FUEL, ""
    objections = [_objection(value, rows) for rows in asked]
    meant = [rows for rows, objection in zip(asked, objections, strict=True) if not objection]
    if not meant:
        return _Why.ELSEWHERE, objections[0]
    used = [one for rows in meant for one in rows.used]
    if not used:
        return _Why.UNIT, f"rows of {value.fuel} in {meant[0].entry.line.unit.symbol} need none"
    return _beside(value, used, vocabulary)


def _objection(value: HeatingValue, rows: _Asked) -> str:
    """Say for which place or time else a heating value is meant, empty if for that of some rows."""
    editions = rows.coefficients.ladder.candidates.editions
    as_of = rows.year.factors_as_of
    if not is_of_place(value, rows.entry.stand.geography):
        return f"it is for {value.geography}"
    if not value.is_valid(editions.day(value.dataset, first_day(rows.entry.month))):
        return f"it is for {when(value)}"
    if as_of is not None and value.published_on is not None and value.published_on.last > as_of:
        return f"it was published {publication_phrase(value.published_on)}, and factors_as_of is {as_of}"
    return ""


def _beside(value: HeatingValue, used: Sequence[HeatingValue], vocabulary: Vocabulary) -> tuple[_Why, str]:
    """Say how a heating value is apart from those that were used where it is meant for."""
    per, *others = (vocabulary.unit(one.unit).dimension for one in (value, *used))
    if per not in others:
        return _Why.UNIT, f"it is per {per}, and one per {others[0]} is needed, which {used[0].id} is"
    other = used[others.index(per)]
    text = f"it is by the {value.calorific_basis} calorific value, and the {other.calorific_basis} one is needed"
    return _Why.BASIS, f"{text}, which {other.id} has"
