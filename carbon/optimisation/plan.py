"""The plan: the cheapest choice, worked out exactly and held against every target; and the frontier of cost and cut."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method, TargetQuantity
from carbon.optimisation import costing, model, solver
from carbon.optimisation.alternatives import HALF, Freedom, delivered, saved
from carbon.optimisation.model import Form, Limit, Model
from carbon.optimisation.plan_question import Choice, Floats, Question, work_out_unabated
from carbon.optimisation.plan_result import Frontier, Held, Point, YearHeld
from carbon.optimisation.solver import Solution
from carbon.scenarios import on_track
from carbon.scenarios.costs import PRICED_SCOPES
from carbon.scenarios.projection import Projection

GAP = 0.001
MARGINS = (0.0, 1e-9, 1e-8, 1e-7, 1e-6)
"""By how much lines are lowered [ratio] where a plan that the solver calls feasible is above one by rounding."""


@dataclass(frozen=True, slots=True)
class Solved:
    """A solution with the plan that it stands for; None where there is none."""

    solution: Solution
    model: Model
    choice: Choice | None
    projection: Projection | None
    building_seconds: float


def find_plan(
    question: Question, gap: float = GAP, seconds: float | None = None, freedom: Freedom | None = None
) -> Solved:
    """Find the cheapest plan that keeps every target.

    The solver works in binary floats; its plan counts once the exact projection keeps every line too.
    """
    begun = time.monotonic()
    unabated = work_out_unabated(question)
    limits, _ = model.target_limits(question, unabated)
    building = time.monotonic() - begun
    for margin in MARGINS:
        begun = time.monotonic()
        built = model.build_model(question, unabated, [_lowered(limit, margin) for limit in limits], freedom)
        model.aim_at_least_cost(built, question)
        building += time.monotonic() - begun
        solution = solver.solve(built.programme, gap, seconds)
        if not solution.found:
            return Solved(solution, built, None, None, building)
        choice = plan_of(built, solution)
        projection = question.projection(choice)
        if question.kept(projection):
            return Solved(solution, built, choice, projection, building)
    raise AssertionError("the solver's plan and the projection disagree")


def plan_of(built: Model, solution: Solution) -> Choice:
    """Return the plan of a solution."""
    return built.candidates.choice(solution.values["start"], solution.values["blocks"])


def _lowered(limit: Limit, margin: float) -> Limit:
    """Lower a limit by a hair."""
    return replace(limit, most=limit.most - margin * (limit.scale or 1.0)) if margin else limit


def targets_held(question: Question, solved: Solved) -> tuple[Held, ...]:
    """Return every target beside the plan."""
    assert solved.projection is not None
    targets = []
    for limit in solved.model.limits:
        target = question.targets[limit.id]
        bound = binding_years(limit, solved.model, solved.solution.values)
        years = []
        for place, year in enumerate(question.years):
            line, quantity = target.line(year), question.quantity(target, solved.projection, year)
            if line is not None and quantity is not None:
                room = Fraction(-on_track.gap_of(target, quantity, line))
                years.append(YearHeld(year, quantity, line, room, place in bound))
        targets.append(Held(limit.id, target, tuple(years)))
    return tuple(targets)


HAIR = 1e-9
"""What is closer to a line than this [ratio] is on it: the deepest cut is met by rounding, not passed."""


def binding_years(limit: Limit, model: Model, values: Mapping[str, Floats]) -> set[int]:
    """Return the places of the years that bind.

    Parameters
    ----------
    values
        A plan, by group of variables.
    """
    now = form_values(limit.form, values)
    binding = set()
    for place, parts in enumerate(_parts(limit.form, model, values)):
        counting = parts[parts > HAIR * limit.scale]
        room = limit.most[place] - now[place] + HAIR * limit.scale
        if len(counting) and not np.isnan(room) and counting.min() > room:
            binding.add(place)
    return binding


def form_values(form: Form, values: Mapping[str, Floats]) -> Floats:
    """Return what a form comes to by year."""
    fallen = sum((weight * values[f"saved:{name}"] for name, weight in form.weights.items()), np.zeros(1))
    quantities: Floats = form.constant - fallen - form.renewable * values["renewable"]
    return quantities


def _parts(form: Form, model: Model, values: Mapping[str, Floats]) -> Floats:
    """Return years by parts of the plan: what a form would rise by without the part."""
    candidates, unabated = model.candidates, model.unabated
    columns, purchases = np.flatnonzero(values["start"] > HALF), np.flatnonzero(values["blocks"] > HALF)
    by_measure = np.zeros((len(unabated.years), len(columns)))
    for name, weight in form.weights.items():
        # A share of a load that is higher brings more renewable electricity with it.
        less = form.renewable * unabated.share if name == ELECTRICITY else 0.0
        by_measure += saved(candidates, unabated, name).toarray()[:, columns] * (weight - less)[:, None]
    by_block = delivered(candidates)[:, purchases] * form.renewable[:, None]
    return np.hstack([by_measure, by_block])


def trace_frontier(question: Question, count: int, gap: float, seconds: float | None) -> Frontier:
    """Return the frontier in the target year of the first target about emissions, or in the last year.

    Parameters
    ----------
    count
        How many points, at least 2.
    seconds
        For each of them.
    """
    year, scopes, method = _about(question)
    unabated = work_out_unabated(question)
    place = year - unabated.years.start
    constant = np.array(
        [float(on_track.emissions(question.nothing.year(y), scopes, method) / KG_PER_T) for y in unabated.years]
    )
    limit = Limit("", model.emissions_form(unabated, scopes, method, constant), np.full(len(constant), np.nan))
    built = model.build_model(question, unabated, [])
    model.aim_at_deepest_cut(built, limit, place)
    least = question.projection(plan_of(built, solver.solve(built.programme, 0.0, seconds)))
    ends = constant[place], float(on_track.emissions(least.year(year), scopes, method) / KG_PER_T)
    points = []
    for most in np.linspace(*ends, count):
        line = replace(limit, most=_only(place, float(most) + HAIR * limit.scale, len(constant)))
        point = _point(question, model.build_model(question, unabated, [line]), year, gap, seconds)
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
    line = np.full(years, np.nan)
    line[place] = most
    return line


def _point(question: Question, built: model.Model, year: int, gap: float, seconds: float | None) -> Point | None:
    """Return the cheapest plan of a programme with one line; None if time was too short."""
    model.aim_at_least_cost(built, question)
    solution = solver.solve(built.programme, gap, seconds)
    if not solution.found:
        return None
    choice = plan_of(built, solution)
    projection = question.projection(choice)
    _, scopes, method = _about(question)
    before, after = (on_track.emissions(plan.year(year), scopes, method) for plan in (question.nothing, projection))
    capex = sum((spent.capex for spent in costing.spending(question, choice)), Fraction(0))
    return Point(after, before - after, costing.plan_cost(question, choice, projection).total, capex)
