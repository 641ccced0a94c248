"""Kill every command that writes at random moments: the old file or the new one, never half, and the next run works.

    python benchmarks/kill.py --moments 100

Every command runs in a process of its own, which is killed (SIGKILL) after a random part of the time that it takes.
The process is forked from one that has everything imported, so that the moments fall into the work.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from carbon import library
from carbon.cli import main as carbon

HEAVY = (
    "carbon.history.freeze", "carbon.history.upgrade", "carbon.factors.datasets.importing",
    "carbon.charts.inventory_kinds", "carbon.accounting.lock", "carbon.history.changes_page", "tomlkit",
)  # fmt: skip
"""What commands import when they run."""
OWN = "emission_factors/own/2024/factors.csv"


@dataclass(frozen=True, slots=True)
class Job:
    """A command that writes.

    Parameters
    ----------
    arguments
        The command, in a folder that holds a copy of an example.
    written
        The files, or the folder of files, that it writes.
    """

    arguments: Sequence[str]
    written: str


JOBS = (
    Job(("inventory", "kgi", "--year", "2024", "--format", "json", "--no-inputs", "--output", "out.json"), "out.json"),
    Job(("chart", "emissions", "kgi", "--year", "2024", "--output", "out.svg"), "out.svg"),
    Job(("diff", "kgi", "--year", "2023", "--year", "2024", "--output", "out.txt"), "out.txt"),
    Job(("freeze", "kgi", "--year", "2024"), "kgi/carbon.lock"),
    Job(("factors", "upgrade", "kgi", "--to", "tw-moea-electricity@2026-06", "--apply"), "kgi/carbon.toml"),
    Job(("factors", "import", f"kgi/{OWN}", "--dataset", "kgi", "--version", "1", "--into", "into"), "into"),
    Job(("init", "new"), "new"),
)


def laid_out(folder: Path) -> Path:
    """Put the example into a folder, with an older output beside it."""
    shutil.copytree(library.examples() / "kgi", folder / "kgi")
    for name in ("out.json", "out.svg", "out.txt"):
        (folder / name).write_bytes(b"old")
    return folder


def files(place: Path) -> dict[str, bytes]:
    """Return the files of a place that anyone would read, by their names."""
    if place.is_file():
        return {"": place.read_bytes()}
    found = (path for path in place.rglob("*") if path.is_file())
    names = {path: path.relative_to(place) for path in found}
    return {name.as_posix(): path.read_bytes() for path, name in names.items() if not _is_hidden(name)}


def _is_hidden(path: Path) -> bool:
    """Say whether a path is that of a part."""
    return any(part.startswith(".") for part in path.parts)


def forked(arguments: Sequence[str], folder: Path) -> int:
    """Run a command in a process of its own, and return its number."""
    child = os.fork()
    if child:
        return child
    os.chdir(folder)
    result = CliRunner().invoke(carbon, list(arguments))
    os._exit(result.exit_code)


def taken(job: Job) -> tuple[float, dict[str, bytes], dict[str, bytes]]:
    """Return how long a command takes [s], and what it writes over and writes."""
    with tempfile.TemporaryDirectory() as name:
        folder = laid_out(Path(name))
        old = files(folder / job.written)
        started = time.perf_counter()
        _, status = os.waitpid(forked(job.arguments, folder), 0)
        if status:
            sys.exit(f"{' '.join(job.arguments)} ends with status {status} when nobody kills it.")
        return time.perf_counter() - started, old, files(folder / job.written)


def _part(chance: random.Random) -> float:
    """Draw a part of the time that a command takes, every other one from its end, where it writes."""
    return chance.uniform(*chance.choice([(0, 1.1), (0.8, 1.1)]))


def once(job: Job, moment: float, wholes: Sequence[dict[str, bytes]]) -> tuple[int, str, float]:
    """Kill a command at a moment [s], look at what is there, run it again, and look again.

    Returns
    -------
    tuple
        Which of the wholes was there, -1 for none, what is wrong, and how long the next run took [s], 0 if there was
        none.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = laid_out(Path(name))
        child = forked(job.arguments, folder)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        before = files(folder / job.written)
        if before not in wholes:
            return -1, "half a file is there", 0
        place, started = wholes.index(before), time.perf_counter()
        _, status = os.waitpid(forked(job.arguments, folder), 0)
        seconds = time.perf_counter() - started
        is_there = job.written == "new" and bool(before)
        if status and not is_there:
            return place, "the next run fails", 0
        if any(path.name.endswith(".part") for path in folder.rglob("*")):
            return place, "a part is left after the next run", 0
        return place, "", 0 if is_there else seconds


def main() -> None:
    """Kill as often as the command line says, and end with status 1 if anything is wrong.

    How long a command takes is measured anew with every run that is not killed, so that the moments go on falling where
    it writes when the machine has more or less to do.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=100, help="how often each command is killed")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for module in HEAVY:
        importlib.import_module(module)
    chance = random.Random(options.seed)  # noqa: S311 - moments, no secrets
    faults = 0
    for job in JOBS:
        seconds, old, new = taken(job)
        wholes = [old, new, {name: content for name, content in new.items() if name != "manifest.csv"}]
        places, found = list[int](), list[str]()
        for _ in range(options.moments):
            place, fault, took = once(job, seconds * _part(chance), wholes)
            places.append(place)
            found += [fault] if fault else []
            seconds = took or seconds
        seen = {"old": places.count(0), "new": places.count(1)}
        faults += len(found)
        print(f"{' '.join(job.arguments[:2]):20} {options.moments} times killed within {seconds:.2f} s: "
              f"{seen['old']} old, {seen['new']} new, {len(found)} wrong {sorted(set(found))}", flush=True)  # fmt: skip
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
