"""`carbon init`: a new inventory folder."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--example", metavar="NAME", help="Copy an example instead: kgi, kgi_overseas or trade_van.")
@click.option("--organisation", default="Example Ltd", show_default=True, help="The organisation's name.")
@click.option("--geography", default="TW", show_default=True, metavar="CODE", help="Where it is.")
@click.option("--year", type=click.IntRange(1990, 2099), default=2024, show_default=True, help="The inventory year.")
@options.language
@options.refusing
def command(folder: Path, example: str | None, organisation: str, geography: str, year: int, language: str) -> None:
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
    options.emit("\n".join(filter(None, lines)), None)
