"""Finding rows again: which they are and where they stand, for a message, an explanation or a digest.

Whatever is looked for is asked for at once, of all files: an engine reads ten million rows as fast for a thousand
questions as for one. Rows have the numbers that a spreadsheet gives them, but for blank lines, which no engine counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carbon.activity_data.session import Session
from carbon.activity_data.source import Signature, SourceFile
from carbon.activity_data.summing import BLANKS, DAYS, FIRST_ROW, MONTHS, PACKED, SIGNATURE, listed, opened
from carbon.model.terms import ACTIVITY_COLUMNS

SAYING = ("quantity", "period", "start", "end", *SIGNATURE)
"""The columns that are all empty in a row that says nothing, as under the last row of a spreadsheet."""
Whereabouts = Sequence[tuple[str | None, range]]
"""Facilities, as they are written (None for an empty cell), each with months."""
_FIRST = f'coalesce(CASE WHEN span < {PACKED} THEN span ELSE span // {PACKED} END, meanings."first")'
_LAST = f'coalesce(CASE WHEN span < {PACKED} THEN span ELSE span // {DAYS * DAYS} % {MONTHS} END, meanings."last")'
"""The first and last month of a row, its odd text looked up in `meanings`; see `question.opened`."""
_TRIMMED = f"trim(quantity, {BLANKS})"
_NOTHING = r"[\s\x{a0}\x{ad}\x{3000}\x{200b}-\x{200f}\x{2060}\x{feff}]+"
_AROUND = f"'^{_NOTHING}|{_NOTHING}$'"
"""Blanks around a cell, the full-width ones too, and what nobody sees."""
_ROWS = 1 << 40
"""More than any number of a row, so that a file and a row are one number."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind in a file: what kind, how many, the number of the last, and the cells of the first few.

    The cells are by column, the row's number among them as `row`.
    """

    kind: tuple[int, ...]
    source: SourceFile
    count: int
    last: int
    first: tuple[dict[str, Any], ...]

    @property
    def numbers(self) -> list[int]:
        """Return the numbers of the first few."""
        return [row["row"] for row in self.first]

    def renumbered(self, numbers: Mapping[int, int]) -> Rows:
        """Return the same rows under other numbers."""
        first = tuple({**row, "row": numbers[row["row"]]} for row in self.first)
        return replace(self, last=numbers[self.last], first=first)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Rows that are looked for: those of a signature that are of some facilities and touch some months of each.

    The months of a facility come in order, and none twice.
    """

    signature: Signature
    whereabouts: Whereabouts


def find(session: Session, sources: Sequence[SourceFile], wanted: Sequence[Wanted], most: int) -> list[list[Rows]]:
    """Find several kinds of rows, each file by file with the first few.

    The session has been asked for the sums of these files, so that it knows what their odd texts mean.
    """
    columns: dict[str, list[Any]] = {f"of_{name}": [] for name in SIGNATURE}
    columns |= {"mark": [], "after": [], "first": [], "last": []}
    for mark, rows in enumerate(wanted):
        ends: dict[str | None, int] = {}
        for facility, months in rows.whereabouts:
            cells = (facility if name == "facility" else getattr(rows.signature, name) for name in SIGNATURE)
            span = (mark, ends.get(facility, -1), months.start, months.stop - 1)
            ends[facility] = months.stop - 1
            for column, cell in zip(columns.values(), (*cells, *span), strict=True):
                column.append(cell)
    session.register("wanted", columns)
    # A row is taken for the first of the runs of months that it touches: so it is counted once.
    asked = f"""
        SELECT known.*, mark FROM {numbered(sources)} AS known LEFT JOIN meanings ON odd = text
        JOIN wanted ON {_same(SIGNATURE, "wanted")}
            AND {_FIRST} <= wanted."last" AND {_LAST} >= wanted."first" AND {_FIRST} > wanted."after" """
    kinds: list[list[Rows]] = [[] for _ in wanted]
    for kind in _of_kinds(session, sources, asked, ("mark",), most):
        kinds[kind.kind[0]].append(kind)
    return kinds


