"""The datasets of Taiwan and the catalogue, held to their rules and to their publications.

Standard library only: these tests read the text files themselves, so a fault in
the package's readers can't hide a fault in the data.
"""

from __future__ import annotations

import csv
import datetime as dt
import tomllib
from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2] / "emission_factors"
PUBLISHED_604 = Path(__file__).with_name("published_604.csv")

FACTOR_COLUMNS = [
    "activity", "variant", "geography", "valid_from", "valid_to", "data_year", "published_on",
    "unit", "gas", "value", "value_is", "lower", "upper", "calorific_basis", "cell",
]  # fmt: skip
HEATING_COLUMNS = [
    "fuel", "geography", "valid_from", "valid_to", "published_on",
    "unit", "value", "energy_unit", "calorific_basis", "cell",
]  # fmt: skip
ACTIVITY_COLUMNS = [
    "id", "en", "zh", "aliases", "dimension", "account",
    "upstream_account", "carrier", "renewable", "degree_unit",
]  # fmt: skip
SOURCE_KEYS = {"publisher", "title", "geography", "licence", "read_in", "covers", "status"}

KCAL_IN_TJ = Fraction("4.1868e-9")

# Table 6.0.4 multiplies two figures of shale oil by another heating value than it prints.
SLIPS_604 = {("shale_oil/stationary", "CH4_fossil"): "8598", ("shale_oil/stationary", "N2O"): "8598"}

# Piped gas of the statistical table: four kinds, none of which is "natural gas" as such.
STATISTICAL_GASES = {"natural_gas_ng1", "natural_gas_ng2", "natural_gas_indigenous"}

# Everyday words that could be two activities: nothing may answer to them.
AMBIGUOUS = [
    "汽油", "柴油", "天然氣", "瓦斯", "液化石油氣", "煤油", "液化天然氣", "潤滑油", "冷媒", "紙", "影印紙",
    "廢棄物", "垃圾", "公車", "客運", "機車", "汽車",
    "diesel", "petrol", "gasoline", "natural gas", "gas", "LPG", "LNG", "kerosene", "lubricants",
    "fuel", "waste", "paper", "refrigerant", "bus", "car", "motorcycle", "coal", "travel",
]  # fmt: skip

Row = dict[str, str]


