"""Rows beside others of their meter, or of their facility and activity: what is twice there, and what stands out.

Apart from the one question, since it has to hold every row: it is asked of as many rows as fit, and of no more.
Days are counted from 1 January 1970. The rows are in the table `compared`, what `laid_out` asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from string import ascii_lowercase
from typing import Any

from carbon.engine.rows import BLANKS, DAYS, FIRST_ROW, MONTHS, Odd, listed, quoted

ROW_BITS = 22
"""How many bits of an id are the number of the row; the others are the file."""
_IDS = 1 << 40
"""More than any id, so that a day and an id are one number."""
EPOCH = date(1970, 1, 1)
MONTH_LIKE, QUARTER_LIKE = 45, 100
"""The longest rows of a month, and of a quarter [days]."""
_WIDE = "".join(chr(ord(letter) + 0xFEE0) for letter in ascii_lowercase)
"""The letters as wide as a Chinese character."""
_READINGS = 4
"""The fewest readings of a day of a meter that is read several times a day."""
_HOURS = 12
"""At most one reading of so many in a day may have the time and quantity of another: those of an hour that is twice."""
_SEVERAL_METERS = 40
"""Where so many in a hundred bills without a meter overlap, they are of several meters: of two a month every second."""


def odd_days(odds: Mapping[str, Odd]) -> dict[str, list[Any]]:
    """Write the days of odd texts as the columns of their table."""
    rows = [
        (text, (odd.first - EPOCH).days, (odd.last - EPOCH).days)
        for text, odd in odds.items()
        if odd.first and odd.last
    ]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []]
    return dict(zip(("text", "odd_first", "odd_last"), columns, strict=True))


def laid_out(tables: Sequence[str], by: Sequence[str]) -> str:
    """Ask for what the rows are compared by; `kinds` and `odd_days` have to be there.

    Returns
    -------
    str
        A query of `id`, `signature`, `place`, `thing` (activity and dimension), `kind` (and facility), `billed`,
        `meter` and `time` (empty for none), `first`, `last`, `days`, `size` (0 a day, 1 a month, 2 a quarter,
        3 longer), `exact`, `amount` (in one unit per thing, roughly), `said` (whether a note says something), `span`,
        `odd`, `whole`.
    """
    names = [name for name in by if name != "file"]
    files = " UNION ALL ".join(_of_file(table, names, position) for position, table in enumerate(tables))
    same = " AND ".join(f'known."{name}" IS NOT DISTINCT FROM kinds."of_{name}"' for name in names)
    return f"""
        SELECT id, signature, place, thing, kind, billed, meter, "time", exact, said, span, odd, whole,
            coalesce(iso_first, odd_first) AS "first", coalesce(iso_last, odd_last) AS "last",
            "last" - "first" + 1 AS days, CAST(exact AS DOUBLE) * ratio AS amount,
            CASE WHEN days <= 1 THEN 0 WHEN days <= {MONTH_LIKE} THEN 1 WHEN days <= {QUARTER_LIKE} THEN 2 ELSE 3
                END AS "size"
        FROM ({files}) AS known JOIN kinds ON {same} LEFT JOIN odd_days ON known.odd = odd_days.text"""


def _of_file(table: str, names: Sequence[str], position: int) -> str:
    """Reduce the rows of a file to what they are compared by."""
    others = ("meter", "note", "period", "start", "end", "time", "record_id", "evidence")
    cells = [*names, *(name for name in others if name not in names)]
    whole = " || '\x1f' || ".join(["CAST(exact AS VARCHAR)", *(f"coalesce(\"{name}\", '')" for name in cells)])
    first, last = (
        f"CASE WHEN span IS NOT NULL THEN CAST(coalesce(day, {other}) - DATE '{EPOCH.isoformat()}' AS INTEGER) END"
        for other in ("since", '"to"')
    )
    return f"""
        SELECT {listed(names)}, exact, span, odd, CAST({position << ROW_BITS} AS BIGINT) + row AS id,
            trim(coalesce(meter, ''), {BLANKS}) AS meter, trim(coalesce("time", ''), {BLANKS}) AS "time",
            trim(coalesce(note, ''), {BLANKS}) <> '' AS said,
            hash({whole}) AS whole, {first} AS iso_first, {last} AS iso_last
        FROM (SELECT *, row_number() OVER () + {FIRST_ROW - 1} AS row FROM {table})"""


REPEATED = f"""
    WITH metered AS (
        SELECT *, hash(thing, meter, "first", "last", "time", amount) AS alike
        FROM compared WHERE meter <> '' AND exact <> 0
    ),
    several AS (SELECT alike FROM metered GROUP BY alike HAVING count(*) > 1),
    bills AS (
        SELECT thing, meter, "first", "last", "time", amount, count(*) AS count, count(DISTINCT kind) AS kinds,
            min(id) AS earlier, max(id) AS later, max(exact) AS exact, min(signature) AS signature, min(place) AS place
        FROM metered SEMI JOIN several USING (alike)
        GROUP BY thing, meter, "first", "last", "time", amount
        HAVING count(*) > 1 AND count(*) FILTER (NOT said) > 1
    ),
    whole_days AS (
        SELECT thing, meter, "first", "last", count(*) AS readings, bool_or("time" <> '') AS timed
        FROM metered SEMI JOIN bills USING (thing, meter, "first", "last")
        WHERE "first" = "last" GROUP BY thing, meter, "first", "last"
    ),
    twice AS (
        SELECT thing, meter, "first", "last", sum(count) AS several, sum(count - 1) AS more
        FROM bills GROUP BY thing, meter, "first", "last"
    )
    SELECT bills.*, coalesce(readings >= {_READINGS} AND CASE WHEN timed THEN more * {_HOURS} <= readings
        ELSE several < readings END, false) AS readings
    FROM bills JOIN twice USING (thing, meter, "first", "last")
        LEFT JOIN whole_days USING (thing, meter, "first", "last")
    ORDER BY earlier"""
"""The meters, days and quantities that occur more than once without a note that says why.

