"""eGRID and the EPA's emission factors hub, held to their publications.

`published_egrid.csv` has the pounds per MWh that are printed; `published_epa_hub.csv` the figures per short ton, cubic
foot and gallon that the hub prints beside those per million Btu.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from carbon.model.terms import Rung, Scope2Method
from tests.data import folders, rules

HUBS = {"us-epa-hub@2023": (443, 119), "us-epa-hub@2024.2": (457, 117), "us-epa-hub@2025": (464, 115)}
ROWS_OF_HUB = {"us-epa-hub@2023": 562, "us-epa-hub@2024.2": 574, "us-epa-hub@2025": 579}
EGRID = {
    "us-egrid@2021": (28, 28),
    "us-egrid@2022": (28, 28),
    "us-egrid@2023-rev1": (28, 28),
    "us-egrid@2023-rev2.2": (28, 0),
}
TESTS_DATA = Path(__file__).parent
PRINTED = rules.read(TESTS_DATA / "published_egrid.csv")
PER_QUANTITY = rules.read(TESTS_DATA / "published_epa_hub.csv")
POUND_OF_THE_METRIC_EDITION = Fraction("0.4536")
EGRID_GASES = {
    (version, row["geography"], row["gas"]): row["value"] for version in EGRID for row in rules.factors(version)
}
SUBREGIONS = 27
PER_PHYSICAL_UNIT = 57
US = "US"


@pytest.mark.parametrize("version", [*HUBS, *EGRID])
def test_form(version: str) -> None:
    """Units, gases, dates, numbers, catalogue, source and licence are in order."""
    assert rules.faults(version) == []


@pytest.mark.parametrize(("version", "rows"), {**HUBS, **EGRID}.items())
def test_every_row_of_the_sources_is_used_or_left_out_by_name(version: str, rows: tuple[int, int]) -> None:
    """Nothing is dropped in silence."""
    assert (rules.used(version), rules.left_out(version)) == rows
    assert sum(rows) == ROWS_OF_HUB.get(version, sum(EGRID[version]) if version in EGRID else 0)


# ------------------------------------------------------------------ eGRID


def test_pounds_are_exact() -> None:
    """What is printed in pounds per MWh is that times 0.45359237, exactly."""
    for row in PRINTED:
        figure = Fraction(EGRID_GASES[row["dataset"], row["geography"], row["gas"]])
        pound = rules.KG_IN_POUND if row["unit"] == "lb" else POUND_OF_THE_METRIC_EDITION
        assert figure == Fraction(row["per_mwh"]) * pound, row


def test_every_figure_of_egrid_is_compared() -> None:
    """Three gases of 27 subregions, and of the nation; in the metric edition the nation as CO2e alone."""
    whole = ("us-egrid@2023-rev2.2", US, "CO2e")
    assert EGRID_GASES[whole] == "0.3497"
    assert {(row["dataset"], row["geography"], row["gas"]) for row in PRINTED} | {whole} == set(EGRID_GASES)
    for version, (used, _) in EGRID.items():
        places = {place for which, place, _ in EGRID_GASES if which == version}
        assert len(places) == used
        assert len(places - {US}) == SUBREGIONS


def test_the_metric_edition_has_a_rounded_pound() -> None:
    """Every figure of it is a number of pounds with three decimals times 0.4536: 17 parts in a million too many."""
    for row in PRINTED:
        if row["unit"] != "lb":
            assert (Fraction(row["per_mwh"]) * 1000).denominator == 1
    excess = POUND_OF_THE_METRIC_EDITION / rules.KG_IN_POUND - 1
    assert Fraction(16, 10**6) < excess < Fraction(17, 10**6)


def test_revisions_are_versions() -> None:
    """eGRID2023 was revised: 899.003 lb in January 2025 and 899.633 lb in June."""
    printed = {(row["dataset"], row["geography"], row["gas"]): row["per_mwh"] for row in PRINTED}
    assert printed["us-egrid@2023-rev1", "US/AKGD", "CO2"] == "899.003"
    assert printed["us-egrid@2023-rev2.2", "US/AKGD", "CO2"] == "899.633"
    dates = {version: {row["published_on"] for row in rules.factors(version)} for version in EGRID}
    assert dates["us-egrid@2023-rev1"] == {"2025-01-15"}
    assert dates["us-egrid@2023-rev2.2"] == {"2025-06-12"}


def test_electricity_is_of_the_year_of_its_data() -> None:
    """The hub of 2025 prints the grid of 2023: it is the factor of 2023."""
    for version in EGRID:
        assert {row["valid_from"][:4] for row in rules.factors(version)} == {version.partition("@")[2][:4]}


# ------------------------------------------------------------------ hub


def test_figures_per_quantity_follow_from_those_per_energy() -> None:
    """Factor per million Btu × heating value is the figure per ton, cubic foot or gallon, to its last digit."""
    factors = {
        (version, row["activity"], row["gas"]): Fraction(row["value"])
        for version in HUBS
        for row in rules.factors(version)
        if row["unit"] == "MMBtu"
    }
    heating = {
        (version, row["fuel"]): row
        for version in HUBS
        for row in rules.read(rules.folder(version) / "heating_values.csv")
    }
    off = []
    for row in PER_QUANTITY:
        value = heating[row["dataset"], row["activity"].partition("/")[0]]
        assert (value["unit"], value["energy_unit"]) == (row["unit"], "MMBtu")
        exact = factors[row["dataset"], row["activity"], row["gas"]] * Fraction(value["value"])
        last_digit = Fraction(1, 10 ** len(row["value"].partition(".")[2]))
        if abs(exact - Fraction(row["value"])) > last_digit / 2:
            off.append((row["dataset"], row["activity"], row["gas"], row["value"], float(exact)))
    assert off == []
    assert len(PER_QUANTITY) == 3 * PER_PHYSICAL_UNIT * len(HUBS)


def test_gross_calorific_values() -> None:
    """The hub reckons with gross calorific values: every factor per energy and every heating value says so."""
    for version in HUBS:
        for row in rules.factors(version):
            stationary = row["activity"].endswith("/stationary")
            assert row["calorific_basis"] == ("gross" if stationary else ""), row
            assert not stationary or row["unit"] == "MMBtu"
        values = rules.read(rules.folder(version) / "heating_values.csv")
        assert {row["calorific_basis"] for row in values} == {"gross"}
        fuels = [row["fuel"] for row in values]
        assert "mixed_coal_commercial" in fuels


@pytest.mark.parametrize(
    ("version", "gwp_set"),
    [
        ("us-epa-hub@2023", "AR4_GWP100"),
        ("us-epa-hub@2024.2", "AR5_GWP100_CH4_28"),
        ("us-epa-hub@2025", "AR5_GWP100_CH4_28"),
    ],
)
def test_only_waste_is_co2e_and_names_its_potentials(version: str, gwp_set: str) -> None:
    """The hub of 2023 has the potentials of AR4, those after it AR5 with methane 28; gases are masses."""
    for row in rules.factors(version):
        waste = row["activity"].startswith("waste/")
        assert row["value_is"] == (f"co2e:{gwp_set}" if waste else "mass"), row
        assert waste is (row["unit"] == "short_ton"), row


def test_a_fuel_has_all_its_gases_or_says_that_it_has_not() -> None:
    """Burnt in place or off the road: three gases. On the road: carbon dioxide by fuel, the others by distance."""
    for version in HUBS:
        of_factor: dict[tuple[str, str], set[str]] = {}
        for row in rules.factors(version):
            if row["activity"].endswith(("/stationary", "/mobile")) or row["activity"].startswith("vehicle/"):
                of_factor.setdefault((row["activity"], row["variant"]), set()).add(row["gas"])
        for (activity, variant), gases in of_factor.items():
            if variant == "carbon_dioxide_alone":
                assert gases in ({"CO2"}, {"CO2_biogenic"}), activity
            elif activity.startswith("vehicle/"):
                assert gases == {"CH4_fossil", "N2O"}, activity
            else:
                assert gases in ({"CO2", "CH4_fossil", "N2O"}, {"CO2_biogenic", "CH4_nonfossil", "N2O"}), activity


def test_the_anomaly_of_february_2024_is_replaced() -> None:
    """0.175 and 0.955 kg of CO2 a mile for cars and light trucks were wrong; the revised tables have others."""
    assert rules.gases("us-epa-hub@2023", "travel/car", US)["CO2"] == "0.313"
    for activity in ("travel/car", "commuting/car", "freight/car"):
        assert rules.gases("us-epa-hub@2024.2", activity, US)["CO2"] == "0.306131007297"
    assert rules.gases("us-epa-hub@2024.2", "travel/light_truck", US)["CO2"] == "0.40545567266"
    assert rules.gases("us-epa-hub@2024.2", "travel/motorcycle", US)["CH4_fossil"] == "0.0000906453952139"
    assert {row["published_on"] for row in rules.factors("us-epa-hub@2024.2")} == {"2024-06-05"}
    assert rules.gases("us-epa-hub@2025", "travel/car", US) == {
        "CO2": "0.297", "CH4_fossil": "0.0000059", "N2O": "0.0000053",
    }  # fmt: skip


def test_blank_is_not_zero() -> None:
    """A line without one of its gases is left out, not completed with nothing."""
    assert rules.gases("us-epa-hub@2023", "petrol/mobile", US, "logging_equipment_2_stroke") == {}
    assert rules.gases("us-epa-hub@2024.2", "travel/bus", US)["CH4_fossil"] == "0.0000050304202851"
    assert rules.gases("us-epa-hub@2025", "travel/bus", US)["CH4_fossil"] == "0.0000046"


def test_peat_stays_out() -> None:
    """The hub counts peat as biomass, the IPCC as fossil: nobody's scope 1 loses it unseen."""
    assert all(row["activity"] != "peat/stationary" for version in HUBS for row in rules.factors(version))


