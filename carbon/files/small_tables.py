"""Small tables: every row in memory, with its number, under canonical column names."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from carbon.files import forms, text
from carbon.files.forms import FileForm
from carbon.files.records import Record, Written, attempt
from carbon.files.whole import NotTextError
from carbon.model import exact
from carbon.model.exact import deciding_form, has_two_readings, plain_decimal
from carbon.model.problems import Place, Problem, listed, nearest, refusals, short
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import NumberForm, Severity


@dataclass(slots=True)
class Cells:
    """A row of a table as what values stand in.

    Parameters
    ----------
    code
        The code of what is wrong with a cell.
    report
        Adds a problem with a cell, by its code, its column and why.
    problems
        Those of the table.
    """

    code: str
    report: Callable[[str, str, Sentence], None]
    problems: list[Problem]
    beside: dict[str, Any] = field(default_factory=dict)
    lenient: bool = False
    name: str = ""

    def problem(self, code: str, path: tuple[str, ...], why: Sentence) -> None:
        """Add a problem with a cell."""
        self.report(code, path[-1], why)

    def miss(self, path: tuple[str, ...], example: str, about: Sentence | None = None) -> None:
        """Say that a cell is empty."""
        del about
        self.report(self.code, path[-1], say("The cell is empty. Write it like {example}.", example=example))


_MARKS = {",": say("comma"), ";": say("semicolon"), "\t": say("tab")}
csv.field_size_limit(1 << 30)  # a note may be longer than the 131,072 characters that Python stops at


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as a spreadsheet counts it, and its cells by canonical column."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell, empty if the column is missing."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class Table:
    """A table that was read, and what was wrong with it.

    Parameters
    ----------
    name
        The file's name as messages show it.
    headers
        Canonical column names to the headers as they are written.
    first
        Every header as it is written, in their order.
    delimiter, number_form
        What stands between its cells, and how its numbers are written.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    first: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    delimiter: str = ","
    number_form: NumberForm = NumberForm.PLAIN

    def fault(self, code: str, row: Row, column: str, why: Sentence, severity: Severity = Severity.REFUSAL) -> Problem:
        """Return a problem with a cell."""
        place = Place(self.name, row.number, self.headers.get(column, column))
        return Problem(code, why, place, written(row.cells.values(), self.delimiter), severity=severity)

    def problem(self, code: str, row: Row, column: str, why: Sentence, severity: Severity = Severity.REFUSAL) -> None:
        """Add a problem with a cell."""
        self.problems.append(self.fault(code, row, column, why, severity))

    def cells(self, row: Row, code: str) -> Written:
        """Return the cells of a row, to be read as values; what is wrong with them has a code."""

        def report(kind: str, column: str, why: Sentence) -> None:
            self.problem(kind, row, column, why)

        return Written(Cells(code, report, self.problems, {"number_form": self.number_form}), (), row.cells)

    def records(self, kind: type[Record], code: str, **beside: object) -> Iterator[tuple[Row, Record]]:
        """Yield the rows that are well formed as records; what is wrong with the others is added, and has a code.

        `beside` is what values are held to.
        """
        for row in self.rows:
            before, cells = len(self.problems), self.cells(row, code)
            cells.document.beside.update(beside)
            record = attempt(cells, kind)
            if not refusals(self.problems[before:]):
                yield row, record


def read(
    path: Path,
    name: str,
    required: Sequence[str],
    optional: Sequence[str],
    aliases: Mapping[str, str],
    *,
    form: FileForm | None = None,
    numbers: Sequence[str] = (),
) -> Table:
    """Read a small CSV file.

    Parameters
    ----------
    path, name
        Where it is, and how messages call it.
    required, optional
        Canonical column names; other columns are ignored.
    aliases
        Other spellings of headers, folded to lower case, with their canonical names.
    form
        What is said of its encoding and its decimal mark.
    numbers
        Columns of quantities; a table that names them may have semicolons or tabs between its cells.
    """
    form = form or FileForm()
    table = Table(name)
    rows = _rows(table, path, form, aliases, between=",;\t" if numbers else ",")
    if table.problems:
        return table
    top = next(place for place, cells in enumerate(rows) if any(cells))
    columns = _columns(table, rows[top], required, optional, aliases)
    for number, cells in enumerate(rows[top + 1 :] if not table.problems else (), start=top + 2):
        if any(cell.strip() for cell in cells):
            _add_row(table, number, cells, columns)
    _decide(table, form, numbers)
    return table


def _columns(
    table: Table, header: Sequence[str], required: Sequence[str], optional: Sequence[str], aliases: Mapping[str, str]
) -> list[str]:
    """Read the header of a table, or add problems; return the canonical name of each column."""
    columns = [canonical(cell, (*required, *optional), aliases) for cell in header]
    table.headers = {column: cell for column, cell in zip(columns, header, strict=True) if column}
    table.first = header
    missing = (column for column in required if column not in columns)
    table.problems += [missing_column(table.name, column, header, aliases) for column in missing]
    twice = dict.fromkeys(column for column in columns if column and columns.count(column) > 1)
    table.problems += [repeated_column(table.name, column, header, columns) for column in twice]
    return columns


def _add_row(table: Table, number: int, cells: Sequence[str], columns: Sequence[str]) -> None:
    """Add a row to a table, or a problem if it does not fit the header."""
    if len(cells) != len(columns):
        table.problems.append(ragged(table.name, number, cells, len(columns), table.delimiter))
        return
    for title, cell in zip(table.first, cells, strict=True):
        if cell.strip() and not title.strip():
            table.problems.append(surplus(table.name, number, cells, cell))
    pairs = zip(columns, cells, strict=True)
    table.rows.append(Row(number, {column: cell.strip() for column, cell in pairs if column}))


