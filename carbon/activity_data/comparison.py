"""Rows beside others of their meter, or of their facility and activity: what is twice there, and what stands out.

Apart from the one question, since it has to hold every row: it is asked of as many rows as fit, and of no more.
Days are counted from 1 January 1970. The rows are in the table `compared`, what `_laid_out` asks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from carbon.activity_data.session import Session
from carbon.activity_data.source import SourceFile
from carbon.activity_data.summing import BLANKS, DAYS, FIRST_ROW, MONTHS, Odd, listed, odd, opened, quoted, sql
from carbon.activity_data.sums import Sums

ROW_BITS = 22
"""How many bits of an id are the number of the row; the others are the file."""
_DIGITS = 14
"""To so many digits a quantity is brought to another unit: 4.35 times 1000 is not 4350 in binary."""
_IDS = 1 << 40
"""More than any id, so that a day and an id are one number."""
EPOCH = date(1970, 1, 1)
MONTH_LIKE, QUARTER_LIKE = 45, 100
"""The longest rows of a month, and of a quarter [days]."""
_READINGS = 4
"""The fewest readings of a day of a meter that is read several times a day."""
_HOURS = 12
"""At most one reading of so many in a day may have the time and quantity of another: those of an hour that is twice."""
_OUTSTANDING = 100
"""A row that is so many times one neighbour, and half as many times the other, stands out."""
_SEVERAL_METERS = 40
"""Where so many in a hundred bills without a meter overlap, they are of several meters: of two a month every second."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """Rows that share days with others: how many, the first of them, and their shared days' sums by month."""

    count: int
    first: list[dict[str, Any]]
    months: list[dict[str, Any]]


_NOT_TAKEN_BACK = """
    WITH taken_back AS (
        SELECT DISTINCT kind, meter, "first", "last", -amount AS amount FROM compared WHERE exact < 0
    )
    SELECT counted.* FROM (SELECT * FROM compared WHERE exact >= 0) AS counted
    ANTI JOIN taken_back USING (kind, meter, "first", "last", amount)"""
"""The rows without credits, and without the bills that a credit takes back."""


