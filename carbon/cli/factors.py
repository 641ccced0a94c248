"""`carbon factors`: what the library holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.records import Activity, Factor
    from carbon.reporting.listing import Cell

_SEARCH = (
    click.option("--geography", default="", metavar="CODE", help="Where: TW, GB, US/CAMX."),
    click.option("--year", type=int, metavar="YYYY", help="Only factors meant for activities in this year."),
    click.option("--dataset", default="", metavar="NAME", help="Only this dataset, or dataset@version."),
    click.option(
        "--folder",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="An inventory folder whose own factors are searched too.",
    ),
)


@click.group(name="factors")
def command() -> None:
    """List, find and show emission factors: value per gas, unit, version, cell and licence.

    \b
    Examples:
      carbon factors list --geography TW --year 2024
      carbon factors find 柴油 --geography TW --year 2024
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
    """


def _searching(function: options.Command) -> options.Command:
    """Add the options of a search."""
    for decorate in (*_SEARCH, options.output, options.formats("table", "csv", "json")):
        function = decorate(function)
    return function


@command.command("list")
@_searching
@options.refusing
def list_(geography: str, year: int | None, dataset: str, folder: Path | None, form: str, output: Path | None) -> None:
    """List every factor, one gas a line.

    \b
    Example:
      carbon factors list --geography TW --year 2024 --dataset tw-moea-electricity
    """
    _search("", geography, year, dataset, folder, form, output)


@command.command()
@click.argument("words", nargs=-1, required=True)
@_searching
@options.refusing
def find(
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
    _search(" ".join(words), geography, year, dataset, folder, form, output)


@command.command()
@click.argument("factor")
@click.option("--folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="An inventory folder.")
@options.formats("table", "json")
@options.output
@options.refusing
def show(factor: str, folder: Path | None, form: str, output: Path | None) -> None:
    """Show one factor: its gases, bounds, source, cell and licence.

    \b
    Example:
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
    """
    from carbon.accounting.factor_search import Factors
    from carbon.reporting import listing, widths

    activity, found = Factors(folder).show(factor)
    records = _records([(activity, found)])
    if form == "json":
        text = listing.as_json(records)
    else:
        head = [("factor", found.id), *((key.replace("_", " "), value) for key, value in _about(activity, found))]
        lines = [f"{widths.left(key, 14)}{value}" for key, value in head if value]
        keys = ("gas", "value", "value_is", "lower", "upper", "cell")
        lines += ["", listing.table([{key: record[key] for key in keys} for record in records])]
        text = "\n".join(lines)
    options.emit(text, output)


def _search(
    words: str,
    geography: str,
    year: int | None,
    dataset: str,
    folder: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Search, and write what was found."""
    from carbon.accounting.factor_search import Factors, Wanted
    from carbon.problems import listed
    from carbon.reporting import listing

    factors = Factors(folder)
    records = _records(factors.search(Wanted(words, geography, year, dataset)))
    if form == "table":
        text = listing.table(_short(records))
        likely = factors.suggestions(words) if words and not records else ()
        text += f" Nearest names: {listed(likely)}." if likely else ""
    else:
        text = listing.text(records, form)
    options.emit(text, output)


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


def _about(activity: Activity | None, factor: Factor) -> list[tuple[str, str]]:
    """Return what is known of a factor beside its gases."""
    days = [f"{day}" for day in (factor.valid_from, factor.valid_to) if day]
    return [
        ("activity", f"{factor.activity} ({activity.en}, {activity.zh})" if activity else factor.activity),
        ("variant", factor.variant),
        ("geography", factor.geography),
        ("valid", " to ".join(days)),
        ("data_year", str(factor.data_year or "")),
        ("published_on", str(factor.published_on or "not known")),
        ("unit", f"kg per {factor.unit}"),
        ("basis", factor.calorific_basis),
        ("publisher", factor.dataset.publisher),
        ("title", factor.dataset.title),
        ("licence", factor.dataset.licence),
    ]


def _records(found: Iterable[tuple[Activity | None, Factor]]) -> list[dict[str, Cell]]:
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
