"""The cheapest way there, for a folder and a scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from carbon.activity_data.session import Report
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest
from carbon.model.sentences import say
from carbon.optimisation.plan_question import Choice, Question
from carbon.optimisation.plan_result import OptimisationResult, Solver, Started, Taken
from carbon.scenarios import scenario_file, scenario_result
from carbon.scenarios.case import Case, Changes
from carbon.scenarios.pathway import PathLike, open_case
from carbon.scenarios.scenario import Scenario

if TYPE_CHECKING:
    from carbon.optimisation.solver import Solution

GAP = 0.001


def optimise(
    path: PathLike | Sequence[PathLike],
    *,
    scenario: PathLike,
    targets: Sequence[str] = (),
    changes: Changes = (),
    gap: float = GAP,
    time_limit: float | None = None,
    frontier: int = 0,
    report: Report | None = None,
) -> OptimisationResult:
    """Find the cheapest set and timing of measures and power purchases that keeps every target of a scenario.

    Parameters
    ----------
    path
        An inventory folder.
    scenario
        A scenario file; a bare name is looked for in the folder's `scenarios` too.
    targets
        The keys of the targets to keep; all of the scenario's by default.
    changes
        Pairs of a key's path in the scenario and another value.
    gap
        By how much at most another plan may be cheaper [ratio of the cost].
    time_limit
        When to stop [s], with the best plan that was found by then.
    frontier
        How many points of cost against emissions to work out besides; none by default.
    report
        As `carbon.inventories` takes it.

    Returns
    -------
    OptimisationResult
        The plan, worked out exactly.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the input, or `infeasible` with how far the measures reach.

    Examples
    --------
    >>> result = optimise("docs/examples/kgi", scenario="forty-percent", targets=["science-based"])
    >>> result.solver.status
    'optimal'
    """
    case = open_case(path, scenario, report=report)
    return of_case(case, targets=targets, changes=changes, gap=gap, time_limit=time_limit, frontier=frontier)


def of_case(
    case: Case,
    *,
    targets: Sequence[str] = (),
    changes: Changes = (),
    gap: float = GAP,
    time_limit: float | None = None,
    frontier: int = 0,
) -> OptimisationResult:
    """Find the cheapest plan of a case; the parameters are those of `optimise`."""
    from carbon.optimisation import costing, model, plan

    scenario = case.scenario(changes)
    question = asked(case, scenario, targets)
    solved = plan.find_plan(question, gap, time_limit)
    if solved.choice is None or solved.projection is None:
        problem = _none(question, solved.solution.status, gap, time_limit)
        raise ProblemsError(scenario_file.locate_problems(case.file, [problem]))
    choice, solution = solved.choice, solved.solution
    return OptimisationResult(
        scenario=scenario,
        actuals=case.actuals(scenario),
        measures=_started(scenario, choice),
        purchases=tuple(Taken(deal, choice.blocks[deal.id]) for deal in scenario.purchases if deal.id in choice.blocks),
        cost=costing.plan_cost(question, choice, solved.projection),
        targets=plan.targets_held(question, solved),
        spending=costing.spending(question, choice),
        projection=solved.projection,
        nothing=question.nothing,
        left_out=tuple(model.target_limits(question, solved.model.unabated)[1]),
        unpriced=costing.unpriced(question),
        solver=_solver(solution, solved.building_seconds),
        settings=settings(case, scenario, choice, changes),
        provenance=scenario_result.record_provenance(scenario, case.actuals(scenario), question.targets, drawn=False),
        frontier=plan.trace_frontier(question, frontier, gap, time_limit) if frontier else None,
    )


def asked(case: Case, scenario: Scenario, targets: Sequence[str] = ()) -> Question:
    """Return what a scenario asks: all of its targets, or some by their keys.

    Raise ProblemsError if it has none, or not those.
    """
    targets_by_key = case.targets(scenario)
    for key in targets:
        if key not in targets_by_key:
            likely = nearest(key, targets_by_key) or list(targets_by_key)
            has = listed(likely) or say("none")
            why = say('The scenario has no target "{key}". It has: {names}.', key=key, names=has)
            raise ProblemsError([Problem("unknown-name", why, Place("", 0, "--target"))])
    if not targets_by_key:
        why = say(
            'There is no target to reach. Write one: [targets.science-based], rule = "sbti-aca-2020", base_year = 2022.'
        )
        raise ProblemsError([Problem("bad-scenario", why, Place(scenario.file, 0, "targets"))])
    wanted = {key: target for key, target in targets_by_key.items() if not targets or key in targets}
    return Question(scenario, case.start(scenario), case.gwps(scenario), wanted, case.actuals(scenario)[-1])


def settings(case: Case, scenario: Scenario, choice: Choice, changes: Changes = ()) -> tuple[str, ...]:
    """Return a plan as changes to the scenario, so that `carbon whatif` and `carbon pathway` work the same plan out."""
    changes_to_plan: list[tuple[str, str]] = []
    for measure in scenario.measures:
        start = choice.starts.get(measure.id)
        if measure.planned is not (start is not None):
            changes_to_plan.append((f"measures.{measure.id}.planned", str(start is not None).lower()))
        if start is not None and start != measure.start:
            changes_to_plan.append((f"measures.{measure.id}.start", str(start)))
    changes_to_plan += [
        (f"purchases.{deal.id}.blocks", str(choice.blocks.get(deal.id, 0)))
        for deal in scenario.purchases
        if deal.blocks != choice.blocks.get(deal.id, 0)
    ]
    lives = {measure.id: measure.lifetime for measure in case.scenario([*changes, *changes_to_plan]).measures}
    # A measure given by its last year lives shorter if it starts later; the plan keeps its lifetime.
    changes_to_plan += [
        (f"measures.{measure.id}.end", str(choice.starts[measure.id] + measure.lifetime - 1))
        for measure in scenario.measures
        if lives[measure.id] != measure.lifetime and measure.id in choice.starts
    ]
    return tuple(f"{name}={value}" for name, value in (*changes, *changes_to_plan))


def _started(scenario: Scenario, choice: Choice) -> tuple[Started, ...]:
    """Return the measures of a plan, the first to begin first."""
    measures = [
        Started(measure, start, start + measure.lifetime - 1)
        for measure in scenario.measures
        if (start := choice.starts.get(measure.id)) is not None
    ]
    return tuple(sorted(measures, key=lambda started: started.start))


def _solver(solution: Solution, building_seconds: float) -> Solver:
    """Return how a plan was found."""
    return Solver(solution.status.value, solution.gap, solution.bound, building_seconds, solution.seconds)


def _none(question: Question, status: str, gap: float, time_limit: float | None) -> Problem:
    """Say that there is no plan, or that none was found in time."""
    from carbon.optimisation import diagnosis

    if status == "time_limit":
        why = say(
            "No plan was found in {time_limit:g} s; whether there is one is open.\n"
            "Give more time with --time-limit, or be content with a plan that is less near the best "
            "(--gap 2%).",
            time_limit=time_limit,
        )
        return Problem("no-solution", why, Place("", 0, "--time-limit"))
    return diagnosis.why(question, gap, time_limit)