class Comparison:
    """The rows of a run beside each other.

    Parameters
    ----------
    session
        The session that holds them, as `_laid_out` asks for them.
    metered
        Whether any file names meters.

    Attributes
    ----------
    counts
        How many rows share days, in each way, and how many are `outstanding`, of every year.
    """

    def __init__(self, session: Session, *, metered: bool) -> None:
        self._session = session
        self._metered = metered
        session.keep("not_taken_back", _NOT_TAKEN_BACK)
        session.keep("overlapping", sql("overlapping", ids=_IDS, several_meters=_SEVERAL_METERS))
        session.keep("outstanding", sql("outstanding", times=_OUTSTANDING))
        self.counts = self._counted()
        if metered:
            session.keep("repeated", sql("repeated", readings=_READINGS, hours=_HOURS))

    def repeated(self, most: int, condition: str) -> tuple[int, list[dict[str, Any]]]:
        """Return how many bills that stand twice without a note meet a condition, and the first of them."""
        if not self._metered:
            return 0, []
        some = f"(SELECT * FROM repeated WHERE {condition})"
        first = self._session.rows(f"SELECT * FROM {some} ORDER BY earlier LIMIT {most}")
        count = self._session.rows(f"SELECT count(*) AS number FROM {some}")[0]["number"] if first else 0
        return int(count), first

    def called(self, cores: Sequence[str]) -> list[dict[str, Any]]:
        """Return the meters that have one of some texts in their names, the rows of each and its first."""
        return self._session.rows(_called(cores)) if self._metered else []

    def overlapping(self, how: str, first: date, last: date, most: int) -> Doubles:
        """Return the rows that share days in one way between two days."""
        table = f"(SELECT * FROM overlapping WHERE how = '{how}' AND {_within(first, last)})"
        count = self._number_of(how, table)
        if not count:
            return Doubles(0, [], [])
        return Doubles(count, self._beside(table, most), self._session.rows(_by_month(table)))

    def outstanding(self, first: date, last: date, most: int) -> tuple[int, list[dict[str, Any]]]:
        """Return how many rows stand out between two days, and the first of them."""
        table = f'(SELECT * FROM (SELECT *, "last" AS "to" FROM outstanding) WHERE {_within(first, last)})'
        count = self._number_of("outstanding", table)
        return count, self._beside(table, most) if count else []

    def taken_from_outside(self, first: date, last: date, most: int) -> tuple[int, list[dict[str, Any]]]:
        """Return how many rows after some days take the last day of a row on them, and the first."""
        table = f"""(
            SELECT overlapping.* FROM overlapping JOIN compared AS before ON overlapping.earlier = before.id
            WHERE how = 'shared' AND overlapping."first" > {(last - EPOCH).days}
                AND before."first" <= {(last - EPOCH).days} AND before."last" >= {(first - EPOCH).days})"""
        count = self._number_of("shared", table)
        return count, self._beside(table, most) if count else []

    def _counted(self) -> Counter[str]:
        """Count the rows found in each way."""
        ways = "SELECT how FROM overlapping UNION ALL SELECT 'outstanding' FROM outstanding"
        counts = self._session.rows(f"SELECT how, count(*) AS number FROM ({ways}) GROUP BY how")
        return Counter({row["how"]: row["number"] for row in counts})

    def _number_of(self, how: str, table: str) -> int:
        """Return how many rows of a year were found in one way; nothing is asked if there are none in any year."""
        if not self.counts[how]:
            return 0
        return int(self._session.rows(f"SELECT count(*) AS number FROM {table}")[0]["number"])

    def _beside(self, table: str, most: int) -> list[dict[str, Any]]:
        """Return the first rows with the quantity of the other one, `other_exact`, and its `other_signature`."""
        first = f"(SELECT * FROM {table} ORDER BY id LIMIT {most}) AS named"
        others = "(SELECT id AS other, exact AS other_exact, signature AS other_signature FROM compared)"
        return self._session.rows(f"SELECT * FROM {first} JOIN {others} ON earlier = other ORDER BY id")


def compare_rows(
    session: Session,
    sources: Sequence[SourceFile],
    sums: Sums,
    kinds: Mapping[str, Sequence[Any]],
    in_one_spelling: Callable[[str], str],
) -> Comparison:
    """Compare the rows with each other, and correct the sums where two bills share a day.

    Parameters
    ----------
    kinds
        Of every pair of a signature and a facility: what `_laid_out` needs to know.
    in_one_spelling
        What writes the name of a meter as names are compared.
    """
    cells = {f"of_{name}": sums.cells(name) for name in sums.by if name != "file"}
    session.register("kinds", {**cells, **kinds})
    session.register("odd_days", _odd_days({text: odd(text) for text in sums.odd_texts()}))
    with session.in_order():
        session.keep("compared", _laid_out([opened(source) for source in sources], sums.by))
        metered = any("meter" in source.columns for source in sources)
        if metered:
            _spell_meters_in_one_way(session, in_one_spelling)
        comparison = Comparison(session, metered=metered)
        # Bills of a meter may share a day under another that shares all of theirs.
        if any(comparison.counts[how] for how in (("shared", "parts", "days") if metered else ("shared",))):
            session.keep("corrected", _corrected(sums.groups_table, sums.by))
            sums.replace("corrected")
    return comparison


def _spell_meters_in_one_way(session: Session, in_one_spelling: Callable[[str], str]) -> None:
    """Bring the meters that have more than plain letters in their names to the spelling in which they are compared."""
    rows = session.rows("SELECT DISTINCT meter FROM compared WHERE strlen(meter) > length(meter)")
    others = {row["meter"]: in_one_spelling(row["meter"]) for row in rows}
    if any(text != other for text, other in others.items()):
        session.register("meters", {"text": list(others), "other": list(others.values())})
        session.keep(
            "compared",
            "SELECT * EXCLUDE (text, other) REPLACE (coalesce(other, meter) AS meter, "
            "coalesce(spelled, nullif(meter, coalesce(other, meter))) AS spelled) "
            "FROM compared LEFT JOIN meters ON meter = text",
        )


