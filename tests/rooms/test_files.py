"""Files as they come: their encodings, their decimal marks, their names, and the rows that a spreadsheet counts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import settings as settings_of_laws
from hypothesis import strategies as st

import carbon
from carbon import units
from carbon.accounting.result import InventoryResult
from carbon.activity_data.columns import ACTIVITY_HEADERS
from carbon.activity_data.source import describe_file
from carbon.cli import main
from carbon.factors.catalogue import read_catalogue
from carbon.files import forms, text
from carbon.files.forms import FileForm
from carbon.files.small_tables import canonical
from carbon.files.whole import NotTextError
from carbon.model import exact
from carbon.model.exact import deciding_form, fits_form, has_two_readings, plain_decimal
from carbon.model.problems import ProblemsError
from carbon.model.terms import ACTIVITY_COLUMNS, NumberForm, Scope2Method
from tests.laws.strategies import INSTRUMENTS, folder, plain, settings

HEADER = "activity,quantity,unit,period"
ROW = "electricity,1000,kWh,2024-03"
GRID = Fraction(474)
"""What a thousand kilowatt-hours of 2024 emit in Taiwan [kg CO2e]."""
LOCATION = Scope2Method.LOCATION
POINT, COMMA = NumberForm.POINT, NumberForm.COMMA


def _emitted(path: Path, encoding: str = "", decimal: str = "") -> Fraction:
    """Return the location-based emissions of a bare file [kg CO2e]."""
    result = carbon.inventory(path, year=2024, geography="TW", encoding=encoding, decimal=decimal)
    kg = result.total(2, LOCATION)
    assert kg is not None
    return kg


def _refused(path: Path) -> str:
    """Return what is said of a bare file that is refused."""
    with pytest.raises(ProblemsError) as refusal:
        _emitted(path)
    return str(refusal.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a file is to be written."""
    return tmp_path / "a.csv"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        ("0,5", COMMA), ("12.34", POINT), ("1.234,5", COMMA), ("1,234.5", POINT), ("1.234.567", COMMA),
        ("1234.567", POINT), ("0.125", POINT), ("-0,125", COMMA), ("1.2345", POINT), ("1,234,567", POINT),
        ("41.230", None), ("41,230", None), ("-1.500", None), ("1200", None), ("1.23.456", None), ("abc", None),
    ],
)  # fmt: skip
def test_what_a_number_says_of_the_others(number: str, form: NumberForm | None) -> None:
    """A number decides if it is one in one form and none in the other."""
    assert deciding_form(number) is form


def _in_form(number: Fraction, form: NumberForm) -> str:
    """Write a number with a decimal point or comma, thousands marked."""
    whole, _, decimals = plain(abs(number)).partition(".")
    group, mark = (",", ".") if form is POINT else (".", ",")
    digits = f"{int(whole):,}".replace(",", group)
    return ("-" if number < 0 else "") + digits + (mark + decimals if decimals else "")


NUMBERS = st.builds(lambda units, scale: Fraction(units, 10**scale), st.integers(0, 10**12), st.integers(0, 9))


@given(NUMBERS, st.sampled_from((POINT, COMMA)))
def test_a_number_is_the_same_in_either_form(number: Fraction, form: NumberForm) -> None:
    """What is written in a form reads as itself; the other form has another number, or none."""
    written = _in_form(number, form)
    assert exact.parse(plain_decimal(written, form)) == number
    other = COMMA if form is POINT else POINT
    same = fits_form(written, other) and exact.parse(plain_decimal(written, other)) == number
    assert (deciding_form(written) is None) == (same or has_two_readings(written))


@settings_of_laws(max_examples=5)
@given(st.lists(NUMBERS, min_size=1, max_size=8), st.sampled_from((POINT, COMMA)), st.sampled_from(";\t"))
def test_one_number_decides_for_the_file(numbers: Sequence[Fraction], form: NumberForm, mark: str) -> None:
    """Beside a number that only one form admits, every other is read in that form, in whatever row it stands."""
    cells = [_in_form(number, form) for number in [*numbers, Fraction(1, 2)]]
    rows = [mark.join(("electricity", cell, "kWh", "2024-03")) for cell in cells]
    with folder(["\n".join([HEADER.replace(",", mark), *rows])], settings(years=[2024])) as path:
        kg = carbon.inventory(path, year=2024).total(2, LOCATION)
    assert kg == (sum(numbers) + Fraction(1, 2)) * GRID / 1000


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_number_with_two_readings_is_refused(mark: str, file: Path) -> None:
    """Both readings and both sums are said; either is taken when it is said which."""
    rows = ("electricity,41.230,kWh,2024-03", "electricity,79.178,kWh,2024-04", "electricity,3,MWh,2024-04")
    file.write_text("\n".join([HEADER, *rows]).replace(",", mark), encoding="utf-8")
    said = _refused(file)
    for words in ('"41.230" is 41.23', "41230", "120.408 kWh, 3 MWh", "120408 kWh, 3 MWh", "--decimal comma"):
        assert words in said
    assert _emitted(file, decimal="point") == Fraction("3120.408") * GRID / 1000
    assert _emitted(file, decimal="comma") == 123408 * GRID / 1000


