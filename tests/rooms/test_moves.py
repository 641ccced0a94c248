"""What moved between two years: the moves add up to the change of every total, whatever moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from carbon.accounting.frozen_year import LockedTerm, LockedYear
from carbon.factors.factor import Dataset, Factor, FactorRow
from carbon.history import moves
from carbon.history.moves import Cause

SCOPES = {"scope1/mobile_combustion": 1, "scope2/electricity": 2, "outside_scopes/biogenic_co2": None}
GASES = ("CO2", "CH4_fossil", "N2O", "CO2e")
SETS = {
    "AR5_GWP100": {"CO2": Fraction(1), "CH4_fossil": Fraction(30), "N2O": Fraction(265)},
    "AR6_GWP100": {"CO2": Fraction(1), "CH4_fossil": Fraction(149, 5), "N2O": Fraction(273)},
}
MINE = Dataset("mine", "1", "ours")

numbers = st.integers(0, 10**6).map(lambda number: Fraction(number, 1000))
posts = st.sampled_from(
    [
        ("scope1/mobile_combustion", ""),
        ("scope2/electricity", "location_based"),
        ("scope2/electricity", "market_based"),
        ("outside_scopes/biogenic_co2", ""),
    ]
)


@st.composite
def term(draw: st.DrawFn) -> LockedTerm:
    """Draw a term."""
    account, method = draw(posts)
    factor = draw(st.sampled_from(["f1", "f2", "instrument i1", ""]))
    kg = draw(st.dictionaries(st.sampled_from(GASES), numbers, min_size=1))
    activity = draw(st.sampled_from(["petrol", "electricity"]))
    return LockedTerm(account, method, activity, "TW", "L", factor, "", draw(numbers), kg)


@st.composite
def year(draw: st.DrawFn) -> LockedYear:
    """Draw a year."""
    return made(draw(st.lists(term(), max_size=6)), draw(st.sampled_from(sorted(SETS))))


def made(terms: list[LockedTerm], gwp_set: str = "AR6_GWP100", factors: tuple[Factor, ...] = ()) -> LockedYear:
    """Make a year of terms."""
    return LockedYear(
        year=2024,
        start=date(2024, 1, 1),
        end=date(2024, 12, 31),
        carbon="0",
        gwp_set=gwp_set,
        factors_as_of=None,
        figures=(),
        inputs=(),
        factors=factors,
        heating_values=(),
        gwp={gwp_set: SETS[gwp_set]},
        terms=tuple(terms),
    )


def total(one: LockedYear, method: str) -> Fraction:
    """Add the CO2e of a year's scopes up, scope 2 by one method."""
    gwp = one.gwp[one.gwp_set]
    return sum(
        (
            kg * gwp.get(gas, Fraction(1))
            for each in one.terms
            if SCOPES[each.account] is not None and each.method in {"", method}
            for gas, kg in each.kg.items()
        ),
        Fraction(0),
    )


@given(year(), year())
def test_moves_add_up_to_the_change(a: LockedYear, b: LockedYear) -> None:
    """Quantities, instruments, factors and GWPs explain the change of both totals to the last digit."""
    found = moves.moves_between(a, b, SCOPES)
    assert sum(move.kg_location for move in found) == total(b, "location_based") - total(a, "location_based")
    assert sum(move.kg_market for move in found) == total(b, "market_based") - total(a, "market_based")
    assert [move.size for move in found] == sorted((move.size for move in found), reverse=True)


@given(year())
def test_nothing_moves_between_a_year_and_itself(one: LockedYear) -> None:
    """A year does not differ from itself."""
    assert moves.moves_between(one, one, SCOPES) == ()


def petrol(value: str) -> Factor:
    """Make a factor of petrol [kg per L]."""
    row = FactorRow("CO2", Fraction(value), co2e=False, gwp_set="", lower=None, upper=None, cell="A1")
    return Factor("f1", MINE, "petrol", "", "TW", "L", None, None, None, None, "", (row,))


BEFORE = LockedTerm(
    "scope1/mobile_combustion", "", "petrol", "TW", "L", "f1", "", Fraction(100), {"CO2": Fraction(200)}
)


def test_a_quantity_is_moved_at_the_old_coefficient() -> None:
    """Ten litres more at 2 kg per litre are 20 kg; the coefficient's move counts on the new quantity."""
    after = replace(BEFORE, quantity=Fraction(110), kg={"CO2": Fraction(330)})
    a, b = made([BEFORE], factors=(petrol("2"),)), made([after], factors=(petrol("3"),))
    quantity, factor = sorted(moves.moves_between(a, b, SCOPES), key=lambda move: move.size)
    assert (quantity.cause, quantity.name, quantity.was, quantity.now) == (
        Cause.QUANTITY,
        "petrol (TW)",
        "100.0 L",
        "110.0 L",
    )
    assert quantity.kg_location == quantity.kg_market == 20
    assert (factor.cause, factor.name, factor.was, factor.now) == (Cause.FACTOR, "f1", "CO2 2 kg/L", "CO2 3 kg/L")
    assert factor.kg_location == 110


def test_a_coefficient_that_moves_without_its_values_is_a_rule() -> None:
    """The same factor and heating value, and another coefficient: then it is the units, or the code."""
    after = replace(BEFORE, kg={"CO2": Fraction(201)})
    (found,) = moves.moves_between(
        made([BEFORE], factors=(petrol("2"),)), made([after], factors=(petrol("2"),)), SCOPES
    )
    assert found.cause is Cause.RULE
    assert found.kg_location == 1


def test_a_factor_in_the_place_of_another_names_both() -> None:
    """Another factor for the same quantity is a move of the factor alone."""
    after = replace(BEFORE, factor="f2", kg={"CO2": Fraction(150)})
    (found,) = moves.moves_between(made([BEFORE]), made([after]), SCOPES)
    assert (found.cause, found.was, found.now) == (Cause.FACTOR, "f1", "f2")
    assert found.kg_location == -50


def test_what_is_in_no_total_moves_no_total() -> None:
    """Biogenic CO2 is told beside the totals."""
    before = replace(BEFORE, account="outside_scopes/biogenic_co2")
    after = replace(before, quantity=Fraction(50), kg={"CO2": Fraction(100)})
    (found,) = moves.moves_between(made([before]), made([after]), SCOPES)
    assert found.kg_location == found.kg_market == 0
    assert found.kg_beside == -100
