"""Watching a long question: how far the engine has read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_EVERY_SECONDS = 1 / 4
Report = Callable[[int], None]
"""Called now and then with the percentage done."""


@contextmanager
def watched(connection: Any, report: Report | None) -> Iterator[None]:  # noqa: ANN401 - DuckDB's connection
    """Report the progress of what a connection runs meanwhile; without a reporter do nothing."""
    if report is None:
        yield
        return
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_EVERY_SECONDS):
            percent = int(connection.query_progress())
            if percent >= 0:
                report(percent)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()
