"""Rows beside each other: what is counted twice is said with its tonnes, and a day is given to one bill."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.problems import Problem
from carbon.model.terms import Scope2Method

HEADER = "activity,quantity,unit,start,end,facility,meter,note"
KG_PER_KWH = Fraction(474, 1000)
"""Electricity in Taiwan in 2024, which the tests take for 2023 no figure of."""


def result(tmp_path: Path, *rows: str, year: int = 2024, header: str = HEADER) -> InventoryResult:
    """Compute one file."""
    (tmp_path / "bills.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return carbon.inventory(tmp_path / "bills.csv", year=year, geography="TW")


def warned(tmp_path: Path, *rows: str, header: str = HEADER) -> dict[str, str]:
    """Return the warnings about rows by code, with their words."""
    codes = {"overlapping-rows", "total-beside-parts", "duplicate-rows", "shared-day", "hundredfold-row"}
    found = result(tmp_path, *rows, header=header).warnings
    return {problem.code: problem.why for problem in found if problem.code in codes}


def refused(tmp_path: Path, *rows: str, header: str = HEADER) -> tuple[Problem, ...]:
    """Return the problems of a file that is refused."""
    with pytest.raises(carbon.ProblemsError) as error:
        result(tmp_path, *rows, header=header)
    return error.value.problems


def bill(quantity: int | str, start: str, end: str, meter: str = "M1", note: str = "", facility: str = "hq") -> str:
    """Write a bill of electricity."""
    return f"electricity,{quantity},kWh,{start},{end},{facility},{meter},{note}"


def test_what_runs_on_beyond_the_year_is_said(tmp_path: Path) -> None:
    """Half of 62 days is in no declared year; a day given to the next bill is not spoken of."""
    said = {p.code: p.why for p in result(tmp_path, bill(62000, "2024-12-01", "2025-01-31")).remarks}["outside-years"]
    assert said == "1 row runs on into 2025-01, outside every declared inventory year; not counted there."
    later = bill(31, "2024-12-01", "2025-01-01"), bill(32, "2025-01-01", "2025-03-01")
    rows = bill(1, "2023-12-01", "2024-01-01"), *later
    said = {p.code: p.why for p in result(tmp_path, *rows).remarks}["outside-years"]
    assert said == "2 rows begin in 2023-12 to 2025-01, outside every declared inventory year; not counted there."


def test_bills_one_after_the_other_are_not_spoken_of(tmp_path: Path) -> None:
    """The plain case: nothing overlaps, nothing stands out."""
    assert warned(tmp_path, bill(300, "2024-01-01", "2024-01-31"), bill(310, "2024-02-01", "2024-02-29")) == {}


def test_a_corrected_bill_beside_the_first_is_told_with_its_tonnes(tmp_path: Path) -> None:
    """2,000 kWh over the same days as 1,000 kWh: 0.948 t may be counted twice."""
    rows = bill(1000, "2024-01-01", "2024-01-31"), bill(2000, "2024-01-01", "2024-01-31")
    words = warned(tmp_path, *rows)["overlapping-rows"]
    assert "1 row sharing days" in words
    assert "0.948 t CO2e" in words
    assert "bills.csv row 3 and row 2 (2000 beside 1000)" in words


def test_only_the_shared_days_are_counted(tmp_path: Path) -> None:
    """Ten of the 31 days of the second bill are in the first: 3,100 kWh × 10 / 31 × 0.474 kg."""
    rows = bill(900, "2024-01-01", "2024-02-10"), bill(3100, "2024-02-01", "2024-03-02")
    assert "0.474 t CO2e" in warned(tmp_path, *rows)["overlapping-rows"]


def test_a_year_beside_its_months(tmp_path: Path) -> None:
    """Months inside a year's row, with and without a meter."""
    for meter in ("M1", ""):
        rows = [bill(12000, "2024-01-01", "2024-12-31", meter), bill(1000, "2024-03-01", "2024-03-31", meter)]
        assert "0.474 t CO2e" in warned(tmp_path, *rows)["total-beside-parts"]


