"""An inventory as tables: what stands in its JSON, its CSV and its data frames, under what names and in what order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from carbon.accounting.result import (
    GJ_PER_MWH,
    AccountTotal,
    ElectricityBalance,
    InventoryResult,
    Results,
    oldest_first,
)
from carbon.model.codes import OF_ROWS
from carbon.model.problems import Problem
from carbon.tables import as_frames
from carbon.tables.table import Cell, Record, Table, columns, table

CSV_COLUMNS = "inventory_year figure scope account scope2_method facility month gas kg t_co2e"
_ACCOUNT = "-scope account scope2_method iso_category t_co2e gases"
_GASES = table("gases", "gas kg t_co2e", exact=True)
_INSTRUMENTS = table("instruments", "id mwh_allocated mwh_left")
_ELECTRICITY = table(
    "electricity",
    "mwh renewable_mwh renewable_share_percent instruments uncovered_factor",
    keys=0,
    single=True,
    inside={"instruments": _INSTRUMENTS},
)

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
        gases = (
            (cell.account, cell.method, cell.facility, cell.month, cell.gas, cell.kg, cell.kg_co2e)
            for cell in result.breakdown_gases
        )
        parts = {
            **record(result),
            "breakdown_gases": table(
                "breakdown_gases", "account scope2_method facility month gas kg t_co2e", gases, keys=5
            ),
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
    value = {**_heading(result), **_emissions(result), **_energy(result), **_notes(result), **_basis(result, warnings)}
    return {**value, "inputs": _inputs(result)} if with_inputs else value


def _heading(result: InventoryResult) -> Record:
    return {
        "organisation": result.organisation,
        "inventory_year": result.year,
        "period": [result.start, result.end],
        "gwp_set": result.gwp_set,
        "factors_as_of": result.factors_as_of,
    }


def _emissions(result: InventoryResult) -> Record:
    totals = ((total.scope, total.method, total.kg_co2e) for total in result.totals)
    both = ((total.method, total.kg_co2e) for total in result.scope_1_and_2)
    cells = ((cell.account, cell.method, cell.facility, cell.month, cell.kg_co2e) for cell in result.breakdown)
    return {
        "totals": table("totals", "scope scope2_method t_co2e", totals, keys=2, exact=True),
        "scope_1_and_2": table("scope_1_and_2", "scope2_method t_co2e", both, exact=True),
        "accounts": _accounts("accounts", result.accounts),
        "breakdown": table("breakdown", "account scope2_method facility month t_co2e", cells, keys=4),
    }


def _accounts(name: str, totals: Iterable[AccountTotal]) -> Table:
    """Return accounts, each with its gases."""
    rows = (
        (
            total.account.scope,
            total.account.id,
            total.method,
            total.account.iso_category,
            total.kg_co2e,
            _GASES.of((gas.gas, gas.kg, gas.kg_co2e) for gas in total.gases),
        )
        for total in totals
    )
    return table(name, _ACCOUNT, rows, keys=3, exact=True, inside={"gases": _GASES})


def _energy(result: InventoryResult) -> Record:
    carriers = (
        (use.carrier, use.mwh, None if use.mwh is None else use.mwh * GJ_PER_MWH, use.renewable)
        for use in result.energy
    )
    ratios = (
        (ratio.metric, ratio.unit, ratio.numerator, ratio.method, ratio.kg_co2e_per_unit) for ratio in result.intensity
    )
    return {
        "electricity": _ELECTRICITY.of(map(_electricity, filter(None, [result.electricity]))),
        "energy": table("energy", "carrier mwh gj renewable", carriers),
        "intensity": table("intensity", "metric unit numerator scope2_method t_co2e_per_unit", ratios, keys=4),
    }


def _electricity(balance: ElectricityBalance) -> tuple[Cell, ...]:
    instruments = _INSTRUMENTS.of((use.id, use.mwh_allocated, use.mwh_left) for use in balance.instruments)
    return (
        balance.mwh, balance.renewable_mwh, balance.renewable_share_percent, instruments, balance.uncovered_factor,
    )  # fmt: skip


def _notes(result: InventoryResult) -> Record:
    """Return what stands beside the totals, or says how far they can be relied on."""
    steps = (
        (step.activity, step.geography, step.wanted, step.used, step.rung, step.factor, step.kg_co2e,
         step.share_percent)
        for step in result.substitutions
    )  # fmt: skip
    rounding = (
        (item.activity, item.factor, item.gwp_set, item.kg_co2e, item.kg_co2e_of_gases,
         item.kg_co2e - item.kg_co2e_of_gases)
        for item in result.rounding
    )  # fmt: skip
    return {
        "outside_scopes": _accounts("outside_scopes", result.outside_scopes),
        "avoided": table("avoided", "activity t_co2e", ((item.activity, item.kg_co2e) for item in result.avoided)),
        "excluded": table(
            "excluded",
            "activity reason t_co2e",
            ((item.activity, item.reason, item.kg_co2e) for item in result.excluded),
            keys=2,
        ),
        "rungs": table(
            "rungs",
            "rung t_co2e share_percent",
            ((rung.rung, rung.kg_co2e, rung.share_percent) for rung in result.rungs),
        ),
        "substitutions": table(
            "substitutions", "activity geography wanted used rung factor t_co2e share_percent", steps, keys=6
        ),
        "not_rebased": table(
            "not_rebased",
            "activity factor given_in t_co2e",
            ((item.activity, item.factor, item.given_in, item.kg_co2e) for item in result.not_rebased),
            keys=3,
        ),
        "publication_rounding": table(
            "publication_rounding",
            "activity factor gwp_set t_co2e t_co2e_of_gases t_co2e_difference",
            rounding,
            keys=2,
        ),
        "iso_categories": table(
            "iso_categories",
            "iso_category scope2_method t_co2e",
            ((total.category, total.method, total.kg_co2e) for total in result.iso_categories),
            keys=2,
            exact=True,
        ),
    }


def _basis(result: InventoryResult, warnings: Iterable[Problem]) -> Record:
    """Return what a year rests on: its data, its warnings, its datasets."""
    coverage = result.coverage
    gaps = ((gap.activity, gap.facility, gap.months) for gap in coverage.gaps)
    datasets = (
        (dataset.name, dataset.version, dataset.licence, result.editions.get(dataset.id)) for dataset in result.datasets
    )
    return {
        "coverage": {
            "whole": not coverage.incomplete,
            "months": coverage.months,
            "incomplete": coverage.incomplete,
            "gaps": table("coverage", "activity facility months_without_data", gaps, keys=2),
        },
        "warnings": table("warnings", "code message", ((problem.code, problem.why) for problem in warnings)),
        "datasets": table("datasets", "dataset version licence edition", datasets, keys=2),
        "frozen": result.frozen,
    }


def _inputs(result: InventoryResult) -> Table:
    files = ((file.file, file.sha256, file.rows, file.repaired) for file in result.inputs)
    return table("inputs", "file sha256 rows repaired?", files)


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
