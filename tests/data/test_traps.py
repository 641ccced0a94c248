"""The traps of the figures, most expensive first, each named by its number and its words.

A trap is a way in which a right-looking figure is wrong. Most are held at length where their dataset is held; here each
has the one test that fails when somebody falls into it.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

from carbon import units
from carbon.model.terms import MONTREAL_ACCOUNT, Scope2Method
from carbon.units import RefusedUnit
from tests.data import folders, rules

GWP = {(row["gwp_set"], row["gas"]): Fraction(row["value"]) for row in rules.read(rules.ROOT / "gwp.csv")}
AR4, AR5, AR5_28, AR6 = "AR4_GWP100", "AR5_GWP100", "AR5_GWP100_CH4_28", "AR6_GWP100"
MOEA, MOENV, TABLE_604 = "tw-moea-electricity@2026-06", "tw-moenv-2024@2024-02-05", "tw-moenv-604@6.0.4"
UK = [f"uk-desnz@{year}.2" for year in (2023, 2024, 2025, 2026)]
ALL = [f"{path.parent.parent.name}@{path.parent.name}" for path in sorted(rules.ROOT.glob("*/*/factors.csv"))]
METHANE_IN_BOTH = {"CH4_fossil", "CH4_nonfossil"}


def rows_of(version: str, activity: str) -> list[rules.Row]:
    """Return the rows of an activity."""
    return [row for row in rules.factors(version) if row["activity"] == activity]


def test_trap_01_gwp_basis(tmp_path: Path) -> None:
    """Gas masses are kept and GWP comes last; what is CO2e alone keeps its set, says so, and is not re-based."""
    bases = {version: {row["value_is"] for row in rules.factors(version)} for version in ALL}
    assert bases["us-epa-hub@2023"] == {"mass", f"co2e:{AR4}"}
    assert bases["us-epa-hub@2024.2"] == bases["us-epa-hub@2025"] == {"mass", f"co2e:{AR5_28}"}
    assert bases[MOENV] == bases[TABLE_604] == {"mass"}
    lines = [("electricity", "1000", "kWh"), ("diesel/stationary", "1", "TJ_net")]
    result = folders.computed(folders.write(tmp_path / "a", "TW", 2024, lines), 2024)
    assert [each.activity for each in result.not_rebased] == ["electricity"]


@pytest.mark.parametrize("version", UK)
def test_trap_02_desnz_gas_columns_are_co2e(version: str) -> None:
    """Methane and nitrous oxide are CO2e under 28 and 265; a row outside the scopes is biogenic whatever its column."""
    for row in rules.factors(version):
        if "(Outside of Scopes)" in row["cell"]:
            assert (row["gas"], row["value_is"]) == ("CO2_biogenic", "mass"), row
        elif row["gas"] in {"CH4_fossil", "N2O"}:
            assert row["value_is"] == f"co2e:{AR5_28}", row
    assert [GWP[AR5_28, gas] for gas in ("CH4_fossil", "N2O")] == [28, 265]


def test_trap_03_ch4_in_ar6() -> None:
    """Fossil 29.8 and non-fossil 27.0; 27.9 and an SF6 of 25,200 are nowhere."""
    assert [GWP[AR6, gas] for gas in ("CH4_fossil", "CH4_nonfossil")] == [Fraction("29.8"), 27]
    assert GWP[AR6, "SF6"] == 24300
    assert not {Fraction("27.9"), Fraction(25200)} & {figure for (gwp_set, _), figure in GWP.items() if gwp_set == AR6}


def test_trap_04_methane_conventions() -> None:
    """Two sets of AR5, both named: 28 throughout, or 30 for fossil methane. Every factor says which methane it has."""
    assert [GWP[AR5, gas] for gas in ("CH4_fossil", "CH4_nonfossil")] == [30, 28]
    assert [GWP[AR5_28, gas] for gas in ("CH4_fossil", "CH4_nonfossil")] == [28, 28]
    gases = {row["gas"] for version in ALL for row in rules.factors(version)}
    assert {gas for gas in gases if gas.startswith("CH4")} == METHANE_IN_BOTH


def test_trap_05_degrees_need_their_carrier(tmp_path: Path) -> None:
    """度 alone is refused; on a power bill it is a kilowatt-hour, on a gas bill a cubic metre."""
    assert isinstance(units.read().find("度"), RefusedUnit)
    lines = [("electricity", "10", "度"), ("natural_gas/stationary", "10", "度")]
    plain = [("electricity", "10", "kWh"), ("natural_gas/stationary", "10", "m3")]
    degrees = folders.kilograms(folders.write(tmp_path / "a", "TW", 2024, lines), 2024)
    assert degrees == folders.kilograms(folders.write(tmp_path / "b", "TW", 2024, plain), 2024)
    refused = folders.write(tmp_path / "c", "TW", 2024, [("diesel/stationary", "10", "度")])
    assert '"度" is refused' in folders.refusal(refused, 2024)


def test_trap_06_net_and_gross(tmp_path: Path) -> None:
    """Taiwan and the IPCC are net, the EPA gross, the United Kingdom both; energy by the other basis is refused."""
    for version in (MOENV, TABLE_604, "ipcc-2006@2006"):
        assert {row["calorific_basis"] for row in rules.factors(version) if row["unit"] == "TJ"} == {"net"}
    for year in (2023, "2024.2", 2025):
        burnt = {row["calorific_basis"] for row in rows_of(f"us-epa-hub@{year}", "natural_gas/stationary")}
        assert burnt == {"gross"}
    assert {row["calorific_basis"] for row in rows_of("uk-desnz@2024.2", "natural_gas/stationary")} == {
        "",
        "net",
        "gross",
    }
    gross = folders.write(tmp_path / "a", "TW", 2024, [("natural_gas/stationary", "10", "kWh (Gross CV)")])
    assert "by the gross calorific value" in folders.refusal(gross, 2024)


def test_trap_07_kcal_to_gj() -> None:
    """4.1868e-6 exactly, and a calorie alone is refused."""
    vocabulary = units.read()
    assert vocabulary.ratio(vocabulary.unit("kcal"), vocabulary.unit("GJ")) == Fraction("0.0000041868")
    assert isinstance(vocabulary.find("cal"), RefusedUnit)


def test_trap_08_heating_values_differ_by_48_percent(tmp_path: Path) -> None:
    """A heating value is an input with its source: table 6.0.4 where it is prescribed, one's own before it."""
    line = [("natural_gas/stationary", "1000", "m3")]
    prescribed = folders.write(tmp_path / "a", "TW", 2024, line)
    own = folders.write(tmp_path / "b", "TW", 2024, line)
    (own / "emission_factors" / "own" / "2024").mkdir(parents=True)
    (own / "emission_factors" / "own" / "2024" / "source.toml").write_text('licence = "ours"\n', encoding="utf-8")
    (own / "emission_factors" / "own" / "2024" / "heating_values.csv").write_text(
        "fuel,geography,valid_from,valid_to,published_on,unit,value,energy_unit,calorific_basis,cell\n"
        "natural_gas,TW,2024-01-01,,,m3,5925,kcal,net,the bill\n",
        encoding="utf-8",
    )
    by_table, by_bill = (folders.kilograms(folder, 2024)["natural_gas/stationary"] for folder in (prescribed, own))
    assert by_table / by_bill == Fraction(8000, 5925)
    assert Fraction(8755, 5925) > Fraction("1.47")


