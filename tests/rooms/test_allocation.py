"""Contractual instruments: each once, in the order of the hierarchy, never more than the load."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.accounting.instruments import Instrument
from carbon.accounting.ledger import Entry
from carbon.accounting.meanings import Line
from carbon.accounting.postings import Load
from carbon.accounting.scope2 import allocate, of_year
from carbon.activity_data.source import Signature
from carbon.factors.catalogue import Activity
from carbon.model.terms import InstrumentKind
from carbon.settings import YearSettings
from carbon.units import Unit

YEAR = YearSettings(2024, date(2024, 1, 1), date(2024, 12, 31))
JANUARY = 2024 * 12
ELECTRICITY = Activity("electricity", "Electricity", "電力", ("energy",), "scope2/electricity")
MWH = Unit("MWh", "energy", "megawatt-hour", "百萬瓦時")


def load(mwh: int, *, facility: int = 0, month: int = JANUARY, market: str = "TW", instrument: str = "") -> Load:
    """Make a load."""
    line = Line(Signature("electricity", "MWh", None, None, None, instrument), ELECTRICITY, MWH)
    entry = Entry((0, 0), line, market, None, "", month, Fraction(mwh), Fraction(0), 1)
    return Load(entry, facility, f"site-{facility}", Fraction(mwh))


def contract(
    name: str,
    mwh: int,
    *,
    kind: InstrumentKind = InstrumentKind.CONTRACT,
    facility: str = "",
    start: date = YEAR.start,
    end: date = YEAR.end,
    market: str = "TW",
) -> Instrument:
    """Make an instrument with nothing emitted."""
    return Instrument(name, kind, market, facility, start, end, Fraction(mwh), Fraction(0), renewable=True)


def test_surplus_is_left_never_negative() -> None:
    """An instrument larger than the load covers all of it and has the rest left."""
    loads = [load(30), load(50, facility=1)]
    allocation = allocate([contract("ppa", 100)], loads, YEAR)
    assert [allocation.allocated["ppa"], allocation.left["ppa"]] == [Fraction(80), Fraction(20)]
    assert [allocation.uncovered(each) for each in loads] == [0, 0]


def test_shared_in_proportion_to_uncovered_load() -> None:
    """What does not suffice is shared by load."""
    loads = [load(30), load(90, facility=1)]
    allocation = allocate([contract("ppa", 40)], loads, YEAR)
    assert [allocation.uncovered(each) for each in loads] == [20, 60]


def test_the_hierarchy_comes_first_then_the_file() -> None:
    """A certificate covers before a contract that stands above it in the file."""
    both = [contract("ppa", 60), contract("trec", 70, kind=InstrumentKind.CERTIFICATE)]
    allocation = allocate(both, [load(100)], YEAR)
    assert allocation.allocated == {"trec": 70, "ppa": 30}


def test_its_own_facility_first_then_the_others() -> None:
    """An instrument of a facility covers it first; what is over is shared."""
    loads = [load(30), load(30, facility=1)]
    allocation = allocate([contract("roof", 40, facility="site-1")], loads, YEAR)
    assert [allocation.uncovered(each) for each in loads] == [20, 0]


def test_rows_that_name_it_first_and_rows_that_name_another_never() -> None:
    """Rows naming an instrument are covered by it alone."""
    loads = [load(30, instrument="a"), load(30, facility=1, instrument="b"), load(30, facility=2)]
    allocation = allocate([contract("a", 50)], loads, YEAR)
    assert [allocation.uncovered(each) for each in loads] == [0, 30, 10]


@pytest.mark.parametrize(
    ("market", "start", "end"),
    [("JP", YEAR.start, YEAR.end), ("TW", date(2024, 3, 1), date(2024, 12, 31)), ("US/CAMX", YEAR.start, YEAR.end)],
)
def test_another_market_or_month_is_not_covered(market: str, start: date, end: date) -> None:
    """An instrument covers its own market and the months that its days touch."""
    allocation = allocate([contract("ppa", 100, market=market, start=start, end=end)], [load(50)], YEAR)
    assert allocation.allocated["ppa"] == 0


def test_a_country_covers_its_regions() -> None:
    """A market contains its sub-regions, compared by component."""
    assert allocate([contract("rec", 100, market="US")], [load(50, market="US/CAMX")], YEAR).allocated["rec"] == 50
    assert allocate([contract("rec", 100, market="US")], [load(50, market="USX")], YEAR).allocated["rec"] == 0


def test_over_two_years_by_days() -> None:
    """An instrument over two inventory years is shared out between them by days."""
    two = contract("ppa", 366, start=date(2024, 7, 1), end=date(2025, 6, 30))
    next_year = YearSettings(2025, date(2025, 1, 1), date(2025, 12, 31))
    parts = [of_year(two, YEAR), of_year(two, next_year)]
    assert parts == [Fraction(366 * 184, 365), Fraction(366 * 181, 365)]
    assert sum(part or 0 for part in parts) == 366
    assert of_year(two, YearSettings(2023, date(2023, 1, 1), date(2023, 12, 31))) is None


SOME_LOADS = st.lists(
    st.builds(
        load,
        st.integers(0, 500),
        facility=st.integers(0, 3),
        month=st.integers(JANUARY, JANUARY + 11),
        instrument=st.sampled_from(["", "i0", "i1"]),
    ),
    max_size=12,
    unique_by=lambda each: (each.facility, each.entry.month),
)
SOME_INSTRUMENTS = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from(list(InstrumentKind)), st.sampled_from(["", "site-1", "site-9"])),
    max_size=4,
)


@given(SOME_LOADS, SOME_INSTRUMENTS)
def test_nothing_is_covered_twice(loads: list[Load], parts: list[tuple[int, InstrumentKind, str]]) -> None:
    """No load is covered beyond itself, no instrument used beyond itself, and both ledgers agree."""
    instruments = [contract(f"i{n}", mwh, kind=kind, facility=at) for n, (mwh, kind, at) in enumerate(parts)]
    allocation = allocate(instruments, loads, YEAR)
    for each in loads:
        assert 0 <= allocation.uncovered(each) <= each.mwh
    for instrument in instruments:
        assert allocation.allocated[instrument.id] + allocation.left[instrument.id] == instrument.mwh
        assert allocation.left[instrument.id] >= 0
    covered = sum((mwh for each in loads for _, mwh in allocation.of(each)), Fraction(0))
    assert covered == sum(allocation.allocated.values(), Fraction(0))
