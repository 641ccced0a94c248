"""Tables: what every format is written from. A table has named columns, and a name says what its cells hold.

A result is a record: an object of cells, of tables, and of records inside it. Descriptions hand over exact numbers;
writers round them, once. Emissions are handed over in kilograms wherever a name has `t_co2e` in it, and written in the
unit of mass of the report, which then is in the name too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import TypeGuard, Union

from carbon.model.exact import MOST_DECIMALS

Cell = Union["Table", Mapping[str, "Cell"], Sequence["Cell"], str, int, Fraction, date, None]
"""What can be written; None is no data."""

Record = Mapping[str, Cell]
"""An object: cells under their names, in the order in which they are written."""

MASS = "t_co2e"
"""What stands in the name of every mass of emissions."""


class Holds(StrEnum):
    """What the cells of a column are; a mass is of emissions [kg CO2e]."""

    TEXT = "text"
    WHOLE = "whole number"
    FLAG = "yes or no"
    NUMBER = "number"
    MASS = "mass"


UNITS = {
    MASS: "t CO2e",
    "intensity": "t CO2e per unit",
    "mwh": "MWh",
    "mwh_allocated": "MWh",
    "mwh_left": "MWh",
    "gj": "GJ",
    "kg": "kg",
    "mwh_per_year": "MWh/yr",
    "percent": "%",
    "percent_per_year": "%/yr",
    "kg_co2e_per_kwh": "kg CO2e/kWh",
    "seconds": "s",
    "renewable_share": "ratio",
    "probability": "ratio",
    "gap": "ratio",
}
"""The units of numbers, by the ends of their names."""

IN_UNIT = {
    "quantity", "line", "room", "required", "projected", "gap", "value", "path_value", "base_value", "target_value",
    "was", "now", "change",
}  # fmt: skip
"""Numbers whose unit stands beside them, as `unit`."""

IN_CURRENCY = {"capex", "budget", "cost", "capital", "operation", "energy", "premium", "carbon", "total", "bound"}
"""Numbers in the currency."""

_WHOLES = {
    "inventory_year", "scope", "iso_category", "rows", "repaired", "year", "row", "count", "start", "last_year",
    "from_year", "base_year", "target_year", "first_row", "last_row", "draws", "seed", "blocks", "most_blocks",
    "inputs", "factors", "figures", "incomplete",
}  # fmt: skip
_NUMBERS = {"lower", "upper", "published", "recomputed"}
_FLAGS = {"renewable", "met", "binding", "in_target", "agrees", "applied", "same_for_year", "frozen", "whole"}


def is_called(name: str, end: str) -> bool:
    """Say whether a name is a word, or ends in it.

    >>> is_called("gap_t_co2e", "t_co2e"), is_called("least_t_co2e_per_unit", "t_co2e")
    (True, False)
    """
    return name == end or name.endswith(f"_{end}")


def is_mass(name: str) -> bool:
    """Say whether numbers of this name are masses of emissions, or such masses per unit of something.

    >>> is_mass("t_co2e_market_based"), is_mass("t_co2e_reduction_percent")
    (True, False)
    """
    return MASS in name and not is_called(name, "percent")


@lru_cache(maxsize=1024)
def unit_of_name(name: str) -> str:
    """Return the unit of numbers of this name; empty where the name does not tell."""
    if is_mass(name):
        return f"{UNITS[MASS]} per unit" if is_called(name, "per_unit") else UNITS[MASS]
    return next((unit for end, unit in UNITS.items() if is_called(name, end)), "")


@lru_cache(maxsize=1024)
def holds(name: str) -> Holds | None:
    """Return what cells of this name hold, None where the name does not tell."""
    if is_mass(name):
        return Holds.MASS
    if name in _WHOLES or name in _FLAGS:
        return Holds.WHOLE if name in _WHOLES else Holds.FLAG
    return Holds.NUMBER if unit_of_name(name) or name in _NUMBERS else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    name
        As it is written. One that stands for no single thing, like `quantity`, has its unit in a column beside it.
    holds
        What its cells are.
    in_json
        Whether objects of JSON have it; what stands in them otherwise is repeated only in flat tables.
    if_any
        Whether objects of JSON have it only where the cell says something.
    source
        The attribute of what a row is about, or the path to one.
    """

    name: str
    holds: Holds
    in_json: bool = True
    if_any: bool = False
    source: str = ""


def column(name: str, source: str = "") -> Column:
    """Return a column that holds what its name says, text where that says nothing."""
    return Column(name, holds(name) or Holds.TEXT, source=source or _SOURCES.get(name, name.replace(MASS, "kg_co2e")))


_SOURCES = {"scope2_method": "method"}
"""Attributes that records call otherwise than columns; emissions they hold in kilograms."""


