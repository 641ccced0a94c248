"""`carbon optimise`: the cheapest way to the targets of a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from fractions import Fraction

SOLVING = "Looking for the cheapest plan"
MOST_POINTS = 50


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@options.scenario
@options.changes
@click.option("--target", "targets", multiple=True, metavar="KEY", help="Keep only this target; may be repeated.")
@click.option(
    "--gap",
    callback=options.percentage,
    default="0.1%",
    show_default=True,
    metavar="PERCENT",
    help="By how much at most another plan may be cheaper.",
)
@click.option(
    "--time-limit", type=click.FloatRange(0, min_open=True), metavar="SECONDS", help="Stop with the best plan so far."
)
@click.option(
    "--frontier",
    type=click.IntRange(2, MOST_POINTS),
    metavar="N",
    help="Also the least cost of N depths of cut, from nothing to all.",
)
@options.formats
@options.output
@options.language
@options.refusing
def command(
    folder: Path,
    scenario: Path,
    changes: tuple[tuple[str, str], ...],
    targets: tuple[str, ...],
    gap: Fraction,
    time_limit: float | None,
    frontier: int | None,
    form: str,
    output: Path | None,
    language: str,
) -> None:
    """Find the cheapest measures, when to begin them, and how much power to purchase, so that every target is kept.

    All measures and purchases of the scenario can be chosen, planned or not. Exclusions, precedence, first years and
    the yearly budgets are kept, and so is every line of every target in every year after the last inventory.

    \b
    Example:
      carbon optimise docs/examples/kgi --scenario forty-percent --target science-based
    """
    from carbon.optimisation import optimise
    from carbon.scenarios import pathway

    with options.progress(options.READING) as report:
        case = pathway.opened(folder, scenario, report=report)
    with options.patience(SOLVING):
        result = optimise.of_case(
            case, targets=targets, changes=changes, gap=float(gap), time_limit=time_limit, frontier=frontier or 0
        )
    from carbon.optimisation import plan_page, plan_tables
    from carbon.tables import formats

    text = formats.written(
        form,
        plan_tables.record(result),
        lambda: plan_page.text(result, language=language),
        series="result",
        currency=result.scenario.currency,
    )
    options.emit(text, output)
