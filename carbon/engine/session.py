"""DuckDB inside the process: opens the files of activity data, answers the question, finds rows again.

Expressions are written in Ibis and compiled to DuckDB's SQL; they are run by DuckDB itself, since Ibis's own
connection brings pandas along, which takes longer to import than a company's inventory takes to compute.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import duckdb
import ibis
import pyarrow as pa
from ibis import ir
from ibis.backends.sql.compilers.duckdb import compiler

from carbon import scratch
from carbon.engine import compare, locate, outstanding, question
from carbon.engine.comparison import Comparison
from carbon.engine.rows import odd, prepared
from carbon.engine.sums import Sums
from carbon.engine.watching import Report, watched
from carbon.problems import Problem, ProblemsError
from carbon.records import SourceFile
from carbon.terms import LONGEST_LINE

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
_IBIS_TYPES = {"integer": "decimal(38, 0)", "float": "float64"}


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
        tables = [prepared(self.table(source, position), source) for position, source in enumerate(sources)]
        rows = question.grouped(tables, by)
        with watched(self._connection, self._report):
            self._execute(f"CREATE OR REPLACE TEMP TABLE groups AS {_sql(rows)}")
        groups = ibis.table(rows.schema(), name="groups")
        if "facility" in by and self.number_of(groups) > MOST_FACILITIES:
            number = self.number_of(groups.select("facility").distinct())
            if number > MOST_FACILITIES:
                raise TooManyFacilitiesError(number)
        texts = self.rows(groups.filter(groups.odd.notnull()).select("odd").distinct())
        self.register("meanings", question.meanings({row["odd"]: odd(row["odd"]) for row in texts}))
        return Sums(self, groups, by)

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
        rows = compare.laid_out(self, sources, sums.by)
        found = self.keep("overlapping", compare.overlapping(rows))
        if self.rows(found.filter(found.how == "shared").limit(1)):
            sums.replace(self.keep("corrected", compare.corrected(sums.groups_table, rows, found, sums.by)))
        self._execute("SET preserve_insertion_order = false")
        return Comparison(self, rows, found, self.keep("outstanding", outstanding.rows_that_stand_out(rows)))

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep what an expression gives under a name."""
        self._execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_sql(expression)}")
        return ibis.table(expression.schema(), name=name)

    def number_of(self, expression: ir.Table) -> int:
        """Return how many rows an expression has."""
        return int(self.rows(expression.aggregate(number=expression.count()))[0]["number"])

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return the rows of a small expression."""
        return cast("list[dict[str, Any]]", self.arrow(expression).to_pylist())

    def numbered(self, source: SourceFile, position: int = 0) -> ir.Table:
        """Return a file's prepared rows with their numbers, as `locate` asks."""
        return locate.numbered(self.table(source, position), source)

    def faulty(self, source: SourceFile, position: int, most: int) -> list[Kind]:
        """Return the kinds of wrong form in a file, under faults (bits) and form; see `locate.badly_written`."""
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
        names = [name for name in marks if name != "mark"]
        self.register("marks", {name if name == "mark" else f"of_{name}": cells for name, cells in marks.items()})
        rows = self.numbered(source, position)
        return {kind.of[0]: kind for kind in self._kinds(rows, locate.marked(rows, names), ("mark",), most)}

    def _kinds(self, rows: ir.Table, some: ir.Table, by: tuple[str, ...], most: int) -> list[Kind]:
        """Count the kinds of some rows, and fetch the cells of the first of each and the numbers of the next."""
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
        rows = locate.matching(self.numbered(source, position), cells)
        if self._meant != (source, position):
            odd_rows = locate.oddly_written(self.numbered(source, position))
            texts = [row["odd"] for row in self.rows(odd_rows.select("odd").distinct())]
            self.register("meanings", question.meanings({text: odd(text) for text in texts}))
            self._meant = source, position
        columns = zip(*((facility, months.start, months.stop - 1) for facility, months in whereabouts), strict=True)
        self.register("whereabouts", dict(zip(question.WHEREABOUTS.columns, columns, strict=True)))
        touching = self.keep("touching", question.touching(rows))
        number = touching["row"]
        counted = self.rows(touching.aggregate(rows=touching.count(), first=number.min(), last=number.max()))[0]
        first = self.rows(locate.first(touching, most))
        return Found(source.name, counted["rows"], counted["first"], counted["last"], tuple(first))

    def fingerprints(self, source: SourceFile, years: Sequence[range]) -> list[tuple[int, int, int]]:
        """Return of each of some years how many rows of a file touch it, and two numbers that say which these are.

        The file is one of those that the question was asked of.
        """
        rows = prepared(self.table(source, 0), source)
        (found,) = self.rows(question.fingerprints(rows, years))
        names = ("rows", "low", "high")
        cells = ([int(found[f"{name}{place}"] or 0) for name in names] for place, _ in enumerate(years))
        return [(rows, low, high) for rows, low, high in cells]

    def table(self, source: SourceFile, position: int) -> ir.Table:
        """Open a file as a table with the columns c0, c1 …; nothing is read yet."""
        name = f"activity_{position}"
        self._execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {_reader(source)}")
        pairs = zip(source.columns, source.types, strict=True) if source.parquet else ()
        kinds = [kind if name == "quantity" else "text" for name, kind in pairs] or ["text"] * len(source.columns)
        return ibis.table({f"c{place}": _ibis_type(kind) for place, kind in enumerate(kinds)}, name=name)

    def register(self, name: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Give a small table to the engine: columns of text, or of whole numbers if `_TYPES` says so."""
        if name == "meanings":
            self._meant = None
        lists = ", ".join(f'unnest(CAST(? AS {_TYPES.get(column, "VARCHAR")}[])) AS "{column}"' for column in columns)
        sql = f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {lists}"
        self._tried(lambda: self._connection.execute(sql, [list(cells) for cells in columns.values()]))

    def arrow(self, expression: ir.Table) -> pa.Table:
        """Run an expression."""
        return self._tried(lambda: self._connection.sql(_sql(expression)).to_arrow_table())

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


def _sql(expression: ir.Table) -> str:
    """Compile an expression to DuckDB's SQL."""
    return str(compiler.to_sqlglot(expression).sql("duckdb"))


def _ibis_type(kind: str) -> str:
    """Return Ibis's type for a kind of column."""
    name, _, scale = kind.partition(":")
    return f"decimal(38, {scale})" if name == "decimal" else _IBIS_TYPES.get(name, "string")


def _reader(source: SourceFile) -> str:
    """Return the SELECT that opens a file under the names c0, c1 and so on."""
    path = _quoted(_literal(str(source.text_path.resolve())))
    if source.parquet:
        columns = (_opened(source, place) for place in range(len(source.columns)))
        return f"SELECT {', '.join(columns)} FROM read_parquet({path}, hive_partitioning = false)"  # noqa: S608 - quoted
    columns = (f"'c{place}': 'VARCHAR'" for place in range(len(source.columns)))
    return (
        f"SELECT * FROM read_csv({path}, header = true, auto_detect = false, delim = {_quoted(source.delimiter)}, "  # noqa: S608
        f"quote = '\"', escape = '\"', skip = {source.skip}, parallel = {str(source.parallel).lower()}, "
        f"max_line_size = {LONGEST_LINE}, hive_partitioning = false, "
        f"columns = {{{', '.join(columns)}}})"
    )


def _opened(source: SourceFile, place: int) -> str:
    """Return a Parquet column in the type that the expressions expect: text for all but the quantity."""
    column = '"' + source.headers[place].replace('"', '""') + '"'
    kind = source.types[place]
    if source.columns[place] == "quantity" and kind != "text":
        column = f"CAST({column} AS DECIMAL(38, 0))" if kind == "integer" else column
    elif kind == "day":
        column = f"CAST(CAST({column} AS DATE) AS VARCHAR)"
    else:
        column = f"NULLIF(CAST({column} AS VARCHAR), '')"
    return f"{column} AS c{place}"


def _literal(path: str) -> str:
    """Write a path so that no character of it is taken for a pattern."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in path)


def _quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
