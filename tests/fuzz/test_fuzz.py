"""The fuzzer runs, and its judge sees what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from carbon.cli import main
from tests.fuzz import bases, commands, judge
from tests.fuzz.rewritings import rewritten
from tests.laws import strategies

INVENTORY = list(commands.INVENTORY)
ROWS = b"facility,activity,quantity,unit,period,start,end,note\n,electricity,41230,kWh,2024-03,,,\n"


def test_fuzzer_finds_nothing_in_a_few_runs() -> None:
    """A few folders, the same on every run, are computed or refused in words."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.fuzz", "--seed", "suite", "--runs", "8"],
        cwd=bases.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 runs" in done.stdout


@pytest.fixture(scope="module")
def printed() -> dict[str, Any]:
    """Return an inventory as it is printed."""
    arguments = ["inventory", str(bases.EXAMPLES / "kgi"), "--year", "2024", "--format", "json"]
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


def test_judge_knows_what_a_command_may_write() -> None:
    """What is asked for with `--output`, and is new, may be written, and so may the settings if they are asked for."""
    before = {"activity/0.csv": ROWS, "carbon.toml": b""}
    asked = [*INVENTORY, "--output", "out.json"]
    assert not list(judge.touched(asked, before, before | {"out.json": b"x"}))
    assert list(judge.touched(asked, before | {"out.json": b"old"}, before | {"out.json": b"x"}))
    upgrade = ["factors", "upgrade", ".", "--to", "own@2024"]
    assert list(judge.touched(upgrade, before, before | {"carbon.toml": b"x"}))
    assert not list(judge.touched([*upgrade, "--apply"], before, before | {"carbon.toml": b"x"}))


@pytest.fixture(scope="module")
def of_march(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the inventory of a month's electricity as it is printed."""
    folder = tmp_path_factory.mktemp("march")
    (folder / "activity").mkdir()
    (folder / "activity" / "0.csv").write_bytes(ROWS)
    (folder / "carbon.toml").write_text(strategies.settings(years=(2024,)), encoding="utf-8")
    arguments = ["inventory", str(folder), "--format", "json"]
    document: dict[str, Any] = json.loads(CliRunner().invoke(main, arguments).stdout)
    return document


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (("totals", 1, "t_co2e"), "scope 2 location_based"),
        (("accounts", 1, "t_co2e"), "scope2/electricity market_based"),
        (("accounts", 0, "gases", 0, "t_co2e"), "scope2/electricity CO2e"),
        (("breakdown", 0, "t_co2e"), "scope2/electricity location_based  2024-03"),
        (("electricity", "mwh"), "electricity [MWh]"),
    ],
)
def test_oracle_contradicts_another_figure(of_march: dict[str, Any], path: tuple[str | int, ...], named: str) -> None:
    """A figure that differs by a gram, or a watt-hour, from the computation row by row is told by its name."""
    document = json.loads(json.dumps(of_march))
    assert not list(judge.contradicted({"activity/0.csv": ROWS}, json.dumps(document).encode()))
    *outer, last = path
    place = document
    for key in outer:
        place = place[key]
    place[last] += 0.000001
    (told,) = judge.contradicted({"activity/0.csv": ROWS}, json.dumps(document).encode())
    assert told.startswith(f"2024 {named}:")


def test_judge_sees_a_refusal_of_what_is_only_written_otherwise() -> None:
    """A folder that was not changed but written otherwise has to be accepted; one that was changed, not."""
    case = bases.Case({"activity/0.csv": ROWS}, is_known=True)
    assert not list(judge.of_figures(INVENTORY, case, 1, b""))
    case.meant = dict(case.files)
    assert list(judge.of_figures(INVENTORY, case, 1, b""))


@given(st.integers())
def test_rewritten_folders_say_the_same(seed: int) -> None:
    """The oracle reads from a folder that is written otherwise what it reads from the first."""
    case = bases.known(Random(seed))
    before = judge.said(case.files)
    rewritten(Random(seed), case.files)
    assert judge.said(case.files) == before
