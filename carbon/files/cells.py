"""Cells of small tables, read as values: a fault stands at its row and column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from carbon.files.values import Value
from carbon.files.written import FaultError, Written, is_year
from carbon.model import decimal_marks, exact
from carbon.model.problems import Problem, short


@dataclass(slots=True)
class Cells:
    """A row of a table as what values stand in.

    Parameters
    ----------
    code
        The code of what is wrong with a cell.
    report
        Adds a problem with a cell, by its code, its column and why.
    problems
        Those of the table.
    """

    code: str
    report: Callable[[str, str, str], None]
    problems: list[Problem]
    beside: dict[str, Any] = field(default_factory=dict)
    lenient: bool = False
    name: str = ""

    def problem(self, code: str, path: tuple[str, ...], why: str) -> None:
        """Add a problem with a cell."""
        self.report(code, path[-1], why)

    def miss(self, path: tuple[str, ...], example: str, about: str = "") -> None:
        """Say that a cell is empty."""
        del about
        self.report(self.code, path[-1], f"The cell is empty. Write it like {example}.")


@dataclass(frozen=True)
class Cell(Value):
    """A cell of a small table; `empty` says whether it may be."""

    empty: bool = False
    like: str = ""

    def take(self, table: Written, name: str) -> Any:  # noqa: ANN401 - whatever the field holds
        """Return what the cell says, ABSENT if it is empty."""
        written = table.at(self.key or name)
        if not written.value and not self.empty and self.like:
            written.document.miss(written.path, self.like)
        return super().take(table, name) if written.value else self.otherwise


@dataclass(frozen=True)
class DecimalCell(Cell):
    """A plain decimal."""

    like: str = "1234.5"

    def read(self, written: Written) -> Fraction:
        """Read it, as the numbers of the table are written."""
        try:
            return exact.parse(decimal_marks.plain(written.value, written.document.beside["number_form"]))
        except ValueError:
            raise FaultError(f'"{written.value}" is not a plain decimal. Write it like {self.like}.') from None


@dataclass(frozen=True)
class DayCell(Cell):
    """A day in ISO form."""

    like: str = "2024-03-15"

    def read(self, written: Written) -> date:
        """Read it."""
        try:
            return date.fromisoformat(written.value)
        except ValueError:
            raise FaultError(f'"{written.value}" is not a day. Write it like {self.like}.') from None


@dataclass(frozen=True)
class YearCell(Cell):
    """A year in four plain digits."""

    like: str = "2024"

    def read(self, written: Written) -> int:
        """Read it."""
        if not is_year(written.value):
            raise FaultError(f'"{short(written.value)}" is not a year. Write it like {self.like}.')
        return int(written.value)
