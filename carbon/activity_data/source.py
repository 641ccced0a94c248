"""Files of activity data: opened at the top, and described for the engine. No row is read here."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from pathlib import Path

from carbon.activity_data.columns import ACTIVITY_HEADERS, canonical_columns, column_faults, numeric_columns
from carbon.files import text
from carbon.files.forms import BY_OPTION, FileForm
from carbon.files.small_tables import canonical, ragged
from carbon.files.whole import NotTextError
from carbon.model.problems import Place, Problem
from carbon.model.sentences import Sentence, say
from carbon.model.terms import ACTIVITY_COLUMNS, LONGEST_LINE, NumberForm

_CHUNK = 1 << 20
_MOST_RAGGED = 20
_LONGEST_CELL = 1 << 30
_NUMBERS = frozenset({"integer", "decimal", "float", "float32"})
_VOCABULARIES = frozenset({"activity", "unit", "facility", "geography", "period", "start", "end", "data_quality"})
"""Columns of which the words are known beforehand."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of activity data: where it is and how it is to be read.

    Parameters
    ----------
    name
        The name as messages and `inputs` show it.
    columns
        Every column of the file in its order, under its canonical name ("" for one that is ignored).
    headers
        The same columns as they are written in the file.
    types
        The Parquet type of each column, empty for text.
    skip
        Blank lines before the header.
    only
        The position of a column and the texts in it whose rows alone are read; None for all rows.
    text_path
        The file to read when `path` had to be rewritten in UTF-8 first; else the same.
    parallel
        Whether several threads may read it at once, which line breaks inside cells may not allow.
    encoding
        What `path` is written in.
    number_form, said_by
        How its quantities are written, and what says so: a cell, an option or a setting.
    """

    path: Path
    name: str
    columns: tuple[str, ...]
    headers: tuple[str, ...]
    parquet: bool = False
    types: tuple[str, ...] = ()
    text_path: Path = field(default_factory=Path)
    delimiter: str = ","
    skip: int = 0
    only: tuple[int, tuple[str, ...]] | None = None
    parallel: bool = True
    encoding: str = "utf-8"
    number_form: NumberForm = NumberForm.PLAIN
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a coefficient depends on, as the user wrote it (None for an empty cell)."""

    activity: str | None
    unit: str | None
    geography: str | None
    supplier: str | None
    factor: str | None
    instrument: str | None = None
    data_quality: str | None = None

    def text(self, column: str) -> str:
        """Return a cell without blanks around it, empty for an empty one."""
        return (getattr(self, column) or "").strip()


def describe_file(
    path: Path,
    name: str,
    scratch: Callable[[], Path],
    form: FileForm | None = None,
    cells: Callable[[], AbstractSet[str]] = frozenset,
) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a file for the engine: the description, or None if there is no reading it, and the problems.

    Parameters
    ----------
    path, name
        Where it is, and how messages call it.
    scratch
        Gives a folder for copies in UTF-8; called only if one is needed.
    form
        What is said of its encoding and its decimal mark.
    cells
        Gives the words that a file in Big5 is known by, beside its headers.
    """
    form = form or FileForm()
    words = text.Words(ACTIVITY_HEADERS, lambda header: _column(header) in _VOCABULARIES, cells)
    try:
        if path.suffix.lower() == ".parquet":
            return _parquet(path, name, form)
        return _text(path, name, text.encoding(path, words, form.encoding), form, scratch)
    except (OSError, NotTextError, csv.Error) as error:
        remedy = form.how if form.remedy else None
        return None, [text.problem(name, error, remedy)]


def describe_copy(source: SourceFile, scratch: Callable[[], Path]) -> SourceFile:
    """Describe a file again that could not be read so: from a copy with one kind of line ending, in one go."""
    return replace(source, text_path=_copy(source.path, source.encoding, scratch), parallel=False)


def _column(header: str) -> str:
    """Return the canonical name of a header, empty if it has none."""
    return canonical(header, ACTIVITY_COLUMNS, ACTIVITY_HEADERS)


def _copy(path: Path, encoding: str, scratch: Callable[[], Path]) -> Path:
    """Write a copy in UTF-8."""
    with tempfile.NamedTemporaryFile(dir=scratch(), suffix=".csv", delete=False) as copy:
        return text.rewritten(path, encoding, Path(copy.name))


def _text(
    path: Path, name: str, encoding: str, form: FileForm, scratch: Callable[[], Path]
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
        return None, [Problem("empty-file", say("The file is empty. It needs a header and rows."), Place(name))]
    delimiter = text.delimiter(top)
    header = tuple(next(csv.reader([top], delimiter=delimiter)))
    if not rest.strip():
        return None, [Problem("header-only", say("The file has a header and no rows."), Place(name, 1), top.rstrip())]
    rows = text.sample(rest, delimiter)
    number_form, said_by = number_form_of(delimiter, form)
    source = SourceFile(
        path, name, canonical_columns(header, numeric_columns(rows)), header, delimiter=delimiter,
        skip=skip, encoding=encoding, number_form=number_form, said_by=said_by,
        text_path=path if encoding == text.UTF8 else _copy(path, encoding, scratch),
    )  # fmt: skip
    problems = column_faults(source.name, source.headers, source.columns)
    return (None if problems else source), problems


def number_form_of(delimiter: str, form: FileForm) -> tuple[NumberForm, str]:
    """Return how the numbers of a file are written, and what says so; commas between cells leave but the point."""
    if form.decimal:
        return NumberForm(form.decimal), "--decimal" if form.remedy == BY_OPTION else "carbon.toml"
    return (NumberForm.PLAIN if delimiter == "," else NumberForm.UNDECIDED), ""


def _parquet(path: Path, name: str, form: FileForm) -> tuple[SourceFile | None, list[Problem]]:
    """Describe a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowException:
        why = say("The file is damaged, or is not Parquet. Write it again from its source, or save it as CSV UTF-8.")
        return None, [Problem("not-a-table", why, Place(name))]
    schema = file.schema_arrow
    if not file.metadata.num_rows:
        return None, [Problem("header-only", say("The file has columns and no rows."), Place(name))]
    types = tuple(_kind(field.type) for field in schema)
    names = tuple(schema.names)
    numeric = frozenset(place for place, kind in enumerate(types) if kind.partition(":")[0] in _NUMBERS)
    number_form, said_by = number_form_of(",", form)
    source = SourceFile(
        path, name, canonical_columns(names, numeric), names, parquet=True, types=types, text_path=path,
        number_form=number_form, said_by=said_by,
    )  # fmt: skip
    problems = [
        Problem("bad-quantity", why, Place(name, 0, names[source.columns.index("quantity")]))
        for why in _type_faults(source)
    ]
    zoned = say(
        "Its times have a zone, so that the day depends on where one is. Write days (DATE), or times without a zone."
    )
    problems += [
        Problem("bad-period", zoned, Place(name, 0, names[place]))
        for place, column in enumerate(source.columns)
        if column in {"period", "start", "end"} and types[place] == "zoned"
    ]
    problems += column_faults(source.name, source.headers, source.columns)
    return (None if problems else source), problems


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


