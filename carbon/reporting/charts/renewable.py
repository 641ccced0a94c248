"""The renewable share of electricity against its targets, and below it the electricity in MWh."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carbon.pathways.pathway_result import OnTrack, PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.charts import aims, grounds, key, marks, pathway, points, scale, strokes, target, timeline
from carbon.reporting.charts.course import ByYear, Course, Line, Tag
from carbon.reporting.charts.figure import MARGIN, Drawing, footer, header, style
from carbon.reporting.charts.house import DIAGONALS, HOUSE, Fill, House
from carbon.reporting.charts.plan import LEAST_PLOT_MM, TALL_MM, WIDTH_MM, YEARS_MM, Sheet
from carbon.reporting.charts.strokes import Stroke
from carbon.reporting.charts.telling import told
from carbon.terms import TargetQuantity

HEIGHT_MM = 120.0
"""The height of a sheet, unless another is asked for [mm]."""

_TITLE = ("Renewable electricity: {}", "再生能源電力：{}")
_SHARE = ("Renewable share [%]", "再生能源使用比例 [%]")
_MWH = ("Electricity [MWh]", "用電量 [MWh]")
_GREEN = ("Renewable electricity", "再生能源電力")
_OTHER = ("Other electricity", "其他電力")
_FROM = ("inventory until {}, scenario from then on", "{} 年（含）以前為盤查結果，其後為情境")
_LEAST_MM = 34.0
_OF_SHARE = 0.58
_HEADING_MM, _BETWEEN_MM, _BAR, _WIDEST_BAR_MM = 4.6, 4.0, 0.66, 8.0


def draw(
    result: PathwayResult,
    *,
    language: str = "en",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw the renewable share by year, its targets, and the electricity that it is of.

    The options are those of `carbon.reporting.charts.emissions.draw`.
    """
    course = _course(result, language, house)
    green, load = _electricity(result)
    other = {year: load[year] - green[year] for year in load}
    drawing = _drawn(course, (green, other), Sheet(language, width_mm, height_mm, house))
    mwh = [(words.chosen(_GREEN, language), green), (words.chosen(_OTHER, language), other)]
    shares = told([(line.name, line.points) for line in course.lines if line.name], "%", language)
    drawing.description = f"{shares}\n{told(mwh, 'MWh', language)}".strip()
    return drawing


def _course(result: PathwayResult, language: str, house: House) -> Course:
    """Return the upper panel."""
    known = {
        year.year: year.electricity.renewable_share_percent
        for year in result.actuals
        if year.electricity is not None and year.electricity.renewable_share_percent is not None
    }
    shares = {year.year: year.figures.renewable_share for year in result.years}
    ahead = {year: Fraction(share) * 100 for year, share in shares.items() if share is not None}
    names = pathway.named(language)
    aimed = [each for each in result.on_track if each.target.quantity is TargetQuantity.RENEWABLE_SHARE]
    years = range(min([*known, result.start]), result.years[-1].year + 1)
    lines = [Line(names[0], strokes.actual(house), known, ends=False)]
    for place, each in enumerate(aimed):
        lines += _aimed(each, strokes.target(house, place), years, language)
    lines.append(Line(names[2], strokes.projected(house), ahead, strong=True))
    return Course(
        words.chosen(_TITLE, language).format(grounds.scenario_name(result.scenario, language)),
        " · ".join(filter(None, [result.organisation, words.chosen(_SHARE, language)])),
        _note(result, {each.id: each.target for each in aimed}, language),
        [line for line in lines if line.points],
        tags=[*_milestones(aimed, years, language), *pathway.tags(known, language)],
        sentences=[aims.verdict(each, language) for each in aimed],
        suffix=" %",
        over=True,
    )


def _aimed(each: OnTrack, stroke: Stroke, years: range, language: str) -> list[Line]:
    """Return the line of a target, and its milestones."""
    one = each.target
    path = {point.year: point.quantity * 100 for point in one.path if point.year in years}
    marked = {point.year: point.quantity * 100 for point in target.milestones(one) if point.year in years}
    hollow = Stroke(stroke.colour, 0.0, marker="hollow")
    return [Line(aims.name(each.id, language), stroke, path), Line("", hollow, marked, ends=False)]


def _milestones(aimed: list[OnTrack], years: range, language: str) -> Iterator[Tag]:
    """Yield the figures at milestones, the last ones first; that of the last year stands beside the line."""
    for one in aimed:
        for point in reversed(target.milestones(one.target)):
            if point.year in years[:-1]:
                yield Tag(point.year, point.quantity * 100, strong=True, about=aims.name(one.id, language))


