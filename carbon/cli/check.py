"""`carbon check`: everything that is wrong, or worth knowing, and nothing calculated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.accounting.checking import Checked
    from carbon.model.problems import Problem
    from carbon.tables.table import Table


@click.command()
@options.sources
@options.formats
@options.output
@options.refusing
def command(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    form: str,
    output: Path | None,
    **given: str,
) -> None:
    """Look everything over: every refusal and warning with its place, and rows that may be counted twice.

    The scenarios and target rules of a folder are looked over too.

    Exit status 1 if something stops the calculation, else 0.

    \b
    Examples:
      carbon check docs/examples/kgi
      carbon check energy.csv --geography TW --year 2024 --format json
    """
    from carbon.accounting.checking import check

    with options.with_stdin(paths) as files, options.progress(options.READING) as report:
        checked = check(list(files), years=years, report=report, **given)
        scenarios = _scenarios(files, refused=checked.refused)
        checked = replace(checked, problems=(*checked.problems, *scenarios))
    from carbon.tables import formats

    options.emit(formats.written(form, _table(checked.problems), lambda: _words(checked)), output)
    if checked.refused:
        raise SystemExit(1)


def _scenarios(paths: list[Path], *, refused: bool) -> list[Problem]:
    """Look over the scenarios and the rules of an inventory folder; a folder that is refused has nothing to try on."""
    if len(paths) != 1 or not (paths[0] / "scenarios").is_dir():
        return []
    from carbon.scenarios import checking

    return checking.problems(paths[0], computed=not refused)


def _table(problems: Iterable[Problem]) -> Table:
    """Return problems with their places."""
    from carbon.tables.table import table

    rows = (
        (problem.place.file, problem.place.row or None, problem.place.column, problem.code, problem.severity,
         problem.excerpt, problem.why, problem.count)
        for problem in problems
    )  # fmt: skip
    return table("problems", "file row column code severity excerpt why count", rows)


def _words(checked: Checked) -> str:
    """Write the problems, and what was looked at."""
    from carbon.model.problems import refusals

    looked = f"{checked.files} file{'s' * (checked.files != 1)} and {checked.rows:,} row{'s' * (checked.rows != 1)}"
    stops = len(refusals(checked.problems))
    warnings = len(checked.problems) - stops
    counts = f"{stops} problem{'s' * (stops != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    years = ", ".join(map(str, checked.years))
    files = f"{checked.files} file{'s' * (checked.files != 1)}"
    last = f"{counts} in {looked}, years {years}." if not stops else f"{counts} in {files}."
    return "\n\n".join([*map(str, checked.problems), last])
