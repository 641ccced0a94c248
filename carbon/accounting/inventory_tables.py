"""An inventory as tables: what stands in its JSON, its CSV and its data frames, under what names and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from carbon.accounting.result import GJ_PER_MWH, AccountTotal, InventoryResult, Results, oldest_first
from carbon.model.codes import OF_ROWS
from carbon.tables import as_frames
from carbon.tables.table import Cell, Record, Table, columns, table

CSV_COLUMNS = "inventory_year figure scope account scope2_method facility month gas kg t_co2e"
_ACCOUNT = "-scope=account.scope account=account.id scope2_method iso_category=account.iso_category t_co2e gases"
_GASES = {"gases": table("gases", "gas kg t_co2e", exact=True)}
_INSTRUMENTS = {"instruments": table("instruments", "id mwh_allocated mwh_left")}
_BALANCE = "mwh renewable_mwh renewable_share_percent instruments uncovered_factor"
_TABLES = (
    table("totals", "scope scope2_method t_co2e", keys=2, exact=True),
    table("scope_1_and_2", "scope2_method t_co2e", exact=True),
    table("accounts", _ACCOUNT, keys=3, exact=True, inside=_GASES),
    table("breakdown", "account scope2_method facility month t_co2e", keys=4),
    table("electricity", _BALANCE, keys=0, single=True, inside=_INSTRUMENTS),
    table("energy", "carrier mwh gj renewable"),
    table("intensity", "metric unit numerator scope2_method t_co2e_per_unit", keys=4),
    table("outside_scopes", _ACCOUNT, keys=3, exact=True, inside=_GASES),
    table("avoided", "activity t_co2e"),
    table("excluded", "activity reason t_co2e", keys=2),
    table("rungs", "rung t_co2e share_percent"),
    table("substitutions", "activity geography wanted used rung factor t_co2e share_percent", keys=6),
    table("not_rebased", "activity factor given_in t_co2e", keys=3),
    table("publication_rounding", "activity factor gwp_set t_co2e t_co2e_of_gases t_co2e_difference", keys=2),
    table("iso_categories", "iso_category=category scope2_method t_co2e", keys=2, exact=True),
)
"""The tables that are parts of a result as they stand, in the order of the JSON."""

_CELL_GASES = table("breakdown_gases", "account scope2_method facility month gas kg t_co2e", keys=5)
_GAPS = table("coverage", "activity facility months_without_data=months", keys=2)
_WARNINGS = table("warnings", "code message=why")
_INPUTS = table("inputs", "file sha256 rows repaired?")

_Rows = Iterator[tuple[Cell, ...]]


def figures(results: Results) -> Table:
    """Return the table of the CSV, the oldest year first. What has no column (energy, reasons) is in the JSON.

    The word before the figure says what it is, so that a reader who sums does not count twice: `total` is the sum of
    its `account` rows, `account` of its `breakdown` rows and of its `gas` rows.
    """
    return table("figures", CSV_COLUMNS, (row for result in oldest_first(results) for row in _figures(result)))


def tables(results: Results) -> dict[str, Table]:
    """Return the flat tables of one year or several, the oldest year first in each.

    Their names are those of the JSON; `gases` are those of the accounts and of what is outside the scopes, and
    `breakdown_gases`, which the JSON has not, those of the breakdown.
    """
    joined: dict[str, Table] = {}
    for result in oldest_first(results):
        gaps = ((gap.activity, gap.facility, month) for gap in result.coverage.gaps for month in gap.months)
        parts = {
            **record(result),
            "breakdown_gases": _CELL_GASES.filled(result.breakdown_gases),
            "coverage": table("coverage", "activity facility month", gaps),
        }
        for name, flat in as_frames.flat_tables(parts, "").items():
            rows = tuple((result.year, *row) for row in flat.rows)
            before = joined[name].rows if name in joined else ()
            joined[name] = replace(flat, columns=columns("inventory_year") + flat.columns, rows=(*before, *rows))
    return joined


def record(result: InventoryResult, *, with_inputs: bool = True) -> Record:
    """Return a year as the object that its JSON is.

    Parameters
    ----------
    with_inputs
        Whether to end with `inputs`, which depends on the files, and to have the warnings that name their rows.
    """
    warnings = [problem for problem in result.warnings if with_inputs or problem.code not in OF_ROWS]
    coverage = result.coverage
    datasets = (
        (dataset.name, dataset.version, dataset.licence, result.editions.get(dataset.id)) for dataset in result.datasets
    )
    value: dict[str, Cell] = {
        "organisation": result.organisation,
        "inventory_year": result.year,
        "period": [result.start, result.end],
        "gwp_set": result.gwp_set,
        "factors_as_of": result.factors_as_of,
        **{flat.name: _filled(flat, result) for flat in _TABLES},
        "coverage": {
            "whole": not coverage.incomplete,
            "months": coverage.months,
            "incomplete": coverage.incomplete,
            "gaps": _GAPS.filled(coverage.gaps),
        },
        "warnings": _WARNINGS.filled(warnings),
        "datasets": table("datasets", "dataset version licence edition", datasets, keys=2),
        "frozen": result.frozen,
    }
    return {**value, "inputs": _INPUTS.filled(result.inputs)} if with_inputs else value


def _filled(flat: Table, result: InventoryResult) -> Table:
    """Return a table with the part of the result of its name."""
    if flat.name == "energy":
        return flat.of(
            (use.carrier, use.mwh, None if use.mwh is None else use.mwh * GJ_PER_MWH, use.renewable)
            for use in result.energy
        )
    if flat.name == "publication_rounding":
        return flat.of(
            (item.activity, item.factor, item.gwp_set, item.kg_co2e, item.kg_co2e_of_gases,
             item.kg_co2e - item.kg_co2e_of_gases)
            for item in result.rounding
        )  # fmt: skip
    part = getattr(result, flat.name)
    return flat.filled(filter(None, [part]) if flat.single else part)


def _figures(result: InventoryResult) -> _Rows:
    """Yield the rows of the CSV."""
    year = result.year
    for total in result.totals:
        yield year, "total", total.scope, "", total.method, "", "", "", None, total.kg_co2e
    for both in result.scope_1_and_2:
        yield year, "scope_1_and_2", "", "", both.method, "", "", "", None, both.kg_co2e
    yield from _account_figures(year, "account", "gas", result.accounts)
    scopes = {total.account.id: total.account.scope for total in result.accounts}
    for cell in result.breakdown:
        start = (year, "breakdown", scopes.get(cell.account), cell.account, cell.method)
        yield *start, cell.facility, cell.month, "", None, cell.kg_co2e
    yield from _account_figures(year, "outside_scopes", "outside_scopes_gas", result.outside_scopes)
    for figure, items in (("avoided", result.avoided), ("excluded", result.excluded)):
        for item in items:
            yield year, figure, "", item.activity, "", "", "", "", None, item.kg_co2e
    for gap in result.coverage.gaps:
        for month in gap.months:
            yield year, "no_data", "", gap.activity, "", gap.facility, month, "", None, None


def _account_figures(year: int, figure: str, of_gas: str, totals: Iterable[AccountTotal]) -> _Rows:
    """Yield accounts, each with its gases."""
    for total in totals:
        start = (total.account.scope, total.account.id, total.method, "", "")
        yield year, figure, *start, "", None, total.kg_co2e
        for gas in total.gases:
            yield year, of_gas, *start, gas.gas, gas.kg, gas.kg_co2e
