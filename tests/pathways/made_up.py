"""Scenarios and starts made up by hypothesis, small enough to read when one of them breaks a law."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from carbon.files.amounts import Number
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.measures import Measure, Purchase, Shift
from carbon.scenarios.scenario import Load, Scenario
from carbon.scenarios.start import Start, Stream

FIRST, LAST = 2024, 2030
PETROL, GAS = "petrol/mobile", "natural_gas/stationary"


def number(value: Fraction | int | str, name: str = "n") -> Number:
    """Make a certain number."""
    return Number(name, Fraction(value))


amounts = st.integers(0, 10_000).map(lambda n: Fraction(n, 10))
ratios = st.integers(0, 1000).map(lambda n: Fraction(n, 1000))
rates = st.integers(-200, 200).map(lambda n: Fraction(n, 1000))
years = st.integers(FIRST + 1, LAST)


@st.composite
def starts(draw: st.DrawFn) -> Start:
    """Make the start of a projection: electricity, partly renewable, and two fuels."""
    load = draw(amounts) + 1
    renewable = load * draw(st.integers(0, 999)) / 1000
    factor = draw(st.integers(1, 900).map(Fraction))
    streams = tuple(
        Stream(activity, 1, draw(amounts) * 100, draw(st.sampled_from([Fraction(250), Fraction(200)])))
        for activity in (PETROL, GAS)
    )
    return Start(
        FIRST, streams, load, renewable, load * factor, (load - renewable) * factor, {"employees": Fraction(100)}
    )


@st.composite
def measures(draw: st.DrawFn, place: int) -> Measure:
    """Make a measure that saves energy, or a share, of electricity or of a fuel."""
    by_share = draw(st.booleans())
    return Measure(
        id=f"m{place}",
        names={},
        saves=draw(st.sampled_from([ELECTRICITY, PETROL, GAS])),
        energy=None if by_share else number(draw(amounts)),
        reduction=number(draw(ratios)) if by_share else None,
        start=draw(years),
        lifetime=draw(st.integers(1, 8)),
        capex=number(0),
        opex=number(0),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Make a scenario with growth, efficiency, a shift, measures, purchases and a renewable share."""
    loads = {
        activity: Load(activity, "", number(draw(rates)), number(draw(ratios) / 10))
        for activity in draw(st.sets(st.sampled_from([ELECTRICITY, PETROL, GAS])))
    }
    count = draw(st.integers(0, 4))
    shift = Shift("s", {}, "electrification", PETROL, ELECTRICITY, {LAST: number(draw(ratios))}, number("0.3"))
    deal = Purchase("p", {}, number(draw(amounts)), number(0), draw(st.integers(0, 3)), 3, draw(years), 3)
    share = draw(st.one_of(st.none(), ratios))
    return Scenario(
        file="made.toml",
        names={},
        end=LAST,
        loads=loads,
        shifts=[shift] if draw(st.booleans()) else [],
        measures=[draw(measures(place)) for place in range(count)],
        purchases=[deal],
        renewable_share={} if share is None else {LAST: number(share)},
    )
