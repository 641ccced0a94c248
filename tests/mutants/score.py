"""`make mutants`: how many small changes of the core the tests notice, and those that they do not.

`survivors.csv` names the changes that make the same program, each with the reason; every other survivor is a gap.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
BAR = 95
NOTICED = ("killed", "timeout", "segfault", "caught by type check")


def results() -> dict[str, str]:
    """Return what became of every mutant, by its name."""
    printed = _mutmut("results", "--all", "true")
    pairs = (line.strip().rpartition(": ") for line in printed.splitlines() if ": " in line)
    return {name: outcome for name, _, outcome in pairs}


def change(name: str) -> tuple[str, str]:
    """Return the lines that a mutant takes out, and those that it puts in."""
    lines = [line for line in _mutmut("show", name).splitlines() if not line.startswith(("---", "+++"))]
    before, after = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in ("-", "+")
    )
    return before, after


def same_programs() -> dict[tuple[str, str], str]:
    """Return the changes that make the same program, with the reason."""
    with (HERE / "survivors.csv").open(encoding="utf-8", newline="") as file:
        return {(row["before"], row["after"]): row["reason"] for row in csv.DictReader(file)}


def _mutmut(*arguments: str) -> str:
    """Ask mutmut."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Print the score by module and the gaps; exit status 1 below the bar."""
    outcomes, reasons = results(), same_programs()
    survivors = {name: change(name) for name, outcome in outcomes.items() if outcome not in NOTICED}
    gaps = {name: pair for name, pair in survivors.items() if pair not in reasons}
    modules = Counter(name.rpartition(".")[0] for name in outcomes)
    open_ones = Counter(name.rpartition(".")[0] for name in gaps)
    for module, count in sorted(modules.items()):
        sys.stdout.write(f"{module}: {count - open_ones[module]} of {count}\n")
    for name, (before, after) in gaps.items():
        sys.stdout.write(f"\n{name} ({outcomes[name]})\n- {before}\n+ {after}\n")
    score = 100 * (len(outcomes) - len(gaps)) / len(outcomes)
    same = len(survivors) - len(gaps)
    sys.stdout.write(f"\n{len(outcomes)} mutants, {len(gaps)} unnoticed, {same} the same program: {score:.1f} %\n")
    return 0 if score >= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
