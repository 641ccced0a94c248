"""What each measure abates and what a tonne of it costs: the figures of a marginal abatement cost curve.

A curve is a picture. Where costs are below zero its order is no ranking: a measure that saves 100,000 with 1 t stands
before one that saves 200,000 with 10 t, though the second is better in both (Taylor, S., The ranking of negative-cost
emissions reduction measures, Energy Policy 48, 2012). What to choose is a question for the optimisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.files.values import Names
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.optimisation import costing
from carbon.optimisation.question import Choice, Question
from carbon.scenarios import held
from carbon.scenarios.case import Case
from carbon.scenarios.costs import marginal, recovery
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projector import Projection
from carbon.scenarios.scenario import Scenario

PRICED_SCOPES = (1, 2)
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Abatement:
    """What one measure, or one block of a purchase, does alone.

    Parameters
    ----------
    id
        The path of its key in the scenario: `measures.led`, `purchases.solar`.
    start, last
        Its first year and the last that is counted: of its life, or of the scenario.
    t_co2e
        What it abates in a year [t CO2e per year], at the factors of each year on average; of a purchase all the
        blocks that can be taken.
    yearly_cost
        Annuity and operation less the energy saved, or the premium, on average [currency per year].
    cost_per_t
        One by the other [currency per t CO2e]; None where nothing is abated.
    """

    id: str
    names: Names
    start: int
    last: int
    t_co2e: Fraction
    yearly_cost: Fraction
    cost_per_t: Fraction | None


@dataclass(frozen=True, slots=True)
class AbatementCurve:
    """All measures and purchases of a scenario, the cheapest tonne first.

    Parameters
    ----------
    abatements
        In the order of their cost per tonne; what abates nothing comes last.
    method
        The scope 2 method of the tonnes.
    """

    organisation: str
    scenario: Scenario
    start: int
    method: Scope2Method
    abatements: tuple[Abatement, ...]

    @property
    def negative(self) -> Sequence[Abatement]:
        """Return those that cost less than nothing, whose order is no ranking."""
        return [each for each in self.abatements if each.cost_per_t is not None and each.cost_per_t < 0]

    @property
    def currency(self) -> str:
        """Return the currency of the costs."""
        return self.scenario.currency


def of_case(case: Case, scenario: Scenario) -> AbatementCurve:
    """Return the curve of a scenario on the inventories of a case; the method is that of its first emission target."""
    actual = case.actuals(scenario)[-1]
    question = Question(scenario, case.start(scenario), case.gwps(scenario), case.targets(scenario), actual)
    return AbatementCurve(actual.organisation, scenario, actual.year, question.method, of(question))


def of(question: Question) -> tuple[Abatement, ...]:
    """Return what each measure and each purchase abates alone, the cheapest tonne first.

    `MAC = (capex · CRF + Δopex − energy saved · price) / t CO2e per year`, each averaged over the years in which it
    works, at the factors and prices of those years. Each is put beside the scenario without measures and purchases,
    from the first year that the scenario gives it.
    """
    found = [_measure(question, measure) for measure in question.scenario.measures]
    found += [_purchase(question, deal) for deal in question.scenario.purchases if deal.most]
    known = [each for each in found if each is not None]
    return tuple(sorted(known, key=lambda each: (each.cost_per_t is None, each.cost_per_t or ZERO, each.id)))


def _measure(question: Question, measure: Measure) -> Abatement | None:
    """Return a measure alone, None if it begins after the scenario ends."""
    years = _years(question, measure.start, measure.lifetime)
    if not years:
        return None
    projection = question.projection(Choice({measure.id: measure.start}))
    saved = [
        costing.saved_mwh(question, question.nothing.year(year), projection.year(year), measure.saves)
        * costing.price(question, measure.saves, year)
        for year in years
    ]
    yearly = measure.capex.value * recovery(question.rate, measure.lifetime) + measure.opex.value
    cost = yearly - sum(saved, ZERO) / len(years)
    return _abatement(question, f"measures.{measure.id}", measure.names, years, projection, cost)


def _purchase(question: Question, deal: Purchase) -> Abatement | None:
    """Return a purchase of all blocks alone, None if it begins after the scenario ends."""
    years = _years(question, deal.start, deal.years)
    if not years:
        return None
    projection = question.projection(Choice({}, {deal.id: deal.most}))
    cost = deal.premium.value * deal.block.value * deal.most
    return _abatement(question, f"purchases.{deal.id}", deal.names, years, projection, cost)


def _years(question: Question, start: int, life: int) -> range:
    """Return the years in which something works, as far as the scenario goes."""
    return range(start, min(start + life, question.years.stop))


def _abatement(
    question: Question, key: str, names: Names, years: range, projection: Projection, cost: Fraction
) -> Abatement:
    """Return what a projection with one thing done falls by, and what a tonne of it costs."""
    kg = [
        held.emissions(question.nothing.year(year), PRICED_SCOPES, question.method)
        - held.emissions(projection.year(year), PRICED_SCOPES, question.method)
        for year in years
    ]
    t_co2e = Fraction(sum(kg, ZERO)) / len(years) / KG_PER_T
    return Abatement(key, names, years[0], years[-1], t_co2e, cost, marginal(cost, t_co2e))
