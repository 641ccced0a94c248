"""The table of units: every text means one thing, and every definition is exact."""

import csv
import re
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pint
import pytest

from carbon import units
from tests.data import unit_ratios

UNITS_CSV = Path(__file__).parents[2] / "emission_factors" / "units.csv"
COLUMNS = [
    "unit",
    "definition",
    "dimension",
    "en",
    "zh",
    "aliases",
    "refused",
    "reason",
    "source",
    "calorific_basis",
    "by_country",
]


def read_rows() -> list[dict[str, str]]:
    """Read the table, one mapping of column to text per row."""
    with UNITS_CSV.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS = read_rows()
DECLARED = [row for row in ROWS if row["definition"]]
REFUSED = [row for row in ROWS if not row["definition"]]
BY_UNIT = {row["unit"]: row for row in DECLARED}


def texts_of(row: dict[str, str]) -> list[str]:
    """List everything that a user may write for a row."""
    return [row["unit"], *filter(None, row["aliases"].split("|"))]


def resolve(text: str) -> str | None:
    """Find the canonical unit of a text, None if it is refused or unknown."""
    for row in DECLARED:
        if text in texts_of(row):
            return row["unit"]
    return None


@pytest.fixture(scope="module")
def registry() -> "pint.UnitRegistry[Fraction]":
    """Fill an empty registry from the table, with exact numbers."""
    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(None, non_int_type=Fraction)
    for row in DECLARED:
        registry.define(f"{row['unit']} = {row['definition']}")
    return registry


def exact(registry: "pint.UnitRegistry[Fraction]", unit: str, to: str) -> Fraction:
    """Convert one of a unit, and insist that the answer is an exact rational."""
    magnitude = registry.Quantity(Fraction(1), unit).to(to).magnitude
    assert isinstance(magnitude, Fraction | int), f"{unit}: {magnitude!r} is not exact"
    return Fraction(magnitude)


def test_columns_are_the_agreed_ones() -> None:
    """The header is the contract with the reader."""
    with UNITS_CSV.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == COLUMNS


def test_file_is_plain_text() -> None:
    """UTF-8 without a byte order mark, lines ended by LF."""
    raw = UNITS_CSV.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


def test_no_text_resolves_twice() -> None:
    """A text belongs to one row only, declared or refused."""
    owners: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        for text in texts_of(row):
            owners[text].append(row["unit"])
    assert {text: units for text, units in owners.items() if len(units) > 1} == {}


def test_texts_are_trimmed() -> None:
    """A lookup trims what the user wrote, so an untrimmed text could never match."""
    assert [text for row in ROWS for text in texts_of(row) if text != text.strip()] == []


@pytest.mark.parametrize("row", DECLARED, ids=lambda row: str(row["unit"]))
def test_declared_row_is_complete(row: dict[str, str]) -> None:
    """A declared unit has a dimension, both names and a source, and is not refused."""
    assert row["unit"].isidentifier()
    assert row["dimension"]
    assert row["source"]
    assert row["refused"] == row["reason"] == ""
    assert {row["en"], row["zh"]} <= set(texts_of(row))


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: str(row["unit"]))
def test_refused_row_says_why_and_what_instead(row: dict[str, str]) -> None:
    """A refusal names its likely meanings, all declared, and its reason in a sentence."""
    likely = row["refused"].split("|")
    assert set(likely) <= BY_UNIT.keys()
    assert len(set(likely)) == len(likely)
    assert re.fullmatch(r"\S.*\S\.", row["reason"])
    assert row["aliases"] == row["dimension"] == ""


def test_definitions_hold_no_binary_float() -> None:
    """Numbers are plain decimals, integers or ratios: no exponent and no root."""
    pattern = re.compile(r"\[\w+\]|(\d+(\.\d+)?( / \d+)? \* )?[A-Za-z_]\w*( / \d+)?")
    assert [r["definition"] for r in DECLARED if not pattern.fullmatch(r["definition"])] == []


def test_each_dimension_has_one_base_unit() -> None:
    """A dimension is a closed box around its base unit."""
    bases = [row for row in DECLARED if row["definition"].startswith("[")]
    assert {row["dimension"]: row["definition"] for row in bases} == {
        row["dimension"]: f"[{row['dimension']}]" for row in DECLARED
    }
    assert len(bases) == len({row["dimension"] for row in DECLARED})


def test_pint_loads_every_definition(registry: "pint.UnitRegistry[Fraction]") -> None:
    """Each unit converts exactly to the base of the dimension that its row names."""
    bases = {r["dimension"]: r["unit"] for r in DECLARED if r["definition"].startswith("[")}
    for row in DECLARED:
        assert exact(registry, row["unit"], bases[row["dimension"]]) > 0


