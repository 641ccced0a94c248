"""The model: what is chosen, what follows from it, and what has to hold, as a mixed-integer programme.

Variables, in groups:

* `start`, 0 or 1 per measure and first year; `blocks`, whole numbers per purchase;
* `saved:<activity>` by year, what the measures at work save together: `v_y ≤ Σ s_i,y x_i` and at most what there is;
* `renewable` by year, electricity beyond what there is: `r_y + share_y v_y ≤ Σ blocks_y`, and
  `r_y + v_y ≤ load_y − renewable_y`;
* `charged` by year, where a levy has a threshold: at least what is above it;
* `over` by target and year, by how much its line is passed, where that is asked.

Every other year's figure is linear in these, so that no saving is counted twice and none is larger than the load.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array, eye_array, kron

from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method
from carbon.optimisation import candidates as columns
from carbon.optimisation import conditions
from carbon.optimisation.candidates import Candidates, Freedom
from carbon.optimisation.ground import Floats, Ground
from carbon.optimisation.limits import Form, Limit, emissions
from carbon.optimisation.programme import Programme
from carbon.optimisation.question import Question
from carbon.scenarios import prices

SIZE = 10_000.0
"""The size that rows are brought to: a solver is sure of about 1e-6."""


@dataclass(frozen=True, slots=True)
class Model:
    """A programme with what it was made from."""

    programme: Programme
    candidates: Candidates
    ground: Ground
    limits: Sequence[Limit]


def of(
    question: Question,
    ground: Ground,
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
    candidates = columns.of(question, ground, freedom)
    programme = Programme()
    programme.add("start", np.zeros(len(candidates.owner)), np.ones(len(candidates.owner)), whole=True)
    programme.add("blocks", np.zeros(len(candidates.most)), candidates.most, whole=True)
    _saving(programme, candidates, ground)
    _renewable(programme, candidates, ground)
    if elastic:
        count = len(limits) * len(ground.years)
        programme.add("over", np.zeros(count), np.full(count, np.inf))
    for place, limit in enumerate(limits):
        _limit(programme, limit, place if elastic else None, len(limits))
    conditions.add(programme, question, candidates, freedom)
    return Model(programme, candidates, ground, limits)


def _saving(programme: Programme, candidates: Candidates, ground: Ground) -> None:
    """Save at most what the measures at work save together."""
    for activity, gross in ground.gross.items():
        programme.add(f"saved:{activity}", np.zeros(len(gross)), gross)
        one = eye_array(len(gross), format="csr")
        row = {f"saved:{activity}": one, "start": -columns.saved(candidates, ground, activity, "")}
        for (name, part), most in ground.parts.items():
            if name == activity:
                group = f"part:{activity}:{part}"
                programme.add(group, np.zeros(len(most)), most)
                works = columns.saved(candidates, ground, activity, part)
                programme.most({group: one, "start": -works}, np.zeros(len(most)))
                row[group] = -one
        programme.most(row, np.zeros(len(gross)))


def _renewable(programme: Programme, candidates: Candidates, ground: Ground) -> None:
    """Use at most the renewable electricity under contract, and at most the load."""
    years = len(ground.years)
    one = eye_array(years, format="csr")
    programme.add("renewable", -ground.renewable, ground.load - ground.renewable)
    blocks = csr_array(-columns.delivered(candidates))
    share = diags_array(ground.share, format="csr")
    programme.most({"renewable": one, f"saved:{ELECTRICITY}": share, "blocks": blocks}, np.zeros(years))
    programme.most({"renewable": one, f"saved:{ELECTRICITY}": one}, ground.load - ground.renewable)


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
    found = {f"saved:{name}": diags_array(weight, format="csr") for name, weight in form.weights.items()}
    return found | {"renewable": diags_array(form.renewable, format="csr")}


def cheapest(model: Model, question: Question) -> None:
    """Aim at the least present value, beside what doing nothing costs [currency]."""
    programme, ground = model.programme, model.ground
    programme.cost["start"] = columns.start_costs(model.candidates, question)
    programme.cost["blocks"] = columns.block_costs(model.candidates, question)
    discounts = columns.discounts(question)
    for activity in ground.gross:
        worth = columns.energy_value(question, ground, activity)
        programme.cost[f"saved:{activity}"] = -worth * discounts
    _price(model, question, discounts)


def _price(model: Model, question: Question, discounts: Floats) -> None:
    """Add what the carbon price takes off, or what a levy comes to."""
    price, ground, programme = question.scenario.carbon_price, model.ground, model.programme
    kg = [question.nothing.year(year) for year in ground.years]
    scope_2 = [year.location if question.method is Scope2Method.LOCATION else year.market for year in kg]
    total = np.array([float((y.scope_1 + other) / KG_PER_T) for y, other in zip(kg, scope_2, strict=True)])
    form = emissions(ground, prices.PRICED_SCOPES, question.method, total)
    if price.fee:
        rate, share = float(price.fee.rate), float(price.fee.coefficient)
        before = np.maximum(0.0, (total - float(price.fee.threshold_t)) * share)
        programme.add("charged", -before, np.full(len(total), np.inf))
        programme.cost["charged"] = rate * discounts
        parts = {group: matrix * -share for group, matrix in _effects(form).items()}
        high = before - (total - float(price.fee.threshold_t)) * share
        programme.most(parts | {"charged": -eye_array(len(total), format="csr")}, high)
    elif price.points:
        paid = np.array([float(prices.in_year(price.points, year)) for year in ground.years]) * discounts
        for name, weight in form.weights.items():
            programme.cost[f"saved:{name}"] = programme.cost[f"saved:{name}"] - weight * paid
        programme.cost["renewable"] = programme.cost["renewable"] - form.renewable * paid


def deepest(model: Model, limit: Limit, place: int) -> None:
    """Aim at the least that a target's quantity can be in one year."""
    programme = model.programme
    scale = SIZE / (limit.scale or 1.0)
    for name, weight in limit.form.weights.items():
        programme.cost[f"saved:{name}"][place] = -weight[place] * scale
    programme.cost["renewable"][place] = -limit.form.renewable[place] * scale


def nearest(model: Model) -> None:
    """Aim at passing the lines by as little as possible; the programme is elastic."""
    programme = model.programme
    programme.cost["over"] = np.ones(len(programme.lower["over"]))
