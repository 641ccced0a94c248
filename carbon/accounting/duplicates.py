"""Rows counted twice: a record_id that repeats is refused, rows alike in every column are worth a warning."""

from __future__ import annotations

from carbon.accounting.folder import Folder
from carbon.activity_data import finding
from carbon.activity_data.session import Session
from carbon.activity_data.source import SourceFile, spreadsheet_rows
from carbon.files.table import written
from carbon.model.problems import Place, Problem
from carbon.model.terms import ACTIVITY_COLUMNS, Severity

MOST = 20


def record_ids(folder: Folder, session: Session) -> list[Problem]:
    """Refuse every record_id that occurs more than once, blanks around it aside; files without it cost nothing."""
    sources = [source for source in folder.sources if "record_id" in source.columns]
    if not sources:
        return []
    problems = []
    number, first = finding.repeated_ids(session, sources, MOST)
    for double in first:
        source, other = sources[double["file"]], sources[double["last_file"]]
        row, last = _row(source, double["row"]), _row(other, double["last_row"])
        why = (
            f'The record_id "{double["record_id"]}" occurs {double["count"]} times, last in {other.name} row '
            f"{last}. The row would be counted twice; remove one, or give it an id of its own."
        )
        place = Place(source.name, row, source.headers[source.columns.index("record_id")].strip())
        problems.append(Problem("repeated-record-id", why, place))
    return [*problems, *_others(number - MOST, "repeated-record-id", Severity.REFUSAL)]


def alike(folder: Folder) -> list[Problem]:
    """Warn of rows that are the same in every column that has a meaning."""
    columns = [name for name in ACTIVITY_COLUMNS if any(name in source.columns for source in folder.sources)]
    problems = []
    number, first = finding.repeated(Session(), folder.sources, columns, MOST)
    for double in first:
        source, other = folder.sources[double["file"]], folder.sources[double["last_file"]]
        row, last = _row(source, double["row"]), _row(other, double["last_row"])
        why = (
            f"{double['count']} rows are the same in every column, the last in {other.name} row {last}.\n"
            "If they are two bills, tell them apart by a record_id or note; if one, remove it."
        )
        excerpt = written(double[name] or "" for name in columns)
        place = Place(source.name, row)
        problems.append(Problem("duplicate-rows", why, place, excerpt, severity=Severity.WARNING))
    return [*problems, *_others(number - MOST, "duplicate-rows", Severity.WARNING)]


def _others(number: int, code: str, severity: Severity) -> list[Problem]:
    """Say how many more there are than are named."""
    if number <= 0:
        return []
    rows = "row stands" if number == 1 else "rows stand"
    return [Problem(code, f"{number:,} more {rows} twice or more often in the same way.", severity=severity)]


def _row(source: SourceFile, row: int) -> int:
    """Return the number of a row as a spreadsheet counts, blank lines with it."""
    return spreadsheet_rows(source, [row])[row]
