"""One row's walk: the modules that work on it, and the records that are made on its way into the totals.

    python benchmarks/walk.py

A file of one row is computed once, so that everything is imported and the library is read; then again, and every module
that is entered and every class of ours that is made is written down: records and those that work on them alike.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import carbon

ROW = "activity,quantity,unit,period,facility\nelectricity,41230,kWh,2024-01,hq\n"


def walked(compute: Callable[[], object]) -> tuple[Counter[str], Counter[str]]:
    """Return how often each module of the project is entered, and each of its classes made."""
    modules, records = Counter[str](), Counter[str]()

    def look(frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        name = str(frame.f_globals.get("__name__", ""))
        if name.startswith("carbon"):
            modules[name] += 1
        if frame.f_code.co_name == "__init__":
            made = type(frame.f_locals.get("self"))
            if made.__module__.startswith("carbon"):
                records[made.__name__] += 1

    sys.setprofile(look)
    try:
        compute()
    finally:
        sys.setprofile(None)
    return modules, records


def main() -> None:
    """Print the walk."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "energy.csv"
        file.write_text(ROW, encoding="utf-8")

        def compute() -> object:
            return carbon.inventory(file, year=2024, geography="TW")

        compute()
        modules, records = walked(compute)
    for title, counts in (("modules", modules), ("classes", records)):
        print(f"{len(counts)} {title}")
        for name, count in counts.most_common():
            print(f"  {count:6}  {name}")


if __name__ == "__main__":
    main()
