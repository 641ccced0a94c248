"""The CO2e that a publication prints governs, in its own GWP set; the rounded gases beside it add up to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import carbon
from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.cli import main
from carbon.history.difference import compare_sides
from carbon.model.problems import ProblemsError
from carbon.model.terms import Scope2Method

AR5, AR6 = "AR5_GWP100_CH4_28", "AR6_GWP100"
ROUNDING = "CO2e_rounding"
ROWS = """activity,quantity,unit,period,facility
electricity,600,MWh,2025-03,leeds
electricity,400,MWh,2025-04,york
natural_gas/stationary,1000,kWh (Gross CV),2025-04,york
butane/stationary,1000,L,2025-04,york
"""


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write(folder: Path, gwp_set: str = AR5) -> Path:
    """Write an inventory folder of a British organisation."""
    (folder / "activity").mkdir(parents=True)
    (folder / "activity" / "2025.csv").write_text(ROWS, encoding="utf-8")
    (folder / "carbon.toml").write_text(
        f'organisation = "Example Ltd"\ngeography = "GB"\ngwp_set = "{gwp_set}"\n[years.2025]\n[upstream]\n'
        'electricity = "compute"\n',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module", name="folder")
def british(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the folder once."""
    return write(tmp_path_factory.mktemp("printed") / "gb")


@pytest.fixture(scope="module", name="result")
def computed(folder: Path) -> InventoryResult:
    """Compute it once, in the publisher's GWP set."""
    return carbon.inventory(folder, year=2025)


def account(result: InventoryResult, name: str, method: Scope2Method | None = None) -> AccountTotal:
    """Return an account."""
    (found,) = (total for total in result.accounts if (total.account.id, total.method) == (name, method))
    return found


@pytest.mark.parametrize("method", list(Scope2Method))
def test_the_total_is_the_one_that_is_printed(result: InventoryResult, method: Scope2Method) -> None:
    """UK electricity of 2025 is 0.177 kg CO2e per kWh; its gases, each rounded, add up to 0.17701."""
    assert result.total(2, method) == 1_000_000 * Fraction("0.177")


def test_the_gases_stand_and_add_up_with_a_line_for_the_rounding(result: InventoryResult) -> None:
    """Each gas as it is printed, and what is missing to the total as a line of its own, which has no mass."""
    found = account(result, "scope2/electricity", Scope2Method.LOCATION)
    gases = {gas.gas: gas for gas in found.gases}
    assert gases["CO2"].kg_co2e == 1_000_000 * Fraction("0.17489")
    assert gases["N2O"].kg_co2e == 1_000_000 * Fraction("0.00122")
    assert gases[ROUNDING].kg is None
    assert gases[ROUNDING].kg_co2e == -10
    for total in result.accounts:
        assert total.kg_co2e == sum(gas.kg_co2e for gas in total.gases)


def test_factors_whose_gases_add_up_have_no_such_line(result: InventoryResult) -> None:
    """Gas by the gross calorific value: 0.18259 + 0.00028 + 0.00009 is the 0.18296 printed; butane is not."""
    found = account(result, "scope1/stationary_combustion")
    rounding = {gas.gas: gas.kg_co2e for gas in found.gases}[ROUNDING]
    assert rounding == 1000 * (Fraction("1.74533") - Fraction("1.74532"))
    assert found.kg_co2e == 1000 * Fraction("0.18296") + 1000 * Fraction("1.74533")


def test_breakdown_and_activities_add_up_to_the_same(result: InventoryResult) -> None:
    """Facility by facility and month by month, and activity by activity."""
    for total in result.accounts:
        cells = [cell for cell in result.breakdown if (cell.account, cell.method) == (total.account.id, total.method)]
        assert sum(cell.kg_co2e for cell in cells) == total.kg_co2e
    leeds = next(cell for cell in result.breakdown if cell.facility == "leeds")
    assert leeds.kg_co2e == 600_000 * Fraction("0.177")
    assert {one.activity: one.kg_co2e for one in result.activities}["electricity"] == 177_000


def test_the_difference_is_listed_by_factor(result: InventoryResult) -> None:
    """What is printed, what its gases come to, and the factor."""
    found = {one.activity: one for one in result.rounding}
    electricity = found["electricity"]
    assert electricity.kg_co2e == 177_000
    assert electricity.kg_co2e_of_gases == 177_010
    assert electricity.factor == "uk-desnz@2025.2:electricity:GB:kWh:2025-01-01"
    assert electricity.gwp_set == AR5
    assert "natural_gas/stationary" not in found


