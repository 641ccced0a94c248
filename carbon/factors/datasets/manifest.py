"""The manifest of a folder of datasets: each file with its sha256, so that a released version is known to be as it was.

A version that the manifest names is released: it never changes, or results made with it could not be made again. What
the manifest does not name is a draft, and nobody minds what becomes of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from carbon.factors.datasets import sources
from carbon.factors.datasets.tables import FORMS
from carbon.files import table
from carbon.model.problems import Place, Problem

NAME = "manifest.csv"
HEADER = ("path", "sha256")
NEVER = "A released version never changes, or results made with it could not be made again."
_CODE = "changed-dataset"
_IMPORT = "Import what is new as a version of its own: carbon factors import … --version VERSION."
_SHOWN = 12
_OF_A_VERSION = (*(form.file for form in FORMS), sources.NAME)


def digest(content: bytes) -> str:
    """Return the sha256 of a file's bytes, in lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def rows(root: Path) -> list[tuple[str, str]]:
    """List every file under a folder with its digest.

    Parameters
    ----------
    root
        The folder of datasets.

    Returns
    -------
    list of (str, str)
        Path relative to `root` with forward slashes, and digest; sorted by path. The manifest itself is not in the
        list.
    """
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return [(path, digest((root / path).read_bytes())) for path in paths if path != NAME]


def text(listed: Iterable[tuple[str, str]]) -> str:
    """Write rows as CSV text, sorted by path."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sorted(listed))
    return written.getvalue()


def read(root: Path, name: str) -> tuple[dict[str, str], list[Problem]]:
    """Read the manifest of a folder: digests by path, none if there is no manifest.

    Parameters
    ----------
    root, name
        The folder, and how messages call it.
    """
    path = root / NAME
    if not path.exists():
        return {}, []
    content = table.read(path, f"{name}/{NAME}", HEADER, (), {})
    listed = {row["path"]: row["sha256"] for row in content.rows if _is_inside(row["path"])}
    for row in content.rows:
        if row["path"] not in listed:
            why = (
                f"The path leads out of the folder. Name its own files, like own/2024/{sources.NAME}; take the row out."
            )
            content.problem(_CODE, row, "path", why)
    return listed, content.problems


def _is_inside(path: str) -> bool:
    """Say whether a path stays in the folder that it begins in."""
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute()


def changed(root: Path, name: str) -> list[Problem]:
    """Refuse released versions whose files are not as they were.

    Parameters
    ----------
    root, name
        The folder, and how messages call it.
    """
    listed, problems = read(root, name)
    for path, known in listed.items():
        why = _why(root / path, known)
        if why:
            problems.append(Problem(_CODE, why, Place(f"{name}/{path}"), f"{path},{known}"))
    for path in _added(root, listed):
        why = f"The file was put into a version that was released without it.\n{NEVER}\nMove it away. {_IMPORT}"
        problems.append(Problem(_CODE, why, Place(f"{name}/{path}")))
    return problems


def _why(file: Path, known: str) -> str:
    """Say how a file is not as it was and what to do about it, empty if it is."""
    if not file.is_file():
        why = f"{NAME} names the file, and it is not there.\n{NEVER}\n"
        return f"{why}Put it back; or take the version out of {NAME}, if no result rests on it."
    found = digest(file.read_bytes())
    if found == known:
        return ""
    begins = f"its sha256 begins with {found[:_SHOWN]}, in {NAME} with {known[:_SHOWN]}"
    return f"The file has changed since it was released: {begins}.\n{NEVER}\nPut it back as it was. {_IMPORT}"


def _added(root: Path, listed: Mapping[str, str]) -> Iterator[str]:
    """Yield files of released versions that the manifest does not name."""
    versions = dict.fromkeys(PurePosixPath(path).parent for path in listed if path.endswith(sources.NAME))
    for version in versions:
        for file in _OF_A_VERSION:
            path = (version / file).as_posix()
            if path not in listed and (root / path).exists():
                yield path
