"""What commands have in common: their options, how they fail, and how they write."""

from __future__ import annotations

import functools
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from carbon.cli import sparing

if TYPE_CHECKING:
    from fractions import Fraction

    from carbon.model.problems import Problem

Command = TypeVar("Command", bound=Callable[..., Any])
LANGUAGES = ("en", "zh")
FORMATS = ("table", "csv", "json")
STDIN = Path("-")
PATIENCE_SECONDS = 2
READING = "Reading activity data"


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
            raise click.BadParameter(f"{text!r} is not NAME=VALUE, like renewable_share.2030=40%.", context, option)
    pairs = tuple((text.partition("=")[0].strip(), text.partition("=")[2].strip()) for text in texts)
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise click.BadParameter(f"{name} is set {names.count(name)} times; set it once.", context, option)
    return pairs


def percentage(context: click.Context, option: click.Parameter, text: str | None) -> Fraction | None:
    """Read a percentage from 0 % to 100 % as a ratio; like everywhere, it needs its sign."""
    if text is None:
        return None
    from carbon.files import amounts

    try:
        ratio = amounts.percent(text, "42%", yearly=False)
    except amounts.AmountError as error:
        raise click.BadParameter(str(error), context, option) from None
    if not 0 <= ratio <= 1:
        raise click.BadParameter(f"{text} is not between 0 % and 100 %.", context, option)
    return ratio


def language(command: Command) -> Command:
    """Add `--language`."""
    return click.option(
        "--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the words."
    )(command)


def refusing(command: Command) -> Command:
    """Print what is wrong to stderr and leave with status 1, instead of a traceback."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any command
        from carbon.model.problems import ProblemsError

        try:
            sparing.stop_if_read(kwargs)
            return command(*args, **kwargs)
        except ProblemsError as error:
            click.echo(str(error), err=True)
            raise SystemExit(1) from None
        except BrokenPipeError:
            raise SystemExit(1) from None
        except (OSError, MemoryError) as error:
            click.echo(f"{_of_the_machine(error)}\n\n1 problem. Nothing was calculated.", err=True)
            raise SystemExit(1) from None

    return run  # type: ignore[return-value]


def _of_the_machine(error: OSError | MemoryError) -> Problem:
    """Say what the machine did not give: memory, room on the disk, or a file; only writing gives an error no file."""
    from carbon.files.writing import is_full, no_room, too_little_memory
    from carbon.model.problems import Place, Problem

    if isinstance(error, MemoryError):
        return too_little_memory()
    if error.filename is not None:
        return Problem("unreadable-file", f"{error.strerror}. Check that it may be read.", Place(str(error.filename)))
    if is_full(error):
        return no_room(Path(tempfile.gettempdir(), "copy"))
    return Problem("unreadable-file", f"The system did not give what was asked of it: {error.strerror or error}.")


@contextmanager
def with_stdin(paths: tuple[Path, ...]) -> Iterator[list[Path]]:
    """Yield the paths, with standard input (`-`) and pipes saved to files."""
    streams = {path for path in paths if path == STDIN or path.is_fifo()}
    if not streams:
        yield list(paths)
        return
    with tempfile.TemporaryDirectory(prefix="carbon-") as folder:
        saved = {path: _saved(path, Path(folder)) for path in streams}
        yield [saved.get(path, path) for path in paths]


def _saved(path: Path, folder: Path) -> Path:
    """Save standard input or a pipe, which can be read only once, to a file."""
    if path == STDIN and sys.stdin is None:
        raise click.UsageError("Standard input is closed; name a file.")
    target = folder / ("stdin.csv" if path == STDIN else f"{path.name}.csv")
    with sys.stdin.buffer if path == STDIN else path.open("rb") as source, target.open("wb") as file:
        while chunk := source.read(1 << 20):
            file.write(chunk)
    return target


def _is_watched() -> bool:
    """Say whether stderr is a terminal; it may be closed."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def progress(label: str) -> Iterator[Callable[[int], None] | None]:
    """Yield what a percentage is reported to: a bar on stderr if that is a terminal and two seconds have passed."""
    if not _is_watched():
        yield None
        return
    start = time.monotonic()
    with ExitStack() as stack:
        bars: list[Any] = []

        def report(percent: int) -> None:
            if not bars and time.monotonic() - start > PATIENCE_SECONDS:
                bars.append(stack.enter_context(click.progressbar(length=100, label=label, file=sys.stderr)))
            for bar in bars:
                bar.update(percent - bar.pos)

        yield report
        for bar in bars:
            bar.update(bar.length - bar.pos)


@contextmanager
def patience(label: str) -> Iterator[None]:
    """Say on stderr what is going on, if that is a terminal and it takes over two seconds."""
    if not _is_watched():
        yield
        return
    timer = threading.Timer(PATIENCE_SECONDS, lambda: click.echo(f"{label}…", err=True))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def emit(text: str, target: Path | None) -> None:
    """Write a text to stdout, or to a file whole or not at all."""
    from carbon.files.writing import refusal, write_whole
    from carbon.model.problems import visible

    text = visible(text if text.endswith("\n") else text + "\n")
    if target is not None:
        write_whole(target, text.encode())
        return
    if sys.stdout is None:
        raise refusal("stdout", "Standard output is closed. Name a file to write to: --output FILE.")
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refusal("stdout", f"The output cannot be written: {error.strerror or error}.") from error


def say(words: str) -> None:
    """Write a line to stderr, where it is open."""
    from carbon.model.problems import visible

    click.echo(visible(words), err=True)
