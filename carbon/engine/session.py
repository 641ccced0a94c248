"""DuckDB inside the process: opens files of activity data under names, and runs what is asked of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import duckdb
import pyarrow as pa

from carbon import scratch
from carbon.engine import rows
from carbon.problems import Problem, ProblemsError
from carbon.records import SourceFile

MEMORY_LIMIT_MIB = 300
"""What DuckDB may hold before it spills to disk [MiB]; it takes some more for its own buffers."""
Report = Callable[[int], None]
"""Called now and then, while the rows are read, with the percentage done."""
_EVERY_SECONDS = 1 / 4
_DAMAGED = (
    "The rows cannot be read: the file is damaged, or was written to meanwhile.\n"
    "Write it again from what it was made of, Parquet perhaps as CSV UTF-8."
)
_TOO_LARGE = "The sum of some quantities has more than 29 digits before the point. Use larger units."
_NUMBERS = ("first", "last", "since", "to", "after", "signature", "place", "stand", "mark", "thing", "kind")
_TYPES = dict.fromkeys((*_NUMBERS, "odd_first", "odd_last"), "INTEGER")
_TYPES |= {"bad": "BIGINT", "billed": "BOOLEAN", "ratio": "DOUBLE"}


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
        self._spill = scratch.folder(self)
        self._connection = duckdb.connect(
            config={
                "threads": threads or os.cpu_count() or 1,
                "memory_limit": f"{MEMORY_LIMIT_MIB}MiB",
                "preserve_insertion_order": False,
                "temp_directory": str(self._spill),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def open(self, sources: Sequence[SourceFile]) -> list[str]:
        """Open files, each under a name, with the columns that `rows.query` tells of; nothing is read yet."""
        names = [f"activity_{position}" for position in range(len(sources))]
        for name, source in zip(names, sources, strict=True):
            self._execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {rows.query(source)}")
        return names

    def keep(self, name: str, query: str) -> None:
        """Keep what a query gives under a name."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def register(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Give a small table to the engine: columns of text, or of whole numbers if `_TYPES` says so."""
        lists = ", ".join(f'unnest(CAST(? AS {_TYPES.get(column, "VARCHAR")}[])) AS "{column}"' for column in columns)
        sql = f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {lists}"
        self._tried(lambda: self._connection.execute(sql, [list(cells) for cells in columns.values()]))

    def arrow(self, query: str) -> pa.Table:
        """Run a query."""
        return self._tried(lambda: self._connection.sql(query).to_arrow_table())

    def rows(self, query: str) -> list[dict[str, Any]]:
        """Return the rows of a small query."""
        return cast("list[dict[str, Any]]", self.arrow(query).to_pylist())

    def number_of(self, query: str) -> int:
        """Return how many rows a query has."""
        return int(self.rows(f"SELECT count(*) AS number FROM ({query})")[0]["number"])

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

    def _execute(self, sql: str) -> None:
        """Run a statement."""
        self._tried(lambda: self._connection.execute(sql))

    def _tried(self, run: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever DuckDB returns
        """Run something, telling a file's faults from want of room and from sums beyond what is held exactly."""
        try:
            return run()
        except duckdb.OutOfMemoryException as error:
            raise ProblemsError([scratch.no_room(self._spill)]) from error
        except duckdb.OutOfRangeException as error:
            raise ProblemsError([Problem("quantity-too-large", _TOO_LARGE)]) from error
        except duckdb.Error as error:
            if str(self._spill) in str(error):
                raise ProblemsError([scratch.no_room(self._spill)]) from error
            raise UnreadableRowsError from error
