"""Two years side by side: the figures, the inputs and the causes that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting.frozen.records import LockedInput, LockedYear
from carbon.history import moves
from carbon.history.moves import Move
from carbon.model.terms import Scope2Method


@dataclass(frozen=True, slots=True)
class FigureMove:
    """A figure of two years, None where a year does not have it."""

    name: str
    method: str
    unit: str
    was: Fraction | None
    now: Fraction | None

    @property
    def change(self) -> Fraction:
        """Return what it moved by; no data counts as nothing here."""
        return (self.now or Fraction(0)) - (self.was or Fraction(0))


@dataclass(frozen=True, slots=True)
class InputMove:
    """A file that differs between two years, and what that comes to [kg CO2e] by each method, None if it is not known.

    Parameters
    ----------
    same_for_year
        Whether the year takes the same from both.
    """

    file: str
    was: LockedInput | None
    now: LockedInput | None
    kg_location: Fraction | None = None
    kg_market: Fraction | None = None

    @property
    def same_for_year(self) -> bool:
        """Say whether the year takes the same from the file as before."""
        return bool(self.was and self.now and self.was.taken and self.was.taken == self.now.taken)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two years, the largest first."""

    a: LockedYear
    b: LockedYear
    figures: tuple[FigureMove, ...]
    inputs: tuple[InputMove, ...]
    moves: tuple[Move, ...]

    def kg(self, method: Scope2Method) -> Fraction:
        """Return what all scopes together moved by [kg CO2e], scope 2 by one method."""
        names = {("scope1", ""), ("scope2", str(method)), ("scope3", "")}
        return sum((one.change for one in self.figures if (one.name, one.method) in names), Fraction(0))


def difference(
    a: LockedYear,
    b: LockedYear,
    scopes: Mapping[str, int | None],
    *,
    every: bool = False,
    others: moves.Others = (),
) -> Difference:
    """Compare two years.

    Parameters
    ----------
    a, b
        The years.
    scopes
        The scope of every account.
    every
        Whether to list the figures that are the same too.
    others
        As for `moves.between`.
    """
    return Difference(a, b, _figures(a, b, every=every), _inputs(a, b), moves.between(a, b, scopes, others))


def _figures(a: LockedYear, b: LockedYear, *, every: bool) -> tuple[FigureMove, ...]:
    """Return the figures that differ, or all, in the order of the years."""
    was, now = ({(one.name, one.method): one for one in year.figures} for year in (a, b))
    found = []
    for key in dict.fromkeys([*was, *now]):
        before, after = was.get(key), now.get(key)
        if every or before is None or after is None or before.value != after.value:
            unit = (before or after).unit  # type: ignore[union-attr]
            values = (None if one is None else one.value for one in (before, after))
            found.append(FigureMove(*key, unit, *values))
    return tuple(found)


def _inputs(a: LockedYear, b: LockedYear) -> tuple[InputMove, ...]:
    """Return the inputs that differ, the largest first; those of which it is not known what they come to are last."""
    was, now = ({one.file: one for one in year.inputs} for year in (a, b))
    found = []
    for file in sorted(was.keys() | now.keys()):
        before, after = was.get(file), now.get(file)
        if before is None or after is None or before.sha256 != after.sha256:
            found.append(InputMove(file, before, after, _weight(before, after)))
    return tuple(sorted(found, key=lambda one: (one.kg_location is None, -abs(one.kg_location or 0), one.file)))


def _weight(before: LockedInput | None, after: LockedInput | None) -> Fraction | None:
    """Return what the rows of a file moved by, None where that is not known of a file."""
    weights = [one.kg_co2e for one in (before, after) if one is not None]
    if None in weights:
        return None
    return ((after and after.kg_co2e) or Fraction(0)) - ((before and before.kg_co2e) or Fraction(0))
