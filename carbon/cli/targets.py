"""`carbon target`: where an organisation must be under a rule, and how it stands to that."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options, running
from carbon.model.sentences import say

if TYPE_CHECKING:
    from carbon.targets.rules import TargetRule
    from carbon.targets.target_result import TargetResult


FIRST_YEAR, LAST_YEAR = 1990, 2100


def _scopes(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, ...] | None:
    """Read `1,2` or `1+2`."""
    if value is None:
        return None
    parts = [part for part in re.split(r"[\s,+]+", value.strip()) if part]
    if not parts or not all(part in {"1", "2", "3"} for part in parts):
        raise click.BadParameter(say("{value!r} names no scopes; write some of 1, 2 and 3: 1,2.", value=value))
    return tuple(map(int, parts))


def _day(_: click.Context, __: click.Parameter, value: str | None) -> date | None:
    """Read `2025-03-01`."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(say("{value!r} is not a day; write it like 2025-03-01.", value=value)) from None


_YEAR = click.IntRange(FIRST_YEAR, LAST_YEAR)
_CHOICES = (
    click.option("--rule", default="", metavar="ID", help="The rule; --list shows them."),
    click.option("--base-year", type=_YEAR, metavar="YYYY", help="Base year.  [default: the rule's or the folder's]"),
    click.option("--target-year", type=_YEAR, metavar="YYYY", help="Target year.  [default: the rule's]"),
    click.option(
        "--scopes", callback=_scopes, metavar="1,2", help="Scopes of the target.  [default: the rule's or 1,2]"
    ),
    click.option(
        "--scope2-method",
        type=click.Choice(("market_based", "location_based")),
        help="How scope 2 is counted.  [default: the rule's or market_based]",
    ),
    click.option("--submitted", callback=_day, metavar="DAY", help="The day on which the target is submitted."),
    click.option("--metric", default="", help="Denominator of an intensity, from metrics.csv."),
    click.option("--growth", metavar="PERCENT", help="Yearly growth of that metric after the last inventory."),
    click.option("--activity", default="", help="Activity whose quantity is limited."),
    click.option("--rate", metavar="PERCENT", help="Yearly rate, where the rule leaves it open."),
    click.option("--share", metavar="PERCENT", help="Share of renewable electricity in the target year."),
    click.option("--sector", type=click.Path(path_type=Path), metavar="FILE", help="The sector's curve as CSV."),
    click.option("--most-recent-year", type=_YEAR, metavar="YYYY", help="For rules that start from it."),
    click.option("--net-zero-year", type=_YEAR, metavar="YYYY", help="Your own, if earlier than the rule's."),
)


def target_options(command: options.Command) -> options.Command:
    """Add what is chosen under a rule."""
    for decorate in reversed(_CHOICES):
        command = decorate(command)
    return command


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="FOLDER")
@target_options
@click.option("--list", "listing", is_flag=True, help="List the rules, those of FOLDER with them.")
@running.printing
def target(folder: Path | None, listing: bool, **chosen: object) -> TargetResult | list[TargetRule]:
    """Work out a target: the least reduction, the path year by year, the rule's checks, and how the years stand to it.

    FOLDER is an inventory folder; its own rules are files in FOLDER/scenarios/targets/.

    \b
    Examples:
      carbon target docs/examples/kgi --rule sbti-aca-2020 --base-year 2022 --target-year 2030
      carbon target docs/examples/kgi --rule kgi-renewable --format json
      carbon target --list
    """
    from carbon.targets.target import known_rules, target

    if listing:
        return list(known_rules(folder).values())
    if folder is None or not chosen["rule"]:
        missing = say("a FOLDER") if folder is None else "--rule ID"
        raise click.UsageError(say("Name {missing}; `carbon target --list` lists the rules.", missing=missing))
    with running.progress(running.READING) as report:
        return target(folder, **chosen, report=report)  # type: ignore[arg-type]
