"""Emission factors made of the rows of tables; the library's by activity, when they are first asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

from carbon.factors.datasets.cells import read_day, read_publication
from carbon.factors.datasets.tables import FACTORS, OWN_FOLDER, activity_of, factor_id, heating_value_id
from carbon.factors.factor import Dataset, Factor, FactorRow, HeatingValue
from carbon.model import exact
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.sentences import say
from carbon.model.terms import ANYWHERE, ValueIs

Lines = Iterable[tuple[int, Mapping[str, str]]]


def factors_of(dataset: Dataset, rows: Lines) -> list[Factor]:
    """Put the rows of a table together to factors, one row a gas; they were checked before.

    Raise ProblemsError if a row is not well formed all the same, which tests rule out for the library's.
    """
    heads: dict[str, tuple[int, Mapping[str, str]]] = {}
    gases: dict[str, list[FactorRow]] = {}
    printed: dict[str, FactorRow] = {}
    number = 0
    try:
        for number, row in rows:
            name = factor_id(dataset.id, row)
            heads.setdefault(name, (number, row))
            if row["value_is"].startswith(f"{ValueIs.TOTAL}:"):
                printed[name] = _factor_row(row)
            else:
                _add_gas(gases.setdefault(name, []), _factor_row(row), name)
        return [
            _factor(dataset, head, (tuple(gases[name]), printed.get(name)), first, name)
            for name, (first, head) in heads.items()
        ]
    except ValueError as error:
        place = Place(f"{OWN_FOLDER}/{dataset.name}/{dataset.version}/{FACTORS.file}", number)
        raise ProblemsError([Problem("bad-dataset", say("{what}.", what=error.args[0]), place)]) from error


def _add_gas(gases: list[FactorRow], gas: FactorRow, factor_id: str) -> None:
    """Add a gas to those of a factor."""
    if any(other.gas == gas.gas for other in gases):
        raise ValueError(say("The factor {factor} has two rows for {gas}", factor=factor_id, gas=gas.gas))
    gases.append(gas)


def _factor_row(row: Mapping[str, str]) -> FactorRow:
    """Read one gas of a factor."""
    kind, _, gwp_set = row["value_is"].partition(":")
    if kind not in set(ValueIs):
        raise ValueError(f'"{row["value_is"]}" is neither "mass" nor "co2e:" or "total:" with a GWP set')
    return FactorRow(
        row["gas"],
        exact.parse(row["value"]),
        kind != ValueIs.MASS,
        gwp_set,
        exact.parse(row["lower"]) if row["lower"] else None,
        exact.parse(row["upper"]) if row["upper"] else None,
        row["cell"],
    )


def _factor(
    dataset: Dataset,
    row: Mapping[str, str],
    values: tuple[tuple[FactorRow, ...], FactorRow | None],
    number: int,
    factor_id: str,
) -> Factor:
    """Read what the gases of a factor have in common; `values` are its gases, and the CO2e printed beside them."""
    activity, variant = activity_of(row["activity"], row["variant"])
    return Factor(
        factor_id,
        dataset,
        activity,
        variant,
        row["geography"] or ANYWHERE,
        row["unit"],
        read_day(row["valid_from"]),
        read_day(row["valid_to"]),
        int(row["data_year"]) if row["data_year"] else None,
        read_publication(row["published_on"]),
        row["calorific_basis"],
        values[0],
        number,
        row.get("supplier", ""),
        row.get("facility", ""),
        values[1],
    )


def heating_value_of(dataset: Dataset, row: Mapping[str, str], number: int = 0) -> HeatingValue:
    """Read a heating value from a row with a number."""
    value: Fraction = exact.parse(row["value"])
    return HeatingValue(
        heating_value_id(dataset.id, row),
        dataset,
        row["fuel"],
        row["geography"],
        read_day(row["valid_from"]),
        read_day(row["valid_to"]),
        read_publication(row["published_on"]),
        row["unit"],
        value,
        row["energy_unit"],
        row["calorific_basis"],
        row["cell"],
        number,
    )


class FactorsByActivity(Mapping[str, list[Factor]]):
    """Factors by activity; an inventory needs a few dozen of the library's thousands.

    Parameters
    ----------
    below
        Others of which the factors are among these too, before its own; nothing is ever added to them.
    """

    def __init__(self, below: FactorsByActivity | None = None) -> None:
        self._below: Mapping[str, list[Factor]] = below or {}
        self._lines: dict[str, list[tuple[Dataset, str, int, str]]] = {}
        self._made: dict[str, list[Factor]] = {}

    def add_table(self, dataset: Dataset, path: Path) -> None:
        """Add a released table, to be made into factors later; every line is a row that begins with its activity."""
        header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        for number, line in enumerate(lines, start=2):
            activity, variant, _ = line.split(",", 2)
            name = activity if not variant else activity_of(activity, variant)[0]
            self._lines.setdefault(name, []).append((dataset, header, number, line))

    def add(self, factors: Iterable[Factor]) -> None:
        """Add factors that are made already."""
        for factor in factors:
            self._of(factor.activity).append(factor)

    def own(self) -> Iterator[Factor]:
        """Yield the organisation's own factors, which are made already."""
        return (factor for factors in self._made.values() for factor in factors if factor.dataset.own)

    def _of(self, activity: str) -> list[Factor]:
        """Return the factors of an activity, made now if they were not."""
        if activity not in self._made:
            self._made[activity] = list(self._below.get(activity, ()))
        tables: dict[str, tuple[Dataset, str, dict[int, str]]] = {}
        for dataset, header, number, line in self._lines.pop(activity, ()):
            tables.setdefault(dataset.id, (dataset, header, {}))[2][number] = line
        for dataset, header, lines in tables.values():
            rows = csv.DictReader([header, *lines.values()])
            self._made[activity] += factors_of(dataset, zip(lines, rows, strict=True))
        return self._made[activity]

    def __getitem__(self, activity: str) -> list[Factor]:
        """Return the factors of an activity."""
        if activity not in self:
            raise KeyError(activity)
        return self._of(activity)

    def __contains__(self, activity: object) -> bool:
        """Say whether there are factors of an activity, without making them."""
        return activity in self._lines or activity in self._made or activity in self._below

    def __iter__(self) -> Iterator[str]:
        """Yield the activities."""
        return iter(dict.fromkeys([*self._below, *self._lines, *self._made]))

    def __len__(self) -> int:
        """Return how many activities there are."""
        return len(self._below.keys() | self._lines.keys() | self._made.keys())
