"""The frontier: the least cost of each depth of cut in one year, between doing nothing and the deepest cut."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from carbon.model.terms import KG_PER_T, Scope2Method, TargetQuantity
from carbon.optimisation import costing, model, plan, solving
from carbon.optimisation import ground as grounds
from carbon.optimisation import limits as lines
from carbon.optimisation.ground import Floats
from carbon.optimisation.limits import Limit
from carbon.optimisation.question import Question
from carbon.optimisation.result import Frontier, Point
from carbon.scenarios import held
from carbon.scenarios.prices import PRICED_SCOPES

HAIR = 1e-9
"""The deepest cut is met by rounding, not passed [ratio]."""


def of(question: Question, count: int, gap: float, seconds: float | None) -> Frontier:
    """Return the frontier in the target year of the first target about emissions, or in the last year.

    Parameters
    ----------
    count
        How many points, at least 2.
    seconds
        For each of them.
    """
    year, scopes, method = _about(question)
    ground = grounds.of(question)
    place = year - ground.years.start
    constant = np.array(
        [float(held.emissions(question.nothing.year(y), scopes, method) / KG_PER_T) for y in ground.years]
    )
    limit = Limit("", lines.emissions(ground, scopes, method, constant), np.full(len(constant), np.nan))
    built = model.of(question, ground, [])
    model.deepest(built, limit, place)
    least = question.projection(plan.chosen(built, solving.solve(built.programme, 0.0, seconds)))
    ends = constant[place], float(held.emissions(least.year(year), scopes, method) / KG_PER_T)
    points = []
    for most in np.linspace(*ends, count):
        line = replace(limit, most=_only(place, float(most) + HAIR * limit.scale, len(constant)))
        point = _point(question, model.of(question, ground, [line]), year, gap, seconds)
        if point is not None:
            points.append(point)
    return Frontier(year, scopes, method, tuple(points))


def _about(question: Question) -> tuple[int, tuple[int, ...], Scope2Method | None]:
    """Return the year, the scopes and the method."""
    for target in question.targets.values():
        if target.quantity is TargetQuantity.EMISSIONS:
            return min(target.target_year, question.scenario.end), target.scopes, target.method
    return question.scenario.end, PRICED_SCOPES, Scope2Method.MARKET


def _only(place: int, most: float, years: int) -> Floats:
    """Return a line in one year."""
    found = np.full(years, np.nan)
    found[place] = most
    return found


def _point(question: Question, built: model.Model, year: int, gap: float, seconds: float | None) -> Point | None:
    """Return the cheapest plan of a programme with one line; None if time was too short."""
    model.cheapest(built, question)
    solution = solving.solve(built.programme, gap, seconds)
    if not solution.found:
        return None
    choice = plan.chosen(built, solution)
    projection = question.projection(choice)
    _, scopes, method = _about(question)
    before, after = (held.emissions(each.year(year), scopes, method) for each in (question.nothing, projection))
    capex = sum((spent.capex for spent in costing.spending(question, choice)), Fraction(0))
    return Point(after, before - after, costing.of(question, choice, projection).total, capex)
