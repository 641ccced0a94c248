"""A pathway as tidy CSV: one figure per row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from carbon import exact
from carbon.pathways.pathway_result import Budget, Fan, OnTrack, PathwayResult
from carbon.pathways.projection.projector import Figures
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import listing
from carbon.reporting.listing import Cell
from carbon.reporting.pathways import as_table, assumptions, surplus
from carbon.terms import KG_PER_T, Scope2Method


def text(result: PathwayResult) -> str:
    """Write every figure of every year: what it is of, the year, the value and its unit."""
    return listing.as_csv(list(records(result)))


def records(result: PathwayResult) -> Iterator[dict[str, Cell]]:
    """Yield the figures of a pathway."""
    yield from _years(result)
    for part in result.parts:
        for year in part.market:
            for method, kg_of in (("location_based", part.location), ("market_based", part.market)):
                yield _record(f"bridge/{part.id}", year, method, _tonnes(kg_of[year]), "t CO2e")
    for each in result.on_track:
        yield from _on_track(each)
    yield from _budget(result.budget)
    yield from _fan(result.fan)
    for year, cost in result.carbon_cost.items():
        yield _record("carbon_price", year, "cost", exact.text(cost), result.scenario.currency)
    yield from assumptions.records(result.assumed, result.actuals[-1])
    yield from surplus.records(result.beyond)
    yield from _texts(result)


def _years(result: PathwayResult) -> Iterator[dict[str, Cell]]:
    """Yield the years of the scenario beside the target that they are held against, and of business as usual."""
    for year in result.years:
        yield from _figures(result, "scenario", year.figures)
        if result.target is not None:
            yield _record("target", year.year, _about(result.target), _tonnes(year.target), "t CO2e")
            yield _record("gap", year.year, _about(result.target), _tonnes(year.gap), "t CO2e")
        for name, kg in year.intensity.items():
            yield _record("scenario", year.year, f"intensity/{name}", _tonnes(kg), "t CO2e per unit")
    for figures in result.usual:
        yield from _figures(result, "business_as_usual", figures)


def _on_track(each: OnTrack) -> Iterator[dict[str, Cell]]:
    """Yield how the scenario ends beside a target."""
    series, unit = f"on_track/{each.id}", each.target.unit.replace("kg CO2e", "t CO2e")
    in_kg = each.target.unit.startswith("kg CO2e")
    for name, quantity in (("required", each.line), ("projected", each.projected), ("gap", each.gap)):
        value = "" if quantity is None else exact.text(quantity / KG_PER_T if in_kg else quantity)
        yield _record(series, each.year, name, value, unit)
    probability = "" if each.probability is None else exact.text(Fraction(each.probability))
    yield _record(series, each.year, "probability", probability, "")
    met = "" if each.met is None else str(each.met).lower()
    for name, text in (
        ("met", met), ("rule", each.target.id), ("status", each.target.rule.status.value),
        ("target_year", str(each.target.target_year)), ("words", as_table.standing(each, "en")),
    ):  # fmt: skip
        yield _record(series, each.year, name, text, "")


def _budget(budget: Budget | None) -> Iterator[dict[str, Cell]]:
    """Yield the budget."""
    if budget is not None:
        for name, kg in (("path", budget.path), ("projected", budget.projected), ("overshoot", budget.overshoot)):
            yield _record(f"budget/{budget.method}", budget.last, name, _tonnes(kg), "t CO2e")
        yield _record(f"budget/{budget.method}", budget.last, "first_year", str(budget.first), "")


def _fan(fan: Fan | None) -> Iterator[dict[str, Cell]]:
    """Yield the quantiles."""
    if fan is None:
        return
    for method in Scope2Method:
        for share, row in zip(fan.quantiles, fan.values[method], strict=True):
            for year, number in zip(fan.years, row, strict=True):
                name = f"p{round(share * 100):02}/{method}"
                yield _record("fan", year, name, _tonnes(Fraction(number)), "t CO2e")


def _texts(result: PathwayResult) -> Iterator[dict[str, Cell]]:
    """Yield what it takes to run the pathway again."""
    known = result.provenance
    parts = {
        "carbon": known.carbon, "inventory_sha256": known.inventory_sha256, "scenario": known.scenario,
        "scenario_sha256": known.scenario_sha256, "gwp_set": known.gwp_set, "datasets": "; ".join(known.datasets),
        "numpy": known.numpy, "scipy": known.scipy, "seed": known.seed, "draws": known.draws,
    } | {f"rules/{key}": rule for key, rule in known.rules.items()}  # fmt: skip
    for name, text in parts.items():
        if text is not None:
            yield {"series": "provenance", "year": None, "figure": name, "value": str(text), "unit": ""}


def _about(target: TargetResult) -> str:
    """Name the scopes of a target, and its scope 2 method."""
    scopes = f"scope_{'_and_'.join(map(str, target.scopes))}"
    return scopes if target.method is None else f"{scopes}/{target.method}"


def _figures(result: PathwayResult, series: str, figures: Figures) -> Iterator[dict[str, Cell]]:
    for name, kg in (
        ("scope_1", result.known(1, figures.scope_1)),
        ("scope_2/location_based", result.known(2, figures.location)),
        ("scope_2/market_based", result.known(2, figures.market)),
        ("scope_3", result.known(3, figures.scope_3)),
    ):
        yield _record(series, figures.year, name, _tonnes(kg), "t CO2e")
    for name, mwh in (("electricity", figures.load), ("renewable_electricity", figures.renewable)):
        yield _record(series, figures.year, name, exact.text(mwh), "MWh")
    share = figures.renewable_share
    yield _record(series, figures.year, "renewable_share", "" if share is None else exact.text(share), "ratio")


def _record(series: str, year: int, name: str, value: str, unit: str) -> dict[str, Cell]:
    return {"series": series, "year": year, "figure": name, "value": value, "unit": unit}


def _tonnes(kg: Fraction | None) -> str:
    return "" if kg is None else exact.text(kg / KG_PER_T)
