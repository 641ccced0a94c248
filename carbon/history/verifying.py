"""Every frozen year computed again: identical to the last digit, or what has moved and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from carbon.accounting import folder, inventory
from carbon.accounting.folder import Folder
from carbon.accounting.frozen_year import Lock, LockedYear
from carbon.accounting.inventory import Books
from carbon.accounting.lock import NAME
from carbon.activity_data.session import Report
from carbon.history import altered, difference, snapshot
from carbon.history.difference import Difference, InputMove
from carbon.history.moves import Move
from carbon.model.problems import Place, Problem, ProblemsError, stop_if_any
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import Scope2Method
from carbon.settings import SETTINGS


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a frozen year.

    Parameters
    ----------
    difference
        Between carbon.lock and the same factors on the inputs as they are now; None where these cannot be computed.
    altered
        Values that the library has otherwise now under the same name; the frozen ones were used all the same.
    library
        Between the frozen factors and those that the library would choose now; None where it cannot be computed.
    problems
        Why something could not be computed.
    edited
        What carbon.lock says that does not follow from itself or from what was frozen.
    lock_sha256
        The digest of all that carbon.lock holds, empty for one that version 0.1 wrote.
    """

    locked: LockedYear
    difference: Difference | None
    altered: tuple[Move, ...] = ()
    library: Difference | None = None
    problems: tuple[Problem, ...] = ()
    edited: tuple[Problem, ...] = ()
    lock_sha256: str = ""

    @property
    def agrees(self) -> bool:
        """Say whether what the year takes from its inputs, the values and every figure are what they were."""
        if self.difference is None or self.difference.figures or self.altered or self.edited:
            return False
        return all(file.same_for_year for file in self.difference.inputs)


def verify(path: Path, years: Sequence[int] = (), report: Report | None = None) -> list[Verified]:
    """Compute the frozen years of a folder again, all of them by default.

    Raise ProblemsError if there is no frozen year, or the folder's settings cannot be read.
    """
    source = folder.read_folder([path])
    return [replace(verified, lock_sha256=source.lock.sha256) for verified in _of_folder(source, years, report)]


def _of_folder(source: Folder, years: Sequence[int], report: Report | None) -> list[Verified]:
    """Compute the frozen years of a folder again.

    Raise ProblemsError if there is no frozen year, or the folder's settings cannot be read.
    """
    source.problems = [problem for problem in source.problems if problem.code != "edited-lock"]
    stop_if_any([problem for problem in source.problems if problem.code in _SETTINGS])
    wanted = sorted(set(years)) or sorted(source.lock.years)
    stop_if_any(_not_frozen(source, wanted))
    declared = [year for year in wanted if year in source.settings.years]
    try:
        books = inventory.open_books(source, declared, report, guarded=False) if declared else None
    except ProblemsError as error:
        return [Verified(source.lock.years[year], None, problems=error.problems) for year in wanted]
    return [
        _verified(books, year) if books and year in declared else _undeclared(source.lock.years[year])
        for year in wanted
    ]


def _undeclared(locked: LockedYear) -> Verified:
    """Say that a frozen year is not declared any more."""
    why = say(
        "{year} is frozen, and carbon.toml does not declare it any more: [years.{year}] is gone.", year=locked.year
    )
    return Verified(locked, None, problems=(Problem("no-year", why, Place(SETTINGS)),))


_SETTINGS = {"missing-folder", "missing-settings", "broken-settings", "broken-lock"}


def _not_frozen(source: Folder, wanted: Sequence[int]) -> list[Problem]:
    """Refuse years that are not frozen."""
    remedy = say("`carbon freeze FOLDER --year YYYY` freezes one.")
    if not source.lock.years:
        return [Problem("no-year", joined([say("No year of the folder is frozen."), remedy]), Place(NAME))]
    frozen = joined(map(str, sorted(source.lock.years)), ", ")
    return [
        Problem(
            "no-year",
            joined([say("The year {year} is not frozen. Frozen: {years}.", year=year, years=frozen), remedy]),
            Place(NAME),
        )
        for year in wanted
        if year not in source.lock.years
    ]


