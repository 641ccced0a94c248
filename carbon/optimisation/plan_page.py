"""A plan as a page for a terminal: what is done and when, what it costs, and how the targets are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from carbon.accounting import labels
from carbon.accounting.result import InventoryResult
from carbon.model import exact
from carbon.model.terms import TargetQuantity
from carbon.optimisation import plan_tables
from carbon.optimisation.plan_result import Frontier, Held, OptimisationResult, Started, Taken, YearHeld
from carbon.optimisation.plan_tables import COSTS
from carbon.scenarios import pathway_page
from carbon.tables import words
from carbon.tables.description import Description
from carbon.tables.terminal import INDENT, NO_DATA, Block, Row, grid, number, page, printable
from carbon.tables.words import word
from carbon.targets import wording
from carbon.targets.target_result import TargetResult

MOST_YEARS = 8
"""More years than these are thinned out to those that end in 0 and 5, the targets' and the last two that bind."""


def describe(result: OptimisationResult, *, language: str = "en") -> Description:
    """Describe a plan."""
    return Description(
        "result",
        lambda: plan_tables.record(result),
        lambda: text(result, language=language),
        currency=result.scenario.currency,
    )


def text(result: OptimisationResult, *, language: str = "en") -> str:
    """Write a plan as a page to be read in a terminal."""
    kept = [year for held in result.targets for year in (held.target.target_year, *held.binding[-2:])]
    years = pathway_page.thinned([year.year for year in result.spending], MOST_YEARS, kept)
    assumed = pathway_page.assumed(result, years, language)
    lines = [
        pathway_page.heading(word("plan/cheapest", language), result, language),
        "",
        *_plan(result, language),
        "",
        *_cost(result, language),
        "",
        *_targets(result, years, language),
        *_notes(result, language),
        *(_frontier(result, result.frontier, language) if result.frontier else []),
        "",
        *grid([str(year) for year in years], [assumed]),
        *pathway_page.beyond(result.beyond, language),
        "",
        word("plan/solver", language),
        f"{INDENT}{_solver(result, language)}",
        "",
        *_settings(result, language),
        *pathway_page.rerun(result.provenance, language),
    ]
    if len(years) < len(result.spending):
        lines += ["", word("pathway/all_years", language)]
    return page(map(printable, lines))


def _name(key: str, names: Mapping[str, str], language: str) -> str:
    """Return the name of a measure or a purchase, with its key."""
    name = names.get(language) or names.get("en")
    return f"{name}{words.bracketed(key, language)}" if name else key


def _currency(result: OptimisationResult) -> str:
    return result.scenario.currency or "?"


def _plan(result: OptimisationResult, language: str) -> list[str]:
    """Return the measures and purchases of the plan."""
    rows = [_measure(started, result.actual, language) for started in result.measures]
    rows += [_purchase(blocks, language) for blocks in result.purchases]
    heading = word("plan/plan", language)
    if rows:
        heads = [word(f"plan/{key}", language) for key in ("first_year", "last_year", "saves", "capex")]
        lines = grid([head.format(_currency(result)) for head in heads], [Block(heading, rows)])
    else:
        lines = [heading, INDENT + word("plan/nothing", language)]
    if result.not_chosen:
        left = words.listed((_name(measure.id, measure.names, language) for measure in result.not_chosen), language)
        lines.append(f"{INDENT}{word('plan/not_chosen', language)}{words.colon(language)}{left}")
    return lines


def _measure(started: Started, actual: InventoryResult, language: str) -> Row:
    measure = started.measure
    saves = f"{exact.grouped(measure.energy.value, 1)} MWh" if measure.energy else ""
    if measure.reduction:
        activity = labels.name(measure.saves, [actual], language)
        saves = word("plan/of_activity", language).format(activity, exact.text(measure.reduction.value * 100))
    cells = [str(started.start), str(started.last), saves, exact.grouped(measure.capex.value, 0)]
    return Row(_name(measure.id, measure.names, language), cells)


def _purchase(blocks: Taken, language: str) -> Row:
    deal = blocks.purchase
    mwh = f"{exact.grouped(deal.block.value * blocks.blocks, 1)} MWh"
    name = _name(deal.id, deal.names, language)
    label = word("plan/of_blocks", language).format(name, blocks.blocks, deal.most)
    return Row(label, [str(deal.start), str(deal.start + deal.years - 1), mwh, NO_DATA])


def _cost(result: OptimisationResult, language: str) -> list[str]:
    """Return the present values; what is nothing throughout is left out."""
    rate = result.scenario.discount_rate
    heading = word("plan/cost", language).format(
        end=result.scenario.end,
        start=result.start,
        currency=_currency(result),
        rate=exact.text(rate.value * 100, 3) if rate else "0",
    )
    parts = {key: getattr(result.cost, key) for key in COSTS}
    rows = [
        Row(word(f"plan/{key}", language), [exact.grouped(part, 0)])
        for key, part in parts.items()
        if part or key == "total"
    ]
    return grid([""], [Block(heading, rows)])


