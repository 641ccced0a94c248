"""A pathway as a page for a terminal: the years side by side, and what they come to beside the targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from carbon.accounting import labels
from carbon.accounting.result import InventoryResult
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.scenarios import pathway_tables
from carbon.scenarios.assumptions import AssumedYear, Beyond, Provenance
from carbon.scenarios.pathway_result import OnTrack, PathwayResult, YearOnPath
from carbon.scenarios.pathway_tables import standing, surplus
from carbon.scenarios.scenario import Scenario
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.terminal import INDENT, Block, Row, grid, number, page, printable
from carbon.tables.terminal import signed as with_sign
from carbon.tables.words import word
from carbon.targets import wording

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
    blocks = [
        _emissions(result, years, language),
        _electricity(result, years, language),
        _intensity(result, years, language),
        _bridge(result, years, language),
        _fan(result, years, language),
        _carbon_price(result, years, language),
        assumed(result.assumed, result.scenario, result.actuals[-1], years, language),
    ]
    lines = [first_line(result, language), "", *grid([str(year) for year in years], blocks)]
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


def first_line(result: PathwayResult, language: str) -> str:
    """Return what the pathway is of."""
    title = word("pathway/pathway", language)
    return heading(title, result.organisation, result.scenario, result.actuals[-1], language)


def heading(title: str, organisation: str, of: Scenario, start: InventoryResult, language: str) -> str:
    """Return what a page about a scenario is of."""
    parts = [
        f"{organisation}{words.colon(language)}{title}" if organisation else "",
        words.named(of.names, language) or of.file,
        word("pathway/from_inventory", language).format(start.year),
        f"{word('gwp_set', language)} {start.gwp_set}",
        *labels.incomplete_years([start], language),
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
    return [
        Row(word("scope_1", language), [tonnes(result.known(1, year.figures.scope_1)) for year in years]),
        Row(location, [tonnes(result.known(2, year.figures.location)) for year in years]),
        Row(market, [tonnes(result.known(2, year.figures.market)) for year in years]),
    ]


def renewable_share(years: Iterable[YearOnPath], language: str) -> Row:
    """Return the renewable share of the electricity."""
    shares = (year.figures.renewable_share for year in years)
    return Row(
        word("renewable_share", language), ["–" if share is None else wording.percent(share) for share in shares]
    )


def _emissions(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    shown = [year for year in result.years if year.year in years]
    usual = [year for year in result.usual if year.year in years]
    both = words.with_method("scope_1_and_2", Scope2Method.MARKET, language)
    rows = [
        *scopes(result, shown, language),
        Row(both, [tonnes(year.figures.scope_1 + year.figures.market) for year in shown]),
        Row(word("pathway/usual", language), [tonnes(year.scope_1 + year.market) for year in usual]),
    ]
    if result.known(3, shown[0].figures.scope_3) is not None:
        rows.append(Row(word("scope_3", language), [tonnes(year.figures.scope_3) for year in shown]))
    if result.target is not None:
        label = f"{word('pathway/target', language)}{words.colon(language)}{held_against(result, language)}"
        rows.append(Row(label, [tonnes(year.target) for year in shown]))
        rows.append(Row(word("pathway/gap", language), [signed(year.gap) for year in shown]))
    return Block(word("pathway/emissions", language), rows)


def held_against(result: PathwayResult, language: str) -> str:
    """Name the target that the years are held against, and what it is about."""
    assert result.held_against is not None
    key, target = result.held_against
    return f"{key} · {wording.subject(target, language)}"


def _electricity(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    shown = [year for year in result.years if year.year in years]
    if not any(year.figures.load for year in shown):
        return Block("", [])
    rows = [
        Row(word("pathway/electricity", language), [number(year.figures.load, 1) for year in shown]),
        Row(word("renewable_electricity", language), [number(year.figures.renewable, 1) for year in shown]),
        renewable_share(shown, language),
    ]
    return Block(word("electricity", language), rows)


def _intensity(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    shown = [year for year in result.years if year.year in years]
    rows = [
        Row(
            _per(result, name, language), [exact.fixed(year.intensity[name] / KG_PER_T, RATIO_PLACES) for year in shown]
        )
        for name in shown[0].intensity
    ]
    return Block(word("pathway/intensity", language), rows)


def _per(result: PathwayResult, name: str, language: str) -> str:
    """Return what an intensity is per, and that a metric without a driver stays as it is."""
    units = {metric.metric: metric.unit for metric in result.actuals[-1].metrics}
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
    rows = [
        Row(lever_name(part.id, part.names, language, result.actuals), [tonnes(-part.market[year]) for year in years])
        for part in result.parts
    ]
    return Block(word("pathway/bridge", language), rows, word("pathway/order", language))


def _fan(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    fan = result.fan
    if fan is None:
        return Block("", [])
    places = [fan.years.index(year) for year in years]
    label = word("pathway/quantile", language)
    rows = [
        Row(label.format(f"{share * 100:g}"), [tonnes(Fraction(values[place])) for place in places])
        for share, values in zip(fan.quantiles, fan.values[Scope2Method.MARKET], strict=True)
    ]
    return Block(word("pathway/fan", language).format(f"{fan.draws:,}"), rows)


def _carbon_price(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    if not result.carbon_cost:
        return Block("", [])
    label = word("pathway/carbon_price", language).format(result.scenario.currency or "?")
    return Block("", [Row(label, [number(result.carbon_cost.get(year), 0) for year in years])])


def assumed(
    of: Sequence[AssumedYear], scenario: Scenario, actual: InventoryResult, years: Sequence[int], language: str
) -> Block:
    """Return the rows of what was assumed; what is not in the scenario stays as it was, and the row says so."""
    shown = [year for year in of if year.year in years]
    as_in = words.bracketed(word("pathway/as_in", language).format(actual.year), language)
    is_held = not (scenario.grid.points or scenario.grid.change)
    units = {metric.metric: _metric(metric.unit, language) for metric in actual.metrics}
    rows = []
    if actual.electricity is not None:
        mark = as_in if is_held else ""
        for key, factors in (
            ("grid_factor", [year.location_factor for year in shown]),
            ("market_factor", [year.market_factor for year in shown]),
        ):
            cells = [exact.fixed(factor / KG_PER_T, FACTOR_PLACES) for factor in factors]
            rows.append(Row(word(f"pathway/{key}", language) + mark, cells))
    for name in shown[0].metrics:
        label = f"{_metric(name, language)} [{units[name]}]" + ("" if name in scenario.drivers else as_in)
        rows.append(Row(label, [number(year.metrics[name], PLACES) for year in shown]))
    for name in shown[0].drivers:
        label = word("pathway/driver", language).format(_metric(name, language))
        rows.append(Row(label, [exact.fixed(year.drivers[name], FACTOR_PLACES) for year in shown]))
    for account in shown[0].scope_3:
        label = f"{_account(account, actual, language)} [{word('t_co2e', language)}]"
        rows.append(Row(label, [tonnes(year.scope_3[account]) for year in shown]))
    source = f"{word('pathway/grid_source', language)}{words.colon(language)}{scenario.grid.source}"
    return Block(word("pathway/assumed", language), rows, source if scenario.grid.source else "")


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