def test_other_meters_are_other_rows(tmp_path: Path) -> None:
    """Two meters of a facility have bills of the same days."""
    rows = bill(1000, "2024-01-01", "2024-01-31"), bill(1010, "2024-01-01", "2024-01-31", "M2")
    assert warned(tmp_path, *rows) == {}


def test_two_bills_every_month_without_a_meter_are_two_meters(tmp_path: Path) -> None:
    """Without a column meter, what overlaps all the time is not an overlap; what does so once is."""
    months = [("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29"), ("2024-03-01", "2024-03-31")]
    regular = [
        bill(quantity, *days, "") for place, days in enumerate(months) for quantity in (1000 + place, 2000 + place)
    ]
    assert warned(tmp_path, *regular) == {}
    once = [bill(1000 + place, *days, "") for place, days in enumerate(months)]
    assert set(warned(tmp_path, *once, bill(990, *months[1], ""))) == {"overlapping-rows"}


def test_a_bill_that_was_taken_back_is_none(tmp_path: Path) -> None:
    """The first bill, its credit and the corrected one: nothing is counted twice."""
    days = ("2024-01-01", "2024-01-31")
    rows = bill(1000, *days), bill(-1000, *days, note="bill of January taken back"), bill(900, *days)
    assert warned(tmp_path, *rows) == {}


def test_the_same_bill_twice_is_refused_unless_a_note_says_why(tmp_path: Path) -> None:
    """Meter, days and quantity, in whatever words; a zero may stand twice."""
    one, same = bill(1000, "2024-01-01", "2024-01-31"), "外購電力,1,MWh,113/01/01,113年1月31日,hq,M1,"
    (problem,) = refused(tmp_path, one, same)
    assert problem.code == "repeated-bill"
    assert problem.place.row == 2
    said = result(tmp_path, one, f"{same}a second supply of the same size").electricity
    assert said
    assert said.mwh == 2
    assert warned(tmp_path, *[bill(0, "2024-01-01", "2024-01-31")] * 2) == {}


PLAIN = "activity,quantity,unit,period,facility"
MONTHS = [f"{month:02}" for month in range(1, 13)]


@pytest.mark.parametrize(
    "again",
    [
        "electricity,1000,kwh,2024-03,hq",
        "電力,1000,kWh,2024-03,hq",
        "台電,1000,kWh,2024-03,hq",
        "electricity,1000,度,2024-03,hq",
        "electricity,1,MWh,2024-03,hq",
        "electricity,1000.000,kWh,113/03,HQ",
    ],
)
def test_a_bill_without_a_meter_is_known_in_other_words(tmp_path: Path, again: str) -> None:
    """Activity, unit, quantity, days and facility are compared, not their spelling: 0.474 t may be counted twice."""
    words = warned(tmp_path, "electricity,1000,kWh,2024-03,hq", again, header=PLAIN)
    assert "0.474 t CO2e may be counted twice" in words["duplicate-rows"]


def test_another_unit_is_named(tmp_path: Path) -> None:
    """Of a gas that comes with no bill, too: 5 kg beside 5000 g."""
    rows = (f"refrigerant/R-410A,{amount},2024-03,hq" for amount in ("5000,g", "5,kg"))
    assert "(5 kg beside 5000 g)" in warned(tmp_path, *rows, header=PLAIN)["duplicate-rows"]


def test_two_exports_of_a_year_in_other_words(tmp_path: Path) -> None:
    """Twelve bills in kilowatt-hours, and the same in 度 with years of the Republic: twelve are counted twice."""
    rows = [f"electricity,{1000 + int(month)},kWh,2024-{month},hq" for month in MONTHS]
    rows += [f"電力,{1000 + int(month)},度,113/{month},hq" for month in MONTHS]
    assert warned(tmp_path, *rows, header=PLAIN)["duplicate-rows"].startswith("12 rows with the days and the quantity")


