"""The inventory: from a folder to one result per inventory year."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from carbon.accounting import (
    activities,
    consistency,
    disclosures,
    double_counting,
    duplicates,
    faults,
    folder,
    frozen_inputs,
    idle_factors,
    intake,
    metrics,
    totals,
)
from carbon.accounting.double_counting import Compared
from carbon.accounting.folder import Folder
from carbon.accounting.ledger import Entry, Ledger
from carbon.accounting.meanings import Fault
from carbon.accounting.postings import YearBook
from carbon.accounting.result import Input, InventoryResult
from carbon.accounting.year_postings import post_year
from carbon.activity_data.session import Report
from carbon.activity_data.sums import Sums
from carbon.model import digests
from carbon.model.problems import Problem, refusals, sort, stop_if_any
from carbon.model.sentences import say

PathLike = str | os.PathLike[str]
BREAKDOWN, GASES, INPUTS = "breakdown", "breakdown_gases", "inputs"
PARTS = (BREAKDOWN, GASES, INPUTS)
"""The parts of a result that cost time of their own: every group is taken out, every file read once more."""


@dataclass(slots=True)
class Books:
    """The year books of a run, and what they were made from."""

    folder: Folder
    ledger: Ledger
    sums: Sums
    rows: Compared
    years: list[YearBook]
    warnings: list[Problem]
    by_year: dict[int, list[Problem]]
    results: dict[int, InventoryResult] = field(default_factory=dict)


def inventory(
    path: PathLike | Sequence[PathLike],
    *,
    year: int,
    geography: str = "",
    gwp_set: str = "",
    organisation: str = "",
    encoding: str = "",
    decimal: str = "",
    thaw: bool = False,
) -> InventoryResult:
    """Compute the inventory of one year.

    Parameters
    ----------
    path
        An inventory folder, or one or more files of activity data.
    year
        The inventory year.
    geography, gwp_set, organisation, encoding, decimal
        For bare files: what carbon.toml would say.
    thaw
        Compute a frozen year from the library as it is now.

    Returns
    -------
    InventoryResult
        Exact figures [kg CO2e].

    Raises
    ------
    ProblemsError
        With everything that is wrong with the input.

    Examples
    --------
    >>> result = inventory("docs/examples/kgi", year=2024)
    >>> result.total(1) is not None
    True
    """
    (result,) = inventories(
        path,
        years=[year],
        geography=geography,
        gwp_set=gwp_set,
        organisation=organisation,
        encoding=encoding,
        decimal=decimal,
        thaw=thaw,
    )
    return result


def inventories(
    path: PathLike | Sequence[PathLike],
    *,
    years: Sequence[int] = (),
    geography: str = "",
    gwp_set: str = "",
    organisation: str = "",
    encoding: str = "",
    decimal: str = "",
    thaw: bool = False,
    report: Report | None = None,
    parts: Collection[str] = PARTS,
) -> list[InventoryResult]:
    """Compute the inventories of several years, all that are declared by default, oldest first.

    The parameters are those of `inventory`; `report` is called now and then with the percentage of the rows read, and
    `parts` says whether the `breakdown`, its gases and the `inputs` are wanted, which cost time; all are by default.

    Raises
    ------
    ProblemsError
        With everything that is wrong with the input.
    """
    paths = [Path(file) for file in ([path] if isinstance(path, (str, os.PathLike)) else path)]
    said = {"geography": geography, "gwp_set": gwp_set, "organisation": organisation}
    options = said | {"encoding": encoding, "decimal": decimal}
    books = open_books(folder.read_folder(paths, options, years, thaw=thaw), years, report)
    return [result_of(books, book, parts) for book in books.years]


def open_books(
    source: Folder, years: Sequence[int] = (), report: Report | None = None, *, guarded: bool = True
) -> Books:
    """Make the year books of a folder; raise ProblemsError with everything that is wrong with the input.

    Parameters
    ----------
    source, years, report
        As for `inventories`.
    guarded
        Whether to refuse a frozen year whose inputs have moved.
    """
    stop_early(source)
    ledger, sums, rows, warnings = intake.read_activity_data(source, report)
    stop_if_any(duplicates.refuse_repeated_ids(source, sums.session))
    return _booked(Books(source, ledger, sums, rows, [], warnings, {}), years, guarded=guarded)


def reopen_books(books: Books, source: Folder, years: Sequence[int]) -> Books:
    """Make the year books of the same rows under other settings or another library.

    Raise ProblemsError if a row has no factor then.
    """
    return _booked(replace(books, folder=source, years=[], by_year={}, results={}), years, guarded=False)


def _booked(books: Books, years: Sequence[int], *, guarded: bool) -> Books:
    """Make the year books; raise ProblemsError with everything that is wrong."""
    source = books.folder
    problems = consistency.instruments_of_no_facility(source.settings, source.instruments, books.ledger)
    numbers = sorted(set(years)) or list(source.settings.years)
    books.years.extend(post_year(source, books.ledger, source.settings.years[year]) for year in numbers)
    makers = {book.year.year: book.maker for book in books.years if book.year.year not in source.lock.years}
    idle = [
        *idle_factors.unreachable_factors(source, books.ledger),
        *idle_factors.unreachable_heating_values(source, books.ledger, makers),
    ]
    for year, book in zip(numbers, books.years, strict=True):
        books.by_year[year] = [
            *book.problems,
            *idle,
            *double_counting.warn_of_doubled_rows(books.rows, book),
        ]
        if guarded and year in source.lock.years:
            problems += frozen_inputs.moved_inputs(source, books.sums, year) or _moved_figures(books, book)
        problems += [*refusals(books.by_year[year]), *_faults(books, book)]
    stop_if_any(sort([*books.warnings, *problems]))
    return books


def _moved_figures(books: Books, book: YearBook) -> list[Problem]:
    """Refuse a frozen year that comes to other figures, and say which bills may be why."""
    if book.faults:
        return []
    neighbours = partial(double_counting.days_taken_from_outside, books.rows, book)
    return frozen_inputs.moved_figures(books.folder, result_of(books, book), neighbours)


def stop_early(source: Folder) -> None:
    """Stop where the settings leave nothing to read with; else let the rows be looked at too."""
    codes = {"missing-folder", "missing-settings", "broken-settings", "missing-setting", "no-year"}
    if any(problem.code in codes for problem in source.problems):
        stop_if_any(source.problems)
    if not source.sources:
        stop_if_any(source.problems)


def _faults(books: Books, book: YearBook) -> list[Problem]:
    """Say where the entries without a coefficient come from, each signature, geography and fault once."""
    groups: dict[tuple[int, int, str], list[tuple[Entry, Fault]]] = {}
    for entry, fault in book.faults:
        groups.setdefault((*entry.group, fault.code), []).append((entry, fault))
    if not groups:
        return []
    shown = list(groups.values())[: faults.MOST_TEXTS]
    wanted = [(books.ledger.rows_of([entry for entry, _ in group]), group[0][1]) for group in shown]
    problems = faults.in_rows_of(books.folder.sources, books.sums.session, wanted)
    if len(groups) > faults.MOST_TEXTS:
        why = say("{more:,} more kinds of rows have no factor.", more=len(groups) - faults.MOST_TEXTS)
        problems.append(Problem("missing-factor", why))
    return problems


def result_of(books: Books, book: YearBook, parts: Collection[str] = ()) -> InventoryResult:
    """Return the result of a year, which is put together once, with those of `PARTS` that are wanted."""
    number = book.year.year
    if number not in books.results:
        books.results[number] = _put_together(books, book)
    return replace(
        books.results[number],
        breakdown=totals.by_cell(book) if BREAKDOWN in parts else (),
        breakdown_gases=totals.gases_by_cell(book) if GASES in parts else (),
        inputs=_inputs(books) if INPUTS in parts else (),
    )


def _put_together(books: Books, book: YearBook) -> InventoryResult:
    """Put the result of a year together, but for what takes every group out or reads files again."""
    settings, year = books.folder.settings, book.year
    accounts, outside = totals.by_account(book)
    scopes, together = totals.by_scope(accounts)
    balance = activities.electricity_balance(book)
    silenced = {silence.code for silence in settings.silenced}
    warnings = [*books.by_year[year.year], *disclosures.year_warnings(book)]
    return InventoryResult(
        organisation=settings.organisation,
        year=year.year,
        start=year.start,
        end=year.end,
        gwp_set=settings.gwp_set,
        factors_as_of=year.factors_as_of,
        totals=scopes,
        scope_1_and_2=together,
        accounts=accounts,
        electricity=balance,
        energy=activities.energy_by_carrier(book, balance),
        intensity=metrics.intensities(books.folder.metrics, year.year, scopes, together),
        outside_scopes=outside,
        avoided=disclosures.avoided(book),
        excluded=disclosures.excluded(book),
        rungs=disclosures.rungs(book),
        substitutions=disclosures.substitutions(book),
        not_rebased=disclosures.not_rebased(book),
        rounding=disclosures.rounding(book),
        editions=disclosures.editions(book),
        warnings=tuple(problem for problem in warnings if problem.code not in silenced),
        datasets=disclosures.datasets(book),
        remarks=tuple(problem for problem in books.warnings if problem.code not in silenced),
        consolidation_approach=settings.consolidation_approach,
        assumed_gwp_set=books.folder.assumed_gwp_set,
        names=_names(books, book),
        metrics=metrics.metrics_of(books.folder.metrics, year.year),
        frozen=year.year in books.folder.lock.years,
        activities=activities.by_activity(book),
        boundary=settings.boundary,
        outside_boundary=settings.outside_boundary,
        coverage=activities.coverage_of(book, books.sums),
    )


def _names(books: Books, book: YearBook) -> dict[str, dict[str, str]]:
    """Return the names of activities and facilities by language, for reports."""
    names = {entry.line.name: {"en": entry.line.activity.en, "zh": entry.line.activity.zh} for entry in book.entries}
    activities = books.folder.books.catalogue.activities
    left_out = [*(posting.name for posting in book.postings), *(name for name, _ in book.not_computed)]
    parts = [name for name in dict.fromkeys(left_out) if name not in names]
    names.update({part: {"en": activities[part].en, "zh": activities[part].zh} for part in parts})
    names.update({facility.id: dict(facility.names) for facility in books.folder.settings.facilities.values()})
    return names


def _inputs(books: Books) -> tuple[Input, ...]:
    """Return the files that the result depends on."""
    inputs = [Input(name, digests.of_file(path), rows) for path, name, rows in books.folder.tables]
    counts = books.sums.file_rows(len(books.folder.sources))
    for source, rows in zip(books.folder.sources, counts, strict=True):
        quantity = source.types[source.columns.index("quantity")] if source.parquet else ""
        inputs.append(Input(source.name, digests.of_file(source.path), rows, rows if quantity == "float" else 0))
    return tuple(inputs)
