"""The UK Government conversion factors, held to their publication: every row loaded or left out, every total met.

`published_uk.csv` has the CO2e total that the publication prints beside the gases of each row loaded, and in
`restated` what it prints for the same thing per mile, or per million litres. Standard library only, as for the other
datasets: a fault in the package's readers can't hide a fault in the data.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "emission_factors"
UK = ROOT / "uk-desnz"
YEARS = ("2023", "2024", "2025", "2026")
AR5, AR4 = "co2e:AR5_GWP100_CH4_28", "co2e:AR4_GWP100"
KM_IN_MILE = Fraction("1.609344")
CUBIC_METRES_IN_MILLION_LITRES = 1000
LAST_DIGIT = Fraction(1, 100_000)
LOSSES_OF_VEHICLES = "14_"
ELECTRIC = "plug_in_hybrid|battery_electric"
EVERY_GAS = {"CO2", "CH4_fossil", "N2O"}
PUBLISHED_ON = {"2023": "2023-06-07", "2024": "2024-07-08", "2025": "2025-06-10", "2026": "2026-06-11"}

# Rows of each flat file.
ROWS = {"2023": 2643, "2024": 2672, "2025": 2672, "2026": 2678}
LOADED = {"2023": 1485, "2024": 1498, "2025": 1498, "2026": 1503}

# Sums of printed gases that are not the printed total, by one last digit.
SUMS_OFF = {"2023": 0, "2024": 0, "2025": 182, "2026": 175}

Row = dict[str, str]
Key = tuple[str, str, str, str]


def read(path: Path) -> list[Row]:
    """Read a CSV file of the library as a list of dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row: Row) -> Key:
    """Tell a factor from the others of its year."""
    return row["activity"], row["variant"], row["geography"], row["unit"]


