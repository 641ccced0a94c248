"""`carbon factors import`: a dataset of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.factors.datasets.importing import ImportedFile
    from carbon.tables.table import Table

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
@click.option("--encoding", default="", metavar="NAME", help="Encoding of the tables.  [default: found out]")
@options.formats
@options.refusing
def command(
    tables: tuple[Path, ...], dataset: str, version: str, into: Path, source: Path | None, encoding: str, form: str
) -> None:
    """Make a version of a dataset of a table of factors, one of heating values, or both.

    The table is checked as an inventory's own factors are, sorted, written with its source and entered into the
    manifest: whole or not at all. A version that is there already is never changed.

    \b
    Example:
      carbon factors import docs/examples/kgi/emission_factors/own/2024/factors.csv --dataset kgi --version 2024
    """
    from carbon.factors.datasets.importing import UNCHANGED, Asked, prepare
    from carbon.factors.datasets.versions import MANIFEST
    from carbon.files.writing import alone, write_folder
    from carbon.tables import formats, terminal

    with alone(into):
        made = prepare(Asked(tables, source, dataset, version, into, encoding))
        write_folder(made.folder, made.files, (into / MANIFEST, made.manifest) if made.manifest else None)
    page = terminal.listing(_table(made.listing, _DIGITS))
    options.emit(formats.written(form, _table(made.listing), lambda: "\n".join(page)), None)
    if all(file.status == UNCHANGED for file in made.listing):
        options.say(f"{dataset}@{version} is unchanged; nothing was written.")


def _table(files: Iterable[ImportedFile], digits: int | None = None) -> Table:
    """Return what became of each file, with so many digits of its sha256."""
    from carbon.tables.table import table

    rows = ((file.file, file.status, file.rows, file.factors, file.sha256[:digits]) for file in files)
    return table("files", "file status rows factors sha256", rows)
