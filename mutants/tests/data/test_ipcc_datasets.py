"""Defaults of the 2006 IPCC Guidelines, held to their tables."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

from tests.data import folders, rules

IPCC = "ipcc-2006@2006"
ROWS = 487 + 11  # stationary and mobile
USED, LEFT_OUT = 486, 12
SECTORS = {
    "energy_industries", "manufacturing", "construction", "commercial", "institutional", "residential",
    "agriculture", "forestry", "fisheries",
}  # fmt: skip
FUELS, HEATING_VALUES = 53, 52
FACTORS = rules.factors(IPCC)
HEATING = {row["fuel"]: row for row in rules.read(rules.folder(IPCC) / "heating_values.csv")}


def test_form() -> None:
    """Units, gases, dates, numbers, bounds, catalogue, source and licence are in order."""
    assert rules.faults(IPCC) == []


def test_every_row_of_the_sources_is_used_or_left_out_by_name() -> None:
    """Nothing is dropped in silence."""
    assert (rules.used(IPCC), rules.left_out(IPCC)) == (USED, LEFT_OUT)
    assert USED + LEFT_OUT == ROWS


def test_every_fuel_in_every_sector() -> None:
    """Nine sectors, each a variant: where a fuel is burnt is the organisation's to say."""
    sectors: dict[str, set[str]] = defaultdict(set)
    for row in FACTORS:
        if row["activity"].endswith("/stationary"):
            sectors[row["activity"]].add(row["variant"])
    assert len(sectors) == FUELS
    assert all(found == SECTORS for found in sectors.values())


def test_net_per_terajoule_with_all_gases() -> None:
    """Per TJ on the net basis; all three gases, all fossil or all biogenic."""
    gases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in FACTORS:
        assert (row["unit"], row["calorific_basis"], row["value_is"]) == ("TJ", "net", "mass")
        assert row["geography"] == "any"
        gases[row["activity"], row["variant"]].add(row["gas"])
    renewable = {row["id"]: row["renewable"] == "true" for row in rules.read(rules.ROOT / "activities.csv")}
    fossil, biogenic = {"CO2", "CH4_fossil", "N2O"}, {"CO2_biogenic", "CH4_nonfossil", "N2O"}
    for (activity, _), found in gases.items():
        assert found == (biogenic if renewable[activity] else fossil), activity


@pytest.mark.parametrize(
    ("activity", "variant", "expected"),
    [
        ("natural_gas/stationary", "manufacturing", {"CO2": "56100", "CH4_fossil": "1", "N2O": "0.1"}),
        ("natural_gas/stationary", "commercial", {"CO2": "56100", "CH4_fossil": "5", "N2O": "0.1"}),
        ("diesel/stationary", "commercial", {"CO2": "74100", "CH4_fossil": "10", "N2O": "0.6"}),
        ("lpg/stationary", "commercial", {"CO2": "63100", "CH4_fossil": "5", "N2O": "0.1"}),
        ("other_bituminous_coal/stationary", "commercial", {"CO2": "94600", "CH4_fossil": "10", "N2O": "1.5"}),
        ("peat/stationary", "commercial", {"CO2": "106000", "CH4_fossil": "10", "N2O": "1.4"}),
        ("wood/stationary", "residential", {"CO2_biogenic": "112000", "CH4_nonfossil": "300", "N2O": "4"}),
        ("natural_gas_liquids/stationary", "manufacturing", {"CO2": "64200", "CH4_fossil": "3", "N2O": "0.6"}),
        ("petrol/mobile", "oxidation_catalyst", {"CO2": "69300", "CH4_fossil": "25", "N2O": "8"}),
        ("diesel/mobile", "", {"CO2": "74100", "CH4_fossil": "3.9", "N2O": "3.9"}),
        ("lng/mobile", "", {"CO2": "56100", "CH4_fossil": "92", "N2O": "3"}),
        ("kerosene/mobile", "", {}),
        ("lubricants/mobile", "", {}),
    ],
)
def test_figures(activity: str, variant: str, expected: dict[str, str]) -> None:
    """Gas, oil, coal and wood by sector; what has no methane and nitrous oxide is not here."""
    assert rules.gases(IPCC, activity, "any", variant) == expected


def test_energy_industries_agree_with_the_defaults_that_taiwan_announced() -> None:
    """Taiwan took Table 2.2 for every sector; both were copied from other papers, and they agree."""
    here = {(row["activity"], row["gas"]): row["value"] for row in FACTORS if row["variant"] == "energy_industries"}
    there = {
        (row["activity"], row["gas"]): row["value"]
        for row in rules.factors("tw-moenv-2024@2024-02-05")
        if row["activity"].endswith("/stationary") and not row["variant"]
    }
    shared = here.keys() & there.keys()
    assert len(shared) > 100
    assert [key for key in sorted(shared) if here[key] != there[key]] == []


