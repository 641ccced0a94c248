"""Where sources disagree, and what is done about it: a test for each contradiction that one can hold.

The contradictions were collected while the figures of the library were read. Each is named by its topic: `HELD` has the
tests, `EXPLAINED` the reason why no test can hold the rest, and `TOPICS` is all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from carbon import units
from carbon.model.terms import GWP_SETS, MONTREAL_ACCOUNT
from tests.data import folders, rules

Test = Callable[..., None]
HELD: list[str] = []
EXAMPLES = rules.ROOT.parent / "docs" / "examples"
AR4, AR5, AR5_28, AR6 = "AR4_GWP100", "AR5_GWP100", "AR5_GWP100_CH4_28", "AR6_GWP100"
MOEA, MOEA_OLD = "tw-moea-electricity@2026-06", "tw-moea-electricity@6.0.3"
MOENV, TABLE_604 = "tw-moenv-2024@2024-02-05", "tw-moenv-604@6.0.4"
GWP = {(row["gwp_set"], row["gas"]): Fraction(row["value"]) for row in rules.read(rules.ROOT / "gwp.csv")}
FAMILY = {row["gas"]: row["family"] for row in rules.read(rules.ROOT / "gases.csv")}
REFRIGERANTS = rules.factors("refrigerants@ashrae-34.2")


@pytest.fixture
def topic(request: pytest.FixtureRequest) -> str:
    """Return the topic of a contradiction, which is also the id of its test."""
    return str(request.param)


def holds(name: str) -> Callable[[Test], Test]:
    """Make a function the test of a contradiction, with its topic as the id."""
    HELD.append(name)

    def mark(test: Test) -> Test:
        marked: Test = pytest.mark.parametrize("topic", [name], indirect=True)(pytest.mark.usefixtures("topic")(test))
        return marked

    return mark


def electricity(year: int, version: str = MOEA) -> str:
    """Look the factor of Taiwan's electricity up."""
    return rules.gases(version, "electricity", "TW", year=str(year))["CO2e"]


def bounds(version: str, activity: str, gas: str, variant: str = "") -> tuple[Fraction, ...]:
    """Return the bounds of a factor in percent of it, none if it has none."""
    wanted = (activity, gas, variant)
    (row,) = (row for row in rules.factors(version) if (row["activity"], row["gas"], row["variant"]) == wanted)
    figure = Fraction(row["value"])
    return tuple((Fraction(row[name]) / figure - 1) * 100 for name in ("lower", "upper") if row[name])


def composition(designation: str) -> dict[str, Fraction]:
    """Look a refrigerant's composition up."""
    rows = (row for row in REFRIGERANTS if row["activity"] == f"refrigerant/{designation}")
    return {row["gas"]: Fraction(row["value"]) for row in rows}


def blend(designation: str, gwp_set: str, *, without: str = "") -> Fraction:
    """Recompute the GWP of a blend from its composition, without the gases of one family."""
    gases = composition(designation)
    return sum((gases[gas] * GWP.get((gwp_set, gas), 0) for gas in gases if FAMILY[gas] != without), Fraction(0))


def heating_values(version: str) -> dict[str, str]:
    """Look the heating values of a dataset up, by fuel."""
    return {row["fuel"]: row["value"] for row in rules.read(rules.folder(version) / "heating_values.csv")}


def reasons(version: str) -> str:
    """Return what a dataset leaves out, and why, as one text."""
    return "\n".join(f"{row['row']}: {row['reason']}" for row in rules.read(rules.folder(version) / "left_out.csv"))


def kilograms(
    folder: Path, place: tuple[str, int], line: folders.Line, gwp_set: str, settings: str = "", days: str = ""
) -> Fraction:
    """Compute the inventory of one line [kg CO2e], location-based."""
    target = folder / f"{gwp_set}{len(list(folder.iterdir()))}"
    folders.write(target, *place, [line], settings, days)
    toml = target / "carbon.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(AR5_28, gwp_set), encoding="utf-8")
    return sum(folders.kilograms(target, place[1]).values(), Fraction(0))


# ------------------------------------------------------------------ Taiwan, electricity


@holds("TW electricity 2005/2007/2022 in the official inventory form")
def test_electricity_of_the_inventory_form() -> None:
    """The announcements count, not the form's 0.559, 0.588 and 0.509; there is nothing before 2005."""
    assert [electricity(year) for year in (2005, 2007, 2022)] == ["0.555", "0.558", "0.495"]
    assert min(row["valid_from"] for row in rules.factors(MOEA)) == "2005-01-01"


