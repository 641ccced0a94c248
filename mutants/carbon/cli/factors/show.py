"""`carbon factors show`: one factor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options
from carbon.cli.factors.searching import records

if TYPE_CHECKING:
    from carbon.records import Activity, Factor


@click.command()
@click.argument("factor")
@options.folder
@options.formats("table", "json")
@options.output
@options.refusing
def command(factor: str, folder: Path | None, form: str, output: Path | None) -> None:
    """Show one factor: its gases, bounds, source, cell and licence.

    \b
    Example:
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
    """
    from carbon.accounting.choices.search import Factors
    from carbon.reporting import listing, widths

    activity, found = Factors(folder).show(factor)
    rows = records([(activity, found)])
    if form == "json":
        text = listing.as_json(rows)
    else:
        head = [("factor", found.id), *((key.replace("_", " "), value) for key, value in _about(activity, found))]
        lines = [f"{widths.left(key, 14)}{value}" for key, value in head if value]
        keys = ("gas", "value", "value_is", "lower", "upper", "cell")
        lines += ["", listing.table([{key: record[key] for key in keys} for record in rows])]
        text = "\n".join(lines)
    options.emit(text, output)


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
