"""Grid electricity of China, Hong Kong, Singapore, Indonesia, Korea and Japan, held to its sources."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.model.terms import Rung, Scope2Method
from tests.data import folders, rules

# Rows of the sources: used and left out.
ROWS = {
    "cn-mee-electricity@2025-12": (58, 0),
    "hk-clp-electricity@2019": (1, 0),
    "hk-hke-electricity@2019": (5, 0),
    "sg-ema-electricity@2018": (21, 11),
    "id-esdm-electricity@2015": (1, 0),
    "id-esdm-electricity@2019": (9, 1),
    "kr-gir-electricity@2025-12.2": (4, 0),
    "jp-moe-electricity@2024.2": (2, 1),
    "jp-yonden-electricity@2025.2": (4, 0),
    "jp-elcs-electricity@2025.2": (1, 0),
}
QUOTED_ROWS = 95 + 30 + 2  # Asia's grids, the provinces of China, and what Shikoku Electric prints for customers ...
WORLD_ROWS = 8  # ... of which these are averages of the world, left out by the dataset of lifecycle intensities
PROVINCES = 30
ELECTRICITY = ("electricity", "1000", "kWh")


@pytest.mark.parametrize("version", ROWS)
def test_form(version: str) -> None:
    """Units, gases, dates, numbers, catalogue, source and licence are in order."""
    assert rules.faults(version) == []


def test_every_row_of_the_sources_is_used_or_left_out_by_name() -> None:
    """Nothing is dropped in silence."""
    assert {version: (rules.used(version), rules.left_out(version)) for version in ROWS} == ROWS
    assert sum(used + left for used, left in ROWS.values()) + WORLD_ROWS == QUOTED_ROWS


FIGURES = [
    ("cn-mee-electricity@2025-12", "CN", "2021", "CO2", "0.5568"),
    ("cn-mee-electricity@2025-12", "CN", "2022", "CO2", "0.5366"),
    ("cn-mee-electricity@2025-12", "CN", "2023", "CO2", "0.5306"),
    ("cn-mee-electricity@2025-12", "CN/SOUTHWEST", "2022", "CO2", "0.2268"),
    ("cn-mee-electricity@2025-12", "CN/NORTH", "2023", "CO2", "0.6361"),
    ("cn-mee-electricity@2025-12", "CN/GX", "2022", "CO2", "0.4044"),
    ("cn-mee-electricity@2025-12", "CN/GX", "2023", "CO2", "447.6"),
    ("cn-mee-electricity@2025-12", "CN/FJ", "2022", "CO2", "0.4092"),
    ("cn-mee-electricity@2025-12", "CN/FJ", "2023", "CO2", "421.1"),
    ("cn-mee-electricity@2025-12", "CN/YN", "2023", "CO2", "133.3"),
    ("hk-clp-electricity@2019", "HK/CLP", "2019", "CO2", "0.49"),
    ("hk-hke-electricity@2019", "HK/HKE", "2019", "CO2e", "0.81"),
    ("sg-ema-electricity@2018", "SG", "2014", "CO2", "0.4277"),
    ("sg-ema-electricity@2018", "SG", "2017", "CO2", "0.4192"),
    ("id-esdm-electricity@2019", "ID/JAMALI", "2019", "CO2e", "870"),
    ("id-esdm-electricity@2019", "ID", "2019", "CO2e", "776.44"),
    ("id-esdm-electricity@2015", "ID", "2015", "CO2e", "867"),
    ("kr-gir-electricity@2025-12.2", "KR", "2023", "CO2e", "417.3"),
    ("jp-moe-electricity@2024.2", "JP", "2019", "CO2", "0.488"),
    ("jp-moe-electricity@2024.2", "JP", "2023", "CO2", "0.429"),
    ("jp-elcs-electricity@2025.2", "JP", "2024", "CO2", "0.416"),
]


@pytest.mark.parametrize(("version", "geography", "year", "gas", "figure"), FIGURES)
def test_figures(version: str, geography: str, year: str, gas: str, figure: str) -> None:
    """The figures as they are quoted, each of one calendar year."""
    assert rules.gases(version, "electricity", geography, year=year) == {gas: figure}


def test_a_factor_is_of_one_year() -> None:
    """A grid's figure is locked to its year, in Japan from April on; only an average of three years spans more."""
    for version in ROWS:
        for row in rules.factors(version):
            first, last = ("-04-01", "-03-31") if version.startswith("jp-") else ("-01-01", "-12-31")
            assert row["valid_from"].endswith(first)
            assert row["valid_to"].endswith(last)
            years = int(row["valid_to"][:4]) - int(row["valid_from"][:4])
            assert years == (1 if version.startswith("jp-") else 2 if "average of 2020" in row["cell"] else 0)


