"""`make fuzz SEED=1`: folders changed at random, commands run on them, and everything that is wrong told.

Each run is a process of its own, so that a hang or a crash is seen. What is found is kept under `build/fuzz/`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import resource
import shlex
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

import carbon
from carbon.cli import main as command_line
from tests.fuzz import bases, commands, judge
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.rewritings import rewritten

KEPT = bases.ROOT / "build" / "fuzz"
PATIENCE_SECONDS = 60
"""What a command may take of a processor, however busy the machine is."""
LONGEST_SECONDS = 600
"""What it may take in all."""
CRASHED = 70
REWRITTEN = 0.45
"""The part of the folders asked for their figures that are written otherwise, and have to be accepted."""
FROZEN = 0.07
"""The part of the others in which a year is frozen first."""


def run(arguments: list[str], folder: Path, scratch: Path) -> tuple[int | None, bytes, bytes]:
    """Run a command in a folder, in a process of its own.

    Returns
    -------
    tuple
        Its exit status (None if it had to be killed), what it printed, and what it said.
    """
    out, err = scratch / "stdout", scratch / "stderr"
    child = os.fork()
    if child == 0:
        _become(arguments, folder, out, err)
    end = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return None if code == -signal.SIGXCPU else code, out.read_bytes(), err.read_bytes()
        time.sleep(0.005)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None, out.read_bytes(), err.read_bytes()


def _become(arguments: list[str], folder: Path, out: Path, err: Path) -> None:
    """Be the command, in the child."""
    status = CRASHED
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_SECONDS, PATIENCE_SECONDS + 5))
    try:
        for number, path in ((1, out), (2, err)):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        os.chdir(folder)
        command_line(arguments, prog_name="carbon")
    except SystemExit as leave:
        status = leave.code if isinstance(leave.code, int) else 1
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(status)


def _written(files: bases.Files, folder: Path) -> None:
    """Write files into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _read(folder: Path) -> bases.Files:
    """Read every file of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def attempt(seed: str) -> tuple[list[str], bases.Case, list[str], int | None]:
    """Change one folder, run one command, and judge it.

    Returns
    -------
    tuple
        The command, the folder as it was changed, what is wrong, and the exit status.
    """
    random = Random(seed)
    case = bases.drawn(random)
    arguments = commands.drawn(random)
    with tempfile.TemporaryDirectory(prefix="carbon-fuzz-") as name:
        folder, scratch = Path(name, "folder"), Path(name, "scratch")
        folder.mkdir()
        scratch.mkdir()
        if arguments[0] == "verify" or any("carbon.lock" in word for word in arguments) or random.random() < FROZEN:
            _written(case.files, folder)
            run(["freeze", ".", "--year", "2024"], folder, scratch)
            case.files = _read(folder)
            shutil.rmtree(folder)
            folder.mkdir()
        _change(random, case, arguments)
        _written(case.files, folder)
        status, stdout, stderr = run(arguments, folder, scratch)
        faults = [
            *judge.faults(arguments, status, stdout, stderr),
            *judge.touched(arguments, case.files, _read(folder)),
            *judge.of_figures(arguments, case, status, stdout),
        ]
        if faults:
            case.changes += ["", *stderr.decode("utf-8", "replace").splitlines()[-25:]]
    return arguments, case, faults, status


def _change(random: Random, case: bases.Case, arguments: list[str]) -> None:
    """Write a folder otherwise, which moves nothing, or change what it says."""
    is_asked = tuple(arguments) == commands.INVENTORY and "carbon.lock" not in case.files
    if case.is_known and is_asked and random.random() < REWRITTEN:
        case.meant = dict(case.files)
        case.changes = rewritten(random, case.files)
        return
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        case.changes.append(random.choice(MUTATIONS)(random, case.files))


def _keep(seed: str, arguments: list[str], case: bases.Case, faults: list[str]) -> None:
    """Keep a folder that shows something wrong."""
    folder = KEPT / seed
    shutil.rmtree(folder, ignore_errors=True)
    _written(case.files, folder / "folder")
    words = [shlex.join(["carbon", *arguments]), *faults, "", *case.changes]
    (folder / "what.txt").write_text("\n".join(words) + "\n", encoding="utf-8", errors="surrogateescape")


def _import() -> None:
    """Import once, before the processes part, what commands import when they are called."""
    for module in pkgutil.walk_packages(carbon.__path__, "carbon."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def main() -> int:
    """Fuzz for some minutes; exit status 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--runs", type=int, default=10**9, help="Stop after some runs, however fast.")
    chosen = parser.parse_args()
    _import()
    end, count, wrong, statuses = time.monotonic() + 60 * chosen.minutes, 0, 0, dict[int | None, int]()
    asked = accepted = 0
    while time.monotonic() < end and count < chosen.runs:
        seed = f"{chosen.seed}-{count}"
        arguments, case, faults, status = attempt(seed)
        statuses[status] = statuses.get(status, 0) + 1
        asked += tuple(arguments) == commands.INVENTORY
        accepted += tuple(arguments) == commands.INVENTORY and status == 0
        if faults:
            wrong += 1
            _keep(seed, arguments, case, faults)
            sys.stdout.write(f"{seed}: {ascii(shlex.join(['carbon', *arguments]))[1:150]}: {faults[0]}\n")
            sys.stdout.flush()
        count += 1
    told = ", ".join(f"{number} with status {status}" for status, number in sorted(statuses.items(), key=str))
    sys.stdout.write(f"seed {chosen.seed}: {count} runs ({told}), {wrong} wrong; ")
    sys.stdout.write(f"{accepted} of {asked} inventories accepted\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