def scopes_of(source: Folder) -> dict[str, int | None]:
    """Return the scope of every account."""
    return {name: account.scope for name, account in source.books.catalogue.accounts.items()}


def _verified(books: Books, year: int) -> Verified:
    """Verify one year."""
    source = books.folder
    locked, scopes = source.lock.years[year], scopes_of(source)
    book = next(book for book in books.years if book.year.year == year)
    again = snapshot.take_down(books, book, {file.file: file for file in locked.inputs})
    moved = altered.altered_values(locked, source.books, scopes)
    compared = difference.compare_years(locked, again, scopes, others=altered.other_values(locked, source.books))
    compared = replace(compared, inputs=_weighed(compared, moved))
    edited = tuple(_edited(source, locked, again, compared))
    problems: tuple[Problem, ...] = ()
    library = None
    try:
        thawed = inventory.reopen_books(books, replace(source, lock=Lock()), [year])
        library = difference.compare_years(again, snapshot.take_down(thawed, thawed.years[0]), scopes)
    except ProblemsError as error:
        problems = error.problems
    return Verified(locked, compared, moved, library, problems, edited)


def _edited(source: Folder, locked: LockedYear, again: LockedYear, difference: Difference) -> Iterator[Problem]:
    """Yield what carbon.lock says of a year that does not follow from itself or from what was frozen."""
    if locked.year in source.lock.edited:
        yield _problem(
            say("What {year} holds is no longer what `carbon freeze` wrote: its sha256 is another.", year=locked.year)
        )
    elif not source.lock.complete:
        years = joined(map(str, source.lock.years), ", ")
        yield _problem(
            say(
                "It holds the years {years}, and these are not those that were written: its sha256 is another.",
                years=years,
            )
        )
    if not difference.inputs and not difference.figures and locked.terms != again.terms:
        yield _problem(say("The quantities and masses that it lists are not those of the inputs and factors."))
    if locked.carbon == again.carbon and locked.rules != again.rules:
        names = joined(sorted(name for name, digest in again.rules.items() if locked.rules.get(name) != digest), ", ")
        yield _problem(
            say(
                "{names} of the library: the digest is another, though carbon is {carbon} as it was then.",
                names=names,
                carbon=again.carbon,
            )
        )


def _problem(why: Sentence) -> Problem:
    """Return what is wrong with the lock."""
    return Problem("edited-lock", why, Place(NAME))


def _weighed(difference: Difference, moved: tuple[Move, ...]) -> tuple[InputMove, ...]:
    """Say what inputs other than activity data moved, where that can be told.

    A dataset of the organisation's moved what its factors did; one file that alone has changed moved all.
    """
    if len(difference.inputs) == 1 and not _dataset_of(difference.inputs[0].file):
        location, market = (difference.kg(method) for method in Scope2Method)
        return (replace(difference.inputs[0], kg_location=location, kg_market=market),)
    weighed = []
    for file in difference.inputs:
        dataset = _dataset_of(file.file)
        if dataset:
            own = [move for move in moved if move.name.startswith(dataset)]
            sums = [sum((getattr(move, name) for move in own), Fraction(0)) for name in ("kg_location", "kg_market")]
            weighed.append(replace(file, kg_location=sums[0], kg_market=sums[1]))
        elif file.same_for_year:
            weighed.append(replace(file, kg_location=Fraction(0), kg_market=Fraction(0)))
        else:
            weighed.append(file)
    return tuple(weighed)


def _dataset_of(file: str) -> str:
    """Return the id of the dataset that a file is of, followed by a colon; empty if it is of none."""
    parts = file.split("/")
    return f"{parts[1]}@{parts[2]}:" if parts[0] == "emission_factors" and len(parts) > 3 else ""  # noqa: PLR2004 - a path
