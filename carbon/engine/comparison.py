"""What the comparison of rows found, asked for year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ibis import ir

from carbon.engine import compare


class Engine(Protocol):
    """What a comparison asks of the session."""

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """Return the rows of a small expression."""

    def number_of(self, expression: ir.Table) -> int:
        """Return how many rows an expression has."""

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        """Keep what an expression gives under a name."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """Rows that share days with others: how many, the first of them, and their shared days' sums by month."""

    count: int
    first: list[dict[str, Any]]
    months: list[dict[str, Any]]


class Comparison:
    """The rows of a run beside each other.

    Parameters
    ----------
    engine
        The session that holds them.
    rows, overlaps, outstanding
        What `compare` made of them.
    """

    def __init__(self, engine: Engine, rows: ir.Table, overlaps: ir.Table, outstanding: ir.Table) -> None:
        self._engine = engine
        self._rows = rows
        self._overlaps = overlaps
        self._outstanding = outstanding
        self._repeated = engine.keep("repeated", compare.repeated(rows))
        self.repeated_count = engine.number_of(self._repeated)

    def repeated(self, most: int) -> list[dict[str, Any]]:
        """Return the first meters, days and quantities that stand twice without a note."""
        return self._engine.rows(self._repeated.order_by("earlier").limit(most))

    def called(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """Return the meters that are called one of some names, the rows of each and its first."""
        return self._engine.rows(compare.called(self._rows, names))

    def overlapping(self, how: str, first: date, last: date, most: int) -> Doubles:
        """Return the rows that share days in one way between two days."""
        table = compare.within(self._overlaps.filter(self._overlaps.how == how), first, last)
        count = self._engine.number_of(table)
        if not count:
            return Doubles(0, [], [])
        return Doubles(count, self._beside(table, most), self._engine.rows(compare.by_month(table)))

    def outstanding(self, first: date, last: date, most: int) -> tuple[int, list[dict[str, Any]]]:
        """Return how many rows stand out between two days, and the first of them."""
        table = compare.within(self._outstanding.mutate(to=self._outstanding["last"]), first, last)
        count = self._engine.number_of(table)
        return count, self._beside(table, most) if count else []

    def _beside(self, table: ir.Table, most: int) -> list[dict[str, Any]]:
        """Return the first rows with the quantity of the other one, `other_exact`."""
        others = self._rows.select(other="id", other_exact="exact")
        known = table.order_by("id").limit(most).inner_join(others, [table.earlier == others.other])
        return self._engine.rows(known.order_by("id"))
