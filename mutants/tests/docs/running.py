"""Running a page: its files are written, its commands run, and what they print is compared with what the page shows.

Blocks are taken in their order, in a folder of the page's own that holds `docs/examples`:

- ```` ```csv title=energy.csv ```` (or toml, or text) writes that file; `append=carbon.toml` adds to one.
- ```` ```console ```` runs each line that begins with `$ `, and the lines below it are what is printed. `carbon` runs
  inside the process; `make demo` runs what the Makefile says; a few commands of the shell are let through. A line that
  is `…` stands for any number of lines.
- ```` ```python ```` with `>>>` is a doctest; the page's names last from one block to the next.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from carbon.cli import main
from tests.docs.pages import ROOT, Block, blocks

WIDTH = 100
"""Columns of the terminal in which help is shown."""
PROMPT = "$ "
ELLIPSIS = "…"
Same = Callable[[str, str], bool]
_SHELL = {"cat", "cp", "echo", "find", "head", "iconv", "ls", "mkdir", "mv", "printf", "rm", "sed"}
_SHOWN = {"csv", "json", "mermaid", "text", "toml", "", "html"}


class PageError(AssertionError):
    """Raised when a page says something that is not so."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a console block: its number of line on the page, its text, and the lines said to be printed."""

    line: int
    text: str
    expected: tuple[str, ...]


@dataclass(slots=True)
class Shell:
    """The folder and the state in which a page is run."""

    folder: Path
    status: int = 0
    names: dict[str, Any] = field(default_factory=dict)

    def run(self, text: str) -> list[str]:
        """Run a command and return the lines that it prints, words and data as a terminal shows them."""
        if text == "echo $?":
            return [str(self.status)]
        if text.startswith("cd "):
            os.chdir(text.removeprefix("cd "))
            return []
        commands = text.split(" | ")
        words, data = "", ""
        for position, command in enumerate(commands):
            last = position == len(commands) - 1
            outcome = self._one(command, data, apart=not last)
            words, data = words + outcome[0], outcome[1]
        output = words + data
        return [line.rstrip() for line in output.rstrip("\n").split("\n")] if output.strip() else []

    def _one(self, text: str, given: str, *, apart: bool) -> tuple[str, str]:
        """Run one command and return its words (if they are to be apart from the data) and what it prints."""
        words = shlex.split(text)
        if words[0] == "carbon":
            outcome = self._carbon(words[1:], given)
            return (outcome.stderr, outcome.stdout) if apart else ("", outcome.output)
        if words[0] == "make":
            return "", self._make(words[1])
        return "", self._other(words, given)

    def _carbon(self, arguments: Sequence[str], given: str = "") -> Result:
        """Run a command of `carbon` inside the process."""
        outcome = CliRunner().invoke(main, arguments, input=given, prog_name="carbon", terminal_width=WIDTH)
        if outcome.exception is not None and not isinstance(outcome.exception, SystemExit):
            raise outcome.exception
        self.status = outcome.exit_code
        return outcome

    def _other(self, words: list[str], given: str) -> str:
        """Run a command of the system, if it is one of those that the documentation may use."""
        if words[0] == "python":
            words[0] = sys.executable
        elif words[0] not in _SHELL:
            raise PageError(f"{words[0]} is not run in the documentation")
        done = subprocess.run(words, input=given.encode(), capture_output=True, check=False)
        self.status = done.returncode
        return (done.stdout + done.stderr).decode(errors="replace")

    def _make(self, target: str) -> str:
        """Do what the Makefile says for a target, as far as it runs `carbon`."""
        printed = []
        for line in recipe(target):
            text, shown = line.removeprefix("@"), not line.startswith("@")
            if shown:
                printed.append(f"{text}\n")
            words = shlex.split(text)
            if words[0] == "carbon":
                printed.append(self._carbon(words[1:]).output)
            elif words[0] == "echo":
                printed.append(f"{' '.join(words[1:])}\n")
            elif words[0] == "mkdir":
                Path(words[-1]).mkdir(parents=True, exist_ok=True)
        return "".join(printed)


