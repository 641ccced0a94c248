"""The gallery of problems: one folder per sin, with the bad input, the command, and the exact words that it gets.

A case is a folder: `command` holds the arguments, `expected.txt` what is printed, and the rest is the input. Files that
cannot be kept as they are (links that lead nowhere, Parquet, very many rows) are made by the functions of `MADE`.

`python tests/problems/test_gallery.py --write [CASE]...` writes every `expected.txt`, and the messages that
`docs/problems.md` quotes, anew. Read the difference: each message says where, what was written, why it is refused, and
what to do.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from carbon.cli import main
from carbon.model.codes import CODES
from carbon.model.sentences import Sentence
from carbon.tables import messages

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "problems.md"
HEADER = "activity,quantity,unit,period\n"
BESIDE_THE_INPUT = {"command", "expected.txt", "expected_zh.txt"}
LONGEST = 12_000
"""A message longer than this [characters] is not read."""
QUOTED = re.compile(
    r"^(### `(?P<code>[a-z-]+)`)$|(?P<head>^<!-- case: (?P<case>\w+) -->\n```text\n).*?^```$", re.MULTILINE | re.DOTALL
)
OF_PYTHON = ("Traceback", "Error:", "Fraction(", "PosixPath", "<class", "invalid literal", "isoformat", "\ufffd")
CODE = re.compile(r"^(?:\S.*: )?([a-z]+(?:-[a-z0-9]+)+|infeasible|output|spread)(?: \(warning\))?$", re.MULTILINE)

HEADS = {"{place}: {code}", "{head} (warning)"}
"""Heads of messages, in which files and columns are called what their users call them."""
QUOTES = re.compile(r"「[^」]*」|\"[^\"\n]*\"|`[^`]*`|\[[^]]*\]|\{[^}]*\}|carbon( [a-z]+)+|^  .* → .*$", re.MULTILINE)
"""What stands in a message as it was written: words of the user, code, commands."""
ENGLISH = re.compile(r"[A-Za-z][a-z]+(?:,? [A-Za-z][a-z]+){2,}")

UNREACHED: dict[str, str] = {"no-room": "Filling a disk takes a machine's; tests/rooms/test_scratch.py says the words."}
"""Codes without a case, and why."""


def _broken_link(folder: Path) -> None:
    """Link to a file that is not there."""
    (folder / "electricity.csv").symlink_to("moved/electricity.csv")


def _broken_link_in_folder(folder: Path) -> None:
    """Link to a file that is not there, beside a good one."""
    (folder / "activity" / "2023.csv").symlink_to("../moved/2023.csv")


def _broken_links_beside(folder: Path) -> None:
    """Link to files that are not there, under the names of everything else that is read."""
    (folder / "emission_factors" / "own" / "2024").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    for name in ("metrics.csv", "carbon.lock", "emission_factors/own/2024/factors.csv", "scenarios/grid.csv"):
        (folder / name).symlink_to("/moved/away.csv")


def _devices(folder: Path) -> None:
    """Link to what is read for ever, under the names of everything that is read."""
    (folder / "emission_factors" / "own" / "2024").mkdir(parents=True)
    names = ("metrics.csv", "instruments.csv", "carbon.lock", "activity/2025.csv", "emission_factors/manifest.csv")
    for name in (*names, "emission_factors/own/2024/source.toml"):
        (folder / name).symlink_to("/dev/zero")
    os.mkfifo(folder / "activity" / "2026.csv")


def _broken_link_of_settings(folder: Path) -> None:
    """Link to settings that are not there."""
    (folder / "carbon.toml").symlink_to("../moved/carbon.toml")


def _very_long_cell(folder: Path) -> None:
    """Write a unit of 100,000 characters."""
    unit = "kWh " * 25_000
    (folder / "electricity.csv").write_text(f"{HEADER}electricity,1,{unit},2024-03\n", encoding="utf-8")


def _fifty_thousand_bad_rows(folder: Path) -> None:
    """Write quantities and periods that are wrong in every row."""
    rows = "".join(f"electricity,{row} kWh,kWh,2024-{13 + row % 80}\n" for row in range(50_000))
    (folder / "electricity.csv").write_text(HEADER + rows, encoding="utf-8")


def _many_unknown_activities(folder: Path) -> None:
    """Write an invoice number where the activity should be."""
    rows = "".join(f"INV-{row:06},{row},kWh,2024-03\n" for row in range(100))
    (folder / "electricity.csv").write_text(HEADER + rows, encoding="utf-8")


def _equal_faults(folder: Path) -> None:
    """Write thousands with a comma, and a unit that is misspelt, in 765 rows of several activities."""
    activities = ("electricity", "natural_gas/stationary", "water/supply")
    rows = "".join(f'{activities[row % 3]},"1,{row:03}",kWhh,2024-03\n' for row in range(765))
    (folder / "electricity.csv").write_text(HEADER + rows, encoding="utf-8")


def _many_bad_units(folder: Path) -> None:
    """Write a unit of its own in each of 20,000 rows."""
    rows = "".join(f"electricity,1,kWh no. {row:05},2024-03\n" for row in range(20_000))
    (folder / "electricity.csv").write_text(HEADER + rows, encoding="utf-8")


def _too_many_rows_to_compare(folder: Path) -> None:
    """Write one row more than are compared with each other."""
    (folder / "bills.csv").write_text(HEADER + "electricity,1,kWh,2024-03\n" * 500_001, encoding="utf-8")


def _too_many_facilities(folder: Path) -> None:
    """Write the number of the bill where the facility should be."""
    header = "activity,quantity,unit,period,facility\n"
    rows = "".join(f"electricity,1,kWh,2024-03,B{row}\n" for row in range(500_001))
    (folder / "electricity.csv").write_text(header + rows, encoding="utf-8")


def _many_groups(folder: Path) -> None:
    """Write more facilities than an organisation has."""
    rows = "".join(f"electricity,1,kWh,2024-03,room {row}\n" for row in range(200_001))
    (folder / "electricity.csv").write_text(f"activity,quantity,unit,period,facility\n{rows}", encoding="utf-8")


def _late_odd_byte(folder: Path) -> None:
    """Write a file whose first byte that is no text comes after two megabytes."""
    rows = b"electricity,1,kWh,2024-03\n" * 80_000
    (folder / "electricity.csv").write_bytes(HEADER.encode() + rows + b"electricity,1,\xff\xff,2024-03\n")


def _nul_bytes_at_the_end(folder: Path) -> None:
    """Write a file whose last block was never written."""
    rows = b"electricity,1,kWh,2024-03\n" * 1_000
    (folder / "electricity.csv").write_bytes(HEADER.encode() + rows + bytes(4096))


def _very_long_line(folder: Path) -> None:
    """Write a last line that is longer than what the engine reads ahead, and that it would drop."""
    row = f"electricity,1200,kWh,2024-03,{'see below ' * 4_000_000}"
    (folder / "electricity.csv").write_text(f"{HEADER.strip()},note\n{row}", encoding="utf-8")


def _linked_twice(folder: Path) -> None:
    """Link to a file by name and by its place on the disk."""
    original = folder / "activity" / "electricity.csv"
    (folder / "activity" / "hard.csv").hardlink_to(original)
    (folder / "activity" / "soft.csv").symlink_to(original.name)


def _name_not_utf8(folder: Path) -> None:
    """Name a file as a computer of last century did."""
    name = os.fsdecode(b"\xb9q\xb6O.csv")
    (folder / "activity" / name).write_text(f"{HEADER}electricity,800,kWh,2024-04\n", encoding="utf-8")


def _parquet(folder: Path, quantity: pa.Array) -> None:
    """Write a Parquet file with these quantities."""
    rows = len(quantity)
    words = {"activity": "electricity", "unit": "kWh", "period": "2024-03"}
    table = pa.table({name: pa.array([word] * rows, pa.string()) for name, word in words.items()})
    pq.write_table(table.append_column("quantity", quantity), folder / "electricity.parquet")


def _terminal_escapes(folder: Path) -> None:
    """Write cells that would colour a terminal, rename its window and turn what follows around."""
    rows = "electricity,x,kWh,2024-03,\x1b[31mTaipei\x1b]0;root\x07 \u202eHQ\n"
    (folder / "electricity.csv").write_text("activity,quantity,unit,period,facility\n" + rows, encoding="utf-8")


def _parquet_empty_bytes(folder: Path) -> None:
    """Write a Parquet file of no bytes."""
    (folder / "electricity.parquet").touch()


def _parquet_damaged(folder: Path) -> None:
    """Write two Parquet files, and damage the pages of the second."""
    for name in ("january", "february"):
        _parquet(folder, pa.array([1200] * 1000, pa.int64()))
        (folder / "electricity.parquet").rename(folder / f"{name}.parquet")
    content = bytearray((folder / "february.parquet").read_bytes())
    content[10:60] = b"\xff" * 50
    (folder / "february.parquet").write_bytes(content)


MADE: dict[str, Callable[[Path], None]] = {
    "broken_link": _broken_link,
    "broken_link_in_folder": _broken_link_in_folder,
    "broken_link_of_settings": _broken_link_of_settings,
    "broken_links_beside": _broken_links_beside,
    "devices": _devices,
    "very_long_cell": _very_long_cell,
    "fifty_thousand_bad_rows": _fifty_thousand_bad_rows,
    "many_groups": _many_groups,
    "many_unknown_activities": _many_unknown_activities,
    "equal_faults": _equal_faults,
    "too_many_facilities": _too_many_facilities,
    "too_many_rows_to_compare": _too_many_rows_to_compare,
    "many_bad_units": _many_bad_units,
    "late_odd_byte": _late_odd_byte,
    "nul_bytes_at_the_end": _nul_bytes_at_the_end,
    "very_long_line": _very_long_line,
    "linked_twice": _linked_twice,
    "name_not_utf8": _name_not_utf8,
    "parquet_float32": lambda folder: _parquet(folder, pa.array([1200.5], pa.float32())),
    "parquet_no_rows": lambda folder: _parquet(folder, pa.array([], pa.int64())),
    "parquet_wrong_types": lambda folder: _parquet(folder, pa.array([True, False])),
    "parquet_too_many_decimals": lambda folder: _parquet(folder, pa.array([Decimal("0.1")], pa.decimal128(38, 12))),
    "parquet_too_many_digits": lambda folder: _parquet(folder, pa.array([10**28, -(10**19)], pa.decimal128(38, 9))),
    "terminal_escapes": _terminal_escapes,
    "parquet_nan": lambda folder: _parquet(folder, pa.array([1.5, float("nan"), float("inf"), 1e300])),
    "parquet_damaged": _parquet_damaged,
    "parquet_empty_bytes": _parquet_empty_bytes,
}
"""What makes the input of a case that cannot be kept as files."""


@dataclass(frozen=True, slots=True)
class Case:
    """A folder of the gallery."""

    name: str

    @property
    def arguments(self) -> list[str]:
        """Return the arguments of the command."""
        return shlex.split((HERE / self.name / "command").read_text(encoding="utf-8"))

    @property
    def expected(self) -> str:
        """Return what is to be printed."""
        path = HERE / self.name / "expected.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def expected_zh(self) -> str:
        """Return what is to be printed in Chinese; empty for a case without it."""
        path = HERE / self.name / "expected_zh.txt"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    @property
    def checks(self) -> bool:
        """Say whether the command is `check`, whose findings are its data."""
        return self.arguments[0] == "check"

    @property
    def status(self) -> int:
        """Return the exit status that is due: 0 only for a check that finds nothing but warnings."""
        return 0 if self.checks and self.expected.splitlines()[-1].startswith("0 problems") else 1

    def lay_out(self, folder: Path) -> None:
        """Put the input into an empty folder."""
        beside = shutil.ignore_patterns(*BESIDE_THE_INPUT)
        shutil.copytree(HERE / self.name, folder, ignore=beside, dirs_exist_ok=True)
        if self.name in MADE:
            MADE[self.name](folder)

    def run(self, folder: Path, *options: str) -> Result:
        """Run the command inside the process, in a folder."""
        with chdir(folder):
            return CliRunner().invoke(main, [*self.arguments, *options], prog_name="carbon")

    def laid_out_and_run(self, *options: str) -> Result:
        """Run the command in a folder of its own."""
        with tempfile.TemporaryDirectory() as folder:
            self.lay_out(Path(folder))
            return self.run(Path(folder), *options)


CASES = [Case(path.parent.name) for path in sorted(HERE.glob("*/command"))]
BY_NAME = [pytest.param(case, id=case.name) for case in CASES]


def _tree(folder: Path) -> list[str]:
    """Return everything in a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@contextmanager
