"""A pathway as tables: its years, business as usual, the bridge between them, targets, budget, draws, assumptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from fractions import Fraction

from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method, TargetQuantity
from carbon.scenarios.pathway_result import Budget, Fan, OnTrack, PathwayResult
from carbon.scenarios.projection import Figures
from carbon.scenarios.scenario_result import Beyond, Provenance, ScenarioResult
from carbon.tables import words
from carbon.tables.table import Cell, Record, Table, table
from carbon.tables.words import word
from carbon.targets import wording
from carbon.targets.target_result import TargetResult

FIGURES = (
    "year scope1_t_co2e=scope_1 scope2_location_based_t_co2e=location scope2_market_based_t_co2e=market"
    " electricity_mwh=load renewable_mwh=renewable renewable_share"
)
TARGET = "target rule status quantity unit scopes scope2_method"
_BY_METHOD = "year location_based_t_co2e market_based_t_co2e"
_PARTS = table("bridge_years", _BY_METHOD)
_DRIVERS = table("drivers", "driver quantity unit")
_SCOPE_3 = table("scope3", "account t_co2e")
_BEYOND = table("beyond_years", "year quantity")
_BEYOND_PLACES = 1


def record(result: PathwayResult) -> Record:
    """Return a pathway as the object that its JSON is."""
    return {
        "years": _years(result),
        "budget": _budget(result.budget),
        "on_track": _on_track(result.on_track),
        "business_as_usual": table("business_as_usual", FIGURES, (_figures(result, year) for year in result.usual)),
        "bridge": _bridge(result),
        "fan": _fan(result.fan),
        "scenario": scenario(result),
        "carbon_price": _carbon_price(result),
        "held_against": _held_against(result),
        "assumed": assumed(result),
        "beyond": beyond(result.beyond),
        "provenance": provenance(result.provenance, drawn=True),
    }


def _figures(result: PathwayResult, year: Figures) -> tuple[Cell, ...]:
    has_load = result.actual.electricity or year.load
    return (
        year.year,
        result.known(1, year.scope_1),
        result.known(2, year.location),
        result.known(2, year.market),
        year.load if has_load else None,
        year.renewable if has_load else None,
        year.renewable_share,
    )


def _years(result: PathwayResult) -> Table:
    rows = (
        (
            *_figures(result, year.figures),
            {name: kg / KG_PER_T for name, kg in year.intensity.items()},
            year.target,
            year.gap,
            result.known(3, year.figures.scope_3),
        )
        for year in result.years
    )
    return table("years", f"{FIGURES} intensity target_t_co2e gap_t_co2e scope3_t_co2e", rows)


def _budget(budget: Budget | None) -> Record | None:
    if budget is None:
        return None
    return {
        "method": budget.method,
        "path_t_co2e": budget.path,
        "projected_t_co2e": budget.projected,
        "overshoot_t_co2e": budget.overshoot,
        "first_year": budget.first,
        "last_year": budget.last,
    }


def _on_track(targets: Iterable[OnTrack]) -> Table:
    names = f"{TARGET} year required projected gap met probability target_year place checks words"
    return table("on_track", names, map(_aim, targets))


def about(target: TargetResult) -> tuple[Cell, ...]:
    """Return what a target is about: the cells of `TARGET` after its key."""
    unit = target.unit.replace("kg CO2e", "t CO2e")
    return target.id, target.rule.status, target.quantity, unit, target.scopes, target.method


def divisor_of(target: TargetResult) -> int:
    """Return by what the target's quantity is divided for a reader: emissions are in tonnes."""
    return KG_PER_T if target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY} else 1


def _aim(aim: OnTrack) -> tuple[Cell, ...]:
    """Return how a scenario ends beside a target."""
    target = aim.target
    figures = (None if figure is None else figure / divisor_of(target) for figure in (aim.line, aim.projected, aim.gap))
    checks: Record = {
        "count": len(target.checks),
        "not_met": [check.name for check in wording.not_met(target)],
        "not_assessed": [check.name for check in wording.not_assessed(target)],
    }
    return (
        aim.id, *about(target), aim.year, *figures, aim.met, binary(aim.probability), target.target_year,
        wording.place(target, aim.gap), checks, {language: standing(aim, language) for language in words.LANGUAGES},
    )  # fmt: skip


def standing(aim: OnTrack, language: str) -> str:
    """Return the figures of a year beside a target, where they stand to its line, its checks and its rule."""
    target, said = aim.target, [wording.position(aim.target, aim.gap, language)]
    if aim.probability is not None:
        share = exact.grouped(Fraction(aim.probability) * 100, 1)
        said.append(wording.kept_in(target, share, language))
    against = word("pathway/against_least" if target.rule.least else "pathway/against", language).format(
        aim.year, _in_unit(aim, aim.projected, language), _in_unit(aim, aim.line, language)
    )
    figures = against + words.colon(language) + word("mark/clause", language).join(said)
    if not aim.reached:
        figures = word("pathway/not_reached", language).format(target.target_year, figures)
    return wording.join_claims([figures, *wording.checks_and_rule(target, language)], language)


