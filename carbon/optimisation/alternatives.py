"""The candidates, one column per measure and first year and one per purchase, and the conditions of a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from carbon.model.terms import ELECTRICITY
from carbon.optimisation.plan_question import Choice, Floats, Question, Unabated
from carbon.optimisation.solver import Programme
from carbon.scenarios import costs
from carbon.scenarios.costs import capital_recovery_factor, discount_factor
from carbon.scenarios.measures import Measure, Purchase

Places = NDArray[np.int64]
HALF = 0.5
"""Whole numbers, as binary floats have them, lie on either side of it."""


@dataclass(frozen=True, slots=True)
class Freedom:
    """Which conditions of a scenario are left out, to find what binds; none of them in a plan."""

    budgets: bool = False
    exclusions: bool = False
    precedence: bool = False
    blocks: bool = False
    starts: bool = False


@dataclass(frozen=True, slots=True)
class Candidates:
    """What can be chosen.

    Parameters
    ----------
    owner, begins, ends
        Of each column of a measure: the measure's place, the places of its first year and of the one after its last.
    running
        Years by purchases: 1 where a block delivers.
    most
        By purchase: how many blocks can be taken.
    """

    years: range
    measures: Sequence[Measure]
    purchases: Sequence[Purchase]
    owner: Places
    begins: Places
    ends: Places
    running: Floats
    most: Floats

    def works(self) -> csr_array:
        """Return years by columns: 1 where the measure works."""
        lengths = self.ends - self.begins
        columns = np.repeat(np.arange(len(self.owner)), lengths)
        first = np.repeat(np.cumsum(lengths) - lengths, lengths)
        rows = np.arange(len(columns)) - first + np.repeat(self.begins, lengths)
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(self.years), len(self.owner)))

    def choice(self, started: Floats, blocks: Floats) -> Choice:
        """Return what the values of the columns stand for."""
        chosen = np.flatnonzero(started > HALF)
        starts = {self.measures[self.owner[at]].id: self.years[int(self.begins[at])] for at in chosen}
        counts = {deal.id: round(float(n)) for deal, n in zip(self.purchases, blocks, strict=True)}
        return Choice(starts, {key: count for key, count in counts.items() if count})


def list_candidates(question: Question, unabated: Unabated, freedom: Freedom) -> Candidates:
    """Return the candidates of a question."""
    years, scenario = unabated.years, question.scenario
    windows = [_window(measure, years, freedom) for measure in scenario.measures]
    begins = np.array([start - years.start for window in windows for start in window], dtype=np.int64)
    owner = np.repeat(np.arange(len(windows)), [len(window) for window in windows])
    lives = np.array([measure.lifetime for measure in scenario.measures], dtype=np.int64)
    running = [[float(deal.start <= year < deal.start + deal.years) for deal in scenario.purchases] for year in years]
    return Candidates(
        years=years,
        measures=tuple(scenario.measures),
        purchases=tuple(scenario.purchases),
        owner=owner,
        begins=begins,
        ends=np.minimum(begins + lives[owner], len(years)) if len(owner) else begins,
        running=np.array(running).reshape(len(years), len(scenario.purchases)),
        most=np.array([_most(deal, unabated, freedom) for deal in scenario.purchases]),
    )


def _window(measure: Measure, years: range, freedom: Freedom) -> range:
    """Return the first years that a measure may have."""
    earliest = years.start if measure.earliest is None or freedom.starts else max(years.start, measure.earliest)
    latest = years[-1] if measure.latest is None or freedom.starts else min(years[-1], measure.latest)
    return range(earliest, latest + 1)


def _most(deal: Purchase, unabated: Unabated, freedom: Freedom) -> float:
    """Return how many blocks can be taken; without a limit, as many as cover the load."""
    if not freedom.blocks or not deal.block.value:
        return float(deal.most)
    return max(float(deal.most), float(np.ceil(unabated.load.max(initial=0.0) / float(deal.block.value))))


def saved(candidates: Candidates, unabated: Unabated, activity: str, part: str | None = None) -> csr_array:
    """Return years by columns: what a measure saves of an activity [MWh of electricity, else t CO2e].

    Parameters
    ----------
    part
        Only measures on this part, empty for those on the whole; None for all.
    """
    table = np.zeros((len(candidates.years), len(candidates.measures)))
    for place, measure in enumerate(candidates.measures):
        own = measure.part.key if measure.part else ""
        if measure.saves != activity or part not in {None, own}:
            continue
        gross = unabated.parts[activity, own] if own else unabated.gross[activity]
        if measure.energy is not None:
            per = unabated.mwh[activity]
            table[:, place] = float(measure.energy.value) / per if per else 0.0
        elif measure.reduction is not None:
            table[:, place] = gross * float(measure.reduction.value)
    works = candidates.works().tocoo()
    values: Floats = table[works.row, candidates.owner[works.col]]
    savings = csr_array((values, (works.row, works.col)), shape=works.shape)
    savings.eliminate_zeros()
    return savings


def delivered(candidates: Candidates) -> Floats:
    """Return years by purchases: what a block delivers [MWh]."""
    mwh: Floats = candidates.running * np.array([float(deal.block.value) for deal in candidates.purchases])
    return mwh


def discounts(question: Question) -> Floats:
    """Return what 1 in each year is worth in the year of the last inventory."""
    return np.array([float(discount_factor(question.rate, year - question.start.year)) for year in question.years])


def start_costs(candidates: Candidates, question: Question) -> Floats:
    """Return the present value of each column of a measure: annuities and operation while it works [currency]."""
    if not candidates.measures:
        return np.zeros(0)
    yearly = [
        float(m.capex.value * capital_recovery_factor(question.rate, m.lifetime) + m.opex.value)
        for m in candidates.measures
    ]
    sums = np.concatenate([[0.0], np.cumsum(discounts(question))])
    costs_of_columns: Floats = np.array(yearly)[candidates.owner] * (sums[candidates.ends] - sums[candidates.begins])
    return costs_of_columns


def block_costs(candidates: Candidates, question: Question) -> Floats:
    """Return the present value of a block of each purchase: the premium, taken or not [currency]."""
    premiums = np.array([float(deal.premium.value) for deal in candidates.purchases])
    costs_of_blocks: Floats = (discounts(question)[:, None] * delivered(candidates)).sum(axis=0) * premiums
    return costs_of_blocks


def energy_value(question: Question, unabated: Unabated, activity: str) -> Floats:
    """Return by year what saving one unit of an activity is worth [currency per MWh, or per t CO2e]."""
    points = question.scenario.energy_prices.get(activity)
    if not points:
        return np.zeros(len(unabated.years))
    price = np.array([float(costs.interpolate(points, year)) for year in unabated.years])
    return price * unabated.mwh[activity] if activity != ELECTRICITY else price


BUDGET_SIZE = 1000.0


def add_conditions(programme: Programme, question: Question, candidates: Candidates, freedom: Freedom) -> None:
    """Add the conditions that are not left out."""
    if not len(candidates.owner):
        return
    _once(programme, candidates)
    if not freedom.exclusions:
        _exclusions(programme, candidates)
    if not freedom.precedence:
        _precedence(programme, candidates)
    if not freedom.budgets and question.scenario.budgets:
        _budgets(programme, question, candidates)


def _owned(candidates: Candidates) -> csr_array:
    """Return measures by columns: 1 where the column is the measure's."""
    count = len(candidates.owner)
    return csr_array((np.ones(count), (candidates.owner, np.arange(count))), shape=(len(candidates.measures), count))


