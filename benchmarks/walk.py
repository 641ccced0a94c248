"""One row's walk: the records that it becomes on its way into the totals, and the modules that have them in hand.

    python benchmarks/walk.py

A file of one row is computed once, so that everything is imported and the library is read; then again, and every call
is looked at. Two counts are made of it:

- what the row becomes: the file that it stands in, and every record that was made for it and that its postings lead
  back to, each by a field of the next. What is listed inside such a record (the steps of a coefficient) is noted in it,
  what the library holds (activity, unit, factor) was there before any row, and the result is made of sums: these are
  named, and not counted. A module works on the row if one of its functions is given such a record or a row of the
  result, or hands one on, by itself or among others.
- everything that is entered or made meanwhile, settings and checks among it of which the row never hears.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import FrameType

from carbon.accounting import folder, inventory
from carbon.accounting.inventory import PARTS, Books
from carbon.accounting.result import InventoryResult

ROW = "activity,quantity,unit,period,facility\nelectricity,41230,kWh,2024-01,hq\n"
MOST_RECORDS, MOST_MODULES = 7, 30


def compute(file: Path) -> tuple[Books, InventoryResult]:
    """Compute the inventory of a file as `carbon.inventory` does, and keep what it was made from."""
    books = inventory.open_books(folder.read_folder([file], {"geography": "TW"}, [2024]), [2024])
    return books, inventory.result_of(books, books.years[0], PARTS)


def of_project(value: object) -> bool:
    """Say whether a value is a record of the project."""
    return is_dataclass(value) and not isinstance(value, type) and type(value).__module__.startswith("carbon")


def chain(record: object) -> Iterator[object]:
    """Yield a record and those that it leads back to by its fields."""
    if of_project(record):
        yield record
        for field in fields(record):  # type: ignore[arg-type]
            yield from chain(getattr(record, field.name))


def inside(value: object) -> Iterator[object]:
    """Yield every record that a value is or holds, lists and mappings gone through."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from inside(item)
    elif of_project(value):
        yield value
        for field in fields(value):  # type: ignore[arg-type]
            yield from inside(getattr(value, field.name))


class Walk:
    """What is entered, made and handed on while something runs."""

    def __init__(self) -> None:
        self.entered, self.made = Counter[str](), Counter[str]()
        self.hands: dict[str, set[type]] = {}

    def look(self, frame: FrameType, event: str, value: object) -> None:
        """Write a call down, or what it hands back."""
        name = str(frame.f_globals.get("__name__", ""))
        if not name.startswith("carbon") or event not in {"call", "return"}:
            return
        values: Iterable[object] = [value]
        if event == "call":
            self.entered[name] += 1
            values = list(frame.f_locals.values())
            if frame.f_code.co_name == "__init__":
                made = type(frame.f_locals.get("self"))
                if made.__module__.startswith("carbon"):
                    self.made[made.__name__] += 1
        hands = self.hands.setdefault(name, set())
        for item in values:
            several = [*item, *item.values()] if isinstance(item, dict) else item
            hands.update(map(type, several if isinstance(several, (list, tuple, set)) else [item]))


def listed(kinds: Iterable[type]) -> str:
    """Write the names of classes."""
    return ", ".join(sorted(kind.__name__ for kind in kinds))


def walk_of_a_row() -> tuple[Walk, dict[str, set[type]], list[str]]:
    """Return all that happened, the classes by what they are to the row, and the modules that work on it."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "energy.csv"
        file.write_text(ROW, encoding="utf-8")
        first, _ = compute(file)
        known = {id(record) for book in first.years for record in inside(book.postings)}
        walk = Walk()
        sys.setprofile(walk.look)
        try:
            books, result = compute(file)
        finally:
            sys.setprofile(None)
    stages = [*books.folder.sources, *(record for posting in books.years[0].postings for record in chain(posting))]
    every = {type(record): id(record) in known for record in inside([books.folder.sources, books.years[0].postings])}
    becomes = {type(record) for record in stages if id(record) not in known}
    kinds = {
        "records that the row becomes": becomes,
        "noted in them": {kind for kind, is_known in every.items() if not is_known} - becomes,
        "of the library": {kind for kind, is_known in every.items() if is_known} - becomes,
        "of the result": {type(record) for record in inside(result)} - every.keys(),
    }
    of_row = becomes | kinds["of the result"]
    return walk, kinds, sorted(name for name, hands in walk.hands.items() if hands & of_row)


def main() -> None:
    """Print the walk."""
    walk, kinds, working = walk_of_a_row()
    for what, classes in kinds.items():
        most = f" (at most {MOST_RECORDS})" if what == "records that the row becomes" else ""
        print(f"{len(classes)} {what}{most}: {listed(classes)}")
    print(f"{len(working)} modules that work on it (at most {MOST_MODULES}): {', '.join(working)}")
    others = sorted(walk.entered.keys() - set(working))
    print(f"{len(others)} modules entered besides: {', '.join(others)}")
    print(f"{len(walk.made)} classes made in all: {', '.join(sorted(walk.made))}")


if __name__ == "__main__":
    main()
