"""Miles, therms, short tons and kilowatt-hours by both calorific values, in Britain and the United States, 2025.

Every expected figure is worked out by hand: the quantity, what its unit is in the publication's, and the gases printed
per unit of the publication, methane under 28 and nitrous oxide under 265 where they are printed as masses.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import carbon
from carbon.factors.search import Question
from carbon.factors.search import explain as explain_factor
from carbon.model.problems import Problem, ProblemsError

GB_GROSS = "uk-desnz@2025.2:natural_gas/stationary:GB:kWh_gross:2025-01-01"
GB_NET = "uk-desnz@2025.2:natural_gas/stationary:GB:kWh_net:2025-01-01"

# Sizes of units, by their definitions.
MILE = Fraction("1.609344")  # [km]
SHORT_TON, LONG_TON = Fraction("0.90718474"), Fraction("1.0160469088")  # [t]
KWH = Fraction(3_600_000)  # [J]
MMBTU = Fraction("1055055852.62")  # [J]
THERM_59F, THERM_EC = Fraction(105_480_400), Fraction("105505585.262")  # [J]


def co2e(co2: str, ch4: str, n2o: str) -> Fraction:
    """Add up three gases given as masses [kg CO2e]."""
    return Fraction(co2) + 28 * Fraction(ch4) + 265 * Fraction(n2o)


def printed(*gases: str) -> Fraction:
    """Add up gases that are printed as CO2e [kg CO2e]."""
    return sum(map(Fraction, gases), Fraction(0))


# Per unit of the publication: the UK Government's factors of 2025, and the EPA's of 2025.
GB_CAR = printed("0.16204", "0.00036", "0.00032")  # km
GB_GAS_GROSS = printed("0.18259", "0.00028", "0.00009")  # kWh
GB_GAS_NET = printed("0.20229", "0.00031", "0.0001")  # kWh
GB_GAS_VOLUME = printed("2.0627", "0.00307", "0.00095")  # m3
GB_GLASS, GB_REFUSE = Fraction("4.68568"), Fraction("520.5327")  # t
US_CAR = co2e("0.297", "0.0000059", "0.0000053")  # mile
US_GAS = co2e("53.06", "0.001", "0.0001")  # MMBtu, gross
US_REFUSE = Fraction(580)  # short ton

# geography; activity, quantity, unit, factor named in the row; kg CO2e.
ROWS: list[tuple[str, str, str, str, str, Fraction]] = [
    ("GB", "travel/car/average/petrol", "1000", "miles", "", 1000 * MILE * GB_CAR),
    ("GB", "travel/car/average/petrol", "1000", "km", "", 1000 * GB_CAR),
    ("GB", "natural_gas/stationary", "10000", "kWh (Gross CV)", "", 10_000 * GB_GAS_GROSS),
    ("GB", "natural_gas/stationary", "10000", "kWh (Net CV)", "", 10_000 * GB_GAS_NET),
    ("GB", "natural_gas/stationary", "7.5", "MWh (Gross CV)", "", 7500 * GB_GAS_GROSS),
    ("GB", "natural_gas/stationary", "500", "m3", "", 500 * GB_GAS_VOLUME),
    ("GB", "natural_gas/stationary", "300", "therm (EC)", GB_GROSS, 300 * THERM_EC / KWH * GB_GAS_GROSS),
    ("GB", "natural_gas/stationary", "300", "therm (59 °F)", "", 300 * THERM_59F / KWH * GB_GAS_GROSS),
    ("GB", "natural_gas/stationary", "400", "kWh", GB_NET, 400 * GB_GAS_NET),
    ("GB", "waste/recycling/closed_loop/glass", "2", "tonnes", "", 2 * GB_GLASS),
    ("GB", "waste/landfill/commercial_and_industrial", "3", "short tons", "", 3 * SHORT_TON * GB_REFUSE),
    ("GB", "waste/landfill/commercial_and_industrial", "3", "long tons", "", 3 * LONG_TON * GB_REFUSE),
    ("US", "travel/car", "2000", "miles", "", 2000 * US_CAR),
    ("US", "commuting/car", "2000", "miles", "", 2000 * US_CAR),
    ("US", "travel/car", "2000", "km", "", 2000 / MILE * US_CAR),
    ("US", "natural_gas/stationary", "1000", "therm (US)", "", 100 * US_GAS),
    ("US", "natural_gas/stationary", "1000", "therms", "", 100 * US_GAS),
    ("US", "natural_gas/stationary", "50", "Dth", "", 50 * US_GAS),
    ("US", "natural_gas/stationary", "1000", "therm (59 °F)", "", 1000 * THERM_59F / MMBTU * US_GAS),
    ("US", "natural_gas/stationary", "1000", "therm (EC)", "", 100 * US_GAS),
    ("US", "natural_gas/stationary", "10000", "kWh (Gross CV)", "", 10_000 * KWH / MMBTU * US_GAS),
    ("US", "waste/landfill/mixed_msw", "4", "short tons", "", 4 * US_REFUSE),
    ("US", "waste/landfill/mixed_msw", "4", "tonnes", "", 4 / SHORT_TON * US_REFUSE),
]

# What the unit of a row is said to be, in a step of its own; empty where it is the publication's.
STEPS = {
    ("GB", "miles"): "1 mile = 1.609344 km",
    ("GB", "MWh (Gross CV)"): "1 MWh_gross = 1000 kWh_gross",
    ("GB", "short tons"): "1 short_ton = 0.90718474 t",
    ("GB", "long tons"): "1 long_ton = 1.0160469088 t",
}


def write(folder: Path, geography: str, rows: list[tuple[str, str, str, str]]) -> Path:
    """Write an inventory folder of 2025: rows of activity, quantity, unit and factor, all of March."""
    (folder / "activity").mkdir(parents=True)
    (folder / "carbon.toml").write_text(
        f'organisation = "Example Ltd"\ngeography = "{geography}"\ngwp_set = "AR5_GWP100_CH4_28"\n[years.2025]\n',
        encoding="utf-8",
    )
    with (folder / "activity" / "2025.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["activity", "quantity", "unit", "factor", "period"])
        writer.writerows([*row, "2025-03"] for row in rows)
    return folder


def refused(folder: Path) -> Problem:
    """Return the one problem that a folder is refused with."""
    with pytest.raises(ProblemsError) as refusal:
        carbon.inventory(folder, year=2025)
    (problem,) = refusal.value.problems
    return problem


def explained(folder: Path) -> dict[int, dict[str, Any]]:
    """Explain every figure, and return the term of each row of the file."""
    terms: dict[int, dict[str, Any]] = {}
    for group in ("scope1", "scope3"):
        command = [sys.executable, "-m", "carbon", "explain", group, str(folder), "--format", "json"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        for figure in json.loads(done.stdout, parse_float=Fraction):
            terms |= {one["first_row"]: term for term in figure["terms"] for one in term["files"]}
    return terms


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}-{row[3]}-{row[4][-22:-11]}")
def test_each_row_computes_to_the_figure_by_hand(row: tuple[str, str, str, str, str, Fraction], tmp_path: Path) -> None:
    """Exactly: a unit is a fraction of another, and nothing is rounded on the way."""
    geography, activity, quantity, unit, factor, expected = row
    result = carbon.inventory(write(tmp_path / "a", geography, [(activity, quantity, unit, factor)]), year=2025)
    assert [total.kg_co2e for total in result.activities] == [expected]


@pytest.mark.parametrize("geography", ["GB", "US"])
def test_each_row_is_explained(geography: str, tmp_path: Path) -> None:
    """The factor, its cell and the unit's size, row by row; what the rows come to is what the gases add up to."""
    rows = [row for row in ROWS if row[0] == geography]
    terms = explained(write(tmp_path / "a", geography, [row[1:5] for row in rows]))
    assert set(terms) == set(range(2, 2 + len(rows)))
    for number, (_, _, _, unit, factor, expected) in enumerate(rows, start=2):
        term = terms[number]
        assert term["factor"] == (factor or term["factor"])
        assert all(gas["cell"] for gas in term["gases"])
        assert abs(Fraction(term["t_co2e"]) * 1000 - expected) <= Fraction(1, 1000)
        steps = [step["what"] for step in term["steps"]]
        if (geography, unit) in STEPS:
            assert STEPS[geography, unit] in steps


