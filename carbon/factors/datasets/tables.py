"""The tables of a dataset: what a row of each says, and rows as they are written and as they are released."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import get_type_hints

from carbon.factors.datasets.cells import FactorCells, HeatingValueCells
from carbon.files import small_tables
from carbon.files.forms import FileForm
from carbon.files.small_tables import Table
from carbon.model.problems import Place, Problem, nearest, with_nearest
from carbon.model.sentences import joined, say
from carbon.units import Unit, Vocabulary

OWN_FOLDER = "emission_factors"
"""Where an inventory folder keeps its own datasets."""


RESIDUAL_MIX = "electricity/residual_mix"
Cells = Mapping[str, str]
_UNITS = ("unit", "energy_unit")


@dataclass(frozen=True, slots=True)
class Form:
    """What a table of a dataset looks like.

    Parameters
    ----------
    file
        Its name in the dataset's folder.
    record
        What a row says: its fields are the columns.
    special
        The columns that are left out where no row has anything in them.
    key
        Those that tell one row from another, in the order that rows are sorted by.
    """

    file: str
    record: type[FactorCells | HeatingValueCells]
    special: tuple[str, ...]
    key: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return its columns in their order."""
        return tuple(column.name for column in fields(self.record))

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the columns in which every row has something."""
        readings = get_type_hints(self.record, include_extras=True)
        return tuple(column for column in self.columns if readings[column].__metadata__[0].filled)


FACTORS = Form(
    "factors.csv",
    FactorCells,
    ("supplier", "facility"),
    ("activity", "variant", "geography", "valid_from", "unit", "supplier", "facility", "gas"),
)
HEATING_VALUES = Form(
    "heating_values.csv", HeatingValueCells, (), ("fuel", "geography", "valid_from", "unit", "calorific_basis")
)
FORMS = (FACTORS, HEATING_VALUES)
"""The tables that a dataset may have, one of them at least."""


def read_table(path: Path, name: str, form: Form, encoding: FileForm | None = None) -> Table:
    """Read a table; a column that is not one of its form is refused, since it would be ignored.

    Parameters
    ----------
    path, name
        Where it is, and how messages call it.
    form
        Which columns it has.
    encoding
        What is said of its encoding.
    """
    optional = [column for column in form.columns if column not in form.needed]
    content = small_tables.read(path, name, form.needed, optional, {}, form=encoding)
    strays = [title for title in content.first if title.strip() and not small_tables.canonical(title, form.columns, {})]
    content.problems += [_stray(content, header, form) for header in strays]
    if not content.rows and not content.problems:
        why = say("The table has a header and no rows.")
        content.problems.append(Problem("bad-dataset", why, Place(name, 1), small_tables.written(content.first)))
    return content


def form_of(path: Path, name: str, encoding: FileForm | None = None) -> Form:
    """Return which form the header of a table has; one that has neither is held to that of factors."""
    headers = small_tables.read(path, name, (), HEATING_VALUES.columns, {}, form=encoding).headers
    others = small_tables.read(path, name, (), FACTORS.columns, {}, form=encoding).headers
    return HEATING_VALUES if len(headers) > len(others) else FACTORS


def activity_of(activity: str, variant: str) -> tuple[str, str]:
    """Return the activity and variant that a row means: a residual mix may be written as a variant of electricity.

    >>> activity_of("electricity", "residual_mix")
    ('electricity/residual_mix', '')
    """
    return (f"{activity}/{variant}", "") if f"{activity}/{variant}" == RESIDUAL_MIX else (activity, variant)


def factor_id(dataset_id: str, cells: Mapping[str, str]) -> str:
    """Return `dataset@version:activity[/variant]:geography:unit:valid_from`, and for whom it is alone."""
    name = "/".join(filter(None, (cells["activity"], cells.get("variant"))))
    whom = "".join(f":{key}={cells[key]}" for key in ("supplier", "facility") if cells.get(key))
    return f"{dataset_id}:{name}:{cells['geography']}:{cells['unit']}:{cells.get('valid_from', '')}{whom}"


def heating_value_id(dataset_id: str, cells: Mapping[str, str]) -> str:
    """Return `dataset@version:fuel:geography:unit:valid_from`."""
    return f"{dataset_id}:{cells['fuel']}:{cells['geography']}:{cells['unit']}:{cells.get('valid_from', '')}"


def id_of(form: Form, dataset_id: str, cells: Mapping[str, str]) -> str:
    """Return the id of the factor or heating value that a row is of."""
    return factor_id(dataset_id, cells) if form is FACTORS else heating_value_id(dataset_id, cells)


def _stray(content: Table, header: str, form: Form) -> Problem:
    """Refuse a column that has no meaning."""
    likely = nearest(header.strip(), form.columns)
    why = say('"{header}" is not a column of {file}, and would be ignored.', header=header, file=form.file)
    place, excerpt = Place(content.name, 1, header), small_tables.written(content.first)
    remedy = say("Rename it, or take it out.")
    return Problem("bad-dataset", joined([with_nearest(why, likely), remedy], "\n"), place, excerpt)


def released_rows(table: Table, form: Form, vocabulary: Vocabulary) -> list[Cells]:
    """Return the rows of a table as they are released, every column in each.

    Parameters
    ----------
    vocabulary
        The units: an alias becomes the symbol that it stands for, which changes no figure.
    """
    released = [{column: _cell(column, row[column], vocabulary) for column in form.columns} for row in table.rows]
    return sorted(released, key=lambda cells: row_key(cells, form))


def row_key(cells: Cells, form: Form) -> tuple[str, ...]:
    """Return what tells a row from the others of its table."""
    return tuple(cells[column] for column in form.key)


def released_columns(released: Iterable[Cells], form: Form) -> list[str]:
    """Return the columns that a table has: those for few are left out where no row has anything in them."""
    used = {column for cells in released for column in form.special if cells[column]}
    return [column for column in form.columns if column not in form.special or column in used]


def released_table(released: Sequence[Cells], form: Form) -> bytes:
    """Write rows as a file: UTF-8, lines ended by a line feed, quotes only where they are needed."""
    written = io.StringIO()
    writer = csv.DictWriter(written, released_columns(released, form), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(released)
    return written.getvalue().encode()


def released_text(content: str) -> bytes:
    """Write a text as a file: UTF-8, lines and the last one ended by a line feed."""
    lines = content.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return (lines.rstrip("\n") + "\n").encode()


def _cell(column: str, written: str, vocabulary: Vocabulary) -> str:
    """Return a cell on one line, without spaces around it; a unit as its symbol."""
    one_line = " ".join(filter(None, (part.strip() for part in written.splitlines())))
    unit = vocabulary.find(one_line) if column in _UNITS else None
    return unit.symbol if isinstance(unit, Unit) else one_line