@pytest.mark.parametrize("mwh", ["4.35", "4.1", "1.1", "0.001", "1234567.891"])
def test_units_are_compared_in_more_than_binary(tmp_path: Path, mwh: str) -> None:
    """4.35 times 1000 is not 4350 in binary; as a bill it is."""
    kwh = f"{Fraction(mwh) * 1000}"
    rows = f"electricity,{mwh},MWh,2024-03,hq,M1", f"electricity,{kwh},kWh,2024-03,hq,M1"
    for bills in (rows, rows[::-1]):
        assert [problem.code for problem in refused(tmp_path, *bills, header=f"{PLAIN},meter")] == ["repeated-bill"]


def test_a_credit_takes_its_bill_back_in_other_units(tmp_path: Path) -> None:
    """-1 MWh takes back 1000 kWh; -1000 MWh takes back nothing of the kind."""
    corrected = [bill(1000, "2024-01-01", "2024-01-31"), bill(900, "2024-01-01", "2024-01-31")]
    credit = "electricity,{},MWh,2024-01-01,2024-01-31,hq,M1,taken back"
    assert warned(tmp_path, *corrected, credit.format(-1)) == {}
    assert "overlapping-rows" in warned(tmp_path, *corrected, credit.format(-1000))


METERED = f"{PLAIN},meter"


@pytest.mark.parametrize("meter", ["m1", " M1 ", "Ｍ１", "M1\u200b", "\u00a0M1", "\ufeffM1"])
def test_a_meter_has_one_spelling(tmp_path: Path, meter: str) -> None:
    """Case, width, blanks and what nobody sees make no other meter; the message has it as it is written."""
    rows = (f"electricity,1000,kWh,2024-03,hq,{name}" for name in ("M1", meter))
    (problem,) = refused(tmp_path, *rows, header=METERED)
    assert problem.code == "repeated-bill"
    assert "meter M1" in problem.why


def test_another_hyphen_is_another_meter(tmp_path: Path) -> None:
    """M-1 may be none of M1's."""
    rows = (f"electricity,1000,kWh,2024-03,hq,{name}" for name in ("M1", "M-1"))
    assert warned(tmp_path, *rows, header=METERED) == {}


@pytest.mark.parametrize("meters", [("M1", ""), ("", "M1"), ("M1", "M2", "")])
def test_a_bill_without_its_meter_beside_the_same_with_it(tmp_path: Path, meters: tuple[str, ...]) -> None:
    """A row that names no meter may be that of the one that does; two meters may have equal bills."""
    rows = (f"electricity,1000,kWh,2024-03,hq,{meter}" for meter in meters)
    words = warned(tmp_path, *rows, header=METERED)["duplicate-rows"]
    assert "0.474 t CO2e may be counted twice" in words
    assert f"row {meters.index('') + 2} and row " in words


@pytest.mark.parametrize(
    ("cells", "warns"),
    [
        (("R1,", "R2,"), False),
        ((",first supply", ",second supply"), False),
        ((",", ",a second supply"), False),
        (("R1,", ","), True),
        ((",supply", ",supply"), True),
        (("R1,", "R2,", ","), True),
    ],
)
def test_ids_and_notes_tell_bills_apart(tmp_path: Path, cells: tuple[str, ...], warns: bool) -> None:
    """As the remedy says: by record_ids or notes of their own, two bills are two."""
    rows = (f"electricity,1000,kWh,2024-03,hq,{cell}" for cell in cells)
    assert set(warned(tmp_path, *rows, header=f"{PLAIN},record_id,note")) == ({"duplicate-rows"} if warns else set())


def test_days_of_a_meter_beside_the_same_without_it(tmp_path: Path) -> None:
    """Two exports by the day, of which one has the meter; at another time of the day it is another reading."""
    header = "activity,quantity,unit,date,time,facility,meter"
    day = [
        f"electricity,{quantity},kWh,2024-03-0{at},{{}},hq,{{}}" for at, quantity in enumerate((51, 52, 53), start=1)
    ]
    metered = [row.format("00:30", "M1") for row in day]
    again = warned(tmp_path, *metered, *(row.format("00:30", "") for row in day), header=header)
    assert again["duplicate-rows"].startswith("3 rows with the days and the quantity")
    assert warned(tmp_path, *metered, *(row.format("01:00", "") for row in day), header=header) == {}


