"""`carbon chart`: a chart for print."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import Any

import click

from carbon.charts import KINDS
from carbon.cli import chart_data, options
from carbon.cli.target import choosing

FORMS = (".svg", ".png", ".pdf")
LEAST_MM, MOST_MM = 20, 2000
"""The sides that a sheet can have [mm]."""

_SLACK_MM = 0.05
"""What a sheet may exceed the size that was asked for by [mm]: less than a hair."""

_WIDEST = max(map(len, KINDS))
_LISTED = "\n".join(f"  {name:<{_WIDEST}}  {kind.help}" for name, kind in KINDS.items())
_HELP = f"""Draw a chart for print, as SVG, PNG or PDF.

\b
KIND is one of:
{_LISTED}

\b
Examples:
  carbon chart emissions docs/examples/kgi --output build/kgi.svg
  carbon chart accounts docs/examples/kgi --language zh --output build/accounts.svg
  carbon chart target docs/examples/kgi --rule kgi-net-zero --output build/target.svg
  carbon chart pathway docs/examples/kgi --scenario forty-percent --output build/pathway.svg
  carbon chart whatif docs/examples/kgi --scenario forty-percent --set renewable_share.2030=60% --output build/if.svg
"""


def _millimetres(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """Refuse what is no size of a sheet; `nan` is neither below one bound nor above the other."""
    if value is None or LEAST_MM <= value <= MOST_MM:
        return value
    raise click.BadParameter(f"{value:g} is no size of a sheet; write {LEAST_MM} to {MOST_MM} millimetres")


@click.command(help=_HELP)
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
    "--scenario",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The scenario: a file, or the name of one in the folder's scenarios.",
)
@options.changes
@choosing
@click.option("--width", type=float, callback=_millimetres, metavar="MM", help="Width in millimetres.  [default: 170]")
@click.option("--height", type=float, callback=_millimetres, metavar="MM", help="Height in millimetres.")
@click.option(
    "--style",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Colours, fonts and sizes of type, in a TOML file.",
)
@options.refusing
def command(
    kind: str,
    paths: tuple[Path, ...],
    output: Path,
    language: str,
    width: float | None,
    height: float | None,
    style: Path | None,
    **given: Any,  # noqa: ANN401 - what the kinds of data take
) -> None:
    """Draw a chart for print; the help is written above, with all kinds."""
    from carbon import charts

    _stop_if_unknown(kind, output)
    needs, looks = KINDS[kind].needs, {"width_mm": width, "height_mm": height}
    if needs != "target":  # whose scope 2 method is chosen with its rule
        looks["scope2_method"] = given.pop("scope2_method")
    look = _given(kind, looks)
    asked = {name: value for name, value in given.items() if value not in {None, "", ()}}
    chart_data.stop_unless_fit(kind, needs, asked)
    if style is not None:
        from carbon.charts import style_file

        look["style"] = style_file.read(style)
    data, more = chart_data.fetch(needs, paths, asked)
    figure = charts.draw(kind, data, language=language, **look, **more)
    _stop_if_larger(figure, width, height)
    charts.save(figure, output)


def _stop_if_larger(figure: Any, width: float | None, height: float | None) -> None:  # noqa: ANN401 - a Drawing; matplotlib is not loaded for its name
    """Refuse a size that was asked for and that what is drawn does not fit on, with the least that it does."""
    needed = {"--width": (width, figure.width_mm), "--height": (height, figure.height_mm)}
    short = {name: ceil(has) for name, (asked, has) in needed.items() if asked is not None and has > asked + _SLACK_MM}
    if short:
        least = " ".join(f"{name} {mm}" for name, mm in short.items())
        raise click.UsageError(
            f"The chart does not fit on a sheet of {figure.width_mm if width is None else width:g} by "
            f"{figure.height_mm if height is None else height:g} mm. It fits with {least}; leave a side out and it is "
            "as long as it has to be. With fewer years (--year), or smaller type in a style file (--style), it takes "
            "less room."
        )


def _stop_if_unknown(kind: str, output: Path) -> None:
    """Refuse a kind that there is not, and a form that charts are not written in."""
    from carbon.model.problems import listed, nearest

    if kind not in KINDS:
        likely = nearest(kind, KINDS) or list(KINDS)
        raise click.UsageError(f"There is no chart {kind!r}. Nearest: {listed(likely)}.")
    if output.suffix.lower() not in FORMS:
        raise click.UsageError(
            f"A chart is written as .svg, .png or .pdf, not as {output.suffix or 'a file without suffix'!r}."
        )


def _given(kind: str, look: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given; one that the kind does not take is refused, not ignored."""
    from carbon import charts

    given = {name: value for name, value in look.items() if value is not None}
    for name in given.keys() - charts.options_of(kind):
        raise click.UsageError(f"The chart {kind!r} does not take {chart_data.option_of(name)}.")
    return given
