"""A message points at the planted fault."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon.model.problems import Place, Problem
from tests.laws.strategies import HEADER, Row, computed, files, folder, settings, text

GOOD = Row("electricity", "12.5", "kWh", "2024-03")
FAULTS: dict[str, tuple[dict[str, str], str, str]] = {
    "separator": ({"quantity": "1,234"}, "bad-quantity", "quantity"),
    "exponent": ({"quantity": "1e3"}, "bad-quantity", "quantity"),
    "underscore": ({"quantity": "1_000"}, "bad-quantity", "quantity"),
    "words": ({"quantity": "about 5"}, "bad-quantity", "quantity"),
    "not a number": ({"quantity": "nan"}, "bad-quantity", "quantity"),
    "point alone": ({"quantity": ".5"}, "bad-quantity", "quantity"),
    "digits": ({"quantity": "0.1234567891"}, "too-many-decimals", "quantity"),
    "size": ({"quantity": "12345678901234567890"}, "quantity-too-large", "quantity"),
    "empty": ({"quantity": ""}, "missing-cell", "quantity"),
    "negative": ({"quantity": "-5"}, "negative-quantity", "quantity"),
    "no such day": ({"period": "2024-02-30", "start": "", "end": ""}, "bad-period", "period"),
    "no such month": ({"period": "113年13月", "start": "", "end": ""}, "bad-period", "period"),
    "points in a day": ({"period": "2024.03.15", "start": "", "end": ""}, "bad-period", "period"),
    "no period": ({"period": "", "start": "", "end": ""}, "missing-cell", "period"),
    "two periods": ({"period": "2024", "start": "2024-01-01", "end": ""}, "ambiguous-period", "period"),
    "backwards": ({"period": "", "start": "2024-03-02", "end": "113/03/01"}, "end-before-start", "end"),
    "unit": ({"unit": "kWhh"}, "unknown-unit", "unit"),
    "small m": ({"unit": "mWh", "activity": "electricity"}, "refused-unit", "unit"),
    "dimension": ({"unit": "passenger_km"}, "wrong-dimension", "unit"),
    "no unit": ({"unit": ""}, "missing-cell", "unit"),
    "activity": ({"activity": "electricitee"}, "unknown-activity", "activity"),
    "account": ({"activity": "reported/scope9/x", "unit": "t CO2e"}, "unknown-account", "activity"),
    "gas": ({"activity": "reported/scope1/fugitive", "unit": "t CO3"}, "unknown-gas", "unit"),
    "facility": ({"facility": "nowhere"}, "unknown-facility", "facility"),
    "factor": ({"activity": "steam", "unit": "GJ", "period": "2024-03", "start": "", "end": ""},
               "missing-factor", "activity"),
}  # fmt: skip
"""What is changed in a row, and the code and column that the message must have."""


def problems(texts: list[str], toml: str = "") -> tuple[Problem, ...]:
    """Return the problems of files that are refused."""
    with pytest.raises(carbon.ProblemsError) as error:
        computed(texts, toml)
    return error.value.problems


@given(st.lists(files(), min_size=1, max_size=2), st.sampled_from(sorted(FAULTS)), st.data())
def test_message_points_at_the_planted_fault(parts: list[list[Row]], fault: str, data: st.DataObject) -> None:
    """One fault in any row of well-formed files is one problem, with that file, row and column."""
    changes, code, column = FAULTS[fault]
    file = data.draw(st.integers(0, len(parts) - 1))
    place = data.draw(st.integers(0, len(parts[file]) - 1))
    parts[file][place] = replace(parts[file][place], note="", **changes)
    (problem,) = problems([text(part) for part in parts])
    assert problem.code == code
    assert problem.place == Place(f"activity/{file:02}.csv", place + 2, column)
    assert problem.count == 1


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_every_fault_is_found(fault: str) -> None:
    """Each kind of fault, between two good rows, is found in its row."""
    changes, code, column = FAULTS[fault]
    (problem,) = problems([text([GOOD, replace(GOOD, **changes), GOOD])])
    assert (problem.code, problem.place) == (code, Place("activity/00.csv", 3, column))


def test_missing_factor_of_a_later_year_points_at_its_row() -> None:
    """A row without a factor is pointed at, not an earlier row of the same activity whose year has one."""
    part = [GOOD, replace(GOOD, period="2031-03")]
    (problem,) = problems([text(part)], settings(years=[2024, 2031]))
    assert (problem.code, problem.place.row, problem.count) == ("missing-factor", 3, 1)


def test_missing_factor_of_another_geography_points_at_its_row() -> None:
    """A row of a facility in a country without a factor is pointed at, not another facility's row."""
    part = [replace(GOOD, facility="kaohsiung"), replace(GOOD, facility="paris")]
    toml = settings(years=[2024], more='[facilities.paris]\ngeography = "FR"')
    (problem,) = problems([text(part)], toml)
    assert (problem.code, problem.place.row, problem.count) == ("missing-factor", 3, 1)