def test_trap_09_liquids_of_natural_gas_are_not_lng() -> None:
    """液化天然氣 of the announcement's first table is natural gas liquids, 64,200; LNG takes 56,100."""
    (liquids,) = (row for row in rows_of(MOENV, "natural_gas_liquids/stationary") if row["gas"] == "CO2")
    assert liquids["value"] == "64200"
    for version in (MOENV, TABLE_604, "ipcc-2006@2006"):
        found = {
            row["value"] for row in rules.factors(version) if row["activity"][:4] == "lng/" and row["gas"] == "CO2"
        }
        assert found == {"56100"}


def test_trap_10_which_electricity_year(tmp_path: Path) -> None:
    """0.494, 0.474, 0.467: each for its year, dated, as CO2e; another year only where it is allowed."""
    rows = {row["data_year"]: row for row in rules.factors(MOEA) if not row["variant"]}
    assert [rows[year]["value"] for year in ("2023", "2024", "2025")] == ["0.494", "0.474", "0.467"]
    assert {row["gas"] for row in rows.values()} == {"CO2e"}
    assert all(row["published_on"] for row in rows.values())
    line, days = [("electricity", "1000", "kWh")], "factors_as_of = 2025-03-31\n"
    assert "earlier_years" in folders.refusal(folders.write(tmp_path / "a", "TW", 2024, line, days=days), 2024)
    step = "earlier_years = { electricity = 1 }"
    assert folders.kilograms(folders.write(tmp_path / "b", "TW", 2024, line, step, days), 2024) == {"electricity": 494}


def test_trap_11_upstream_and_use() -> None:
    """No footprint of using a fuel is loaded; lifecycles are no electricity; Hong Kong's are per kilowatt-hour sold."""
    assert not [row for row in rules.factors("tw-cfp@cfp-p-02.2") if "使用" in row["cell"]]
    assert {row["activity"] for row in rules.factors("ember-lifecycle@2025")} == {"lifecycle/electricity"}
    for version in ("hk-clp-electricity@2019", "hk-hke-electricity@2019"):
        source = tomllib.loads((rules.folder(version) / "source.toml").read_text(encoding="utf-8"))
        assert "per kWh sold" in source["covers"]