def _targets(result: OptimisationResult, years: Sequence[int], language: str) -> list[str]:
    """Return each target beside the plan, and what is spent."""
    blocks = [_held(held, years, language) for held in result.targets]
    spent = {year.year: year for year in result.spending}
    rows = [Row(word("plan/measures", language), [number(spent[year].capex, 0) for year in years])]
    if any(year.budget is not None for year in result.spending):
        rows.append(Row(word("plan/budget", language), [number(spent[year].budget, 0) for year in years]))
    blocks.append(Block(word("plan/spending", language).format(_currency(result)), rows))
    lines = grid([str(year) for year in years], blocks)
    bound = [f"{held.id} {', '.join(map(str, held.binding))}" for held in result.targets if held.binding]
    if result.measures or result.purchases:
        binding = word("plan/binding" if bound else "plan/none_bind", language)
        lines += ["", binding.format(words.listed(bound, language))]
    return [
        *lines,
        "",
        word("pathway/targets", language),
        *(f"{INDENT}{_kept(held, language)}" for held in result.targets),
    ]


def _kept(held: Held, language: str) -> str:
    """Say that the line is kept, and what may be said of the target."""
    name = f"{held.id}{words.bracketed(held.target.id, language)}{words.colon(language)}"
    return name + wording.kept_line(held.target, language)


def _held(held: Held, years: Sequence[int], language: str) -> Block:
    """Return a target's figures: what comes out, with a star where the year binds, its line, the room between."""
    target, by_year = held.target, {year.year: year for year in held.years}
    kept = [by_year.get(year) for year in years]
    rows = [
        Row(_about(target, language), [_starred(target, year) for year in kept]),
        Row(word("plan/line", language), [NO_DATA if year is None else _quantity(target, year.line) for year in kept]),
        Row(word("plan/room", language), [NO_DATA if year is None else _quantity(target, year.room) for year in kept]),
    ]
    return Block(f"{held.id}{words.bracketed(wording.shown_unit(target, language), language)}", rows)


def _starred(target: TargetResult, year: YearHeld | None) -> str:
    return NO_DATA if year is None else ("*" if year.binding else "") + _quantity(target, year.quantity)


def _about(target: TargetResult, language: str) -> str:
    """Return what a target is about."""
    if target.quantity is TargetQuantity.RENEWABLE_SHARE:
        return word("renewable_share", language)
    if target.quantity is TargetQuantity.ELECTRICITY_MWH:
        return word("electricity_use", language)
    return wording.subject(target, language)


def _quantity(target: TargetResult, quantity: Fraction) -> str:
    """Write what a target is about, in its unit."""
    return exact.grouped(
        wording.in_shown_unit(target, quantity), 6 if target.quantity is TargetQuantity.INTENSITY else 2
    )


def _notes(result: OptimisationResult, language: str) -> list[str]:
    """Say what was left aside."""
    unpriced = [labels.name(activity, [result.actual], language) for activity in result.unpriced]
    notes = [
        word(f"plan/{key}", language).format(words.listed(names, language))
        for key, names in (("left_out", result.left_out), ("unpriced", unpriced))
        if names
    ]
    return ["", *notes] if notes else []


def _frontier(result: OptimisationResult, frontier: Frontier, language: str) -> list[str]:
    """Return cost against emissions."""
    scopes = words.with_method(f"scope_{'_and_'.join(map(str, frontier.scopes))}", frontier.method, language)
    heads = [word(f"plan/{key}", language).format(_currency(result)) for key in ("cut", "total_cost", "capex")]
    rows = [
        Row(
            pathway_page.tonnes(point.kg_co2e),
            [pathway_page.tonnes(point.cut), exact.grouped(point.cost, 0), exact.grouped(point.capex, 0)],
        )
        for point in frontier.points
    ]
    heading = word("plan/frontier", language).format(year=frontier.year, scopes=scopes)
    return ["", heading, *grid(heads, [Block(INDENT + word("plan/emissions", language), rows)])]


def _solver(result: OptimisationResult, language: str) -> str:
    solver, said = result.solver, [word(f"plan/{result.solver.status}", language)]
    if solver.gap < 1:
        said.append(word("plan/gap", language).format(exact.text(Fraction(max(0.0, solver.gap)) * 100, 4)))
    return words.listed(said, language)


def _settings(result: OptimisationResult, language: str) -> list[str]:
    """Return the plan as arguments, to be copied."""
    lines = [f"{INDENT}--set {setting} \\" for setting in result.settings] or [INDENT + word("plan/as_is", language)]
    return [word("plan/try", language), *lines[:-1], lines[-1].removesuffix(" \\")]
