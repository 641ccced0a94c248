"""The files that a year depends on, and what it takes from each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from carbon.accounting import intake, upstream, vehicles, yearbook
from carbon.accounting.disclosures import in_scopes
from carbon.accounting.folder import Folder
from carbon.declarations import YearSettings
from carbon.engine.sums import Sums
from carbon.locks import LockedInput
from carbon.periods import month_number
from carbon.reading import activity, instruments, metrics, settings, toml
from carbon.reading.datasets import library as datasets
from carbon.records import Dataset, SourceFile


def of(
    folder: Folder,
    sums: Sums,
    year: YearSettings,
    used: Sequence[Dataset],
    weighed: Mapping[str, LockedInput] | None = None,
) -> tuple[LockedInput, ...]:
    """Return the inputs of a year by their names: files of which no row touches it are none.

    Parameters
    ----------
    folder, sums
        What was read.
    year
        The inventory year.
    used
        The datasets that its figures rest on.
    weighed
        Files of which it is known what their rows come to. Every other file is read once more for that; none is, and it
        is not said, if this is None.
    """
    found = [*_tables(folder, year, used), *_activity(folder, sums, year, weighed)]
    return tuple(sorted(found, key=lambda one: one.file))


def _tables(folder: Folder, year: YearSettings, used: Sequence[Dataset]) -> Iterator[LockedInput]:
    """Yield the settings, the small tables and the organisation's own datasets that are used."""
    own = {f"{datasets.OWN_FOLDER}/{each.name}/{each.version}/" for each in used if each.own}
    for path, name, rows in folder.tables:
        is_dataset = name.startswith(f"{datasets.OWN_FOLDER}/")
        if not is_dataset or any(name.startswith(place) for place in own):
            yield LockedInput(name, activity.digest(path), rows, "" if is_dataset else _taken(folder, name, year))


def _taken(folder: Folder, name: str, year: YearSettings) -> str:
    """Return a digest of what a year takes from a file."""
    what: Any = None
    if name == settings.NAME and folder.settings.folder:
        document = toml.parsed((folder.settings.folder / name).read_text(encoding="utf-8-sig"))
        years = document.get("years", {})
        what = document | {"years": {key: one for key, one in years.items() if key == str(year.year)}}
    elif name == metrics.NAME:
        what = [metric for metric in folder.metrics if metric.year == year.year]
    elif name == instruments.NAME:
        what = [each for each in folder.instruments if each.start <= year.end and each.end >= year.start]
    return hashlib.sha256(repr(what).encode()).hexdigest()


def _activity(
    folder: Folder, sums: Sums, year: YearSettings, weighed: Mapping[str, LockedInput] | None
) -> Iterator[LockedInput]:
    """Yield the files of activity data of which a row touches the year."""
    touching = sums.files_in(range(month_number(year.start), month_number(year.end) + 1))
    counts = sums.file_rows(len(folder.sources))
    for position, source in enumerate(folder.sources):
        if position in touching:
            found = LockedInput(source.name, activity.digest(source.path), counts[position])
            known = (weighed or {}).get(source.name)
            if known and known.sha256 == found.sha256:
                yield known
            else:
                yield found if weighed is None else replace(found, kg_co2e=_kg(folder, source, year))


def _kg(folder: Folder, source: SourceFile, year: YearSettings) -> Fraction:
    """Return what the rows of one file come to [kg CO2e], scope 2 location-based, before any instrument.

    Rows may name instruments, so these are known still, and cover nothing.
    """
    empty = [replace(instrument, mwh=Fraction(0)) for instrument in folder.instruments]
    alone = replace(folder, sources=[source], instruments=empty, problems=[])
    ledger, _, _ = intake.taken(alone)
    book = yearbook.opened(alone, ledger, year)
    vehicles.post(book)
    upstream.post(book)
    return sum((posting.kg_co2e for posting in in_scopes(book) if posting.kg_co2e), Fraction(0))
