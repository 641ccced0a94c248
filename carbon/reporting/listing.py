"""Listings as table, CSV or JSON: a list of flat records, the same keys in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from carbon.exact import NUMBER
from carbon.problems import Problem
from carbon.reporting import widths
from carbon.tables.as_csv import safe

Cell = str | int | None


def text(records: Sequence[Mapping[str, Cell]], form: str) -> str:
    """Write records as `table`, `csv` or `json`."""
    return {"table": table, "csv": as_csv, "json": as_json}[form](records)


def as_json(records: Sequence[Mapping[str, Cell]]) -> str:
    """Write records as one JSON array."""
    return json.dumps([dict(record) for record in records], ensure_ascii=False, indent=1)


def as_csv(records: Sequence[Mapping[str, Cell]]) -> str:
    """Write records as CSV; no cell becomes a formula in a spreadsheet."""
    out = io.StringIO()
    if records:
        writer = csv.DictWriter(out, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in record.items()} for record in records)
    return out.getvalue()


def _cell(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; a number below zero is none."""
    return safe(value) if isinstance(value, str) and not NUMBER.fullmatch(value) else value


def table(records: Sequence[Mapping[str, Cell]]) -> str:
    """Write records in columns, the keys above them."""
    if not records:
        return "Nothing found."
    rows = [[key.replace("_", " ") for key in records[0]]]
    rows += [["" if value is None else str(value) for value in record.values()] for record in records]
    return columns(rows)


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Align cells in columns, two spaces between them."""
    sizes = [max(widths.width(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(widths.left(cell, size) for cell, size in zip(row, sizes, strict=True)).rstrip() for row in rows
    )


def problems(found: Iterable[Problem]) -> list[dict[str, Cell]]:
    """Return problems as records."""
    return [
        {
            "file": problem.place.file,
            "row": problem.place.row or None,
            "column": problem.place.column,
            "code": problem.code,
            "severity": problem.severity.value,
            "excerpt": problem.excerpt,
            "why": problem.why,
            "count": problem.count,
        }
        for problem in found
    ]
