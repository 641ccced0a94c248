"""Two sides compared in their years: inventory folders, locks, or years of them, with what differs between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from carbon.accounting import folder, inventory, lock
from carbon.accounting.folder import Folder
from carbon.accounting.frozen_year import LockedInput, LockedYear
from carbon.factors.catalogue import read_catalogue
from carbon.history import moves, snapshot
from carbon.history.moves import Move
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.sentences import Sentence, joined, say
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
        return sum((figure.change for figure in self.figures if (figure.name, figure.method) in names), Fraction(0))


def compare_years(
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
    return Difference(a, b, _figures(a, b, every=every), _inputs(a, b), moves.moves_between(a, b, scopes, others))


def _figures(a: LockedYear, b: LockedYear, *, every: bool) -> tuple[FigureMove, ...]:
    """Return the figures that differ, or all, in the order of the years."""
    was, now = ({(figure.name, figure.method): figure for figure in year.figures} for year in (a, b))
    changes = []
    for key in dict.fromkeys([*was, *now]):
        before, after = was.get(key), now.get(key)
        if every or before is None or after is None or before.value != after.value:
            unit = (before or after).unit  # type: ignore[union-attr]
            values = (None if figure is None else figure.value for figure in (before, after))
            changes.append(FigureMove(*key, unit, *values))
    return tuple(changes)


def _inputs(a: LockedYear, b: LockedYear) -> tuple[InputMove, ...]:
    """Return the inputs that differ, the largest first; those of which it is not known what they come to are last."""
    was, now = ({item.file: item for item in year.inputs} for year in (a, b))
    changes = []
    for file in sorted(was.keys() | now.keys()):
        before, after = was.get(file), now.get(file)
        if before is None or after is None or before.sha256 != after.sha256:
            changes.append(InputMove(file, before, after, _weight(before, after)))
    return tuple(sorted(changes, key=lambda item: (item.kg_location is None, -abs(item.kg_location or 0), item.file)))


def _weight(before: LockedInput | None, after: LockedInput | None) -> Fraction | None:
    """Return what the rows of a file moved by, None where that is not known of a file."""
    weights = [file.kg_co2e for file in (before, after) if file is not None]
    if None in weights:
        return None
    return ((after and after.kg_co2e) or Fraction(0)) - ((before and before.kg_co2e) or Fraction(0))


@dataclass(frozen=True, slots=True)
class Compared:
    """A year of each of two sides: what the sides are called, and how the years differ."""

    a: str
    b: str
    difference: Difference


_TWO = 2


def compare_sides(sides: Sequence[str], years: Sequence[int] = (), *, thaw: bool = False) -> list[Compared]:
    """Compare one or two sides in their years: the names of both sides and what differs, by year.

    Raise ProblemsError if a side cannot be read or computed, or the years do not make pairs.

    Parameters
    ----------
    sides
        One or two of: a folder, a lock, either with `@YEAR`.
    years
        With one side the two years to compare; with two sides the years to compare them in.
    thaw
        Compute frozen years from the library as it is now.
    """
    scopes = {name: account.scope for name, account in read_catalogue().accounts.items()}
    if len(sides) == 1:
        name, by_year = _side(sides[0], years, thaw=thaw)
        if len(years) != _TWO:
            raise _unpaired(say("One side is compared in two of its years: --year 2022 --year 2024."))
        return [Compared(name, name, compare_years(by_year[years[0]], by_year[years[1]], scopes))]
    if len(sides) != _TWO:
        raise _unpaired(say("Name one side and two years, or two sides."))
    (name_a, a), (name_b, b) = (_side(side, years, thaw=thaw) for side in sides)
    return [Compared(name_a, name_b, compare_years(a[year], b[other], scopes)) for year, other in _pairs(a, b)]


def _pairs(a: dict[int, LockedYear], b: dict[int, LockedYear]) -> list[tuple[int, int]]:
    """Return the years to compare: the one of each side, or those that both have."""
    if len(a) == 1 and len(b) == 1:
        return [(next(iter(a)), next(iter(b)))]
    common = sorted(a.keys() & b.keys())
    if not common:
        raise _unpaired(
            say("The sides have no year in common: {first} and {second}.", first=_listed(a), second=_listed(b))
        )
    return [(year, year) for year in common]


def _listed(years: dict[int, LockedYear]) -> Sentence:
    """List years."""
    return joined(map(str, sorted(years)), ", ")


def _unpaired(why: Sentence) -> ProblemsError:
    """Say that there is nothing to compare."""
    return ProblemsError([Problem("no-year", why)])


def _side(text: str, years: Sequence[int], *, thaw: bool) -> tuple[str, dict[int, LockedYear]]:
    """Return the name of a side and its years, taken down."""
    name, at, year = text.rpartition("@")
    if not (at and year.isdecimal() and not Path(text).exists()):
        name, wanted = text, list(dict.fromkeys(years))
    else:
        wanted = [int(year)]
    path = Path(name)
    by_year = (
        _locked_years(path) if path.is_file() and path.suffix == ".lock" else _computed_years(path, wanted, thaw=thaw)
    )
    missing = [number for number in wanted if number not in by_year]
    if missing:
        why = say("{side} has no year {year}. It has: {years}.", side=name, year=missing[0], years=_listed(by_year))
        raise ProblemsError([Problem("no-year", why, Place(name))])
    return name, {number: by_year[number] for number in wanted or sorted(by_year)}


def _locked_years(path: Path) -> dict[int, LockedYear]:
    """Read the years of a lock."""
    locked, problems = lock.read_lock(path.parent, path.name)
    if problems:
        raise ProblemsError(problems)
    return dict(locked.years)


def _computed_years(path: Path, years: Sequence[int], *, thaw: bool) -> dict[int, LockedYear]:
    """Compute years of a folder, and take them down."""
    source: Folder = folder.read_folder([path], None, years, thaw=thaw)
    books = inventory.open_books(source, years)
    return {book.year.year: snapshot.take_down(books, book, {}) for book in books.years}
