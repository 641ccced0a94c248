"""Settings of hypothesis for every law, and of Python's search for circles."""

from __future__ import annotations

import gc

from tests.examples import load

collect_ignore = ["conftest.py"]
"""It holds no examples to run, and other folders have a file of its name."""

load()


def pytest_collection_finish() -> None:
    """Have Python look for circles among what a test makes, and seldom: what all tests share is never given back."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_unconfigure() -> None:
    """Let the process end as any other."""
    gc.unfreeze()
