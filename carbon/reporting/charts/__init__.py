"""Charts for print and screen. A new chart is a module of its own, with `draw`, and a line in `KINDS`."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart.

    Parameters
    ----------
    module
        The module that draws it, in this package; loaded when it is asked for.
    help
        What it shows, in a line.
    needs
        What it is drawn from: `inventory` (one year, or several), `target` (a `TargetResult`), `pathway`
        (a `PathwayResult`), `whatif` (a `WhatIf`) or `abatement` (an `AbatementCurve`).
    """

    module: str
    help: str
    needs: str = "inventory"


KINDS = {
    "emissions": Kind("emissions", "emissions by scope and year"),
    "accounts": Kind("accounts", "emissions by account and year, stacked"),
    "gases": Kind("gases", "emissions by greenhouse gas and year, stacked"),
    "facilities": Kind("facilities", "emissions by facility, a column per year"),
    "months": Kind("months", "emissions by month, stacked by scope"),
    "intensity": Kind("intensity", "scope 1 + 2 per unit of each metric"),
    "energy": Kind("energy", "energy by carrier, and the renewable share"),
    "scope2": Kind("scope2", "scope 2 by both methods, side by side"),
    "target": Kind("target", "a target's path, and the inventory years on it", needs="target"),
    "pathway": Kind("pathway", "a scenario: wedges by lever, its line and the target's", needs="pathway"),
    "fan": Kind("fan", "where the draws of a scenario lie, and the target", needs="pathway"),
    "renewable": Kind("renewable", "the renewable share of a scenario, its targets, and MWh", needs="pathway"),
    "whatif": Kind("whatif", "a scenario before and after changes", needs="whatif"),
    "abatement": Kind("abatement", "marginal abatement costs of a scenario's measures", needs="abatement"),
}
"""Each kind of chart."""


def draw(kind: str, data: Any, **options: Any) -> Figure:  # noqa: ANN401 - each kind has its own data and options
    """Draw a chart of a kind.

    Parameters
    ----------
    kind
        One of `KINDS`.
    data
        What the kind needs.
    **options
        What the kind's own `draw` takes; `options_of` names them.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    from carbon.reporting.charts import sources

    figure: Figure = _room(kind).draw(data, **options)
    return sources.told(figure, data, options.get("inventories", ()))


def options_of(kind: str) -> frozenset[str]:
    """Return the names of the options that a kind's `draw` takes.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    parameters = inspect.signature(_room(kind).draw).parameters.values()
    return frozenset(each.name for each in parameters if each.kind is each.KEYWORD_ONLY)


def _room(kind: str) -> Any:  # noqa: ANN401 - a module
    """Return the module of a kind."""
    if kind not in KINDS:
        raise ValueError(f"there is no chart {kind!r}: {', '.join(KINDS)}")
    return import_module(f"{__name__}.{KINDS[kind].module}")


def save(figure: Figure, path: str | Path) -> Path:
    """Save a chart as SVG, PNG or PDF, by the suffix; see `carbon.reporting.charts.saving.save`."""
    from carbon.reporting.charts import saving

    return saving.save(figure, path)
