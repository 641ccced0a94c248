"""Emissions by account and year, stacked, the largest account at the bottom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.reporting import labels, words
from carbon.reporting.charts import notes, stacked
from carbon.reporting.charts.house import HOUSE, OTHERS, Fill, House
from carbon.reporting.charts.plan import HEIGHT_MM, WIDTH_MM, Plan, Sheet, years_of
from carbon.reporting.charts.series import Figures, Series, described, filled, largest
from carbon.reporting.mass import MassUnit, Results, unit_of
from carbon.terms import Scope2Method

MOST = 9
"""How many parts a bar has at most; the smallest accounts are gathered."""

_TITLE = ("Greenhouse gas emissions by account", "各排放項目溫室氣體排放量")


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
    """Draw emissions by account and year; the options are those of `carbon.reporting.charts.emissions.draw`."""
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    series = by_account(years, method, unit, language, house)
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


def by_account(
    years: Sequence[InventoryResult], method: Scope2Method, unit: MassUnit, language: str, house: House
) -> list[Series]:
    """Return the accounts by year, the largest first and the smallest gathered, scope 2 by one method."""
    named = largest(_named(years, method, unit, language), MOST, language)
    return filled(named, _fills([name for name, _, _ in named], _scopes(years, language), house))


def _scopes(years: Sequence[InventoryResult], language: str) -> dict[str, int]:
    """Return the scope of each account by its name; what is outside the scopes is in no total."""
    return {_name(total, language): total.account.scope or 0 for year in years for total in year.accounts}


def _fills(names: Sequence[str], scope_of: Mapping[str, int], house: House) -> list[Fill]:
    """Give each account the colour of its scope, the largest of a scope as it is, the others in tints and hatches."""
    found, places = [], Counter[int]()
    for name in names:
        scope = scope_of.get(name, 0)
        found.append(house.of_scope(scope, places[scope]) if scope else OTHERS)
        places[scope] += 1
    return found


def _name(total: AccountTotal, language: str) -> str:
    """Return what an account is called."""
    return " ".join(labels.account(total, language).split())


def _named(
    years: Sequence[InventoryResult], method: Scope2Method, unit: MassUnit, language: str
) -> list[tuple[str, Figures]]:
    """Return the accounts' names and figures, scope 2 by one method."""
    names: dict[str, str] = {}
    figures: dict[str, dict[int, Fraction]] = {}
    for year in years:
        for total in year.accounts:
            if total.method in {None, method}:
                names[total.account.id] = _name(total, language)
                figures.setdefault(total.account.id, {})[year.year] = unit.of(total.kg_co2e)
    return [(names[id_], tuple(of.get(year.year) for year in years)) for id_, of in figures.items()]
