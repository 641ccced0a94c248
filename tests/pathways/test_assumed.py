"""What a pathway was assumed to go by, and what goes beyond what there is: in every output, in both languages."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from carbon.accounting.inventory import inventories
from carbon.accounting.result import InventoryResult
from carbon.cli import main
from carbon.model import exact
from carbon.model.problems import ProblemsError
from carbon.optimisation import optimise, plan_page, plan_tables, solver
from carbon.scenarios import pathway_page, pathway_tables, whatif, whatif_tables
from carbon.scenarios.case import Case
from carbon.scenarios.pathway_result import PathwayResult
from carbon.tables import as_csv, as_json
from carbon.targets.sector import read_sector

KGI = Path("docs/examples/kgi")
FORTY = KGI / "scenarios" / "forty-percent.toml"
LAMPS = '[measures.lamps]\nsaves = "{}"\n{}\nstart = 2025\nlifetime = 5\n'
OWN_WORDS = re.compile(
    r"carbon( whatif)?|numpy|scipy|KGI Securities|GWP|AR6_GWP100|[a-z0-9-]+\.toml|--(set|format)[^\n]*|json|csv"
    r"|kgi-\w+|sbti-[\w-]+|science-based|location-based|TWD|CO2e|MWh|kWh|LED|Ours:[^\n]*|net-zero|renewable(_share\.2030)?"
    r"|[0-9a-f]{12}|\((led|chiller|controls|heat-recovery|solar)\)|（(led|chiller|controls|heat-recovery|solar)）"
)
"""Names, units and what stands in the scenario: they have no Chinese."""


@functools.cache
def results() -> list[InventoryResult]:
    """Read the example's inventories once."""
    return inventories(KGI)


def plan(folder: Path, text: str) -> Case:
    """Write a scenario beside the example's inventories."""
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return Case(results(), KGI, file)


def pathway(folder: Path, text: str) -> PathwayResult:
    """Work a scenario out."""
    case = plan(folder, text)
    return case.pathway(case.scenario())


@functools.cache
def forty() -> PathwayResult:
    """Work the example's scenario out."""
    case = Case(results(), KGI, FORTY)
    return case.pathway(case.scenario())


def rows(text: str) -> dict[tuple[str, str, str], str]:
    """Read a tidy CSV by series, year and figure."""
    return {(row["series"], row["year"], row["figure"]): row["value"] for row in csv.DictReader(io.StringIO(text))}


def test_what_was_assumed_is_in_every_output() -> None:
    """Grid factor, drivers and scope 3 by category, year by year: the same figures in table, JSON and CSV."""
    year = json.loads(as_json.text(pathway_tables.record(forty())))["assumed"]["years"][-1]
    grid = Fraction(494, 1000) * Fraction(985, 1000) ** 6
    assert year["grid_factor_kg_co2e_per_kwh"] == float(exact.fixed(grid, 6))
    employees = 3561 * Fraction(101, 100) ** 6
    drivers = {driver["driver"]: driver["quantity"] for driver in year["drivers"]}
    assert drivers["employees"] == float(exact.fixed(employees, 6))
    by_account = {each["account"]: each["t_co2e"] for each in year["scope3"]}
    assert sum(by_account.values()) == pytest.approx(3614.02)
    known = rows(as_csv.tidy(pathway_tables.record(forty()), "result"))
    assert float(known["assumed", "2030", "grid_factor_kg_co2e_per_kwh"]) == year["grid_factor_kg_co2e_per_kwh"]
    for account, tonnes in by_account.items():
        assert float(known[f"assumed/scope3/{account}", "2030", "t_co2e"]) == tonnes
    for language, heading, category in (("en", "Assumed", "Business travel"), ("zh", "假設", "商務旅行")):
        table = pathway_page.text(forty(), language=language)
        assert heading in table
        assert "0.4512" in table
        assert category in table


