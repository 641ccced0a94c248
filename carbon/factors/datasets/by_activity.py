"""Emission factors by activity: the library's are made of their rows when they are first asked for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from carbon.factors.datasets.tables import activity_of
from carbon.factors.records import Dataset, Factor

Row = tuple[int, Mapping[str, str]]
Maker = Callable[[Dataset, list[Row]], Iterable[Factor]]


class FactorsByActivity(Mapping[str, list[Factor]]):
    """Factors by activity; an inventory needs a few dozen of the library's thousands.

    Parameters
    ----------
    make
        Makes the factors of a dataset's rows of one activity.
    below
        Others of which the factors are among these too, before its own; nothing is ever added to them.
    """

    def __init__(self, make: Maker, below: FactorsByActivity | None = None) -> None:
        self._make = make
        self._below: Mapping[str, list[Factor]] = below or {}
        self._lines: dict[str, list[tuple[Dataset, str, int, str]]] = {}
        self._made: dict[str, list[Factor]] = {}

    def add_table(self, dataset: Dataset, path: Path) -> None:
        """Add a released table, to be made into factors later; every line is a row that begins with its activity."""
        header, *lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        for number, line in enumerate(lines, start=2):
            activity, variant, _ = line.split(",", 2)
            name = activity if not variant else activity_of(activity, variant)[0]
            self._lines.setdefault(name, []).append((dataset, header, number, line))

    def add(self, factors: Iterable[Factor]) -> None:
        """Add factors that are made already."""
        for factor in factors:
            self._of(factor.activity).append(factor)

    def own(self) -> Iterator[Factor]:
        """Yield the organisation's own factors, which are made already."""
        return (factor for factors in self._made.values() for factor in factors if factor.dataset.own)

    def _of(self, activity: str) -> list[Factor]:
        """Return the factors of an activity, made now if they were not."""
        if activity not in self._made:
            self._made[activity] = list(self._below.get(activity, ()))
        tables: dict[str, tuple[Dataset, str, dict[int, str]]] = {}
        for dataset, header, number, line in self._lines.pop(activity, ()):
            tables.setdefault(dataset.id, (dataset, header, {}))[2][number] = line
        for dataset, header, lines in tables.values():
            rows = csv.DictReader([header, *lines.values()])
            self._made[activity] += self._make(dataset, list(zip(lines, rows, strict=True)))
        return self._made[activity]

    def __getitem__(self, activity: str) -> list[Factor]:
        """Return the factors of an activity."""
        if activity not in self:
            raise KeyError(activity)
        return self._of(activity)

    def __contains__(self, activity: object) -> bool:
        """Say whether there are factors of an activity, without making them."""
        return activity in self._lines or activity in self._made or activity in self._below

    def __iter__(self) -> Iterator[str]:
        """Yield the activities."""
        return iter(dict.fromkeys([*self._below, *self._lines, *self._made]))

    def __len__(self) -> int:
        """Return how many activities there are."""
        return len(self._below.keys() | self._lines.keys() | self._made.keys())
