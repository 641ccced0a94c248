"""The kinds of chart that are drawn from inventories: emissions and energy by scope, account, gas, place and time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.accounting import labels
from carbon.accounting.result import Results, oldest_first
from carbon.charts import bars, grid, notes
from carbon.charts.figures import Figures, Row, Series, described, gathered, together, with_unit
from carbon.charts.inventory_series import (
    MOST_FACILITIES,
    SCOPES,
    Years,
    emissions_by_account,
    emissions_by_gas,
    energy_by_carrier,
    in_unit,
    intensities,
    method_differences,
    renewable_shares,
    scope_2_by_method,
    scope_entries,
    series_by_scope,
    sum_by_scope,
    totals_by_scope,
)
from carbon.charts.sheet import Sheet
from carbon.charts.style import Fill, Options
from carbon.tables import words
from carbon.tables.table import MassUnit, unit_of

_KG_BELOW = Fraction(1, 100)
"""Below this many tonnes per unit of a metric its panel is in kilograms."""


@dataclass(frozen=True, slots=True)
class _ByYear:
    """A kind of bars by year: its series, its note, the row below the years, and whether bars are stacked."""

    series: Callable[[Years, Options], list[Series]]
    note: Callable[[Years, Options], str]
    row: Callable[[Years, Options], Row] | None = None
    stacked: bool = True
    energy: bool = False


def draw(kind: str, results: Results, options: Options) -> Sheet:
    """Draw a kind from one inventory year or several; raise ValueError if there are no results."""
    years = oldest_first(results)
    if not years:
        raise ValueError("there is no inventory year to draw")
    if kind in _OTHER_KINDS:
        return _OTHER_KINDS[kind](years, options)
    how = _BY_YEAR[kind]
    series, row = how.series(years, options), how.row(years, options) if how.row else None
    rows = (row,) if row and any(row.cells) else ()
    unit = options.energy_unit if how.energy else options.mass_name
    chart = bars.BarChart(
        options.say(f"title/{kind}"), notes.subtitle(years, unit), how.note(years, options), _numbers(years), series,
        rows, how.stacked,
    )  # fmt: skip
    sheet = bars.draw(chart, options)
    plain = options.energy_unit if how.energy else options.plain_mass_name
    sheet.description = described(chart.years, series, plain, options, total=how.stacked, rows=rows)
    return sheet


def _numbers(years: Years) -> tuple[int, ...]:
    return tuple(year.year for year in years)


def _energy_note(years: Years, options: Options) -> str:
    """Return the note, with the carriers that are not drawn since their energy content is not known."""
    lacking: dict[str, list[int]] = {}
    for year in years:
        for use in year.energy:
            if use.mwh is None:
                lacking.setdefault(labels.name(use.carrier, years, options.language), []).append(year.year)
    named = ", ".join(name + options.bracketed(notes.span(of)) for name, of in lacking.items())
    return notes.basis(years, options, options.about(options.say("energy_unknown"), named) if named else "")


def _by_method(years: Years, options: Options) -> str:
    return notes.basis(years, options, labels.scope_2(options.method, options.language))


_BY_YEAR = {
    "emissions": _ByYear(totals_by_scope, _by_method, stacked=False),
    "accounts": _ByYear(emissions_by_account, notes.of_emissions),
    "gases": _ByYear(emissions_by_gas, notes.of_emissions),
    "energy": _ByYear(energy_by_carrier, _energy_note, renewable_shares, energy=True),
    "scope2": _ByYear(scope_2_by_method, notes.basis, method_differences, stacked=False),
}


def _months(years: Years, options: Options) -> Sheet:
    """Draw emissions by month, stacked by scope, the years after each other: a season and a change are both seen."""
    spans, months, sums = [], list[str](), dict[str, dict[int, Fraction]]()
    for year in years:
        start, end = (12 * day.year + day.month - 1 for day in (year.start, year.end))
        months += [f"{month // 12}-{month % 12 + 1:02}" for month in range(start, end + 1)]
        spans.append(bars.YearOfMonths(year.year, end - start + 1, year.start.month, not notes.is_empty(year)))
        sums |= sum_by_scope(year, options, lambda cell: cell.month)
    series = series_by_scope(
        lambda scope: in_unit([sums.get(month, {}).get(scope) for month in months], options.mass), options
    )
    note = f"{notes.of_emissions(years, options)} · {options.say('spread')}"
    chart = bars.BarChart(
        options.say("title/months"), notes.subtitle(years, options.mass_name), note, _numbers(years), series
    )
    sheet = bars.draw_months(chart, spans, options.say("month_names").split(), options)
    sheet.description = described(months, series, options.plain_mass_name, options, total=True)
    return sheet


def _facilities(years: Years, options: Options) -> Sheet:
    """Draw emissions by facility: a row for each, the largest above, and a column for each year, on one scale."""
    sums = [sum_by_scope(year, options, lambda cell: cell.facility or "") for year in years]
    ids = dict.fromkeys(facility for of in sums for facility in of)
    scopes = {
        facility: tuple(in_unit([of.get(facility, {}).get(scope) for of in sums], options.mass) for scope in SCOPES)
        for facility in ids
    }
    totals = [(facility, together(figures)) for facility, figures in scopes.items()]
    ordered = gathered(totals, MOST_FACILITIES, lambda count: options.say("others", count))
    kept = [facility for facility, _, is_rest in ordered if not is_rest]
    rest = [scopes[facility] for facility in ids if facility not in kept]
    entries = scope_entries(options)

    def row(name: str, figures: Sequence[Figures]) -> grid.GridRow:
        return grid.GridRow(name, tuple(series_by_scope(lambda scope: figures[scope - 1], options)))

    rows = [row(_facility_name(facility, years, options), scopes[facility]) for facility in kept]
    if rest:
        rows.append(row(ordered[-1][0], [together(of[at] for of in rest) for at in range(len(SCOPES))]))
    sheet = grid.draw_rows(_around("facilities", years, options.mass_name, options), entries, rows, options)
    lines = [
        described(
            [f"{row.name} {year.year}" for year in years], row.series, options.plain_mass_name, options, total=True
        )
        for row in rows
    ]
    sheet.description = "\n".join(lines) or options.say("no_data")
    return sheet


def _facility_name(facility: str, years: Years, options: Options) -> str:
    return labels.name(facility, years, options.language) if facility else options.say("no_facility")


def _around(kind: str, years: Years, unit: str, options: Options) -> grid.Around:
    note = notes.of_emissions(years, options)
    return grid.Around(options.say(f"title/{kind}"), notes.subtitle(years, unit), note, _numbers(years))


def _intensity(years: Years, options: Options) -> Sheet:
    """Draw emissions per unit of each metric: a panel for each metric, a bar for each year."""
    numerator, language = options.numerator, options.language
    scope = {"scope_1": 1, "scope_2": 2, "scope_3": 3}.get(numerator)
    fill = options.style.fill_of_scope(scope) if scope else Fill(options.style.line)
    given = [(metric.metric, metric.unit) for year in years for metric in year.metrics]
    given += [(ratio.metric, ratio.unit) for year in years for ratio in year.intensity]
    panels = [_panel(*metric, years, (fill, options)) for metric in dict.fromkeys(given)]
    method = options.method if numerator in {"scope_1_and_2", "scope_2"} else None
    around = _around("intensity", years, words.with_method(numerator, method, language), options)
    sheet = grid.draw_panels(around, panels, options)
    lines = []
    for panel in panels:
        figures = zip(years, panel.figures, strict=True)
        parts = [f"{year.year} {with_unit(figure, panel.unit, options)}" for year, figure in figures]
        lines.append(options.about(panel.name, words.listed(parts, language)))
    sheet.description = "\n".join(lines) or options.say("no_data")
    return sheet


def _panel(metric: str, of: str, years: Years, look: tuple[Fill, Options]) -> grid.Panel:
    """Return the ratios of a metric, in a unit of mass in which they can be read."""
    fill, options = look
    kgs = intensities(metric, of, years, options)
    unit, largest = options.mass, max((abs(kg) for kg in kgs if kg is not None), default=Fraction(0))
    if 0 < unit.of(largest) < _KG_BELOW:
        unit = unit_of("kg")
    name = _metric_word(metric, options)
    name = f"{name[0].upper()}{name[1:]}" if _is_known(metric) else name
    return grid.Panel(name, intensity_unit(unit, of, options), in_unit(kgs, unit), fill)


def intensity_unit(unit: MassUnit, of: str, options: Options) -> str:
    """Return the unit of an intensity: emissions per unit of a metric."""
    return f"{options.say(unit.key)}/{_metric_word(of, options)}"


def _metric_word(key: str, options: Options) -> str:
    """Return what a metric or its unit is called, or the key itself, its underscores opened."""
    return options.say(f"metric/{key}") if _is_known(key) else key.replace("_", " ")


def _is_known(metric: str) -> bool:
    return f"metric/{metric}" in words.WORDS or f"chart/metric/{metric}" in words.WORDS


_OTHER_KINDS: dict[str, Callable[[Years, Options], Sheet]] = {
    "months": _months,
    "facilities": _facilities,
    "intensity": _intensity,
}
