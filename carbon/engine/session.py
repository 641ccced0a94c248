"""DuckDB inside the process: opens the files of activity data, answers the question, finds rows again."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from typing import Any, cast

import ibis
import pyarrow as pa
from ibis import ir

from carbon.engine import locate, question
from carbon.engine.rows import prepared
from carbon.engine.sums import Sums, collected
from carbon.records import SourceFile

MEMORY_LIMIT_MIB = 600
"""What DuckDB may hold before it spills to disk [MiB]; it takes some more for its own buffers."""


class UnreadableRowsError(Exception):
    """Raised when a file's rows do not fit its header, or its text is not in the encoding it began with."""


class Session:
    """A connection to DuckDB, for the files of one run.

    Parameters
    ----------
    threads
        How many threads to use; all that the machine has by default. No result depends on it.
    in_order
        Keep the order of the rows, which finding rows by number needs and summing does not.
    """

    def __init__(self, *, threads: int | None = None, in_order: bool = False) -> None:
        self._connection = ibis.duckdb.connect(
            threads=threads or os.cpu_count() or 1,
            memory_limit=f"{MEMORY_LIMIT_MIB}MiB",
            preserve_insertion_order=in_order,
            temp_directory=tempfile.gettempdir() + "/carbon-spill",
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )

    def sums(self, sources: Sequence[SourceFile]) -> Sums:
        """Ask the one question of all files.

        Raises
        ------
        UnreadableRowsError
            If a file is not the table that its header promises.
        """
        columns = {name for source in sources for name in source.columns if name}
        tables = [prepared(self.table(source, position), source) for position, source in enumerate(sources)]
        return collected(self._run(question.sums(tables, columns)))

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return the rows of a small expression."""
        return cast("list[dict[str, Any]]", self._run(expression).to_pylist())

    def numbered(self, source: SourceFile, position: int = 0) -> ir.Table:
        """Return a file's prepared rows with their numbers, as `locate` asks."""
        return locate.numbered(self.table(source, position), source)

    def table(self, source: SourceFile, position: int) -> ir.Table:
        """Open a file as a table; nothing is read yet."""
        name = f"activity_{position}"
        if source.parquet:
            return self._connection.read_parquet(str(source.text_path), table_name=name)
        return self._connection.read_csv(
            str(source.text_path),
            table_name=name,
            header=True,
            auto_detect=False,
            delim=source.delimiter,
            quote='"',
            escape='"',
            columns={f"c{place}": "VARCHAR" for place in range(len(source.columns))},
        )

    def _run(self, expression: ir.Table) -> pa.Table:
        """Run an expression, telling a file's faults from the engine's own."""
        import duckdb

        try:
            return self._connection.to_pyarrow(expression)
        except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
            raise UnreadableRowsError(str(error)) from error
