"""The layout through the years: a scale at the left, bands and lines, labels at points, the lines' names at their ends.

Below it there may be a second panel, of bars stacked year by year, on the same years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from carbon.charts.bars import LEAST_PLOT_MM, YEARS_MM, draw_stacks
from carbon.charts.figures import WRITTEN_OUT, Series, finer_decimals, stack, write_figure
from carbon.charts.point_labels import Board, Box, End, Label, Numbered, ends_mm, numbered, write_ends, write_key
from carbon.charts.sheet import BESIDE_FROM_MM, MARGIN, Entry, Sheet, round_figures
from carbon.charts.style import Fill, Options, Stroke
from carbon.tables import words

ByYear = Mapping[int, Fraction]
"""Figures by year, in the unit that the chart shows."""

LEAST_MM = 42.0
"""The least height of what is plotted [mm]; the sheet grows for it."""

LABELS_MM = 6.0
"""Room above the plot for labels [mm]."""

_INSET_MM, _END_INSET_MM = 4.5, 1.0
"""Between the scale and the first year, and between the last year and the figures at the ends [mm]."""

_KEY_SHARE, _WIDEST_KEY_MM, _KEY_COLUMN_GAP_MM = 0.32, 56.0, 5.0
_YEAR_GAP_MM, _STEPS = 2.2, (1, 2, 5, 10, 20, 50)
_LOWER_SHARE, _LEAST_UPPER_MM, _PANEL_HEADING_MM, _BETWEEN_MM, _BAR, _WIDEST_BAR_MM = 0.42, 34.0, 4.6, 4.0, 0.66, 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line through the years.

    Parameters
    ----------
    name
        What it is called in the key; empty for none.
    points
        Straight lines join them; a year that is not there is passed over.
    mark
        What stands before the figure at its end, in place of a name.
    ends
        Whether the figure of its last year is written beside its end, and its name below that.
    short
        What it is called there, if not by its name.
    strong
        Whether that figure is bold.
    """

    name: str
    stroke: Stroke
    points: ByYear
    mark: str = ""
    ends: bool = True
    strong: bool = False
    short: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between two heights; bands of one name have one place in the key."""

    name: str
    fill: Fill
    low: ByYear
    high: ByYear


@dataclass(frozen=True, slots=True)
class Stacks:
    """The panel below: what stands above it, the years of its bars, and the series upon each other."""

    heading: str
    years: tuple[int, ...]
    series: Sequence[Series]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn.

    Parameters
    ----------
    headline
        What the reader is told in words, below the subtitle.
    lines, bands
        Bands below lines, in the order of the key.
    labels
        In their order of weight: the later ones give way; one without words has its figure.
    heading
        What stands above the key of the bands where it has a column beside the chart; empty for no column.
    suffix
        Written after every figure: ` %`.
    """

    title: str
    subtitle: str
    note: str
    lines: Sequence[Line]
    bands: Sequence[Band] = ()
    labels: Sequence[Label] = ()
    headline: Sequence[str] = ()
    heading: str = ""
    suffix: str = ""
    below: Stacks | None = None

    @property
    def heights(self) -> list[Fraction]:
        """Return every height that is drawn."""
        return [height for points in self._points() for height in points.values()]

    @property
    def years(self) -> range:
        """Return the years from the first that is drawn to the last."""
        years = [year for points in self._points() for year in points]
        return range(min(years), max(years) + 1)

    def _points(self) -> Iterator[ByYear]:
        yield from (line.points for line in self.lines)
        for band in self.bands:
            yield from (band.low, band.high)

    @property
    def ending(self) -> list[Line]:
        """Return the lines whose figures stand at their ends."""
        return [line for line in self.lines if line.ends and line.points and max(line.points) == self.years[-1]]

    def write(self, figure: Fraction) -> str:
        """Write a figure as it stands on the chart."""
        if self.suffix:
            return f"{write_figure(figure, 1).removesuffix('.0')}{self.suffix}"
        return write_figure(figure, finer_decimals(self.heights))


def draw(timeline: Timeline, options: Options) -> Sheet:
    """Draw until every label has its place: at its point, or in the key of points, which takes room from the others."""
    labels = [replace(label, text=label.text or timeline.write(label.height)) for label in timeline.labels]
    in_key: frozenset[Label] = frozenset()
    while True:
        sheet, left_out = _drawn(timeline, labels, numbered(in_key), options)
        if not left_out:
            return sheet
        in_key |= left_out


