"""`carbon factors list`: every factor."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options
from carbon.cli.factors.searching import search, searching


@click.command("list")
@searching
@options.refusing
def command(
    geography: str, year: int | None, dataset: str, folder: Path | None, form: str, output: Path | None
) -> None:
    """List every factor, one gas a line.

    \b
    Example:
      carbon factors list --geography TW --year 2024 --dataset tw-moea-electricity
    """
    search("", geography, year, dataset, folder, form, output)
