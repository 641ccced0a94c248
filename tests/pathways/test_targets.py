"""Targets held to published and computed numbers: the examples, and each form by itself.

Numbers by hand: 42 % over 2022 to 2030 is 5.25 points a year; 9,311.984358 t less 15.75 % is 7,845.35 t.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.model import exact
from carbon.model.terms import RuleStatus, TargetForm
from carbon.targets import paths
from carbon.targets.paths import contraction
from carbon.targets.rules import NetZero
from carbon.targets.target import known_rules
from carbon.targets.target_result import TargetResult

ROOT = Path(__file__).resolve().parents[2]
KGI = ROOT / "docs" / "examples" / "kgi"
TRADE_VAN = ROOT / "docs" / "examples" / "trade_van"
NET_ZERO = {1: NetZero(Fraction(9, 10), 2050), 2: NetZero(Fraction(1), 2040)}
FLOOR = Fraction(42, 1000)


@pytest.fixture(scope="module")
def kgi() -> TargetResult:
    """Return the target of the KGI example under the rule until 2026."""
    return carbon.target(KGI, rule="sbti-aca-2020", base_year=2022, target_year=2030)


def _t(kg: Fraction | None) -> str:
    assert kg is not None
    return exact.fixed(kg / 1000, 2)


def _percent(ratio: Fraction | None, places: int = 2) -> str:
    assert ratio is not None
    return exact.fixed(ratio * 100, places)


def test_path_of_kgi(kgi: TargetResult) -> None:
    """The path is linear on the base year's exact emissions."""
    assert [_t(point.kg_co2e) for point in kgi.path] == [
        "9311.98", "8823.11", "8334.23", "7845.35", "7356.47", "6867.59", "6378.71", "5889.83", "5400.95",
    ]  # fmt: skip
    reductions = {point.year: point.reduction for point in kgi.path}
    assert [reductions[year] for year in (2022, 2025, 2027, 2030)] == [
        Fraction(0), Fraction(1575, 10000), Fraction(2625, 10000), Fraction(42, 100),
    ]  # fmt: skip
    assert kgi.minimum_reduction == Fraction(42, 100)


def test_published_inventory_figure() -> None:
    """On the 9,311.98 t that the report prints the path is a cent lower in its first years."""
    path = contraction(Fraction("9311.98"), Fraction(42, 100), range(2022, 2031))
    assert [exact.fixed(path[year], 2) for year in range(2023, 2031)] == [
        "8823.10", "8334.22", "7845.34", "7356.46", "6867.59", "6378.71", "5889.83", "5400.95",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("base_year", "target_year", "reduction"),
    [
        (2018, 2030, "50.40"),
        (2020, 2030, "42.00"),
        (2022, 2030, "42.00"),
        (2024, 2030, "42.00"),
        (2015, 2099, "100.00"),
    ],
)
def test_absolute_contraction(base_year: int, target_year: int, reduction: str) -> None:
    """A base year after 2020 does not lower the bar, one before raises it; nothing is reduced below zero."""
    assert _percent(paths.least_reduction(FLOOR, base_year, target_year, 2020)) == reduction


@pytest.mark.parametrize(("scope_1", "scope_2", "rate"), [(100, 0, "4.20"), (50, 50, "5.13"), (0, 100, "6.67")])
def test_most_recent_year(scope_1: int, scope_2: int, rate: str) -> None:
    """The three published points: base year and most recent year 2025, target year 2030."""
    by_scope = {1: Fraction(scope_1), 2: Fraction(scope_2)}
    found = paths.needed_rate(by_scope, Fraction(100), NET_ZERO, FLOOR, (2025, 2025, 2030))
    assert _percent(found) == rate


def test_past_cuts_do_not_lower_the_bar() -> None:
    """Who has cut more since the base year needs more points of it than the floor, not fewer."""
    before = paths.needed_rate({1: Fraction(100)}, Fraction(100), NET_ZERO, FLOOR, (2022, 2024, 2030))
    after = paths.needed_rate({1: Fraction(60)}, Fraction(100), NET_ZERO, FLOOR, (2022, 2024, 2030))
    assert before == FLOOR
    assert after == (100 - 60 * (1 - Fraction(9, 10) * Fraction(6, 26))) / 100 / 8


def test_own_net_zero_year() -> None:
    """An earlier year of net zero raises the rate, a later one changes nothing."""
    rule = "sbti-aca-2026"
    rates = [
        carbon.target(KGI, rule=rule, target_year=2030, net_zero_year=year).minimum_reduction
        for year in (None, 2035, 2060)
    ]
    assert rates[0] is not None
    assert rates[1] is not None
    assert rates[1] > rates[0]
    assert rates[2] == rates[0]


@pytest.mark.parametrize(
    ("years", "reduction"), [((2020, 2030), "51.60"), ((2018, 2030), "58.14"), ((2022, 2030), "51.60")]
)
def test_intensity_contraction(years: tuple[int, int], reduction: str) -> None:
    """7 % a year compounding: 51.60 % in ten years, 58.14 % in twelve; from 2020 for a base year after it."""
    assert _percent(paths.least_intensity_reduction(Fraction(7, 100), *years, 2020)) == reduction


SECTOR = {year: Fraction(text) for year, text in ((2018, "0.431210"), (2030, "0.100019"), (2050, "0.000511"))}