@pytest.mark.parametrize("blank", ["\n", "\r\n", ",,,,,,,\n"])
def test_row_is_counted_as_a_spreadsheet_counts(blank: str) -> None:
    """A blank line is a row to a spreadsheet, so that the row named is the row shown there."""
    lines = text([GOOD, GOOD, replace(GOOD, unit="kWhh")]).splitlines(keepends=True)
    found = problems(["".join([*lines[:2], blank, *lines[2:]])])
    assert [problem.place.row for problem in found if problem.code == "unknown-unit"] == [5]


@pytest.mark.parametrize("quantity", [1.5e-10, 1.23456789012e-5, 12.0000000001])
def test_float_with_too_many_decimals_is_told(quantity: float) -> None:
    """A binary float of Parquet with more than 9 decimals is refused like text, and not rounded in silence."""
    columns = {"activity": ["electricity"], "quantity": [quantity], "unit": ["kWh"], "period": ["2024-03"]}
    with folder([], settings()) as path:
        pq.write_table(pa.table(columns), path / "activity" / "a.parquet")
        with pytest.raises(carbon.ProblemsError) as error:
            carbon.inventories(path)
    assert [problem.code for problem in error.value.problems] == ["too-many-decimals"]


def test_row_of_a_cell_with_a_line_break() -> None:
    """A line break inside quotes is no row of its own."""
    part = [replace(GOOD, note="two\nlines"), replace(GOOD, unit="kWhh")]
    (problem,) = problems([text(part)])
    assert problem.place == Place("activity/00.csv", 3, "unit")


def test_all_faults_are_told_at_once() -> None:
    """Several faults in several rows are all told, each at its place."""
    told = ("separator", "no such day", "unit", "facility", "activity")
    part = [replace(GOOD, **FAULTS[name][0]) for name in told]
    found = problems([text(part)])
    rows = {(problem.place.row, problem.place.column): problem.code for problem in found}
    expected = {(place, FAULTS[name][2]): FAULTS[name][1] for place, name in enumerate(told, start=2)}
    in_form = {key: code for key, code in expected.items() if code in {"bad-quantity", "bad-period"}}
    assert in_form.items() <= rows.items()
    assert rows == expected
    assert len(HEADER) == len(text(part).splitlines()[0].split(","))


def test_a_bad_period_hides_no_other_fault_of_its_row() -> None:
    """One run names everything: whatever is wrong with a row's form, its activity, unit and facility are looked up."""
    toml = settings()
    row = replace(GOOD, activity="electricitee", unit="kWhh", quantity="1,5", period="2024-13", facility="nowhere")
    found = {(problem.code, problem.place.column) for problem in problems([text([row, GOOD])], toml)}
    assert found == {
        ("unknown-activity", "activity"),
        ("unknown-unit", "unit"),
        ("bad-quantity", "quantity"),
        ("bad-period", "period"),
        ("unknown-facility", "facility"),
    }


@given(st.sampled_from(sorted(FAULTS)), st.integers(2, 40))
def test_equal_faults_are_one_message(fault: str, times: int) -> None:
    """However many rows have a fault, it is one message that names the first cell and counts the rows."""
    changes, code, column = FAULTS[fault]
    (problem,) = problems([text([GOOD, *[replace(GOOD, **changes)] * times])])
    assert (problem.code, problem.place) == (code, Place("activity/00.csv", 3, column))
    assert problem.count == times
