"""Gases and GWP sets: `gases.csv`, `gwp.csv` and `gwp_sets.csv` of the library."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from carbon import library
from carbon.factors.records import Gas
from carbon.model.terms import Family


@dataclass(frozen=True, slots=True)
class Gases:
    """Every gas, its names, and its GWP in every set.

    Parameters
    ----------
    gases
        By id.
    aliases
        Every other name, folded to lower case, with the gas's id.
    gwp
        By set, then by gas [kg CO2e per kg].
    """

    gases: Mapping[str, Gas]
    aliases: Mapping[str, str]
    gwp: Mapping[str, Mapping[str, Fraction]]

    def find(self, text: str) -> Gas | None:
        """Return the gas with an id or another name, or None; the rounding of a publication is nobody's to report."""
        text = text.strip()
        found = self.gases.get(text) or self.gases.get(self.aliases.get(text.casefold(), ""))
        return None if found is None or found.family is Family.ROUNDING else found


def lines(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the library."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@library.once("gases.csv", "gwp.csv")
def read(folder: Path) -> Gases:
    """Read the gases and GWP sets of the library."""
    gases: dict[str, Gas] = {}
    aliases: dict[str, str] = {}
    for row in lines(folder / "gases.csv"):
        gases[row["gas"]] = Gas(row["gas"], Family(row["family"]), row["en"], row["zh"])
        for alias in _names(row):
            aliases[alias.casefold()] = row["gas"]
    gwp: dict[str, dict[str, Fraction]] = {}
    for row in lines(folder / "gwp.csv"):
        gwp.setdefault(row["gwp_set"], {})[row["gas"]] = Fraction(row["value"])
    return Gases(gases, aliases, gwp)


def _names(row: Mapping[str, str]) -> Iterable[str]:
    """Return every name of a gas."""
    return filter(None, [row["gas"], row["en"], row["zh"], *row["aliases"].split("|")])