def test_bounds() -> None:
    """Bounds of CO2 from absolute figures or percentages applied exactly; methane's from -70 % to +200 %."""
    rows = {(row["activity"], row["variant"], row["gas"]): (row["lower"], row["upper"]) for row in FACTORS}
    assert rows["petrol/mobile", "oxidation_catalyst", "CO2"] == ("67500", "73000")
    assert rows["petrol/mobile", "oxidation_catalyst", "CH4_fossil"] == ("7.5", "86")
    assert rows["petrol/mobile", "oxidation_catalyst", "N2O"] == ("2.6", "24")
    assert rows["natural_gas/stationary", "energy_industries", "CH4_fossil"] == ("0.3", "3")
    assert rows["other_bituminous_coal/stationary", "commercial", "CO2"] == ("89500.114", "99699.886")
    assert rows["lpg/mobile", "", "CH4_fossil"] == ("", "")


def test_bounds_of_methane_are_those_of_one_table() -> None:
    """Only Table 2.2 was quoted with bounds of methane: other sectors have none rather than its."""
    bounded = {
        row["variant"]
        for row in FACTORS
        if row["gas"].startswith("CH4") and row["lower"] and row["activity"].endswith("/stationary")
    }
    assert bounded == {"energy_industries"}


def test_calorific_values() -> None:
    """Table 1.2 in TJ per kilotonne, net; no bounds, since none was found in a copy."""
    assert len(HEATING) == HEATING_VALUES
    assert {(row["unit"], row["energy_unit"], row["calorific_basis"]) for row in HEATING.values()} == {
        ("kilotonne", "TJ", "net")
    }
    assert {fuel: HEATING[fuel]["value"] for fuel in ("petrol", "diesel", "natural_gas", "lpg")} == {
        "petrol": "44.3", "diesel": "43", "natural_gas": "48", "lpg": "47.3",
    }  # fmt: skip


def test_lines_of_two_fuels_are_loaded_once() -> None:
    """Coke oven coke and lignite coke are one line of the tables, and one activity."""
    counts = Counter(row["cell"].split(", ")[1] for row in FACTORS if row["activity"] == "coke/stationary")
    assert set(counts) == {"Coke oven coke"}


def test_used_only_where_it_is_named(tmp_path: Path) -> None:
    """Gas in Singapore: refused, with the dataset to name; named with its sector, computed."""
    line = [("natural_gas/stationary", "2", "TJ"), ("diesel/stationary", "3", "t")]
    why = folders.refusal(folders.write(tmp_path / "a", "SG", 2024, line), 2024)
    assert "name the dataset ipcc-2006 in carbon.toml: [factors] datasets" in why
    settings = (
        'datasets = ["own", "ipcc-2006"]\n'
        'variants = { "natural_gas/stationary" = "commercial", "diesel/stationary" = "commercial" }'
    )
    folder = folders.write(tmp_path / "b", "SG", 2024, line, settings=settings)
    gas = 2 * (Fraction(56100) + 28 * 5 + 265 * Fraction("0.1"))
    diesel = 3 * Fraction(43, 1000) * (Fraction(74100) + 28 * 10 + 265 * Fraction("0.6"))
    assert folders.kilograms(folder, 2024) == {"natural_gas/stationary": gas, "diesel/stationary": diesel}


def test_taiwan_keeps_its_own(tmp_path: Path) -> None:
    """Defaults of the world don't slip in where a country has factors: gas in Taiwan is Taiwan's."""
    folder = folders.write(tmp_path / "a", "TW", 2024, [("natural_gas/stationary", "1", "TJ")])
    datasets = {dataset.name for dataset in folders.computed(folder, 2024).datasets}
    assert datasets == {"tw-moenv-2024"}


def test_the_figure_in_doubt_is_told() -> None:
    """One fuel made of biomass has less methane in a factory than in a power station; the source says so."""
    methane = {(row["activity"], row["variant"]): row["value"] for row in FACTORS if row["gas"] == "CH4_nonfossil"}
    fuels = {activity for activity, variant in methane if variant == "energy_industries"}
    for sector in ("manufacturing", "construction"):
        less = {
            fuel: methane[fuel, sector]
            for fuel in fuels
            if Fraction(methane[fuel, sector]) < Fraction(methane[fuel, "energy_industries"])
        }
        assert less == {"other_solid_biomass/stationary": "20"}
    covers = tomllib.loads((rules.folder(IPCC) / "source.toml").read_text(encoding="utf-8"))["covers"]
    assert "Methane of other primary solid biomass in manufacturing and construction" in covers
