"""From faults to messages: finds the rows again and says where, what, why and what to do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from carbon.accounting.lines import Fault
from carbon.engine import rows
from carbon.engine.session import Kind, Session, Whereabouts
from carbon.problems import Place, Problem, short
from carbon.reading import activity
from carbon.reading.table import written
from carbon.records import Signature, SourceFile
from carbon.terms import NumberForm

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


def in_rows(sources: list[SourceFile], session: Session) -> list[Problem]:
    """Return a problem for every kind of wrong form in each file: its first row, the next ones named, all counted."""
    problems: list[Problem] = []
    for position, source in enumerate(sources):
        kinds: dict[tuple[int, int], list[Kind]] = {}
        for kind in session.faulty(source, position, MOST_NAMED):
            faults, form = kind.of
            for bit in _bits(faults):
                kinds.setdefault((bit, form if bit == rows.BAD_QUANTITY else 0), []).append(kind)
        problems += [_of_form(source, bit, alike) for (bit, _), alike in kinds.items()]
    return problems


def _of_form(source: SourceFile, bit: int, kinds: Sequence[Kind]) -> Problem:
    """Return the problem of rows with the same fault, whatever else is wrong with them."""
    first = min(kinds, key=lambda kind: kind.numbers[0])
    numbers = sorted(number for kind in kinds for number in kind.numbers)[:MOST_NAMED]
    code, column, why = _said(source, first.first, bit)
    count = sum(kind.rows for kind in kinds)
    return _at(source, numbers, first.first, Problem(code, why, Place(source.name, 0, column), count=count))


def _at(source: SourceFile, numbers: Sequence[int], first: dict[str, Any], problem: Problem) -> Problem:
    """Put a problem at the first of some rows, the others named."""
    rows_of_file = activity.row_numbers(source, numbers)
    number, *others = [rows_of_file[number] for number in numbers] or [0]
    place = Place(source.name, number, _header(source, problem.place.column))
    return replace(problem, place=place, excerpt=_excerpt(source, first), also=tuple(others))


@dataclass(frozen=True, slots=True)
class Suspects:
    """Cells that are not understood, and the same fault of all of them."""

    fault: Fault
    cells: tuple[dict[str, str | None], ...]


def in_cells(sources: list[SourceFile], session: Session, suspects: Sequence[Suspects]) -> list[Problem]:
    """Return a problem for each fault and file, at the first row with such cells, the next ones named, all counted."""
    columns = [cells | {"mark": mark} for mark, each in enumerate(suspects) for cells in each.cells]
    marks: dict[str, list[Any]] = {name: [cells[name] for cells in columns] for name in columns[0]}
    problems: list[Problem] = []
    for position, source in enumerate(sources):
        for mark, kind in session.marked(source, position, marks, MOST_NAMED).items():
            fault = suspects[mark].fault
            problem = Problem(fault.code, fault.words, Place(source.name, 0, fault.column), count=kind.rows)
            problems.append(_at(source, kind.numbers, kind.first, problem))
    return problems


def _at_first(source: SourceFile, found: Sequence[dict[str, Any]], fault: Fault, count: int) -> Problem:
    """Return a problem at the first of some rows, the next ones named, all of them counted."""
    problem = Problem(fault.code, fault.words, Place(source.name, 0, fault.column), count=count)
    return _at(source, [row["row"] for row in found], found[0] if found else {}, problem)


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows are meant: their cells, their facilities and the months of each."""

    cells: dict[str, str | None]
    whereabouts: Whereabouts


def in_rows_of(sources: list[SourceFile], session: Session, meant: Rows, fault: Fault) -> list[Problem]:
    """Return a problem with certain rows, at the first of them in each file."""
    problems = []
    for position, source in enumerate(sources):
        present = {name: text for name, text in meant.cells.items() if name in source.columns}
        if any(text is not None and name not in source.columns for name, text in meant.cells.items()):
            continue
        found = session.found(source, position, present, meant.whereabouts, MOST_NAMED)
        if found.rows:
            problems.append(_at_first(source, found.first, fault, found.rows))
    return problems


def cells_of(signature: Signature) -> dict[str, str | None]:
    """Return the cells of a signature by column."""
    return {name: getattr(signature, name) for name in _SIGNATURE_CELLS}


def _bits(bits: int) -> list[int]:
    """Return the single bits of some bits."""
    return [1 << place for place in range(bits.bit_length()) if bits >> place & 1]


def _said(source: SourceFile, row: dict[str, Any], bit: int) -> tuple[str, str, str]:
    """Return the code, column and explanation of a fault."""
    if bit == rows.BAD_QUANTITY:
        return _bad_quantity(source, str(row["quantity"]))
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


def _bad_quantity(source: SourceFile, text: str) -> tuple[str, str, str]:
    """Say what is wrong with the form of a quantity."""
    text = _without_exponent(short(text))
    if source.number_form is not NumberForm.PLAIN and ("." in text or "," in text):
        like = "1,234.5" if source.number_form is NumberForm.POINT else "1.234,5"
        why = f'"{text}" is no number with a decimal {source.number_form}, which the file has by {source.said_by}.'
        return "bad-quantity", "quantity", f"{why}\nWrite it like {like}, with at most 9 decimals."
    whole, _, decimals = text.strip(" ").removeprefix("-").partition(".")
    if whole.isdecimal() and decimals.isdecimal() and whole.isascii() and len(decimals) > 9:  # noqa: PLR2004
        why = f"The quantity {text} has {len(decimals)} decimals; at most 9 are read. Round it where it was made."
        return "too-many-decimals", "quantity", why
    if whole.isdecimal() and whole.isascii() and (not decimals or decimals.isdecimal()) and len(whole) > 19:  # noqa: PLR2004
        return (
            "quantity-too-large",
            "quantity",
            f"The quantity {text} has more than 19 digits before the point. Use a larger unit.",
        )
    why = f'"{text}" is not a plain decimal. Write digits and one point, like 1234.5'
    if "," in text:
        why += "; leave out commas, which mean thousands to some and decimals to others"
    return "bad-quantity", "quantity", why + "."


def _without_exponent(text: str) -> str:
    """Write a small binary float, which Parquet's text has with an exponent, in plain notation."""
    form = re.fullmatch(r"(-?)([0-9])(?:\.([0-9]+))?e-([0-9]{1,3})", text)
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
