"""The library's tables, each read when it is first needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from carbon import units
from carbon.factors import catalogue, gases, index
from carbon.factors.datasets import library as datasets
from carbon.units import Vocabulary


class FactorBooks:
    """The library's tables, each read when it is first needed."""

    def __init__(self, own: Path | None) -> None:
        self._own = own

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the units."""
        return units.read()

    @cached_property
    def catalogue(self) -> catalogue.Catalogue:
        """Return the activities and accounts."""
        return catalogue.read()

    @cached_property
    def index(self) -> index.Index:
        """Return what words can mean among the activities."""
        return index.read()

    @cached_property
    def gases(self) -> gases.Gases:
        """Return the gases and GWP sets."""
        return gases.read()

    @cached_property
    def own_geographies(self) -> frozenset[str]:
        """Return the geographies of the organisation's own factors and heating values."""
        values = (value for values in self.factors.heating_values.values() for value in values if value.dataset.own)
        return frozenset(one.geography for ones in (self.factors.factors.own(), values) for one in ones)

    @cached_property
    def factors(self) -> datasets.FactorLibrary:
        """Return the factors and heating values."""
        return datasets.read(self._own)
