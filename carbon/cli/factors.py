"""`carbon factors`: what the library holds, and what becomes of it."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import LazyGroup, options, running
from carbon.model.sentences import say

if TYPE_CHECKING:
    from carbon.factors.search import Explanation, FoundFactor, FoundFactors
    from carbon.history.upgrade import Upgrade


COMMANDS = {
    "list": ("factors", "List every factor, one gas a line."),
    "find": ("factors", "Find factors by a word of their activity, in English or Chinese."),
    "show": ("factors", "Show one factor: its gases, bounds, source, cell and licence."),
    "explain": ("factors", "Walk the ladder of an activity, rung by rung."),
    "upgrade": ("factors", "Preview what a newer dataset would change, and take it."),
    "import": ("factors", "Make a dataset of a table, checked and hashed."),
}
"""Every command with its module and its one-line help."""


@click.group(name="factors", cls=LazyGroup, lazy=COMMANDS)
def factors() -> None:
    """List, find and show emission factors; explain, upgrade and import them.

    \b
    Examples:
      carbon factors list --geography TW --year 2024
      carbon factors find 柴油 --geography TW --year 2024
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
      carbon factors explain electricity --geography TW --year 2024
    """


_SEARCH = (
    click.option("--geography", default="", metavar="CODE", help="Where: TW, GB, US/CAMX."),
    click.option("--year", type=int, metavar="YYYY", help="Only factors meant for activities in this year."),
    click.option("--dataset", default="", metavar="NAME", help="Only this dataset, or dataset@version."),
    options.folder,
)


def search_options(function: options.Command) -> options.Command:
    """Add the options of a search."""
    for decorate in _SEARCH:
        function = decorate(function)
    return function


def search(words: str, geography: str, year: int | None, dataset: str, folder: Path | None) -> FoundFactors:
    """Search."""
    from carbon.factors.search import Factors, Search

    return Factors(folder).search(Search(words, geography, year, dataset))


@click.command("list")
@search_options
@running.printing
def list_(geography: str, year: int | None, dataset: str, folder: Path | None) -> FoundFactors:
    """List every factor, one gas a line.

    \b
    Example:
      carbon factors list --geography TW --year 2024 --dataset tw-moea-electricity
    """
    return search("", geography, year, dataset, folder)


@click.command()
@click.argument("words", nargs=-1, required=True)
@search_options
@running.printing
def find(
    words: tuple[str, ...],
    geography: str,
    year: int | None,
    dataset: str,
    folder: Path | None,
) -> FoundFactors:
    """Find factors by a word of their activity, in English or Chinese.

    \b
    Example:
      carbon factors find 柴油 --geography TW --year 2024
    """
    return search(" ".join(words), geography, year, dataset, folder)


@click.command()
@click.argument("factor")
@options.folder
@running.printing
def show(factor: str, folder: Path | None) -> FoundFactor:
    """Show one factor: its gases, bounds, source, cell and licence.

    \b
    Example:
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
    """
    from carbon.factors.search import Factors

    return Factors(folder).show(factor)


@click.command()
@click.argument("activity")
@click.option("--geography", default="", metavar="CODE", help="Where: TW, GB, US/CAMX.  [default: the folder's]")
@click.option("--year", type=click.IntRange(1990, 2100), required=True, metavar="YYYY", help="The activity's year.")
@click.option("--month", type=click.IntRange(1, 12), default=1, show_default=True, help="The activity's month.")
@click.option("--unit", default="", help="The unit of the quantity, which may decide between two factors.")
@click.option("--supplier", default="", help="The supplier that the row names.")
@click.option("--facility", default="", help="The facility of the row.")
@click.option("--factor", "factor_id", default="", metavar="ID", help="The factor that the row names.")
@click.option(
    "--as-of",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Publications after this day are not used.  [default: the folder's factors_as_of]",
)
@options.folder
@running.printing
def explain(
    activity: str,
    geography: str,
    year: int,
    month: int,
    unit: str,
    supplier: str,
    facility: str,
    factor_id: str,
    as_of: datetime | None,
    folder: Path | None,
) -> Explanation:
    """Walk the ladder of an activity: what stands on each rung, and why it is taken or passed.

    \b
    Examples:
      carbon factors explain electricity --geography TW --year 2024 --as-of 2025-03-31
      carbon factors explain diesel/mobile --unit L --folder docs/examples/kgi --year 2024
    """
    from carbon.factors.search import Question, explain

    day = as_of.date() if as_of else None
    asked = Question(activity, year, month, geography, unit, factor_id, supplier, facility, day)
    return explain(asked, folder)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@click.option("--to", required=True, metavar="DATASET@VERSION", help="The dataset to take.")
@click.option("--apply", "applied", is_flag=True, help="Write the settings to carbon.toml.")
@click.option("--thaw", is_flag=True, help="Include years that are frozen.")
@running.printing
def upgrade(folder: Path, to: str, applied: bool, thaw: bool) -> Upgrade:
    """Preview an upgrade: old and new totals by account and year, and whether the base year must be recalculated.

    The dataset goes before its other versions, and years that could not have seen it get a later factors_as_of. Nothing
    is written without --apply.

    \b
    Example:
      carbon factors upgrade docs/examples/kgi --to tw-moea-electricity@2026-06
    """
    from carbon.files.writing import alone, write_whole
    from carbon.history.upgrade import change_settings, preview
    from carbon.settings import SETTINGS

    with alone(folder) if applied else nullcontext():
        with running.progress(running.READING) as report:
            outcome = preview(folder, to, thaw=thaw, report=report)
        if applied:
            path = folder / SETTINGS
            write_whole(path, change_settings(path.read_bytes(), outcome.settings))
    return replace(outcome, applied=applied)


_NAME = re.compile(r"\w[\w.-]*")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


def _dataset_name(context: click.Context, option: click.Parameter, text: str) -> str:
    """Refuse a name that would break an id or a path."""
    if not _NAME.fullmatch(text):
        raise click.BadParameter(
            say("{text!r} is not a name. Write letters, digits, hyphens and points.", text=text), context, option
        )
    return text


@click.command("import")
@click.argument("tables", nargs=-1, required=True, type=_FILE, metavar="SOURCE...")
@click.option("--dataset", required=True, callback=_dataset_name, metavar="NAME", help="The dataset's name.")
@click.option(
    "--version", required=True, callback=_dataset_name, metavar="VERSION", help="The publication's edition or date."
)
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
@running.printing_to_stdout
def import_(
    tables: tuple[Path, ...], dataset: str, version: str, into: Path, source: Path | None, encoding: str
) -> running.Answer:
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
    from carbon.model.sentences import say

    with alone(into):
        batch = prepare(Asked(tables, source, dataset, version, into, encoding))
        write_folder(batch.folder, batch.files, (into / MANIFEST, batch.manifest) if batch.manifest else None)
    unchanged = say("{dataset} is unchanged; nothing was written.", dataset=f"{dataset}@{version}")
    is_new = any(file.status != UNCHANGED for file in batch.listing)
    return running.Answer(batch, told=() if is_new else (unchanged,))
