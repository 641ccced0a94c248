"""Figures of several years side by side: what each year has under a key, in one order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from carbon.accounting.result import InventoryResult

Key = TypeVar("Key", bound=Hashable)
Years = Sequence[InventoryResult]
Cells = tuple[str, ...]


def figures(
    years: Years, pick: Callable[[InventoryResult], Mapping[Key, Fraction | None]]
) -> dict[Key, tuple[Fraction | None, ...]]:
    """Return each key's figure in every year, None where a year has none."""
    picked = [pick(year) for year in years]
    return {key: tuple(one.get(key) for one in picked) for key in merged(picked)}


def cells(years: Years, pick: Callable[[InventoryResult], Mapping[Key, str]]) -> dict[Key, Cells]:
    """Return each key's text in every year, empty where a year has none."""
    picked = [pick(year) for year in years]
    return {key: tuple(one.get(key, "") for one in picked) for key in merged(picked)}


def merged(lists: Iterable[Iterable[Key]]) -> list[Key]:
    """Merge lists so that each keeps its order as far as may be.

    A new key follows the one before it in its list; at the head of its list it stands before the next known one.
    """
    merged: list[Key] = []
    for keys in map(list, lists):
        later = (merged.index(key) for key in keys if key in merged)
        after = next(later, len(merged))
        for key in keys:
            if key not in merged:
                merged.insert(after, key)
            after = merged.index(key) + 1
    return merged
