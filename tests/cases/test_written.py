"""Files that commands write: nothing that is read is lost, and what is written is whole, wherever a run ends."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from carbon.accounting import lock
from carbon.cli import main
from carbon.files import writing
from carbon.history import upgrade
from carbon.history.upgrade import Setting

SETTINGS = """\
organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"

[years.2023]
[years.2024]

[upstream]
electricity = { decision = "exclude", reason = "not asked for" }
"""
ROWS = "activity,quantity,unit,period\nelectricity,1000,kWh,2023-01\nelectricity,1200,kWh,2024-01\n"
SCENARIO = 'start = 2024\nend = 2030\n[drivers.people]\ngrowth = "1 %/yr"\n'
OWN = Path(__file__).parents[2] / "docs" / "examples" / "kgi" / "emission_factors" / "own" / "2024"


def run(*arguments: str | Path) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an inventory folder with a file of every kind."""
    here = tmp_path / "folder"
    for name in ("activity", "scenarios", "emission_factors"):
        (here / name).mkdir(parents=True)
    (here / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    (here / "activity" / "rows.csv").write_text(ROWS, encoding="utf-8")
    (here / "activity" / "more.tsv").write_text("activity\tquantity\tunit\tperiod\n", encoding="utf-8")
    (here / "activity" / "more.txt").write_text("activity\tquantity\tunit\tperiod\n", encoding="utf-8")
    (here / "scenarios" / "plan.toml").write_text(SCENARIO, encoding="utf-8")
    (here / "metrics.csv").write_text("metric,year,quantity,unit\nemployees,2024,7,person\n", encoding="utf-8")
    return here


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name",
    [
        "activity/rows.csv", "activity/more.tsv", "activity/more.txt", "activity/new.json", "scenarios/plan.toml",
        "carbon.toml", "carbon.lock", "metrics.csv", "instruments.csv", "emission_factors/own/2024/factors.csv",
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", [("inventory",), ("diff", "--year", "2023", "--year", "2024"), ("verify",)])
def test_no_output_into_an_inventory(folder: Path, name: str, command: tuple[str, ...]) -> None:
    """Whatever belongs to an inventory, or would be read as a part of it, is not written over by any command."""
    before = tree(folder)
    first, *others = command
    result = run(first, folder, *others, "--output", folder / name)
    assert result.exit_code == 2
    assert "belongs to the inventory" in result.output
    assert tree(folder) == before


def test_no_output_over_a_file_under_another_name(folder: Path, tmp_path: Path) -> None:
    """A hard link, a link, or a bare file is the file itself."""
    hard, soft = tmp_path / "report.json", tmp_path / "linked.json"
    os.link(folder / "activity" / "rows.csv", hard)
    soft.symlink_to(folder / "carbon.toml")
    bare = Path(shutil.copy(folder / "activity" / "rows.csv", tmp_path / "bare.csv"))
    before = tree(tmp_path)
    for target in (hard, soft):
        assert run("inventory", folder, "--output", target).exit_code != 0
    assert run("inventory", bare, "--geography", "TW", "--year", "2024", "--output", bare).exit_code != 0
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["plan.toml", "curve.csv"])
def test_no_output_over_a_scenario_elsewhere(folder: Path, tmp_path: Path, name: str) -> None:
    """A scenario outside the folder, and what stands beside it, is read too."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "plan.toml").write_text(SCENARIO, encoding="utf-8")
    (elsewhere / "curve.csv").write_text("year,value\n2030,1\n", encoding="utf-8")
    before = tree(elsewhere)
    result = run("pathway", folder, "--scenario", elsewhere / "plan.toml", "--output", elsewhere / name)
    assert (result.exit_code, "is one of the files that are read" in result.output) == (2, True)
    assert tree(elsewhere) == before


def test_a_report_may_be_written_again(folder: Path) -> None:
    """A report inside the folder, and beside it, is written and written again; it keeps its mode."""
    for target in (folder / "report.json", folder / "reports.csv"):
        target.write_text("old", encoding="utf-8")
        target.chmod(0o640)
        assert run("inventory", folder / "activity" / "rows.csv", "--geography", "TW", "--year", "2024",
                   "--output", target).exit_code == 0  # fmt: skip
        assert target.read_text(encoding="utf-8") != "old"
        assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_report_may_be_written_again_from_inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be called `.`, and an option may be longer than any name of a file."""
    monkeypatch.chdir(folder)
    (folder / "activity" / "more.tsv").unlink()
    (folder / "activity" / "more.txt").unlink()
    bare = ("activity/rows.csv", "--geography", "TW", "--year", "2024", "--organisation", 999 * "x")
    for arguments in ((".",), bare):
        Path("report.json").write_text("old", encoding="utf-8")
        result = run("inventory", *arguments, "--output", "report.json")
        assert (result.exit_code, result.exception) == (0, None), result.output
        assert Path("report.json").read_text(encoding="utf-8") != "old"


def test_two_freezes_at_once_keep_both_years(folder: Path) -> None:
    """The second waits for the first: each adds its year to what the other wrote."""
    (folder / "activity" / "more.tsv").unlink()
    (folder / "activity" / "more.txt").unlink()
    commands = [[sys.executable, "-m", "carbon", "freeze", folder, "--year", year] for year in ("2023", "2024")]
    for process in [subprocess.Popen(command, stderr=subprocess.PIPE) for command in commands]:
        _, errors = process.communicate(timeout=120)
        assert process.returncode == 0, errors
    found, problems = lock.read_lock(folder)
    assert (sorted(found.years), problems) == ([2023, 2024], [])


def test_who_writes_is_alone(tmp_path: Path) -> None:
    """While one writes into a folder, another waits; when it is done, or dead, the other goes on."""
    order: list[str] = []

    def second() -> None:
        with writing.alone(tmp_path / "not" / "there"):
            order.append("second")

    with writing.alone(tmp_path):
        other = threading.Thread(target=second)
        other.start()
        other.join(0.2)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]


