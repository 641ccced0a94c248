"""A frozen inventory year: its inputs, the values that it rests on, every figure, and the library as it was then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from carbon.accounting.result import InventoryResult
from carbon.factors import catalogue
from carbon.factors.catalogue import Gases
from carbon.factors.datasets import factor_library
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import Dataset, Factor, HeatingValue
from carbon.units import Vocabulary


@dataclass(frozen=True, slots=True)
class LockedInput:
    """A file that a year depends on.

    Parameters
    ----------
    rows
        Of activity data the rows that touch the year, of other tables all; None for a file that is no table.
    taken
        Digest of what the year takes from the file; empty where that is the whole file.
    kg_co2e
        What the rows of activity data came to [kg CO2e], scope 2 location-based; None for other files.
    """

    file: str
    sha256: str
    rows: int | None = None
    taken: str = ""
    kg_co2e: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LockedFigure:
    """A figure of the result: what it is, by which scope 2 method if that matters, its unit and its exact value."""

    name: str
    method: str
    unit: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class LockedTerm:
    """A quantity [unit] of an activity that was posted to an account with one factor, or covered by an instrument.

    Parameters
    ----------
    factor
        The factor's id; `instrument ID` where one covers it; empty for reported emissions.
    heating_value
        The id of the heating value that joined quantity and factor, or empty.
    kg
        The mass of each gas [kg], CO2e where the source gives nothing finer.
    """

    account: str
    method: str
    activity: str
    geography: str
    unit: str
    factor: str
    heating_value: str
    quantity: Fraction
    kg: Mapping[str, Fraction]

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what the terms of two years are compared by."""
        return self.account, self.method, self.activity, self.geography, self.unit


@dataclass(frozen=True, slots=True)
class LockedYear:
    """A frozen inventory year.

    Parameters
    ----------
    carbon
        The version of the code that computed it.
    gwp
        The GWPs that it rests on, by set and gas.
    order
        The default order of datasets by geography, as it was.
    rules
        Digest of each table of the library that says how to reckon: units, activities, accounts, gases.
    """

    year: int
    start: date
    end: date
    carbon: str
    gwp_set: str
    factors_as_of: date | None
    figures: tuple[LockedFigure, ...]
    inputs: tuple[LockedInput, ...]
    factors: tuple[Factor, ...]
    heating_values: tuple[HeatingValue, ...]
    gwp: Mapping[str, Mapping[str, Fraction]]
    terms: tuple[LockedTerm, ...]
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """Return the datasets that the year rests on, in the order of their ids."""
        every = {value.dataset.id: value.dataset for value in self.factors}
        every.update({value.dataset.id: value.dataset for value in self.heating_values})
        return tuple(every[name] for name in sorted(every))

    def figure(self, name: str, method: str = "") -> Fraction | None:
        """Return a figure's value, None where there is none."""
        return next((figure.value for figure in self.figures if (figure.name, figure.method) == (name, method)), None)


@dataclass(frozen=True, slots=True)
class Lock:
    """The frozen years of an inventory folder.

    Parameters
    ----------
    edited
        Years that are no longer what was written.
    complete
        Whether the years are those that were written, none taken out and none put in.
    sha256
        The digest of all that it holds: what to keep elsewhere.
    """

    years: Mapping[int, LockedYear] = field(default_factory=dict)
    edited: tuple[int, ...] = ()
    complete: bool = True
    sha256: str = ""


KG, MWH = "kg CO2e", "MWh"
SCOPES = ("scope1", "scope2", "scope3", "scope1_and_2")
"""The figures that are sums of accounts."""


def figures_of(result: InventoryResult) -> tuple[LockedFigure, ...]:
    """Return the figures of a result in its order: totals, accounts, what stands beside them, energy, intensities."""
    power, totals = result.electricity, (*result.accounts, *result.outside_scopes)
    rows: list[tuple[str, str | None, str, Fraction | None]] = [
        *((f"scope{total.scope}", total.method, KG, total.kg_co2e) for total in result.totals),
        *(("scope1_and_2", total.method, KG, total.kg_co2e) for total in result.scope_1_and_2),
        *((total.account.id, total.method, KG, total.kg_co2e) for total in totals),
        *((f"avoided/{item.activity}", "", KG, item.kg_co2e) for item in result.avoided),
        *((f"excluded/{item.activity}", "", KG, item.kg_co2e) for item in result.excluded),
        ("electricity", "", MWH, power.mwh if power else None),
        ("electricity/renewable", "", MWH, power.renewable_mwh if power else None),
        *((f"energy/{use.carrier}{'/renewable' * use.renewable}", "", MWH, use.mwh) for use in result.energy),
    ]
    for ratio in result.intensity:
        name, unit = f"intensity/{ratio.metric}/{ratio.numerator}", f"{KG} per {ratio.unit}"
        rows.append((name, ratio.method, unit, ratio.kg_co2e_per_unit))
    return tuple(LockedFigure(name, method or "", unit, kg) for name, method, unit, kg in rows if kg is not None)


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
        now = self._books.gases
        gwp = {name: dict(values) for name, values in now.gwp.items()}
        for name, values in self._locked.gwp.items():
            gwp.setdefault(name, {}).update(values)
        return Gases(now.gases, now.aliases, gwp)

    @cached_property
    def factors(self) -> factor_library.FactorLibrary:
        """Return the factors and heating values that were frozen, and no others."""
        library = factor_library.FactorLibrary()
        library.factors.add(self._locked.factors)
        for value in self._locked.heating_values:
            library.heating_values.setdefault(value.fuel, []).append(value)
        library.datasets = {dataset.id: dataset for dataset in self._locked.datasets}
        library.order = {geography: list(order) for geography, order in self._locked.order.items()}
        return library
