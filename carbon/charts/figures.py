"""Figures on charts: how they are written, series of them under one name, and how these are stacked upon each other.

A figure has as few decimals as a reader needs, and is never a zero that is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.charts.style import Fill, Options
from carbon.model import exact
from carbon.tables import words

WRITTEN_OUT = 3
"""Decimals of figures that are written out for those who do not see the chart."""

_LEAST = (1000, 10)
"""From which largest figure no decimals are needed, and one."""

_SIGNIFICANT = 1000


def decimals_of(numbers: Iterable[Fraction | None]) -> int:
    """Return the decimals of a chart's labels, by the largest figure."""
    largest = max((abs(number) for number in numbers if number is not None), default=Fraction(0))
    return next((decimals for decimals, least in enumerate(_LEAST) if largest >= least), WRITTEN_OUT)


def finer_decimals(numbers: Iterable[Fraction]) -> int:
    """Return the decimals of figures on a line: those of any chart, and more where all are small.

    >>> finer_decimals([Fraction(6168)]), finer_decimals([Fraction(19, 10)]), finer_decimals([Fraction(1, 800)])
    (0, 3, 6)
    """
    figures = list(numbers)
    decimals, largest = decimals_of(figures), max(map(abs, figures), default=Fraction(0))
    while 0 < largest < 1 and largest * 10**decimals < _SIGNIFICANT and decimals < 2 * WRITTEN_OUT:
        decimals += 1
    return decimals


def write_figure(number: Fraction, decimals: int) -> str:
    """Write a label: 0 only for a computed zero, more decimals for what would be rounded to one.

    >>> write_figure(Fraction(1, 25), 0), write_figure(Fraction(0), 0), write_figure(Fraction(-12345, 10), 0)
    ('0.04', '0', '−1,235')
    """
    if number == 0:
        return "0"
    while decimals < exact.MOST_DECIMALS and not exact.rounded(number, decimals):
        decimals += 1
    return exact.grouped(number, decimals).replace("-", "−")


def write_change(number: Fraction, decimals: int) -> str:
    """Write a change, with its sign.

    >>> write_change(Fraction(5, 2), 1), write_change(Fraction(-5, 2), 1), write_change(Fraction(0), 1)
    ('+2.5', '−2.5', '0')
    """
    return ("+" if number > 0 else "") + write_figure(number, decimals)


def write_percent_change(ratio: Fraction) -> str:
    """Write a change in percent, with its sign and no more decimals than it needs.

    >>> write_percent_change(Fraction(-42, 100)), write_percent_change(Fraction(1, 3))
    ('−42 %', '+33.3 %')
    """
    return f"{write_change(ratio * 100, 1).removesuffix('.0')} %"


def write_out(number: Fraction) -> str:
    """Write a figure for a description."""
    return write_figure(number, WRITTEN_OUT)


Figures = tuple[Fraction | None, ...]
"""One figure a year, None where there is no data."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures under one name.

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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stack: from where, and how far; negative downwards."""

    series: Series
    bottom: float
    height: float
    figure: Fraction

    @property
    def end(self) -> float:
        """Return where it ends."""
        return self.bottom + self.height


def together(several: Iterable[Figures]) -> Figures:
    """Add figures year by year; None only where none has data."""
    columns = zip(*several, strict=True)
    given = [[figure for figure in column if figure is not None] for column in columns]
    return tuple(sum(column, Fraction(0)) if column else None for column in given)


def gathered(
    named: Sequence[tuple[str, Figures]], most: int, others: Callable[[int], str]
) -> list[tuple[str, Figures, bool]]:
    """Sort figures by size, whatever their sign, and gather the small ones.

    Return names and figures, the largest first, and whether they are what was gathered.

    Parameters
    ----------
    most
        How many are to be left, those that are gathered counted as one.
    others
        Names those that are gathered, by their number.
    """

    def size(entry: tuple[str, Figures]) -> tuple[Fraction, str]:
        return -sum((abs(figure) for figure in entry[1] if figure is not None), Fraction(0)), entry[0]

    ordered = sorted(named, key=size)
    if len(ordered) <= most:
        return [(name, figures, False) for name, figures in ordered]
    kept, rest = ordered[: most - 1], ordered[most - 1 :]
    return [*((*entry, False) for entry in kept), (others(len(rest)), together(of for _, of in rest), True)]


def stack(series: Sequence[Series], at: int) -> list[Part]:
    """Stack the figures of one year: upwards from zero, and downwards what is negative; nothing of a zero."""
    up = down = Fraction(0)
    parts = []
    for entry in series:
        figure = entry.figures[at]
        if not figure:
            continue
        bottom = up if figure > 0 else down
        parts.append(Part(entry, float(bottom), float(bottom + figure) - float(bottom), figure))
        up, down = (up + figure, down) if figure > 0 else (up, down + figure)
    return parts


def end_of(parts: Sequence[Part]) -> float:
    """Return where the figure of a total belongs: at the upper end, unless all is negative."""
    upper = max((part.end for part in parts), default=0.0)
    return upper if upper > 0 else min((part.end for part in parts), default=0.0)


def described(
    places: Sequence[int | str],
    series: Sequence[Series],
    unit: str,
    options: Options,
    *,
    total: bool = False,
    rows: Sequence[Row] = (),
) -> str:
    """Write the figures of every year or month out for a reader who does not see them; the total first if asked for."""
    sums = together(entry.figures for entry in series) if series else (None,) * len(places)
    named = [(options.say("energy_total"), sums)] if total else []
    named += [(entry.name, entry.figures) for entry in series]
    lines = []
    for at, place in enumerate(places):
        parts = [f"{name} {with_unit(figures[at], unit, options)}" for name, figures in named]
        parts += [f"{row.name} {row.cells[at]}" for row in rows if row.cells[at]]
        lines.append(options.about(str(place), words.listed(parts, options.language)))
    return "\n".join(lines)


def with_unit(figure: Fraction | None, unit: str, options: Options) -> str:
    """Write a figure with its unit, or that there is no data."""
    return options.say("no_data") if figure is None else f"{write_out(figure)} {unit}"
