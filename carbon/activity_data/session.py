"""DuckDB inside the process: runs what is asked of files of activity data."""

from __future__ import annotations

import atexit
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from carbon.files.writing import no_room, scratch_folder
from carbon.model.problems import Problem, ProblemsError
from carbon.model.sentences import say

MEMORY_LIMIT_MIB = 300
"""What DuckDB may hold before it spills to disk [MiB]; it takes some more for its own buffers."""
Report = Callable[[int], None]
"""Called now and then, while the rows are read, with the percentage done."""
_EVERY_SECONDS = 1 / 4
_AT_ONCE = 10_000
_DAMAGED = say(
    "The rows cannot be read: the file is damaged, or was written to meanwhile.\n"
    "Export it again from its source, or save Parquet as CSV UTF-8."
)
_TOO_LARGE = say("The sum of some quantities has more than 29 digits before the point. Use larger units.")
_WHOLE = "first last since to after signature place bundle mark thing kind bill of_signature odd_first odd_last"
_TYPES = dict.fromkeys(_WHOLE.split(), "INTEGER")
_TYPES |= {"bad": "BIGINT", "billed": "BOOLEAN", "ratio": "DOUBLE"}


_idle: list[duckdb.DuckDBPyConnection] = []
"""The engines that no session uses any more: the next one need not wait until another has started."""
atexit.register(_idle.clear)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_idle.clear)  # their threads survive no fork


def _engine(threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """Return an engine that no session uses."""
    folder = str(spill).replace("'", "''")
    while _idle:
        engine = _idle.pop()
        try:
            engine.execute(f"SET threads = {threads}; SET temp_directory = '{folder}'")
        except duckdb.Error:  # it has spilled, and keeps to its folder, which is gone
            continue
        return engine
    return duckdb.connect(
        config={
            "threads": threads,
            "memory_limit": f"{MEMORY_LIMIT_MIB}MiB",
            "preserve_insertion_order": False,
            "temp_directory": str(spill),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )


class UnreadableRowsError(ProblemsError):
    """Raised when a file's rows do not fit its header, its encoding is another than it began with, or it is damaged."""

    def __init__(self) -> None:
        super().__init__([Problem("not-a-table", _DAMAGED)])


class Session:
    """A connection to DuckDB, for the files of one run.

    Parameters
    ----------
    threads
        How many threads to use; all that the machine has by default. No result depends on it.
    report
        Called now and then, while the rows are read, with the percentage done.
    """

    def __init__(self, *, threads: int | None = None, report: Report | None = None) -> None:
        self._report = report
        self._asked = 0
        self._registered: dict[str, Mapping[str, Sequence[Any]]] = {}
        self._spill = scratch_folder(self)
        engine = _engine(threads or os.cpu_count() or 1, self._spill)
        self._connection = engine.cursor()  # whose tables go with it
        self._giving_back = weakref.finalize(self, _idle.append, engine)
        self._giving_back.atexit = False

    def keep(self, name: str, query: str) -> None:
        """Keep what a query gives under a name."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def register(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Give a small table to the engine, unless it has it: columns of text, or of numbers if `_TYPES` says so."""
        if self._registered.get(name) == columns:
            return
        lists = ", ".join(f'unnest(CAST(? AS {_TYPES.get(column, "VARCHAR")}[])) AS "{column}"' for column in columns)
        values = [list(cells) for cells in columns.values()]
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {lists}", values)
        self._registered[name] = columns

    def each(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query, however many they are; nothing else may be asked meanwhile."""
        self._execute(query)
        asked = self._asked
        while batch := self._tried(lambda: self._connection.fetchmany(_AT_ONCE)):
            assert asked == self._asked
            yield from batch

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return the rows of a small query by the names of its columns."""
        rows = self.each(query)
        first = next(rows, None)
        names = [column[0] for column in self._connection.description or ()]
        return [dict(zip(names, row, strict=True)) for row in ([first, *rows] if first else ())]

    def number_of(self, query: str) -> int:
        """Return how many rows a query has."""
        ((number,),) = self.each(f"SELECT count(*) FROM ({query})")
        return int(number)

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Keep the order of the rows meanwhile, which finding them by number needs and summing does not."""
        self._execute("SET preserve_insertion_order = true")
        try:
            yield
        finally:
            self._execute("SET preserve_insertion_order = false")

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Report how far the rows are read meanwhile."""
        report = self._report
        if report is None:
            yield
            return
        self._execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_EVERY_SECONDS):
                percent = int(self._connection.query_progress())
                if percent >= 0:
                    report(percent)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        self._asked += 1
        self._tried(lambda: self._connection.execute(sql, values))

    def _tried(self, run: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever DuckDB returns
        """Run something, telling a file's faults from want of room and from sums beyond what is held exactly."""
        try:
            return run()
        except duckdb.Error as error:
            self._giving_back.detach()  # what failed is not used again
            if isinstance(error, duckdb.OutOfMemoryException) or str(self._spill) in str(error):
                raise ProblemsError([no_room(self._spill)]) from error
            if isinstance(error, duckdb.OutOfRangeException):
                raise ProblemsError([Problem("quantity-too-large", _TOO_LARGE)]) from error
            raise UnreadableRowsError from error
