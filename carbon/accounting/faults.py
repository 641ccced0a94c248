"""From faults to messages: finds the rows again and says where, what, why and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from carbon.accounting.lines import Fault
from carbon.engine import locate, rows
from carbon.engine.session import Session
from carbon.engine.sums import Sums
from carbon.problems import Place, Problem, short
from carbon.reading import activity
from carbon.reading.table import written
from carbon.records import Signature, SourceFile

MOST = 10
"""How many rows of a kind and file are shown; the rest are counted."""
MOST_READ = 2000
MOST_NAMED, MOST_TEXTS = 6, 20
"""How many rows a message names, and how many texts that are not understood are shown."""
_SAID = {
    rows.NO_QUANTITY: (
        "missing-cell",
        "quantity",
        "The quantity is empty. Write 0 if nothing was used; an empty cell is no data.",
    ),
    rows.NO_PERIOD: (
        "missing-cell",
        "period",
        "The row has no period. Write a period (2024-03), or both start and end.",
    ),
    rows.TWO_PERIODS: (
        "ambiguous-period",
        "period",
        "The row has a period and a start or end; they may disagree. Leave one of them empty.",
    ),
    rows.END_FIRST: (
        "end-before-start",
        "end",
        'The period ends on "{end}", before it starts on "{start}".',
    ),
    rows.NO_NOTE: (
        "negative-quantity",
        "quantity",
        "The quantity {quantity} is negative. If it is a credit or correction, say so in the note column.",
    ),
}
_SIGNATURE_CELLS = tuple(name for name in rows.SIGNATURE if name != "facility")


def in_rows(sources: list[SourceFile], sums: Sums, session: Session) -> list[Problem]:
    """Return a problem for every row whose form is wrong, the first of each kind and file shown."""
    problems: list[Problem] = []
    for position, source in enumerate(sources):
        counts: dict[int, int] = {}
        for (file, bits), count in sums.faults.items():
            if file == position:
                for bit in _bits(bits):
                    counts[bit] = counts.get(bit, 0) + count
        if not counts:
            continue
        shown: dict[int, int] = {}
        found = session.faulty(source, MOST_READ)
        numbers = activity.row_numbers(source, (row["row"] for row in found))
        for row in found:
            row["row"] = numbers[row["row"]]
            for bit in _bits(row["faults"]):
                shown[bit] = shown.get(bit, 0) + 1
                if shown[bit] <= MOST:
                    last = shown[bit] == MOST and counts[bit] > MOST
                    problems.append(_of_row(source, row, bit, counts[bit] - MOST + 1 if last else 1))
    return problems


def in_signature(
    sources: list[SourceFile],
    session: Session,
    cells: dict[str, str | None],
    faults: Sequence[Fault],
    counts: list[int],
) -> list[Problem]:
    """Return problems with certain cells, at the first row of each file that has them.

    Parameters
    ----------
    counts
        How many rows of each file have them.
    """
    problems = []
    for source, count in zip(sources, counts, strict=True):
        if not count:
            continue
        present = {name: text for name, text in cells.items() if name in source.columns}
        found = session.rows(locate.first(locate.matching(session.numbered(source), present), MOST_NAMED))
        problems += [_at_first(source, found, fault, count) for fault in faults]
    return problems


def _at_first(source: SourceFile, found: Sequence[dict[str, Any]], fault: Fault, count: int) -> Problem:
    """Return a problem at the first of some rows, the next ones named, all of them counted."""
    numbers = activity.row_numbers(source, (row["row"] for row in found))
    first: dict[str, Any] = found[0] if found else {}
    place = Place(source.name, numbers.get(first.get("row", 0), 0), _header(source, fault.column))
    also = tuple(numbers[row["row"]] for row in found[1:])
    return Problem(fault.code, fault.why, place, _excerpt(source, first), count, also=also)


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows are meant: their cells, facilities and months."""

    cells: dict[str, str | None]
    facilities: Sequence[str | None]
    months: range


