"""A pathway as a table for a terminal: the years side by side, and what they come to beside the targets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from carbon import exact
from carbon.accounting.result import InventoryResult
from carbon.pathways.beyond import Beyond
from carbon.pathways.pathway_result import OnTrack, PathwayResult
from carbon.reporting import labels, widths, words
from carbon.reporting.grid import Block, laid_out
from carbon.reporting.pathways import assumptions, surplus
from carbon.reporting.pathways.wording import metric, word
from carbon.reporting.targets import claims, phrases
from carbon.terms import KG_PER_T, Scope2Method, TargetQuantity

MOST_YEARS = 9
"""More years than these are thinned out to those that end in 0 and 5."""


def text(result: PathwayResult, *, language: str = "en") -> str:
    """Write a pathway as a table to be read in a terminal."""
    years = shown(result)
    blocks = [
        emissions(result, years, language),
        _electricity(result, years, language),
        _intensity(result, years, language),
        _bridge(result, years, language),
        _fan(result, years, language),
        _carbon_price(result, years, language),
        assumptions.block(result.assumed, result.scenario, result.actuals[-1], years, language),
    ]
    lines = [first_line(result, language), "", laid_out([str(year) for year in years], blocks)]
    lines += targets(result, language) + _budget(result, language) + beyond(result.beyond, language)
    lines += rerun(result, language)
    if len(years) < len(result.years):
        lines += ["", word("all_years", language)]
    return "\n".join(lines).rstrip("\n") + "\n"


def shown(result: PathwayResult) -> list[int]:
    """Return the years that a table has room for: all, or those at fives, with the first, the last and the targets'."""
    years = [year.year for year in result.years]
    if len(years) <= MOST_YEARS:
        return years
    kept = {years[0], years[-1], *(each.year for each in result.on_track)}
    return [year for year in years if year % 5 == 0 or year in kept]


def first_line(result: PathwayResult, language: str) -> str:
    """Return what the pathway is of."""
    name = title(result, language)
    parts = [
        f"{result.organisation}{words.colon(language)}{word('pathway', language)}" if result.organisation else "",
        name,
        word("from_inventory", language).format(result.start),
        f"{words.word('gwp_set', language)} {result.actuals[-1].gwp_set}",
    ]
    return widths.printable(" · ".join(filter(None, parts)))


def title(result: PathwayResult, language: str) -> str:
    """Return the scenario's title, or the name of its file."""
    names = result.scenario.names
    return names.get(language) or names.get("en") or result.scenario.file


def lever_name(lever: str, names: Mapping[str, str], language: str, results: Iterable[InventoryResult] = ()) -> str:
    """Return what a lever is called, with what it acts on, as the inventories call it, where it has no name."""
    name = names.get(language) or names.get("en")
    if lever.endswith(".efficiency"):
        acted_on = labels.name(lever.removesuffix(".efficiency"), results, language)
        return f"{name}{words.bracketed(acted_on, language)}"
    return name or lever.partition(".")[2] or lever


def tonnes(kg: Fraction | None) -> str:
    """Write kilograms as tonnes for a reader; `–` for no data."""
    return "–" if kg is None else exact.grouped(kg / KG_PER_T, 2)