def _type_faults(source: SourceFile) -> Iterable[Sentence]:
    """Yield what is wrong with the type of a Parquet file's quantity."""
    if "quantity" not in source.columns:
        return
    kind, _, scale = source.types[source.columns.index("quantity")].partition(":")
    if kind == "float32":
        yield say("The quantity is a 32-bit float, which holds only 7 digits. Write it as DECIMAL, integer or text.")
    if kind == "decimal" and int(scale) > 9:  # noqa: PLR2004
        yield say(
            "The quantity is a DECIMAL with {scale} decimals; at most 9 are read. Write it as DECIMAL(38, 9).",
            scale=scale,
        )
    if kind in {"other", "day", "zoned"}:
        yield say("The quantity is not a number. Write it as DECIMAL, integer, DOUBLE or text.")


def ragged_rows(source: SourceFile) -> list[Problem]:
    """Find the rows of a text file that do not fit its header, row by row, once the engine has refused the file."""
    problems: list[Problem] = []
    count = number = 0
    csv.field_size_limit(_LONGEST_CELL)
    with source.text_path.open(encoding=text.UTF8, newline="") as file:
        rows = csv.reader(file, delimiter=source.delimiter, strict=True)
        try:
            for number, cells in enumerate(rows, start=1):
                if sum(map(len, cells)) > LONGEST_LINE:
                    why = say("The row is longer than {longest:,} bytes. Shorten its cells.", longest=LONGEST_LINE)
                    problems.append(Problem("ragged-row", why, Place(source.name, number)))
                if cells and len(cells) != len(source.columns):
                    count += 1
                    if count <= _MOST_RAGGED:
                        problems.append(ragged(source.name, number, cells, len(source.columns), source.delimiter))
        except csv.Error:
            why = say("The row cannot be read as CSV: a quotation mark is missing, or stands where none belongs.")
            problems.append(Problem("ragged-row", why, Place(source.name, number + 1)))
    if count > _MOST_RAGGED:
        why = say("{more:,} more rows do not fit the header.", more=count - _MOST_RAGGED)
        problems.append(Problem("ragged-row", why, Place(source.name)))
    return problems


def spreadsheet_rows(source: SourceFile, numbers: Iterable[int]) -> dict[int, int]:
    """Return where rows stand in a spreadsheet, which counts blank lines, from where the engine counts them."""
    wanted = set(numbers)
    if source.parquet or not wanted or not (source.skip or _has_blank_lines(source.text_path)):
        return {number: number for number in wanted}
    places: dict[int, int] = {}
    with source.text_path.open(encoding=text.UTF8, newline="") as file:
        for _ in range(source.skip):
            file.readline()
        counted = 0
        for number, cells in enumerate(csv.reader(file, delimiter=source.delimiter), start=1 + source.skip):
            if cells:
                counted += 1
                if counted in wanted:
                    places[counted] = number
                if len(places) == len(wanted):
                    break
    return {number: places.get(number, number) for number in wanted}


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
