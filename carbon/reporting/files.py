"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
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
