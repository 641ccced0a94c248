"""A pathway as a page for a terminal: the years side by side, and what they come to beside the targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from carbon.accounting import labels
from carbon.accounting.result import InventoryResult
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.scenarios import pathway_tables
from carbon.scenarios.pathway_result import OnTrack, PathwayResult, YearOnPath
from carbon.scenarios.pathway_tables import standing, surplus
from carbon.scenarios.scenario_result import Beyond, Provenance, ScenarioResult
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.terminal import INDENT, Block, Row, grid, number, page, printable, rows
from carbon.tables.terminal import signed as with_sign
from carbon.tables.words import word
from carbon.targets import wording
from carbon.targets.wording import percent

MOST_YEARS = 9
"""More years than these are thinned out to those that end in 0 and 5."""

PLACES, FACTOR_PLACES, RATIO_PLACES = 2, 4, 6
_DIGITS = 12
"""How many digits of a sha256 a page shows."""


def describe(result: PathwayResult, *, language: str = "en") -> Description:
    """Describe a pathway."""
    return Description(
        "pathway",
        lambda: pathway_tables.record(result),
        lambda: text(result, language=language),
        series="result",
        currency=result.scenario.currency,
    )


def text(result: PathwayResult, *, language: str = "en") -> str:
    """Write a pathway as a page to be read in a terminal."""
    years = thinned([year.year for year in result.years], MOST_YEARS, (aim.year for aim in result.on_track))
    shown = [year for year in result.years if year.year in years]
    blocks = [
        _emissions(result, shown, language),
        _electricity(shown, language),
        _intensity(result, shown, language),
        _bridge(result, years, language),
        _fan(result, years, language),
        _carbon_price(result, years, language),
        assumed(result, years, language),
    ]
    lines = [heading(word("pathway/pathway", language), result, language), "", *grid([*map(str, years)], blocks)]
    if result.on_track:
        lines += ["", word("pathway/targets", language), *targets(result, language)]
    lines += [*_budget(result, language), *beyond(result.beyond, language)]
    lines += rerun(result.provenance, language)
    if len(years) < len(result.years):
        lines += ["", word("pathway/all_years", language)]
    return page(lines)


def thinned(years: Sequence[int], most: int, kept: Iterable[int]) -> list[int]:
    """Return the years that a page has room for: all, or those at fives, with the first, the last and those kept."""
    if len(years) <= most:
        return list(years)
    kept = {years[0], years[-1], *kept}
    return [year for year in years if year % 5 == 0 or year in kept]


def heading(title: str, result: ScenarioResult, language: str) -> str:
    """Return what a page about a scenario is of."""
    parts = [
        f"{result.organisation}{words.colon(language)}{title}" if result.organisation else "",
        words.named(result.scenario.names, language) or result.scenario.file,
        word("pathway/from_inventory", language).format(result.start),
        f"{word('gwp_set', language)} {result.actual.gwp_set}",
        *labels.incomplete_years([result.actual], language),
    ]
    return printable(" · ".join(filter(None, parts)))


def lever_name(lever: str, names: Mapping[str, str], language: str, results: Iterable[InventoryResult] = ()) -> str:
    """Return what a lever is called, with what it acts on, as the inventories call it, where it has no name."""
    name = names.get(language) or names.get("en")
    if lever.endswith(".efficiency"):
        acted_on = labels.name(lever.removesuffix(".efficiency"), results, language)
        return f"{name}{words.bracketed(acted_on, language)}"
    return name or lever.partition(".")[2] or lever


def tonnes(kg: Fraction | None) -> str:
    """Write kilograms as tonnes for a reader; `–` for no data."""
    return number(None if kg is None else kg / KG_PER_T, PLACES)


def signed(kg: Fraction | None) -> str:
    """Write kilograms as tonnes with their sign."""
    return with_sign(None if kg is None else kg / KG_PER_T, PLACES)


def scopes(result: PathwayResult, years: Sequence[YearOnPath], language: str) -> list[Row]:
    """Return the emissions of scope 1 and 2, by both methods."""
    location, market = (words.with_method("scope_2", method, language) for method in Scope2Method)
    return rows(
        [year.figures for year in years],
        (word("scope_1", language), lambda year: tonnes(result.known(1, year.scope_1))),
        (location, lambda year: tonnes(result.known(2, year.location))),
        (market, lambda year: tonnes(result.known(2, year.market))),
    )


def renewable_share(years: Iterable[YearOnPath], language: str) -> list[Row]:
    """Return the renewable share of the electricity."""
    shares = [year.figures.renewable_share for year in years]
    return rows(shares, (word("renewable_share", language), lambda share: "–" if share is None else percent(share)))


def gaps(label: str, years: Iterable[YearOnPath]) -> list[Row]:
    """Return by how much the years are above the line."""
    return rows(years, (label, lambda year: signed(year.gap)))


def _emissions(result: PathwayResult, years: Sequence[YearOnPath], language: str) -> Block:
    both = words.with_method("scope_1_and_2", Scope2Method.MARKET, language)
    usual = [year for year in result.usual if year.year in {shown.year for shown in years}]
    lines = [
        *scopes(result, years, language),
        *rows(years, (both, lambda year: tonnes(year.figures.scope_1 + year.figures.market))),
        *rows(usual, (word("pathway/usual", language), lambda year: tonnes(year.scope_1 + year.market))),
    ]
    if result.known(3, years[0].figures.scope_3) is not None:
        lines += rows(years, (word("scope_3", language), lambda year: tonnes(year.figures.scope_3)))
    if result.target is not None:
        label = f"{word('pathway/target', language)}{words.colon(language)}{held_against(result, language)}"
        lines += rows(years, (label, lambda year: tonnes(year.target)))
        lines += gaps(word("pathway/gap", language), years)
    return Block(word("pathway/emissions", language), lines)


def held_against(result: PathwayResult, language: str) -> str:
    """Name the target that the years are held against, and what it is about."""
    assert result.held_against is not None
    key, target = result.held_against
    return f"{key} · {wording.subject(target, language)}"


def _electricity(years: Sequence[YearOnPath], language: str) -> Block:
    if not any(year.figures.load for year in years):
        return Block("", [])
    lines = rows(
        [year.figures for year in years],
        (word("pathway/electricity", language), lambda year: number(year.load, 1)),
        (word("renewable_electricity", language), lambda year: number(year.renewable, 1)),
    )
    return Block(word("electricity", language), lines + renewable_share(years, language))


def _intensity(result: PathwayResult, years: Sequence[YearOnPath], language: str) -> Block:
    lines = [
        Row(
            _per(result, name, language), [exact.fixed(year.intensity[name] / KG_PER_T, RATIO_PLACES) for year in years]
        )
        for name in years[0].intensity
    ]
    return Block(word("pathway/intensity", language), lines)


def _per(result: PathwayResult, name: str, language: str) -> str:
    """Return what an intensity is per, and that a metric without a driver stays as it is."""
    units = {metric.metric: metric.unit for metric in result.actual.metrics}
    about = [_metric(name, language)]
    if name not in result.scenario.drivers:
        about.append(word("pathway/as_in", language).format(result.start))
    label = word("pathway/per", language).format(_metric(units[name], language))
    return label + words.bracketed(", ".join(about), language)


def _metric(name: str, language: str) -> str:
    """Return what a metric or its unit is called."""
    key = f"metric/{name}"
    return word(key, language) if key in words.WORDS else words.known(name, language)


def _bridge(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    lines = [
        Row(lever_name(part.id, part.names, language, result.actuals), [tonnes(-part.kg[year][1]) for year in years])
        for part in result.parts
    ]
    return Block(word("pathway/bridge", language), lines, word("pathway/order", language))


def _fan(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    fan = result.fan
    if fan is None:
        return Block("", [])
    places = [fan.years.index(year) for year in years]
    label = word("pathway/quantile", language)
    lines = [
        Row(label.format(f"{share * 100:g}"), [tonnes(Fraction(values[place])) for place in places])
        for share, values in zip(fan.quantiles, fan.values[Scope2Method.MARKET], strict=True)
    ]
    return Block(word("pathway/fan", language).format(f"{fan.draws:,}"), lines)


def _carbon_price(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    label = word("pathway/carbon_price", language).format(result.scenario.currency or "?")
    costs = rows(years, (label, lambda year: number(result.carbon_cost.get(year), 0)))
    return Block("", costs if result.carbon_cost else [])


def assumed(result: ScenarioResult, years: Sequence[int], language: str) -> Block:
    """Return the rows of what was assumed; what is not in the scenario stays as it was, and the row says so."""
    scenario, actual, scope_3 = result.scenario, result.actual, result.scope_3
    shown = [year for year in result.projection.years if year.year in years]
    as_in = words.bracketed(word("pathway/as_in", language).format(actual.year), language)
    lines: list[Row] = []
    if actual.electricity is not None:
        mark = "" if scenario.grid.points or scenario.grid.change else as_in
        lines += rows(
            shown,
            (word("pathway/grid_factor", language) + mark, lambda year: _factor(year.location_factor)),
            (word("pathway/market_factor", language) + mark, lambda year: _factor(year.market_factor)),
        )
    units = {metric.metric: _metric(metric.unit, language) for metric in actual.metrics}
    for name in shown[0].metrics:
        label = f"{_metric(name, language)} [{units[name]}]" + ("" if name in scenario.drivers else as_in)
        lines.append(Row(label, [number(year.metrics[name], PLACES) for year in shown]))
    for name in shown[0].indices:
        label = word("pathway/driver", language).format(_metric(name, language))
        lines.append(Row(label, [exact.fixed(year.drivers[name], FACTOR_PLACES) for year in shown]))
    for account in scope_3[shown[0].year]:
        label = f"{_account(account, actual, language)} [{word('t_co2e', language)}]"
        lines.append(Row(label, [tonnes(scope_3[year][account]) for year in years]))
    source = f"{word('pathway/grid_source', language)}{words.colon(language)}{scenario.grid.source}"
    return Block(word("pathway/assumed", language), lines, source if scenario.grid.source else "")


def _factor(kg_per_mwh: Fraction) -> str:
    return exact.fixed(kg_per_mwh / KG_PER_T, FACTOR_PLACES)


def _account(account: str, actual: InventoryResult, language: str) -> str:
    """Name an account."""
    total = next((total for total in actual.accounts if total.account.id == account), None)
    return account if total is None else labels.account(total, language)


def targets(result: PathwayResult, language: str) -> list[str]:
    """Return a line for each target: what is asked, what comes out, and whether it is met."""
    return [f"{INDENT}{target_line(aim, language)}" for aim in result.on_track]


def target_line(aim: OnTrack, language: str) -> str:
    """Return how the scenario ends beside a target, and what may be said of it."""
    return printable(f"{aim.id}{words.bracketed(aim.target.id, language)} {standing(aim, language)}")


def _budget(result: PathwayResult, language: str) -> list[str]:
    budget = result.budget
    if budget is None:
        return []
    line = word("pathway/budget_line", language).format(
        first=budget.first,
        last=budget.last,
        method=word(f"pathway/{budget.method}", language),
        path=tonnes(budget.path),
        projected=tonnes(budget.projected),
        verdict=word("pathway/over" if budget.overshoot > 0 else "pathway/under", language),
        over=tonnes(abs(budget.overshoot)),
    )
    return ["", word("pathway/budget", language), f"{INDENT}{line}"]


def beyond(levers: Sequence[Beyond], language: str) -> list[str]:
    """Return a line for each lever that goes beyond what there is."""
    lines = [f"{INDENT}{surplus(lever, language)}" for lever in levers]
    return ["", word("pathway/beyond", language), *lines] if lines else []


def rerun(provenance: Provenance, language: str) -> list[str]:
    """Return what it takes to run something again."""
    drawn: list[str] = []
    if provenance.draws:
        drawn.append(word("pathway/of_seed", language).format(provenance.seed))
        drawn.append(word("pathway/number_of_draws", language).format(f"{provenance.draws:,}"))
    parts = (
        f"carbon {provenance.carbon}",
        word("pathway/of_inventory", language).format(provenance.inventory_sha256[:_DIGITS]),
        f"{provenance.scenario} {provenance.scenario_sha256[:_DIGITS]}",
        *drawn,
        f"numpy {provenance.numpy}",
        f"scipy {provenance.scipy}",
    )
    return ["", word("pathway/rerun", language), f"{INDENT}{' · '.join(parts)}"]
