"""Instruments cover what was used, once, and the parts add to the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method
from tests.examples import examples
from tests.laws.strategies import EQUAL_UNITS, Row, computed, files, rows, settings, text

Instrument = tuple[str, ...]
ELECTRICITY = "scope2/electricity"
IN_MWH = {"kWh": Fraction(1, 1000), "MWh": Fraction(1)}
UPSTREAM = '[upstream]\nelectricity = "compute"'
OWN_UPSTREAM = "upstream/electricity,,TW,,,2024,2024-12-31,kWh,CO2,0.07,mass,,,,test"


@st.composite
def instruments(draw: st.DrawFn, rate: st.SearchStrategy[str] | None = None, market: str = "TW") -> list[Instrument]:
    """Draw instruments over any days, for a facility or all, zero-rated or not."""
    found: list[Instrument] = []
    for number in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.lists(st.dates(date(2022, 6, 1), date(2025, 6, 30)), min_size=2, max_size=2)))
        found.append(
            (
                f"i{number}",
                draw(st.sampled_from(("certificate", "contract", "supplier_rate"))),
                market,
                draw(st.sampled_from(("", "taipei-hq", "kaohsiung"))),
                start.isoformat(),
                end.isoformat(),
                draw(st.sampled_from(("0", "1", "250.5", "123456.789", "99999999999"))),
                draw(st.sampled_from(("kWh", "MWh"))),
                draw(rate if rate is not None else st.sampled_from(("0", "0.3", "0.494"))),
                draw(st.sampled_from(("solar", "nuclear", "mix"))),
            )
        )
    return found


LOADS = files(rows(activities=("electricity",)), most=6)
NOTHING = st.just("0")


def _market(results: Sequence[InventoryResult]) -> list[Fraction]:
    """Return market-based scope 2 by year, nothing as 0."""
    return [result.total(2, Scope2Method.MARKET) or Fraction(0) for result in results]


def _days(instrument: Instrument, year: int) -> Fraction:
    """Return which part of an instrument's days is in a year."""
    start, end = date.fromisoformat(instrument[4]), date.fromisoformat(instrument[5])
    first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
    return Fraction(max(0, (last - first).days + 1), (end - start).days + 1)


@given(LOADS, instruments())
def test_allocation_covers_no_more_than_there_is(part: list[Row], bought: list[Instrument]) -> None:
    """Together no more than the load is allocated; of each, what is allocated and left is its quantity of the year."""
    for result in computed([text(part)], instruments=bought):
        if result.electricity is None:
            continue
        uses = {use.id: use for use in result.electricity.instruments}
        assert sum((use.mwh_allocated for use in uses.values()), Fraction(0)) <= result.electricity.mwh
        assert 0 <= result.electricity.renewable_mwh <= result.electricity.mwh
        for each in bought:
            whole = Fraction(each[6]) * IN_MWH[each[7]] * _days(each, result.year)
            assert (each[0] in uses) == bool(_days(each, result.year))
            if each[0] in uses:
                assert uses[each[0]].mwh_allocated + uses[each[0]].mwh_left == whole
                assert 0 <= uses[each[0]].mwh_allocated <= whole


@examples(10)
@given(LOADS, instruments(), instruments(rate=NOTHING))
def test_zero_rated_instrument_never_raises_market_based(
    part: list[Row], others: list[Instrument], added: list[Instrument]
) -> None:
    """More zero-rated instruments beside others cleaner than the grid: market-based falls or stays, never below 0."""
    cleaner = [(*each[:8], "0" if each[8] == "0.494" else "0.3", each[9]) for each in others]
    more = [(f"added-{each[0]}", "supplier_rate", *each[2:]) for each in added]
    before = computed([text(part)], instruments=cleaner)
    after = computed([text(part)], instruments=[*cleaner, *more])
    for one, other in zip(_market(before), _market(after), strict=True):
        assert 0 <= other <= one
    for result, other_result in zip(before, after, strict=True):
        assert result.total(2, Scope2Method.LOCATION) == other_result.total(2, Scope2Method.LOCATION)


@given(LOADS, instruments(rate=NOTHING))
def test_instruments_of_another_market_change_nothing(part: list[Row], bought: list[Instrument]) -> None:
    """Instruments of a market in which nothing was used leave market-based and location-based equal."""
    elsewhere = [(*each[:2], "JP", *each[3:]) for each in bought]
    for result in computed([text(part)], instruments=elsewhere):
        assert result.total(2, Scope2Method.MARKET) == result.total(2, Scope2Method.LOCATION)


