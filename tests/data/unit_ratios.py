"""What pint makes of the definitions of units, as a table that is read without pint.

Run ``python tests/data/unit_ratios.py`` to print it, ``--write`` to write ``emission_factors/unit_ratios.csv`` and its
digest into the manifest.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys

from carbon import library, units
from carbon.factors.datasets.versions import MANIFEST, manifest_rows, manifest_text


def text() -> str:
    """Write each unit with its definition and how many of the first unit of its dimension it is, as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("unit", "definition", "ratio"))
    for symbol, (definition, ratio) in units.compiled(units.read()).items():
        writer.writerow((symbol, definition, ratio))
    return written.getvalue()


def main() -> None:
    """Print the table, or write it with ``--write``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help=f"write emission_factors/{units.RATIOS}")
    if not parser.parse_args().write:
        sys.stdout.write(text())
        return
    root = library.emission_factors()
    (root / units.RATIOS).write_text(text(), encoding="utf-8", newline="\n")
    (root / MANIFEST).write_text(manifest_text(manifest_rows(root)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
