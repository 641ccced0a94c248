"""The model: what is chosen, what follows from it, and what has to hold, as a mixed-integer programme.

Variables, in groups:

* `start`, 0 or 1 per measure and first year; `blocks`, whole numbers per purchase;
* `saved:<activity>` by year, what the measures at work save together: `v_y ≤ Σ s_i,y x_i` and at most what there is;
* `renewable` by year, electricity beyond what there is: `r_y + share_y v_y ≤ Σ blocks_y`, and
  `r_y + v_y ≤ load_y − renewable_y`;
* `charged` by year, where a levy has a threshold: at least what is above it;
* `over` by target and year, by how much its line is passed, where that is asked.

Every other year's figure is linear in these, so that no saving is counted twice and none is larger than the load.
Targets are linear limits on what is saved of each activity and on renewable electricity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.sparse import csr_array, diags_array, eye_array, kron

from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method, TargetQuantity
from carbon.optimisation.alternatives import (
    Candidates,
    Freedom,
    add_conditions,
    block_costs,
    delivered,
    discounts,
    energy_value,
    list_candidates,
    saved,
    start_costs,
)
from carbon.optimisation.plan_question import SCOPE_2, Floats, Question, Unabated
from carbon.optimisation.solver import Programme
from carbon.scenarios import costs
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True, slots=True)
class Form:
    """A quantity by year: `constant − Σ weights · saved − renewable · more renewable electricity`.

    Parameters
    ----------
    constant
        What it is without measures and purchases.
    weights
        By activity, per unit of what is saved [MWh of electricity, else t CO2e].
    renewable
        Per MWh of renewable electricity beyond what there is.
    """

    constant: Floats
    weights: Mapping[str, Floats]
    renewable: Floats


@dataclass(frozen=True, slots=True)
class Limit:
    """A target: a form, and the most that it may be by year; nan where the target has no line."""

    id: str
    form: Form
    most: Floats

    @property
    def scale(self) -> float:
        """Return the size of its figures, so that rows of all targets are of one size."""
        return float(
            max(np.abs(self.form.constant).max(initial=0.0), np.nan_to_num(np.abs(self.most)).max(initial=0.0))
        )


def emissions_form(unabated: Unabated, scopes: Sequence[int], method: Scope2Method | None, constant: Floats) -> Form:
    """Return the emissions of some scopes [t CO2e]."""
    factor = unabated.factors[Scope2Method.LOCATION if method is Scope2Method.LOCATION else Scope2Method.MARKET]
    none = np.zeros(len(unabated.years))
    weights = {name: none + float(scope in scopes) for name, scope in unabated.scopes.items()}
    electric = factor if SCOPE_2 in scopes else none
    market = method is not Scope2Method.LOCATION
    return Form(constant, weights | {ELECTRICITY: electric}, electric if market else none)


def target_limits(question: Question, unabated: Unabated) -> tuple[list[Limit], list[str]]:
    """Return the limits of a question's targets, and the targets that nothing here can move or that have no line."""
    limits, left_out = [], []
    for key, target in question.targets.items():
        lines = [target.line(year) for year in unabated.years]
        form = _form(question, unabated, target)
        if form is None or not any(line is not None for line in lines):
            left_out.append(key)
        elif target.rule.least:
            limits.append(_share(key, unabated, lines))
        else:
            unit = KG_PER_T if _in_kg(target) else 1
            limits.append(
                Limit(key, form, np.array([np.nan if line is None else float(line / unit) for line in lines]))
            )
    return limits, left_out


def _in_kg(target: TargetResult) -> bool:
    """Say whether a target is held in kilograms, which are tonnes here."""
    return target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}