def test_a_plan_and_a_what_if_say_what_was_assumed() -> None:
    """The same block."""
    case = Case(results(), KGI, FORTY)
    changed = whatif.what_if(case, [("grid_factor.change", "0 %/yr")])
    assert "0.4940" in whatif_tables.text(changed).partition("Assumed")[2].splitlines()[1]
    found = optimise.of_case(case, targets=["science-based"])
    assert "Assumed" in plan_page.text(found)
    assert json.loads(as_json.text(plan_tables.record(found)))["assumed"]["years"][-1]["year"] == 2030
    assert ("assumed", "2030", "grid_factor_kg_co2e_per_kwh") in rows(as_csv.tidy(plan_tables.record(found), "result"))


def test_a_sweep_has_numbers_in_json_and_the_headings_of_the_other_tables() -> None:
    """In the reader's language."""
    swept = whatif.sweep(Case(results(), KGI, FORTY), "renewable_share.2030", ["20%", "40%"])
    (first, second) = json.loads(as_json.text(whatif_tables.sweep(swept)))
    assert (first["renewable_share.2030"], first["gap_t_co2e"], second["renewable_share"]) == ("20%", 55.989014, 0.4)
    head = whatif_tables.swept(swept).splitlines()[0]
    assert "Scope 2 (market-based) [t CO2e]" in head
    assert "範疇二（市場基準） [公噸CO2e]" in whatif_tables.swept(swept, language="zh")


def test_chinese_has_no_english_left() -> None:
    """But names, units and what the scenario itself says in English."""
    case = Case(results(), KGI, FORTY)
    pages = [
        pathway_page.text(forty(), language="zh"),
        whatif_tables.text(whatif.what_if(case, [("renewable_share.2030", "60 %")]), language="zh"),
        plan_page.text(optimise.of_case(case, targets=["science-based"]), language="zh"),
    ]
    for page in pages:
        left = re.findall(r"[A-Za-z]{3,}", OWN_WORDS.sub("", page))
        assert not left, left


def test_efficiency_is_at_most_everything(tmp_path: Path) -> None:
    """200 % would give a negative load, and a target that is kept."""
    text = 'end = 2026\n[electricity]\nefficiency = "200 %/yr"\n'
    with pytest.raises(ProblemsError, match="Efficiency must be between 0 %/yr and 100 %/yr"):
        pathway(tmp_path, text)
    assert not pathway(tmp_path, text.replace("200", "100")).years[-1].figures.load


@pytest.mark.parametrize("rate", ['"-100 %/yr"', '{ value = "4 %/yr", low = "-100 %/yr", high = "5 %/yr" }'])
def test_a_discount_rate_leaves_something(tmp_path: Path, rate: str) -> None:
    """At -100 % a year there is nothing to divide by."""
    with pytest.raises(ProblemsError, match="A discount rate must be above -100 %/yr"):
        plan(tmp_path, f"end = 2026\ndiscount_rate = {rate}\n").scenario()


@pytest.mark.parametrize(
    ("text", "lever", "mwh"),
    [
        (LAMPS.format("electricity", 'energy_saved = "16000 MWh/yr"'), "measures.lamps", Fraction("844.224")),
        ('[renewable_mwh]\n2025 = "20000 MWh/yr"\n', "renewable", Fraction("4844.224")),
        (
            '[purchases.wind]\nblock = "20000 MWh/yr"\nblocks = 1\nstart = 2025\nyears = 5\n',
            "renewable",
            20000 + Fraction("3606.046") - Fraction("15155.776"),
        ),
    ],
)
def test_what_goes_beyond_is_said_in_mwh(tmp_path: Path, text: str, lever: str, mwh: Fraction) -> None:
    """A saving or a contract that nothing is left for counts for nothing, and never in silence."""
    result = pathway(tmp_path, f"end = 2025\n{text}")
    beyond = result.beyond[0]
    assert (beyond.id, beyond.unit, beyond.by_year) == (lever, "MWh", {2025: mwh})
    assert f"{float(mwh):,.1f} MWh" in pathway_page.text(result)
    assert json.loads(as_json.text(pathway_tables.record(result)))["beyond"][0]["years"] == [
        {"year": 2025, "quantity": float(mwh)}
    ]


