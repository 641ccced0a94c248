"""From faults to messages: finds the rows again and says where, what, why and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from carbon.accounting.meanings import Fault
from carbon.activity_data import finding, summing
from carbon.activity_data.finding import Rows, Wanted
from carbon.activity_data.session import Session
from carbon.activity_data.source import Signature, SourceFile, spreadsheet_rows
from carbon.files.small_tables import written
from carbon.model.problems import Place, Problem, short
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import NumberForm

MOST_NAMED, MOST_TEXTS = 6, 20
"""How many rows a message names, and how many texts that are not understood are shown."""
_SAID: dict[int, tuple[str, str, Callable[[Mapping[str, str]], Sentence]]] = {
    summing.NO_QUANTITY: (
        "missing-cell",
        "quantity",
        lambda _: say("The quantity is empty. Write 0 if nothing was used; an empty cell is no data."),
    ),
    summing.NO_PERIOD: (
        "missing-cell",
        "period",
        lambda _: say("The row has no period. Write a period (2024-03), or both start and end."),
    ),
    summing.TWO_PERIODS: (
        "ambiguous-period",
        "period",
        lambda _: say("The row has a period and a start or end; they may disagree. Leave one of them empty."),
    ),
    summing.END_FIRST: (
        "end-before-start",
        "end",
        lambda cells: say('The period ends on "{end}", before it starts on "{start}".', **cells),
    ),
    summing.NO_NOTE: (
        "negative-quantity",
        "quantity",
        lambda cells: say(
            "The quantity {quantity} is negative. If it is a credit or correction, say so in the note column.", **cells
        ),
    ),
}
_MARKS = {NumberForm.POINT: say("point"), NumberForm.COMMA: say("comma")}
_SIGNATURE_CELLS = tuple(name for name in summing.SIGNATURE if name != "facility")


def in_rows(sources: list[SourceFile], session: Session) -> list[Problem]:
    """Return a problem for every kind of wrong form in each file: its first row, the next ones named, all counted."""
    kinds: dict[tuple[str, int, int], list[Rows]] = {}
    for kind in as_in_spreadsheets(finding.ill_formed(session, sources, MOST_NAMED)):
        faults, form = kind.kind
        for bit in _bits(faults):
            kinds.setdefault((kind.source.name, bit, form if bit == summing.BAD_QUANTITY else 0), []).append(kind)
    return [_of_form(bit, alike) for (_, bit, _), alike in kinds.items()]


def as_in_spreadsheets(kinds: Sequence[Rows]) -> list[Rows]:
    """Return rows with their numbers as a spreadsheet counts, blank lines with them."""
    numbers: dict[SourceFile, set[int]] = {}
    for kind in kinds:
        numbers.setdefault(kind.source, set()).update((*kind.numbers, kind.last))
    counted = {source: spreadsheet_rows(source, several) for source, several in numbers.items()}
    return [kind.renumbered(counted[kind.source]) for kind in kinds]


def _of_form(bit: int, kinds: Sequence[Rows]) -> Problem:
    """Return the problem of rows with the same fault, whatever else is wrong with them."""
    first = min(kinds, key=lambda kind: kind.numbers[0])
    numbers = sorted(number for kind in kinds for number in kind.numbers)[:MOST_NAMED]
    code, column, why = _said(first.source, first.first[0], bit)
    return _at(first, Fault(column, code, why), numbers, sum(kind.count for kind in kinds))


def _at(kind: Rows, fault: Fault, numbers: Sequence[int], count: int) -> Problem:
    """Return a problem at the first of some rows, the next ones named, all of them counted."""
    number, *others = numbers
    place = Place(kind.source.name, number, _header(kind.source, fault.column))
    excerpt = _excerpt(kind.source, kind.first[0])
    return Problem(fault.code, fault.words, place, excerpt, count, also=tuple(others))


@dataclass(frozen=True, slots=True)
class Suspects:
    """Cells that are not understood, and the same fault of all of them."""

    fault: Fault
    cells: tuple[dict[str, str | None], ...]


def in_cells(sources: list[SourceFile], session: Session, suspects: Sequence[Suspects]) -> list[Problem]:
    """Return a problem for each fault and file, at the first row with such cells, the next ones named, all counted."""
    columns = [cells | {"mark": mark} for mark, suspect in enumerate(suspects) for cells in suspect.cells]
    marks: dict[str, list[Any]] = {name: [cells[name] for cells in columns] for name in columns[0]}
    kinds = as_in_spreadsheets(finding.marked(session, sources, marks, MOST_NAMED))
    return [_at(kind, suspects[kind.kind[0]].fault, kind.numbers, kind.count) for kind in kinds]


def in_rows_of(sources: list[SourceFile], session: Session, wanted: Sequence[tuple[Wanted, Fault]]) -> list[Problem]:
    """Return a problem with each kind of rows that are wanted, at the first of them in each file."""
    rows = finding.find(session, sources, [kind for kind, _ in wanted], MOST_NAMED)
    return [
        _at(kind, fault, kind.numbers, kind.count)
        for kinds, (_, fault) in zip(rows, wanted, strict=True)
        for kind in as_in_spreadsheets(kinds)
    ]


def cells_of(signature: Signature) -> dict[str, str | None]:
    """Return the cells of a signature by column."""
    return {name: getattr(signature, name) for name in _SIGNATURE_CELLS}


def _bits(bits: int) -> list[int]:
    """Return the single bits of some bits."""
    return [1 << place for place in range(bits.bit_length()) if bits >> place & 1]


def _said(source: SourceFile, row: dict[str, Any], bit: int) -> tuple[str, str, Sentence]:
    """Return the code, column and explanation of a fault."""
    if bit == summing.BAD_QUANTITY:
        return _bad_quantity(source, str(row["quantity"]))
    if bit == summing.BAD_PERIOD:
        return _bad_period(row)
    code, column, why = _SAID[bit]
    return code, column, why({name: short(str(cell)) for name, cell in row.items()})


def _bad_period(row: dict[str, Any]) -> tuple[str, str, Sentence]:
    """Say what is wrong with a period."""
    column = "period" if row["period"] else "start"
    texts = [say('"{word}"', word=short(row[name])) for name in ("period", "start", "end") if row[name]]
    why = say(
        "{texts} is not a day, month, quarter or year of the calendar.\n"
        "Write 2024-03-15, 2024-03, 2024-Q1, 2024, or in ROC form 113/03/15, 113年3月.",
        texts=joined(texts, " to "),
    )
    return "bad-period", column, why


def _bad_quantity(source: SourceFile, text: str) -> tuple[str, str, Sentence]:
    """Say what is wrong with the form of a quantity."""
    text = _without_exponent(short(text))
    if source.number_form is not NumberForm.PLAIN and ("." in text or "," in text):
        like = "1,234.5" if source.number_form is NumberForm.POINT else "1.234,5"
        why = say(
            '"{text}" is not a number with a decimal {mark}, which the file has by {said_by}.\n'
            "Write it like {like}, with at most 9 decimals.",
            text=text,
            mark=_MARKS[source.number_form],
            said_by=source.said_by,
            like=like,
        )
        return "bad-quantity", "quantity", why
    whole, _, decimals = text.strip(" ").removeprefix("-").partition(".")
    if whole.isdecimal() and decimals.isdecimal() and whole.isascii() and len(decimals) > 9:  # noqa: PLR2004
        why = say(
            "The quantity {text} has {decimals} decimals; at most 9 are read. Round it where it was made.",
            text=text,
            decimals=len(decimals),
        )
        return "too-many-decimals", "quantity", why
    if whole.isdecimal() and whole.isascii() and (not decimals or decimals.isdecimal()) and len(whole) > 19:  # noqa: PLR2004
        why = say("The quantity {text} has more than 19 digits before the point. Use a larger unit.", text=text)
        return "quantity-too-large", "quantity", why
    if "," in text:
        why = say(
            '"{text}" is not a plain decimal. Write digits and one point, like 1234.5; leave out commas, which mean '
            "thousands to some and decimals to others.",
            text=text,
        )
    else:
        why = say('"{text}" is not a plain decimal. Write digits and one point, like 1234.5.', text=text)
    return "bad-quantity", "quantity", why


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
