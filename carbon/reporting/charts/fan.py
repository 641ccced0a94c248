"""The fan: where the draws of a scenario's uncertain numbers lie, with its projection and the target beside it."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.figure import Figure

from carbon.pathways.pathway_result import Fan, PathwayResult
from carbon.problems import Place, Problem, ProblemsError
from carbon.reporting import words
from carbon.reporting.charts import aims, grounds, pathway, strokes, timeline
from carbon.reporting.charts.course import Band, ByYear, Course, Line
from carbon.reporting.charts.house import HOUSE, Fill, House
from carbon.reporting.charts.plan import WIDTH_MM, Sheet
from carbon.reporting.charts.strokes import Stroke
from carbon.reporting.charts.telling import told
from carbon.reporting.charts.tints import tint
from carbon.reporting.mass import MassUnit, unit_of
from carbon.terms import Scope2Method

HEIGHT_MM = 115.0
"""The height of a sheet, unless another is asked for [mm]."""

_BAND = ("Middle {} % of the draws", "模擬值中間 {}%")
_MEDIAN = ("Median of the draws", "模擬中位數")
_QUANTILE = ("{} % of draws are below", "{}% 模擬值低於")
_SCENARIO = ("Scenario as written", "情境設定值")
_UNSURE = (
    "of scope 1 and 2 in each year; a number is drawn once per draw, whatever uses it",
    "各年範疇一＋二；每次模擬各數值僅抽取一次",
)
_TINTS = (0.22, 0.5)
"""How much of the colour is left in the bands, the outermost first."""

_MARK = "{:g} %  "


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
    """Draw the fan of scope 1 and 2; the options are those of `carbon.reporting.charts.emissions.draw`.

    Raises
    ------
    ProblemsError
        With the code `no-fan` if no number of the scenario is uncertain.
    """
    method, unit, fan = Scope2Method(scope2_method), unit_of(mass_unit), fan_of(result)
    lines = _lines(result, fan, (method, unit), (language, house))
    course = Course(
        pathway.title(result, language),
        pathway.subtitle(result, method, words.word(f"chart_{unit.key}", language), language),
        _note(result, method, language),
        [line for line in lines if line.points],
        _bands(fan, (method, unit), (language, house)),
        list(pathway.tags(lines[0].points, language)),
        aims.verdicts(result, language),
    )
    drawing = timeline.draw(course, Sheet(language, width_mm, height_mm, house))
    quantiles = [
        (words.chosen(_QUANTILE, language).format(f"{share * 100:g}"), _row(fan, method, unit, at))
        for at, share in enumerate(fan.quantiles)
    ]
    drawn = [(line.name, line.points) for line in course.lines if line.name and line is not lines[1]]
    drawing.description = told([*drawn, *quantiles], words.word(unit.key, language), language)
    return drawing


def fan_of(result: PathwayResult) -> Fan:
    """Return the fan of a pathway.

    Raises
    ------
    ProblemsError
        If it has none.
    """
    if result.fan is not None:
        return result.fan
    why = (
        "No number of the scenario is uncertain, so there is no fan to draw. Give one its bounds, like "
        'growth = { value = "2 %/yr", low = "0 %/yr", high = "4 %/yr" }.'
    )
    raise ProblemsError([Problem("no-fan", why, Place(result.scenario.file))])


def _row(fan: Fan, method: Scope2Method, unit: MassUnit, at: int) -> ByYear:
    """Return a quantile by year."""
    return {year: unit.of(Fraction(kg)) for year, kg in zip(fan.years, fan.values[method][at], strict=True)}


def _bands(fan: Fan, how: tuple[Scope2Method, MassUnit], look: tuple[str, House]) -> list[Band]:
    """Return the bands between quantiles, the outermost first."""
    language, house = look
    found = []
    for at, share in enumerate(_TINTS):
        name = words.chosen(_BAND, language).format(f"{(fan.quantiles[-1 - at] - fan.quantiles[at]) * 100:.3g}")
        rows = [_row(fan, *how, place) for place in (at, len(fan.quantiles) - 1 - at)]
        found.append(Band(name, Fill(tint(house.palette[1], share)), rows[0], rows[1], outlined=False))
    return found


def _lines(result: PathwayResult, fan: Fan, how: tuple[Scope2Method, MassUnit], look: tuple[str, House]) -> list[Line]:
    """Return the inventory years, the scenario, the ends of the bands, the median and the target."""
    language, house = look
    known = pathway.actual(result, *how)
    middle = len(fan.quantiles) // 2
    unseen = Stroke(house.ink, 0.0)
    edges = [
        Line("", unseen, _row(fan, *how, at), _MARK.format(fan.quantiles[at] * 100))
        for at in range(len(fan.quantiles))
        if at != middle
    ]
    scenario, median = Stroke(house.ink, 1.0), Stroke(house.palette[1], 2.4)
    return [
        Line(pathway.named(language)[0], strokes.actual(house), known, ends=False),
        Line(words.chosen(_MEDIAN, language), median, _row(fan, *how, middle), _MARK.format(50)),
        Line(words.chosen(_SCENARIO, language), scenario, pathway.projected(result, *how), strong=True),
        *pathway.aimed(result, *how, look, min([*known, result.start])),
        *edges,
    ]


def _note(result: PathwayResult, method: Scope2Method, language: str) -> str:
    """Return the note."""
    parts = [grounds.draws(result, language), words.chosen(_UNSURE, language)]
    parts += [pathway.unassessed(result, method, language), aims.not_drawn(result, method, language)]
    return grounds.of_pathway(result, language, *parts, rules=result.targets)
