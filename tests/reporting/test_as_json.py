"""The JSON of a result is the contract of DESIGN §5.7: keys, order, rounding, and null apart from 0.0."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import formats
from carbon.accounting.result import Cell, InventoryResult, ScopeTotal
from carbon.model import exact
from carbon.tables.table import unit_of

CONTRACT = json.loads("""
{"organisation": "…", "inventory_year": 2024, "period": ["2024-01-01", "2024-12-31"], "gwp_set": "AR6_GWP100",
 "factors_as_of": "2025-03-31",
 "totals": [{"scope": 1, "scope2_method": null, "t_co2e": 0.0}],
 "scope_1_and_2": [{"scope2_method": "location_based", "t_co2e": 0.0}],
 "accounts": [{"account": "…", "scope2_method": null, "iso_category": 1, "t_co2e": 0.0,
   "gases": [{"gas": "N2O", "kg": 0.0, "t_co2e": 0.0}]}],
 "breakdown": [{"account": "…", "scope2_method": null, "facility": "…", "month": "2024-03", "t_co2e": 0.0}],
 "electricity": {"mwh": 0.0, "renewable_mwh": 0.0, "renewable_share_percent": 0.0,
   "instruments": [{"id": "…", "mwh_allocated": 0.0, "mwh_left": 0.0}], "uncovered_factor": "grid_average"},
 "energy": [{"carrier": "…", "mwh": 0.0, "gj": 0.0, "renewable": false}],
 "intensity": [{"metric": "employees", "unit": "employee", "numerator": "scope_1_and_2",
   "scope2_method": "market_based", "t_co2e_per_unit": 0.0}],
 "outside_scopes": [{"account": "…", "scope2_method": null, "iso_category": null, "t_co2e": 0.0,
   "gases": [{"gas": "CO2_biogenic", "kg": 0.0, "t_co2e": 0.0}]}],
 "avoided": [{"activity": "…", "t_co2e": 0.0}],
 "excluded": [{"activity": "…", "reason": "…", "t_co2e": 0.0}],
 "rungs": [{"rung": "dataset", "t_co2e": 0.0, "share_percent": 0.0}],
 "substitutions": [{"activity": "…", "geography": "TW", "wanted": "2024", "used": "2023", "rung": "earlier_year",
   "factor": "…", "t_co2e": 0.0, "share_percent": 0.0}],
 "not_rebased": [{"activity": "…", "factor": "…", "given_in": "AR5_GWP100", "t_co2e": 0.0}],
 "publication_rounding": [{"activity": "…", "factor": "…", "gwp_set": "AR5_GWP100_CH4_28", "t_co2e": 0.0,
   "t_co2e_of_gases": 0.0, "t_co2e_difference": 0.0}],
 "iso_categories": [{"iso_category": 1, "scope2_method": null, "t_co2e": 0.0}],
 "coverage": {"whole": true, "months": [], "incomplete": 0, "gaps": []},
 "warnings": [{"code": "…", "message": "…"}],
 "datasets": [{"dataset": "…", "version": "…", "licence": "…", "edition": "by_month"}],
 "frozen": false,
 "inputs": [{"file": "…", "sha256": "…", "rows": 1, "repaired": 1}]}
""")


def keys(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return the keys of a JSON value in their order, of lists those of the first item."""
    if isinstance(value, dict):
        return [(key, keys(item)) for key, item in value.items()]
    return keys(value[0]) if isinstance(value, list) and value else None


def test_keys_and_their_order_are_the_contract(result: InventoryResult) -> None:
    """Every object has the keys of DESIGN §5.7 in its order."""
    assert keys(json.loads(formats.text("json", result))) == keys(CONTRACT)


def test_a_line_is_one_line_and_several_are_oldest_first(years: list[InventoryResult]) -> None:
    """Several years are one object per line, whatever order they are given in."""
    lines = formats.text("json", years).split("\n")
    assert [json.loads(line)["inventory_year"] for line in lines] == [2022, 2023, 2024]


