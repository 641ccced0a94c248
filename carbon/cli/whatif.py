"""`carbon whatif`: a scenario with other numbers."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carbon.cli import options

if TYPE_CHECKING:
    from fractions import Fraction

    from carbon.scenarios.case import Case


@click.command()
@options.sources
@options.scenario
@options.changes
@click.option("--sweep", metavar="NAME=FROM:TO:STEP", help="A table of what follows from several values.")
@click.option("--solve", metavar="NAME[=FROM:TO]", help="The value that just keeps to the line.")
@click.option(
    "--target",
    callback=options.percentage,
    metavar="PERCENT",
    help="With --solve: another reduction of the base year, like 42%.",
)
@click.option("--list", "listed", is_flag=True, help="List every name that can be set.")
@options.formats
@options.output
@options.language
@options.refusing
def command(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    scenario: Path,
    changes: tuple[tuple[str, str], ...],
    sweep: str | None,
    solve: str | None,
    target: Fraction | None,
    listed: bool,
    form: str,
    output: Path | None,
    language: str,
    **given: Any,  # noqa: ANN401 - what carbon.toml would say
) -> None:
    """Change a scenario's numbers and see what follows, before and after side by side.

    \b
    Examples:
      carbon whatif docs/examples/kgi --scenario forty-percent --set renewable_share.2030=60%
      carbon whatif docs/examples/kgi --scenario forty-percent --sweep renewable_share.2030=20%:60%:10%
      carbon whatif docs/examples/kgi --scenario forty-percent --solve renewable_share.2030 --target 42%
    """
    if sum(map(bool, (sweep, solve, listed))) > 1:
        raise click.UsageError("Choose one of --sweep, --solve and --list.")
    if target is not None and not solve:
        raise click.UsageError("--target goes with --solve.")
    from carbon.scenarios import pathway, whatif
    from carbon.scenarios import whatif_tables as described
    from carbon.tables import formats

    with options.with_stdin(paths) as files, options.progress(options.READING) as report:
        case = pathway.opened(list(files), scenario, years=years, report=report, **given)
        if listed:
            names = whatif.names(case)
            page = partial(described.listed, names, language=language)
            options.emit(formats.written(form, described.settable(names), page), output)
        elif sweep:
            options.emit(_swept(case, sweep, changes, form, language), output)
        else:
            options.emit(_before_and_after(case, changes, solve, target, form, language), output)


def _swept(case: Case, sweep: str, changes: tuple[tuple[str, str], ...], form: str, language: str) -> str:
    """Return a sweep as text."""
    from carbon.scenarios import steps, whatif
    from carbon.scenarios import whatif_tables as described
    from carbon.tables import as_csv, as_json

    try:
        name, values = steps.swept(sweep)
    except ValueError as error:
        raise click.UsageError(f"--sweep: {error}.") from error
    result = whatif.sweep(case, name, values, changes)
    if form == "table":
        return described.swept(result, language=language)
    table = described.sweep(result)
    return as_csv.tidy({f"sweep/{name}": table}, "sweep") if form == "csv" else as_json.text(table)


def _before_and_after(
    case: Case,
    changes: tuple[tuple[str, str], ...],
    solve: str | None,
    target: Fraction | None,
    form: str,
    language: str,
) -> str:
    """Return a scenario before and after as text."""
    from carbon.scenarios import whatif
    from carbon.scenarios import whatif_tables as described
    from carbon.tables import as_csv, as_json

    solved = None
    if solve:
        name, _, span = solve.partition("=")
        first, _, last = span.partition(":")
        if span and not (first and last):
            raise click.UsageError("--solve: write the bounds like renewable_share.2030=20%:60%.")
        bounds = (first, last) if span else None
        solved = whatif.solve(case, name, reduction=target, bounds=bounds, changes=changes)
        changes = (*changes, (name, solved.value))
    result = whatif.what_if(case, changes)
    if form == "table":
        return described.text(result, language=language, solved=solved)
    record = described.record(result, solved)
    if form == "json":
        return as_json.text(record)
    currency = result.before.scenario.currency
    return as_csv.tidy(record, "result", currency=currency, parts=("before", "after"))
