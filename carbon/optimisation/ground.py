"""The ground that the choice is made on: loads and emissions before measures, year by year, as binary floats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method
from carbon.optimisation.question import Question
from carbon.scenarios.projector import Figures

SCOPE_2 = 2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ground:
    """What each year would be without measures and purchases, one value per year.

    Parameters
    ----------
    gross
        By activity that measures save of: electricity [MWh], or emissions [t CO2e].
    renewable
        Renewable electricity that the load takes up [MWh].
    share
        The share of the load that is renewable whatever the load comes to; zero where a volume is contracted.
    factors
        Emissions by scope 2 method [t CO2e per MWh]: of the load, and of what no renewable electricity covers.
    mwh
        By activity: energy [MWh] per unit of what is saved.
    scopes
        By activity.
    parts
        What of an activity is in the parts that measures name, as `gross` has it.
    """

    years: range
    gross: Mapping[str, Floats]
    renewable: Floats
    share: Floats
    factors: Mapping[Scope2Method, Floats]
    mwh: Mapping[str, float]
    scopes: Mapping[str, int]
    parts: Mapping[tuple[str, str], Floats] = field(default_factory=dict)

    @property
    def load(self) -> Floats:
        """Return the electricity before measures [MWh]."""
        return self.gross[ELECTRICITY]


def of(question: Question) -> Ground:
    """Return the ground of a question."""
    figures = [question.nothing.year(year) for year in question.years]
    activities = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    streams = [activity for activity in activities if activity != ELECTRICITY]
    load = np.array([float(year.load) for year in figures])
    renewable = np.array([float(year.renewable) for year in figures])
    scopes = {stream.activity: stream.scope for stream in question.start.streams}
    heat = [_heat(year, scopes, question) for year in figures]
    share = bool(question.scenario.renewable_share)
    return Ground(
        years=question.years,
        gross={ELECTRICITY: load} | {name: _tonnes(figures, name) for name in streams},
        renewable=renewable,
        share=np.divide(renewable, load, out=np.zeros_like(load), where=load > 0) if share else np.zeros_like(load),
        factors={
            Scope2Method.LOCATION: _factor([y.location for y in figures], heat, [y.load for y in figures]),
            Scope2Method.MARKET: _factor([y.market for y in figures], heat, [y.load - y.renewable for y in figures]),
        },
        mwh={ELECTRICITY: 1.0} | {name: _energy(question, name) for name in streams},
        scopes={name: _scope(name, scopes, question) for name in streams},
        parts={
            (measure.saves, measure.part.key): _part(figures, measure.saves, measure.part.key)
            for measure in question.scenario.measures
            if measure.part is not None
        },
    )


def _tonnes(figures: list[Figures], activity: str) -> Floats:
    """Return the emissions of an activity [t CO2e]."""
    return np.array([float(year.kg[activity] / KG_PER_T) for year in figures])


def _part(figures: list[Figures], activity: str, part: str) -> Floats:
    """Return a part of an activity: electricity [MWh], or emissions [t CO2e]."""
    unit = 1 if activity == ELECTRICITY else KG_PER_T
    return np.array([float(year.parts[activity, part] / unit) for year in figures])


def _heat(figures: Figures, scopes: Mapping[str, int], question: Question) -> Fraction:
    """Return the emissions of scope 2 that are not of electricity [kg CO2e]."""
    found = (kg for name, kg in figures.kg.items() if _scope(name, scopes, question) == SCOPE_2)
    return sum(found, Fraction(0))


def _factor(scope_2: list[Fraction], heat: list[Fraction], mwh: list[Fraction]) -> Floats:
    """Return emissions per energy [t CO2e per MWh]; of no energy there is nothing to save, so any factor will do."""
    years = zip(scope_2, heat, mwh, strict=True)
    return np.array([float((kg - other) / energy / KG_PER_T) if energy else 0.0 for kg, other, energy in years])


def _scope(activity: str, scopes: Mapping[str, int], question: Question) -> int:
    """Return the scope of an activity; what a shift brings stays in the scope of what it takes over."""
    if activity in scopes:
        return scopes[activity]
    origins = [shift.origin for shift in question.scenario.shifts if shift.target == activity]
    return scopes.get(origins[0], 1) if origins else 1


def _energy(question: Question, activity: str) -> float:
    """Return the energy behind a tonne of an activity [MWh per t CO2e], zero where it is not known."""
    stream = question.start.stream(activity)
    return float(KG_PER_T / stream.kg_per_mwh) if stream and stream.kg_per_mwh else 0.0
