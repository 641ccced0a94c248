"""What each kind of chart shows: the figures of the inventory, all of them, under the right names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from carbon import charts
from carbon.accounting.result import EnergyUse, GasTotal, Intensity, InventoryResult, MetricTotal, ScopeTotal
from carbon.charts import figures, inventory_series, notes
from carbon.charts.figures import decimals_of, write_figure
from carbon.charts.sheet import Sheet, round_figures
from carbon.charts.style import DIAGONALS, OTHERS, STYLE, Options, Style, lightness
from carbon.charts.typography import broken
from carbon.model.terms import Scope2Method
from carbon.tables.words import LANGUAGES
from tests.charts import chart_cases

MARKET, LOCATION = Scope2Method.MARKET, Scope2Method.LOCATION


def texts_of(figure: Figure) -> list[str]:
    """Return what is written on a chart, lines joined."""
    return [text.get_text().replace("\n", " ") for text in figure.findobj(Text) if isinstance(text, Text)]


def described(figure: Figure) -> list[str]:
    """Return the lines of a chart's description."""
    assert isinstance(figure, Sheet)
    return figure.description.split("\n")


def bars(figure: Figure) -> list[Rectangle]:
    """Return the bars of a chart."""
    return [patch for axes in figure.axes for patch in axes.patches if isinstance(patch, Rectangle)]


def heights(figure: Figure) -> list[float]:
    """Return the heights of the bars, left to right and upwards."""
    return [
        round(bar.get_height(), 3) for bar in sorted(bars(figure), key=lambda bar: (round(bar.get_x(), 6), bar.get_y()))
    ]


def test_emissions_are_labelled(result: InventoryResult) -> None:
    """What would be rounded to 0 has more decimals; only a computed zero is 0."""
    small = replace(
        result, totals=(ScopeTotal(1, None, Fraction(40)), *result.totals[1:3], ScopeTotal(3, None, Fraction(0)))
    )
    assert [text.get_text() for text in charts.draw("emissions", small).axes[0].texts] == ["0.04", "8,728", "0"]
    by_location = charts.draw("emissions", result, scope2_method="location_based", mass_unit="kg")
    assert "10,321,654" in texts_of(by_location)
    (line,) = described(by_location)
    assert line == (
        "2024: Scope 1 545,123.457 kg CO2e; Scope 2 (location-based) 10,321,654.321 kg CO2e; "
        "Scope 3 30,210,000.500 kg CO2e"
    )


def test_accounts_are_stacked_by_size(years: list[InventoryResult]) -> None:
    """The largest at the bottom; scope 2 once, by the method asked for; the totals are those of the scopes."""
    figure = charts.draw("accounts", years)
    assert heights(figure)[-4:] == [30210.0, 8728.09, 363.416, 181.708]
    assert {"39,483", "19,710", "6,307", "30,210"} <= set(texts_of(figure))
    assert described(figure)[0] == (
        "2022: Total 6,306.567 t CO2e; 3.6 Business travel no data; 2 Purchased electricity (market-based) "
        "5,705.567 t CO2e; 1 Mobile combustion 400.667 t CO2e; 1 Fugitive emissions 200.333 t CO2e"
    )
    by_location = charts.draw("accounts", years, scope2_method=LOCATION)
    assert heights(by_location)[-4:] == [30210.0, 10321.654, 363.416, 181.708]
    assert "1 移動燃燒" in texts_of(charts.draw("accounts", years, language="zh"))


def test_small_accounts_are_gathered(years: list[InventoryResult], empty: InventoryResult) -> None:
    """No more parts than can be told apart; what is gathered is counted and nothing is lost."""
    figure = charts.draw("accounts", chart_cases.many_accounts(years, empty))
    drawn = heights(figure)
    assert len(drawn) == inventory_series.MOST_ACCOUNTS * 3
    assert sum(drawn[: inventory_series.MOST_ACCOUNTS]) == pytest.approx(
        sum(1000 / at for at in range(1, 16)), abs=0.01
    )
    assert "others (7)" in texts_of(figure)
    assert "其他（7 項）" in texts_of(charts.draw("accounts", chart_cases.many_accounts(years, empty), language="zh"))


