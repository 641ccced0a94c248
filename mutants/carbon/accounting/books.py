"""The library's tables, each read when it is first needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from carbon import units
from carbon.reading import catalogue, gases
from carbon.reading.datasets import library as datasets
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
    def gases(self) -> gases.Gases:
        """Return the gases and GWP sets."""
        return gases.read()

    @cached_property
    def factors(self) -> datasets.FactorLibrary:
        """Return the factors and heating values."""
        return datasets.read(self._own)
