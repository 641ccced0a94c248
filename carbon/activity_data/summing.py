"""The one question: sum what the user wrote, exactly, once per signature, facility and month.

A file is a query of its own, `opened`: one row, one quantity, its days, and what is wrong with its form. Only the
quantity and the period are looked at row by row. Text is checked by pattern before it is cast, because engines cast
leniently: DuckDB reads `1_000` and rounds `1.23456` to three places when asked for three.

A row within one month is summed as it is. A row over several months is shared out by days: its share of a month
is quantity times days divided by the length of its period. The division would not be exact, so the engine sums
quantity times days per length of period, and the caller divides once. Each function writes a query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from carbon.activity_data.source import SourceFile
from carbon.model import periods
from carbon.model.exact import GROUP_MARKS, QUANTITY_PATTERNS
from carbon.model.terms import ACTIVITY_COLUMNS, LONGEST_LINE, NumberForm

QUANTITY_TYPE = "DECIMAL(38, 9)"
LARGEST = "9999999999999999999.999999999"
"""Nineteen digits before the point, as the form of a text allows; sums of them have ten more digits to grow in."""
SIGNATURE = ("activity", "unit", "geography", "supplier", "factor", "facility", "data_quality", "instrument")

FIRST_ROW = 2
"""The row of a spreadsheet under the header."""
ISO_DAY = "____-__-__"
"""The form of a day that is cast; the cast alone would take `02024-3-15` too."""
DAYS, MONTHS = 32, 1 << 15
"""How days and months are packed into one number."""
SEPARATOR = "\x1f"
NO_QUANTITY, BAD_QUANTITY, NO_PERIOD, BAD_PERIOD, TWO_PERIODS, END_FIRST, NO_NOTE = (1 << bit for bit in range(7))
"""Bits of a row's faults."""
SAYS_NOTHING = NO_QUANTITY | NO_PERIOD
"""Faults of a row whose cells are all empty; such a row is passed over like a blank line."""
BLANKS = "' \t\n\r\x0b\x0c'"
"""What is no part of a cell at its ends."""
BOTH_FORMS = {"as_point": NumberForm.POINT, "as_comma": NumberForm.COMMA}
"""Columns with the quantity as it reads in a form that a file may turn out to have, null if it is no number in it."""
_SAID = f"coalesce(trim(note, {BLANKS}) <> '', false)"
"""Whether a note says something."""


def listed(names: Sequence[str], of: str = "") -> str:
    """Write names as the columns of a query, of a table if one is named."""
    return ", ".join(f'{of}{"." * bool(of)}"{name}"' for name in names)


def sql(name: str, **values: object) -> str:
    """Return a query that stands in a file of its own, with names and numbers put in."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8").format(**values)


def quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def opened(source: SourceFile) -> str:
    """Write the query of a file's rows: the columns under their canonical names, and what rows are grouped by.

    A day in ISO form takes the short way: a cast. Every other way of writing a period is kept as text, to be read once
    per distinct text by `odd`. Each step is a column of its own, so that the engine computes it once, and none if
    nothing asks for it.

    Return a query, in brackets, of every column of `ACTIVITY_COLUMNS` (null where the file has none), `exact`
    (the quantity as a decimal or null), the columns of `BOTH_FORMS`, `day`, `since` and `to` (the days of period,
    start and end in ISO form), `span` (the month of a row within one month, else the first month, the last month,
    the first day and the last day packed into a number; null with `odd`) and `odd` (null for a well formed row
    with days in ISO form; else its faults so far and its period, start and end as they are written).
    """
    days = ", ".join(
        f'{_iso_day(of)} AS "{name}"' for name, of in {"day": "period", "since": "start", "to": "end"}.items()
    )
    return (
        f"(SELECT *, CASE WHEN span IS NULL THEN {_written()} END AS odd FROM ("
        f"SELECT *, {_span()} AS span FROM (SELECT *, {days} FROM ({_named(source)}))))"
    )


def _named(source: SourceFile) -> str:
    """Bring a file's columns to their canonical names, as text, with the exact quantity beside."""
    columns = dict.fromkeys(ACTIVITY_COLUMNS, "CAST(NULL AS VARCHAR)")
    columns |= dict.fromkeys(BOTH_FORMS, f"CAST(NULL AS {QUANTITY_TYPE})")
    exact = f"CAST(NULL AS {QUANTITY_TYPE})"
    for position, name in enumerate(source.columns):
        if name == "quantity":
            kind = source.types[position] if source.parquet else "text"
            exact, columns[name] = _quantity(f"c{position}", kind, source.number_form)
            columns |= {both: of_text(columns[name], form) for both, form in BOTH_FORMS.items()}
        elif name:
            columns[name] = f"c{position}"
    cells = ", ".join(f'{cell} AS "{name}"' for name, cell in columns.items())
    return f"SELECT {cells}, {exact} AS exact FROM ({_cells_of(source)}){_only(source)}"


