"""What lies in an inventory folder and is read by nothing: a file that is misnamed counts for nothing, in silence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carbon.accounting import instruments, metrics
from carbon.accounting.frozen import lock
from carbon.activity_data.folder import SUFFIXES, link_problem, printable_path
from carbon.factors.datasets.library import OWN_FOLDER
from carbon.factors.datasets.versions import MANIFEST
from carbon.model.problems import Place, Problem, listed, nearest
from carbon.model.terms import Severity
from carbon.settings import SETTINGS

_FOLDERS = ("activity", OWN_FOLDER, "scenarios")
_READ = (SETTINGS, lock.NAME, metrics.NAME, instruments.NAME, *_FOLDERS)
_FOR_PEOPLE = frozenset({".md", ".pdf", ".svg", ".png", ".html", ".json"})
"""What is meant for a reader: pages, charts, reports."""
_NOTES = frozenset({"left_out.csv", MANIFEST})


def files(folder: Path) -> list[Problem]:
    """Warn of everything in an inventory folder that nothing reads, each with what its name is nearest to."""
    return [
        Problem("unread-file", why, Place(name), severity=Severity.WARNING)
        for name, why in (*_beside(folder), *_inside(folder))
    ]


def dead_links(folder: Path) -> list[Problem]:
    """Refuse links that lead nowhere under the names that are read: what was meant to count would not."""
    inside = (path for name in (OWN_FOLDER, "scenarios") for path in sorted((folder / name).rglob("*")))
    return [
        link_problem(path, printable_path(path.relative_to(folder)))
        for path in (*(folder / name for name in _READ), *inside)
        if path.is_symlink() and not path.exists() and not path.name.startswith(".")
    ]


def _beside(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what stands beside the settings, and why nothing reads it."""
    for path in sorted(folder.iterdir()):
        if path.name in _READ or path.name.startswith(".") or path.suffix.lower() in _FOR_PEOPLE:
            continue
        likely = nearest(path.name, _READ)
        why = f"Nothing reads the {'folder' if path.is_dir() else 'file'}."
        if likely:
            why += f" Nearest: {listed(likely[:1])}.\nRename it, or move it out of the inventory."
        elif path.suffix.lower() in SUFFIXES:
            why += "\nActivity data goes into activity/; move it there, or out of the inventory."
        else:
            why += "\nMove it out of the inventory."
        yield path.name, why


def _inside(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield files among own datasets and scenarios that are no tables and no TOML, and why nothing reads them."""
    for name in (OWN_FOLDER, "scenarios"):
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder)
            hidden = any(part.startswith(".") for part in inside.parts)
            read = path.suffix in {".csv", ".toml"} or path.name in _NOTES or path.suffix.lower() in _FOR_PEOPLE
            if path.is_file() and not hidden and not read:
                yield inside.as_posix(), "Nothing reads the file: it is neither .csv nor .toml. Save it as one of them."