def test_an_edition_is_for_its_year() -> None:
    """Each hub is used for its year alone; another year is a step that has to be allowed."""
    for version in HUBS:
        year = version.partition("@")[2].partition(".")[0]
        periods = {(row["valid_from"], row["valid_to"]) for row in rules.factors(version)}
        assert periods == {(f"{year}-01-01", f"{year}-12-31")}


def test_travel_and_commuting_are_the_same_line() -> None:
    """Table 10 is for both, so both have its figures; nobody commutes by air."""
    for version in HUBS:
        rows = [row for row in rules.factors(version) if row["cell"].startswith("Table 10, ")]
        travel = {
            (r["activity"][7:], r["variant"], r["gas"], r["value"]) for r in rows if r["activity"][:7] == "travel/"
        }
        commuting = {(r["activity"][10:], r["variant"], r["gas"], r["value"]) for r in rows if r["activity"][0] == "c"}
        assert {each for each in travel if not each[0].startswith("air/")} == commuting


# ------------------------------------------------------------------ inventories

FLEET = [
    ("electricity", "10", "MWh"),
    ("natural_gas/stationary", "1000", "therm (US)"),
    ("travel/car", "2000", "miles"),
    ("commuting/rail/commuter", "500", "passenger-miles"),
    ("freight/rail", "300", "short ton-miles"),
    ("waste/landfill/mixed_msw", "4", "short tons"),
    ("anthracite/stationary", "2", "short tons"),
]
METHANE, NITROUS_OXIDE = 28, 265
MMBTU_IN_THERM_US = Fraction(1, 10)
"""As US gas bills and the EPA have it."""


