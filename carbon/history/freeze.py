"""Freezing a year: its inputs, values and figures are written down, and it is computed from these from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from carbon.accounting import folder, frozen_inputs, inventory
from carbon.accounting.folder import Folder
from carbon.accounting.frozen_year import Lock, LockedYear
from carbon.accounting.inventory import Books
from carbon.accounting.lock import NAME
from carbon.activity_data.session import Report
from carbon.history import difference, snapshot
from carbon.history.difference import Difference
from carbon.history.verifying import scopes_of
from carbon.model.exact import grouped
from carbon.model.problems import Place, Problem, stop_if_any
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import Scope2Method


class Outcome(StrEnum):
    """What became of a year."""

    NEW = "new"
    UNCHANGED = "unchanged"
    RENEWED = "renewed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A year that was frozen, what became of it, and the digest of the lock that was written."""

    year: LockedYear
    outcome: Outcome
    lock_sha256: str = ""


def freeze(
    path: Path,
    years: Sequence[int] = (),
    *,
    thaw: bool = False,
    accept_inputs: bool = False,
    report: Report | None = None,
) -> tuple[Lock, list[Frozen]]:
    """Freeze years of an inventory folder, all that are declared by default.

    A year that is frozen already is computed from its frozen factors; if it comes to the same figures, its inputs are
    written down as they are now.

    Return the lock to be written, and what became of each year. Raise ProblemsError with everything that is
    wrong; also if a frozen year would come to other figures.

    Parameters
    ----------
    path
        The folder.
    years
        The years.
    thaw
        Freeze them anew, with the library as it is now.
    accept_inputs
        Keep the frozen factors of years that are frozen, though their inputs, and so their figures, have moved.
    report
        Called now and then with the percentage of the rows read.
    """
    source = folder.read_folder([path], None, years)
    before = source.lock
    wanted = sorted(set(years)) or list(source.settings.years)
    source.problems = _standing(source, wanted, thaw=thaw, accept_inputs=accept_inputs)
    if thaw:
        source.lock = Lock({year: locked for year, locked in before.years.items() if year not in wanted})
    books = inventory.open_books(source, wanted, report, guarded=False)
    frozen = [_frozen(books, year, before.years.get(year)) for year in wanted]
    if not thaw and not accept_inputs:
        stop_if_any(
            [problem for locked in frozen for problem in _moved(source, before.years.get(locked.year.year), locked)]
        )
    return Lock({**before.years, **{locked.year.year: locked.year for locked in frozen}}), frozen


def _standing(source: Folder, wanted: Sequence[int], *, thaw: bool, accept_inputs: bool) -> list[Problem]:
    """Return the problems of a folder that its flags do not settle.

    What is frozen anew may have been edited; what is kept may not, or the edit would be sealed with it.
    """
    lock, settled = source.lock, set[str]()
    if thaw:
        settled = {"broken-lock"} | ({"edited-lock"} if set(lock.edited) | set(lock.years) <= set(wanted) else set())
    if accept_inputs and not lock.edited:
        settled = {"edited-lock"}
    return [problem for problem in source.problems if problem.code not in settled]


def _frozen(books: Books, year: int, before: LockedYear | None) -> Frozen:
    """Take a year down, and say what becomes of it."""
    book = next(book for book in books.years if book.year.year == year)
    now = snapshot.take_down(books, book, {file.file: file for file in before.inputs} if before else {})
    if before is None:
        return Frozen(now, Outcome.NEW)
    if now == before:
        return Frozen(now, Outcome.UNCHANGED)
    same = now.figures == before.figures and not _moved_inputs(before, now)
    return Frozen(now, Outcome.RENEWED if same else Outcome.REPLACED)


def _moved_inputs(before: LockedYear, now: LockedYear) -> list[tuple[str, Sentence]]:
    """Return the inputs from which a year takes something else than it did, and what to say of each."""
    then, now_by_file = ({file.file: file for file in year.inputs} for year in (before, now))
    return list(frozen_inputs.input_changes(then, now_by_file, before.year))


def _moved(source: Folder, before: LockedYear | None, now: Frozen) -> list[Problem]:
    """Refuse to write other figures over frozen ones."""
    if before is None or now.outcome is not Outcome.REPLACED:
        return []
    year = before.year
    remedy = say(
        "`carbon verify` names what moved. Put it back; or freeze {year} with its frozen factors "
        "and the inputs as they are now, --accept-inputs; or anew from the library, --thaw.",
        year=year,
    )
    if before.figures == now.year.figures:
        moved = _moved_inputs(before, now.year)
        same = say("Its totals are what they were.")
        return [
            Problem("moved-input", joined([joined([what, same]), remedy], "\n"), Place(name)) for name, what in moved
        ]
    compared = difference.compare_years(before, now.year, scopes_of(source))
    why = say(
        "{year} is frozen, and its figures would move by {tonnes}.\n{remedy}",
        year=year,
        tonnes=_sizes(compared),
        remedy=remedy,
    )
    return [Problem("moved-figures", why, Place(NAME))]


def _sizes(difference: Difference) -> Sentence:
    """Write what all scopes together moved by."""
    methods = {Scope2Method.LOCATION: say("location-based"), Scope2Method.MARKET: say("market-based")}
    sizes = (
        say("{tonnes} t ({method})", tonnes=grouped(difference.kg(method) / 1000, 6), method=name)
        for method, name in methods.items()
    )
    return joined(sizes, ", ")
