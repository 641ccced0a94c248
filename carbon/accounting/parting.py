"""A part of an inventory: what the rows of one facility, or of one item, come to by activity.

The same rows, factors and settings, with all other rows left aside; parts add up to the whole, since totals are sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from carbon.accounting import activities, folder, intake, upstream, vehicles, yearbook
from carbon.accounting.folder import Folder
from carbon.accounting.result import ActivityTotal
from carbon.activity_data.source import SourceFile

FACILITY, ITEM = "facility", "item"


def activities_of(path: Path, year: int, column: str, name: str) -> tuple[ActivityTotal, ...]:
    """Return the activities of a part of an inventory folder in a year; none where no row is of it.

    Parameters
    ----------
    column
        `facility`, or `item`: a column of the activity data that nothing else reads.
    name
        The facility by its id or a name, or the item as it is written.
    """
    source = folder.read([path], {}, [year])
    texts = _texts(source, column, name)
    source.sources = [part for each in source.sources if (part := _narrowed(each, column, texts)) is not None]
    if not source.sources:
        return ()
    ledger, _, _, _ = intake.taken(source)
    book = yearbook.opened(source, ledger, source.settings.years[year])
    vehicles.post(book)
    upstream.post(book)
    return activities.by_activity(book)


def _texts(source: Folder, column: str, name: str) -> tuple[str, ...]:
    """Return how a part is written in the rows: a facility by its id and its names."""
    facility = source.settings.facilities.get(name) if column == FACILITY else None
    return (name,) if facility is None else (name, *facility.names.values())


def _narrowed(source: SourceFile, column: str, texts: Sequence[str]) -> SourceFile | None:
    """Return a file with the rows of a part alone, None if it has no such column."""
    headers = source.columns if column == FACILITY else [header.strip().lower() for header in source.headers]
    places = [place for place, header in enumerate(headers) if header == column]
    return replace(source, only=(places[0], tuple(texts))) if places else None
