"""Levers that act on a part of an activity: on one facility, or on one item."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbon.accounting.inventory import inventories
from carbon.model.problems import ProblemsError
from carbon.optimisation import optimise
from carbon.scenarios.case import Case
from carbon.scenarios.pathway_result import PathwayResult

SETTINGS = """organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"
[facilities.hq]
name = { zh = "總部" }
[facilities.depot]
[years.2024]
"""
ROWS = """activity,quantity,unit,period,facility,item
electricity,700,MWh,2024,hq,
electricity,200,MWh,2024,總部,
electricity,100,MWh,2024,depot,
reported/scope1/fugitive,80,t CO2e,2024,hq,HFCs
reported/scope1/fugitive,20,t CO2e,2024,hq,septic tanks
"""
TANKS = '[replacement.tanks]\nfrom = "reported/scope1/fugitive"\nitem = "septic tanks"\nremaining = "0 %"\n'
COOLING = '[replacement.cooling]\nfrom = "reported/scope1/fugitive"\nitem = "HFCs"\nremaining = "30 %"\n'
LAMPS = '[measures.{}]\nsaves = "electricity"\nfacility = "{}"\n{}\nstart = 2025\nlifetime = 5\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two facilities and two items."""
    path = tmp_path_factory.mktemp("parts")
    (path / "activity").mkdir()
    (path / "activity" / "all.csv").write_text(ROWS, encoding="utf-8")
    (path / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    return path


def case(folder: Path, text: str) -> Case:
    """Write a scenario beside the folder's inventory."""
    file = folder / "plan.toml"
    file.write_text(f"end = 2025\n{text}", encoding="utf-8")
    return Case(inventories(folder), folder, file)


def last(folder: Path, text: str) -> PathwayResult:
    """Work a scenario out."""
    found = case(folder, text)
    return found.pathway(found.scenario())


def test_a_replacement_leaves_other_items_alone(folder: Path) -> None:
    """Half of 80 t of HFCs falls to 30 %; the 20 t of the septic tanks stay."""
    year = last(folder, f'{COOLING}share = {{ 2025 = "50 %" }}\n').years[-1].figures
    assert year.scope_1 == (80 - 40 * (1 - Fraction(3, 10)) + 20) * 1000


def test_parts_are_taken_over_whole_and_add_up(folder: Path) -> None:
    """All of both items: 24 t of the refrigerants remain, and nothing of the tanks."""
    whole = 'share = { 2025 = "100 %" }\n'
    assert last(folder, COOLING + whole + TANKS + whole).years[-1].figures.scope_1 == 24_000
    assert last(folder, TANKS + whole + COOLING + whole).years[-1].figures.scope_1 == 24_000


def test_a_share_of_a_facility_is_of_its_own_load(folder: Path) -> None:
    """10 % of the depot are 10 MWh of 1,000; a facility is known by each of its names."""
    depot = LAMPS.format("lamps", "depot", 'reduction = "10 %"')
    assert last(folder, depot).years[-1].figures.load == 990
    headquarters = LAMPS.format("lamps", "hq", 'reduction = "10 %"')
    assert last(folder, headquarters).years[-1].figures.load == 910


def test_no_more_is_saved_than_the_part_has(folder: Path) -> None:
    """300 MWh of the depot's 100: 200 go beyond, and the headquarters lose none."""
    result = last(folder, LAMPS.format("lamps", "depot", 'energy_saved = "300 MWh/yr"'))
    assert result.years[-1].figures.load == 900
    assert result.beyond[0].by_year == {2025: Fraction(200)}


def test_draws_keep_to_parts_too(folder: Path) -> None:
    """The same formulas: with bounds that hardly differ, the draws lie where the projection is."""
    bounds = 'reduction = { value = "50 %", low = "49.999 %", high = "50.001 %" }'
    result = last(folder, LAMPS.format("lamps", "depot", bounds) + LAMPS.format("other", "hq", 'reduction = "1 %"'))
    figures = result.years[-1].figures
    assert result.fan is not None
    middle = next(iter(result.fan.values.values()))[2][-1]
    assert middle == pytest.approx(float(figures.scope_1 + figures.location), rel=1e-6)


def test_the_optimisation_knows_how_large_a_part_is(folder: Path) -> None:
    """The depot's measure cannot save more than the depot uses, so the other is chosen."""
    text = LAMPS.format("small", "depot", 'energy_saved = "300 MWh/yr"\ncapex = 1')
    text += LAMPS.format("large", "hq", 'energy_saved = "300 MWh/yr"\ncapex = 2')
    text += '[targets.power]\nrule = "power"\n'
    rules = folder / "scenarios" / "targets"
    rules.mkdir(parents=True, exist_ok=True)
    rule = (
        'title = "A fifth"\nform = "reduction_points"\nstatus = "own"\nquantity = "electricity_mwh"\nsource = "Ours"\n'
    )
    (rules / "power.toml").write_text(
        f"{rule}[parameters.points_percent]\n2025 = 20\n[defaults]\nbase_year = 2024\n", encoding="utf-8"
    )
    found = optimise.of_case(case(folder, text))
    assert [each.measure.id for each in found.measures] == ["large"]


@pytest.mark.parametrize("item", ["HFC", "hfcs"])
def test_an_item_that_no_row_has_is_refused(folder: Path, item: str) -> None:
    """With the column that it is looked for in."""
    text = COOLING.replace("HFCs", item) + 'share = { 2025 = "50 %" }\n'
    with pytest.raises(ProblemsError, match=f'No row of "reported/scope1/fugitive" in 2024 has the item "{item}"'):
        last(folder, text)


@pytest.mark.parametrize("key", ["facility", "item"])
def test_an_efficiency_is_of_the_whole_activity(key: str, folder: Path) -> None:
    """Of a part it would be a measure, and the message says how to write that one."""
    with pytest.raises(ProblemsError, match=f'saves = "electricity", {key}, start, lifetime') as refusal:
        case(folder, f'[electricity]\n{key} = "depot"\nefficiency = "2 %/yr"\n').scenario()
    (problem,) = refusal.value.problems
    assert (problem.code, problem.place.column) == ("bad-scenario", f"electricity.{key}")
    assert last(folder, LAMPS.format("lamps", "depot", 'reduction = "2 %"')).years[-1].figures.load == 998
