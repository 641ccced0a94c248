"""A target: its path from the base year to the target year, and the inventory years on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.pathways.targets.target_result import PathPoint, TargetResult
from carbon.reporting import words
from carbon.reporting.charts import digits, grounds, intensity, strokes, timeline
from carbon.reporting.charts.course import Course, Line, Tag
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Sheet
from carbon.reporting.charts.strokes import Stroke
from carbon.reporting.charts.telling import told
from carbon.reporting.mass import Results, oldest_first, unit_of
from carbon.reporting.targets import claims, phrases

_TITLE = ("Target and progress", "目標與進度")
_PATH = ("Target path (at most)", "目標路徑（至多）")
_LEAST = ("Target path (at least)", "目標路徑（至少）")
_SHORT = ("target path", "目標路徑")
_ACTUAL = ("Inventory", "盤查")
_ABOVE = ("{year}: {figure}, {gap} above the path", "{year} 年：{figure}，高於路徑 {gap}")
_BELOW = ("{year}: {figure}, {gap} below the path", "{year} 年：{figure}，低於路徑 {gap}")
_ON = ("{year}: {figure}, on the path", "{year} 年：{figure}，與路徑相同")


def draw(
    target: TargetResult,
    *,
    inventories: Results = (),
    language: str = "en",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw a target's path and the inventory years on it.

    Parameters
    ----------
    target
        A target, of any quantity.
    inventories
        The inventories that it was worked out from, for the note on what the figures rest on.

    Returns
    -------
    matplotlib.figure.Figure
        The chart. The other options are those of `carbon.reporting.charts.emissions.draw`.
    """
    course = _course(target, language, house)
    unit = unit_words(target, language)
    subtitle = [target.organisation, phrases.named(target.rule.titles, language), _about(target, language)]
    subtitle.append(unit.replace(" ", "\u00a0"))
    standing = [*_standing(target, course, unit, language), *claims.beside(target, language)]
    course = replace(
        course,
        subtitle=" · ".join(filter(None, subtitle)),
        note=grounds.of_target(target, oldest_first(inventories), language),
        sentences=(claims.joined(standing, language),),
        tags=tuple(_tags(target, course)),
    )
    drawing = timeline.draw(course, Sheet(language, width_mm, height_mm, house))
    drawing.description = told([(line.name, line.points) for line in course.lines if line.name], unit, language)
    return drawing


def unit_words(target: TargetResult, language: str) -> str:
    """Return the unit of a target's quantity as charts write it."""
    mass, _, metric = target.unit.partition("/")
    if mass != "kg CO2e":
        return phrases.unit(target, language)
    tonnes = unit_of("t")
    return intensity.ratio(tonnes, metric, language) if metric else words.word(f"chart_{tonnes.key}", language)


def _about(target: TargetResult, language: str) -> str:
    """Say what the target is about, where the unit does not."""
    return "" if target.activity else phrases.about(target, language)


def _course(target: TargetResult, language: str, house: House) -> Course:
    """Return the lines of a target; that of the path has its figure at its end, as far as it goes to the last year."""
    actual = {one.year: phrases.shown(target, one.quantity) for one in target.progress}
    path = {point.year: phrases.shown(target, point.quantity) for point in target.path}
    marked = {point.year: path[point.year] for point in milestones(target)}
    name = words.chosen(_LEAST if target.rule.least else _PATH, language)
    parts = filter(None, [_reduction(target.path[-1]), words.chosen(_SHORT, language)])
    end = " ".join(part.replace(" ", "\u00a0") for part in parts)
    lines = (
        Line(words.chosen(_ACTUAL, language), strokes.actual(house), actual, ends=False),
        Line(name, strokes.target(house), path, strong=True, short=end),
        Line("", Stroke(house.ink, 0.0, marker="hollow"), marked, ends=False),
    )
    return Course(words.chosen(_TITLE, language), "", "", lines, suffix=" %" if target.unit == "ratio" else "")


def milestones(target: TargetResult) -> list[PathPoint]:
    """Return the points of the path that the rule names, and its end."""
    named = {*target.rule.parameters.points, target.target_year}
    return [point for point in target.path if point.year in named and point.year > target.base_year]


def _tags(target: TargetResult, course: Course) -> Iterator[Tag]:
    """Yield the figures that are written at points, those that matter most first; the path's end has its own."""
    inventory, path = course.lines[0], course.lines[1]
    for point in reversed(milestones(target)):
        if point.year != course.years[-1]:
            text = "\n".join(filter(None, [_reduction(point), course.write(path.points[point.year])]))
            yield Tag(point.year, path.points[point.year], text, strong=True, about=path.name)
    if target.base_year in path.points and target.base_year not in inventory.points:
        yield Tag(target.base_year, path.points[target.base_year], about=path.name)
    for one in reversed(target.progress):
        height = inventory.points[one.year]
        change = None if target.rule.least or one is not target.progress[-1] else one.reduction
        figure = course.write(height)
        text = figure if change is None else f"{figure}\n({_percent(-change)})"
        yield Tag(one.year, height, text, about=inventory.name)


def _reduction(point: PathPoint) -> str:
    """Write by how much a point of the path lies below the base year, or nothing where that is not said."""
    return "" if point.reduction is None else _percent(-point.reduction)


def _percent(ratio: Fraction) -> str:
    """Write a change in percent, with its sign.

    >>> _percent(Fraction(-42, 100)), _percent(Fraction(1, 3)), _percent(Fraction(0))
    ('−42 %', '+33.3 %', '0 %')
    """
    sign = "+" if ratio > 0 else ""
    return f"{sign}{digits.figure(ratio * 100, 1).removesuffix('.0')} %"


def _standing(target: TargetResult, course: Course, unit: str, language: str) -> Iterator[str]:
    """Yield how the last inventory year with a path stands to it."""
    last = next((one for one in reversed(target.progress) if one.path is not None), None)
    if last is None or last.path is None or last.year == target.base_year:
        return
    gap = phrases.shown(target, last.quantity - last.path)
    key = _ON if not gap else _ABOVE if gap > 0 else _BELOW
    numbers = phrases.shown(target, last.quantity), abs(gap)
    figure, off = (course.write(number).removesuffix(" %") for number in numbers)
    points = words.chosen(("points", "個百分點"), language) if target.unit == "ratio" else ""
    yield words.chosen(key, language).format(year=last.year, figure=f"{figure} {unit}", gap=f"{off} {points}".rstrip())
