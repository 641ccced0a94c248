"""The optimisation beside every plan there is, and beside the projection."""

from __future__ import annotations

import json
import runpy
from fractions import Fraction
from pathlib import Path
from random import Random

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import OptimizeResult

from carbon.cli import main
from carbon.model.terms import ELECTRICITY, Scope2Method
from carbon.optimisation import costing, diagnosis, model, plan, solver
from carbon.optimisation.alternatives import delivered, saved
from carbon.optimisation.optimise import optimise
from carbon.optimisation.plan_question import Choice, Question, work_out_unabated
from carbon.scenarios.pathway import open_case
from carbon.scenarios.scenario import Scenario
from tests.pathways import plans
from tests.pathways.made_up import FIRST, number

SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_equals_the_best_of_every_plan(seed: int) -> None:
    """No plan that trying them all finds is cheaper, and where none keeps the targets there is none."""
    question = plans.made(seed)
    best, solved = plans.cheapest(question), plan.find_plan(question, gap=0)
    if best is None:
        assert solved.choice is None
        return
    assert solved.choice is not None
    assert solved.projection is not None
    cost = costing.plan_cost(question, solved.choice, solved.projection).total
    # A levy is rounded down to whole units each year, which the solver does not know.
    assert best[0] <= cost <= best[0] + _slack(question) + abs(best[0]) / 10**7