@pytest.mark.parametrize("again", ["R1\u200b", "\u00a0R1", "\ufeffR1 "])
def test_a_record_id_has_nothing_around_it(tmp_path: Path, again: str) -> None:
    """What nobody sees at its ends makes no other id."""
    rows = (f"electricity,{kwh},kWh,2024-03,hq,{name}" for kwh, name in ((1000, "R1"), (900, again)))
    codes = [problem.code for problem in refused(tmp_path, *rows, header=f"{PLAIN},record_id")]
    assert codes == ["repeated-record-id"]


def test_ids_tell_no_corrected_bill_from_the_first(tmp_path: Path) -> None:
    """Another quantity over the same days overlaps, whatever the numbers of the bills."""
    bills = [(1000, "01"), (1020, "02"), (1030, "03"), (1040, "03")]
    rows = (f"electricity,{quantity},kWh,2024-{month},hq,R{quantity}" for quantity, month in bills)
    assert set(warned(tmp_path, *rows, header=f"{PLAIN},record_id")) == {"overlapping-rows"}


def test_other_places_and_instruments_have_bills_of_one_size(tmp_path: Path) -> None:
    """Without facilities, equal bills in two grids are two bills."""
    rows = (f"electricity,1000,kWh,2024-03,{geography}" for geography in ("TW", "JP", ""))
    words = warned(tmp_path, *rows, header="activity,quantity,unit,period,geography")["duplicate-rows"]
    assert "row 4 and row 2" in words


@pytest.mark.parametrize("facility", ["hq\u200b", "ｈｑ", "HQ", "hq\u00a0"])
def test_a_facility_has_one_spelling_where_rows_are_compared(tmp_path: Path, facility: str) -> None:
    """Bills of hq, and the same of HQ."""
    rows = (f"electricity,1000,kWh,2024-03,{name}" for name in ("hq", facility))
    assert "duplicate-rows" in warned(tmp_path, *rows, header=PLAIN)


def test_taipei_is_written_in_two_ways(tmp_path: Path) -> None:
    """台 and 臺 are one character."""
    rows = (f"electricity,1000,kWh,2024-03,{name}" for name in ("台北", "臺北"))
    assert "duplicate-rows" in warned(tmp_path, *rows, header=PLAIN)


def test_many_bills_twice_are_counted(tmp_path: Path) -> None:
    """One message: five are named, and it says how many more there are."""
    rows = [bill(1000 + day, f"2024-03-{day:02}", f"2024-03-{day:02}", f"M{day}") for day in range(1, 31)]
    (problem,) = refused(tmp_path, *rows, *rows)
    assert problem.why.startswith(
        "30 bills or readings of a meter are there twice: electricity, hq, meter M1, 2024-03-01"
    )
    assert problem.why.count("electricity, hq") == 5
    assert "; and 25 more.\n" in problem.why


def test_a_meter_at_two_facilities_is_a_warning(tmp_path: Path) -> None:
    """Meters may be numbered from 1 at each facility, so it is not refused."""
    days = ("2024-01-01", "2024-01-31")
    rows = bill(1000, *days), bill(1000, *days, facility="plant")
    assert any(problem.code == "repeated-bill" for problem in result(tmp_path, *rows).remarks)


def test_the_last_day_belongs_to_the_later_bill(tmp_path: Path) -> None:
    """Of 3,100 kWh from 1 December to 1 January, which the next bill begins on, nothing is of 2024."""
    first, second = bill(3100, "2023-12-01", "2024-01-01"), bill(3200, "2024-01-01", "2024-01-31")
    both = result(tmp_path, first, second)
    assert both.electricity
    assert both.electricity.mwh == Fraction(3200, 1000)
    assert any(problem.code == "shared-day" for problem in both.warnings)
    alone = result(tmp_path, first)
    assert alone.electricity
    assert alone.electricity.mwh == Fraction(3100, 32 * 1000)