def co2e(co2: str, ch4: str, n2o: str) -> Fraction:
    """Add up three gases under AR5 with methane 28 [kg CO2e]."""
    return Fraction(co2) + METHANE * Fraction(ch4) + NITROUS_OXIDE * Fraction(n2o)


def test_california_in_miles_therms_and_short_tons(tmp_path: Path) -> None:
    """A year of a company in California, worked out by hand from the tables.

    Its electricity is that of its subregion in an earlier year, the rest the nation's: both steps are allowed and
    listed.
    """
    allowed = 'earlier_years = { "electricity" = 2 }\nwider_geography = 1'
    folder = folders.write(tmp_path / "a", "US/CAMX", 2025, FLEET, settings=allowed)
    assert folders.kilograms(folder, 2025) == {
        "electricity": 10 * co2e("194.3512704", "0.01134", "0.0013608"),
        "natural_gas/stationary": 1000 * MMBTU_IN_THERM_US * co2e("53.06", "0.001", "0.0001"),
        "travel/car": 2000 * co2e("0.297", "0.0000059", "0.0000053"),
        "commuting/rail/commuter": 500 * co2e("0.133", "0.0000105", "0.0000026"),
        "freight/rail": 300 * co2e("0.021", "0.0000016", "0.0000005"),
        "waste/landfill/mixed_msw": Fraction(4 * 580),
        "anthracite/stationary": 2 * Fraction("25.09") * co2e("103.69", "0.011", "0.0016"),
    }
    rungs = [substitution.rung for substitution in folders.computed(folder, 2025).substitutions]
    assert rungs.count(Rung.WIDER_GEOGRAPHY) == len(FLEET) - 1
    assert rungs.count(Rung.EARLIER_YEAR) == 1