def _in_unit(aim: OnTrack, quantity: Fraction | None, language: str) -> str:
    """Write what a target is about, in its unit."""
    if quantity is None:
        return "–"
    target = aim.target
    places = 6 if target.quantity is TargetQuantity.INTENSITY else 2
    return f"{exact.grouped(wording.in_shown_unit(target, quantity), places)} {wording.shown_unit(target, language)}"


def binary(number: float | None) -> Fraction | None:
    """Return a binary float, which draws and solvers give, as the number that it is."""
    return None if number is None else Fraction(number)


def _bridge(result: PathwayResult) -> Table:
    rows = (
        (part.id, dict(part.names), _PARTS.of((year, *kg) for year, kg in part.kg.items())) for part in result.parts
    )
    return table("bridge", "lever name years", rows, inside={"years": _PARTS})


def _fan(fan: Fan | None) -> Record | None:
    if fan is None:
        return None
    location, market = Scope2Method
    rows = ((year, _quantiles(fan, location, at), _quantiles(fan, market, at)) for at, year in enumerate(fan.years))
    return {"draws": fan.draws, "seed": fan.seed, "of": "scope_1_and_2", "years": table("fan_years", _BY_METHOD, rows)}


def _quantiles(fan: Fan, method: Scope2Method, at: int) -> Record:
    """Return where the draws of a year lie [kg CO2e], by quantile."""
    pairs = zip(fan.quantiles, fan.values[method], strict=True)
    return {f"p{round(share * 100):02}": Fraction(row[at]) for share, row in pairs}


def scenario(result: ScenarioResult) -> Record:
    """Return what a scenario is called, and its years."""
    of = result.scenario
    return {"file": of.file, "title": dict(of.names), "start": result.start, "end": of.end}


def _carbon_price(result: PathwayResult) -> Record | None:
    if not result.carbon_cost:
        return None
    return {
        "currency": result.scenario.currency,
        "source": result.scenario.carbon_price.source,
        "years": table("carbon_price_years", "year cost", result.carbon_cost.items()),
    }


def _held_against(result: PathwayResult) -> Record | None:
    if result.held_against is None:
        return None
    key, target = result.held_against
    return {"target": key, "rule": target.id, "scopes": target.scopes, "scope2_method": target.method}


def assumed(result: ScenarioResult) -> Record:
    """Return what was assumed: factors of electricity, metrics and drivers, scope 3."""
    units = {metric.metric: metric.unit for metric in result.actual.metrics}
    scope_3 = result.scope_3
    rows = (
        (
            year.year,
            year.location_factor / KG_PER_T,
            year.market_factor / KG_PER_T,
            _DRIVERS.of((name, of, units.get(name, "index")) for name, of in {**year.metrics, **year.indices}.items()),
            _SCOPE_3.of(scope_3[year.year].items()),
        )
        for year in result.projection.years
    )
    names = "year grid_factor_kg_co2e_per_kwh market_factor_kg_co2e_per_kwh drivers scope3"
    years = table("assumed_years", names, rows, inside={"drivers": _DRIVERS, "scope3": _SCOPE_3})
    return {"grid_factor_source": result.scenario.grid.source or None, "years": years}


def beyond(levers: Iterable[Beyond]) -> Table:
    """Return what goes beyond what there is: what counts for nothing is never lost in silence."""
    rows = (
        (
            lever.id,
            _unit(lever),
            _BEYOND.of((year, quantity / _divisor(lever)) for year, quantity in lever.by_year.items()),
            {language: surplus(lever, language) for language in words.LANGUAGES},
        )
        for lever in levers
    )
    return table("beyond", "lever unit years words", rows, inside={"years": _BEYOND})


def surplus(lever: Beyond, language: str) -> str:
    """Say how much of a lever counts for nothing, and when."""
    years = sorted(lever.by_year)
    quantities = [quantity / _divisor(lever) for quantity in lever.by_year.values()]
    named = lever.names.get(language) or lever.names.get("en")
    key = "pathway/beyond_load" if lever.id == "renewable" else "pathway/beyond_saving"
    return word(key, language).format(
        name=f"{named}{words.bracketed(lever.id, language)}" if named else lever.id,
        most=exact.grouped(max(quantities), _BEYOND_PLACES),
        whole=exact.grouped(sum(quantities, Fraction(0)), _BEYOND_PLACES),
        unit=_unit(lever),
        years=f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0]),
    )


def _unit(lever: Beyond) -> str:
    return "MWh" if lever.unit == "MWh" else "t CO2e"


def _divisor(lever: Beyond) -> int:
    return 1 if lever.unit == "MWh" else KG_PER_T


def provenance(recorded: Provenance, *, drawn: bool = False) -> Record:
    """Return what it takes to run something again: versions, digests, and how numbers were drawn."""
    left_out = {"scenario"} if drawn else {"scenario", "seed", "draws"}
    return {of.name: getattr(recorded, of.name) for of in fields(recorded) if of.name not in left_out}
