"""Text files as facilities have them: which encoding they are in, and whether they are whole.

UTF-8 (strictly, with or without a byte order mark) and UTF-16 say themselves what they are. Nearly any bytes decode as
Big5, so that a file is taken for Big5 only if words stand in it that are known beforehand. Every other file is refused,
with one of its cells in each encoding that it may be in, until somebody says which.
"""

from __future__ import annotations

import codecs
import csv
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from carbon.files.whole import CHUNK, TOP, NotTextError, look_over, with_an_end
from carbon.files.writing import is_full, no_room
from carbon.model import periods
from carbon.model.problems import Place, Problem, listed, nearest, short
from carbon.model.sentences import Sentence, joined, say

UTF8, BIG5 = "utf-8", "cp950"
CANDIDATES = {
    "windows-1252": say("Western European"),
    "windows-1250": say("Central European"),
    "windows-1251": say("Cyrillic"),
    "big5": say("Traditional Chinese"),
    "gb18030": say("Simplified Chinese"),
    "shift_jis": say("Japanese"),
    "euc-kr": say("Korean"),
}
"""Encodings that a file may be in which says nothing about it."""
_WIDER = {"big5": BIG5, "gbk": "gb18030", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What Windows writes under the name of a narrower standard."""
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclass(frozen=True, slots=True)
class Words:
    """What a file in Big5 is known by.

    Parameters
    ----------
    headers
        Known headers, folded to lower case.
    columns
        Says whether a column, by its header, holds words of a vocabulary.
    cells
        Gives the words of these columns, folded to lower case; asked for only if it comes to that.
    """

    headers: Collection[str] = ()
    columns: Callable[[str], bool] = lambda _: False
    cells: Callable[[], AbstractSet[str]] = frozenset

    def is_known(self, cell: str) -> bool:
        """Say whether a cell is a word of the vocabularies, or a period with Chinese words.

        A word of one character is not enough: 円 in Japanese bytes is 晚 in Big5.
        """
        text = cell.strip()
        long = len(text) > 1 and not text.isascii()
        return long and (text.casefold() in self.cells() or periods.days(text) is not None)


def codec(name: str) -> str:
    """Return what Python calls an encoding; raise LookupError if it is no encoding of text."""
    encoding = codecs.lookup(name)
    "".encode(encoding.name)
    return _WIDER.get(encoding.name, encoding.name)


def unknown_encoding(name: str) -> Sentence | None:
    """Say that a name is no encoding, and which may be meant; None if it is one."""
    try:
        codec(name)
    except (LookupError, UnicodeError):
        likely = listed(nearest(name, CANDIDATES) or list(CANDIDATES))
        return say('"{name}" is not a known encoding. Nearest: {likely}.', name=name, likely=likely)
    return None


def encoding(path: Path, words: Words | None = None, given: str = "") -> str:
    """Find the encoding of a file, and look the whole of it over.

    Raise NotTextError if its encoding is not known, or it is no text in it, or OSError if it cannot be read.

    Parameters
    ----------
    path
        The file.
    words
        What it is known by if it is in Big5.
    given
        The encoding that somebody says it is in.
    """
    words = words or Words()
    with with_an_end(path).open("rb") as file:
        top = file.read(TOP)
    name = codec(given) if given else _said(top, words)
    try:
        look_over(path, name)
    except UnicodeError:
        if given or name != UTF8:
            raise _elsewise(path, name, given or name) from None
    else:
        return name
    if _has_known_words(path, words):
        return BIG5
    raise _unknown(path)


def _said(top: bytes, words: Words) -> str:
    """Return the encoding that the first bytes of a file say; UTF-8 if they say nothing."""
    for mark, name in _MARKS.items():
        if top.startswith(mark) and not top.startswith(codecs.BOM_UTF32_LE):
            return name
    for name in ("utf-16-le", "utf-16-be") if b"\0" in top else ():
        header = top[: len(top) // 2 * 2].decode(name, "replace").partition("\n")[0]
        if any(words.columns(cell) for cell in _cells(header, delimiter(header))):
            return name
    return UTF8


def delimiter(header: str) -> str:
    """Return what stands between the cells of a header: a comma, a semicolon or a tab."""
    return max(",;\t", key=header.count)


def _cells(line: str, between: str) -> list[str]:
    """Take a line apart into its cells, as far as that goes."""
    try:
        return next(csv.reader([line], delimiter=between), [])
    except csv.Error:
        return line.split(between)


def _lines(path: Path, name: str) -> Iterator[str]:
    """Yield the lines of a file that say something."""
    with path.open(encoding=name, newline="") as file:
        yield from (line for line in file if line.strip())


def _has_known_words(path: Path, words: Words) -> bool:
    """Say whether a file is Big5, and known words stand in its header or in the columns that have a vocabulary."""
    try:
        lines = _lines(path, BIG5)
        header = next(lines, "")
        between = delimiter(header)
        headers = [cell.strip().casefold() for cell in _cells(header, between)]
        is_big5 = any(len(cell) > 1 and not cell.isascii() and cell in words.headers for cell in headers)
        places = [place for place, cell in enumerate(headers) if words.columns(cell)]
        for line in () if is_big5 else lines:
            if not line.isascii():
                cells = _cells(line, between)
                if any(words.is_known(cells[place]) for place in places if place < len(cells)):
                    is_big5 = True
                    break
        if is_big5:
            look_over(path, BIG5)
    except UnicodeError:
        return False
    return is_big5


def _elsewise(path: Path, name: str, called: str) -> NotTextError:
    """Say that a file is not in the encoding that somebody, or its first bytes, say."""
    row, header, cell = (0, "", b"") if name.startswith("utf-16") else _first_odd(path, name)
    remedy = say("Say another encoding; UTF-8 need not be said.")
    if cell:
        odd = short(repr(cell)[1:])
        why = say("The file is not text in {encoding}: {odd} is none.", encoding=called, odd=odd)
    else:
        why = say("The file is not text in {encoding}.", encoding=called)
    why = joined([why, remedy], "\n")
    return NotTextError(why, row, header)


def _unknown(path: Path) -> NotTextError:
    """Show the first cell that is not UTF-8 in each encoding that it may be in."""
    row, header, cell = _first_odd(path, UTF8)
    readings = {}
    for name in CANDIDATES:
        try:
            text = cell.decode(codec(name))
        except UnicodeError:
            continue
        if text.isprintable():
            readings[name] = text
    why = say("The file is not UTF-8, and nothing in it tells which encoding it is in.")
    return NotTextError(why, row, header, readings)


def _first_odd(path: Path, name: str) -> tuple[int, str, bytes]:
    """Return the line, the header and the bytes of the first cell that is not in an encoding."""
    headers: Sequence[str] = ()
    between = ","
    with path.open(encoding="latin-1", newline="") as file:
        for row, line in enumerate(file, start=1):
            if not headers and line.strip():
                between = delimiter(line)
                headers = _cells(line, between)
            for place, cell in enumerate(() if line.isascii() else _cells(line.rstrip("\r\n"), between)):
                try:
                    cell.encode("latin-1").decode(name)
                except UnicodeError:
                    header = headers[place].strip() if place < len(headers) and headers[place].isascii() else ""
                    return row, header, cell.encode("latin-1").strip()
    return 0, "", b""


def sample(content: str, between: str, most: int = 50) -> list[list[str]]:
    """Return the first rows of what follows a header."""
    try:
        return list(islice(csv.reader(content.splitlines(keepends=True), delimiter=between), most))
    except csv.Error:
        return []


def rewritten(path: Path, name: str, target: Path) -> Path:
    """Write a file in UTF-8 and with one kind of line ending to a target, piece by piece."""
    with path.open(encoding=name) as source, target.open("w", encoding=UTF8, newline="\n") as copy:
        while piece := source.read(CHUNK):
            copy.write(piece)
    return target


def problem(name: str, error: Exception, remedy: Callable[[str, str], str] | None = None) -> Problem:
    """Say why a file could not be read.

    Parameters
    ----------
    name, error
        The file, and what came of reading it.
    remedy
        Writes how to say a key of the file with a certain word; None if there is no saying it.
    """
    if isinstance(error, NotTextError):
        return Problem("not-text", _with_readings(error, remedy), Place(name, error.row, error.column))
    if isinstance(error, OSError) and is_full(error):
        return no_room(Path(tempfile.gettempdir(), "copy"))
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    why = say("{reason}. Check that {name} exists and may be read.", reason=reason, name=name)
    return Problem("unreadable-file", why, Place(name))


def _with_readings(error: NotTextError, remedy: Callable[[str, str], str] | None) -> Sentence:
    """Say why a file is no text, how its cell reads in each encoding, and what to do."""
    if not error.readings:
        return error.why
    why = joined([say("{why} This cell is", why=error.why), *_listed(error.readings)], "\n")
    if not remedy:
        return joined([why, say("Save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8).")], "\n")
    how = remedy("encoding", next(iter(error.readings)))
    which = say("Say which, for example with {how}. Or save it as CSV UTF-8 (in Excel: Save As, CSV UTF-8).", how=how)
    return joined([why, which], "\n")


def _listed(readings: Mapping[str, str]) -> Iterator[Sentence]:
    """Write each reading on a line of its own, with the encodings that it comes from."""
    names: dict[str, list[Sentence]] = {}
    for name, text in readings.items():
        names.setdefault(text, []).append(say("{encoding} ({of})", encoding=name, of=CANDIDATES[name]))
    for text, of in names.items():
        yield say('  "{text}" as {encodings}', text=short(text), encodings=joined(of, " or "))
