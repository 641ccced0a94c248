"""A chart through the years: a scale at the left, bands and lines, the figures at their ends, the years below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.patches import Polygon

from carbon.reporting.charts import gutter, key, points, scale, strokes
from carbon.reporting.charts.course import Band, Course, Tag
from carbon.reporting.charts.figure import MARGIN, OUTLINE, Drawing, footer, header, style
from carbon.reporting.charts.plan import TALL_MM, YEARS_MM, Sheet
from carbon.reporting.charts.tags import Board, Box, leader

LEAST_PLOT_MM = 42.0
"""The least height of what is plotted [mm]; the sheet grows for it."""

BESIDE_FROM_MM = 120.0
"""From this width the key of the bands stands beside them [mm]."""

TAGS_MM = 6.0
"""Room above the plot for tags [mm]."""

INSET_MM = 4.5
"""Between the scale and the first year [mm]."""

GUTTER_INSET_MM = 1.0
"""Between the last year and the gutter [mm]."""

_KEY_SHARE, _WIDEST_KEY_MM, _KEY_GAP_MM = 0.32, 56.0, 5.0
_SENTENCE_GAP_MM = 1.2
_ASIDE_MM, _HEADING_GAP_MM = 3.0, 1.4
_YEAR_GAP_MM, YEARS_FROM_MM = 2.2, 1.6
_STEPS = (1, 2, 5, 10, 20, 50)


Numbered = Sequence[tuple[str, Tag]]
"""The points of the key, each with its number."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What there is between the words: from where to where, and the column of the key beside it [mm]."""

    top: float
    bottom: float
    column: float
    key_end: float


def draw(course: Course, sheet: Sheet) -> Drawing:
    """Draw a course on a sheet, which grows when it does not fit."""
    with style(sheet.language, sheet.house):
        return settled(lambda numbered: _drawn(course, sheet, numbered))


def settled(make: Callable[[Numbered], tuple[Drawing, frozenset[Tag]]]) -> Drawing:
    """Draw until every tag has its place: at its point, or in the key of points, for which there is less room then.

    Parameters
    ----------
    make
        Draws with the points that are in the key, and returns those that have to go there too.
    """
    in_key: frozenset[Tag] = frozenset()
    while True:
        drawing, left_out = make(points.numbered(in_key))
        if not left_out:
            return drawing
        in_key |= left_out


def _drawn(course: Course, sheet: Sheet, numbered: Numbered) -> tuple[Drawing, frozenset[Tag]]:
    """Draw with these points in the key."""
    scratch = sheet.drawing(sheet.width_mm, TALL_MM)
    frame = framed(scratch, course, numbered)
    least = max(frame.top + TAGS_MM + LEAST_PLOT_MM + YEARS_MM, frame.key_end) + TALL_MM - frame.bottom
    drawing = sheet.drawing(sheet.width_mm, max(sheet.height_mm, least))
    _, left_out = plotted(drawing, course, framed(drawing, course, numbered), numbered)
    return drawing, left_out


def framed(drawing: Drawing, course: Course, numbered: Numbered = ()) -> Frame:
    """Write what stands above, below and beside, and return what is left."""
    top = said(drawing, course, header(drawing, course.title, course.subtitle))
    beside = bool(course.aside) and drawing.width_mm >= BESIDE_FROM_MM
    above = course.line_entries + ([] if course.aside else course.band_entries)
    top = key.above(drawing, above, top) if above else top
    column, end = 0.0, top
    if beside:
        column = min(_column(drawing, course), _KEY_SHARE * drawing.width_mm, _WIDEST_KEY_MM) + _KEY_GAP_MM
        left = drawing.width_mm - MARGIN - column + _KEY_GAP_MM
        end = key.beside(drawing, course.band_entries, _headed(drawing, course, left, top + _ASIDE_MM), left)
    elif course.aside:
        top = key.above(drawing, course.band_entries, _headed(drawing, course, MARGIN, top + _ASIDE_MM))
    return Frame(top, points.above(drawing, course, numbered, footer(drawing, course.note)), column, end)


def _column(drawing: Drawing, course: Course) -> float:
    """Return the width that the key of the bands would like to have [mm]."""
    heading = drawing.width_of(course.aside, drawing.house.note) + 0.1
    return max(key.width_of(drawing, course.band_entries), heading)


def _headed(drawing: Drawing, course: Course, left: float, top: float) -> float:
    """Write what stands above the key of the bands, and return how far down it reaches [mm]."""
    text = drawing.write(left, top, course.aside, fontsize=drawing.house.note, color=drawing.house.grey)
    return top + drawing.measure(drawing.wrap(text, drawing.width_mm - MARGIN - left))[1] + _HEADING_GAP_MM


def said(drawing: Drawing, course: Course, top: float) -> float:
    """Write the sentences, and return how far down they reach [mm]."""
    for sentence in course.sentences:
        text = drawing.write(MARGIN, top + _SENTENCE_GAP_MM, sentence.replace(" %", "\u00a0%"), linespacing=1.3)
        top += _SENTENCE_GAP_MM + drawing.measure(drawing.wrap(text, drawing.inner_mm))[1]
    return top


