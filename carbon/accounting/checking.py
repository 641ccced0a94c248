"""Looking everything over: all refusals and warnings of a folder, and nothing calculated."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from carbon.accounting import consistency, duplicates, folder, inventory
from carbon.accounting.disclosures import year_warnings
from carbon.activity_data.session import Report
from carbon.model.problems import Problem, ProblemsError, counted, refusals, sort
from carbon.model.sentences import joined, say, several
from carbon.tables import messages
from carbon.tables.description import Description, of_table
from carbon.tables.table import table

_UNREADABLE = frozenset({"ragged-row", "not-a-table", "not-text", "unreadable-file"})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the problems, and how much was looked at."""

    problems: tuple[Problem, ...]
    files: int
    rows: int
    years: tuple[int, ...]

    @property
    def refused(self) -> bool:
        """Say whether something stops the calculation."""
        return bool(refusals(self.problems))


def check(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    years: Sequence[int] = (),
    geography: str = "",
    gwp_set: str = "",
    organisation: str = "",
    encoding: str = "",
    decimal: str = "",
    report: Report | None = None,
) -> Checked:
    """Look a folder or files over.

    Return every refusal and warning. Nothing is raised for a wrong input.

    Parameters
    ----------
    path, years, geography, gwp_set, organisation, encoding, decimal, report
        As for `carbon.inventories`.
    """
    paths = [Path(file) for file in ([path] if isinstance(path, (str, os.PathLike)) else path)]
    said = {"geography": geography, "gwp_set": gwp_set, "organisation": organisation}
    options = said | {"encoding": encoding, "decimal": decimal}
    source = folder.read_folder(paths, options, years)
    problems: list[Problem] = []
    rows, compared = 0, False
    try:
        books = inventory.open_books(source, years, report)
        rows = sum(books.sums.file_rows(len(source.sources)))
        problems += books.warnings
        compared = books.rows.rows is not None
        for book in books.years:
            problems += [*books.by_year[book.year.year], *year_warnings(book)]
    except ProblemsError as error:
        problems += error.problems
    if not compared and source.sources and not any(problem.code in _UNREADABLE for problem in problems):
        problems += duplicates.warn_of_equal_rows(source)
    if not refusals(problems) and not years:
        problems += consistency.unused_silences(source.settings, (problem.code for problem in problems))
    silenced = {silence.code for silence in source.settings.silenced}
    kept = [problem for problem in problems if problem in refusals(problems) or problem.code not in silenced]
    return Checked(sort(kept), len(source.sources), rows, tuple(years or source.settings.years))


def describe(checked: Checked, *, language: str = "en") -> Description:
    """Describe what a check found: the problems with their places."""
    rows = (
        (problem.place.file, problem.place.row or None, problem.place.column, problem.code, problem.severity,
         problem.excerpt, problem.why, problem.count)
        for problem in checked.problems
    )  # fmt: skip
    problems = table("problems", "file row column code severity excerpt why count", rows)
    return of_table(problems, lambda: text(checked, language=language))


def text(checked: Checked, *, language: str = "en") -> str:
    """Write the problems, and what was looked at."""
    stops = refusals(checked.problems)
    warnings = several(len(checked.problems) - len(stops), "1 warning", "{count} warnings")
    files = several(checked.files, "1 file", "{count} files")
    problems = joined([counted(stops), warnings], ", ")
    if stops:
        last = say("{problems} in {files}.", problems=problems, files=files)
    else:
        looked = joined([files, several(checked.rows, "1 row", "{count:,} rows")], " and ")
        years = joined(map(str, checked.years), ", ")
        last = say("{problems} in {looked}, years {years}.", problems=problems, looked=looked, years=years)
    translate = messages.translator(language)
    return "\n\n".join([*(problem.written(translate) for problem in checked.problems), translate(last)])
