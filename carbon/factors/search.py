"""What a reader asks of the factor library: which factors there are, one by its id, and why one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from carbon.factors import advice
from carbon.factors.candidates import Candidates, Wanted, chain
from carbon.factors.catalogue import Activity, why_unknown_geography
from carbon.factors.choosing import Ladder
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.datasets.tables import OWN_FOLDER
from carbon.factors.factor import Factor, Stair
from carbon.model.problems import Place, Problem, ProblemsError, nearest, stop_if_any, with_nearest
from carbon.model.sentences import joined, say
from carbon.model.terms import ANYWHERE
from carbon.settings import FactorSettings, Settings, YearSettings, read_settings
from carbon.units import RefusedUnit, Unit


@dataclass(frozen=True, slots=True)
class FoundFactor:
    """A factor, with its activity where the catalogue has it."""

    activity: Activity | None
    factor: Factor


@dataclass(frozen=True, slots=True)
class FoundFactors:
    """What a search found; where it found nothing, the countries and years that have some, or what else was meant."""

    factors: tuple[FoundFactor, ...]
    elsewhere: Sequence[tuple[str, Sequence[int]]] = ()
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """What is searched for; an empty field says nothing."""

    words: str = ""
    geography: str = ""
    year: int | None = None
    dataset: str = ""


def check_geography(text: str, books: FactorBooks) -> None:
    """Refuse a geography that is none, with what may be meant; raise ProblemsError if there is no such geography."""
    why = why_unknown_geography(text, books.own_geographies) if text else None
    if why:
        raise ProblemsError([Problem("unknown-geography", why, Place("", 0, "--geography"), excerpt=text)])


class Factors:
    """The library's factors, and a folder's own if one is given.

    Raises
    ------
    ProblemsError
        If the folder's own tables are not well formed.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.books = FactorBooks(folder / OWN_FOLDER if folder else None)
        stop_if_any(self.books.factors.problems)

    def search(self, wanted: Search) -> FoundFactors:
        """Return the factors that fit, or say where else there is such a factor, or which names are like the words.

        Raise ProblemsError if the geography is none.
        """
        check_geography(wanted.geography, self.books)
        if factors := tuple(self._fitting(wanted)):
            return FoundFactors(factors)
        elsewhere = self._elsewhere(wanted)
        return FoundFactors((), elsewhere, self._advice(wanted.words) if wanted.words and not elsewhere else "")

    def _fitting(self, wanted: Search) -> list[FoundFactor]:
        """Return the factors that fit, with their activities.

        Those that the ladder reaches by default in the geography come first, by activity and in its order; then those
        of datasets that have to be named.
        """
        catalogue = self.books.catalogue
        factors = self.books.factors.factors
        activities = self.books.index.search(wanted.words) if wanted.words else dict.fromkeys(factors, 0)
        order = self._order(wanted.geography)

        def rank(factor: Factor) -> tuple[int, bool, str, int, str]:
            place = order.get(factor.dataset.name, len(order))
            return activities[factor.activity], place == len(order), factor.activity, place, factor.id

        fitting = [factor for name in activities for factor in factors.get(name, ()) if _fits(factor, wanted)]
        return [FoundFactor(catalogue.activities.get(factor.activity), factor) for factor in sorted(fitting, key=rank)]

    def _order(self, geography: str) -> dict[str, int]:
        """Return the rank of each dataset in the default order of a geography; the organisation's own come first."""
        library = self.books.factors
        own = [dataset.name for dataset in library.datasets.values() if dataset.own]
        order = library.order.get(geography.split("/", maxsplit=1)[0], []) if geography else []
        return {name: place for place, name in enumerate(dict.fromkeys([*own, *order]))}

    def _elsewhere(self, wanted: Search) -> list[tuple[str, list[int]]]:
        """Return where, and of which years, there are factors of what was searched for."""
        places: dict[str, set[int]] = {}
        for factor in (match.factor for match in self._fitting(replace(wanted, geography="", year=None))):
            years = places.setdefault(factor.geography.split("/", maxsplit=1)[0], set())
            years |= {day.year for day in (factor.valid_from, factor.valid_to) if day}
        return [(place, sorted(years)) for place, years in sorted(places.items())]

    def show(self, factor_id: str) -> FoundFactor:
        """Return a factor by its id.

        Raise ProblemsError if there is none; the nearest ids are named.
        """
        factor = self.books.factors.by_id(factor_id)
        if factor is None:
            ids = [f.id for factors in self.books.factors.factors.values() for f in factors]
            why = with_nearest(
                say('There is no factor "{factor}".', factor=factor_id), nearest(factor_id, ids) or ids[:3]
            )
            raise ProblemsError([Problem("unknown-factor", why, Place(factor_id))])
        return FoundFactor(self.books.catalogue.activities.get(factor.activity), factor)

    def _advice(self, words: str) -> str:
        """Say which activities words can mean that find no factor, or which are nearest to them."""
        activity = self.books.catalogue.find(words)
        if activity is None:
            return self.books.index.advice(words)
        account = f"reported/{activity.account}"
        remedy = next(advice.nowhere(self.books.factors.factors, activity.id, account), None)
        return say("No publication has one. Remedy: {remedies}.", remedies=remedy) if remedy else ""


