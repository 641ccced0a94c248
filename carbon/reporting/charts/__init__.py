"""Charts for print and screen. A new chart is a module of its own, with `draw`, and a line in `KINDS`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carbon.reporting.mass import Results

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = {
    "emissions": ("carbon.reporting.charts.emissions", "Emissions by scope and year, as bars."),
}
"""Each kind of chart: the module that draws it, loaded when it is asked for, and a line of help."""


def draw(kind: str, results: Results, **options: Any) -> Figure:  # noqa: ANN401 - each kind has its own options
    """Draw a chart of a kind.

    Parameters
    ----------
    kind
        One of `KINDS`.
    results
        An inventory of one year, or several.
    **options
        What the kind's own `draw` takes.

    Raises
    ------
    ValueError
        If there is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no chart {kind!r}: {', '.join(KINDS)}")
    figure: Figure = import_module(KINDS[kind][0]).draw(results, **options)
    return figure


def save(figure: Figure, path: str | Path) -> Path:
    """Save a chart as SVG, PNG or PDF, by the suffix; see `carbon.reporting.charts.figure.save`."""
    from carbon.reporting.charts import figure as room

    return room.save(figure, path)