class Period(NamedTuple):
    """Activity periods of a factor, both ends inclusive."""

    start: dt.date
    end: dt.date

    def meets(self, other: Period) -> bool:
        """Tell whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


def read(path: Path) -> list[Row]:
    """Read a CSV file of the library as a list of dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def header(path: Path) -> list[str]:
    """Read the header line of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def period(row: Row) -> Period:
    """Read ``valid_from`` and ``valid_to``; an empty end is open."""
    start = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else dt.date.min
    end = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else dt.date.max
    return Period(start, end)


def place(row: Row) -> str:
    """Say where a factor row stands, for messages."""
    return f"{row['dataset']}@{row['version']} {row['activity']} {row['variant']} {row['gas']}"


VERSIONS = sorted(path.parent for path in ROOT.glob("tw-*/*/source.toml"))
ACTIVITIES = {row["id"]: row for row in read(ROOT / "activities.csv")}
ACCOUNTS = {row["account"]: row for row in read(ROOT / "accounts.csv")}
FACTORS = [
    {**row, "dataset": path.parent.parent.name, "version": path.parent.name}
    for path in sorted(ROOT.glob("tw-*/*/factors.csv"))
    for row in read(path)
]
HEATING_VALUES = [
    {**row, "dataset": path.parent.parent.name, "version": path.parent.name}
    for path in sorted(ROOT.glob("tw-*/*/heating_values.csv"))
    for row in read(path)
]


def gases_of(dataset: str, version: str, activity: str, variant: str = "") -> dict[str, str]:
    """Look up one factor: its gases with their values as written."""
    wanted = (dataset, version, activity, variant)
    keys = ("dataset", "version", "activity", "variant")
    return {row["gas"]: row["value"] for row in FACTORS if tuple(row[key] for key in keys) == wanted}


# ------------------------------------------------------------------ form


@pytest.mark.parametrize("path", sorted(ROOT.glob("tw-*/*/*.csv")), ids=lambda path: "/".join(path.parts[-3:]))
def test_files_are_plain_text_of_the_declared_form(path: Path) -> None:
    """UTF-8 without a byte-order mark, LF, the declared header, no ragged rows."""
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    columns = {
        "factors.csv": FACTOR_COLUMNS,
        "heating_values.csv": HEATING_COLUMNS,
        "left_out.csv": ["row", "reason"],
    }[path.name]
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == columns
    assert {len(row) for row in rows} == {len(columns)}
    assert len(rows) > 1


def test_catalogue_headers() -> None:
    """The three tables of the catalogue have the declared columns."""
    assert header(ROOT / "activities.csv") == ACTIVITY_COLUMNS
    assert header(ROOT / "accounts.csv") == ["account", "scope", "en", "zh", "iso_category", "source"]
    assert header(ROOT / "datasets.csv") == ["geography", "rank", "dataset"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda path: "/".join(path.parts[-2:]))
def test_sources_are_complete(version: Path) -> None:
    """Every source.toml names publisher, title, licence and where it was read."""
    source = tomllib.loads((version / "source.toml").read_text(encoding="utf-8"))
    assert set(source) >= SOURCE_KEYS
    assert [key for key in sorted(SOURCE_KEYS) if not source[key].strip()] == []
    assert source["geography"] == "TW"
    assert source["status"].startswith("verified")
    assert (version / "factors.csv").exists() or (version / "heating_values.csv").exists()
    if "heating_values" in source:
        dataset, _, prescribed = source["heating_values"].partition("@")
        assert (ROOT / dataset / prescribed / "heating_values.csv").exists()


def test_every_dataset_folder_has_a_source() -> None:
    """No folder of figures without its source.toml."""
    with_figures = {path.parent for path in ROOT.glob("tw-*/*/*.csv")}
    assert with_figures == set(VERSIONS)


def test_every_dataset_is_attributed() -> None:
    """LICENCES.md has a line for every dataset of Taiwan."""
    text = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
    assert [path.parent.name for path in VERSIONS if f"`{path.parent.name}`" not in text] == []


# ------------------------------------------------------------------ factors


def test_every_activity_is_in_the_catalogue() -> None:
    """A factor of an activity that nobody can write is a dead row, in whichever dataset.

    A residual mix is written by nobody: the market-based method looks it up.
    """
    written = {row["activity"] for path in ROOT.glob("*/*/factors.csv") for row in read(path)}
    assert {row["activity"] for row in FACTORS} < written
    assert sorted(written - set(ACTIVITIES)) == ["electricity/residual_mix"]


def test_every_unit_is_declared_and_fits_the_activity() -> None:
    """Units stand in units.csv, in one of the dimensions of their activity."""
    units = {row["unit"]: row["dimension"] for row in read(ROOT / "units.csv") if row["definition"]}
    faults = [
        f"{place(row)}: {row['unit']}"
        for row in FACTORS
        if units.get(row["unit"]) not in ACTIVITIES[row["activity"]]["dimension"].split("|")
    ]
    assert faults == []
    for row in HEATING_VALUES:
        assert units[row["unit"]] in {"mass", "volume"}
        assert units[row["energy_unit"]] == "energy"
    dimensions = set(units.values())
    degree_units = {row["degree_unit"] for row in ACTIVITIES.values() if row["degree_unit"]}
    assert degree_units == {"kWh", "m3"}
    assert degree_units <= set(units)
    for row in ACTIVITIES.values():
        assert set(row["dimension"].split("|")) <= dimensions, row["id"]


def test_every_gas_is_declared() -> None:
    """Gases stand in gases.csv."""
    gases = {row["gas"] for row in read(ROOT / "gases.csv")}
    assert sorted({row["gas"] for row in FACTORS} - gases) == []


def test_rows_are_unique() -> None:
    """One row per dataset, version, activity, variant, geography, unit, start and gas."""
    keys = ("dataset", "version", "activity", "variant", "geography", "unit", "valid_from", "gas")
    counts = Counter(tuple(row[key] for key in keys) for row in FACTORS)
    assert [key for key, count in counts.items() if count > 1] == []
    fuels = Counter(
        tuple(row[key] for key in ("dataset", "version", "fuel", "unit", "valid_from")) for row in HEATING_VALUES
    )
    assert [key for key, count in fuels.items() if count > 1] == []


@pytest.mark.parametrize("rows", [FACTORS, HEATING_VALUES], ids=["factors", "heating_values"])
def test_dates_are_dates_in_order(rows: list[Row]) -> None:
    """ISO dates or nothing; a period doesn't end before it starts; years have four digits."""
    for row in rows:
        for column in ("valid_from", "valid_to", "published_on"):
            if row[column]:
                assert dt.date.fromisoformat(row[column]).isoformat() == row[column]
        assert period(row).start <= period(row).end
        year = row.get("data_year", "")
        assert not year or (len(year) == 4 and year.isdecimal())


