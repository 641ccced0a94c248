"""The layout of a grid: panels beside each other, or rows with a column of bars for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from carbon.charts.bars import YEARS_MM, draw_groups, draw_stacks
from carbon.charts.figures import Figures, Series, decimals_of, end_of, stack, together, write_figure
from carbon.charts.sheet import MARGIN, Entry, Sheet
from carbon.charts.style import Fill, Options

_LEAST_PANEL_MM, _LEAST_PANEL_YEAR_MM, _LEAST_PANEL_HEIGHT_MM = 48.0, 8.0, 44.0
_PANEL_GAP_MM, _PANEL_HEADING_MM, _TOP_MM, _NAME_MM = 10.0, 9.0, 4.0, 3.8

_LEAST_COLUMN_MM, _NAMES_SHARE, _WIDEST_NAME_MM = 27.0, 0.32, 58.0
_LEAST_ROW_MM, _HIGHEST_ROW_MM, _ROW_GAP_MM, _ROW_BAR = 6.0, 9.0, 1.2, 0.62
_NAME_GAP_MM, _COLUMN_GAP_MM, _KEY_GAP_MM, _HEADING_MM, _BELOW_MM, _FIGURE_OFF_POINTS = 2.5, 4.0, 3.0, 5.5, 4.0, 3
_NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a grid, and the years that it shows."""

    title: str
    subtitle: str
    note: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: what it shows, in which unit, by year, and what its bars are filled with."""

    name: str
    unit: str
    figures: Figures
    fill: Fill


def draw_panels(around: Around, panels: Sequence[Panel], options: Options) -> Sheet:
    """Draw panels, as many beside each other as fit."""
    sheet = Sheet(options)
    least = max(_LEAST_PANEL_MM, _LEAST_PANEL_YEAR_MM * len(around.years))
    sheet.widen(least)
    sheet.head(around.title, around.subtitle)
    sheet.foot(around.note)
    sheet.above_mm += _TOP_MM
    across = max(1, min(len(panels), int((sheet.inner_mm + _PANEL_GAP_MM) / (least + _PANEL_GAP_MM))))
    down = -(-len(panels) // across) or 1
    bottom, top = sheet.room(down * _LEAST_PANEL_HEIGHT_MM)
    if not panels:
        sheet.write(MARGIN, top, options.say("no_data"), color=sheet.style.grey)
    width, height = (sheet.inner_mm + _PANEL_GAP_MM) / across, (top - bottom) / down
    for at, panel in enumerate(panels):
        left, upper = MARGIN + at % across * width, top - at // across * height
        _draw_panel(sheet, panel, around.years, (left, upper, width - _PANEL_GAP_MM, height))
    return sheet


def _draw_panel(sheet: Sheet, panel: Panel, years: Sequence[int], box: tuple[float, float, float, float]) -> None:
    """Draw a panel into a box: left and upper edge, width and height [mm]."""
    left, top, width, height = box
    style = sheet.style
    sheet.write(left, top, sheet.wrapped(panel.name, width, weight="bold", most=1), fontweight="bold")
    unit = sheet.wrapped(panel.unit, width, style.note, most=1)
    sheet.write(left, top - _NAME_MM, unit, fontsize=style.note, color=style.grey)
    axes = sheet.plot(left, left + width, top - height + YEARS_MM, top - _PANEL_HEADING_MM)
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_xticks(range(len(years)), [str(year) for year in years])
    draw_groups(sheet, axes, [Series(panel.name, panel.fill, panel.figures)], width / len(years))


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, and its series by year."""

    name: str
    series: tuple[Series, ...]

    @property
    def total(self) -> Figures:
        """Return the sum of every year."""
        return together(entry.figures for entry in self.series)


