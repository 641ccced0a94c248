"""What the comparison of rows found, asked for year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from carbon.engine import compare
from carbon.engine.outstanding import THAT_STAND_OUT
from carbon.engine.rows import odd, opened
from carbon.engine.session import Session
from carbon.engine.sums import Sums
from carbon.records import SourceFile


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
    session
        The session that holds them, as `compare.laid_out` asks for them.
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
        session.keep("overlapping", compare.OVERLAPPING)
        session.keep("outstanding", THAT_STAND_OUT)
        self.counts = self._counted()
        if metered:
            session.keep("repeated", compare.REPEATED)

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
        return self._session.rows(compare.called(cores)) if self._metered else []

    def overlapping(self, how: str, first: date, last: date, most: int) -> Doubles:
        """Return the rows that share days in one way between two days."""
        table = f"(SELECT * FROM overlapping WHERE how = '{how}' AND {compare.within(first, last)})"
        count = self._number_of(how, table)
        if not count:
            return Doubles(0, [], [])
        return Doubles(count, self._beside(table, most), self._session.rows(compare.by_month(table)))

    def outstanding(self, first: date, last: date, most: int) -> tuple[int, list[dict[str, Any]]]:
        """Return how many rows stand out between two days, and the first of them."""
        table = f'(SELECT * FROM (SELECT *, "last" AS "to" FROM outstanding) WHERE {compare.within(first, last)})'
        count = self._number_of("outstanding", table)
        return count, self._beside(table, most) if count else []

    def _counted(self) -> Counter[str]:
        """Count the rows found in each way."""
        ways = "SELECT how FROM overlapping UNION ALL SELECT 'outstanding' FROM outstanding"
        found = self._session.rows(f"SELECT how, count(*) AS number FROM ({ways}) GROUP BY how")
        return Counter({row["how"]: row["number"] for row in found})

    def _number_of(self, how: str, table: str) -> int:
        """Return how many rows of a year were found in one way; nothing is asked if there are none in any year."""
        if not self.counts[how]:
            return 0
        return int(self._session.rows(f"SELECT count(*) AS number FROM {table}")[0]["number"])

    def _beside(self, table: str, most: int) -> list[dict[str, Any]]:
        """Return the first rows with the quantity of the other one, `other_exact`."""
        first = f"(SELECT * FROM {table} ORDER BY id LIMIT {most}) AS named"
        others = "(SELECT id AS other, exact AS other_exact FROM compared)"
        return self._session.rows(f"SELECT * FROM {first} JOIN {others} ON earlier = other ORDER BY id")


def compare_rows(
    session: Session, sources: Sequence[SourceFile], sums: Sums, kinds: Mapping[str, Sequence[Any]]
) -> Comparison:
    """Compare the rows with each other, and correct the sums where two bills share a day.

    Parameters
    ----------
    kinds
        Of every pair of a signature and a facility: what `compare.laid_out` needs to know.
    """
    cells = {f"of_{name}": sums.cells(name) for name in sums.by if name != "file"}
    session.register("kinds", {**cells, **kinds})
    session.register("odd_days", compare.odd_days({text: odd(text) for text in sums.odd_texts()}))
    with session.in_order():
        session.keep("compared", compare.laid_out([opened(source) for source in sources], sums.by))
        comparison = Comparison(session, metered=any("meter" in source.columns for source in sources))
        if comparison.counts["shared"]:
            session.keep("corrected", compare.corrected(sums.groups_table, sums.by))
            sums.replace("corrected")
    return comparison
