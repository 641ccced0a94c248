"""What keeps a frozen year from being computed from other files than it was frozen with."""

from __future__ import annotations

from collections.abc import Iterator

from carbon.accounting.folder import Folder
from carbon.accounting.frozen import figures, inputs
from carbon.accounting.frozen.lock import NAME
from carbon.accounting.frozen.records import LockedInput
from carbon.accounting.result import InventoryResult
from carbon.activity_data.sums import Sums
from carbon.model.problems import Place, Problem


def moved(folder: Folder, sums: Sums, year: int) -> list[Problem]:
    """Refuse the inputs of a frozen year that are no longer what they were; none if the year is not frozen.

    Files hold several years; one of which a year takes the same as before has not moved for it.
    """
    locked = folder.lock.years.get(year)
    if locked is None:
        return []
    then = {one.file: one for one in locked.inputs}
    rested = inputs.Rested.on(locked.datasets, locked.factors, locked.heating_values)
    found = inputs.Inputs(folder, sums, folder.settings.years[year], rested, then)
    return [
        Problem("moved-input", f"{what}\n{_remedy(year)}", Place(name))
        for name, what in changes(then, {one.file: one for one in found.every()}, year)
    ]


def moved_figures(folder: Folder, result: InventoryResult) -> list[Problem]:
    """Refuse a frozen year that comes to other figures, though its inputs and factors are what they were."""
    locked = folder.lock.years.get(result.year)
    if locked is None or figures.of(result) == locked.figures:
        return []
    why = (
        f"{result.year} is frozen, and comes to other figures from the same inputs and factors: the units or rules of "
        f"carbon have moved since (it was {locked.carbon}), or carbon.lock was edited."
    )
    return [Problem("moved-figures", f"{why}\n{_remedy(result.year)}", Place(NAME))]


def changes(then: dict[str, LockedInput], now: dict[str, LockedInput], year: int) -> Iterator[tuple[str, str]]:
    """Yield each file that has changed, is new or is gone, and what to say of it."""
    for name, one in then.items():
        found = now.get(name)
        if found is None:
            yield name, f"{year} is frozen with this file, and it is gone, or none of its rows is of {year} any more."
        elif found.sha256 != one.sha256 and not (one.taken and one.taken == found.taken):
            digests = f"sha256 {found.sha256[:12]}…, not {one.sha256[:12]}…"
            yield name, f"{year} is frozen, and what it takes from the file has changed since: {digests}."
    for name in now.keys() - then.keys():
        yield name, f"{year} is frozen, and the file is new: carbon.lock does not have it."


def _remedy(year: int) -> str:
    """Say what can be done."""
    return (
        "`carbon verify` says what that moves. Put the file back, or compute with --thaw, "
        f"or freeze the year again: carbon freeze --year {year}."
    )