def _form(question: Question, unabated: Unabated, target: TargetResult) -> Form | None:
    """Return what a target is about, None where no measure and no purchase can move it."""
    quantities = [question.quantity(target, question.nothing, year) for year in unabated.years]
    if target.rule.least:
        return _share_form(unabated, np.zeros(len(unabated.years)))
    if any(quantity is None for quantity in quantities):
        return None
    constant = np.array([float(quantity) for quantity in quantities if quantity is not None])
    none = np.zeros(len(unabated.years))
    if target.quantity is TargetQuantity.ELECTRICITY_MWH:
        return Form(constant, {ELECTRICITY: none + 1}, none)
    if target.quantity is TargetQuantity.ACTIVITY:
        return _activity(question, unabated, target, constant)
    form = emissions_form(unabated, target.scopes, target.method, constant / KG_PER_T)
    if target.quantity is TargetQuantity.EMISSIONS:
        return form
    metric = np.array([float(question.nothing.year(year).metrics[target.metric]) for year in unabated.years])
    return Form(
        form.constant,
        {name: weight / metric for name, weight in form.weights.items()},
        form.renewable / metric,
    )


def _activity(question: Question, unabated: Unabated, target: TargetResult, constant: Floats) -> Form | None:
    """Return an activity's quantity, which moves as its emissions do."""
    first = question.nothing.years[0].kg.get(target.activity, Fraction(0))
    if target.activity == ELECTRICITY or target.activity not in unabated.scopes or not first:
        return None
    gross = unabated.gross[target.activity]
    per_t = np.divide(constant, gross, out=np.zeros_like(gross), where=gross > 0)
    return Form(constant, {target.activity: per_t}, np.zeros(len(unabated.years)))


def _share(key: str, unabated: Unabated, lines: Sequence[Fraction | None]) -> Limit:
    """Return a least renewable share: `line · load − renewable ≤ 0`, which is linear where the share is not."""
    line = np.array([np.nan if figure is None else float(figure) for figure in lines])
    most = np.where(np.isnan(line) | (unabated.load <= 0), np.nan, 0.0)
    return Limit(key, _share_form(unabated, np.nan_to_num(line)), most)


def _share_form(unabated: Unabated, line: Floats) -> Form:
    """Return by how much renewable electricity falls short of a share of the load [MWh]."""
    return Form(line * unabated.load - unabated.renewable, {ELECTRICITY: line}, np.ones(len(unabated.years)))


SIZE = 10_000.0
"""The size that rows are brought to: a solver is sure of about 1e-6."""


@dataclass(frozen=True, slots=True)
class Model:
    """A programme with what it was made from."""

    programme: Programme
    candidates: Candidates
    unabated: Unabated
    limits: Sequence[Limit]


def build_model(
    question: Question,
    unabated: Unabated,
    limits: Sequence[Limit],
    freedom: Freedom | None = None,
    *,
    elastic: bool = False,
) -> Model:
    """Return the programme of a question, without an aim.

    Parameters
    ----------
    freedom
        Which conditions are left out.
    elastic
        Whether lines may be passed, which `over` then counts.
    """
    freedom = freedom or Freedom()
    candidates = list_candidates(question, unabated, freedom)
    programme = Programme()
    programme.add("start", np.zeros(len(candidates.owner)), np.ones(len(candidates.owner)), whole=True)
    programme.add("blocks", np.zeros(len(candidates.most)), candidates.most, whole=True)
    _saving(programme, candidates, unabated)
    _renewable(programme, candidates, unabated)
    if elastic:
        count = len(limits) * len(unabated.years)
        programme.add("over", np.zeros(count), np.full(count, np.inf))
    for place, limit in enumerate(limits):
        _limit(programme, limit, place if elastic else None, len(limits))
    add_conditions(programme, question, candidates, freedom)
    return Model(programme, candidates, unabated, limits)


def _saving(programme: Programme, candidates: Candidates, unabated: Unabated) -> None:
    """Save at most what the measures at work save together."""
    for activity, gross in unabated.gross.items():
        programme.add(f"saved:{activity}", np.zeros(len(gross)), gross)
        identity = eye_array(len(gross), format="csr")
        row = {f"saved:{activity}": identity, "start": -saved(candidates, unabated, activity, "")}
        for (name, part), most in unabated.parts.items():
            if name == activity:
                group = f"part:{activity}:{part}"
                programme.add(group, np.zeros(len(most)), most)
                works = saved(candidates, unabated, activity, part)
                programme.most({group: identity, "start": -works}, np.zeros(len(most)))
                row[group] = -identity
        programme.most(row, np.zeros(len(gross)))


