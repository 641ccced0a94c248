"""What a plan costs, exactly: present values to the scenario's end, beside doing nothing."""

from __future__ import annotations

from fractions import Fraction

from carbon.model.terms import ELECTRICITY
from carbon.optimisation.question import Choice, Question
from carbon.optimisation.result import Cost, Spending
from carbon.scenarios import prices
from carbon.scenarios.costs import present, recovery
from carbon.scenarios.measures import Measure
from carbon.scenarios.projector import Figures, Projection

ZERO = Fraction(0)


def of(question: Question, choice: Choice, projection: Projection) -> Cost:
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
    capital = {y: sum((m.capex.value * recovery(rate, m.lifetime) for m in ms), ZERO) for y, ms in at_work.items()}
    operation = {year: sum((each.opex.value for each in measures), ZERO) for year, measures in at_work.items()}
    premium = {y: sum((d.premium.value * d.block.value * count for d, count in ds), ZERO) for y, ds in blocks.items()}
    return Cost(
        capital=present(capital, rate, today),
        operation=present(operation, rate, today),
        energy=-present(_energy(question, projection), rate, today),
        premium=present(premium, rate, today),
        carbon=present(_carbon(question, projection), rate, today),
    )


def _works(measure: Measure, choice: Choice, year: int) -> bool:
    """Say whether a measure works in a year of a plan."""
    start = choice.starts.get(measure.id)
    return start is not None and start <= year < start + measure.lifetime


def _energy(question: Question, projection: Projection) -> dict[int, Fraction]:
    """Return what the energy that is saved is worth by year [currency]."""
    saved = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    found = {}
    for year in question.years:
        before, after = question.nothing.year(year), projection.year(year)
        worth = (saved_mwh(question, before, after, activity) * price(question, activity, year) for activity in saved)
        found[year] = sum(worth, ZERO)
    return found


def price(question: Question, activity: str, year: int) -> Fraction:
    """Return the price of an activity's energy [currency per MWh], nothing where the scenario has none."""
    points = question.scenario.energy_prices.get(activity)
    return prices.line(points, year) if points else ZERO


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
    before = prices.of(question.scenario, question.nothing, question.method)
    after = prices.of(question.scenario, projection, question.method)
    return {year: cost - before[year] for year, cost in after.items()}


def spending(question: Question, choice: Choice) -> tuple[Spending, ...]:
    """Return what is spent once by year, beside the budgets."""
    budgets = question.scenario.budgets
    found = []
    for year in question.years:
        begun = (m.capex.value for m in question.scenario.measures if choice.starts.get(m.id) == year)
        found.append(Spending(year, sum(begun, ZERO), prices.line(budgets, year) if budgets else None))
    return tuple(found)


def unpriced(question: Question) -> tuple[str, ...]:
    """Return the activities that measures save of and that have no energy price."""
    saved = dict.fromkeys(measure.saves for measure in question.scenario.measures)
    return tuple(activity for activity in saved if not question.scenario.energy_prices.get(activity))
