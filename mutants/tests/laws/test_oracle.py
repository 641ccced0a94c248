"""The engine and an oracle that computes row by row agree to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.accounting.result import InventoryResult
from tests.laws import oracle
from tests.laws.strategies import FACILITIES, GWP_SETS, VARIANTS, YEARS, Row, computed, files, rows, settings, text

SCOPES = (("scope1", 1, None), ("scope3", 3, None))
METHODS = ("location_based", "market_based")


def _gases(result: InventoryResult) -> dict[tuple[str, str, str], tuple[Fraction | None, Fraction]]:
    """Return mass and CO2e [kg] by account, method and gas."""
    return {
        (total.account.id, total.method or "", gas.gas): (gas.kg, gas.kg_co2e)
        for total in (*result.accounts, *result.outside_scopes)
        for gas in total.gases
    }


def _agree(parts: Sequence[Sequence[Row]], gwp_set: str) -> None:
    """Assert that the results of some files are what the oracle says."""
    texts = [text(part) for part in parts]
    expected = oracle.inventories(texts, YEARS, gwp_set, variants=VARIANTS, facilities=FACILITIES)
    for result in computed(texts, settings(gwp_set)):
        year = expected[result.year]
        assert _gases(result) == {
            key: (None if key[2] == "CO2e" else kg, kg_co2e) for key, (kg, kg_co2e) in year.gases.items()
        }
        assert {(t.account.id, t.method or ""): t.kg_co2e for t in result.accounts} == {
            key: kg for key, kg in year.accounts().items() if key[0].startswith("scope")
        }
        for name, scope, _ in SCOPES:
            assert result.total(scope) == year.scope(name)
        assert {t.method: t.kg_co2e for t in result.totals if t.scope == 2} == {
            method: year.scope("scope2", method) for method in METHODS
        }
        cells = {(c.account, c.method or "", c.facility or "", c.month): c.kg_co2e for c in result.breakdown}
        assert cells == year.cells
        assert len(cells) == len(result.breakdown)


@given(st.lists(files(), min_size=1, max_size=3), st.sampled_from(GWP_SETS))
def test_engine_agrees_with_oracle(parts: list[list[Row]], gwp_set: str) -> None:
    """Totals, accounts, gases and breakdown are those of a computation row by row, day by day, in fractions."""
    _agree(parts, gwp_set)


@given(files(rows(corrections=True, activities=("electricity", "diesel/stationary", "refrigerant/R-22"))))
def test_engine_agrees_with_oracle_on_corrections(part: list[Row]) -> None:
    """Rows of zero and negative rows with a note count like all others, in the breakdown too."""
    _agree([part], "AR6_GWP100")


@pytest.mark.parametrize("other", ["-5", "0"])
def test_breakdown_keeps_what_cancels_out(other: str) -> None:
    """Facilities whose emissions of a month cancel out, or are nothing, have their cells: 0.0 is a computed zero."""
    first = "5" if other == "-5" else "0"
    part = [
        Row("electricity", first, "kWh", "2024-03", facility="taipei-hq"),
        Row("electricity", other, "kWh", "2024-03", facility="kaohsiung", note="correction"),
    ]
    _agree([part], "AR6_GWP100")
