"""Emissions by scope and year, as bars side by side.

The scopes stand beside each other and are not stacked: a year in which scope 3 was not assessed would look like a
year of low emissions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.text import Text

from carbon import exact
from carbon.accounting.result import InventoryResult
from carbon.reporting import labels, words
from carbon.reporting.charts.figure import (
    BODY,
    GREY,
    INK,
    LINE,
    MARGIN,
    PALETTE,
    Drawing,
    basis,
    footer,
    header,
    save,
    style,
)
from carbon.reporting.mass import MassUnit, Results, oldest_first, unit_of
from carbon.terms import Scope2Method

__all__ = ["draw", "save"]

WIDTH_MM, HEIGHT_MM = 170.0, 95.0
LEAST_YEAR_MM = 10.5
"""What a year needs so that its three bars can be labelled [mm]; the sheet grows with the years."""

_GROUP = 0.84
_WIDEST_BAR_MM = 16.0
_LABEL_GAP_MM = 1.2
_LEGEND_MM = 8.5
_YEARS_MM = 7.0


@dataclass(frozen=True, slots=True)
class _Series:
    """A scope's figures [kg CO2e] by year, None where there is no data."""

    name: str
    colour: str
    kg: tuple[Fraction | None, ...]


def draw(
    results: Results,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
) -> Figure:
    """Draw emissions by scope and year.

    Parameters
    ----------
    results
        An inventory of one year, or several.
    language
        `en` or `zh`.
    scope2_method
        Which scope 2 to show; the two methods are never added.
    mass_unit
        `t` or `kg`.
    width_mm, height_mm
        Size of the sheet [mm]; it grows in width when there are more years than fit.

    Returns
    -------
    matplotlib.figure.Figure
        The chart, to be given to `save`.

    Raises
    ------
    ValueError
        If there are no results.
    """
    years, unit, method = oldest_first(results), unit_of(mass_unit), Scope2Method(scope2_method)
    if not years:
        raise ValueError("there is no inventory year to draw")
    series = _series(years, method, language)
    with style(language):
        drawing = Drawing(max(width_mm, 2 * MARGIN + LEAST_YEAR_MM * len(years)), height_mm, language)
        top = header(drawing, words.word("chart_emissions", language), _subtitle(years, language, unit))
        of_scope_2 = labels.scope_2(method, language)
        bottom = footer(drawing, basis(years, language, of_scope_2))
        _legend(drawing, series, top)
        axes = drawing.area(top + _LEGEND_MM, bottom - _YEARS_MM)
        _bars(drawing, axes, series, years, unit)
    drawing.description = _description(years, series, unit, language)
    return drawing


def _series(years: Sequence[InventoryResult], method: Scope2Method, language: str) -> list[_Series]:
    return [
        _Series(
            words.with_method(f"scope_{scope}", of, language),
            PALETTE[scope - 1],
            tuple(year.total(scope, of) for year in years),
        )
        for scope, of in ((1, None), (2, method), (3, None))
    ]


def _subtitle(years: Sequence[InventoryResult], language: str, unit: MassUnit) -> str:
    organisations = list(dict.fromkeys(year.organisation for year in years if year.organisation))
    return " · ".join([*organisations, words.word(f"chart_{unit.key}", language)])


def _legend(drawing: Drawing, series: Sequence[_Series], top: float) -> None:
    handles = [Patch(facecolor=one.colour, edgecolor=INK, linewidth=0.4, label=one.name) for one in series]
    drawing.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(MARGIN / drawing.width_mm, 1 - (top + 1) / drawing.height_mm),
        ncols=len(handles),
        frameon=False,
        borderpad=0,
        borderaxespad=0,
        handlelength=1.1,
        handleheight=1.0,
        handletextpad=0.5,
        columnspacing=1.8,
        fontsize=BODY,
    )


