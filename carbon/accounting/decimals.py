"""Which mark stands before the decimals of each file: what a number in it says, or a refusal with both readings."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from carbon import decimal_marks
from carbon.accounting.folder import Folder
from carbon.engine import decimals
from carbon.engine.session import Session
from carbon.problems import Place, Problem
from carbon.reading import activity, forms
from carbon.reading.table import written
from carbon.records import SourceFile
from carbon.terms import NumberForm


def decide(folder: Folder) -> list[Problem]:
    """Say of every file how its numbers are written, and refuse those of which nothing says it.

    Raises
    ------
    UnreadableRowsError
        If a file is not the table that its header promises.
    """
    undecided = [source for source in folder.sources if source.number_form is NumberForm.UNDECIDED]
    session = Session(in_order=True) if undecided else None
    problems: list[Problem] = []
    for source in undecided:
        assert session is not None
        decided, others = _decided(folder, source, session)
        folder.replace(source, decided)
        problems += others
    return problems


def _decided(folder: Folder, source: SourceFile, session: Session) -> tuple[SourceFile, list[Problem]]:
    """Look for a number that only one form admits."""
    rows = session.table(replace(source, number_form=NumberForm.PLAIN), 0)
    first = session.rows(decimals.deciding(rows))
    if first:
        form = decimal_marks.decides(first[0]["quantity"])
        assert form is not None
        row = activity.row_numbers(source, [first[0]["row"]])[first[0]["row"]]
        return replace(source, number_form=form, said_by=f'"{first[0]["quantity"].strip()}" in row {row}'), []
    either = decimals.ambiguous(rows)
    found = session.rows(f"{either} LIMIT 1")
    plain = replace(source, number_form=NumberForm.PLAIN)
    if not found:
        return plain, []
    count = session.number_of(either)
    totals = [
        (row["unit"] or "", Fraction(row["point"] or 0), Fraction(row["comma"] or 0))
        for row in session.rows(decimals.totals(rows))
    ]
    first_cells = found[0]
    why = forms.two_readings(first_cells["quantity"].strip(), totals, forms.of(folder.settings, source.name))
    row = activity.row_numbers(source, [first_cells["row"]])[first_cells["row"]]
    place = Place(source.name, row, source.headers[source.columns.index("quantity")].strip())
    cells = (str(first_cells.get(name) or "") for name in source.columns if name)
    problem = Problem("ambiguous-decimal", why, place, written(cells, source.delimiter), count)
    return replace(plain, number_form=NumberForm.POINT), [problem]
