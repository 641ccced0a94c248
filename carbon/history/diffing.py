"""Two sides to be compared: inventory folders, locks, or years of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from carbon.accounting import folder, inventory
from carbon.accounting.folder import Folder
from carbon.accounting.frozen import lock
from carbon.accounting.frozen.records import LockedYear
from carbon.factors.catalogue import read_catalogue
from carbon.history import comparing, snapshot
from carbon.history.comparing import Difference
from carbon.model.problems import Place, Problem, ProblemsError

Compared = list[tuple[str, str, Difference]]
_TWO = 2


def compare(sides: Sequence[str], years: Sequence[int] = (), *, thaw: bool = False) -> Compared:
    """Compare one or two sides in their years.

    Parameters
    ----------
    sides
        One or two of: a folder, a lock, either with `@YEAR`.
    years
        With one side the two years to compare; with two sides the years to compare them in.
    thaw
        Compute frozen years from the library as it is now.

    Returns
    -------
    list
        The names of both sides and what differs, by year.

    Raises
    ------
    ProblemsError
        If a side cannot be read or computed, or the years do not make pairs.
    """
    scopes = {name: account.scope for name, account in read_catalogue().accounts.items()}
    if len(sides) == 1:
        name, found = _side(sides[0], years, thaw=thaw)
        if len(years) != _TWO:
            raise _unpaired("One side is compared in two of its years: --year 2022 --year 2024.")
        return [(name, name, comparing.difference(found[years[0]], found[years[1]], scopes))]
    if len(sides) != _TWO:
        raise _unpaired("Name one side and two years, or two sides.")
    (name_a, a), (name_b, b) = (_side(side, years, thaw=thaw) for side in sides)
    return [(name_a, name_b, comparing.difference(a[one], b[other], scopes)) for one, other in _pairs(a, b)]


def _pairs(a: dict[int, LockedYear], b: dict[int, LockedYear]) -> list[tuple[int, int]]:
    """Return the years to compare: the one of each side, or those that both have."""
    if len(a) == 1 and len(b) == 1:
        return [(next(iter(a)), next(iter(b)))]
    common = sorted(a.keys() & b.keys())
    if not common:
        raise _unpaired(f"The sides have no year in common: {_listed(a)} and {_listed(b)}.")
    return [(year, year) for year in common]


def _listed(years: dict[int, LockedYear]) -> str:
    """List years."""
    return ", ".join(map(str, sorted(years)))


def _unpaired(why: str) -> ProblemsError:
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
    found = _locked(path) if path.is_file() and path.suffix == ".lock" else _computed(path, wanted, thaw=thaw)
    missing = [one for one in wanted if one not in found]
    if missing:
        why = f"{name} has no year {missing[0]}. It has: {_listed(found)}."
        raise ProblemsError([Problem("no-year", why, Place(name))])
    return name, {one: found[one] for one in wanted or sorted(found)}


def _locked(path: Path) -> dict[int, LockedYear]:
    """Read the years of a lock."""
    found, problems = lock.read(path.parent, path.name)
    if problems:
        raise ProblemsError(problems)
    return dict(found.years)


def _computed(path: Path, years: Sequence[int], *, thaw: bool) -> dict[int, LockedYear]:
    """Compute years of a folder, and take them down."""
    source: Folder = folder.read([path], None, years, thaw=thaw)
    books = inventory.opened(source, years)
    return {book.year.year: snapshot.taken(books, book, {}) for book in books.years}
