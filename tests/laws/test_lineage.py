"""What an explanation lists: the rows below a quantity are those that it is the sum of, and no others."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon.accounting import folder as folders
from carbon.accounting import lineage
from carbon.accounting.inventory import open_books
from carbon.accounting.lineage import MOST_ROWS
from tests.examples import examples
from tests.laws.strategies import folder

HEADER = "activity,quantity,unit,period"
SETTINGS = """\
organisation = "Example"
geography = "TW"
gwp_set = "AR6_GWP100"
years.2023 = { start = 2023-01-01, end = 2023-12-31 }
years.2024 = { start = 2024-01-01, end = 2024-12-31 }
facilities.man.geography = "GB"
facilities.tpe.name = "Taipei"
"""


def terms(path: Path) -> list[lineage.Term]:
    """Explain the electricity of every year."""
    books = open_books(folders.read_folder([path], {}, ()))
    years = [book for book in books.years if book.postings]
    explained = lineage.explain(books, years, "scope2/electricity")
    return [term for figures in explained.years.values() for figure in figures for term in figure.terms]


def listed(path: Path) -> list[tuple[str, Fraction, list[str]]]:
    """Return geography and quantity of each term, and the quantities of the rows below it."""
    return [
        (term.geography, term.quantity, [row["quantity"] for file in term.files for row in file.first])
        for term in terms(path)
    ]


Row = tuple[int, str, str]
"""Quantity, period and facility."""
ROW = st.tuples(
    st.integers(1, 10**6),
    st.sampled_from(["2023-12", "2024-01", "2024-03", "2024-12-31"]),
    st.sampled_from(["man", "tpe", ""]),
)


@examples(6)
@given(st.lists(ROW, min_size=1, max_size=MOST_ROWS), st.lists(ROW, max_size=MOST_ROWS))
def test_rows_below_a_quantity_add_up_to_it(rows: list[Row], others: list[Row]) -> None:
    """Wherever a row takes its country from, and whether or not its file has a column of facilities."""
    files = ["\n".join([f"{HEADER},facility", *(f"electricity,{q},kWh,{p},{f}" for q, p, f in rows)])]
    if others:
        files.append("\n".join([HEADER, *(f"electricity,{q},kWh,{p}" for q, p, _ in others)]))
    with folder(files, SETTINGS) as path:
        for _, quantity, below in listed(path):
            assert sum(map(Fraction, below)) == quantity


def test_rows_stand_below_the_country_of_their_facility() -> None:
    """Manchester's bill below the quantity of Great Britain, Taipei's and that of no facility below Taiwan's."""
    bills = f"{HEADER},facility\nelectricity,52000,kWh,2024-03,man\nelectricity,41000,kWh,2024-03,tpe\n"
    alone = f"{HEADER}\nelectricity,700,kWh,2024-03\n"
    by_location = [("TW", Fraction(41700), ["41000", "700"]), ("GB", Fraction(52000), ["52000"])]
    with folder([bills, alone], SETTINGS) as path:
        assert listed(path) == by_location * 2


def test_rows_of_other_months_stand_below_their_own_factor() -> None:
    """A facility with a factor of its own until June: its bill of September stands with those of the grid's factor."""
    rows = ["electricity,5,kWh,2024-03,tpe", "electricity,6,kWh,2024-09,tpe", "electricity,7,kWh,2024-03,"]
    own = "activity,geography,facility,valid_from,valid_to,unit,gas,value,value_is,cell"
    factor = "electricity,TW,tpe,2024-01-01,2024-06-30,kWh,CO2e,0.1,co2e:AR6_GWP100,made up"
    with folder(["\n".join([f"{HEADER},facility", *rows])], SETTINGS) as path:
        dataset = path / "emission_factors" / "own" / "2024"
        dataset.mkdir(parents=True)
        (dataset / "source.toml").write_text('licence = "made up"\n', encoding="utf-8")
        (dataset / "factors.csv").write_text(f"{own}\n{factor}\n", encoding="utf-8")
        assert sorted(listed(path)) == [("TW", Fraction(5), ["5"])] * 2 + [("TW", Fraction(13), ["6", "7"])] * 2


def test_a_row_over_several_runs_of_months_is_listed_once() -> None:
    """A facility with a factor of its own from April to June: its bill of the year touches the grid's months twice."""
    own = "activity,geography,facility,valid_from,valid_to,unit,gas,value,value_is,cell"
    factor = "electricity,TW,tpe,2024-04-01,2024-06-30,kWh,CO2e,0.1,co2e:AR6_GWP100,made up"
    with folder([f"{HEADER},facility\nelectricity,366,kWh,2024,tpe\n"], SETTINGS) as path:
        dataset = path / "emission_factors" / "own" / "2024"
        dataset.mkdir(parents=True)
        (dataset / "source.toml").write_text('licence = "made up"\n', encoding="utf-8")
        (dataset / "factors.csv").write_text(f"{own}\n{factor}\n", encoding="utf-8")
        found = [(term.quantity, [(rows.count, rows.numbers) for rows in term.files]) for term in terms(path)]
        assert sorted(found) == [(Fraction(quantity), [(1, [2])]) for quantity in (91, 91, 275, 275)]


def test_a_refusal_names_the_rows_of_the_facility_alone() -> None:
    """No factor for a facility abroad: a file without facilities has none of its rows."""
    toml = SETTINGS.replace('"GB"', '"BR"')
    bills, alone = f"{HEADER},facility\nelectricity,5,kWh,2024-03,man\n", f"{HEADER}\nelectricity,7,kWh,2024-03\n"
    with folder([bills, alone], toml) as path, pytest.raises(carbon.ProblemsError) as refused:
        carbon.inventories(path)
    assert [(problem.place.file, problem.place.row) for problem in refused.value.problems] == [("activity/00.csv", 2)]
