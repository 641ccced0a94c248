"""DuckDB inside the process: opens the files of activity data, answers the question, finds rows again.

What every inventory asks is written in SQL. What finds rows again is written in Ibis, which is imported and compiled to
SQL when it is asked for, since that takes longer than a company's inventory takes to compute; so does pandas, which
Ibis's own connection would bring along.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pyarrow as pa

from carbon import scratch
from carbon.engine import compare, question
from carbon.engine.comparison import Comparison
from carbon.engine.opening import opened
from carbon.engine.rows import odd
from carbon.engine.rows import query as query_of
from carbon.engine.sums import Sums
from carbon.engine.watching import Report, watched
from carbon.problems import Problem, ProblemsError
from carbon.records import SourceFile

if TYPE_CHECKING:
    from ibis import ir

MEMORY_LIMIT_MIB = 300
"""What DuckDB may hold before it spills to disk [MiB]; it takes some more for its own buffers."""
_DAMAGED = (
    "The rows cannot be read: the file is damaged, or was written to meanwhile.\n"
    "Write it again from what it was made of, Parquet perhaps as CSV UTF-8."
)
MOST_FACILITIES = 500_000
"""How many facilities there may be: each is looked up, and takes about 1.4 kB."""
_TOO_LARGE = "The sum of some quantities has more than 29 digits before the point. Use larger units."
_TYPES = {"bad": "BIGINT"} | dict.fromkeys(
    ("first", "last", "since", "to", "signature", "place", "stand", "mark", "thing", "kind", "odd_first", "odd_last"),
    "INTEGER",
)
_TYPES |= {"billed": "BOOLEAN", "ratio": "DOUBLE"}


Whereabouts = Sequence[tuple[str | None, range]]
"""Facilities, as they are written (None for an empty cell), each with months."""


class TooManyFacilitiesError(Exception):
    """Raised when the rows name more facilities than fit in memory; `number` says how many."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


class UnreadableRowsError(ProblemsError):
    """Raised when a file's rows do not fit its header, its encoding is another than it began with, or it is damaged."""

    def __init__(self) -> None:
        super().__init__([Problem("not-a-table", _DAMAGED)])


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of a file: how many, the numbers of the first and last, and the cells of the first few."""

    file: str
    rows: int
    first_row: int
    last_row: int
    first: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one kind in a file: what they have in common, how many, the cells of the first, the next numbers."""

    of: tuple[int, ...]
    rows: int
    first: dict[str, Any]
    numbers: tuple[int, ...]