def in_rows_of(sources: list[SourceFile], session: Session, meant: Rows, fault: Fault) -> list[Problem]:
    """Return a problem with certain rows, at the first of them in each file."""
    problems = []
    for position, source in enumerate(sources):
        present = {name: text for name, text in meant.cells.items() if name in source.columns}
        if any(text is not None and name not in source.columns for name, text in meant.cells.items()):
            continue
        facilities = meant.facilities if "facility" in source.columns else None
        found = session.found(source, position, present, meant.months, MOST_NAMED, facilities)
        if found.rows:
            problems.append(_at_first(source, found.first, fault, found.rows))
    return problems


def cells_of(signature: Signature) -> dict[str, str | None]:
    """Return the cells of a signature by column."""
    return {name: getattr(signature, name) for name in _SIGNATURE_CELLS}


def _bits(bits: int) -> list[int]:
    """Return the single bits of some bits."""
    return [1 << place for place in range(bits.bit_length()) if bits >> place & 1]


def _of_row(source: SourceFile, row: dict[str, Any], bit: int, count: int) -> Problem:
    """Say what is wrong with a row."""
    code, column, why = _said(row, bit)
    return Problem(code, why, Place(source.name, row["row"], _header(source, column)), _excerpt(source, row), count)


def _said(row: dict[str, Any], bit: int) -> tuple[str, str, str]:
    """Return the code, column and explanation of a fault."""
    if bit == rows.BAD_QUANTITY:
        return _bad_quantity(str(row["quantity"]))
    if bit == rows.BAD_PERIOD:
        return _bad_period(row)
    code, column, why = _SAID[bit]
    return code, column, why.format(**{name: short(str(cell)) for name, cell in row.items()})


def _bad_period(row: dict[str, Any]) -> tuple[str, str, str]:
    """Say what is wrong with a period."""
    column = "period" if row["period"] else "start"
    texts = " to ".join(f'"{short(row[name])}"' for name in ("period", "start", "end") if row[name])
    why = (
        f"{texts} is no day, month, quarter or year of the calendar.\n"
        "Write 2024-03-15, 2024-03, 2024-Q1, 2024, or in ROC form 113/03/15, 113年3月."
    )
    return "bad-period", column, why


def _bad_quantity(text: str) -> tuple[str, str, str]:
    """Say what is wrong with the form of a quantity."""
    text = _without_exponent(short(text))
    whole, _, decimals = text.strip(" ").removeprefix("-").partition(".")
    if whole.isdecimal() and decimals.isdecimal() and whole.isascii() and len(decimals) > 9:  # noqa: PLR2004
        why = f"The quantity {text} has {len(decimals)} decimals; at most 9 are read. Round it where it was made."
        return "too-many-decimals", "quantity", why
    if whole.isdecimal() and whole.isascii() and not decimals and len(whole) > 19:  # noqa: PLR2004
        return "quantity-too-large", "quantity", f"The quantity {text} has more than 19 digits. Use a larger unit."
    why = f'"{text}" is not a plain decimal. Write digits and one point, like 1234.5'
    if "," in text:
        why += "; leave out commas, which mean thousands to some and decimals to others"
    return "bad-quantity", "quantity", why + "."


def _without_exponent(text: str) -> str:
    """Write a small binary float, which Parquet's text has with an exponent, in plain notation."""
    form = re.fullmatch(r"(-?)([0-9])(?:\.([0-9]+))?e-([0-9]+)", text)
    if form is None:
        return text
    sign, first, rest, exponent = form.groups()
    return f"{sign}0.{'0' * (int(exponent) - 1)}{first}{rest or ''}"


def _header(source: SourceFile, column: str) -> str:
    """Return a column's name as the file writes it."""
    return source.headers[source.columns.index(column)].strip() if column in source.columns else column


def _excerpt(source: SourceFile, row: dict[str, Any]) -> str:
    """Return the cells of a row that have a meaning, as the file orders them."""
    cells = (str(row.get(name) or "") for name in source.columns if name)
    return written(cells, source.delimiter) if row else ""
