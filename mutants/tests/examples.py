"""How many examples hypothesis looks at: few and the same on every run, or a thousand new ones with `make laws`."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis.database import DirectoryBasedExampleDatabase

IS_SEARCHING = os.environ.get("LAWS") == "search"
NEW_ONES = 1000
FAILURES = Path(__file__).resolve().parents[1] / ".hypothesis" / "examples"

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
_SAME = settings(
    derandomize=True,
    deadline=None,
    max_examples=16,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=_SLOW,
)
_NEW = settings(
    derandomize=False,
    deadline=None,
    max_examples=NEW_ONES,
    database=DirectoryBasedExampleDatabase(FAILURES),
    phases=tuple(Phase),
    suppress_health_check=_SLOW,
)
"""A counterexample is made small and kept, so that the next run begins with it."""


def load() -> None:
    """Let every law look at as many examples as this run asks for."""
    settings.register_profile("carbon", parent=_NEW if IS_SEARCHING else _SAME)
    settings.load_profile("carbon")


def examples(count: int) -> settings:
    """Return the settings of a law that looks at some examples, or at a thousand new ones at least."""
    if IS_SEARCHING:
        return settings(_NEW, max_examples=max(count, NEW_ONES))
    return settings(_SAME, max_examples=count)
