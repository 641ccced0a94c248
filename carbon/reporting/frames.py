"""Results as pandas tables: the door at which figures become binary floats.

A float here is the nearest one to the figure as reports print it, rounded once to at most 6 decimals; the short
tables carry the exact figure beside it as text, a plain decimal or a ratio. What must stay exact is computed from
the result itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from carbon import exact
from carbon.accounting.result import AccountTotal, InventoryResult
from carbon.reporting.mass import GJ_PER_MWH, Results, oldest_first, unit_of

if TYPE_CHECKING:
    from pandas import DataFrame

_TONNE = unit_of("t")
_FLOATS = {
    "t_co2e", "kg", "mwh", "gj", "renewable_mwh", "renewable_share_percent", "mwh_allocated", "mwh_left",
    "t_co2e_per_unit", "share_percent",
}  # fmt: skip
_WHOLES = {"inventory_year", "scope", "iso_category", "rows", "repaired"}
_Rows = Iterator[tuple[Any, ...]]


def frames(results: Results) -> dict[str, DataFrame]:
    """Return the tables of one year or several, the oldest year first in each.

    Parameters
    ----------
    results
        An inventory of one year, or several.

    Returns
    -------
    dict of str to pandas.DataFrame
        A table for each part of a result, under the names of the JSON; `gases` are those of the accounts and of
        what is outside the scopes. Emissions are in t CO2e, the mass of a gas in kg, energy in MWh and GJ. No data
        is NaN or NA, a computed zero is 0.0.
    """
    several = oldest_first(results)
    return {name: _frame(columns, several, rows) for name, (columns, rows) in _TABLES.items()}


def _frame(columns: str, several: Iterable[InventoryResult], rows: Callable[[InventoryResult], _Rows]) -> DataFrame:
    """Make one table; its columns have the same types whether it has rows or not."""
    from pandas import DataFrame

    names = ["inventory_year", *columns.split()]
    found = [(result.year, *row) for result in several for row in rows(result)]
    return DataFrame(found, columns=names).astype({name: _type(name) for name in names})


def _type(name: str) -> str:
    """Return the type of a column, by its name."""
    if name == "renewable":
        return "boolean"
    return "float64" if name in _FLOATS else "Int64" if name in _WHOLES else "string"


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(exact.text(number))


def _t(kg: Fraction | None) -> float | None:
    return None if kg is None else float(_TONNE.text(kg))


def _exact_t(kg: Fraction | None) -> str | None:
    return None if kg is None else exact.plain(_TONNE.of(kg))


def _totals(result: InventoryResult) -> _Rows:
    for total in result.totals:
        yield total.scope, total.method, _t(total.kg_co2e), _exact_t(total.kg_co2e)


def _scope_1_and_2(result: InventoryResult) -> _Rows:
    for both in result.scope_1_and_2:
        yield both.method, _t(both.kg_co2e), _exact_t(both.kg_co2e)


def _accounts(totals: Iterable[AccountTotal]) -> _Rows:
    for total in totals:
        kg = total.kg_co2e
        yield total.account.scope, total.account.id, total.method, total.account.iso_category, _t(kg), _exact_t(kg)


def _gases(result: InventoryResult) -> _Rows:
    for total in (*result.accounts, *result.outside_scopes):
        for gas in total.gases:
            kg = gas.kg_co2e
            yield total.account.scope, total.account.id, total.method, gas.gas, _float(gas.kg), _t(kg), _exact_t(kg)


def _breakdown(result: InventoryResult) -> _Rows:
    for cell in result.breakdown:
        yield cell.account, cell.method, cell.facility, cell.month, _t(cell.kg_co2e)


def _electricity(result: InventoryResult) -> _Rows:
    one = result.electricity
    if one is not None:
        share = _float(one.renewable_share_percent)
        yield _float(one.mwh), _float(one.renewable_mwh), share, one.uncovered_factor


def _instruments(result: InventoryResult) -> _Rows:
    for use in result.electricity.instruments if result.electricity else ():
        yield use.id, _float(use.mwh_allocated), _float(use.mwh_left)


def _energy(result: InventoryResult) -> _Rows:
    for use in result.energy:
        gj = None if use.mwh is None else use.mwh * GJ_PER_MWH
        yield use.carrier, _float(use.mwh), _float(gj), use.renewable


def _intensity(result: InventoryResult) -> _Rows:
    for one in result.intensity:
        yield one.metric, one.unit, one.numerator, one.method, _t(one.kg_co2e_per_unit)


def _rungs(result: InventoryResult) -> _Rows:
    for one in result.rungs:
        yield one.rung, _t(one.kg_co2e), _float(one.share_percent)


def _substitutions(result: InventoryResult) -> _Rows:
    for one in result.substitutions:
        figures = _t(one.kg_co2e), _float(one.share_percent)
        yield one.activity, one.geography, one.wanted, one.used, one.rung, one.factor, *figures


def _rounding(result: InventoryResult) -> _Rows:
    for one in result.rounding:
        sums = one.kg_co2e, one.kg_co2e_of_gases, one.kg_co2e - one.kg_co2e_of_gases
        yield one.activity, one.factor, one.gwp_set, *map(_t, sums)


def _coverage(result: InventoryResult) -> _Rows:
    for gap in result.coverage.gaps:
        for month in gap.months:
            yield gap.activity, gap.facility, month


_TABLES: dict[str, tuple[str, Callable[[InventoryResult], _Rows]]] = {
    "totals": ("scope scope2_method t_co2e t_co2e_exact", _totals),
    "scope_1_and_2": ("scope2_method t_co2e t_co2e_exact", _scope_1_and_2),
    "accounts": (
        "scope account scope2_method iso_category t_co2e t_co2e_exact",
        lambda result: _accounts(result.accounts),
    ),
    "iso_categories": (
        "iso_category scope2_method t_co2e t_co2e_exact",
        lambda result: (
            (one.category, one.method, _t(one.kg_co2e), _exact_t(one.kg_co2e)) for one in result.iso_categories
        ),
    ),
    "gases": ("scope account scope2_method gas kg t_co2e t_co2e_exact", _gases),
    "breakdown": ("account scope2_method facility month t_co2e", _breakdown),
    "electricity": ("mwh renewable_mwh renewable_share_percent uncovered_factor", _electricity),
    "instruments": ("id mwh_allocated mwh_left", _instruments),
    "energy": ("carrier mwh gj renewable", _energy),
    "intensity": ("metric unit numerator scope2_method t_co2e_per_unit", _intensity),
    "outside_scopes": (
        "scope account scope2_method iso_category t_co2e t_co2e_exact",
        lambda result: _accounts(result.outside_scopes),
    ),
    "avoided": ("activity t_co2e", lambda result: ((one.activity, _t(one.kg_co2e)) for one in result.avoided)),
    "excluded": (
        "activity reason t_co2e",
        lambda result: ((one.activity, one.reason, _t(one.kg_co2e)) for one in result.excluded),
    ),
    "rungs": ("rung t_co2e share_percent", _rungs),
    "substitutions": ("activity geography wanted used rung factor t_co2e share_percent", _substitutions),
    "not_rebased": (
        "activity factor given_in t_co2e",
        lambda result: ((one.activity, one.factor, one.given_in, _t(one.kg_co2e)) for one in result.not_rebased),
    ),
    "publication_rounding": (
        "activity factor gwp_set t_co2e t_co2e_of_gases t_co2e_difference",
        _rounding,
    ),
    "coverage": ("activity facility month", _coverage),
    "warnings": ("code message", lambda result: ((one.code, one.why) for one in result.warnings)),
    "datasets": (
        "dataset version licence edition",
        lambda result: ((one.name, one.version, one.licence, result.editions.get(one.id)) for one in result.datasets),
    ),
    "inputs": (
        "file sha256 rows repaired",
        lambda result: ((one.file, one.sha256, one.rows, one.repaired) for one in result.inputs),
    ),
}
"""Each table: its columns after `inventory_year`, and how its rows are made."""
