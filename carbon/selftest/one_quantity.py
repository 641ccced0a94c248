"""The year book of one quantity that stands in no file: all that an inventory does, but for reading rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from carbon.accounting import upstream, vehicles, yearbook
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Ledger, Stand
from carbon.accounting.lines import Line, Meanings
from carbon.accounting.yearbook import YearBook
from carbon.activity_data.source import Signature
from carbon.activity_data.sums import SCALE, Sums
from carbon.factors.datasets.library import FactorBooks
from carbon.model.periods import days, month_number
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.settings import Settings


class _Written(Sums):
    """The engine's answer for one quantity in one month."""

    def __init__(self, month: int, quantity: Fraction) -> None:
        scaled = quantity * SCALE
        if scaled.denominator != 1:
            raise ValueError(f"{quantity} has more decimals than a quantity may have")
        self._group = (0, 0, month, 1, int(scaled), 1)

    def added_up(self, stands: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int, int, int, int, int]]:  # noqa: ARG002 - the only one
        """Yield the one group."""
        yield self._group


def opened(books: FactorBooks, settings: Settings, signature: Signature, period: str, quantity: Fraction) -> YearBook:
    """Make the year book of a quantity.

    Parameters
    ----------
    books
        The library.
    settings
        What carbon.toml would say, with one inventory year.
    signature
        Activity and unit, as they would be written.
    period
        A month, as it would be written.
    quantity
        With at most 9 decimals.

    Raises
    ------
    ProblemsError
        If the activity or the unit is not understood, or there is no factor.
    """
    line = Meanings(books, settings, {}).line(signature)
    if not isinstance(line, Line):
        raise ProblemsError(Problem(fault.code, fault.why, Place(column=fault.column)) for fault in line)
    bounds = days(period)
    assert bounds is not None, period
    stands = {(0, 0): Stand(settings.geography)}
    ledger = Ledger(_Written(month_number(bounds[0]), quantity), [line], [None], stands)
    (year,) = settings.years.values()
    book = yearbook.opened(Folder(settings, books), ledger, year)
    vehicles.post(book)
    upstream.post(book)
    if book.faults:
        raise ProblemsError(Problem(fault.code, fault.why, Place(column=fault.column)) for _, fault in book.faults)
    return book
