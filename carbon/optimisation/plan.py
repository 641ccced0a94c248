"""The plan: the cheapest choice, solved, worked out exactly, and held against every target."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from fractions import Fraction

from carbon.optimisation import binding, model, solving
from carbon.optimisation import ground as grounds
from carbon.optimisation import limits as lines
from carbon.optimisation.candidates import Freedom
from carbon.optimisation.limits import Limit
from carbon.optimisation.model import Model
from carbon.optimisation.question import Choice, Question
from carbon.optimisation.result import Held, YearHeld
from carbon.optimisation.solving import Solution
from carbon.scenarios import held
from carbon.scenarios.projector import Projection

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


def solve(question: Question, gap: float = GAP, seconds: float | None = None, freedom: Freedom | None = None) -> Solved:
    """Find the cheapest plan that keeps every target.

    The solver works in binary floats; its plan counts once the exact projection keeps every line too.
    """
    begun = time.monotonic()
    ground = grounds.of(question)
    limits, _ = lines.of(question, ground)
    building = time.monotonic() - begun
    for margin in MARGINS:
        begun = time.monotonic()
        built = model.of(question, ground, [_lowered(limit, margin) for limit in limits], freedom)
        model.cheapest(built, question)
        building += time.monotonic() - begun
        solution = solving.solve(built.programme, gap, seconds)
        if not solution.found:
            return Solved(solution, built, None, None, building)
        choice = chosen(built, solution)
        projection = question.projection(choice)
        if question.kept(projection):
            return Solved(solution, built, choice, projection, building)
    raise AssertionError("the solver's plan and the projection disagree")


def chosen(built: Model, solution: Solution) -> Choice:
    """Return the plan of a solution."""
    return built.candidates.choice(solution.values["start"], solution.values["blocks"])


def _lowered(limit: Limit, margin: float) -> Limit:
    """Lower a limit by a hair."""
    return replace(limit, most=limit.most - margin * (limit.scale or 1.0)) if margin else limit


def targets_held(question: Question, solved: Solved) -> tuple[Held, ...]:
    """Return every target beside the plan."""
    assert solved.projection is not None
    found = []
    for limit in solved.model.limits:
        target = question.targets[limit.id]
        bound = binding.years(limit, solved.model, solved.solution.values)
        years = []
        for place, year in enumerate(question.years):
            line, quantity = target.line(year), question.quantity(target, solved.projection, year)
            if line is not None and quantity is not None:
                room = Fraction(-held.gap_of(target, quantity, line))
                years.append(YearHeld(year, quantity, line, room, place in bound))
        found.append(Held(limit.id, target, tuple(years)))
    return tuple(found)
