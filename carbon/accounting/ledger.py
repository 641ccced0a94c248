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


@dataclass(frozen=True, slots=True)
class Location:
    """What the facilities of an entry have in common: where they are, whether they are left out.

    `facility` is the one that they are, if it has factors of its own.
    """

    geography: str
    exclusion: Exclusion | None = None
    facility: str = ""


@dataclass(frozen=True, slots=True)
class EntryKey:
    """The key of an entry: the positions of its signature and location, and its month."""

    signature: int
    location: int
    month: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A quantity [unit of the line] of a signature in one geography and month, and what of it was spread."""

    key: EntryKey
    line: Line
    location: Location
    month: int
    quantity: Fraction
    spread: Fraction
    rows: int


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
    locations
        Of each signature and facility, by position: what the facility has in common with others.
    """

    def __init__(
        self,
        sums: Sums,
        lines: Sequence[Line],
        facilities: Sequence[Facility | None],
        locations: Mapping[tuple[int, int], Location],
    ) -> None:
        self._sums = sums
        self.lines = lines
        self.facilities = facilities
        self.locations = list(dict.fromkeys(locations.values()))
        places = {location: place for place, location in enumerate(self.locations)}
        self._location = {pair: places[location] for pair, location in locations.items()}
        groups = list(sums.added_up(self._location))
        self._ratios = _ratios({days for _, _, _, days, _, _ in groups})
        self._scale = SCALE * lcm(*self._ratios)
        self.entries = self._entries(groups)

    def location_of(self, signature: int, facility: int) -> int:
        """Return the position of the location of a facility under a signature."""
        return self._location[signature, facility]

    def rows_of(self, entries: Sequence[Entry]) -> Wanted:
        """Say which rows are in entries of a signature: their facilities, as they are written, and the months."""
        months: dict[tuple[int, int], list[int]] = {}
        for entry in entries:
            months.setdefault((entry.key.signature, entry.key.location), []).append(entry.month)
        whereabouts = (
            (self._sums.facilities[facility], run)
            for (signature, facility), location in self._location.items()
            for run in _runs(months.get((signature, location), ()))
        )
        return Wanted(entries[0].line.signature, tuple(whereabouts))

    def _entries(self, groups: Iterable[tuple[int, int, int, int, int, int]]) -> list[Entry]:
        """Add groups up by signature, location and month."""
        totals: dict[tuple[int, int, int], int] = {}
        spread: dict[tuple[int, int, int], int] = {}
        counts: dict[tuple[int, int, int], int] = {}
        for signature, location, month, days, weighted, rows in groups:
            key = (signature, location, month)
            scaled = weighted * self._ratios[days]
            totals[key] = totals.get(key, 0) + scaled
            counts[key] = counts.get(key, 0) + rows
            if days > LONGEST_UNSPREAD:
                spread[key] = spread.get(key, 0) + scaled
        return [
            Entry(
                EntryKey(*key),
                self.lines[key[0]],
                self.locations[key[1]],
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
        self, weights: Mapping[EntryKey, Sequence[tuple[int, Fraction]]], months: range
    ) -> dict[tuple[int, int, int], Fraction]:
        """Weigh the groups of some entries and add them up by slot, facility and month.

        Parameters
        ----------
        weights
            For each entry, pairs of a slot and a weight per unit.
        months
            The months of the entries.

        Returns
        -------
        dict
            By slot, facility and month.
        """
        whole = lcm(*(weight.denominator for pairs in weights.values() for _, weight in pairs)) if weights else 1
        scaled = {
            (key.signature, key.location, key.month): [(slot, int(weight * whole)) for slot, weight in pairs]
            for key, pairs in weights.items()
        }
        totals: dict[tuple[int, int, int], int] = {}
        nothing: list[tuple[int, int]] = []
        for signature, facility, month, days, weighted in self._sums.groups(months) if weights else ():
            for slot, weight in scaled.get((signature, self._location[signature, facility], month), nothing):
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
