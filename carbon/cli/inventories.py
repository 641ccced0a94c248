"""`carbon inventory`, `explain`, `check` and `init`: the inventory of a folder or of files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options, running

if TYPE_CHECKING:
    from carbon.accounting.checking import Checked
    from carbon.accounting.result import InventoryResult
    from carbon.model.problems import Problem
    from carbon.tables.table import Table


@click.command()
@options.sources
@options.thawing
@options.formats
@options.output
@options.language
@click.option(
    "--mass-unit", type=click.Choice(("t", "kg")), default="t", show_default=True, help="Tonnes or kilograms."
)
@click.option("--no-inputs", is_flag=True, help="JSON: leave out the files, so that equal data gives equal bytes.")
@running.refusing
def inventory(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    thaw: bool,
    form: str,
    output: Path | None,
    language: str,
    mass_unit: str,
    no_inputs: bool,
    **given: str,
) -> None:
    """Compute the inventory of each year: totals by scope, account and gas, and all that stands beside them.

    FOLDER is an inventory folder with a carbon.toml; a FILE of activity data works too, with the settings as options.
    All declared years are computed unless --year says which.

    \b
    Examples:
      carbon inventory docs/examples/kgi --year 2024
      carbon inventory energy.csv --geography TW --year 2024 --format json
    """
    from carbon.accounting.inventory import BREAKDOWN, INPUTS, inventories

    parts = [BREAKDOWN] * (form != "table") + [INPUTS] * (form == "json" and not no_inputs)
    with running.with_stdin(paths) as files:
        with running.progress(running.READING) as report:
            results = inventories(list(files), years=years, thaw=thaw, report=report, parts=parts, **given)
        text = _write_inventories(results, form, language, mass_unit, with_inputs=not no_inputs)
    from carbon.model.sentences import say

    for remark in results[0].remarks if results else ():
        running.tell(say("{place}: {code}", place=remark.code, code=remark.why))
    running.emit(text, output)


def _write_inventories(
    results: list[InventoryResult], form: str, language: str, mass_unit: str, *, with_inputs: bool
) -> str:
    """Return inventories as text."""
    from carbon.accounting import inventory_page, inventory_tables

    if form == "json":
        return inventory_tables.json(results, mass_unit=mass_unit, with_inputs=with_inputs)
    if form == "csv":
        return inventory_tables.csv(results, mass_unit=mass_unit)
    return inventory_page.text(results, language=language, mass_unit=mass_unit)


@click.command()
@click.argument("figure")
@options.sources
@options.thawing
@options.formats
@options.output
@options.language
@running.refusing
def explain(
    figure: str,
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    thaw: bool,
    form: str,
    output: Path | None,
    language: str,
    **given: str,
) -> None:
    """Print the tree from a figure down to files and rows: quantity, units, heating value, factor, GWP, product.

    FIGURE is an account (scope2/electricity), a group of them (scope1), or what stands beside the totals
    (avoided/paper/a4, excluded/water/supply, outside_scopes).

    \b
    Example:
      carbon explain scope2/electricity docs/examples/kgi --year 2024
    """
    from carbon.accounting import folder, lineage
    from carbon.accounting import lineage_tables as described
    from carbon.accounting.inventory import open_books
    from carbon.tables import as_csv, as_json

    with running.with_stdin(paths) as files:
        with running.progress(running.READING) as report:
            books = open_books(folder.read_folder(files, given, years, thaw=thaw), years, report)
        settings = books.folder.settings
        explained = lineage.explain(books, books.years, figure)
        figures = {book.year.year: of for book, of in zip(books.years, explained, strict=True)}
    if form == "csv":
        text = as_csv.tidy({"figures": described.by_year(figures)}, "figures")
    elif form == "json":
        text = "\n\n".join(as_json.text(described.figures(of), on_one_line=False) for of in figures.values())
    else:
        head = f"{settings.organisation} · {{}} · {settings.gwp_set}"
        trees = (described.text(of, head=head.format(year), language=language) for year, of in figures.items())
        text = "\n\n".join(trees)
    running.emit(text, output)


@click.command()
@options.sources
@options.formats
@options.output
@options.language
@running.refusing
def check(
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    form: str,
    output: Path | None,
    language: str,
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

    with running.with_stdin(paths) as files, running.progress(running.READING) as report:
        checked = check(list(files), years=years, report=report, **given)
        scenarios = _check_scenarios(files, refused=checked.refused)
        checked = replace(checked, problems=(*checked.problems, *scenarios))
    from carbon.tables import formats

    running.emit(
        formats.written(form, _problem_table(checked.problems), lambda: _write_problems(checked, language)), output
    )
    if checked.refused:
        raise SystemExit(1)


def _check_scenarios(paths: list[Path], *, refused: bool) -> list[Problem]:
    """Look over the scenarios and the rules of an inventory folder; a folder that is refused has nothing to try on."""
    if len(paths) != 1 or not (paths[0] / "scenarios").is_dir():
        return []
    from carbon.scenarios import case

    return case.check_folder(paths[0], computed=not refused)


def _problem_table(problems: Iterable[Problem]) -> Table:
    """Return problems with their places."""
    from carbon.tables.table import table

    rows = (
        (problem.place.file, problem.place.row or None, problem.place.column, problem.code, problem.severity,
         problem.excerpt, problem.why, problem.count)
        for problem in problems
    )  # fmt: skip
    return table("problems", "file row column code severity excerpt why count", rows)


def _write_problems(checked: Checked, language: str) -> str:
    """Write the problems, and what was looked at."""
    from carbon.model.problems import counted, refusals
    from carbon.model.sentences import count, joined, say
    from carbon.tables.messages import translator

    stops = refusals(checked.problems)
    warnings = count(len(checked.problems) - len(stops), "1 warning", "{count} warnings")
    files = count(checked.files, "1 file", "{count} files")
    problems = joined([counted(stops), warnings], ", ")
    if stops:
        last = say("{problems} in {files}.", problems=problems, files=files)
    else:
        rows = count(checked.rows, "1 row", "{count:,} rows")
        looked = joined([files, rows], " and ")
        years = joined(map(str, checked.years), ", ")
        last = say("{problems} in {looked}, years {years}.", problems=problems, looked=looked, years=years)
    translate = translator(language)
    return "\n\n".join([*(problem.written(translate) for problem in checked.problems), translate(last)])


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", metavar="NAME", help="Copy an example instead: kgi, kgi_overseas or trade_van.")
@click.option("--organisation", default="Example Ltd", show_default=True, help="The organisation's name.")
@click.option("--geography", default="TW", show_default=True, metavar="CODE", help="Where it is.")
@click.option("--year", type=click.IntRange(1990, 2099), default=2024, show_default=True, help="The inventory year.")
@options.language
@running.refusing
def init(folder: Path, example: str | None, organisation: str, geography: str, year: int, language: str) -> None:
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
    from carbon.model.problems import in_shell

    if example:
        files = starter.from_example(folder, example)
    else:
        files = starter.from_template(folder, language, organisation, geography, year)
    next_step = "" if example else f"Next: fill in the files, then `carbon check {in_shell(folder)}`."
    lines = [f"Written to {folder}:", *(f"  {path.as_posix()}" for path in files), next_step]
    running.emit("\n".join(filter(None, lines)), None)