def plotted(
    drawing: Drawing, course: Course, frame: Frame, numbered: Numbered = (), left: float = 0.0
) -> tuple[Axes, frozenset[Tag]]:
    """Draw bands, lines, figures and years into a frame, from the scale or from a place further to the right [mm].

    Returns
    -------
    tuple
        The axes, and the tags that fit nowhere.
    """
    last = course.years[-1]
    ending = [line for line in course.lines if line.ends and line.points and max(line.points) == last]
    texts = [line.mark + course.write(line.points[last]) for line in ending]
    names = [line.end_name for line in ending]
    wide = gutter.width_of(drawing, texts, names)
    right = drawing.width_mm - MARGIN - frame.column - wide
    top, bottom = frame.top + TAGS_MM, frame.bottom - (0.0 if course.over else YEARS_MM)
    axes = scale.beside(drawing, ticks(course.heights), top, bottom, left=left, right=right)
    spanned(drawing, axes, course.years, GUTTER_INSET_MM if ending and not course.over else INSET_MM)
    for band in course.bands:
        paint(drawing, axes, band)
    for line in course.lines:
        if line.points:
            strokes.draw(axes, line.stroke, {year: float(height) for year, height in line.points.items()})
    board = Board(drawing, axes, Box(axes.get_position().x0 * drawing.width_mm, frame.top + 0.6, right, bottom - 0.6))
    _ink(board, course)
    ends = [
        gutter.End(board.place(last, float(line.points[last]))[1], text, name, line.strong)
        for line, text, name in zip(ending, texts, names, strict=True)
    ]
    gutter.write(drawing, ends, right, wide, (top - TAGS_MM, bottom))
    left_out = _tagged(board, course, numbered)
    if not course.over:
        write_years(drawing, axes, course.years, bottom + YEARS_FROM_MM)
    return axes, left_out


def _tagged(board: Board, course: Course, numbered: Numbered) -> frozenset[Tag]:
    """Write the tags at their points, and the numbers of those in the key; return those that fit nowhere."""
    in_key = {tag for _, tag in numbered}
    tried = [tag for tag in course.tags if tag not in in_key]
    left_out = [tag for tag in tried if board.put(replace(tag, text=course.told(tag))) is None]
    for number, tag in numbered:
        board.put(points.at_point(number, tag), board.drawing.house.note)
    return frozenset(left_out)


def ticks(heights: list[Fraction]) -> list[Fraction]:
    """Return the scale of heights; it begins at zero, or below where some are negative."""
    return scale.ticks(min([Fraction(0), *heights]), max([Fraction(0), *heights]))


def spanned(drawing: Drawing, axes: Axes, years: range, right: float = INSET_MM) -> None:
    """Set the ends of axes to the first and the last year, with an inset at either side [mm]."""
    width = axes.get_position().width * drawing.width_mm
    span = (years[-1] - years[0] or 1) * width / (width - INSET_MM - right)
    first = years[0] - span * INSET_MM / width
    axes.set_xlim(first, first + span)
    axes.set_xticks([])


def paint(drawing: Drawing, axes: Axes, band: Band) -> None:
    """Paint a band; where it has no height, nothing is seen of it."""
    years = [year for year in band.low if year in band.high]
    lower = [(year, float(band.low[year])) for year in years]
    upper = [(year, float(band.high[year])) for year in reversed(years)]
    house = drawing.house
    how = {"closed": True, "zorder": 1.5, "joinstyle": "round"}
    if band.fill.hatch:
        over = house.over(band.fill)
        inside = {"facecolor": band.fill.colour, "edgecolor": over, "hatch": band.fill.hatch, "linewidth": 0}
        axes.add_patch(Polygon(lower + upper, **inside, **how))  # type: ignore[arg-type]
    face = "none" if band.fill.hatch else band.fill.colour
    edge, width = (house.ink, OUTLINE) if band.outlined else ("none", 0.0)
    axes.add_patch(Polygon(lower + upper, facecolor=face, edgecolor=edge, linewidth=width, **how))  # type: ignore[arg-type]


def _ink(board: Board, course: Course) -> None:
    """Tell the board what lines and bands cover, and which points are seen."""
    board.mark((tag.year, float(tag.height)) for tag in course.tags)
    for line in course.lines:
        if line.marked:
            board.mark((year, float(height)) for year, height in line.points.items())
        board.ink([(year, float(height)) for year, height in line.points.items()])
    for band in course.bands:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            board.ink(
                [
                    (year, float(low) + share * float(band.high[year] - low))
                    for year, low in band.low.items()
                    if band.high[year] != low
                ]
            )


def write_years(drawing: Drawing, axes: Axes, years: range, top: float) -> None:
    """Write as many years as there is room for: the last and the first, then those at even steps."""
    box = axes.get_position()
    low, high = axes.get_xlim()
    left, mm = box.x0 * drawing.width_mm, box.width * drawing.width_mm / (high - low)
    needed = drawing.width_of("2030", drawing.house.subtitle) + _YEAR_GAP_MM
    step = next(step for step in _STEPS if step * mm >= needed or step == _STEPS[-1])
    wanted = [years[-1], years[0], *(year for year in years if not year % step)]
    written: list[int] = []
    for year in wanted:
        if all(abs(year - other) * mm >= needed for other in written):
            written.append(year)
            place = left + (year - low) * mm
            drawing.write(place, top, str(year), ha="center", fontsize=drawing.house.subtitle)
            leader(drawing, [drawing.at(place, top - YEARS_FROM_MM), drawing.at(place, top - 0.7)])
