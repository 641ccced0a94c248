"""`carbon inventory`, `explain`, `check` and `init`: the inventory of a folder or of files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options, running

if TYPE_CHECKING:
    from carbon.accounting.lineage import Lineage
    from carbon.accounting.starter import NewFolder
    from carbon.model.problems import Problem


@click.command()
@options.sources
@options.thawing
@click.option(
    "--mass-unit", type=click.Choice(("t", "kg")), default="t", show_default=True, help="Tonnes or kilograms."
)
@click.option("--no-inputs", is_flag=True, help="JSON: leave out the files, so that equal data gives equal bytes.")
@running.printing
def inventory(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    thaw: bool,
    form: str,
    mass_unit: str,
    no_inputs: bool,
    **given: str,
) -> running.Answer:
    """Compute the inventory of each year: totals by scope, account and gas, and all that stands beside them.

    FOLDER is an inventory folder with a carbon.toml; a FILE of activity data works too, with the settings as options.
    All declared years are computed unless --year says which.

    \b
    Examples:
      carbon inventory docs/examples/kgi --year 2024
      carbon inventory energy.csv --geography TW --year 2024 --format json
    """
    from carbon.accounting.inventory import BREAKDOWN, INPUTS, inventories
    from carbon.model.sentences import say

    parts = [BREAKDOWN] * (form != "table") + [INPUTS] * (form == "json" and not no_inputs)
    with running.with_stdin(paths) as files:
        with running.progress(running.READING) as report:
            results = inventories(list(files), years=years, thaw=thaw, report=report, parts=parts, **given)
        for remark in results[0].remarks if results else ():
            running.tell(say("{place}: {code}", place=remark.code, code=remark.why))
        if form == "csv":
            running.warn(dict.fromkeys(problem for result in results for problem in result.warnings))
    return running.Answer(results, {"mass_unit": mass_unit, "with_inputs": not no_inputs})


@click.command()
@click.argument("figure")
@options.sources
@options.thawing
@running.printing
def explain(
    figure: str,
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    thaw: bool,
    **given: str,
) -> Lineage:
    """Print the tree from a figure down to files and rows: quantity, units, heating value, factor, GWP, product.

    FIGURE is an account (scope2/electricity), a group of them (scope1), or what stands beside the totals
    (avoided/paper/a4, excluded/water/supply, outside_scopes).

    \b
    Example:
      carbon explain scope2/electricity docs/examples/kgi --year 2024
    """
    from carbon.accounting import folder, lineage
    from carbon.accounting.inventory import open_books

    with running.with_stdin(paths) as files:
        with running.progress(running.READING) as report:
            books = open_books(folder.read_folder(files, given, years, thaw=thaw), years, report)
        return lineage.explain(books, books.years, figure)


@click.command()
@options.sources
@running.printing
def check(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    **given: str,
) -> running.Answer:
    """Look everything over: every refusal and warning with its place, and rows that may be counted twice.

    The scenarios and target rules of a folder are looked over too.

    Exit status 1 if something stops the calculation, else 0.

    \b
    Examples:
      carbon check docs/examples/kgi
      carbon check energy.csv --geography TW --year 2024 --format json
    """
    from carbon.accounting.checking import check

    with running.with_stdin(paths) as files, running.progress(running.READING) as report:
        checked = check(list(files), years=years, report=report, **given)
        scenarios = _check_scenarios(files, refused=checked.refused)
        checked = replace(checked, problems=(*checked.problems, *scenarios))
    return running.Answer(checked, failed=checked.refused)


def _check_scenarios(paths: list[Path], *, refused: bool) -> list[Problem]:
    """Look over the scenarios and the rules of an inventory folder; a folder that is refused has nothing to try on."""
    if len(paths) != 1 or not (paths[0] / "scenarios").is_dir():
        return []
    from carbon.scenarios import case

    return case.check_folder(paths[0], computed=not refused)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", metavar="NAME", help="Copy an example instead: kgi, kgi_overseas or trade_van.")
@click.option("--organisation", default="Example Ltd", show_default=True, help="The organisation's name.")
@click.option("--geography", default="TW", show_default=True, metavar="CODE", help="Where it is.")
@click.option("--year", type=click.IntRange(1990, 2099), default=2024, show_default=True, help="The inventory year.")
@running.printing_to_stdout
def init(folder: Path, example: str | None, organisation: str, geography: str, year: int, language: str) -> NewFolder:
    """Write a new inventory FOLDER to fill in: settings, one CSV per kind of data, and a page on what goes where.

    The CSV files have two example rows each, which are refused until you replace them. A folder that has data and no
    carbon.toml gets that alone.

    \b
    Examples:
      carbon init my-inventory --organisation "Example Ltd" --geography TW --year 2024
      carbon init my-inventory --language zh
      carbon init kgi --example kgi
    """
    from carbon.accounting import starter

    if example:
        return starter.from_example(folder, example)
    return starter.from_template(folder, language, organisation, geography, year)
