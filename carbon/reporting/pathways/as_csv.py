"""A pathway as tidy CSV: one figure per row."""

from __future__ import annotations

from carbon.pathways.pathway_result import PathwayResult
from carbon.reporting import tidy
from carbon.reporting.pathways import as_json


def text(result: PathwayResult) -> str:
    """Write every figure of every year: what it is of, the year, its key, and its unit."""
    return tidy.text(as_json.value(result), "result", currency=result.scenario.currency)
