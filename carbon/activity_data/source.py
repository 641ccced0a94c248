"""What the engine is asked of: a file of activity data as it is written, and what its rows have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from carbon.model.terms import NumberForm


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