def test_only_the_footprints_without_a_reference_year_are_undated() -> None:
    """An empty ``valid_from`` is what one data set leaves open, nothing else."""
    undated = [row for row in FACTORS if not row["valid_from"]]
    assert {row["dataset"] for row in undated} == {"tw-cfp"}
    assert {row["data_year"] for row in undated} == {""}
    assert all(row["valid_from"] for row in HEATING_VALUES)


def test_valid_periods_of_one_factor_do_not_overlap() -> None:
    """Within a version, a day has one factor per activity, variant and geography."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in FACTORS:
        groups[tuple(row[key] for key in ("dataset", "version", "activity", "variant", "geography", "gas"))].append(row)
    overlaps = [
        place(first)
        for rows in groups.values()
        for first, second in combinations(rows, 2)
        if period(first).meets(period(second))
    ]
    assert overlaps == []


def test_gases_of_one_factor_agree_on_the_rest() -> None:
    """The rows of a factor share period, unit, year, publication and basis."""
    shared = ("valid_to", "data_year", "published_on", "calorific_basis")
    groups: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for row in FACTORS:
        key = tuple(row[k] for k in ("dataset", "version", "activity", "variant", "geography", "unit", "valid_from"))
        groups[key].add(tuple(row[k] for k in shared))
    assert [key for key, found in groups.items() if len(found) > 1] == []


def test_two_versions_never_tie() -> None:
    """Two versions of a dataset for one day differ in their day of publication."""
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in FACTORS:
        groups[tuple(row[key] for key in ("dataset", "activity", "variant", "geography", "gas"))].append(row)
    ties = [
        place(first)
        for rows in groups.values()
        for first, second in combinations(rows, 2)
        if first["version"] != second["version"]
        and first["published_on"] == second["published_on"]
        and period(first).meets(period(second))
    ]
    assert ties == []


def test_every_figure_has_its_place() -> None:
    """No empty cell, in factors and heating values."""
    assert [place(row) for row in FACTORS if not row["cell"].strip()] == []
    assert [row["fuel"] for row in HEATING_VALUES if not row["cell"].strip()] == []


def test_numbers_are_plain_decimals() -> None:
    """Digits and at most one point: no exponent, sign, separator or trailing zero."""
    for rows, columns in ((FACTORS, ("value", "lower", "upper")), (HEATING_VALUES, ("value",))):
        for row in rows:
            for column in columns:
                text = row[column]
                if not text:
                    assert column != "value"
                    continue
                whole, point, decimals = text.partition(".")
                assert whole.isdecimal(), text
                assert decimals.isdecimal() if point else not decimals, text
                assert not (point and text.endswith("0")), text


def test_bounds_bracket_the_value() -> None:
    """Both bounds or none, and the value strictly between them."""
    for row in FACTORS:
        assert bool(row["lower"]) == bool(row["upper"]), place(row)
        if row["lower"]:
            assert Fraction(row["lower"]) < Fraction(row["value"]) < Fraction(row["upper"]), place(row)
    assert sum(1 for row in FACTORS if row["lower"]) > 250


def test_value_is_names_its_basis() -> None:
    """A CO2e figure says under which GWP set, or that nobody states it; a mass is a mass."""
    for row in FACTORS:
        expected = "co2e:unstated" if row["gas"] == "CO2e" else "mass"
        assert row["value_is"] == expected, place(row)


def test_combustion_is_per_energy_on_the_net_basis() -> None:
    """Fuels are loaded per TJ, net; nothing else has a calorific basis."""
    for row in FACTORS:
        per_energy = row["unit"] == "TJ"
        assert row["calorific_basis"] == ("net" if per_energy else ""), place(row)
        assert per_energy == (
            ACTIVITIES[row["activity"]]["carrier"] not in {"", "electricity"} or row["activity"].endswith("/use")
        )
    assert {row["calorific_basis"] for row in HEATING_VALUES} == {"net"}


def test_a_fuel_has_all_its_gases() -> None:
    """Blank is not zero: carbon dioxide, methane and nitrous oxide, all fossil or all biogenic."""
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in FACTORS:
        if ACTIVITIES[row["activity"]]["account"].endswith("_combustion"):
            groups[row["dataset"], row["activity"], row["variant"]].add(row["gas"])
    fossil, biogenic = {"CO2", "CH4_fossil", "N2O"}, {"CO2_biogenic", "CH4_nonfossil", "N2O"}
    for (_, activity, _), gases in groups.items():
        assert gases == (biogenic if ACTIVITIES[activity]["renewable"] == "true" else fossil), activity


# ------------------------------------------------------------------ figures


@pytest.mark.parametrize("row", read(PUBLISHED_604), ids=lambda row: f"{row['activity']}-{row['gas']}")
def test_table_604_per_quantity_follows_from_per_energy(row: Row) -> None:
    """Factor per TJ × heating value × 4.1868e-9 TJ/kcal is the published figure, to its last digit.

    The figures are printed with up to 12 significant digits: shorter ones are exact.
    """
    factor = gases_of("tw-moenv-604", "6.0.4", row["activity"])[row["gas"]]
    heating_value = SLIPS_604.get((row["activity"], row["gas"]), row["heating_value"])
    exact = Fraction(factor) * Fraction(heating_value) * KCAL_IN_TJ
    digits = row["value"].replace(".", "").strip("0")
    if len(digits) < 12:
        assert exact == Fraction(row["value"])
    else:
        last_digit = Fraction(1, 10 ** len(row["value"].partition(".")[2]))
        assert abs(exact - Fraction(row["value"])) <= last_digit / 2


def test_table_604_heating_values_are_the_published_ones() -> None:
    """The heating values loaded are those behind the figures; two misprinted units stay out."""
    loaded = {row["fuel"]: (row["unit"], row["value"]) for row in HEATING_VALUES if row["dataset"] == "tw-moenv-604"}
    published = {row["activity"].partition("/")[0]: (row["unit"], row["heating_value"]) for row in read(PUBLISHED_604)}
    assert loaded.items() <= published.items()
    assert set(published) - set(loaded) == {"natural_gas_liquids", "ethane"}
    assert loaded["natural_gas"] == ("m3", "8000")
    assert loaded["lng"] == ("m3", "9000")
    assert loaded["petrol"] == ("L", "7800")
    assert loaded["diesel"] == ("L", "8400")


def test_heating_values_are_of_fuels_that_someone_can_write() -> None:
    """A fuel is the first part of an activity's id; the statistical table's kinds of gas are not."""
    fuels = {activity.partition("/")[0] for activity in ACTIVITIES}
    assert {row["fuel"] for row in HEATING_VALUES} - fuels == STATISTICAL_GASES


def test_statistical_table_is_marked() -> None:
    """The Energy Administration's table is used only where it is named."""
    marked = {
        path.parent.name
        for path in VERSIONS
        if tomllib.loads((path / "source.toml").read_text(encoding="utf-8")).get("statistical", False)
    }
    assert marked == {"tw-energy-administration"}
    values = {row["fuel"]: row["value"] for row in HEATING_VALUES if row["dataset"] == "tw-energy-administration"}
    assert values["petrol"] == "7520"
    assert values["diesel"] == "8629"
    assert "natural_gas" not in values