def _odd_days(odds: Mapping[str, Odd]) -> dict[str, list[Any]]:
    """Write the days of odd texts as the columns of their table."""
    rows = [
        (text, (odd.first - EPOCH).days, (odd.last - EPOCH).days)
        for text, odd in odds.items()
        if odd.first and odd.last
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []]
    return dict(zip(("text", "odd_first", "odd_last"), columns, strict=True))


def _laid_out(tables: Sequence[str], by: Sequence[str]) -> str:
    """Ask for what the rows are compared by; `kinds` and `_odd_days` have to be there.

    Return a query of `id`, `signature`, `place`, `thing` (activity and dimension), `kind` (and facility), `bill` (and
    all else that tells bills apart whatever their days), `billed`, `meter` (as it is compared) and `time` (empty for
    none), `spelled` (the meter as it is written, null if that is no other), `first`, `last`, `days`, `size` (0 a day,
    1 a month, 2 a quarter, 3 longer), `exact`, `amount` (in one unit per thing, to as many digits as binary numbers
    hold), `said` (whether a note says something), `identified` (whether it has a record_id), `note` and `whole`
    (of note and time, and of every cell that is not compared otherwise), `span`, `odd`.
    """
    names = [name for name in by if name != "file"]
    files = " UNION ALL ".join(_of_file(table, names, position) for position, table in enumerate(tables))
    same = " AND ".join(f'known."{name}" IS NOT DISTINCT FROM kinds."of_{name}"' for name in names)
    product = "(CAST(exact AS DOUBLE) * ratio)"
    return f"""
        SELECT id, signature, place, thing, kind, bill, billed, lower(written_meter) AS meter, "time",
            nullif(written_meter, meter) AS spelled, exact, said, identified, note, whole, span, odd,
            coalesce(iso_first, odd_first) AS "first", coalesce(iso_last, odd_last) AS "last",
            "last" - "first" + 1 AS days,
            CASE WHEN ratio = 1 OR exact = 0 THEN CAST(exact AS DOUBLE)
                ELSE round({product}, {_DIGITS} - CAST(ceil(log10(abs({product}))) AS INTEGER)) END AS amount,
            CASE WHEN days <= 1 THEN 0 WHEN days <= {MONTH_LIKE} THEN 1 WHEN days <= {QUARTER_LIKE} THEN 2 ELSE 3
                END AS "size"
        FROM ({files}) AS known JOIN kinds ON {same} LEFT JOIN odd_days ON known.odd = odd_days.text"""


def _of_file(table: str, names: Sequence[str], position: int) -> str:
    """Reduce the rows of a file to what they are compared by."""
    meter, time, note, record_id, evidence = (
        f"trim(coalesce(\"{name}\", ''), {BLANKS})" for name in ("meter", "time", "note", "record_id", "evidence")
    )
    first, last = (
        f"CASE WHEN span IS NOT NULL THEN CAST(coalesce(day, {other}) - DATE '{EPOCH.isoformat()}' AS INTEGER) END"
        for other in ("since", '"to"')
    )
    return f"""
        SELECT {listed(names)}, exact, span, odd, CAST({position << ROW_BITS} AS BIGINT) + row AS id,
            {meter} AS written_meter, {time} AS "time", {note} <> '' AS said, {record_id} <> '' AS identified,
            hash({note}, {time}) AS note, hash({time}, {record_id}, {evidence}, {note}) AS whole,
            {first} AS iso_first, {last} AS iso_last
        FROM (SELECT *, row_number() OVER () + {FIRST_ROW - 1} AS row FROM {table})"""


def _called(cores: Sequence[str]) -> str:
    """Ask for the meters with one of some texts in their name, blanks and marks aside: rows and first row of each."""
    plain = r"regexp_replace(meter, '[\s:.()*=-]', '', 'g')"
    return (
        'SELECT coalesce(spelled, meter) AS meter, count, "first" FROM (SELECT meter, min(spelled) AS spelled, '
        "count(*) AS count, min(id) AS \"first\" FROM compared WHERE meter <> '' GROUP BY meter) "
        f'WHERE regexp_matches({plain}, {quoted("|".join(map(re.escape, cores)))}) ORDER BY "first"'
    )