def test_no_quantity_is_lost_where_days_are_shared(tmp_path: Path) -> None:
    """Over all years, bills that share days come to what they say."""
    rows = [
        bill(100, "2023-11-10", "2024-01-12"),
        bill(200, "2024-01-12", "2024-02-29"),
        bill(300, "2024-02-29", "2024-05-01"),
        bill(400, "2024-05-01", "2024-05-31"),
    ]
    years = (result(tmp_path, *rows, year=year).electricity for year in (2023, 2024))
    assert sum(one.mwh for one in years if one) == 1


@pytest.mark.parametrize(("slip", "named"), [("41020000", "row 3 and row 2"), ("41.02", "row 3 and row 2")])
def test_a_slip_by_a_thousand_names_both_rows(tmp_path: Path, slip: str, named: str) -> None:
    """A row a thousand times its neighbours, or a thousandth."""
    months = ("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29"), ("2024-03-01", "2024-03-31")
    quantities = ("38910", slip, "40275")
    rows = [bill(quantity, *days) for quantity, days in zip(quantities, months, strict=True)]
    assert named in warned(tmp_path, *rows)["hundredfold-row"]


def test_units_are_no_slip(tmp_path: Path) -> None:
    """41.02 MWh between kilowatt-hours is no thousandth of them."""
    rows = [
        bill(38910, "2024-01-01", "2024-01-31"),
        "electricity,41.02,MWh,2024-02-01,2024-02-29,hq,M1,",
        bill(40275, "2024-03-01", "2024-03-31"),
    ]
    assert warned(tmp_path, *rows) == {}


TOTALS = (
    "Total", "SUM", "合計", "小計", "Grand Total:", "合　計", "年度合計", "全年合計", "本期合計", "總用電量",
    "總合", "共計", "累計", "全公司", "Total 2024", "TOTAL kWh", "Gesamt", "Summe", "YTD", "Σ", "∑ kWh", "ytd 2024",
)  # fmt: skip


@pytest.mark.parametrize("name", TOTALS)
def test_totals_by_name_are_refused(tmp_path: Path, name: str) -> None:
    """A facility, or a meter, that is called total."""
    for facility, meter in ((name, ""), ("hq", name)):
        row = bill(1000, "2024-01-01", "2024-01-31", meter, facility=facility)
        assert [problem.code for problem in refused(tmp_path, row)] == ["total-by-name"]


def test_a_total_is_known_by_its_form(tmp_path: Path) -> None:
    """A word for a total with a period, a quantity, a unit or marks beside it."""
    names = (
        "113年1月合計",
        "總用電量（度）",
        "Total (m³)",
        "Total Jan–Dec 2024",
        "FY24 total",
        "**Total**",
        "Ｔｏｔａｌ",
    )
    problems = refused(tmp_path, *(bill(1000, "2024-01-01", "2024-01-31", "", facility=name) for name in names))
    assert [problem.code for problem in problems] == ["total-by-name"] * len(names)


def test_names_that_have_such_a_word_in_them_are_none(tmp_path: Path) -> None:
    """A supplier, a building, headquarters, a street: counted."""
    names = ("Total Energies", "Totalgaz Lyon", "合計大樓", "總公司", "全聯", "Summer Street 2", "2024")
    rows = (bill(at, "2024-01-01", "2024-01-31", "", facility=name) for at, name in enumerate(names, start=1))
    assert "total-by-name" not in warned(tmp_path, *rows)


def test_rows_without_a_facility_beside_those_of_facilities(tmp_path: Path) -> None:
    """1,500 kWh without a facility are exactly the 1,000 and 500 of the facilities: 0.711 t."""
    days = ("2024-01-01", "2024-01-31")
    rows = [
        bill(1000, *days, ""), bill(500, *days, "", facility="plant"), bill(1500, *days, "", facility=""),
    ]  # fmt: skip
    words = warned(tmp_path, *rows)["total-beside-parts"]
    assert "0.711 t CO2e" in words
    assert "exactly as much as the others" in words


