"""Searching the factor library: by activity, word, geography and year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from carbon.factors import advice, geographies
from carbon.factors.books import FactorBooks
from carbon.factors.candidates import chain
from carbon.factors.datasets.library import OWN_FOLDER
from carbon.factors.records import Activity, Factor
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest, stop_if_any
from carbon.model.terms import ANYWHERE


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; an empty field says nothing."""

    words: str = ""
    geography: str = ""
    year: int | None = None
    dataset: str = ""


def check_geography(text: str, books: FactorBooks) -> None:
    """Refuse a geography that is none, with what may be meant.

    Raises
    ------
    ProblemsError
        If there is no such geography.
    """
    why = geographies.why_unknown(text, books.own_geographies) if text else ""
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

    def search(self, wanted: Wanted) -> list[tuple[Activity | None, Factor]]:
        """Return the factors that fit, with their activities.

        Those that the ladder reaches by default in the geography come first, by activity and in its order; then those
        of datasets that have to be named.

        Raises
        ------
        ProblemsError
            If the geography is none.
        """
        check_geography(wanted.geography, self.books)
        known = self.books.catalogue
        shelf = self.books.factors.factors
        activities = self.books.index.search(wanted.words) if wanted.words else dict.fromkeys(shelf, 0)
        found = [
            (known.activities.get(factor.activity), factor)
            for activity in activities
            for factor in shelf.get(activity, ())
            if _fits(factor, wanted)
        ]
        order = self._order(wanted.geography)
        ranked = [(order.get(factor.dataset.name, len(order)), activity, factor) for activity, factor in found]
        ranked.sort(
            key=lambda one: (activities[one[2].activity], one[0] == len(order), one[2].activity, one[0], one[2].id)
        )
        return [(activity, factor) for _, activity, factor in ranked]

    def _order(self, geography: str) -> dict[str, int]:
        """Return the rank of each dataset in the default order of a geography; the organisation's own come first."""
        library = self.books.factors
        own = [dataset.name for dataset in library.datasets.values() if dataset.own]
        order = library.order.get(geography.split("/", maxsplit=1)[0], []) if geography else []
        return {name: place for place, name in enumerate(dict.fromkeys([*own, *order]))}

    def elsewhere(self, wanted: Wanted) -> list[str]:
        """Return where there are factors of what was searched for, if there are none where it was wanted."""
        places: dict[str, set[int]] = {}
        for _, factor in self.search(replace(wanted, geography="", year=None)):
            years = places.setdefault(factor.geography.split("/", maxsplit=1)[0], set())
            years |= {day.year for day in (factor.valid_from, factor.valid_to) if day}
        return [
            f"{place} {min(years)} to {max(years)}" if len(years) > 1 else " ".join([place, *map(str, years)])
            for place, years in sorted(places.items())
        ]

    def show(self, factor_id: str) -> tuple[Activity | None, Factor]:
        """Return a factor by its id.

        Raises
        ------
        ProblemsError
            If there is none; the nearest ids are named.
        """
        factor = self.books.factors.by_id(factor_id)
        if factor is None:
            ids = [f.id for factors in self.books.factors.factors.values() for f in factors]
            why = f'There is no factor "{factor_id}". Nearest: {listed(nearest(factor_id, ids) or ids[:3])}.'
            raise ProblemsError([Problem("unknown-factor", why, Place(factor_id))])
        return self.books.catalogue.activities.get(factor.activity), factor

    def advice(self, words: str) -> str:
        """Say which activities words can mean that find no factor, or which are nearest to them."""
        found = self.books.catalogue.find(words)
        if found is None:
            return self.books.index.advice(words)
        statement = next(advice.nowhere(self.books.factors.factors, found.id), "")
        said = statement.replace("ACCOUNT", found.account)
        return f"No publication has one. {said[:1].upper()}{said[1:]}." if said else ""


def _fits(factor: Factor, wanted: Wanted) -> bool:
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
