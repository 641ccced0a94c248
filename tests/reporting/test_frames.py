"""The pandas tables: nearest floats to the printed figures, the same columns with and without rows."""

from __future__ import annotations

import json

import pandas as pd

from carbon import formats
from carbon.accounting.result import InventoryResult
from carbon.formats import frames


def test_floats_are_the_printed_figures(result: InventoryResult) -> None:
    """Each float is the one that reading the JSON gives; the exact figure stands beside it."""
    tables, printed = frames(result), json.loads(formats.text("json", result))
    for name in ("totals", "accounts", "breakdown", "avoided"):
        assert tables[name]["t_co2e"].tolist() == [item["t_co2e"] for item in printed[name]]
    assert tables["totals"]["t_co2e_exact"].iloc[0] == "545.1234567"
    assert tables["energy"]["gj"].iloc[0] == printed["energy"][0]["gj"]


def test_no_data_is_not_zero(years: list[InventoryResult]) -> None:
    """The missing scope 3 of 2022 is NaN, and the years ascend."""
    totals = frames(years)["totals"]
    assert totals["inventory_year"].is_monotonic_increasing
    missing = totals[totals["t_co2e"].isna()]
    assert missing[["inventory_year", "scope"]].to_numpy().tolist() == [[2022, 3]]


def test_columns_and_types_do_not_depend_on_the_rows(result: InventoryResult, empty: InventoryResult) -> None:
    """A table without rows has the same columns and types, so that tables can be joined."""
    full, none = frames(result), frames(empty)
    assert list(full) == list(none)
    for name, table in full.items():
        pd.testing.assert_series_equal(table.dtypes, none[name].dtypes)