def _drawn(
    timeline: Timeline, labels: Sequence[Label], in_key: Numbered, options: Options
) -> tuple[Sheet, frozenset[Label]]:
    """Draw with these labels in the key, and return those that have to go there too."""
    sheet = Sheet(options)
    sheet.head(timeline.title, timeline.subtitle, timeline.headline)
    column, key_end = _write_keys(sheet, timeline)
    sheet.foot(timeline.note)
    write_key(sheet, in_key)
    if not timeline.heights:
        _, top = sheet.room(LEAST_MM)
        sheet.write(MARGIN, top - _BETWEEN_MM, options.say("no_data"), color=sheet.style.grey)
        return sheet, frozenset()
    sheet.below_mm += YEARS_MM
    lower_mm = _PANEL_HEADING_MM + _BETWEEN_MM + LEAST_PLOT_MM
    least = LABELS_MM + (_LEAST_UPPER_MM + lower_mm if timeline.below else LEAST_MM)
    bottom, top = sheet.room(max(least, key_end - sheet.above_mm))
    middle = bottom + max(lower_mm, (top - bottom) * _LOWER_SHARE) if timeline.below else bottom
    scale = round_figures(timeline.heights)
    scales = [scale, *([_stack_scale(timeline.below)] if timeline.below else [])]
    left = MARGIN + max(map(sheet.scale_mm, scales))
    ends = [
        End(0, line.mark + timeline.write(line.points[timeline.years[-1]]), _end_name(line), line.strong)
        for line in timeline.ending
    ]
    width = ends_mm(sheet, ends)
    right = sheet.width_mm - MARGIN - column - width
    axes = sheet.plot(left, right, middle, top - LABELS_MM)
    sheet.scaled(axes, scale)
    _set_years(sheet, axes, timeline.years, _END_INSET_MM if ends and not timeline.below else _INSET_MM)
    _draw_lines(sheet, axes, timeline)
    board = Board(sheet, axes, Box(left, middle + 0.6, right, top - 0.6))
    last = timeline.years[-1]
    at_ends = [
        replace(end, height=board.place(last, float(line.points[last]))[1])
        for end, line in zip(ends, timeline.ending, strict=True)
    ]
    write_ends(sheet, at_ends, right, width, (middle, top))
    left_out = _write_labels(board, timeline, labels, in_key)
    if timeline.below:
        axes.tick_params(axis="x", length=0, labelbottom=False)
        _draw_below(sheet, axes, timeline.below, (left, right, bottom, middle - _BETWEEN_MM))
    return sheet, left_out


def _end_name(line: Line) -> str:
    return "" if line.mark else line.short or line.name


def _write_keys(sheet: Sheet, timeline: Timeline) -> tuple[float, float]:
    """Write the keys; return the width of the column that the bands' has, and how far down it reaches [mm]."""
    lines = [Entry(line.name, line.stroke) for line in timeline.lines if line.name and line.points]
    bands = list({band.name: Entry(band.name, band.fill) for band in timeline.bands}.values())
    if timeline.below:
        bands += [Entry(entry.name, entry.fill) for entry in timeline.below.series]
    sheet.key(lines if timeline.heading else [*lines, *bands])
    if not timeline.heading or not bands:
        return 0.0, sheet.above_mm
    if sheet.width_mm < BESIDE_FROM_MM:
        return 0.0, sheet.key(bands, heading=timeline.heading)
    heading = sheet.width_of(timeline.heading, sheet.style.note) + 0.1
    width = min(max(sheet.key_mm(bands), heading), _KEY_SHARE * sheet.width_mm, _WIDEST_KEY_MM)
    return width + _KEY_COLUMN_GAP_MM, sheet.key(bands, width, timeline.heading)


