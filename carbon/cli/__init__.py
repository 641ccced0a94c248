"""The command line. A command's module is imported when the command is called, so that `--help` is quick."""

from __future__ import annotations

import atexit
import os
import sys
from importlib import import_module

import click

COMMANDS = {
    "init": "Write a new inventory folder to fill in, or a copy of an example.",
    "check": "Look everything over and calculate nothing.",
    "inventory": "Compute the inventory of each year.",
    "explain": "Print the tree from a figure down to its rows.",
    "factors": "List, find and show emission factors.",
    "pathway": "Project a scenario, year by year.",
    "whatif": "Change a scenario's numbers and see what follows.",
    "target": "Work out where you must be under a rule, year by year.",
    "optimise": "Find the cheapest way to a scenario's targets.",
    "chart": "Draw a chart for print.",
}
"""Every command with its one-line help; its module has the same name."""


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; a mistyped one gets its nearest."""
        if cmd_name in COMMANDS:
            command = import_module(f"carbon.cli.{cmd_name}").command
            assert isinstance(command, click.Command)
            return command
        from carbon.problems import listed, nearest

        likely = nearest(cmd_name, COMMANDS)
        return ctx.fail(f"No such command {cmd_name!r}." + (f" Nearest: {listed(likely)}." if likely else ""))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - idem
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(None, "-V", "--version", package_name="carbon-inventory", message="carbon %(version)s")
def main() -> None:
    """Greenhouse-gas inventories, exact and explained, from the CSV files that you have.

    \b
    Start here:
      carbon init --example kgi my-inventory
      carbon inventory my-inventory --year 2024
      carbon explain scope2/electricity my-inventory --year 2024
    """


def run() -> None:
    """Run the command and leave at once: to tear the libraries down would take a tenth of a small inventory's time."""
    status = 0
    try:
        main(prog_name="carbon")
    except SystemExit as leave:
        status = leave.code if isinstance(leave.code, int) else 1
    atexit._run_exitfuncs()  # noqa: SLF001 - temporary folders are removed there
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            status = status or 1
    os._exit(status)
