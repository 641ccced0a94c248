"""The CSV of results: tidy rows, numbers that are numbers, and no formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from carbon import formats
from carbon.accounting.result import Avoided, Cell, Excluded, InventoryResult
from carbon.tables import as_csv


def rows(text: str) -> list[dict[str, str]]:
    """Read CSV back."""
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_and_figures(years: list[InventoryResult]) -> None:
    """The header is fixed, the years ascend, and each kind of figure is there."""
    text = formats.text("csv", years)
    assert text.startswith("inventory_year,figure,scope,account,scope2_method,facility,month,gas,kg,t_co2e\n")
    found = rows(text)
    assert sorted({row["inventory_year"] for row in found}) == list(
        dict.fromkeys(row["inventory_year"] for row in found)
    )
    assert {row["figure"] for row in found} == {
        "total", "scope_1_and_2", "account", "gas", "breakdown", "outside_scopes", "outside_scopes_gas", "avoided",
        "excluded",
    }  # fmt: skip
    assert {row["scope"] for row in found if row["figure"] == "breakdown"} == {"1", "2", "3"}


def test_no_data_is_an_empty_cell_and_zero_is_not(empty: InventoryResult, result: InventoryResult) -> None:
    """An empty cell is no data; a computed zero is 0.0."""
    assert {row["t_co2e"] for row in rows(formats.text("csv", empty))} == {""}
    biogenic = next(row for row in rows(formats.text("csv", result)) if row["gas"] == "CO2_biogenic")
    assert (biogenic["kg"], biogenic["t_co2e"]) == ("1234.5", "0.0")


def test_parts_add_to_the_whole_in_the_rows(result: InventoryResult) -> None:
    """The accounts of scope 1 add to its total, up to the rounding of the last digit."""
    found = rows(formats.text("csv", result, mass_unit="kg"))
    of_scope_1 = [Fraction(row["kg_co2e"]) for row in found if (row["figure"], row["scope"]) == ("account", "1")]
    total = next(Fraction(row["kg_co2e"]) for row in found if (row["figure"], row["scope"]) == ("total", "1"))
    assert abs(sum(of_scope_1) - total) < Fraction(len(of_scope_1), 10**6)


def test_no_cell_starts_a_formula_and_negative_numbers_stay(empty: InventoryResult) -> None:
    """Text that a spreadsheet would compute gets an apostrophe; a negative figure is still a number."""
    nasty = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1+1")
    cells = tuple(Cell("scope1/fugitive", None, facility, "2021-01", Fraction(-2500)) for facility in nasty)
    more = replace(
        empty,
        breakdown=cells,
        avoided=(Avoided("=1+1", Fraction(1)),),
        excluded=(Excluded("-x", "@y", None),),
    )
    found = rows(formats.text("csv", more))
    assert [row["facility"] for row in found if row["figure"] == "breakdown"] == [
        f"'{one}".replace("\r", " ").replace("\n", " ") for one in nasty
    ]
    assert {row["t_co2e"] for row in found if row["figure"] == "breakdown"} == {"-2.5"}
    assert {row["account"] for row in found if row["figure"] in {"avoided", "excluded"}} == {"'=1+1", "'-x"}


@given(st.text() | st.text("=+-@ \t\r\n\x85＝'a1", max_size=6))
def test_safe_text_never_starts_a_formula(words: str) -> None:
    """Whatever the text, its cell begins with none of the signs, is one line, and loses nothing but line breaks."""
    safe = as_csv.safe(words)
    assert not safe.lstrip().startswith(as_csv.FORMULA_STARTS)
    assert len(safe.splitlines()) <= 1
    assert "".join(safe.removeprefix("'").split()) == "".join(words.removeprefix("'").split())
