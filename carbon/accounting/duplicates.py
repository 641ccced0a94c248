"""Rows counted twice: a record_id that repeats is refused, rows alike in every column are worth a warning."""

from __future__ import annotations

from carbon.accounting.folder import Folder
from carbon.engine.duplicates import repeated, repeated_ids
from carbon.engine.session import Session
from carbon.problems import Place, Problem
from carbon.reading import activity
from carbon.reading.table import written
from carbon.records import SourceFile
from carbon.terms import ACTIVITY_COLUMNS, Severity

MOST = 20


def record_ids(folder: Folder) -> list[Problem]:
    """Refuse every record_id that occurs more than once, blanks around it aside; files without it cost nothing."""
    sources = [source for source in folder.sources if "record_id" in source.columns]
    if not sources:
        return []
    session = Session()
    tables = [session.table(source, position) for position, source in enumerate(sources)]
    if not session.number_of(repeated_ids(tables)):
        return []
    session = Session(in_order=True)
    tables = [session.table(source, position) for position, source in enumerate(sources)]
    problems = []
    several = repeated_ids(tables)
    for found in session.rows(f"{several} LIMIT {MOST}"):
        source, other = sources[found["file"]], sources[found["last_file"]]
        row, last = _row(source, found["row"]), _row(other, found["last_row"])
        why = (
            f'The record_id "{found["record_id"]}" occurs {found["count"]} times, last in {other.name} row '
            f"{last}. The row would be counted twice; remove one, or give it an id of its own."
        )
        place = Place(source.name, row, source.headers[source.columns.index("record_id")].strip())
        problems.append(Problem("repeated-record-id", why, place))
    return [*problems, *_others(session.number_of(several) - MOST, "repeated-record-id", Severity.REFUSAL)]


def alike(folder: Folder) -> list[Problem]:
    """Warn of rows that are the same in every column that has a meaning."""
    session = Session(in_order=True)
    tables = [session.table(source, position) for position, source in enumerate(folder.sources)]
    columns = [name for name in ACTIVITY_COLUMNS if any(name in source.columns for source in folder.sources)]
    problems = []
    several = repeated(tables, columns)
    for found in session.rows(f"{several} LIMIT {MOST}"):
        source, other = folder.sources[found["file"]], folder.sources[found["last_file"]]
        row, last = _row(source, found["row"]), _row(other, found["last_row"])
        why = (
            f"{found['count']} rows are the same in every column, the last in {other.name} row {last}.\n"
            "If they are two bills, tell them apart by a record_id or note; if one, remove it."
        )
        excerpt = written(found[name] or "" for name in columns)
        place = Place(source.name, row)
        problems.append(Problem("duplicate-rows", why, place, excerpt, severity=Severity.WARNING))
    return [*problems, *_others(session.number_of(several) - MOST, "duplicate-rows", Severity.WARNING)]


def _others(number: int, code: str, severity: Severity) -> list[Problem]:
    """Say how many more there are than are named."""
    if number <= 0:
        return []
    rows = "row stands" if number == 1 else "rows stand"
    return [Problem(code, f"{number:,} more {rows} twice or more often in the same way.", severity=severity)]


def _row(source: SourceFile, row: int) -> int:
    """Return the number of a row as a spreadsheet counts, blank lines with it."""
    return activity.row_numbers(source, [row])[row]
