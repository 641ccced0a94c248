"""A plan as tidy CSV: one figure per row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from carbon import exact
from carbon.pathways.optimisation.result import Held, OptimisationResult
from carbon.reporting import listing
from carbon.reporting.listing import Cell
from carbon.terms import KG_PER_T, TargetQuantity


def text(result: OptimisationResult) -> str:
    """Write the plan, its costs and its years: what a figure is of, the year, the value and its unit."""
    return listing.as_csv(list(records(result)))


def records(result: OptimisationResult) -> Iterator[dict[str, Cell]]:
    """Yield the figures of a plan."""
    currency = result.scenario.currency
    for started in result.measures:
        yield _record(
            f"plan/measures.{started.measure.id}", started.start, "capex", started.measure.capex.value, currency
        )
    for taken in result.purchases:
        deal = taken.purchase
        yield _record(f"plan/purchases.{deal.id}", deal.start, "blocks", Fraction(taken.blocks), "")
        yield _record(f"plan/purchases.{deal.id}", deal.start, "electricity", deal.block.value * taken.blocks, "MWh/yr")
    for part in ("capital", "operation", "energy", "premium", "carbon", "total"):
        yield _record("cost", None, part, getattr(result.cost, part), currency)
    for held in result.targets:
        yield from _held(held)
    for spent in result.spending:
        yield _record("spending", spent.year, "capex", spent.capex, currency)
        if spent.budget is not None:
            yield _record("spending", spent.year, "budget", spent.budget, currency)
    for place, point in enumerate(result.frontier.points if result.frontier else (), start=1):
        year = result.frontier.year if result.frontier else None
        yield _record(f"frontier/{place}", year, "emissions", point.kg_co2e / KG_PER_T, "t CO2e")
        yield _record(f"frontier/{place}", year, "cost", point.cost, currency)


def _held(held: Held) -> Iterator[dict[str, Cell]]:
    target = held.target
    in_kg = target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}
    unit = target.unit.replace("kg CO2e", "t CO2e")
    for year in held.years:
        for name in ("quantity", "line", "room"):
            number: Fraction = getattr(year, name)
            yield _record(f"target/{held.id}", year.year, name, number / KG_PER_T if in_kg else number, unit)
        yield _record(f"target/{held.id}", year.year, "binding", Fraction(year.binding), "")


def _record(series: str, year: int | None, name: str, value: Fraction, unit: str) -> dict[str, Cell]:
    return {"series": series, "year": year, "figure": name, "value": exact.text(value), "unit": unit}
