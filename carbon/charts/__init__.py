"""Charts for print and screen: each kind is a line in `KINDS` and a function in the module that it names."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SHEET = ("language", "width_mm", "height_mm", "style")
_MASS = ("mass_unit",)
_BY_METHOD = ("scope2_method", "mass_unit")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart.

    Parameters
    ----------
    help
        What it shows, in a line.
    module
        The module that draws it, in this package; loaded when it is asked for.
    own_options
        The options that it takes besides the language, the size and the style.
    needs
        What it is drawn from: `inventory` (one year, or several), `target` (a `TargetResult`), `pathway`
        (a `PathwayResult`), `whatif` (a `WhatIf`) or `abatement` (an `AbatementCurve`).
    height_mm
        The height of the sheet unless another is asked for [mm]; 0 for what it needs.
    """

    help: str
    module: str
    own_options: tuple[str, ...]
    needs: str = "inventory"
    height_mm: float = 95.0

    @property
    def options(self) -> frozenset[str]:
        """Return the names of the options that it takes."""
        return frozenset((*_SHEET, *self.own_options))


_INVENTORY, _PATHWAY = "inventory_kinds", "pathway_kinds"
KINDS = {
    "emissions": Kind("emissions by scope and year", _INVENTORY, _BY_METHOD),
    "accounts": Kind("emissions by account and year, stacked", _INVENTORY, _BY_METHOD),
    "gases": Kind("emissions by greenhouse gas and year, stacked", _INVENTORY, _BY_METHOD),
    "facilities": Kind("emissions by facility, a column per year", _INVENTORY, _BY_METHOD, height_mm=0.0),
    "months": Kind("emissions by month, stacked by scope", _INVENTORY, _BY_METHOD),
    "intensity": Kind("scope 1 + 2 per unit of each metric", _INVENTORY, (*_BY_METHOD, "numerator")),
    "energy": Kind("energy by carrier, and the renewable share", _INVENTORY, ("energy_unit",)),
    "scope2": Kind("scope 2 by both methods, side by side", _INVENTORY, _MASS),
    "target": Kind("a target's path, and the inventory years on it", "target_kind", ("inventories",), "target"),
    "pathway": Kind("a scenario: wedges by lever, its line and the target's", _PATHWAY, _BY_METHOD, "pathway", 120.0),
    "fan": Kind("where the draws of a scenario lie, and the target", _PATHWAY, _BY_METHOD, "pathway", 115.0),
    "renewable": Kind("the renewable share of a scenario, its targets, and MWh", _PATHWAY, (), "pathway", 120.0),
    "whatif": Kind("a scenario before and after changes", _PATHWAY, _BY_METHOD, "whatif", 110.0),
    "abatement": Kind(
        "marginal abatement costs of a scenario's measures", "abatement_kind", ("inventories",), "abatement", 120.0
    ),
}
"""Each kind of chart."""


def draw(kind: str, data: Any, **options: Any) -> Figure:  # noqa: ANN401 - each kind has its own data and options
    """Draw a chart of a kind, to be given to `save`.

    Raise ValueError if there is no such kind, or nothing to draw, or TypeError if the kind does not take an
    option.

    Parameters
    ----------
    kind
        One of `KINDS`.
    data
        What the kind needs.
    **options
        Of `carbon.charts.style.Options`, those that the kind takes; `options_of` names them.
    """
    surplus = options.keys() - options_of(kind)
    if surplus:
        raise TypeError(f"the chart {kind!r} does not take {', '.join(sorted(surplus))}")
    from carbon.charts import notes, sheet, style

    look = style.Options(**{"height_mm": KINDS[kind].height_mm, **options})
    with sheet.settings(look.language, look.style):
        figure: sheet.Sheet = import_module(f"{__name__}.{KINDS[kind].module}").draw(kind, data, look)
        figure.sources = notes.sources(data, look)
    return figure


def options_of(kind: str) -> frozenset[str]:
    """Return the names of the options that a kind takes; raise ValueError if there is no such kind."""
    if kind not in KINDS:
        raise ValueError(f"there is no chart {kind!r}: {', '.join(KINDS)}")
    return KINDS[kind].options


def save(figure: Figure, path: str | Path) -> Path:
    """Save a chart as SVG, PNG or PDF, by the suffix; see `carbon.charts.output.save`."""
    from carbon.charts import output

    return output.save(figure, path)