def _cells_of(source: SourceFile) -> str:
    """Write the query that opens a file under the names c0, c1 and so on."""
    path = quoted(_literal(str(source.text_path.resolve())))
    if source.parquet:
        columns = (_column(source, place) for place in range(len(source.columns)))
        return f"SELECT {', '.join(columns)} FROM read_parquet({path}, hive_partitioning = false)"
    columns = (f"'c{place}': 'VARCHAR'" for place in range(len(source.columns)))
    return (
        f"SELECT * FROM read_csv({path}, header = true, auto_detect = false, delim = {quoted(source.delimiter)}, "
        f"quote = '\"', escape = '\"', skip = {source.skip}, parallel = {str(source.parallel).lower()}, "
        f"max_line_size = {LONGEST_LINE}, hive_partitioning = false, "
        f"columns = {{{', '.join(columns)}}})"
    )


def _column(source: SourceFile, place: int) -> str:
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


def _only(source: SourceFile) -> str:
    """Write the condition of a file of which some rows are taken alone."""
    if source.only is None:
        return ""
    place, texts = source.only
    return f" WHERE trim(CAST(c{place} AS VARCHAR), {BLANKS}) IN ({', '.join(map(quoted, texts))})"


def _quantity(column: str, kind: str, form: NumberForm) -> tuple[str, str]:
    """Return the quantity as an exact decimal (null if its form is wrong) and as text."""
    if kind.partition(":")[0] in {"integer", "decimal"}:
        exact = f"TRY_CAST({column} AS {QUANTITY_TYPE})"
        bounds = f"CAST('-{LARGEST}' AS {QUANTITY_TYPE}) AND CAST('{LARGEST}' AS {QUANTITY_TYPE})"
        return f"CASE WHEN {exact} BETWEEN {bounds} THEN {exact} END", f"CAST({column} AS VARCHAR)"
    if kind == "float":
        return _of_float(column)
    return of_text(column, form), column


def of_text(text: str, form: NumberForm) -> str:
    """Return a text as an exact decimal, null if it is no number in this form."""
    trimmed = f"trim({text}, {BLANKS})"
    if form is not NumberForm.PLAIN:
        digits = f"replace(replace({trimmed}, '{GROUP_MARKS[form]}', ''), ',', '.')"
        return f"CASE WHEN {_has_form(trimmed, form)} THEN TRY_CAST({digits} AS {QUANTITY_TYPE}) END"
    return (
        f"CASE WHEN {_has_form(text, form)} THEN TRY_CAST({text} AS {QUANTITY_TYPE}) "
        f"WHEN {_has_form(trimmed, form)} THEN TRY_CAST({trimmed} AS {QUANTITY_TYPE}) END"
    )


def _has_form(text: str, form: NumberForm) -> str:
    """Say whether a text is nothing but a number in a form."""
    return f"regexp_matches({text}, '^(?:{QUANTITY_PATTERNS[form]})$')"


def _of_float(column: str) -> tuple[str, str]:
    """Return a binary float as its shortest decimal of at most 15 significant digits, null beyond 9 decimals."""
    short = f"printf('%.15g', {column})"
    exact = f"TRY_CAST({short} AS {QUANTITY_TYPE})"
    return f"CASE WHEN CAST({exact} AS DOUBLE) = TRY_CAST({short} AS DOUBLE) THEN {exact} END", short


