"""Taking the activity data in: the one question is asked, every distinct cell is looked up, the ledger is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain

from carbon.accounting import consistency, double_counting, faults
from carbon.accounting.double_counting import Compared
from carbon.accounting.facilities import warn_of_spellings
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Common, Ledger
from carbon.accounting.meanings import Fault, Line, Meanings
from carbon.activity_data import finding
from carbon.activity_data.session import Report, Session, UnreadableRowsError
from carbon.activity_data.source import SourceFile, describe_copy, ragged_rows, spreadsheet_rows
from carbon.activity_data.sums import MOST_FACILITIES, Sums, TooManyFacilitiesError, ask, can_be_read
from carbon.files import forms
from carbon.files.small_tables import written
from carbon.model.exact import deciding_form
from carbon.model.periods import month_name, month_number
from carbon.model.problems import Place, Problem, stop_if_any
from carbon.model.sentences import Sentence, joined, say, several
from carbon.model.terms import NumberForm, Severity
from carbon.settings import Exclusion, Facility

MANY_GROUPS = 200_000


def read_activity_data(folder: Folder, report: Report | None = None) -> tuple[Ledger, Sums, Compared, list[Problem]]:
    """Read the activity data of a folder; raise ProblemsError with every refusal in any file.

    Return the ledger, the engine's sums, the rows beside each other, and the warnings.
    """
    sums, problems = _ask(folder, report)
    if sums is None:
        stop_if_any([*folder.problems, *problems])
        raise AssertionError(problems)
    session = sums.session
    problems = [*folder.problems, *problems, *(faults.in_rows(folder.sources, session) if sums.faults else ())]
    meanings = Meanings(folder.books, folder.settings, {instrument.id: 0 for instrument in folder.instruments})
    lines = _lines(folder, sums, meanings, problems)
    facilities = _facilities(folder, sums, meanings, problems)
    stop_if_any(problems)
    common = _in_common(folder, sums, lines, facilities, meanings, problems)
    stop_if_any(problems)
    groups = len(sums)
    if groups > MANY_GROUPS:
        why = say(
            "The data has {groups:,} groups of signature, facility and month; results are right, and slower to get.",
            groups=groups,
        )
        problems.append(Problem("many-groups", why, severity=Severity.WARNING))
    rows = double_counting.compare(folder, session, sums, lines, facilities)
    problems += double_counting.refuse_doubled_rows(rows)
    stop_if_any(problems)
    ledger = Ledger(sums, lines, facilities, common)
    problems += [
        *warn_of_spellings(folder, sums, facilities),
        *_outside(folder, ledger, sums),
        *consistency.unused_declarations(folder.settings, ledger, folder.books.catalogue),
    ]
    return ledger, sums, rows, problems


def _outside(folder: Folder, ledger: Ledger, sums: Sums) -> list[Problem]:
    """Warn of rows that begin in no declared year, and of those that run on to where none is declared."""
    years = folder.settings.years.values()
    declared = {month for year in years for month in range(month_number(year.start), month_number(year.end) + 1)}
    begin = [(entry.rows, {entry.month}) for entry in ledger.entries if entry.month not in declared and entry.rows]
    inside = [(rows, set(range(first, last + 1)) - declared) for first, last, rows in sums.runs() if first in declared]
    run_on = [(rows, months) for rows, months in inside if months]
    said = [_begin(*_of_months(begin))] if begin else []
    said += [_run_on(*_of_months(run_on))] if run_on else []
    if not said:
        return []
    why = say("{rows}, outside every declared inventory year; not counted there.", rows=joined(said, " and "))
    return [Problem("outside-years", why, severity=Severity.WARNING)]


def _begin(rows: int, months: Sentence) -> Sentence:
    """Say how many rows begin in some months."""
    return several(rows, "1 row begins in {months}", "{count:,} rows begin in {months}", months=months)


def _run_on(rows: int, months: Sentence) -> Sentence:
    """Say how many rows run on into some months."""
    return several(rows, "1 row runs on into {months}", "{count:,} rows run on into {months}", months=months)


def _of_months(outside: Sequence[tuple[int, set[int]]]) -> tuple[int, Sentence]:
    """Return how many rows there are, and the months that they are of."""
    rows, months = sum(rows for rows, _ in outside), set[int]().union(*(months for _, months in outside))
    return rows, joined(dict.fromkeys([month_name(min(months)), month_name(max(months))]), " to ")


def _ask(folder: Folder, report: Report | None) -> tuple[Sums | None, list[Problem]]:
    """Ask the one question; if a file cannot be read so, find out why."""
    if not folder.sources:
        return None, []
    session = Session(report=report)
    try:
        return _add_up(folder, session)
    except TooManyFacilitiesError as error:
        return None, [_too_many(folder, error.number)]
    except UnreadableRowsError:
        problems = _why_unreadable(folder)
        if problems:
            return None, problems
        try:
            return _add_up(folder, session)
        except UnreadableRowsError as error:
            named = [Place(source.name) for source in folder.sources if not can_be_read(session, source)]
            return None, [replace(error.problems[0], place=place) for place in named or [Place()]]


def _too_many(folder: Folder, number: int) -> Problem:
    """Refuse more facilities than are looked up."""
    why = say(
        "The rows name {number:,} facilities; at most {most:,} are looked up, for "
        "each takes memory. Is it a column of bills or customers? Rename its header: such a "
        "number can stand in the column meter or record_id.\n"
        "If they are facilities, make an inventory of each part, or give the same name to those "
        "of one region.",
        number=number,
        most=MOST_FACILITIES,
    )
    named = [source for source in folder.sources if "facility" in source.columns]
    header = named[0].headers[named[0].columns.index("facility")].strip()
    return Problem("too-many-facilities", why, Place(named[0].name, 1, header))


def _add_up(folder: Folder, session: Session) -> tuple[Sums, list[Problem]]:
    """Ask the one question, once it is known how the numbers of each file are written."""
    problems = _decide_number_forms(folder, session)
    return ask(session, folder.sources), problems


def _why_unreadable(folder: Folder) -> list[Problem]:
    """Find rows that do not fit their header; have every other file read from its beginning to its end."""
    problems: list[Problem] = []
    for source in list(folder.sources):
        if source.parquet:
            continue
        again = describe_copy(source, lambda: folder.scratch)
        folder.replace(source, again)
        problems += ragged_rows(again)
    return problems


def _lines(folder: Folder, sums: Sums, meanings: Meanings, problems: list[Problem]) -> list[Line]:
    """Look every signature up, and add a problem for each fault, those of rows that do not count among them."""
    lines: list[Line] = []
    bad: dict[Fault, list[int]] = {}
    facilities = sums.facilities_of()
    for place, signature in enumerate(sums.signatures):
        meaning = meanings.line(signature, (sums.facilities[facility] for facility in facilities[place]))
        if isinstance(meaning, Line):
            lines.append(meaning)
            continue
        for fault in meaning:
            bad.setdefault(fault, []).append(place)
    problems += _not_understood(
        folder,
        sums.session,
        bad,
        lambda place: faults.cells_of(sums.signatures[place]),
        lambda places: sum(sums.rows_of(len(folder.sources), signatures=places)),
    )
    return lines


def _facilities(folder: Folder, sums: Sums, meanings: Meanings, problems: list[Problem]) -> list[Facility | None]:
    """Look every facility up, and add a problem for each that is not known."""
    facilities: list[Facility | None] = []
    bad: dict[Fault, list[int]] = {}
    for place, text in enumerate(sums.facilities):
        meaning = meanings.facility(text)
        if isinstance(meaning, Fault):
            bad.setdefault(meaning, []).append(place)
        facilities.append(None if isinstance(meaning, Fault) else meaning)
    problems += _not_understood(
        folder,
        sums.session,
        bad,
        lambda place: {"facility": sums.facilities[place]},
        lambda places: sum(sums.rows_of(len(folder.sources), facilities=places)),
    )
    return facilities


def _not_understood(
    folder: Folder,
    session: Session,
    bad: Mapping[Fault, Sequence[int]],
    cells: Callable[[int], dict[str, str | None]],
    rows: Callable[[set[int]], int],
) -> list[Problem]:
    """Say what is wrong with texts, the first of each kind one by one, the others counted.

    Parameters
    ----------
    bad
        The positions of the texts with each fault.
    cells, rows
        What stands at a position, and how many rows have one of some positions.
    """
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for fault in bad:
        kinds.setdefault((fault.code, fault.column), []).append(fault)
    shown = [fault for alike in kinds.values() for fault in alike[: faults.MOST_TEXTS]]
    suspects = [faults.Suspects(fault, tuple(cells(place) for place in bad[fault])) for fault in shown]
    problems = faults.in_cells(folder.sources, session, suspects) if suspects else []
    for (code, column), alike in kinds.items():
        if others := alike[faults.MOST_TEXTS :]:
            count = rows({place for fault in others for place in bad[fault]})
            why = several(
                len(others),
                "1 more text of {column} like this, in {rows:,} rows: none is understood.",
                "{count:,} more texts of {column} like this, in {rows:,} rows: none is understood.",
                column=column,
                rows=count,
            )
            problems.append(Problem(code, why))
    return problems


def _in_common(
    folder: Folder,
    sums: Sums,
    lines: list[Line],
    facilities: list[Facility | None],
    meanings: Meanings,
    problems: list[Problem],
) -> dict[tuple[int, int], Common]:
    """Say of every pair of signature and facility where it is and whether it is left out."""
    apart = {factor.facility.casefold() for factor in folder.books.factors.factors.own() if factor.facility}
    common: dict[tuple[int, int], Common] = {}
    for signature, place in sums.pairs():
        line, facility = lines[signature], facilities[place]
        geography = meanings.geography(line.signature, facility)
        if isinstance(geography, Fault):
            problem = Problem(geography.code, geography.why, Place("", 0, "geography"))
            if problem not in problems:
                problems.append(problem)
            continue
        alone = facility.id if facility and facility.id.casefold() in apart else ""
        common[signature, place] = geography, _exclusion(line, facility, folder.settings.exclusions), alone
    return common


def _exclusion(line: Line, facility: Facility | None, exclusions: Sequence[Exclusion]) -> Exclusion | None:
    """Return why rows are left out of the totals: for their activity or account, else for their facility."""
    activity = line.activity
    of_line = (
        exclusion
        for exclusion in exclusions
        if (exclusion.activity and exclusion.activity == activity.id)
        or (exclusion.account and exclusion.account == activity.account)
    )
    of_facility = (
        exclusion
        for exclusion in reversed(exclusions)
        if facility and exclusion.facility and exclusion.facility == facility.id
    )
    return None if line.avoided else next(chain(of_line, of_facility), None)


def _decide_number_forms(folder: Folder, session: Session) -> list[Problem]:
    """Say of every file how its numbers are written, and refuse those of which nothing says it.

    Raise UnreadableRowsError if a file is not the table that its header promises.
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
        said_by = say('"{number}" in row {row}', number=decisive["quantity"].strip(), row=row)
        return replace(source, number_form=form, said_by=said_by), []
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
