"""An organisation's own factors, held against the library's tables before anything is computed with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carbon.problems import Place, Problem, listed, nearest
from carbon.reading.catalogue import Catalogue
from carbon.reading.datasets import FactorLibrary
from carbon.reading.gases import Gases
from carbon.records import Factor, FactorRow, HeatingValue, Unit
from carbon.terms import ANYWHERE
from carbon.units import Vocabulary

_TABLES = ("factors.csv", "heating_values.csv")
_SPECIAL = ("electricity/residual_mix",)
_UNSTATED = "unstated"
CO2E = "CO2e"


def strays(own: Path) -> list[Problem]:
    """Refuse tables that would not be read because they lie in the wrong place or have the wrong name."""
    problems = []
    for path in sorted(own.rglob("*.csv")) if own.is_dir() else []:
        name = f"{own.name}/{path.relative_to(own).as_posix()}"
        if path.name not in _TABLES:
            why = f"The table is not read. A dataset has {listed(_TABLES)}; rename it or move it away."
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif len(path.relative_to(own).parts) != len(("own", "2024", "factors.csv")):
            why = "The table is not read here. Put it into a folder of dataset and version: emission_factors/own/2024"
            problems.append(Problem("bad-dataset", why, Place(name)))
        elif not (path.parent / "source.toml").exists():
            why = "The table has no source.toml beside it. Write one with publisher, title and licence."
            problems.append(Problem("bad-dataset", why, Place(name)))
    return problems


def check(found: FactorLibrary, catalogue: Catalogue, gases: Gases, vocabulary: Vocabulary) -> list[Problem]:
    """Refuse own factors and heating values that could not be used, or would mislead."""
    problems: list[Problem] = []
    for factor in found.factors.own():
        place = Place(f"emission_factors/{factor.dataset.name}/{factor.dataset.version}/factors.csv", factor.row)
        whys = [
            *_of_factor(factor, catalogue, vocabulary),
            *(why for row in factor.rows for why in _of_gas(row, gases)),
        ]
        problems += [Problem("bad-dataset", why, place, factor.id) for why in whys]
    fuels = {activity.split("/")[0] for activity in catalogue.activities}
    for value in (value for values in found.heating_values.values() for value in values if value.dataset.own):
        place = Place(f"emission_factors/{value.dataset.name}/{value.dataset.version}/heating_values.csv")
        problems += [
            Problem("bad-dataset", why, place, value.id) for why in _of_heating_value(value, fuels, vocabulary)
        ]
    return problems


def _of_factor(factor: Factor, catalogue: Catalogue, vocabulary: Vocabulary) -> Iterator[str]:
    """Say what is wrong with a factor."""
    if factor.activity not in catalogue.activities and factor.activity not in _SPECIAL:
        likely = nearest(factor.activity, catalogue.activities) or ["electricity"]
        yield f'"{factor.activity}" is not an activity. Nearest: {listed(likely)}.'
    yield from _of_place(factor.geography)
    if not isinstance(vocabulary.find(factor.unit), Unit):
        yield f'"{factor.unit}" is not a declared unit.'
    if factor.valid_from and factor.valid_to and factor.valid_to < factor.valid_from:
        yield f"It is valid from {factor.valid_from} to {factor.valid_to}, which is never."


def _of_place(geography: str) -> Iterator[str]:
    """Say what is wrong with a geography."""
    country = geography.split("/", maxsplit=1)[0]
    if geography != ANYWHERE and not (len(country) == len("TW") and country.isalpha() and country.isupper()):
        yield f'"{geography}" is not a geography. Write the ISO code in capitals, like TW, or US/CAMX.'


def _of_gas(row: FactorRow, gases: Gases) -> Iterator[str]:
    """Say what is wrong with one gas of a factor."""
    if row.gas not in gases.gases:
        likely = nearest(row.gas, gases.gases) or ["CO2e", "CO2", "CH4_fossil"]
        yield f'"{row.gas}" is not a gas. Nearest: {listed(likely)}.'
    if row.value < 0:
        yield f"The value for {row.gas} is negative. What an activity avoids is written as avoided/ACTIVITY."
    if (row.lower is not None and row.lower > row.value) or (row.upper is not None and row.upper < row.value):
        yield f"The bounds for {row.gas} do not hold its value."
    if row.gas == CO2E and not row.co2e:
        yield 'CO2e is no mass of a gas. Write value_is as "co2e:" and the GWP set, or "co2e:unstated".'
    if row.co2e and row.gwp_set not in gases.gwp and not (row.gas == CO2E and row.gwp_set == _UNSTATED):
        yield f'"co2e:{row.gwp_set}" names no GWP set. There is: {listed([*gases.gwp, _UNSTATED])}.'


def _of_heating_value(value: HeatingValue, fuels: set[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Say what is wrong with a heating value."""
    if value.fuel not in fuels:
        yield f'"{value.fuel}" is not a fuel. Nearest: {listed(nearest(value.fuel, fuels) or ["diesel"])}.'
    yield from _of_place(value.geography)
    if value.value <= 0:
        yield "A heating value is more than 0."
    if value.calorific_basis not in {"net", "gross"}:
        yield f'The calorific_basis "{value.calorific_basis}" is neither "net" nor "gross".'
    symbols = {unit.symbol: unit.dimension for unit in vocabulary.units()}
    if symbols.get(value.energy_unit) != "energy":
        yield f'The energy_unit "{value.energy_unit}" is not a unit of energy. Write kcal, MJ or kWh.'
    if symbols.get(value.unit) not in {"mass", "volume"}:
        yield f'The unit "{value.unit}" is neither a mass nor a volume. Write L, m3 or kg.'
