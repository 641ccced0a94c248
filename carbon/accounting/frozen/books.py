"""The library as it was when a year was frozen: its factors, heating values and GWPs, and nothing newer."""

from __future__ import annotations

from functools import cached_property

from carbon.accounting.frozen.records import LockedYear
from carbon.factors import catalogue
from carbon.factors.catalogue import Gases
from carbon.factors.datasets import library as datasets
from carbon.factors.datasets.library import FactorBooks
from carbon.units import Vocabulary


class FrozenBooks(FactorBooks):
    """The tables that a frozen year is computed from.

    Units, activities and accounts are those of the library now: what they do is in the code as much as in the tables,
    and `carbon verify` tells when a figure no longer follows from them.

    Parameters
    ----------
    books
        The library as it is now.
    locked
        The frozen year.
    """

    def __init__(self, books: FactorBooks, locked: LockedYear) -> None:
        super().__init__(None)
        self._books, self._locked = books, locked

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the units."""
        return self._books.vocabulary

    @cached_property
    def catalogue(self) -> catalogue.Catalogue:
        """Return the activities and accounts."""
        return self._books.catalogue

    @cached_property
    def gases(self) -> Gases:
        """Return the gases, with the GWPs that were frozen in the place of the library's."""
        known = self._books.gases
        gwp = {name: dict(values) for name, values in known.gwp.items()}
        for name, values in self._locked.gwp.items():
            gwp.setdefault(name, {}).update(values)
        return Gases(known.gases, known.aliases, gwp)

    @cached_property
    def factors(self) -> datasets.FactorLibrary:
        """Return the factors and heating values that were frozen, and no others."""
        found = datasets.FactorLibrary()
        found.factors.add(self._locked.factors)
        for value in self._locked.heating_values:
            found.heating_values.setdefault(value.fuel, []).append(value)
        found.datasets = {dataset.id: dataset for dataset in self._locked.datasets}
        found.order = {geography: list(order) for geography, order in self._locked.order.items()}
        return found