def _recorded() -> Iterator[list[Sentence]]:
    """Give a list in which every sentence is noted that is printed."""
    sentences: list[Sentence] = []

    def note(text: str) -> str:
        """Note a sentence, and leave it as it is."""
        if isinstance(text, Sentence) and text.template not in HEADS:
            sentences.append(text)
        return str(text)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(messages, "translator", lambda _: note)
        yield sentences


def _english_in(text: str) -> list[str]:
    """Return the runs of three and more English words in a Chinese text, but for what is quoted, code, or a name."""
    return ENGLISH.findall(QUOTES.sub("", text))


@pytest.mark.parametrize("case", BY_NAME)
def test_says_what_is_wrong(case: Case, tmp_path: Path) -> None:
    """Exactly these words, on the stream they belong to; no figure, no traceback, no file; and all of it in Chinese."""
    case.lay_out(tmp_path)
    before = _tree(tmp_path)
    with _recorded() as sentences:
        result = case.run(tmp_path)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    words, other = (result.stdout, result.stderr) if case.checks else (result.stderr, result.stdout)
    assert words == case.expected
    assert not other
    assert result.exit_code == case.status
    assert _tree(tmp_path) == before
    assert [english for sentence in sentences for english in _english_in(messages.in_language(sentence, "zh"))] == []


