"""`carbon factors show`: one factor."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("factor")
@options.folder
@options.formats
@options.output
@options.refusing
def command(factor: str, folder: Path | None, form: str, output: Path | None) -> None:
    """Show one factor: its gases, bounds, source, cell and licence.

    \b
    Example:
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
    """
    from carbon.factors import factor_tables
    from carbon.factors.search import Factors
    from carbon.tables import formats

    activity, found = Factors(folder).show(factor)
    page = partial(factor_tables.shown, activity, found)
    options.emit(formats.written(form, factor_tables.gases([(activity, found)]), page), output)