def test_the_wider_geography_is_offered(tmp_path: Path) -> None:
    """Natural gas has a factor of the nation, none of the subregion: the refusal says how to allow it."""
    folder = folders.write(tmp_path / "a", "US/CAMX", 2025, [FLEET[1]])
    assert "allow the factor of US in carbon.toml: [factors] wider_geography = 1" in folders.refusal(folder, 2025)


@pytest.mark.parametrize(("unit", "geography"), [("therms", "GB"), ("tons", "US"), ("gallons", "US")])
def test_units_of_two_meanings_are_refused(tmp_path: Path, unit: str, geography: str) -> None:
    """A therm, a ton and a gallon have each two legal sizes; only on a US gas bill is it known which therm is meant."""
    activity = "anthracite/stationary" if unit == "tons" else "natural_gas/stationary"
    folder = folders.write(tmp_path / "a", geography, 2025, [(activity, "1", unit)])
    assert f'"{unit}" is refused' in folders.refusal(folder, 2025)


def test_publication_decides_the_revision(tmp_path: Path) -> None:
    """By March 2025 there was the first edition of eGRID2023, by July the second."""
    line = [("electricity", "1", "MWh")]
    march = folders.write(tmp_path / "a", "US/CAMX", 2023, line, days="factors_as_of = 2025-03-31\n")
    july = folders.write(tmp_path / "b", "US/CAMX", 2023, line, days="factors_as_of = 2025-07-31\n")
    first = rules.KG_IN_POUND * co2e("436.655", "0.025", "0.003")
    assert folders.computed(march, 2023).total(2, Scope2Method.LOCATION) == first
    second = co2e("194.3512704", "0.01134", "0.0013608")
    assert folders.computed(july, 2023).total(2, Scope2Method.LOCATION) == second


def test_petrol_on_the_road(tmp_path: Path) -> None:
    """Carbon dioxide by the gallon has to be named as such; methane and nitrous oxide come with the miles."""
    lines = [("petrol/mobile", "100", "US gallons"), ("vehicle/car", "2500", "miles")]
    assert '"carbon_dioxide_alone"' in folders.refusal(folders.write(tmp_path / "a", "US", 2025, lines), 2025)
    named = 'variants = { "petrol/mobile" = "carbon_dioxide_alone", "vehicle/car" = "petrol_2022" }'
    folder = folders.write(tmp_path / "b", "US", 2025, lines, settings=named)
    assert folders.kilograms(folder, 2025) == {
        "petrol/mobile": Fraction("878"),
        "vehicle/car": 2500 * co2e("0", "0.000005", "0.0000014"),
    }


def test_the_search_answers() -> None:
    """`carbon factors find` names both revisions of the subregion, and the nation's average."""
    command = [sys.executable, "-m", "carbon", "factors", "find", "electricity", "--geography", "US/CAMX"]
    run = subprocess.run(
        [*command, "--year", "2023"], cwd=rules.ROOT.parent, capture_output=True, encoding="utf-8", check=True
    )
    assert "us-egrid@2023-rev2.2:electricity:US/CAMX:MWh:2023-01-01" in run.stdout
    assert "us-egrid@2023-rev1:electricity:US/CAMX:MWh:2023-01-01" in run.stdout
    assert "lifecycle" not in run.stdout