def test_a_therm_is_by_the_gross_calorific_value(tmp_path: Path) -> None:
    """The unit of the gas trade: it takes the gross one of two factors by itself, and never the net one."""
    row = ("natural_gas/stationary", "300", "therm (EC)")
    result = carbon.inventory(write(tmp_path / "a", "GB", [(*row, "")]), year=2025)
    assert [total.kg_co2e for total in result.activities] == [300 * THERM_EC / KWH * GB_GAS_GROSS]
    problem = refused(write(tmp_path / "b", "GB", [(*row, GB_NET)]))
    assert problem.code == "calorific-basis"
    assert "therm_ec is reckoned by the gross calorific value, the factor by the net one" in problem.why


def test_kilowatt_hours_by_the_net_calorific_value_are_refused_in_the_united_states(tmp_path: Path) -> None:
    """The factors there are by the gross one, and between the two there is physics, not a size."""
    problem = refused(write(tmp_path / "a", "US", [("natural_gas/stationary", "10000", "kWh (Net CV)", "")]))
    assert problem.code == "calorific-basis"
    assert "kWh_net is reckoned by the net calorific value, the factor by the gross one" in problem.why


@pytest.mark.parametrize("unit", ["kWh", "GJ", "MJ", "kcal"])
def test_energy_of_a_fuel_says_by_which_calorific_value(unit: str, tmp_path: Path) -> None:
    """A gigajoule of gas is nothing until it does; the remedy has a unit that exists."""
    problem = refused(write(tmp_path / "a", "US", [("natural_gas/stationary", "10", unit, "")]))
    assert problem.code == "calorific-basis"
    assert f'Write "{unit}_net" or "{unit}_gross"' in problem.why
    carbon.inventory(write(tmp_path / "b", "US", [("natural_gas/stationary", "10", f"{unit}_gross", "")]), year=2025)


