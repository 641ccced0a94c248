"""`carbon pathway`, `whatif` and `optimise`: a scenario worked out, with other numbers, and at the least cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carbon.cli import options, running
from carbon.model.sentences import say

if TYPE_CHECKING:
    from fractions import Fraction

    from carbon.optimisation.plan_result import OptimisationResult
    from carbon.scenarios.case import Case
    from carbon.scenarios.pathway_result import PathwayResult
    from carbon.scenarios.settable import Settable
    from carbon.scenarios.whatif import Swept, WhatIf


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
@running.printing
def pathway(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    scenario: Path,
    budget: str,
    **given: Any,  # noqa: ANN401 - what carbon.toml would say
) -> PathwayResult:
    """Project a scenario from the last inventory, year by year, for both scope 2 methods.

    Beside it stand business as usual, the bridge from one to the other, the targets and the budget; with uncertain
    numbers also the range of the draws and how often each line is kept.

    \b
    Example:
      carbon pathway docs/examples/kgi --scenario forty-percent
    """
    from carbon.scenarios.pathway import pathway

    with running.with_stdin(paths) as files, running.progress(running.READING) as report:
        return pathway(list(files), scenario=scenario, budget_method=budget, years=years, report=report, **given)


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
@running.printing
def whatif(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    scenario: Path,
    changes: tuple[tuple[str, str], ...],
    sweep: str | None,
    solve: str | None,
    target: Fraction | None,
    listed: bool,
    **given: Any,  # noqa: ANN401 - what carbon.toml would say
) -> WhatIf | Swept | list[Settable]:
    """Change a scenario's numbers and see what follows, before and after side by side.

    \b
    Examples:
      carbon whatif docs/examples/kgi --scenario forty-percent --set renewable_share.2030=60%
      carbon whatif docs/examples/kgi --scenario forty-percent --sweep renewable_share.2030=20%:60%:10%
      carbon whatif docs/examples/kgi --scenario forty-percent --solve renewable_share.2030 --target 42%
    """
    if sum(map(bool, (sweep, solve, listed))) > 1:
        raise click.UsageError(say("Choose one of --sweep, --solve and --list."))
    if target is not None and not solve:
        raise click.UsageError(say("--target goes with --solve."))
    from carbon.scenarios import pathway, whatif

    with running.with_stdin(paths) as files, running.progress(running.READING) as report:
        case = pathway.open_case(list(files), scenario, years=years, report=report, **given)
        if listed:
            return whatif.names(case)
        return _swept(case, sweep, changes) if sweep else _before_and_after(case, changes, solve, target)


def _swept(case: Case, sweep: str, changes: tuple[tuple[str, str], ...]) -> Swept:
    """Sweep what the option says."""
    from carbon.scenarios import settable, whatif

    try:
        name, values = settable.read_sweep(sweep)
    except ValueError as error:
        raise click.UsageError(say("--sweep: {what}.", what=error.args[0])) from error
    return whatif.sweep(case, name, values, changes)


def _before_and_after(
    case: Case, changes: tuple[tuple[str, str], ...], solve: str | None, target: Fraction | None
) -> WhatIf:
    """Return a scenario before and after its changes, or with the value that is solved for."""
    from carbon.scenarios import whatif

    if not solve:
        return whatif.what_if(case, changes)
    name, _, span = solve.partition("=")
    first, _, last = span.partition(":")
    if span and not (first and last):
        raise click.UsageError(say("--solve: write the bounds like renewable_share.2030=20%:60%."))
    bounds = (first, last) if span else None
    solved = whatif.solve(case, name, reduction=target, bounds=bounds, changes=changes)
    return replace(whatif.what_if(case, (*changes, (name, solved.value))), solved=solved)


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
@running.printing
def optimise(
    folder: Path,
    scenario: Path,
    changes: tuple[tuple[str, str], ...],
    targets: tuple[str, ...],
    gap: Fraction,
    time_limit: float | None,
    frontier: int | None,
) -> OptimisationResult:
    """Find the cheapest measures, when to begin them, and how much power to purchase, so that every target is kept.

    All measures and purchases of the scenario can be chosen, planned or not. Exclusions, precedence, first years and
    the yearly budgets are kept, and so is every line of every target in every year after the last inventory.

    \b
    Example:
      carbon optimise docs/examples/kgi --scenario forty-percent --target science-based
    """
    from carbon.optimisation import optimise
    from carbon.scenarios import pathway

    with running.progress(running.READING) as report:
        case = pathway.open_case(folder, scenario, report=report)
    with running.patience(SOLVING):
        return optimise.of_case(
            case, targets=targets, changes=changes, gap=float(gap), time_limit=time_limit, frontier=frontier or 0
        )