def test_gases_are_grouped(result: InventoryResult) -> None:
    """In the order of the Protocol; what names no gas stands on top, and is called what it is."""
    (line,) = described(charts.draw("gases", result))
    assert line == (
        "2024: Total 39,483.214 t CO2e; Carbon dioxide CO₂ 363.118 t CO2e; Methane CH₄ 0.298 t CO2e; "
        "Hydrofluorocarbons HFCs 181.708 t CO2e; given only as CO₂e 38,938.091 t CO2e"
    )
    first, *rest = result.accounts
    odd = replace(
        first, gases=(GasTotal("CH4_nonfossil", None, Fraction(5000)), GasTotal("HFE-125", None, Fraction(7)))
    )
    grouped = described(charts.draw("gases", replace(result, accounts=(odd, *rest)), language="zh"))[0]
    assert "甲烷 CH₄ 5.000" in grouped
    assert "其他氣體 0.007" in grouped
    assert "僅有 CO₂e 數值（未分氣體別）" in grouped


def test_a_gas_keeps_its_fill(years: list[InventoryResult], empty: InventoryResult, result: InventoryResult) -> None:
    """A group of gases looks the same whichever others there are."""

    def fill_of(results: Sequence[InventoryResult], height: float) -> object:
        (axes,) = charts.draw("gases", results).axes
        return next(bar.get_facecolor() for bar in axes.patches if round(bar.get_height(), 3) == height)  # type: ignore[attr-defined]

    crowded = chart_cases.many_accounts(years, empty)[:1]
    hfc = round(float(Fraction(1000, 3) + Fraction(1000, 12)), 3)
    assert fill_of(crowded, hfc) == fill_of([result], 181.708)


def test_facilities_are_sorted_and_named(years: list[InventoryResult], empty: InventoryResult) -> None:
    """The largest above; names in the language; rows without a facility are called so; the rest is counted."""
    figure = charts.draw("facilities", years)
    assert {"Taipei HQ", "no facility named"} <= set(texts_of(figure))
    assert {"大直總部", "未指明據點"} <= set(texts_of(charts.draw("facilities", years, language="zh")))
    assert (
        "Taipei HQ 2022: Total 3,153.283 t CO2e; Scope 1 300.500 t CO2e; Scope 2 (market-based) 2,852.783 t CO2e; "
        "Scope 3 no data"
    ) in described(figure)
    many = charts.draw("facilities", chart_cases.many_facilities(years, empty))
    rows = [line for line in described(many) if " 2024: " in line]
    totals = [Fraction(re.search(r"Total ([\d,.]+)", row)[1].replace(",", "")) for row in rows]  # type: ignore[index]
    assert len(rows) == inventory_series.MOST_FACILITIES
    assert totals[:-1] == sorted(totals[:-1], reverse=True)
    assert rows[0].startswith("no facility named")
    assert rows[-1].startswith("others (16)")
    whole = sum((Fraction("39483.214") / (at + 2) for at in range(30)), Fraction(0))
    assert abs(sum(totals) - whole) < Fraction(1, 10)
    assert [line for line in described(many) if line.startswith("others (16) 2022: Total no data")]


