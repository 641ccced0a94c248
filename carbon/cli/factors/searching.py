"""What `list` and `find` share: the options of a search, and how its answer is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.factors.search import Factors, Search

_SEARCH = (
    click.option("--geography", default="", metavar="CODE", help="Where: TW, GB, US/CAMX."),
    click.option("--year", type=int, metavar="YYYY", help="Only factors meant for activities in this year."),
    click.option("--dataset", default="", metavar="NAME", help="Only this dataset, or dataset@version."),
    options.folder,
)


def searching(function: options.Command) -> options.Command:
    """Add the options of a search."""
    for decorate in (*_SEARCH, options.output, options.formats):
        function = decorate(function)
    return function


def search(
    words: str,
    geography: str,
    year: int | None,
    dataset: str,
    folder: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Search, and write what was found."""
    from carbon.factors import factor_tables
    from carbon.factors.search import Factors, Search
    from carbon.tables import formats

    library, wanted = Factors(folder), Search(words, geography, year, dataset)
    found = list(library.search(wanted))

    def page() -> str:
        return factor_tables.listed(found) + ("" if found else _instead(library, wanted))

    options.emit(formats.written(form, factor_tables.gases(found), page), output)


def _instead(factors: Factors, wanted: Search) -> str:
    """Say where else there is such a factor, or which names are like the words."""
    places = factors.elsewhere(wanted)
    if places:
        return f" There is: {', '.join(places)}."
    advice = factors.advice(wanted.words) if wanted.words else ""
    return f" {advice}" if advice else ""
