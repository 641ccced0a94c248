"""What `list` and `find` share: the options of a search, and how its answer is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.accounting.choices.search import Factors, Wanted
    from carbon.records import Activity, Factor
    from carbon.reporting.listing import Cell

_SEARCH = (
    click.option("--geography", default="", metavar="CODE", help="Where: TW, GB, US/CAMX."),
    click.option("--year", type=int, metavar="YYYY", help="Only factors meant for activities in this year."),
    click.option("--dataset", default="", metavar="NAME", help="Only this dataset, or dataset@version."),
    options.folder,
)


def searching(function: options.Command) -> options.Command:
    """Add the options of a search."""
    for decorate in (*_SEARCH, options.output, options.formats("table", "csv", "json")):
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
    from carbon.accounting.choices.search import Factors, Wanted
    from carbon.reporting import listing

    factors = Factors(folder)
    found = records(factors.search(Wanted(words, geography, year, dataset)))
    if form == "table":
        text = listing.table(_short(found))
        if not found:
            text += _instead(factors, Wanted(words, geography, year, dataset))
    else:
        text = listing.text(found, form)
    options.emit(text, output)


def _instead(factors: Factors, wanted: Wanted) -> str:
    """Say where else there is such a factor, or which names are like the words."""
    from carbon.problems import listed

    places = factors.elsewhere(wanted)
    if places:
        return f" There is: {', '.join(places)}."
    likely = factors.suggestions(wanted.words) if wanted.words else ()
    return f" Nearest names: {listed(likely)}." if likely else ""


def _short(records: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    """Return what fits a terminal: a factor's id once, its gases below each other."""
    rows: list[dict[str, Cell]] = []
    before = None
    for record in records:
        kind = "" if record["value_is"] == "mass" else str(record["value_is"])
        rows.append(
            {
                "factor": record["factor"] if record["factor"] != before else "",
                "gas": record["gas"],
                "kg_per_unit": f"{record['value']} / {record['unit']}",
                "given_as": kind,
                "cell": record["cell"],
                "licence": str(record["licence"]).partition(",")[0] if record["factor"] != before else "",
            }
        )
        before = record["factor"]
    return rows


def records(found: Iterable[tuple[Activity | None, Factor]]) -> list[dict[str, Cell]]:
    """Return factors as flat records, one gas a record."""
    from carbon import exact

    return [
        {
            "factor": factor.id,
            "dataset": factor.dataset.name,
            "version": factor.dataset.version,
            "activity": factor.activity,
            "en": activity.en if activity else "",
            "zh": activity.zh if activity else "",
            "variant": factor.variant,
            "geography": factor.geography,
            "valid_from": str(factor.valid_from or ""),
            "valid_to": str(factor.valid_to or ""),
            "data_year": factor.data_year,
            "published_on": str(factor.published_on or ""),
            "unit": factor.unit,
            "gas": row.gas,
            "value": exact.plain(row.value),
            "value_is": f"co2e:{row.gwp_set}" if row.co2e else "mass",
            "lower": None if row.lower is None else exact.plain(row.lower),
            "upper": None if row.upper is None else exact.plain(row.upper),
            "calorific_basis": factor.calorific_basis,
            "cell": row.cell,
            "licence": factor.dataset.licence,
        }
        for activity, factor in found
        for row in factor.rows
    ]
