"""A plan as JSON: one object on one line, its keys in a fixed order, its figures rounded once.

What the solver says of itself (gap, bound, seconds) are binary floats; all other figures are exact until they are
written.
"""

from __future__ import annotations

import math
from fractions import Fraction

from carbon.pathways.optimisation.result import Frontier, Held, OptimisationResult, YearHeld
from carbon.pathways.pathway_result import Provenance
from carbon.pathways.projection.projector import Figures
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.json_text import Value, figure
from carbon.reporting.json_text import text as json_text
from carbon.reporting.pathways import assumptions, surplus
from carbon.reporting.targets import claims
from carbon.terms import KG_PER_T, TargetQuantity


def line(result: OptimisationResult) -> str:
    """Write a plan as one JSON object on one line."""
    return json_text(value(result))


def value(result: OptimisationResult) -> dict[str, Value]:
    """Return a plan as the value that JSON is written from."""
    return {
        "organisation": result.organisation,
        "scenario": {
            "file": result.scenario.file,
            "title": dict(result.scenario.names),
            "start": result.start,
            "end": result.scenario.end,
        },
        "plan": _plan(result),
        "cost": _cost(result),
        "targets": [_held(held) for held in result.targets],
        "spending": [
            {"year": each.year, "capex": figure(each.capex), "budget": figure(each.budget)} for each in result.spending
        ],
        "years": [_figures(figures) for figures in result.projection.years],
        "without": [_figures(figures) for figures in result.nothing.years],
        "targets_left_out": list(result.left_out),
        "activities_without_price": list(result.unpriced),
        "set": list(result.settings),
        "frontier": _frontier(result.frontier),
        "assumed": assumptions.value(result.assumed, result.scenario, result.actual),
        "beyond": surplus.value(result.beyond),
        "provenance": provenance(result.provenance),
        "solver": _solver(result),
    }


def _tonnes(kg: Fraction | None) -> Value:
    return None if kg is None else figure(kg / KG_PER_T)


def _binary(number: float) -> Value:
    return figure(Fraction(number)) if math.isfinite(number) else None


def _plan(result: OptimisationResult) -> dict[str, Value]:
    return {
        "measures": [
            {
                "measure": each.measure.id,
                "name": dict(each.measure.names),
                "activity": each.measure.saves,
                "start": each.start,
                "last_year": each.last,
                "capex": figure(each.measure.capex.value),
            }
            for each in result.measures
        ],
        "purchases": [
            {
                "purchase": each.purchase.id,
                "name": dict(each.purchase.names),
                "blocks": each.blocks,
                "most_blocks": each.purchase.most,
                "mwh_per_year": figure(each.purchase.block.value * each.blocks),
                "start": each.purchase.start,
                "last_year": each.purchase.start + each.purchase.years - 1,
            }
            for each in result.purchases
        ],
        "not_chosen": [measure.id for measure in result.not_chosen],
    }


def _cost(result: OptimisationResult) -> dict[str, Value]:
    cost, rate = result.cost, result.scenario.discount_rate
    return {
        "currency": result.scenario.currency,
        "discounted_to": result.start,
        "discount_rate_percent": figure(rate.value * 100 if rate else Fraction(0)),
        "capital": figure(cost.capital),
        "operation": figure(cost.operation),
        "energy": figure(cost.energy),
        "premium": figure(cost.premium),
        "carbon": figure(cost.carbon),
        "total": figure(cost.total),
    }


def _held(held: Held) -> dict[str, Value]:
    target = held.target
    return {
        "target": held.id,
        "rule": target.id,
        "status": target.rule.status.value,
        "quantity": target.quantity.value,
        "unit": target.unit.replace("kg CO2e", "t CO2e"),
        "scopes": list(target.scopes),
        "scope2_method": None if target.method is None else target.method.value,
        "binding_years": list(held.binding),
        "years": [_year(target, year) for year in held.years],
        "words": {language: claims.kept_line(target, language) for language in words.LANGUAGES},
    }


def _year(target: TargetResult, year: YearHeld) -> dict[str, Value]:
    in_kg = target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}
    write = _tonnes if in_kg else figure
    return {
        "year": year.year,
        "quantity": write(year.quantity),
        "line": write(year.line),
        "room": write(year.room),
        "binding": year.binding,
    }


def _figures(figures: Figures) -> dict[str, Value]:
    return {
        "year": figures.year,
        "scope1_t_co2e": _tonnes(figures.scope_1),
        "scope2_location_based_t_co2e": _tonnes(figures.location),
        "scope2_market_based_t_co2e": _tonnes(figures.market),
        "electricity_mwh": figure(figures.load),
        "renewable_mwh": figure(figures.renewable),
    }


def _frontier(frontier: Frontier | None) -> Value:
    if frontier is None:
        return None
    return {
        "year": frontier.year,
        "scopes": list(frontier.scopes),
        "scope2_method": frontier.method,
        "points": [
            {
                "t_co2e": _tonnes(point.kg_co2e),
                "cut_t_co2e": _tonnes(point.cut),
                "cost": figure(point.cost),
                "capex": figure(point.capex),
            }
            for point in frontier.points
        ],
    }


def _solver(result: OptimisationResult) -> dict[str, Value]:
    solver = result.solver
    return {
        "status": solver.status,
        "gap": _binary(solver.gap),
        "bound": _binary(solver.bound),
        "building_seconds": _binary(solver.building_seconds),
        "solving_seconds": _binary(solver.solving_seconds),
    }


def provenance(known: Provenance) -> dict[str, Value]:
    """Return what it takes to run something again."""
    return {
        "carbon": known.carbon,
        "inventory_sha256": known.inventory_sha256,
        "scenario_sha256": known.scenario_sha256,
        "rules": dict(known.rules),
        "rules_sha256": dict(known.rules_sha256),
        "gwp_set": known.gwp_set,
        "datasets": list(known.datasets),
        "numpy": known.numpy,
        "scipy": known.scipy,
    }
