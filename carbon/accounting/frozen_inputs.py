"""The files that a year depends on, what it takes from each, and refusals where a frozen year would take other things.

Most files hold several years. What a year takes from one is told by a digest of its own: of a file of activity data the
rows that touch the year, of a table its entries for it, of carbon.toml all but the other years, of the organisation's
own datasets the rows that the year rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from carbon.accounting import frozen_year, instruments, metrics
from carbon.accounting.disclosures import in_scopes
from carbon.accounting.folder import Folder
from carbon.accounting.frozen_year import LockedInput
from carbon.accounting.ledger import Ledger
from carbon.accounting.lock import NAME
from carbon.accounting.result import InventoryResult
from carbon.accounting.year_postings import post_year
from carbon.activity_data.source import SourceFile
from carbon.activity_data.sums import Sums
from carbon.factors.datasets import tables as dataset_tables
from carbon.factors.datasets.tables import OWN_FOLDER
from carbon.factors.datasets.versions import SOURCE
from carbon.factors.factor import Dataset, Factor, HeatingValue
from carbon.files import toml
from carbon.model import digests
from carbon.model.periods import month_number
from carbon.model.problems import Place, Problem
from carbon.model.sentences import Sentence, joined, say
from carbon.settings import SETTINGS, YearSettings

_PARTS = len(("emission_factors", "own", "2024", "factors.csv"))


@dataclass(frozen=True, slots=True)
class Rested:
    """What a year rests on: the datasets, and the ids of the factors and heating values."""

    datasets: Sequence[Dataset]
    ids: Collection[str]

    @classmethod
    def on(cls, used: Sequence[Dataset], factors: Sequence[Factor], values: Sequence[HeatingValue]) -> Rested:
        """Return what a year rests on that rests on these."""
        return cls(used, {value.id for value in factors} | {value.id for value in values})


@dataclass(frozen=True, slots=True)
class Inputs:
    """Says what the inputs of an inventory year are.

    Parameters
    ----------
    folder, sums
        What was read.
    year
        The inventory year.
    rested
        What the year rests on.
    before
        The inputs as they were frozen, by name; of a file with the same bytes all that was frozen is true still.
    ledger
        The ledger, if it is to be said what the rows of each file come to.
    """

    folder: Folder
    sums: Sums
    year: YearSettings
    rested: Rested
    before: Mapping[str, LockedInput] = field(default_factory=dict)
    ledger: Ledger | None = None

    @property
    def months(self) -> range:
        """Return the months of the year by their numbers."""
        return _months(self.year)

    def every(self) -> tuple[LockedInput, ...]:
        """Return the inputs by their names: files from which the year takes nothing are none."""
        return tuple(sorted([*self._tables(), *self._activity()], key=lambda entry: entry.file))

    def _tables(self) -> Iterator[LockedInput]:
        """Yield the settings, the small tables and the organisation's own datasets that are used."""
        own = {f"{OWN_FOLDER}/{dataset.name}/{dataset.version}/" for dataset in self.rested.datasets if dataset.own}
        for path, name, rows in self.folder.tables:
            if not name.startswith(f"{OWN_FOLDER}/"):
                yield LockedInput(name, digests.of_file(path), rows, digests.of(self._taken(name)))
            elif any(name.startswith(place) for place in own):
                what = self._of_dataset(name)
                yield LockedInput(name, digests.of_file(path), rows, "" if what is None else digests.of(what))

    def _taken(self, name: str) -> object:
        """Return what the year takes from a file of settings or a small table."""
        start, end = self.year.start, self.year.end
        if name == SETTINGS:
            return self._settings()
        if name == metrics.NAME:
            return [metric for metric in self.folder.metrics if metric.year == self.year.year]
        if name == instruments.NAME:
            return [
                instrument
                for instrument in self.folder.instruments
                if instrument.start <= end and instrument.end >= start
            ]
        return None

    def _settings(self) -> dict[str, Any]:
        """Return carbon.toml without what it says of other years, and of facilities that it has no rows of."""
        folder = self.folder.settings.folder
        assert folder is not None
        text = (folder / SETTINGS).read_text(encoding="utf-8-sig")
        document = toml.parsed(text)
        year, named = self.year.year, {text.strip().casefold() for text in self.sums.facilities_in(self.months)}
        named |= {metric.facility.casefold() for metric in self.folder.metrics if metric.year == year}
        named |= {instrument.facility.casefold() for instrument in self.folder.instruments}
        facilities = self.folder.settings.facilities
        kept = {
            name: table
            for name, table in document.get("facilities", {}).items()
            if name not in facilities or named & {text.casefold() for text in (name, *facilities[name].names.values())}
        }
        outside = [entry for entry in document.get("outside_boundary", []) if entry.get("year") == year]
        years = {name: table for name, table in document.get("years", {}).items() if name == str(year)}
        return document | {"years": years, "facilities": kept, "outside_boundary": outside}

    def _of_dataset(self, name: str) -> object | None:
        """Return what the year takes from a file of an own dataset; None where it is not known what that would be."""
        parts = name.split("/")
        dataset_id = f"{parts[1]}@{parts[2]}"
        library = self.folder.books.factors
        if len(parts) == _PARTS and parts[-1] == SOURCE:
            dataset = library.datasets.get(dataset_id)
            return dataset and replace(dataset, folder="")
        for own in library.tables:
            if (own.dataset.id, own.form.file) == (dataset_id, parts[-1]):
                rows = (row.cells for row in own.table.rows)
                used = [row for row in rows if dataset_tables.id_of(own.form, dataset_id, row) in self.rested.ids]
                said = ({column: text for column, text in row.items() if text} for row in used)
                return sorted(said, key=digests.canonical)
        return None

    def _activity(self) -> Iterator[LockedInput]:
        """Yield the files of activity data of which a row touches the year."""
        touching = self.sums.files_in(self.months)
        for position, source in enumerate(self.folder.sources):
            if position in touching:
                yield self._of_rows(source, position)

    def _of_rows(self, source: SourceFile, position: int) -> LockedInput:
        """Say what the year takes from a file of activity data."""
        sha256, before = digests.of_file(source.path), self.before.get(source.name)
        if before is not None and before.sha256 == sha256 and before.taken:
            return before
        years = [_months(year) for year in self.folder.settings.years.values()]
        rows, *sums = self.sums.fingerprints(source, years)[self.months]
        after = LockedInput(source.name, sha256, rows, digests.of([rows, *map(str, sums)]))
        if before is not None and (before.taken or before.sha256) in {after.taken, sha256}:
            return replace(after, kg_co2e=before.kg_co2e)
        return after if self.ledger is None else replace(after, kg_co2e=self._kg(self.ledger.of_file(position)))

    def _kg(self, ledger: Ledger) -> Fraction:
        """Return what the rows of a file come to [kg CO2e], scope 2 location-based, before any instrument.

        Rows may name instruments, so these are known still, and cover nothing.
        """
        empty = [replace(instrument, mwh=Fraction(0)) for instrument in self.folder.instruments]
        book = post_year(replace(self.folder, instruments=empty), ledger, self.year)
        return sum((posting.co2e for posting in in_scopes(book)), Fraction(0))