def monthly(*facilities: tuple[str, int], months: tuple[str, ...] = ("2024-01", "2024-02")) -> list[str]:
    """Write what facilities use, the same in each month."""
    return [f"electricity,{kwh},kWh,{month},{name}" for month in months for name, kwh in facilities]


OFFICES = ("hq", 1000), ("plant", 1100)


def test_a_facility_that_is_always_the_sum_of_the_others_may_be_the_total(tmp_path: Path) -> None:
    """2,100 kWh in two months, 1.991 t, under a name that is no word for a total."""
    words = warned(tmp_path, *monthly(*OFFICES, ("Acme Ltd", 2100)), header=PLAIN)["total-beside-parts"]
    assert words.startswith(
        'electricity: the rows of "Acme Ltd" come to exactly as much as those of all others in 2 of'
    )
    assert "1.991 t CO2e may be counted twice" in words


def test_a_year_of_the_total_beside_the_months_of_its_parts(tmp_path: Path) -> None:
    """One period of a whole year, in another unit; and one year's row beside two."""
    months = tuple(f"2024-{month}" for month in MONTHS)
    total = "electricity,25.2,MWh,2024,Acme Ltd"
    assert "11.945 t" in warned(tmp_path, *monthly(*OFFICES, months=months), total, header=PLAIN)["total-beside-parts"]
    years = monthly(*OFFICES, ("Acme Ltd", 2100), months=("2024",))
    assert "0.995 t" in warned(tmp_path, *years, header=PLAIN)["total-beside-parts"]


@pytest.mark.parametrize(
    "rows",
    [
        monthly(*OFFICES, ("Acme Ltd", 2101)),
        monthly(*OFFICES, ("Acme Ltd", 2100), months=("2024-01",)),
        monthly(("hq", 1000), ("plant", 1000)),
        [*monthly(*OFFICES, ("Acme Ltd", 2100)), "electricity,1,kWh,2024-02,plant"],
    ],
    ids=["by a kilowatt-hour", "in one month", "of one other", "in one of two months"],
)
def test_what_is_no_sum_of_others_is_no_total(tmp_path: Path, rows: list[str]) -> None:
    """It takes two others at least, two months, and equality to the last digit."""
    assert "total-beside-parts" not in warned(tmp_path, *rows, header=PLAIN)


def test_the_sum_is_exact(tmp_path: Path) -> None:
    """A billionth of a kilowatt-hour is none of a total, though no binary number sees it."""
    one = monthly(*OFFICES, ("Acme Ltd", 2100))
    assert "total-beside-parts" in warned(tmp_path, *one, header=PLAIN)
    less = "electricity,0.000000001,kWh,2024-02,plant"
    assert "total-beside-parts" not in warned(tmp_path, *one, less, header=PLAIN)


@pytest.mark.parametrize("name", ["Company", "The Company", "公司", "集團"])
def test_a_name_of_the_whole_beside_a_facility(tmp_path: Path, name: str) -> None:
    """It is a warning, and none where it is the only place."""
    words = warned(tmp_path, *monthly(("hq", 1000), (name, 2100)), header=PLAIN)["total-beside-parts"]
    assert f'rows of "{name}", a name of the whole' in words
    assert "1.991 t CO2e" in words
    assert warned(tmp_path, *monthly((name, 2100)), header=PLAIN) == {}
    assert "total-beside-parts" not in warned(tmp_path, *monthly(("hq", 1000), (f"{name} 2", 2100)), header=PLAIN)


