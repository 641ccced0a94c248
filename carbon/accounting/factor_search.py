"""Searching the factor library: by activity, word, geography and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from carbon.accounting.books import FactorBooks
from carbon.accounting.folder import OWN_FOLDER
from carbon.problems import Place, Problem, ProblemsError, listed, nearest, stop_if_any
from carbon.reading.catalogue import Catalogue
from carbon.records import Activity, Factor
from carbon.terms import ANYWHERE


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; an empty field says nothing."""

    words: str = ""
    geography: str = ""
    year: int | None = None
    dataset: str = ""


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
        """Return the factors that fit, with their activities, in the order of their ids."""
        known = self.books.catalogue
        activities = _activities(known, wanted.words) if wanted.words else None
        found = [
            (known.activities.get(factor.activity), factor)
            for factors in self.books.factors.factors.values()
            for factor in factors
            if (activities is None or factor.activity in activities) and _fits(factor, wanted)
        ]
        return sorted(found, key=lambda pair: (pair[1].activity, pair[1].id))

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

    def suggestions(self, words: str) -> Sequence[str]:
        """Return names in the catalogue that are like some words."""
        return nearest(words, self.books.catalogue.names, 5)


def _activities(known: Catalogue, words: str) -> set[str]:
    """Return the activity of that name and its kinds; or all whose id or a name contains every word."""
    exact = known.find(words)
    if exact is not None:
        return {exact.id, *(one for one in known.activities if one.startswith(f"{exact.id}/"))}
    parts = words.casefold().split()
    return {activity for name, activity in known.names.items() if all(part in name for part in parts)}


def _fits(factor: Factor, wanted: Wanted) -> bool:
    """Say whether a factor is of the geography, year and dataset wanted."""
    if wanted.geography and factor.geography not in {*_wider(wanted.geography), ANYWHERE}:
        return False
    if wanted.dataset and wanted.dataset not in {factor.dataset.name, factor.dataset.id}:
        return False
    if wanted.year is None:
        return True
    days = (date(wanted.year, 1, 1), date(wanted.year, 12, 31))
    return any(factor.is_valid(day) for day in days)


def _wider(geography: str) -> Iterable[str]:
    """Yield a geography and those that it is part of."""
    parts = geography.split("/")
    return ("/".join(parts[:length]) for length in range(len(parts), 0, -1))
