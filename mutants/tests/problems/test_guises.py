"""The same rows in other guises give the same bytes; a file that looks like another is not taken for it."""

from __future__ import annotations

from contextlib import chdir
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from carbon.cli import main

HEADER = "activity,quantity,unit,period,facility,note"
ROWS = (
    "electricity,1200.5,kWh,2024-03-15,臺北總部,",
    'refrigerant/R-410A,2,kg,2024-04,臺北總部,"two lines:\nand ""quotes"", too"',
    "electricity,-30,kWh,113年4月,,bill of March corrected",
)
PLAIN = "\n".join([HEADER, *ROWS, ""])
FOLDER = 'organisation = "A"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n[years.2024]\n'


def _separated(by: str) -> str:
    """Return the rows with another delimiter."""
    return PLAIN.replace(",", by).replace(f'quotes""{by} too', 'quotes"", too')


GUISES: dict[str, bytes] = {
    "windows_line_endings": PLAIN.replace("\n", "\r\n").encode(),
    "no_newline_at_the_end": PLAIN.rstrip("\n").encode(),
    "blank_lines_in_the_middle": PLAIN.replace("\nelectricity", "\n\n\nelectricity").encode(),
    "blank_lines_at_the_end": f"{PLAIN}\n\n".encode(),
    "byte_order_mark": f"\ufeff{PLAIN}".encode(),
    "big5": PLAIN.encode("cp950"),
    "semicolons": _separated(";").encode(),
    "tabs": _separated("\t").encode(),
    "quotes_around_everything": PLAIN.replace(HEADER, ",".join(f'"{name}"' for name in HEADER.split(","))).encode(),
    "trailing_comma": "\n".join(f"{line}," for line in [HEADER, *ROWS]).encode(),
    "spaces": PLAIN.replace(
        "electricity,1200.5,kWh,2024-03-15,", " electricity , 1200.5 , kWh , 2024-03-15 , "
    ).encode(),
    "chinese_headers": PLAIN.replace(HEADER, "活動,數量,單位,期間,據點,備註").encode(),
    "capitals": PLAIN.replace(HEADER, HEADER.upper()).replace("\nelectricity", "\nElectricity").encode(),
    "another_order": "\n".join([HEADER, *reversed(ROWS), ""]).encode(),
}


def _json(folder: Path, *arguments: str) -> str:
    """Return the inventory of a folder's files as JSON, or what was said instead."""
    with chdir(folder):
        options = ["--format", "json", "--no-inputs"]
        result = CliRunner().invoke(main, ["inventory", *arguments, *options], prog_name="carbon")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.stdout or result.stderr


def _bare(folder: Path, name: str = "a.csv") -> str:
    """Return the inventory of a bare file."""
    return _json(folder, name, "--geography", "TW", "--year", "2024", "--organisation", "A")


@pytest.fixture
def plain(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the inventory of the rows as they are."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "a.csv").write_text(PLAIN, encoding="utf-8")
    return _bare(folder)


@pytest.mark.parametrize("guise", GUISES)
def test_a_guise_changes_nothing(guise: str, plain: str, tmp_path: Path) -> None:
    """Line endings, encodings, delimiters, quotes and spaces say nothing about emissions."""
    (tmp_path / "a.csv").write_bytes(GUISES[guise])
    assert '"t_co2e": 4.' in plain
    assert _bare(tmp_path) == plain


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.replace("\n", "\r\n", 1), id="header_from_windows"),
        pytest.param(PLAIN + PLAIN.partition("\n")[2].replace("\n", "\r\n"), id="rows_from_two_systems"),
        pytest.param(f"\n\n{PLAIN}", id="blank_lines_before_the_header"),
    ],
)
def test_a_patched_file_is_read(content: str, tmp_path: Path) -> None:
    """Two exports put together have two kinds of line endings."""
    (tmp_path / "a.csv").write_bytes(content.encode())
    assert _bare(tmp_path).startswith("{")


PERIODS: dict[str, pa.Array] = {
    "date": pa.array([date(2024, 3, 15)]),
    "timestamp": pa.array([datetime(2024, 3, 15, 23, 59)]),  # noqa: DTZ001 - a meter's clock has no zone
    "text": pa.array(["2024-03-15"]),
    "large_text": pa.array(["2024-03-15"], pa.large_string()),
    "dictionary": pa.array(["2024-03-15"]).dictionary_encode(),
}
QUANTITIES: dict[str, pa.Array] = {
    "decimal": pa.array([Decimal("1200.5")], pa.decimal128(20, 3)),
    "double": pa.array([1200.5]),
    "text": pa.array(["1200.5"]),
}


def _table(**columns: Any) -> pa.Table:  # noqa: ANN401 - whatever pyarrow takes
    """Return a row of electricity."""
    row = {"activity": ["electricity"], "quantity": [1000], "unit": ["kWh"], "period": ["2024-03-15"]}
    return pa.table(row | columns)


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_parquet_types_change_nothing(period: str, quantity: str, tmp_path: Path) -> None:
    """A day is a day and a number a number, whatever the column's type."""
    (tmp_path / "a.csv").write_text(
        "activity,quantity,unit,period\nelectricity,1200.5,kWh,2024-03-15\n", encoding="utf-8"
    )
    pq.write_table(_table(period=PERIODS[period], quantity=QUANTITIES[quantity]), tmp_path / "a.parquet")
    assert _bare(tmp_path, "a.parquet") == _bare(tmp_path)


def test_a_year_may_be_a_whole_number(tmp_path: Path) -> None:
    """A column of years is a column of integers to every tool that writes Parquet."""
    pq.write_table(_table(period=[2024]), tmp_path / "a.parquet")
    assert '"t_co2e": 0.474' in _bare(tmp_path, "a.parquet")


def _other(folder: Path) -> None:
    """Put another file beside, a thousand times as large."""
    (folder / "a1.csv").write_text("activity,quantity,unit,period\nelectricity,1000000,kWh,2024-03\n", encoding="utf-8")


@pytest.mark.parametrize("name", ["a[1].csv", "a*.csv", "a?.csv"])
def test_a_name_is_no_pattern(name: str, tmp_path: Path) -> None:
    """Browsers write `a[1].csv` when `a.csv` is there."""
    (tmp_path / name).write_text("activity,quantity,unit,period\nelectricity,1000,kWh,2024-03\n", encoding="utf-8")
    alone = _bare(tmp_path, name)
    _other(tmp_path)
    assert _bare(tmp_path, name) == alone
    assert '"t_co2e": 0.474' in alone


@pytest.mark.parametrize("within", ["unit=MWh", "quantity=5"])
def test_a_folder_is_no_column(within: str, tmp_path: Path) -> None:
    """A folder's name says nothing about the rows in it."""
    folder = tmp_path / "activity" / within
    folder.mkdir(parents=True)
    (tmp_path / "carbon.toml").write_text(FOLDER, encoding="utf-8")
    pq.write_table(_table(), folder / "a.parquet")
    assert '"t_co2e": 0.474' in _json(tmp_path, ".", "--year", "2024")