def _span() -> str:
    """Pack the months and days of a row, null if it does not take the short way."""
    least, most = (f"DATE '{day.isoformat()}'" for day in (periods.FIRST_DAY, periods.LAST_DAY))
    counts = f"(exact >= 0 OR (exact IS NOT NULL AND {_SAID}))"
    one_day = f'day BETWEEN {least} AND {most} AND "start" IS NULL AND "end" IS NULL'
    some_days = f'period IS NULL AND since >= {least} AND since <= "to" AND "to" <= {most}'
    first, last = _month_number("since"), _month_number('"to"')
    packed = f'(({first} * {MONTHS} + {last}) * {DAYS} + day(since)) * {DAYS} + day("to")'
    return (
        f"CASE WHEN {counts} AND {one_day} THEN {_month_number('day')} "
        f"WHEN {counts} AND {some_days} THEN CASE WHEN {first} = {last} THEN {first} ELSE {packed} END END"
    )


def _iso_day(column: str) -> str:
    """Return the day of a cell in the form YYYY-MM-DD, else null (or a day of a year that no inventory has)."""
    return f'CASE WHEN "{column}" LIKE \'{ISO_DAY}\' THEN TRY_CAST("{column}" AS DATE) END'


def _month_number(day: str) -> str:
    """Return the month of a day as `carbon.periods.month_number` does: from January of the year 1, which is 12."""
    return f"(datediff('month', DATE '0001-01-01', {day}) + 12)"


def _written() -> str:
    """Write the faults that are known of a row, its period, start and end as one text."""
    faults = {
        "quantity IS NULL": NO_QUANTITY,
        "quantity IS NOT NULL AND exact IS NULL": BAD_QUANTITY,
        f"coalesce(exact < 0, false) AND NOT {_SAID}": NO_NOTE,
    }
    bits = " + ".join(f"CASE WHEN {fault} THEN {bit} ELSE 0 END" for fault, bit in faults.items())
    cells = (f"replace(coalesce(\"{name}\", ''), '{SEPARATOR}', '?')" for name in ("period", "start", "end"))
    return f" || '{SEPARATOR}' || ".join([f"CAST({bits} AS VARCHAR)", *cells])


@dataclass(frozen=True, slots=True)
class Odd:
    """What an odd text means: its faults (bits), and the first and last day if it has none."""

    faults: int
    first: date | None = None
    last: date | None = None


def odd(text: str) -> Odd:
    """Read the faults, period, start and end that `opened` wrote."""
    bits, period, start, end = text.split(SEPARATOR)
    faults = int(bits)
    days = {cell: periods.days(cell) for cell in (period, start, end) if cell}
    if period and (start or end):
        faults |= TWO_PERIODS
    if not period and not (start and end):
        faults |= NO_PERIOD
    if None in days.values():
        faults |= BAD_PERIOD
    if faults & (NO_PERIOD | BAD_PERIOD | TWO_PERIODS):
        return Odd(faults)
    first, last = days[period or start], days[period or end]
    assert first is not None
    assert last is not None
    if first[0] > last[1]:
        faults |= END_FIRST
    return Odd(faults) if faults else Odd(0, first[0], last[1])


PACKED = MONTHS * DAYS * DAYS
"""Spans from here on go over several months."""
MEANINGS = ("text", "bad", "first", "last", "since", "to")
"""What each odd text means: faults, first and last month, and the days in these."""


def keys(columns: AbstractSet[str], files: int) -> list[str]:
    """Return what rows are grouped by; a column that no file has would cost time and say nothing."""
    return [name for name in SIGNATURE if name in columns] + ["file"] * (files > 1)


def grouped(tables: Sequence[str], by: Sequence[str]) -> str:
    """Write the question over the rows of each file.

    Return a query of `by`, `span` and `odd` (see `opened`), `quantity` (exact sum) and `rows` (their
    number).
    """
    names = listed([*(name for name in by if name != "file"), "exact", "span", "odd"])
    files = (f"SELECT {names}, {position} AS file FROM {table}" for position, table in enumerate(tables))
    keys = listed([*by, "span", "odd"])
    return f"SELECT {keys}, sum(exact) AS quantity, count(*) AS rows FROM ({' UNION ALL '.join(files)}) GROUP BY {keys}"


