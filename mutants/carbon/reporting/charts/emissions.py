"""Emissions by scope and year, as bars side by side.

The scopes stand beside each other and are not stacked: a year in which scope 3 was not assessed would look like a
year of low emissions.
"""

from __future__ import annotations

from matplotlib.figure import Figure

from carbon.reporting import labels, words
from carbon.reporting.charts import grouped, notes, scopes
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Plan, Sheet, years_of
from carbon.reporting.charts.series import described
from carbon.reporting.mass import Results, unit_of
from carbon.terms import Scope2Method


def draw(
    results: Results,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw emissions by scope and year.

    Parameters
    ----------
    results
        An inventory of one year, or several.
    language
        `en` or `zh`.
    scope2_method
        Which scope 2 to show; the two methods are never added.
    mass_unit
        `t` or `kg`.
    width_mm, height_mm
        Size of the sheet [mm]; it grows when what is to be drawn does not fit.
    house
        Colours, fonts and sizes of type.

    Returns
    -------
    matplotlib.figure.Figure
        The chart, to be given to `save`.

    Raises
    ------
    ValueError
        If there are no results.
    """
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    series = scopes.by_year(years, method, unit, language, house)
    plan = Plan(
        words.word("chart_emissions", language),
        notes.subtitle(years, words.word(f"chart_{unit.key}", language)),
        notes.basis(years, language, labels.scope_2(method, language)),
        tuple(year.year for year in years),
        series,
    )
    drawing = grouped.draw(plan, Sheet(language, width_mm, height_mm, house))
    drawing.description = described(plan.years, series, words.word(unit.key, language), language, total=False)
    return drawing
