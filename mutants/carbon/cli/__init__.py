"""The command line. A command's module is imported when the command is called, so that `--help` is quick."""

from __future__ import annotations

import atexit
import os
import sys

import click

from carbon.cli.lazy import LazyGroup

COMMANDS = {
    "init": "Write a new inventory folder to fill in, or a copy of an example.",
    "check": "Look everything over and calculate nothing.",
    "inventory": "Compute the inventory of each year.",
    "explain": "Print the tree from a figure down to its rows.",
    "freeze": "Write down what a year rests on, and every total.",
    "verify": "Compute every frozen year again.",
    "diff": "Compare two folders, locks or years.",
    "factors": "List, find, explain, upgrade and import emission factors.",
    "pathway": "Project a scenario, year by year.",
    "whatif": "Change a scenario's numbers and see what follows.",
    "target": "Work out where you must be under a rule, year by year.",
    "optimise": "Find the cheapest way to a scenario's targets.",
    "chart": "Draw a chart for print.",
    "selftest": "Recompute figures that others published.",
}
"""Every command with its one-line help; its module has the same name."""


@click.group(
    cls=LazyGroup,
    package=__name__,
    helps=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
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
    if sys.stderr is None:  # closed; the file opened next would get its number, and what libraries say there
        os.open(os.devnull, os.O_WRONLY)
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