def test_what_is_not_known_is_left_empty() -> None:
    """Singapore's and Indonesia's tables have no date; of "the following year" the year alone is known."""
    undated = {version for version in ROWS if any(not row["published_on"] for row in rules.factors(version))}
    assert undated == {"sg-ema-electricity@2018", "id-esdm-electricity@2015", "id-esdm-electricity@2019"}
    hke = {row["data_year"]: row["published_on"] for row in rules.factors("hk-hke-electricity@2019")}
    assert hke == {str(year): f"{year + 1}" for year in range(2015, 2020)}


def test_hong_kong_is_not_the_group() -> None:
    """CLP's group prints 0.62 for 2019 and 0.57 for 2020: they are not Hong Kong's."""
    (row,) = rules.factors("hk-clp-electricity@2019")
    assert (row["value"], row["gas"]) == ("0.49", "CO2")


def test_singapore_has_no_figure_without_a_year() -> None:
    """Copies of 0.4085 and 0.408 without a year circulate; neither is here, and the build margin is not either."""
    rows = rules.factors("sg-ema-electricity@2018")
    assert not {"0.4085", "0.408", "0.4018"} & {row["value"] for row in rows}
    assert {row["activity"] for row in rows} == {"electricity", "upstream/electricity"}


def test_part_of_the_upstream_has_to_be_named() -> None:
    """Methane that escapes upstream is not all of the upstream, so it is a variant."""
    rows = [row for row in rules.factors("sg-ema-electricity@2018") if row["activity"] == "upstream/electricity"]
    assert {row["variant"] for row in rows} == {"fugitive_methane_alone"}
    assert {row["gas"] for row in rows} == {"CH4_fossil"}


def test_provinces_of_china() -> None:
    """Thirty provinces of 2023; those of 2022 that are quoted changed, so that a year is never reused."""
    rows = [row for row in rules.factors("cn-mee-electricity@2025-12") if row["data_year"] == "2023"]
    provinces = {row["geography"] for row in rows if row["unit"] == "MWh"}
    assert len(provinces) == PROVINCES
    assert not provinces & {"CN/XZ", "CN/HK", "CN/MO", "CN/TW"}
    for row in rules.factors("cn-mee-electricity@2025-12"):
        if row["data_year"] == "2022" and row["geography"] in provinces:
            (now,) = (each for each in rows if each["geography"] == row["geography"])
            assert Fraction(now["value"]) / 1000 != Fraction(row["value"])


def test_an_average_of_members_is_in_no_default_order() -> None:
    """The average of the Japanese companies is no substitute value: it is used only where it is named."""
    order = {row["dataset"] for row in rules.read(rules.ROOT / "datasets.csv")}
    assert {version.partition("@")[0] for version in ROWS} - order == {"jp-elcs-electricity"}
    source = tomllib.loads((rules.folder("jp-elcs-electricity@2025.2") / "source.toml").read_text(encoding="utf-8"))
    assert "only where carbon.toml names" in source["covers"]


