"""Emissions by greenhouse gas and year, stacked in the order of the Kyoto Protocol.

What is given only as CO2e names no gas. It stands apart, at the top, and is called what it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.reading import gases
from carbon.reporting import words
from carbon.reporting.charts import notes, stacked
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Plan, Sheet, years_of
from carbon.reporting.charts.series import Series, described
from carbon.reporting.mass import MassUnit, Results, unit_of
from carbon.terms import Family, Scope2Method

_TITLE = ("Greenhouse gas emissions by gas", "各類溫室氣體排放量")
_FAMILIES = {
    Family.CARBON_DIOXIDE: ("Carbon dioxide CO₂", "二氧化碳 CO₂"),
    Family.METHANE: ("Methane CH₄", "甲烷 CH₄"),
    Family.NITROUS_OXIDE: ("Nitrous oxide N₂O", "氧化亞氮 N₂O"),
    Family.HFC: ("Hydrofluorocarbons HFCs", "氫氟碳化物 HFCs"),
    Family.PFC: ("Perfluorocarbons PFCs", "全氟碳化物 PFCs"),
    Family.SULPHUR_HEXAFLUORIDE: ("Sulphur hexafluoride SF₆", "六氟化硫 SF₆"),
    Family.NITROGEN_TRIFLUORIDE: ("Nitrogen trifluoride NF₃", "三氟化氮 NF₃"),
    Family.OTHER: ("Other gases", "其他氣體"),
    Family.CO2E: ("given only as CO₂e", "僅有 CO₂e 數值（未分氣體別）"),
}
"""The groups of gases, in their order from the bottom."""

_FILLS = (*list(_FAMILIES)[:4], Family.CO2E, *list(_FAMILIES)[4:-1])
"""The groups in the order of the palette, whose fifth colour is pale."""


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
    """Draw emissions by gas and year; the options are those of `carbon.reporting.charts.emissions.draw`."""
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    series = _series(years, method, unit, (language, house))
    plan = Plan(
        words.chosen(_TITLE, language),
        notes.subtitle(years, words.word(f"chart_{unit.key}", language)),
        notes.around(years, method, language),
        tuple(year.year for year in years),
        series,
    )
    drawing = stacked.draw(plan, Sheet(language, width_mm, height_mm, house))
    drawing.description = described(plan.years, series, words.word(unit.key, language), language, total=True)
    return drawing


def _series(
    years: Sequence[InventoryResult], method: Scope2Method, unit: MassUnit, look: tuple[str, House]
) -> list[Series]:
    """Return the groups of gases that there are, each always in the same fill."""
    language, house = look
    found = [_by_family(year, method) for year in years]
    return [
        Series(
            words.chosen(name, language),
            house.fill(_FILLS.index(family)),
            tuple(unit.of(of[family]) if family in of else None for of in found),
        )
        for family, name in _FAMILIES.items()
        if any(family in of for of in found)
    ]


def _by_family(year: InventoryResult, method: Scope2Method) -> dict[Family, Fraction]:
    """Return the emissions of a year by group of gases [kg CO2e], scope 2 by one method."""
    known = gases.read().gases
    found: dict[Family, Fraction] = {}
    for total in year.accounts:
        for gas in total.gases if total.method in {None, method} else ():
            family = known[gas.gas].family if gas.gas in known else Family.OTHER
            found[family] = found.get(family, Fraction(0)) + gas.kg_co2e
    return found