@holds("TW electricity 2005–2015 vintages")
def test_vintages_of_electricity() -> None:
    """Both series are kept: the later one from the day on which it was published, the earlier one undated."""
    old = [electricity(year, MOEA_OLD) for year in range(2005, 2016)]
    new = [electricity(year) for year in range(2005, 2016)]
    assert [int(one[2:]) for one in old] == [559, 564, 559, 557, 543, 535, 536, 532, 522, 521, 528]
    assert [int(one[2:]) for one in new] == [555, 562, 558, 555, 543, 534, 534, 529, 519, 518, 525]
    assert {row["published_on"] for row in rules.factors(MOEA_OLD)} == {""}
    dates = {row["published_on"] for row in rules.factors(MOEA) if row["data_year"] < "2016"}
    assert dates == {"2018-07-04"}


@holds("TW electricity series in gwp-factors repo")
def test_electricity_of_a_repository() -> None:
    """The file's 0.533 for 2005 is the factor of 2018."""
    assert electricity(2005) != "0.533"
    assert electricity(2018) == "0.533"


@holds("TW electricity 2020")
def test_electricity_2020() -> None:
    """0.502, and nothing of the footprints' electricity is loaded."""
    assert electricity(2020) == "0.502"
    assert {row["activity"] for row in rules.factors("tw-cfp@cfp-p-02.2")}.isdisjoint({"electricity"})


@holds("TW electricity 2025")
def test_electricity_2025() -> None:
    """A target (0.424) and a forecast (0.459) are no announced factors."""
    rows = [row for row in rules.factors(MOEA) if row["data_year"] == "2025"]
    assert {row["variant"]: row["value"] for row in rows} == {"": "0.467", "industrial": "0.466"}


@holds("TW which year applies")
def test_which_year_of_electricity(tmp_path: Path) -> None:
    """The vintage is a policy: the year's own factor, or the newest at the time of the inventory, as a step."""
    line, step = ("electricity", "1000", "kWh"), "earlier_years = { electricity = 1 }"
    for year, own, newest in ((2022, 495, 509), (2023, 494, 495), (2024, 474, 494)):
        assert kilograms(tmp_path, ("TW", year), line, AR6) == own
        days = f"factors_as_of = {year + 1}-03-31\n"
        assert kilograms(tmp_path, ("TW", year), line, AR6, step, days) == newest


# ------------------------------------------------------------------ Taiwan, fuels


@holds('TW NCVs quoted as "6.0.4"')
def test_heating_values_quoted_as_those_of_a_table() -> None:
    """Table 6.0.4 has its own figures; those of the report are that organisation's, in its folder."""
    table = heating_values(TABLE_604)
    fuels = ("natural_gas", "lng", "petrol", "diesel")
    assert [table[fuel] for fuel in fuels] == ["8000", "9000", "7800", "8400"]
    own = rules.read(EXAMPLES / "kgi" / "emission_factors" / "own" / "2024" / "heating_values.csv")
    assert {row["fuel"]: row["value"] for row in own} == {"petrol": "7609", "diesel": "8642"}


@holds("TW kcal→GJ")
def test_kilocalorie() -> None:
    """Exactly 4.1868e-6: the report's 4e-6 is 4.46 % low."""
    vocabulary = units.read()
    ratio = vocabulary.ratio(vocabulary.unit("kcal"), vocabulary.unit("GJ"))
    assert ratio == Fraction("0.0000041868")
    assert round((1 - Fraction("0.000004") / ratio) * 100, 2) == Fraction("4.46")


@holds("TW GWP basis")
def test_gwp_basis_of_taiwan(tmp_path: Path) -> None:
    """An inventory under AR6 and a registration under AR5 are one folder with two sets."""
    line = ("natural_gas/stationary", "1", "TJ_net")
    assert kilograms(tmp_path, ("TW", 2024), line, AR6) == 56100 + Fraction("29.8") + Fraction("27.3")
    assert kilograms(tmp_path, ("TW", 2024), line, AR5) == 56100 + 30 + Fraction("26.5")
    assert [GWP[AR5, gas] for gas in ("CH4_nonfossil", "CH4_fossil", "N2O")] == [28, 30, 265]


