"""Text files as facilities have them: UTF-8, UTF-8 with a byte order mark, or Big5 (cp950)."""

from __future__ import annotations

import codecs
import tempfile
from collections.abc import Iterator
from pathlib import Path

from carbon import scratch
from carbon.problems import Place, Problem

UTF8, BIG5 = "utf-8", "cp950"
_CHUNK = 1 << 20


class NotTextError(Exception):
    """Raised when a file is in none of the encodings that are read."""


def encoding(path: Path) -> str:
    """Find the encoding of a whole file.

    Raises
    ------
    NotTextError
        If it is neither UTF-8 nor Big5, or has NUL bytes.
    OSError
        If it cannot be read.
    """
    for name in (UTF8, BIG5):
        try:
            for _ in _decoded(path, name):
                pass
        except UnicodeDecodeError:
            continue
        return name
    raise NotTextError(path.name)


def _decoded(path: Path, name: str) -> Iterator[str]:
    """Yield the text of a file piece by piece."""
    decoder = codecs.getincrementaldecoder(name)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                raise NotTextError(path.name)
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            yield decoder.decode(chunk)
    decoder.decode(b"", final=True)


def first_encoding(path: Path) -> str:
    """Guess the encoding from the first megabyte, which is enough unless the first odd byte comes later.

    Raises
    ------
    NotTextError
        If it is neither UTF-8 nor Big5, or has NUL bytes.
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        chunk = file.read(_CHUNK)
        whole = not file.read(1)
    if b"\0" in chunk:
        raise NotTextError(path.name)
    for name in (UTF8, BIG5):
        try:
            codecs.getincrementaldecoder(name)().decode(chunk, final=whole)
        except UnicodeDecodeError:
            continue
        return name
    raise NotTextError(path.name)


def rewritten(path: Path, name: str, target: Path) -> Path:
    """Write a file in UTF-8 and with one kind of line ending to a target, piece by piece."""
    with path.open(encoding=name) as source, target.open("w", encoding=UTF8, newline="\n") as copy:
        while piece := source.read(_CHUNK):
            copy.write(piece)
    return target


def problem(path: Path, name: str, error: Exception) -> Problem:
    """Say why a file could not be read."""
    if isinstance(error, NotTextError):
        why = "The file is not text in UTF-8 or Big5.\nSave it as CSV UTF-8 (in Excel: Save As, CSV UTF-8)."
        return Problem("not-text", why, Place(name))
    if isinstance(error, OSError) and scratch.is_full(error):
        return scratch.no_room(Path(tempfile.gettempdir(), "copy"))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("unreadable-file", f"{reason}. Check that {path.name} exists and may be read.", Place(name))