def test_trap_12_hcfc_and_cfc(tmp_path: Path) -> None:
    """Of a blend the HFC part is in scope 1, the rest beside it: 18 and 1,112 of R-401A, nothing and all of R-22."""
    lines = [("refrigerant/R-401A", "1", "kg"), ("refrigerant/R-22", "1", "kg")]
    result = folders.computed(folders.write(tmp_path / "a", "TW", 2024, lines), 2024)
    assert result.total(1) == Fraction("17.94")
    (outside,) = result.outside_scopes
    assert outside.account.id == MONTREAL_ACCOUNT
    assert outside.kg_co2e == Fraction("1111.98") + 1760


@pytest.mark.parametrize("version", UK)
def test_trap_13_air(version: str) -> None:
    """With and without radiative forcing are variants and neither is the default; the 8 % of distance is inside."""
    flights = [row for row in rules.factors(version) if row["activity"].startswith("travel/air/")]
    assert {row["variant"] for row in flights} == {"with_radiative_forcing", "without_radiative_forcing"}
    assert "uplift of 8 %" in (rules.folder(version) / "source.toml").read_text(encoding="utf-8")


def test_trap_14_blank_is_not_zero(tmp_path: Path) -> None:
    """Taiwan's hotels are blank in every edition: they are refused, and no factor of nothing is there."""
    for version in UK:
        hotels = rows_of(version, "travel/hotel")
        assert "TW" not in {row["geography"] for row in hotels}
        assert all(Fraction(row["value"]) > 0 for row in hotels)
    folder = folders.write(tmp_path / "a", "TW", 2024, [("travel/hotel", "2", "nights")])
    assert "There is no emission factor for travel/hotel in TW" in folders.refusal(folder, 2024)


def test_trap_15_leak_rates_are_ranges() -> None:
    """No rate of leakage is loaded, and no midpoint of one: a kilogram of refrigerant is a kilogram refilled."""
    for version in ALL:
        for row in rules.factors(version):
            if row["activity"].startswith("refrigerant/"):
                assert (version, row["unit"]) == ("refrigerants@ashrae-34.2", "kg")
    left_out = {row["row"]: row["reason"] for row in rules.read(rules.folder(MOENV) / "left_out.csv")}
    (reason,) = (text for name, text in left_out.items() if "refrigerant leak rates" in name)
    assert reason.startswith("Ranges without a central value")


def test_trap_16_asymmetric_uncertainty() -> None:
    """-70 % and +200 % of methane and nitrous oxide are two bounds, of which no one percentage is made."""
    for gas, figure in (("CH4_fossil", 1), ("N2O", Fraction("0.1"))):
        (row,) = (row for row in rows_of(MOENV, "natural_gas/stationary") if row["gas"] == gas)
        assert Fraction(row["lower"]) == figure * Fraction(3, 10)
        assert Fraction(row["upper"]) == figure * 3


def test_trap_17_uk_grid(tmp_path: Path) -> None:
    """A kilowatt-hour of 2026 is a quarter less than one of 2025, and a factor is good for its year alone."""
    for version in UK:
        assert {row["valid_from"][:4] for row in rows_of(version, "electricity")} == {version[-6:-2]}
        assert {row["valid_to"] for row in rows_of(version, "electricity")} == {f"{version[-6:-2]}-12-31"}
    line = [("electricity", "1", "kWh")]
    found = [
        folders.computed(folders.write(tmp_path / str(year), "GB", year, line), year).total(2, Scope2Method.LOCATION)
        for year in (2024, 2025, 2026)
    ]
    assert found == [Fraction("0.20705"), Fraction("0.177"), Fraction("0.13096")]


@pytest.mark.parametrize(
    ("designation", "gwp_set", "printed", "right"),
    [
        ("R-403A", AR4, "1534.1", "3123.5"),
        ("R-410B", AR4, "1946.25", "2228.75"),
        ("R-424A", AR5_28, "3104", "2211.85"),
        ("R-405A", AR5_28, "4821", "4965.06"),
    ],
)
def test_trap_18_blends_are_recomputed(designation: str, gwp_set: str, printed: str, right: str) -> None:
    """What a publication prints of a blend is not stored: the composition and the set give the right figure."""
    rows = rows_of("refrigerants@ashrae-34.2", f"refrigerant/{designation}")
    gwp = sum((Fraction(row["value"]) * GWP.get((gwp_set, row["gas"]), 0) for row in rows), Fraction(0))
    assert gwp == Fraction(right) != Fraction(printed)


def test_trap_18_misprints_of_official_tables() -> None:
    """Three years of electricity, two potentials and two compositions are those of the sources that are right."""
    years = {row["data_year"]: row["value"] for row in rules.factors(MOEA) if not row["variant"]}
    assert [years[year] for year in ("2005", "2007", "2022")] == ["0.555", "0.558", "0.495"]
    assert [GWP[AR5, "CFC-11"], GWP["TAR_GWP100", "HCFC-225ca"]] == [4660, 180]
    for designation in ("R-405A", "R-500"):
        gases = {row["gas"] for row in rows_of("refrigerants@ashrae-34.2", f"refrigerant/{designation}")}
        assert "HFC-152a" in gases
        assert "HFC-152" not in gases
