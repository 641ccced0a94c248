"""A pathway: what each lever takes off business as usual, the scenario that is left, and the target beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.projection.projector import Figures
from carbon.reporting import words
from carbon.reporting.charts import aims, digits, grounds, scopes, strokes, timeline, wedges
from carbon.reporting.charts.course import ByYear, Course, Line, Tag
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import WIDTH_MM, Sheet
from carbon.reporting.charts.telling import told
from carbon.reporting.charts.wedges import Wedge
from carbon.reporting.mass import MassUnit, unit_of
from carbon.terms import Scope2Method

HEIGHT_MM = 120.0
"""The height of a sheet, unless another is asked for [mm]; wedges need more of it than bars."""

_TITLE = ("Carbon pathway: {}", "減碳路徑：{}")
_ASIDE = ("Change against business as usual in {} [{}]", "{} 年較基準情境增減 [{}]")
_ACTUAL = ("Inventory", "盤查")
_USUAL = ("Business as usual", "基準情境")
_SCENARIO = ("Scenario", "情境")
_ADDS = (
    "what lies above business as usual adds emissions, and the scenario is that much above the lowest wedge",
    "基準情境線以上者為增加排放，本情境線高於最下緣之差距即為該增加量",
)
_ORDER = ("each lever counts after those above it", "各減碳手段依序計算")


def draw(
    result: PathwayResult,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw a pathway of scope 1 and 2: wedges by lever, the scenario, the targets of the same method.

    The options are those of `carbon.reporting.charts.emissions.draw`.
    """
    method, unit = Scope2Method(scope2_method), unit_of(mass_unit)
    found = wedges.of(result, method, unit.kg, language)
    lines = _lines(result, method, unit, (language, house))
    if _adds(found):
        lines[-1] = replace(lines[-1], stroke=replace(lines[-1].stroke, cased=True))  # it runs across the wedges
    written = words.word(f"chart_{unit.key}", language)
    last = result.years[-1].year
    course = Course(
        title(result, language),
        subtitle(result, method, written, language),
        _note(result, method, found, language),
        [line for line in lines if line.points],
        wedges.bands(found, lines[1].points, [_with_change(one, last) for one in found], house),
        list(tags(lines[0].points, language)),
        aims.verdicts(result, language),
        words.chosen(_ASIDE, language).format(last, written) if found else "",
    )
    drawing = timeline.draw(course, Sheet(language, width_mm, height_mm, house))
    drawing.description = told(_told(lines, found), words.word(unit.key, language), language)
    return drawing


def title(result: PathwayResult, language: str) -> str:
    """Return what the pathway is of."""
    return words.chosen(_TITLE, language).format(grounds.scenario_name(result.scenario, language))


def subtitle(result: PathwayResult, method: Scope2Method, unit: str, language: str) -> str:
    """Return the organisation, the scopes with their method, and the unit."""
    parts = [result.organisation, scopes_of(result, method, language), unit.replace(" ", "\u00a0")]
    return " · ".join(filter(None, parts))


def scopes_of(result: PathwayResult, method: Scope2Method, language: str) -> str:
    """Name the scopes that have data: a scope that was not assessed counts as nothing, and is not named."""
    known = _known(result, method)
    key = "scope_1_and_2" if len(known) != 1 else f"scope_{known[0]}"
    return words.with_method(key, method if known != (1,) else None, language)


def _known(result: PathwayResult, method: Scope2Method) -> tuple[int, ...]:
    """Return which of scope 1 and 2 have data at the start, or come to have some."""
    parts = {1: [year.figures.scope_1 for year in result.years], 2: [_scope_2(y.figures, method) for y in result.years]}
    return tuple(scope for scope, kgs in parts.items() if any(result.known(scope, kg) is not None for kg in kgs))


def actual(result: PathwayResult, method: Scope2Method, unit: MassUnit) -> ByYear:
    """Return the emissions of the inventory years in the scopes that have data, where they have all of them."""
    found = {}
    for year in result.actuals:
        kgs = [year.total(scope, scopes.method_of(scope, method)) for scope in _known(result, method)]
        if kgs and None not in kgs:
            found[year.year] = unit.of(sum((kg for kg in kgs if kg is not None), Fraction(0)))
    return found


