"""`carbon pathway`: a scenario worked out, year by year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from carbon.cli import options


@click.command()
@options.sources
@options.scenario
@click.option(
    "--budget",
    type=click.Choice(("inventory_years", "trapezoid")),
    default="inventory_years",
    show_default=True,
    help="How emissions are added up over the years.",
)
@options.formats
@options.output
@options.language
@options.refusing
def command(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    scenario: Path,
    budget: str,
    form: str,
    output: Path | None,
    language: str,
    **given: Any,  # noqa: ANN401 - what carbon.toml would say
) -> None:
    """Project a scenario from the last inventory, year by year, for both scope 2 methods.

    Beside it stand business as usual, the bridge from one to the other, the targets and the budget; with uncertain
    numbers also the range of the draws and how often each line is kept.

    \b
    Example:
      carbon pathway docs/examples/kgi --scenario forty-percent
    """
    from carbon.scenarios.pathway import pathway

    with options.with_stdin(paths) as files, options.progress(options.READING) as report:
        result = pathway(list(files), scenario=scenario, budget_method=budget, years=years, report=report, **given)
    from carbon.scenarios import pathway_page
    from carbon.scenarios import pathway_tables as described
    from carbon.tables import formats

    text = formats.written(
        form,
        described.record(result),
        lambda: pathway_page.text(result, language=language),
        series="result",
        currency=result.scenario.currency,
    )
    options.emit(text, output)
