"""A group of commands whose modules are imported when they are called, so that `--help` is quick."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

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

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command; what is wrong with its options is told without characters that steer the terminal."""
        from carbon.model.problems import visible

        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            error.message = visible(error.message)  # type: ignore[misc]
            raise

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; a mistyped one gets its nearest."""
        if cmd_name in self._helps:
            command = import_module(f"{self._package}.{module_of(cmd_name)}").command
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
            _, _, given = command.make_parser(own).parse_args(list(rest))
            for option in dict.fromkeys(given):
                times = given.count(option)
                if times > 1 and isinstance(option, click.Option) and not (option.multiple or option.is_flag):
                    raise click.UsageError(f"{option.opts[0]} is given {times} times; give it once.", own)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - idem
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._helps.items()))


def module_of(command: str) -> str:
    """Return the module of a command; a word of Python's gets an underscore."""
    return f"{command}_" if command in {"import", "list"} else command
