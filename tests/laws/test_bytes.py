"""Equal activity data gives the same bytes of JSON, however it is written."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import carbon
from carbon import formats
from carbon.cli.inventories import inventory
from tests.laws.strategies import HEADER, Row, folder, settings, text

CHINESE = ("據點", "活動", "數量", "單位", "期間", "起日", "迄日", "備註")
ROWS = (
    Row("electricity", "152030.55", "kWh", "2024-01", facility="大直總部", note="電費單"),
    Row("electricity", "98000", "kWh", start="2023-12-12", end="2024-02-10", facility="kaohsiung"),
    Row("electricity", "0.12345", "kWh", "2024-03-15"),
    Row("electricity", "-12.5", "kWh", "2024-03-16", facility="大直總部", note="更正"),
    Row("natural_gas/stationary", "64653.12", "m3", "2024", facility="大直總部"),
    Row("petrol/mobile", "33.333333333", "L", "2024-Q2", facility="kaohsiung", note="公務車, 第二季"),
    Row("diesel/stationary", "1305.21", "L", "2023-Q4", note='the "old" generator'),
    Row("refrigerant/R-410A", "1.7", "kg", "2024-07-01", facility="大直總部"),
    Row("refrigerant/R-22", "2", "kg", "2024-07"),
    Row("water/supply", "94736", "度", "2024", facility="大直總部"),
    Row("paper/a4", "500", "sheet", "2024-05"),
    Row("paper/a4", "500", "sheet", "2024-05"),
)
INSTRUMENT = ("i", "certificate", "TW", "taipei-hq", "2024-01-01", "2024-12-31", "60.5", "MWh", "0", "solar")


def _bytes(files: Sequence[str | bytes]) -> bytes:
    """Return the JSON of a folder without the files' names and digests."""
    with folder(files, settings(), instruments=[INSTRUMENT]) as path:
        return formats.text("json", carbon.inventories(path), with_inputs=False).encode()


@pytest.fixture(scope="module")
def expected() -> bytes:
    """Return the JSON of the rows as they stand."""
    return _bytes([text(ROWS)])


def _shuffled() -> list[bytes]:
    """Return the rows in another order."""
    rows = list(ROWS)
    random.Random(20240315).shuffle(rows)
    assert rows != list(ROWS)
    return [text(rows).encode()]


def _split() -> list[bytes]:
    """Return the rows in four files."""
    return [text(ROWS[place::4]).encode() for place in range(4)]


def _restated(unit: str, size: Fraction) -> Callable[[], list[bytes]]:
    """Return electricity in another unit."""

    def made() -> list[bytes]:
        return [text([replace(row.times(size), unit=unit) if row.unit == "kWh" else row for row in ROWS]).encode()]

    return made


