"""A share is a part of a whole: no printed share leaves 0 to 100 %, whatever the rows are."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import carbon

SETTINGS = """\
organisation = "Example Ltd"
geography = "TW"
gwp_set = "AR6_GWP100"

[years.2024]

[factors]
earlier_years = { electricity = 5 }

[upstream]
electricity = { decision = "exclude", reason = "not asked for" }
"""
ACTIVITIES = ("electricity,{},kWh", "refrigerant/R-22,{},kg", "reported/scope1/process,{},kg CO2_biogenic",
              "reported/scope1/process,{},kg CO2", "refrigerant/R-410A,{},kg")  # fmt: skip
PERIODS = ("2024", "2024-03", "2024-Q1", "2023-12-15,2024-02-10")
rows = st.tuples(st.sampled_from(ACTIVITIES), st.integers(-999, 999), st.sampled_from(PERIODS))
instruments = st.lists(st.integers(1, 2000), max_size=2)


def folder(path: Path, data: list[tuple[str, int, str]], mwh: list[int]) -> Path:
    """Make an inventory folder."""
    (path / "activity").mkdir()
    lines = ["activity,quantity,unit,start,end,note"]
    for form, quantity, period in data:
        days = {"2024": "2024-01-01,2024-12-31", "2024-03": "2024-03-01,2024-03-31",
                "2024-Q1": "2024-01-01,2024-03-31"}.get(period, period)  # fmt: skip
        lines.append(f"{form.format(quantity)},{days},credit note")
    (path / "activity" / "rows.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (path / "carbon.toml").write_text(SETTINGS, encoding="utf-8")
    certificates = [f"c{place},certificate,TW,2024-01-01,2024-12-31,{one},kWh,0,solar" for place, one in enumerate(mwh)]
    head = "id,kind,market,start,end,quantity,unit,factor,technology"
    (path / "instruments.csv").write_text("\n".join([head, *certificates]) + "\n", encoding="utf-8")
    return path


@settings(deadline=None, max_examples=10)
@given(st.lists(rows, min_size=1, max_size=6), instruments)
def test_no_share_leaves_0_to_100_percent(data: list[tuple[str, int, str]], mwh: list[int]) -> None:
    """Shares of rungs, of substitutions, of what was spread, and the renewable share, credit notes among the rows."""
    with tempfile.TemporaryDirectory() as name:
        result = carbon.inventory(folder(Path(name), data, mwh), year=2024)
    shares = [one.share_percent for one in result.rungs] + [one.share_percent for one in result.substitutions]
    if result.electricity is not None and result.electricity.renewable_share_percent is not None:
        shares.append(result.electricity.renewable_share_percent)
    assert all(0 <= share <= 100 for share in shares)
    if any(one.kg_co2e for one in result.rungs):
        assert sum(one.share_percent for one in result.rungs) == 100
    for problem in result.warnings:
        for text in re.findall(r"(-?[\d.]+) %", problem.why):
            assert 0 <= float(text) <= 100, problem.why


def test_gases_outside_the_totals_make_no_share_larger_than_the_whole(tmp_path: Path) -> None:
    """Biogenic CO2 and ozone-layer gases of yearly rows are in no total, and in no share of it."""
    data = [("refrigerant/R-22,{},kg", 10, "2024"), ("reported/scope1/process,{},kg CO2_biogenic", 500, "2024"),
            ("reported/scope1/process,{},kg CO2", 100, "2024")]  # fmt: skip
    result = carbon.inventory(folder(tmp_path, data, []), year=2024)
    (spread,) = [problem.why for problem in result.warnings if problem.code == "spread"]
    assert spread.startswith("100.00 %")


def test_iso_categories_are_sums_of_accounts(tmp_path: Path) -> None:
    """Each category is the sum of its accounts, purchased energy by both methods."""
    result = carbon.inventory(folder(tmp_path, [("electricity,{},kWh", 10, "2024-03")], [4]), year=2024)
    assert {(one.category, one.method): one.kg_co2e for one in result.iso_categories} == {
        (total.account.iso_category, total.method): total.kg_co2e for total in result.accounts
    }
