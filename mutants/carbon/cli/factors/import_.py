"""`carbon factors import`: a dataset of a table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.importing.dataset import ImportedFile
    from carbon.reporting.listing import Cell

_NAME = re.compile(r"\w[\w.-]*")
_DIGITS = 12
"""How many digits of a sha256 a table shows."""
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _name(context: click.Context, option: click.Parameter, text: str) -> str:
    """Refuse a name that would break an id or a path."""
    if not _NAME.fullmatch(text):
        raise click.BadParameter(f"{text!r} is not a name. Write letters, digits, hyphens and points.", context, option)
    return text


@click.command("import")
@click.argument("tables", nargs=-1, required=True, type=_FILE, metavar="SOURCE...")
@click.option("--dataset", required=True, callback=_name, metavar="NAME", help="The dataset's name.")
@click.option("--version", required=True, callback=_name, metavar="VERSION", help="The publication's edition or date.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("emission_factors"),
    show_default=True,
    metavar="FOLDER",
    help="The folder of datasets, the library's or that of an inventory.",
)
@click.option("--source", type=_FILE, metavar="FILE", help="The source.toml.  [default: the one beside SOURCE]")
@options.formats("table", "json")
@options.refusing
def command(tables: tuple[Path, ...], dataset: str, version: str, into: Path, source: Path | None, form: str) -> None:
    """Make a version of a dataset of a table of factors, one of heating values, or both.

    The table is checked as an inventory's own factors are, sorted, written with its source and entered into the
    manifest: whole or not at all. A version that is there already is never changed.

    \b
    Example:
      carbon factors import docs/examples/kgi/emission_factors/own/2024/factors.csv --dataset kgi --version 2024
    """
    from carbon.importing.dataset import UNCHANGED, Asked, prepare
    from carbon.reading.datasets import manifest
    from carbon.reporting import listing
    from carbon.reporting.files import write_folder

    made = prepare(Asked(tables, source, dataset, version, into))
    write_folder(made.folder, made.files, (into / manifest.NAME, made.manifest) if made.manifest else None)
    records = [_record(file, _DIGITS if form == "table" else None) for file in made.listing]
    options.emit(listing.text(records, form), None)
    if all(file.status == UNCHANGED for file in made.listing):
        options.say(f"{dataset}@{version} is unchanged; nothing was written.")


def _record(file: ImportedFile, digits: int | None) -> dict[str, Cell]:
    """Return a file as a flat record."""
    return {
        "file": file.file,
        "status": file.status,
        "rows": file.rows,
        "factors": file.factors,
        "sha256": file.sha256[:digits],
    }
