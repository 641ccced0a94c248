"""Freeze, verify, diff: an inventory that is frozen stays what it was, and whatever moves is named with its tonnes."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import carbon
from carbon import library
from carbon.accounting import lock
from carbon.cli import main
from carbon.factors.datasets.versions import MANIFEST, manifest_rows, manifest_text
from carbon.model.terms import Scope2Method

ROOT = Path(__file__).parents[2]
KGI = ROOT / "docs" / "examples" / "kgi"
GRID = "tw-moea-electricity/2026-06/factors.csv"


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def years(result: Result) -> dict[int, dict[str, Any]]:
    """Return the objects of a JSON answer by year."""
    found = [json.loads(line, parse_float=Fraction) for line in result.stdout.splitlines()]
    return {one["year"]: one for one in found}


def replaced(path: Path, old: str, new: str) -> None:
    """Replace a text that stands in a file once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def cell(path: Path, column: str, value: str, **where: str) -> Fraction:
    """Put another value into one cell of a table; return the old one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    (row,) = [row for row in rows if all(row[key] == one for key, one in where.items())]
    old, row[column] = row[column], value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    sealed(path)
    return Fraction(old)


def sealed(path: Path) -> None:
    """Write the manifest of the library anew, as a release that changes a version in place would."""
    root = next(folder for folder in path.parents if (folder / MANIFEST).exists())
    (root / MANIFEST).write_text(manifest_text(manifest_rows(root)), encoding="utf-8")


@pytest.fixture(scope="module")
def frozen_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Freeze KGI's three years, once for all tests."""
    folder = tmp_path_factory.mktemp("frozen") / "kgi"
    shutil.copytree(KGI, folder)
    result = run("freeze", folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def frozen(frozen_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the frozen folder, to be changed."""
    return Path(shutil.copytree(frozen_once, tmp_path / "kgi"))


@pytest.fixture
def factors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the library's tables, which stands in for them."""
    copy = Path(shutil.copytree(library.emission_factors(), tmp_path / "emission_factors"))
    monkeypatch.setattr(library, "emission_factors", lambda: copy)
    return copy


def test_frozen_years_verify(frozen: Path) -> None:
    """Freeze, then verify, agrees, in a table and in JSON."""
    result = run("verify", frozen)
    assert (result.exit_code, result.stdout.count("identical to the last digit")) == (0, 3)
    found = years(run("verify", frozen, "--format", "json"))
    assert all(one["agrees"] and not one["altered"] and not one["library"]["totals"] for one in found.values())


def test_a_lock_is_read_as_it_was_written(frozen: Path) -> None:
    """read(write(x)) = x, and freezing again writes the same bytes."""
    path = frozen / "carbon.lock"
    before = path.read_text(encoding="utf-8")
    assert lock.lock_text(lock.parse_lock(before)) == before
    assert run("freeze", frozen).exit_code == 0
    assert path.read_text(encoding="utf-8") == before


def test_a_frozen_inventory_says_so_and_is_the_same(frozen: Path) -> None:
    """All that the result says is the same bytes, but for the word that it is frozen."""
    plain, now = (run("inventory", folder, "--format", "json", "--no-inputs") for folder in (KGI, frozen))
    assert now.stdout.count('"frozen": true') == 3
    assert now.stdout.replace('"frozen": true', '"frozen": false') == plain.stdout
    assert "frozen 2022, 2023, 2024" in run("inventory", frozen).stdout


def _newer_grid(factors: Path) -> None:
    """Publish another series of Taiwan's electricity, in time for every inventory year."""
    newer = Path(
        shutil.copytree(factors / "tw-moea-electricity" / "2026-06", factors / "tw-moea-electricity" / "later")
    )
    with (newer / "factors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["value"] = str(Decimal(row["value"]) + Decimal("0.25"))
        day = row["published_on"]
        row["published_on"] = f"{day[:7]}-28" if day[8:] < "28" else day
    with (newer / "factors.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_newer_dataset_moves_nothing_that_is_frozen(frozen: Path, factors: Path) -> None:
    """The frozen factor is used, verify agrees, and says what the library would choose; --thaw takes it."""
    before = run("inventory", frozen, "--format", "json", "--no-inputs").stdout
    _newer_grid(factors)
    assert run("inventory", frozen, "--format", "json", "--no-inputs").stdout == before
    result = run("verify", frozen, "--format", "json")
    found = years(result)
    assert result.exit_code == 0
    assert all(one["agrees"] for one in found.values())
    (move,) = found[2022]["library"]["factors"]
    assert (move["was"], move["now"]) == (
        "tw-moea-electricity@2026-06:electricity:TW:kWh:2021-01-01",
        "tw-moea-electricity@later:electricity:TW:kWh:2021-01-01",
    )
    assert move["t_co2e_location_based"] == Fraction("17357.10") / 4
    thawed = run("inventory", frozen, "--year", "2022", "--thaw", "--format", "json").stdout
    (total,) = [one for one in json.loads(thawed)["totals"] if one["scope2_method"] == "location_based"]
    assert total["t_co2e"] == pytest.approx(8834.7639 + 17357.10 / 4)


def test_one_digit_of_a_factor(frozen: Path, factors: Path) -> None:
    """A released value that was changed is named with the tonnes; the frozen one is used all the same."""
    where = {"activity": "electricity", "valid_from": "2023-01-01", "geography": "TW", "variant": ""}
    assert cell(factors / GRID, "value", "0.495", **where) == Fraction("0.494")
    result = run("verify", frozen, "--format", "json")
    found = years(result)
    assert (result.exit_code, [year for year, one in found.items() if not one["agrees"]]) == (1, [2024])
    (move,) = found[2024]["altered"]
    assert move["name"] == "tw-moea-electricity@2026-06:electricity:TW:kWh:2023-01-01"
    assert (move["was"], move["now"]) == ("CO2e 0.494 (co2e:unstated) kg/kWh", "CO2e 0.495 (co2e:unstated) kg/kWh")
    assert move["t_co2e_location_based"] == Fraction("15.155776")
    assert move["t_co2e_market_based"] == Fraction("11.549730")
    assert found[2024]["changes"]["totals"] == []
    assert "0.494" in run("verify", frozen).stdout


def test_a_heating_value_and_a_gwp(frozen: Path, factors: Path) -> None:
    """Other values of the library under the same name are named too."""
    cell(factors / "tw-moenv-604/6.0.4/heating_values.csv", "value", "8410", fuel="diesel", unit="L")
    cell(factors / "gwp.csv", "value", "274", gwp_set="AR6_GWP100", gas="N2O")
    found = years(run("verify", frozen, "--year", "2022", "--format", "json"))[2022]
    causes = {one["cause"]: one for one in found["altered"]}
    assert (causes["gwp"]["name"], causes["gwp"]["was"], causes["gwp"]["now"]) == ("AR6_GWP100 N2O", "273", "274")
    assert causes["heating_value"]["was"] == "8400 kcal/L"
    inventory = json.loads(run("inventory", KGI, "--year", "2022", "--thaw", "--format", "json").stdout)
    before = json.loads(run("inventory", frozen, "--year", "2022", "--format", "json").stdout)
    moved = inventory["totals"][0]["t_co2e"] - before["totals"][0]["t_co2e"]
    assert sum(float(one["t_co2e_location_based"]) for one in found["altered"]) == pytest.approx(moved, abs=3e-6)


def test_one_byte_of_an_input(frozen: Path) -> None:
    """A quantity that was changed is named by its file, its activity and the tonnes; nothing is computed with it."""
    replaced(frozen / "activity" / "electricity.csv", "electricity,17357.10,", "electricity,17357.20,")
    found = years(run("verify", frozen, "--format", "json"))
    assert [year for year, one in found.items() if not one["agrees"]] == [2022]
    (moved,) = found[2022]["changes"]["inputs"]
    assert (moved["file"], moved["t_co2e_location_based"]) == ("activity/electricity.csv", Fraction("0.0509"))
    assert {one["name"] for one in found[2022]["changes"]["quantities"]} == {"electricity (TW)"}
    assert found[2023]["changes"]["inputs"][0]["t_co2e_location_based"] == 0
    refused = run("inventory", frozen, "--year", "2022")
    assert refused.exit_code == 1
    assert "activity/electricity.csv: moved-input" in refused.stderr
    assert run("inventory", frozen, "--year", "2022", "--thaw").exit_code == 0


def test_another_gwp_set(frozen: Path) -> None:
    """The GWPs that moved are named gas by gas, with the tonnes, and the file with all of them."""
    replaced(frozen / "carbon.toml", "AR6_GWP100", "AR5_GWP100")
    found = years(run("verify", frozen, "--year", "2022", "--format", "json"))[2022]
    moves = {one["name"]: one for one in found["changes"]["factors"]}
    assert {one["cause"] for one in moves.values()} == {"gwp"}
    assert (moves["N2O"]["was"], moves["N2O"]["now"]) == ("AR6_GWP100 273", "AR5_GWP100 265")
    (moved,) = found["changes"]["inputs"]
    assert moved["file"] == "carbon.toml"
    total = sum(one["t_co2e_location_based"] for one in moves.values())
    assert abs(moved["t_co2e_location_based"] - total) <= Fraction("0.000001")
    assert total < 0


def test_a_new_year_in_the_settings_moves_no_frozen_one(frozen: Path) -> None:
    """A frozen year is computed on, since it takes the same from the file; verify names the file, and agrees."""
    with (frozen / "carbon.toml").open("a", encoding="utf-8") as file:
        file.write("\n[years.2025]\nstart = 2025-01-01\nend = 2025-12-31\n")
    assert run("inventory", frozen, "--year", "2024").exit_code == 0
    result = run("verify", frozen, "--year", "2024")
    assert result.exit_code == 0
    assert "changed, but not in what 2024 takes from it" in result.stdout
    again = run("freeze", frozen, "--year", "2024", "--format", "json")
    assert json.loads(again.stdout)["outcome"] == "renewed"
    assert run("verify", frozen, "--year", "2024").exit_code == 0


def test_an_instrument_moves_the_market_based_figure(frozen: Path) -> None:
    """More certificates: market-based falls, location-based does not, and instruments.csv is named."""
    text = (frozen / "instruments.csv").read_text(encoding="utf-8")
    assert "209.57" in text
    (frozen / "instruments.csv").write_text(text.replace("209.57", "219.57"), encoding="utf-8")
    found = years(run("verify", frozen, "--year", "2022", "--format", "json"))[2022]
    (moved,) = found["changes"]["inputs"]
    assert (moved["file"], moved["t_co2e_location_based"]) == ("instruments.csv", 0)
    assert moved["t_co2e_market_based"] == Fraction("-5.09")


def test_freezing_again_refuses_other_figures(frozen: Path) -> None:
    """What is frozen is not written over: --accept-inputs keeps the factors, --thaw takes the library's."""
    replaced(frozen / "activity" / "electricity.csv", "electricity,17357.10,", "electricity,17357.20,")
    before = (frozen / "carbon.lock").read_bytes()
    refused = run("freeze", frozen)
    assert refused.exit_code == 1
    assert "moved-figures" in refused.stderr
    assert "0.050900 t (location-based)" in refused.stderr
    assert (frozen / "carbon.lock").read_bytes() == before
    accepted = years(run("freeze", frozen, "--accept-inputs", "--format", "json"))
    assert {year: one["outcome"] for year, one in accepted.items()} == {
        2022: "replaced",
        2023: "renewed",
        2024: "renewed",
    }
    assert run("verify", frozen).exit_code == 0
    assert run("freeze", frozen, "--thaw").exit_code == 0
    assert run("verify", frozen).exit_code == 0


def test_a_lock_that_was_edited(frozen: Path) -> None:
    """A figure that does not follow from what is frozen is no agreement, though no input has moved."""
    replaced(
        frozen / "carbon.lock",
        '{figure = "scope1", value = "583891.58770183629744"',
        '{figure = "scope1", value = "583891.58770183629745"',
    )
    found = years(run("verify", frozen, "--year", "2022", "--format", "json"))[2022]
    assert not found["agrees"]
    assert [one["figure"] for one in found["changes"]["totals"]] == ["scope1"]


def test_a_unit_that_means_something_else(frozen: Path, factors: Path) -> None:
    """Neither input nor factor has moved: then it is a rule, and it is named so."""
    text = (factors / "units.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("kcal,"))
    changed = line.replace("4.1868", "4.2").replace("4186.8", "4200")
    assert changed != line
    (factors / "units.csv").write_text(text.replace(line, changed), encoding="utf-8")
    sealed(factors / "units.csv")
    found = years(run("verify", frozen, "--year", "2022", "--format", "json"))[2022]
    assert not found["agrees"]
    assert {one["cause"] for one in found["changes"]["quantities"]} == {"rule"}
    refused = run("inventory", frozen, "--year", "2022")
    assert (refused.exit_code, "moved-figures" in refused.stderr) == (1, True)


def test_diff_of_years_and_of_locks(frozen: Path) -> None:
    """Two years of a folder, from the folder or its lock, differ by the same moves, and these explain the totals."""
    by_folder = run("diff", f"{KGI}@2023", f"{KGI}@2024", "--format", "json")
    one = json.loads(by_folder.stdout, parse_float=Fraction)
    by_lock = json.loads(
        run("diff", frozen / "carbon.lock", "--year", "2023", "--year", "2024", "--format", "json").stdout,
        parse_float=Fraction,
    )
    assert {key: by_lock[key] for key in ("totals", "accounts", "factors", "quantities")} == {
        key: one[key] for key in ("totals", "accounts", "factors", "quantities")
    }
    moves = [*one["factors"], *one["quantities"]]
    for method in ("location_based", "market_based"):
        assert sum(move[f"t_co2e_{method}"] for move in moves) == one["change_t_co2e"][method]
    sizes = [max(abs(move["t_co2e_location_based"]), abs(move["t_co2e_market_based"])) for move in one["quantities"]]
    in_totals = [size for size in sizes if size]
    assert in_totals == sorted(in_totals, reverse=True)


def test_diff_of_a_folder_and_its_lock(frozen: Path) -> None:
    """A folder does not differ from its own lock."""
    result = run("diff", frozen / "carbon.lock", frozen, "--year", "2022")
    assert (result.exit_code, "Nothing differs." in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["docs/examples/kgi"], "two of its years"),
        (["docs/examples/kgi@2019", "docs/examples/kgi@2024"], "2019"),
        (["docs/examples/kgi", "docs/examples/trade_van"], "no year in common"),
        (["docs/examples/nowhere@2024", "docs/examples/kgi@2024"], "no such folder"),
    ],
)
def test_sides_that_cannot_be_compared(arguments: list[str], words: str) -> None:
    """It says what is missing, and calculates nothing."""
    result = run("diff", *arguments)
    assert result.exit_code == 1
    assert words in result.stderr


def test_an_upgrade_is_previewed_and_applied(tmp_path: Path) -> None:
    """Nothing is written without --apply; with it the years come to what the preview said, comments and all."""
    folder = Path(shutil.copytree(KGI, tmp_path / "kgi"))
    before = (folder / "carbon.toml").read_text(encoding="utf-8")
    arguments = ("factors", "upgrade", folder, "--to", "tw-moea-electricity@2026-06", "--format", "json")
    preview = json.loads(run(*arguments).stdout, parse_float=Fraction)
    assert (folder / "carbon.toml").read_text(encoding="utf-8") == before
    assert (preview["base_year"]["year"], preview["base_year"]["recalculate"]) == (2022, None)
    assert preview["base_year"]["effect_t_co2e"]["location_based"] == Fraction("-242.9994")
    applied = run(*arguments, "--apply")
    assert applied.exit_code == 0, applied.output
    after = (folder / "carbon.toml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in after.splitlines() if line.startswith("#")
    ]
    now = {
        one["inventory_year"]: one
        for one in map(json.loads, run("inventory", folder, "--format", "json").stdout.splitlines())
    }
    for year in preview["years"]:
        (total,) = [
            one for one in year["totals"] if (one["figure"], one["scope2_method"]) == ("scope2", "market_based")
        ]
        assert float(total["now"]) == now[year["year"]]["totals"][2]["t_co2e"]


@pytest.mark.parametrize(("threshold", "recalculate"), [("5%", False), ("1.5%", True)])
def test_the_significance_threshold_decides(tmp_path: Path, threshold: str, *, recalculate: bool) -> None:
    """The base year is recalculated from the organisation's own threshold on."""
    folder = Path(shutil.copytree(KGI, tmp_path / "kgi"))
    text = (folder / "carbon.toml").read_text(encoding="utf-8")
    (folder / "carbon.toml").write_text(f'significance_threshold = "{threshold}"\n{text}', encoding="utf-8")
    result = run("factors", "upgrade", folder, "--to", "tw-moea-electricity@2026-06", "--format", "json")
    assert json.loads(result.stdout)["base_year"]["recalculate"] is recalculate


def test_an_upgrade_leaves_frozen_years_alone(frozen: Path) -> None:
    """They are named, and --thaw includes them."""
    arguments = ("factors", "upgrade", frozen, "--to", "tw-moea-electricity@2026-06", "--format", "json")
    found = json.loads(run(*arguments).stdout)
    assert (found["frozen_years"], found["years"]) == ([2022, 2023, 2024], [])
    assert [one["year"] for one in json.loads(run(*arguments, "--thaw").stdout)["years"]] == [2022, 2023, 2024]


@pytest.mark.parametrize(
    "text",
    ["years = 3", "years = [1]", "[years.2024]", "[years.x]", "", "x = [", 'years = {2024 = {start = "x"}}', "\udcff"],
)
def test_something_else_than_a_lock(frozen: Path, text: str) -> None:
    """Whatever stands there, it is refused in words, and with --thaw it is not looked at."""
    (frozen / "carbon.lock").write_bytes(f"format = 2\n{text}\n".encode(errors="surrogateescape"))
    refused = run("inventory", frozen, "--year", "2024")
    assert refused.exit_code == 1
    assert "carbon.lock: broken-lock" in refused.stderr
    assert "object" not in refused.stderr
    assert run("inventory", frozen, "--year", "2024", "--thaw").exit_code == 0


def test_a_frozen_year_that_is_declared_no_more(frozen: Path) -> None:
    """It does not agree, and the others do."""
    text = (frozen / "carbon.toml").read_text(encoding="utf-8")
    start = text.index("[years.2022]")
    (frozen / "carbon.toml").write_text(text[:start] + text[text.index("[years.2023]") :], encoding="utf-8")
    result = run("verify", frozen)
    assert result.exit_code == 1
    assert "carbon.toml does not declare it any more" in result.stdout


def test_a_factor_of_a_supplier_is_explained(tmp_path: Path) -> None:
    """The tree says for whom a factor is meant, in both languages."""
    own = tmp_path / "emission_factors" / "own" / "2024"
    own.mkdir(parents=True)
    (own / "source.toml").write_text('licence = "ours"\n', encoding="utf-8")
    (own / "factors.csv").write_text(
        "activity,geography,valid_from,unit,gas,value,value_is,cell,supplier\n"
        "heat,TW,2024-01-01,GJ,CO2e,60,co2e:unstated,page 1,District Heat Ltd\n",
        encoding="utf-8",
    )
    (tmp_path / "carbon.toml").write_text(
        'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n[years.2024]\n', encoding="utf-8"
    )
    (tmp_path / "activity").mkdir()
    (tmp_path / "activity" / "heat.csv").write_text(
        "activity,quantity,unit,period,supplier\nheat,10,GJ,2024-03,district heat ltd\n", encoding="utf-8"
    )
    assert "meant for the supplier" in run("explain", "scope2/heat", tmp_path).stdout
    assert "供應商係數" in run("explain", "scope2/heat", tmp_path, "--language", "zh").stdout


def test_the_library_is_held_against_its_manifest(factors: Path) -> None:
    """A table of the library that was edited is refused when it is used, with the file's name."""
    text = (factors / GRID).read_text(encoding="utf-8")
    (factors / GRID).write_text(text.replace("0.494", "0.1"), encoding="utf-8")
    refused = run("inventory", KGI, "--year", "2024")
    assert refused.exit_code == 1
    assert f"library/emission_factors/{GRID}: changed-dataset" in refused.stderr


def test_a_difference_says_how_it_was_split() -> None:
    """KGI's grid from 2022 to 2024: −224.59 t in this order, −212.68 t by the logarithmic mean."""
    result = run("diff", f"{KGI}@2022", f"{KGI}@2024")
    assert "Split in this order: quantity, factor, heating value, instrument, GWP." in " ".join(result.stdout.split())
    text = run("diff", f"{KGI}@2022", f"{KGI}@2024", "--format", "json").stdout
    found = json.loads(text, parse_float=Decimal)
    assert found["split_in_order"] == ["quantity", "factor", "heating_value", "instrument", "gwp"]
    (grid,) = [one for one in found["factors"] if one["name"] == "electricity (TW)"]
    assert grid["t_co2e_market_based"] == Decimal("-224.591772")


def test_one_cause_has_no_order(frozen: Path) -> None:
    """Where a quantity alone has moved, there is nothing to split."""
    replaced(frozen / "activity" / "fuels.csv", "petrol/mobile,55854.75,", "petrol/mobile,55854.76,")
    moved = run("verify", frozen, "--year", "2022").stdout
    assert "quantity: petrol/mobile (TW)" in moved
    assert "Split in this order" not in moved


def test_a_later_bill_that_takes_a_day_of_a_frozen_year_is_named(tmp_path: Path) -> None:
    """The last bill of a year is a day shorter when the next begins on its last day: no command passes that over."""
    header, folder = "activity,quantity,unit,start,end,meter\n", tmp_path / "folder"
    (folder / "activity").mkdir(parents=True)
    years = "".join(f"[years.{year}]\nstart = {year}-01-01\nend = {year}-12-31\n" for year in (2023, 2024))
    (folder / "carbon.toml").write_text(
        f'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n{years}', encoding="utf-8"
    )
    bill = f"{header}electricity,6200,kWh,2023-12-01,2024-01-31,M\n"
    (folder / "activity" / "a.csv").write_text(bill, encoding="utf-8")
    assert run("freeze", folder, "--year", "2023").exit_code == 0
    bill = f"{header}electricity,3100,kWh,2024-01-31,2024-02-29,M\n"
    (folder / "activity" / "b.csv").write_text(bill, encoding="utf-8")
    both = [f"{folder}@{year}" for year in (2023, 2024)]
    for command in (["inventory", folder], ["explain", "scope2", folder], ["diff", *both], ["check", folder]):
        refused = run(*command)
        assert refused.exit_code == 1
        said = " ".join((refused.stdout + refused.stderr).split())
        assert "carbon.lock: moved-figures" in said
        assert "activity/b.csv row 2 and activity/a.csv row 2" in said
    assert run("freeze", folder, "--year", "2023", "--accept-inputs").exit_code == 0
    assert run("inventory", folder).exit_code == 0


def test_what_files_come_to_adds_up(tmp_path: Path) -> None:
    """Of a bill that another file's bill shortens too: its last day, of another year here, is counted once."""
    (tmp_path / "activity").mkdir()
    settings = 'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "AR5_GWP100"\n[years.2023]\n[years.2024]\n'
    (tmp_path / "carbon.toml").write_text(settings, encoding="utf-8")
    bills = {"winter": "1000,2023-12-02,2024-01-01", "later": "900,2024-01-01,2024-01-31"}
    for name, bill in bills.items():
        text = f"activity,unit,meter,quantity,start,end\nelectricity,kWh,07-1,{bill}\n"
        (tmp_path / "activity" / f"{name}.csv").write_text(text, encoding="utf-8")
    assert run("freeze", tmp_path).exit_code == 0
    years = lock.parse_lock((tmp_path / "carbon.lock").read_text(encoding="utf-8")).years
    totals = {result.year: result.total(2, Scope2Method.LOCATION) for result in carbon.inventories(tmp_path)}
    assert {year: sum(file.kg_co2e or 0 for file in locked.inputs) for year, locked in years.items()} == totals
    assert [file.file for file in years[2023].inputs if file.kg_co2e] == ["activity/winter.csv"]
    assert [file.file for file in years[2024].inputs if file.kg_co2e] == ["activity/later.csv"]
