"""Offices overseas: refused without a factor of the year, and computed by each of the two remedies.

The example `kgi_overseas` has three offices in places whose newest verified factors of electricity are of 2019, 2017
and 2019. Everything expected is worked out by hand here, from those factors and from what the report prints.
"""

from __future__ import annotations

import csv
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.problems import Problem, ProblemsError
from carbon.model.terms import Rung, Scope2Method

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "kgi_overseas"
PAGE = ROOT / "docs" / "how-to" / "overseas-offices.md"
OFFICES = ("hong-kong", "singapore", "indonesia")

# As the report prints them: electricity of all offices [kWh], scope 2 of each [kg CO2e].
ELECTRICITY = 1_347_110
SCOPE_2 = {"hong-kong": 619_480, "singapore": 129_480, "indonesia": 54_860}

SPLIT = {"hong-kong": 1_038_177, "singapore": 216_994, "indonesia": 91_939}  # [kWh]
DERIVED = Fraction("0.5967")  # [kg CO2e per kWh]

# The newest factor that the library has of each place: its id, its year, kg CO2e per kWh, and the years to step back.
NEWEST = {
    "hong-kong": ("hk-clp-electricity@2019:electricity:HK/CLP:kWh:2019-01-01", "2019", Fraction("0.49"), 5),
    "singapore": ("sg-ema-electricity@2018:electricity:SG:kWh:2017-01-01", "2017", Fraction("0.4192"), 7),
    "indonesia": ("id-esdm-electricity@2019:electricity:ID:MWh:2019-01-01", "2019", Fraction("0.77644"), 5),
}
GEOGRAPHY = {"hong-kong": "HK/CLP", "singapore": "SG", "indonesia": "ID"}


@pytest.fixture(name="bare")
def bare_copy(tmp_path: Path) -> Path:
    """Copy the example without its own factors."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "offices", ignore=shutil.ignore_patterns("emission_factors")))


def allow(folder: Path, steps: int) -> Path:
    """Allow steps to an earlier year."""
    with (folder / "carbon.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[factors]\nearlier_years = {{ electricity = {steps} }}\n")
    return folder


def refused(folder: Path) -> list[Problem]:
    """Return what a folder is refused with."""
    with pytest.raises(ProblemsError) as refusal:
        carbon.inventory(folder, year=2024)
    return list(refusal.value.problems)


def by_office(result: InventoryResult) -> dict[str | None, Fraction]:
    """Add the months of each office up [kg CO2e], location-based."""
    cells = [cell for cell in result.breakdown if cell.method is Scope2Method.LOCATION]
    return {
        office: sum((cell.kg_co2e for cell in cells if cell.facility == office), Fraction(0))
        for office in dict.fromkeys(cell.facility for cell in cells)
    }


def test_each_office_is_refused_with_its_newest_factor_and_both_remedies(bare: Path) -> None:
    """One problem an office: the newest factor there is, its year, an own factor, or the step that would reach it."""
    problems = refused(bare)
    assert [problem.code for problem in problems] == ["missing-factor"] * len(OFFICES)
    for office, problem in zip(OFFICES, problems, strict=True):
        factor, year, _, steps = NEWEST[office]
        first = problem.why.splitlines()[1]
        assert f"There is no emission factor for electricity in {GEOGRAPHY[office]} in 2024-01." in problem.why
        assert first.strip().startswith(f"{factor}: it is for {year}-01-01"), first
        assert "add your own factor to emission_factors/own/" in problem.why
        assert f'[factors] earlier_years = {{ "electricity" = {steps} }}' in problem.why


def test_no_newer_factor_of_these_places_is_in_the_library() -> None:
    """What the example rests on: the newest of each place, whoever published it."""
    newest: dict[str, str] = {}
    for path in (ROOT / "emission_factors").glob("*/*/factors.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["activity"] == "electricity" and row["geography"] in GEOGRAPHY.values():
                    newest[row["geography"]] = max(newest.get(row["geography"], ""), row["valid_to"])
    assert {GEOGRAPHY[office]: f"{NEWEST[office][1]}-12-31" for office in OFFICES} == newest


def test_the_own_factor_computes() -> None:
    """Own factors stand first: each office to the last digit, and nothing taken in place of anything."""
    result = carbon.inventory(EXAMPLE, year=2024)
    assert by_office(result) == {office: SPLIT[office] * DERIVED for office in OFFICES}
    assert result.total(2, Scope2Method.LOCATION) == Fraction("803820.537")
    assert result.total(2, Scope2Method.MARKET) == Fraction("803820.537")
    assert result.substitutions == ()
    assert {dataset.id for dataset in result.datasets} == {"own@2024"}


def test_the_allowed_step_computes_and_is_listed(bare: Path) -> None:
    """Seven steps reach all three; each takes the nearest year that has a factor, and is listed with its share."""
    result = carbon.inventory(allow(bare, 7), year=2024)
    expected = {office: SPLIT[office] * NEWEST[office][2] for office in OFFICES}
    assert by_office(result) == expected
    total = sum(expected.values(), Fraction(0))
    assert result.total(2, Scope2Method.LOCATION) == total == Fraction("671055.73196")
    listed = {one.geography: one for one in result.substitutions}
    assert len(listed) == len(result.substitutions) == len(OFFICES)
    for office in OFFICES:
        factor, year, _, _ = NEWEST[office]
        one = listed[GEOGRAPHY[office]]
        assert (one.rung, one.wanted, one.used, one.factor) == (Rung.EARLIER_YEAR, "2024", year, factor)
        assert (one.kg_co2e, one.share_percent) == (expected[office], expected[office] / total * 100)


def test_a_step_too_short_refuses_the_office_that_it_does_not_reach(bare: Path) -> None:
    """Five steps reach Hong Kong and Indonesia; Singapore is still refused, and nothing is calculated."""
    (problem,) = refused(allow(bare, 5))
    assert "electricity in SG" in problem.why
    assert '"electricity" = 7' in problem.why


def test_the_split_is_in_proportion_and_the_factor_is_the_mean() -> None:
    """Whole kilowatt-hours nearest to the proportion, which add up to what is printed; four decimals of the mean."""
    together = sum(SCOPE_2.values())
    assert {office: round(Fraction(ELECTRICITY * kg, together)) for office, kg in SCOPE_2.items()} == SPLIT
    assert sum(SPLIT.values()) == ELECTRICITY
    assert round(Fraction(together, ELECTRICITY) * 10_000) == DERIVED * 10_000
    with (EXAMPLE / "activity" / "electricity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["facility"]: int(row["quantity"]) for row in rows} == SPLIT
    assert all(row["note"].startswith("split by us") for row in rows)


def test_what_is_derived_says_so() -> None:
    """In the cell of each factor and in the source; and the page says whose the split is."""
    own = EXAMPLE / "emission_factors" / "own" / "2024"
    with (own / "factors.csv").open(encoding="utf-8", newline="") as file:
        assert all(row["cell"].startswith("derived: ") for row in csv.DictReader(file))
    assert 'status = "derived' in (own / "source.toml").read_text(encoding="utf-8")
    assert "The split by office is ours" in PAGE.read_text(encoding="utf-8")
    assert "**split by us**" in (EXAMPLE / "README.md").read_text(encoding="utf-8")
