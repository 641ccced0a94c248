"""`carbon check` reads the scenarios and the rules of a folder too."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carbon.cli import main

GOOD = '[targets.ours]\nrule = "sbti-aca-2020"\nbase_year = 2022\ntarget_year = 2030\n'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the example."""
    return Path(shutil.copytree("docs/examples/kgi", tmp_path_factory.mktemp("check") / "kgi"))


def check(folder: Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["check", str(folder)])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"end = 2030\n[electricty]\n{GOOD}", '"electricty" is not a declared key'),
        (f"end = 2030\n{GOOD.replace('sbti-aca-2020', 'sbti-aca-2021')}", "There is no target rule"),
        ("end = 2023\n", "The scenario ends in 2023; the inventory reaches 2024 already."),
    ],
)
def test_a_scenario_with_a_fault_is_found(folder: Path, text: str, why: str) -> None:
    """In itself, in its targets, or beside the inventory."""
    file = folder / "scenarios" / "plan.toml"
    file.write_text(text, encoding="utf-8")
    found = check(folder)
    file.unlink()
    assert found.exit_code == 1
    assert why in found.stdout


def test_a_rule_with_a_fault_is_found(folder: Path) -> None:
    """Whether a scenario names it or not."""
    file = folder / "scenarios" / "targets" / "board.toml"
    file.write_text('title = "Ours"\nform = "reduction_points"\n', encoding="utf-8")
    found = check(folder)
    file.unlink()
    assert found.exit_code == 1
    assert "scenarios/targets/board.toml" in found.stdout


def test_the_example_has_none(folder: Path) -> None:
    """Its own scenarios are looked over, and nothing stops."""
    assert check(folder).exit_code == 0
