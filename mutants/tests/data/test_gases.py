"""Gases, GWP sets and refrigerant compositions, held against more than one publication."""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

EMISSION_FACTORS = Path(__file__).parents[2] / "emission_factors"
REFRIGERANTS = EMISSION_FACTORS / "refrigerants" / "ashrae-34.2"
PUBLISHED_CSV = Path(__file__).with_name("published_blend_gwp.csv")

KYOTO_BASKET = {
    "carbon_dioxide",
    "methane",
    "nitrous_oxide",
    "hfc",
    "pfc",
    "sulphur_hexafluoride",
    "nitrogen_trifluoride",
}
FAMILIES = KYOTO_BASKET | {"biogenic_co2", "montreal", "other", "co2e"}
AR5 = "AR5_GWP100_CH4_28"

Composition = Mapping[str, Fraction]  # gas: kg of gas per kg of refrigerant


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table, one mapping of column to text per row."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_gwps() -> dict[str, dict[str, Fraction]]:
    """Read the GWPs [kg CO2e per kg of gas] by set and gas."""
    sets: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for row in GWP_ROWS:
        sets[row["gwp_set"]][row["gas"]] = Fraction(row["value"])
    return dict(sets)


def read_compositions() -> dict[str, dict[str, Fraction]]:
    """Read the compositions by refrigerant designation."""
    found: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for row in FACTOR_ROWS:
        designation = row["activity"].removeprefix("refrigerant/")
        assert row["gas"] not in found[designation], f"{designation}: {row['gas']} twice"
        found[designation][row["gas"]] = Fraction(row["value"])
    return dict(found)


GAS_ROWS = read_rows(EMISSION_FACTORS / "gases.csv")
GWP_ROWS = read_rows(EMISSION_FACTORS / "gwp.csv")
FACTOR_ROWS = read_rows(REFRIGERANTS / "factors.csv")
FAMILY = {row["gas"]: row["family"] for row in GAS_ROWS}
GWP = read_gwps()
COMPOSITIONS = read_compositions()
PUBLISHED = {row["refrigerant"]: row for row in read_rows(PUBLISHED_CSV)}

# The UK conversion factors 2025 give these beside AR5, from several assessment reports at once; they
# are no part of any set here, and serve only to follow how the UK reaches its totals.
UK_ONLY_GWPS = {
    "HC-170": Fraction("0.437"),
    "HC-290": Fraction("0.06"),
    "HC-600": Fraction("0.006"),
    "HC-600a": Fraction(3),
    "HC-601": Fraction(5),
    "HC-601a": Fraction(5),
    "HC-1270": Fraction(2),
    "HE-E170": Fraction(1),
    "HFO-1234yf": Fraction(1),
    "HFO-1234ze(E)": Fraction(1),
}

# Publication, refrigerant: what is printed, what the composition gives at the same digits.
KNOWN_ERRORS = {
    ("table_604_ar4_all", "R-403A"): ("1534.1", "3123.5"),
    ("table_604_ar4_all", "R-410B"): ("1946.25", "2228.75"),
    ("desnz_2025_all", "R-405A"): ("4821", "4965"),
    ("desnz_2025_kyoto", "R-405A"): ("3920", "4064"),
    ("desnz_2025_all", "R-511A"): ("7", "0"),
    ("desnz_2025_kyoto", "R-511A"): ("6.9", "0.0"),
    ("epa_hub_2025_kyoto", "R-424A"): ("3104", "2212"),
}

# The second reckoning leaves out the carbon dioxide in these three.
CO2_LEFT_OUT = {"R-445A": Fraction("0.06"), "R-455A": Fraction("0.03"), "R-463A": Fraction("0.06")}


def blend_gwp(composition: Composition, gwps: Mapping[str, Fraction], *, kyoto: bool) -> Fraction:
    """Sum the GWPs of a refrigerant's gases, weighted by mass.

    Parameters
    ----------
    composition
        Mass of each gas [kg per kg of refrigerant].
    gwps
        GWP of each gas [kg CO2e per kg]; a gas that it lacks adds nothing.
    kyoto
        Whether only the gases of the Kyoto basket count.

    Returns
    -------
    Fraction
        GWP of the refrigerant [kg CO2e per kg], exact.
    """
    counted = (gas for gas in composition if not kyoto or FAMILY[gas] in KYOTO_BASKET)
    return sum((composition[gas] * gwps.get(gas, 0) for gas in counted), Fraction(0))


