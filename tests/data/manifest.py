"""The manifest of the factor library: every file with its sha256.

Run ``python tests/data/manifest.py`` to print it, ``--write`` to write
``emission_factors/manifest.csv``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sys
from pathlib import Path

MANIFEST = "manifest.csv"
HEADER = ("path", "sha256")
ROOT = Path(__file__).resolve().parents[2] / "emission_factors"


def manifest_rows(root: Path) -> list[tuple[str, str]]:
    """List every file under a folder with its digest.

    Parameters
    ----------
    root
        The ``emission_factors`` folder.

    Returns
    -------
    list of (str, str)
        Path relative to ``root`` with forward slashes, and the lower-case
        hexadecimal sha256 of the file's bytes; sorted by path. The manifest
        itself is not in the list.
    """
    paths = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return [
        (path, hashlib.sha256((root / path).read_bytes()).hexdigest()) for path in sorted(paths) if path != MANIFEST
    ]


def manifest_text(root: Path) -> str:
    """Write the rows of :func:`manifest_rows` as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(manifest_rows(root))
    return text.getvalue()


def main() -> None:
    """Print the manifest, or write it with ``--write``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write emission_factors/manifest.csv")
    arguments = parser.parse_args()
    text = manifest_text(ROOT)
    if arguments.write:
        (ROOT / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