def _slack(question: Question) -> Fraction:
    """Return what the rounding of a levy comes to."""
    return Fraction(2 * len(question.years) if question.scenario.carbon_price.fee else 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_model_is_the_projection(seed: int) -> None:
    """Whatever the plan, the model's figures are those of the projection: caps, shares and volumes alike."""
    question = plans.made(seed)
    base = work_out_unabated(question)
    found, _ = model.target_limits(question, base)
    built = model.build_model(question, base, found)
    every = list(plans.every_plan(question))
    for choice in Random(seed).sample(every, min(8, len(every))):
        projection = question.projection(choice)
        values = _values(built, choice)
        for limit in found:
            target = question.targets[limit.id]
            mine = plan.form_values(limit.form, values)
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
    candidates, base = built.candidates, built.unabated
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
    solved = plan.find_plan(question, gap=0)
    if solved.choice is None or solved.projection is None:
        return
    cost = costing.plan_cost(question, solved.choice, solved.projection).total
    assert solved.solution.cost == pytest.approx(float(cost), rel=1e-7, abs=float(_slack(question)) + 1e-3)


def test_nothing_to_do_costs_nothing() -> None:
    """A scenario that keeps its target needs no plan."""
    question = plans.made(0)
    scenario = Scenario(file="", names={}, end=FIRST + 3)
    solved = plan.find_plan(plans.asked(scenario, {"a": plans.aim({FIRST + 3: Fraction(10**7)})}))
    assert question.years
    assert solved.choice == Choice()
    assert solved.solution.cost == 0


def test_a_measure_that_ends_brings_its_emissions_back() -> None:
    """A line that two years of saving keep is passed in the third, so that the plan has to do something else."""
    short = plans.measure("short", mwh=300, lifetime=2, capex=number(10), latest=FIRST + 1)
    long = plans.measure("long", mwh=300, lifetime=3, capex=number(1000))
    line = {year: Fraction(450_000) for year in range(FIRST + 1, FIRST + 4)}
    scenario = Scenario(file="", names={}, end=FIRST + 3, measures=[short, long])
    question = plans.asked(scenario, {"a": plans.aim(line)})
    alone = question.projection(Choice({"short": FIRST + 1}))
    assert [question.quantity(question.targets["a"], alone, year) for year in question.years] == [
        405_000, 405_000, 555_000,
    ]  # fmt: skip
    solved = plan.find_plan(question, gap=0)
    assert solved.choice is not None
    assert solved.choice.starts["long"] in {FIRST + 1, FIRST + 3}


def test_what_measures_save_together_is_at_most_the_load() -> None:
    """Three measures of 600 MWh on 1,000 MWh never save 1,800: two bring the load to nothing, a third adds nothing."""
    many = [plans.measure(f"m{place}", mwh=600, lifetime=9) for place in range(3)]
    scenario = Scenario(file="", names={}, end=FIRST + 1, measures=many)
    target = plans.aim({FIRST + 1: Fraction(130_000)}, method=Scope2Method.LOCATION)
    solved = plan.find_plan(plans.asked(scenario, {"a": target}), gap=0)
    assert solved.choice is not None
    assert len(solved.choice.starts) == 2
    lower = plans.aim({FIRST + 1: Fraction(129_999)}, method=Scope2Method.LOCATION)
    assert plan.find_plan(plans.asked(scenario, {"a": lower})).solution.status is solver.Status.INFEASIBLE


@pytest.mark.parametrize(
    ("status", "expected"), [(0, "optimal"), (1, "time_limit"), (2, "infeasible"), (4, "infeasible")]
)
def test_what_the_solver_says(monkeypatch: pytest.MonkeyPatch, status: int, expected: str) -> None:
    """Each status of `milp` has its word; without a plan there are no values."""
    found = OptimizeResult(status=status, x=None, fun=None, mip_gap=None, mip_dual_bound=None)
    monkeypatch.setattr(solver, "milp", lambda *_, **__: found)
    solved = plan.find_plan(plans.made(0))
    assert (solved.solution.status, solved.solution.found, solved.choice) == (expected, False, None)


def test_the_large_case_is_solved_to_a_thousandth() -> None:
    """60 measures over 25 years with exclusions, precedence and budgets; building costs no more than solving."""
    path = Path(__file__).parents[2] / "benchmarks" / "pathways.py"
    found = runpy.run_path(str(path))["measured"]()
    assert found["gap"] <= 0.001
    assert found["building"] <= found["solving"]


def test_what_binds_is_found_by_leaving_it_out() -> None:
    """The budget keeps two measures apart that the target needs in the first year."""
    pair = [plans.measure(f"m{place}", mwh=300, capex=number(1000)) for place in range(2)]
    scenario = Scenario(file="a.toml", names={}, end=FIRST + 1, measures=pair, budgets={FIRST: number(1500)})
    question = plans.asked(scenario, {"a": plans.aim({FIRST + 1: Fraction(300_000)})})
    problem = diagnosis.why(question, 0.001, None)
    assert problem.code == "infeasible"
    assert "at least 405.00 t CO2e" in problem.why
    assert "Without the budgets there is a plan." in problem.why


def test_the_settings_are_the_plan() -> None:
    """The scenario with the changes that a result prints is the plan, to the last digit."""
    wanted = ["science-based", "renewable"]
    result = optimise("docs/examples/kgi", scenario="forty-percent", targets=wanted, frontier=3)
    changes = [(name, value) for name, _, value in (each.partition("=") for each in result.settings)]
    case = open_case("docs/examples/kgi", "forty-percent")
    again = case.projection(case.scenario(changes))
    assert again.years == result.projection.years
    assert all(year.room >= 0 for held in result.targets for year in held.years)
    assert result.frontier is not None
    costs = [point.cost for point in result.frontier.points]
    assert costs == sorted(costs)


def _without_seconds(text: str) -> str:
    """Leave out how long it took, the one thing that differs from run to run."""
    return "\n".join(line for line in text.splitlines() if "seconds" not in line)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_writes_every_form(form: str) -> None:
    """Twice the same, apart from what the solver says of its time."""
    arguments = ["optimise", "docs/examples/kgi", "--scenario", "forty-percent", "--target", "science-based"]
    first, second = (CliRunner().invoke(main, [*arguments, "--format", form]) for _ in range(2))
    assert first.exit_code == 0, first.output
    if form == "json":
        both = [json.loads(each.stdout) for each in (first, second)]
        for each in both:
            del each["solver"]
        assert both[0] == both[1]
        assert both[0]["plan"]["measures"]
    else:
        assert _without_seconds(first.stdout) == _without_seconds(second.stdout)