def rounded_like(value: Fraction, printed: str) -> str:
    """Round half away from zero to as many decimals as a publication prints."""
    places = len(printed.partition(".")[2])
    digits = str(int(value * 10**places + Fraction(1, 2))).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def printed_in(column: str) -> list[tuple[str, str]]:
    """List the refrigerants, and the text printed, that a publication gives a number for."""
    cells = [(name, row[column]) for name, row in PUBLISHED.items()]
    return [(name, text) for name, text in cells if text not in {"", "discontinued"}]


# ------------------------------------------------------------------ gases and sets


def test_headers_are_the_agreed_ones() -> None:
    """The headers are the contract with the reader."""
    assert list(GAS_ROWS[0]) == ["gas", "family", "en", "zh", "aliases", "source"]
    assert list(GWP_ROWS[0]) == ["gwp_set", "gas", "value", "source"]
    assert ",".join(FACTOR_ROWS[0]) == (
        "activity,variant,geography,valid_from,valid_to,data_year,published_on,unit,gas,value,"
        "value_is,lower,upper,calorific_basis,cell"
    )


def test_no_text_names_two_gases() -> None:
    """An id, a name or an alias belongs to one gas only."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in GAS_ROWS:
        for text in [row["gas"], row["en"], row["zh"], *filter(None, row["aliases"].split("|"))]:
            owners[text].add(row["gas"])
    assert {text: gases for text, gases in owners.items() if len(gases) > 1} == {}
    assert len(FAMILY) == len(GAS_ROWS)


def test_families_are_declared_and_rows_complete() -> None:
    """Each gas has a known family, both names and a source."""
    assert set(FAMILY.values()) == FAMILIES
    assert [row["gas"] for row in GAS_ROWS if not (row["en"] and row["zh"] and row["source"])] == []


@pytest.mark.parametrize(
    ("gas", "family"),
    [
        ("HCFC-22", "montreal"),
        ("CFC-12", "montreal"),
        ("Halon-1301", "montreal"),
        ("HFC-134a", "hfc"),
        ("PFC-318", "pfc"),
        ("HC-290", "other"),
        ("HFO-1234yf", "other"),
        ("CO2_biogenic", "biogenic_co2"),
    ],
)
def test_family(gas: str, family: str) -> None:
    """Ozone-layer gases stand apart from the basket; hydrocarbons and HFOs are in neither."""
    assert FAMILY[gas] == family


def test_gwp_rows_are_numbers_of_declared_sets_and_gases_with_a_source() -> None:
    """A set, a gas, a plain positive decimal, a source; each pair once."""
    sets = {row["gwp_set"] for row in read_rows(EMISSION_FACTORS / "gwp_sets.csv")}
    assert {row["gwp_set"] for row in GWP_ROWS} == sets
    assert {row["gas"] for row in GWP_ROWS} <= FAMILY.keys()
    assert [r for r in GWP_ROWS if not re.fullmatch(r"\d+(\.\d+)?", r["value"])] == []
    assert [r for r in GWP_ROWS if Fraction(r["value"]) <= 0 or not r["source"]] == []
    assert len({(row["gwp_set"], row["gas"]) for row in GWP_ROWS}) == len(GWP_ROWS)


@pytest.mark.parametrize("gwps", GWP.values(), ids=GWP.keys())
def test_every_set_is_a_gwp_set(gwps: Mapping[str, Fraction]) -> None:
    """Carbon dioxide is 1; biogenic carbon dioxide and CO2e have no GWP."""
    assert gwps["CO2"] == 1
    assert {"CO2_biogenic", "CO2e"}.isdisjoint(gwps)


@pytest.mark.parametrize(
    ("gwp_set", "fossil", "non_fossil", "nitrous_oxide", "sf6"),
    [
        ("SAR_GWP100", "21", "21", "310", "23900"),
        ("TAR_GWP100", "23", "23", "296", "22200"),
        ("AR4_GWP100", "25", "25", "298", "22800"),
        ("AR5_GWP100", "30", "28", "265", "23500"),
        ("AR5_GWP100_CH4_28", "28", "28", "265", "23500"),
        ("AR6_GWP100", "29.8", "27.0", "273", "24300"),
    ],
)
def test_leading_gwps(gwp_set: str, fossil: str, non_fossil: str, nitrous_oxide: str, sf6: str) -> None:
    """The figures that most inventories turn on, AR6's 27.9 and 25,200 not among them."""
    leading = [GWP[gwp_set][gas] for gas in ("CH4_fossil", "CH4_nonfossil", "N2O", "SF6")]
    assert leading == [Fraction(text) for text in (fossil, non_fossil, nitrous_oxide, sf6)]


