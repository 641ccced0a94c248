"""How a command runs: what it reads, how it tells of its progress, how it fails, and where it may write."""

from __future__ import annotations

import functools
import inspect
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from carbon.cli import options
from carbon.cli.options import Command
from carbon.model.sentences import say

if TYPE_CHECKING:
    from carbon.model.problems import Problem


STDIN = Path("-")
PATIENCE_SECONDS = 2
READING = "Reading activity data"


def refusing(command: Command) -> Command:
    """Print what is wrong to stderr and leave with status 1, instead of a traceback; in the language of the command."""
    names = inspect.signature(command).parameters

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any command
        from carbon.model.problems import ProblemsError

        if "language" not in names:
            kwargs.pop("language", None)
        try:
            stop_if_read(kwargs)
            return command(*args, **kwargs)
        except ProblemsError as error:
            _refuse(error.problems)
        except BrokenPipeError:
            raise SystemExit(1) from None
        except (OSError, MemoryError) as error:
            _refuse([_of_the_machine(error)])

    return run  # type: ignore[return-value]


def _refuse(problems: Sequence[Problem]) -> NoReturn:
    """Print problems to stderr and leave with status 1."""
    from carbon.model.problems import report
    from carbon.tables.messages import translator

    click.echo(report(problems, translator(_language())), err=True)
    raise SystemExit(1) from None


def _language() -> str:
    """Return the language of the command that runs."""
    context = click.get_current_context(silent=True)
    return str(context.params.get("language", "en")) if context else "en"


def _of_the_machine(error: OSError | MemoryError) -> Problem:
    """Say what the machine did not give: memory, room on the disk, or a file; only writing gives an error no file."""
    from carbon.files.writing import is_full, no_room, too_little_memory
    from carbon.model.problems import Place, Problem

    if isinstance(error, MemoryError):
        return too_little_memory()
    if error.filename is not None:
        return Problem(
            "unreadable-file",
            say("{reason}. Check that it may be read.", reason=error.strerror),
            Place(str(error.filename)),
        )
    if is_full(error):
        return no_room(Path(tempfile.gettempdir(), "copy"))
    return Problem(
        "unreadable-file",
        say("The system did not give what was asked of it: {reason}.", reason=error.strerror or error),
    )


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
        raise click.UsageError(say("Standard input is closed; name a file."))
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
        raise refusal("stdout", say("Standard output is closed. Name a file to write to: --output FILE."))
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise refusal(
            "stdout", say("The output cannot be written: {reason}.", reason=error.strerror or error)
        ) from error


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers: its result, with what is special about writing it.

    Parameters
    ----------
    options
        Of the description of the result.
    told
        What is said on stderr after the result.
    failed
        Whether to leave with status 1.
    """

    result: object
    options: Mapping[str, Any] = field(default_factory=dict)
    told: Sequence[str] = ()
    failed: bool = False


def printing(command: Callable[..., object], *, to_file: bool = True) -> Callable[..., None]:
    """Print what a command returns, a result or an `Answer`, in the format and the language that are asked for."""

    @functools.wraps(command)
    def run(form: str, output: Path | None = None, **given: Any) -> None:  # noqa: ANN401 - any command
        from carbon import formats

        given |= {name: said for name, said in (("form", form), ("output", output)) if name in names}
        returned = command(**given)
        answer = returned if isinstance(returned, Answer) else Answer(returned)
        text = formats.text(form, answer.result, language=_language(), **answer.options)
        emit(text, output)
        for words in answer.told:
            tell(words)
        if answer.failed:
            raise SystemExit(1)

    names = inspect.signature(command).parameters
    wrapped = options.language(refusing(run))
    return options.formats(options.output(wrapped) if to_file else wrapped)


def printing_to_stdout(command: Callable[..., object]) -> Callable[..., None]:
    """Print what a command returns that has written something else: no file can fail after that."""
    return printing(command, to_file=False)


def tell(words: str) -> None:
    """Write a line to stderr, where it is open, in the language of the command."""
    from carbon.model.problems import visible
    from carbon.tables.messages import in_language

    click.echo(visible(in_language(words, _language())), err=True)


def warn(problems: Iterable[Problem]) -> None:
    """Write warnings to stderr, for a form of the result that has no room for them."""
    from carbon.tables.messages import translator

    for problem in problems:
        click.echo(problem.written(translator(_language())), err=True)


_SETTINGS = "carbon.toml"
_FILES = (_SETTINGS, "carbon.lock", "metrics.csv", "instruments.csv")
_READ_WHOLE = ("activity", "emission_factors")
_READ_BY_NAME = "scenarios"
_BESIDE = (".toml", ".csv")
"""What a scenario or a rule may name beside itself."""


def stop_if_read(given: Mapping[str, Any]) -> None:
    """Refuse an output that is read by the command, or belongs to an inventory, under whatever name.

    Parameters
    ----------
    given
        What the command was given.

    Raises
    ------
    click.UsageError
        That names the file.
    """
    target = given.get("output")
    if target is None:
        return
    folder = _inventory_of(target.resolve())
    if folder is not None:
        why = say(
            "{file} belongs to the inventory in {folder}, or would be read as a part of it; name another file to write "
            "to.",
            file=target,
            folder=folder,
        )
        raise click.UsageError(why)
    if target.exists() and _identity(target) in {_identity(path) for path in _files_read(given)}:
        raise click.UsageError(say("{file} is one of the files that are read; name another to write to.", file=target))


def _inventory_of(target: Path) -> Path | None:
    """Return the inventory folder that a file belongs to, or would by its place and name."""
    for folder in target.parents:
        if (folder / _SETTINGS).is_file():
            parts = target.relative_to(folder).parts
            if parts[0] in _READ_WHOLE or parts in {(name,) for name in _FILES}:
                return folder
            if parts[0] == _READ_BY_NAME and target.exists():
                return folder
    return None


def _files_read(given: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the files that a command may read."""
    from carbon import library

    for path in filter(_is_there, _paths_among(given)):
        if path.is_dir():
            yield from (path / name for name in _FILES if (path / name).is_file())
            for name in (*_READ_WHOLE, _READ_BY_NAME):
                yield from (file for file in (path / name).rglob("*") if file.is_file())
        elif path.is_file():
            yield path
            if path.suffix == ".toml":
                yield from (file for file in path.parent.iterdir() if file.suffix in _BESIDE and file.is_file())
    for root in (library.emission_factors(), library.scenarios()):
        yield from (file for file in root.rglob("*") if file.is_file())


def _paths_among(given: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the paths among the options: files, folders, folders with a year behind them."""
    for name, value in given.items():
        if name != "output":
            for path in value if isinstance(value, tuple) else (value,):
                if isinstance(path, Path):
                    yield path
                    yield Path(f"{path}.toml")
                elif isinstance(path, str) and path:
                    yield Path(path)
                    yield Path(re.sub(r"@[0-9]+$", "", path))


def _is_there(path: Path) -> bool:
    """Say whether there is such a file or folder; texts that no file can be called are among the options."""
    try:
        return path.exists()
    except OSError:
        return False


def _identity(path: Path) -> tuple[int, int]:
    """Return what a file is by, whatever its name: device and inode."""
    status = path.stat()
    return status.st_dev, status.st_ino
