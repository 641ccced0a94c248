"""The programs in benchmarks/ find what they import, wherever it was moved."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.py")))
def test_program_can_be_imported(name: str) -> None:
    """Each by itself, with what it imports later by name."""
    code = f"import importlib, {name}; [importlib.import_module(each) for each in getattr({name}, 'HEAVY', ())]"
    done = subprocess.run([sys.executable, "-c", code], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_walk_of_a_row_is_short() -> None:
    """A row becomes at most seven records on its way into the totals, and at most thirty modules work on it."""
    code = "import walk; _, kinds, working = walk.walk_of_a_row(); print(len(next(iter(kinds.values()))), len(working))"
    done = subprocess.run([sys.executable, "-c", code], cwd=FOLDER, capture_output=True, text=True, check=True)
    records, modules = map(int, done.stdout.split())
    assert records <= 7
    assert modules <= 30