def _electricity(result: PathwayResult) -> tuple[ByYear, ByYear]:
    """Return renewable and all electricity by year [MWh]: the inventories', then the scenario's."""
    found = {
        year.year: (year.electricity.renewable_mwh, year.electricity.mwh)
        for year in result.actuals
        if year.electricity is not None
    }
    for year in result.years:
        if year.figures.load:
            found.setdefault(year.year, (Fraction(year.figures.renewable), Fraction(year.figures.load)))
    return {year: green for year, (green, _) in found.items()}, {year: load for year, (_, load) in found.items()}


def _note(result: PathwayResult, targets: dict[str, TargetResult], language: str) -> str:
    return grounds.of_pathway(result, language, words.chosen(_FROM, language).format(result.start), rules=targets)


def _drawn(course: Course, parts: tuple[ByYear, ByYear], sheet: Sheet) -> Drawing:
    """Draw both panels, one above the other, on one scale of years."""
    with style(sheet.language, sheet.house):
        return timeline.settled(lambda numbered: _settled(course, parts, sheet, numbered))


def _settled(
    course: Course, parts: tuple[ByYear, ByYear], sheet: Sheet, numbered: timeline.Numbered
) -> tuple[Drawing, frozenset[Tag]]:
    """Draw with these points in the key, and return those that have to go there too."""
    scratch = sheet.drawing(sheet.width_mm, TALL_MM)
    top, bottom = _framed(scratch, course, numbered)
    least = timeline.TAGS_MM + _LEAST_MM + _HEADING_MM + _BETWEEN_MM + LEAST_PLOT_MM + YEARS_MM
    drawing = sheet.drawing(sheet.width_mm, max(sheet.height_mm, top + least + TALL_MM - bottom))
    top, bottom = _framed(drawing, course, numbered)
    if not course.heights:
        drawing.write(MARGIN, top + _BETWEEN_MM, words.word("no_data", sheet.language), color=sheet.house.grey)
        return drawing, frozenset()
    return drawing, _panels(drawing, course, parts, (top, bottom), numbered)


def _framed(drawing: Drawing, course: Course, numbered: timeline.Numbered) -> tuple[float, float]:
    """Write what stands above and below, and return the heights between which there is room [mm]."""
    top = timeline.said(drawing, course, header(drawing, course.title, course.subtitle))
    names = [words.chosen(name, drawing.language) for name in (_GREEN, _OTHER)]
    bars = [key.Entry(name, fill) for name, fill in zip(names, _fills(drawing.house), strict=True)]
    bottom = points.above(drawing, course, numbered, footer(drawing, course.note))
    return key.above(drawing, [*course.line_entries, *bars], top), bottom


def _fills(house: House) -> tuple[Fill, Fill]:
    """Return the fills of renewable and of other electricity."""
    return Fill(house.palette[1], DIAGONALS), house.fill(4)


def _panels(
    drawing: Drawing,
    course: Course,
    parts: tuple[ByYear, ByYear],
    room: tuple[float, float],
    numbered: timeline.Numbered,
) -> frozenset[Tag]:
    """Draw the share above and the electricity below, and return the tags that fit nowhere."""
    top, bottom = room
    green, other = parts
    figures = timeline.ticks([green[year] + other[year] for year in green])
    left = max(scale.left_of(drawing, figures), scale.left_of(drawing, timeline.ticks(course.heights)))
    middle = top + (bottom - top) * _OF_SHARE
    frame = timeline.Frame(top, middle, 0.0, top)
    upper, left_out = timeline.plotted(drawing, course, frame, numbered, left)
    small, heading = drawing.house.note + 0.5, words.chosen(_MWH, drawing.language)
    drawing.write(MARGIN, middle + _BETWEEN_MM, heading, fontsize=small, color=drawing.house.grey)
    box = upper.get_position()
    ends = {"left": left, "right": (box.x0 + box.width) * drawing.width_mm}
    lower = scale.beside(drawing, figures, middle + _BETWEEN_MM + _HEADING_MM, bottom - YEARS_MM, **ends)
    lower.set_xlim(*upper.get_xlim())
    lower.set_xticks([])
    _bars(drawing, lower, parts)
    timeline.write_years(drawing, lower, course.years, bottom - YEARS_MM + timeline.YEARS_FROM_MM)
    return left_out


def _bars(drawing: Drawing, axes: Axes, parts: tuple[ByYear, ByYear]) -> None:
    """Draw the electricity of every year, what is renewable at the bottom."""
    low, high = axes.get_xlim()
    year_mm = axes.get_position().width * drawing.width_mm / (high - low)
    width = min(_BAR, _WIDEST_BAR_MM / year_mm)
    for year, green in parts[0].items():
        bottom = 0.0
        for figure, fill in zip((green, parts[1][year]), _fills(drawing.house), strict=True):
            if figure:
                marks.bar(drawing, axes, (year - width / 2, bottom, width, float(figure)), fill)
                bottom += float(figure)
