"""The command line. A command's module is imported when the command is called, so that `--help` is quick."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from carbon.model.sentences import say

COMMANDS = {
    "init": ("inventories", "Write a new inventory folder to fill in, or a copy of an example."),
    "check": ("inventories", "Look everything over and calculate nothing."),
    "inventory": ("inventories", "Compute the inventory of each year."),
    "explain": ("inventories", "Print the tree from a figure down to its rows."),
    "freeze": ("history", "Write down what a year rests on, and every total."),
    "verify": ("history", "Compute every frozen year again."),
    "diff": ("history", "Compare two folders, locks or years."),
    "factors": ("factors", "List, find, explain, upgrade and import emission factors."),
    "pathway": ("scenarios", "Project a scenario, year by year."),
    "whatif": ("scenarios", "Change a scenario's numbers and see what follows."),
    "target": ("targets", "Work out where you must be under a rule, year by year."),
    "optimise": ("scenarios", "Find the cheapest way to a scenario's targets."),
    "chart": ("chart", "Draw a chart for print."),
    "selftest": ("history", "Recompute figures that others published."),
}
"""Every command with its module and its one-line help."""


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time.

    Parameters
    ----------
    lazy
        Every command with the module of this package that it is in, under its own name (a word of Python's gets an
        underscore), and its one-line help, in the order of the work.
    """

    def __init__(self, *args: object, lazy: Mapping[str, tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._modules = {name: module for name, (module, _) in lazy.items()}
        self._helps = {name: text for name, (_, text) in lazy.items()}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the work."""
        return list(self._helps)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; tell what is wrong with its options in its language, and steer no terminal by it."""
        from carbon.model.problems import visible

        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            of = error.ctx if isinstance(error, click.UsageError) else None
            error.message = visible(_translated(error.message, of))  # type: ignore[misc]
            raise

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; a mistyped one gets its nearest."""
        if cmd_name in self._helps:
            module = import_module(f"{__name__}.{self._modules[cmd_name]}")
            command = getattr(module, f"{cmd_name}_" if iskeyword(cmd_name) or cmd_name == "list" else cmd_name)
            assert isinstance(command, click.Command)
            return command
        from carbon.model.problems import listed, nearest

        likely = nearest(cmd_name, self._helps)
        return ctx.fail(f"No such command {cmd_name!r}." + (f" Nearest: {listed(likely)}." if likely else ""))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and refuse an option that is given twice: which of the two counts would be a guess."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not isinstance(command, click.Group):
            own = click.Context(command, parent=ctx, info_name=name)
            values, _, given = command.make_parser(own).parse_args(list(rest))
            for option in dict.fromkeys(given):
                times = given.count(option)
                if times > 1 and isinstance(option, click.Option) and not (option.multiple or option.is_flag):
                    own.params["language"] = values.get("language", "en")
                    why = say("{option} is given {times} times; give it once.", option=option.opts[0], times=times)
                    raise click.UsageError(why, own)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - idem
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._helps.items()))


def _translated(message: str, context: click.Context | None) -> str:
    """Return a message in the language that the command was asked for."""
    from carbon.tables.messages import in_language

    return in_language(message, str(context.params.get("language", "en")) if context else "en")


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
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
