"""Scope 2 by both methods, side by side, and how far the market-based one differs."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.figure import Figure

from carbon.reporting import words
from carbon.reporting.charts import digits, grouped, notes
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Plan, Sheet, years_of
from carbon.reporting.charts.series import Figures, Row, Series, described
from carbon.reporting.mass import Results, unit_of
from carbon.terms import Scope2Method

_TITLE = ("Scope 2 by both methods", "範疇二排放量：地區基準與市場基準")
_DIFFERENCE = ("Market-based against location-based", "市場基準較地區基準增減")
_PLACES = {Scope2Method.LOCATION: 1, Scope2Method.MARKET: 0}
"""The market-based figure has the fill of scope 2 on the other charts, the location-based one its tint."""


def draw(
    results: Results,
    *,
    language: str = "en",
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw scope 2 by both methods and year; the options are those of `carbon.reporting.charts.emissions.draw`."""
    years, unit = years_of(results), unit_of(mass_unit)
    series = []
    for method, place in _PLACES.items():
        totals = (year.total(2, method) for year in years)
        figures = tuple(None if kg is None else unit.of(kg) for kg in totals)
        series.append(Series(words.word(method, language), house.of_scope(2, place), figures))
    rows = [Row(words.chosen(_DIFFERENCE, language), _differences(series[0].figures, series[1].figures))]
    plan = Plan(
        words.chosen(_TITLE, language),
        notes.subtitle(years, words.word(f"chart_{unit.key}", language)),
        notes.basis(years, language),
        tuple(year.year for year in years),
        series,
        rows,
    )
    drawing = grouped.draw(plan, Sheet(language, width_mm, height_mm, house))
    mass = words.word(unit.key, language)
    drawing.description = described(plan.years, series, mass, language, total=False, rows=rows)
    return drawing


def _differences(location: Figures, market: Figures) -> tuple[str, ...]:
    """Return by how much the market-based figures differ [%], empty where there is no data or nothing to compare."""
    return tuple(
        _percent((of - to) / to * 100) if of is not None and to else "" for of, to in zip(market, location, strict=True)
    )


def _percent(number: Fraction) -> str:
    sign = "+" if number > 0 else ""
    return f"{sign}{digits.figure(number, 1)} %"
