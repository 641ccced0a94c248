"""`carbon selftest`: what others published, recomputed."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import options

if TYPE_CHECKING:
    from carbon.selftest.published import PublishedValue


@click.command()
@click.option("--publisher", default="", metavar="TEXT", help="Only publishers whose name contains this.")
@options.formats
@options.output
@options.refusing
def command(publisher: str, form: str, output: Path | None) -> None:
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
        from carbon.tables import as_csv, as_json

        found = Selftest().findings(_chosen(published.read_published_values(), publisher))
    if form == "csv":
        text = as_csv.text(findings.values(found))
    else:
        text = findings.page(found) if form == "table" else as_json.text(findings.record(found), on_one_line=False)
    options.emit(text, output)
    if form == "csv" or output is not None:
        options.say(findings.closing(found))
    if any(finding.agreement is Agreement.DIFFERS for finding in found):
        raise SystemExit(1)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Let garbage lie: in a run this short there is little, and looking for it takes a fifth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _chosen(values: list[PublishedValue], publisher: str) -> list[PublishedValue]:
    """Return the values of some publishers, all by default."""
    chosen = [value for value in values if publisher.casefold() in value.publisher.casefold()]
    if not chosen:
        names = "; ".join(dict.fromkeys(value.publisher for value in values))
        raise click.BadParameter(
            f"No published value is of {publisher!r}. There are: {names}.", param_hint="--publisher"
        )
    return chosen