def shared_out(table: str, by: Sequence[str], where: str = "true") -> str:
    """Share the groups whose rows go over several months out over these months.

    Return a query of `by`, `faults` (bits, 0 for sums that count), `month` (see `periods.month_number`), `days`
    (the length of the period that `weighted` is to be divided by; 1 for rows within one month), `weighted` (exact
    sum of quantity times days of the month, as text), `rows` (rows that begin in the month).

    Parameters
    ----------
    table
        What `grouped` gave; `MEANINGS` says what its odd texts mean.
    where
        Which of them to keep.
    """
    return sql(
        "shares", groups=table, by=listed(by), where=where, days=DAYS, months=MONTHS, packed=PACKED, type=QUANTITY_TYPE
    )


def members(by: Sequence[str]) -> str:
    """Count the rows of each signature, facility and file of the first groups, apart by faults."""
    names = listed(by)
    return (
        f"SELECT {names}, coalesce(bad, 0) AS faults, CAST(sum(rows) AS BIGINT) AS rows "
        f"FROM groups LEFT JOIN meanings ON odd = text GROUP BY {names}, faults"
    )


def runs(groups: str) -> str:
    """Count the rows that go over several months by their first and last month, `month` and `last`."""
    first = f'coalesce(CAST(span // {PACKED} AS INTEGER), meanings."first")'
    last = f'coalesce(CAST(span // {DAYS * DAYS} % {MONTHS} AS INTEGER), meanings."last")'
    return f"""
        SELECT {first} AS month, {last} AS "last", CAST(sum(rows) AS BIGINT) AS rows
        FROM (SELECT * FROM {groups} WHERE coalesce(span >= {PACKED}, true)) LEFT JOIN meanings ON odd = text
        WHERE coalesce(bad, 0) = 0 AND {last} > {first} GROUP BY ALL"""


def placed(groups: str, by: Sequence[str]) -> str:
    """Give every group the positions of its signature, facility and bundle, as the table `places` says."""
    same = " AND ".join(f'{groups}."{name}" IS NOT DISTINCT FROM places."{name}"' for name in by if name != "file")
    return f"(SELECT signature, place, bundle, span, odd, quantity, rows FROM {groups} JOIN places ON {same})"


def added_up(places: str) -> str:
    """Add the placed groups of a signature and bundle up, whatever their facility, and share them out over months."""
    by = ("signature", "bundle")
    groups = (
        f"SELECT signature, bundle, span, odd, sum(quantity) AS quantity, sum(rows) AS rows FROM {places} GROUP BY ALL"
    )
    return shared_out(f"({groups})", by, "faults = 0")


def gaps(places: str, months: range, most: int) -> str:
    """Return the bundles that have no rows in some of the months, with the bits of those in which they have.

    `number` says how many there are in all.
    """
    every = (1 << len(months)) - 1
    return f"""
        SELECT *, count(*) OVER () AS number FROM (
            SELECT bundle, bit_or(CAST(1 AS BIGINT) << CAST("month" - {months.start} AS BIGINT)) AS mask
            FROM ({in_months(places, months, ("bundle",))}) GROUP BY bundle
        ) WHERE mask <> {every} ORDER BY bundle LIMIT {most}"""


def in_months(table: str, months: range, by: Sequence[str]) -> str:
    """Share groups out over months and keep those of some months that count."""
    return shared_out(table, by, f'faults = 0 AND "month" >= {months.start} AND "month" < {months.stop}')


def meanings(odds: Mapping[str, Odd]) -> dict[str, list[Any]]:
    """Write what odd texts mean as the columns that `MEANINGS` describes."""
    rows = [
        (text, odd.faults, None, None, None, None)
        if odd.first is None or odd.last is None
        else (text, 0, *map(periods.month_number, (odd.first, odd.last)), odd.first.day, odd.last.day)
        for text, odd in odds.items()
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in MEANINGS]
    return dict(zip(MEANINGS, columns, strict=True))
