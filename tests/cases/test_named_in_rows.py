"""What a row names outright: instruments do not keep a folder from being frozen, factors of elsewhere are listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import carbon
from carbon.accounting.result import Substitution
from carbon.cli import main
from carbon.history.difference import compare_sides
from carbon.model.terms import Rung, Scope2Method

SETTINGS = """
organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"
[years.2024]
start = 2024-01-01
end = 2024-12-31
"""
INSTRUMENTS = """id,kind,market,facility,start,end,quantity,unit,factor,technology
TREC-1,certificate,TW,,2024-01-01,2024-12-31,100,MWh,0,solar
"""


def write(folder: Path, activity: str, *, settings: str = SETTINGS, instruments: str = "") -> Path:
    """Write an inventory folder."""
    (folder / "activity").mkdir(parents=True)
    (folder / "activity" / "2024.csv").write_text(activity, encoding="utf-8")
    (folder / "carbon.toml").write_text(settings, encoding="utf-8")
    if instruments:
        (folder / "instruments.csv").write_text(instruments, encoding="utf-8")
    return folder


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """Write a folder in which one of two rows names its certificate."""
    rows = "electricity,60,MWh,2024-03,TREC-1\nelectricity,140,MWh,2024-03,\n"
    return write(tmp_path / "named", f"activity,quantity,unit,period,instrument\n{rows}", instruments=INSTRUMENTS)


def test_a_folder_whose_rows_name_an_instrument_is_frozen_and_verified(named: Path) -> None:
    """It freezes, the lock weighs the file by the location-based figure, and nothing has moved afterwards."""
    assert run("freeze", named).exit_code == 0
    verified = run("verify", named)
    assert verified.exit_code == 0, verified.output
    assert 'kg_co2e = "94800"' in (named / "carbon.lock").read_text(encoding="utf-8")
    assert carbon.inventory(named, year=2024).total(2, Scope2Method.MARKET) == 100 * 474


def test_a_folder_whose_rows_name_an_instrument_is_compared(named: Path, tmp_path: Path) -> None:
    """With a copy of itself that has 10 MWh more: 4.74 t by both methods."""
    rows = (named / "activity" / "2024.csv").read_text(encoding="utf-8").replace(",140,", ",150,")
    other = write(tmp_path / "other", rows, instruments=INSTRUMENTS)
    (compared,) = compare_sides([str(named), str(other)])
    found = compared.difference
    assert found.kg(Scope2Method.LOCATION) == found.kg(Scope2Method.MARKET) == 4740


def substituted(folder: Path, factor: str, *, days: str = "") -> tuple[Substitution, ...]:
    """Return what an inventory lists as taken in place of others, of a row that names a factor."""
    rows = f"activity,quantity,unit,period,factor\nelectricity,100,kWh,2024-03,{factor}\n"
    return carbon.inventory(write(folder, rows, settings=SETTINGS + days), year=2024).substitutions


TW = "tw-moea-electricity@2026-06:electricity:TW:kWh:"


def test_a_factor_of_the_place_and_year_is_no_substitution(tmp_path: Path) -> None:
    """Naming what would have been taken anyway is nothing to list."""
    assert substituted(tmp_path, f"{TW}2024-01-01") == ()


def test_a_factor_named_for_another_country_is_listed(tmp_path: Path) -> None:
    """With its place and days, and its share of the emissions."""
    (one,) = substituted(tmp_path, "uk-desnz@2023.2:electricity:GB:kWh:2023-01-01")
    assert (one.rung, one.wanted, one.used) == (Rung.EXPLICIT, "TW, 2024-03", "GB, 2023-01-01/2023-12-31")
    assert one.share_percent == 100


def test_a_factor_named_of_another_decade_is_listed(tmp_path: Path) -> None:
    """The grid of 2014 for a bill of 2024."""
    (one,) = substituted(tmp_path, f"{TW}2014-01-01")
    assert (one.wanted, one.used) == ("2024-03", "2014-01-01/2014-12-31")


def test_a_factor_named_that_was_published_later_is_listed(tmp_path: Path) -> None:
    """A publication after `factors_as_of`, with both days."""
    (one,) = substituted(tmp_path, f"{TW}2024-01-01", days="factors_as_of = 2024-12-31\n")
    assert one.wanted == "factors_as_of 2024-12-31"
    assert one.used.startswith("published_on 2025-")


def test_a_listed_factor_stands_in_every_output(tmp_path: Path) -> None:
    """In the table in both languages, and in the tree of its figure."""
    rows = f"activity,quantity,unit,period,factor\nelectricity,100,kWh,2024-03,{TW}2014-01-01\n"
    folder = write(tmp_path, rows)
    assert "2024-03 → 2014-01-01/2014-12-31, named in the row" in run("inventory", folder).stdout
    assert "2024-03 → 2014-01-01/2014-12-31, 活動數據列指定" in run("inventory", folder, "--language", "zh").stdout
    tree = run("explain", "scope2/electricity", folder).stdout
    assert "named in the row: 2024-03 was wanted, 2014-01-01/2014-12-31 was used" in tree