@holds("TW CH4 GWP for combustion")
def test_methane_of_combustion(tmp_path: Path) -> None:
    """30 and 28 are two named sets; the platform's is there to choose."""
    line = ("natural_gas/mobile", "1", "TJ_net")
    assert {AR5, AR5_28} < set(GWP_SETS)
    difference = kilograms(tmp_path, ("TW", 2024), line, AR5) - kilograms(tmp_path, ("TW", 2024), line, AR5_28)
    assert difference == 92 * (30 - 28)


@holds("TW 液化天然氣 row")
def test_liquids_of_natural_gas() -> None:
    """64,200 is that of natural gas liquids; LNG takes natural gas, and no LNG of that row is there."""
    assert rules.gases(MOENV, "natural_gas_liquids/stationary", "TW")["CO2"] == "64200"
    assert rules.gases(MOENV, "lng/mobile", "TW")["CO2"] == "56100"
    assert rules.gases(MOENV, "lng/stationary", "TW") == {}


@holds("TW aviation fuel mobile CH4/N2O")
def test_aviation_fuels() -> None:
    """The table copies its stationary defaults; nobody else's are put in their place, and the IPCC's are not loaded."""
    for fuel in ("jet_kerosene", "aviation_gasoline"):
        mobile, stationary = (rules.gases(TABLE_604, f"{fuel}/{use}", "TW") for use in ("mobile", "stationary"))
        assert (mobile["CH4_fossil"], mobile["N2O"]) == ("3", "0.6")
        assert mobile == stationary
        assert rules.gases("ipcc-2006@2006", f"{fuel}/mobile", "any") == {}


@holds("TW gasoline CI")
def test_bounds_of_petrol() -> None:
    """The bounds are those of table 6.0.4; the form's are a slip, so the announcement's factor has none."""
    assert bounds(TABLE_604, "petrol/mobile", "CH4_fossil") == (Fraction("-69.6"), Fraction(244))
    assert bounds(TABLE_604, "petrol/mobile", "N2O") == (Fraction("-67.5"), Fraction(200))
    for gas in ("CH4_fossil", "N2O"):
        assert bounds(MOENV, "petrol/mobile", gas, "oxidation_catalyst") == ()


@holds("TW bituminous coal CI")
def test_bounds_of_bituminous_coal() -> None:
    """±5.4 % for bituminous coal; rows that carry the bounds of coking coal are loaded without any."""
    for version in (TABLE_604, MOENV):
        low, high = bounds(version, "other_bituminous_coal/stationary", "CO2")
        assert round(-low, 1) == round(high, 1) == Fraction("5.4")
    for kind in ("domestic", "feedstock", "fuel"):
        assert bounds(TABLE_604, f"{kind}_bituminous_coal/stationary", "CO2") == ()


@holds("TW charcoal / other solid biomass CI sign")
def test_bounds_of_biomass() -> None:
    """A lower bound is below its factor, whatever the sign that it was stored with."""
    for fuel, low in (("charcoal", "-15.18"), ("other_solid_biomass", "-15.3")):
        lower, upper = bounds(TABLE_604, f"{fuel}/stationary", "CO2_biogenic")
        assert round(lower, 2) == Fraction(low)
        assert lower < 0 < upper


@holds("TW heating value table")
def test_statistical_heating_values() -> None:
    """The statistical table is used only where it is named; its gases differ by 48 %."""
    table = heating_values("tw-energy-administration@2025")
    gases = {fuel: Fraction(table[fuel]) for fuel in ("natural_gas_ng1", "natural_gas_ng2", "natural_gas_indigenous")}
    assert round((max(gases.values()) / min(gases.values()) - 1) * 100) == 48
    assert table["lng"] == "8710"
    assert "natural_gas" not in table
    source = (rules.folder("tw-energy-administration@2025") / "source.toml").read_text(encoding="utf-8")
    assert "\nstatistical = true" in source


# ------------------------------------------------------------------ Taiwan, the rest


@holds("TW domestic refrigeration leak")
def test_leaks_of_refrigerators() -> None:
    """No rate of leakage is loaded, neither 0.3 % nor the tenfold: refills are counted."""
    assert "refrigerant leak rates by equipment (16 rows)" in reasons(MOENV)
    assert not any("refriger" in row["activity"] for row in (*rules.factors(MOENV), *rules.factors(TABLE_604)))