def killed(write: Callable[[], object], step: int) -> bool:
    """Run something in a process of its own that dies, as by `kill -9`, at the nth change of the file system.

    Returns
    -------
    bool
        Whether it died before it was done.
    """
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) != 0
    changes = [0]

    def watched(event: str, arguments: tuple[object, ...]) -> None:
        flags = arguments[2] if event == "open" and len(arguments) > 2 else 0
        writes = event == "open" and isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
        if writes or event in {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree"}:
            changes[0] += 1
            if changes[0] == step:
                os._exit(9)

    sys.addaudithook(watched)
    write()
    os._exit(0)


def every_step(write: Callable[[], object], is_whole: Callable[[], bool]) -> int:
    """Kill a writer at each of its steps; what is there must be whole each time. Return the number of steps."""
    for step in range(1, 200):
        died = killed(write, step)
        assert is_whole(), step
        if not died:
            return step - 1
    raise AssertionError("it never ends")


def test_a_file_is_old_or_new_wherever_its_writer_dies(tmp_path: Path) -> None:
    """Half a file is never there; what the dead left is gone after the next run."""
    target = tmp_path / "carbon.lock"
    target.write_bytes(b"old")
    new = b"new" * 1000
    steps = every_step(lambda: writing.write_whole(target, new), lambda: target.read_bytes() in {b"old", new})
    assert steps >= 2
    writing.write_whole(target, b"newer")
    assert tree(tmp_path) == {"carbon.lock": b"newer"}


def test_a_dataset_is_there_or_not_wherever_its_import_dies(tmp_path: Path) -> None:
    """A part of an import is no dataset and blocks no inventory; the next import succeeds and clears it away."""
    into = tmp_path / "emission_factors"
    wanted = {"own/1/factors.csv", "own/1/source.toml"}

    def write() -> None:
        writing.write_folder(
            into / "own" / "1", {"factors.csv": b"a", "source.toml": b"b"}, (into / "manifest.csv", b"m")
        )

    def is_whole() -> bool:
        counted = {path.relative_to(into).as_posix() for path in into.glob("own/[!.]*/*")} if into.exists() else set()
        manifest = into / "manifest.csv"
        whole = counted in (set(), wanted) and (not manifest.exists() or counted == wanted)
        shutil.rmtree(into / "own" / "1", ignore_errors=True)
        manifest.unlink(missing_ok=True)
        return whole

    steps = every_step(write, is_whole)
    assert steps >= 5
    write()
    assert set(tree(into)) == {*wanted, "manifest.csv"}


def test_what_an_import_left_is_no_dataset(folder: Path) -> None:
    """The part of an import that was killed blocks no inventory and is in none."""
    for name in ("more.tsv", "more.txt"):
        (folder / "activity" / name).unlink()
    part = folder / "emission_factors" / "own" / ".2024.99999999.part"
    shutil.copytree(OWN, part)
    result = run("inventory", folder, "--format", "json")
    assert result.exit_code == 0, result.output
    assert ".part" not in result.stdout


LIST = """\
# our own words\r
[factors]   # first ours\r
datasets = [\r
    "own",          # measured\r
    "tw-a@2024",    # by the ministry\r
    "tw-b",         # prices\r
]\r
\r
[years.2024]\r
factors_as_of = 2025-01-31   # the audit\r
"""


def test_settings_keep_line_ends_bom_and_comments() -> None:
    """Only what changes changes: a dataset that comes in, one day; every other byte is as it was."""
    before = b"\xef\xbb\xbf" + LIST.encode()
    changes = [
        Setting(("factors", "datasets"), None, ("own", "tw-a@2025", "tw-a@2024", "tw-b")),
        Setting(("years", "2024", "factors_as_of"), None, date(2025, 6, 30)),
    ]
    after = upgrade.change_settings(before, changes)
    assert after.startswith(b"\xef\xbb\xbf# our own words\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")
    lines, now = LIST.split("\r\n"), after.decode("utf-8-sig").split("\r\n")
    assert [line for line in now if line not in lines] == [
        '    "tw-a@2025",',
        "factors_as_of = 2025-06-30   # the audit",
    ]
    assert [line for line in lines if line not in now] == ["factors_as_of = 2025-01-31   # the audit"]