def _rows(table: Table, path: Path, form: FileForm, aliases: Mapping[str, str], between: str) -> list[list[str]]:
    """Return the rows of a CSV file, or add a problem."""
    rows: list[list[str]] = []
    try:
        encoding = text.encoding(path, text.Words(aliases), form.encoding)
        content = path.read_text(encoding=encoding).removeprefix("\ufeff")
        table.delimiter = max(between, key=content.lstrip().partition("\n")[0].count)
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=table.delimiter))
    except csv.Error:
        why = say("The file cannot be read as CSV: a line ending is broken. Save it again as CSV UTF-8.")
        table.problems.append(Problem("not-a-table", why, Place(table.name)))
    except (OSError, NotTextError) as error:
        remedy = form.how if form.remedy else None
        table.problems.append(text.problem(table.name, error, remedy))
    if not table.problems and not any(map(any, rows)):
        table.problems.append(Problem("empty-file", say("The file has no header."), Place(table.name)))
    return rows


def _decide(table: Table, form: FileForm, numbers: Sequence[str]) -> None:
    """Find out how the numbers of a table are written, or add a problem if nothing says so."""
    if form.decimal or table.delimiter == ",":
        table.number_form = NumberForm(form.decimal or NumberForm.PLAIN)
        return
    cells = [(row, column, row[column]) for row in table.rows for column in numbers if row[column]]
    decided = next(filter(None, (deciding_form(cell) for _, _, cell in cells)), None)
    if decided:
        table.number_form = decided
        return
    either = [(row, column, cell) for row, column, cell in cells if has_two_readings(cell)]
    if either:
        row, column, cell = either[0]
        why = forms.two_readings(cell, _totals(table, numbers[0]), form)
        problem = table.fault("ambiguous-decimal", row, column, why)
        table.problems.append(replace(problem, count=len({row.number for row, _, _ in either})))


def _totals(table: Table, column: str) -> list[tuple[str, Fraction, Fraction]]:
    """Return the sums of a column by unit, with a decimal point and with a decimal comma."""
    sums: dict[tuple[str, NumberForm], Fraction] = {}
    for row in table.rows:
        for mark in (NumberForm.POINT, NumberForm.COMMA):
            number = plain_decimal(row[column], mark)
            if exact.NUMBER.fullmatch(number):
                sums[row["unit"], mark] = sums.get((row["unit"], mark), Fraction(0)) + exact.parse(number)
    units = dict.fromkeys(unit for unit, _ in sums)
    return [(unit, sums[unit, NumberForm.POINT], sums[unit, NumberForm.COMMA]) for unit in units]


def canonical(header: str, columns: Sequence[str], aliases: Mapping[str, str]) -> str:
    """Return the canonical name of a header, or empty if it has none; blanks and hyphens may join its words."""
    folded = header.strip().removeprefix("\ufeff").casefold()
    for name in (folded, "_".join(re.split(r"[\s-]+", folded))):
        column = name if name in columns else aliases.get(name, "")
        if column in columns:
            return column
    return ""


def missing_column(name: str, column: str, headers: Sequence[str], aliases: Mapping[str, str]) -> Problem:
    """Say that a required column is missing, and by which names it would be known."""
    likely = nearest(column, [header for header in headers if header])
    said = [
        say(
            'The column "{column}" is missing. The file has: {headers}.',
            column=column,
            headers=joined(headers, ", "),
        )
    ]
    if likely:
        said.append(say("Nearest: {likely}. Rename the header, or add the column.", likely=listed(likely)))
    names = [alias for alias, meaning in aliases.items() if meaning == column]
    if names:
        said.append(say("It may also be called {names}.", names=listed(names)))
    why = joined(said, "\n")
    return Problem("missing-column", why, Place(name, 1, column), ",".join(headers))


def repeated_column(file: str, column: str, headers: Sequence[str], columns: Sequence[str]) -> Problem:
    """Say that two headers mean the same."""
    twice = [say('"{word}"', word=header) for header, name in zip(headers, columns, strict=True) if name == column]
    why = say(
        "The headers {headers} both mean {column}. Rename one of them.", headers=joined(twice, " and "), column=column
    )
    return Problem("repeated-column", why, Place(file, 1, column), ",".join(headers))


def ragged(name: str, number: int, cells: Sequence[str], width: int, delimiter: str = ",") -> Problem:
    """Say that a row does not fit its header."""
    why = say("The row has {cells} cells, the header {width}.", cells=len(cells), width=width)
    if len(cells) > width:
        quotes = say(
            'A {mark} inside a cell needs quotes around the cell, as in "Taipei{delimiter} HQ"; '
            "numbers are written without marks for thousands.",
            mark=_MARKS[delimiter],
            delimiter=delimiter,
        )
        why = joined([why, quotes], "\n")
    return Problem("ragged-row", why, Place(name, number), written(cells, delimiter))


def surplus(name: str, number: int, cells: Sequence[str], cell: str, delimiter: str = ",") -> Problem:
    """Say that a cell stands in a column without a header."""
    why = say(
        '"{cell}" stands in a column that has no header. Give the column a header, or empty the cell.', cell=short(cell)
    )
    return Problem("ragged-row", why, Place(name, number), written(cells, delimiter))


def written(cells: Iterable[str], delimiter: str = ",") -> str:
    """Write cells as a line of CSV, with quotes where they are needed."""
    line = io.StringIO()
    csv.writer(line, delimiter=delimiter, lineterminator="").writerow(cells)
    return line.getvalue()