@holds("TW refrigerant leak central values")
def test_midpoints_of_leak_rates() -> None:
    """Neither an example's rates nor midpoints of the announced ranges are there: that is the organisation's choice."""
    assert "leak rates of the worked example (8 rows)" in reasons(TABLE_604)
    assert "a midpoint would be a choice of the organisation" in reasons(MOENV)


@holds("TW septic")
def test_septic_tanks() -> None:
    """Table 6.0.4 works an example per person; the announcement gives parameters of a model and no default."""
    assert rules.gases(TABLE_604, "septic_tank", "TW", "worked_example") == {"CH4_nonfossil": "3.825"}
    assert rules.gases(TABLE_604, "septic_tank", "TW") == {}
    assert rules.gases(MOENV, "septic_tank", "TW") == {}
    assert "wastewater Bo and methane correction factors" in reasons(MOENV)


@holds("TW A4 paper")
def test_paper() -> None:
    """7.2 g and 1.21 g a sheet are two boundaries: the one is the network's, the other its report's own."""
    assert rules.gases("tw-paper@2024", "paper/a4", "TW") == {"CO2e": "0.0072"}
    own = rules.read(EXAMPLES / "trade_van" / "emission_factors" / "own" / "2020" / "factors.csv")
    assert [(row["activity"], row["value"]) for row in own] == [("paper/a4", "0.00121")]


@holds("TW tap water")
def test_tap_water() -> None:
    """Every footprint of water names whose it is; the company's own figures are another dataset."""
    rows = [row for row in rules.factors("tw-cfp@cfp-p-02.2") if row["activity"] == "water/supply"]
    assert {row["value"]: row["variant"] for row in rows}["0.0948"] == "taipei_water_department"
    assert all(row["variant"] for row in rows)
    assert {row["value"] for row in rules.factors("tw-twc-water@2024")} == {"0.161", "0.156"}


# ------------------------------------------------------------------ potentials


@holds("AR6 CH4")
def test_methane_in_ar6() -> None:
    """29.8 and 27.0 of Table 7.15: 27.9 is neither."""
    assert (GWP[AR6, "CH4_fossil"], GWP[AR6, "CH4_nonfossil"]) == (Fraction("29.8"), Fraction(27))


@holds("greencalculus gwp-values.json")
def test_biogenic_methane() -> None:
    """Of biogenic methane 27.0 in AR6, and 28 in AR5: 25 is that of AR4."""
    assert [GWP[each, "CH4_nonfossil"] for each in (AR4, AR5, AR5_28, AR6)] == [25, 28, 28, 27]


@holds("AR6 SF6")
def test_sf6_in_ar6() -> None:
    """24,300, as corrected."""
    assert GWP[AR6, "SF6"] == 24300


@holds("AR6 HFC-134a")
def test_hfc_134a_in_ar6() -> None:
    """1,530 of the supplementary table, from which the other HFCs come too."""
    assert [GWP[AR6, gas] for gas in ("HFC-134a", "HFC-32")] == [1530, 771]


@holds("AR6 CFC-11/12")
def test_cfcs_in_ar6() -> None:
    """6,230 and 12,500, not the first version's, 12 % less."""
    assert [GWP[AR6, gas] for gas in ("CFC-11", "CFC-12")] == [6230, 12500]


@holds("AR5 CFC-11")
def test_cfc_11_in_ar5() -> None:
    """4,660; table 6.0.4 prints 4,460."""
    assert GWP[AR5, "CFC-11"] == GWP[AR5_28, "CFC-11"] == 4660


@holds("TAR HCFC-225ca")
def test_hcfc_225ca_in_tar() -> None:
    """180; table 6.0.4 prints 1,800."""
    assert GWP["TAR_GWP100", "HCFC-225ca"] == 180


@holds("Hydrocarbon GWPs")
def test_hydrocarbons() -> None:
    """AR6 prints three of them; the others are named as not counted rather than taken from several reports."""
    hydrocarbons = {gas for gas in FAMILY if gas.startswith("HC-")}
    assert {"HC-290", "HC-600", "HC-600a", "HC-601", "HC-1270"} < hydrocarbons
    printed = {"HC-290": Fraction("0.02"), "HC-600": Fraction("0.006"), "HC-170": Fraction("0.437")}
    assert {key: gwp for key, gwp in GWP.items() if key[1] in hydrocarbons} == {
        ("AR6_GWP100", gas): gwp for gas, gwp in printed.items()
    }


