"""The ladder of one activity, walked for someone who asks why a factor is taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carbon.factors.books import FactorBooks
from carbon.factors.candidates import Wanted
from carbon.factors.datasets.library import OWN_FOLDER
from carbon.factors.ladder import Ladder, Stair
from carbon.factors.records import Activity
from carbon.factors.search import check_geography
from carbon.model.problems import Place, Problem, ProblemsError, stop_if_any
from carbon.settings import carbon_toml
from carbon.settings.declarations import FactorSettings, Settings, YearSettings
from carbon.units import RefusedUnit, Unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about a factor; an empty field says nothing, and the folder's settings answer for it."""

    activity: str
    year: int
    month: int = 1
    geography: str = ""
    unit: str = ""
    factor_id: str = ""
    supplier: str = ""
    facility: str = ""
    factors_as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """An activity's ladder: what was wanted, by which date factors count, and what stands on each rung."""

    activity: Activity
    wanted: Wanted
    factors_as_of: date | None
    stairs: tuple[Stair, ...]


def explained(asked: Asked, folder: Path | None = None) -> Walked:
    """Walk the ladder of an activity as an inventory of the folder, or of a bare file, would.

    Raises
    ------
    ProblemsError
        If the activity, the unit or the geography is not known, or the folder's settings or factors are broken.
    """
    known, problems = carbon_toml.read(folder) if folder else (Settings("", "", "", {}), [])
    books = FactorBooks(folder / OWN_FOLDER if folder else None)
    stop_if_any([*problems, *books.factors.problems])
    activity = _activity(books, asked.activity)
    facility = known.facilities.get(asked.facility)
    geography = asked.geography or (facility.geography if facility else "") or known.geography
    check_geography(asked.geography, books)
    unit = _unit(books, asked.unit, geography)
    if not geography:
        raise ProblemsError([Problem("unknown-geography", "Say where: --geography TW.", Place("", 0, "--geography"))])
    year = known.years.get(asked.year)
    as_of = asked.factors_as_of or (year.factors_as_of if year else None)
    ladder = _ladder(books, known.factors, as_of, year)
    wanted = Wanted(
        activity.id,
        geography,
        date(asked.year, asked.month, 1),
        unit.dimension if unit else activity.dimensions[0],
        asked.factor_id,
        unit.calorific_basis if unit else "",
        asked.supplier,
        asked.facility,
    )
    return Walked(activity, wanted, as_of, tuple(ladder.walk(wanted, in_full=True)))


def _ladder(books: FactorBooks, known: FactorSettings, as_of: date | None, year: YearSettings | None) -> Ladder:
    """Make the ladder of a year."""
    dimensions = {unit.symbol: unit.dimension for unit in books.vocabulary.units()}
    return Ladder(books.factors.factors, books.factors.order, known, as_of, dimensions, year)


def _activity(books: FactorBooks, text: str) -> Activity:
    """Return an activity of the catalogue by its id or a name."""
    found = books.catalogue.find(text)
    if found is not None:
        return found
    why = f'"{text}" is not in the activity catalogue. {books.index.advice(text)}'.rstrip()
    raise ProblemsError([Problem("unknown-activity", why, Place("", 0, "ACTIVITY"))])


def _unit(books: FactorBooks, text: str, geography: str) -> Unit | None:
    """Return a unit of the vocabulary, None if none is given."""
    found = books.vocabulary.find(text) if text else None
    country = geography.partition("/")[0]
    if isinstance(found, RefusedUnit) and country in found.by_country:
        found = books.vocabulary.unit(found.by_country[country])
    if not text or isinstance(found, Unit):
        return found if isinstance(found, Unit) else None
    why = found.reason if isinstance(found, RefusedUnit) else f'"{text}" is not a declared unit.'
    code = "refused-unit" if isinstance(found, RefusedUnit) else "unknown-unit"
    raise ProblemsError([Problem(code, why, Place("", 0, "--unit"))])