@pytest.mark.parametrize("case", [case for case in CASES if case.expected_zh], ids=lambda case: case.name)
def test_says_it_in_chinese(case: Case, tmp_path: Path) -> None:
    """Exactly these words with `--language zh`."""
    case.lay_out(tmp_path)
    result = case.run(tmp_path, "--language", "zh")
    assert (result.stdout if case.checks else result.stderr) == case.expected_zh
    assert result.exit_code == case.status


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_is_readable(case: Case) -> None:
    """Short enough to read, in words, and with nothing of Python in it."""
    words = case.expected
    assert words
    assert len(words) < LONGEST
    for sign in OF_PYTHON:
        assert sign not in words


@pytest.mark.parametrize("name", ["unknown_unit", "big5", "check_warnings"])
def test_as_a_command_of_its_own(name: str, tmp_path: Path) -> None:
    """`python -m carbon` says the same, in UTF-8, and leaves with the same status."""
    case = Case(name)
    case.lay_out(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "carbon", *case.arguments],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(HERE.parents[1]), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    words, other = (done.stdout, done.stderr) if case.checks else (done.stderr, done.stdout)
    assert words.decode() == case.expected
    assert not other
    assert done.returncode == case.status


def _codes(words: str) -> Iterator[str]:
    """Yield the codes that stand at the head of a message."""
    for found in CODE.finditer(words):
        if found[1] in CODES:
            yield found[1]


