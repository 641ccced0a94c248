"""Gross and net: the energy of a fuel meets a factor of its own basis, or is brought to it over two heating values."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.accounting import folder, inventory, lineage
from carbon.accounting.lock import lock_text
from carbon.accounting.result import InventoryResult
from carbon.history.freeze import freeze
from carbon.history.verifying import verify
from carbon.model.problems import Problem, ProblemsError

GAS = "natural_gas/stationary"
IPCC = 'datasets = ["ipcc-2006"]\nvariants = { "natural_gas/stationary" = "commercial" }\n'
SOURCE = 'publisher = "Gas Ltd"\ntitle = "Gas analysis"\nlicence = "own"\n'
BOTH = """fuel,geography,unit,value,energy_unit,calorific_basis,cell
natural_gas,US,m3,38,MJ,gross,analysis of March
natural_gas,US,m3,34.2,MJ,net,analysis of March
"""


def write(path: Path, unit: str, *, quantity: str = "1000", settings: str = "", geography: str = "US") -> Path:
    """Write an inventory folder of 2025 with one row of gas."""
    (path / "activity").mkdir(parents=True)
    (path / "activity" / "gas.csv").write_text(
        f"activity,quantity,unit,period\n{GAS},{quantity},{unit},2025-03\n", encoding="utf-8"
    )
    (path / "carbon.toml").write_text(
        f'organisation = "Example Ltd"\ngeography = "{geography}"\ngwp_set = "AR5_GWP100_CH4_28"\n'
        f"[years.2025]\n[factors]\n{settings}",
        encoding="utf-8",
    )
    return path


def own(path: Path, table: str, text: str, source: str = SOURCE) -> Path:
    """Add an own dataset to a folder."""
    place = path / "emission_factors" / "own" / "1"
    place.mkdir(parents=True, exist_ok=True)
    (place / "source.toml").write_text(source, encoding="utf-8")
    (place / table).write_text(text, encoding="utf-8")
    return path


def computed(path: Path) -> InventoryResult:
    """Compute the inventory."""
    return carbon.inventory(path, year=2025)


def refused(path: Path) -> Problem:
    """Return the one problem that a folder is refused with."""
    with pytest.raises(ProblemsError) as refusal:
        computed(path)
    (problem,) = refusal.value.problems
    return problem


@pytest.mark.parametrize("unit", ["therm_us", "therms", "MMBtu", "kBtu", "GJ_gross"])
def test_energy_by_the_gross_value_never_meets_a_factor_by_the_net_one(unit: str, tmp_path: Path) -> None:
    """A thousand therms were 5.936 t by the IPCC's factor per net terajoule, against 5.310 t by the EPA's."""
    problem = refused(write(tmp_path, unit, settings=IPCC))
    assert problem.code == "calorific-basis"
    assert "by the gross calorific value, the factor by the net one: ipcc-2006@2006" in problem.why


def test_two_heating_values_bring_gross_to_net_in_listed_steps(tmp_path: Path) -> None:
    """1,000 therms over 38 MJ gross and 34.2 MJ net: nine tenths of the energy, each step with its source."""
    path = own(write(tmp_path, "therm_us", settings=IPCC), "heating_values.csv", BOTH)
    net_tj = Fraction("105505585.262") * 1000 * Fraction("34.2") / 38 / 10**12
    by_hand = net_tj * (56100 + 5 * 28 + Fraction("0.1") * 265)
    assert computed(path).total(1) == by_hand
    books = inventory.open_books(folder.read_folder([path]), [2025])
    ((figure,),) = lineage.explain(books, books.years[:1], "scope1").years.values()
    (term,) = figure.terms
    steps = [step for step in term.coefficient.steps if step.heating_value]
    assert [step.what for step in steps] == ["gross heating value 38 MJ/m3", "net heating value 34.2 MJ/m3"]
    assert all(step.source.endswith("(analysis of March)") for step in steps)


def test_two_heating_values_bring_net_to_gross(tmp_path: Path) -> None:
    """The other way: net energy is more gas, and more gross energy."""
    path = own(write(tmp_path, "GJ_net", quantity="34.2"), "heating_values.csv", BOTH)
    gross = own(write(tmp_path / "b", "GJ_gross", quantity="38"), "heating_values.csv", BOTH)
    assert computed(path).total(1) == computed(gross).total(1)


def test_energy_without_a_basis_needs_one_for_a_heating_value_too(tmp_path: Path) -> None:
    """An own factor per cubic metre: a gigajoule is so much gas by its gross value, and more by its net one."""
    factor = f"activity,geography,unit,gas,value,value_is,cell\n{GAS},US,m3,CO2,2,mass,analysis\n"
    heated = own(write(tmp_path / "a", "GJ"), "heating_values.csv", BOTH)
    problem = refused(own(heated, "factors.csv", factor))
    assert problem.code == "calorific-basis"
    assert 'Write "GJ_net" or "GJ_gross"' in problem.why
    heated = own(write(tmp_path / "b", "GJ_net", quantity="342"), "heating_values.csv", BOTH)
    assert computed(own(heated, "factors.csv", factor)).total(1) == 20_000


FACTOR = f"activity,geography,unit,gas,value,value_is,calorific_basis,cell\n{GAS},US,GJ,CO2,50,mass,gross,p. 1\n"


def test_a_dataset_may_say_that_bills_share_its_basis(tmp_path: Path) -> None:
    """`bills` in source.toml: the supplier whose factor it is wrote the bill."""
    assert refused(own(write(tmp_path / "a", "GJ"), "factors.csv", FACTOR)).code == "calorific-basis"
    path = own(write(tmp_path / "b", "GJ"), "factors.csv", FACTOR, SOURCE + 'bills = "gross"\n')
    assert computed(path).total(1) == 50_000
    problem = refused(own(write(tmp_path / "c", "GJ_net"), "factors.csv", FACTOR, SOURCE + 'bills = "gross"\n'))
    assert problem.code == "calorific-basis"


def test_a_dataset_says_net_or_gross_of_its_bills(tmp_path: Path) -> None:
    """Anything else is refused where it stands."""
    problem = refused(own(write(tmp_path, "GJ"), "factors.csv", FACTOR, SOURCE + 'bills = "higher"\n'))
    assert problem.code == "bad-dataset"
    assert '"higher" is not one of "net", "gross".' in problem.why


def test_a_factor_that_says_no_basis_does_not_meet_energy_that_does(tmp_path: Path) -> None:
    """The factor per gigajoule of an analysis that does not say by which value."""
    factor = FACTOR.replace(",gross,", ",,")
    problem = refused(own(write(tmp_path / "a", "therms"), "factors.csv", factor))
    assert problem.code == "calorific-basis"
    assert "the factor does not say by which" in problem.why
    assert computed(own(write(tmp_path / "b", "GJ"), "factors.csv", factor)).total(1) == 50_000


def test_steam_has_no_calorific_basis(tmp_path: Path) -> None:
    """Heat that is bought is energy as such: a million Btu of it meets any factor per energy."""
    found = {}
    for unit in ("GJ", "MMBtu"):
        path = write(tmp_path / unit, unit, quantity="1")
        gas = path / "activity" / "gas.csv"
        gas.write_text(gas.read_text(encoding="utf-8").replace(GAS, "steam"), encoding="utf-8")
        found[unit] = computed(path).accounts[0].kg_co2e
    assert found["MMBtu"] == found["GJ"] * Fraction("1.05505585262")


def passed_over(path: Path) -> list[str]:
    """Return what is said of own heating values that no row uses."""
    return [one.why for one in computed(path).warnings if one.code == "unreachable-heating-value"]


def test_an_own_heating_value_of_the_other_basis_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    """A supplier's gross value beside a factor per net terajoule: the library's net value is taken, and it is said."""
    gross, net = BOTH.splitlines()[1:]
    settings = IPCC + 'heating_values = ["tw-moenv-604"]\n'
    table = BOTH.replace(f"{net}\n", "").replace("US,", "TW,")
    path = own(write(tmp_path / "a", "m3", settings=settings, geography="TW"), "heating_values.csv", table)
    (why,) = passed_over(path)
    assert "own@1:natural_gas:TW:m3: can be used by no row: it is by the gross calorific value, and the net one" in why
    assert "tw-moenv-604@6.0.4:natural_gas:TW:m3:2015-01-01" in why
    table = BOTH.replace(f"{gross}\n", "").replace("US,", "TW,")
    path = own(write(tmp_path / "b", "m3", settings=settings, geography="TW"), "heating_values.csv", table)
    assert passed_over(path) == []


def test_of_an_analysis_with_both_bases_one_is_enough(tmp_path: Path) -> None:
    """Net and gross of one analysis: the one that the factor needs is used, and nothing is said of the other."""
    path = own(write(tmp_path, "m3", settings=IPCC), "heating_values.csv", BOTH)
    assert passed_over(path) == []


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("natural_gas,JP,m3,38,MJ,gross,p. 1", "it is for JP"),
        ("diesel,US,L,38,MJ,gross,p. 1", "no row of a declared year is of diesel"),
        ("natural_gas,US,m3,38,MJ,gross,p. 1", "rows of natural_gas in GJ_gross need none"),
    ],
)
def test_an_own_heating_value_that_no_row_uses_says_why(row: str, why: str, tmp_path: Path) -> None:
    """Of another place, of another fuel, or of a fuel that was given as energy."""
    table = f"{BOTH.splitlines()[0]}\n{row}\n"
    (text,) = passed_over(own(write(tmp_path, "GJ_gross"), "heating_values.csv", table))
    assert why in text


def test_a_year_over_both_heating_values_can_be_frozen(tmp_path: Path) -> None:
    """The net and the gross value of one gas have one id; the lock held one of the two, and refused the year."""
    path = own(write(tmp_path, "therm_us", settings=IPCC), "heating_values.csv", BOTH)
    before = computed(path).total(1)
    lock, _ = freeze(path, [2025])
    (path / "carbon.lock").write_text(lock_text(lock), encoding="utf-8")
    assert [one.calorific_basis for one in lock.years[2025].heating_values] == ["gross", "net"]
    assert computed(path).total(1) == before
    (verified,) = verify(path)
    assert verified.agrees


@pytest.mark.parametrize(
    ("old", "new", "ratio"), [("38", "40", Fraction(38, 40)), ("34.2", "36", Fraction(36, 1) / Fraction("34.2"))]
)
def test_a_heating_value_that_is_another_now_has_its_tonnes(
    old: str, new: str, ratio: Fraction, tmp_path: Path
) -> None:
    """Gross energy over a larger gross value is less gas, over a larger net value more net energy."""
    path = own(write(tmp_path, "therm_us", settings=IPCC), "heating_values.csv", BOTH)
    before = computed(path).total(1)
    assert before is not None
    lock, _ = freeze(path, [2025])
    (path / "carbon.lock").write_text(lock_text(lock), encoding="utf-8")
    own(path, "heating_values.csv", BOTH.replace(f"m3,{old},", f"m3,{new},"))
    (verified,) = verify(path)
    (move,) = verified.altered
    assert (move.was, move.now) == (f"{old} MJ/m3", f"{new} MJ/m3")
    assert move.kg_location == before * ratio - before