def test_months_follow_the_inventory_year(result: InventoryResult, years: list[InventoryResult]) -> None:
    """Twelve months a year, from the first of it; the months add up to the year."""
    figure = charts.draw("months", years)
    listed = described(figure)
    assert [line[:7] for line in listed][:13] == [f"2022-{month:02}" for month in range(1, 13)] + ["2023-01"]
    assert len(listed) == 36
    assert listed[-1] == (
        "2024-12: Total 3,290.268 t CO2e; Scope 1 45.427 t CO2e; Scope 2 (market-based) 727.341 t CO2e; "
        "Scope 3 2,517.500 t CO2e"
    )
    assert sum(heights(figure)[-36:]) == pytest.approx(39483.214, abs=0.02)
    assert "Scope 3 no data" in listed[0]
    fiscal = described(charts.draw("months", chart_cases.fiscal([result], result)))
    assert (fiscal[0][:7], fiscal[-1][:7], len(fiscal)) == ("2024-04", "2025-03", 12)
    assert "no data" in fiscal[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_say_that_rows_are_shared_out(result: InventoryResult, language: str) -> None:
    """A profile made of yearly rows is no profile, and the note says how it came about."""
    words = {"en": "shared out over months by days", "zh": "依日數分攤至各月"}[language]
    written = "".join(texts_of(charts.draw("months", result, language=language)))
    assert words.replace(" ", "") in written.replace(" ", "")


def test_intensity_has_a_panel_for_each_metric(years: list[InventoryResult]) -> None:
    """With the unit of the ratio; a metric without a figure in a year is said to have none."""
    lacking = replace(years[1], intensity=years[1].intensity[:1])
    figure = charts.draw("intensity", [years[0], lacking])
    assert len(figure.axes) == 2
    assert {"Employees", "t CO₂e/employee", "Revenue", "t CO₂e/million TWD", "2.641", "no data"} <= set(
        texts_of(figure)
    )
    assert described(figure) == [
        "Employees: 2022 1.796 t CO₂e/employee; 2024 2.641 t CO₂e/employee",
        "Revenue: 2022 no data; 2024 0.264 t CO₂e/million TWD",
    ]
    assert {"員工人數", "公噸 CO₂e/人", "營業收入"} <= set(texts_of(charts.draw("intensity", years, language="zh")))


def test_intensity_is_readable_when_it_is_small(result: InventoryResult) -> None:
    """Grams per unit are not drawn as 0.000 t; a metric without any ratio has a panel too."""
    small = Intensity("production", "piece", "scope_1_and_2", MARKET, Fraction(1, 8))
    other = Intensity("production", "piece", "scope_1_and_2", LOCATION, Fraction(77))
    with_metric = replace(result, intensity=(other, small), metrics=(MetricTotal("beds", "bed", Fraction(3)),))
    assert described(charts.draw("intensity", with_metric)) == [
        "beds: 2024 no data", "Production: 2024 0.125 kg CO₂e/piece"
    ]  # fmt: skip
    scope_1 = Intensity("production", "piece", "scope_1", None, Fraction(900))
    figure = charts.draw("intensity", replace(result, intensity=(small, scope_1)), numerator="scope_1")
    assert described(figure) == ["Production: 2024 0.900 t CO₂e/piece"]
    assert "KGI Securities · Scope 1" in texts_of(figure)


def test_energy_shows_what_is_renewable(result: InventoryResult) -> None:
    """Hatched, upon the rest of its carrier; what has no known energy content is named, not left out in silence."""
    split = (
        EnergyUse("electricity", Fraction(1000), renewable=False),
        EnergyUse("electricity", Fraction(500), renewable=True),
        EnergyUse("petrol", Fraction(100), renewable=False),
        EnergyUse("wood", None, renewable=True),
    )
    figure = charts.draw("energy", replace(result, energy=split))
    (line,) = described(figure)
    assert line == (
        "2024: Total 5,760.000 GJ; Electricity 3,600.000 GJ; Electricity (renewable) 1,800.000 GJ; Petrol 360.000 GJ; "
        "Renewable share of electricity 15.4 %"
    )
    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch() == DIAGONALS]
    assert [round(patch.get_height(), 3) for patch in hatched] == [1800.0]  # type: ignore[attr-defined]
    assert "energy content not known: Wood (2024)" in " ".join(texts_of(figure))
    assert "15.4 %" in texts_of(figure)
    in_mwh = charts.draw("energy", replace(result, energy=split), energy_unit="MWh", language="zh")
    assert described(in_mwh)[0].startswith("2024：合計 1,600.000 MWh；電力 1,000.000 MWh；電力（再生能源） 500.000 MWh")
    with pytest.raises(ValueError, match="GJ or MWh"):
        charts.draw("energy", result, energy_unit="kcal")


def test_a_scope_has_one_colour_on_every_chart(years: list[InventoryResult]) -> None:
    """By scope, account, month and facility, in intensities and by method: the scope's own colour or its tint."""
    own = {scope: {STYLE.fill_of_scope(scope, place).colour for place in (0, 1)} for scope in (1, 2, 3)}
    many = chart_cases.many_accounts(years, years[0])
    entries = inventory_series.emissions_by_account(many, Options())
    assert {entry.fill.colour for entry in entries if entry.fill is not OTHERS} == own[3]
    assert len({entry.fill for entry in entries}) == len(entries)
    named = inventory_series.emissions_by_account(years, Options())
    assert all(entry.fill.colour in own[int(entry.name[0])] for entry in named if entry.fill is not OTHERS)
    assert {to_hex(bar.get_facecolor()) for bar in bars(charts.draw("scope2", years))} == own[2]
    assert {to_hex(bar.get_facecolor()) for bar in bars(charts.draw("intensity", years))} == {STYLE.line}