def _bars(
    drawing: Drawing, axes: Axes, series: Sequence[_Series], years: Sequence[InventoryResult], unit: MassUnit
) -> None:
    """Draw the bars of every year, each with its figure."""
    year_mm = (drawing.width_mm - 2 * MARGIN) / len(years)
    slot, places = min(_GROUP / len(series), _WIDEST_BAR_MM / year_mm), _places(series, unit)
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_xticks(range(len(years)), [str(year.year) for year in years])
    written = []
    for at in range(len(years)):
        if all(one.kg[at] is None for one in series):
            written.append(_no_data(drawing, axes, at))
            continue
        for position, one in enumerate(series):
            middle = at + (position - (len(series) - 1) / 2) * slot
            kg = one.kg[at]
            if kg is None:
                written.append(_no_data(drawing, axes, middle))
                continue
            height = float(unit.of(kg))
            axes.bar(middle, height, slot * 0.9, color=one.colour, edgecolor=INK, linewidth=0.4)
            written.append(_label(axes, middle, height, _figure(unit.of(kg), places)))
    _fit(
        drawing,
        axes,
        written,
        slot * year_mm,
        [float(unit.of(kg)) for one in series for kg in one.kg if kg is not None],
    )


def _label(axes: Axes, at: float, height: float, text: str) -> Text:
    above = height >= 0
    return axes.annotate(
        text, (at, height), (0, 2 if above else -2), textcoords="offset points", ha="center",
        va="bottom" if above else "top", fontsize=BODY, color=INK,
    )  # fmt: skip


def _no_data(drawing: Drawing, axes: Axes, at: float) -> Text:
    text = _label(axes, at, 0, words.word("no_data", drawing.language))
    text.set_color(GREY)
    return text


def _fit(drawing: Drawing, axes: Axes, written: Sequence[Text], slot_mm: float, heights: Sequence[float]) -> None:
    """Turn the labels upright when they are wider than their bars, and leave room for them above and below."""
    if max(drawing.measure(text)[0] for text in written) + _LABEL_GAP_MM > slot_mm:
        for text in written:
            text.set_rotation(90)
    room = max(drawing.measure(text)[1] for text in written) + _LABEL_GAP_MM
    share = room / (axes.get_position().height * drawing.height_mm)
    highest, lowest = max([0.0, *heights]), min([0.0, *heights])
    span = (highest - lowest or 1.0) / (1 - share * (1 + (lowest < 0)))
    axes.set_ylim(lowest - span * share * (lowest < 0), highest + span * share)
    if lowest < 0:
        axes.axhline(0, color=LINE, linewidth=0.8)
        axes.spines["bottom"].set_visible(False)


def _places(series: Sequence[_Series], unit: MassUnit) -> int:
    """Return the decimals of the labels, by the largest figure."""
    largest = max([abs(unit.of(kg)) for one in series for kg in one.kg if kg is not None], default=Fraction(0))
    return next((places for places, least in enumerate((1000, 10)) if largest >= least), 3)


def _figure(number: Fraction, places: int) -> str:
    """Write a label: 0 only for a computed zero, more decimals for what would be rounded to one."""
    if number == 0:
        return "0"
    while places < exact.MOST_DECIMALS and not exact.rounded(number, places):
        places += 1
    return exact.grouped(number, places)


def _description(years: Sequence[InventoryResult], series: Sequence[_Series], unit: MassUnit, language: str) -> str:
    """Write the figures out for a reader who does not see the bars."""
    mass, no_data = words.word(unit.key, language), words.word("no_data", language)
    lines = []
    for at, year in enumerate(years):
        figures = [
            f"{one.name} {no_data if one.kg[at] is None else f'{exact.grouped(unit.of(kg), 3)} {mass}'}"
            for one in series
            for kg in (one.kg[at] or Fraction(0),)
        ]
        lines.append(f"{year.year}{words.colon(language)}{words.listed(figures, language)}")
    return "\n".join(lines)