class Session:
    """A connection to DuckDB, for the files of one run.

    Parameters
    ----------
    threads
        How many threads to use; all that the machine has by default. No result depends on it.
    in_order
        Keep the order of the rows, which finding rows by number needs and summing does not.
    report
        Called now and then, while the rows are read, with the percentage done.
    """

    def __init__(self, *, threads: int | None = None, in_order: bool = False, report: Report | None = None) -> None:
        self._report = report
        self._meant: tuple[SourceFile, int] | None = None
        self._spill = scratch.folder(self)
        self._connection = duckdb.connect(
            config={
                "threads": threads or os.cpu_count() or 1,
                "memory_limit": f"{MEMORY_LIMIT_MIB}MiB",
                "preserve_insertion_order": in_order,
                "temp_directory": str(self._spill),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )

    def sums(self, sources: Sequence[SourceFile]) -> Sums:
        """Ask the one question of all files.

        Raises
        ------
        UnreadableRowsError
            If a file is not the table that its header promises.
        """
        by = question.keys({name for source in sources for name in source.columns if name}, len(sources))
        tables = [self.table(source, position) for position, source in enumerate(sources)]
        with watched(self._connection, self._report):
            self.keep("groups", question.grouped(tables, by))
        if "facility" in by and self.number_of("FROM groups") > MOST_FACILITIES:
            number = self.number_of("SELECT DISTINCT facility FROM groups")
            if number > MOST_FACILITIES:
                raise TooManyFacilitiesError(number)
        texts = self.rows("SELECT DISTINCT odd FROM groups WHERE odd IS NOT NULL")
        self.register("meanings", question.meanings({row["odd"]: odd(row["odd"]) for row in texts}))
        return Sums(self, "groups", by)

    def reads(self, source: SourceFile) -> bool:
        """Say whether the rows of one file can be read."""
        try:
            self.sums([source])
        except UnreadableRowsError:
            return False
        return True

    def comparison(self, sources: Sequence[SourceFile], sums: Sums, kinds: Mapping[str, Sequence[Any]]) -> Comparison:
        """Compare the rows with each other, and correct the sums where two bills share a day.

        Parameters
        ----------
        kinds
            Of every pair of a signature and a facility: what `compare.laid_out` needs to know.
        """
        self._execute("SET preserve_insertion_order = true")
        cells = {f"of_{name}": sums.cells(name) for name in sums.by if name != "file"}
        self.register("kinds", {**cells, **kinds})
        self.register("odd_days", compare.odd_days({text: odd(text) for text in sums.odd_texts()}))
        tables = [self.table(source, position) for position, source in enumerate(sources)]
        self.keep("compared", compare.laid_out(tables, sums.by))
        found = Comparison(self, metered=any("meter" in source.columns for source in sources))
        if found.counts["shared"]:
            self.keep("corrected", compare.corrected(sums.groups_table, sums.by))
            sums.replace("corrected")
        self._execute("SET preserve_insertion_order = false")
        return found

    def keep(self, name: str, query: str) -> None:
        """Keep what a query gives under a name."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def number_of(self, query: str | ir.Table) -> int:
        """Return how many rows a query has."""
        return int(self.rows(f"SELECT count(*) AS number FROM ({_sql(query)})")[0]["number"])

    def rows(self, query: str | ir.Table) -> list[dict[str, Any]]:
        """Return the rows of a small query."""
        return cast("list[dict[str, Any]]", self.arrow(query).to_pylist())

    def numbered(self, source: SourceFile, position: int = 0) -> ir.Table:
        """Return a file's rows with their numbers, as `locate` asks."""
        from carbon.engine import locate

        return locate.numbered(self.table(source, position))

    def faulty(self, source: SourceFile, position: int, most: int) -> list[Kind]:
        """Return the kinds of wrong form in a file, under faults (bits) and form; see `locate.badly_written`."""
        from carbon.engine import locate

        rows = self.numbered(source, position)
        texts = [row["odd"] for row in self.rows(locate.oddly_written(rows).select("odd").distinct())]
        self.register("meanings", question.meanings({text: odd(text) for text in texts}))
        return self._kinds(rows, locate.badly_written(rows), ("faults", "form"), most)

    def marked(
        self, source: SourceFile, position: int, marks: Mapping[str, Sequence[Any]], most: int
    ) -> dict[int, Kind]:
        """Return the rows of a file whose cells are among some, by their mark.

        Parameters
        ----------
        marks
            Columns of cells (None for an empty one), and `mark`.
        """
        from carbon.engine import locate

        names = [name for name in marks if name != "mark"]
        self.register("marks", {name if name == "mark" else f"of_{name}": cells for name, cells in marks.items()})
        rows = self.numbered(source, position)
        return {kind.of[0]: kind for kind in self._kinds(rows, locate.marked(rows, names), ("mark",), most)}

    def _kinds(self, rows: ir.Table, some: ir.Table, by: tuple[str, ...], most: int) -> list[Kind]:
        """Count the kinds of some rows, and fetch the cells of the first of each and the numbers of the next."""
        from carbon.engine import locate

        counts = {tuple(row[name] for name in by): row["rows"] for row in self.rows(locate.counted(some, by))}
        numbers: dict[tuple[int, ...], list[int]] = {}
        for row in self.rows(locate.first_of_each(some, by, most)) if counts else ():
            numbers.setdefault(tuple(row[name] for name in by), []).append(row["row"])
        firsts = sorted({several[0] for several in numbers.values()})
        cells = {row["row"]: row for row in self.rows(locate.at(rows, firsts))} if firsts else {}
        return [Kind(of, counts[of], cells[several[0]], tuple(several)) for of, several in numbers.items()]

    def found(
        self,
        source: SourceFile,
        position: int,
        cells: Mapping[str, str | None],
        whereabouts: Whereabouts,
        most: int,
    ) -> Found:
        """Find the rows of a file that have certain cells, are of certain facilities and touch months of each."""
        from carbon.engine import in_time, locate

        rows = locate.matching(self.numbered(source, position), cells)
        if self._meant != (source, position):
            odd_rows = locate.oddly_written(self.numbered(source, position))
            texts = [row["odd"] for row in self.rows(odd_rows.select("odd").distinct())]
            self.register("meanings", question.meanings({text: odd(text) for text in texts}))
            self._meant = source, position
        columns = zip(*((facility, months.start, months.stop - 1) for facility, months in whereabouts), strict=True)
        self.register("whereabouts", dict(zip(in_time.WHEREABOUTS.columns, columns, strict=True)))
        self.keep("touching", _sql(in_time.touching(rows)))
        counted = self.rows("SELECT count(*) AS rows, min(row) AS first, max(row) AS last FROM touching")[0]
        first = self.rows(f"SELECT * FROM touching ORDER BY row LIMIT {most}")
        return Found(source.name, counted["rows"], counted["first"], counted["last"], tuple(first))

    def fingerprints(self, source: SourceFile, years: Sequence[range]) -> list[tuple[int, int, int]]:
        """Return of each of some years how many rows of a file touch it, and two numbers that say which these are.

        The file is one of those that the question was asked of.
        """
        from carbon.engine import in_time, locate

        rows = locate.opened(self.table(source, 0))
        (found,) = self.rows(in_time.fingerprints(rows, years))
        names = ("rows", "low", "high")
        cells = ([int(found[f"{name}{place}"] or 0) for name in names] for place, _ in enumerate(years))
        return [(rows, low, high) for rows, low, high in cells]

    def table(self, source: SourceFile, position: int) -> str:
        """Open a file under a name, with the columns that `rows.query` tells of; nothing is read yet."""
        name = f"activity_{position}"
        self._execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query_of(opened(source), source)}")
        return name

    def register(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Give a small table to the engine: columns of text, or of whole numbers if `_TYPES` says so."""
        if name == "meanings":
            self._meant = None
        lists = ", ".join(f'unnest(CAST(? AS {_TYPES.get(column, "VARCHAR")}[])) AS "{column}"' for column in columns)
        sql = f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {lists}"
        self._tried(lambda: self._connection.execute(sql, [list(cells) for cells in columns.values()]))

    def arrow(self, query: str | ir.Table) -> pa.Table:
        """Run a query."""
        return self._tried(lambda: self._connection.sql(_sql(query)).to_arrow_table())

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


def _sql(query: str | ir.Table) -> str:
    """Return a query in DuckDB's SQL."""
    if isinstance(query, str):
        return query
    from ibis.backends.sql.compilers.duckdb import compiler

    return str(compiler.to_sqlglot(query).sql("duckdb"))
