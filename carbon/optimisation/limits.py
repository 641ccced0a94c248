"""Targets as linear limits on what is saved of each activity and on renewable electricity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method, TargetQuantity
from carbon.optimisation.ground import SCOPE_2, Floats, Ground
from carbon.optimisation.question import Question
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


def emissions(ground: Ground, scopes: Sequence[int], method: Scope2Method | None, constant: Floats) -> Form:
    """Return the emissions of some scopes [t CO2e]."""
    factor = ground.factors[Scope2Method.LOCATION if method is Scope2Method.LOCATION else Scope2Method.MARKET]
    none = np.zeros(len(ground.years))
    weights = {name: none + float(scope in scopes) for name, scope in ground.scopes.items()}
    electric = factor if SCOPE_2 in scopes else none
    market = method is not Scope2Method.LOCATION
    return Form(constant, weights | {ELECTRICITY: electric}, electric if market else none)


def of(question: Question, ground: Ground) -> tuple[list[Limit], list[str]]:
    """Return the limits of a question's targets, and the targets that nothing here can move or that have no line."""
    found, left_out = [], []
    for key, target in question.targets.items():
        lines = [target.line(year) for year in ground.years]
        form = _form(question, ground, target)
        if form is None or not any(line is not None for line in lines):
            left_out.append(key)
        elif target.rule.least:
            found.append(_share(key, ground, lines))
        else:
            unit = KG_PER_T if _in_kg(target) else 1
            found.append(Limit(key, form, np.array([np.nan if line is None else float(line / unit) for line in lines])))
    return found, left_out


def _in_kg(target: TargetResult) -> bool:
    """Say whether a target is held in kilograms, which are tonnes here."""
    return target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}


def _form(question: Question, ground: Ground, target: TargetResult) -> Form | None:
    """Return what a target is about, None where no measure and no purchase can move it."""
    quantities = [question.quantity(target, question.nothing, year) for year in ground.years]
    if target.rule.least:
        return _share_form(ground, np.zeros(len(ground.years)))
    if any(quantity is None for quantity in quantities):
        return None
    constant = np.array([float(quantity) for quantity in quantities if quantity is not None])
    none = np.zeros(len(ground.years))
    if target.quantity is TargetQuantity.ELECTRICITY_MWH:
        return Form(constant, {ELECTRICITY: none + 1}, none)
    if target.quantity is TargetQuantity.ACTIVITY:
        return _activity(question, ground, target, constant)
    form = emissions(ground, target.scopes, target.method, constant / KG_PER_T)
    if target.quantity is TargetQuantity.EMISSIONS:
        return form
    metric = np.array([float(question.nothing.year(year).metrics[target.metric]) for year in ground.years])
    return Form(
        form.constant,
        {name: weight / metric for name, weight in form.weights.items()},
        form.renewable / metric,
    )


def _activity(question: Question, ground: Ground, target: TargetResult, constant: Floats) -> Form | None:
    """Return an activity's quantity, which moves as its emissions do."""
    first = question.nothing.years[0].kg.get(target.activity, Fraction(0))
    if target.activity == ELECTRICITY or target.activity not in ground.scopes or not first:
        return None
    gross = ground.gross[target.activity]
    per_t = np.divide(constant, gross, out=np.zeros_like(gross), where=gross > 0)
    return Form(constant, {target.activity: per_t}, np.zeros(len(ground.years)))


def _share(key: str, ground: Ground, lines: Sequence[Fraction | None]) -> Limit:
    """Return a least renewable share: `line · load − renewable ≤ 0`, which is linear where the share is not."""
    line = np.array([np.nan if each is None else float(each) for each in lines])
    most = np.where(np.isnan(line) | (ground.load <= 0), np.nan, 0.0)
    return Limit(key, _share_form(ground, np.nan_to_num(line)), most)


def _share_form(ground: Ground, line: Floats) -> Form:
    """Return by how much renewable electricity falls short of a share of the load [MWh]."""
    return Form(line * ground.load - ground.renewable, {ELECTRICITY: line}, np.ones(len(ground.years)))
