"""The pathway of the example, from the command line to the last digit."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import carbon
from carbon.cli import main
from carbon.files.amounts import Number
from carbon.model.problems import ProblemsError
from carbon.model.terms import Scope2Method
from carbon.scenarios import on_track, whatif
from carbon.scenarios.case import Case
from carbon.scenarios.pathway import open_case
from carbon.scenarios.uncertainty import Draws

KGI = Path("docs/examples/kgi")
SCENARIO = "forty-percent"
YEAR_KEYS = [
    "year", "scope1_t_co2e", "scope2_location_based_t_co2e", "scope2_market_based_t_co2e", "electricity_mwh",
    "renewable_mwh", "renewable_share", "intensity", "target_t_co2e", "gap_t_co2e",
    "scope3_t_co2e",
]  # fmt: skip


@pytest.fixture(scope="module")
def case() -> Case:
    """Open the example once."""
    return open_case(KGI, SCENARIO)


def said(*words: str) -> str:
    """Run a command that succeeds and return what it prints."""
    result = CliRunner().invoke(main, [*words])
    assert result.exit_code == 0, result.output
    return result.stdout


def as_json(*words: str) -> dict[str, Any]:
    """Run a command and read its JSON."""
    found: dict[str, Any] = json.loads(said(*words, "--format", "json"))
    return found


def test_json_has_the_keys_that_others_build_on() -> None:
    """In their order; what was added since comes after them."""
    found = as_json("pathway", str(KGI), "--scenario", SCENARIO)
    assert list(found)[:3] == ["years", "budget", "on_track"]
    assert all(list(year) == YEAR_KEYS for year in found["years"])
    assert list(found["budget"])[:4] == ["method", "path_t_co2e", "projected_t_co2e", "overshoot_t_co2e"]
    for key in ("inventory_sha256", "scenario_sha256", "rules", "seed", "numpy", "scipy"):
        assert found["provenance"][key]


def test_the_last_actual_year_is_the_inventory(case: Case) -> None:
    """Both methods, every scope, to the last digit."""
    result = case.pathway(case.scenario())
    first, actual = result.years[0].figures, carbon.inventory(KGI, year=2024)
    assert first.scope_1 == actual.total(1)
    assert first.location == actual.total(2, Scope2Method.LOCATION)
    assert first.market == actual.total(2, Scope2Method.MARKET)
    assert first.scope_3 == actual.total(3)


def test_what_if_without_changes_is_the_scenario() -> None:
    """Before and after are the pathway, byte for byte."""
    found = as_json("whatif", str(KGI), "--scenario", SCENARIO)
    assert found["before"] == found["after"] == as_json("pathway", str(KGI), "--scenario", SCENARIO)
    assert all(not value for year in found["difference"] for key, value in year.items() if key != "year")


def test_a_set_value_is_what_comes_out() -> None:
    """The share that is set is the share of its year."""
    found = as_json("whatif", str(KGI), "--scenario", SCENARIO, "--set", "renewable_share.2030=60%")
    assert found["after"]["years"][-1]["renewable_share"] == 0.6
    assert found["before"]["years"][-1]["renewable_share"] == 0.4


@pytest.mark.parametrize(
    ("name", "reduction"),
    [("renewable_share.2030", "0.5"), ("electricity.growth", "0.5"), ("renewable_share.2030", "0.65")],
)
def test_the_solved_value_meets_the_target_and_a_hair_less_does_not(case: Case, name: str, reduction: str) -> None:
    """Both are worked out again from the text of the value."""
    solved = whatif.solve(case, name, reduction=Fraction(reduction))
    for text, kg, meets in ((solved.value, solved.found, True), (solved.less, solved.found_with_less, False)):
        year = case.projection(case.scenario([(name, text)])).year(2030)
        assert year.scope_1 + year.market == kg
        assert (kg <= solved.line) is meets


@pytest.mark.parametrize(("share", "met"), [("39.9%", False), ("40%", True), ("41%", True)])
def test_a_share_is_to_be_reached(case: Case, share: str, met: bool) -> None:
    """A share below its target misses it, one above meets it; the gap is what is missing."""
    result = case.pathway(case.scenario([("renewable_share.2030", share)]), fanned=False)
    held = next(each for each in result.on_track if each.id == "renewable")
    assert held.met is met
    assert held.gap is not None
    assert (held.gap > 0) is not met


def test_what_cannot_be_solved_says_so(case: Case) -> None:
    """Where no value meets the target, and where every value does."""
    for reduction in (Fraction(0), Fraction("0.99")):
        with pytest.raises(ProblemsError) as caught:
            whatif.solve(case, "renewable_share.2030", reduction=reduction)
        assert [problem.code for problem in caught.value.problems] == ["no-solution"]


def test_a_sweep_is_its_scenarios(case: Case) -> None:
    """Each row is what the scenario comes to with that value."""
    swept = whatif.sweep(case, "renewable_share.2030", ["20%", "60%"])
    for value, result in zip(swept.values, swept.results, strict=True):
        assert result.years == case.pathway(case.scenario([(swept.name, value)]), fanned=False).years


def test_a_name_that_cannot_be_set_gets_its_nearest(case: Case) -> None:
    """And nothing is calculated."""
    with pytest.raises(ProblemsError) as caught:
        whatif.what_if(case, [("renewable_shar.2030", "40%")])
    (problem,) = caught.value.problems
    assert problem.code == "unknown-name"
    assert '"renewable_share.2030"' in problem.why


def test_every_listed_name_with_a_value_can_be_set_to_it(case: Case) -> None:
    """What `--list` shows can be written back, and changes nothing."""
    before = case.projection(case.scenario())
    certain = [each for each in whatif.names(case) if each.value and "…" not in each.value]
    changes = [(each.name, each.value) for each in certain if each.name != "electricity.driver"]
    after = case.projection(case.scenario(changes))
    assert after.years[-1].market == before.years[-1].market
    assert after.years[-1].scope_1 == before.years[-1].scope_1


def test_the_budget_adds_the_years_up(case: Case) -> None:
    """Inventory years as they turned out, then the projection; the trapezoid counts both ends half."""
    result = case.pathway(case.scenario(), fanned=False)
    target = result.target
    assert target is not None
    assert result.budget is not None
    totals = [total for r in result.actuals for total in (r.total(1), r.total(2, target.method))]
    actual = sum((total for total in totals if total is not None), Fraction(0))
    projected = sum(y.figures.scope_1 + y.figures.market for y in result.years[1:])
    assert result.budget.projected == actual + projected
    assert result.budget.path == sum(point.quantity for point in target.path)
    trapezoid = on_track.add_up_budget(target, result.actuals, result.projection, "trapezoid")
    assert trapezoid is not None
    assert trapezoid.path == result.budget.path - (target.path[0].quantity + target.path[-1].quantity) / 2


def test_the_fan_is_the_same_for_the_same_seed_and_lies_around_the_projection(case: Case) -> None:
    """Quantiles rise; the projection lies between the outer ones in every year."""
    one, other = (case.pathway(case.scenario()) for _ in range(2))
    assert one.fan is not None
    assert one.fan == other.fan
    for method, rows in one.fan.values.items():
        for at, year in enumerate(one.years):
            column = [row[at] for row in rows]
            assert column == sorted(column)
            scope_2 = year.figures.location if method == "location_based" else year.figures.market
            assert column[0] <= float(year.figures.scope_1 + scope_2) + 1e-6
            assert float(year.figures.scope_1 + scope_2) - 1e-6 <= column[-1]
    moved = case.pathway(case.scenario([("seed", "7")]))
    assert moved.fan is not None
    assert moved.fan.values != one.fan.values


def test_a_number_draws_the_same_whatever_stands_beside_it() -> None:
    """Its draws depend on the seed and its name alone."""
    one = Number("a", Fraction(1), Fraction(0), Fraction(2), "normal")
    other = Number("b", Fraction(1), Fraction(0), Fraction(2), "normal")
    alone, both = Draws([one], 100, 1), Draws([other, one], 100, 1)
    assert (alone.of(one) == both.of(one)).all()
    assert not (both.of(one) == both.of(other)).any()


@pytest.mark.parametrize(
    ("distribution", "median"),
    [("triangular", None), ("uniform", 35.0), ("normal", 20.0), ("lognormal", 20.0)],
)
def test_distributions_keep_their_bounds(distribution: str, median: float | None) -> None:
    """All of the first two, 95 % of the others, lie between the bounds; medians are the values."""
    number = Number("n", Fraction(20), Fraction(10), Fraction(60), distribution)
    drawn = Draws([number], 100_000, 3).of(number)
    below = ((drawn < 10).mean(), (drawn > 60).mean())
    assert below == pytest.approx((0.025, 0.025) if median == 20 else (0, 0), abs=0.002)
    inside = ((drawn >= 10) & (drawn <= 60)).mean()
    assert inside == 1 if distribution in {"triangular", "uniform"} else inside == pytest.approx(0.95, abs=0.004)
    middle = sorted(drawn.tolist())[50_000]
    if median is not None:
        assert middle == pytest.approx(median, rel=0.01)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", [("pathway",), ("whatif", "--set", "electricity.growth=-2%/yr")])
def test_tables_are_in_both_languages(language: str, words: tuple[str, ...]) -> None:
    """Every year and every lever stands in them."""
    text = said(words[0], str(KGI), "--scenario", SCENARIO, "--language", language, *words[1:])
    for expected in ("2024", "2030", "4,186.08" if words[0] == "pathway" else "3,812.58"):
        assert expected in text
    assert ("範疇一" in text) is (language == "zh")
