"""`carbon diff`: what moved between two folders, locks or years."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("sides", nargs=-1, required=True, metavar="A [B]")
@options.years
@click.option("--thaw", is_flag=True, help="Compute frozen years from the library as it is now.")
@options.formats
@options.language
@options.output
@options.refusing
def command(
    sides: tuple[str, ...], years: tuple[int, ...], thaw: bool, form: str, language: str, output: Path | None
) -> None:
    """Compare A with B: every account, factor, quantity and input that moved, sorted by tonnes.

    A side is an inventory folder or a carbon.lock, with @YEAR for one of its years. One side and two years compare
    these; two sides are compared in every year that both have.

    \b
    Examples:
      carbon diff docs/examples/kgi@2023 docs/examples/kgi@2024
      carbon diff docs/examples/kgi --year 2022 --year 2024
      carbon diff before/carbon.lock my-inventory --year 2024
    """
    from carbon.history import change_tables, changes_page
    from carbon.history.difference import compare_sides
    from carbon.tables import formats

    with options.patience("Comparing"):
        sides_of_years = compare_sides(sides, years, thaw=thaw)
    records = [change_tables.difference(of) for of in sides_of_years]
    page = partial(changes_page.differences, sides_of_years, language=language)
    options.emit(formats.written(form, records, page, series="difference"), output)
