"""A large optimisation, made from a seed: 60 measures over 25 years with exclusions, precedence and yearly budgets.

    python benchmarks/pathways.py

prints how long it takes to build the model and to solve it, and how near the best the plan is.
"""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, cast

from carbon.files.amounts import Number
from carbon.model.terms import ELECTRICITY, RuleStatus, Scope2Method, TargetForm, TargetQuantity
from carbon.optimisation.plan_question import Question
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.scenario import Grid, Load, Scenario
from carbon.scenarios.start import Start, Stream
from carbon.targets.choice import TargetChoice
from carbon.targets.rules import TargetRule
from carbon.targets.target_result import PathPoint, TargetResult

if TYPE_CHECKING:
    from carbon.accounting.result import InventoryResult

FIRST, YEARS, MEASURES, CONDITIONS = 2024, 25, 60, 10
SEED = 3
PETROL, GAS = "petrol/mobile", "natural_gas/stationary"
SHARES = {ELECTRICITY: 40, PETROL: 10, GAS: 10}
"""How many measures save of what."""


def number(value: Fraction | int) -> Number:
    """Make a certain number."""
    return Number("n", Fraction(value))


def optimise_case(seed: int = SEED) -> Question:
    """Return the question of the benchmark: 30 % in ten years, 60 % in twenty-five.

    Parameters
    ----------
    seed
        What measures, costs and conditions are drawn from.
    """
    random = Random(seed)  # noqa: S311 - a seeded example, no cryptography
    scenario = Scenario(
        file="benchmark.toml",
        names={},
        end=FIRST + YEARS,
        discount_rate=number(Fraction(5, 100)),
        loads={ELECTRICITY: Load(ELECTRICITY, "", number(Fraction(1, 100)))},
        grid=Grid(change=number(Fraction(-2, 100))),
        measures=_measures(random),
        purchases=[_purchase(random, place) for place in range(4)],
        energy_prices={ELECTRICITY: {FIRST: number(3500)}, GAS: {FIRST: number(1600)}},
        budgets={FIRST + 1: number(20_000_000), FIRST + 15: number(40_000_000)},
    )
    streams = (
        Stream(PETROL, 1, Fraction(1_200_000), Fraction(250)),
        Stream(GAS, 1, Fraction(2_800_000), Fraction(200)),
    )
    load, renewable = Fraction(30_000), Fraction(3_000)
    start = Start(FIRST, streams, load, renewable, load * 494, (load - renewable) * 494, {})
    return Question(scenario, start, {}, {"target": _target(start)}, cast("InventoryResult", None))


def _measures(random: Random) -> list[Measure]:
    """Make measures, ten of which exclude another and ten of which require one."""
    names = [f"measure-{place:02}" for place in range(MEASURES)]
    saves = [activity for activity, count in SHARES.items() for _ in range(count)]
    pairs = [random.sample(range(MEASURES), 2) for _ in range(2 * CONDITIONS)]
    excludes = {max(pair): names[min(pair)] for pair in pairs[:CONDITIONS]}
    requires = {max(pair): names[min(pair)] for pair in pairs[CONDITIONS:]}
    found = []
    for place, name in enumerate(names):
        mwh = random.randint(50, 700)
        found.append(
            Measure(
                id=name,
                names={},
                saves=saves[place],
                energy=number(mwh),
                reduction=None,
                start=FIRST + 1,
                lifetime=random.randint(8, 25),
                capex=number(mwh * random.randint(8_000, 60_000)),
                opex=number(random.randint(-50_000, 80_000)),
                requires=(requires[place],) if place in requires else (),
                excludes=(excludes[place],) if place in excludes else (),
                earliest=FIRST + random.randint(1, 4),
            )
        )
    return found


def _purchase(random: Random, place: int) -> Purchase:
    """Make a purchase of up to twenty blocks."""
    block, premium = number(random.randint(200, 600)), number(random.randint(600, 2400))
    return Purchase(f"ppa-{place}", {}, block, premium, 0, 20, FIRST + 1 + 3 * place, 25)


def _target(start: Start) -> TargetResult:
    """Make a target that falls in straight lines to 30 % in ten years and to 60 % in the last."""
    base = start.market + sum(stream.kg for stream in start.streams)
    cuts = {FIRST: Fraction(0), FIRST + 10: Fraction(30, 100), FIRST + YEARS: Fraction(60, 100)}
    rule = TargetRule(
        "benchmark", {}, TargetForm.REDUCTION_POINTS, RuleStatus.IN_FORCE, TargetQuantity.EMISSIONS, "made up"
    )
    path = []
    for year in range(FIRST, FIRST + YEARS + 1):
        before = max(each for each in cuts if each <= year)
        after = min(each for each in cuts if each >= year)
        slope = (cuts[after] - cuts[before]) / max(1, after - before)
        kg = base * (1 - cuts[before] - slope * (year - before))
        path.append(PathPoint(year, kg, 1 - kg / base, kg))
    choice = TargetChoice(rule, FIRST, FIRST + YEARS, (1, 2), Scope2Method.MARKET)
    return TargetResult("benchmark", choice, "kg CO2e", base, base, {}, (), tuple(path))


def measured(seed: int = SEED) -> dict[str, float]:
    """Solve the case once.

    Returns
    -------
    dict of str to float
        Seconds of building and of solving, and the gap [ratio].
    """
    from carbon.optimisation import plan

    solved = plan.find_plan(optimise_case(seed))
    return {"building": solved.building_seconds, "solving": solved.solution.seconds, "gap": solved.solution.gap}


if __name__ == "__main__":
    print(json.dumps(measured()))
