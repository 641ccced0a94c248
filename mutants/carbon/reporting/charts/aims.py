"""Targets on charts of pathways: which of them can be drawn beside emissions, and how often each is met."""

from __future__ import annotations

from fractions import Fraction

from carbon.pathways.pathway_result import OnTrack, PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.charts import digits
from carbon.reporting.charts.course import ByYear
from carbon.reporting.pathways import as_table
from carbon.terms import Scope2Method, TargetQuantity

SCOPES = (1, 2)
"""The scopes that pathways are drawn of."""

_NOT_DRAWN = ("not drawn, since of another quantity or method: {}", "因標的或範疇二方法不同而未繪製之目標：{}")
_CHANCE = ("{name} met in {year} in {share} % of draws", "{name}：{share}% 模擬結果於 {year} 年達成")
_LINE = ("Target: {}", "目標：{}")


def beside(result: PathwayResult, method: Scope2Method) -> tuple[str, TargetResult] | None:
    """Return the first target about scope 1 and 2 by a method, with its key in the scenario."""
    return next(
        (
            (key, target)
            for key, target in result.targets.items()
            if target.quantity is TargetQuantity.EMISSIONS
            and tuple(sorted(target.scopes)) == SCOPES
            and target.method is method
        ),
        None,
    )


def line(target: TargetResult, years: range, per: int) -> ByYear:
    """Return a target's path over the years of a chart, in its unit."""
    return {point.year: point.quantity / per for point in target.path if point.year in years}


def name(target: TargetResult, language: str) -> str:
    """Return what a target's line is called."""
    return words.chosen(_LINE, language).format(target.id)


def not_drawn(result: PathwayResult, drawn: tuple[str, TargetResult] | None, language: str) -> str:
    """Name the targets that stand beside emissions in no unit or method that is drawn."""
    others = [key for key in result.targets if drawn is None or key != drawn[0]]
    joined = words.chosen((", ", "、"), language).join(others)
    return words.chosen(_NOT_DRAWN, language).format(joined) if others else ""


def verdict(each: OnTrack, language: str) -> str:
    """Say how a scenario ends beside a target."""
    return as_table.target_line(each, language).replace("CO2e", "CO₂e")


def chances(result: PathwayResult, language: str) -> str:
    """Say in how many draws each target is met; nothing of targets of which that cannot be said."""
    found = []
    for each in result.on_track:
        if each.probability is not None:
            share = digits.figure(Fraction(each.probability) * 100, 1).removesuffix(".0")
            named = f"{each.id}{words.bracketed(each.target.id, language)}"
            found.append(words.chosen(_CHANCE, language).format(name=named, share=share, year=each.year))
    return words.listed(found, language)
