"""`carbon factors`: what the library holds, and what becomes of it."""

from __future__ import annotations

import click

from carbon.cli.lazy import LazyGroup

COMMANDS = {
    "list": "List every factor, one gas a line.",
    "find": "Find factors by a word of their activity, in English or Chinese.",
    "show": "Show one factor: its gases, bounds, source, cell and licence.",
    "explain": "Walk the ladder of an activity, rung by rung.",
    "upgrade": "Preview what a newer dataset would change, and take it.",
    "import": "Make a dataset of a table, checked and hashed.",
}
"""Every command with its one-line help."""


@click.group(name="factors", cls=LazyGroup, package=__name__, helps=COMMANDS)
def command() -> None:
    """List, find and show emission factors; explain, upgrade and import them.

    \b
    Examples:
      carbon factors list --geography TW --year 2024
      carbon factors find 柴油 --geography TW --year 2024
      carbon factors show tw-moea-electricity@2026-06:electricity:TW:kWh:2024-01-01
      carbon factors explain electricity --geography TW --year 2024
    """
