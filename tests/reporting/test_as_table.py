"""The table for a terminal: what the first line says, and columns that stand under each other."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from carbon.accounting import inventory_page
from carbon.accounting.result import InventoryResult, ScopeTotal
from carbon.tables.terminal import left, merged, right, width
from carbon.tables.words import LANGUAGES


def test_first_line(result: InventoryResult, empty: InventoryResult) -> None:
    """Organisation, GWP set (and that it was assumed), consolidation approach."""
    first = inventory_page.text(result).splitlines()[0]
    assert first == "KGI Securities: greenhouse gas inventory · GWP set AR6_GWP100 · operational control"
    assert inventory_page.text(empty).splitlines()[0].endswith("GWP set AR6_GWP100 (assumed, none was given)")
    assert inventory_page.text(result, language="zh").splitlines()[0].endswith("GWP 採用 AR6_GWP100 · 營運控制權法")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mass_unit", ["t", "kg"])
def test_figures_end_in_the_same_column(years: list[InventoryResult], language: str, mass_unit: str) -> None:
    """In every line with three figures each year's figure ends where the year ends, by width on screen."""
    lines = inventory_page.text(years, language=language, mass_unit=mass_unit).splitlines()
    ends = [width(lines[2][: found.end()]) for found in re.finditer(r"20\d\d", lines[2])]
    figure = r"(?:[\d,]+\.\d+|–)"
    rows = [found for line in lines if (found := re.search(rf"\s({figure})\s+({figure})\s+({figure})$", line))]
    assert len(rows) > 15
    for row in rows:
        assert [width(row.string[: row.end(at)]) for at in (1, 2, 3)] == ends


def test_years_side_by_side_oldest_first(years: list[InventoryResult]) -> None:
    """The columns ascend; a year without scope 3 has a dash there and not a zero."""
    lines = inventory_page.text(years).splitlines()
    assert lines[2].split()[-3:] == ["2022", "2023", "2024"]
    assert next(line for line in lines if "Scope 3" in line).split()[2:] == ["–", "12,500.000", "30,210.001"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Scope 2 (market-based)", "3.6  Business travel", "Renewable share [%]", "outside the published"]),
        ("zh", ["範疇二（市場基準）", "3.6  商務旅行", "再生能源使用比例 [%]", "移動燃燒", "公噸CO2e", "車用汽油"]),
    ],
)
def test_words_of_the_language(years: list[InventoryResult], language: str, expected: list[str]) -> None:
    """The table speaks the language asked for."""
    text = inventory_page.text(years, language=language)
    assert [phrase for phrase in expected if phrase not in text] == []


def test_zero_is_not_a_dash(empty: InventoryResult) -> None:
    """A computed zero is 0.000."""
    zero = replace(empty, totals=(ScopeTotal(1, None, Fraction(0)), *empty.totals[1:]))
    lines = inventory_page.text(zero).splitlines()
    assert (lines[3].split()[-1], lines[4].split()[-1]) == ("0.000", "–")


def test_biogenic_carbon_dioxide_is_shown_by_its_mass(result: InventoryResult) -> None:
    """It has no CO2e in the scopes, so the line says t CO2."""
    line = next(line for line in inventory_page.text(result).splitlines() if "Biogenic" in line)
    assert line.split() == ["Biogenic", "carbon", "dioxide", "[t", "CO2]", "1.235"]


def test_a_terminal_obeys_no_text_of_the_user(empty: InventoryResult) -> None:
    """Control characters of an organisation's name don't reach the terminal."""
    assert "\x1b" not in inventory_page.text(replace(empty, organisation="A\x1b[31mB"))


def test_widths() -> None:
    """A Chinese character takes two columns, a combining accent none."""
    assert [width(text) for text in ("abc", "範疇一", "（）", "e\u0301", "–")] == [3, 6, 4, 1, 1]
    assert (left("範疇", 6), right("範疇", 6)) == ("範疇  ", "  範疇")


def test_merged_lists_keep_their_order() -> None:
    """A new key follows its predecessor, or stands before the next known one, or comes last."""
    assert merged(["ac", "abc", "0a", "z"]) == list("0abcz")