def _with_header(header: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> list[bytes]:
    """Return the rows under another header, in another encoding."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n", delimiter=delimiter)
    writer.writerow(header)
    writer.writerows([getattr(row, name) for name in HEADER] for row in ROWS)
    return [written.getvalue().encode(encoding)]


def _reordered() -> list[bytes]:
    """Return the columns in another order, with one that has no meaning."""
    names = [*reversed(HEADER), "colour"]
    lines = [{name: getattr(row, name, "red") for name in names} for row in ROWS]
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, names, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(lines)
    return [written.getvalue().encode()]


ROC = {
    "2024-01": "113年1月", "2024-03-15": "113/03/15", "2024-03-16": "113年3月16日", "2024": "113年度",
    "2024-Q2": "113年第2季", "2023-Q4": "112年第4季", "2024-07-01": "113/7/1", "2024-07": "113/07", "2024-05": "113/5",
    "2023-12-12": "112/12/12", "2024-02-10": "113年2月10日", "": "",
}  # fmt: skip


def _roc() -> list[bytes]:
    """Return the periods in ROC form."""
    changed = [replace(row, period=ROC[row.period], start=ROC[row.start], end=ROC[row.end]) for row in ROWS]
    return [text(changed).encode()]


def _days() -> list[bytes]:
    """Return the periods as first and last days."""
    ends = {
        "2024-01": ("2024-01-01", "2024-01-31"), "2024": ("2024-01-01", "2024-12-31"),
        "2024-Q2": ("2024-04-01", "2024-06-30"), "2023-Q4": ("2023-10-01", "2023-12-31"),
        "2024-07": ("2024-07-01", "2024-07-31"), "2024-05": ("2024-05-01", "2024-05-31"),
    }  # fmt: skip
    changed = [
        replace(row, period="", start=ends[row.period][0], end=ends[row.period][1]) if row.period in ends else row
        for row in ROWS
    ]
    return [text(changed).encode()]


FORMS: dict[str, Callable[[], list[bytes]]] = {
    "shuffled": _shuffled,
    "split": _split,
    "MWh": _restated("MWh", Fraction(1, 1000)),
    "GJ": _restated("GJ", Fraction(36, 10000)),
    "度": _restated("度", Fraction(1)),
    "UTF-8 with BOM": lambda: _with_header(HEADER, "utf-8-sig"),
    "Big5": lambda: _with_header(HEADER, "big5"),
    "cp950, Chinese headers": lambda: _with_header(CHINESE, "cp950"),
    "Chinese headers": lambda: _with_header(CHINESE),
    "Chinese headers with BOM": lambda: _with_header(CHINESE, "utf-8-sig"),
    "capital headers": lambda: _with_header([name.upper() for name in HEADER]),
    "semicolons": lambda: _with_header(HEADER, delimiter=";"),
    "tabs": lambda: _with_header(HEADER, delimiter="\t"),
    "other columns": _reordered,
    "ROC periods": _roc,
    "first and last days": _days,
    "blank lines": lambda: [text(ROWS).encode().replace(b"\n", b"\n\n")],
    "blank line before the header": lambda: [b"\n" + text(ROWS).encode()],
    "two kinds of line break": lambda: [text(ROWS).encode().replace(b"\n", b"\r\n", 3)],
    "without a last line break": lambda: [text(ROWS).encode().rstrip(b"\n")],
    "spaces around cells": lambda: [
        text([replace(row, quantity=f" {row.quantity} ", unit=f"{row.unit} ") for row in ROWS]).encode()
    ],
    "trailing zeros": lambda: [
        text([replace(row, quantity=f"{Decimal(row.quantity):.9f}") for row in ROWS]).encode()
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_same_bytes(form: str, expected: bytes) -> None:
    """However the rows are written, the JSON is the same."""
    files = FORMS[form]()
    assert files != [text(ROWS).encode()]
    assert _bytes(files) == expected


@pytest.mark.parametrize("quantity", ["decimal", "text"])
@pytest.mark.parametrize("days", [False, True])
def test_same_bytes_from_parquet(quantity: str, *, days: bool, expected: bytes) -> None:
    """Parquet with DECIMAL or text quantities, with or without dates as dates, gives what CSV gives."""
    columns: dict[str, pa.Array] = {name: pa.array([getattr(row, name) or None for row in ROWS]) for name in HEADER}
    if quantity == "decimal":
        columns["quantity"] = pa.array([Decimal(row.quantity) for row in ROWS], pa.decimal128(38, 9))
    if days:
        for name in ("start", "end"):
            cells = [getattr(row, name) for row in ROWS]
            columns[name] = pa.array([date.fromisoformat(cell) if cell else None for cell in cells], pa.date32())
    with folder([], settings(), instruments=[INSTRUMENT]) as path:
        pq.write_table(pa.table(columns), path / "activity" / "all.parquet")
        assert formats.text("json", carbon.inventories(path), with_inputs=False).encode() == expected


def test_same_bytes_from_a_long_file_in_big5(expected: bytes) -> None:
    """A file whose first Chinese character comes after its first megabyte is read in its encoding."""
    filler = "".join(",electricity,0,kWh,2024-03-15,,," + "x" * 20 + "\n" for _ in range(30_000))
    top, rest = text(ROWS).split("\n", maxsplit=1)
    long = f"{top}\n{filler}{rest}"
    assert len(filler) > 1 << 20
    assert _bytes([long.encode("cp950")]) == _bytes([long]) == expected


def test_command_line_prints_the_same_bytes(expected: bytes) -> None:
    """`carbon inventory --format json --no-inputs` prints these bytes, and ends the line."""
    with folder([text(ROWS)], settings(), instruments=[INSTRUMENT]) as path:
        printed = CliRunner().invoke(inventory, [str(path), "--format", "json", "--no-inputs"])
    assert printed.exit_code == 0
    assert printed.stdout_bytes == expected + b"\n"


@pytest.mark.parametrize("place", range(len(ROWS)))
def test_every_row_is_in_the_bytes(place: int, expected: bytes) -> None:
    """Without any one of the rows the bytes are others: the comparison sees each of them."""
    assert _bytes([text([*ROWS[:place], *ROWS[place + 1 :]])]) != expected
