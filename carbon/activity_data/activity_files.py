"""The folder activity/: which of its files are read, and which are passed over, which is always said."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from carbon.model.problems import Place, Problem
from carbon.model.sentences import say, several
from carbon.model.terms import Severity

ACTIVITY = "activity"
SUFFIXES = (".csv", ".txt", ".tsv", ".parquet")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods")
_MARKS_OF_COPIES = (".", "~")
"""What the names of hidden files, and of copies that programs make, begin with."""


def activity_files(folder: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return a folder's files of activity data with their names, in the order of these, and what is not read.

    Return paths and names as messages show them; refusals, and warnings of what is passed over.
    """
    directory = folder / ACTIVITY
    every = [
        (path, f"{ACTIVITY}/{printable_path(path.relative_to(directory))}") for path in sorted(directory.rglob("*"))
    ]
    copies = [(path, name) for path, name in every if _copy_in(name)]
    others = [(path, name) for path, name in every if not _copy_in(name)]
    problems = _passed_over(copies)
    problems += [link_problem(path, name) for path, name in others if _is_no_file(path)]
    present = [(path, name) for path, name in others if path.is_file()]
    problems += [_not_read(path, name) for path, name in present if not _is_read(path)]
    read = [(path, name) for path, name in present if _is_read(path)]
    problems += names_not_utf8(read)
    problems += repeated_files(read)
    if not present and all(problem.severity is Severity.WARNING for problem in problems):
        why = say("There is no activity data. Put CSV files into the folder activity/.")
        problems.append(Problem("no-activity-data", why, Place(ACTIVITY)))
    return [(path, name) for path, name in read if is_utf8(path)], problems


def printable_path(path: Path) -> str:
    """Write a path so that it can be printed, whatever bytes it is made of."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def is_utf8(path: Path) -> bool:
    """Say whether every name on the way to a file is UTF-8, without which the engine cannot open it."""
    try:
        str(path.resolve()).encode()
    except UnicodeEncodeError:
        return False
    return True


def names_not_utf8(files: Iterable[tuple[Path, str]]) -> list[Problem]:
    """Refuse the files whose names are not UTF-8."""
    why = say(
        "The name of the file, or of a folder that it is in, is not UTF-8 (\\x stands before its odd bytes). Rename it."
    )
    return [Problem("unreadable-file", why, Place(name)) for path, name in files if not is_utf8(path)]


def repeated_files(files: Sequence[tuple[Path, str]]) -> list[Problem]:
    """Refuse every file that was there before: named twice, or reached by a link of either kind."""
    first: dict[tuple[int, int], tuple[Path, str]] = {}
    problems = []
    for path, name in files:
        if not path.is_file():
            continue
        state = path.stat()
        key = (state.st_dev, state.st_ino)
        if key in first:
            before, before_name = first[key]
            same = before.absolute() == path.absolute()
            if same:
                why = say("The file is named twice; its rows would be counted twice.")
            else:
                why = say(
                    "The file is {before} once more, by a link; its rows would be counted twice.", before=before_name
                )
            problems.append(Problem("repeated-file", why, Place(name)))
        first.setdefault(key, (path, name))
    return problems


def _copy_in(name: str) -> str:
    """Return the part of a name up to the folder or file that is hidden or a copy, or empty."""
    parts = PurePosixPath(name).parts
    places = (place for place, part in enumerate(parts, start=1) if part.startswith(_MARKS_OF_COPIES))
    return "/".join(parts[: next(places, 0)])


def _passed_over(copies: Iterable[tuple[Path, str]]) -> list[Problem]:
    """Warn of hidden files and copies that would be read under another name."""
    counts: dict[str, int] = {}
    alone = set()
    for path, name in copies:
        if _is_read(path) and path.is_file():
            counts[_copy_in(name)] = counts.get(_copy_in(name), 0) + 1
            alone |= {name} & {_copy_in(name)}
    problems = []
    for name, files in counts.items():
        if name in alone:
            what = say("It is not read")
        else:
            what = several(files, "The file in it is not read", "The {count:,} files in it are not read")
        why = say(
            "{what}: names that begin with . or ~ belong to hidden files and to copies that programs make.\n"
            "Rename it if its rows count, or move it out of activity/.",
            what=what,
        )
        problems.append(Problem("skipped-file", why, Place(name), severity=Severity.WARNING))
    return problems


def _is_no_file(path: Path) -> bool:
    """Say whether a path is a device, a pipe, or a link that leads nowhere or to a folder, whose files are not seen."""
    return not path.is_file() and (path.is_symlink() or not path.is_dir())


def link_problem(path: Path, name: str) -> Problem:
    """Say why a link is not followed."""
    if path.is_dir():
        why = say("The link leads to a folder; linked folders are not followed. Put the files here, or link to each.")
    elif path.exists():
        why = say("It is a device or a pipe, not a file. Put a file in its place, or remove it.")
    else:
        why = say("The link leads to a file that does not exist. Remove the link, or put the file in its place.")
    return Problem("unreadable-file", why, Place(name))


def _is_read(path: Path) -> bool:
    """Say whether a file has a suffix that is read."""
    return path.suffix.lower() in SUFFIXES


def _not_read(path: Path, name: str) -> Problem:
    """Say why a file is not read."""
    if path.suffix.lower() in _WORKBOOKS:
        why = say("Workbooks are not read yet. In Excel: Save As, CSV UTF-8, one file per sheet.")
    else:
        suffix = printable_path(Path(path.suffix)) if path.suffix else say("nothing")
        why = say("Files ending in {suffix} are not read. Move it out of activity/, or save it as CSV.", suffix=suffix)
    return Problem("not-a-table", why, Place(name))
