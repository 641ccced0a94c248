"""Results as pandas data frames."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from carbon.accounting import inventory_tables
from carbon.accounting.result import InventoryResult
from carbon.history import change_tables
from carbon.history.verifying import Verified
from carbon.optimisation import plan_tables
from carbon.optimisation.plan_result import OptimisationResult
from carbon.scenarios import pathway_tables, whatif_tables
from carbon.scenarios.pathway_result import PathwayResult
from carbon.scenarios.whatif import Swept, WhatIf
from carbon.tables import as_frames
from carbon.tables.table import Record
from carbon.targets import target_tables
from carbon.targets.target_result import TargetResult

if TYPE_CHECKING:
    from pandas import DataFrame

Result = (
    InventoryResult
    | Iterable[InventoryResult]
    | TargetResult
    | PathwayResult
    | WhatIf
    | Swept
    | OptimisationResult
    | Verified
)


def frames(result: Result) -> dict[str, DataFrame]:
    """Return the tables of a result.

    Parameters
    ----------
    result
        An inventory of one year, or several; a target, a pathway, a what-if run or its sweep, a plan, a frozen year
        computed again.

    Returns
    -------
    dict of str to pandas.DataFrame
        A table for each part of the result, under the names of the JSON. What stands in tables inside others, as the
        gases of accounts, is a table with their keys in front; figures outside tables are one of a single row. Of
        inventories the oldest year is first in each. Emissions are in t CO2e, the mass of a gas in kg, energy in MWh
        and GJ; the short tables of an inventory carry the exact mass beside the rounded one as text, a plain decimal or
        a ratio. No data is NaN or NA, a computed zero is 0.0. What must stay exact is computed from the result itself.
    """
    if isinstance(result, InventoryResult | Iterable):
        return {name: as_frames.frame(table) for name, table in inventory_tables.tables(result).items()}
    if isinstance(result, Swept):
        return {"sweep": as_frames.frame(whatif_tables.sweep(result))}
    if isinstance(result, WhatIf):
        sides = {"before": result.before, "after": result.after}
        tables = {f"{side}_{name}": frame for side, of in sides.items() for name, frame in frames(of).items()}
        rest = {name: part for name, part in whatif_tables.record(result).items() if name not in sides}
        return tables | as_frames.frames(rest, "whatif")
    record, name = _described(result)
    return as_frames.frames(record, name)


def _described(result: TargetResult | PathwayResult | OptimisationResult | Verified) -> tuple[Record, str]:
    """Return what a result's JSON is, and what its figures outside tables are called."""
    if isinstance(result, TargetResult):
        return target_tables.record(result), "target"
    if isinstance(result, PathwayResult):
        return pathway_tables.record(result), "pathway"
    if isinstance(result, OptimisationResult):
        return plan_tables.record(result), "plan"
    return change_tables.verified(result), "verified"