# ------------------------------------------------------------------ blends


@holds("R-403A AR4")
def test_r403a() -> None:
    """3,123.5 by its composition; 1,534.1 is printed."""
    assert blend("R-403A", AR4) == Fraction("3123.5")


@holds("R-410B AR4")
def test_r410b() -> None:
    """2,228.75 by its composition; 1,946.25 is printed."""
    assert blend("R-410B", AR4) == Fraction("2228.75")


@holds("R-424A")
def test_r424a() -> None:
    """2,211.85 by its composition, and 2,440 under AR4, as the hub of 2023 has it; 3,104 is printed later."""
    assert blend("R-424A", AR5_28) == Fraction("2211.85")
    assert round(blend("R-424A", AR4)) == 2440


@holds("R-405A")
def test_r405a() -> None:
    """4,965.06, of the Kyoto basket 4,064.16; 4,821 and 3,920 are printed."""
    assert blend("R-405A", AR5_28) == Fraction("4965.06")
    assert blend("R-405A", AR5_28, without="montreal") == Fraction("4064.16")


@holds("R-428A composition")
def test_composition_of_r428a() -> None:
    """20 % of HFC-143a: 2 % would not add up."""
    gases = composition("R-428A")
    assert gases["HFC-143a"] == Fraction("0.2")
    assert sum(gases.values()) == 1


@holds("R-405A, R-500 composition")
def test_composition_of_r405a_and_r500() -> None:
    """HFC-152a, and no HFC-152."""
    for designation in ("R-405A", "R-500"):
        assert "HFC-152a" in composition(designation)
        assert "HFC-152" not in composition(designation)


@holds("R-406A composition")
def test_composition_of_r406a() -> None:
    """4 % of isobutane: with 14 % it adds up to 110 %."""
    gases = composition("R-406A")
    assert gases["HC-600a"] == Fraction("0.04")
    assert sum(gases.values()) == 1


@holds("HCFC/CFC part of blends")
def test_ozone_layer_part_of_blends(tmp_path: Path) -> None:
    """The ozone-layer part stands beside the total, outside the scopes: 17.94 of R-401A is in, 1,111.98 is not."""
    folder = folders.write(tmp_path / "a", "TW", 2024, [("refrigerant/R-401A", "1", "kg")])
    result = folders.computed(folder, 2024)
    assert result.total(1) == Fraction("17.94")
    (outside,) = result.outside_scopes
    assert (outside.account.id, outside.kg_co2e) == (MONTREAL_ACCOUNT, Fraction("1111.98"))


# ------------------------------------------------------------------ United States


@holds("EPA hub Feb 2024 Tables 8/10")
def test_tables_of_february_2024() -> None:
    """0.175 and 0.955 kg a mile are out of line with the editions around them: the revised tables are loaded."""
    for activity, before, revised, after in (
        ("travel/car", "0.313", "0.306131007297", "0.297"),
        ("travel/light_truck", "0.467", "0.40545567266", "0.394"),
    ):
        assert rules.gases("us-epa-hub@2023", activity, "US")["CO2"] == before
        assert rules.gases("us-epa-hub@2024.2", activity, "US")["CO2"] == revised
        assert rules.gases("us-epa-hub@2025", activity, "US")["CO2"] == after


@holds("EPA hub GWP basis")
def test_gwp_basis_of_the_us_hub() -> None:
    """What an edition gives as CO2e names its potentials, AR4 in 2023 and AR5 after; the rest are masses."""
    for year, gwp_set in (("2023", AR4), ("2024.2", AR5_28), ("2025", AR5_28)):
        kinds = {row["value_is"] for row in rules.factors(f"us-epa-hub@{year}")}
        assert kinds == {"mass", f"co2e:{gwp_set}"}


@holds("eGRID2023")
def test_revisions_of_egrid() -> None:
    """Two revisions are two versions, each with its day."""
    found = {}
    for version in ("us-egrid@2023-rev1", "us-egrid@2023-rev2.2"):
        (row,) = (r for r in rules.factors(version) if (r["geography"], r["gas"]) == ("US/AKGD", "CO2"))
        found[version] = (Fraction(row["value"]), row["published_on"])
    assert found["us-egrid@2023-rev1"] == (Fraction("899.003") * rules.KG_IN_POUND, "2025-01-15")
    assert found["us-egrid@2023-rev2.2"] == (Fraction("408.0735288"), "2025-06-12")