def ill_formed(session: Session, sources: Sequence[SourceFile], most: int) -> list[Rows]:
    """Return the rows whose form is wrong, by faults (bits) and form, file by file; `find` says of what session.

    The form tells the ways apart in which a quantity is no plain decimal, as far as their remedies differ.
    """
    asked = f"""
        SELECT known.*, bad AS faults, CAST(CASE
            WHEN contains({_TRIMMED}, ',') THEN 1
            WHEN regexp_matches({_TRIMMED}, '^-?[0-9]+\\.[0-9]{{10,}}$|e-[0-9]+$') THEN 2
            WHEN regexp_matches({_TRIMMED}, '^-?[0-9]{{20,}}$') THEN 3
            ELSE 0 END AS INTEGER) AS form
        FROM {numbered(sources)} AS known JOIN meanings ON odd = text WHERE bad > 0"""
    return _of_kinds(session, sources, asked, ("faults", "form"), most)


def marked(
    session: Session, sources: Sequence[SourceFile], marks: Mapping[str, Sequence[Any]], most: int
) -> list[Rows]:
    """Return the rows whose cells are among some, by their mark, file by file.

    Parameters
    ----------
    marks
        Columns of cells (None for an empty one), and `mark`.
    """
    names = [name for name in marks if name != "mark"]
    session.register("marks", {name if name == "mark" else f"of_{name}": cells for name, cells in marks.items()})
    lines = numbered(sources)
    asked = f"SELECT known.*, mark FROM {lines} AS known JOIN marks ON {_same(names, 'marks')}"
    return _of_kinds(session, sources, asked, ("mark",), most)


def _of_kinds(session: Session, sources: Sequence[SourceFile], asked: str, by: Sequence[str], most: int) -> list[Rows]:
    """Count numbered rows by kind and file, and fetch the first few of each."""
    cells = ", ".join(f"'{name}': \"{name}\"" for name in (*ACTIVITY_COLUMNS, "row"))
    with session.in_order():
        rows = session.rows(
            f"SELECT {listed(by)}, file, count(*) AS count, max(row) AS last, "
            f'arg_min({{{cells}}}, row, {most}) AS "first" FROM ({asked}) GROUP BY ALL ORDER BY file, min(row)'
        )
    return [
        Rows(tuple(row[name] for name in by), sources[row["file"]], row["count"], row["last"], tuple(row["first"]))
        for row in rows
    ]


def numbered(sources: Sequence[SourceFile]) -> str:
    """Ask for the rows of files that say anything, with `file` (a position) and `row`; the header is row 1."""
    says = " OR ".join(f'"{name}" IS NOT NULL' for name in SAYING)
    files = (
        f"SELECT *, {position} AS file, row_number() OVER () + {FIRST_ROW - 1} AS row FROM {opened(source)}"
        for position, source in enumerate(sources)
    )
    return f"(SELECT * FROM ({' UNION ALL '.join(files)}) WHERE {says})"


def _same(names: Iterable[str], table: str) -> str:
    """Return the condition of rows that have the cells of a table of cells, an empty one being one too."""
    return " AND ".join(f'known."{name}" IS NOT DISTINCT FROM {table}."of_{name}"' for name in names)


def fingerprints(session: Session, source: SourceFile, years: Sequence[range]) -> list[tuple[int, int, int]]:
    """Return of each of some years how many rows of a file touch it, and two numbers that say which, in any order.

    Each row is written as one text: the exact quantity, and every other cell with its length before it, so that no two
    rows are written alike. The two halves of its MD5 are added up on their own; MD5 is what every version of the engine
    reckons alike. `find` says of what session.
    """
    cells = ["CAST(exact AS VARCHAR)", *(f'"{name}"' for name in ACTIVITY_COLUMNS if name != "quantity")]
    filled = (f"coalesce({cell}, '')" for cell in cells)
    text = " || ".join(f"CAST(length({cell}) AS VARCHAR) || ':' || {cell}" for cell in filled)
    halves = ("low", "md5_number_lower"), ("high", "md5_number_upper")
    columns = ", ".join(
        f"count(*) FILTER ({inside}) AS rows{place}, sum(low) FILTER ({inside}) AS low{place}, "
        f"sum(high) FILTER ({inside}) AS high{place}"
        for place, months in enumerate(years)
        for inside in [f"since < {months.stop} AND until >= {months.start}"]
    )
    (row,) = session.rows(f"""
        WITH texts AS (
            SELECT {_FIRST} AS since, {_LAST} AS until, {text} AS written
            FROM {opened(source)} AS known LEFT JOIN meanings ON odd = text
        ),
        digests AS (
            SELECT since, until,
                {", ".join(f"CAST({half}(written) AS DECIMAL(38, 0)) AS {name}" for name, half in halves)}
            FROM texts
        )
        SELECT {columns} FROM digests""")
    numbers = [[int(row[f"{name}{place}"] or 0) for name in ("rows", "low", "high")] for place, _ in enumerate(years)]
    return [(rows, low, high) for rows, low, high in numbers]


