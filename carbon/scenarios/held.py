"""A projection held against targets: what a target is about in a year, and whether its line is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.model.terms import RuleStatus, Scope2Method, TargetQuantity
from carbon.scenarios.arithmetic import Value
from carbon.scenarios.pathway_result import OnTrack, YearOnPath
from carbon.scenarios.projector import Figures, Projection
from carbon.targets.target_result import TargetResult


def quantity(target: TargetResult, figures: Figures, start: InventoryResult, first: Figures) -> Value | None:
    """Return what a target is about as it is in a year of a projection, in the target's unit.

    Parameters
    ----------
    start, first
        The last inventory and the same year of the projection, from which an activity's quantity moves.
    """
    about = target.quantity
    if about is TargetQuantity.EMISSIONS:
        return emissions(figures, target.scopes, target.method)
    if about is TargetQuantity.INTENSITY:
        metric = figures.metrics.get(target.metric)
        return (
            None if metric is None or _is_nothing(metric) else emissions(figures, target.scopes, target.method) / metric
        )
    if about is TargetQuantity.RENEWABLE_SHARE:
        return figures.renewable_share
    if about is TargetQuantity.ELECTRICITY_MWH:
        return figures.load
    return _activity(target, figures, start, first)


def _is_nothing(metric: Value) -> bool:
    """Say whether a metric has come down to nothing, so that nothing is per unit of it."""
    return isinstance(metric, Fraction) and not metric


def emissions(figures: Figures, scopes: Sequence[int], method: Scope2Method | None) -> Value:
    """Return the emissions of some scopes [kg CO2e]."""
    of_scope = {
        1: figures.scope_1,
        2: figures.location if method is Scope2Method.LOCATION else figures.market,
        3: figures.scope_3,
    }
    return sum(of_scope[scope] for scope in scopes)


def _activity(target: TargetResult, figures: Figures, start: InventoryResult, first: Figures) -> Value | None:
    """Return an activity's quantity, which moves as its emissions do, or as the scenario says of it."""
    totals = [total for total in start.activities if total.activity == target.activity]
    if len(totals) != 1:
        return None
    index = figures.grown.get(target.activity, 1)
    if first.kg.get(target.activity):
        index = figures.kg[target.activity] / first.kg[target.activity]
    return totals[0].quantity * index


def on_track(
    targets: Mapping[str, TargetResult],
    projection: Projection,
    start: InventoryResult,
    probabilities: Mapping[str, float],
) -> tuple[OnTrack, ...]:
    """Return how the projection ends beside each target, and how probably where it was drawn."""
    return tuple(_on_track(key, target, projection, start, probabilities.get(key)) for key, target in targets.items())


def _on_track(
    key: str, target: TargetResult, projection: Projection, start: InventoryResult, probability: float | None
) -> OnTrack:
    """Return how the projection ends beside a target."""
    first = projection.years[0]
    year = min(target.target_year, projection.years[-1].year)
    line = target.line(year)
    if year < first.year or line is None:
        return OnTrack(key, target, year, line, None, None, None)
    projected = quantity(target, projection.year(year), start, first)
    gap = None if projected is None else gap_of(target, projected, line)
    met = None if gap is None or not assessed(target) or year < target.target_year else gap <= 0
    return OnTrack(key, target, year, line, projected, gap, met, probability)


def gap_of(target: TargetResult, projected: Value, line: Value) -> Value:
    """Return what is missing to a target, above 0 where it is not met: a share is to be reached, the rest kept."""
    return line - projected if target.rule.least else projected - line


def assessed(target: TargetResult) -> bool:
    """Say whether it can be said that a target is met: not of a rule that leaves its verdict to others."""
    return target.rule.conformity and target.rule.status is not RuleStatus.EXPERIMENTAL


def years(projection: Projection, target: TargetResult | None) -> tuple[YearOnPath, ...]:
    """Return the years of a projection beside the line of a target about emissions."""
    found = []
    for figures in projection.years:
        line = None if target is None else target.line(figures.year)
        gap = None
        if target is not None and line is not None:
            gap = emissions(figures, target.scopes, target.method) - line
        together = figures.scope_1 + figures.market
        intensity = {name: together / metric for name, metric in figures.metrics.items() if metric}
        found.append(YearOnPath(figures, line, gap, intensity))
    return tuple(found)