def test_whole_numbers_need_no_decision(file: Path) -> None:
    """They are the same in both forms."""
    file.write_text(f"{HEADER}\n{ROW}".replace(",", ";"), encoding="utf-8")
    assert _emitted(file) == GRID


def test_commas_between_cells_leave_a_decimal_point(file: Path) -> None:
    """There 41.230 has one reading, and a quoted comma needs somebody to say what it is."""
    file.write_text(f"{HEADER}\nelectricity,41.230,kWh,2024-03", encoding="utf-8")
    assert _emitted(file) == Fraction("41.23") * GRID / 1000
    file.write_text(f'{HEADER}\nelectricity,"41,230",kWh,2024-03', encoding="utf-8")
    assert "bad-quantity" in _refused(file)
    assert _emitted(file, decimal="point") == 41230 * GRID / 1000
    assert _emitted(file, decimal="comma") == Fraction("41.23") * GRID / 1000


def _small_tables(metric: str, quantity: str, factor: str, mark: str, said: str = "") -> InventoryResult:
    """Return an inventory with a metric and an instrument, their numbers written as given."""
    cells = ("i", "contract", "TW", "", "2024-01-01", "2024-12-31", quantity, "MWh", factor, "mix")
    with folder([f"{HEADER}\n{ROW}"], settings(years=[2024]) + said) as path:
        lines = [mark.join(INSTRUMENTS), mark.join(cells)]
        (path / "instruments.csv").write_text("\n".join(lines), encoding="utf-8")
        header = mark.join(("metric", "year", "quantity", "unit"))
        line = mark.join(("employees", "2024", metric, "employee"))
        (path / "metrics.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
        return carbon.inventory(path, year=2024)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_small_tables_have_the_marks_of_activity_data(mark: str) -> None:
    """Metrics and instruments with semicolons or tabs say what they say with commas."""
    expected = _small_tables("1500.5", "0.25", "0.474", ",")
    assert _small_tables("1.500,5", "0,25", "0,474", mark).intensity == expected.intensity
    assert _small_tables("1.500,5", "0,25", "0,474", mark).totals == expected.totals
    said = '\n[[files]]\nfile = "metrics.csv"\ndecimal = "comma"\n'
    with pytest.raises(ProblemsError, match="ambiguous-decimal"):
        _small_tables("1.500", "0,25", "0,474", mark)
    assert _small_tables("1.500", "0,25", "0,474", mark, said).metrics == _small_tables("1500", "1", "1", ",").metrics


def _known_words() -> set[str]:
    """Return the Chinese words that a file in Big5 is known by."""
    words = {*ACTIVITY_HEADERS, *read_catalogue().names, *units.read().words()}
    return {word for word in words if not word.isascii()}


FOREIGN = {
    "latin-1": "Montréal", "gb18030": "上海总部", "euc-kr": "서울", "euc-jp": "東京", "cp1251": "Москва",
    "shift_jis": "東京本社", "cp950": "台北",
}  # fmt: skip
WORDS = text.Words(ACTIVITY_HEADERS, lambda name: name in {"activity", "unit", "period"}, _known_words)


@pytest.mark.parametrize("encoding", FOREIGN)
@pytest.mark.parametrize("filler", [0, 60_000], ids=["at the top", "beyond the first megabyte"])
@pytest.mark.parametrize("column", ["facility", "evidence"])
def test_an_encoding_is_not_guessed(encoding: str, filler: int, column: str, file: Path) -> None:
    """The cell is shown as it was meant, among others, and read so when somebody says which encoding it is."""
    rows = f"{ROW},\n" * filler + f"{ROW},{FOREIGN[encoding]}\n"
    file.write_bytes(f"{HEADER},{column}\n{rows}".encode(encoding))
    with pytest.raises(NotTextError) as refusal:
        text.encoding(file, WORDS)
    assert (refusal.value.row, refusal.value.column) == (filler + 2, column)
    assert encoding == "euc-jp" or FOREIGN[encoding] in refusal.value.readings.values()
    assert file.read_text(encoding=text.encoding(file, WORDS, encoding)).endswith(f"{FOREIGN[encoding]}\n")


def test_a_column_that_is_not_needed_is_read_strictly(file: Path) -> None:
    """The engine reads the columns that it needs; the whole file is text all the same."""
    file.write_bytes(f"{HEADER},evidence\n{f'{ROW},{chr(10)}' * 50_000}{ROW},page é\n".encode("latin-1"))
    assert "a.csv row 50002, evidence: not-text" in _refused(file)
    assert _emitted(file, encoding="latin-1") == 50_001 * GRID


def test_no_known_word_is_another_in_another_encoding() -> None:
    """The bytes of a known word in any other encoding are no known word of Big5."""
    words = {word for word in _known_words() if len(word) > 1}
    assert len(words) > 200
    for name in (*text.CANDIDATES, "euc-jp", "utf-8", "latin-1", "cp437"):
        for word in words if name != "big5" else ():
            bytes_ = word.encode(text.codec(name), "ignore")
            assert bytes_.decode(text.BIG5, "replace").casefold() not in words or bytes_.isascii(), (name, word)


@pytest.mark.parametrize(
    "content",
    [
        "活動,quantity,unit,period,facility\nelectricity,1000,kWh,2024-03,台北\n",
        f"{HEADER},facility\n電力,1000,kWh,2024-03,台北\n",
        f"{HEADER},facility\nelectricity,1000,千度,2024-03,台北\n",
        f"{HEADER},facility\nelectricity,1000,kWh,113年3月,台北\n",
        f"{HEADER},facility\n" + "electricity,0,kWh,2024-03,台北\n" * 50_000 + "電力,1000,kWh,2024-03,\n",
    ],
    ids=["header", "activity", "unit", "period", "beyond the first megabyte"],
)
def test_big5_is_known_by_its_words(content: str, file: Path) -> None:
    """A known word of two characters as a whole cell of the header, or of a column with a vocabulary."""
    file.write_bytes(content.encode("cp950"))
    assert text.encoding(file, WORDS) == text.BIG5
    file.write_bytes(content.replace("113年3月", "2024").encode("utf-16"))
    assert text.encoding(file, WORDS) == "utf-16"
    for word in ("電力", "千度", "113年3月", "活動"):
        content = content.replace(word, "度")
    file.write_bytes(content.encode("cp950"))
    with pytest.raises(NotTextError):
        text.encoding(file, WORDS)


def test_files_in_big5_and_utf16_are_read(file: Path) -> None:
    """From the first row to the last, whatever they are copied to on the way."""
    for encoding in ("cp950", "utf-16"):
        file.write_bytes(f"{HEADER},facility\n電力,1000,度,2024-03,台北\n".encode(encoding))
        assert _emitted(file) == GRID


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_header(encoding: str, file: Path) -> None:
    """It has NUL bytes as a broken file has, and a header that reads."""
    file.write_bytes(f"{HEADER},facility\n{ROW},臺北\n".encode(encoding))
    assert text.encoding(file, WORDS) == encoding


def test_line_breaks_inside_cells_of_a_large_file(file: Path) -> None:
    """The engine cannot share such a file out among threads; it reads it from end to end then."""
    note = "\n".join(["see", ROW + ",x"] * 1000)
    file.write_text(f"{HEADER},note\n" + f'{ROW},"{note}"\n' * 700, encoding="utf-8")
    assert file.stat().st_size > 20_000_000
    assert _emitted(file) == 700 * GRID


@pytest.mark.parametrize("name", ["~", "file:a.csv", "~/a.csv"])
def test_the_file_that_is_named_is_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine takes `~` for the home, and `file:` for an address; the file whose digest is kept is the one named."""
    home = tmp_path / "home"
    home.mkdir()
    for other in (home / "a.csv", tmp_path / "a.csv"):
        other.write_text(f"{HEADER}\n{ROW.replace('1000', '5')}\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(tmp_path)
    Path(name).parent.mkdir(exist_ok=True)
    Path(name).write_text(f"{HEADER}\n{ROW}\n", encoding="utf-8")
    assert _emitted(Path(name)) == GRID


ROWS_AMONG_BLANKS = (
    f"""   \n\n{HEADER}\n\n{ROW}\n,,,\n\n{ROW.replace("1000", "7")}\n,,,\n,,,\n{ROW.replace("1000", "9")}\n,,,\n"""
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_rows_are_numbered_as_a_spreadsheet_does(line_end: str, file: Path) -> None:
    """Blank lines, lines of spaces above the header, and rows of nothing but commas are passed over and counted."""
    file.write_bytes(ROWS_AMONG_BLANKS.replace("\n", line_end).encode())
    assert _emitted(file) == 1016 * GRID / 1000
    arguments = ["explain", "scope2/electricity", str(file), "--geography", "TW", "--year", "2024"]
    explained = CliRunner().invoke(main, arguments).stdout
    for row, quantity in ((5, "1000"), (8, "7"), (11, "9")):
        assert f"row {row}" in explained
        assert ROWS_AMONG_BLANKS.split("\n")[row - 1].split(",")[1] == quantity
    file.write_bytes(ROWS_AMONG_BLANKS.replace("9", "nine").replace("\n", line_end).encode())
    assert "a.csv row 11, quantity" in _refused(file)


def test_rows_that_say_nothing_are_no_rows(file: Path) -> None:
    """They are counted in no number of rows, and a row that says where it is is not passed over."""
    file.write_text(f"{HEADER},facility\n{ROW},\n,,,,\n,,,,\n", encoding="utf-8")
    result = carbon.inventory(file, year=2024, geography="TW")
    assert [each.rows for each in result.inputs] == [1]
    file.write_text(f"{HEADER},facility\n{ROW},\n,,,,hq\n", encoding="utf-8")
    assert "a.csv row 3, quantity: missing-cell" in _refused(file)


def test_hidden_folders_are_passed_over_and_named() -> None:
    """What an editor keeps for itself is counted nowhere; the remark says so, until it is silenced."""
    with folder([f"{HEADER}\n{ROW}"], settings(years=[2024])) as path:
        for hidden in (".ipynb_checkpoints", "~old"):
            (path / "activity" / hidden).mkdir()
            (path / "activity" / hidden / "00.csv").write_text(f"{HEADER}\n{ROW}", encoding="utf-8")
        result = carbon.inventory(path, year=2024)
        assert result.total(2, LOCATION) == GRID
        places = [problem.place.file for problem in result.remarks if problem.code == "skipped-file"]
        assert places == ["activity/.ipynb_checkpoints", "activity/~old"]
        with (path / "carbon.toml").open("a", encoding="utf-8") as toml:
            toml.write('\n[[silence]]\ncode = "skipped-file"\nreason = "an editor\'s"\n')
        assert "skipped-file" not in {problem.code for problem in carbon.inventory(path, year=2024).remarks}


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("date,start,end", "2023-12-31,2024-03-01,2024-03-31"),
        ("period,ID", "2024-03,meter 7"),
        ("date,invoice", "2024-03-31,2024-04-05"),
    ],
)
def test_columns_that_are_clear(header: str, cells: str, file: Path) -> None:
    """A bill's date beside its days, a number of something, a column without a meaning."""
    row = f"electricity,1000,kWh,{cells}\n"
    file.write_text(f"activity,quantity,unit,{header}\n{row}{row.replace('1000', '2000')}", encoding="utf-8")
    assert _emitted(file) == 3 * GRID


@pytest.mark.parametrize(
    "beside", ["days", "Billing Days", "start", "end", "bill_date", "Read Date", "天數", "帳單日期"]
)
@pytest.mark.parametrize("name", ["date", "Date", "日期"])
def test_a_date_beside_another_is_refused(name: str, beside: str, file: Path) -> None:
    """It may be the day of the bill; called `period` it is the row's."""
    row = "electricity,1000,kWh,2024-03-15,"
    file.write_text(f"activity,quantity,unit,{name},{beside}\n{row}\n", encoding="utf-8")
    source, problems = describe_file(file, file.name, lambda: file.parent)
    assert source is None
    assert f'The column "{name}" may be the day of the row' in problems[0].why
    file.write_text(f"activity,quantity,unit,period,{beside}\n{row}\n", encoding="utf-8")
    source, problems = describe_file(file, file.name, lambda: file.parent)
    assert source is not None
    assert source.columns[3] == "period"


def test_units_that_are_counted_are_no_unit(file: Path) -> None:
    """A header `units` is the unit where it holds words."""
    file.write_text(f"activity,quantity,units,period\n{ROW}\n", encoding="utf-8")
    assert _emitted(file) == GRID
    file.write_text("activity,units,period\nelectricity,1000,2024-03\n", encoding="utf-8")
    assert 'The column "units" holds numbers' in _refused(file)
    file.write_text("activity,units,quantity,unit,period\nelectricity,3,1000,kWh,2024-03\n", encoding="utf-8")
    assert _emitted(file) == GRID


def test_only_a_star_stands_for_other_text() -> None:
    """A folder may be called [2024]; what is said of it is said of no other."""
    said = [FileForm(file="activity/[x]/*.csv", decimal="comma")]
    assert forms.of(said, "activity/[x]/bills.csv", in_folder=True).decimal == "comma"
    assert not forms.of(said, "activity/x/bills.csv", in_folder=True).decimal


@pytest.mark.parametrize(
    ("header", "column"),
    [("Start Date", "start"), ("end-date", "end"), (" Meter  ID ", "meter"), ("HALF HOUR", "time"), ("start day", "")],
)
def test_words_of_a_header_may_be_joined_by_blanks_and_hyphens(header: str, column: str) -> None:
    """As people write them, and not otherwise."""
    assert canonical(header, ACTIVITY_COLUMNS, ACTIVITY_HEADERS) == column
