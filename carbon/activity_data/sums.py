"""The answer to the one question: exact sums, asked for at the grain that a figure needs.

What the rows came to stays in the engine, by signature, facility, month and file. Totals are added up there; only
a breakdown by facility and month takes the groups out one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from copy import copy
from fractions import Fraction
from itertools import chain
from typing import Any

from carbon.activity_data import finding, summing
from carbon.activity_data.session import Session, UnreadableRowsError
from carbon.activity_data.source import Signature, SourceFile
from carbon.activity_data.summing import SAYS_NOTHING, SIGNATURE, odd, opened

SCALE = 10**9
"""Quantities are counted in billionths, since they have at most 9 decimals."""
MOST_FACILITIES = 500_000
"""How many facilities there may be: each is looked up, and takes about 1.4 kB."""
_KEYS = tuple(name for name in SIGNATURE if name != "facility")


class TooManyFacilitiesError(Exception):
    """Raised when the rows name more facilities than fit in memory; `number` says how many."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def ask(session: Session, sources: Sequence[SourceFile]) -> Sums:
    """Ask the one question of all files.

    Raise UnreadableRowsError if a file is not the table that its header promises, or TooManyFacilitiesError if
    the rows name more facilities than are looked up.
    """
    by = summing.keys({name for source in sources for name in source.columns if name}, len(sources))
    tables = [opened(source) for source in sources]
    with session.watched():
        session.keep("groups", summing.grouped(tables, by))
    if "facility" in by and session.number_of("FROM groups") > MOST_FACILITIES:
        number = session.number_of("SELECT DISTINCT facility FROM groups")
        if number > MOST_FACILITIES:
            raise TooManyFacilitiesError(number)
    texts = session.rows("SELECT DISTINCT odd FROM groups WHERE odd IS NOT NULL")
    session.register("meanings", summing.meanings({row["odd"]: odd(row["odd"]) for row in texts}))
    return Sums(session, "groups", by)


def can_be_read(session: Session, source: SourceFile) -> bool:
    """Say whether the rows of one file can be read."""
    try:
        ask(session, [source])
    except UnreadableRowsError:
        return False
    return True


