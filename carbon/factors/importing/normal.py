"""Tables as they are released: columns and rows in one order, units by their symbols, figures as they were written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from carbon.factors.datasets.tables import Form
from carbon.files.table import Table
from carbon.units import Unit, Vocabulary

Cells = Mapping[str, str]
_UNITS = ("unit", "energy_unit")


def rows(table: Table, form: Form, vocabulary: Vocabulary) -> list[Cells]:
    """Return the rows of a table as they are released, every column in each.

    Parameters
    ----------
    vocabulary
        The units: an alias becomes the symbol that it stands for, which changes no figure.
    """
    found = [{column: _cell(column, row[column], vocabulary) for column in form.columns} for row in table.rows]
    return sorted(found, key=lambda cells: key(cells, form))


def key(cells: Cells, form: Form) -> tuple[str, ...]:
    """Return what tells a row from the others of its table."""
    return tuple(cells[column] for column in form.key)


def columns(released: Iterable[Cells], form: Form) -> list[str]:
    """Return the columns that a table has: those for few are left out where no row has anything in them."""
    used = {column for cells in released for column in form.special if cells[column]}
    return [column for column in form.columns if column not in form.special or column in used]


def content(released: Sequence[Cells], form: Form) -> bytes:
    """Write rows as a file: UTF-8, lines ended by a line feed, quotes only where they are needed."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns(released, form), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(released)
    return written.getvalue().encode()


def text(content: str) -> bytes:
    """Write a text as a file: UTF-8, lines and the last one ended by a line feed."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return (lines.rstrip("\n") + "\n").encode()


def _cell(column: str, written: str, vocabulary: Vocabulary) -> str:
    """Return a cell on one line, without spaces around it; a unit as its symbol."""
    one_line = " ".join(filter(None, (part.strip() for part in written.splitlines())))
    unit = vocabulary.find(one_line) if column in _UNITS else None
    return unit.symbol if isinstance(unit, Unit) else one_line
