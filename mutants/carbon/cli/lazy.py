"""A group of commands whose modules are imported when they are called, so that `--help` is quick."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group whose commands are imported one at a time.

    Parameters
    ----------
    package
        Where the modules are; a module has its command's name, and the command in it is called `command`.
    helps
        Every command with its one-line help, in the order of the work.
    """

    def __init__(self, *args: object, package: str, helps: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._package, self._helps = package, helps

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of the work."""
        return list(self._helps)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; a mistyped one gets its nearest."""
        if cmd_name in self._helps:
            command = import_module(f"{self._package}.{module_of(cmd_name)}").command
            assert isinstance(command, click.Command)
            return command
        from carbon.problems import listed, nearest

        likely = nearest(cmd_name, self._helps)
        return ctx.fail(f"No such command {cmd_name!r}." + (f" Nearest: {listed(likely)}." if likely else ""))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - idem
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._helps.items()))


def module_of(command: str) -> str:
    """Return the module of a command; a word of Python's gets an underscore."""
    return f"{command}_" if command in {"import", "list"} else command
