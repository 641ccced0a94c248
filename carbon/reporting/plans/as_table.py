"""A plan as tables for a terminal: what is done and when, what it costs, and how the targets are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from carbon import exact
from carbon.accounting.result import InventoryResult
from carbon.pathways.optimisation.result import Cost, Frontier, Held, OptimisationResult, Started, Taken, YearHeld
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import labels, widths, words
from carbon.reporting.grid import Block, laid_out
from carbon.reporting.pathways import assumptions
from carbon.reporting.pathways.as_table import beyond
from carbon.reporting.plans.wording import word
from carbon.reporting.targets import claims
from carbon.terms import KG_PER_T, TargetQuantity

MOST_YEARS = 8
"""More years than these are thinned out to those that end in 0 and 5."""
NONE = "–"
_COSTS = ("capital", "operation", "energy", "premium", "carbon", "total")


def text(result: OptimisationResult, *, language: str = "en") -> str:
    """Write a plan as tables to be read in a terminal."""
    lines = [_first_line(result, language), "", _plan(result, language)]
    if result.not_chosen:
        left = words.listed([_name(each.id, each.names, language) for each in result.not_chosen], language)
        lines += [f"  {word('not_chosen', language)}{words.colon(language)}{left}"]
    lines += ["", _cost(result, language), "", *_targets(result, language), *_notes(result, language)]
    if result.frontier:
        lines += ["", _frontier(result, result.frontier, language)]
    years = _years(result)
    lines += ["", laid_out(list(map(str, years)), [_assumed(result, years, language)])]
    lines += beyond(result.beyond, language)
    lines += ["", word("solver", language), f"  {_solver(result, language)}", "", *_settings(result, language)]
    lines += _rerun(result, language)
    if len(_years(result)) < len(result.spending):
        lines += ["", word("all_years", language)]
    return "\n".join(widths.printable(line) for each in lines for line in each.split("\n")).rstrip("\n") + "\n"


def _assumed(result: OptimisationResult, years: Sequence[int], language: str) -> Block:
    """Return what was assumed."""
    return assumptions.block(result.assumed, result.scenario, result.actual, years, language)


def _first_line(result: OptimisationResult, language: str) -> str:
    names = result.scenario.names
    parts = [
        f"{result.organisation}{words.colon(language)}{word('cheapest', language)}",
        names.get(language) or names.get("en") or result.scenario.file,
        word("from_inventory", language).format(result.start),
        f"{words.word('gwp_set', language)} {result.gwp_set}",
    ]
    return " · ".join(filter(None, parts))


def _name(key: str, names: Mapping[str, str], language: str) -> str:
    """Return the name of a measure or a purchase, with its key."""
    name = names.get(language) or names.get("en")
    return f"{name}{words.bracketed(key, language)}" if name else key


def _currency(result: OptimisationResult) -> str:
    return result.scenario.currency or "?"


def _plan(result: OptimisationResult, language: str) -> str:
    """Return the measures and purchases of the plan."""
    actual = result.actual
    rows = [(_name(s.measure.id, s.measure.names, language), _started(s, actual, language)) for s in result.measures]
    rows += [_taken(each, language) for each in result.purchases]
    if not rows:
        return f"{word('plan', language)}\n  {word('nothing', language)}"
    columns = [word("first_year", language), word("last_year", language), word("saves", language)]
    return laid_out(
        [*columns, word("capex", language).format(_currency(result))], [Block(word("plan", language), rows)]
    )


def _started(started: Started, actual: InventoryResult, language: str) -> list[str]:
    measure = started.measure
    saves = f"{exact.grouped(measure.energy.value, 1)} MWh" if measure.energy else ""
    if measure.reduction:
        activity = labels.name(measure.saves, [actual], language)
        saves = word("of_activity", language).format(activity, exact.text(measure.reduction.value * 100))
    return [str(started.start), str(started.last), saves, exact.grouped(measure.capex.value, 0)]


def _taken(taken: Taken, language: str) -> tuple[str, list[str]]:
    deal = taken.purchase
    name = _name(deal.id, deal.names, language)
    mwh = f"{exact.grouped(deal.block.value * taken.blocks, 1)} MWh"
    label = word("of_blocks", language).format(name, taken.blocks, deal.most)
    return label, [str(deal.start), str(deal.start + deal.years - 1), mwh, NONE]


def _cost(result: OptimisationResult, language: str) -> str:
    """Return the present values; what is nothing throughout is left out."""
    rate = result.scenario.discount_rate
    heading = word("cost", language).format(
        end=result.scenario.end,
        start=result.start,
        currency=_currency(result),
        rate=exact.text(rate.value * 100, 3) if rate else "0",
    )
    shown = [(key, _part(result.cost, key)) for key in _COSTS]
    rows = [(word(key, language), [exact.grouped(part, 0)]) for key, part in shown if part or key == "total"]
    return laid_out([""], [Block(heading, rows)])


def _part(cost: Cost, key: str) -> Fraction:
    found: Fraction = getattr(cost, key)
    return found


def _years(result: OptimisationResult) -> list[int]:
    """Return the years that a table has room for: all, or those at fives, the first, the last and those that bind."""
    years = [each.year for each in result.spending]
    if len(years) <= MOST_YEARS:
        return years
    kept = {years[0], years[-1]}
    for each in result.targets:
        kept |= {each.target.target_year, *each.binding[-2:]}
    return [year for year in years if year % 5 == 0 or year in kept]


def _targets(result: OptimisationResult, language: str) -> list[str]:
    """Return each target beside the plan, and what is spent."""
    years = _years(result)
    blocks = [_held(each, years, language) for each in result.targets]
    spent = {each.year: each for each in result.spending}
    rows = [(word("measures", language), [exact.grouped(spent[year].capex, 0) for year in years])]
    if any(each.budget is not None for each in result.spending):
        rows.append((word("budget", language), [_grouped(spent[year].budget) for year in years]))
    blocks.append(Block(word("spending", language).format(_currency(result)), rows))
    lines = [laid_out([str(year) for year in years], blocks)]
    bound = [f"{each.id} {', '.join(map(str, each.binding))}" for each in result.targets if each.binding]
    if result.measures or result.purchases:
        lines += ["", _binding(bound, language)]
    return [*lines, "", word("targets", language), *(f"  {_claim(each, language)}" for each in result.targets)]


def _claim(held: Held, language: str) -> str:
    """Say that the line is kept, and what may be said of the target."""
    name = f"{held.id}{words.bracketed(held.target.id, language)}{words.colon(language)}"
    return name + claims.kept_line(held.target, language)


def _binding(bound: list[str], language: str) -> str:
    return word("binding", language).format(words.listed(bound, language)) if bound else word("none_bind", language)


def _grouped(number: Fraction | None) -> str:
    return NONE if number is None else exact.grouped(number, 0)


def _held(held: Held, years: Sequence[int], language: str) -> Block:
    by_year = {each.year: each for each in held.years}
    kept = [by_year.get(year) for year in years]
    heading = f"{held.id}{words.bracketed(_unit(held.target, language), language)}"
    rows = [
        (_about(held.target, language), [_marked(held.target, each) for each in kept]),
        (word("line", language), [NONE if each is None else _amount(held.target, each.line) for each in kept]),
        (word("room", language), [NONE if each is None else _amount(held.target, each.room) for each in kept]),
    ]
    return Block(heading, rows)


def _marked(target: TargetResult, year: YearHeld | None) -> str:
    """Write a quantity, with a star where the year binds."""
    return NONE if year is None else ("*" if year.binding else "") + _amount(target, year.quantity)


def _about(target: TargetResult, language: str) -> str:
    """Return what a target is about."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return words.word("renewable_share", language)
    if target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        scopes = "_and_".join(map(str, target.scopes))
        return words.with_method(f"scope_{scopes}", target.method, language)
    return words.known(
        "electricity_use" if target.quantity is TargetQuantity.ELECTRICITY_MWH else target.activity, language
    )