def _fits(factor: Factor, wanted: Search) -> bool:
    """Say whether a factor is of the geography (one around it, one within it), year and dataset wanted."""
    around = {*chain(wanted.geography), ANYWHERE}
    within = factor.geography.startswith(f"{wanted.geography}/")
    if wanted.geography and factor.geography not in around and not within:
        return False
    if wanted.dataset and wanted.dataset not in {factor.dataset.name, factor.dataset.id}:
        return False
    if wanted.year is None:
        return True
    days = (date(wanted.year, 1, 1), date(wanted.year, 12, 31))
    return any(factor.is_valid(day) for day in days)


@dataclass(frozen=True, slots=True)
class Question:
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
class Explanation:
    """An activity's ladder: what was wanted, by which date factors count, and what stands on each rung."""

    activity: Activity
    wanted: Wanted
    factors_as_of: date | None
    stairs: tuple[Stair, ...]


def explain(asked: Question, folder: Path | None = None) -> Explanation:
    """Walk the ladder of an activity as an inventory of the folder, or of a bare file, would.

    Raise ProblemsError if the activity, the unit or the geography is not known, or the folder's settings or
    factors are broken.
    """
    settings, problems = read_settings(folder) if folder else (Settings("", "", "", {}), [])
    books = FactorBooks(folder / OWN_FOLDER if folder else None)
    stop_if_any([*problems, *books.factors.problems])
    activity = _activity(books, asked.activity)
    facility = settings.facilities.get(asked.facility)
    geography = asked.geography or (facility.geography if facility else "") or settings.geography
    check_geography(asked.geography, books)
    unit = _unit(books, asked.unit, geography)
    if not geography:
        raise ProblemsError(
            [Problem("unknown-geography", say("Say where: --geography TW."), Place("", 0, "--geography"))]
        )
    year = settings.years.get(asked.year)
    as_of = asked.factors_as_of or (year.factors_as_of if year else None)
    ladder = _ladder(books, settings.factors, as_of, year)
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
    return Explanation(activity, wanted, as_of, tuple(ladder.walk(wanted, in_full=True)))


def _ladder(books: FactorBooks, settings: FactorSettings, as_of: date | None, year: YearSettings | None) -> Ladder:
    """Make the ladder of a year."""
    dimensions = {unit.symbol: unit.dimension for unit in books.vocabulary.units()}
    return Ladder(Candidates(books.factors.factors, books.factors.order, settings, as_of, year), dimensions)


def _activity(books: FactorBooks, text: str) -> Activity:
    """Return an activity of the catalogue by its id or a name."""
    activity = books.catalogue.find(text)
    if activity is not None:
        return activity
    why = joined([say('"{name}" is not in the activity catalogue.', name=text), books.index.advice(text)])
    raise ProblemsError([Problem("unknown-activity", why, Place("", 0, "ACTIVITY"))])


def _unit(books: FactorBooks, text: str, geography: str) -> Unit | None:
    """Return a unit of the vocabulary, None if none is given."""
    unit = books.vocabulary.find(text) if text else None
    country = geography.partition("/")[0]
    if isinstance(unit, RefusedUnit) and country in unit.by_country:
        unit = books.vocabulary.unit(unit.by_country[country])
    if not text or isinstance(unit, Unit):
        return unit if isinstance(unit, Unit) else None
    why = unit.reason if isinstance(unit, RefusedUnit) else say('"{unit}" is not a declared unit.', unit=text)
    code = "refused-unit" if isinstance(unit, RefusedUnit) else "unknown-unit"
    raise ProblemsError([Problem(code, why, Place("", 0, "--unit"))])