REFUSED = [
    ("SG", "sg-ema-electricity@2018:electricity:SG:kWh:2017-01-01", "2017", 7, Fraction("419.2")),
    ("HK/CLP", "hk-clp-electricity@2019:electricity:HK/CLP:kWh:2019-01-01", "2019", 5, Fraction(490)),
    ("HK/HKE", "hk-hke-electricity@2019:electricity:HK/HKE:kWh:2019-01-01", "2019", 5, Fraction(810)),
    ("ID", "id-esdm-electricity@2019:electricity:ID:MWh:2019-01-01", "2019", 5, Fraction("776.44")),
    ("ID/JAMALI", "id-esdm-electricity@2019:electricity:ID/JAMALI:MWh:2019-01-01", "2019", 5, Fraction(870)),
    ("KR", "kr-gir-electricity@2025-12.2:electricity:KR:MWh:2023-01-01", "2023", 1, Fraction("417.3")),
    ("CN/GD", "cn-mee-electricity@2025-12:electricity:CN/GD:MWh:2023-01-01", "2023", 1, None),
]


@pytest.mark.parametrize(("geography", "newest", "year", "step", "kilograms"), REFUSED)
def test_2024_is_refused_with_the_newest_factor_and_its_remedies(
    tmp_path: Path, geography: str, newest: str, year: str, step: int, kilograms: Fraction | None
) -> None:
    """The newest factor comes first, with its year; an own factor or an allowed step are the remedies."""
    why = folders.refusal(folders.write(tmp_path / "refused", geography, 2024, [ELECTRICITY]), 2024)
    assert why.splitlines()[1] == f"  {newest}: it is for {year}-01-01 to {year}-12-31."
    assert "Remedy: add your own factor to emission_factors/own/" in why
    remedy = f'earlier_years = {{ "electricity" = {step} }}'
    assert remedy in why
    allowed = folders.write(tmp_path / "allowed", geography, 2024, [ELECTRICITY], settings=remedy)
    result = folders.computed(allowed, 2024)
    (substitution,) = result.substitutions
    assert (substitution.factor, substitution.rung) == (newest, Rung.EARLIER_YEAR)
    if kilograms is not None:
        assert result.total(2, Scope2Method.LOCATION) == kilograms


def test_hong_kong_needs_its_company(tmp_path: Path) -> None:
    """Hong Kong has two companies: neither is taken for the whole."""
    why = folders.refusal(folders.write(tmp_path / "a", "HK", 2019, [ELECTRICITY]), 2019)
    assert "give the region as geography: HK/CLP, HK/HKE" in why


COMPUTED = [
    ("KR", 2020, Fraction("454.1")),
    ("KR", 2021, Fraction("454.1")),
    ("KR", 2022, Fraction("454.1")),
    ("KR", 2023, Fraction("417.3")),
    ("CN", 2023, Fraction("530.6")),
    ("CN/EAST", 2023, Fraction("550")),
    ("CN/SOUTH", 2022, Fraction("386.9")),
    ("CN/SC", 2023, Fraction("156.4")),
    ("CN/QH", 2022, Fraction("156.7")),
]


@pytest.mark.parametrize(("geography", "year", "kilograms"), COMPUTED)
def test_a_thousand_kilowatt_hours(tmp_path: Path, geography: str, year: int, kilograms: Fraction) -> None:
    """1,000 kWh, worked out by hand."""
    folder = folders.write(tmp_path / "a", geography, year, [ELECTRICITY])
    assert folders.computed(folder, year).total(2, Scope2Method.LOCATION) == kilograms


def test_residual_mix_of_china_is_for_the_market_based_method(tmp_path: Path) -> None:
    """Without the non-fossil electricity that was traded: 0.5856, where the grid has 0.5366."""
    folder = folders.write(tmp_path / "a", "CN", 2022, [ELECTRICITY])
    result = folders.computed(folder, 2022)
    assert result.total(2, Scope2Method.LOCATION) == Fraction("536.6")
    assert result.total(2, Scope2Method.MARKET) == Fraction("585.6")


