"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from carbon.model.sentences import say

if TYPE_CHECKING:
    from fractions import Fraction


Command = TypeVar("Command", bound=Callable[..., Any])
LANGUAGES = ("en", "zh")
FORMATS = ("table", "csv", "json")


def sources(command: Command) -> Command:
    """Add the folder or files, the years, and what carbon.toml would say for a bare file."""
    for decorate in (
        click.option(
            "--decimal",
            default="",
            metavar="point|comma",
            help="What stands before the decimals, for a bare file that does not say it itself.",
        ),
        click.option(
            "--encoding",
            default="",
            metavar="NAME",
            help="Encoding of a bare file: big5, windows-1252.  [default: found out]",
        ),
        click.option("--organisation", default="", help="The organisation's name, for a bare file."),
        click.option("--gwp-set", default="", help="The GWP set, for a bare file.  [default: AR6_GWP100]"),
        click.option("--geography", default="", metavar="CODE", help="Where, for a bare file: TW, GB, US/CAMX."),
        years,
        click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER|FILE..."),
    ):
        command = decorate(command)
    return command


def years(command: Command) -> Command:
    """Add `--year`."""
    return click.option(
        "--year",
        "years",
        type=click.IntRange(1990, 2100),
        multiple=True,
        metavar="YYYY",
        help="Inventory year; may be repeated.",
    )(command)


def thawing(command: Command) -> Command:
    """Add `--thaw`."""
    return click.option("--thaw", is_flag=True, help="Compute frozen years from the library as it is now.")(command)


def formats(command: Command) -> Command:
    """Add `--format`: every result has every format."""
    return click.option(
        "--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True, help="How to write it."
    )(command)


def output(command: Command) -> Command:
    """Add `--output`."""
    return click.option(
        "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Write to a file, whole or not at all."
    )(command)


def folder(command: Command) -> Command:
    """Add `--folder`, an inventory folder whose own factors count too."""
    return click.option(
        "--folder",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        help="An inventory folder: its own factors count too.",
    )(command)


def scenario(command: Command) -> Command:
    """Add `--scenario`."""
    return click.option(
        "--scenario",
        required=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The scenario: a file, or the name of one in the folder's scenarios.",
    )(command)


def changes(command: Command) -> Command:
    """Add `--set`."""
    return click.option(
        "--set",
        "changes",
        multiple=True,
        callback=_pairs,
        metavar="NAME=VALUE",
        help="Another value for one of the scenario's names; may be repeated. `none` takes it out.",
    )(command)


def _pairs(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Take names and values apart."""
    for text in texts:
        if not text.partition("=")[0].strip() or not text.partition("=")[2].strip():
            raise click.BadParameter(
                say("{text!r} is not NAME=VALUE, like renewable_share.2030=40%.", text=text), context, option
            )
    pairs = tuple((text.partition("=")[0].strip(), text.partition("=")[2].strip()) for text in texts)
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise click.BadParameter(
                say("{name} is set {times} times; set it once.", name=name, times=names.count(name)), context, option
            )
    return pairs


def percentage(context: click.Context, option: click.Parameter, text: str | None) -> Fraction | None:
    """Read a percentage from 0 % to 100 % as a ratio; like everywhere, it needs its sign."""
    if text is None:
        return None
    from carbon.files import amounts

    try:
        ratio = amounts.percent(text, "42%", yearly=False)
    except amounts.AmountError as error:
        raise click.BadParameter(error.why, context, option) from None
    if not 0 <= ratio <= 1:
        raise click.BadParameter(say("{text} is not between 0 % and 100 %.", text=text), context, option)
    return ratio


def language(command: Command) -> Command:
    """Add `--language`."""
    return click.option(
        "--language",
        type=click.Choice(LANGUAGES),
        default="en",
        show_default=True,
        is_eager=True,
        help="Language of the words.",
    )(command)
