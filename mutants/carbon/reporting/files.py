"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from carbon.problems import Place, Problem, ProblemsError


def write_whole(path: str | Path, content: bytes) -> Path:
    """Write a file under another name beside it, then rename it.

    Parameters
    ----------
    path
        The file; one that exists is replaced.
    content
        All of its bytes.

    Returns
    -------
    Path
        The file that was written.

    Raises
    ------
    ProblemsError
        With the problem `output`, if it cannot be written; what was there before is then untouched.
    """
    target = Path(path)
    real = target.resolve()
    if real.exists() and not real.is_file():
        return _written_through(target, content)
    part = real.with_name(f".{real.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(real)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise refusal(target, f"The file cannot be written: {error.strerror or error}.") from error
    return target


def write_folder(folder: Path, files: Mapping[str, bytes], beside: tuple[Path, bytes] | None = None) -> None:
    """Write a new folder under another name beside it, then rename it; and a file that goes with it, or neither.

    Parameters
    ----------
    folder
        The folder; one that has anything in it is not touched.
    files
        Its files by name; none for no folder.
    beside
        A file that is replaced after the folder is there.

    Raises
    ------
    ProblemsError
        With the problem `output`, if anything cannot be written; what was there before is then as it was.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        if files:
            _write_new(folder, files)
        if beside:
            write_whole(*beside)
    except (OSError, ProblemsError) as error:
        if files and folder in new:
            shutil.rmtree(folder, ignore_errors=True)
        for path in new:
            with contextlib.suppress(OSError):
                path.rmdir()
        if isinstance(error, ProblemsError):
            raise
        raise refusal(folder, f"The folder cannot be written: {error.strerror or error}.") from error


def _write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder beside, and put it in the place of the one that is to be."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise refusal(folder, "The folder is not empty. Move away what is in it; nothing is overwritten.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        part.chmod(0o755)
        for name, content in files.items():
            (part / name).write_bytes(content)
        part.replace(folder)
    except OSError:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _written_through(target: Path, content: bytes) -> Path:
    """Write to a pipe or device, which cannot be replaced."""
    try:
        with target.open("wb") as file:
            file.write(content)
    except OSError as error:
        raise refusal(target, f"The file cannot be written: {error.strerror or error}.") from error
    return target


def refusal(path: str | Path, why: str) -> ProblemsError:
    """Return the problem of a file that cannot be written, ready to be raised."""
    return ProblemsError([Problem("output", why, Place(str(path)))])
