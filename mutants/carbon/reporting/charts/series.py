"""Series of a chart: figures under one name and one fill, year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.reporting import words
from carbon.reporting.charts import digits
from carbon.reporting.charts.house import OTHERS, Fill

Figures = tuple[Fraction | None, ...]
"""One figure a year, None where there is no data."""

_OTHERS = ("others ({})", "其他（{} 項）")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures by year under one name.

    Parameters
    ----------
    figures
        In the unit that the chart shows, one a year, None where there is no data.
    """

    name: str
    fill: Fill
    figures: Figures


@dataclass(frozen=True, slots=True)
class Row:
    """Figures written below the years, one a year, and what they are."""

    name: str
    cells: tuple[str, ...]


def together(several: Iterable[Figures]) -> Figures:
    """Add figures year by year; None only where none has data."""
    columns = zip(*several, strict=True)
    given = [[figure for figure in column if figure is not None] for column in columns]
    return tuple(sum(column, Fraction(0)) if column else None for column in given)


def size(figures: Figures) -> Fraction:
    """Return how large figures are over all years, whatever their sign."""
    return sum((abs(figure) for figure in figures if figure is not None), Fraction(0))


def largest(named: Sequence[tuple[str, Figures]], most: int, language: str) -> list[tuple[str, Figures, bool]]:
    """Sort figures by size and gather the small ones.

    Parameters
    ----------
    named
        Names and figures.
    most
        How many are to be left, those that are gathered counted as one.

    Returns
    -------
    list
        Names and figures, the largest first, and whether they are what was gathered.
    """
    ordered = sorted(named, key=lambda one: (-size(one[1]), one[0]))
    if len(ordered) <= most:
        return [(name, figures, False) for name, figures in ordered]
    kept, rest = ordered[: most - 1], ordered[most - 1 :]
    name = words.chosen(_OTHERS, language).format(len(rest))
    return [*((*one, False) for one in kept), (name, together(figures for _, figures in rest), True)]


def filled(named: Sequence[tuple[str, Figures, bool]], fills: Sequence[Fill]) -> list[Series]:
    """Give each its fill."""
    return [
        Series(name, OTHERS if gathered else fill, figures)
        for (name, figures, gathered), fill in zip(named, fills, strict=False)
    ]


def described(
    years: Sequence[int | str],
    series: Sequence[Series],
    unit: str,
    language: str,
    *,
    total: bool = False,
    rows: Sequence[Row] = (),
) -> str:
    """Write the figures of every year out for a reader who does not see them.

    Parameters
    ----------
    unit
        Written after each figure.
    total
        Whether the sum of the series comes first.
    rows
        What is written below the years.
    """
    sums = together(one.figures for one in series) if series else (None,) * len(years)
    named = [(words.word("energy_total", language), sums)] if total else []
    named += [(one.name, one.figures) for one in series]
    lines = []
    for at, year in enumerate(years):
        parts = [f"{name} {with_unit(figures[at], unit, language)}" for name, figures in named]
        parts += [f"{row.name} {row.cells[at]}" for row in rows if row.cells[at]]
        lines.append(f"{year}{words.colon(language)}{words.listed(parts, language)}")
    return "\n".join(lines)


def with_unit(figure: Fraction | None, unit: str, language: str) -> str:
    """Write a figure with its unit, or that there is no data."""
    return words.word("no_data", language) if figure is None else f"{digits.written_out(figure)} {unit}"
