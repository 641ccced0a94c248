"""`carbon factors upgrade`: what a newer dataset would change."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--to", required=True, metavar="DATASET@VERSION", help="The dataset to take.")
@click.option("--apply", "applied", is_flag=True, help="Write the settings to carbon.toml.")
@click.option("--thaw", is_flag=True, help="Include years that are frozen.")
@options.formats
@options.language
@options.output
@options.refusing
def command(folder: Path, to: str, applied: bool, thaw: bool, form: str, language: str, output: Path | None) -> None:
    """Preview an upgrade: old and new totals by account and year, and whether the base year must be recalculated.

    The dataset goes before its other versions, and years that could not have seen it get a later factors_as_of. Nothing
    is written without --apply.

    \b
    Example:
      carbon factors upgrade docs/examples/kgi --to tw-moea-electricity@2026-06
    """
    from carbon.files.writing import alone, write_whole
    from carbon.history import change_tables, changes_page
    from carbon.history.upgrade import change_settings, preview
    from carbon.settings import SETTINGS
    from carbon.tables import formats

    with alone(folder) if applied else nullcontext():
        with options.progress(options.READING) as report:
            found = preview(folder, to, thaw=thaw, report=report)
        if applied:
            path = folder / SETTINGS
            write_whole(path, change_settings(path.read_bytes(), found.settings))
    page = partial(changes_page.upgrade, found, applied=applied, language=language)
    options.emit(formats.written(form, change_tables.upgrade(found, applied=applied), page, series="upgrade"), output)