ELECTRICITY = {
    2005: ("0.555", "2018-07-04"),
    2017: ("0.554", "2018-07-04"),
    2018: ("0.533", "2019-07-04"),
    2019: ("0.509", "2020-07-04"),
    2020: ("0.502", "2021-07-04"),
    2021: ("0.509", "2022-07-22"),
    2022: ("0.495", "2023-06-21"),
    2023: ("0.494", "2024-04-26"),
    2024: ("0.474", "2025-04-14"),
    2025: ("0.467", "2026-06-30"),
}


@pytest.mark.parametrize(("year", "expected"), ELECTRICITY.items())
def test_electricity_factors_and_their_days_of_publication(year: int, expected: tuple[str, str]) -> None:
    """The series as announced, one calendar year each, ±7 %."""
    (row,) = [
        row
        for row in FACTORS
        if row["dataset"] == "tw-moea-electricity"
        and row["version"] == "2026-06"
        and row["data_year"] == str(year)
        and not row["variant"]
    ]
    assert (row["value"], row["published_on"]) == expected
    assert (row["valid_from"], row["valid_to"]) == (f"{year}-01-01", f"{year}-12-31")
    assert Fraction(row["lower"]) == Fraction(row["value"]) * Fraction(93, 100)
    assert Fraction(row["upper"]) == Fraction(row["value"]) * Fraction(107, 100)


