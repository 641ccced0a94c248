"""The sections of the table for a terminal: which figures stand together, and what their rows are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from carbon import exact
from carbon.accounting.result import AccountTotal, InventoryResult, Substitution
from carbon.periods import month_spans
from carbon.reporting import labels, side_by_side, widths, words
from carbon.reporting.mass import GJ_PER_MWH, MassUnit
from carbon.reporting.section import NO_DATA, PLACES, Row, Section, in_cells
from carbon.reporting.side_by_side import Cells, Years
from carbon.terms import BIOGENIC_ACCOUNT, Rung

FINE_PLACES = 6
SHARE_PLACES = 2
_INDENT = "  "


def all_of(years: Years, language: str, unit: MassUnit) -> list[Section]:
    """Return the sections that hold figures, in the order of the table."""
    mass = f" [{words.word(unit.key, language)}]"
    makers: list[tuple[str, str, Callable[[Years, str, MassUnit], Iterable[Row]]]] = [
        (words.word(unit.key, language), "", _totals),
        (words.word("accounts", language), mass, _accounts),
        (words.word("iso_categories", language), mass, _iso_categories),
        (words.word("outside_scopes", language), "", _outside),
        (words.word("avoided", language), mass, _avoided),
        (words.word("excluded", language), mass, _excluded),
        (words.word("electricity", language), "", _electricity),
        (words.word("energy", language), "", _energy),
        (words.word("intensity", language), "", _intensity),
        (words.word("rungs", language), "", _rungs),
        (words.word("substitutions", language), mass, _substitutions),
        (words.word("not_rebased", language), mass, _not_rebased),
        (words.word("uncovered_months", language), "", _coverage),
        (words.word("publication_rounding", language), mass, _rounding),
    ]
    return [Section(heading + rest, tuple(make(years, language, unit))) for heading, rest, make in makers]


def notes(years: Years, language: str) -> list[str]:
    """Return the lines below the figures: warnings, each once, and the datasets of emission factors."""
    lines = []
    if warnings := _warnings(years):
        lines.append(words.word("warnings", language))
        for warning, told in warnings.items():
            when = "" if len(told) == len(years) else f"{', '.join(told)}  "
            lines += widths.paragraph(f"{when}{warning}", _INDENT)
        lines.append("")
    if datasets := dict.fromkeys(dataset.id for result in years for dataset in result.datasets):
        source = f"{words.word('datasets', language)}{words.colon(language)}{', '.join(datasets)}"
        lines += widths.paragraph(source, "")
    return lines + _editions(years, language)


def _editions(years: Years, language: str) -> list[str]:
    """Say by which rule the editions were taken in years that are no calendar years."""
    rules: dict[str, list[str]] = {}
    for result in years:
        for dataset, rule in result.editions.items() if result.start.year != result.end.year else ():
            if dataset not in rules.setdefault(rule, []):
                rules[rule].append(dataset)
    each = [f"{words.word(rule, language)}{words.colon(language)}{', '.join(rules[rule])}" for rule in sorted(rules)]
    told = f"{words.word('editions', language)}{words.colon(language)}{words.listed(each, language)}"
    return widths.paragraph(told, "") if each else []


def _warnings(years: Years) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for result in years:
        for problem in result.warnings:
            place = f"{problem.place}: " if str(problem.place) else ""
            in_years = told.setdefault(f"{place}{problem.code}: {problem.why}", [])
            if str(result.year) not in in_years:
                in_years.append(str(result.year))
    return told


def _totals(years: Years, language: str, unit: MassUnit) -> list[Row]:
    scopes = side_by_side.figures(years, lambda year: {(t.scope, t.method): t.kg_co2e for t in year.totals})
    both = side_by_side.figures(years, lambda year: {t.method: t.kg_co2e for t in year.scope_1_and_2})
    return [
        *(
            Row(_INDENT + words.with_method(f"scope_{scope}", method, language), _mass(kg, unit))
            for (scope, method), kg in scopes.items()
        ),
        *(
            Row(_INDENT + words.with_method("scope_1_and_2", method, language), _mass(kg, unit))
            for method, kg in both.items()
        ),
    ]


def _accounts(years: Years, language: str, unit: MassUnit) -> list[Row]:
    named = {(total.account.id, total.method): total for year in years for total in year.accounts}
    found = side_by_side.figures(years, lambda year: {(t.account.id, t.method): t.kg_co2e for t in year.accounts})
    return [Row(_INDENT + labels.account(named[key], language), _mass(kg, unit)) for key, kg in found.items()]


def _iso_categories(years: Years, language: str, unit: MassUnit) -> list[Row]:
    """Write the sums of accounts by category of ISO 14064-1:2018."""
    found = side_by_side.figures(
        years, lambda year: {(one.category, one.method): one.kg_co2e for one in year.iso_categories}
    )
    rows = []
    for (category, method), kg in found.items():
        label = words.word("iso_category_named", language).format(category)
        label += words.bracketed(words.word(method, language), language) if method else ""
        rows.append(Row(_INDENT + label, _mass(kg, unit)))
    return rows


def _outside(years: Years, language: str, unit: MassUnit) -> list[Row]:
    """Write what is outside the scopes: biogenic CO2 by its mass, the rest in CO2e."""
    named = {(total.account.id, total.method): total for year in years for total in year.outside_scopes}
    found = side_by_side.figures(
        years, lambda year: {(t.account.id, t.method): _outside_kg(t) for t in year.outside_scopes}
    )
    return [
        Row(
            f"{_INDENT}{labels.account(named[key], language)} [{_outside_unit(key[0], language, unit)}]",
            _mass(kg, unit),
        )
        for key, kg in found.items()
    ]


def _outside_unit(account: str, language: str, unit: MassUnit) -> str:
    return words.word(f"{unit.symbol}_co2" if account == BIOGENIC_ACCOUNT else unit.key, language)


def _outside_kg(total: AccountTotal) -> Fraction | None:
    if total.account.id != BIOGENIC_ACCOUNT:
        return total.kg_co2e
    masses = [gas.kg for gas in total.gases if gas.kg is not None]
    return sum(masses, Fraction(0)) if len(masses) == len(total.gases) else None


def _avoided(years: Years, language: str, unit: MassUnit) -> list[Row]:
    found = side_by_side.figures(years, lambda year: {item.activity: item.kg_co2e for item in year.avoided})
    return [Row(_INDENT + _named(activity, years, language), _mass(kg, unit)) for activity, kg in found.items()]


def _excluded(years: Years, language: str, unit: MassUnit) -> list[Row]:
    found = side_by_side.cells(
        years, lambda year: {(i.activity, i.reason): _one(i.kg_co2e, unit) for i in year.excluded}
    )
    return [
        Row(_INDENT + _named(activity, years, language), cells, reason) for (activity, reason), cells in found.items()
    ]


def _electricity(years: Years, language: str, _: MassUnit) -> list[Row]:
    balances = [year.electricity for year in years]
    if not any(balances):
        return []
    figures = {
        "electricity_use": [None if one is None else one.mwh for one in balances],
        "renewable_electricity": [None if one is None else one.renewable_mwh for one in balances],
        "renewable_share": [None if one is None else one.renewable_share_percent for one in balances],
    }
    rows = [Row(_INDENT + words.word(what, language), in_cells(numbers)) for what, numbers in figures.items()]
    rest = (None if one is None else one.uncovered_factor for one in balances)
    factors = tuple(NO_DATA if factor is None else words.known(factor, language) for factor in rest)
    return [*rows, *_instruments(years, language), Row(_INDENT + words.word("uncovered_factor", language), factors)]


def _instruments(years: Years, language: str) -> list[Row]:
    def uses(year: InventoryResult) -> dict[tuple[str, str], str]:
        found = {}
        for use in year.electricity.instruments if year.electricity else ():
            found[use.id, "instrument_allocated"] = exact.grouped(use.mwh_allocated, PLACES)
            found[use.id, "instrument_left"] = exact.grouped(use.mwh_left, PLACES)
        return found

    return [
        Row(_INDENT * 2 + words.word(what, language).format(widths.printable(instrument)), cells)
        for (instrument, what), cells in side_by_side.cells(years, uses).items()
    ]


def _energy(years: Years, language: str, _: MassUnit) -> list[Row]:
    found = side_by_side.figures(
        years,
        lambda year: {
            (use.carrier, use.renewable): None if use.mwh is None else use.mwh * GJ_PER_MWH for use in year.energy
        },
    )
    mark = words.bracketed(words.word("renewable", language), language)
    rows = [
        Row(_INDENT + _named(carrier, years, language) + (mark if renewable else ""), in_cells(gj))
        for (carrier, renewable), gj in found.items()
    ]
    if len(rows) > 1:
        rows.append(Row(_INDENT + words.word("energy_total", language), in_cells(_together(years))))
    return rows


def _together(years: Years) -> list[Fraction | None]:
    """Return the energy of all carriers [GJ] of each year, None where one is not known."""
    return [
        sum((use.mwh * GJ_PER_MWH for use in year.energy if use.mwh is not None), Fraction(0))
        if year.energy and all(use.mwh is not None for use in year.energy)
        else None
        for year in years
    ]


def _intensity(years: Years, language: str, unit: MassUnit) -> list[Row]:
    found = side_by_side.figures(
        years,
        lambda year: {(i.metric, i.unit, i.numerator, i.method): i.kg_co2e_per_unit for i in year.intensity},
    )
    rows = []
    for (metric, of, numerator, method), kg in found.items():
        label = (
            f"{words.known(metric, language)}{words.colon(language)}{words.with_method(numerator, method, language)}"
        )
        ratio = f"[{words.word(unit.key, language)}/{of}]"
        rows.append(Row(widths.printable(f"{_INDENT}{label} {ratio}"), _ratios(kg, unit)))
    return rows


def _ratios(kg: Sequence[Fraction | None], unit: MassUnit) -> Cells:
    """Write a row of ratios, with six decimals when one of them would lose its digits at three."""
    small = any(number and abs(unit.of(number)) < 1 for number in kg)
    return in_cells([None if number is None else unit.of(number) for number in kg], FINE_PLACES if small else PLACES)


def _rungs(years: Years, language: str, _: MassUnit) -> list[Row]:
    found = side_by_side.figures(years, lambda year: {each.rung: each.share_percent for each in year.rungs})
    return [
        Row(_INDENT + words.word(f"rung/{rung}", language), in_cells(found[rung], SHARE_PLACES))
        for rung in Rung
        if rung in found
    ]


def _substitutions(years: Years, language: str, unit: MassUnit) -> list[Row]:
    def steps(year: InventoryResult) -> dict[tuple[str, str], str]:
        found = {}
        for step in year.substitutions:
            share = words.word("share", language).format(exact.grouped(step.share_percent, 2))
            under = words.listed([step.factor, share], language)
            found[_substitution(step, years, language), under] = exact.grouped(unit.of(step.kg_co2e), PLACES)
        return found

    return [Row(_INDENT + label, cells, under) for (label, under), cells in side_by_side.cells(years, steps).items()]


def _substitution(step: Substitution, years: Years, language: str) -> str:
    thing = _named(step.activity, years, language) + words.bracketed(step.geography, language)
    return widths.printable(f"{thing} {step.wanted} → {step.used}, {words.known(step.rung, language)}")


def _not_rebased(years: Years, language: str, unit: MassUnit) -> list[Row]:
    found = side_by_side.cells(
        years,
        lambda year: {(i.activity, i.factor or "", i.given_in): _one(i.kg_co2e, unit) for i in year.not_rebased},
    )
    rows = []
    for (activity, factor, given_in), cells in found.items():
        given = words.word("given_in", language).format(given_in)
        if given_in == "unstated":
            given = words.word("given_unstated", language)
        under = words.listed([part for part in (factor, given) if part], language)
        rows.append(Row(_INDENT + _named(activity, years, language), cells, under))
    return rows


def _rounding(years: Years, language: str, unit: MassUnit) -> list[Row]:
    """Write by how much the CO2e printed is more, or less, than its gases."""
    found = side_by_side.cells(
        years,
        lambda year: {
            (i.activity, i.factor): exact.grouped(unit.of(i.kg_co2e - i.kg_co2e_of_gases), FINE_PLACES)
            for i in year.rounding
        },
    )
    return [
        Row(_INDENT + _named(activity, years, language), cells, factor) for (activity, factor), cells in found.items()
    ]


def _coverage(years: Years, language: str, _: MassUnit) -> list[Row]:
    """Write how many months have no data, and which, by activity and facility."""
    found = side_by_side.cells(
        years, lambda year: {(gap.activity, gap.facility or ""): str(len(gap.months)) for gap in year.coverage.gaps}
    )
    rows = []
    for key, cells in found.items():
        name = words.listed([_named(part, years, language) for part in key if part], language)
        months = [
            month_spans(g.months) for year in years for g in year.coverage.gaps if (g.activity, g.facility or "") == key
        ]
        rows.append(Row(_INDENT + name, cells, words.listed(months, language)))
    more = [year.coverage.incomplete - len(year.coverage.gaps) for year in years]
    if any(more):
        label = words.word("more_gaps", language).format(max(more))
        rows.append(Row(_INDENT + label, tuple(str(number) if number else "" for number in more)))
    return rows


def _named(thing: str, years: Years, language: str) -> str:
    return widths.printable(labels.name(thing, years, language))


def _mass(kg: Iterable[Fraction | None], unit: MassUnit) -> Cells:
    return tuple(_one(number, unit) for number in kg)


def _one(kg: Fraction | None, unit: MassUnit) -> str:
    return NO_DATA if kg is None else exact.grouped(unit.of(kg), PLACES)