def test_in_another_gwp_set_the_gases_govern(tmp_path: Path) -> None:
    """What is printed is in one set; in another there is no printed total, and nothing is listed."""
    result = carbon.inventory(write(tmp_path / "gb", AR6), year=2025)
    by_gas = Fraction("0.17489") + Fraction("0.0009") / 28 * Fraction("29.8") + Fraction("0.00122") / 265 * 273
    assert result.total(2, Scope2Method.LOCATION) == 1_000_000 * by_gas
    assert result.rounding == ()
    assert not any(gas.gas == ROUNDING for total in result.accounts for gas in total.gases)


def test_every_output_shows_it(folder: Path) -> None:
    """The JSON before its warnings, the table in both languages, the tree, and the factor itself."""
    (found,) = (json.loads(line) for line in run("inventory", folder, "--format", "json").stdout.splitlines())
    keys = list(found)
    assert keys.index("publication_rounding") < keys.index("warnings")
    listed = next(one for one in found["publication_rounding"] if one["activity"] == "electricity")
    assert (listed["t_co2e"], listed["t_co2e_of_gases"], listed["t_co2e_difference"]) == (177, 177.01, -0.01)
    assert "Rounding of publications" in run("inventory", folder).stdout
    assert "公告值進位差" in run("inventory", folder, "--language", "zh").stdout
    tree = run("explain", "scope2/electricity", folder).stdout
    assert "the CO2e printed governs, its gases are each rounded: " in tree
    assert "cell: 0.177 kg CO2e/kWh, flat file id 7_400_4000_5" in tree
    shown = run("factors", "show", "uk-desnz@2025.2:electricity:GB:kWh:2025-01-01").stdout
    assert "total:AR5_GWP100_CH4_28" in shown


def test_a_frozen_year_keeps_its_printed_totals(folder: Path) -> None:
    """It freezes, verifies, and is the same to the last digit when it is read again."""
    assert run("freeze", folder).exit_code == 0
    assert run("verify", folder).exit_code == 0, run("verify", folder).output
    assert carbon.inventory(folder, year=2025).total(2, Scope2Method.LOCATION) == 177_000
    (folder / "carbon.lock").unlink()


def moves(sides: Iterable[Path]) -> dict[tuple[str, str], Fraction]:
    """Return what moved between two folders by cause and name, location-based [kg]."""
    (compared,) = compare_sides([str(side) for side in sides])
    found = compared.difference
    assert sum(one.kg_location for one in found.moves) == found.kg(Scope2Method.LOCATION)
    return {(str(one.cause), one.name): one.kg_location for one in found.moves}


def test_another_gwp_set_takes_the_rounding_away_and_says_so(folder: Path, tmp_path: Path) -> None:
    """The causes add up, and the rounding goes with the GWP set, not with a rule of the code."""
    found = moves([folder, write(tmp_path / "other", AR6)])
    assert {cause for cause, _ in found} == {"gwp"}
    assert found["gwp", ROUNDING] != 0


OWN = """activity,geography,unit,gas,value,value_is,cell
diesel/stationary,GB,L,CO2,2.5,mass,p. 1
diesel/stationary,GB,L,N2O,0.0001,mass,p. 1
diesel/stationary,GB,L,CO2e,{value},{value_is},p. 1
"""


def own(folder: Path, table: str) -> Path:
    """Write a folder with an own factor."""
    write(folder)
    (folder / "activity" / "2025.csv").write_text(
        "activity,quantity,unit,period\ndiesel/stationary,100,L,2025-03\n", encoding="utf-8"
    )
    place = folder / "emission_factors" / "own" / "1"
    place.mkdir(parents=True)
    (place / "source.toml").write_text('licence = "own"\n', encoding="utf-8")
    (place / "factors.csv").write_text(table, encoding="utf-8")
    return folder


def test_an_own_factor_may_have_a_printed_total(tmp_path: Path) -> None:
    """In the set that it names."""
    table = OWN.format(value="2.527", value_is=f"total:{AR5}")
    assert carbon.inventory(own(tmp_path, table), year=2025).total(1) == Fraction("252.7")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (OWN.format(value="2.527", value_is="total:AR5"), '"total:AR5" names no GWP set.'),
        (OWN.format(value="2.527", value_is="total:unstated"), '"total:unstated" names no GWP set.'),
        ("\n".join(OWN.format(value="2.527", value_is=f"total:{AR5}").splitlines()[::3]) + "\n", "there are none"),
        (OWN.format(value="2.5", value_is="mass").replace("CO2e", ROUNDING), f'"{ROUNDING}" is not a gas.'),
    ],
)
def test_a_printed_total_that_is_none_is_refused(table: str, why: str, tmp_path: Path) -> None:
    """Without a GWP set, or without gases that it is the total of; and the rounding is nobody's to write."""
    with pytest.raises(ProblemsError) as refusal:
        carbon.inventory(own(tmp_path, table), year=2025)
    assert why in str(refusal.value)
