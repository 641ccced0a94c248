"""`carbon chart`: a chart for print."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import options


@click.command()
@click.argument("kind", metavar="KIND")
@options.sources
@click.option(
    "--output",
    "-o",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.svg, FILE.png or FILE.pdf.",
)
@options.language
@click.option(
    "--scope2-method",
    type=click.Choice(("market_based", "location_based")),
    default="market_based",
    show_default=True,
    help="Which scope 2 to draw.",
)
@click.option("--width", type=float, metavar="MM", help="Width in millimetres.  [default: 170]")
@click.option("--height", type=float, metavar="MM", help="Height in millimetres.")
@options.refusing
def command(
    kind: str,
    paths: tuple[Path, ...],
    years: tuple[int, ...],
    geography: str,
    gwp_set: str,
    organisation: str,
    output: Path,
    language: str,
    scope2_method: str,
    width: float | None,
    height: float | None,
) -> None:
    """Draw a chart for print, as SVG, PNG or PDF.

    KIND is emissions: emissions by scope and year.

    \b
    Example:
      carbon chart emissions docs/examples/kgi --output build/kgi.svg
    """
    from carbon.problems import listed, nearest
    from carbon.reporting import charts

    if kind not in charts.KINDS:
        likely = nearest(kind, charts.KINDS) or list(charts.KINDS)
        raise click.UsageError(f"There is no chart {kind!r}. Nearest: {listed(likely)}.")
    if output.suffix.lower() not in {".svg", ".png", ".pdf"}:
        raise click.UsageError(
            f"A chart is written as .svg, .png or .pdf, not as {output.suffix or 'a file without suffix'!r}."
        )
    from carbon.accounting.inventory import inventories
    from carbon.terms import Scope2Method

    given = {"geography": geography, "gwp_set": gwp_set, "organisation": organisation}
    with options.with_stdin(paths) as files, options.progress(options.READING) as report:
        results = inventories(list(files), years=years, report=report, **given)
    size = {key: value for key, value in (("width_mm", width), ("height_mm", height)) if value is not None}
    figure = charts.draw(kind, results, language=language, scope2_method=Scope2Method(scope2_method), **size)
    charts.save(figure, output)
