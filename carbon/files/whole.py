"""Whether a file is text from its first byte to its last: in its encoding, without NUL bytes and endless lines."""

from __future__ import annotations

import codecs
import errno
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from carbon.model.sentences import Sentence, say
from carbon.model.terms import LONGEST_LINE

CHUNK, TOP = 1 << 20, 1 << 12
"""How much is read at once, and how much says what a file is [bytes]."""


class NotTextError(Exception):
    """Raised when a file cannot be read as text.

    Parameters
    ----------
    why
        The reason, in sentences.
    row, column, excerpt
        Where it shows: the line, the header of the cell, and the line as it is written.
    readings
        The cell as it reads in each encoding that it may be in.
    """

    def __init__(
        self, why: Sentence, row: int = 0, column: str = "", readings: Mapping[str, str] | None = None
    ) -> None:
        self.why, self.row, self.column, self.readings = why, row, column, readings or {}
        super().__init__(why)


def with_an_end(path: Path) -> Path:
    """Return a path; raise OSError if it is a device or a pipe, which are read for ever."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise OSError(errno.EINVAL, "It is a device or a pipe, not a file", str(path))
    return path


def look_over(path: Path, name: str) -> None:
    """Read a whole file; an engine may not look at the columns that it does not need, nor at a tail that is too long.

    Raise UnicodeError if it is not in the encoding, or is UTF-16 without the mark that says which, or
    NotTextError if it has NUL bytes, or a line that is too long.
    """
    decoder = codecs.getincrementaldecoder(name)()
    wide = name.startswith("utf-16")
    lines = _Lines()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if not wide:
                lines.add(chunk)
            if wide or not chunk.isascii() or decoder.getstate()[0]:
                text = decoder.decode(chunk)
                if wide and "\0" in text:
                    raise NotTextError(say("The file is not text: it has NUL characters."))
    decoder.decode(b"", final=True)
    lines.end()


@dataclass(slots=True)
class _Lines:
    """Looks over the lines of a file, which is given piece by piece."""

    seen: int = 0
    length: int = 0

    def add(self, chunk: bytes) -> None:
        """Look a piece over."""
        if b"\0" in chunk:
            raise _nul(self.seen + chunk.index(b"\0"))
        mark = b"\n" if b"\n" in chunk else b"\r"
        first = chunk.find(mark)
        self.length += len(chunk) if first < 0 else first
        self.end()
        if first >= 0:
            self.length = len(chunk) - chunk.rfind(mark) - 1
        self.seen += len(chunk)

    def end(self) -> None:
        """Refuse a line that is too long."""
        if self.length > LONGEST_LINE:
            raise _too_long(self.seen)


def _nul(place: int) -> NotTextError:
    """Say that a file has NUL bytes."""
    if place < TOP:
        return NotTextError(
            say("The file is not text: it has NUL bytes.\nSave it as CSV UTF-8 (in Excel: Save As, CSV UTF-8).")
        )
    why = say(
        "The file has NUL bytes, the first after {place:,} bytes of text, as a crash or a full "
        "disk leaves them. Rows may be missing there.\n"
        "Make the file again where it came from.",
        place=place,
    )
    return NotTextError(why)


def _too_long(place: int) -> NotTextError:
    """Say that a line is too long."""
    why = say(
        "A line is longer than {longest:,} bytes, about {place:,} bytes into the file.\n"
        "Shorten its cells, or look for a missing line break.",
        longest=LONGEST_LINE,
        place=place,
    )
    return NotTextError(why)
