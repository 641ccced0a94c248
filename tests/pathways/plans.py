"""Questions to optimise, made up from a seed, and the answer by trying every plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from random import Random
from typing import cast

from carbon.accounting.result import InventoryResult
from carbon.files.amounts import Number
from carbon.model.terms import ELECTRICITY, RuleStatus, Scope2Method, TargetForm, TargetQuantity
from carbon.optimisation import costing
from carbon.optimisation.plan_question import Choice, Question
from carbon.scenarios import costs
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projection import Figures
from carbon.scenarios.scenario import CarbonPrice, Fee, Grid, Load, Scenario
from carbon.scenarios.start import Start, Stream
from carbon.targets.choice import TargetChoice
from carbon.targets.rules import TargetRule
from carbon.targets.target_result import PathPoint, TargetResult
from tests.pathways.made_up import FIRST, GAS, PETROL, number

START = Start(
    year=FIRST,
    streams=(Stream(PETROL, 1, Fraction(40_000), Fraction(250)), Stream(GAS, 1, Fraction(90_000), Fraction(200))),
    load=Fraction(1000),
    renewable=Fraction(150),
    location=Fraction(500_000),
    market=Fraction(425_000),
    metrics={"employees": Fraction(100)},
)
"""130 t CO2e of fuels, and 1,000 MWh of which 150 are renewable."""


def aim(
    lines: Mapping[int, Fraction],
    *,
    scopes: tuple[int, ...] = (1, 2),
    method: Scope2Method | None = Scope2Method.MARKET,
    quantity: TargetQuantity = TargetQuantity.EMISSIONS,
    metric: str = "",
) -> TargetResult:
    """Make a target by its line, in its unit."""
    rule = TargetRule("made-up", {}, TargetForm.REDUCTION_POINTS, RuleStatus.IN_FORCE, quantity, "")
    choice = TargetChoice(rule, FIRST, max(lines), scopes, method, metric)
    path = tuple(PathPoint(year, line, None, line) for year, line in sorted(lines.items()))
    units = {TargetQuantity.RENEWABLE_SHARE: "ratio", TargetQuantity.ELECTRICITY_MWH: "MWh"}
    base = Fraction(555_000)
    return TargetResult("", choice, units.get(quantity, "kg CO2e"), base, base, {}, (), path)


def asked(scenario: Scenario, targets: Mapping[str, TargetResult], start: Start = START) -> Question:
    """Make a question without an inventory behind it."""
    return Question(scenario, start, {}, targets, cast("InventoryResult", None))


def points(value: str | int, year: int = FIRST) -> dict[int, Number]:
    """Make a number that stays as it is."""
    return {year: number(value)}


def measure(name: str, saves: str = ELECTRICITY, mwh: int = 100, **other: object) -> Measure:
    """Make a measure; costs and lifetime have defaults."""
    given: dict[str, object] = {
        "energy": number(mwh), "reduction": None, "start": FIRST + 1, "lifetime": 10, "capex": number(1000),
        "opex": number(0),
    }  # fmt: skip
    return Measure(id=name, names={}, saves=saves, **(given | other))  # type: ignore[arg-type]


def made(seed: int) -> Question:
    """Make a small question from a seed: up to three measures, two purchases, and every kind of condition."""
    random = Random(seed)
    end = FIRST + random.randint(3, 4)
    names = [f"m{place}" for place in range(random.randint(1, 3))]
    measures = []
    for place, name in enumerate(names):
        saves = random.choice([ELECTRICITY, ELECTRICITY, PETROL, GAS])
        share = random.random() < 0.3
        size = {ELECTRICITY: 700, PETROL: 200, GAS: 600}[saves]
        measures.append(
            measure(
                name,
                saves,
                energy=None if share else number(random.randint(1, size)),
                reduction=number(Fraction(random.randint(1, 100), 100)) if share else None,
                lifetime=random.randint(1, 6),
                capex=number(random.randint(0, 50_000)),
                opex=number(random.randint(-3000, 3000)),
                requires=tuple(names[:place][:1]) if random.random() < 0.3 else (),
                excludes=tuple(names[:place][-1:]) if random.random() < 0.2 else (),
                earliest=random.choice([None, None, FIRST + 2]),
                latest=random.choice([None, None, FIRST + 3]),
            )
        )
    block = number(random.choice([40, 200, 1500]))
    deal = Purchase("ppa", {}, block, number(random.randint(-5, 60)), 0, 2, FIRST + random.randint(1, 2), 3)
    scenario = Scenario(
        file="made.toml",
        names={},
        end=end,
        discount_rate=number(Fraction(random.choice([0, 3, 8]), 100)),
        loads={ELECTRICITY: Load(ELECTRICITY, "", number(Fraction(random.randint(-5, 8), 100)), number("0.01"))},
        grid=Grid(change=number(Fraction(random.randint(-6, 1), 100))),
        renewable_share=random.choice([{}, {end: number("0.4")}]),
        measures=measures,
        purchases=[deal],
        energy_prices=random.choice([{}, {ELECTRICITY: points(60), GAS: points(20)}]),
        carbon_price=random.choice([CarbonPrice(), CarbonPrice({FIRST + 2: number(40), end: number(90)}), _levy()]),
        budgets=random.choice([{}, {FIRST: number(random.randint(20_000, 60_000))}]),
    )
    nothing = asked(scenario, {}).nothing
    cut = random.randint(0, 45)
    lines = {year: _line(nothing.year(year), cut, year, end) for year in range(FIRST + 1, end + 1)}
    targets = {"emissions": aim(lines)}
    if random.random() < 0.3:
        part = Fraction(random.randint(10, 60), 100)
        targets["renewable"] = aim({end: part}, scopes=(), method=None, quantity=TargetQuantity.RENEWABLE_SHARE)
    if random.random() < 0.3:
        most = nothing.year(end).load * random.randint(60, 110) / 100
        targets["electricity"] = aim({end: most}, scopes=(), method=None, quantity=TargetQuantity.ELECTRICITY_MWH)
    return asked(scenario, targets)


def _levy() -> CarbonPrice:
    """Make a levy above a threshold that some years are under."""
    return CarbonPrice(fee=Fee(Fraction(300), Fraction(450), Fraction(1), ""))


def _line(figures: Figures, cut: int, year: int, end: int) -> Fraction:
    """Return a line that falls from doing nothing to a cut [%] in the last year, odd enough not to be hit exactly."""
    share = Fraction(cut, 100) * (year - FIRST) / (end - FIRST)
    return Fraction((figures.scope_1 + figures.market) * (1 - share)) + Fraction(1, 7)


def every_plan(question: Question) -> Iterator[Choice]:
    """Yield every plan that keeps the conditions, whether it keeps the targets or not."""
    scenario, years = question.scenario, question.years
    windows = [
        [None, *(year for year in years if (m.earliest or year) <= year <= (m.latest or year))]
        for m in scenario.measures
    ]
    counts = [range(deal.most + 1) for deal in scenario.purchases]
    for starts in product(*windows):
        chosen = {m.id: year for m, year in zip(scenario.measures, starts, strict=True) if year is not None}
        if not _allowed(question, chosen):
            continue
        for blocks in product(*counts):
            taken = zip(scenario.purchases, blocks, strict=True)
            yield Choice(chosen, {deal.id: count for deal, count in taken if count})


def _allowed(question: Question, starts: Mapping[str, int]) -> bool:
    """Say whether first years keep exclusions, precedence and budgets."""
    for each in question.scenario.measures:
        if each.id not in starts:
            continue
        if any(other in starts for other in each.excludes):
            return False
        if any(starts.get(other, 9999) > starts[each.id] for other in each.requires):
            return False
    budgets = question.scenario.budgets
    return all(
        not budgets or spent.capex <= costs.interpolate(budgets, spent.year)
        for spent in costing.spending(question, Choice(starts))
    )


def cheapest(question: Question) -> tuple[Fraction, Choice] | None:
    """Return the least cost of all plans, None if no plan keeps the targets."""
    best: tuple[Fraction, Choice] | None = None
    for choice in every_plan(question):
        projection = question.projection(choice)
        if question.kept(projection):
            cost = costing.plan_cost(question, choice, projection).total
            if best is None or cost < best[0]:
                best = cost, choice
    return best
