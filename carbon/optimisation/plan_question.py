"""What is asked of the optimisation, and what each year would be without anything that it can choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from carbon.accounting.result import InventoryResult
from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method, TargetQuantity
from carbon.scenarios import on_track
from carbon.scenarios.balance import Exact
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projection import Figures, Projection, Projector
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan: the first year of each measure that is done, and the blocks of each purchase."""

    starts: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A scenario, where it starts, and the targets that its plan is to keep."""

    scenario: Scenario
    start: Start
    gwps: Mapping[str, Fraction]
    targets: Mapping[str, TargetResult]
    actual: InventoryResult

    @cached_property
    def years(self) -> range:
        """Return the years in which something can be done: those after the last inventory."""
        return range(self.start.year + 1, self.scenario.end + 1)

    @cached_property
    def rate(self) -> Fraction:
        """Return the discount rate [ratio per year], nothing where the scenario has none."""
        return self.scenario.discount_rate.value if self.scenario.discount_rate else Fraction(0)

    @cached_property
    def method(self) -> Scope2Method:
        """Return the scope 2 method by which emissions are priced: that of the first target about emissions."""
        about = (t.method for t in self.targets.values() if t.quantity is TargetQuantity.EMISSIONS)
        return next((method for method in about if method), Scope2Method.MARKET)

    @cached_property
    def nothing(self) -> Projection:
        """Return the projection without measures and purchases."""
        return self.projection(Choice())

    def chosen(self, choice: Choice) -> Scenario:
        """Return the scenario with a plan in place of its own."""
        return replace(
            self.scenario,
            measures=[_measure(measure, choice) for measure in self.scenario.measures],
            purchases=[_purchase(deal, choice) for deal in self.scenario.purchases],
        )

    def projection(self, choice: Choice) -> Projection:
        """Work a plan out exactly."""
        return Projector(self.chosen(choice), self.start, Exact(), self.gwps, bridged=False).run()

    def quantity(self, target: TargetResult, projection: Projection, year: int) -> Fraction | None:
        """Return what a target is about in a year of a projection, in the target's unit."""
        quantity = on_track.target_quantity(target, projection.year(year), self.actual, projection.years[0])
        return None if quantity is None else Fraction(quantity)

    def kept(self, projection: Projection) -> bool:
        """Say whether a projection keeps every target in every year that has a line."""
        for target in self.targets.values():
            for year in self.years:
                line, quantity = target.line(year), self.quantity(target, projection, year)
                if line is not None and quantity is not None and on_track.gap_of(target, quantity, line) > 0:
                    return False
        return True


def _measure(measure: Measure, choice: Choice) -> Measure:
    """Return a measure as a plan has it."""
    start = choice.starts.get(measure.id)
    return replace(measure, planned=start is not None, start=measure.start if start is None else start)


def _purchase(deal: Purchase, choice: Choice) -> Purchase:
    """Return a purchase as a plan has it."""
    return replace(deal, blocks=choice.blocks.get(deal.id, 0))


SCOPE_2 = 2
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Unabated:
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


def work_out_unabated(question: Question) -> Unabated:
    """Work out what each year of a question would be without measures and purchases."""
    figures = [question.nothing.year(year) for year in question.years]
    activities = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    streams = [activity for activity in activities if activity != ELECTRICITY]
    load = np.array([float(year.load) for year in figures])
    renewable = np.array([float(year.renewable) for year in figures])
    scopes = {stream.activity: stream.scope for stream in question.start.streams}
    heat = [_heat(year, scopes, question) for year in figures]
    share = bool(question.scenario.renewable_share)
    return Unabated(
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
    heat = (kg for name, kg in figures.kg.items() if _scope(name, scopes, question) == SCOPE_2)
    return sum(heat, Fraction(0))


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
