"""`carbon explain`: the tree from a figure down to its files and rows."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("figure")
@options.sources
@options.thawing
@options.formats
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
    from carbon.accounting import lineage_tables as described
    from carbon.accounting.inventory import open_books
    from carbon.tables import as_csv, as_json

    with options.with_stdin(paths) as files:
        with options.progress(options.READING) as report:
            books = open_books(folder.read_folder(files, given, years, thaw=thaw), years, report)
        settings = books.folder.settings
        explained = lineage.explain(books, books.years, figure)
        figures = {book.year.year: of for book, of in zip(books.years, explained, strict=True)}
    if form == "csv":
        text = as_csv.tidy({"figures": described.by_year(figures)}, "figures")
    elif form == "json":
        text = "\n\n".join(as_json.text(described.figures(of), on_one_line=False) for of in figures.values())
    else:
        head = f"{settings.organisation} · {{}} · {settings.gwp_set}"
        trees = (described.text(of, head=head.format(year), language=language) for year, of in figures.items())
        text = "\n\n".join(trees)
    options.emit(text, output)
