"""A result as JSON: one object on one line, its keys in a fixed order, its figures rounded once.

Numbers never pass through binary floats: they are written by `MassUnit.text` and `exact.text` and inserted
as they are. The same result gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from carbon import exact
from carbon.accounting.result import AccountTotal, Cell, ElectricityBalance, EnergyUse, Input, InventoryResult
from carbon.reporting.mass import GJ_PER_MWH, MassUnit, Results, oldest_first, unit_of
from carbon.terms import Scope2Method

_BREAKS_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class _Written(str):
    """Text that is JSON already."""

    __slots__ = ()


_Value = str | int | None | Sequence["_Value"] | Mapping[str, "_Value"]


def line(result: InventoryResult, *, mass_unit: str = "t", with_inputs: bool = True) -> str:
    """Write a result as one JSON object on one line.

    Parameters
    ----------
    result
        An inventory of one year.
    mass_unit
        `t`, or `kg`: every key `t_co2e…` is then `kg_co2e…`.
    with_inputs
        Whether to end with `inputs`, the only key that depends on the files.

    Returns
    -------
    str
        The object, without a line break.
    """
    unit = unit_of(mass_unit)
    value = _heading(result) | _emissions(result, unit) | _energy(result, unit) | _notes(result, unit)
    if with_inputs:
        value["inputs"] = [_input(file) for file in result.inputs]
    return _json(value)


def text(results: Results, *, mass_unit: str = "t", with_inputs: bool = True) -> str:
    """Write one object per line, the oldest year first, each line ended."""
    return "".join(
        line(result, mass_unit=mass_unit, with_inputs=with_inputs) + "\n" for result in oldest_first(results)
    )


def _heading(result: InventoryResult) -> dict[str, _Value]:
    return {
        "organisation": result.organisation,
        "inventory_year": result.year,
        "period": [result.start.isoformat(), result.end.isoformat()],
        "gwp_set": result.gwp_set,
        "factors_as_of": None if result.factors_as_of is None else result.factors_as_of.isoformat(),
    }


def _emissions(result: InventoryResult, unit: MassUnit) -> dict[str, _Value]:
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


def _energy(result: InventoryResult, unit: MassUnit) -> dict[str, _Value]:
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


def _notes(result: InventoryResult, unit: MassUnit) -> dict[str, _Value]:
    return {
        "outside_scopes": [_account(total, unit) for total in result.outside_scopes],
        "avoided": [{"activity": item.activity, unit.key: _mass(item.kg_co2e, unit)} for item in result.avoided],
        "excluded": [
            {"activity": item.activity, "reason": item.reason, unit.key: _mass(item.kg_co2e, unit)}
            for item in result.excluded
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
        "warnings": [{"code": problem.code, "message": problem.why} for problem in result.warnings],
        "datasets": [
            {"dataset": dataset.name, "version": dataset.version, "licence": dataset.licence}
            for dataset in result.datasets
        ],
    }


def _account(total: AccountTotal, unit: MassUnit) -> dict[str, _Value]:
    return {
        "account": total.account.id,
        "scope2_method": total.method,
        "iso_category": total.account.iso_category,
        unit.key: _mass(total.kg_co2e, unit),
        "gases": [{"gas": gas.gas, "kg": _figure(gas.kg), unit.key: _mass(gas.kg_co2e, unit)} for gas in total.gases],
    }


def _substitutions(result: InventoryResult, unit: MassUnit) -> list[_Value]:
    return [
        {
            "activity": step.activity,
            "geography": step.geography,
            "wanted": step.wanted,
            "used": step.used,
            "rung": step.rung,
            "factor": step.factor,
            unit.key: _mass(step.kg_co2e, unit),
            "share_percent": _figure(step.share_percent),
        }
        for step in result.substitutions
    ]


def _electricity(balance: ElectricityBalance | None) -> dict[str, _Value] | None:
    if balance is None:
        return None
    return {
        "mwh": _figure(balance.mwh),
        "renewable_mwh": _figure(balance.renewable_mwh),
        "renewable_share_percent": _figure(balance.renewable_share_percent),
        "instruments": [
            {"id": use.id, "mwh_allocated": _figure(use.mwh_allocated), "mwh_left": _figure(use.mwh_left)}
            for use in balance.instruments
        ],
        "uncovered_factor": balance.uncovered_factor,
    }


def _carrier(use: EnergyUse) -> dict[str, _Value]:
    gj = None if use.mwh is None else use.mwh * GJ_PER_MWH
    return {"carrier": use.carrier, "mwh": _figure(use.mwh), "gj": _figure(gj), "renewable": use.renewable}


def _input(file: Input) -> dict[str, _Value]:
    value: dict[str, _Value] = {"file": file.file, "sha256": file.sha256, "rows": file.rows}
    return value | {"repaired": file.repaired} if file.repaired else value


def _breakdown(cells: Iterable[Cell], unit: MassUnit) -> _Written:
    """Write the cells straight to text: there may be tens of thousands of them."""
    key, write = unit.key, unit.text
    written = [
        f"{_cell_start(cell.account, cell.method)}{_quoted(cell.facility)}, "
        f'"month": {_quoted(cell.month)}, "{key}": {write(cell.kg_co2e)}}}'
        for cell in cells
    ]
    return _Written(f"[{', '.join(written)}]")


@lru_cache(maxsize=1024)
def _cell_start(account: str, method: Scope2Method | None) -> str:
    return f'{{"account": {_quoted(account)}, "scope2_method": {_quoted(method)}, "facility": '


def _mass(kg: Fraction | None, unit: MassUnit) -> _Written:
    return _Written(unit.text(kg))


def _figure(number: Fraction | None) -> _Written | None:
    return None if number is None else _Written(exact.text(number))


def _json(value: _Value) -> str:
    """Write a value as JSON, text that is JSON already as it is."""
    if isinstance(value, _Written):
        return str(value)
    if value is None or isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_quoted(key)}: {_json(item)}' for key, item in value.items())}}}"
    return f"[{', '.join(map(_json, value))}]"


@lru_cache(maxsize=65536)
def _quoted(words: str | None) -> str:
    """Write text as a JSON string that stays readable and on one line."""
    if words is None:
        return "null"
    return _BREAKS_LINES.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(words, ensure_ascii=False))