@pytest.mark.parametrize(("own", "expected"), [("0.5", "0.115912"), ("0.3", "0.069704")])
def test_power_converges(own: str, expected: str) -> None:
    """Power, 1.5 °C: the intensity of 2030 from that of 2018, at a constant share of the market."""
    found = paths.converging_intensity(Fraction(own), SECTOR[2030], SECTOR[2018], SECTOR[2050])
    assert exact.fixed(found, 6) == expected


def test_already_converged() -> None:
    """A company below the sector's last intensity has nothing to reduce, and its target does not rise."""
    own = Fraction("0.0004")
    assert paths.converging_intensity(own, SECTOR[2030], SECTOR[2018], SECTOR[2050]) == own
    raw = (own - SECTOR[2050]) * (SECTOR[2030] - SECTOR[2050]) / (SECTOR[2018] - SECTOR[2050]) + SECTOR[2050]
    assert raw > own


def test_market_share() -> None:
    """A company that gains share of its sector has the lower path, one that loses it no higher one."""
    gained, same, lost = (
        paths.converging_intensity(Fraction("0.5"), SECTOR[2030], SECTOR[2018], SECTOR[2050], Fraction(share, 10))
        for share in (8, 10, 12)
    )
    assert gained < same == lost


def test_progress_of_kgi(kgi: TargetResult) -> None:
    """Both scope 2 methods: a third less by contracts, a seventh less by the grid."""
    last = kgi.progress[-1]
    assert (last.year, _percent(last.reduction)) == (2024, "33.76")
    assert [(each.year, _percent(each.reduction)) for each in kgi.other_method][-1] == (2024, "15.60")
    assert _percent(last.needed_per_year, 6) == "1.372841"
    assert last.path == kgi.line(2024)


def test_checks_of_kgi(kgi: TargetResult) -> None:
    """The inventory is Taiwan's, the target also of the offices overseas: more than 5 % is left out."""
    checks = {check.name: check for check in kgi.checks}
    assert list(checks) == ["in_force", "window", "base_year", "boundary", "coverage", "scope_3"]
    assert [check.met for check in kgi.checks] == [None, None, True, False, False, None]
    shares = checks["coverage"].found.values["shares"]
    assert isinstance(shares, dict)
    assert {year: _percent(share) for year, share in shares.items()} == {2023: "10.35", 2024: "12.14"}
    outside = sum(each.kg_co2e for each in kgi.outside if each.year == 2023)
    assert outside == Fraction("829.48") * 1000


def test_own_targets_of_kgi() -> None:
    """Reductions, a share, electricity and water as the report prints them."""
    path = carbon.target(KGI, rule="kgi-reduction").path
    printed = {point.year: _percent(point.reduction) for point in path if point.year in {2025, 2027, 2030}}
    assert printed == {2025: "15.70", 2027: "26.20", 2030: "42.00"}
    share = carbon.target(KGI, rule="kgi-renewable")
    assert (share.line(2025), share.line(2027), share.line(2030)) == (Fraction(1, 5), Fraction(1, 5), Fraction(2, 5))
    assert [_percent(year.quantity) for year in share.progress] == ["1.21", "16.73", "23.79"]
    power = carbon.target(KGI, rule="kgi-electricity")
    assert power.line(2024) == Fraction("16094.04") * Fraction(98, 100)
    assert power.line(2025) == Fraction("15155.776") * Fraction(98, 100)
    water = carbon.target(KGI, rule="kgi-water")
    assert (water.unit, water.line(2024)) == ("m3", Fraction(102510) * Fraction(99, 100))
    assert _percent(water.progress[-1].reduction) == "7.58"


def test_rolling_intensity_lets_emissions_grow() -> None:
    """2 % less per head with 630 heads for 564: the target allows 9.47 % more emissions, and says so."""
    found = carbon.target(TRADE_VAN, rule="trade-van-per-head")
    assert found.line(2020) == found.base * Fraction(98, 100)
    assert found.absolute is not None
    assert found.absolute.denominator == Fraction(630)
    assert _percent(found.absolute.reduction) == "-9.47"
    assert _percent(found.progress[-1].reduction) == "13.34"


def test_share_in_mwh() -> None:
    """40 % of a falling load needs fewer MWh."""
    needed = carbon.target(KGI, rule="re-share", target_year=2030, share="40 %").electricity
    assert needed is not None
    assert (needed.from_year, needed.mwh) == (2024, Fraction("15155.776") * Fraction(2, 5))


def test_line_off_the_path(kgi: TargetResult) -> None:
    """Before the base year and after the target year there is no line."""
    assert kgi.line(2021) is None
    assert kgi.line(2031) is None
    assert kgi.line(2022) == kgi.base


def test_every_rule_of_the_library() -> None:
    """Each rule names its source, in both languages its title, and there is one for every form but the user's."""
    rules = known_rules()
    assert {"sbti-aca-2020", "sbti-aca-2026", "sbti-cnz-v2", "sda", "re-share"} <= set(rules)
    for rule in rules.values():
        assert rule.source
        assert set(rule.titles) == {"en", "zh"}
        assert rule.status is not RuleStatus.OWN
    users = {TargetForm.REDUCTION_POINTS, TargetForm.YEARLY_RATE}
    assert {rule.form for rule in rules.values()} == set(TargetForm) - users