Of a meter read several times a day, some quantities of a day are the same: `readings`. With their times, no more than
the hour of the day may be the same that the end of summer time repeats; without them, some must be there only once,
since an export that is there twice has each of them twice.
"""


def called(cores: Sequence[str]) -> str:
    """Ask for the meters with one of some texts in their name, blanks and marks aside: rows and first row of each."""
    narrow = f"translate(lower(meter), {quoted(_WIDE)}, {quoted(ascii_lowercase)})"
    plain = rf"regexp_replace({narrow}, '[\s\x{{3000}}:.()*=-]|\x{{ff1a}}', '', 'g')"
    return (
        f"SELECT meter, count(*) AS count, min(id) AS \"first\" FROM compared WHERE meter <> '' AND "
        f'({" OR ".join(f"contains({plain}, {quoted(core)})" for core in cores)}) GROUP BY meter ORDER BY "first"'
    )


OVERLAPPING = f"""
    WITH taken_back AS (
        SELECT DISTINCT kind, meter, "first", "last", -exact AS exact FROM compared WHERE exact < 0
    ),
    bills AS (
        SELECT counted.* FROM (SELECT * FROM compared WHERE exact >= 0) AS counted
        ANTI JOIN taken_back USING (kind, meter, "first", "last", exact)
    ),
    longer AS (SELECT DISTINCT thing, kind, meter FROM bills WHERE "size" > 0),
    alone AS (
        SELECT *, hash(signature, place, whole) AS alike
        FROM bills ANTI JOIN longer USING (thing, kind, meter) WHERE meter = ''
    ),
    several AS (SELECT alike FROM alone GROUP BY alike HAVING count(*) > 1),
    looked_at AS (
        SELECT * FROM bills SEMI JOIN longer USING (thing, kind, meter)
        UNION ALL SELECT * EXCLUDE (alike) FROM alone SEMI JOIN several USING (alike)
    ),
    copies AS (
        SELECT signature, place, whole, '' AS meter, min(id) AS copy FROM looked_at WHERE meter = '' GROUP BY ALL
    ),
    twins AS (
        SELECT kind, signature, "first", "last", exact, '' AS meter, min(id) AS twin
        FROM looked_at WHERE meter = '' GROUP BY ALL
    ),
    reaching AS (
        SELECT *, CAST("last" AS BIGINT) * {_IDS} + id AS packed,
            max(CASE WHEN "size" >= 1 THEN packed END) OVER earlier_ones AS reach_1,
            max(CASE WHEN "size" >= 2 THEN packed END) OVER earlier_ones AS reach_2,
            max(CASE WHEN "size" >= 3 THEN packed END) OVER earlier_ones AS reach_3
        FROM looked_at
        WINDOW earlier_ones AS (
            PARTITION BY thing, kind, meter ORDER BY "first", "size" DESC, id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
    ),
    reached AS (
        SELECT *, CASE "size" WHEN 0 THEN reach_1 WHEN 1 THEN reach_2 WHEN 2 THEN reach_3 END AS inside,
            CASE WHEN meter <> '' OR (billed AND "size" > 0) THEN reach_1 ELSE inside END AS reach,
            least("last", reach // {_IDS}) AS end_of_both,
            reach IS NOT NULL AND end_of_both >= "first" AS touches,
            coalesce(inside // {_IDS} >= "last", false) AS nested
        FROM reaching
        LEFT JOIN copies USING (signature, place, whole, meter)
        LEFT JOIN twins USING (kind, signature, "first", "last", exact, meter)
    ),
    ways AS (
        SELECT *, CASE
            WHEN exact <> 0 AND meter = '' AND (copy < id OR (billed AND "size" > 0 AND twin < id)) THEN 'same'
            WHEN touches AND nested THEN 'parts'
            WHEN touches AND end_of_both = "first" AND "last" > "first" THEN 'shared'
            WHEN touches THEN 'days' END AS how
        FROM reached
    ),
    regular AS (
        SELECT *, coalesce(how = 'days', false) AND meter = '' AND {_SEVERAL_METERS} <=
            100 * avg(CAST(coalesce(how = 'days', false) AS DOUBLE)) OVER (PARTITION BY thing, kind, meter) AS several
        FROM ways
    )
    SELECT id, signature, place, thing, kind, meter, exact, "first", "last", days, how,
        CAST(CASE WHEN how = 'same' THEN "last" ELSE end_of_both END AS INTEGER) AS "to",
        CASE how WHEN 'same' THEN least(copy, twin) WHEN 'parts' THEN inside % {_IDS} ELSE reach % {_IDS} END AS earlier
    FROM regular WHERE NOT several AND how IS NOT NULL AND exact > 0"""
"""The rows that share days with an earlier one of their kind and meter.

Credits and the bills that they take back are left out; so are meters, or facilities, that have days alone, but for
rows without a meter that are there twice. A reach is the last day of the rows before, packed with the id of its row;
`copy` is the first row the same in every column, `twin` the first of the same days and quantity. `earlier` is the id of
the other row, `to` the last day shared, `how`: `days` for a bill of the same meter, `parts` for a row inside a longer
one, `shared` where it is only the last day of the other, `same` for a row of a file without meters that is twice there.
"""


def within(first: date, last: date) -> str:
    """Return the condition of rows of which a shared day lies between two days."""
    return f'"to" >= {(first - EPOCH).days} AND "first" <= {(last - EPOCH).days}'


def by_month(table: str) -> str:
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


def corrected(groups: str, by: Sequence[str]) -> str:
    """Give the last day of a bill that the next one begins on to the later: the earlier one is a day shorter."""
    names = "".join(f'kinds."of_{name}" AS "{name}", ' for name in by if name != "file")
    file = f"CAST(id // {1 << ROW_BITS} AS INTEGER) AS file, " if "file" in by else ""
    columns = listed([*by, "span", "odd", "quantity", "rows"])
    months = _month("since"), _month("until")
    packed = f"(({months[0]} * {MONTHS} + {months[1]}) * {DAYS} + day(since)) * {DAYS} + day(until)"
    return f"""
        WITH ends AS (SELECT DISTINCT earlier AS id FROM overlapping WHERE how = 'shared'),
        bills AS (
            SELECT {names}{file}span, odd, exact, {_day('"first"')} AS since, {_day('"last" - 1')} AS until
            FROM (SELECT * FROM compared SEMI JOIN ends USING (id)) AS ended JOIN kinds USING (signature, place)
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