@pytest.mark.parametrize("unit", ["therm", "therms"])
def test_a_bare_therm_is_refused_outside_the_united_states(unit: str, tmp_path: Path) -> None:
    """The two sizes differ by 0.024 %."""
    problem = refused(write(tmp_path / "a", "GB", [("natural_gas/stationary", "300", unit, "")]))
    assert problem.code == "refused-unit"
    assert all(f'"{symbol}"' in problem.why for symbol in ("therm_us", "therm_ec", "therm_59F"))


OFFICES = """\
organisation = "A"
geography = "TW"
gwp_set = "AR5_GWP100_CH4_28"
years.2025 = { start = 2025-01-01, end = 2025-12-31 }
facilities.fresno.geography = "US/CAMX"
facilities.leeds.geography = "GB"
factors.wider_geography = 1
"""


def offices(path: Path, *rows: str) -> Path:
    """Write an inventory of offices in two countries; a row is a quantity, a unit and a facility."""
    (path / "activity").mkdir(parents=True)
    (path / "carbon.toml").write_text(OFFICES, encoding="utf-8")
    lines = ["activity,quantity,unit,period,facility", *(f"natural_gas/stationary,{row}" for row in rows)]
    (path / "activity" / "gas.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def test_a_therm_is_that_of_the_facilitys_country(tmp_path: Path) -> None:
    """A Californian office of an organisation elsewhere has bills in therms; written in full they come to the same."""
    bare, full = (offices(tmp_path / unit, f"1000,{unit},2025-03,fresno") for unit in ("therm", "therm_us"))
    (total,), (same,) = (carbon.inventory(path, year=2025).activities for path in (bare, full))
    assert total.kg_co2e == same.kg_co2e > 0


def test_the_ladder_reads_a_therm_of_a_facility(tmp_path: Path) -> None:
    """`factors explain --facility` takes the unit as the inventory does."""
    folder = offices(tmp_path / "a", "1000,therm,2025-03,fresno")
    walked = explain_factor(Question("natural_gas/stationary", year=2025, unit="therm", facility="fresno"), folder)
    assert walked.wanted.geography == "US/CAMX"


def test_a_therm_written_alike_in_two_countries_is_refused(tmp_path: Path) -> None:
    """One of the rows has one meaning, the other two; the message says what to write."""
    problem = refused(offices(tmp_path / "a", "1000,therm,2025-03,fresno", "1000,therm,2025-03,leeds"))
    assert problem.code == "refused-unit"
    assert 'in US it is "therm_us" (therm (US)), but rows with it are in "GB" too' in problem.why


def test_figures_per_mile_are_those_printed(tmp_path: Path) -> None:
    """The publication restates a kilometre per mile: the average petrol car is 0.26187 kg, of gases rounded apart."""
    result = carbon.inventory(write(tmp_path / "a", "GB", [("travel/car/average/petrol", "1", "mile", "")]), year=2025)
    (total,) = result.activities
    assert abs(total.kg_co2e - Fraction("0.26187")) < Fraction(1, 200_000)
