"""The reference of the command line, made from what every command says of itself."""

from __future__ import annotations

from collections.abc import Iterator

import click
from click.testing import CliRunner

from carbon.cli import main
from tests.docs.running import WIDTH

_TOP = """# Command-line reference

Made from the commands' own help by `python tests/docs/write.py --write`; a test fails when it is not current.

What every command has in common:

- `FOLDER|FILE...` is one inventory folder (with its `carbon.toml`) or any number of files of activity data;
  `-` is standard input. Of bare files, `--year` and `--geography` have to be given.
- Data goes to standard output; problems and remarks go to standard error. `--output` writes a file whole or not at all.
- Exit status 0: done. 1: something was refused, nothing was calculated. 2: the command was not called rightly.
- No result depends on today's date, on the order of rows or files, or on the number of processors.
"""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name, groups before what they hold."""
    yield from _below("carbon", main, click.Context(main, info_name="carbon"))


def _below(name: str, command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and those below it."""
    yield name, command
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            inner = command.get_command(context, word)
            assert inner is not None
            yield from _below(f"{name} {word}", inner, click.Context(inner, info_name=word, parent=context))


def options() -> dict[str, set[str]]:
    """Return the long options of each command, `--help` apart."""
    return {
        name: {
            max(option.opts, key=len)
            for option in command.params
            if isinstance(option, click.Option) and "--help" not in option.opts
        }
        for name, command in commands()
    }


def examples() -> list[tuple[str, str]]:
    """Return the examples in the help of each command, as one would type them."""
    return [
        (name, line.strip())
        for name, command in commands()
        for line in (command.help or "").splitlines()
        if line.strip().startswith("carbon ")
    ]


def help_of(name: str) -> str:
    """Return the help of a command as it is printed."""
    words = name.split()[1:]
    outcome = CliRunner().invoke(main, [*words, "--help"], prog_name="carbon", terminal_width=WIDTH)
    assert outcome.exit_code == 0, outcome.output
    return "\n".join(line.rstrip() for line in outcome.output.strip().split("\n"))


def text() -> str:
    """Return the whole page."""
    parts = [_TOP]
    for name, _ in commands():
        parts.append(f"## {name}\n\n```text\n{help_of(name)}\n```\n")
    return "\n".join(parts)
