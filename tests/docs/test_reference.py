"""The reference of the command line is what the commands say, and their examples work."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from carbon.cli import COMMANDS, main
from carbon.cli.options import FORMATS
from tests.docs import pages, reference, running
from tests.reporting import every_format

EXAMPLES = reference.examples()
ENERGY = "activity,quantity,unit,period\nelectricity,1000,kWh,2024-03\n"


def test_reference_is_current() -> None:
    """`python tests/docs/write.py --write` writes it."""
    assert pages.REFERENCE.read_text(encoding="utf-8") == reference.text()


def test_every_command_has_an_example() -> None:
    """Groups too, with an example of what they hold."""
    with_example = {name for name, _ in EXAMPLES}
    assert {name for name, _ in reference.commands()} <= with_example


def test_help_is_at_hand_for_every_option() -> None:
    """No option is without a word on what it does."""
    for name, command in reference.commands():
        for option in command.params:
            if option.param_type_name == "option":
                assert getattr(option, "help", None), f"{option.name} of {name} has no help"


@pytest.mark.parametrize("words", sorted({line for _, line in EXAMPLES}))
def test_example_of_the_help_works(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder with the examples, an `energy.csv`, and what `carbon init` and `carbon freeze` write.

    What it prints has every format, and the data frames that the page on formats names.
    """
    with running.shell(tmp_path) as shell:
        Path("energy.csv").write_text(ENERGY, encoding="utf-8")
        Path("build").mkdir()
        if "init" not in words:
            shell.run("carbon init --example kgi my-inventory")
        if "verify" in words or ".lock" in words:
            shell.run("carbon freeze my-inventory")
            shell.run("cp -r my-inventory before")
        with every_format.described(monkeypatch) as descriptions:
            outcome = CliRunner().invoke(main, shlex.split(words)[1:], prog_name="carbon")
        assert outcome.exit_code == 0, outcome.output
        assert bool(descriptions) is not words.startswith("carbon chart")
        for description, chinese in descriptions:
            every_format.check(description, chinese, words)
            name = max((name for name in every_format.documented() if f"{words} ".startswith(f"{name} ")), key=len)
            assert set(description.frames()) <= every_format.documented()[name][1]


def test_every_command_that_prints_a_result_has_every_format() -> None:
    """The others draw a picture, into a file; a group prints nothing. The page on formats has each command."""
    printing = set()
    for name, command in reference.commands():
        options = {option.name: option for option in command.params}
        if "form" in options:
            assert isinstance(options["form"].type, click.Choice)
            assert tuple(options["form"].type.choices) == FORMATS
            printing.add(name)
        else:
            assert isinstance(command, click.Group) or options["output"].required, name
    assert set(every_format.documented()) == printing


def test_one_line_helps_begin_like_the_commands_own() -> None:
    """The list of commands is written apart, so that `--help` is quick; it names no command that there is not."""
    assert {f"carbon {name}" for name in COMMANDS} <= {name for name, _ in reference.commands()}