def test_electricity_series_is_complete() -> None:
    """2005 to 2025 in the current series, 2005 to 2015 in the vintage before July 2018."""
    years: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in FACTORS:
        if row["activity"] == "electricity":
            years[row["version"], row["variant"]].append(int(row["data_year"]))
    assert years == {
        ("2026-06", ""): list(range(2005, 2026)),
        ("2026-06", "industrial"): [2025],
        ("6.0.3", ""): list(range(2005, 2016)),
    }
    old = [row for row in FACTORS if row["version"] == "6.0.3"]
    assert {row["published_on"] for row in old} == {""}
    assert [row["value"] for row in old] == [
        "0.559", "0.564", "0.559", "0.557", "0.543", "0.535", "0.536", "0.532", "0.522", "0.521", "0.528",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("as_of", "year", "expected"),
    [
        ("2019-08-31", 2018, "0.533"),
        ("2020-03-31", 2019, "0.533"),
        ("2021-03-31", 2020, "0.509"),
        ("2023-03-31", 2022, "0.509"),
        ("2024-03-31", 2023, "0.495"),
        ("2025-03-31", 2024, "0.494"),
    ],
)
def test_newest_electricity_factor_at_the_time_of_the_inventory(as_of: str, year: int, expected: str) -> None:
    """What two published inventories used follows from the days of publication, one year back at most."""
    known = [
        row
        for row in FACTORS
        if row["activity"] == "electricity"
        and not row["variant"]
        and row["published_on"]
        and row["published_on"] <= as_of
        and year - 1 <= int(row["data_year"]) <= year
    ]
    assert max(known, key=lambda row: row["data_year"])["value"] == expected


@pytest.mark.parametrize(
    ("activity", "variant", "expected"),
    [
        ("natural_gas/stationary", "", {"CO2": "56100", "CH4_fossil": "1", "N2O": "0.1"}),
        ("diesel/stationary", "", {"CO2": "74100", "CH4_fossil": "3", "N2O": "0.6"}),
        ("diesel/mobile", "", {"CO2": "74100", "CH4_fossil": "3.9", "N2O": "3.9"}),
        ("petrol/mobile", "uncontrolled", {"CO2": "69300", "CH4_fossil": "33", "N2O": "3.2"}),
        ("petrol/mobile", "oxidation_catalyst", {"CO2": "69300", "CH4_fossil": "25", "N2O": "8"}),
        ("petrol/mobile", "low_mileage_1995", {"CO2": "69300", "CH4_fossil": "3.8", "N2O": "5.7"}),
        ("petrol/mobile", "", {}),
        ("lpg/mobile", "", {"CO2": "63100", "CH4_fossil": "62", "N2O": "0.2"}),
        ("natural_gas/mobile", "", {"CO2": "56100", "CH4_fossil": "92", "N2O": "3"}),
        ("lng/mobile", "", {"CO2": "56100", "CH4_fossil": "92", "N2O": "3"}),
        ("natural_gas_liquids/stationary", "", {"CO2": "64200", "CH4_fossil": "3", "N2O": "0.6"}),
        ("lng/stationary", "", {}),
        ("kerosene/mobile", "", {}),
        ("wood/stationary", "", {"CO2_biogenic": "112000", "CH4_nonfossil": "30", "N2O": "4"}),
        ("waste/composting", "wet_basis", {"CH4_nonfossil": "0.004", "N2O": "0.00024"}),
        ("waste/composting", "", {}),
    ],
)
def test_announcement_of_2024(activity: str, variant: str, expected: dict[str, str]) -> None:
    """The announced factors, merged from two tables; liquids of natural gas are not LNG."""
    assert gases_of("tw-moenv-2024", "2024-02-05", activity, variant) == expected


