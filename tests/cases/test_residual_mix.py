"""An own residual mix works in either form, and an own factor that nothing can reach is named."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.problems import ProblemsError
from carbon.model.terms import Scope2Method

SETTINGS = 'organisation = "Example Ltd"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n[years.2024]\n'
HEADER = "activity,variant,geography,unit,gas,value,value_is,cell\n"
FORMS = ("electricity/residual_mix,,TW", "electricity,residual_mix,TW")


def write(folder: Path, *factors: str, settings: str = "", published: str = "") -> Path:
    """Write a folder with a row of electricity and own factors."""
    (folder / "activity").mkdir(parents=True)
    (folder / "activity" / "2024.csv").write_text(
        "activity,quantity,unit,period\nelectricity,100,MWh,2024-03\n", encoding="utf-8"
    )
    (folder / "carbon.toml").write_text(SETTINGS + settings, encoding="utf-8")
    own = folder / "emission_factors" / "own" / "1"
    own.mkdir(parents=True)
    (own / "source.toml").write_text('licence = "made up"\n', encoding="utf-8")
    (own / "factors.csv").write_text(HEADER + "".join(f"{factor}{published}\n" for factor in factors), encoding="utf-8")
    return folder


def idle(result: InventoryResult) -> list[str]:
    """Return what a result says of own factors out of reach."""
    return [problem.why for problem in result.warnings if problem.code == "unreachable-factor"]


@pytest.mark.parametrize("form", FORMS)
def test_a_residual_mix_is_of_the_market_based_figure_alone(form: str, tmp_path: Path) -> None:
    """As an activity and as a variant: 0.6 for what nothing covers, the grid's 0.474 by location."""
    result = carbon.inventory(write(tmp_path, f"{form},kWh,CO2e,0.6,co2e:unstated,page 1"), year=2024)
    assert result.total(2, Scope2Method.LOCATION) == 100_000 * Fraction("0.474")
    assert result.total(2, Scope2Method.MARKET) == 60_000
    assert result.electricity is not None
    assert result.electricity.uncovered_factor == "residual_mix"
    assert idle(result) == []


def test_both_forms_are_one_factor(tmp_path: Path) -> None:
    """Written twice it stands twice, and is refused."""
    factors = [f"{form},kWh,CO2e,0.6,co2e:unstated,page 1" for form in FORMS]
    with pytest.raises(ProblemsError, match="two rows for CO2e"):
        carbon.inventory(write(tmp_path, *factors), year=2024)


def test_a_residual_mix_is_no_variant_to_be_named(tmp_path: Path) -> None:
    """Named in carbon.toml it would move the location-based figure; the message says what to do."""
    settings = '[factors]\nvariants = { electricity = "residual_mix" }\n'
    folder = write(tmp_path, f"{FORMS[1]},kWh,CO2e,0.6,co2e:unstated,page 1", settings=settings)
    with pytest.raises(ProblemsError, match="it is used where it belongs"):
        carbon.inventory(folder, year=2024)


def test_an_own_factor_of_elsewhere_is_named(tmp_path: Path) -> None:
    """A residual mix of Japan in a Taiwanese folder covers nothing, and says so."""
    result = carbon.inventory(
        write(tmp_path, "electricity,residual_mix,JP,kWh,CO2e,0.6,co2e:unstated,page 1"), year=2024
    )
    (why,) = idle(result)
    assert "own@1:electricity/residual_mix:JP:kWh: can be used by no row: it is for JP" in why


def test_what_a_row_names_and_what_a_variant_picks_are_reached(tmp_path: Path) -> None:
    """An explicit factor is used whatever it is of; a variant is reached where carbon.toml names it."""
    folder = write(
        tmp_path,
        "electricity,night,TW,kWh,CO2e,0.3,co2e:unstated,page 1",
        settings='[factors]\nvariants = { electricity = "night" }\n',
    )
    assert idle(carbon.inventory(folder, year=2024)) == []
    (folder / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "activity" / "2024.csv").write_text(
        "activity,quantity,unit,period,factor\nelectricity,1,MWh,2024-03,own@1:electricity/night:TW:kWh:\n",
        encoding="utf-8",
    )
    assert idle(carbon.inventory(folder, year=2024)) == []
