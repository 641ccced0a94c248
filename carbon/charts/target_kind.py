"""The kind of chart that shows a target, and the lines of targets on the charts of scenarios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from carbon.charts import notes, timeline
from carbon.charts.figures import write_percent_change
from carbon.charts.inventory_kinds import intensity_unit
from carbon.charts.point_labels import Label
from carbon.charts.sheet import Sheet
from carbon.charts.style import Options, Stroke
from carbon.charts.timeline import Line, Timeline
from carbon.model.terms import TargetQuantity
from carbon.scenarios import pathway_page
from carbon.scenarios.pathway_result import OnTrack, PathwayResult
from carbon.tables import words
from carbon.tables.table import unit_of
from carbon.targets import wording
from carbon.targets.target_result import PathPoint, TargetResult

MOST_LINES = 3
"""As many targets as have a stroke of their own."""

_SCOPES = (1, 2)
"""The scopes that pathways are drawn of."""


def draw(_: str, target: TargetResult, options: Options) -> Sheet:
    """Draw a target's path from the base year to the target year, and the inventory years on it."""
    unit = _unit(target, options)
    lines = _lines(target, options)
    drawn = Timeline(
        options.say("title/target"), _subtitle(target, unit, options), notes.of_target(target, options), lines,
        suffix=" %" if target.unit == "ratio" else "",
    )  # fmt: skip
    standing = [*_standing(target, drawn, unit, options), *wording.checks_and_rule(target, options.language)]
    headline = [wording.join_claims(standing, options.language)]
    drawn = replace(drawn, labels=tuple(_labels(target, drawn)), headline=headline)
    sheet = timeline.draw(drawn, options)
    sheet.description = timeline.described([(line.name, line.points) for line in lines if line.name], unit, options)
    return sheet


def _unit(target: TargetResult, options: Options) -> str:
    """Return the unit of a target's quantity as charts write it."""
    mass, _, metric = target.unit.partition("/")
    if mass != "kg CO2e":
        return wording.shown_unit(target, options.language)
    return intensity_unit(unit_of("t"), metric, options) if metric else options.say("t_co2e")


def _subtitle(target: TargetResult, unit: str, options: Options) -> str:
    """Return organisation, rule, what the target is about where the unit does not say it, and the unit."""
    about = "" if target.activity else wording.subject(target, options.language)
    parts = [target.organisation, words.named(target.rule.titles, options.language), about]
    return " · ".join(filter(None, [*parts, unit.replace(" ", "\u00a0")]))


def _lines(target: TargetResult, options: Options) -> tuple[Line, Line, Line]:
    """Return the inventory years, the path with its figure at its end, and its milestones."""
    actual = {progress.year: wording.in_shown_unit(target, progress.quantity) for progress in target.progress}
    path = {point.year: wording.in_shown_unit(target, point.quantity) for point in target.path}
    marked = {point.year: path[point.year] for point in milestones(target)}
    name = options.say("path_at_least" if target.rule.least else "path_at_most")
    parts = filter(None, [_reduction(target.path[-1]), options.say("path_end")])
    end = " ".join(part.replace(" ", "\u00a0") for part in parts)
    style = options.style
    return (
        Line(options.say("inventory_years"), style.inventory_stroke, actual, ends=False),
        Line(name, style.target_stroke(), path, strong=True, short=end),
        Line("", Stroke(style.ink, 0.0, marker="hollow"), marked, ends=False),
    )


def milestones(target: TargetResult) -> list[PathPoint]:
    """Return the points of the path that the rule names, and its end."""
    named = {*target.rule.parameters.points, target.target_year}
    return [point for point in target.path if point.year in named and point.year > target.base_year]


def _labels(target: TargetResult, drawn: Timeline) -> Iterator[Label]:
    """Yield what is written at points, what matters most first; the path's end has its own."""
    inventory, path = drawn.lines[:2]
    for point in reversed(milestones(target)):
        if point.year != drawn.years[-1]:
            text = "\n".join(filter(None, [_reduction(point), drawn.write(path.points[point.year])]))
            yield Label(point.year, path.points[point.year], text, strong=True, about=path.name)
    if target.base_year in path.points and target.base_year not in inventory.points:
        yield Label(target.base_year, path.points[target.base_year], "", about=path.name)
    for progress in reversed(target.progress):
        height = inventory.points[progress.year]
        change = None if target.rule.least or progress is not target.progress[-1] else progress.reduction
        text = "" if change is None else f"{drawn.write(height)}\n({write_percent_change(-change)})"
        yield Label(progress.year, height, text, about=inventory.name)