def test_merged_rows_keep_their_own_cells() -> None:
    """Carbon dioxide comes from one table, methane and nitrous oxide from another."""
    cells = {
        row["gas"]: row["cell"]
        for row in FACTORS
        if (row["dataset"], row["activity"], row["variant"]) == ("tw-moenv-2024", "petrol/mobile", "uncontrolled")
    }
    assert "3.2.1" in cells["CO2"]
    assert "3.2.2" in cells["CH4_fossil"]
    assert cells["CH4_fossil"] == cells["N2O"]


def test_bounds_are_the_percentages_applied_exactly() -> None:
    """-3.209 % and +3.922 % of 56,100; -70 % and +200 % of 0.1; known slips carry no bounds."""
    rows = {
        (row["activity"], row["variant"], row["gas"]): (row["lower"], row["upper"])
        for row in FACTORS
        if row["dataset"] == "tw-moenv-2024"
    }
    assert rows["natural_gas/stationary", "", "CO2"] == ("54299.751", "58300.242")
    assert rows["natural_gas/stationary", "", "N2O"] == ("0.03", "0.3")
    assert rows["petrol/mobile", "oxidation_catalyst", "N2O"] == ("", "")
    assert rows["coke/stationary", "", "CH4_fossil"] == ("", "")
    older = {
        (row["activity"], row["gas"]): (row["lower"], row["upper"])
        for row in FACTORS
        if row["dataset"] == "tw-moenv-604"
    }
    assert older["fuel_bituminous_coal/stationary", "CO2"] == ("", "")
    assert older["petrol/mobile", "N2O"] == ("2.6", "24")


def test_table_604_beside_fuels() -> None:
    """Petrol without a variant and methane of septic tanks."""
    assert gases_of("tw-moenv-604", "6.0.4", "petrol/mobile") == {"CO2": "69300", "CH4_fossil": "25", "N2O": "8"}
    assert gases_of("tw-moenv-604", "6.0.4", "septic_tank") == {"CH4_nonfossil": "3.825"}


def test_upstream_is_never_use() -> None:
    """Upstream of a fuel is below the carbon dioxide of burning it: no combustion inside."""
    burnt = {
        "upstream/natural_gas": Fraction("1.87903584"),
        "upstream/diesel": Fraction("2.606031792"),
        "upstream/petrol": Fraction("2.263132872"),
        "upstream/lpg": Fraction("1.7528812758"),
        "upstream/fuel_oil": Fraction("3.110959872"),
        "upstream/kerosene": Fraction("2.55876282"),
    }
    published = {(row["activity"].partition("/")[0], row["gas"]): row["value"] for row in read(PUBLISHED_604)}
    seen = set()
    for row in FACTORS:
        if row["activity"] in burnt:
            seen.add(row["activity"])
            assert burnt[row["activity"]] == Fraction(published[row["activity"].partition("/")[2], "CO2"])
            assert Fraction(row["value"]) < burnt[row["activity"]] / 2, place(row)
    assert seen == set(burnt)
    assert "upstream/electricity" not in {row["activity"] for row in FACTORS}


def test_quoted_water_and_paper() -> None:
    """Three years of water, one sheet and one bag, published in June 2025."""
    water = {row["data_year"]: row["value"] for row in FACTORS if row["dataset"] == "tw-twc-water"}
    assert water == {"2022": "0.161", "2023": "0.156", "2024": "0.156"}
    paper = {row["activity"]: (row["value"], row["unit"]) for row in FACTORS if row["dataset"] == "tw-paper"}
    assert paper == {"paper/a4": ("0.0072", "sheet"), "paper/kraft_bag": ("0.122", "bag")}
    quoted = [row for row in FACTORS if row["dataset"] in {"tw-twc-water", "tw-paper"}]
    assert {row["published_on"] for row in quoted} == {"2025-06-30"}


def test_a_footprint_of_water_names_its_supplier() -> None:
    """The footprints of water differ threefold, so none is the bare activity."""
    variants = {row["variant"] for row in FACTORS if (row["dataset"], row["activity"]) == ("tw-cfp", "water/supply")}
    assert variants == {"taiwan_water_corporation", "taipei_water_department", "taiwan_average"}


# ------------------------------------------------------------------ catalogue


def names(row: Row) -> set[str]:
    """Collect every text by which an activity may be written."""
    return {row["id"], row["en"], row["zh"], *filter(None, row["aliases"].split("|"))}