# ------------------------------------------------------------------ United Kingdom


@holds("DESNZ basis")
def test_gwp_basis_of_the_united_kingdom() -> None:
    """AR5 for most, AR4 for bioenergy and its upstream, unstated for hotels; refrigerants by composition."""
    for year in ("2023", "2024", "2025"):
        rows = [row for row in rules.factors(f"uk-desnz@{year}.2") if row["gas"] in {"CO2e", "CH4_fossil"}]
        kinds = {row["activity"]: row["value_is"] for row in rows}
        assert kinds["natural_gas/stationary"] == f"co2e:{AR5_28}"
        assert {kinds["wood_pellets/stationary"], kinds["upstream/wood_pellets"]} == {f"co2e:{AR4}"}
        assert kinds["travel/hotel"] == "co2e:unstated"
        assert not any(activity.startswith("refrigerant/") for activity in kinds)


@holds("DESNZ AR5 CH4")
def test_methane_of_the_united_kingdom(tmp_path: Path) -> None:
    """The printed CO2e of methane is divided by 28 and then seen under another set: 3.07 kg become 3.07 × 29.8 ÷ 28."""
    line = ("natural_gas/stationary", "1000", "m3")
    before = kilograms(tmp_path, ("GB", 2024), line, AR5_28)
    after = kilograms(tmp_path, ("GB", 2024), line, AR6)
    assert before == 2041400 / Fraction(1000) + Fraction("3.07") + Fraction("0.95")
    assert after - before == Fraction("3.07") * (Fraction("29.8") / 28 - 1) + Fraction("0.95") * (
        Fraction(273, 265) - 1
    )


@holds("DESNZ 2026 third-party import")
def test_import_of_2026() -> None:
    """The import could not tell cars apart: 0.02951 is the battery car's, and a flight says which it is."""
    assert rules.gases("uk-desnz@2026.2", "travel/car/average/battery_electric", "GB")["CO2"] == "0.02896"
    assert rules.gases("uk-desnz@2026.2", "travel/car/average/unknown_fuel", "GB")["CO2"] == "0.16474"
    flights = [row for row in rules.factors("uk-desnz@2026.2") if row["activity"].startswith("travel/air/")]
    assert all(row["variant"] in {"with_radiative_forcing", "without_radiative_forcing"} for row in flights)


@holds("UK electricity")
def test_electricity_of_the_united_kingdom(tmp_path: Path) -> None:
    """Each year has its own: 0.13096 of 2026 is a quarter less, and no year is lent to 2022.

    The gases of 2025 are rounded each on its own and add up to 0.17701; the total printed, 0.17700, governs.
    """
    line = ("electricity", "1", "kWh")
    printed = {2023: "0.20707", 2024: "0.20705", 2025: "0.17700", 2026: "0.13096"}
    for year, text in printed.items():
        assert round(kilograms(tmp_path, ("GB", year), line, AR5_28), 5) == Fraction(text)
    assert "There is no emission factor" in folders.refusal(folders.write(tmp_path / "b", "GB", 2022, [line]), 2022)


@holds("UK long-haul economy with RF")
def test_long_haul_flights(tmp_path: Path) -> None:
    """0.20011 in 2024 and 0.11704 after: each year its own method, and no factor serves two."""
    line = ("travel/air/long_haul/economy", "1", "passenger.km")
    settings = 'variants = { "travel/air" = "with_radiative_forcing" }'
    for year, text in ((2024, "0.20011"), (2025, "0.11704"), (2026, "0.11704")):
        assert round(kilograms(tmp_path, ("GB", year), line, AR5_28, settings), 5) == Fraction(text)


# ------------------------------------------------------------------ Asia and the world


@holds('Singapore "0.4085"')
def test_singapore() -> None:
    """A figure without a year is no factor: nothing after 2017 is there."""
    rows = rules.factors("sg-ema-electricity@2018")
    assert not {"0.4085", "0.408"} & {row["value"] for row in rows}
    assert max(row["valid_to"] for row in rows) == "2017-12-31"


@holds("Hong Kong CLP")
def test_hong_kong() -> None:
    """0.49 of the company in Hong Kong; the group's 0.62 and 0.57 are not Hong Kong's."""
    assert [row["value"] for row in rules.factors("hk-clp-electricity@2019")] == ["0.49"]


