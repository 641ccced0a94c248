"""`carbon verify`: compute every frozen year again."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@options.years
@options.formats("table", "json")
@options.language
@options.output
@options.refusing
def command(folder: Path, years: tuple[int, ...], form: str, language: str, output: Path | None) -> None:
    """Compute every frozen year again: identical to the last digit, or what has moved and by how many tonnes.

    Exit status 1 if a year does not agree. What the library would choose now is shown beside, and is no disagreement.

    \b
    Example:
      carbon verify my-inventory
    """
    from carbon.accounting.freezing.verifying import verify
    from carbon.reporting.changes import as_json, as_text

    with options.progress(options.READING) as report:
        found = verify(folder, years, report)
    options.emit(as_json.verified(found) if form == "json" else as_text.verified(found, language=language), output)
    if not all(one.agrees for one in found):
        raise SystemExit(1)