def test_a_file_is_not_called_like_the_organisation(tmp_path: Path) -> None:
    """bills.csv with a facility called bills is no total; where somebody says the organisation's name, it may be."""
    rows = monthly(("hq", 1000), ("bills", 2100))
    assert warned(tmp_path, *rows, header=PLAIN) == {}
    named = carbon.inventory(tmp_path / "bills.csv", year=2024, geography="TW", organisation="Acme").warnings
    assert "total-beside-parts" not in {problem.code for problem in named}
    said = carbon.inventory(tmp_path / "bills.csv", year=2024, geography="TW", organisation="HQ").warnings
    assert "total-beside-parts" in {problem.code for problem in said}


def test_a_facility_called_like_the_organisation(tmp_path: Path) -> None:
    """Its rows beside others may be the total, unless it is declared."""
    file = tmp_path / "activity" / "2024.csv"
    file.parent.mkdir()
    file.write_text("\n".join([PLAIN, *monthly(("hq", 1000), ("ACME LTD", 2100)), ""]), encoding="utf-8")
    settings = 'organisation = "Acme Ltd"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n[years.2024]\n'
    (tmp_path / "carbon.toml").write_text(settings, encoding="utf-8")
    assert "total-beside-parts" in {problem.code for problem in carbon.inventory(tmp_path, year=2024).warnings}
    declared = f'{settings}[facilities.hq]\n[facilities."ACME LTD"]\n'
    (tmp_path / "carbon.toml").write_text(declared, encoding="utf-8")
    assert "total-beside-parts" not in {problem.code for problem in carbon.inventory(tmp_path, year=2024).warnings}


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [("hq", "hq\u200b", "hq<U+200B>"), ("hq", "ｈq", "ｈq"), ("hq", "HQ", "HQ"), ("台北", "臺北", "臺北")],
)
def test_two_spellings_of_a_facility_are_said(tmp_path: Path, one: str, other: str, seen: str) -> None:
    """The breakdown has two places; the warning names both, and where they stand first."""
    rows = f"electricity,1000,kWh,2024-01,{one}", "", f"electricity,1010,kWh,2024-02,{other}"
    (problem,) = (p for p in result(tmp_path, *rows, header=PLAIN).remarks if p.code == "facility-spellings")
    assert f'"{one}" (bills.csv row 2) and "{seen}" (bills.csv row 4)' in problem.why
    assert (problem.place.row, problem.place.column) == (4, "facility")


def test_one_spelling_is_none_to_be_said(tmp_path: Path) -> None:
    """Blanks around a name are no part of it, and M-1 is not M1."""
    rows = (f"electricity,1000,kWh,2024-0{at},{name}" for at, name in enumerate(("hq", " hq ", "M-1", "M1"), start=1))
    assert not [p for p in result(tmp_path, *rows, header=PLAIN).remarks if p.code == "facility-spellings"]


READINGS = "activity,quantity,unit,date,time,meter,note"


def readings(*times: str, day: str = "2024-03-01", quantity: str = "4.5") -> list[str]:
    """Write readings of a day, all of one quantity."""
    return [f"electricity,{quantity},kWh,{day},{time},M1," for time in times]


HALF_HOURS = [f"{hour:02}:{minute}" for hour in range(24) for minute in ("00", "30")]


def test_half_hours_of_one_quantity_are_no_bill_twice(tmp_path: Path) -> None:
    """An empty building draws the same the whole night: 48 readings are 48 readings."""
    rows = readings(*HALF_HOURS)
    found = result(tmp_path, *rows, header=READINGS)
    assert found.electricity
    assert found.electricity.mwh == 48 * Fraction("4.5") / 1000
    assert not [problem for problem in found.remarks if problem.code == "equal-readings"]


def test_a_reading_twice_is_refused(tmp_path: Path) -> None:
    """Two exports that overlap by half a day."""
    (problem,) = refused(tmp_path, *readings(*HALF_HOURS), *readings(*HALF_HOURS[:24]), header=READINGS)
    assert problem.code == "repeated-bill"
    assert problem.why.startswith("24 bills or readings of a meter are there twice")
    assert "2024-03-01, 00:00, 4.5, is in row 2 and row 50" in problem.why


