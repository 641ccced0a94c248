"""Lifecycle intensities of electricity by country: never a factor of scope 2."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbon.model.terms import Scope2Method
from tests.data import folders, rules

EMBER = "ember-lifecycle@2025"
COUNTRIES, LEFT_OUT = 213, 8
ACTIVITY = "lifecycle/electricity"
ROWS = rules.factors(EMBER)


def test_form() -> None:
    """Units, gases, dates, numbers, catalogue, source and licence are in order."""
    assert rules.faults(EMBER) == []


def test_every_country_once() -> None:
    """213 countries by their ISO codes; averages of the world are left out by name."""
    assert (rules.used(EMBER), rules.left_out(EMBER)) == (COUNTRIES, LEFT_OUT)
    places = [row["geography"] for row in ROWS]
    assert len(set(places)) == len(places) == COUNTRIES
    assert all(len(place) == 2 and place.isalpha() and place.isupper() for place in places)


@pytest.mark.parametrize(
    ("geography", "year", "figure"),
    [("AW", "2022", "561.224"), ("AF", "2022", "132.53"), ("AL", "2022", "24.286"), ("AE", "2022", "561.135")],
)
def test_figures(geography: str, year: str, figure: str) -> None:
    """Codes of three letters became those of two without a change of country."""
    assert rules.gases(EMBER, ACTIVITY, geography, year=year) == {"CO2e": figure}


def test_codes_and_names_agree() -> None:
    """The cell names the country by three letters; those that differ most from the two are held here."""
    cells = {row["geography"]: row["cell"] for row in ROWS}
    for two, three in [("CH", "CHE"), ("CN", "CHN"), ("TW", "TWN"), ("KR", "KOR"), ("SE", "SWE"), ("CD", "COD")]:
        assert f", {three} (" in cells[two]
    assert cells["AU"].endswith("AUS (Australia)")
    assert cells["AT"].endswith("AUT (Austria)")


def test_no_other_activity() -> None:
    """The dataset has the one activity, and it posts to scope 3: the suppliers' emissions, not one's own."""
    assert {row["activity"] for row in ROWS} == {ACTIVITY}
    (activity,) = (row for row in rules.read(rules.ROOT / "activities.csv") if row["id"] == ACTIVITY)
    assert activity["account"] == "scope3/01_purchased_goods_and_services"
    assert not activity["carrier"]


COUNTRIES_WITH_NOTHING_ELSE = ["AW", "NO", "PL", "ZA", "BR"]


@pytest.mark.parametrize("geography", COUNTRIES_WITH_NOTHING_ELSE)
@pytest.mark.parametrize(
    "settings",
    ["", 'datasets = ["ember-lifecycle"]', 'earlier_years = { "electricity" = 10 }\nwider_geography = 3'],
)
def test_scope_2_never_takes_it(tmp_path: Path, geography: str, settings: str) -> None:
    """Where a country has nothing else, purchased electricity is refused, whatever the settings allow."""
    folder = folders.write(tmp_path / "a", geography, 2022, [("electricity", "1000", "kWh")], settings=settings)
    why = folders.refusal(folder, 2022)
    assert f"There is no emission factor for electricity in {geography}" in why
    assert "ember" not in why


def test_scope_2_never_takes_it_by_name(tmp_path: Path) -> None:
    """Not even a row that names the factor gets it for purchased electricity."""
    folder = folders.write(tmp_path / "a", "PL", 2022, [("electricity", "1000", "kWh")])
    (row,) = (row for row in ROWS if row["geography"] == "PL")
    factor = f"{EMBER}:{ACTIVITY}:PL:MWh:{row['valid_from']}"
    (folder / "activity" / "2022.csv").write_text(
        f"activity,quantity,unit,period,factor\nelectricity,1000,kWh,2022-03,{factor}\n", encoding="utf-8"
    )
    assert "is for lifecycle/electricity, the row is electricity" in folders.refusal(folder, 2022)


def test_upstream_of_electricity_never_takes_it(tmp_path: Path) -> None:
    """The upstream of one's own electricity is without the combustion that scope 2 has: a lifecycle is not it."""
    folder = folders.write(tmp_path / "a", "JP", 2023, [("electricity", "1000", "kWh")], month="04")
    settings = folder / "carbon.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '[upstream]\nelectricity = "compute"\n', encoding="utf-8"
    )
    why = folders.refusal(folder, 2023)
    assert "upstream/electricity" in why
    assert "ember" not in why


def test_suppliers_electricity(tmp_path: Path) -> None:
    """Electricity of hosting in Albania posts to scope 3 alone: 1,000 kWh are 24.286 kg CO2e."""
    folder = folders.write(tmp_path / "a", "AL", 2022, [(ACTIVITY, "1000", "kWh")])
    result = folders.computed(folder, 2022)
    assert result.total(3) == Fraction("24.286")
    assert result.total(2, Scope2Method.LOCATION) is None
    assert [total.account.id for total in result.accounts] == ["scope3/01_purchased_goods_and_services"]