def test_the_two_ar5_sets_differ_in_fossil_methane_alone() -> None:
    """The methane convention is the whole of the difference."""
    split, level = GWP["AR5_GWP100"], GWP["AR5_GWP100_CH4_28"]
    assert split.keys() == level.keys()
    assert {gas for gas in split if split[gas] != level[gas]} == {"CH4_fossil"}


def test_slips_of_table_604_are_not_carried_over() -> None:
    """Table 6.0.4 prints 4,460 for CFC-11 (AR5) and 1,800 for HCFC-225ca (TAR)."""
    assert GWP["AR5_GWP100"]["CFC-11"] == 4660
    assert GWP["TAR_GWP100"]["HCFC-225ca"] == 180


PRINTED_BY_AR6 = {
    "HFO-1234yf": "0.501", "HFO-1234ze(E)": "1.37", "HFO-1234ze(Z)": "0.315", "HFO-1336mzz(Z)": "2.08",
    "HFO-1336mzz(E)": "17.9", "HFO-1123": "0.005", "HFO-1132a": "0.052", "HFO-1243zf": "0.261",
    "HCFO-1233zd(E)": "3.88", "HCFO-1233zd(Z)": "0.454", "HC-170": "0.437", "HC-290": "0.02", "HC-600": "0.006",
    "HCFC-31": "79.4", "CH2Br2": "1.51", "HFC-227ca": "2980", "HFC-245cb": "4550", "HFC-329p": "2890",
}  # fmt: skip
NOT_IN_AR6 = {
    "PFC-c216", "HFE-254cb2", "HFE-263fb2", "HE-E170", "CF3I", "HC-600a", "HC-1270", "HC-601", "HC-601a",
    "HCO-1130(E)", "HCFO-1224yd(Z)", "NH3", "H2O", "CO2_biogenic", "CO2e",
}  # fmt: skip
"""Gases of the library that Table 7.SM.7 of AR6 does not name."""


@pytest.mark.parametrize("gas", PRINTED_BY_AR6)
def test_ar6_has_what_its_table_prints(gas: str) -> None:
    """Unsaturated gases and hydrocarbons count for little, and not for nothing."""
    assert GWP["AR6_GWP100"][gas] == Fraction(PRINTED_BY_AR6[gas])


def test_what_ar6_lacks_is_known() -> None:
    """No other gas of the library is without a GWP in the default set."""
    assert FAMILY.keys() - GWP["AR6_GWP100"].keys() == NOT_IN_AR6


# ------------------------------------------------------------------ compositions


@pytest.mark.parametrize("designation", COMPOSITIONS)
def test_composition_is_whole(designation: str) -> None:
    """A refrigerant's gases are known, positive and add up to exactly one."""
    composition = COMPOSITIONS[designation]
    assert composition.keys() <= FAMILY.keys()
    assert min(composition.values()) > 0
    assert sum(composition.values()) == 1


def test_composition_rows_are_timeless_masses() -> None:
    """Compositions are kilograms of gas per kilogram, anywhere and at any date."""
    source = tomllib.loads((REFRIGERANTS / "source.toml").read_text(encoding="utf-8"))
    assert source["timeless"] is True
    for row in FACTOR_ROWS:
        assert (row["geography"], row["unit"], row["value_is"]) == ("any", "kg", "mass")
        assert not any(row[c] for c in ("valid_from", "valid_to", "data_year", "published_on"))
        assert row["cell"]


def test_r405a_and_r500_hold_hfc_152a() -> None:
    """Not HFC-152, as a well-known package has it."""
    for designation, share in [("R-405A", "0.07"), ("R-500", "0.262")]:
        assert COMPOSITIONS[designation]["HFC-152a"] == Fraction(share)
        assert "HFC-152" not in COMPOSITIONS[designation]


# ------------------------------------------------------------------ blends against publications


def test_published_table_has_every_blend() -> None:
    """Every refrigerant of more than one gas has its row, and no other."""
    blends = {name for name, composition in COMPOSITIONS.items() if len(composition) > 1}
    assert PUBLISHED.keys() == blends


@pytest.mark.parametrize(
    ("column", "gwp_set", "kyoto", "cells"),
    [
        ("table_604_ar4_all", "AR4_GWP100", False, 49),
        ("table_604_ar5_all", "AR5_GWP100", False, 49),
        ("moenv_form_2024_kyoto", "AR5_GWP100", True, 40),
        ("desnz_2025_all", AR5, False, 84),
        ("desnz_2025_kyoto", AR5, True, 66),
        ("epa_hub_2025_kyoto", AR5, True, 30),
    ],
)
def test_blend_gwps_are_the_published_ones(column: str, gwp_set: str, cells: int, *, kyoto: bool) -> None:
    """Each published number is met at its last digit, or is a known error."""
    printed = printed_in(column)
    assert len(printed) == cells
    gwps = GWP[gwp_set] | (UK_ONLY_GWPS if column == "desnz_2025_all" else {})
    differing = {}
    for name, text in printed:
        ours = rounded_like(blend_gwp(COMPOSITIONS[name], gwps, kyoto=kyoto), text)
        if ours != text:
            differing[column, name] = (text, ours)
    assert differing == {key: value for key, value in KNOWN_ERRORS.items() if key[0] == column}


