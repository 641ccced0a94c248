"""`carbon factors explain`: the ladder of an activity, rung by rung."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

import click

from carbon.cli import options


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
@options.formats
@options.language
@options.output
@options.refusing
def command(
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
    form: str,
    language: str,
    output: Path | None,
) -> None:
    """Walk the ladder of an activity: what stands on each rung, and why it is taken or passed.

    \b
    Examples:
      carbon factors explain electricity --geography TW --year 2024 --as-of 2025-03-31
      carbon factors explain diesel/mobile --unit L --folder docs/examples/kgi --year 2024
    """
    from carbon.factors import factor_tables
    from carbon.factors.search import Question, explain
    from carbon.tables import formats

    day = as_of.date() if as_of else None
    asked = Question(activity, year, month, geography, unit, factor_id, supplier, facility, day)
    walked = explain(asked, folder)
    page = partial(factor_tables.ladder_page, walked, language=language)
    text = formats.written(form, factor_tables.ladder(walked), page, series="ladder", on_one_line=False)
    options.emit(text, output)
