"""Scope 2 on a small folder that one can check by hand: two sites, three instruments, upstream computed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method

SETTINGS = """
organisation = "Two sites"
geography = "TW"
gwp_set = "AR6_GWP100"
[years.2024]
start = 2024-01-01
end = 2024-12-31
[upstream]
electricity = "compute"
[facilities.north]
name = { en = "North", zh = "北" }
[facilities.south]
name = { en = "South", zh = "南" }
"""
ACTIVITY = """facility,activity,quantity,unit,period,note
north,electricity,100,MWh,2024-01,
south,electricity,300,MWh,2024-01,
南,electricity,50,MWh,2024-02,
north,electricity,20,MWh,2024-03,
south,electricity,-20,MWh,2024-03,credit for March
"""
INSTRUMENTS = """id,kind,market,facility,start,end,quantity,unit,factor,technology
rate,supplier_rate,TW,,2024-02-01,2024-02-29,10,MWh,0.2,mix
ppa,contract,TW,北,2024-01-01,2024-01-31,160,MWh,0,solar
trec,certificate,TW,,2024-01-01,2024-01-31,80,MWh,0,wind
"""
FACTORS = """activity,geography,valid_from,valid_to,unit,gas,value,value_is,cell
electricity,TW,,,kWh,CO2e,0.5,co2e:AR6_GWP100,made up for the test
upstream/electricity,TW,,,kWh,CO2e,0.1,co2e:AR6_GWP100,made up for the test
"""


@pytest.fixture(name="result")
def two_sites(tmp_path: Path) -> InventoryResult:
    """Compute the inventory of the two sites."""
    (tmp_path / "activity").mkdir()
    own = tmp_path / "emission_factors" / "own" / "1"
    own.mkdir(parents=True)
    (own / "source.toml").write_text('licence = "made up"\n')
    (own / "factors.csv").write_text(FACTORS)
    (tmp_path / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "activity" / "bills.csv").write_text(ACTIVITY, encoding="utf-8")
    (tmp_path / "instruments.csv").write_text(INSTRUMENTS, encoding="utf-8")
    return carbon.inventory(tmp_path, year=2024)


def cells(result: InventoryResult, account: str, method: Scope2Method | None) -> dict[tuple[str | None, str], Fraction]:
    """Return an account's breakdown [kg]."""
    found = [cell for cell in result.breakdown if (cell.account, cell.method) == (account, method)]
    return {(cell.facility, cell.month): cell.kg_co2e for cell in found}


def test_location_based(result: InventoryResult) -> None:
    """450 MWh at 0.5; a credit at one site is seen there though it cancels in the month."""
    assert result.total(2, Scope2Method.LOCATION) == 225_000
    found = cells(result, "scope2/electricity", Scope2Method.LOCATION)
    assert found["north", "2024-03"] == 10_000
    assert found["south", "2024-03"] == -10_000


def test_market_based(result: InventoryResult) -> None:
    """The certificate is shared 20:60; the contract covers the north's other 80, then the south; the rate emits."""
    found = cells(result, "scope2/electricity", Scope2Method.MARKET)
    assert found["north", "2024-01"] == 0
    assert found["south", "2024-01"] == (300 - 60 - 80) * 500
    assert found["south", "2024-02"] == 40 * 500 + 10 * 200
    assert result.total(2, Scope2Method.MARKET) == sum(found.values()) == 160 * 500 + 22_000


def test_renewable_share_from_the_same_allocation(result: InventoryResult) -> None:
    """Both renewable instruments are used up; the supplier's mix is not renewable."""
    assert result.electricity is not None
    assert result.electricity.mwh == 450
    assert result.electricity.renewable_mwh == 240
    assert {use.id: use.mwh_left for use in result.electricity.instruments} == {"trec": 0, "ppa": 0, "rate": 0}
    assert result.electricity.uncovered_factor == "grid_average"


def test_upstream_on_what_nothing_zero_rated_covers(result: InventoryResult) -> None:
    """The supplier's rate is not zero, so its electricity has upstream emissions; by site they add up."""
    account = "scope3/03_fuel_and_energy_related_activities"
    found = cells(result, account, None)
    assert found["south", "2024-01"] == 160 * 100
    assert found["south", "2024-02"] == 50 * 100
    assert sum(found.values()) == result.total(3) == (450 - 240) * 100


def test_breakdown_adds_to_the_accounts(result: InventoryResult) -> None:
    """Facilities and months add to their account under each method."""
    for account in result.accounts:
        assert sum(cells(result, account.account.id, account.method).values()) == account.kg_co2e