def recipe(target: str) -> list[str]:
    """Return the lines of a target of the Makefile and of the targets that it needs, the environment's apart."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(rf"^{target}:(?P<needs>.*)\n(?P<lines>(\t.*\n)*)", text, re.MULTILINE)
    if found is None:
        raise PageError(f"the Makefile has no target {target}")
    before = [line for need in found["needs"].split() if "$" not in need for line in recipe(need)]
    lines = [line.removeprefix("\t").replace("$(RUN)carbon", "carbon") for line in found["lines"].splitlines()]
    return [*before, *(line.replace("$(RUN)", ".venv/bin/") for line in lines)]


@contextmanager
def shell(folder: Path) -> Iterator[Shell]:
    """Prepare a folder with the examples, and go there."""
    shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield Shell(folder)
    finally:
        os.chdir(before)


def commands(block: Block) -> list[Command]:
    """Return the commands of a console block."""
    found: list[Command] = []
    for number, line in enumerate(block.lines, start=block.first):
        if line.startswith(PROMPT):
            found.append(Command(number, line.removeprefix(PROMPT), ()))
        elif not found:
            raise PageError(f"line {number + 1}: a console block begins with a command")
        else:
            last = found[-1]
            found[-1] = Command(last.line, last.text, (*last.expected, line))
    return found


def page(text: str, within: Shell) -> Iterator[tuple[Command, list[str]]]:
    """Run a page and yield each command with what it printed; what else the page says is checked on the way."""
    for block in blocks(text):
        if block.language == "console":
            for command in commands(block):
                yield command, within.run(command.text)
        elif block.language == "python":
            yield from _session(block, within)
        elif block.language in _SHOWN:
            _file(block)
        else:
            raise PageError(f"line {block.first}: a block of {block.language!r} is neither run nor checked")


def _file(block: Block) -> None:
    """Write the file that a block is, if it is one; TOML has to be TOML in any case."""
    if block.language == "toml":
        tomllib.loads(block.text)
    for attribute, mode in (("title", "w"), ("append", "a")):
        if attribute in block.attributes:
            path = Path(block.attributes[attribute])
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(mode, encoding="utf-8", newline="") as file:
                file.write(block.text)


class _Recorder(doctest.DocTestRunner):
    """Runs examples and keeps what they print."""

    def __init__(self) -> None:
        super().__init__()
        self.printed: list[str] = []

    def report_success(self, *arguments: Any, **_: Any) -> None:  # noqa: ANN401 - doctest's own are not typed either
        self.printed.append(arguments[-1])

    report_failure = report_success

    def report_unexpected_exception(self, *arguments: Any, **_: Any) -> None:  # noqa: ANN401 - idem
        """Let a fault of the page be a fault of the test."""
        raise PageError(f"{arguments[-2].source.strip()}: {arguments[-1][1]!r}")


def _session(block: Block, within: Shell) -> Iterator[tuple[Command, list[str]]]:
    """Run a block of Python and yield each example with what it printed."""
    test = doctest.DocTestParser().get_doctest(block.text, within.names, "page", "page", 0)
    if not test.examples:
        raise PageError(f"line {block.first}: a block of Python shows what it prints, after >>>")
    recorder = _Recorder()
    recorder.run(test, out=lambda _: None, clear_globs=False)
    within.names.update(test.globs)
    for example, printed in zip(test.examples, recorder.printed, strict=True):
        assert example.lineno is not None
        last = block.first + example.lineno + example.source.count("\n") - 1
        yield Command(last, example.source, tuple(example.want.splitlines())), printed.splitlines()


def alike(expected: Sequence[str], printed: Sequence[str]) -> bool:
    """Say whether what is printed is what a page shows, `…` standing for any number of lines."""
    return aligned(expected, printed, same=str.__eq__) is not None


def rewritten(expected: Sequence[str], printed: Sequence[str]) -> list[str]:
    """Return what a page should show, leaving out again what it left out before, as far as that can be found.

    Lines are told apart by their shape, so that other figures are no other lines.
    """
    shown = [line for line in expected if line != ELLIPSIS]
    matcher = SequenceMatcher(None, [*map(_shape, shown)], [*map(_shape, printed)], autojunk=False)
    places = {a + k: b + k for a, b, size in matcher.get_matching_blocks() for k in range(size)}
    kept, start, before = list[str](), 0, -1
    for line in expected:
        if line != ELLIPSIS:
            before += 1
            continue
        first, after = places.get(before, -1) + 1, places.get(before + 1, len(printed))
        if (before >= 0 and before not in places) or (before + 1 < len(shown) and before + 1 not in places):
            continue
        kept += [*printed[start:first], ELLIPSIS]
        start = after
    return [*kept, *printed[start:]]


def _shape(line: str) -> str:
    """Return a line without what its figures are."""
    return re.sub(r"\s+", " ", re.sub(r"[0-9]+", "0", line))


def aligned(expected: Sequence[str], printed: Sequence[str], *, same: Same) -> list[int | None] | None:
    """Return the place in what is printed of each line shown, None for `…`; or None if they do not fit.

    What stands between two `…` is looked for from where the last piece ended, as far up as it fits; the last piece
    has to fit at the end.
    """
    places: list[int | None] = []
    start, pieces = 0, _pieces(expected)
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        starts = [0] if number == 0 else range(start, len(printed) - len(piece) + 1)
        if last:
            starts = [len(printed) - len(piece)] if number else [0] if len(piece) == len(printed) else []
        fits = (at for at in starts if at >= start and _fits(piece, printed[at:], same))
        found = next(fits, None)
        if found is None:
            return None
        if number:
            places.append(None)
        places += range(found, found + len(piece))
        start = found + len(piece)
    return places


def _pieces(expected: Sequence[str]) -> list[list[str]]:
    """Split lines at `…`."""
    pieces: list[list[str]] = [[]]
    for line in expected:
        if line == ELLIPSIS:
            pieces.append([])
        else:
            pieces[-1].append(line)
    return pieces


def _fits(piece: Sequence[str], printed: Sequence[str], same: Same) -> bool:
    """Say whether lines are those that begin what is printed."""
    return len(piece) <= len(printed) and all(map(same, piece, printed))