def _renewable(programme: Programme, candidates: Candidates, unabated: Unabated) -> None:
    """Use at most the renewable electricity under contract, and at most the load."""
    years = len(unabated.years)
    identity = eye_array(years, format="csr")
    programme.add("renewable", -unabated.renewable, unabated.load - unabated.renewable)
    blocks = csr_array(-delivered(candidates))
    share = diags_array(unabated.share, format="csr")
    programme.most({"renewable": identity, f"saved:{ELECTRICITY}": share, "blocks": blocks}, np.zeros(years))
    programme.most({"renewable": identity, f"saved:{ELECTRICITY}": identity}, unabated.load - unabated.renewable)


def _limit(programme: Programme, limit: Limit, place: int | None, count: int) -> None:
    """Keep a target in the years that have a line."""
    kept = np.flatnonzero(~np.isnan(limit.most))
    scale = SIZE / (limit.scale or 1.0)
    parts = {group: matrix[kept] * -scale for group, matrix in _effects(limit.form).items()}
    if place is not None:
        years = len(limit.most)
        which = csr_array(([1.0], ([0], [place])), shape=(1, count))
        parts["over"] = csr_array(kron(which, -eye_array(years, format="csr"), format="csr"))[kept]
    programme.most(parts, (limit.most - limit.form.constant)[kept] * scale)


def _effects(form: Form) -> dict[str, csr_array]:
    """Return by group of variables what a form falls by, a year per row."""
    effects = {f"saved:{name}": diags_array(weight, format="csr") for name, weight in form.weights.items()}
    return effects | {"renewable": diags_array(form.renewable, format="csr")}


def aim_at_least_cost(model: Model, question: Question) -> None:
    """Aim at the least present value, beside what doing nothing costs [currency]."""
    programme, unabated = model.programme, model.unabated
    programme.cost["start"] = start_costs(model.candidates, question)
    programme.cost["blocks"] = block_costs(model.candidates, question)
    present = discounts(question)
    for activity in unabated.gross:
        worth = energy_value(question, unabated, activity)
        programme.cost[f"saved:{activity}"] = -worth * present
    _price(model, question, present)


def _price(model: Model, question: Question, present: Floats) -> None:
    """Add what the carbon price takes off, or what a levy comes to."""
    price, unabated, programme = question.scenario.carbon_price, model.unabated, model.programme
    kg = [question.nothing.year(year) for year in unabated.years]
    scope_2 = [year.location if question.method is Scope2Method.LOCATION else year.market for year in kg]
    total = np.array([float((y.scope_1 + other) / KG_PER_T) for y, other in zip(kg, scope_2, strict=True)])
    form = emissions_form(unabated, costs.PRICED_SCOPES, question.method, total)
    if price.fee:
        rate, share = float(price.fee.rate), float(price.fee.coefficient)
        before = np.maximum(0.0, (total - float(price.fee.threshold_t)) * share)
        programme.add("charged", -before, np.full(len(total), np.inf))
        programme.cost["charged"] = rate * present
        parts = {group: matrix * -share for group, matrix in _effects(form).items()}
        high = before - (total - float(price.fee.threshold_t)) * share
        programme.most(parts | {"charged": -eye_array(len(total), format="csr")}, high)
    elif price.points:
        paid = np.array([float(costs.carbon_price_in(price.points, year)) for year in unabated.years]) * present
        for name, weight in form.weights.items():
            programme.cost[f"saved:{name}"] = programme.cost[f"saved:{name}"] - weight * paid
        programme.cost["renewable"] = programme.cost["renewable"] - form.renewable * paid


def aim_at_deepest_cut(model: Model, limit: Limit, place: int) -> None:
    """Aim at the least that a target's quantity can be in one year."""
    programme = model.programme
    scale = SIZE / (limit.scale or 1.0)
    for name, weight in limit.form.weights.items():
        programme.cost[f"saved:{name}"][place] = -weight[place] * scale
    programme.cost["renewable"][place] = -limit.form.renewable[place] * scale


def aim_at_nearest_lines(model: Model) -> None:
    """Aim at passing the lines by as little as possible; the programme is elastic."""
    programme = model.programme
    programme.cost["over"] = np.ones(len(programme.lower["over"]))
