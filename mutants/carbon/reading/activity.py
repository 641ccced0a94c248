"""Files of activity data: found, opened at the top, and described for the engine. No row is read here."""

from __future__ import annotations

import csv
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from carbon.problems import Place, Problem
from carbon.reading import headers, text
from carbon.reading.table import canonical, missing_column, ragged, repeated_column
from carbon.records import SourceFile
from carbon.terms import ACTIVITY_COLUMNS, REQUIRED_COLUMNS

SUFFIXES = (".csv", ".txt", ".tsv", ".parquet")
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".ods")
_CHUNK = 1 << 20
_MOST_RAGGED = 20


def files(folder: Path) -> tuple[list[Path], list[Problem]]:
    """Return the files of a folder's activity data in the order of their names, and what cannot be read."""
    directory = folder / "activity"
    every = sorted(path for path in directory.rglob("*") if not path.name.startswith((".", "~")))
    problems = [
        _link(path, f"activity/{path.relative_to(directory)}") for path in every if _is_dead_or_folder_link(path)
    ]
    found = [path for path in every if path.is_file()]
    problems += [_not_read(path, f"activity/{path.relative_to(directory)}") for path in found if not _is_read(path)]
    kept = [path for path in found if _is_read(path)]
    if not found and not problems:
        why = "There is no activity data. Put CSV files into the folder activity/."
        problems.append(Problem("no-activity-data", why, Place("activity")))
    return kept, problems


def _is_dead_or_folder_link(path: Path) -> bool:
    """Say whether a path is a link that leads nowhere, or to a folder, whose files would not be seen."""
    return path.is_symlink() and not path.is_file()


def _link(path: Path, name: str) -> Problem:
    """Say why a link is not followed."""
    if path.is_dir():
        why = "The link leads to a folder; linked folders are not followed. Put the files here, or link to each."
    else:
        why = "The link leads to a file that does not exist. Remove the link, or put the file in its place."
    return Problem("unreadable-file", why, Place(name))


def _is_read(path: Path) -> bool:
    """Say whether a file has a suffix that is read."""
    return path.suffix.lower() in SUFFIXES


def _not_read(path: Path, name: str) -> Problem:
    """Say why a file is not read."""
    if path.suffix.lower() in _WORKBOOKS:
        why = "Workbooks are not read yet. In Excel: Save As, CSV UTF-8, one file per sheet."
    else:
        why = f"Files ending in {path.suffix or 'nothing'} are not read. Move it out of activity/, or save it as CSV."
    return Problem("not-a-table", why, Place(name))


def described(path: Path, name: str, scratch: Callable[[], Path]) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a file for the engine.

    Parameters
    ----------
    path, name
        Where it is, and how messages call it.
    scratch
        Gives a folder for copies in UTF-8; called only if one is needed.

    Returns
    -------
    tuple
        The description, or None if there is no reading it, and the problems.
    """
    try:
        if path.suffix.lower() == ".parquet":
            return _parquet(path, name)
        return _text(path, name, text.first_encoding(path), scratch)
    except (OSError, text.NotTextError, csv.Error) as error:
        return None, [text.problem(path, name, error)]


def reread(source: SourceFile, scratch: Callable[[], Path]) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a file again that could not be read as it is: from a copy in UTF-8 with one kind of line ending."""
    try:
        return _text(source.path, source.name, text.encoding(source.path), scratch, copied=True)
    except (OSError, text.NotTextError) as error:
        return None, [text.problem(source.path, source.name, error)]