def _months(year: YearSettings) -> range:
    """Return the months of an inventory year by their numbers."""
    return range(month_number(year.start), month_number(year.end) + 1)


def moved_inputs(folder: Folder, sums: Sums, year: int) -> list[Problem]:
    """Refuse the inputs of a frozen year that are no longer what they were; none if the year is not frozen.

    Files hold several years; one of which a year takes the same as before has not moved for it.
    """
    locked = folder.lock.years.get(year)
    if locked is None:
        return []
    then = {file.file: file for file in locked.inputs}
    rested = Rested.on(locked.datasets, locked.factors, locked.heating_values)
    now = Inputs(folder, sums, folder.settings.years[year], rested, then)
    return [
        Problem("moved-input", joined([what, _remedy(year)], "\n"), Place(name))
        for name, what in input_changes(then, {file.file: file for file in now.every()}, year)
    ]


def moved_figures(folder: Folder, result: InventoryResult, neighbours: Callable[[], str]) -> list[Problem]:
    """Refuse a frozen year that comes to other figures, though its inputs and factors are what they were.

    `neighbours` names the bills after the year that take the last day of one of its bills; empty without any.
    """
    locked = folder.lock.years.get(result.year)
    if locked is None or frozen_year.figures_of(result) == locked.figures:
        return []
    if bills := neighbours():
        why = say(
            "{year} is frozen, and comes to other figures from the same inputs and factors. A bill after the year "
            "begins on the last day of one of its bills, and takes that day; if it came later, that is why: {bills}",
            year=result.year,
            bills=bills,
        )
    else:
        why = say(
            "{year} is frozen, and comes to other figures from the same inputs and factors: the units or rules of "
            "carbon have moved since (it was {version}), or carbon.lock was edited.",
            year=result.year,
            version=locked.carbon,
        )
    remedy = say(
        "`carbon verify` says what moves. Compute with --thaw; or freeze {year} again with its frozen factors: "
        "carbon freeze --year {year} --accept-inputs.",
        year=result.year,
    )
    return [Problem("moved-figures", joined([why, remedy], "\n"), Place(NAME))]


def input_changes(
    then: dict[str, LockedInput], now: dict[str, LockedInput], year: int
) -> Iterator[tuple[str, Sentence]]:
    """Yield each file that has changed, is new or is gone, and what to say of it."""
    for name, before in then.items():
        after = now.get(name)
        if after is None:
            why = say(
                "{year} is frozen with this file, and it is gone, or none of its rows is of {year} any more.", year=year
            )
            yield name, why
        elif after.sha256 != before.sha256 and not (before.taken and before.taken == after.taken):
            why = say(
                "{year} is frozen, and what it takes from the file has changed since: sha256 {now}…, not {then}….",
                year=year,
                now=after.sha256[:12],
                then=before.sha256[:12],
            )
            yield name, why
    for name in now.keys() - then.keys():
        yield name, say("{year} is frozen, and the file is new: carbon.lock does not have it.", year=year)


def _remedy(year: int) -> Sentence:
    """Say what can be done."""
    return say(
        "`carbon verify` says what that moves. Put the file back, or compute with --thaw, or "
        "freeze the year again: carbon freeze --year {year}.",
        year=year,
    )
