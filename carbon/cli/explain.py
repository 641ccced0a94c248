"""`carbon explain`: the tree from a figure down to its files and rows."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("figure")
@options.sources
@options.thawing
@options.formats("table", "json")
@options.output
@options.language
@options.refusing
def command(
    figure: str,
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    thaw: bool,
    form: str,
    output: Path | None,
    language: str,
    **given: str,
) -> None:
    """Print the tree from a figure down to files and rows: quantity, units, heating value, factor, GWP, product.

    FIGURE is an account (scope2/electricity), a group of them (scope1), or what stands beside the totals
    (avoided/paper/a4, excluded/water/supply, outside_scopes).

    \b
    Example:
      carbon explain scope2/electricity docs/examples/kgi --year 2024
    """
    from carbon.accounting import folder, lineage
    from carbon.accounting.inventory import opened
    from carbon.reporting import as_tree

    with options.with_stdin(paths) as files:
        with options.progress(options.READING) as report:
            books = opened(folder.read(files, given, years, thaw=thaw), years, report)
        blocks = []
        for book, explained in zip(books.years, lineage.explain(books, books.years, figure), strict=True):
            settings = books.folder.settings
            head = f"{settings.organisation} · {book.year.year} · {settings.gwp_set}"
            if form == "json":
                blocks.append(as_tree.as_json(explained))
            else:
                blocks.append(as_tree.text(explained, head=head, language=language))
    options.emit("\n\n".join(blocks), output)
