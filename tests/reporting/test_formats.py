"""Every result has every format, and CSV and frames have what JSON has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import carbon
from carbon.cli import main
from tests.pathways.test_tidy import case, missing

KGI = "docs/examples/kgi"
COMMANDS = [
    ("diff", f"{KGI}@2023", f"{KGI}@2024"),
    ("explain", "scope2/electricity", KGI, "--year", "2024"),
    ("factors", "explain", "electricity", "--geography", "TW", "--year", "2024"),
    ("factors", "upgrade", KGI, "--to", "tw-moea-electricity@2026-06"),
]


def written(command: tuple[str, ...], form: str) -> str:
    """Run a command."""
    run = CliRunner().invoke(main, [*command, "--format", form])
    assert run.exit_code == 0, run.output
    return run.stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_csv_has_what_json_has(command: tuple[str, ...]) -> None:
    """Every figure and every text; two years stand in one file."""
    printed = json.loads(written(command, "json"))
    years = {int(year) for year in re.findall(r"--year (\d+)", " ".join(command))} if command[0] == "explain" else set()
    for year in years:
        printed = [{"year": year, **figure} for figure in printed]
    assert missing(written(command, "csv"), printed) == []


def test_frames_are_typed_tables_of_any_result() -> None:
    """A target's, a pathway's and a sweep's; tables inside others have their keys."""
    target = carbon.frames(carbon.target(Path(KGI), rule="kgi-renewable"))
    assert {"target", "path", "checks", "progress"} <= set(target)
    projected = case().pathway(case().scenario())
    tables = carbon.frames(projected)
    assert tables["years"]["scope1_t_co2e"].dtype == "float64"
    assert list(tables["bridge_years"].columns[:2]) == ["lever", "year"]
    assert tables["bridge_years"]["year"].dtype == "Int64"
