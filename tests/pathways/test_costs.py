"""Annuities, present values, carbon prices and levies, and what a tonne costs."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import library
from carbon.model import exact
from carbon.model.terms import Scope2Method
from carbon.optimisation import costing
from carbon.optimisation.plan_question import Choice
from carbon.scenarios import costs
from carbon.scenarios.costs import capital_recovery_factor, discount_factor, marginal_cost, present_value
from carbon.scenarios.measures import Purchase
from carbon.scenarios.scenario import CarbonPrice, Fee, Scenario
from tests.pathways import plans
from tests.pathways.made_up import FIRST, number

RATES = st.integers(0, 300).map(lambda n: Fraction(n, 1000))


@pytest.mark.parametrize(
    ("rate", "years", "expected"),
    [("0.05", 10, "0.129504575"), ("0.03", 15, "0.083766580"), ("0", 8, "0.125000000"), ("0.04", 1, "1.040000000")],
)
def test_capital_recovery_factor(rate: str, years: int, expected: str) -> None:
    """The textbook's numbers, to their last digit."""
    assert exact.fixed(capital_recovery_factor(Fraction(rate), years), 9) == expected


@given(RATES, st.integers(1, 40))
def test_annuities_pay_back_what_was_spent(rate: Fraction, years: int) -> None:
    """The present value of the payments is the capital, exactly, at any rate."""
    payment = capital_recovery_factor(rate, years)
    assert present_value({FIRST + n: payment for n in range(1, years + 1)}, rate, FIRST) == 1
    assert discount_factor(rate, 0) == 1


def test_nothing_abated_has_no_cost_per_tonne() -> None:
    """A measure that raises emissions has none either."""
    assert marginal_cost(Fraction(5), Fraction(2)) == Fraction(5, 2)
    assert marginal_cost(Fraction(5), Fraction(0)) is None
    assert marginal_cost(Fraction(5), Fraction(-1)) is None


def _fee(rate: str = "general") -> Fee:
    """Read the library's levy."""
    path = Path(library.scenarios()) / "carbon_prices" / "tw-carbon-fee.toml"
    rule = tomllib.loads(path.read_text(encoding="utf-8"))
    threshold, factor = exact.parse(rule["threshold_t_co2e"]), exact.parse(rule["coefficient"])
    return Fee(exact.parse(rule["rates"][rate]), threshold, factor, rule["source"])


@pytest.mark.parametrize(
    ("rate", "t_co2e", "expected"),
    [
        ("general", "30000", 1_500_000),
        ("A", "30000", 250_000),
        ("B", "30000", 500_000),
        ("general", "25000", 0),
        ("general", "9311.984358", 0),
        ("general", "25000.0005", 0),  # 0.001 t is charged, 0.30 is truncated
        ("general", "25000.0034", 0),  # 0.003 t, 0.9
        ("general", "25000.0035", 1),  # half up: 0.004 t, 1.2
        ("general", "25001.2345", 370),  # 1.235 t, 370.5
    ],
)
def test_taiwans_carbon_fee(rate: str, t_co2e: str, expected: int) -> None:
    """What is charged is rounded half up to 3 decimals, the fee truncated to whole dollars."""
    assert costs.levy(_fee(rate), Fraction(t_co2e)) == expected


def test_coefficient_and_threshold_of_a_leakage_risk() -> None:
    """With a recognised risk and an approved plan a share of all emissions is charged."""
    fee = Fee(Fraction(50), Fraction(0), Fraction(2, 10), "")
    assert costs.levy(fee, Fraction(30_000)) == 300_000


def test_a_price_by_year() -> None:
    """Nothing before its first year, straight lines between, the last value after; nothing without a price."""
    scenario = Scenario(file="", names={}, end=FIRST + 5)
    priced = Scenario(
        file="", names={}, end=FIRST + 5, carbon_price=CarbonPrice({FIRST + 2: number(100), FIRST + 4: number(200)})
    )
    without, question = plans.asked(scenario, {}), plans.asked(priced, {})
    assert costs.carbon_costs(scenario, without.nothing, Scope2Method.MARKET) == {}
    cost = costs.carbon_costs(priced, question.nothing, Scope2Method.MARKET)
    assert [cost[year] / 555 for year in question.years] == [0, 100, 150, 200, 200]
    by_location = costs.carbon_costs(priced, question.nothing, Scope2Method.LOCATION)
    assert by_location[FIRST + 2] == 630 * 100


def _alone() -> Scenario:
    """Make a scenario of one measure and one purchase."""
    return Scenario(
        file="",
        names={},
        end=FIRST + 4,
        discount_rate=number("0.05"),
        measures=[plans.measure("led", mwh=100, capex=number(10_000), lifetime=10, opex=number(50))],
        purchases=[Purchase("ppa", {}, number(50), number(20), 0, 2, FIRST + 1, 2)],
        energy_prices={"electricity": plans.points(60)},
    )


def test_abatement_of_one_measure() -> None:
    """The formula by hand: capex · CRF + opex − energy · price, over t CO2e per year; a purchase by its premium."""
    curve = {each.id: each for each in costing.rank_abatements(plans.asked(_alone(), {}))}
    led, ppa = curve["measures.led"], curve["purchases.ppa"]
    assert led.t_co2e == 50
    assert led.yearly_cost == 10_000 * capital_recovery_factor(Fraction(5, 100), 10) + 50 - 100 * 60
    assert led.cost_per_t == led.yearly_cost / 50
    assert (led.start, led.last) == (FIRST + 1, FIRST + 4)
    assert ppa.t_co2e == 50
    assert ppa.cost_per_t == Fraction(20 * 100, 50)
    assert ppa.last == FIRST + 2
    assert [each.id for each in costing.rank_abatements(plans.asked(_alone(), {}))] == ["measures.led", "purchases.ppa"]


def test_the_order_of_negative_costs_is_no_ranking() -> None:
    """Taylor's example: A (−100 k, 1 t) stands before B (−200 k, 10 t), though B is better in both."""
    scenario = Scenario(
        file="",
        names={},
        end=FIRST + 1,
        measures=[
            plans.measure("a", mwh=2, capex=number(0), opex=number(-100_000)),
            plans.measure("b", mwh=20, capex=number(0), opex=number(-200_000)),
        ],
    )
    question = plans.asked(scenario, {})
    first, second = costing.rank_abatements(question)
    assert (first.id, second.id) == ("measures.a", "measures.b")
    assert first.t_co2e == 1
    assert second.t_co2e == 10
    curve = costing.AbatementCurve("", scenario, FIRST, Scope2Method.MARKET, (first, second))
    assert len(curve.negative) == 2


def test_the_cost_of_a_plan_by_hand() -> None:
    """Annuities, operation, energy and premium in the years of work, discounted to the last inventory."""
    question = plans.asked(_alone(), {})
    choice = Choice({"led": FIRST + 3}, {"ppa": 2})
    cost = costing.plan_cost(question, choice, question.projection(choice))
    rate, years = Fraction(5, 100), (3, 4)
    assert cost.capital == sum(10_000 * capital_recovery_factor(rate, 10) / (1 + rate) ** n for n in years)
    assert cost.operation == sum(50 / (1 + rate) ** n for n in years)
    assert cost.energy == -sum(100 * 60 / (1 + rate) ** n for n in years)
    assert cost.premium == sum(2 * 50 * 20 / (1 + rate) ** n for n in (1, 2))
    assert cost.carbon == 0
    assert cost.total == cost.capital + cost.operation + cost.energy + cost.premium
