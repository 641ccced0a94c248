"""Input that is made to do harm: nothing hangs, nothing leaks, and everything that is printed can be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from carbon.cli import main
from carbon.files.amounts import AmountError, read
from carbon.files.toml import NotTomlError, parsed
from carbon.model import exact
from carbon.model.problems import visible
from carbon.units import read as vocabulary

ROOT = Path(__file__).resolve().parents[2]
KGI = ROOT / "docs" / "examples" / "kgi"
HEADER = "activity,quantity,unit,period,facility,note\n"
ESCAPE = "\x1b[31mTaipei\x07\x9b2J"
SHOWN = r"\u001b[31mTaipei\u0007\u009b2J"


def _carbon(folder: Path, *arguments: str) -> Result:
    """Run a command in a folder."""
    with chdir(folder):
        result = CliRunner().invoke(main, arguments, prog_name="carbon", color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def _of_one_row(folder: Path, facility: str) -> list[str]:
    """Write a file of one row, and return what reads it."""
    (folder / "a.csv").write_text(f"{HEADER}electricity,1,kWh,2024-03,{facility},{facility}\n", encoding="utf-8")
    return ["a.csv", "--geography", "TW", "--year", "2024", "--organisation", facility]


@pytest.mark.parametrize(
    "command",
    [
        ["inventory"],
        ["inventory", "--format", "csv"],
        ["inventory", "--format", "json"],
        ["explain", "scope2/electricity"],
        ["check"],
    ],
    ids=" ".join,
)
def test_no_name_steers_the_terminal(command: list[str], tmp_path: Path) -> None:
    """Whatever a cell holds, a terminal is given text: in tables, CSV, JSON, trees and messages."""
    result = _carbon(tmp_path, *command, *_of_one_row(tmp_path, ESCAPE))
    assert result.stdout
    assert visible(result.output) == result.output
    named = _carbon(tmp_path, "inventory", f"{ESCAPE}.csv")
    assert SHOWN in named.stderr


def test_every_chart_is_xml(tmp_path: Path) -> None:
    """A control character in a name makes no SVG that a parser refuses."""
    rows = "".join(f"electricity,1,kWh,2024-03,{name},\n" for name in ("\x01one", "two"))
    (tmp_path / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    asked = ["a.csv", "--geography", "TW", "--year", "2024", "--organisation", ESCAPE]
    assert _carbon(tmp_path, "chart", "facilities", *asked, "-o", "a.svg").exit_code == 0
    said = ET.parse(tmp_path / "a.svg").getroot()  # noqa: S314 - a picture that we have drawn ourselves
    assert SHOWN in "".join(said.itertext())


@pytest.mark.parametrize("text", ["1e999999999", "-1e-999999999", "9" * 5000, f"0x{'f' * 5000}", f"1.{'9' * 5000}"])
def test_numbers_that_nobody_means_are_not_read(text: str) -> None:
    """To calculate with such a number takes for ever; Python does not even write some of them."""
    with pytest.raises(NotTomlError, match="too large or too exact"):
        parsed(f"number = {text}")


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 1000 + "]" * 1000, f"[{'.'.join('a' * 1000)}]", "x = " + "{a = " * 1000 + "1" + "}" * 1000]
)
def test_documents_deeper_than_anyone_writes_are_not_read(text: str) -> None:
    """A document a thousand deep is refused, in whichever way it goes down."""
    with pytest.raises(NotTomlError, match="more than 30 deep"):
        parsed(text)


@pytest.mark.parametrize("text", ["1e999999999", "1/0x", "9" * 5000, "nan", " 1", "1/-3", "١"])
def test_locks_hold_plain_numbers(text: str) -> None:
    """What a lock holds was written by `exact.plain`, and nothing else is read."""
    with pytest.raises(ValueError, match=r"neither|limit"):
        exact.ratio(text)


@pytest.mark.parametrize("kind", ["share", "energy", "factor", "rate", "number"])
def test_blanks_cost_nothing(kind: str) -> None:
    """A number with 200,000 blanks is refused by its length, before any pattern walks along it."""
    with pytest.raises(AmountError, match=r"has 200,002 characters"):
        read(f"1{' ' * 200_000}%", kind, vocabulary())


@pytest.mark.parametrize("value", ["nan", "inf", "-5", "0", "1e300"])
@pytest.mark.parametrize("option", ["--width", "--height"])
def test_a_chart_has_a_size(option: str, value: str, tmp_path: Path) -> None:
    """What is no size of a sheet is refused as an option, before anything is drawn."""
    asked = _of_one_row(tmp_path, "HQ")
    result = _carbon(tmp_path, "chart", "emissions", *asked, "-o", "a.svg", option, value)
    assert result.exit_code == 2
    assert "not a size of a sheet; write 20 to 2000 millimetres" in result.stderr


@pytest.mark.parametrize("value", ["x=1.2.3:4:1", "x=.:4:1", f"x={'9' * 5000}:1:1", "x=1:2"])
def test_a_sweep_is_of_numbers(value: str, tmp_path: Path) -> None:
    """What is no number is refused where it stands."""
    shutil.copytree(KGI, tmp_path / "kgi")
    result = _carbon(tmp_path, "whatif", "kgi", "--scenario", "forty-percent", "--sweep", value)
    assert result.exit_code in {1, 2}
    assert "--s" in result.stderr


def _process(folder: Path, *arguments: str, closed: int = 2) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own, with a stream closed."""
    return subprocess.run(
        [sys.executable, "-m", "carbon", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        preexec_fn=lambda: os.close(closed),
        check=False,
    )


def test_closed_stderr_leaves_the_figure(tmp_path: Path) -> None:
    """Whoever closes stderr wants the figure and nothing else."""
    done = _process(tmp_path, "inventory", *_of_one_row(tmp_path, "HQ"))
    assert done.returncode == 0
    assert b"Scope 2" in done.stdout


def test_closed_stdout_is_no_success(tmp_path: Path) -> None:
    """A figure that nobody was given is not exit status 0."""
    done = _process(tmp_path, "inventory", *_of_one_row(tmp_path, "HQ"), closed=1)
    assert done.returncode == 1
    assert b"Standard output is closed" in done.stderr


def test_a_long_note_is_read(tmp_path: Path) -> None:
    """Python's reader of CSV stops at 131,072 characters; a note may be longer, whatever was read before."""
    rows = f"electricity,x,kWh,2024-03,HQ,{'n' * 140_000}\n\nelectricity,1,kWh,2024-03,HQ\n"
    (tmp_path / "a.csv").write_text(HEADER + rows, encoding="utf-8")
    done = _process(tmp_path, "inventory", "a.csv", "--geography", "TW", "--year", "2024", closed=0)
    assert done.returncode == 1
    assert b"a.csv row 4: ragged-row" in done.stderr
    assert b"field" not in done.stderr


def test_init_where_one_stands(tmp_path: Path) -> None:
    """`carbon init .` fills the folder, which stays the same one, and leaves nothing beside it."""
    here = tmp_path / "here"
    here.mkdir()
    (here / ".git").mkdir()
    before = here.stat().st_ino
    assert _carbon(here, "init", ".", "--organisation", 'T"W').exit_code == 0
    assert here.stat().st_ino == before
    assert sorted(path.name for path in here.iterdir()) == [".git", "WHAT_TO_PUT_WHERE.md", "activity", "carbon.toml"]
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    assert parsed((here / "carbon.toml").read_text(encoding="utf-8"))["organisation"] == 'T"W'


def test_the_remedy_for_missing_settings_works(tmp_path: Path) -> None:
    """Where there is data and no carbon.toml, the command that the message names writes one, and nothing else."""
    folder = tmp_path / "my data"
    (folder / "activity").mkdir(parents=True)
    (folder / "activity" / "a.csv").write_text(f"{HEADER}electricity,1,kWh,2024-03,,\n", encoding="utf-8")
    refused = _carbon(tmp_path, "inventory", "my data")
    assert "`carbon init 'my data'` writes one to fill in." in refused.stderr
    assert _carbon(tmp_path, "init", "my data").stdout.splitlines()[:2] == ["Written to my data:", "  carbon.toml"]
    assert sorted(path.name for path in folder.iterdir()) == ["activity", "carbon.toml"]
    assert "Scope 2" in _carbon(tmp_path, "inventory", "my data").stdout


@pytest.mark.parametrize("name", ["a\nb", "a\x00b", "a\udcffb", "", " "])
def test_init_takes_names_of_one_line(name: str, tmp_path: Path) -> None:
    """A name with bytes or line ends in it would make a carbon.toml that is no TOML."""
    result = _carbon(tmp_path, "init", "new", "--organisation", name)
    assert result.exit_code == 1
    assert "is not a name of the organisation" in result.stderr
    assert not list(tmp_path.iterdir())


def test_init_puts_in_what_was_given_and_no_more(tmp_path: Path) -> None:
    """A name that looks like a place to fill in is left as it is."""
    assert _carbon(tmp_path, "init", "new", "--organisation", 'The "{year}" \\ Co').exit_code == 0
    assert parsed((tmp_path / "new" / "carbon.toml").read_text("utf-8"))["organisation"] == 'The "{year}" \\ Co'


def test_a_fault_of_the_input_is_not_called_one_of_the_output(tmp_path: Path) -> None:
    """A sector's curve whose name is too long for any file is something that cannot be read."""
    shutil.copytree(KGI, tmp_path / "kgi")
    asked = ["target", "kgi", "--rule", "sda", "--target-year", "2030", "--sector", "c" * 300]
    result = _carbon(tmp_path, *asked)
    assert result.exit_code == 1
    assert "unreadable-file" in result.stderr
    assert "output" not in result.stderr


def test_options_steer_no_terminal_either(tmp_path: Path) -> None:
    """What is wrong with an option is told in text, whatever was given to it."""
    result = _carbon(tmp_path, "whatif", ".", "--scenario", "x", "--set", f"{ESCAPE}")
    assert result.exit_code == 2
    assert visible(result.stderr) == result.stderr


@pytest.mark.parametrize("quantity", ["1e-999999999", "1e999999999", "9" * 5000])
def test_quantities_that_nobody_means_are_refused_at_once(quantity: str, tmp_path: Path) -> None:
    """An exponent is no form of a quantity, and is not written out to say so."""
    (tmp_path / "a.csv").write_text(f"{HEADER}electricity,{quantity},kWh,2024-03,,\n", encoding="utf-8")
    result = _carbon(tmp_path, "inventory", "a.csv", "--geography", "TW", "--year", "2024")
    assert result.exit_code == 1
    assert len(result.stderr) < 1000


def test_years_of_thousands_of_digits_are_none(tmp_path: Path) -> None:
    """Python refuses to read such a number in words of its own; here it is no year, cut to what can be read."""
    shutil.copytree(KGI, tmp_path / "kgi")
    (tmp_path / "sector.csv").write_text(f"year,intensity\n{'9' * 5000},1\n", encoding="utf-8")
    rule = 'title = "t"\nform = "reduction_points"\nquantity = "emissions"\nstatus = "own"\nsource = "s"\n'
    rule += f"[parameters.points_percent]\n{'9' * 5000} = 42\n"
    (tmp_path / "kgi" / "scenarios" / "targets" / "ours.toml").write_text(rule, encoding="utf-8")
    for asked in (["--rule", "sda", "--sector", "sector.csv"], ["--rule", "ours"]):
        result = _carbon(tmp_path, "target", "kgi", "--target-year", "2030", *asked)
        assert result.exit_code == 1
        assert f'"{"9" * 60}…" is not a year' in result.stderr


@pytest.mark.parametrize(("unit", "status"), [("kWh", 0), ("foo", 1)])
def test_nothing_stays_in_the_folder_for_temporary_files(unit: str, status: int, tmp_path: Path) -> None:
    """Neither after a normal end nor after a refusal, of a process of its own."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    (tmp_path / "a.csv").write_bytes(f"{HEADER}electricity,1,{unit},2024-03,臺北,\n".encode("cp950"))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "carbon",
            "inventory",
            "a.csv",
            "--geography",
            "TW",
            "--year",
            "2024",
            "--encoding",
            "big5",
        ],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == status
    assert not list(temporary.iterdir())
