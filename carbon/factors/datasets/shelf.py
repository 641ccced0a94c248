"""The shelf of emission factors: the library's are made of their rows when they are first asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from carbon.factors.datasets.tables import activity_of
from carbon.factors.records import Dataset, Factor

Row = tuple[int, Mapping[str, str]]
Maker = Callable[[Dataset, list[Row]], Iterable[Factor]]


class Shelf(Mapping[str, list[Factor]]):
    """Factors by activity; an inventory needs a few dozen of the library's thousands.

    Parameters
    ----------
    make
        Makes the factors of a dataset's rows of one activity.
    below
        A shelf of which the factors are on this one too, before its own; it is never put to.
    """

    def __init__(self, make: Maker, below: Shelf | None = None) -> None:
        self._make = make
        self._below: Mapping[str, list[Factor]] = below or {}
        self._rows: dict[str, list[tuple[Dataset, Sequence[str], int, list[str]]]] = {}
        self._made: dict[str, list[Factor]] = {}

    def put(self, dataset: Dataset, path: Path) -> None:
        """Lay the rows of a dataset's table down, to be made into factors later."""
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            header = next(rows)
            where, variant = header.index("activity"), header.index("variant")
            for number, row in enumerate(rows, start=2):
                activity = row[where] if not row[variant] else activity_of(row[where], row[variant])[0]
                if activity not in self._rows:
                    self._rows[activity] = []
                self._rows[activity].append((dataset, header, number, row))

    def add(self, factors: Iterable[Factor]) -> None:
        """Put factors that are made already."""
        for factor in factors:
            self._of(factor.activity).append(factor)

    def own(self) -> Iterator[Factor]:
        """Yield the organisation's own factors, which are made already."""
        return (factor for factors in self._made.values() for factor in factors if factor.dataset.own)

    def _of(self, activity: str) -> list[Factor]:
        """Return the factors of an activity, made now if they were not."""
        if activity not in self._made:
            self._made[activity] = list(self._below.get(activity, ()))
        made = self._made[activity]
        laid: dict[str, tuple[Dataset, list[Row]]] = {}
        for dataset, header, number, row in self._rows.pop(activity, ()):
            laid.setdefault(dataset.id, (dataset, []))[1].append((number, dict(zip(header, row, strict=True))))
        for dataset, rows in laid.values():
            made += self._make(dataset, rows)
        return made

    def __getitem__(self, activity: str) -> list[Factor]:
        """Return the factors of an activity."""
        if activity not in self:
            raise KeyError(activity)
        return self._of(activity)

    def __contains__(self, activity: object) -> bool:
        """Say whether there are factors of an activity, without making them."""
        return activity in self._rows or activity in self._made or activity in self._below

    def __iter__(self) -> Iterator[str]:
        """Yield the activities."""
        return iter(dict.fromkeys([*self._below, *self._rows, *self._made]))

    def __len__(self) -> int:
        """Return how many activities there are."""
        return len(self._below.keys() | self._rows.keys() | self._made.keys())
