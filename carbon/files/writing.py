"""Files that are written whole or not at all, scratch folders that only their user may read, and no room for either."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path

from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.sentences import Sentence, say

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""What the system says where a file cannot grow."""
_MIB = 1 << 20


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write a file under another name beside it, then rename it; one that is there keeps its mode.

    Return the file that was written. Raise ProblemsError with the problem `output`, if it cannot be written; what
    was there before is then untouched.

    Parameters
    ----------
    path
        The file; one that exists is replaced.
    content
        All of its bytes.
    """
    target = Path(path)
    real = target.resolve()
    if real.exists() and not real.is_file():
        return _written_through(target, content)
    clear(real)
    part = part_of(real)
    try:
        part.write_bytes(content)
        if real.exists():
            part.chmod(stat.S_IMODE(real.stat().st_mode))
        part.replace(real)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise refusal(target, say("The file cannot be written: {reason}.", reason=error.strerror or error)) from error
    return target


def write_folder(folder: Path, files: Mapping[str, bytes], beside: tuple[Path, bytes] | None = None) -> None:
    """Write a new folder under another name beside it, then rename it; and a file that goes with it, or neither.

    The file is replaced just after the folder is there: whoever is killed in between leaves a whole folder that the
    file does not name yet, which blocks nothing, and the same again completes it.

    Raise ProblemsError with the problem `output`, if anything cannot be written; what was there before is then as
    it was.

    Parameters
    ----------
    folder
        The folder; one that has anything in it is not touched.
    files
        Its files by name; none for no folder.
    beside
        The file that goes with it.
    """
    new, part = [path for path in (folder, *folder.parents) if not path.exists()], part_of(folder)
    before = beside[0].read_bytes() if beside and beside[0].is_file() else None
    try:
        if files:
            _write_part(folder, part, files)
            part.replace(folder)
        if beside:
            write_whole(*beside)
    except (OSError, ProblemsError) as error:
        shutil.rmtree(part, ignore_errors=True)
        if files and folder in new:
            shutil.rmtree(folder, ignore_errors=True)
        if beside:
            _restore(beside[0], before)
        for path in new:
            with contextlib.suppress(OSError):
                path.rmdir()
        if isinstance(error, ProblemsError):
            raise
        raise refusal(folder, say("The folder cannot be written: {reason}.", reason=error.strerror or error)) from error


def _write_part(folder: Path, part: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder beside the one that is to be."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refusal(folder, say("The folder is not empty. Move away what is in it; nothing is overwritten."))
    clear(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part.mkdir()
    for name, content in files.items():
        (part / name).write_bytes(content)


def _restore(path: Path, before: bytes | None) -> None:
    """Put a file back as it was, None for no file."""
    with contextlib.suppress(OSError, ProblemsError):
        if before is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != before:
            write_whole(path, before)


def part_of(path: Path) -> Path:
    """Return the name beside a file or folder under which this process writes it."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def clear(path: Path) -> None:
    """Remove what processes that were killed left beside a file or folder, under the names of `part_of`."""
    parts = path.parent.glob(f".{glob.escape(path.name)}.*.part") if path.parent.is_dir() else ()
    for part in parts:
        number = part.name.removesuffix(".part").rpartition(".")[2]
        if number.isdecimal() and not _is_running(int(number)):
            with contextlib.suppress(OSError):
                shutil.rmtree(part) if part.is_dir() else part.unlink()


def _is_running(process: int) -> bool:
    """Say whether a process is running, as far as this system tells."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes into a folder by this very way, and keep others waiting until it is done.

    The hold is on the folder itself, or on the nearest that there is; it ends with the process, however that ends.
    """
    real = folder.resolve()
    nearest = next(path for path in (real, *real.parents) if path.is_dir())
    try:
        import fcntl
    except ImportError:  # a system without it has one user at a time
        yield
        return
    folder_file = os.open(nearest, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network drives know no holds
            fcntl.flock(folder_file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder_file)


def _written_through(target: Path, content: bytes) -> Path:
    """Write to a pipe or device, which cannot be replaced."""
    try:
        with target.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise refusal(target, say("The file cannot be written: {reason}.", reason=error.strerror or error)) from error
    return target


def refusal(path: str | Path, why: Sentence) -> ProblemsError:
    """Return the problem of a file that cannot be written, ready to be raised."""
    return ProblemsError([Problem("output", why, Place(str(path)))])


def scratch_folder(owner: object) -> Path:
    """Make a folder of a name that no other process has; it goes when its owner does, or the process.

    Raise ProblemsError if there is no place where one can be written.
    """
    try:
        path = Path(tempfile.mkdtemp(prefix="carbon-"))
    except OSError as error:
        why = say(
            "No folder for what does not fit into memory can be made: {reason}.\n"
            "Set TMPDIR to a folder that you may write to.",
            reason=error.strerror or error,
        )
        raise ProblemsError([Problem("no-room", why)]) from error
    weakref.finalize(owner, shutil.rmtree, path, ignore_errors=True)
    return path


def is_full(error: OSError) -> bool:
    """Say whether a file could not be written for want of room."""
    return error.errno in _NO_ROOM


def no_room(path: Path) -> Problem:
    """Say that there was no room, in memory and in the folder for what does not fit into it."""
    try:
        free = say("{mib:,.0f} MiB are free", mib=shutil.disk_usage(path).free / _MIB)
    except OSError:
        free = say("the folder is not there any more")
    why = say(
        "What does not fit into memory is written to {folder}, and there was no room for it: {free}.\n"
        "Free some, or set TMPDIR to a folder with more room.",
        folder=path.parent,
        free=free,
    )
    return Problem("no-room", why, Place(str(path.parent)))


def too_little_memory() -> Problem:
    """Say that the memory did not suffice."""
    why = say("There is too little memory for this. Close other programs, or share the data out over several folders.")
    return Problem("no-room", why)
