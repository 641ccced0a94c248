"""A new folder: its example rows are refused as they are, and all can be computed once they are somebody's own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import carbon
from carbon.cli import main
from carbon.model.problems import ProblemsError


@pytest.mark.parametrize("geography", ["TW", "GB", "US"])
@pytest.mark.parametrize(("language", "example"), [("en", "example-site"), ("zh", "範例據點")])
def test_example_rows_can_be_computed_once_replaced(
    tmp_path: Path, geography: str, language: str, example: str
) -> None:
    """In each of the three countries every example row has a factor, and counts in scopes 1, 2 and 3."""
    folder = tmp_path / "new"
    made = CliRunner().invoke(main, ["init", str(folder), "--language", language, "--geography", geography])
    assert made.exit_code == 0, made.output
    with pytest.raises(ProblemsError, match="example-row"):
        carbon.inventory(folder, year=2024)
    for path in (folder / "activity").iterdir():
        text = path.read_text(encoding="utf-8")
        assert text.count(example) == 2
        path.write_text(text.replace(example, "head office"), encoding="utf-8")
    result = carbon.inventory(folder, year=2024)
    assert all(total.kg_co2e for total in result.totals)
    assert {each.counted for each in result.activities} == {True}


def test_what_a_killed_run_left_is_cleared_though_its_folder_is_whole(tmp_path: Path) -> None:
    """Killed between putting the folder in its place and taking away what it was made in."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    left = tmp_path / f".new.{process.pid}.part"
    left.mkdir()
    for status in (0, 1):
        assert CliRunner().invoke(main, ["init", str(tmp_path / "new")]).exit_code == status
        assert not left.exists()
        left.mkdir()
