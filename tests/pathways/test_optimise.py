"""The optimisation beside every plan there is, and beside the projection."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import plans
import pytest

from carbon.pathways.optimisation import binding, costing, ground, limits, model, plan
from carbon.pathways.optimisation.candidates import delivered, saved
from carbon.pathways.optimisation.question import Choice, Question
from carbon.terms import ELECTRICITY
from tests.pathways.made_up import FIRST

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_the_best_of_every_plan(seed: int) -> None:
    """No plan that trying them all finds is cheaper, and where none keeps the targets there is none."""
    question = plans.made(seed)
    best, solved = plans.cheapest(question), plan.solve(question, gap=0)
    if best is None:
        assert solved.choice is None
        return
    assert solved.choice is not None
    assert solved.projection is not None
    cost = costing.of(question, solved.choice, solved.projection).total
    # A levy is rounded down to whole units each year, which the solver does not know.
    assert best[0] <= cost <= best[0] + _slack(question) + abs(best[0]) / 10**7


def _slack(question: Question) -> Fraction:
    """Return what the rounding of a levy comes to."""
    return Fraction(2 * len(question.years) if question.scenario.carbon_price.fee else 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_model_is_the_projection(seed: int) -> None:
    """Whatever the plan, the model's figures are those of the projection: caps, shares and volumes alike."""
    question = plans.made(seed)
    base = ground.of(question)
    found, _ = limits.of(question, base)
    built = model.of(question, base, found)
    every = list(plans.every_plan(question))
    for choice in Random(seed).sample(every, min(8, len(every))):
        projection = question.projection(choice)
        values = _values(built, choice)
        for limit in found:
            target = question.targets[limit.id]
            mine = binding.at(limit.form, values)
            for place, year in enumerate(question.years):
                quantity, line = question.quantity(target, projection, year), target.line(year)
                if line is None or quantity is None:
                    continue
                if target.rule.least:
                    exact = line * projection.year(year).load - projection.year(year).renewable
                else:
                    exact = quantity / (1 if limit.id == "electricity" else 1000)
                assert mine[place] == pytest.approx(float(exact), rel=1e-9, abs=1e-6)


def _values(built: model.Model, choice: Choice) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Return the model's variables of a plan: each saving and each MWh as large as it can be."""
    candidates, base = built.candidates, built.ground
    started = np.array(
        [
            float(choice.starts.get(candidates.measures[owner].id) == candidates.years[int(begin)])
            for owner, begin in zip(candidates.owner, candidates.begins, strict=True)
        ]
    )
    blocks = np.array([float(choice.blocks.get(deal.id, 0)) for deal in candidates.purchases])
    values = {
        f"saved:{name}": np.minimum(saved(candidates, base, name) @ started, gross)
        for name, gross in base.gross.items()
    }
    less = values[f"saved:{ELECTRICITY}"]
    more = delivered(candidates) @ blocks - base.share * less
    return values | {"renewable": np.minimum(more, base.load - base.renewable - less)}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_cost_is_that_of_the_plan(seed: int) -> None:
    """The solver's aim is the present value that is worked out exactly afterwards."""
    question = plans.made(seed)
    solved = plan.solve(question, gap=0)
    if solved.choice is None or solved.projection is None:
        return
    cost = costing.of(question, solved.choice, solved.projection).total
    assert solved.solution.cost == pytest.approx(float(cost), rel=1e-7, abs=float(_slack(question)) + 1e-3)


def test_nothing_to_do_costs_nothing() -> None:
    """A scenario that keeps its target needs no plan."""
    question = plans.made(0)
    scenario = plans.Scenario(file="", names={}, end=FIRST + 3)
    solved = plan.solve(plans.asked(scenario, {"a": plans.aim({FIRST + 3: Fraction(10**7)})}))
    assert question.years
    assert solved.choice == Choice()
    assert solved.solution.cost == 0
