"""`carbon target` as a command: the keys of its JSON and their order, its words, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import carbon
from carbon.cli import main
from carbon.model.problems import ProblemsError

ROOT = Path(__file__).resolve().parents[2]
KGI = ROOT / "docs" / "examples" / "kgi"
ASKED = (
    "--rule", "sbti-aca-2020", "--base-year", "2022", "--target-year", "2030", "--scopes", "1,2",
    "--scope2-method", "market_based",
)  # fmt: skip
FIRST_KEYS = [
    "rule", "scopes", "scope2_method", "boundary", "base_year", "base_t_co2e", "minimum_reduction_percent", "path",
    "checks", "progress",
]  # fmt: skip
SETTINGS = """organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"
[years.2022]
[years.2023]
"""
ROWS = """activity,quantity,unit,period
electricity,1000,MWh,2022
electricity,900,MWh,2023
petrol/mobile,1000,L,2022
petrol/mobile,900,L,2023
"""


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["target", *map(str, arguments)], prog_name="carbon")


def read(*arguments: str) -> dict[str, Any]:
    """Run the command and read its JSON, numbers as they are written."""
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout, parse_float=Decimal)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small inventory folder, scope 1 and 2, two years, no base year."""
    (tmp_path / "activity").mkdir()
    (tmp_path / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "activity" / "all.csv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_keys_and_their_order() -> None:
    """The first keys are the contract; others follow them."""
    found = read(str(KGI), *ASKED)
    assert list(found)[: len(FIRST_KEYS)] == FIRST_KEYS
    assert list(found["path"][0]) == ["year", "reduction_percent", "t_co2e"]
    assert list(found["checks"][0])[:4] == ["check", "met", "found", "required"]
    assert list(found["progress"][0]) == [
        "year", "t_co2e", "path_t_co2e", "reduction_percent", "required_percent_per_year",
    ]  # fmt: skip
    assert (found["rule"], found["scopes"], found["scope2_method"]) == ("sbti-aca-2020", [1, 2], "market_based")
    assert found["boundary"] == "Taiwan"
    assert found["base_t_co2e"] == Decimal("9311.984358")
    assert found["minimum_reduction_percent"] == Decimal("42.0")


def test_path_and_progress() -> None:
    """The path starts with the base year at 0 and ends at the target; six decimals at most."""
    found = read(str(KGI), *ASKED)
    path = {point["year"]: (point["reduction_percent"], point["t_co2e"]) for point in found["path"]}
    assert list(path) == list(range(2022, 2031))
    assert path[2022] == (Decimal("0.0"), Decimal("9311.984358"))
    assert path[2025] == (Decimal("15.75"), Decimal("7845.346821"))
    assert path[2030] == (Decimal("42.0"), Decimal("5400.950927"))
    last = found["progress"][-1]
    assert last == {
        "year": 2024,
        "t_co2e": Decimal("6167.983389"),
        "path_t_co2e": Decimal("8334.226"),
        "reduction_percent": Decimal("33.762954"),
        "required_percent_per_year": Decimal("1.372841"),
    }
    other = found["other_scope2_method"]
    assert other["scope2_method"] == "location_based"
    assert other["progress"][-1]["reduction_percent"] == Decimal("15.599736")


@pytest.mark.parametrize(
    ("day", "in_force", "window"),
    [("2025-03-01", True, True), ("2026-04-29", True, True), ("2026-04-30", False, True), ("2026-07-01", False, False)],
)
def test_submission(day: str, in_force: bool, window: bool) -> None:
    """A rule is in force up to its last day; the first half of a year counts from the year before."""
    met = {check["check"]: check["met"] for check in read(str(KGI), *ASKED, "--submitted", day)["checks"]}
    assert (met["in_force"], met["window"]) == (in_force, window)


def test_what_is_not_about_emissions() -> None:
    """Tonnes are null, and the figure stands in a key of its own."""
    share = read(str(KGI), "--rule", "kgi-renewable")
    assert (share["scopes"], share["base_t_co2e"], share["minimum_reduction_percent"]) == ([], None, None)
    assert share["path"][-1] == {"year": 2030, "reduction_percent": None, "t_co2e": None, "value": Decimal("40.0")}
    assert (share["unit"], share["progress"][-1]["t_co2e"]) == ("%", None)
    assert share["progress"][-1]["value"] == Decimal("23.793213")
    water = read(str(KGI), "--rule", "kgi-water")
    assert (water["unit"], water["path"][1]["value"]) == ("m3", Decimal("101484.9"))


def test_intensity_has_its_absolute_effect() -> None:
    """An intensity never stands alone."""
    economic = ("--rule", "sbti-intensity-economic", "--metric", "net_revenue", "--target-year", "2030")
    found = read(str(KGI), *economic, "--growth", "3%")
    assert found["unit"] == "t CO2e/million_TWD"
    assert found["minimum_reduction_percent"] == Decimal("51.601769")
    assert found["absolute_effect"]["growth_percent_per_year"] == Decimal("3.0")
    assert found["absolute_effect"]["reduction_percent"] < 0
    table = run(str(KGI), *economic).output
    assert "In emissions: " in table
    assert "with 37,447.299 million_TWD (as in 2024)" in table


def test_sector_file(tmp_path: Path) -> None:
    """A sector's curve is the user's own file."""
    curve = tmp_path / "sector.csv"
    curve.write_text("year,intensity,activity\n2018,0.5,100\n2050,0.01,100\n", encoding="utf-8")
    sda = ("--rule", "sda", "--metric", "net_revenue", "--target-year", "2030", "--sector", str(curve))
    found = read(str(KGI), *sda)
    assert any("sector.csv" in note for note in found["notes"])
    assert any("share" in note for note in found["notes"])
    curve.write_text("year,intensity\n2030,0.5\n2050,0.01\n", encoding="utf-8")
    assert "from 2030 to 2050" in run(str(KGI), *sda).output


def test_languages() -> None:
    """The words are English or Chinese, the figures the same."""
    english, chinese = (run(str(KGI), *ASKED, "--language", language).output for language in ("en", "zh"))
    assert "location-based 15.60 % lower" in english
    assert "地區基準減少15.60 %" in chinese
    assert "未評估" in chinese
    assert "not assessed" in english
    for figure in ("8,823.105", "5,400.951", "10.35 %"):
        assert figure in english
        assert figure in chinese


def test_csv() -> None:
    """One figure per row: every year of the path, every inventory year, every check."""
    rows = list(csv.DictReader(io.StringIO(run(str(KGI), *ASKED, "--format", "csv").output)))
    cells = {(row["series"], row["year"], row["figure"]): row["value"] for row in rows}
    assert [year for series, year, name in cells if (series, name) == ("path", "t_co2e")] == list(
        map(str, range(2022, 2031))
    )
    assert cells["path", "2023", "t_co2e"] == "8823.105179"
    assert cells["progress", "2024", "t_co2e"] == "6167.983389"
    assert ("progress", "2030", "t_co2e") not in cells
    assert cells["checks/coverage", "", "met"] == "false"


def test_list() -> None:
    """Every rule with its status and dates; a folder's own are listed with it."""
    assert "superseded" in run("--list").output
    listed = json.loads(run(str(KGI), "--list", "--format", "json").output)
    by_id = {rule["rule"]: rule for rule in listed}
    assert by_id["sbti-aca-2020"]["valid_to"] == "2026-04-29"
    assert by_id["kgi-reduction"]["status"] == "own"
    assert "kgi-reduction" not in run("--list").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--scopes", "1,2,3"), "Set separate targets: --scopes 1,2 and --scopes 3."),
        (("--target-year", "2022"), "target-before-base"),
        (("--base-year", "2019"), "The base year 2019 has no inventory. There is: 2022, 2023, 2024."),
        (("--rule", "sbti-aca2020"), 'Nearest: "sbti-aca-2020"'),
        (("--rate", "5%"), "Leave --rate out."),
        (("--submitted", "2021-06-01"), "before its base year 2022 began"),
    ],
)
def test_refusals(arguments: tuple[str, str], words: str) -> None:
    """What does not fit is refused with the remedy, and nothing is printed."""
    chosen = dict(zip(ASKED[::2], ASKED[1::2], strict=True)) | {arguments[0]: arguments[1]}
    result = run(str(KGI), *(word for pair in chosen.items() for word in pair))
    assert result.exit_code == 1
    assert words in result.stderr
    assert not result.stdout


