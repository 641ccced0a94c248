"""Any result in any format: a page for a terminal, CSV, JSON, pandas data frames."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame

    from carbon.tables.description import Description

_ALONE = {
    "accounting.checking.Checked": "accounting.checking:describe",
    "accounting.lineage.Lineage": "accounting.lineage_tables:describe",
    "accounting.starter.NewFolder": "accounting.starter:describe",
    "factors.datasets.importing.Import": "factors.factor_tables:describe_import",
    "factors.search.Explanation": "factors.factor_tables:describe_ladder",
    "factors.search.FoundFactor": "factors.factor_tables:describe_factor",
    "factors.search.FoundFactors": "factors.factor_tables:describe_search",
    "history.upgrade.Upgrade": "history.changes_page:describe_upgrade",
    "optimisation.plan_result.OptimisationResult": "optimisation.plan_page:describe",
    "scenarios.pathway_result.PathwayResult": "scenarios.pathway_page:describe",
    "scenarios.whatif.Swept": "scenarios.whatif_tables:describe_sweep",
    "scenarios.whatif.WhatIf": "scenarios.whatif_tables:describe",
    "targets.target_result.TargetResult": "targets.target_page:describe",
}
"""Who describes a result, by its type."""

_SEVERAL = {
    "accounting.result.InventoryResult": "accounting.inventory_page:describe",
    "history.difference.Compared": "history.changes_page:describe_differences",
    "history.freeze.Frozen": "history.changes_page:describe_frozen",
    "history.verifying.Verified": "history.changes_page:describe_verified",
    "scenarios.settable.Settable": "scenarios.whatif_tables:describe_settable",
    "selftest.selftest.Finding": "selftest.findings:describe",
    "targets.rules.TargetRule": "targets.target_page:describe_rules",
}
"""Who describes results of which several are one answer."""


def describe(result: object, **options: Any) -> Description:  # noqa: ANN401 - what the describing function takes
    """Return the description of a result, from which all its formats are written.

    Parameters
    ----------
    result
        What a command prints: an inventory, a target, a pathway, a plan, …; or several years of one kind.
    options
        `language`, and of inventories `mass_unit` and `with_inputs`.

    Raises
    ------
    TypeError
        If it is no result.
    """
    several = tuple(result) if isinstance(result, Iterable) else (result,)
    kind = _type_of(several[0]) if several else "accounting.result.InventoryResult"
    if kind not in (_SEVERAL if isinstance(result, Iterable) else _ALONE | _SEVERAL):
        raise TypeError(f"{kind} is not a result")
    module, _, function = (_ALONE | _SEVERAL)[kind].partition(":")
    make = getattr(import_module(f"carbon.{module}"), function)
    description: Description = make(several if kind in _SEVERAL else result, **options)
    return description


def _type_of(result: object) -> str:
    """Return the name of a type, with that of its module in this package."""
    return f"{type(result).__module__}.{type(result).__qualname__}".removeprefix("carbon.")


def text(form: str, result: object, **options: Any) -> str:  # noqa: ANN401 - as above
    """Write a result as `table`, `csv` or `json`; the options are those of `describe`."""
    return describe(result, **options).text(form)


def frames(result: object, **options: Any) -> dict[str, DataFrame]:  # noqa: ANN401 - as above
    """Return the tables of a result.

    Parameters
    ----------
    result, options
        As for `describe`.

    Returns
    -------
    dict of str to pandas.DataFrame
        A table for each part of the result, under the names of the JSON. What stands in tables inside others, as the
        gases of accounts, is a table with their keys in front; figures outside tables are one of a single row. Of
        several years the oldest is first in each. Emissions are in t CO2e, the mass of a gas in kg, energy in MWh
        and GJ; the short tables of an inventory carry the exact mass beside the rounded one as text, a plain decimal or
        a ratio. No data is NaN or NA, a computed zero is 0.0. What must stay exact is computed from the result itself.
    """
    return describe(result, **options).frames()