def by_factor(rows: list[Row]) -> dict[Key, dict[str, Row]]:
    """Put the gases of each factor together."""
    found: dict[Key, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        assert row["gas"] not in found[key(row)], row
        found[key(row)][row["gas"]] = row
    return dict(found)


FACTORS = {year: by_factor(read(UK / f"{year}.2" / "factors.csv")) for year in YEARS}
ALL = [(year, row) for year in YEARS for gases in FACTORS[year].values() for row in gases.values()]
PUBLISHED = read(Path(__file__).with_name("published_uk.csv"))
ACTIVITIES = {row["id"]: row for row in read(ROOT / "activities.csv")}


def value(year: str, activity: str, unit: str, gas: str = "CO2e", variant: str = "", geography: str = "GB") -> str:
    """Look one figure up, as it is written."""
    return FACTORS[year][activity, variant, geography, unit][gas]["value"]


def total(year: str, activity: str, unit: str, variant: str = "") -> Fraction:
    """Add the gases of a factor up [kg CO2e per unit], without biogenic carbon dioxide."""
    gases = FACTORS[year][activity, variant, "GB", unit]
    return sum((Fraction(row["value"]) for gas, row in gases.items() if gas != "CO2_biogenic"), Fraction(0))


def published(year: str, activity: str, unit: str, variant: str = "") -> str:
    """Look up the total that the publication prints."""
    wanted = (year, activity, variant, "GB", unit)
    keys = ("year", "activity", "variant", "geography", "unit")
    (row,) = [row for row in PUBLISHED if tuple(row[name] for name in keys) == wanted]
    return row["co2e"]


def places(text: str) -> int:
    """Count the decimals of a number, five at least: the publication prints five, and the table drops closing zeros."""
    return max(len(text.partition(".")[2]), 5)


# ------------------------------------------------------------------ form


@pytest.mark.parametrize("year", YEARS)
def test_rows_of_the_publication_are_loaded_or_left_out(year: str) -> None:
    """Nothing is lost: the rows loaded and the rows left out, each with its reason, are all there are."""
    left = read(UK / f"{year}.2" / "left_out.csv")
    counts = [re.fullmatch(r".+ \((\d+) rows?\)", row["row"]) for row in left]
    assert all(counts)
    assert all(row["reason"].endswith(".") for row in left)
    cells = {row["cell"] for gases in FACTORS[year].values() for row in gases.values() if ") + flat" not in row["cell"]}
    assert len(cells) == LOADED[year]
    assert len(cells) + sum(int(match[1]) for match in counts if match) == ROWS[year]


@pytest.mark.parametrize("year", YEARS)
def test_sources_are_complete(year: str) -> None:
    """Publisher, title, licence, where it was read, and how sure it is."""
    source = tomllib.loads((UK / f"{year}.2" / "source.toml").read_text(encoding="utf-8"))
    assert set(source) == {"publisher", "title", "geography", "licence", "read_in", "covers", "status"}
    assert all(source.values())
    assert year in source["title"]
    assert source["licence"] == "Open Government Licence v3.0"
    assert source["status"] == "verified"
    assert "`uk-desnz`" in (ROOT / "LICENCES.md").read_text(encoding="utf-8")


def test_rows_are_well_formed() -> None:
    """Known activity, gas and unit in a dimension of the activity; plain decimals; one calendar year; a place each."""
    units = {row["unit"]: row for row in read(ROOT / "units.csv") if row["definition"]}
    gases = {row["gas"] for row in read(ROOT / "gases.csv")}
    for year, row in ALL:
        assert units[row["unit"]]["dimension"] in ACTIVITIES[row["activity"]]["dimension"].split("|"), row
        assert row["gas"] in gases
        assert re.fullmatch(r"\d+(\.\d*[1-9])?", row["value"]), row
        assert (row["valid_from"], row["valid_to"]) == (f"{year}-01-01", f"{year}-12-31")
        assert row["published_on"] == PUBLISHED_ON[year]
        assert row["cell"].strip()
        assert row["lower"] == row["upper"] == row["data_year"] == ""


def test_gases_of_a_factor_agree_on_the_rest() -> None:
    """Publication and basis belong to the factor."""
    for factors in FACTORS.values():
        for gases in factors.values():
            assert len({(row["published_on"], row["calorific_basis"]) for row in gases.values()}) == 1


def test_a_factor_is_by_gas_or_as_a_whole() -> None:
    """Blank is not zero: three gases, or CO2e alone, or both: losses by gas, fuels for generation as a whole."""
    together = {"upstream/electricity", "upstream/heat", "upstream/steam"}
    together |= {one for one in ACTIVITIES if re.fullmatch(rf"upstream/(car|van)/\w+/({ELECTRIC})", one)}
    for factors in FACTORS.values():
        for (activity, *_), gases in factors.items():
            found = set(gases) - {"CO2_biogenic"}
            assert found in ({"CO2e"}, EVERY_GAS) or (found == {"CO2e"} | EVERY_GAS and activity in together), activity


# ------------------------------------------------------------------ totals


@pytest.mark.parametrize("year", YEARS)
def test_gases_add_up_to_the_printed_total(year: str) -> None:
    """To the printed digits in 2023 and 2024; in 2025 and 2026 within one last digit, in so many rows.

    Every gas is rounded on its own there, so the printed gases may miss the printed total.
    """
    off, counted = [], 0
    for row in PUBLISHED:
        if row["year"] != year or row["gases"] != "3":
            continue
        counted += 1
        gases = {gas: one for gas, one in FACTORS[year][key(row)].items() if gas != "CO2_biogenic"}
        assert {one["value_is"] for one in gases.values()} == {AR5}
        difference = abs(sum(Fraction(one["value"]) for one in gases.values()) - Fraction(row["co2e"]))
        if difference > Fraction(1, 2 * 10 ** places(row["co2e"])):
            assert difference <= LAST_DIGIT, row
            off.append(row)
    assert counted == sum(row["year"] == year and row["gases"] == "3" for row in PUBLISHED)
    assert counted > 170
    assert len(off) == SUMS_OFF[year]


def test_every_factor_by_gas_has_its_printed_total() -> None:
    """No factor by gas escapes the test above, but for the same row under a second activity, and losses in a sum."""
    tested = {(row["year"], re.sub(r" \(.*", "", row["row"])) for row in PUBLISHED if row["gases"] == "3"}
    for year, row in ALL:
        if row["gas"] == "CO2":
            (ident,) = re.findall(r"\d+_\d+_\d+_\d+", row["cell"]) or [""]
            assert not ident or (year, ident) in tested or ident.startswith(LOSSES_OF_VEHICLES), row


def test_restated_rows_follow_from_those_loaded() -> None:
    """A figure per mile is that per kilometre × 1.609344, up to the rounding of three gases; so for million litres."""
    restated = [row for row in PUBLISHED if row["restated"]]
    assert Counter(row["year"] for row in restated) == {"2023": 502, "2024": 510, "2025": 510, "2026": 510}
    for row in restated:
        factor = KM_IN_MILE if row["unit"] == "km" else CUBIC_METRES_IN_MILLION_LITRES
        difference = abs(Fraction(row["co2e"]) * factor - Fraction(row["restated"]))
        assert difference <= (4 * LAST_DIGIT if row["unit"] == "km" else 500 * LAST_DIGIT), row


# ------------------------------------------------------------------ traps


def test_gwp_basis_is_said_row_by_row() -> None:
    """AR5 with methane 28; AR4 for bioenergy; nothing stated for hotels; biogenic CO2 is a mass.

    Purchased materials are on AR4 in the editions whose report was read, and not stated in the others.
    """
    for year, row in ALL:
        activity = ACTIVITIES[row["activity"]]
        fuel = row["activity"].removeprefix("upstream/").partition("/")[0]
        renewable = any(one["renewable"] == "true" for one in ACTIVITIES.values() if one["carrier"] == fuel)
        if row["gas"] == "CO2_biogenic":
            expected = "mass"
        elif row["activity"] == "travel/hotel":
            expected = "co2e:unstated"
        elif row["activity"].startswith("goods/"):
            expected = AR4 if year in {"2025", "2026"} else "co2e:unstated"
        else:
            expected = AR4 if renewable and "electricity" not in activity["id"] else AR5
        assert row["value_is"] == expected, row


def test_rows_outside_the_scopes_are_biogenic() -> None:
    """The publication prints them in the column of carbon dioxide; they are never counted as that."""
    outside = [row for _, row in ALL if "(Outside of Scopes)" in row["cell"]]
    assert len(outside) > 150
    assert {row["gas"] for row in outside} == {"CO2_biogenic"}
    assert {row["gas"] for _, row in ALL if row["gas"] == "CO2_biogenic"} == {"CO2_biogenic"}
    assert value("2024", "electricity", "kWh", "CO2_biogenic") == "0.11507"
    assert value("2024", "petrol/mobile", "L", "CO2_biogenic") == "0.13"


def test_gases_are_co2e_and_not_masses() -> None:
    """Methane of a tonne of domestic coal is 240.352 kg CO2e, that is 8.584 kg of methane."""
    row = FACTORS["2024"]["coal_domestic/stationary", "", "GB", "t"]["CH4_fossil"]
    assert (row["value"], row["value_is"]) == ("240.352", AR5)
    assert Fraction(row["value"]) / 28 == Fraction("8.584")


def test_net_and_gross_are_apart() -> None:
    """Energy by the net and by the gross calorific value are two factors, in two units, and net is the higher."""
    for year in YEARS:
        for (activity, variant, geography, unit), gases in FACTORS[year].items():
            basis = {row["calorific_basis"] for row in gases.values()}
            assert basis == {{"kWh_net": "net", "kWh_gross": "gross"}.get(unit, "")}
            if unit == "kWh_net":
                assert (activity, variant, geography, "kWh_gross") in FACTORS[year]
                ratio = total(year, activity, "kWh_gross", variant) / total(year, activity, unit, variant)
                assert Fraction("0.89") < ratio < Fraction("0.96"), activity
    assert published("2024", "natural_gas/stationary", "kWh_gross") == "0.1829"
    assert published("2024", "natural_gas/stationary", "kWh_net") == "0.20264"


def test_flights_say_whether_radiative_forcing_is_in() -> None:
    """Two variants and no bare factor; forcing multiplies the carbon dioxide by 1.7 and no other gas."""
    for year in YEARS:
        flights = {k: g for k, g in FACTORS[year].items() if re.match(r"(travel|freight)/air/", k[0])}
        assert {variant for _, variant, _, _ in flights} == {
            "with_radiative_forcing", "without_radiative_forcing",
        }  # fmt: skip
        for (activity, variant, geography, unit), gases in flights.items():
            if variant == "without_radiative_forcing":
                forced = flights[activity, "with_radiative_forcing", geography, unit]
                assert {gas: forced[gas]["value"] for gas in ("CH4_fossil", "N2O")} == {
                    gas: gases[gas]["value"] for gas in ("CH4_fossil", "N2O")
                }
                rounding = Fraction(27, 20) * LAST_DIGIT
                difference = Fraction(forced["CO2"]["value"]) - Fraction(gases["CO2"]["value"]) * Fraction(17, 10)
                assert abs(difference) <= rounding, activity


def test_upstream_of_flights_has_no_forcing() -> None:
    """The publication prints the same figure twice; it is loaded once, without a variant."""
    found = {k[1] for factors in FACTORS.values() for k in factors if re.match(r"upstream/(travel|freight)/air/", k[0])}
    assert found == {""}


def test_method_of_flights_changed_in_2025() -> None:
    """A long-haul economy seat fell by two fifths from one edition to the next: no trend is drawn across it."""
    series = [
        published(year, "travel/air/long_haul/economy", "passenger_km", "with_radiative_forcing") for year in YEARS
    ]
    assert series[1:] == ["0.20011", "0.11704", "0.11704"]


def test_each_year_has_its_own_grid() -> None:
    """The factor of a year serves that year alone; it fell by a third in two."""
    series = {year: published(year, "electricity", "kWh") for year in YEARS}
    assert {year: text[:7] for year, text in series.items()} == {
        "2023": "0.20707", "2024": "0.20705", "2025": "0.177", "2026": "0.13096",
    }  # fmt: skip


def test_blank_hotels_are_absent() -> None:
    """A country without a figure has no factor: Taiwan in every year."""
    hotels = {year: {k[2]: g for k, g in FACTORS[year].items() if k[0] == "travel/hotel"} for year in YEARS}
    assert [len(hotels[year]) for year in YEARS] == [39, 39, 39, 39]
    assert not any("TW" in found or "MO" in found for found in hotels.values())
    assert hotels["2025"].keys() == hotels["2026"].keys()
    assert all(Fraction(g["CO2e"]["value"]) > 0 for found in hotels.values() for g in found.values())
    assert value("2024", "travel/hotel", "night", geography="JP") == "39"


def test_zeros_are_printed_zeros() -> None:
    """The upstream of landfill gas, methane of diesel vans in 2023, and what an electric vehicle burns."""
    zeros = {(year, row["activity"].split("/")[-2:][0], row["gas"]) for year, row in ALL if not Fraction(row["value"])}
    assert {one for one in zeros if one[2] == "CO2e"} == {(year, "upstream", "CO2e") for year in YEARS}
    by_gas = {(year, row["activity"]) for year, row in ALL if not Fraction(row["value"]) and row["gas"] != "CO2e"}
    burnt = {one for one in by_gas if re.fullmatch(r"(car|van)/\w+/battery_electric/mobile", one[1])}
    assert len(burnt) == 17 * len(YEARS)
    assert {one[0] for one in by_gas - burnt} == {"2023"}
    assert all(re.fullmatch(r"(freight/)?van/\w+/diesel(/mobile)?", activity) for _, activity in by_gas - burnt)


def test_refrigerants_are_not_loaded_twice() -> None:
    """Their composition is in the library, and the GWP set is applied to it last."""
    assert not any(row["activity"].startswith("refrigerant/") for _, row in ALL)


def test_2026_is_whole() -> None:
    """Every factor of 2025 has its successor; routes of two kinds of waste are new."""
    new = FACTORS["2026"].keys() - FACTORS["2025"].keys()
    assert FACTORS["2025"].keys() - FACTORS["2026"].keys() == set()
    assert {activity.rpartition("/")[2] for activity, *_ in new} == {"household_residual", "commercial_and_industrial"}
    assert published("2026", "travel/car/average/battery_electric", "km") == "0.02951"
    assert published("2026", "travel/car/average/unknown_fuel", "km") == "0.16591"
    assert value("2026", "diesel/mobile", "L", "CO2_biogenic") == "0.14"


def test_own_electric_vehicles_have_their_electricity() -> None:
    """What a plug-in hybrid burns is scope 1, what it is charged with scope 2; losses and fuels are upstream."""
    plug_in = "car/average/plug_in_hybrid"
    assert published("2024", f"{plug_in}/mobile", "km") == "0.0936"
    assert published("2024", f"vehicle_electricity/{plug_in}", "km") == "0.01371"
    assert total("2024", f"upstream/{plug_in}", "km") == Fraction("0.02934") + Fraction("0.00121")
    assert total("2024", "car/average/battery_electric/mobile", "km") == 0
    assert published("2024", "vehicle_electricity/car/average/battery_electric", "km") == "0.04358"
    for year in YEARS:
        for activity, variant, geography, unit in FACTORS[year]:
            if re.fullmatch(rf"(car|van)/\w+/({ELECTRIC})/mobile", activity):
                own = activity.removesuffix("/mobile")
                assert (f"vehicle_electricity/{own}", variant, geography, unit) in FACTORS[year], (year, activity)
                assert (f"upstream/{own}", variant, geography, unit) in FACTORS[year], (year, activity)


def test_upstream_is_never_use() -> None:
    """What a fuel emits before it arrives is less than what burning it emits."""
    for year in YEARS:
        compared = 0
        for activity, variant, geography, unit in FACTORS[year]:
            carrier = activity.removeprefix("upstream/")
            burnt = [(f"{carrier}/{use}", variant, geography, unit) for use in ("stationary", "mobile")]
            electric = re.search(rf"/({ELECTRIC})$", activity)
            if (
                activity == f"upstream/{carrier}"
                and not electric
                and any("CO2" in FACTORS[year].get(one, {}) for one in burnt)
            ):
                use = next(one for one in burnt if one in FACTORS[year])
                assert total(year, activity, unit, variant) < total(year, use[0], unit, variant) / 2, activity
                compared += 1
        assert compared > 90


@pytest.mark.parametrize("year", YEARS)
def test_upstream_of_what_is_bought_is_the_sum_of_its_parts(year: str) -> None:
    """Losses, and the fuels for generation and for the losses: category 3 of a kilowatt-hour bought."""
    losses = total(year, "upstream/electricity/transmission_and_distribution", "kWh")
    fuels = [total(year, f"upstream/electricity/{part}", "kWh") for part in ("generation", "fuels_for_losses")]
    assert total(year, "upstream/electricity", "kWh") == losses + sum(fuels)
    parts = [total(year, f"upstream/heat/{part}", "kWh") for part in ("distribution", "generation", "fuels_for_losses")]
    for carrier in ("heat", "steam"):
        assert total(year, f"upstream/{carrier}", "kWh") == sum(parts)
        assert total(year, f"upstream/{carrier}", "kWh", "onsite") == total(
            year, "upstream/heat/generation", "kWh", "onsite"
        )


def test_a_litre_of_gas_under_pressure_is_not_a_litre_of_gas() -> None:
    """Natural gas by volume is as metered: compressed and liquefied gas are by mass and energy only."""
    for factors in FACTORS.values():
        units = {
            k[3]
            for k in factors
            if k[0].partition("/")[0] in {"cng", "lng"} or k[0] in {"upstream/cng", "upstream/lng"}
        }
        assert units == {"t", "kWh_net", "kWh_gross"}
        assert {k[3] for k in factors if k[0] == "natural_gas/stationary"} == {"t", "m3", "kWh_net", "kWh_gross"}


def test_one_unit_in_each_dimension() -> None:
    """The same activity in two units of one dimension would give two answers; net and gross energy are apart."""
    dimensions = {row["unit"]: row["dimension"] + row["calorific_basis"] for row in read(ROOT / "units.csv")}
    for factors in FACTORS.values():
        counts = Counter((*k[:3], dimensions[k[3]]) for k in factors)
        assert [one for one, count in counts.items() if count > 1] == []


# ------------------------------------------------------------------ catalogue


def test_words_of_a_british_facilities_team() -> None:
    """What such files say is understood."""
    names = {
        name.casefold(): row["id"]
        for row in ACTIVITIES.values()
        for name in (row["id"], row["en"], row["zh"], *row["aliases"].split("|"))
    }
    assert names["taxi"] == "travel/taxi"
    assert names["underground"] == "travel/rail/underground"
    assert names["working from home"] == "homeworking"
    assert names["wastewater treatment"] == "water/treatment"
    assert names["居家辦公"] == "homeworking"
    searched = {
        "flight": "travel/air", "機票": "travel/air", "hotel": "travel/hotel", "旅館": "travel/hotel",
        "train": "travel/rail", "tube": "travel/rail/underground", "wfh": "homeworking", "sewage": "water/treatment",
        "district heating": "heat", "hfc-134a": "refrigerant/R-134a", "co2 fire extinguishers": "refrigerant/R-744",
    }  # fmt: skip
    assert {word: names[word] for word in searched} == searched
    assert not {"bus", "motorbike", "scooter", "subway"} & names.keys(), "to work, or at work? and in whose country?"


def test_accounts_of_the_activities() -> None:
    """Own vehicles are scope 1, hired ones and journeys scope 3, and their upstream goes with them."""
    accounts = {
        "car/average/petrol/mobile": "scope1/mobile_combustion",
        "upstream/car/average/petrol": "scope3/03_fuel_and_energy_related_activities",
        "travel/car/average/petrol": "scope3/06_business_travel",
        "upstream/travel/car/average/petrol": "scope3/06_business_travel",
        "freight/van/average/diesel": "scope3/04_upstream_transportation_and_distribution",
        "upstream/freight/van/average/diesel": "scope3/04_upstream_transportation_and_distribution",
        "waste/landfill/glass": "scope3/05_waste_generated_in_operations",
        "water/treatment": "scope3/05_waste_generated_in_operations",
        "goods/glass/primary": "scope3/01_purchased_goods_and_services",
        "homeworking": "scope3/07_employee_commuting",
        "gas_oil/mobile": "scope1/mobile_combustion",
    }
    assert {activity: ACTIVITIES[activity]["account"] for activity in accounts} == accounts


def test_a_carrier_has_its_upstream() -> None:
    """Whatever is burnt or bought as energy has its upstream factor in the same year, unit and variant."""
    for year in YEARS:
        for activity, variant, geography, unit in FACTORS[year]:
            carrier = ACTIVITIES[activity]["carrier"]
            if carrier and (year, carrier, unit) not in UPSTREAM_NOT_PRINTED:
                assert (f"upstream/{carrier}", variant, geography, unit) in FACTORS[year], (year, activity, unit)


# Not printed by the publication.
UPSTREAM_NOT_PRINTED = {
    (year, carrier, "L") for year in YEARS for carrier in ("lubricants", "naphtha", "waste_oils")
}  # fmt: skip
