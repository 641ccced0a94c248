"""A target as tidy CSV: one figure per row."""

from __future__ import annotations

from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import tidy
from carbon.reporting.targets import as_json


def text(result: TargetResult, *, language: str = "en") -> str:
    """Write the path, the checks and the inventory years: what a figure is of, the year, its key, and its unit."""
    return tidy.text(as_json.value(result, language), "target")
