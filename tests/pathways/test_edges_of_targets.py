"""The limits of rules exactly at their edge, and a fee whose threshold comes before its coefficient."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.scenarios.costs import levy
from carbon.scenarios.scenario import Fee
from carbon.targets import paths

RATE, REFERENCE, TARGET = Fraction(42, 1000), 2020, 2030
SETTINGS = 'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\nboundary = "Taiwan"\n[years.2022]\n'
OUTSIDE = '[[outside_boundary]]\nwhat = "depot"\nyear = 2022\nt_co2e = "{}"\nscopes = [1]\n'


def folder(path: Path, *, scope_1: str, scope_2: str, scope_3: str = "0", outside: str = "0") -> Path:
    """Write a folder of reported emissions [t CO2e], something of it outside the boundary."""
    (path / "activity").mkdir()
    rows = (
        ("scope1/stationary_combustion", scope_1), ("scope2/heat", scope_2), ("scope3/06_business_travel", scope_3),
    )  # fmt: skip
    lines = "".join(f"reported/{account},{tonnes},t CO2e,2022\n" for account, tonnes in rows)
    (path / "activity" / "all.csv").write_text(f"activity,quantity,unit,period\n{lines}", encoding="utf-8")
    (path / "carbon.toml").write_text(SETTINGS + OUTSIDE.format(outside), encoding="utf-8")
    return path


def check(path: Path, name: str) -> bool | None:
    """Return a check of the rule until 2026."""
    found = carbon.target(path, rule="sbti-aca-2020", base_year=2022, target_year=TARGET)
    return next(each.met for each in found.checks if each.name == name)


@pytest.mark.parametrize(("base_year", "years"), [(2018, 12), (2019, 11), (2020, 10), (2021, 10), (2022, 10)])
def test_the_rate_is_counted_from_the_reference_year(base_year: int, years: int) -> None:
    """A base year before 2020 counts every year of its own; 2020 itself and all after it count from 2020."""
    assert paths.least_reduction(RATE, base_year, TARGET, REFERENCE) == RATE * years
    compounding = paths.least_intensity_reduction(Fraction(7, 100), base_year, TARGET, REFERENCE)
    assert compounding == 1 - Fraction(93, 100) ** years


@pytest.mark.parametrize(("outside", "met"), [("4.999", True), ("5", True), ("5.001", False)])
def test_five_percent_may_be_left_out_and_not_more(tmp_path: Path, outside: str, met: bool) -> None:
    """95 t inside and 5 t outside are exactly 5 %."""
    assert check(folder(tmp_path, scope_1="95", scope_2="0", outside=outside), "coverage") is met


@pytest.mark.parametrize(("scope_3", "met"), [("39.999", None), ("40", False), ("40.001", False)])
def test_from_forty_percent_scope_3_needs_a_target(tmp_path: Path, scope_3: str, met: bool | None) -> None:
    """40 t of 100 t are exactly 40 %; below it one category of fifteen does not say that none is needed."""
    assert check(folder(tmp_path, scope_1="50", scope_2="10", scope_3=scope_3), "scope_3") is met


@pytest.mark.parametrize(
    ("emitted", "coefficient", "charged"),
    [("30000", "1", 1_500_000), ("30000", "0.2", 300_000), ("25000", "0.2", 0), ("26000", "0.6", 180_000)],
)
def test_the_threshold_comes_before_the_coefficient(emitted: str, coefficient: str, charged: int) -> None:
    """`(E - K) * c` is charged, not `E * c - K`: 5,000 t above 25,000 t at 0.2 are 1,000 t."""
    fee = Fee(Fraction(300), Fraction(25_000), Fraction(coefficient), "")
    assert levy(fee, Fraction(emitted)) == charged
