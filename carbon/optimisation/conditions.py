"""The conditions of a choice: each measure once, exclusions, precedence, and what may be spent in a year."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from carbon.optimisation.candidates import Candidates, Freedom
from carbon.optimisation.programme import Programme
from carbon.optimisation.question import Question
from carbon.scenarios import prices

SIZE = 1000.0


def add(programme: Programme, question: Question, candidates: Candidates, freedom: Freedom) -> None:
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
    rows, found = np.nonzero(candidates.begins[columns][None, :] <= years[:, None])
    shape = (len(years), len(candidates.owner))
    return csr_array((np.ones(len(rows)), (rows, columns[found])), shape=shape)


def _budgets(programme: Programme, question: Question, candidates: Candidates) -> None:
    """Spend on the measures that begin in a year at most its budget."""
    count = len(candidates.owner)
    capex = np.array([float(measure.capex.value) for measure in candidates.measures])
    budget = np.array([float(prices.line(question.scenario.budgets, year)) for year in candidates.years])
    scale = SIZE / max(1.0, np.abs(capex).max(initial=0.0))
    values = capex[candidates.owner] * scale
    shape = (len(candidates.years), count)
    programme.most({"start": csr_array((values, (candidates.begins, np.arange(count))), shape=shape)}, budget * scale)
