"""The layout of bars by year or month: side by side or stacked upon each other, with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.text import Text

from carbon.charts.figures import Part, Row, Series, decimals_of, end_of, stack, together, write_figure
from carbon.charts.sheet import BESIDE_FROM_MM, MARGIN, Entry, Sheet, round_figures
from carbon.charts.style import OUTLINE, Options

LEAST_PLOT_MM = 24.0
"""The least height of what is plotted [mm]; the sheet grows for it."""

YEARS_MM = 7.0
"""What the years below the bars take, with the gap to what follows [mm]."""

KEY_GAP_MM = 4.0
_LEAST_YEAR_MM, _LEAST_BAR_MM, _LEAST_MONTH_MM = 8.0, 3.5, 0.9
"""What a year, a bar with an upright figure, and a month need [mm]; the sheet grows for them."""

_KEY_SHARE, _WIDEST_KEY_MM, _KEY_COLUMN_GAP_MM = 0.34, 54.0, 6.0
_GROUP, _GROUPED_MM, _STACK, _STACKED_MM, _MONTH = 0.84, 16.0, 0.72, 20.0, 0.8
_NAME_MM, _ROW_MM, _ROWS_FROM_MM, _CELL_GAP_MM = 3.2, 4.4, 5.8, 1.5
_FIGURE_GAP_MM, _FIGURE_OFF_POINTS, _MOST_OF_PLOT = 1.2, 2, 0.4
_MONTHS_MM, _OUTLINED_FROM_MM, _BETWEEN_YEARS, _MONTH_GAP_MM, _YEARS_PAD = 10.5, 2.5, 0.9, 0.8, 13


@dataclass(frozen=True, slots=True)
class BarChart:
    """What is drawn: the words around it, the years, and the series from left to right or from the bottom to the top.

    Parameters
    ----------
    rows
        Written below the years.
    """

    title: str
    subtitle: str
    note: str
    years: tuple[int, ...]
    series: Sequence[Series]
    rows: Sequence[Row] = ()
    stacked: bool = True

    @property
    def entries(self) -> list[Entry]:
        """Return what the key holds, in the order in which the reader sees it."""
        entries = [Entry(entry.name, entry.fill) for entry in self.series]
        return entries[::-1] if self.stacked else entries

    @property
    def figures(self) -> list[Fraction]:
        """Return all figures that are drawn."""
        return [figure for entry in self.series for figure in entry.figures if figure is not None]

    @property
    def totals(self) -> Sequence[Fraction | None]:
        """Return the sum of every year."""
        return together(entry.figures for entry in self.series) if self.series else (None,) * len(self.years)


def draw(chart: BarChart, options: Options) -> Sheet:
    """Draw the series of every year beside each other, or upon each other with the totals above."""
    sheet = Sheet(options)
    column = _column(sheet, chart)
    cells = [sheet.width_of(cell, sheet.style.body) + _CELL_GAP_MM for row in chart.rows for cell in row.cells]
    bars_mm = 0.0 if chart.stacked else _LEAST_BAR_MM * len(chart.series)
    sheet.widen(column + max([_LEAST_YEAR_MM, bars_mm, *cells]) * len(chart.years))
    sheet.head(chart.title, chart.subtitle)
    sheet.foot(chart.note)
    key_end = sheet.key(chart.entries, column - _KEY_COLUMN_GAP_MM if column else 0.0)
    sheet.above_mm += KEY_GAP_MM if chart.entries else 0.0
    sheet.below_mm += YEARS_MM + (_NAME_MM + _ROW_MM) * len(chart.rows)
    least = max(_least_plot(sheet, chart), key_end - sheet.above_mm)
    bottom, top = sheet.room(least)
    right = sheet.width_mm - MARGIN - column
    axes = sheet.plot(MARGIN, right, bottom, top)
    axes.set_xlim(-0.5, len(chart.years) - 0.5)
    axes.set_xticks(range(len(chart.years)), [str(year) for year in chart.years])
    year_mm = (right - MARGIN) / len(chart.years)
    if chart.stacked:
        _draw_stacked(sheet, axes, chart, year_mm)
    else:
        draw_groups(sheet, axes, chart.series, year_mm)
    _write_rows(sheet, chart.rows, year_mm, bottom - _ROWS_FROM_MM)
    return sheet


def _column(sheet: Sheet, chart: BarChart) -> float:
    """Return the width of the column beside stacked bars [mm], 0 where the key stands above them."""
    if not chart.stacked or sheet.width_mm < BESIDE_FROM_MM:
        return 0.0
    return min(_KEY_SHARE * sheet.width_mm, _WIDEST_KEY_MM, sheet.key_mm(chart.entries)) + _KEY_COLUMN_GAP_MM


def _least_plot(sheet: Sheet, chart: BarChart) -> float:
    """Return the least height of bars whose figures may have to be written upright above and below them [mm]."""
    figures = [*chart.figures, *(total for total in chart.totals if total is not None)]
    decimals = decimals_of(figures)
    labels = [sheet.width_of(write_figure(figure, decimals), sheet.style.body) for figure in figures]
    sides = 1 + any(figure < 0 for figure in figures)
    return max(LEAST_PLOT_MM, sides * (max(labels, default=0.0) + 2 * _FIGURE_GAP_MM) / 0.75)


def draw_groups(sheet: Sheet, axes: Axes, series: Sequence[Series], year_mm: float, bar: float = 0.9) -> None:
    """Draw the bars of every year beside each other, each with its figure, as wide as a share of their places."""
    slot = min(_GROUP / len(series), _GROUPED_MM / year_mm)
    ends: list[tuple[float, float, Fraction | None]] = []
    for position, entry in enumerate(series):
        offset = (position - (len(series) - 1) / 2) * slot
        own = [(at + offset, float(figure or 0), figure) for at, figure in enumerate(entry.figures)]
        heights = [(x, height) for x, height, figure in own if figure is not None]
        if heights:
            axes.bar(
                [x for x, _ in heights], [height for _, height in heights], slot * bar, **sheet.style.area(entry.fill)
            )
        ends += own
    empty = [at for at, total in enumerate(together(entry.figures for entry in series)) if total is None]
    ends = [end for end in ends if round(end[0]) not in empty] + [(at, 0.0, None) for at in empty]
    label_ends(sheet, axes, ends, slot * year_mm)


def _draw_stacked(sheet: Sheet, axes: Axes, chart: BarChart, year_mm: float) -> None:
    """Draw the bars of every year upon each other, with the figures of large parts inside and the total above."""
    width = min(_STACK, _STACKED_MM / year_mm)
    stacks = [stack(chart.series, at) for at in range(len(chart.years))]
    ends = [(at, end_of(parts), total) for at, (parts, total) in enumerate(zip(stacks, chart.totals, strict=True))]
    draw_stacks(sheet, axes, range(len(stacks)), stacks, width)
    for at, (parts, total) in enumerate(zip(stacks, chart.totals, strict=True)):
        if total is not None and len({part.height < 0 for part in parts}) > 1:
            _mark_total(sheet, axes, at, float(total), width)
    edges = [part.end for parts in stacks for part in parts]
    label_ends(sheet, axes, ends, year_mm, edges)
    several = [parts if len(parts) > 1 else [] for parts in stacks]
    _label_parts(sheet, axes, several, width * year_mm, decimals_of(chart.totals))


def draw_stacks(
    sheet: Sheet,
    axes: Axes,
    places: Sequence[float],
    stacks: Sequence[Sequence[Part]],
    size: float,
    *,
    outlined: bool = True,
    flat: bool = False,
) -> None:
    """Draw bars at places, each of its parts upon each other, upwards or, if they lie flat, to the right."""
    parts = [(place, part) for place, stack_ in zip(places, stacks, strict=True) for part in stack_]
    for series in dict.fromkeys(part.series for _, part in parts):
        own = [(place, part) for place, part in parts if part.series == series]
        starts, ends = [part.bottom for _, part in own], [part.height for _, part in own]
        look = sheet.style.area(series.fill) | {"linewidth": OUTLINE * outlined}
        (axes.barh if flat else axes.bar)([place for place, _ in own], ends, size, starts, **look)


def _mark_total(sheet: Sheet, axes: Axes, at: int, height: float, width: float) -> None:
    """Mark at both sides of a bar how high its total is, where some parts are negative and it does not end there."""
    for side in (-1, 1):
        axes.hlines(height, at + side * width * 0.52, at + side * width * 0.64, color=sheet.style.ink, linewidth=1.2)


def _label_parts(sheet: Sheet, axes: Axes, stacks: Sequence[Sequence[Part]], bar_mm: float, decimals: int) -> None:
    """Write figures into the parts that are large enough."""
    lowest, highest = axes.get_ylim()
    mm = axes.get_position().height * sheet.height_mm / (highest - lowest)
    size = sheet.style.small
    for at, parts in enumerate(stacks):
        for part in parts:
            label, fill = write_figure(part.figure, decimals), part.series.fill
            if sheet.width_of(label, size) + 1.0 > bar_mm or abs(part.height) * mm < size * 0.3528 + 1.2:
                continue
            behind = {"facecolor": fill.colour, "edgecolor": "none", "pad": 1.4} if fill.hatch else None
            how = {"fontsize": size, "color": sheet.style.over(fill), "bbox": behind, "va": "center_baseline"}
            axes.text(at, part.bottom + part.height / 2, label, ha="center", **how)  # type: ignore[arg-type]


def label_ends(
    sheet: Sheet,
    axes: Axes,
    ends: Sequence[tuple[float, float, Fraction | None]],
    slot_mm: float,
    heights: Sequence[float] = (),
) -> None:
    """Write figures above bars that rise and below those that fall, upright where they are wider than their bars.

    Parameters
    ----------
    ends
        Where each bar stands and ends, and its figure; None where there is no data.
    slot_mm
        How wide a figure may be.
    heights
        What else the axes have to hold.
    """
    decimals = decimals_of(figure for _, _, figure in ends)
    written = [_end(sheet, axes, x, height, figure, decimals) for x, height, figure in ends]
    sizes = [sheet.measure(text) for text in written]
    upright = max(width for width, _ in sizes) + _FIGURE_GAP_MM > slot_mm
    for text in written:
        text.set_rotation(90 if upright else 0)
    room = max(size[0 if upright else 1] for size in sizes) + _FIGURE_GAP_MM
    share = min(room / (axes.get_position().height * sheet.height_mm), _MOST_OF_PLOT)
    edges = [0.0, *(height for _, height, _ in ends), *heights]
    highest, lowest = max(edges), min(edges)
    span = (highest - lowest or 1.0) / (1 - share * (1 + (lowest < 0)))
    axes.set_ylim(lowest - span * share * (lowest < 0), highest + span * share)
    sheet.ground(axes, lowest)


def _end(sheet: Sheet, axes: Axes, x: float, height: float, figure: Fraction | None, decimals: int) -> Text:
    """Write the figure of a bar at its end, or that there is no data."""
    text = sheet.options.say("no_data") if figure is None else write_figure(figure, decimals)
    off, align = (_FIGURE_OFF_POINTS, "bottom") if height >= 0 else (-_FIGURE_OFF_POINTS, "top")
    colour = sheet.style.grey if figure is None else sheet.style.ink
    return axes.annotate(
        text, (x, height), (0, off), textcoords="offset points", annotation_clip=False, ha="center", va=align,
        fontsize=sheet.style.body, color=colour,
    )  # fmt: skip


def _write_rows(sheet: Sheet, rows: Sequence[Row], year_mm: float, top: float) -> None:
    """Write the rows below the years, from a height downwards [mm]."""
    for row in rows:
        name = sheet.wrapped(row.name, sheet.inner_mm, sheet.style.note, most=1)
        sheet.write(MARGIN, top, name, fontsize=sheet.style.note, color=sheet.style.grey)
        for at, cell in enumerate(row.cells):
            sheet.write(MARGIN + (at + 0.5) * year_mm, top - _NAME_MM, cell, ha="center")
        top -= _NAME_MM + _ROW_MM


@dataclass(frozen=True, slots=True)
class YearOfMonths:
    """An inventory year of a chart by month: its months, and whether it has data."""

    year: int
    months: int
    first_month: int
    has_data: bool


def draw_months(chart: BarChart, spans: Sequence[YearOfMonths], month_names: Sequence[str], options: Options) -> Sheet:
    """Draw the months of every year, stacked, the years after each other with a gap between."""
    sheet = Sheet(options)
    firsts = [sum(span.months + _BETWEEN_YEARS for span in spans[:at]) for at in range(len(spans))]
    places = [first + at for first, span in zip(firsts, spans, strict=True) for at in range(span.months)]
    sheet.widen(12 + _LEAST_MONTH_MM * (places[-1] + 1))
    sheet.head(chart.title, chart.subtitle)
    sheet.foot(chart.note)
    sheet.key(chart.entries[::-1])
    sheet.above_mm += KEY_GAP_MM
    sheet.below_mm += _MONTHS_MM
    bottom, top = sheet.room(LEAST_PLOT_MM)
    stacks = [stack(chart.series, at) for at in range(len(places))]
    heights = round_figures([edge for parts in stacks for part in parts for edge in (part.bottom, part.end)])
    left, right = MARGIN + sheet.scale_mm(heights), sheet.width_mm - MARGIN
    axes = sheet.plot(left, right, bottom, top)
    sheet.scaled(axes, heights)
    axes.set_xlim(-0.5 - _BETWEEN_YEARS / 2, places[-1] + 0.5 + _BETWEEN_YEARS / 2)
    month_mm = (right - left) / (places[-1] + 1 + _BETWEEN_YEARS)
    draw_stacks(sheet, axes, places, stacks, _MONTH, outlined=month_mm >= _OUTLINED_FROM_MM)
    middles = [first + (span.months - 1) / 2 for first, span in zip(firsts, spans, strict=True)]
    for middle, span in zip(middles, spans, strict=True):
        if not span.has_data:
            _end(sheet, axes, middle, 0.0, None, 0)
    months = [(span.first_month - 1 + at) % 12 for span in spans for at in range(span.months)]
    named = _write_months(sheet, axes, list(zip(places, months, strict=True)), (month_names, month_mm))
    axes.set_xticks(middles, [str(span.year) for span in spans])
    axes.tick_params(axis="x", which="major", pad=_YEARS_PAD if named else 3)
    return sheet


def _write_months(
    sheet: Sheet, axes: Axes, places: Sequence[tuple[float, int]], names: tuple[Sequence[str], float]
) -> bool:
    """Write the months below the bars, by name, by number or not at all, as there is room; say whether they are."""
    size = sheet.style.note
    for choice in (names[0], [str(month) for month in range(1, 13)]):
        if max(sheet.width_of(name, size) for name in choice) + _MONTH_GAP_MM <= names[1]:
            axes.xaxis.remove_overlapping_locs = False  # the middle of a year may be a month
            axes.set_xticks([place for place, _ in places], [choice[month] for _, month in places], minor=True)
            axes.tick_params(axis="x", which="minor", length=0, labelsize=size, labelcolor=sheet.style.grey, pad=3)
            return True
    return False