def test_every_code_has_a_case() -> None:
    """A code that no input brings about is dead; one that has no case is not known to be readable."""
    shown = {code for case in CASES for code in _codes(case.expected)}
    assert set(CODES) - shown == set(UNREACHED)


def test_every_code_has_a_paragraph() -> None:
    """`docs/problems.md` explains each code, in alphabetical order, and no other."""
    headings = re.findall(r"^### `(.+)`$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == sorted(CODES)


def _quoted(document: str) -> str:
    """Return the document with the message of every `<!-- case: NAME -->` as the gallery has it."""
    code = ""

    def put(found: re.Match[str]) -> str:
        """Put the first message with the code of the heading above, or the first of all, into a quotation."""
        nonlocal code
        if found["code"]:
            code = found["code"]
            return found[0]
        messages = Case(found["case"]).expected.split("\n\n")
        message = next(each for each in messages if not code or code in _codes(each))
        return f"{found['head']}{message}\n```"

    return QUOTED.sub(put, document)


def test_the_document_quotes_real_messages() -> None:
    """Every message in `docs/problems.md` is word for word in the gallery."""
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == _quoted(document)
    assert "```text\n```" not in document
    sections = re.split(r"^### `([a-z-]+)`$", document, flags=re.MULTILINE)[1:]
    unquoted = {code for code, body in zip(sections[::2], sections[1::2], strict=True) if "<!-- case: " not in body}
    assert unquoted == set(UNREACHED)


def _write(names: list[str]) -> None:
    """Write what is expected anew, to be read by whoever does it."""
    for case in CASES:
        if names and case.name not in names:
            continue
        result = case.laid_out_and_run()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            click.echo(f"{case.name}: {result.exception!r}", err=True)
            continue
        words = result.stdout if case.checks else result.stderr
        if not words or (result.stdout and not case.checks):
            click.echo(f"{case.name}: status {result.exit_code}, stdout {result.stdout[:300]!r}", err=True)
        (HERE / case.name / "expected.txt").write_text(words, encoding="utf-8")
        if case.expected_zh:
            result = case.laid_out_and_run("--language", "zh")
            words = result.stdout if case.checks else result.stderr
            (HERE / case.name / "expected_zh.txt").write_text(words, encoding="utf-8")
    DOCUMENT.write_text(_quoted(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] != ["--write"]:
        sys.exit("usage: python tests/problems/test_gallery.py --write [CASE]...")
    _write(sys.argv[2:])
