"""Why no plan keeps the targets: how far the measures reach, and which condition stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from fractions import Fraction

import numpy as np

from carbon.model import exact
from carbon.model.problems import Place, Problem
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import KG_PER_T, Scope2Method, TargetQuantity
from carbon.optimisation import model, plan, solver
from carbon.optimisation.alternatives import Freedom
from carbon.optimisation.model import Limit
from carbon.optimisation.plan_question import Question, Unabated, work_out_unabated
from carbon.scenarios import on_track
from carbon.scenarios.scenario import Scenario
from carbon.targets.target_result import TargetResult

PASSED = 1e-3
"""A line counts as passed from here on; rows are of the size 10,000."""

_CONDITIONS: dict[str, tuple[Callable[[Scenario], bool], Sentence, Sentence]] = {
    "budgets": (lambda s: bool(s.budgets), say("the budgets"), say("raise [budget]")),
    "exclusions": (lambda s: any(m.excludes for m in s.measures), say("the exclusions"), say("look over excludes")),
    "precedence": (lambda s: any(m.requires for m in s.measures), say("the precedence"), say("look over requires")),
    "blocks": (
        lambda s: any(d.block.value for d in s.purchases),
        say("the limits on blocks"),
        say("raise most_blocks"),
    ),
    "starts": (
        lambda s: any(m.earliest or m.latest for m in s.measures),
        say("the limits on first years"),
        say("move earliest and latest"),
    ),
}
"""By condition: whether a scenario has it, what it is called, and what to do about it."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """What the question's limits are, and how far one of them is from its line."""

    question: Question
    unabated: Unabated
    limits: Sequence[Limit]
    gap: float
    seconds: float | None

    def feasible(self, freedom: Freedom) -> bool:
        """Say whether there is a plan."""
        built = model.build_model(self.question, self.unabated, self.limits, freedom)
        return solver.solve(built.programme, 1.0, self.seconds).found

    def passed(self) -> list[tuple[Limit, list[int]]]:
        """Return the limits whose lines are passed, with the years, by the plan that comes nearest."""
        built = model.build_model(self.question, self.unabated, self.limits, elastic=True)
        model.aim_at_nearest_lines(built)
        nearest = solver.solve(built.programme, self.gap, self.seconds)
        over = nearest.values["over"].reshape(len(self.limits), -1) if nearest.found else np.ones((len(self.limits), 1))
        years = [[self.unabated.years[int(at)] for at in np.flatnonzero(row > PASSED)] for row in over]
        return [(limit, row) for limit, row in zip(self.limits, years, strict=True) if row]

    def deepest(self, limit: Limit, year: int, freedom: Freedom | None = None) -> Fraction | None:
        """Return the best that a target's quantity can be in a year, whatever other lines say, worked out exactly."""
        built = model.build_model(self.question, self.unabated, [], freedom)
        model.aim_at_deepest_cut(built, limit, year - self.unabated.years.start)
        solution = solver.solve(built.programme, 0.0, self.seconds)
        if not solution.found:
            return None
        projection = self.question.projection(plan.plan_of(built, solution))
        return self.question.quantity(self.question.targets[limit.id], projection, year)


def why(question: Question, gap: float, seconds: float | None) -> Problem:
    """Say how far the measures reach, and what binds."""
    unabated = work_out_unabated(question)
    limits, _ = model.target_limits(question, unabated)
    reach = _Reach(question, unabated, limits, gap, seconds)
    passed = reach.passed()
    limit, years = passed[0] if passed else (limits[0], [unabated.years[-1]])
    year = _year(reach, limit, years)
    sentences = [say("No plan keeps the targets in every year."), *_reached(reach, limit, year, years)]
    if len(passed) > 1:
        others = joined((say("{target} in {years}", target=of.id, years=_listed(row)) for of, row in passed[1:]), ", ")
        sentences.append(say("The plan that comes nearest passes other lines too: {others}.", others=others))
    sentences += _bound(reach, limit, year)
    return Problem("infeasible", joined(sentences, "\n"), Place(question.scenario.file, 0, f"targets.{limit.id}"))


