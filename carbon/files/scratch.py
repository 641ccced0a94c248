"""What a run writes for itself: folders that only its user may read, gone when it ends, and what is said of no room."""

from __future__ import annotations

import errno
import shutil
import tempfile
import weakref
from pathlib import Path

from carbon.model.problems import Place, Problem, ProblemsError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What the system says where a file cannot grow."""

_MIB = 1 << 20


def folder(owner: object) -> Path:
    """Make a folder of a name that no other process has; it goes when its owner does, or the process.

    Raises
    ------
    ProblemsError
        If there is no place where one can be written.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix="carbon-"))
    except OSError as error:
        why = f"No folder for what does not fit into memory can be made: {error.strerror or error}.\n"
        raise ProblemsError([Problem("no-room", f"{why}Set TMPDIR to a folder that you may write to.")]) from error
    weakref.finalize(owner, shutil.rmtree, path, ignore_errors=True)
    return path


def is_full(error: OSError) -> bool:
    """Say whether a file could not be written for want of room."""
    return error.errno in _FULL


def no_room(path: Path) -> Problem:
    """Say that there was no room, in memory and in the folder for what does not fit into it."""
    try:
        free = f"{shutil.disk_usage(path).free / _MIB:,.0f} MiB are free"
    except OSError:
        free = "the folder is not there any more"
    why = f"What does not fit into memory is written to {path.parent}, and there was no room for it: {free}.\n"
    return Problem("no-room", f"{why}Free some, or set TMPDIR to a folder with more room.", Place(str(path.parent)))


def too_little_memory() -> Problem:
    """Say that the memory did not suffice."""
    why = "There is too little memory for this. Close other programs, or share the data out over several folders."
    return Problem("no-room", why)
