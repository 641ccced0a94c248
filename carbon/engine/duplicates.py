"""Rows that occur more than once: apart from the one question, since remembering every row costs more than summing."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.engine.rows import listed, numbered

_AROUND = r"'^[\s\x{a0}\x{3000}]+|[\s\x{a0}\x{3000}]+$'"
"""Blanks around a cell, the full-width ones too."""
_ROWS = 1 << 40
"""More than any number of a row, so that a file and a row are one number."""


def repeated_ids(tables: Sequence[str]) -> str:
    """Ask for the record_ids that occur more than once, as `repeated` does; blanks around them are none of them."""
    trimmed = f"nullif(regexp_replace(record_id, {_AROUND}, '', 'g'), '')"
    bare = [f"(SELECT {trimmed} AS record_id, row FROM {numbered(table)})" for table in tables]
    return _repeated(bare, ["record_id"])


def repeated(tables: Sequence[str], columns: Sequence[str]) -> str:
    """Ask for the combinations of cells that occur more than once.

    Parameters
    ----------
    tables
        The names of the opened files, in their order.
    columns
        The columns that are to be different in every row; rows where the first is empty are passed over.

    Returns
    -------
    str
        A query of the columns, `count`, and `file` and `row` of the first occurrence, `last_file` and `last_row` of
        the last, in the order of the first.
    """
    return _repeated([numbered(table) for table in tables], columns)


def _repeated(tables: Sequence[str], columns: Sequence[str]) -> str:
    """Ask for the combinations of cells that occur more than once in numbered rows."""
    names = listed(columns)
    files = " UNION ALL ".join(
        f"SELECT {names}, CAST({position * _ROWS} AS BIGINT) + row AS place FROM {table}"
        for position, table in enumerate(tables)
    )
    return f"""
        SELECT {names}, count(*) AS count, min(place) // {_ROWS} AS file, min(place) % {_ROWS} AS row,
            max(place) // {_ROWS} AS last_file, max(place) % {_ROWS} AS last_row
        FROM ({files}) WHERE "{columns[0]}" IS NOT NULL
        GROUP BY {names} HAVING count(*) > 1 ORDER BY min(place)"""
