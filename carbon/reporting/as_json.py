"""A result as JSON: one object on one line, its keys in a fixed order, its figures rounded once.

Numbers never pass through binary floats: they are written by `MassUnit.text` and `exact.text` and inserted
as they are. The same result gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from carbon.accounting.result import AccountTotal, Cell, Coverage, ElectricityBalance, EnergyUse, Input, InventoryResult
from carbon.codes import OF_ROWS
from carbon.problems import Problem
from carbon.reporting.json_text import Value, Written, figure, quoted
from carbon.reporting.json_text import text as json_text
from carbon.reporting.mass import GJ_PER_MWH, MassUnit, Results, oldest_first, unit_of
from carbon.terms import Scope2Method


def line(result: InventoryResult, *, mass_unit: str = "t", with_inputs: bool = True) -> str:
    """Write a result as one JSON object on one line.

    Parameters
    ----------
    result
        An inventory of one year.
    mass_unit
        `t`, or `kg`: every key `t_co2e…` is then `kg_co2e…`.
    with_inputs
        Whether to end with `inputs`, which depends on the files, and to have the warnings that name their rows.

    Returns
    -------
    str
        The object, without a line break.
    """
    unit = unit_of(mass_unit)
    value = _heading(result) | _emissions(result, unit) | _energy(result, unit) | _notes(result, unit)
    if with_inputs:
        value["inputs"] = [_input(file) for file in result.inputs]
    else:
        value["warnings"] = [_warning(problem) for problem in result.warnings if problem.code not in OF_ROWS]
    return json_text(value)


def text(results: Results, *, mass_unit: str = "t", with_inputs: bool = True) -> str:
    """Write one object per line, the oldest year first, each line ended."""
    return "".join(
        line(result, mass_unit=mass_unit, with_inputs=with_inputs) + "\n" for result in oldest_first(results)
    )


def _warning(problem: Problem) -> Value:
    return {"code": problem.code, "message": problem.why}


def _heading(result: InventoryResult) -> dict[str, Value]:
    return {
        "organisation": result.organisation,
        "inventory_year": result.year,
        "period": [result.start.isoformat(), result.end.isoformat()],
        "gwp_set": result.gwp_set,
        "factors_as_of": None if result.factors_as_of is None else result.factors_as_of.isoformat(),
    }


def _emissions(result: InventoryResult, unit: MassUnit) -> dict[str, Value]:
    return {
        "totals": [
            {"scope": total.scope, "scope2_method": total.method, unit.key: _mass(total.kg_co2e, unit)}
            for total in result.totals
        ],
        "scope_1_and_2": [
            {"scope2_method": both.method, unit.key: _mass(both.kg_co2e, unit)} for both in result.scope_1_and_2
        ],
        "accounts": [_account(total, unit) for total in result.accounts],
        "breakdown": _breakdown(result.breakdown, unit),
    }


def _energy(result: InventoryResult, unit: MassUnit) -> dict[str, Value]:
    return {
        "electricity": _electricity(result.electricity),
        "energy": [_carrier(use) for use in result.energy],
        "intensity": [
            {
                "metric": ratio.metric,
                "unit": ratio.unit,
                "numerator": ratio.numerator,
                "scope2_method": ratio.method,
                f"{unit.key}_per_unit": _mass(ratio.kg_co2e_per_unit, unit),
            }
            for ratio in result.intensity
        ],
    }


def _notes(result: InventoryResult, unit: MassUnit) -> dict[str, Value]:
    return {
        "outside_scopes": [_account(total, unit) for total in result.outside_scopes],
        "avoided": [{"activity": item.activity, unit.key: _mass(item.kg_co2e, unit)} for item in result.avoided],
        "excluded": [
            {"activity": item.activity, "reason": item.reason, unit.key: _mass(item.kg_co2e, unit)}
            for item in result.excluded
        ],
        "rungs": [
            {"rung": each.rung, unit.key: _mass(each.kg_co2e, unit), "share_percent": figure(each.share_percent)}
            for each in result.rungs
        ],
        "substitutions": _substitutions(result, unit),
        "not_rebased": [
            {
                "activity": item.activity,
                "factor": item.factor,
                "given_in": item.given_in,
                unit.key: _mass(item.kg_co2e, unit),
            }
            for item in result.not_rebased
        ],
        "publication_rounding": [
            {
                "activity": item.activity,
                "factor": item.factor,
                "gwp_set": item.gwp_set,
                unit.key: _mass(item.kg_co2e, unit),
                f"{unit.key}_of_gases": _mass(item.kg_co2e_of_gases, unit),
                f"{unit.key}_difference": _mass(item.kg_co2e - item.kg_co2e_of_gases, unit),
            }
            for item in result.rounding
        ],
        "iso_categories": [
            {"iso_category": one.category, "scope2_method": one.method, unit.key: _mass(one.kg_co2e, unit)}
            for one in result.iso_categories
        ],
        "coverage": _coverage(result.coverage),
        "warnings": [_warning(problem) for problem in result.warnings],
        "datasets": [
            {
                "dataset": dataset.name,
                "version": dataset.version,
                "licence": dataset.licence,
                "edition": result.editions.get(dataset.id),
            }
            for dataset in result.datasets
        ],
        "frozen": result.frozen,
    }


def _coverage(coverage: Coverage) -> dict[str, Value]:
    return {
        "whole": not coverage.incomplete,
        "months": list(coverage.months),
        "incomplete": coverage.incomplete,
        "gaps": [
            {"activity": gap.activity, "facility": gap.facility, "months_without_data": list(gap.months)}
            for gap in coverage.gaps
        ],
    }


def _account(total: AccountTotal, unit: MassUnit) -> dict[str, Value]:
    return {
        "account": total.account.id,
        "scope2_method": total.method,
        "iso_category": total.account.iso_category,
        unit.key: _mass(total.kg_co2e, unit),
        "gases": [{"gas": gas.gas, "kg": figure(gas.kg), unit.key: _mass(gas.kg_co2e, unit)} for gas in total.gases],
    }


def _substitutions(result: InventoryResult, unit: MassUnit) -> list[Value]:
    return [
        {
            "activity": step.activity,
            "geography": step.geography,
            "wanted": step.wanted,
            "used": step.used,
            "rung": step.rung,
            "factor": step.factor,
            unit.key: _mass(step.kg_co2e, unit),
            "share_percent": figure(step.share_percent),
        }
        for step in result.substitutions
    ]


def _electricity(balance: ElectricityBalance | None) -> dict[str, Value] | None:
    if balance is None:
        return None
    return {
        "mwh": figure(balance.mwh),
        "renewable_mwh": figure(balance.renewable_mwh),
        "renewable_share_percent": figure(balance.renewable_share_percent),
        "instruments": [
            {"id": use.id, "mwh_allocated": figure(use.mwh_allocated), "mwh_left": figure(use.mwh_left)}
            for use in balance.instruments
        ],
        "uncovered_factor": balance.uncovered_factor,
    }


def _carrier(use: EnergyUse) -> dict[str, Value]:
    gj = None if use.mwh is None else use.mwh * GJ_PER_MWH
    return {"carrier": use.carrier, "mwh": figure(use.mwh), "gj": figure(gj), "renewable": use.renewable}


def _input(file: Input) -> dict[str, Value]:
    value: dict[str, Value] = {"file": file.file, "sha256": file.sha256, "rows": file.rows}
    return value | {"repaired": file.repaired} if file.repaired else value


def _breakdown(cells: Iterable[Cell], unit: MassUnit) -> Written:
    """Write the cells straight to text: there may be tens of thousands of them."""
    key, write = unit.key, unit.text
    written = [
        f"{_cell_start(cell.account, cell.method)}{quoted(cell.facility)}, "
        f'"month": {quoted(cell.month)}, "{key}": {write(cell.kg_co2e)}}}'
        for cell in cells
    ]
    return Written(f"[{', '.join(written)}]")


@lru_cache(maxsize=1024)
def _cell_start(account: str, method: Scope2Method | None) -> str:
    return f'{{"account": {quoted(account)}, "scope2_method": {quoted(method)}, "facility": '


def _mass(kg: Fraction | None, unit: MassUnit) -> Written:
    return Written(unit.text(kg))