def _unit(target: TargetResult, language: str) -> str:
    """Return the unit that a target is written in."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return "%"
    return target.unit.replace("kg CO2e", words.word("t_co2e", language))


def _amount(target: TargetResult, quantity: Fraction) -> str:
    """Write what a target is about, in its unit."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return exact.grouped(quantity * 100, 2)
    if target.quantity is TargetQuantity.INTENSITY:
        return exact.grouped(quantity / KG_PER_T, 6)
    in_kg = target.quantity is TargetQuantity.EMISSIONS
    return exact.grouped(quantity / KG_PER_T if in_kg else quantity, 2)


def _notes(result: OptimisationResult, language: str) -> list[str]:
    """Say what was left aside."""
    unpriced = [labels.name(activity, [result.actual], language) for activity in result.unpriced]
    notes = [
        word(key, language).format(words.listed(list(names), language))
        for key, names in (("left_out", result.left_out), ("unpriced", unpriced))
        if names
    ]
    return ["", *notes] if notes else []


def _frontier(result: OptimisationResult, frontier: Frontier, language: str) -> str:
    """Return cost against emissions."""
    scopes = words.with_method(f"scope_{'_and_'.join(map(str, frontier.scopes))}", frontier.method, language)
    currency = _currency(result)
    columns = [word("cut", language), word("total_cost", language).format(currency)]
    columns.append(word("capex", language).format(currency))
    rows = [
        (
            exact.grouped(point.kg_co2e / KG_PER_T, 2),
            [exact.grouped(point.cut / KG_PER_T, 2), exact.grouped(point.cost, 0), exact.grouped(point.capex, 0)],
        )
        for point in frontier.points
    ]
    heading = word("frontier", language).format(year=frontier.year, scopes=scopes)
    return heading + "\n" + laid_out(columns, [Block(f"  {word('emissions', language)}", rows)])


def _solver(result: OptimisationResult, language: str) -> str:
    solver = result.solver
    gap = word("gap", language).format(exact.text(Fraction(max(0.0, solver.gap)) * 100, 4)) if solver.gap < 1 else ""
    return words.listed(list(filter(None, [word(solver.status, language), gap])), language)


def _settings(result: OptimisationResult, language: str) -> list[str]:
    """Return the plan as arguments, to be copied."""
    if not result.settings:
        return [word("try", language), f"  {word('as_is', language)}"]
    return [
        word("try", language),
        *(f"  --set {each} \\" for each in result.settings[:-1]),
        f"  --set {result.settings[-1]}",
    ]


def _rerun(result: OptimisationResult, language: str) -> list[str]:
    known = result.provenance
    parts = (
        f"carbon {known.carbon}",
        word("of_inventory", language).format(known.inventory_sha256[:12]),
        f"{known.scenario} {known.scenario_sha256[:12]}",
        f"numpy {known.numpy}",
        f"scipy {known.scipy}",
    )
    return ["", word("rerun", language), f"  {' · '.join(parts)}"]
