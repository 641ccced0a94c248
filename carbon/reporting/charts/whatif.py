"""What if: a scenario before and after some of its values are changed, and the gap between the two."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.whatif import WhatIf
from carbon.reporting import words
from carbon.reporting.charts import aims, digits, grounds, pathway, strokes, timeline
from carbon.reporting.charts.course import Band, ByYear, Course, Line
from carbon.reporting.charts.house import HOUSE, Fill, House
from carbon.reporting.charts.plan import WIDTH_MM, Sheet
from carbon.reporting.charts.telling import told
from carbon.reporting.charts.tints import tint
from carbon.reporting.mass import MassUnit, unit_of
from carbon.terms import Scope2Method

HEIGHT_MM = 110.0
"""The height of a sheet, unless another is asked for [mm]."""

_TITLE = ("What if: {}", "情境變更試算：{}")
_BEFORE = ("Scenario", "情境")
_AFTER = ("With the changes", "變更後")
_LESS = ("less with the changes", "變更後減少")
_MORE = ("more with the changes", "變更後增加")
_GAP = ("{year}: {before} → {after} {unit} ({change})", "{year} 年：{before} → {after} {unit}（{change}）")
_SAME = ("{year}: {after} {unit}, as before", "{year} 年：{after} {unit}，與原情境相同")
_CHANGES = ("changes", "變更")
_NONE = ("none", "無")
_TINT, _DOTS = 0.4, "...."


def draw(
    data: WhatIf,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw a scenario before and after changes; the options are those of `carbon.reporting.charts.emissions.draw`."""
    method, unit = Scope2Method(scope2_method), unit_of(mass_unit)
    lines = _lines(data, (method, unit), (language, house))
    written = words.word(f"chart_{unit.key}", language)
    before, after = lines[1].points, lines[-1].points
    course = Course(
        words.chosen(_TITLE, language).format(grounds.scenario_name(data.before.scenario, language)),
        pathway.subtitle(data.after, method, written, language),
        _note(data, method, language),
        [line for line in lines if line.points],
        _bands(before, after, language, house),
        list(pathway.tags(lines[0].points, language)),
        list(_sentences(data.after, (before, after), (written, language))),
    )
    drawing = timeline.draw(course, Sheet(language, width_mm, height_mm, house))
    mass = words.word(unit.key, language)
    drawing.description = told([(line.name, line.points) for line in course.lines], mass, language)
    return drawing


def _lines(data: WhatIf, how: tuple[Scope2Method, MassUnit], look: tuple[str, House]) -> list[Line]:
    """Return the inventory years, the scenario before, the target, and the scenario after."""
    language, house = look
    known = pathway.actual(data.after, *how)
    before, after = (pathway.projected(each, *how) for each in (data.before, data.after))
    return [
        Line(pathway.named(language)[0], strokes.actual(house), known, ends=False),
        Line(words.chosen(_BEFORE, language), strokes.before(house), before),
        *pathway.aimed(data.after, *how, look, min([*known, data.after.start])),
        Line(words.chosen(_AFTER, language), strokes.projected(house), after, strong=True),
    ]


def _bands(before: ByYear, after: ByYear, language: str, house: House) -> list[Band]:
    """Return the gap between the two, where the changes take some off and where they add."""
    years = [year for year in before if year in after]
    least = {year: min(before[year], after[year]) for year in years}
    most = {year: max(before[year], after[year]) for year in years}
    first = {year: before[year] for year in years}
    fills = Fill(tint(house.palette[1], _TINT)), Fill(tint(house.palette[3], _TINT), _DOTS)
    found = []
    for name, fill, low, high in ((_LESS, fills[0], least, first), (_MORE, fills[1], first, most)):
        if low != high:
            found.append(Band(words.chosen(name, language), fill, low, high, outlined=False))
    return found


def _sentences(after: PathwayResult, points: tuple[ByYear, ByYear], how: tuple[str, str]) -> Iterator[str]:
    """Yield what the changes come to in the last year of both, and how the scenario then ends beside its targets."""
    (unit, language), (old, new) = how, points
    year = max(year for year in new if year in old)
    figures = [digits.figure(each, digits.places([old[year], new[year]])) for each in (old[year], new[year])]
    key = _SAME if old[year] == new[year] else _GAP
    yield words.chosen(key, language).format(
        year=year, before=figures[0], after=figures[1], unit=unit, change=_change(old[year], new[year], language)
    )
    yield from aims.verdicts(after, language)


def _change(old: Fraction, new: Fraction, language: str) -> str:
    """Write a difference, absolute and in percent."""
    sign = "+" if new > old else ""
    parts = [sign + digits.figure(new - old, digits.places([old, new]))]
    if old:
        parts.append(f"{sign}{digits.figure((new - old) / old * 100, 1)} %")
    return words.chosen((", ", "，"), language).join(parts)


def _note(data: WhatIf, method: Scope2Method, language: str) -> str:
    """Return the note, with what was changed."""
    changed = [
        f"{name} {was or '–'} → {new}".replace(" %", "\u00a0%")
        for (name, new), was in zip(data.changes, data.was, strict=True)
    ]
    listed = words.chosen((", ", "、"), language).join(changed) or words.chosen(_NONE, language)
    parts = [f"{words.chosen(_CHANGES, language)}{words.colon(language)}{listed}"]
    parts += [pathway.unassessed(data.after, method, language), aims.not_drawn(data.after, method, language)]
    return grounds.of_pathway(data.before, language, *parts, rules=data.after.targets)