def _within(first: date, last: date) -> str:
    """Return the condition of rows of which a shared day lies between two days."""
    return f'"to" >= {(first - EPOCH).days} AND "first" <= {(last - EPOCH).days}'


def _by_month(table: str) -> str:
    """Add up the part of each row on the days that it shares: `signature`, `place`, `month`, `days` and `weighted`.

    `weighted` is the exact sum of quantity times days, to be divided by `days`, as in the one question.
    """
    begin = "make_date(CAST(month // 12 AS INTEGER), CAST(month % 12 + 1 AS INTEGER), 1)"
    epoch = f"DATE '{EPOCH.isoformat()}'"
    return f"""
        WITH each AS (
            SELECT *, unnest(range({_month(_day('"first"'))}, {_month(_day('"to"'))} + 1)) AS month FROM {table}
        ),
        shares AS (
            SELECT *, least(last_day({begin}) - {epoch}, "to") - greatest({begin} - {epoch}, "first") + 1 AS part
            FROM each
        )
        SELECT signature, place, CAST(month AS INTEGER) AS month, days,
            CAST(sum(exact * CAST(part AS DECIMAL(6, 0))) AS DECIMAL(38, 9)) AS weighted
        FROM shares GROUP BY signature, place, month, days"""


def _corrected(groups: str, by: Sequence[str]) -> str:
    """Give the last day of bills that the next one begins on to the later: all that end on it are a day shorter."""
    names = "".join(f'kinds."of_{name}" AS "{name}", ' for name in by if name != "file")
    file = f"CAST(id // {1 << ROW_BITS} AS INTEGER) AS file, " if "file" in by else ""
    columns = listed([*by, "span", "odd", "quantity", "rows"])
    months = _month("since"), _month("until")
    packed = f"(({months[0]} * {MONTHS} + {months[1]}) * {DAYS} + day(since)) * {DAYS} + day(until)"
    return f"""
        WITH shared AS (
            SELECT DISTINCT thing, kind, meter, "to" AS "last", earlier FROM overlapping WHERE how = 'shared'
            -- Under a bill that is too long, those of the meter follow each other all the same.
            UNION SELECT thing, kind, meter, "first", NULL FROM not_taken_back
            WHERE meter <> '' AND exact > 0 AND "first" < "last"
        ),
        ended AS (
            SELECT bills.* FROM not_taken_back AS bills SEMI JOIN shared
            ON bills.thing = shared.thing AND bills.kind = shared.kind AND bills.meter = shared.meter
                AND bills."last" = shared."last" AND (bills.meter <> '' OR bills.billed OR bills.id = shared.earlier)
            WHERE bills."first" < bills."last" AND bills.exact > 0
        ),
        bills AS (
            SELECT {names}{file}span, odd, exact, {_day('"first"')} AS since, {_day('"last" - 1')} AS until
            FROM ended JOIN kinds USING (signature, place)
        ),
        before AS (SELECT *, -exact AS quantity, -1 AS rows FROM bills),
        after AS (
            SELECT * REPLACE (CASE WHEN {months[0]} = {months[1]} THEN {months[0]} ELSE {packed} END AS span,
                CAST(NULL AS VARCHAR) AS odd), exact AS quantity, 1 AS rows
            FROM bills
        )
        SELECT {listed([*by, "span", "odd"])}, CAST(sum(quantity) AS DECIMAL(38, 9)) AS quantity,
            CAST(sum(rows) AS BIGINT) AS rows
        FROM (
            SELECT {columns} FROM {groups} UNION ALL SELECT {columns} FROM before UNION ALL SELECT {columns} FROM after
        ) GROUP BY {listed([*by, "span", "odd"])} HAVING sum(rows) > 0"""


def _day(number: str) -> str:
    """Return a day by its number."""
    return f"(DATE '{EPOCH.isoformat()}' + CAST({number} AS INTEGER))"


def _month(day: str) -> str:
    """Return the month of a day as `carbon.periods.month_number` does."""
    return f"(year({day}) * 12 + month({day}) - 1)"