@pytest.mark.parametrize("arguments", [(), ("docs/examples/kgi",), ("--rule", "re-share")])
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    """Without a folder or a rule there is nothing to work out."""
    assert run(*arguments).exit_code == 2


def test_never_over_its_inputs(folder: Path) -> None:
    """A file that is read is not written over."""
    settings = folder / "carbon.toml"
    result = run(str(folder), *ASKED, "-o", str(settings))
    assert result.exit_code == 2
    assert settings.read_text(encoding="utf-8") == SETTINGS


def test_boundary_in_settings(folder: Path) -> None:
    """Without a boundary nothing is said about it; with one, what is left out is counted."""

    def checks() -> dict[str, bool | None]:
        asked = ("--rule", "sbti-aca-2020", "--base-year", "2022", "--target-year", "2030")
        return {check["check"]: check["met"] for check in read(str(folder), *asked)["checks"]}

    assert (checks()["boundary"], checks()["coverage"], checks()["scope_3"]) == (None, None, None)
    (folder / "carbon.toml").write_text(f'boundary = "Taiwan"\n{SETTINGS}', encoding="utf-8")
    assert (checks()["boundary"], checks()["coverage"]) == (True, True)
    outside = '[[outside_boundary]]\nwhat = "depot"\nyear = 2022\nt_co2e = "{}"\nscopes = [{}]\n'
    for tonnes, scopes, met in (("10", "1", True), ("100.5", "2", False), ("10", "2, 3", None)):
        text = f'boundary = "Taiwan"\n{SETTINGS}{outside.format(tonnes, scopes)}'
        (folder / "carbon.toml").write_text(text, encoding="utf-8")
        assert (checks()["boundary"], checks()["coverage"]) == (True, met)


def test_own_rule(folder: Path) -> None:
    """A rule of the folder's own is found by its id; a broken one is named with its line."""
    own = folder / "scenarios" / "targets"
    own.mkdir(parents=True)
    rule = 'title = "Ours"\nform = "reduction_points"\nstatus = "own"\nquantity = "emissions"\nsource = "Board, 2024"\n'
    rule += "[parameters.points_percent]\n2030 = 33.3\n[defaults]\nbase_year = 2022\n"
    (own / "ours.toml").write_text(rule, encoding="utf-8")
    assert read(str(folder), "--rule", "ours")["minimum_reduction_percent"] == Decimal("33.3")
    (own / "ours.toml").write_text(rule.replace("33.3", '"a third"'), encoding="utf-8")
    broken = run(str(folder), "--rule", "ours")
    assert "scenarios/targets/ours.toml row 7, parameters.points_percent.2030: bad-rule" in broken.stderr


def test_from_python() -> None:
    """The same from Python, where a percentage has its sign too."""
    assert carbon.target(KGI, rule="re-share", target_year=2030, share="40 %").line(2030) == Fraction(2, 5)
    for share in ("40", "0.4"):
        with pytest.raises(ProblemsError, match="Write it with its sign"):
            carbon.target(KGI, rule="re-share", target_year=2030, share=share)