def draw_rows(around: Around, entries: Sequence[Entry], rows: Sequence[GridRow], options: Options) -> Sheet:
    """Draw rows with their names at the left, and a column of bars for each year, all on one scale."""
    sheet = Sheet(options)
    widest = max((sheet.width_of(row.name, sheet.style.body) for row in rows), default=0.0) + 0.1
    names_mm = min(widest, _NAMES_SHARE * sheet.width_mm, _WIDEST_NAME_MM)
    sheet.widen(names_mm + _NAME_GAP_MM + len(around.years) * _LEAST_COLUMN_MM)
    names = [sheet.wrapped(row.name, names_mm, most=_NAME_LINES) for row in rows]
    sheet.head(around.title, around.subtitle)
    sheet.foot(around.note)
    sheet.key(entries)
    sheet.above_mm += _KEY_GAP_MM
    sheet.below_mm += _BELOW_MM
    written = [sheet.write(MARGIN, 0, name, va="center") for name in names]
    row_mm = max([_LEAST_ROW_MM, *(sheet.measure(text)[1] + _ROW_GAP_MM for text in written)])
    bottom, top = sheet.room(_HEADING_MM + row_mm * max(len(rows), 2))
    if not rows:
        sheet.write(MARGIN, top - _HEADING_MM, options.say("no_data"), color=sheet.style.grey)
        return sheet
    row_mm = max(row_mm, min((top - bottom - _HEADING_MM) / len(rows), _HIGHEST_ROW_MM))
    first = top - _HEADING_MM
    for at, text in enumerate(written):
        text.set_y(first - (at + 0.5) * row_mm)
    left = MARGIN + names_mm + _NAME_GAP_MM
    column = (sheet.width_mm - MARGIN - left) / len(around.years)
    limits, decimals = _limits(sheet, rows, len(around.years), column - _COLUMN_GAP_MM)
    for place, year in enumerate(around.years):
        sheet.write(left + place * column, top, str(year), fontsize=sheet.style.subtitle)
        right = left + (place + 1) * column - _COLUMN_GAP_MM
        axes = sheet.plot(left + place * column, right, first - row_mm * len(rows), first)
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        axes.set_xlim(*limits)
        axes.set_ylim(len(rows), 0)
        axes.axvline(0, color=sheet.style.line, linewidth=0.8)
        _draw_column(sheet, axes, rows, place, decimals)
    return sheet


def _limits(sheet: Sheet, rows: Sequence[GridRow], years: int, width: float) -> tuple[tuple[float, float], int]:
    """Return the ends of the scale that all columns share, with room for the figures, and their decimals."""
    edges = [0.0, *(part.end for row in rows for at in range(years) for part in stack(row.series, at))]
    figures = [figure for row in rows for figure in row.total if figure is not None]
    decimals = decimals_of(figures)
    labels = [sheet.width_of(write_figure(figure, decimals), sheet.style.body) for figure in figures]
    label = max(labels, default=0.0) + 1.5
    span = (max(edges) - min(edges) or 1.0) * width / max(width - label, width / 4)
    return (min(edges), min(edges) + span), decimals


def _draw_column(sheet: Sheet, axes: Axes, rows: Sequence[GridRow], place: int, decimals: int) -> None:
    """Draw a year's bars, each with its figure; a dash where a row has no data."""
    if all(row.total[place] is None for row in rows):
        _write_beside(sheet, axes, (0.0, 0.5), sheet.options.say("no_data"), known=False)
        return
    stacks = [stack(row.series, place) for row in rows]
    for at, (row, parts) in enumerate(zip(rows, stacks, strict=True)):
        total = row.total[place]
        draw_stacks(sheet, axes, [at + 0.5], [parts], _ROW_BAR, flat=True)
        text = "–" if total is None else write_figure(total, decimals)
        _write_beside(sheet, axes, (max(0.0, end_of(parts)), at + 0.5), text, known=total is not None)


def _write_beside(sheet: Sheet, axes: Axes, place: tuple[float, float], text: str, *, known: bool) -> None:
    """Write a figure to the right of where a bar ends."""
    colour = sheet.style.ink if known else sheet.style.grey
    off = (_FIGURE_OFF_POINTS, 0)
    axes.annotate(text, place, off, textcoords="offset points", va="center", fontsize=sheet.style.body, color=colour)
