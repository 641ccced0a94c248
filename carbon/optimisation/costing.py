"""What a plan costs, exactly, beside doing nothing; and what each measure abates and a tonne of it costs.

A marginal abatement cost curve is a picture. Where costs are below zero its order is no ranking: a measure that saves
100,000 with 1 t stands before one that saves 200,000 with 10 t, though the second is better in both (Taylor, S., The
ranking of negative-cost emissions reduction measures, Energy Policy 48, 2012). What to choose is a question for the
optimisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.files.values import Names
from carbon.model.terms import ELECTRICITY, KG_PER_T, Scope2Method
from carbon.optimisation.plan_question import Choice, Question
from carbon.optimisation.plan_result import Cost, Spending
from carbon.scenarios import costs, on_track
from carbon.scenarios.case import Case
from carbon.scenarios.costs import capital_recovery_factor, marginal_cost, present_value
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projection import Figures, Projection
from carbon.scenarios.scenario import Scenario

ZERO = Fraction(0)


def plan_cost(question: Question, choice: Choice, projection: Projection) -> Cost:
    """Return the present value of a plan [currency].

    `Σ_y (1 + r)^-(y − y0) · (capex · CRF + Δopex − energy saved · price + premium · volume + Δ carbon price)_y`
    """
    at_work = {
        year: [measure for measure in question.scenario.measures if _works(measure, choice, year)]
        for year in question.years
    }
    blocks = {
        year: [
            (deal, choice.blocks.get(deal.id, 0))
            for deal in question.scenario.purchases
            if deal.start <= year < deal.start + deal.years
        ]
        for year in question.years
    }
    rate, today = question.rate, question.start.year
    capital = {
        y: sum((m.capex.value * capital_recovery_factor(rate, m.lifetime) for m in ms), ZERO)
        for y, ms in at_work.items()
    }
    operation = {year: sum((measure.opex.value for measure in measures), ZERO) for year, measures in at_work.items()}
    premium = {y: sum((d.premium.value * d.block.value * count for d, count in ds), ZERO) for y, ds in blocks.items()}
    return Cost(
        capital=present_value(capital, rate, today),
        operation=present_value(operation, rate, today),
        energy=-present_value(_energy(question, projection), rate, today),
        premium=present_value(premium, rate, today),
        carbon=present_value(_carbon(question, projection), rate, today),
    )


def _works(measure: Measure, choice: Choice, year: int) -> bool:
    """Say whether a measure works in a year of a plan."""
    start = choice.starts.get(measure.id)
    return start is not None and start <= year < start + measure.lifetime


def _energy(question: Question, projection: Projection) -> dict[int, Fraction]:
    """Return what the energy that is saved is worth by year [currency]."""
    saved = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    worth_by_year = {}
    for year in question.years:
        before, after = question.nothing.year(year), projection.year(year)
        worth = (saved_mwh(question, before, after, activity) * price(question, activity, year) for activity in saved)
        worth_by_year[year] = sum(worth, ZERO)
    return worth_by_year


def price(question: Question, activity: str, year: int) -> Fraction:
    """Return the price of an activity's energy [currency per MWh], nothing where the scenario has none."""
    points = question.scenario.energy_prices.get(activity)
    return costs.interpolate(points, year) if points else ZERO


def saved_mwh(question: Question, before: Figures, after: Figures, activity: str) -> Fraction:
    """Return the energy of an activity that is saved in a year [MWh], nothing where its energy is not known."""
    if activity == ELECTRICITY:
        return Fraction(before.load - after.load)
    stream = question.start.stream(activity)
    if stream is None or not stream.kg_per_mwh:
        return ZERO
    return Fraction((before.kg[activity] - after.kg[activity]) / stream.kg_per_mwh)


def _carbon(question: Question, projection: Projection) -> dict[int, Fraction]:
    """Return what the carbon price comes to more by year [currency]."""
    before = costs.carbon_costs(question.scenario, question.nothing, question.method)
    after = costs.carbon_costs(question.scenario, projection, question.method)
    return {year: cost - before[year] for year, cost in after.items()}


def spending(question: Question, choice: Choice) -> tuple[Spending, ...]:
    """Return what is spent once by year, beside the budgets."""
    budgets = question.scenario.budgets
    by_year = []
    for year in question.years:
        begun = (m.capex.value for m in question.scenario.measures if choice.starts.get(m.id) == year)
        by_year.append(Spending(year, sum(begun, ZERO), costs.interpolate(budgets, year) if budgets else None))
    return tuple(by_year)


def unpriced(question: Question) -> tuple[str, ...]:
    """Return the activities that measures save of and that have no energy price."""
    saved = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    return tuple(activity for activity in saved if not question.scenario.energy_prices.get(activity))


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
        return [
            abatement for abatement in self.abatements if abatement.cost_per_t is not None and abatement.cost_per_t < 0
        ]

    @property
    def currency(self) -> str:
        """Return the currency of the costs."""
        return self.scenario.currency


def draw_up_curve(case: Case, scenario: Scenario) -> AbatementCurve:
    """Return the curve of a scenario on the inventories of a case; the method is that of its first emission target."""
    actual = case.actuals(scenario)[-1]
    question = Question(scenario, case.start(scenario), case.gwps(scenario), case.targets(scenario), actual)
    return AbatementCurve(actual.organisation, scenario, actual.year, question.method, rank_abatements(question))


def rank_abatements(question: Question) -> tuple[Abatement, ...]:
    """Return what each measure and each purchase abates alone, the cheapest tonne first.

    `MAC = (capex · CRF + Δopex − energy saved · price) / t CO2e per year`, each averaged over the years in which it
    works, at the factors and prices of those years. Each is put beside the scenario without measures and purchases,
    from the first year that the scenario gives it.
    """
    abatements = [_measure(question, measure) for measure in question.scenario.measures]
    abatements += [_purchase(question, deal) for deal in question.scenario.purchases if deal.most]
    effective = [abatement for abatement in abatements if abatement is not None]
    return tuple(sorted(effective, key=lambda item: (item.cost_per_t is None, item.cost_per_t or ZERO, item.id)))


def _measure(question: Question, measure: Measure) -> Abatement | None:
    """Return a measure alone, None if it begins after the scenario ends."""
    years = _years(question, measure.start, measure.lifetime)
    if not years:
        return None
    projection = question.projection(Choice({measure.id: measure.start}))
    saved = [
        saved_mwh(question, question.nothing.year(year), projection.year(year), measure.saves)
        * price(question, measure.saves, year)
        for year in years
    ]
    yearly = measure.capex.value * capital_recovery_factor(question.rate, measure.lifetime) + measure.opex.value
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
        on_track.emissions(question.nothing.year(year), costs.PRICED_SCOPES, question.method)
        - on_track.emissions(projection.year(year), costs.PRICED_SCOPES, question.method)
        for year in years
    ]
    t_co2e = Fraction(sum(kg, ZERO)) / len(years) / KG_PER_T
    return Abatement(key, names, years[0], years[-1], t_co2e, cost, marginal_cost(cost, t_co2e))
