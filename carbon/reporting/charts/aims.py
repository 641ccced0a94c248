"""Targets on charts of pathways: which of them can be drawn beside emissions, and what may be said of each."""

from __future__ import annotations

from carbon.pathways.pathway_result import OnTrack, PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.charts.course import ByYear
from carbon.reporting.pathways import as_table
from carbon.terms import Scope2Method, TargetQuantity

SCOPES = (1, 2)
"""The scopes that pathways are drawn of."""

MOST = 3
"""As many targets as have a stroke of their own."""

_NOT_DRAWN = ("not drawn", "未繪製")
_REASONS = {
    "quantity": ("of another quantity: {}", "標的不同：{}"),
    "scopes": ("of other scopes: {}", "範疇不同：{}"),
    "method": ("by the other scope 2 method: {}", "範疇二採另一方法：{}"),
    "room": ("beside three others: {}", "已繪製三項目標，其餘為：{}"),
}
_LINE = ("Target: {}", "目標：{}")


def beside(result: PathwayResult, method: Scope2Method) -> dict[str, TargetResult]:
    """Return the targets that can be drawn beside scope 1 and 2 by a method, by what the scenario calls them."""
    fit = {name: target for name, target in result.targets.items() if not _reason(target, method)}
    return dict(list(fit.items())[:MOST])


def _reason(target: TargetResult, method: Scope2Method) -> str:
    """Return why a target cannot be drawn beside scope 1 and 2 by a method, or nothing."""
    if target.quantity is not TargetQuantity.EMISSIONS:
        return "quantity"
    if tuple(sorted(target.scopes)) != SCOPES:
        return "scopes"
    return "" if target.method is method else "method"


def line(target: TargetResult, years: range, per: int) -> ByYear:
    """Return a target's path over the years of a chart, in its unit."""
    return {point.year: point.quantity / per for point in target.path if point.year in years}


def name(target: str, language: str) -> str:
    """Return what the line of a target is called, by the scenario's name for it."""
    return words.chosen(_LINE, language).format(target)


def not_drawn(result: PathwayResult, method: Scope2Method, language: str) -> str:
    """Name the targets that are not drawn beside emissions by a method, each with the reason."""
    drawn, reasons = beside(result, method), dict[str, list[str]]()
    for target, of in result.targets.items():
        if target not in drawn:
            reasons.setdefault(_reason(of, method) or "room", []).append(target)
    comma, semicolon = words.chosen((", ", "、"), language), words.chosen(("; ", "；"), language)
    said = [words.chosen(_REASONS[reason], language).format(comma.join(of)) for reason, of in reasons.items()]
    return f"{words.chosen(_NOT_DRAWN, language)}{words.colon(language)}{semicolon.join(said)}" if said else ""


def verdicts(result: PathwayResult, language: str) -> list[str]:
    """Say how a scenario ends beside each of its targets, whether its line is drawn or not."""
    return [verdict(each, language) for each in result.on_track]


def verdict(each: OnTrack, language: str) -> str:
    """Say how a scenario ends beside a target."""
    return as_table.target_line(each, language).replace("CO2e", "CO₂e")