def test_ratios_are_those_of_pint(registry: "pint.UnitRegistry[Fraction]") -> None:
    """Every two units of a dimension, by the table that is read without pint and by pint itself."""
    vocabulary = units.read()
    pairs = [(one, other) for one in vocabulary.units() for other in vocabulary.units()]
    for one, other in ((one, other) for one, other in pairs if one.dimension == other.dimension):
        assert vocabulary.ratio(one, other) == exact(registry, one.symbol, other.symbol)


def test_ratios_are_current() -> None:
    """`python tests/data/unit_ratios.py --write` writes them."""
    assert (UNITS_CSV.parent / units.RATIOS).read_text(encoding="utf-8") == unit_ratios.text()


def test_a_definition_that_was_not_reckoned_is_pints() -> None:
    """A table of ratios that is older than the units says nothing of them."""
    rows = [row | {"definition": "0.4536 * kg"} if row["unit"] == "lb" else row for row in ROWS]
    old = units.compiled(units.read())
    vocabulary = units.Vocabulary(rows, old)
    assert vocabulary.ratio(vocabulary.unit("short_ton"), vocabulary.unit("kg")) == Fraction("907.2")


FOOT = Fraction("0.3048")  # [m], international yard and pound agreement
INCH = FOOT / 12


@pytest.mark.parametrize(
    ("unit", "to", "ratio"),
    [
        ("kWh", "J", Fraction(3_600_000)),
        ("MWh", "GJ", Fraction(18, 5)),
        ("kcal", "J", Fraction(41_868, 10)),
        ("kcal", "GJ", Fraction("0.0000041868")),
        ("toe", "GJ", Fraction("41.868")),
        ("tce", "GJ", Fraction("29.3076")),
        ("MMBtu", "GJ", Fraction("1.05505585262")),
        ("MMBtu", "therm_ec", Fraction(10)),
        ("MMBtu", "therm_us", Fraction(10)),
        ("therm_59F", "MJ", Fraction("105.4804")),
        ("ping", "m2", Fraction(400, 121)),
        ("m2", "ping", Fraction("0.3025")),
        ("short_ton", "kg", Fraction("907.18474")),
        ("long_ton", "kg", Fraction("1016.0469088")),
        ("taijin", "kg", Fraction(3, 5)),
        ("ft3", "m3", FOOT**3),
        ("yd3", "m3", (3 * FOOT) ** 3),
        ("gal_us", "m3", 231 * INCH**3),
        ("bbl_oil", "L", Fraction("158.987294928")),
        ("gal_uk", "L", Fraction("4.54609")),
        ("mile", "m", 1760 * 3 * FOOT),
        ("ft", "m", FOOT),
        ("ft2", "m2", FOOT**2),
        ("acre", "m2", 4840 * (3 * FOOT) ** 2),
        ("nautical_mile", "km", Fraction("1.852")),
        ("kL", "m3", Fraction(1)),
        ("passenger_mile", "passenger_km", Fraction("1.609344")),
        ("short_ton_mile", "tonne_km", Fraction("1.45997231821056")),
        ("ream", "sheet", Fraction(500)),
        ("person_month", "person_year", Fraction(1, 12)),
        ("thousand_TWD", "TWD", Fraction(1000)),
        ("MWh_gross", "kWh", Fraction(1000)),
        ("GJ_net", "kWh_net", Fraction(2500, 9)),
        ("hundred_million_TWD", "million_TWD", Fraction(100)),
    ],
)
def test_exact_ratio(registry: "pint.UnitRegistry[Fraction]", unit: str, to: str, ratio: Fraction) -> None:
    """The ratio is that of the defining document, worked out here another way."""
    assert exact(registry, unit, to) == ratio


