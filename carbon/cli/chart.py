"""`carbon chart`: a chart for print, and what it is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from pathlib import Path
from typing import Any

import click

from carbon.charts import KINDS
from carbon.cli import options, running
from carbon.cli.targets import target_options
from carbon.model.sentences import say

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
    why = say(
        "{value:g} is not a size of a sheet; write {least} to {most} millimetres.",
        value=value,
        least=LEAST_MM,
        most=MOST_MM,
    )
    raise click.BadParameter(why)


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
@target_options
@click.option("--width", type=float, callback=_millimetres, metavar="MM", help="Width in millimetres.  [default: 170]")
@click.option("--height", type=float, callback=_millimetres, metavar="MM", help="Height in millimetres.")
@click.option(
    "--style",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Colours, fonts and sizes of type, in a TOML file.",
)
@running.refusing
def chart(
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
    stop_unless_fit(kind, needs, asked)
    if style is not None:
        from carbon.charts import style_file

        look["style"] = style_file.read(style)
    data, more = fetch(needs, paths, asked)
    figure = charts.draw(kind, data, language=language, **look, **more)
    _stop_if_larger(figure, width, height)
    charts.save(figure, output)


def _stop_if_larger(figure: Any, width: float | None, height: float | None) -> None:  # noqa: ANN401 - a Drawing; matplotlib is not loaded for its name
    """Refuse a size that was asked for and that what is drawn does not fit on, with the least that it does."""
    needed = {"--width": (width, figure.width_mm), "--height": (height, figure.height_mm)}
    short = {name: ceil(has) for name, (asked, has) in needed.items() if asked is not None and has > asked + _SLACK_MM}
    if short:
        least = " ".join(f"{name} {mm}" for name, mm in short.items())
        why = say(
            "The chart does not fit on a sheet of {width:g} by {height:g} mm. It fits with {least}; leave a side out "
            "and it is as long as it has to be. With fewer years (--year), or smaller type in a style file (--style), "
            "it takes less room.",
            width=figure.width_mm if width is None else width,
            height=figure.height_mm if height is None else height,
            least=least,
        )
        raise click.UsageError(why)


def _stop_if_unknown(kind: str, output: Path) -> None:
    """Refuse a kind that there is not, and a form that charts are not written in."""
    from carbon.model.problems import nearest, with_nearest

    if kind not in KINDS:
        likely = nearest(kind, KINDS) or list(KINDS)
        raise click.UsageError(with_nearest(say("There is no chart {kind!r}.", kind=kind), likely))
    if output.suffix.lower() not in FORMS:
        if not output.suffix:
            raise click.UsageError(say("A chart is written as .svg, .png or .pdf, not as a file without suffix."))
        why = say("A chart is written as .svg, .png or .pdf, not as {suffix!r}.", suffix=output.suffix)
        raise click.UsageError(why)


def _given(kind: str, look: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given; one that the kind does not take is refused, not ignored."""
    from carbon import charts

    given = {name: value for name, value in look.items() if value is not None}
    for name in given.keys() - charts.options_of(kind):
        raise click.UsageError(say("The chart {kind!r} does not take {option}.", kind=kind, option=option_of(name)))
    return given


Given = Mapping[str, Any]
Fetched = tuple[Any, dict[str, Any]]
"""The data, and what else the chart is to be given."""

Report = Callable[[int], None] | None

_SOURCES = ("years", "geography", "gwp_set", "organisation", "encoding", "decimal")
_OF_A_SCENARIO = (*_SOURCES, "scenario", "changes")
_CHOICES = (
    "rule", "base_year", "target_year", "scopes", "scope2_method", "submitted", "metric", "growth", "activity", "rate",
    "share", "sector", "most_recent_year", "net_zero_year",
)  # fmt: skip

TAKES = {
    "inventory": _SOURCES,
    "target": _CHOICES,
    "pathway": _OF_A_SCENARIO,
    "whatif": _OF_A_SCENARIO,
    "abatement": _OF_A_SCENARIO,
}
"""The options that each kind of data takes."""

_SCENARIO = ("scenario", "--scenario forty-percent")
NEEDED = {
    "inventory": (),
    "target": (("rule", "--rule sbti-aca-2020"),),
    "pathway": (_SCENARIO,),
    "whatif": (_SCENARIO, ("changes", "--set renewable_share.2030=60%")),
    "abatement": (_SCENARIO,),
}
"""The options without which there is nothing to draw, each with an example."""

_NAMES = {"years": "--year", "changes": "--set", "width_mm": "--width", "height_mm": "--height"}


def option_of(name: str) -> str:
    """Return how an option is written.

    >>> option_of("changes"), option_of("base_year")
    ('--set', '--base-year')
    """
    return _NAMES.get(name, f"--{name.replace('_', '-')}")


def stop_unless_fit(kind: str, needs: str, given: Given) -> None:
    """Refuse an option that the data does not take, and the lack of one that it needs.

    Raises
    ------
    click.UsageError
        That names the option.
    """
    for name in given:
        if name not in TAKES[needs]:
            raise click.UsageError(say("The chart {kind!r} does not take {option}.", kind=kind, option=option_of(name)))
    for name, example in NEEDED[needs]:
        if name not in given:
            why = say(
                "The chart {kind!r} needs {option}, like {example}.", kind=kind, option=option_of(name), example=example
            )
            raise click.UsageError(why)


def fetch(needs: str, paths: tuple[Path, ...], given: Given) -> Fetched:
    """Return what a chart is drawn from.

    Parameters
    ----------
    needs
        As `carbon.charts.KINDS` says of the kind.
    paths
        A folder, or files.
    given
        The options that were given, by name.

    Raises
    ------
    ProblemsError
        With what is wrong with the input.
    """
    with running.with_stdin(paths) as files, running.progress(running.READING) as report:
        return _FETCHES[needs](files, given, report)


def _fetch_inventory(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.accounting.inventory import BREAKDOWN, inventories

    return inventories(list(files), report=report, parts=(BREAKDOWN,), **given), {}


def _fetch_target(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.targets.choice import Ask
    from carbon.targets.sector import read_sector
    from carbon.targets.target import of_folder

    if len(files) != 1:
        raise click.UsageError(say("A target is held against one inventory folder; name that alone."))
    choices = {name: value for name, value in given.items() if name != "rule"}
    if "sector" in choices:
        choices["sector"] = read_sector(choices["sector"])
    target, results = of_folder(files[0], given["rule"], Ask(**choices), report)
    return target, {"inventories": results}


def _fetch_pathway(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.scenarios.pathway import pathway

    return pathway(list(files), report=report, **given), {}


def _fetch_whatif(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.scenarios.pathway import open_case
    from carbon.scenarios.whatif import what_if

    changes = given["changes"]
    case = open_case(list(files), report=report, **{name: value for name, value in given.items() if name != "changes"})
    return what_if(case, changes), {}


def _fetch_abatement(files: Sequence[Path], given: Given, report: Report) -> Fetched:
    from carbon.optimisation.costing import draw_up_curve
    from carbon.scenarios.pathway import open_case

    case = open_case(list(files), report=report, **{name: value for name, value in given.items() if name != "changes"})
    return draw_up_curve(case, case.scenario(given.get("changes", ()))), {"inventories": case.results}


_FETCHES: dict[str, Callable[[Sequence[Path], Given, Report], Fetched]] = {
    "inventory": _fetch_inventory,
    "target": _fetch_target,
    "pathway": _fetch_pathway,
    "whatif": _fetch_whatif,
    "abatement": _fetch_abatement,
}
