"""What a chart's figures come from, by identifiers: kept in the file's metadata, for machines and for auditors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.pathways.abatement import AbatementCurve
from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.pathways.whatif import WhatIf
from carbon.problems import visible
from carbon.reporting.charts.figure import Drawing
from carbon.reporting.mass import Results, oldest_first
from carbon.scenarios import Scenario


def told(figure: Figure, data: Any, inventories: Results = ()) -> Figure:  # noqa: ANN401 - each kind has its own data
    """Give a drawing the identifiers of what it was drawn from.

    Parameters
    ----------
    data
        What its kind needs.
    inventories
        The inventories that a target or a curve was worked out from.
    """
    if isinstance(figure, Drawing):
        figure.sources = visible("; ".join(dict.fromkeys(_of(data, inventories))))
    return figure


def _of(data: Any, inventories: Results) -> Iterator[str]:  # noqa: ANN401 - each kind has its own data
    """Yield datasets, rules, and scenarios with their sha256 and what was changed in them."""
    if isinstance(data, WhatIf):
        yield from _of(data.before, ())
        yield from (f"{name}={new}" for name, new in data.changes)
    elif isinstance(data, PathwayResult):
        yield from _datasets(data.actuals)
        yield from (f"rule {target.rule.id}" for target in data.targets.values())
        yield _scenario(data.scenario)
    else:
        yield from _datasets(
            oldest_first(inventories or () if isinstance(data, TargetResult | AbatementCurve) else data)
        )
        if isinstance(data, TargetResult):
            yield f"rule {data.rule.id}"
        if isinstance(data, AbatementCurve):
            yield _scenario(data.scenario)


def _datasets(results: Iterable[InventoryResult]) -> Iterator[str]:
    for result in results:
        yield from (dataset.id for dataset in result.datasets)


def _scenario(scenario: Scenario) -> str:
    """Return the file of a scenario and its digest."""
    return f"{Path(scenario.file).name} sha256={scenario.sha256}"