def repeated_ids(session: Session, sources: Sequence[SourceFile], most: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how many record_ids occur more than once, blanks around them aside, and the first; see `repeated`."""
    trimmed = f"nullif(regexp_replace(record_id, {_AROUND}, '', 'g'), '')"
    ids = f"(SELECT {trimmed} AS record_id, file, row FROM {numbered(sources)})"
    # Keeping the rows in order costs time, and needs no time where no id repeats.
    if not session.number_of(_repeated(ids, ["record_id"])):
        return 0, []
    return _first_of(session, _repeated(ids, ["record_id"]), most)


def repeated(
    session: Session, sources: Sequence[SourceFile], columns: Sequence[str], most: int
) -> tuple[int, list[dict[str, Any]]]:
    """Return how many combinations of cells occur more than once, and the first of them.

    Return their number; and of the first few the columns, `count`, `file` and `row` of the first occurrence,
    `last_file` and `last_row` of the last, in the order of the first.

    Parameters
    ----------
    columns
        The columns that are to be different in every row; rows where the first is empty are passed over.
    """
    return _first_of(session, _repeated(numbered(sources), columns), most)


def _repeated(rows: str, columns: Sequence[str]) -> str:
    """Ask for the combinations of cells that occur more than once in numbered rows."""
    names = listed(columns)
    return f"""
        SELECT {names}, count(*) AS count, min(place) // {_ROWS} AS file, min(place) % {_ROWS} AS row,
            max(place) // {_ROWS} AS last_file, max(place) % {_ROWS} AS last_row
        FROM (SELECT {names}, CAST(file AS BIGINT) * {_ROWS} + row AS place FROM {rows})
        WHERE "{columns[0]}" IS NOT NULL GROUP BY {names} HAVING count(*) > 1 ORDER BY min(place)"""


def _first_of(session: Session, asked: str, most: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how many rows a query over numbered rows has, and the first of them."""
    with session.in_order():
        return session.number_of(asked), session.rows(f"{asked} LIMIT {most}")


def deciding(session: Session, source: SourceFile) -> dict[str, Any] | None:
    """Return the first row whose quantity is a number with a decimal point or with a decimal comma, not both."""
    lines = numbered([source])
    decided = f"SELECT * FROM {lines} WHERE (as_point IS NOT NULL) <> (as_comma IS NOT NULL) ORDER BY row"
    with session.in_order():
        return next(iter(session.rows(f"{decided} LIMIT 1")), None)


def ambiguous(session: Session, source: SourceFile) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return how many rows have a quantity that is two numbers in the two forms, the first, and the sums by unit.

    A sum has its `unit`, and what it comes to with a decimal `point` and with a decimal `comma`.
    """
    lines = numbered([source])
    either = f"SELECT * FROM {lines} WHERE as_point <> as_comma ORDER BY row"
    count, first = _first_of(session, either, 1)
    if not count:
        return 0, [], []
    with session.in_order():
        sums = session.rows(
            f"SELECT unit, sum(as_point) AS point, sum(as_comma) AS comma FROM {lines} GROUP BY unit "
            "HAVING point IS NOT NULL OR comma IS NOT NULL ORDER BY min(row)"
        )
    return count, first, sums
