"""A plan as tidy CSV: one figure per row."""

from __future__ import annotations

from carbon.pathways.optimisation.result import OptimisationResult
from carbon.reporting import tidy
from carbon.reporting.plans import as_json


def text(result: OptimisationResult) -> str:
    """Write the plan, its costs and its years: what a figure is of, the year, its key, and its unit."""
    return tidy.text(as_json.value(result), "result", currency=result.scenario.currency)
