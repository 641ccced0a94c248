"""Decimal marks of a file that does not say which it uses: the first number that only one form admits, or both sums."""

from __future__ import annotations

from carbon.engine.rows import numbered


def deciding(table: str) -> str:
    """Ask for the first row of an opened file whose quantity is a number in one of the two forms alone."""
    return (
        f"SELECT quantity, row FROM {numbered(table)} "
        "WHERE (as_point IS NOT NULL) <> (as_comma IS NOT NULL) ORDER BY row LIMIT 1"
    )


def ambiguous(table: str) -> str:
    """Ask for the rows whose quantity is two different numbers in the two forms."""
    return f"SELECT * FROM {numbered(table)} WHERE as_point <> as_comma ORDER BY row"


def totals(table: str) -> str:
    """Ask for `unit`, and the sums of its quantities with a decimal `point` and with a decimal `comma`."""
    return (
        f"SELECT unit, sum(as_point) AS point, sum(as_comma) AS comma FROM {numbered(table)} GROUP BY unit "
        "HAVING point IS NOT NULL OR comma IS NOT NULL ORDER BY min(row)"
    )
