"""Editions: which day of an inventory year decides on the edition of a dataset's factors, month by month or for all.

Where the rule is `by_year_part`, all months of an inventory year take the edition of the year's greater part. That is
the one of its middle day: a part that is greater than the rest holds the middle.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from carbon.declarations import YearSettings
from carbon.records import Dataset
from carbon.terms import Edition


class Editions:
    """The rule of each dataset in one inventory year.

    Parameters
    ----------
    chosen
        What `[factors] edition` says, by dataset; under no name for all.
    year
        The inventory year; without one every month decides by itself.
    """

    def __init__(self, chosen: Mapping[str, str], year: YearSettings | None = None) -> None:
        self._chosen = chosen
        self._year = year

    def rule(self, dataset: Dataset) -> Edition:
        """Return the rule of a dataset: as the settings say, else as its publisher does, else by month."""
        for name in (dataset.id, dataset.name, ""):
            if name in self._chosen:
                return Edition(self._chosen[name])
        return Edition(dataset.edition or Edition.BY_MONTH)

    def day(self, dataset: Dataset, day: date) -> date:
        """Return the day that decides on the edition of a dataset for a day of the inventory year, or of one before."""
        if self._year is None or self.rule(dataset) is Edition.BY_MONTH:
            return day
        start, end = self._year.start, self._year.end
        earlier = max(0, start.year - day.year + (day.month < start.month))
        middle = start + timedelta(days=(end - start).days // 2)
        return date(middle.year - earlier, middle.month, 1)
