"""`carbon inventory`: the totals of each year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.accounting.result import InventoryResult


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
@options.refusing
def command(
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
    with options.with_stdin(paths) as files:
        with options.progress(options.READING) as report:
            results = inventories(list(files), years=years, thaw=thaw, report=report, parts=parts, **given)
        text = _written(results, form, language, mass_unit, with_inputs=not no_inputs)
    for remark in results[0].remarks if results else ():
        options.say(f"{remark.code}: {remark.why}")
    options.emit(text, output)


def _written(results: list[InventoryResult], form: str, language: str, mass_unit: str, *, with_inputs: bool) -> str:
    """Return inventories as text."""
    from carbon.accounting import inventory_page, inventory_tables

    if form == "json":
        return inventory_tables.json(results, mass_unit=mass_unit, with_inputs=with_inputs)
    if form == "csv":
        return inventory_tables.csv(results, mass_unit=mass_unit)
    return inventory_page.text(results, language=language, mass_unit=mass_unit)