def emissions(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    """Return the rows about emissions."""
    figures = [each for each in result.years if each.year in years]
    usual = [each for each in result.usual if each.year in years]
    rows = [
        (words.word("scope_1", language), [tonnes(result.known(1, each.figures.scope_1)) for each in figures]),
        (
            words.with_method("scope_2", Scope2Method.LOCATION, language),
            [tonnes(result.known(2, e.figures.location)) for e in figures],
        ),
        (
            words.with_method("scope_2", Scope2Method.MARKET, language),
            [tonnes(result.known(2, e.figures.market)) for e in figures],
        ),
        (
            words.with_method("scope_1_and_2", Scope2Method.MARKET, language),
            [tonnes(e.figures.scope_1 + e.figures.market) for e in figures],
        ),
        (word("usual", language), [tonnes(each.scope_1 + each.market) for each in usual]),
    ]
    if result.known(3, figures[0].figures.scope_3) is not None:
        rows.append((words.word("scope_3", language), [tonnes(each.figures.scope_3) for each in figures]))
    if result.target is not None:
        label = f"{word('target', language)}{words.colon(language)}{held_against(result, language)}"
        rows.append((label, [tonnes(each.target) for each in figures]))
        rows.append((word("gap", language), [signed(each.gap) for each in figures]))
    return Block(word("emissions", language), rows)


def held_against(result: PathwayResult, language: str) -> str:
    """Name the target that the years are held against, and what it is about."""
    assert result.held_against is not None
    key, target = result.held_against
    return f"{key} · {phrases.about(target, language)}"


def signed(kg: Fraction | None) -> str:
    """Write kilograms as tonnes with their sign."""
    return ("+" if kg is not None and kg > 0 else "") + tonnes(kg)


def _electricity(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    figures = [each.figures for each in result.years if each.year in years]
    if not any(each.load for each in figures):
        return Block("", [])
    rows = [
        (word("electricity", language), [exact.grouped(each.load, 1) for each in figures]),
        (word("of_which", language), [exact.grouped(each.renewable, 1) for each in figures]),
        (word("renewable_share", language), [percent(each.renewable_share) for each in figures]),
    ]
    return Block(word("energy", language), rows)


def percent(ratio: Fraction | None, places: int = 2) -> str:
    """Write a ratio in percent, without the sign; `–` for no data."""
    return "–" if ratio is None else exact.grouped(ratio * 100, places)


def _intensity(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    figures = [each for each in result.years if each.year in years]
    rows = [
        (_per(result, name, language), [exact.fixed(each.intensity[name] / KG_PER_T, 6) for each in figures])
        for name in figures[0].intensity
    ]
    return Block(word("intensity", language), rows)


def _per(result: PathwayResult, name: str, language: str) -> str:
    """Return what an intensity is per, and that a metric without a driver stays as it is."""
    units = {metric.metric: metric.unit for metric in result.actuals[-1].metrics}
    about = [metric(name, language)]
    if name not in result.scenario.drivers:
        about.append(word("as_in", language).format(result.start))
    label = word("per", language).format(metric(units[name], language))
    return label + words.bracketed(", ".join(about), language)


def _bridge(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    rows = [
        (lever_name(part.id, part.names, language, result.actuals), [tonnes(-part.market[year]) for year in years])
        for part in result.parts
    ]
    return Block(word("bridge", language), rows, word("order", language) if rows else "")


def _fan(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    fan = result.fan
    if fan is None:
        return Block("", [])
    places = [fan.years.index(year) for year in years]
    rows = [
        (
            word("quantile", language).format(f"{share * 100:g}"),
            [tonnes(Fraction(values[place])) for place in places],
        )
        for share, values in zip(fan.quantiles, fan.values[Scope2Method.MARKET], strict=True)
    ]
    return Block(word("fan", language).format(f"{fan.draws:,}"), rows)


def _carbon_price(result: PathwayResult, years: Sequence[int], language: str) -> Block:
    if not result.carbon_cost:
        return Block("", [])
    label = word("carbon_price", language).format(result.scenario.currency or "?")
    cells = [exact.grouped(result.carbon_cost[year], 0) if year in result.carbon_cost else "–" for year in years]
    return Block("", [(label, cells)])


def targets(result: PathwayResult, language: str) -> list[str]:
    """Return a line for each target: what is asked, what comes out, and whether it is met."""
    if not result.on_track:
        return []
    return ["", word("targets", language), *(f"  {target_line(each, language)}" for each in result.on_track)]


def target_line(each: OnTrack, language: str) -> str:
    """Return how the scenario ends beside a target, and what may be said of it."""
    name = f"{each.id}{words.bracketed(each.target.id, language)}"
    return widths.printable(f"{name} {standing(each, language)}")


def standing(each: OnTrack, language: str) -> str:
    """Return the figures of a year beside a target, where they stand to its line, its checks and its rule."""
    target, said = each.target, [claims.position(each.target, each.gap, language)]
    if each.probability is not None:
        said.append(claims.kept_in(target, percent(Fraction(each.probability), 1), language))
    against = word("against_least" if target.rule.least else "against", language).format(
        each.year, _amount(each, each.projected, language), _amount(each, each.line, language)
    )
    figures = against + words.colon(language) + words.chosen((", ", "，"), language).join(said)
    if not each.reached:
        figures = word("not_reached", language).format(target.target_year, figures)
    return claims.joined([figures, *claims.beside(target, language)], language)


def _amount(each: OnTrack, quantity: Fraction | None, language: str) -> str:
    """Write what a target is about, in its unit."""
    about = each.target.quantity
    if quantity is None:
        return "–"
    if about is TargetQuantity.RENEWABLE_SHARE:
        return f"{percent(quantity)} %"
    if about in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        places = 2 if about is TargetQuantity.EMISSIONS else 6
        unit = each.target.unit.replace("kg CO2e", words.word("t_co2e", language))
        return f"{exact.grouped(quantity / KG_PER_T, places)} {unit}"
    return f"{exact.grouped(quantity, 2)} {each.target.unit}"


def _budget(result: PathwayResult, language: str) -> list[str]:
    budget = result.budget
    if budget is None:
        return []
    line = word("budget_line", language).format(
        first=budget.first,
        last=budget.last,
        method=word(budget.method, language),
        path=tonnes(budget.path),
        projected=tonnes(budget.projected),
        verdict=word("over" if budget.overshoot > 0 else "under", language),
        over=tonnes(abs(budget.overshoot)),
    )
    return ["", word("budget", language), f"  {line}"]


def beyond(found: Sequence[Beyond], language: str) -> list[str]:
    """Return a line for each lever that goes beyond what there is."""
    return ["", word("beyond", language), *(f"  {line}" for line in surplus.lines(found, language))] if found else []


def rerun(result: PathwayResult, language: str) -> list[str]:
    """Return what it takes to run a pathway again."""
    known = result.provenance
    drawn: list[str] = []
    if known.draws:
        drawn.append(word("of_seed", language).format(known.seed))
        drawn.append(word("number_of_draws", language).format(f"{known.draws:,}"))
    parts: Iterable[str] = (
        f"carbon {known.carbon}",
        word("of_inventory", language).format(known.inventory_sha256[:12]),
        f"{known.scenario} {known.scenario_sha256[:12]}",
        *drawn,
        f"numpy {known.numpy}",
        f"scipy {known.scipy}",
    )
    return ["", word("rerun", language), f"  {' · '.join(parts)}"]
