"""The ledger: the engine's sums as exact quantities per signature, geography and month.

A file of ten million rows has a few hundred entries here, so everything above works on them alone. Facilities are
kept apart only where a figure needs them: in `cells` and in `shares`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from carbon.accounting.meanings import Line
from carbon.activity_data.finding import Wanted
from carbon.activity_data.sums import SCALE, Sums
from carbon.settings import Exclusion, Facility

LONGEST_UNSPREAD = 31
"""A row over more days than these is marked as spread."""


Common = tuple[str, Exclusion | None, str]
"""What facilities have in common under a signature: `geography`, `exclusion` and `facility` of an entry."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A quantity [unit of the line] of a signature in one geography and month, and what of it was spread.

    There is one of a kind in a ledger, so that an entry is its own key.

    Parameters
    ----------
    group
        The positions of its signature, and of what its facilities have in common.
    line
        What the signature means: the same for all its geographies and months.
    exclusion
        Why it is left out of the totals, None if it is not; what is avoided is in none either.
    facility
        The facility that it is of, if that has factors of its own.
    """

    group: tuple[int, int]
    line: Line
    geography: str
    exclusion: Exclusion | None
    facility: str
    month: int
    quantity: Fraction
    spread: Fraction
    rows: int

    @property
    def is_counted(self) -> bool:
        """Say whether it is neither avoided nor left out."""
        return self.exclusion is None and not self.line.avoided


class Ledger:
    """Exact quantities of the engine's groups.

    Parameters
    ----------
    sums
        The engine's answer.
    lines
        The meaning of each signature.
    facilities
        The meaning of each facility.
    common
        Of each signature and facility, by position: what the facility has in common with others.
    """

    def __init__(
        self,
        sums: Sums,
        lines: Sequence[Line],
        facilities: Sequence[Facility | None],
        common: Mapping[tuple[int, int], Common],
    ) -> None:
        self._sums = sums
        self.lines = lines
        self.facilities = facilities
        self._common = list(dict.fromkeys(common.values()))
        places = {shared: place for place, shared in enumerate(self._common)}
        self._places = {pair: places[shared] for pair, shared in common.items()}
        groups = list(sums.added_up(self._places))
        self._ratios = _ratios({days for _, _, _, days, _, _ in groups})
        self._scale = SCALE * lcm(*self._ratios)
        self.entries = self._entries(groups)
        self._by_month = {(entry.group, entry.month): entry for entry in self.entries}
        self._of_files: dict[int, Ledger] = {}

    def of_file(self, file: int) -> Ledger:
        """Return what the rows of one file come to, by its position; nothing is read again."""
        if file not in self._of_files:
            common = {pair: self._common[place] for pair, place in self._places.items()}
            self._of_files[file] = Ledger(self._sums.of_file(file), self.lines, self.facilities, common)
        return self._of_files[file]

    def group_of(self, signature: int, facility: int) -> tuple[int, int]:
        """Return the group of the entries that a signature has of a facility, by their positions."""
        return signature, self._places[signature, facility]

    def entry_of(self, signature: int, facility: int, month: int) -> Entry | None:
        """Return the entry that a signature has of a facility in a month, None if it has none."""
        return self._by_month.get((self.group_of(signature, facility), month))

    def rows_of(self, entries: Sequence[Entry]) -> Wanted:
        """Say which rows are in entries of a signature: their facilities, as they are written, and the months."""
        months: dict[tuple[int, int], list[int]] = {}
        for entry in entries:
            months.setdefault(entry.group, []).append(entry.month)
        whereabouts = (
            (self._sums.facilities[facility], run)
            for signature, facility in self._places
            for run in _runs(months.get(self.group_of(signature, facility), ()))
        )
        return Wanted(entries[0].line.signature, tuple(whereabouts))

    def _entries(self, groups: Iterable[tuple[int, int, int, int, int, int]]) -> list[Entry]:
        """Add groups up by signature, what facilities have in common, and month."""
        totals: dict[tuple[int, int, int], int] = {}
        spread: dict[tuple[int, int, int], int] = {}
        counts: dict[tuple[int, int, int], int] = {}
        for signature, place, month, days, weighted, rows in groups:
            key = (signature, place, month)
            scaled = weighted * self._ratios[days]
            totals[key] = totals.get(key, 0) + scaled
            counts[key] = counts.get(key, 0) + rows
            if days > LONGEST_UNSPREAD:
                spread[key] = spread.get(key, 0) + scaled
        return [
            Entry(
                key[:2],
                self.lines[key[0]],
                *self._common[key[1]],
                key[2],
                self._exact(scaled),
                self._exact(spread.get(key, 0)),
                counts[key],
            )
            for key, scaled in sorted(totals.items())
        ]

    def _exact(self, scaled: int) -> Fraction:
        """Return a scaled quantity in the unit of its line."""
        return Fraction(scaled, self._scale)

    def cells(self, signatures: set[int], months: range) -> dict[tuple[int, int, int], Fraction]:
        """Return the quantities of some signatures in some months by signature, facility and month."""
        totals: dict[tuple[int, int, int], int] = {}
        for signature, facility, month, days, weighted in self._sums.groups(months) if signatures else ():
            if signature in signatures:
                key = (signature, facility, month)
                totals[key] = totals.get(key, 0) + weighted * self._ratios[days]
        return {key: self._exact(scaled) for key, scaled in totals.items()}

    def shares(
        self, weights: Mapping[Entry, Sequence[tuple[int, Fraction]]], months: range
    ) -> dict[tuple[int, int, int], Fraction]:
        """Weigh the groups of some entries and add them up by slot, facility and month.

        Parameters
        ----------
        weights
            For each entry, pairs of a slot and a weight per unit.
        months
            The months of the entries.
        """
        whole = lcm(*(weight.denominator for pairs in weights.values() for _, weight in pairs)) if weights else 1
        scaled = {
            (*entry.group, entry.month): [(slot, int(weight * whole)) for slot, weight in pairs]
            for entry, pairs in weights.items()
        }
        totals: dict[tuple[int, int, int], int] = {}
        nothing: list[tuple[int, int]] = []
        for signature, facility, month, days, weighted in self._sums.groups(months) if weights else ():
            for slot, weight in scaled.get((signature, self._places[signature, facility], month), nothing):
                key = (slot, facility, month)
                totals[key] = totals.get(key, 0) + weighted * self._ratios[days] * weight
        divisor = self._scale * whole
        return {key: Fraction(total, divisor) for key, total in totals.items()}


def _runs(months: Iterable[int]) -> list[range]:
    """Return months, whatever their order, as runs without a gap.

    >>> _runs([3, 1, 2, 7, 7])
    [range(1, 4), range(7, 8)]
    """
    runs: list[range] = []
    for month in sorted(set(months)):
        if runs and runs[-1].stop == month:
            runs[-1] = range(runs[-1].start, month + 1)
        else:
            runs.append(range(month, month + 1))
    return runs


def _ratios(days: Iterable[int]) -> dict[int, int]:
    """Return what each length of period is multiplied by to bring all to one denominator."""
    lengths = sorted(days)
    scale = lcm(*lengths)
    return {length: scale // length for length in lengths}