def _text(
    path: Path, name: str, encoding: str, scratch: Callable[[], Path], *, copied: bool = False
) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a file of text."""
    with path.open(encoding=encoding, newline="") as file:
        top = file.readline().removeprefix("\ufeff")
        skip = 0
        while top and not top.strip():
            top = file.readline()
            skip += 1
        rest = file.read(_CHUNK)
    if not top.strip():
        return None, [Problem("empty-file", "The file is empty. It needs a header and rows.", Place(name))]
    delimiter = max(",;\t", key=top.count)
    header = next(csv.reader([top], delimiter=delimiter))
    if not rest.strip():
        return None, [Problem("header-only", "The file has a header and no rows.", Place(name, 1), top.rstrip())]
    target = path
    if copied or encoding != text.UTF8:
        with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".csv", delete=False) as copy:
            target = text.rewritten(path, encoding, Path(copy.name))
    return _checked(
        SourceFile(path, name, _columns(header), tuple(header), text_path=target, delimiter=delimiter, skip=skip)
    )


def _parquet(path: Path, name: str) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException as error:
        why = f"The file is not Parquet: {str(error).splitlines()[0]}"
        return None, [Problem("not-a-table", why, Place(name))]
    schema = file.schema_arrow
    if not file.metadata.num_rows:
        return None, [Problem("header-only", "The file has columns and no rows.", Place(name))]
    types = tuple(_kind(field.type) for field in schema)
    names = tuple(schema.names)
    source = SourceFile(path, name, _columns(names), names, parquet=True, types=types, text_path=path)
    problems = [
        Problem("bad-quantity", why, Place(name, 0, names[source.columns.index("quantity")]))
        for why in _type_faults(source)
    ]
    zoned = (
        "Its times have a zone, so that the day depends on where one is. Write days (DATE), or times without a zone."
    )
    problems += [
        Problem("bad-period", zoned, Place(name, 0, names[place]))
        for place, column in enumerate(source.columns)
        if column in {"period", "start", "end"} and types[place] == "zoned"
    ]
    described, others = _checked(source)
    return (None if problems else described), problems + others


def _kind(arrow_type: object) -> str:
    """Return what the engine needs to know of a Parquet type."""
    import pyarrow as pa

    kinds = {
        "integer": pa.types.is_integer,
        "decimal": pa.types.is_decimal,
        "float": pa.types.is_float64,
        "float32": lambda kind: pa.types.is_float32(kind) or pa.types.is_float16(kind),
        "zoned": lambda kind: pa.types.is_timestamp(kind) and kind.tz is not None,
        "day": lambda kind: pa.types.is_date(kind) or pa.types.is_timestamp(kind),
        "text": lambda kind: pa.types.is_string(kind) or pa.types.is_large_string(kind),
    }
    kind = next((name for name, test in kinds.items() if test(arrow_type)), "other")
    return f"decimal:{arrow_type.scale}" if kind == "decimal" else kind  # type: ignore[attr-defined]


def _type_faults(source: SourceFile) -> Iterable[str]:
    """Yield what is wrong with the type of a Parquet file's quantity."""
    if "quantity" not in source.columns:
        return
    kind, _, scale = source.types[source.columns.index("quantity")].partition(":")
    if kind == "float32":
        yield "The quantity is a 32-bit float, which holds only 7 digits. Write it as DECIMAL, integer or text."
    if kind == "decimal" and int(scale) > 9:  # noqa: PLR2004
        yield f"The quantity is a DECIMAL with {scale} decimals; at most 9 are read. Write it as DECIMAL(38, 9)."
    if kind in {"other", "day", "zoned"}:
        yield "The quantity is no number. Write it as DECIMAL, integer, DOUBLE or text."


def _columns(header: Sequence[str]) -> tuple[str, ...]:
    """Return the canonical names of headers, empty for those without."""
    return tuple(canonical(name, ACTIVITY_COLUMNS, headers.ACTIVITY_DATA) for name in header)


def _checked(source: SourceFile) -> tuple[SourceFile | None, list[Problem]]:
    """Check that the columns are all there, each once."""
    problems = [
        missing_column(source.name, column, source.headers)
        for column in REQUIRED_COLUMNS
        if column not in source.columns
    ]
    if "period" not in source.columns and not {"start", "end"} <= set(source.columns):
        problems.append(missing_column(source.name, "period", source.headers))
    problems += [
        repeated_column(source.name, column, source.headers, source.columns)
        for column in ACTIVITY_COLUMNS
        if source.columns.count(column) > 1
    ]
    return (None if problems else source), problems


def structure(source: SourceFile) -> list[Problem]:
    """Find the rows of a text file that do not fit its header, row by row, once the engine has refused the file."""
    problems: list[Problem] = []
    count = number = 0
    with source.text_path.open(encoding=text.UTF8, newline="") as file:
        rows = csv.reader(file, delimiter=source.delimiter, strict=True)
        try:
            for number, cells in enumerate(rows, start=1):
                if cells and len(cells) != len(source.columns):
                    count += 1
                    if count <= _MOST_RAGGED:
                        problems.append(ragged(source.name, number, cells, len(source.columns), source.delimiter))
        except csv.Error as error:
            why = f"The row cannot be read as CSV: {error}. A quotation mark may be missing."
            problems.append(Problem("ragged-row", why, Place(source.name, number + 1)))
    if count > _MOST_RAGGED:
        why = f"{count - _MOST_RAGGED:,} more rows do not fit the header."
        problems.append(Problem("ragged-row", why, Place(source.name)))
    return problems


def row_numbers(source: SourceFile, numbers: Iterable[int]) -> dict[int, int]:
    """Return where rows stand in a spreadsheet, which counts blank lines, from where the engine counts them."""
    wanted = set(numbers)
    if source.parquet or not wanted or not (source.skip or _has_blank_lines(source.text_path)):
        return {number: number for number in wanted}
    found: dict[int, int] = {}
    with source.text_path.open(encoding=text.UTF8, newline="") as file:
        counted = 0
        for number, cells in enumerate(csv.reader(file, delimiter=source.delimiter), start=1):
            if any(cells):
                counted += 1
                if counted in wanted:
                    found[counted] = number
                if len(found) == len(wanted):
                    break
    return {number: found.get(number, number) for number in wanted}


def _has_blank_lines(path: Path) -> bool:
    """Say whether a file may have blank lines."""
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            piece = before + chunk
            if b"\n\n" in piece or b"\n\r" in piece or b"\r\r" in piece:
                return True
            before = piece[-3:]
    return False


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
