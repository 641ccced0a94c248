"""Denominators of intensities: `metrics.csv`."""

from __future__ import annotations

from pathlib import Path

from carbon.declarations import Metric
from carbon.problems import Problem
from carbon.reading import headers, table

NAME = "metrics.csv"


def read(folder: Path) -> tuple[list[Metric], int | None, list[Problem]]:
    """Read a folder's metrics.

    Returns
    -------
    tuple
        The metrics, the number of rows (None if there is no such file), and the problems.
    """
    path = folder / NAME
    if not path.exists():
        return [], None, []
    content = table.read(path, NAME, ("metric", "year", "quantity", "unit"), ("facility",), headers.METRICS)
    metrics: list[Metric] = []
    for row in content.rows:
        quantity = content.number(row, "quantity", "unknown-metric")
        if not row["year"].isdecimal():
            content.problem("unknown-metric", row, "year", f'"{row["year"]}" is not a year. Write it like 2024.')
        elif quantity is not None and quantity <= 0:
            content.problem("unknown-metric", row, "quantity", "The quantity of a metric is more than 0.")
        elif any((each.metric, each.year, each.facility, each.unit) == _key(row) for each in metrics):
            content.problem("unknown-metric", row, "metric", "The metric stands twice for the same year and facility.")
        elif quantity is not None:
            metrics.append(Metric(row["metric"], int(row["year"]), row["facility"], quantity, row["unit"]))
    return metrics, len(content.rows), content.problems


def _key(row: table.Row) -> tuple[str, int, str, str]:
    """Return what must be different in every row."""
    return row["metric"], int(row["year"]), row["facility"], row["unit"]