@holds("World average")
def test_world_average() -> None:
    """Neither 458 nor 435: no average of the world is loaded, so that nothing falls back on one."""
    places = {row["geography"] for row in rules.factors("ember-lifecycle@2025")}
    assert all(len(place) == 2 for place in places)
    for left_out in ("average of the world is no country's", "direct carbon dioxide alone, not comparable"):
        assert left_out in reasons("ember-lifecycle@2025")


@holds("China 2022 Guangxi/Fujian vs 2023")
def test_provinces_of_china(tmp_path: Path) -> None:
    """A province's factor serves its year: the next one differs, and the one after is refused."""
    line = ("electricity", "1000", "kWh")
    for place, first, second in (("CN/GX", "404.4", "447.6"), ("CN/FJ", "409.2", "421.1")):
        assert kilograms(tmp_path, (place, 2022), line, AR6) == Fraction(first)
        assert kilograms(tmp_path, (place, 2023), line, AR6) == Fraction(second)
    assert "There is no emission factor" in folders.refusal(folders.write(tmp_path / "b", "CN/GX", 2024, [line]), 2024)


@holds("IPCC sector")
def test_sectors_of_the_ipcc() -> None:
    """Taiwan takes the energy industries' methane everywhere; the guidelines' own has a variant for each sector."""
    offices = {"natural_gas": "5", "diesel": "10", "lpg": "5", "other_bituminous_coal": "10"}
    announced = {"natural_gas": "1", "diesel": "3", "lpg": "1", "other_bituminous_coal": "1"}
    for fuel, methane in offices.items():
        activity = f"{fuel}/stationary"
        assert rules.gases("ipcc-2006@2006", activity, "any", "commercial")["CH4_fossil"] == methane
        assert rules.gases(MOENV, activity, "TW")["CH4_fossil"] == announced[fuel]


# ------------------------------------------------------------------ all of them

EXPLAINED = {
    "Carbon-Lens 2024 workbook": "It says which sheet of a copy was read. The sheets that were edited by hand are not "
    "kept, so that nothing can be held against them; every total of the official file is held by test_uk_datasets.py.",
    "JulesProject 2025 scope-3 csv": "A copy that differs from the official file in rows that were not kept. That none "
    "of them came in is what test_uk_datasets.py holds, row by row of the official file.",
}
"""Why no test can hold a contradiction."""

TOPICS = """
TW electricity 2005/2007/2022 in the official inventory form
TW electricity 2005–2015 vintages
TW electricity series in gwp-factors repo
TW electricity 2020
TW electricity 2025
TW which year applies
TW NCVs quoted as "6.0.4"
TW kcal→GJ
TW GWP basis
TW CH4 GWP for combustion
TW 液化天然氣 row
TW aviation fuel mobile CH4/N2O
TW gasoline CI
TW bituminous coal CI
TW charcoal / other solid biomass CI sign
TW domestic refrigeration leak
TW refrigerant leak central values
TW septic
TW A4 paper
TW tap water
TW heating value table
AR6 CH4
AR6 SF6
AR6 HFC-134a
AR6 CFC-11/12
AR5 CFC-11
TAR HCFC-225ca
R-403A AR4
R-410B AR4
R-424A
R-428A composition
R-405A
R-405A, R-500 composition
R-406A composition
HCFC/CFC part of blends
Hydrocarbon GWPs
EPA hub Feb 2024 Tables 8/10
EPA hub GWP basis
eGRID2023
DESNZ basis
DESNZ AR5 CH4
DESNZ 2026 third-party import
Carbon-Lens 2024 workbook
JulesProject 2025 scope-3 csv
UK electricity
UK long-haul economy with RF
Singapore "0.4085"
Hong Kong CLP
World average
China 2022 Guangxi/Fujian vs 2023
greencalculus gwp-values.json
IPCC sector
""".strip().split("\n")
"""Every contradiction that was collected."""


def test_every_contradiction_is_held_or_explained() -> None:
    """Fifty-two of them, each once: most by a test, the rest with the reason why there is none."""
    assert len(TOPICS) == len(set(TOPICS)) == 52
    assert sorted([*HELD, *EXPLAINED]) == sorted(TOPICS)
    assert len(HELD) >= 30
    assert all(reason.endswith(".") for reason in EXPLAINED.values())
