"""The one question: sum what the user wrote, exactly, once per signature, facility and month.

A row within one month is summed as it is. A row over several months is shared out by days: its share of a month
is quantity times days divided by the length of its period. The division would not be exact, so the engine sums
quantity times days per length of period, and the caller divides once.

The rows are read once, by `grouped`; `shared_out` works on what comes out of them. Each function writes a query;
`table` is a name, or a query in brackets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from carbon.activity_data.rows import DAYS, MONTHS, QUANTITY_TYPE, SIGNATURE, Odd, listed, sql
from carbon.model import periods

PACKED = MONTHS * DAYS * DAYS
"""Spans from here on go over several months."""
MEANINGS = ("text", "bad", "first", "last", "since", "to")
"""What each odd text means: faults, first and last month, and the days in these."""


def keys(columns: AbstractSet[str], files: int) -> list[str]:
    """Return what rows are grouped by; a column that no file has would cost time and say nothing."""
    return [name for name in SIGNATURE if name in columns] + ["file"] * (files > 1)


def grouped(tables: Sequence[str], by: Sequence[str]) -> str:
    """Write the question over the rows of each file.

    Return a query of `by`, `span` and `odd` (see `rows.opened`), `quantity` (exact sum) and `rows` (their
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
    """Give every group the positions of its signature, facility and stand, as the table `places` says."""
    same = " AND ".join(f'{groups}."{name}" IS NOT DISTINCT FROM places."{name}"' for name in by if name != "file")
    return f"(SELECT signature, place, stand, span, odd, quantity, rows FROM {groups} JOIN places ON {same})"


def added_up(places: str) -> str:
    """Add the placed groups of a signature and stand up, whatever their facility, and share them out over months."""
    by = ("signature", "stand")
    groups = (
        f"SELECT signature, stand, span, odd, sum(quantity) AS quantity, sum(rows) AS rows FROM {places} GROUP BY ALL"
    )
    return shared_out(f"({groups})", by, "faults = 0")


def gaps(places: str, months: range, most: int) -> str:
    """Return the stands that have no rows in some of the months, with the bits of those in which they have.

    `number` says how many there are in all.
    """
    every = (1 << len(months)) - 1
    return f"""
        SELECT *, count(*) OVER () AS number FROM (
            SELECT stand, bit_or(CAST(1 AS BIGINT) << CAST("month" - {months.start} AS BIGINT)) AS mask
            FROM ({in_months(places, months, ("stand",))}) GROUP BY stand
        ) WHERE mask <> {every} ORDER BY stand LIMIT {most}"""


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
