"""`carbon verify`: compute every frozen year again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.years
@options.formats
@options.language
@options.output
@options.refusing
def command(folder: Path, years: tuple[int, ...], form: str, language: str, output: Path | None) -> None:
    """Compute every frozen year again: identical to the last digit, or what has moved and by how many tonnes.

    Exit status 1 if a year does not agree. What the library would choose now is shown beside, and is no disagreement.

    \b
    Example:
      carbon verify my-inventory
    """
    from carbon.history import change_tables, changes_page
    from carbon.history.verifying import verify
    from carbon.tables import formats

    with options.progress(options.READING) as report:
        verified = verify(folder, years, report)
    page = partial(changes_page.verified, verified, language=language)
    options.emit(formats.written(form, list(map(change_tables.verified, verified)), page, series="verified"), output)
    if not all(year.agrees for year in verified):
        raise SystemExit(1)