def _set_years(sheet: Sheet, axes: Axes, years: range, right: float) -> None:
    """Set the ends of axes to the first and the last year with an inset at either side [mm], and write the years.

    As many are written as there is room for: the last and the first, then those at even steps.
    """
    width = axes.get_position().width * sheet.width_mm
    span = (years[-1] - years[0] or 1) * width / (width - _INSET_MM - right)
    first = years[0] - span * _INSET_MM / width
    axes.set_xlim(first, first + span)
    mm = width / span
    needed = sheet.width_of("2030", sheet.style.subtitle) + _YEAR_GAP_MM
    step = next(step for step in _STEPS if step * mm >= needed or step == _STEPS[-1])
    written: list[int] = []
    for year in (years[-1], years[0], *(year for year in years if not year % step)):
        if all(abs(year - other) * mm >= needed for other in written):
            written.append(year)
    axes.set_xticks(sorted(written), [str(year) for year in sorted(written)])
    axes.tick_params(axis="x", length=2.5, width=0.5, color=sheet.style.line, pad=2)


def _draw_lines(sheet: Sheet, axes: Axes, timeline: Timeline) -> None:
    """Draw the bands, and the lines upon them; one point alone is a dot."""
    for band in timeline.bands:
        years = [year for year in band.low if year in band.high]
        edge = [(year, float(band.low[year])) for year in years]
        edge += [(year, float(band.high[year])) for year in reversed(years)]
        look = sheet.style.area(band.fill) | {"joinstyle": "round", "zorder": 1.5}
        axes.add_patch(Polygon(edge, closed=True, **look))
    for line in timeline.lines:
        if line.points:
            look = line.stroke.look() | {"clip_on": False, "zorder": 3}
            if len(line.points) == 1 and not line.stroke.marker:
                look |= {"marker": "o", "markersize": 4.2, "markeredgewidth": 0}
            axes.plot(list(line.points), [float(height) for height in line.points.values()], **look)


def _write_labels(board: Board, timeline: Timeline, labels: Sequence[Label], in_key: Numbered) -> frozenset[Label]:
    """Write labels at their points, and the numbers of those in the key; return those that fit nowhere."""
    board.mark((label.year, float(label.height)) for label in labels)
    lines = [[(year, float(height)) for year, height in line.points.items()] for line in timeline.lines]
    for line, points in zip(timeline.lines, lines, strict=True):
        if line.stroke.marker:
            board.mark(points)
    for band in timeline.bands:
        years = [year for year in band.low if band.high[year] != band.low[year]]
        lines += [
            [(year, float(band.low[year]) + share * float(band.high[year] - band.low[year])) for year in years]
            for share in (0.0, 0.25, 0.5, 0.75, 1.0)
        ]
    board.ink(lines)
    keyed = {label for _, label in in_key}
    left_out = [label for label in labels if label not in keyed and board.put(label) is None]
    for number, label in in_key:
        board.put(replace(label, text=number, strong=True), board.sheet.style.note)
    return frozenset(left_out)


def _stack_scale(below: Stacks) -> list[float]:
    return round_figures(
        [sum(figures, Fraction(0)) for figures in zip(*(entry.figures for entry in below.series), strict=True)]
    )


def _draw_below(sheet: Sheet, upper: Axes, below: Stacks, box: tuple[float, float, float, float]) -> None:
    """Draw the bars of the panel below, between two sides and two heights [mm]."""
    left, right, bottom, top = box
    sheet.write(MARGIN, top, below.heading, fontsize=sheet.style.small, color=sheet.style.grey)
    axes = sheet.plot(left, right, bottom, top - _PANEL_HEADING_MM)
    sheet.scaled(axes, _stack_scale(below))
    low, high = upper.get_xlim()
    axes.set_xlim(low, high)
    ticks = upper.get_xticks()
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.tick_params(axis="x", length=2.5, width=0.5, color=sheet.style.line, pad=2)
    width = min(_BAR, _WIDEST_BAR_MM * (high - low) / (right - left))
    stacks = [stack(below.series, at) for at in range(len(below.years))]
    draw_stacks(sheet, axes, below.years, stacks, width)


def described(named: Sequence[tuple[str, ByYear]], unit: str, options: Options) -> str:
    """Write figures out year by year, each with its name and its unit; what a year has nothing of is passed over."""
    places = max(WRITTEN_OUT, finer_decimals(_all(points for _, points in named)))
    lines = []
    for year in sorted({year for _, points in named for year in points}):
        parts = [f"{name} {write_figure(points[year], places)} {unit}" for name, points in named if year in points]
        lines.append(options.about(str(year), words.listed(parts, options.language)))
    return "\n".join(lines)


def _all(several: Iterable[ByYear]) -> list[Fraction]:
    return [figure for points in several for figure in points.values()]