def test_hydrocarbons_are_the_whole_difference_to_the_uk_totals() -> None:
    """Without the UK's own GWPs, no refrigerant free of those gases moves from its total."""
    for name, text in printed_in("desnz_2025_all"):
        composition = COMPOSITIONS[name]
        if composition.keys() & UK_ONLY_GWPS.keys() or ("desnz_2025_all", name) in KNOWN_ERRORS:
            continue
        assert rounded_like(blend_gwp(composition, GWP[AR5], kyoto=False), text) == text


def test_blends_discontinued_in_the_form_have_no_kyoto_part() -> None:
    """The Ministry's form strikes out exactly the blends of ozone-layer gases that it lists."""
    struck = {n for n, row in PUBLISHED.items() if row["moenv_form_2024_kyoto"] == "discontinued"}
    assert struck == {
        "R-406A", "R-409A", "R-409B", "R-414A", "R-414B", "R-501", "R-502", "R-505", "R-506",
    }  # fmt: skip
    for name in struck:
        assert blend_gwp(COMPOSITIONS[name], GWP["AR5_GWP100"], kyoto=True) == 0
        assert blend_gwp(COMPOSITIONS[name], GWP["AR5_GWP100"], kyoto=False) > 1000


def test_ar6_blend_gwps_agree_with_a_second_reckoning() -> None:
    """No publication prints AR6 blends; a reckoning made elsewhere agrees to its two decimals.

    It lacks the carbon dioxide of three blends, and knows no GWP of unsaturated gases, hydrocarbons and HCFC-31.
    """
    differing = {}
    gwps = {gas: gwp for gas, gwp in GWP["AR6_GWP100"].items() if not gas.startswith(("HFO-", "HC-", "HCFC-31"))}
    for name, text in printed_in("second_reckoning_ar6_all"):
        ours = blend_gwp(COMPOSITIONS[name], gwps, kyoto=False)
        if abs(ours - Fraction(text)) > Fraction(1, 200):
            differing[name] = ours - COMPOSITIONS[name]["CO2"] - Fraction(text)
    assert differing.keys() == CO2_LEFT_OUT.keys()
    assert max(abs(rest) for rest in differing.values()) <= Fraction(1, 200)
    assert {name: COMPOSITIONS[name]["CO2"] for name in CO2_LEFT_OUT} == CO2_LEFT_OUT


def test_r424a_in_three_editions_of_the_us_hub() -> None:
    """The 2023 edition (AR4) prints 2,440, which is right; those of 2024 and 2025 print 3,104."""
    composition = COMPOSITIONS["R-424A"]
    assert rounded_like(blend_gwp(composition, GWP["AR4_GWP100"], kyoto=True), "2440") == "2440"
    assert blend_gwp(composition, GWP[AR5], kyoto=True) == Fraction("2211.85")
    assert PUBLISHED["R-424A"]["epa_hub_2025_kyoto"] == "3104"


@pytest.mark.parametrize(
    ("designation", "gwp_set", "kyoto_part", "whole"),
    [
        ("R-410A", "AR4_GWP100", "2087.5", "2087.5"),
        ("R-410A", "AR5_GWP100", "1923.5", "1923.5"),
        ("R-410A", "AR6_GWP100", "2255.5", "2255.5"),
        ("R-401A", "AR5_GWP100", "17.94", "1129.92"),
        ("R-452A", "AR6_GWP100", "2291.41", "2291.5603"),
        ("R-448A", "AR6_GWP100", "1494.16", "1494.3561"),
        ("R-22", "AR5_GWP100", "0", "1760"),
        ("R-514A", "AR5_GWP100", "0", "1.494"),
    ],
)
def test_exact_blend_gwp(designation: str, gwp_set: str, kyoto_part: str, whole: str) -> None:
    """Worked by hand; the ozone-layer part stays outside the Kyoto total."""
    composition = COMPOSITIONS[designation]
    assert blend_gwp(composition, GWP[gwp_set], kyoto=True) == Fraction(kyoto_part)
    assert blend_gwp(composition, GWP[gwp_set], kyoto=False) == Fraction(whole)