@lru_cache(maxsize=256)
def columns(names: str) -> tuple[Column, ...]:
    """Return columns by their names; `-name` is in no object of JSON, `name?` only where the cell says something.

    `name=path` has its cells from another attribute than the one of its name.

    >>> [(column.name, column.holds.value, column.in_json, column.source) for column in columns("-scope=of.n t_co2e")]
    [('scope', 'whole number', False, 'of.n'), ('t_co2e', 'mass', True, 'kg_co2e')]
    """
    marks = (mark.partition("=") for mark in names.split())
    return tuple(
        replace(column(name.strip("-?"), source), in_json=not name.startswith("-"), if_any=name.endswith("?"))
        for name, _, source in marks
    )


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Parameters
    ----------
    name
        What the table is called where tables stand side by side.
    columns
        Its columns.
    rows
        As many cells in each as there are columns, in their order.
    keys
        How many columns at the start tell a row from the others: the tables inside it have them too, when they stand
        alone.
    exact
        Whether a flat table has the exact mass beside the rounded one.
    single
        Whether it has one row or none: an object of JSON, or null.
    inside
        The tables in the cells of a column, by its name, without rows.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    keys: int = 1
    exact: bool = False
    single: bool = False
    inside: Mapping[str, Table] = field(default_factory=dict)

    def records(self, *, hidden: bool = False) -> Iterator[dict[str, Cell]]:
        """Yield each row as the object that JSON has of it, or with what JSON does without too."""
        for row in self.rows:
            yield {
                column.name: cell
                for column, cell in zip(self.columns, row, strict=True)
                if (column.in_json or hidden) and (cell or not column.if_any)
            }

    def place(self, name: str) -> int:
        """Return the place of a column."""
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    def of(self, rows: Iterable[tuple[Cell, ...]]) -> Table:
        """Return the table with rows."""
        return replace(self, rows=tuple(rows))

    def filled(self, items: Iterable[object]) -> Table:
        """Return the table with a row for each item, whose cells are the item's attributes."""
        get = attrgetter(*(column.source for column in self.columns), "__class__")
        rows = (get(item)[:-1] for item in items)
        if not self.inside:
            return self.of(rows)
        parts = [self.inside.get(column.name) for column in self.columns]
        return self.of(
            tuple(part.filled(cell) if part else cell for part, cell in zip(parts, row, strict=True)) for row in rows
        )


def are_records(cell: Cell) -> TypeGuard[Sequence[Record]]:
    """Say whether a cell is a list of objects."""
    return (
        isinstance(cell, Sequence) and not isinstance(cell, str) and any(isinstance(inner, Mapping) for inner in cell)
    )


def table(
    name: str,
    names: str,
    rows: Iterable[tuple[Cell, ...]] = (),
    *,
    keys: int = 1,
    exact: bool = False,
    single: bool = False,
    inside: Mapping[str, Table] | None = None,
) -> Table:
    """Return a table with columns that `columns` reads."""
    return Table(name, columns(names), tuple(rows), keys, exact, single, inside or {})


@dataclass(frozen=True, slots=True)
class MassUnit:
    """A unit of mass of a report.

    Parameters
    ----------
    symbol
        `t` or `kg`.
    kg
        Kilograms in one of it.
    """

    symbol: str
    kg: int

    @property
    def key(self) -> str:
        """Return the name of emissions, `t_co2e` or `kg_co2e`."""
        return f"{self.symbol}_co2e"

    def named(self, name: str) -> str:
        """Return a name with this unit in the place of tonnes."""
        return name.replace(MASS, self.key)

    def of(self, kg: Fraction) -> Fraction:
        """Convert kilograms, exactly."""
        return kg / self.kg

    def text(self, kg: Fraction | None) -> str:
        """Write kilograms in this unit as `carbon.exact.text` would, `null` for no data.

        The same digits in one division of integers: a breakdown holds tens of thousands of figures.

        >>> MassUnit("t", 1000).text(Fraction(1, 3)), MassUnit("t", 1000).text(None)
        ('0.000333', 'null')
        """
        if kg is None:
            return "null"
        numerator, denominator = kg.numerator, kg.denominator * self.kg
        scaled = (2 * abs(numerator) * _SCALE + denominator) // (2 * denominator)
        whole, decimals = divmod(scaled, _SCALE)
        sign = "-" if numerator < 0 and scaled else ""
        if not decimals:
            return f"{sign}{whole}.0"
        return f"{sign}{whole}.{str(decimals).rjust(MOST_DECIMALS, '0').rstrip('0')}"


_SCALE = 10**MOST_DECIMALS
TONNE = MassUnit("t", 1000)
_MASS_UNITS = {"t": TONNE, "kg": MassUnit("kg", 1)}


def unit_of(symbol: str) -> MassUnit:
    """Return the unit of mass with this symbol.

    Raises
    ------
    ValueError
        If it is neither `t` nor `kg`.
    """
    if symbol not in _MASS_UNITS:
        raise ValueError(f"{symbol!r} is not a unit of mass of reports: t or kg")
    return _MASS_UNITS[symbol]