def test_scope_2_is_shown_by_both_methods(years: list[InventoryResult], empty: InventoryResult) -> None:
    """Side by side, never added, with the difference."""
    figure = charts.draw("scope2", [*years, empty])
    assert heights(figure) == [5705.567, 5705.567, 6633.371, 6633.371, 10321.654, 8728.09]
    assert {"location-based", "market-based", "−15.4 %", "0 %"} <= set(texts_of(figure))
    assert described(figure)[0] == "2021: location-based no data; market-based no data"
    assert described(figure)[-1].endswith("Market-based against location-based −15.4 %")


def test_what_has_no_data_is_noted(years: list[InventoryResult], empty: InventoryResult) -> None:
    """A stacked bar without scope 3 would look like a year of low emissions: the note says what is missing."""
    for kind in ("accounts", "gases", "facilities", "months", "intensity"):
        assert "no data: Scope 3 (2022) ·" in " ".join(texts_of(charts.draw(kind, [*years, empty])))
    assert notes.without_data(years[:1], Options()) == ""
    assert notes.without_data([empty], Options()) == ""


def test_a_scale_holds_its_figures_in_round_steps() -> None:
    """From small to large, negative too: at most eight figures, their step 1, 2, 2.5 or 5 times a power of ten."""
    for low, high in ((0, 1), (0, 7), (-3, 11), (-900, -1), (0, 10**9), (0, Fraction(1, 10**5)), (-1, 10**4)):
        ticks = round_figures([Fraction(low), Fraction(high)])
        step = ticks[1] - ticks[0]
        assert ticks[0] <= low
        assert ticks[-1] >= float(high)
        assert 0 in ticks
        assert 3 <= len(ticks) <= 8
        assert f"{step:.9e}".partition("e")[0].rstrip("0") in {"1.", "2.", "2.5", "5."}
        assert [later - earlier for earlier, later in pairwise(ticks)] == [pytest.approx(step)] * (len(ticks) - 1)
    assert round_figures([]) == round_figures([Fraction(0)]) == [0, 1]


def test_lines_break_where_a_reader_expects() -> None:
    """At spaces and between Chinese characters, not before a closing mark; long words are cut; what is cut shows."""
    assert broken("one two three", 6, len) == ["one", "two", "three"]
    assert broken("Warehouses", 6, len) == ["Wareho", "uses"]
    assert broken("臺北市大直總部（一）", 6, len) == ["臺北市大直總", "部（一）"]
    assert broken("one two three four", 6, len, 2) == ["one", "two…"]
    assert broken("", 6, len) == [""]


def test_figures_that_are_gathered_add_up() -> None:
    """Sorted by size whatever the sign, and the rest together; a year without data stays one."""
    named: list[tuple[str, figures.Figures]] = [
        ("a", (Fraction(1), None)), ("b", (Fraction(-9), None)), ("c", (Fraction(3), None)), ("d", (None, None))
    ]  # fmt: skip
    assert figures.gathered(named, 3, "others ({})".format) == [
        ("b", (Fraction(-9), None), False), ("c", (Fraction(3), None), False), ("others (2)", (Fraction(1), None), True)
    ]  # fmt: skip
    assert [name for name, _, _ in figures.gathered(named, 4, str)] == ["b", "c", "a", "d"]


def test_many_series_can_be_told_apart() -> None:
    """Twenty fills, none alike, by lightness or by hatching; neighbours of one round by at least 15 of lightness."""
    fills = [STYLE.fill(place) for place in range(20)]
    assert len(set(fills)) == 20
    assert OTHERS not in fills
    assert all(fill.hatch != DIAGONALS for fill in fills)
    steps = [abs(lightness(a.colour) - lightness(b.colour)) for a, b in pairwise(fills)]
    assert min(steps) > 15
    assert len({Style(palette=("#000000",)).fill(place) for place in range(5)}) == 5


def test_labels_have_as_few_decimals_as_are_needed() -> None:
    """None from a thousand, one from ten, else three; and minus signs are minus signs."""
    assert [decimals_of([Fraction(number)]) for number in (1000, 999, 10, 9)] == [0, 1, 1, 3]
    assert decimals_of([None]) == 3
    assert write_figure(Fraction(-5, 2), 1) == "−2.5"