@pytest.mark.parametrize(
    ("one", "other"),
    [("TWD", "USD"), ("kg", "L"), ("km", "passenger_km"), ("bag", "item"), ("J", "kg")],
)
def test_boxes_do_not_convert(registry: "pint.UnitRegistry[Fraction]", one: str, other: str) -> None:
    """No exchange rate, density or headcount hides in a unit conversion."""
    with pytest.raises(pint.DimensionalityError):
        registry.Quantity(Fraction(1), one).to(other)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("公升", "L"), ("公秉", "kL"), ("公噸", "t"), ("噸", "t"), ("公斤", "kg"), ("㎏", "kg"),
        ("立方公尺", "m3"), ("m³", "m3"), ("M3", "m3"), ("㎥", "m3"), ("ltr", "L"), ("l", "L"),
        ("kwh", "kWh"), ("KWH", "kWh"), ("Kwh", "kWh"), ("度電", "kWh"), ("千瓦時", "kWh"),
        ("MWH", "MWh"), ("百萬焦耳", "MJ"), ("十億焦耳", "GJ"), ("大卡", "kcal"), ("千卡", "kcal"),
        ("mmBtu", "MMBtu"), ("short tons", "short_ton"), ("lbs", "lb"), ("scf", "ft3"),
        ("miles", "mile"), ("passenger.km", "passenger_km"), ("延人公里", "passenger_km"),
        ("延噸公里", "tonne_km"), ("房晚", "night"), ("Room per night", "night"), ("張", "sheet"),
        ("令", "ream"), ("坪", "ping"), ("人年", "person_year"), ("人", "employee"),
        ("元", "TWD"), ("仟元", "thousand_TWD"), ("百萬元", "million_TWD"), ("萬元", "ten_thousand_TWD"),
        ("£", "GBP"), ("Mt", "Mt"), ("台斤", "taijin"),
    ],
)  # fmt: skip
def test_common_spelling_is_accepted(text: str, unit: str) -> None:
    """What facilities people write, where it can mean one thing only."""
    assert resolve(text) == unit


@pytest.mark.parametrize(
    "text",
    [
        "mWh", "mwh", "mt", "MT", "kt", "ton", "tons", "T", "gal", "gallon", "加侖", "bbl", "桶",
        "度", "千度", "萬度", "cal", "Cal", "卡", "therm", "MBtu", "unit", "kW", "oz", "cwt", "pound",
        "斤", "ML", "Nm3", "兆焦耳", "ton-mile", "FTE", "$", "¥", "yuan", "箱", "包", "頁", "nm",
        "人次", "冷凍噸", "公秉油當量",
    ],
)  # fmt: skip
def test_ambiguous_text_is_refused(text: str) -> None:
    """A text with two meanings is refused by name; it is neither read nor unknown."""
    assert resolve(text) is None
    assert text in {row["unit"] for row in REFUSED}


@pytest.mark.parametrize(("text", "multiple"), [("度", 1), ("千度", 1000), ("萬度", 10_000), ("百萬度", 1_000_000)])
def test_degree_names_one_energy_and_one_volume(
    registry: "pint.UnitRegistry[Fraction]", text: str, multiple: int
) -> None:
    """The carrier's dimension picks the meaning: kilowatt-hours or cubic metres."""
    (row,) = [row for row in REFUSED if row["unit"] == text]
    energy, volume = row["refused"].split("|")
    assert exact(registry, energy, "kWh") == multiple
    assert exact(registry, volume, "m3") == multiple


BY_TRADE = dict.fromkeys(("Btu", "kBtu", "MMBtu", "therm_us", "therm_ec", "therm_59F"), "gross") | dict.fromkeys(
    ("toe", "ktoe", "tce"), "net"
)
"""Units that say their basis by what they are: those of the gas trade, and of energy statistics."""


def test_a_calorific_basis_is_of_energy_and_told_by_the_symbol() -> None:
    """Net and gross are said in the unit itself; a plain kilowatt-hour says neither."""
    for row in ROWS:
        basis = row["calorific_basis"]
        assert basis in {"", "net", "gross"}
        said = row["unit"].rpartition("_")[2]
        assert basis == BY_TRADE.get(row["unit"], said if said in {"net", "gross"} else ""), row["unit"]
        if basis:
            assert row["dimension"] == "energy"
        if basis and row["unit"] not in BY_TRADE:
            assert row["unit"] == f"{row['definition']}_{basis}"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("kWh (Gross CV)", "kWh_gross"), ("kWh (Net CV)", "kWh_net"), ("kWh (HHV)", "kWh_gross"),
        ("MWh (LHV)", "MWh_net"), ("GJ (gross)", "GJ_gross"), ("千瓦時(高位熱值)", "kWh_gross"),
    ],
)  # fmt: skip
def test_a_calorific_basis_may_be_written(text: str, unit: str) -> None:
    """As bills and publications write it."""
    assert resolve(text) == unit


def test_case_alone_never_changes_the_unit() -> None:
    """Two accepted texts that differ only in case never mean different units."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for row in DECLARED:
        for text in texts_of(row):
            meanings[text.lower()].add(row["unit"])
    assert {text: units for text, units in meanings.items() if len(units) > 1} == {}
