"""Units: a closed vocabulary, compiled by pint with exact fractions.

User text is looked up whole in `emission_factors/units.csv` and never parsed: in pint's own grammar `mt` is a
millitonne, `mWh` a milliwatt-hour and `kt` a knot. Each dimension is a closed box; no physics joins two of them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from carbon import library
from carbon.records import RefusedUnit, Unit


class Vocabulary:
    """The units that may be written, and the texts that are refused.

    Parameters
    ----------
    rows
        Rows of units.csv.
    """

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._units: dict[str, Unit] = {}
        self._texts: dict[str, Unit] = {}
        self._refused: dict[str, RefusedUnit] = {}
        self._definitions: dict[str, str] = {}
        self._ratios: dict[tuple[str, str], Fraction] = {}
        for row in rows:
            if row["refused"]:
                refused = RefusedUnit(
                    row["unit"], tuple(row["refused"].split("|")), row["reason"], _by_country(row.get("by_country"))
                )
                for text in _texts(row):
                    self._refused[text] = refused
            else:
                unit = Unit(row["unit"], row["dimension"], row["en"], row["zh"], row.get("calorific_basis") or "")
                self._units[unit.symbol] = unit
                self._definitions[unit.symbol] = row["definition"]
                for text in _texts(row):
                    self._texts[text] = unit

    @cached_property
    def _registry(self) -> Any:  # noqa: ANN401 - pint's registry has no simple type
        """Build pint's registry from nothing but our own definitions."""
        import pint

        registry: Any = pint.UnitRegistry(None, non_int_type=Fraction)
        for symbol, definition in self._definitions.items():
            registry.define(f"{symbol} = {definition}")
        return registry

    def find(self, text: str) -> Unit | RefusedUnit | None:
        """Look a text up whole, as it is written.

        Returns
        -------
        Unit, RefusedUnit or None
            The unit; or why the text is refused; or None if it is not in the vocabulary.
        """
        text = text.strip()
        return self._texts.get(text) or self._refused.get(text)

    def unit(self, symbol: str) -> Unit:
        """Return the unit with a canonical symbol.

        Raises
        ------
        KeyError
            If there is none.
        """
        return self._units[symbol]

    def ratio(self, unit: Unit, other: Unit) -> Fraction:
        """Return how many of the other unit one of the first is, exactly.

        Raises
        ------
        ValueError
            If they measure different things.
        """
        if unit.dimension != other.dimension:
            raise ValueError(f"{unit.symbol} measures {unit.dimension}, {other.symbol} {other.dimension}")
        if unit.symbol == other.symbol:
            return Fraction(1)
        pair = (unit.symbol, other.symbol)
        if pair not in self._ratios:
            self._ratios[pair] = Fraction(self._registry.convert(Fraction(1), *pair))
        return self._ratios[pair]

    def texts(self) -> list[str]:
        """Return every accepted text, for messages about a wrong one."""
        return list(self._texts)

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


def read(path: Path | None = None) -> Vocabulary:
    """Read the vocabulary.

    Parameters
    ----------
    path
        A units.csv; the library's own by default.
    """
    path = path or library.emission_factors() / "units.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return Vocabulary(csv.DictReader(file))