def test_no_name_means_two_activities() -> None:
    """Ids, names and aliases, letter case aside, each belong to one activity."""
    owners: dict[str, set[str]] = defaultdict(set)
    for row in ACTIVITIES.values():
        assert row["en"].strip()
        assert row["zh"].strip()
        for name in names(row):
            assert name == name.strip(), name
            owners[name.casefold()].add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    assert len(ACTIVITIES) == len(read(ROOT / "activities.csv"))


@pytest.mark.parametrize("word", AMBIGUOUS)
def test_ambiguous_words_are_refused(word: str) -> None:
    """A word for two activities is nobody's name, so it is refused with its nearest."""
    answering = [
        row["id"] for row in ACTIVITIES.values() if word.casefold() in {name.casefold() for name in names(row)}
    ]
    assert answering == []


@pytest.mark.parametrize(
    ("word", "activity"),
    [
        ("外購電力", "electricity"),
        ("電力", "electricity"),
        ("車用汽油", "petrol/mobile"),
        ("公務車汽油", "petrol/mobile"),
        ("柴油(發電機)", "diesel/stationary"),
        ("柴油（發電機）", "diesel/stationary"),
        ("冷媒補充 R-410A", "refrigerant/R-410A"),
        ("自來水", "water/supply"),
        ("影印紙A4", "paper/a4"),
        ("高鐵", "travel/high_speed_rail"),
        ("化糞池", "septic_tank"),
    ],
)
def test_words_of_a_facilities_team(word: str, activity: str) -> None:
    """What such files say is understood."""
    assert word in names(ACTIVITIES[activity])


def test_accounts_of_the_catalogue_exist() -> None:
    """Both postings of an activity are accounts; an energy carrier has an upstream account."""
    for row in ACTIVITIES.values():
        assert row["account"] in ACCOUNTS, row["id"]
        assert row["upstream_account"] in {"", "scope3/03_fuel_and_energy_related_activities"}
        assert bool(row["upstream_account"]) == bool(row["carrier"]), row["id"]
        assert row["renewable"] in ({"true", "false"} if row["carrier"] else {""}), row["id"]


def test_degrees_are_declared_only_where_bills_print_them() -> None:
    """度 is kWh on a power bill, m3 on a gas or water bill, and nothing elsewhere."""
    degrees = {row["id"]: row["degree_unit"] for row in ACTIVITIES.values() if row["degree_unit"]}
    assert degrees == {
        "electricity": "kWh",
        "natural_gas/stationary": "m3",
        "natural_gas/mobile": "m3",
        "water/supply": "m3",
    }


def test_iso_categories() -> None:
    """The default map: direct 1, energy 2, transport 3, products used 4, use of products 5."""
    category = {account: row["iso_category"] for account, row in ACCOUNTS.items()}
    by_number = {
        int(account.partition("/")[2][:2]): found
        for account, found in category.items()
        if account.startswith("scope3/")
    }
    assert by_number == {
        **dict.fromkeys((4, 6, 7, 9), "3"),
        **dict.fromkeys((1, 2, 3, 5, 8), "4"),
        **dict.fromkeys((10, 11, 12, 13, 14, 15), "5"),
    }
    for account, row in ACCOUNTS.items():
        top = account.partition("/")[0]
        scope = {"scope1": "1", "scope2": "2", "scope3": "3"}.get(top, "")
        assert row["scope"] == scope
        if top in {"scope1", "scope2"}:
            assert row["iso_category"] == scope
        if not scope:
            assert row["iso_category"] == ""
        assert "default" in row["source"]
    assert {"outside_scopes/biogenic_co2", "outside_scopes/montreal_protocol_gases"} <= set(ACCOUNTS)


def test_default_order_names_datasets_that_exist() -> None:
    """Ranks are 1, 2, 3 … per geography; a statistical table is in no default order."""
    order: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in read(ROOT / "datasets.csv"):
        order[row["geography"]].append((int(row["rank"]), row["dataset"]))
        assert (ROOT / row["dataset"]).is_dir(), row["dataset"]
    for ranked in order.values():
        assert [rank for rank, _ in ranked] == list(range(1, len(ranked) + 1))
    taiwan = [dataset for _, dataset in order["TW"]]
    assert taiwan[:3] == ["tw-moea-electricity", "tw-moenv-2024", "tw-moenv-604"]
    assert set(taiwan) == {path.parent.name for path in VERSIONS} - {"tw-energy-administration"}