@given(files(rows(activities=(*EQUAL_UNITS, "electricity", "electricity"))), instruments())
def test_children_add_to_their_parents(part: list[Row], bought: list[Instrument]) -> None:
    """Gases add to accounts, the breakdown and its gases too, accounts to scopes, scopes 1 and 2 to their sum."""
    own = [OWN_UPSTREAM]
    for result in computed([text(part)], settings(more=UPSTREAM), instruments=bought, own=own):
        _assert_adds(result)


def _assert_adds(result: InventoryResult) -> None:
    """Assert that every parent is the sum of its children."""
    cells: dict[tuple[str, str], Fraction] = {}
    for cell in result.breakdown:
        key = (cell.account, cell.method or "")
        cells[key] = cells.get(key, Fraction(0)) + cell.kg_co2e
    assert cells == {(t.account.id, t.method or ""): t.kg_co2e for t in result.accounts}
    _assert_gases_add(result)
    for total in (*result.accounts, *result.outside_scopes):
        assert total.kg_co2e == sum((gas.kg_co2e for gas in total.gases), Fraction(0))
    for scope in result.totals:
        within = [t.kg_co2e for t in result.accounts if (t.account.scope, t.method) == (scope.scope, scope.method)]
        assert scope.kg_co2e == (sum(within, Fraction(0)) if within else None)
    for both in result.scope_1_and_2:
        one, two = result.total(1), result.total(2, both.method)
        assert both.kg_co2e == (None if one is None or two is None else one + two)


def _assert_gases_add(result: InventoryResult) -> None:
    """Assert that the gases of the breakdown add to those of the accounts, and to its cells."""
    cells: dict[tuple[object, ...], Fraction] = {}
    masses: dict[tuple[object, ...], Fraction] = {}
    for cell in result.breakdown_gases:
        for key in ((cell.account, cell.method, cell.facility, cell.month), (cell.account, cell.method, cell.gas)):
            cells[key] = cells.get(key, Fraction(0)) + cell.kg_co2e
            masses[key] = masses.get(key, Fraction(0)) + (cell.kg or 0)
    for cell in result.breakdown:
        assert cells.get((cell.account, cell.method, cell.facility, cell.month), 0) == cell.kg_co2e
    for total in result.accounts:
        for gas in total.gases:
            key = (total.account.id, total.method, gas.gas)
            assert (masses.get(key, 0), cells.get(key, 0)) == (gas.kg or 0, gas.kg_co2e)


def test_biogenic_part_of_electricity_is_in_no_cell() -> None:
    """Biogenic CO2 of an electricity factor is outside the scopes, in the breakdown of what instruments leave too."""
    own = [
        "electricity,,TW,,,2024,2024-12-31,kWh,CO2,0.4,mass,,,,test",
        "electricity,,TW,,,2024,2024-12-31,kWh,CO2_biogenic,0.1,mass,,,,test",
    ]
    part = [Row("electricity", "10", "MWh", "2024-03", facility="kaohsiung")]
    bought = [("i", "certificate", "TW", "", "2024-01-01", "2024-12-31", "4", "MWh", "0", "solar")]
    _assert_adds(computed([text(part)], settings(years=[2024]), instruments=bought, own=own)[0])


def test_upstream_of_a_facility_is_of_what_it_leaves_uncovered() -> None:
    """A facility whose load zero-rated instruments cover has no upstream emissions; the other has all."""
    part = [Row("electricity", "10", "MWh", "2024-03", facility=place) for place in ("taipei-hq", "kaohsiung")]
    bought = [("i", "certificate", "TW", "taipei-hq", "2024-01-01", "2024-12-31", "10", "MWh", "0", "solar")]
    toml = settings(years=[2024], more=UPSTREAM)
    (result,) = computed([text(part)], toml, instruments=bought, own=[OWN_UPSTREAM])
    cells = {cell.facility: cell.kg_co2e for cell in result.breakdown if cell.account.startswith("scope3/03")}
    assert cells.get("kaohsiung") == 700
    assert not cells.get("taipei-hq")


def test_correction_does_not_push_market_based_below_zero() -> None:
    """A credited month beside a month that instruments cover: no more is allocated than was used, and none is owed."""
    part = [
        Row("electricity", "10", "MWh", "2024-01", facility="kaohsiung"),
        Row("electricity", "-4", "MWh", "2024-02", facility="kaohsiung", note="January was misread"),
    ]
    bought = [("i", "certificate", "TW", "", "2024-01-01", "2024-12-31", "100", "MWh", "0", "solar")]
    (result,) = computed([text(part)], settings(years=[2024]), instruments=bought)
    assert result.electricity is not None
    (use,) = result.electricity.instruments
    assert use.mwh_allocated + use.mwh_left == 100
    assert use.mwh_allocated <= 6
    assert (result.total(2, Scope2Method.MARKET) or 0) >= 0