def _reduction(point: PathPoint) -> str:
    """Write by how much a point of the path lies below the base year, or nothing where that is not said."""
    return "" if point.reduction is None else write_percent_change(-point.reduction)


def _standing(target: TargetResult, drawn: Timeline, unit: str, options: Options) -> Iterator[str]:
    """Yield how the last inventory year with a path stands to it."""
    last = next((progress for progress in reversed(target.progress) if progress.path is not None), None)
    if last is None or last.path is None or last.year == target.base_year:
        return
    gap = wording.in_shown_unit(target, last.quantity - last.path)
    key = "on_path" if not gap else "above_path" if gap > 0 else "below_path"
    quantities = wording.in_shown_unit(target, last.quantity), abs(gap)
    figure, off = (drawn.write(quantity).removesuffix(" %") for quantity in quantities)
    points = options.say("points") if target.unit == "ratio" else ""
    yield options.say(key, year=last.year, figure=f"{figure} {unit}", gap=f"{off} {points}".rstrip())


def beside(result: PathwayResult, options: Options) -> dict[str, TargetResult]:
    """Return the targets that can be drawn beside scope 1 and 2 by a method, by what the scenario calls them."""
    fit = {name: target for name, target in result.targets.items() if not _misfit(target, options)}
    return dict(list(fit.items())[:MOST_LINES])


def _misfit(target: TargetResult, options: Options) -> str:
    """Return why a target cannot be drawn beside scope 1 and 2 by a method, or nothing."""
    if target.quantity is not TargetQuantity.EMISSIONS:
        return "quantity"
    if tuple(sorted(target.scopes)) != _SCOPES:
        return "scopes"
    return "" if target.method is options.method else "method"


def target_lines(result: PathwayResult, first: int, options: Options) -> list[Line]:
    """Return the lines of the targets that can be drawn beside emissions, from a year on."""
    years = range(first, result.years[-1].year + 1)
    return [
        Line(
            options.say("target_line", name), options.style.target_stroke(place),
            {point.year: options.mass.of(point.quantity) for point in target.path if point.year in years},
        )
        for place, (name, target) in enumerate(beside(result, options).items())
    ]  # fmt: skip


def share_lines(on_track: Mapping[str, OnTrack], years: range, options: Options) -> tuple[list[Line], list[Label]]:
    """Return the lines of targets of a share [%] with their milestones, and the labels of these, the last ones first.

    The figure of the last year stands beside the line.
    """
    lines, labels = list[Line](), list[Label]()
    for place, (name, standing) in enumerate(on_track.items()):
        target, stroke = standing.target, options.style.target_stroke(place)
        path = {point.year: point.quantity * 100 for point in target.path if point.year in years}
        marked = {point.year: path[point.year] for point in milestones(target) if point.year in years}
        said = options.say("target_line", name)
        lines += [
            Line(said, stroke, path),
            Line("", Stroke(stroke.colour, 0.0, marker="hollow"), marked, ends=False),
        ]
        labels += [
            Label(year, marked[year], "", strong=True, about=said)
            for year in sorted(marked, reverse=True)
            if year != years[-1]
        ]
    return lines, labels


def not_drawn(result: PathwayResult, options: Options) -> str:
    """Name the targets that are not drawn beside emissions by a method, each with the reason."""
    drawn, reasons = beside(result, options), dict[str, list[str]]()
    for name, target in result.targets.items():
        if name not in drawn:
            reasons.setdefault(_misfit(target, options) or "room", []).append(name)
    said = [options.say(f"not_drawn/{why}", options.say("mark/comma").join(names)) for why, names in reasons.items()]
    return options.about(options.say("not_drawn"), options.say("mark/semicolon").join(said)) if said else ""


def verdicts(result: PathwayResult, options: Options) -> list[str]:
    """Say how a scenario ends beside each of its targets, whether its line is drawn or not."""
    return [verdict(standing, options) for standing in result.on_track]


def verdict(standing: OnTrack, options: Options) -> str:
    """Say how a scenario ends beside a target."""
    return pathway_page.target_line(standing, options.language).replace("CO2e", "CO₂e")
