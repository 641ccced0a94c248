"""Taking the activity data in: the one question is asked, every distinct cell is looked up, the ledger is opened."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.accounting import faults, unused
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Ledger, Stand
from carbon.accounting.lines import Fault, Line, Meanings
from carbon.declarations import Exclusion, Facility
from carbon.engine.session import Session, UnreadableRowsError
from carbon.engine.sums import Sums
from carbon.engine.watching import Report
from carbon.periods import month_name, month_number
from carbon.problems import Place, Problem, stop_if_any
from carbon.reading import activity
from carbon.terms import Severity

MANY_GROUPS = 200_000


def taken(folder: Folder, report: Report | None = None) -> tuple[Ledger, Sums, list[Problem]]:
    """Read the activity data of a folder.

    Parameters
    ----------
    folder
        What was read so far.
    report
        Called now and then with the percentage of the rows read.

    Returns
    -------
    tuple
        The ledger, the engine's sums, and the warnings.

    Raises
    ------
    ProblemsError
        With every refusal in any file.
    """
    sums, problems = _asked(folder, report)
    if sums is None:
        stop_if_any([*folder.problems, *problems])
        raise AssertionError(problems)
    ordered = Session(in_order=True)
    problems = [*folder.problems, *problems, *faults.in_rows(folder.sources, sums, ordered)]
    meanings = Meanings(folder.books, folder.settings, {instrument.id: 0 for instrument in folder.instruments})
    lines = _lines(folder, sums, meanings, ordered, problems)
    facilities = _facilities(folder, sums, meanings, ordered, problems)
    stop_if_any(problems)
    stands = _stands(folder, sums, lines, facilities, meanings, problems)
    stop_if_any(problems)
    groups = len(sums)
    if groups > MANY_GROUPS:
        why = f"The data has {groups:,} groups of signature, facility and month; results are right, and slower to get."
        problems.append(Problem("many-groups", why, severity=Severity.WARNING))
    ledger = Ledger(sums, lines, facilities, stands)
    problems += [*_outside(folder, ledger), *unused.of_rows(folder.settings, ledger)]
    return ledger, sums, problems


def _outside(folder: Folder, ledger: Ledger) -> list[Problem]:
    """Warn of rows that are in no declared year."""
    years = folder.settings.years.values()
    declared = {month for year in years for month in range(month_number(year.start), month_number(year.end) + 1)}
    outside = [entry for entry in ledger.entries if entry.month not in declared and entry.rows]
    if not outside:
        return []
    rows, months = sum(entry.rows for entry in outside), sorted({entry.month for entry in outside})
    span = " to ".join(dict.fromkeys([month_name(months[0]), month_name(months[-1])]))
    begin = "row begins" if rows == 1 else "rows begin"
    why = f"{rows:,} {begin} in {span}, outside every declared inventory year; not counted there."
    return [Problem("outside-years", why, severity=Severity.WARNING)]


def _asked(folder: Folder, report: Report | None) -> tuple[Sums | None, list[Problem]]:
    """Ask the one question; if a file cannot be read so, find out why."""
    if not folder.sources:
        return None, []
    session = Session(report=report)
    try:
        return session.sums(folder.sources), []
    except UnreadableRowsError as error:
        problems = _why(folder)
        if problems:
            return None, problems
        try:
            return session.sums(folder.sources), []
        except UnreadableRowsError:
            why = f"The engine could not read the rows: {str(error).splitlines()[0]}"
            return None, [Problem("not-a-table", why, Place(folder.sources[0].name))]


def _why(folder: Folder) -> list[Problem]:
    """Find rows that do not fit their header; put right the encoding of files that were misjudged."""
    problems: list[Problem] = []
    for source in list(folder.sources):
        if source.parquet:
            continue
        again, others = activity.reread(source, lambda: folder.scratch)
        problems += others
        if again is not None:
            folder.replace(source, again)
            problems += activity.structure(again)
    return problems


def _lines(folder: Folder, sums: Sums, meanings: Meanings, session: Session, problems: list[Problem]) -> list[Line]:
    """Look every signature up, and add a problem for each that is not understood."""
    lines: list[Line] = []
    bad: dict[int, list[Fault]] = {}
    for place, signature in enumerate(sums.signatures):
        found = meanings.line(signature)
        if isinstance(found, Line):
            lines.append(found)
        else:
            bad[place] = found
    if bad:
        shown = dict(list(bad.items())[: faults.MOST_TEXTS])
        problems += _others(sums, signatures=[place for place in bad if place not in shown])
        for place, found_faults in shown.items():
            cells = faults.cells_of(sums.signatures[place])
            counts = sums.rows_of(len(folder.sources), signature=place)
            problems += faults.in_signature(folder.sources, session, cells, found_faults, counts)
    return lines


def _facilities(
    folder: Folder, sums: Sums, meanings: Meanings, session: Session, problems: list[Problem]
) -> list[Facility | None]:
    """Look every facility up, and add a problem for each that is not known."""
    facilities: list[Facility | None] = []
    bad: dict[int, Fault] = {}
    for place, text in enumerate(sums.facilities):
        found = meanings.facility(text)
        if isinstance(found, Fault):
            bad[place] = found
            facilities.append(None)
        else:
            facilities.append(found)
    if bad:
        shown = dict(list(bad.items())[: faults.MOST_TEXTS])
        problems += _others(sums, facilities=[place for place in bad if place not in shown])
        for place, fault in shown.items():
            cells = {"facility": sums.facilities[place]}
            counts = sums.rows_of(len(folder.sources), facility=place)
            problems += faults.in_signature(folder.sources, session, cells, [fault], counts)
    return facilities


def _others(sums: Sums, *, signatures: Sequence[int] = (), facilities: Sequence[int] = ()) -> list[Problem]:
    """Count the texts that are not shown one by one."""
    if not signatures and not facilities:
        return []
    rows = sum(sums.rows(signature=place) for place in signatures)
    rows += sum(sums.rows(facility=place) for place in facilities)
    what = "activity and unit" if signatures else "facility"
    why = f"{len(signatures) + len(facilities):,} more texts of {what} are not understood, in {rows:,} rows."
    return [Problem("unknown-activity" if signatures else "unknown-facility", why)]


def _stands(
    folder: Folder,
    sums: Sums,
    lines: list[Line],
    facilities: list[Facility | None],
    meanings: Meanings,
    problems: list[Problem],
) -> dict[tuple[int, int], Stand]:
    """Say of every pair of signature and facility where it is and whether it is left out."""
    apart = {factor.facility.casefold() for factor in folder.books.factors.factors.own() if factor.facility}
    excluded = {exclusion.facility: exclusion for exclusion in folder.settings.exclusions if exclusion.facility}
    stands: dict[tuple[int, int], Stand] = {}
    for pair in sums.pairs():
        facility = facilities[pair[1]]
        geography = meanings.geography(lines[pair[0]].signature, facility)
        if isinstance(geography, Fault):
            problem = Problem(geography.code, geography.why, Place("", 0, "geography"))
            if problem not in problems:
                problems.append(problem)
            continue
        exclusion: Exclusion | None = excluded.get(facility.id) if facility else None
        alone = facility.id if facility and facility.id.casefold() in apart else ""
        stands[pair] = Stand(geography, exclusion, alone)
    return stands