def test_the_hour_that_summer_time_repeats_is_counted_and_said(tmp_path: Path) -> None:
    """On 27 October the hour from one to two is there twice."""
    rows = readings(*HALF_HOURS, "01:00", "01:30", day="2024-10-27")
    warning = {problem.code: problem.why for problem in result(tmp_path, *rows, header=READINGS).remarks}
    assert warning["equal-readings"].startswith("2 quantities stand more than once on a day")
    assert "Where summer time ends" in warning["equal-readings"]


def test_readings_without_times_are_told_from_an_export_twice(tmp_path: Path) -> None:
    """Some quantities of a day may be equal; if each is there twice, the day is."""
    header = "activity,quantity,unit,date,meter"
    day = [f"electricity,{quantity},kWh,2024-03-01,M1" for quantity in ("4.5", "4.5", "6.1", "5.8", "4.5")]
    warning = {problem.code: problem.why for problem in result(tmp_path, *day, header=header).remarks}
    assert "A column of the times (time)" in warning["equal-readings"]
    codes = {problem.code for problem in refused(tmp_path, *day, *day, header=header)}
    assert codes == {"repeated-bill"}
    pair = [f"electricity,{quantity},kWh,2024-03-01,M1" for quantity in ("4.5", "4.5", "6.1")]
    (problem,) = refused(tmp_path, *pair, header=header)
    assert "give each its time in a column called time" in problem.why


def test_every_bill_that_ends_on_the_day_is_a_day_shorter(tmp_path: Path) -> None:
    """A bill that is there twice, which is warned of, and the next: both give the day away, whatever their order."""
    header = "activity,quantity,unit,start,end,facility"
    twice = ["electricity,3100,kWh,2024-01-01,2024-02-01,hq"] * 2
    found = result(tmp_path, *twice, "electricity,2800,kWh,2024-02-01,2024-02-28,hq", header=header)
    months = {cell.month: cell.kg_co2e for cell in found.breakdown if cell.method is Scope2Method.LOCATION}
    assert months == {"2024-01": 6200 * KG_PER_KWH, "2024-02": 2800 * KG_PER_KWH}


def test_bills_of_a_meter_share_a_day_under_one_that_is_too_long(tmp_path: Path) -> None:
    """A slip in the year of one bill, which is warned of, leaves the rule for the others as it is."""
    header = "activity,quantity,unit,start,end,facility,meter"
    rows = [
        "electricity,100,kWh,2023-12-26,2043-01-31,hq,M",
        "electricity,3000,kWh,2024-01-31,2024-03-01,hq,M",
        "electricity,3100,kWh,2024-03-01,2024-03-31,hq,M",
    ]
    found = result(tmp_path, *rows[1:], header=header).breakdown
    slip = result(tmp_path, *rows, header=header).breakdown
    without, beside = (
        {cell.month: cell.kg_co2e for cell in cells if cell.method is Scope2Method.LOCATION} for cells in (found, slip)
    )
    assert without["2024-02"] == 3000 * Fraction(29, 30) * KG_PER_KWH
    days = (date(2043, 1, 31) - date(2023, 12, 26)).days + 1
    assert beside["2024-02"] - without["2024-02"] == 100 * Fraction(29, days) * KG_PER_KWH


def test_what_comes_with_no_bill_of_a_meter_keeps_its_days(tmp_path: Path) -> None:
    """Fuel by the month: only the quarter's row, in which the last is, gives its last day away."""
    header = "activity,quantity,unit,start,end,facility"
    rows = [
        "diesel/stationary,90,L,2024-01-01,2024-03-31,hq",
        "diesel/stationary,45,L,2024-02-16,2024-03-31,hq",
        "diesel/stationary,31,L,2024-03-31,2024-04-30,hq",
    ]
    found = result(tmp_path, *rows, header=header).breakdown
    months = {cell.month: cell.kg_co2e for cell in found if cell.account == "scope1/stationary_combustion"}
    per_litre = sum(months.values(), Fraction(0)) / 166
    assert months["2024-02"] == (90 * Fraction(29, 90) + 14) * per_litre
