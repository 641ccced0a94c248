"""The three scopes as series: their names, and the same fills on every chart."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.accounting.result import InventoryResult
from carbon.reporting import words
from carbon.reporting.charts.house import House
from carbon.reporting.charts.key import Entry
from carbon.reporting.charts.series import Series
from carbon.reporting.mass import MassUnit
from carbon.terms import Scope2Method

SCOPES = (1, 2, 3)


def method_of(scope: int, method: Scope2Method) -> Scope2Method | None:
    """Return the method that a scope's figures are counted by."""
    return method if scope == 2 else None  # noqa: PLR2004 - scope 2 is a name


def entries(method: Scope2Method, language: str, house: House) -> list[Entry]:
    """Return the key of the scopes, scope 2 by one method."""
    return [
        Entry(words.with_method(f"scope_{scope}", method_of(scope, method), language), house.fill(scope - 1))
        for scope in SCOPES
    ]


def by_year(
    years: Sequence[InventoryResult], method: Scope2Method, unit: MassUnit, language: str, house: House
) -> list[Series]:
    """Return the totals of the scopes by year, scope 2 by one method."""
    series = []
    for scope, entry in zip(SCOPES, entries(method, language, house), strict=True):
        totals = (year.total(scope, method_of(scope, method)) for year in years)
        figures = tuple(None if kg is None else unit.of(kg) for kg in totals)
        series.append(Series(entry.name, entry.fill, figures))
    return series