class Sums:
    """Exact sums of quantities.

    Parameters
    ----------
    session
        The session that holds the groups.
    groups
        The name of the groups, see `summing.grouped`.
    by
        What they are grouped by.

    Attributes
    ----------
    signatures
        Every distinct signature, those of rows that count first.
    facilities
        Every distinct facility as it is written, None for an empty cell; those of rows that count first.
    faults
        Rows that do not count, by file and faults (bits).
    """

    def __init__(self, session: Session, groups: str, by: list[str]) -> None:
        self.session = session
        self._groups = groups
        self._by = by
        self.faults: dict[tuple[int, int], int] = {}
        self._rows: dict[tuple[int, int, int], int] = {}
        self._prints: dict[str, dict[range, tuple[int, int, int]]] = {}
        self._faulty: dict[tuple[int, int, int], int] = {}
        signatures: dict[Signature, int] = {}
        facilities: dict[str | None, int] = {}
        members = _members(session, by)
        for cells, file, faults, rows in sorted(members, key=lambda member: bool(member[2])):
            if faults == SAYS_NOTHING and not any(cells.values()):
                continue
            if faults:
                self.faults[file, faults] = self.faults.get((file, faults), 0) + rows
            signature = Signature(**{name: cells.get(name) for name in _KEYS})
            key = (
                signatures.setdefault(signature, len(signatures)),
                facilities.setdefault(cells.get("facility"), len(facilities)),
                file,
            )
            counts = self._faulty if faults else self._rows
            counts[key] = counts.get(key, 0) + rows
        self.signatures = list(signatures)
        self.facilities = list(facilities)

    @property
    def by(self) -> list[str]:
        """Return what the groups are grouped by."""
        return self._by

    @property
    def groups_table(self) -> str:
        """Return the name of the groups."""
        return self._groups

    def replace(self, groups: str) -> None:
        """Put groups in the place of the first: the same rows, some on other days."""
        self._groups = groups

    def of_file(self, file: int) -> Sums:
        """Return the sums of the rows of one file, by its position; nothing is read again."""
        if "file" not in self._by:
            return self
        part, groups = copy(self), f"groups_of_{file}"
        self.session.keep(groups, f"SELECT * FROM {self._groups} WHERE file = {file}")
        part.replace(groups)
        return part

    def odd_texts(self) -> list[str]:
        """Return every text of odd rows; see `summing.opened`."""
        return [text for (text,) in self.session.each(f"SELECT DISTINCT odd FROM {self._groups} WHERE odd IS NOT NULL")]

    def cells(self, name: str) -> list[str | None]:
        """Return a column's cell of every pair; see `pairs`."""
        if name == "facility":
            return [self.facilities[facility] for _, facility in self.pairs()]
        return [getattr(self.signatures[signature], name) for signature, _ in self.pairs()]

    def __len__(self) -> int:
        """Return the number of groups."""
        return self.session.number_of(f"FROM {self._groups}")

    def file_rows(self, files: int) -> list[int]:
        """Return the rows of each file, those with faults included."""
        counts = [0] * files
        for (_, _, file), rows in self._rows.items():
            counts[file] += rows
        for (file, _), rows in self.faults.items():
            counts[file] += rows
        return counts

    def rows_of(
        self, files: int, *, signatures: AbstractSet[int] | None = None, facilities: AbstractSet[int] | None = None
    ) -> list[int]:
        """Return the rows of each file, those with faults among them, of some signatures and facilities by position."""
        counts = [0] * files
        for (signature, facility, file), rows in chain(self._rows.items(), self._faulty.items()):
            if (signatures is None or signature in signatures) and (facilities is None or facility in facilities):
                counts[file] += rows
        return counts

    def pairs(self) -> list[tuple[int, int]]:
        """Return every pair of a signature and a facility that occurs in rows that count, by position."""
        return list(dict.fromkeys((signature, facility) for signature, facility, _ in self._rows))

    def facilities_of(self) -> dict[int, list[int]]:
        """Return the facilities of each signature, by position, those of rows with faults among them."""
        facilities: dict[int, dict[int, None]] = {}
        for signature, facility, _ in chain(self._rows, self._faulty):
            facilities.setdefault(signature, {})[facility] = None
        return {signature: list(several) for signature, several in facilities.items()}

    def added_up(self, bundles: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int, int, int, int, int]]:
        """Yield signature, bundle, month, days, weighted [billionths] and rows, the facilities of a bundle added up.

        `month` is twelve times the year plus the month counted from 0. `weighted` is the exact sum of quantity times
        days of the month, to be divided by `days`, the length of the period (1 for rows within one month). `rows`
        counts the rows that begin in the month.

        Parameters
        ----------
        bundles
            The position of the bundle of every pair of a signature and a facility.
        """
        for signature, bundle, _, month, days, weighted, rows in self.session.each(
            summing.added_up(self._placed(bundles))
        ):
            yield signature, bundle, month, days, _billionths(weighted), rows

    def gaps(
        self, bundles: Mapping[tuple[int, int], int], months: range, most: int
    ) -> tuple[int, list[tuple[int, int]]]:
        """Return how many bundles lack rows in some months, and the first: each with the bits of months that it has."""
        rows = self.session.rows(summing.gaps(self._placed(bundles), months, most)) if bundles else []
        return (rows[0]["number"] if rows else 0), [(row["bundle"], row["mask"]) for row in rows]

    def totals_of_others(
        self, bundles: Mapping[tuple[int, int], int], things: Mapping[int, tuple[int, Fraction]], months: range
    ) -> list[tuple[int, int]]:
        """Return the bundles, each with a thing, that come to the sum of two others or more in the months they have.

        They are compared in binary numbers: a sum is one only if it is so exactly.

        Parameters
        ----------
        things
            Of each signature, what is added up with it, and its unit in a unit of that.
        """
        columns = {"of_signature": list(things), "thing": [thing for thing, _ in things.values()]}
        ratios = {"ratio": [ratio.numerator / ratio.denominator for _, ratio in things.values()]}
        self.session.register("things", {**columns, **ratios})
        groups = summing.in_months(self._placed(bundles), months, ("signature", "bundle"))
        return list(self.session.each(summing.sql("totals_of_others", groups=groups)))

    def runs(self) -> list[tuple[int, int, int]]:
        """Return the first and last month of rows that go over several months, and how many rows have these."""
        return sorted((first, last, rows) for first, last, rows in self.session.each(summing.runs(self._groups)))

    def files_in(self, months: range) -> set[int]:
        """Return the files, by position, of which a row touches some months."""
        if "file" not in self._by:
            inside = summing.in_months(self._groups, months, self._by)
            return {0} if self.session.rows(f"SELECT month FROM ({inside}) LIMIT 1") else set()
        inside = summing.in_months(self._groups, months, ["file"])
        return {file for (file,) in self.session.each(f"SELECT DISTINCT file FROM ({inside})")}

    def fingerprints(self, source: SourceFile, years: Sequence[range]) -> dict[range, tuple[int, int, int]]:
        """Return of each of some years how many rows of a file touch it, and two numbers that say which these are.

        Every row of the file is read once more for that.
        """
        if source.name not in self._prints:
            prints = finding.fingerprints(self.session, source, years)
            self._prints[source.name] = dict(zip(years, prints, strict=True))
        return self._prints[source.name]

    def facilities_in(self, months: range) -> set[str]:
        """Return the facilities, as they are written, of which a row touches some months."""
        if "facility" not in self._by:
            return set()
        inside = summing.in_months(self._groups, months, ["facility"])
        texts = self.session.each(f"SELECT DISTINCT facility FROM ({inside})")
        return {text for (text,) in texts if text is not None}

    def groups(self, months: range) -> Iterator[tuple[int, int, int, int, int]]:
        """Yield signature, facility, month, days and weighted [billionths] of each group of some months."""
        places = self._placed(dict.fromkeys(self.pairs(), 0))
        for signature, place, _, month, days, weighted, _ in self.session.each(
            summing.in_months(places, months, ("signature", "place"))
        ):
            yield signature, place, month, days, _billionths(weighted)

    def _placed(self, bundles: Mapping[tuple[int, int], int]) -> str:
        """Tell the engine the positions of signatures, facilities and bundles."""
        columns: dict[str, list[Any]] = {}
        for name in self._by:
            if name == "facility":
                columns[name] = [self.facilities[facility] for _, facility in bundles]
            elif name != "file":
                columns[name] = [getattr(self.signatures[signature], name) for signature, _ in bundles]
        columns["signature"] = [signature for signature, _ in bundles]
        columns["place"] = [facility for _, facility in bundles]
        columns["bundle"] = list(bundles.values())
        self.session.register("places", columns)
        return summing.placed(self._groups, self._by)


def _members(session: Session, by: Sequence[str]) -> Iterator[tuple[dict[str, str | None], int, int, int]]:
    """Yield cells, file, faults and rows, ordered by the cells so that positions do not depend on the rows' order."""
    names = [name for name in by if name != "file"]
    cut = len(names)
    ordered = sorted(
        session.each(summing.members(by)), key=lambda row: ([cell or "" for cell in row[:cut]], *row[cut:])
    )
    for row in ordered:
        file, faults, rows = row[cut:] if cut < len(by) else (0, *row[cut:])
        yield dict(zip(names, row[:cut], strict=True)), file, faults, rows


def _billionths(weighted: str) -> int:
    """Return the text of a decimal with nine places as a whole number, which takes half as long as the decimal."""
    return int(weighted.replace(".", ""))
