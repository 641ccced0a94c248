"""Units: a closed vocabulary, and what each unit is of another, exactly.

User text is looked up whole in `emission_factors/units.csv` and never parsed: in pint's own grammar `mt` is a
millitonne, `mWh` a milliwatt-hour and `kt` a knot. Each dimension is a closed box; no physics joins two of them.

What pint makes of the definitions stands in `unit_ratios.csv`, since to import pint takes as long as an inventory.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from carbon import library
from carbon.model.sentences import Sentence, of_library, say


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the vocabulary: its symbol, what it measures, and its names.

    Parameters
    ----------
    calorific_basis
        `net` or `gross` where the unit says how the energy of a fuel is reckoned, else empty.
    """

    symbol: str
    dimension: str
    en: str
    zh: str
    calorific_basis: str = ""


@dataclass(frozen=True, slots=True)
class RefusedUnit:
    """A text that could mean several units: the likely meanings and the reason for refusing it.

    Parameters
    ----------
    by_country
        The unit that it means in some countries, by their codes.
    """

    text: str
    meanings: tuple[str, ...]
    reason: Sentence
    by_country: Mapping[str, str] = field(default_factory=dict)


if TYPE_CHECKING:
    import pint

NAME, RATIOS = "units.csv", "unit_ratios.csv"
Ratios = Mapping[str, tuple[str, Fraction]]
"""Of each unit, its definition, and how many of the first unit of its dimension it is."""


CALORIFIC = {"net": say("net"), "gross": say("gross")}
"""What the bases of heating values are called in messages."""


def measured(dimension: str) -> Sentence:
    """Return what a dimension is called in messages."""
    return of_library(dimension.replace("_", " "))


class Vocabulary:
    """The units that may be written, and the texts that are refused.

    Parameters
    ----------
    rows
        Rows of units.csv.
    ratios
        What pint made of their definitions, as far as it is known.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]], ratios: Ratios) -> None:
        self._units: dict[str, Unit] = {}
        self._texts: dict[str, Unit] = {}
        self._refused: dict[str, RefusedUnit] = {}
        self.definitions: dict[str, str] = {}
        self._known = ratios
        for row in rows:
            if row["refused"]:
                refused = RefusedUnit(
                    row["unit"],
                    tuple(row["refused"].split("|")),
                    of_library(row["reason"]),
                    _by_country(row.get("by_country")),
                )
                for text in _texts(row):
                    self._refused[text] = refused
            else:
                unit = Unit(row["unit"], row["dimension"], row["en"], row["zh"], row.get("calorific_basis") or "")
                self._units[unit.symbol] = unit
                self.definitions[unit.symbol] = row["definition"]
                for text in _texts(row):
                    self._texts[text] = unit

    @cached_property
    def _ratios(self) -> Mapping[str, Fraction]:
        """Return how many of the first unit of its dimension each unit is, reckoned anew if a definition is another."""
        if {symbol: definition for symbol, (definition, _) in self._known.items()} == self.definitions:
            return {symbol: ratio for symbol, (_, ratio) in self._known.items()}
        return {symbol: ratio for symbol, (_, ratio) in compiled(self).items()}

    def find(self, text: str) -> Unit | RefusedUnit | None:
        """Look a text up whole, as it is written.

        Return the unit; or why the text is refused; or None if it is not in the vocabulary.
        """
        text = text.strip()
        return self._texts.get(text) or self._refused.get(text)

    def unit(self, symbol: str) -> Unit:
        """Return the unit with a canonical symbol; raise KeyError if there is none."""
        return self._units[symbol]

    def ratio(self, unit: Unit, other: Unit) -> Fraction:
        """Return how many of the other unit one of the first is, exactly.

        Raise ValueError if they measure different things.
        """
        if unit.dimension != other.dimension:
            raise ValueError(f"{unit.symbol} measures {unit.dimension}, {other.symbol} {other.dimension}")
        return self._ratios[unit.symbol] / self._ratios[other.symbol]

    def texts(self) -> list[str]:
        """Return every accepted text, for messages about a wrong one."""
        return list(self._texts)

    def words(self) -> list[str]:
        """Return every text that is known, those that are refused among them."""
        return [*self._texts, *self._refused]

    def units(self) -> list[Unit]:
        """Return every unit."""
        return list(self._units.values())


def _by_country(text: str | None) -> dict[str, str]:
    """Read which unit a text means in which country: `US=therm_us`, others after a stroke."""
    pairs = (part.partition("=") for part in (text or "").split("|") if part)
    return {country: symbol for country, _, symbol in pairs}


def _texts(row: Mapping[str, str]) -> list[str]:
    """Return the symbol and the aliases of a row."""
    return [row["unit"], *filter(None, row["aliases"].split("|"))]


@library.once(NAME, RATIOS)
def read(folder: Path) -> Vocabulary:
    """Read the vocabulary of the library."""
    with (folder / RATIOS).open(encoding="utf-8", newline="") as file:
        ratios = {row["unit"]: (row["definition"], Fraction(row["ratio"])) for row in csv.DictReader(file)}
    with (folder / NAME).open(encoding="utf-8", newline="") as file:
        return Vocabulary(csv.DictReader(file), ratios)


def compiled(vocabulary: Vocabulary) -> Ratios:
    """Have pint reckon how many of the first unit of its dimension each unit is."""
    units = _registry(vocabulary)
    return {
        symbol: (definition, Fraction(str(units.get_root_units(symbol)[0])))
        for symbol, definition in vocabulary.definitions.items()
    }


@cache
def registry() -> pint.UnitRegistry[Fraction]:
    """Return the vocabulary as a registry of pint: our units and no others, with exact fractions.

    Returns
    -------
    pint.UnitRegistry
        The same one each time, since quantities of two registries do not meet.

    Examples
    --------
    >>> registry().Quantity("1.5 MWh").to("kWh").magnitude
    Fraction(1500, 1)
    """
    return _registry(read())


def _registry(vocabulary: Vocabulary) -> pint.UnitRegistry[Fraction]:
    """Build pint's registry from nothing but our own definitions."""
    import pint

    units: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    for symbol, definition in vocabulary.definitions.items():
        units.define(f"{symbol} = {definition}")
    return units
