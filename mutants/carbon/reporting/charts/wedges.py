"""Wedges: what each lever takes off business as usual, stacked from business as usual downwards.

A lever that adds emissions in a year cannot lie among those that take some off. What it adds lies above business as
usual, so that every wedge has its own height and none covers another; the scenario's line is that much above the
lowest wedge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.pathways.pathway_result import Part, PathwayResult
from carbon.reporting import labels, words
from carbon.reporting.charts.course import Band, ByYear
from carbon.reporting.charts.house import DIAGONALS, OTHERS, Fill, House
from carbon.reporting.pathways import as_table
from carbon.terms import Scope2Method

MOST = 9
"""How many wedges there are at most; the smallest levers are gathered in the last."""

_RENEWABLE = ("renewable_", "purchases.")
_OTHERS = ("other levers ({})", "其他措施（{} 項）")


@dataclass(frozen=True, slots=True)
class Wedge:
    """What a lever takes off by year, and what it adds [the unit of the chart], both without a sign."""

    name: str
    off: ByYear
    added: ByYear
    gathered: bool = False
    renewable: bool = False

    def net(self, year: int) -> Fraction:
        """Return what emissions change by."""
        return self.added[year] - self.off[year]


def of(result: PathwayResult, method: Scope2Method, per: int, language: str) -> list[Wedge]:
    """Return the wedges in the order of the bridge, the smallest gathered at its end.

    Parameters
    ----------
    per
        Kilograms in the chart's unit.
    """
    found = [
        _wedge(part, _name(part, result, language), part.of(method), per)
        for part in result.parts
        if any(part.of(method).values())
    ]
    if len(found) <= MOST:
        return found
    kept = sorted(range(len(found)), key=lambda at: (-_size(found[at]), at))[: MOST - 1]
    rest = [found[at] for at in range(len(found)) if at not in kept]
    name = words.chosen(_OTHERS, language).format(len(rest))
    return [*(found[at] for at in sorted(kept)), _together(rest, name)]


def _wedge(part: Part, name: str, parts: ByYear, per: int) -> Wedge:
    zero = Fraction(0)
    off = {year: max(kg, zero) / per for year, kg in parts.items()}
    added = {year: max(-kg, zero) / per for year, kg in parts.items()}
    return Wedge(name, off, added, renewable=part.id.startswith(_RENEWABLE))


def _name(part: Part, result: PathwayResult, language: str) -> str:
    """Return what a lever is called; efficiency says of what."""
    activity, dot, _ = part.id.rpartition(".efficiency")
    name = as_table.lever_name(part.id, part.names, language)
    if not dot:
        return name
    plain = as_table.lever_name("", part.names, language)
    return plain + words.bracketed(labels.name(activity, result.actuals, language), language)


def _size(wedge: Wedge) -> Fraction:
    return sum((*wedge.off.values(), *wedge.added.values()), Fraction(0))


def _together(wedges: Sequence[Wedge], name: str) -> Wedge:
    years = wedges[0].off
    off = {year: sum((one.off[year] for one in wedges), Fraction(0)) for year in years}
    added = {year: sum((one.added[year] for one in wedges), Fraction(0)) for year in years}
    return Wedge(name, off, added, gathered=True)


def bands(wedges: Sequence[Wedge], usual: ByYear, names: Sequence[str], house: House) -> list[Band]:
    """Stack wedges: downwards from business as usual what they take off, upwards what they add."""
    down, up = dict(usual), dict(usual)
    found = []
    for wedge, name, fill in zip(wedges, names, _fills(wedges, house), strict=True):
        lower = {year: down[year] - wedge.off[year] for year in usual}
        upper = {year: up[year] + wedge.added[year] for year in usual}
        found.append(Band(name, fill, lower, down))
        if any(wedge.added[year] for year in usual):
            found.append(Band(name, fill, up, upper))
        down, up = lower, upper
    return found


def _fills(wedges: Sequence[Wedge], house: House) -> list[Fill]:
    """Return the fills: what is renewable has diagonals, as on every chart."""
    plain, green = iter(house.fills(len(wedges))), iter(house.fills(len(wedges) + 1)[1:])
    found = []
    for one in wedges:
        fill = OTHERS if one.gathered else Fill(next(green).colour, DIAGONALS) if one.renewable else next(plain)
        found.append(fill)
    return found
