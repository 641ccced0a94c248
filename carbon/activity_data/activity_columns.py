"""Which column of activity data means what: its header, and for a few headers what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from carbon.activity_data import headers
from carbon.activity_data.source import SourceFile
from carbon.files.table import canonical, missing_column, repeated_column, written
from carbon.model.problems import Place, Problem
from carbon.model.terms import ACTIVITY_COLUMNS, REQUIRED_COLUMNS

DATES = frozenset({"date", "日期"})
"""Headers that mean the row's day, unless what stands beside them says that it is the bill's or the reading's."""
BESIDE_A_DATE = frozenset(
    {
        "days", "no of days", "number of days", "billing days", "天數", "日數", "計費天數", "用電日數", "bill date",
        "billing date", "invoice date", "statement date", "due date", "read date", "reading date", "帳單日期",
        "發票日期", "開立日期", "抄表日", "抄表日期", "繳費日期", "繳費期限",
    }
)  # fmt: skip
_NUMBER = re.compile(r"-?[0-9][0-9.,]*")


def columns(header: Sequence[str], numeric: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Return the canonical names of headers, empty for those without a meaning.

    Parameters
    ----------
    header
        The headers as they are written.
    numeric
        Positions of the columns that begin with numbers.
    """
    names = [canonical(name, ACTIVITY_COLUMNS, headers.ACTIVITY_DATA) for name in header]
    for place, name in enumerate(header):
        counts = _folded(name) == "units" and place in numeric
        is_of_the_bill = _folded(name) in DATES and {"start", "end"} <= set(names)
        if counts or is_of_the_bill:
            names[place] = ""
    for place in [place for place, name in enumerate(names) if name == "time"][1:]:
        names[place] = ""
    return tuple(names)


def numeric(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the columns of which the first cell that is not empty is a number."""
    first: dict[int, str] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            if cell.strip():
                first.setdefault(place, cell.strip())
    return frozenset(place for place, cell in first.items() if _NUMBER.fullmatch(cell))


def problems(source: SourceFile) -> list[Problem]:
    """Say which columns are missing, stand twice, or could mean two things."""
    found = _doubtful(source)
    told = {problem.place.column for problem in found}
    found += [
        missing_column(source.name, column, source.headers, headers.ACTIVITY_DATA)
        for column in REQUIRED_COLUMNS
        if column not in source.columns and not (column == "unit" and "units" in map(str.casefold, told))
    ]
    if "period" not in source.columns and not {"start", "end"} <= set(source.columns):
        found.append(missing_column(source.name, "period", source.headers, headers.ACTIVITY_DATA))
    found += [
        repeated_column(source.name, column, source.headers, source.columns)
        for column in ACTIVITY_COLUMNS
        if source.columns.count(column) > 1
    ]
    return found


def _doubtful(source: SourceFile) -> list[Problem]:
    """Refuse a date that may be the bill's, and units that are counted."""
    found = []
    for header, name in zip(source.headers, source.columns, strict=True):
        why = ""
        if _folded(header) == "units" and not name and "unit" not in source.columns:
            why = f'The column "{header}" holds numbers, so that it is not read as the unit.\n'
            why += "If they are the quantities, call it quantity, and add a column unit."
        if _folded(header) in DATES and name == "period":
            beside = [
                other for other, known in zip(source.headers, source.columns, strict=True) if _is_near(other, known)
            ]
            if beside:
                why = (
                    f'The column "{header}" may be the day of the row, or, as "{beside[0].strip()}" stands beside it, '
                    "the day of the bill or of the reading.\nCall it period if the quantity is of that day alone; else "
                    "write the first and the last day as start and end."
                )
        if why:
            found.append(Problem("missing-column", why, Place(source.name, 1, header.strip()), written(source.headers)))
    return found


def _is_near(header: str, name: str) -> bool:
    """Say whether a column makes it doubtful what a date beside it is."""
    return name in {"start", "end"} or (not name and _folded(header) in BESIDE_A_DATE)


def _folded(header: str) -> str:
    """Return a header in lower case, its words apart by a space."""
    return re.sub(r"[\s_.-]+", " ", header.strip().removeprefix("\ufeff").casefold())
