"""Which mark stands before the decimals of each file: what a number in it says, or a refusal with both readings."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from carbon.accounting.folder import Folder
from carbon.activity_data import finding
from carbon.activity_data.session import Session
from carbon.activity_data.source import SourceFile, spreadsheet_rows
from carbon.files import forms
from carbon.files.table import written
from carbon.model.exact import deciding_form
from carbon.model.problems import Place, Problem
from carbon.model.terms import NumberForm


def decide(folder: Folder, session: Session) -> list[Problem]:
    """Say of every file how its numbers are written, and refuse those of which nothing says it.

    Raises
    ------
    UnreadableRowsError
        If a file is not the table that its header promises.
    """
    undecided = [source for source in folder.sources if source.number_form is NumberForm.UNDECIDED]
    problems: list[Problem] = []
    for source in undecided:
        decided, others = _decided(folder, source, session)
        folder.replace(source, decided)
        problems += others
    return problems


def _decided(folder: Folder, source: SourceFile, session: Session) -> tuple[SourceFile, list[Problem]]:
    """Look for a number that only one form admits."""
    plain = replace(source, number_form=NumberForm.PLAIN)
    decisive = finding.deciding(session, plain)
    if decisive:
        form = deciding_form(decisive["quantity"])
        assert form is not None
        row = spreadsheet_rows(source, [decisive["row"]])[decisive["row"]]
        return replace(source, number_form=form, said_by=f'"{decisive["quantity"].strip()}" in row {row}'), []
    count, ambiguous, sums = finding.ambiguous(session, plain)
    if not ambiguous:
        return plain, []
    first = ambiguous[0]
    totals = [(row["unit"] or "", Fraction(row["point"] or 0), Fraction(row["comma"] or 0)) for row in sums]
    why = forms.two_readings(first["quantity"].strip(), totals, folder.form_of(source.name))
    row = spreadsheet_rows(source, [first["row"]])[first["row"]]
    place = Place(source.name, row, source.headers[source.columns.index("quantity")].strip())
    cells = (str(first.get(name) or "") for name in source.columns if name)
    problem = Problem("ambiguous-decimal", why, place, written(cells, source.delimiter), count)
    return replace(plain, number_form=NumberForm.POINT), [problem]