def _places(candidates: Candidates) -> dict[str, int]:
    """Return the place of each measure."""
    return {measure.id: place for place, measure in enumerate(candidates.measures)}


def _once(programme: Programme, candidates: Candidates) -> None:
    """Start a measure at most once."""
    programme.most({"start": _owned(candidates)}, np.ones(len(candidates.measures)))


def _exclusions(programme: Programme, candidates: Candidates) -> None:
    """Do at most one of two measures that exclude each other."""
    places = _places(candidates)
    pairs = {
        tuple(sorted((places[measure.id], places[other])))
        for measure in candidates.measures
        for other in measure.excludes
    }
    if pairs:
        one, other = np.array(sorted(pairs)).T
        owned = _owned(candidates)
        programme.most({"start": owned[one] + owned[other]}, np.ones(len(one)))


def _precedence(programme: Programme, candidates: Candidates) -> None:
    """Let a measure begin in the year of the one that it requires, or later: `Σ_{t≤y} x_i,t ≤ Σ_{t≤y} x_j,t`.

    Year by year this is stronger than comparing first years: fractions of measures cannot slip through, so that the
    solver has less to search.
    """
    places = _places(candidates)
    for measure in candidates.measures:
        for other in measure.requires:
            begun = _begun(candidates, places[measure.id]) - _begun(candidates, places[other])
            programme.most({"start": begun}, np.zeros(begun.shape[0]))


def _begun(candidates: Candidates, place: int) -> csr_array:
    """Return years by columns: 1 where a measure has begun by then."""
    columns = np.flatnonzero(candidates.owner == place)
    years = np.arange(len(candidates.years))
    rows, places = np.nonzero(candidates.begins[columns][None, :] <= years[:, None])
    shape = (len(years), len(candidates.owner))
    return csr_array((np.ones(len(rows)), (rows, columns[places])), shape=shape)


def _budgets(programme: Programme, question: Question, candidates: Candidates) -> None:
    """Spend on the measures that begin in a year at most its budget."""
    count = len(candidates.owner)
    capex = np.array([float(measure.capex.value) for measure in candidates.measures])
    budget = np.array([float(costs.interpolate(question.scenario.budgets, year)) for year in candidates.years])
    scale = BUDGET_SIZE / max(1.0, np.abs(capex).max(initial=0.0))
    values = capex[candidates.owner] * scale
    shape = (len(candidates.years), count)
    programme.most({"start": csr_array((values, (candidates.begins, np.arange(count))), shape=shape)}, budget * scale)