def test_korea_single_years_are_for_reference(tmp_path: Path) -> None:
    """Of 2020 to 2022 the approved factor is their average; 450.9 and 431.2 are taken only where they are named."""
    named = 'variants = { "electricity" = "single_year_for_reference" }'
    for year, kilograms in ((2021, Fraction("450.9")), (2022, Fraction("431.2"))):
        folder = folders.write(tmp_path / str(year), "KR", year, [ELECTRICITY], settings=named)
        assert folders.computed(folder, year).total(2, Scope2Method.LOCATION) == kilograms


def test_japan_has_fiscal_years(tmp_path: Path) -> None:
    """0.429 is of fiscal 2023, from April 2023 to March 2024, and was published on 22 December 2023."""
    for year, month in ((2023, "04"), (2024, "03")):
        folder = folders.write(tmp_path / str(year), "JP", year, [ELECTRICITY], month=month)
        assert folders.computed(folder, year).total(2, Scope2Method.LOCATION) == 429
    assert "it is for 2023-04-01 to 2024-03-31" in folders.refusal(
        folders.write(tmp_path / "before", "JP", 2023, [ELECTRICITY]), 2023
    )
    early = folders.write(
        tmp_path / "early", "JP", 2023, [ELECTRICITY], days="factors_as_of = 2023-12-21\n", month="04"
    )
    assert "published on 2023-12-22" in folders.refusal(early, 2023)


def test_shikoku_says_which_of_its_figures(tmp_path: Path) -> None:
    """The unadjusted 0.376 is not for customers, who report the residual menu's 0.457: one of them is named."""
    lines = [ELECTRICITY]
    why = folders.refusal(folders.write(tmp_path / "a", "JP/YONDEN", 2025, lines, month="04"), 2025)
    assert '"residual_menu"' in why
    assert '"unadjusted"' in why
    for variant, kilograms in (("residual_menu", 457), ("unadjusted", 376)):
        named = f'variants = {{ "electricity" = "{variant}" }}'
        folder = folders.write(tmp_path / variant, "JP/YONDEN", 2025, lines, settings=named, month="04")
        assert folders.computed(folder, 2025).total(2, Scope2Method.LOCATION) == kilograms


def test_a_dataset_to_be_named_is_offered(tmp_path: Path) -> None:
    """Japan in fiscal 2024: the average of the companies is offered by name, and used only so."""
    why = folders.refusal(folders.write(tmp_path / "a", "JP", 2024, [ELECTRICITY], month="04"), 2024)
    assert "name the dataset jp-elcs-electricity in carbon.toml" in why
    named = 'datasets = ["own", "jp-moe-electricity", "jp-elcs-electricity"]'
    folder = folders.write(tmp_path / "b", "JP", 2024, [ELECTRICITY], settings=named, month="04")
    assert folders.computed(folder, 2024).total(2, Scope2Method.LOCATION) == Fraction(416)


def test_a_year_is_known_by_its_last_day(tmp_path: Path) -> None:
    """Hong Kong Electric's figure of 2018 was published in 2019: by the last day of that it was there."""
    for day, is_there in (("2019-12-30", False), ("2019-12-31", True)):
        days = f"factors_as_of = {day}\n"
        folder = folders.write(tmp_path / day, "HK/HKE", 2018, [ELECTRICITY], days=days)
        if is_there:
            assert folders.computed(folder, 2018).total(2, Scope2Method.LOCATION) == 800
        else:
            assert "was published in 2019 (known no closer, so its last day counts)" in folders.refusal(folder, 2018)


def test_publications_of_the_day(tmp_path: Path) -> None:
    """By March 2025 China's factors of 2023 were not published."""
    folder = folders.write(tmp_path / "a", "CN", 2023, [ELECTRICITY], days="factors_as_of = 2025-03-31\n")
    assert "published on 2025-12-31" in folders.refusal(folder, 2023)
    assert carbon.inventory(folders.write(tmp_path / "b", "CN", 2023, [ELECTRICITY]), year=2023).total(
        2, Scope2Method.LOCATION
    )