def test_inputs_are_last_and_can_be_left_out(result: InventoryResult) -> None:
    """Everything before `inputs` is the same bytes with and without it."""
    with_inputs, without = formats.text("json", result), formats.text("json", result, with_inputs=False)
    assert with_inputs.startswith(without[:-1] + ', "inputs": [')
    assert '"rows": 1200, "repaired": 3}' in with_inputs
    assert with_inputs.endswith('"rows": null}]}')


def test_no_data_is_null_and_a_computed_zero_is_not(result: InventoryResult, empty: InventoryResult) -> None:
    """`null` and `0.0` say different things."""
    zero = replace(empty, totals=(ScopeTotal(1, None, Fraction(0)), *empty.totals[1:]))
    assert '{"scope": 1, "scope2_method": null, "t_co2e": 0.0}, {"scope": 2' in formats.text("json", zero)
    assert '{"scope": 3, "scope2_method": null, "t_co2e": null}]' in formats.text("json", empty)
    assert '"electricity": null' in formats.text("json", empty)
    assert '{"carrier": "wood", "mwh": null, "gj": null, "renewable": true}' in formats.text("json", result)
    assert '{"gas": "CO2e", "kg": null, ' in formats.text("json", result)


@pytest.mark.parametrize(
    ("kg", "written"),
    [
        ("0.0005", "0.000001"),
        ("0.0004999", "0.0"),
        ("-0.0005", "-0.000001"),
        ("-0.0004999", "0.0"),
        ("1/3", "0.000333"),
        ("123456789012345678901234.5", "123456789012345678901.2345"),
        ("1000000", "1000.0"),
        ("100000000000000000000000000000", "100000000000000000000000000.0"),
    ],
)
def test_figures_are_rounded_once_and_plain(empty: InventoryResult, kg: str, written: str) -> None:
    """Half away from zero at six decimals, no exponents, no minus zero."""
    one = replace(empty, totals=(ScopeTotal(1, None, Fraction(kg)), *empty.totals[1:]))
    assert f'"t_co2e": {written}}}, {{"scope": 2' in formats.text("json", one)


@given(st.fractions(), st.sampled_from(["t", "kg"]))
def test_mass_is_written_as_exact_writes_it(kg: Fraction, symbol: str) -> None:
    """The short way to a figure's text gives the same digits as `carbon.model.exact`."""
    unit = unit_of(symbol)
    assert unit.text(kg) == exact.text(unit.of(kg))


def test_kilograms_rename_every_key(result: InventoryResult) -> None:
    """In kilograms no key speaks of tonnes and the figures are a thousand times greater."""
    line = formats.text("json", result, mass_unit="kg")
    assert '"t_co2e' not in line
    assert '"kg_co2e_per_unit"' in line
    assert '{"scope": 1, "scope2_method": null, "kg_co2e": 545123.4567}' in line
    with pytest.raises(ValueError, match="not a unit of mass"):
        formats.text("json", result, mass_unit="g")


def test_text_stays_readable_and_on_its_line(empty: InventoryResult) -> None:
    """Chinese is written as it is; what would break a line or cannot be encoded is escaped."""
    line = formats.text("json", replace(empty, organisation='凱基"證券"\n\u2028\x85\ud800'))
    assert line.startswith('{"organisation": "凱基\\"證券\\"\\n\\u2028\\u0085\\ud800", ')
    assert len(line.splitlines()) == 1
    assert line.encode()


def test_many_cells_are_written_quickly(result: InventoryResult) -> None:
    """50,000 cells take a fraction of a second (a generous bound: machines differ)."""
    cells = tuple(
        Cell("scope1/fugitive", None, f"f{at % 400}", f"2024-{at % 12 + 1:02}", Fraction(at * 7919**3, 3**9 * 365))
        for at in range(50_000)
    )
    big = replace(result, breakdown=cells)
    start = time.perf_counter()
    line = formats.text("json", big)
    assert time.perf_counter() - start < 2
    assert len(json.loads(line)["breakdown"]) == len(cells)
