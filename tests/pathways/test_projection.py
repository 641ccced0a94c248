"""Laws of the projection, whatever the scenario."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.model.terms import ELECTRICITY
from carbon.scenarios.balance import Exact, Line
from carbon.scenarios.measures import Measure
from carbon.scenarios.projection import Projection, Projector
from carbon.scenarios.scenario import Grid, Load, Scenario
from carbon.scenarios.start import Start, Stream
from carbon.scenarios.uncertainty import Draws
from tests.pathways.made_up import FIRST, LAST, PETROL, measures, number, ratios, scenarios, starts

KWH_SAVED = 484_914
"""What the measures of KGI Securities save in a year [kWh], 2024 report, section 5.3.1, table of energy measures."""


def run(scenario: Scenario, start: Start) -> Projection:
    """Work a scenario out exactly."""
    return Projector(scenario, start, Exact()).run()


@given(scenarios(), starts())
def test_the_first_year_is_the_inventory(scenario: Scenario, start: Start) -> None:
    """The start comes out as it went in, to the last digit."""
    first = run(scenario, start).years[0]
    assert first.year == FIRST
    assert first.scope_1 == sum(stream.kg for stream in start.streams)
    assert (first.location, first.market) == (start.location, start.market)
    assert (first.load, first.renewable) == (start.load, start.renewable)


@given(scenarios(), starts())
def test_the_parts_of_the_bridge_add_up(scenario: Scenario, start: Start) -> None:
    """Business as usual less every part is the scenario, by both methods, to the last digit."""
    projection = run(scenario, start)
    for usual, figures in zip(projection.usual, projection.years, strict=True):
        parts = [by_year[figures.year] for by_year in projection.parts.values()]
        assert usual.scope_1 + usual.location - sum(part[0] for part in parts) == figures.scope_1 + figures.location
        assert usual.scope_1 + usual.market - sum(part[1] for part in parts) == figures.scope_1 + figures.market


@given(scenarios(), starts())
def test_nothing_falls_below_zero(scenario: Scenario, start: Start) -> None:
    """Measures on one load never save more than the load, and renewable electricity never exceeds it."""
    for figures in run(scenario, start).years:
        assert figures.load >= 0
        assert 0 <= figures.renewable <= figures.load
        assert figures.market >= 0
        assert all(kg >= 0 for kg in figures.kg.values())


@given(scenarios(), starts(), ratios, ratios)
def test_more_renewable_power_never_raises_market_based(
    scenario: Scenario, start: Start, one: Fraction, other: Fraction
) -> None:
    """And it moves no location-based figure at all."""
    less, more = sorted((one, other))
    a = run(replace(scenario, renewable_share={LAST: number(less)}), start)
    b = run(replace(scenario, renewable_share={LAST: number(more)}), start)
    for with_less, with_more in zip(a.years, b.years, strict=True):
        assert with_more.market <= with_less.market
        assert with_more.location == with_less.location


@given(scenarios(), starts(), st.data())
def test_another_measure_never_raises_emissions(scenario: Scenario, start: Start, data: st.DataObject) -> None:
    """Nor does it touch what it does not save."""
    measure = data.draw(measures(99))
    before = run(scenario, start)
    after = run(replace(scenario, measures=[*scenario.measures, measure]), start)
    for one, other in zip(before.years, after.years, strict=True):
        assert other.location <= one.location
        assert other.market <= one.market
        assert other.scope_1 <= one.scope_1
        if other.year not in range(measure.start, measure.start + measure.lifetime):
            assert (other.scope_1, other.location, other.market) == (one.scope_1, one.location, one.market)


@given(scenarios(), starts())
def test_draws_of_certain_numbers_are_the_projection(scenario: Scenario, start: Start) -> None:
    """The same formulas in binary floats come to the same, to nine digits."""
    exact = run(scenario, start)
    drawn = Projector(scenario, start, Draws((), 1, 0), bridged=False).years()
    for one, other in zip(exact.years, drawn, strict=True):
        for key in ("scope_1", "location", "market", "load", "renewable"):
            expected = float(getattr(one, key))
            assert float(getattr(other, key)) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(("year", "value"), [(2020, 10), (2024, 10), (2026, 7), (2030, 1), (2031, 3), (2040, 3)])
def test_lines_join_points(year: int, value: int) -> None:
    """Straight between two points, level before the first and after the last."""
    points = {2024: Fraction(10), 2030: Fraction(1), 2031: Fraction(3)}
    assert Line(points).at(year) == value


def test_what_the_inventory_knows_is_not_assumed() -> None:
    """A share given for the start or before it gives way to the inventory's."""
    scenario = Scenario("made.toml", {}, LAST, renewable_share={FIRST: number("0.9"), LAST: number("0.5")})
    start = kgi()
    shares = [figures.renewable_share for figures in run(scenario, start).years]
    assert shares[0] == start.renewable / start.load
    assert shares[3] == (shares[0] + Fraction(1, 2)) / 2


def kgi() -> Start:
    """Make KGI Securities' electricity of 2024: 15,155.776 MWh, 3,606.046 renewable, 0.494 kg CO2e/kWh."""
    load, renewable = Fraction("15155.776"), Fraction("3606.046")
    return Start(FIRST, (), load, renewable, load * 494, (load - renewable) * 494, {})


def saving() -> Measure:
    """Make the measures' savings of a year."""
    return Measure("m", {}, ELECTRICITY, number(Fraction(KWH_SAVED, 1000)), None, FIRST + 1, 10, number(0), number(0))


@pytest.mark.parametrize(("contract", "tonnes"), [("volume", "239.55"), ("share", "182.55")])
def test_a_saved_kilowatt_hour_is_worth_what_the_contract_says(contract: str, tonnes: str) -> None:
    """Under a fixed volume it displaces grid power whole; under a constant share only the part that is grid power."""
    start = kgi()
    share = {LAST: number(start.renewable / start.load)} if contract == "share" else {}
    scenario = Scenario("made.toml", {}, LAST, renewable_share=share)
    without = run(scenario, start).years[-1].market
    with_it = run(replace(scenario, measures=[saving()]), start).years[-1].market
    assert round((without - with_it) / 1000, 2) == Fraction(tonnes)


def test_a_year_by_hand() -> None:
    """Every number of the year after the start, computed here from the formulas in docs/how-to/scenarios.md."""
    start = Start(
        FIRST, (Stream(PETROL, 1, Fraction(1000), Fraction(250)),), Fraction(100), Fraction(20), Fraction(50_000),
        Fraction(40_000), {},
    )  # fmt: skip
    scenario = Scenario(
        "made.toml", {}, FIRST + 1,
        loads={ELECTRICITY: Load(ELECTRICITY, "", number("0.1"), number("0.05"))},
        grid=Grid({FIRST + 1: number("0.4")}),
        measures=[replace(saving(), energy=None, reduction=number("0.2"))],
        renewable_share={FIRST + 1: number("0.5")},
    )  # fmt: skip
    year = run(scenario, start).years[-1]
    load = 100 * Fraction("1.1") * Fraction("0.95") * Fraction("0.8")
    assert year.load == load
    assert year.location == load * 400
    assert year.market == load / 2 * 400
    assert year.scope_1 == 1000


def test_a_measure_ends_and_its_emissions_return() -> None:
    """After its last year the load is what it would be without it."""
    scenario = Scenario("made.toml", {}, LAST, measures=[replace(saving(), lifetime=2)])
    loads = [figures.load for figures in run(scenario, kgi()).years]
    assert loads[1] == loads[2] == loads[0] - Fraction(KWH_SAVED, 1000)
    assert loads[3] == loads[0]
