"""The fuzzer runs, and its judge sees what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from carbon.cli import main
from tests.fuzz import folders, judge

INVENTORY = ["inventory", ".", "--format", "json"]
ROWS = b"facility,activity,quantity,unit,period,start,end,note\n,electricity,41230,kWh,2024-03,,,\n"


def test_fuzzer_finds_nothing_in_a_few_runs() -> None:
    """A few folders, the same on every run, are computed or refused in words."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.fuzz", "--seed", "suite", "--runs", "8"],
        cwd=folders.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 runs" in done.stdout


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    """Return an inventory as it is printed."""
    arguments = ["inventory", str(folders.EXAMPLES / "kgi"), "--year", "2024", "--format", "json"]
    document: dict[str, Any] = json.loads(CliRunner().invoke(main, arguments).stdout)
    return document


def _total(document: dict[str, Any]) -> None:
    document["totals"][0]["t_co2e"] += 0.00001


def _order(document: dict[str, Any]) -> None:
    document["totals"] = document.pop("totals")


def _share(document: dict[str, Any]) -> None:
    document["substitutions"][0]["share_percent"] = 110.3


def _decimals(document: dict[str, Any]) -> None:
    document["energy"][0]["gj"] = 0.1234567


def _cell(document: dict[str, Any]) -> None:
    document["breakdown"].pop()


def _rung(document: dict[str, Any]) -> None:
    document["rungs"].pop()


@pytest.mark.parametrize("forge", [_total, _order, _share, _decimals, _cell, _rung])
def test_judge_sees_a_forged_inventory(printed: dict[str, Any], forge: Callable[[dict[str, Any]], None]) -> None:
    """JSON whose figures disagree, in another order or with a share beyond a whole, is told."""
    document = json.loads(json.dumps(printed))
    assert not list(judge.faults(INVENTORY, 0, json.dumps(document).encode(), b""))
    forge(document)
    assert list(judge.faults(INVENTORY, 0, json.dumps(document).encode(), b""))


@pytest.mark.parametrize(
    ("status", "stderr"),
    [(None, b""), (70, b"x"), (1, b""), (1, b"Traceback (most recent call last)"), (1, b"a \x1b[31mred name")],
)
def test_judge_sees_a_bad_end(status: int | None, stderr: bytes) -> None:
    """A run that hangs, crashes, fails without a word, or lets a name colour the terminal is told."""
    assert list(judge.faults(INVENTORY, status, b"", stderr))
    assert not list(judge.faults(INVENTORY, 1, b"", b"a message"))


def test_judge_sees_a_file_that_was_written_over() -> None:
    """A command that changes an input is told; one that may write its own file is not."""
    before = {"activity/0.csv": ROWS, "carbon.toml": b""}
    assert list(judge.touched(INVENTORY, before, before | {"carbon.toml": b"x"}))
    assert not list(judge.touched(["freeze", "."], before, before | {"carbon.lock": b"x"}))


def test_oracle_contradicts_another_figure() -> None:
    """A scope that differs by a gram from the computation row by row is told."""
    totals = [
        {"scope": 2, "scope2_method": "location_based", "t_co2e": 19.543020},
        {"scope": 2, "scope2_method": "market_based", "t_co2e": 19.543021},
    ]
    document = {"inventory_year": 2024, "totals": totals}
    (told,) = judge.contradicted({"activity/0.csv": ROWS}, json.dumps(document).encode())
    assert told.startswith("2024 scope 2 market_based")
