"""Own electric and plug-in vehicles by distance: what they burn is scope 1, what they are charged with scope 2.

The figures are those that the United Kingdom prints for 2024, by the kilometre: an average plug-in hybrid burns 0.0936
kg CO2e, is charged with 0.01371 and has 0.00121 + 0.02934 upstream; a battery electric car burns nothing and is charged
with 0.04358.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from carbon.accounting.result import InventoryResult
from carbon.model.problems import ProblemsError
from carbon.model.terms import VEHICLE_ELECTRICITY_ACCOUNT, Scope2Method
from tests.data import folders

PLUG_IN, ELECTRIC = "car/average/plug_in_hybrid/mobile", "car/average/battery_electric/mobile"
TD_AND_WTT = Fraction("0.00121") + Fraction("0.02934")
BY_GAS = Fraction("0.09314") + Fraction("0.00026") + Fraction("0.0002")
CHARGED = Fraction("0.01348") + Fraction("0.0001") + Fraction("0.00013")


def scopes(result: InventoryResult) -> tuple[Fraction | None, ...]:
    """Return scope 1 and both scopes 2 [kg CO2e]."""
    return result.total(1), *(result.total(2, method) for method in Scope2Method)


def made(folder: Path, *lines: folders.Line, settings: str = "") -> InventoryResult:
    """Compute 2024 in the United Kingdom with more settings at the end of carbon.toml."""
    path = folders.write(folder, "GB", 2024, lines)
    with (path / "carbon.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return folders.computed(path, 2024)


def test_a_plug_in_hybrid_posts_to_both_scopes(tmp_path: Path) -> None:
    """93.6 kg burnt and 13.71 kg charged in a thousand kilometres, under either method of scope 2."""
    result = made(tmp_path / "a", (PLUG_IN, "1000", "km"))
    assert scopes(result) == (1000 * BY_GAS, 1000 * CHARGED, 1000 * CHARGED)
    assert (Fraction("0.0936"), Fraction("0.01371")) == (BY_GAS, CHARGED)
    assert [total.account.id for total in result.accounts if total.account.scope == 2] == [
        VEHICLE_ELECTRICITY_ACCOUNT
    ] * 2


def test_an_electric_car_burns_nothing_and_says_so(tmp_path: Path) -> None:
    """Scope 1 is a printed zero, not a blank; scope 2 is 43.58 kg in a thousand kilometres."""
    assert scopes(made(tmp_path / "a", (ELECTRIC, "1000", "km"))) == (Fraction(0), Fraction("43.58"), Fraction("43.58"))


def test_upstream_of_a_vehicle_is_losses_and_fuels(tmp_path: Path) -> None:
    """`[upstream]` takes the kind, and posts what is lost on the grid and what the fuels emitted before."""
    result = made(tmp_path / "a", (PLUG_IN, "1000", "km"), settings='[upstream]\ncar = "compute"\n')
    assert result.total(3) == 1000 * TD_AND_WTT


def test_what_a_vehicle_avoids_or_leaves_out_is_whole(tmp_path: Path) -> None:
    """A vehicle that is avoided or excluded takes its electricity with it."""
    (avoided,) = made(tmp_path / "a", (f"avoided/{PLUG_IN}", "1000", "km")).avoided
    assert avoided.kg_co2e == 1000 * (BY_GAS + CHARGED)
    left_out = f'[[exclude]]\nactivity = "{PLUG_IN}"\nreason = "hired out"\n'
    result = made(tmp_path / "b", (PLUG_IN, "1000", "km"), settings=left_out)
    (excluded,) = result.excluded
    assert excluded.kg_co2e == 1000 * (BY_GAS + CHARGED)
    assert result.total(2, Scope2Method.LOCATION) is None


@pytest.mark.parametrize(
    "key", [f'account = "{VEHICLE_ELECTRICITY_ACCOUNT}"', 'activity = "vehicle_electricity/car/average/plug_in_hybrid"']
)
def test_electricity_alone_can_be_left_out(tmp_path: Path, key: str) -> None:
    """What is charged at the organisation's own meters is in its bills: it is left out with the reason, and listed."""
    settings = f'[[exclude]]\n{key}\nreason = "charged at our own meters"\n'
    result = made(tmp_path / "a", (PLUG_IN, "1000", "km"), ("electricity", "10", "kWh"), settings=settings)
    (excluded,) = result.excluded
    assert (excluded.activity, excluded.kg_co2e) == ("vehicle_electricity/car/average/plug_in_hybrid", 1000 * CHARGED)
    assert result.total(1) == 1000 * BY_GAS
    assert "vehicle-electricity" not in {problem.code for problem in result.warnings}


def test_bills_beside_distances_are_a_warning(tmp_path: Path) -> None:
    """With both there may be one kilowatt-hour in two rows; who knows better says so."""
    result = made(tmp_path / "a", (PLUG_IN, "1000", "km"), ("electricity", "10", "kWh"))
    (why,) = [problem.why for problem in result.warnings if problem.code == "vehicle-electricity"]
    assert why.startswith("0.014 t CO2e of scope 2 is electricity of vehicles by distance.")


def test_a_vehicle_without_a_factor_for_its_electricity_is_refused(tmp_path: Path) -> None:
    """An own factor for what it burns is half of it; the message has the remedy, and the remedy works."""
    path = folders.write(tmp_path / "a", "TW", 2024, [(PLUG_IN, "1000", "km")])
    own = path / "emission_factors" / "own" / "2024"
    own.mkdir(parents=True)
    (own / "source.toml").write_text('publisher = "us"\n', encoding="utf-8")
    (own / "factors.csv").write_text(
        f"activity,geography,unit,gas,value,value_is,cell\n{PLUG_IN},TW,km,CO2,0.09,mass,tested\n", encoding="utf-8"
    )
    with pytest.raises(ProblemsError, match="is charged with electricity, which is scope 2") as refused:
        folders.computed(path, 2024)
    remedy = '[[exclude]] activity = "vehicle_electricity/car/average/plug_in_hybrid"'
    assert remedy in refused.value.problems[0].why
    with (path / "carbon.toml").open("a", encoding="utf-8") as file:
        file.write('[[exclude]]\nactivity = "vehicle_electricity/car/average/plug_in_hybrid"\nreason = "no factor"\n')
    assert folders.computed(path, 2024).total(1) == 90


def test_rows_of_the_upstream_are_not_computed_again(tmp_path: Path) -> None:
    """A row may state the upstream by itself; by `compute` it would be counted twice, by `reported` it counts."""
    lines = (("petrol/mobile", "100", "L"), ("upstream/petrol", "100", "L"))
    with pytest.raises(ProblemsError, match="would be counted twice"):
        made(tmp_path / "a", *lines, settings='[upstream]\npetrol = "compute"\n')
    result = made(tmp_path / "b", *lines, settings='[upstream]\npetrol = "reported"\n')
    computed = made(tmp_path / "c", lines[0], settings='[upstream]\npetrol = "compute"\n')
    assert result.total(3) == computed.total(3)