def _year(reach: _Reach, limit: Limit, years: Sequence[int]) -> int:
    """Return the year to speak of: the target year if its line is passed, else the first that is."""
    target_year = reach.question.targets[limit.id].target_year
    return target_year if target_year in years else years[0]


def _reached(reach: _Reach, limit: Limit, year: int, years: Sequence[int]) -> Iterator[Sentence]:
    """Say how far the measures reach in a year, and what the target asks for."""
    target = reach.question.targets[limit.id]
    best, line = reach.deepest(limit, year), target.line(year)
    assert line is not None
    if best is None:
        yield say("The time was too short to say how far the measures reach. Give more with --time-limit.")
        return
    at = {"target": _about(target), "year": year, "best": _of_base(target, best), "line": _of_base(target, line)}
    if target.rule.least:
        yield say("{target} in {year}: at most {best} with all that can be chosen; the target asks for {line}.", **at)
    else:
        yield say("{target} in {year}: at least {best} with all that can be chosen; the target asks for {line}.", **at)
    if on_track.gap_of(target, best, line) <= 0:
        yield say(
            "That year alone could be kept, but not with all others: the line is passed in {years}.",
            years=_listed(years),
        )


def _bound(reach: _Reach, limit: Limit, year: int) -> Iterator[Sentence]:
    """Say what would follow without each condition in turn, and what to do."""
    target = reach.question.targets[limit.id]
    here = [condition.name for condition in fields(Freedom) if _CONDITIONS[condition.name][0](reach.question.scenario)]
    helps = []
    for name in here:
        freedom = replace(Freedom(), **{name: True})
        _, words, remedy = _CONDITIONS[name]
        if reach.feasible(freedom):
            helps.append(remedy)
            yield say("Without {condition} there is a plan.", condition=words)
            continue
        best = reach.deepest(limit, year, freedom)
        if best is not None:
            yield say("Without {condition} there is none either: {best}.", condition=words, best=_of_base(target, best))
    if helps:
        yield say(
            "What binds is to be loosened ({remedies}), or another target chosen.", remedies=joined(helps, " or ")
        )
    elif len(here) > 1 and reach.feasible(Freedom(**dict.fromkeys(here, True))):
        yield say("Only without all of these together there is a plan: loosen several, or add measures.")
    else:
        yield say("More measures or purchases are needed, or another target: nothing that is listed reaches as far.")


def _listed(years: Sequence[int]) -> Sentence:
    """Write years, a run of them by its ends."""
    whole = len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1))  # noqa: PLR2004 - a run
    return joined(map(str, (years[0], years[-1])), " to ") if whole else joined(map(str, years), ", ")


def _about(target: TargetResult) -> Sentence:
    """Say what a target is about."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return say("Renewable electricity")
    if target.quantity is TargetQuantity.ELECTRICITY_MWH:
        return say("Electricity")
    if target.quantity is TargetQuantity.ACTIVITY:
        return say("The activity {activity}", activity=target.activity)
    of = say("Emissions of scope {scopes}", scopes=joined(map(str, target.scopes), " and "))
    if target.method is not None:
        location = target.method is Scope2Method.LOCATION
        of = joined([of, say("location-based") if location else say("market-based")], ", ")
    if target.quantity is TargetQuantity.INTENSITY:
        return say("{emissions} per {metric},", emissions=of, metric=target.metric)
    return say("{emissions},", emissions=of)


def _of_base(target: TargetResult, quantity: Fraction) -> str:
    """Write a quantity of a target, and by how much it is below the base year's."""
    if target.rule.least or not target.base:
        return _amount(target, quantity)
    cut = exact.grouped((1 - quantity / target.base) * 100, 2)
    return say("{amount} ({cut} % below {year})", amount=_amount(target, quantity), cut=cut, year=target.base_year)


def _amount(target: TargetResult, quantity: Fraction) -> str:
    """Write a quantity of a target."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return say("{percent} % of the load", percent=exact.grouped(quantity * 100, 2))
    if target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        places = 2 if target.quantity is TargetQuantity.EMISSIONS else 6
        return f"{exact.grouped(quantity / KG_PER_T, places)} {target.unit.replace('kg CO2e', 't CO2e')}"
    return f"{exact.grouped(quantity, 2)} {target.unit}"
