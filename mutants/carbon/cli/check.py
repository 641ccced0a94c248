"""`carbon check`: everything that is wrong, or worth knowing, and nothing calculated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.accounting.checking import Checked


@click.command()
@options.sources
@options.formats("table", "csv", "json")
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

    Exit status 1 if something stops the calculation, else 0.

    \b
    Examples:
      carbon check docs/examples/kgi
      carbon check energy.csv --geography TW --year 2024 --format json
    """
    from carbon.accounting.checking import check

    with options.with_stdin(paths) as files, options.progress(options.READING) as report:
        checked = check(list(files), years=years, report=report, **given)
    from carbon.reporting import listing

    table = form == "table"
    options.emit(_words(checked) if table else listing.text(listing.problems(checked.problems), form), output)
    if checked.refused:
        raise SystemExit(1)


def _words(checked: Checked) -> str:
    """Write the problems, and what was looked at."""
    from carbon.problems import refusals

    looked = f"{checked.files} file{'s' * (checked.files != 1)} and {checked.rows:,} row{'s' * (checked.rows != 1)}"
    stops = len(refusals(checked.problems))
    warnings = len(checked.problems) - stops
    counts = f"{stops} problem{'s' * (stops != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    years = ", ".join(map(str, checked.years))
    files = f"{checked.files} file{'s' * (checked.files != 1)}"
    last = f"{counts} in {looked}, years {years}." if not stops else f"{counts} in {files}."
    return "\n\n".join([*map(str, checked.problems), last])
