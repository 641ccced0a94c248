"""Coverage: months without data are named by activity and facility, in every form of the result."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import carbon
from carbon import formats
from carbon.accounting import inventory_page
from carbon.accounting.result import InventoryResult
from carbon.charts import notes
from carbon.charts.style import Options
from carbon.scenarios import pathway_page
from carbon.targets import target_page

HEADER = "activity,quantity,unit,period,facility"
KGI = Path(__file__).parents[2] / "docs" / "examples" / "kgi"


def result(tmp_path: Path, *rows: str) -> InventoryResult:
    """Compute one file for 2024."""
    (tmp_path / "energy.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return carbon.inventory(tmp_path / "energy.csv", year=2024, geography="TW")


def test_january_alone_is_not_2024(tmp_path: Path) -> None:
    """Eleven months are named, and the headline says that the year is not whole."""
    one = result(tmp_path, "electricity,100,kWh,2024-01,hq")
    (gap,) = one.coverage.gaps
    assert (gap.activity, gap.facility) == ("electricity", "hq")
    assert gap.months == tuple(f"2024-{month:02}" for month in range(2, 13))
    assert "2024 is not whole: data in 1 of 12 months" in inventory_page.text(one).splitlines()[0]
    assert "2024 年資料不完整：1 個月有資料（共 12 個月）" in inventory_page.text(one, language="zh").splitlines()[0]


def test_a_hole_of_one_facility_is_found_beside_a_whole_one(tmp_path: Path) -> None:
    """Each facility is looked at by itself, whatever its rows are long: a quarter covers its three months."""
    whole = [f"electricity,100,kWh,2024-{month:02},hq" for month in range(1, 13)]
    quarters = [f"electricity,100,kWh,2024-Q{quarter},plant" for quarter in (1, 2, 4)]
    one = result(tmp_path, *whole, *quarters)
    (gap,) = one.coverage.gaps
    assert (gap.facility, gap.months) == ("plant", ("2024-07", "2024-08", "2024-09"))
    assert "2024 is not whole: months without data" in inventory_page.text(one).splitlines()[0]
    assert json.loads(formats.text("json", one))["coverage"] == {
        "whole": False,
        "months": [f"2024-{month:02}" for month in range(1, 13)],
        "incomplete": 1,
        "gaps": [{"activity": "electricity", "facility": "plant", "months_without_data": list(gap.months)}],
    }
    assert formats.text("csv", one).count("no_data,,electricity,,plant,2024-0") == 3


def test_a_year_in_one_row_is_whole(tmp_path: Path) -> None:
    """So is a zero, which is data; the headline says nothing then."""
    one = result(tmp_path, "electricity,100,kWh,2024,hq", "water/supply,0,m3,2024,hq")
    assert one.coverage.gaps == ()
    assert "whole" not in inventory_page.text(one)


def test_a_month_without_a_refill_is_no_hole(tmp_path: Path) -> None:
    """Refrigerant is refilled when it is needed; electricity beside it still has its holes."""
    refill = "refrigerant/R-410A,5,kg,2024-07,hq"
    alone = result(tmp_path, refill)
    assert alone.coverage.gaps == ()
    assert "whole" not in inventory_page.text(alone)
    (gap,) = result(tmp_path, refill, "electricity,100,kWh,2024-01,hq").coverage.gaps
    assert gap.activity == "electricity"


def test_other_spellings_of_a_facility_are_the_same(tmp_path: Path) -> None:
    """Units and words for an activity make no hole."""
    rows = ("electricity,100,kWh,2024-Q1,hq", "電力,100,度,2024-Q2,hq", "electricity,1,MWh,2024-Q3,hq")
    one = result(tmp_path, *rows, "外購電力,1,MWh,2024-Q4,hq")
    assert one.coverage.gaps == ()


def test_many_gaps_are_counted(tmp_path: Path) -> None:
    """A hundred are named, the others counted."""
    one = result(tmp_path, *(f"electricity,1,kWh,2024-01,site {number:03}" for number in range(130)))
    assert (one.coverage.incomplete, len(one.coverage.gaps)) == (130, 100)
    assert "30 more, not named here" in inventory_page.text(one)


def test_yearly_rows_of_a_report_are_whole() -> None:
    """A company that reports whole years has no holes."""
    for one in carbon.inventories(KGI):
        assert one.coverage.incomplete == 0


def test_a_pathway_a_target_and_a_chart_say_that_their_year_is_not_whole(tmp_path: Path) -> None:
    """What is projected, held against a path or drawn from January alone says so, in both languages."""
    folder = tmp_path / "kgi"
    shutil.copytree(KGI, folder)
    bills = folder / "activity" / "electricity.csv"
    bills.write_text(bills.read_text(encoding="utf-8").replace(",2024,", ",2024-01,"), encoding="utf-8")
    path = carbon.pathway(folder, scenario="forty-percent")
    goal = carbon.target(folder, rule="kgi-net-zero")
    for language, gaps, beside in (
        ("en", "2024 is not whole: months without data", "2024 is not whole (months without data)"),
        ("zh", "2024 年資料不完整：部分月份無資料", "2024 年資料不完整（部分月份無資料）"),
    ):
        assert gaps in pathway_page.text(path, language=language).splitlines()[0]
        assert beside in " ".join(target_page.text(goal, language=language).split())
        assert gaps in notes.basis(path.actuals, Options(language=language))
    assert "not whole" not in target_page.text(carbon.target(KGI, rule="kgi-net-zero"))
