"""Emissions over the years of a target, beside what its path allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method
from carbon.scenarios import held
from carbon.scenarios.pathway_result import Budget
from carbon.scenarios.projector import Projection
from carbon.targets.target_result import TargetResult

METHODS = ("inventory_years", "trapezoid")


def of(
    target: TargetResult, actuals: Sequence[InventoryResult], projection: Projection, method: str = METHODS[0]
) -> Budget | None:
    """Add up path and projection from the target's base year, or the first year known after it, to its target year.

    Parameters
    ----------
    actuals
        Inventories; their years count as they turned out.
    method
        `inventory_years`: `Σ E_t`; `trapezoid`: `Σ (E_t + E_{t+1})/2`.

    Returns
    -------
    Budget or None
        None where there are not two years to add up.
    """
    known = _actual(target, actuals)
    known |= {
        figures.year: held.emissions(figures, target.scopes, target.method)
        for figures in projection.years
        if figures.year not in known
    }
    years = _unbroken([year for year in sorted(known) if target.line(year) is not None])
    if years[:1] == years[-1:]:
        return None
    lines = {year: target.line(year) or Fraction(0) for year in years}
    return Budget(method, years[0], years[-1], _sum(lines, years, method), _sum(known, years, method))


def _unbroken(years: Sequence[int]) -> list[int]:
    """Return the last run of years without a gap."""
    run: list[int] = []
    for year in years:
        run = [*run, year] if run and year == run[-1] + 1 else [year]
    return run


def _actual(target: TargetResult, actuals: Sequence[InventoryResult]) -> dict[int, Fraction]:
    """Return the emissions of the inventories in the target's scopes, where each scope has data."""
    found = {}
    for result in actuals:
        methods: Mapping[int, Scope2Method | None] = {1: None, 2: target.method, 3: None}
        totals = [result.total(scope, methods[scope]) for scope in target.scopes]
        if None not in totals:
            found[result.year] = sum((total for total in totals if total is not None), Fraction(0))
    return found


def _sum(values: Mapping[int, Fraction], years: Sequence[int], method: str) -> Fraction:
    """Add values up over years."""
    whole = sum((values[year] for year in years), Fraction(0))
    return whole if method == METHODS[0] else whole - (values[years[0]] + values[years[-1]]) / 2
