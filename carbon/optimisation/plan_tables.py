"""A plan, the result of an optimisation, as tables: what is done and when, what it costs, how the targets are kept.

What the solver says of itself (gap, bound, seconds) are binary floats; all other figures are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from carbon.optimisation.plan_result import Frontier, Held, OptimisationResult
from carbon.scenarios import pathway_tables
from carbon.tables import words
from carbon.tables.table import Cell, Record, Table, table
from carbon.targets import wording

COSTS = ("capital", "operation", "energy", "premium", "carbon", "total")
_FIGURES = pathway_tables.FIGURES.removesuffix(" renewable_share")
_MEASURES = table(
    "measures",
    "measure=measure.id name=measure.names activity=measure.saves start last_year=last capex=measure.capex.value",
)
_TARGET_YEARS = table("target_years", "year quantity line room binding")


def record(result: OptimisationResult) -> Record:
    """Return a plan as the object that its JSON is."""
    solver = result.solver
    return {
        "organisation": result.organisation,
        "scenario": pathway_tables.scenario(result),
        "plan": _plan(result),
        "cost": _cost(result),
        "targets": _targets(result.targets),
        "spending": table("spending", "year capex budget").filled(result.spending),
        "years": table("years", _FIGURES).filled(result.projection.years),
        "without": table("without", _FIGURES).filled(result.nothing.years),
        "targets_left_out": result.left_out,
        "activities_without_price": result.unpriced,
        "set": result.settings,
        "frontier": _frontier(result.frontier),
        "assumed": pathway_tables.assumed(result),
        "beyond": pathway_tables.beyond(result.beyond),
        "provenance": pathway_tables.provenance(result.provenance),
        "solver": {
            "status": solver.status,
            **{key: _binary(getattr(solver, key)) for key in ("gap", "bound", "building_seconds", "solving_seconds")},
        },
    }


def _binary(number: float) -> Fraction | None:
    return Fraction(number) if math.isfinite(number) else None


def _plan(result: OptimisationResult) -> Record:
    purchases = (
        (of.purchase.id, dict(of.purchase.names), of.blocks, of.purchase.most, of.purchase.block.value * of.blocks,
         of.purchase.start, of.purchase.start + of.purchase.years - 1)
        for of in result.purchases
    )  # fmt: skip
    names = "purchase name blocks most_blocks mwh_per_year start last_year"
    return {
        "measures": _MEASURES.filled(result.measures),
        "purchases": table("purchases", names, purchases),
        "not_chosen": [measure.id for measure in result.not_chosen],
    }


def _cost(result: OptimisationResult) -> Record:
    rate = result.scenario.discount_rate
    return {
        "currency": result.scenario.currency,
        "discounted_to": result.start,
        "discount_rate_percent": rate.value * 100 if rate else Fraction(0),
        **{part: getattr(result.cost, part) for part in COSTS},
    }


def _targets(targets: Iterable[Held]) -> Table:
    names = f"{pathway_tables.TARGET} binding_years years words"
    return table("targets", names, map(_target, targets), inside={"years": _TARGET_YEARS})


def _target(held: Held) -> tuple[Cell, ...]:
    """Return a target, year by year beside the plan."""
    target, divisor = held.target, pathway_tables.divisor_of(held.target)
    years = (
        (year.year, year.quantity / divisor, year.line / divisor, year.room / divisor, year.binding)
        for year in held.years
    )
    words_of = {language: wording.kept_line(target, language) for language in words.LANGUAGES}
    return held.id, *pathway_tables.about(target), held.binding, _TARGET_YEARS.of(years), words_of


def _frontier(frontier: Frontier | None) -> Record | None:
    if frontier is None:
        return None
    return {
        "year": frontier.year,
        "scopes": frontier.scopes,
        "scope2_method": frontier.method,
        "points": table("frontier_points", "t_co2e cut_t_co2e=cut cost capex", keys=0).filled(frontier.points),
    }
