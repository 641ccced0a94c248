"""`carbon freeze`, `verify`, `diff` and `selftest`: figures written down, computed again, and compared."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options, running
from carbon.model.sentences import say

if TYPE_CHECKING:
    from carbon.history.difference import Compared
    from carbon.selftest.published import PublishedValue


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.years
@click.option("--thaw", is_flag=True, help="Freeze years that are frozen anew, with the library as it is now.")
@click.option("--accept-inputs", is_flag=True, help="Keep the frozen factors, and take the inputs as they are now.")
@running.printing_to_stdout
def freeze(folder: Path, years: tuple[int, ...], thaw: bool, accept_inputs: bool) -> running.Answer:
    """Freeze inventory years: carbon.lock in FOLDER holds their inputs, the values they rest on, and every total.

    From then on they are computed from these values, whatever the library holds. All declared years are frozen unless
    --year says which. A year that is frozen already, and comes to the same figures, has its inputs written down anew.

    \b
    Example:
      carbon freeze my-inventory --year 2024
    """
    from carbon.accounting.lock import NAME, lock_text, parse_lock
    from carbon.files.writing import alone, write_whole
    from carbon.history.freeze import freeze
    from carbon.model.sentences import say

    with alone(folder):
        with running.progress(running.READING) as report:
            lock, frozen = freeze(folder, years, thaw=thaw, accept_inputs=accept_inputs, report=report)
        content = lock_text(lock)
        write_whole(folder / NAME, content.encode())
    sha256 = parse_lock(content).sha256
    told = say("{file} was written.", file=str(folder / NAME)), say("Its sha256 is {sha256}.", sha256=sha256)
    return running.Answer([replace(year, lock_sha256=sha256) for year in frozen], told=told)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.years
@running.printing
def verify(folder: Path, years: tuple[int, ...]) -> running.Answer:
    """Compute every frozen year again: identical to the last digit, or what has moved and by how many tonnes.

    Exit status 1 if a year does not agree. What the library would choose now is shown beside, and is no disagreement.

    \b
    Example:
      carbon verify my-inventory
    """
    from carbon.history.verifying import verify

    with running.progress(running.READING) as report:
        verified = verify(folder, years, report)
    return running.Answer(verified, failed=not all(year.agrees for year in verified))


@click.command()
@click.argument("sides", nargs=-1, required=True, metavar="A [B]")
@options.years
@click.option("--thaw", is_flag=True, help="Compute frozen years from the library as it is now.")
@running.printing
def diff(sides: tuple[str, ...], years: tuple[int, ...], thaw: bool) -> list[Compared]:
    """Compare A with B: every account, factor, quantity and input that moved, sorted by tonnes.

    A side is an inventory folder or a carbon.lock, with @YEAR for one of its years. One side and two years compare
    these; two sides are compared in every year that both have.

    \b
    Examples:
      carbon diff docs/examples/kgi@2023 docs/examples/kgi@2024
      carbon diff docs/examples/kgi --year 2022 --year 2024
      carbon diff before/carbon.lock my-inventory --year 2024
    """
    from carbon.history.difference import compare_sides

    with running.patience("Comparing"):
        return compare_sides(sides, years, thaw=thaw)


@click.command()
@click.option("--publisher", default="", metavar="TEXT", help="Only publishers whose name contains this.")
@running.printing
def selftest(publisher: str, form: str, output: Path | None) -> running.Answer:
    """Recompute figures that others published, with the factors and the code of this installation.

    Each is rounded to the digits that are printed, half away from zero. Figures that are known to differ are shown
    with the reason, and not counted. Exit status 1 if another one differs, else 0.

    \b
    Examples:
      carbon selftest
      carbon selftest --publisher KGI --format json
    """
    with _no_collecting():
        from carbon.selftest import findings, published
        from carbon.selftest.selftest import Agreement, Selftest

        results = Selftest().findings(_of_publisher(published.read_published_values(), publisher))
    told = (findings.closing(results),) if form == "csv" or output is not None else ()
    differs = any(finding.agreement is Agreement.DIFFERS for finding in results)
    return running.Answer(results, told=told, failed=differs)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let garbage lie: in a run this short there is little, and looking for it takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _of_publisher(values: list[PublishedValue], publisher: str) -> list[PublishedValue]:
    """Return the values of some publishers, all by default."""
    chosen = [value for value in values if publisher.casefold() in value.publisher.casefold()]
    if not chosen:
        names = "; ".join(dict.fromkeys(value.publisher for value in values))
        raise click.BadParameter(
            say("No published value is of {publisher!r}. There are: {names}.", publisher=publisher, names=names),
            param_hint="--publisher",
        )
    return chosen