def projected(result: PathwayResult, method: Scope2Method, unit: MassUnit) -> ByYear:
    """Return scope 1 and 2 of the scenario, the start among them."""
    return {year.year: _together(year.figures, method, unit) for year in result.years}


def named(language: str) -> tuple[str, str, str]:
    """Return what inventory years, business as usual and the scenario are called."""
    return words.chosen(_ACTUAL, language), words.chosen(_USUAL, language), words.chosen(_SCENARIO, language)


def aimed(
    result: PathwayResult, method: Scope2Method, unit: MassUnit, look: tuple[str, House], first: int
) -> list[Line]:
    """Return the lines of the targets that can be drawn, from a year on."""
    language, house = look
    years = range(first, result.years[-1].year + 1)
    return [
        Line(aims.name(name, language), strokes.target(house, place), aims.line(target, years, unit.kg))
        for place, (name, target) in enumerate(aims.beside(result, method).items())
    ]


def tags(points: ByYear, language: str) -> Iterator[Tag]:
    """Yield the figures of inventory years, the last one first, then the first."""
    years = sorted(points)
    for year in dict.fromkeys([*years[-1:], *years[:1], *years[::-1]]):
        yield Tag(year, points[year], about=named(language)[0])


def _together(figures: Figures, method: Scope2Method, unit: MassUnit) -> Fraction:
    return unit.of(Fraction(figures.scope_1 + _scope_2(figures, method)))


def _scope_2(figures: Figures, method: Scope2Method) -> Fraction:
    return Fraction(figures.location if method is Scope2Method.LOCATION else figures.market)


def _lines(result: PathwayResult, method: Scope2Method, unit: MassUnit, look: tuple[str, House]) -> list[Line]:
    """Return the inventory years, business as usual, the target and the scenario."""
    language, house = look
    known = actual(result, method, unit)
    usual = {figures.year: _together(figures, method, unit) for figures in result.usual}
    names = named(language)
    return [
        Line(names[0], strokes.actual(house), known, ends=False),
        Line(names[1], strokes.usual(house), usual),
        *aimed(result, method, unit, look, min([*known, result.start])),
        Line(names[2], strokes.projected(house), projected(result, method, unit), strong=True),
    ]


def _with_change(wedge: Wedge, year: int) -> str:
    """Return a wedge's name with what emissions change by in a year."""
    change = wedge.net(year)
    places = digits.places([change])
    sign = "+" if change > 0 else ""
    return f"{wedge.name}  {sign}{digits.figure(change, places)}"


def _adds(found: list[Wedge]) -> bool:
    """Say whether a lever adds emissions."""
    return any(any(one.added.values()) for one in found)


def _note(result: PathwayResult, method: Scope2Method, found: list[Wedge], language: str) -> str:
    """Return the note."""
    parts = [unassessed(result, method, language), aims.not_drawn(result, method, language)]
    parts += [words.chosen(_ORDER, language)] if len(found) > 1 else []
    parts += [words.chosen(_ADDS, language)] if _adds(found) else []
    return grounds.of_pathway(result, language, *parts, rules=result.targets)


def unassessed(result: PathwayResult, method: Scope2Method, language: str) -> str:
    """Say which of scope 1 and 2 have no data, and so count as nothing."""
    lacking = [words.word(f"scope_{scope}", language) for scope in aims.SCOPES if scope not in _known(result, method)]
    if not lacking:
        return ""
    return f"{words.word('no_data', language)}{words.colon(language)}{', '.join(lacking)}"


def _told(lines: list[Line], found: list[Wedge]) -> list[tuple[str, ByYear]]:
    """Return all figures with their names: the lines, then what each lever changes."""
    changes = [(one.name, {year: one.net(year) for year in list(one.off)[1:]}) for one in found]
    return [(line.name, line.points) for line in lines if line.points] + changes
