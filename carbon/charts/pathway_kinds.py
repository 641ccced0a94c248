"""The kinds of chart that are drawn from scenarios: pathway, fan, renewable electricity, and what if."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from carbon.charts import notes, target_kind, timeline
from carbon.charts.figures import Series, decimals_of, write_change, write_figure
from carbon.charts.inventory_series import method_of
from carbon.charts.point_labels import Label
from carbon.charts.sheet import Sheet
from carbon.charts.style import DIAGONALS, Fill, Options, Stroke, tint
from carbon.charts.timeline import Band, ByYear, Line, Stacks, Timeline
from carbon.charts.wedges import wedge_bands, wedges
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.sentences import say
from carbon.model.terms import Scope2Method, TargetQuantity
from carbon.scenarios.pathway_result import Fan, PathwayResult
from carbon.scenarios.projection import Figures
from carbon.scenarios.whatif import WhatIf
from carbon.tables import words

_FAN_TINTS = (0.22, 0.5)
"""How much of the colour is left in the bands of a fan, the outermost first."""

_GAP_TINT, _DOTS, _DASHES = 0.4, "....", (1.0, 1.4)


def draw(kind: str, data: PathwayResult | WhatIf, options: Options) -> Sheet:
    """Draw a kind from a scenario worked out, or from one before and after changes."""
    if isinstance(data, WhatIf):
        return _what_if(data, options)
    return {"pathway": _pathway, "fan": _fan, "renewable": _renewable}[kind](data, options)


def _subtitle(result: PathwayResult, options: Options) -> str:
    """Return the organisation, the scopes that have data with their method, and the unit."""
    scopes_known = _known_scopes(result, options)
    key = "scope_1_and_2" if len(scopes_known) != 1 else f"scope_{scopes_known[0]}"
    scopes = words.with_method(key, options.method if scopes_known != (1,) else None, options.language)
    return " · ".join(filter(None, [result.organisation, scopes, options.mass_name.replace(" ", "\u00a0")]))


def _known_scopes(result: PathwayResult, options: Options) -> tuple[int, ...]:
    """Return which of scope 1 and 2 have data at the start, or come to have some."""
    years = [year.figures for year in result.years]
    parts = {1: [year.scope_1 for year in years], 2: [_scope_2(year, options) for year in years]}
    return tuple(scope for scope, kgs in parts.items() if any(result.known(scope, kg) is not None for kg in kgs))


def _scope_2(figures: Figures, options: Options) -> Fraction:
    return Fraction(figures.location if options.method is Scope2Method.LOCATION else figures.market)


def _unassessed(result: PathwayResult, options: Options) -> str:
    """Say which of scope 1 and 2 have no data, and so count as nothing."""
    scopes_known = _known_scopes(result, options)
    lacking = [options.say(f"scope_{scope}") for scope in (1, 2) if scope not in scopes_known]
    return options.about(options.say("no_data"), ", ".join(lacking)) if lacking else ""


def _actual(result: PathwayResult, options: Options) -> ByYear:
    """Return the emissions of the inventory years in the scopes that have data, where they have all of them."""
    points = {}
    for year in result.actuals:
        kgs = [year.total(scope, method_of(scope, options)) for scope in _known_scopes(result, options)]
        if kgs and None not in kgs:
            points[year.year] = options.mass.of(sum((kg for kg in kgs if kg is not None), Fraction(0)))
    return points


def _emissions(figures: Sequence[Figures], options: Options) -> ByYear:
    """Return scope 1 and 2 of projected years."""
    return {year.year: options.mass.of(Fraction(year.scope_1 + _scope_2(year, options))) for year in figures}


def _projected(result: PathwayResult, options: Options) -> ByYear:
    """Return scope 1 and 2 of the scenario, the start among them."""
    return _emissions([year.figures for year in result.years], options)


def _inventory_line(points: ByYear, options: Options) -> Line:
    return Line(options.say("inventory_years"), options.style.inventory_stroke, points, ends=False)


def _inventory_labels(points: ByYear, options: Options) -> Iterator[Label]:
    """Yield the figures of inventory years, the last one first, then the first."""
    years = sorted(points)
    for year in dict.fromkeys([*years[-1:], *years[:1], *years[::-1]]):
        yield Label(year, points[year], "", about=options.say("inventory_years"))


def _timeline(
    kind: str, result: PathwayResult, lines: Sequence[Line], bands: Sequence[Band], note: str, options: Options
) -> Timeline:
    """Return what a chart of scope 1 and 2 is drawn from; the first line is that of the inventory years."""
    return Timeline(
        options.say(f"title/{kind}", notes.scenario_name(result.scenario, options)), _subtitle(result, options), note,
        [line for line in lines if line.points], bands, list(_inventory_labels(lines[0].points, options)),
        target_kind.verdicts(result, options),
    )  # fmt: skip


def _pathway(result: PathwayResult, options: Options) -> Sheet:
    """Draw what each lever takes off business as usual, the scenario that is left, and the targets beside it."""
    style, levers = options.style, wedges(result, options)
    adds = any(any(wedge.added.values()) for wedge in levers)
    actual, usual = _actual(result, options), _emissions(result.usual, options)
    stroke = replace(style.scenario_stroke, cased=adds)  # it then runs across the wedges
    lines = [
        _inventory_line(actual, options),
        Line(options.say("business_as_usual"), Stroke(style.grey, 1.0), usual),
        *target_kind.target_lines(result, min([*actual, result.start]), options),
        Line(options.say("scenario"), stroke, _projected(result, options), strong=True),
    ]
    parts = [_unassessed(result, options), target_kind.not_drawn(result, options)]
    parts += [options.say("levers_in_order")] if len(levers) > 1 else []
    parts += [options.say("levers_that_add")] if adds else []
    note = notes.of_pathway(result, options, *parts, rules=result.targets)
    drawn = _timeline("pathway", result, lines, wedge_bands(levers, usual, options), note, options)
    heading = options.say("wedges", result.years[-1].year, options.mass_name) if levers else ""
    sheet = timeline.draw(replace(drawn, heading=heading), options)
    told = [(line.name, line.points) for line in drawn.lines]
    told += [(wedge.name, {year: wedge.net(year) for year in list(wedge.off)[1:]}) for wedge in levers]
    sheet.description = timeline.described(told, options.plain_mass_name, options)
    return sheet


def _fan(result: PathwayResult, options: Options) -> Sheet:
    """Draw where the draws of a scenario's uncertain numbers lie, with its projection and the targets beside it.

    Raise ProblemsError with the code `no-fan` if no number of the scenario is uncertain.
    """
    fan = result.fan
    if fan is None:
        why = say(
            "No number of the scenario is uncertain, so there is no fan to draw. Give one its "
            'bounds, like growth = {{ value = "2 %/yr", low = "0 %/yr", high = "4 %/yr" }}.'
        )
        raise ProblemsError([Problem("no-fan", why, Place(result.scenario.file))])
    style, actual = options.style, _actual(result, options)
    quantiles = [_quantile(fan, at, options) for at in range(len(fan.quantiles))]
    middle = len(quantiles) // 2
    median = Line(options.say("median"), Stroke(style.palette[1], 2.4), quantiles[middle], _mark(50))
    lines = [
        _inventory_line(actual, options),
        median,
        Line(options.say("as_written"), Stroke(style.ink, 1.0), _projected(result, options), strong=True),
        *target_kind.target_lines(result, min([*actual, result.start]), options),
        *(
            Line("", Stroke(style.ink, 0.0), points, _mark(fan.quantiles[at] * 100))
            for at, points in enumerate(quantiles)
            if at != middle
        ),
    ]
    bands = []
    for at, share in enumerate(_FAN_TINTS):
        name = options.say("middle", f"{(fan.quantiles[-1 - at] - fan.quantiles[at]) * 100:.3g}")
        fill = Fill(tint(style.palette[1], share), outlined=False)
        bands.append(Band(name, fill, quantiles[at], quantiles[-1 - at]))
    draws = options.say("draws", result.provenance.draws, result.provenance.seed)
    parts = [draws, options.say("of_draws"), _unassessed(result, options), target_kind.not_drawn(result, options)]
    note = notes.of_pathway(result, options, *parts, rules=result.targets)
    drawn = _timeline("fan", result, lines, bands, note, options)
    sheet = timeline.draw(drawn, options)
    told = [(line.name, line.points) for line in drawn.lines if line.name and line is not median]
    told += [
        (options.say("quantile", f"{share * 100:g}"), points)
        for share, points in zip(fan.quantiles, quantiles, strict=True)
    ]
    sheet.description = timeline.described(told, options.plain_mass_name, options)
    return sheet


def _mark(percent: float) -> str:
    return f"{percent:g} %  "


def _quantile(fan: Fan, at: int, options: Options) -> ByYear:
    """Return a quantile by year."""
    kgs = fan.values[options.method][at]
    return {year: options.mass.of(Fraction(kg)) for year, kg in zip(fan.years, kgs, strict=True)}


def _what_if(data: WhatIf, options: Options) -> Sheet:
    """Draw a scenario before and after some of its values are changed, and the gap between the two."""
    style, actual = options.style, _actual(data.after, options)
    before, after = (_projected(result, options) for result in (data.before, data.after))
    lines = [
        _inventory_line(actual, options),
        Line(options.say("scenario"), Stroke(style.palette[3 % len(style.palette)], 1.6, _DASHES), before),
        *target_kind.target_lines(data.after, min([*actual, data.after.start]), options),
        Line(options.say("changed"), style.scenario_stroke, after, strong=True),
    ]
    drawn = _timeline(
        "whatif", data.before, lines, _gaps(before, after, options), _changes_note(data, options), options
    )
    headline = [_gap_sentence(before, after, options), *target_kind.verdicts(data.after, options)]
    drawn = replace(drawn, subtitle=_subtitle(data.after, options), headline=headline)
    sheet = timeline.draw(drawn, options)
    told = [(line.name, line.points) for line in drawn.lines]
    sheet.description = timeline.described(told, options.plain_mass_name, options)
    return sheet


def _gaps(before: ByYear, after: ByYear, options: Options) -> list[Band]:
    """Return the gap between the two, where the changes take some off and where they add."""
    palette, years = options.style.palette, [year for year in before if year in after]
    first = {year: before[year] for year in years}
    least = {year: min(before[year], after[year]) for year in years}
    most = {year: max(before[year], after[year]) for year in years}
    less = Fill(tint(palette[1], _GAP_TINT), outlined=False)
    more = Fill(tint(palette[3 % len(palette)], _GAP_TINT), _DOTS, outlined=False)
    bands = [Band(options.say("less"), less, least, first), Band(options.say("more"), more, first, most)]
    return [band for band in bands if band.low != band.high]


def _gap_sentence(before: ByYear, after: ByYear, options: Options) -> str:
    """Say what the changes come to in the last year of both, absolute and in percent."""
    year = max(year for year in after if year in before)
    old, new = before[year], after[year]
    places = decimals_of([old, new])
    change = [write_change(new - old, places)]
    if old:
        change.append(f"{write_change((new - old) / old * 100, 1)} %")
    return options.say(
        "same" if old == new else "gap", year=year, before=write_figure(old, places),
        after=write_figure(new, places), unit=options.mass_name, change=options.say("mark/clause").join(change),
    )  # fmt: skip


def _changes_note(data: WhatIf, options: Options) -> str:
    """Return the note, with what was changed."""
    changed = [
        f"{name} {was or '–'} → {new}".replace(" %", "\u00a0%")
        for (name, new), was in zip(data.changes, data.was, strict=True)
    ]
    said = options.about(options.say("changes"), options.say("mark/comma").join(changed) or options.say("none"))
    parts = [said, _unassessed(data.after, options), target_kind.not_drawn(data.after, options)]
    return notes.of_pathway(data.before, options, *parts, rules=data.after.targets)


def _renewable(result: PathwayResult, options: Options) -> Sheet:
    """Draw the renewable share of electricity against its targets, and below it the electricity in MWh."""
    balances = {year.year: year.electricity for year in result.actuals if year.electricity is not None}
    actual = {
        year: balance.renewable_share_percent
        for year, balance in balances.items()
        if balance.renewable_share_percent is not None
    }
    projected = [year.figures for year in result.years]
    ahead = {year.year: Fraction(year.renewable_share) * 100 for year in projected if year.renewable_share is not None}
    aimed = {line.id: line for line in result.on_track if line.target.quantity is TargetQuantity.RENEWABLE_SHARE}
    years = range(min([*actual, result.start]), result.years[-1].year + 1)
    targets, milestones = target_kind.share_lines(aimed, years, options)
    lines = [
        _inventory_line(actual, options),
        *targets,
        Line(options.say("scenario"), options.style.scenario_stroke, ahead, strong=True),
    ]
    electricity = {year: (balance.renewable_mwh, balance.mwh) for year, balance in balances.items()}
    for year in projected:
        if year.load:
            electricity.setdefault(year.year, (Fraction(year.renewable), Fraction(year.load)))
    greens = {year: green for year, (green, _) in electricity.items()}
    others = {year: load - green for year, (green, load) in electricity.items()}
    stacks = Stacks(
        options.say("electricity_mwh"), tuple(electricity),
        [
            Series(options.say("green"), Fill(options.style.palette[1], DIAGONALS), tuple(greens.values())),
            Series(options.say("other_electricity"), options.style.fill(4), tuple(others.values())),
        ],
    )  # fmt: skip
    rules = {name: aim.target for name, aim in aimed.items()}
    drawn = Timeline(
        options.say("title/renewable", notes.scenario_name(result.scenario, options)),
        " · ".join(filter(None, [result.organisation, options.say("renewable_share")])),
        notes.of_pathway(result, options, options.say("from_year", result.start), rules=rules),
        [line for line in lines if line.points],
        labels=[*milestones, *_inventory_labels(actual, options)],
        headline=[target_kind.verdict(line, options) for line in aimed.values()],
        suffix=" %",
        below=stacks,
    )
    sheet = timeline.draw(drawn, options)
    shares = timeline.described([(line.name, line.points) for line in drawn.lines if line.name], "%", options)
    mwh = [(entry.name, points) for entry, points in zip(stacks.series, (greens, others), strict=True)]
    sheet.description = f"{shares}\n{timeline.described(mwh, 'MWh', options)}".strip()
    return sheet