def test_savings_of_fuel_beyond_what_is_left(tmp_path: Path) -> None:
    """In MWh where the fuel's energy is known; two shares together of more than everything too."""
    twice = LAMPS.format("petrol/mobile", 'reduction = "80 %"') + LAMPS.replace("lamps", "other").format(
        "petrol/mobile", 'reduction = "80 %"'
    )
    (beyond,) = pathway(tmp_path, f"end = 2025\n{twice}").beyond
    assert (beyond.id, beyond.unit) == ("measures.other", "MWh")
    assert beyond.by_year[2025] > 0


def test_an_option_is_given_once() -> None:
    """Which of two values counts would be a guess."""
    words = {
        "pathway": ("--scenario", "a", "--scenario", "b"),
        "target": ("--rule", "re-share", "--rule=sda"),
        "whatif": ("--scenario", "a", "--sweep", "x=1:2:1", "--sweep", "y=1:2:1"),
        "optimise": ("--scenario", "a", "--gap", "1%", "--gap", "2%"),
        "inventory": ("--format", "json", "--format", "csv"),
    }
    for command, given in words.items():
        refused = CliRunner().invoke(main, [command, str(KGI), *given])
        assert refused.exit_code == 2
        assert "is given 2 times; give it once." in refused.output


def test_a_name_is_set_once() -> None:
    """Of two values for one name neither is kept in silence."""
    twice = ("--set", "renewable_share.2030=60%", "--set", "renewable_share.2030=50%")
    refused = CliRunner().invoke(main, ["whatif", str(KGI), "--scenario", "forty-percent", *twice])
    assert refused.exit_code == 2
    assert "renewable_share.2030 is set 2 times; set it once." in refused.output


def test_the_solver_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    """What is printed below Python, by way of C, does not stand among the data."""
    import ctypes
    import os

    with solver.quiet():
        os.write(1, b"Presolving model\n")
        ctypes.CDLL(None).printf(b"WARNING: of the solver\n")
    print("{}")  # noqa: T201 - the data
    out, err = capfd.readouterr()
    assert out == "{}\n"
    assert "Presolving model" in err


def test_a_sector_may_take_out_more_than_it_emits(tmp_path: Path) -> None:
    """A curve may end below zero, and the path follows it there."""
    file = tmp_path / "power.csv"
    file.write_text("year,intensity\n2022,0.5\n2050,-0.1\n", encoding="utf-8")
    assert read_sector(file).intensity[2050] == -100


@pytest.mark.parametrize("written", ["400", '"400 kg CO2e/kWh"', '"3.01 kg/kWh"'])
def test_a_factor_of_the_grid_is_one_that_power_can_have(written: str, tmp_path: Path) -> None:
    """400 g per kWh written as kilograms made 4.6 million tonnes of an office."""
    with pytest.raises(ProblemsError, match="between 0 and 3 kg CO2e per kWh") as refusal:
        pathway(tmp_path, f"end = 2030\n[grid_factor]\n2030 = {written}\n")
    assert refusal.value.problems[0].place.column == "grid_factor.2030"


def test_a_factor_in_a_table_beside_the_scenario_is_held_to_the_same(tmp_path: Path) -> None:
    """With the row of the table."""
    (tmp_path / "grid.csv").write_text("year,kg_co2e_per_kwh,source\n2030,400,ministry\n", encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"The number is 400\. A factor must be between 0 and 3"):
        pathway(tmp_path, 'end = 2030\n[grid_factor]\nfile = "grid.csv"\n')


@pytest.mark.parametrize("key", ["renewable_share", "renewable_mwh"])
def test_renewable_electricity_of_past_years_alone_does_nothing_and_is_refused(key: str, tmp_path: Path) -> None:
    """A share of 2023 was passed over without a word; beside a year to come it may stand."""
    value = {"renewable_share": '"40 %"', "renewable_mwh": '"5000 MWh"'}[key]
    with pytest.raises(ProblemsError, match="It names no year after 2024"):
        pathway(tmp_path, f"end = 2030\n[{key}]\n2023 = {value}\n")
    assert pathway(tmp_path, f"end = 2030\n[{key}]\n2023 = {value}\n2030 = {value}\n").years[-1].year == 2030
