"""`carbon factors find`: factors by a word."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options
from carbon.cli.factors.searching import search, searching


@click.command()
@click.argument("words", nargs=-1, required=True)
@searching
@options.refusing
def command(
    words: tuple[str, ...],
    geography: str,
    year: int | None,
    dataset: str,
    folder: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Find factors by a word of their activity, in English or Chinese.

    \b
    Example:
      carbon factors find 柴油 --geography TW --year 2024
    """
    search(" ".join(words), geography, year, dataset, folder, form, output)
