"""`make mutants`: how many small changes of the core the tests notice, and those that they do not.

The tests of the core are asked first; what they let pass is tried on the gallery of problems, the pages of results and
the examples of the documentation too, which take longer. All changes take a day or two of two cores; a sample, drawn
evenly from all of them, takes an hour or two and says the score to a few per cent. `survivors.csv` names the changes
that make the same program, each with the reason; every other survivor is a gap.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
MUTANTS = HERE.parents[1] / "mutants" / "carbon"
TRIED_AGAIN = HERE.parents[1] / "mutants" / "tried_again.json"
SLOWER = ("tests/problems", "tests/reporting", "tests/docs/test_pages.py")
"""The tests that are asked for what those of the core let pass."""
BAR = 95
NOTICED = ("killed", "timeout", "segfault", "caught by type check")
FIRST = "carbon.accounting.gwp.*"
"""A module of few changes: running it writes the changes of all the others down."""


def all_names() -> list[str]:
    """Return the name of every mutant, in an order of its own."""
    files = sorted(MUTANTS.rglob("*.meta"))
    return [name for file in files for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]]


def results() -> dict[str, str]:
    """Return what became of every mutant that was tried, by its name."""
    printed = _mutmut("results", "--all", "true")
    pairs = (line.strip().rpartition(": ") for line in printed.splitlines() if ": " in line)
    return {name: outcome for name, _, outcome in pairs if outcome != "not checked"}


def change(name: str) -> tuple[str, str]:
    """Return the lines that a mutant takes out, and those that it puts in."""
    lines = [line for line in _mutmut("show", name).splitlines() if not line.startswith(("---", "+++"))]
    before, after = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in ("-", "+"))
    return before, after


def same_programs() -> dict[tuple[str, str], str]:
    """Return the changes that make the same program, with the reason."""
    with (HERE / "survivors.csv").open(encoding="utf-8", newline="") as file:
        return {(row["before"], row["after"]): row["reason"] for row in csv.DictReader(file)}


def _mutmut(*arguments: str) -> str:
    """Ask mutmut."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def try_out(sample: int, seed: int, children: int) -> None:
    """Run the tests on every mutant, or on a sample of them."""
    run = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)]
    if not sample:
        subprocess.run(run, check=True)
        return
    if not MUTANTS.exists():
        subprocess.run([*run, FIRST], check=True)
    names = all_names()
    subprocess.run([*run, *sorted(random.Random(seed).sample(names, min(sample, len(names))))], check=True)


def try_again(names: Sequence[str], children: int) -> dict[str, str]:
    """Return what becomes of mutants that the core's tests let pass under the slower ones; what was tried is kept."""
    tried: dict[str, str] = json.loads(TRIED_AGAIN.read_text(encoding="utf-8")) if TRIED_AGAIN.exists() else {}
    left = [name for name in names if name not in tried]
    with ThreadPoolExecutor(children) as threads:
        for name, outcome in zip(left, threads.map(_tried_on_slower, left), strict=True):
            tried[name] = outcome
            TRIED_AGAIN.write_text(json.dumps(tried), encoding="utf-8")
    return {name: tried[name] for name in names}


def _tried_on_slower(name: str) -> str:
    """Say what becomes of a mutant under the slower tests."""
    run = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *SLOWER]
    settings = {**os.environ, "MUTANT_UNDER_TEST": name, "PY_IGNORE_IMPORTMISMATCH": "1"}
    try:
        done = subprocess.run(run, cwd=MUTANTS.parent, env=settings, capture_output=True, timeout=1800, check=False)
    except subprocess.TimeoutExpired:
        return "timeout"
    return "survived" if done.returncode == 0 else "killed"


def report(children: int) -> int:
    """Print the score by module and the gaps; exit status 1 below the bar."""
    outcomes, reasons = results(), same_programs()
    outcomes |= try_again([name for name, outcome in outcomes.items() if outcome not in NOTICED], children)
    survivors = {name: change(name) for name, outcome in outcomes.items() if outcome not in NOTICED}
    gaps = {name: pair for name, pair in survivors.items() if pair not in reasons}
    modules = Counter(name.rpartition(".")[0] for name in outcomes)
    open_gaps = Counter(name.rpartition(".")[0] for name in gaps)
    for module, count in sorted(modules.items()):
        sys.stdout.write(f"{module}: {count - open_gaps[module]} of {count}\n")
    for name, (before, after) in gaps.items():
        sys.stdout.write(f"\n{name} ({outcomes[name]})\n- {before}\n+ {after}\n")
    tried, every = len(outcomes), len(all_names())
    share = (tried - len(gaps)) / tried
    same = len(survivors) - len(gaps)
    sys.stdout.write(
        f"\n{tried} of {every} mutants, {len(gaps)} unnoticed, {same} the same program: {100 * share:.1f} %"
    )
    if tried < every:
        margin = 196 * math.sqrt(share * (1 - share) / tried * (every - tried) / (every - 1))
        sys.stdout.write(f" ± {margin:.1f}")
    sys.stdout.write("\n")
    return 0 if 100 * share >= BAR else 1


def main() -> int:
    """Try the mutants out, and print what was noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=0, help="how many, drawn from all; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--children", type=int, default=2)
    parser.add_argument("--report", action="store_true", help="print the score of what was tried before")
    asked = parser.parse_args()
    if not asked.report:
        try_out(asked.sample, asked.seed, asked.children)
    return report(asked.children)


if __name__ == "__main__":
    sys.exit(main())
