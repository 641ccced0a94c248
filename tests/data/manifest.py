"""The manifest of the factor library: every file with its sha256.

Run ``python tests/data/manifest.py`` to print it, ``--write`` to write
``emission_factors/manifest.csv``. What is imported enters it by itself; this is for the tables beside the datasets, and
for a dataset that is not yet released.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from carbon.factors.datasets.versions import MANIFEST, manifest_rows, manifest_text

ROOT = Path(__file__).resolve().parents[2] / "emission_factors"


def main() -> None:
    """Print the manifest, or write it with ``--write``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write emission_factors/manifest.csv")
    arguments = parser.parse_args()
    text = manifest_text(manifest_rows(ROOT))
    if arguments.write:
        (ROOT / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
