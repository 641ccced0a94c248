"""Wedges: what each lever takes off business as usual, stacked from business as usual downwards.

A lever that adds emissions in a year cannot lie among those that take some off. What it adds lies above business as
usual, so that every wedge has its own height and none covers another; the scenario's line is that much above the
lowest wedge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting import labels
from carbon.charts.figures import decimals_of, write_change
from carbon.charts.style import DIAGONALS, OTHERS, Fill, Options
from carbon.charts.timeline import Band, ByYear
from carbon.scenarios import pathway_page
from carbon.scenarios.pathway_result import Part, PathwayResult

MOST_WEDGES = 9
"""How many wedges there are at most; the smallest levers are gathered in the last."""

_RENEWABLE = ("renewable_", "purchases.")


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

    @property
    def size(self) -> Fraction:
        """Return what it moves over all years."""
        return sum((*self.off.values(), *self.added.values()), Fraction(0))


def wedges(result: PathwayResult, options: Options) -> list[Wedge]:
    """Return the wedges in the order of the bridge, the smallest gathered at its end."""
    levers = [_wedge(part, result, options) for part in result.parts if any(part.of(options.method).values())]
    if len(levers) <= MOST_WEDGES:
        return levers
    by_size = sorted(range(len(levers)), key=lambda at: (-levers[at].size, at))
    kept, rest = sorted(by_size[: MOST_WEDGES - 1]), [levers[at] for at in sorted(by_size[MOST_WEDGES - 1 :])]
    off, added = (
        {year: sum((of[year] for of in several), Fraction(0)) for year in levers[0].off}
        for several in ([wedge.off for wedge in rest], [wedge.added for wedge in rest])
    )
    return [*(levers[at] for at in kept), Wedge(options.say("other_levers", len(rest)), off, added, gathered=True)]


def _wedge(part: Part, result: PathwayResult, options: Options) -> Wedge:
    """Return the wedge of a lever; efficiency says of what."""
    kgs = part.of(options.method)
    off = {year: options.mass.of(max(kg, Fraction(0))) for year, kg in kgs.items()}
    added = {year: options.mass.of(max(-kg, Fraction(0))) for year, kg in kgs.items()}
    activity, is_efficiency, _ = part.id.rpartition(".efficiency")
    name = pathway_page.lever_name("" if is_efficiency else part.id, part.names, options.language)
    if is_efficiency:
        name += options.bracketed(labels.name(activity, result.actuals, options.language))
    return Wedge(name, off, added, renewable=part.id.startswith(_RENEWABLE))


def wedge_bands(levers: Sequence[Wedge], usual: ByYear, options: Options) -> list[Band]:
    """Stack wedges: downwards from business as usual what they take off, upwards what they add.

    Each is named with what emissions change by in the last year; what is renewable has diagonals, as on every chart.
    """
    style, last = options.style, max(usual)
    plain, green = iter(range(len(levers))), iter(range(1, len(levers) + 1))
    down, up = dict(usual), dict(usual)
    bands = []
    for wedge in levers:
        if wedge.gathered:
            fill = OTHERS
        else:
            fill = Fill(style.fill(next(green)).colour, DIAGONALS) if wedge.renewable else style.fill(next(plain))
        change = wedge.net(last)
        name = f"{wedge.name}  {write_change(change, decimals_of([change]))}"
        lower = {year: down[year] - wedge.off[year] for year in usual}
        upper = {year: up[year] + wedge.added[year] for year in usual}
        bands.append(Band(name, fill, lower, down))
        if any(wedge.added[year] for year in usual):
            bands.append(Band(name, fill, up, upper))
        down, up = lower, upper
    return bands
