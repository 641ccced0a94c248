"""A British office, 2024, computed from end to end and held to the figures that the UK Government prints.

The expected figures are worked out by hand here: quantity × the printed total of CO2e per unit. Each printed gas is
rounded on its own, so that a figure may be off by half a last digit of its factor, and by no more.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

MILE, SHORT_TON = Fraction("1.609344"), Fraction("0.90718474")  # [km], [t]
HALF_A_DIGIT = Fraction(1, 200_000)
SETTINGS = """\
organisation = "A British office"
geography = "GB"
gwp_set = "AR5_GWP100_CH4_28"

[years.2024]
start = 2024-01-01
end = 2024-12-31
factors_as_of = 2025-03-31

[factors]
variants = { "travel/air" = "with_radiative_forcing", "travel/taxi" = "black_cab" }

[upstream]
electricity = "compute"
natural_gas = "compute"
diesel = "compute"
"""

# activity, quantity, unit, month; account; printed total per unit of the publication; how many of its units that is.
ROWS: list[tuple[str, str, str, str, str, str, Fraction | int]] = [
    ("natural_gas/stationary", "10000", "kWh (Gross CV)", "2024-01", "scope1/stationary_combustion", "0.1829", 1),
    ("natural_gas/stationary", "10", "MWh (Net CV)", "2024-02", "scope1/stationary_combustion", "0.20264", 1000),
    ("natural_gas/stationary", "500", "m3", "2024-03", "scope1/stationary_combustion", "2.04542", 1),
    ("diesel/mobile", "1000", "litres", "2024-03", "scope1/mobile_combustion", "2.51279", 1),
    ("car/medium/petrol/mobile", "2000", "km", "2024-04", "scope1/mobile_combustion", "0.17726", 1),
    ("electricity", "50000", "kWh", "2024-04", "scope2/electricity", "0.20705", 1),
    ("heat", "3000", "kWh", "2024-05", "scope2/heat", "0.17965", 1),
    ("travel/car/average/petrol", "1000", "miles", "2024-05", "scope3/06_business_travel", "0.1645", MILE),
    ("taxi", "20", "miles", "2024-06", "scope3/06_business_travel", "0.30603", MILE),
    ("rail", "800", "passenger.km", "2024-06", "scope3/06_business_travel", "0.03546", 1),
    ("travel/air/long_haul/economy", "11000", "passenger.km", "2024-07", "scope3/06_business_travel", "0.20011", 1),
    ("travel/hotel", "4", "nights", "2024-07", "scope3/06_business_travel", "10.4", 1),
    (
        "waste/landfill/commercial_and_industrial", "3", "short tons", "2024-08",
        "scope3/05_waste_generated_in_operations", "520.3342", SHORT_TON,
    ),
    (
        "waste/recycling/closed_loop/glass", "2", "tonnes", "2024-08",
        "scope3/05_waste_generated_in_operations", "6.41061", 1,
    ),
    ("water/treatment", "120", "m3", "2024-09", "scope3/05_waste_generated_in_operations", "0.18574", 1),
    ("water/supply", "120", "m3", "2024-09", "scope3/01_purchased_goods_and_services", "0.15311", 1),
    ("freight/hgv/all", "5000", "tonne.km", "2024-10", "scope3/04_upstream_transportation_and_distribution", "", 1),
    ("homeworking", "1000", "per FTE Working Hour", "2024-10", "scope3/07_employee_commuting", "0.33378", 1),
]  # fmt: skip

# Printed totals upstream of the rows above: gas by gross and net energy and by volume, diesel; of electricity the
# losses, the fuels for generation and the fuels for the losses.
UPSTREAM = (
    10000 * Fraction("0.03021") + 10000 * Fraction("0.03347") + 500 * Fraction("0.3366") + 1000 * Fraction("0.61101")
    + 50000 * (Fraction("0.0183") + Fraction("0.0459") + Fraction("0.00397"))
)  # fmt: skip


@pytest.fixture(name="folder", scope="module")
def folder_with_rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the inventory folder."""
    folder = tmp_path_factory.mktemp("british_office")
    (folder / "activity").mkdir()
    (folder / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    with (folder / "activity" / "2024.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["activity", "quantity", "unit", "period"])
        writer.writerows(row[:4] for row in ROWS)
    return folder


def run(*words: str) -> Any:  # noqa: ANN401 - any JSON
    """Run the command line and read its JSON."""
    done = subprocess.run([sys.executable, "-m", "carbon", *words], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, parse_float=Fraction)


def expected(account: str) -> tuple[Fraction, Fraction]:
    """Work an account out by hand: t CO2e, and how far the rounding of printed gases may move it."""
    rows = [row for row in ROWS if row[4] == account and row[5]]
    kg = sum((Fraction(row[1]) * row[6] * Fraction(row[5]) for row in rows), Fraction(0))
    slack = sum((Fraction(row[1]) * row[6] * HALF_A_DIGIT for row in rows), Fraction(0))
    return kg / 1000, slack / 1000


def test_accounts_are_the_printed_factors_times_the_quantities(folder: Path) -> None:
    """Miles, kilowatt-hours by both calorific values, litres and short tons: each account as worked out by hand."""
    accounts = {row["account"]: row for row in run("inventory", str(folder), "--format", "json")["accounts"]}
    for account in {row[4] for row in ROWS if row[5]}:
        by_hand, slack = expected(account)
        assert abs(accounts[account]["t_co2e"] - by_hand) <= slack + Fraction(1, 1_000_000), account
    upstream = accounts["scope3/03_fuel_and_energy_related_activities"]["t_co2e"]
    assert abs(upstream - UPSTREAM / 1000) <= (3 * 50000 * HALF_A_DIGIT) / 1000


def test_biogenic_carbon_dioxide_is_outside_the_scopes(folder: Path) -> None:
    """Of the blend in the diesel and of the grid's biomass: 0.16 kg per litre and 0.11507 kg per kilowatt-hour."""
    year = run("inventory", str(folder), "--format", "json")
    (outside,) = [row for row in year["outside_scopes"] if row["account"] == "outside_scopes/biogenic_co2"]
    assert outside["t_co2e"] == (1000 * Fraction("0.16") + 50000 * Fraction("0.11507")) / 1000


def test_every_step_is_explained(folder: Path) -> None:
    """Each row answers with its factor, version, cell and GWP, and the products add up to the figure."""
    seen = set()
    for group in ("scope1", "scope2", "scope3"):
        for figure in run("explain", group, str(folder), "--year", "2024", "--format", "json"):
            assert sum(Fraction(term["t_co2e"]) for term in figure["terms"]) == Fraction(figure["t_co2e"])
            for term in figure["terms"]:
                assert term["factor"].startswith("uk-desnz@2024.2:")
                seen |= {one["first_row"] for one in term["files"]}
                for gas in term["gases"]:
                    assert gas["cell"].startswith("flat file id ")
                    if gas["gas"] in {"CH4_fossil", "N2O"}:
                        assert gas["value_is"] == "co2e:AR5_GWP100_CH4_28"
    assert seen == set(range(2, 2 + len(ROWS)))


def test_units_are_converted_in_the_open(folder: Path) -> None:
    """A mile is 1.609344 km, a short ton 0.90718474 t, in a step of its own."""
    figures = run("explain", "scope3", str(folder), "--year", "2024", "--format", "json")
    steps = {step["what"] for figure in figures for term in figure["terms"] for step in term["steps"]}
    assert {"1 mile = 1.609344 km", "1 short_ton = 0.90718474 t"} <= steps


def test_another_gwp_set_moves_methane_and_nitrous_oxide(folder: Path, tmp_path: Path) -> None:
    """Printed CO2e of each gas is divided by the GWP that it was printed with, and multiplied by another."""
    text = (folder / "carbon.toml").read_text(encoding="utf-8").replace("AR5_GWP100_CH4_28", "AR6_GWP100")
    (tmp_path / "carbon.toml").write_text(text, encoding="utf-8")
    (tmp_path / "activity").mkdir()
    (tmp_path / "activity" / "gas.csv").write_text(
        "activity,quantity,unit,period\nnatural_gas/stationary,1000000,m3,2024-01\n", encoding="utf-8"
    )
    year = run("inventory", str(tmp_path), "--format", "json")
    (account,) = [row for row in year["accounts"] if row["account"] == "scope1/stationary_combustion"]
    by_hand = 2041400 + Fraction(3070) / 28 * Fraction("29.8") + Fraction(950) / 265 * 273
    assert abs(account["t_co2e"] - by_hand / 1000) <= Fraction(1, 1_000_000)
    assert year["not_rebased"], "the upstream of natural gas is given as CO2e alone"
