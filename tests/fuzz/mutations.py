"""What is done to a folder: a byte, a cell, a header, a unit, a date, a number, an encoding, a TOML value, a file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from random import Random

from tests.fuzz.bases import Files

NUMBERS = (
    "",
    "0",
    "-5",
    "+5",
    "1e5",
    "1E400",
    "1e999999999",
    "NaN",
    "inf",
    "-0",
    "00012",
    ".5",
    "5.",
    "1,234",
    "1.234",
    "1.234,5",
    "1 234",
    "1_000",
    "0x10",
    "１２",
    "٣",
    "५",
    "1" * 19,
    "1" * 40,
    "0." + "1" * 9,
    "0." + "1" * 12,
    "12 kWh",
    "(5)",
    "5%",
    "--5",
    "½",
    " 5",
    "5 ",
    "\u00a05",
    "$5",
    "1'000",
    "99999999999999999999.5",
)
DATES = (
    "2024",
    "2024-13",
    "02024-3-15",
    "2024-2-30",
    "113/2/29",
    "114/2/29",
    "2024-03-15T00:00",
    "2024-03-15 00:00:00",
    "15/03/2024",
    "03/15/2024",
    "2024Q1",
    "2024-Q1",
    "2024-Q5",
    "2024-W03",
    "113年3月",
    "113年第1季",
    "２０２４-03",
    "45366",
    "202403",
    "20240315",
    "2024-3-5",
    "2024/03",
    "1989-12",
    "2101-01",
    "0000-00-00",
    "2024-03-",
    "March 2024",
    "2024-02-29",
    "2023-02-29",
)
UNITS = (
    "KWH",
    "mWh",
    "kwh",
    "kW",
    "ton",
    "t",
    "度",
    "m^3",
    "gal",
    "therm",
    "MMBtu",
    "=1+1",
    "L/100km",
    "kWh kWh",
    "GJ_net",
    "公升",
    "1000 kWh",
)
TEXTS = (
    '"',
    '""',
    "\n",
    "\r",
    "\x1b[31m",
    "\x00",
    "\ufeff",
    "😀",
    "Total",
    "合計",
    "../..",
    "<script>",
    "%s",
    "{0}",
    "=cmd|'x'!A1",
    "x" * 5000,
    "null",
    "N/A",
    "#REF!",
    "electricity ",
    "Electricity",
    "電力",
    "elektrizität",
    "reported/scope1/process",
    "avoided/electricity",
    "\u202e",
    "taipei-hq",
    "TAIPEI-HQ",
)
VALUES = (
    "0",
    "-1",
    "1e400",
    "1e999999999",
    '""',
    '"x"',
    "true",
    "[]",
    "{}",
    "[[]]",
    "2024-01-01",
    "2024-13-01",
    "nan",
    "inf",
    "3020",
    '"0030"',
    '"200 %"',
    '"-100 %/yr"',
    '"40"',
    '"40 %"',
    "0.4",
    '"../../etc/passwd"',
    '"\\u0000"',
    '"' + " " * 2000 + '1"',
    "9" * 5000,
)
HEADERS = (
    "",
    "activity",
    "quantity",
    "unit",
    "units",
    "period",
    "date",
    "days",
    "ID",
    "id",
    "meter",
    "note",
    "數量",
    "x" * 300,
    "factor",
    "supplier",
    "geography",
)
ENCODINGS = ("utf-16", "utf-8-sig", "big5", "cp950", "gb18030", "latin-1", "cp1252", "utf-32", "shift_jis", "utf-16-le")

Mutation = Callable[[Random, Files], str]


def _pick(random: Random, files: Files, *ends: str) -> str:
    """Choose a file by its ending, any file where there is none."""
    return random.choice([name for name in files if name.endswith(ends)] or list(files))


def _position(random: Random, content: bytes) -> int:
    """Choose a place in a file."""
    return random.randrange(len(content) + 1)


def change_byte(random: Random, files: Files) -> str:
    """Change, insert or take out bytes."""
    name = _pick(random, files)
    content, place = files[name], _position(random, files[name])
    inserted = random.choice(
        (b"", bytes([random.randrange(256)]), b"\x00" * random.randint(1, 40), b"\xff\xfe", b"\n", b",", b'"')
    )
    taken = random.choice((0, 1, 1, random.randint(1, 30)))
    files[name] = content[:place] + inserted + content[place + taken :]
    return f"{name}: {taken} bytes at {place} become {inserted!r}"


def cut_short(random: Random, files: Files) -> str:
    """End a file in the middle."""
    name = _pick(random, files)
    files[name] = files[name][: _position(random, files[name])]
    return f"{name}: cut to {len(files[name])} bytes"


def _table(content: bytes) -> list[list[str]]:
    """Take a CSV file apart, as far as it goes."""
    return list(csv.reader(io.StringIO(content.decode("utf-8", "replace"), newline="")))


def _written(rows: list[list[str]]) -> bytes:
    """Put a CSV file together."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def change_cell(random: Random, files: Files) -> str:
    """Write something else into a cell: a number, a date, a unit, a text."""
    name = _pick(random, files, ".csv")
    try:
        rows = _table(files[name])
    except csv.Error:
        return change_byte(random, files)
    filled = [row for row in rows[1:] if row]
    if not filled:
        return change_byte(random, files)
    row, pool = random.choice(filled), random.choice((NUMBERS, DATES, UNITS, TEXTS))
    column = random.randrange(len(row))
    kind = {"quantity": NUMBERS, "unit": UNITS, "period": DATES, "start": DATES, "end": DATES}
    header = rows[0][column] if column < len(rows[0]) else ""
    row[column] = random.choice(kind.get(header, pool) if random.random() < 0.8 else pool)
    files[name] = _written(rows)
    return f"{name}: a cell of {header or column} becomes {row[column][:60]!r}"


def change_header(random: Random, files: Files) -> str:
    """Rename, repeat or take out a header."""
    name = _pick(random, files, ".csv")
    try:
        rows = _table(files[name])
    except csv.Error:
        return change_byte(random, files)
    if not rows or not rows[0]:
        return change_byte(random, files)
    column = random.randrange(len(rows[0]))
    before = rows[0][column]
    rows[0][column] = random.choice(HEADERS)
    files[name] = _written(rows)
    return f"{name}: header {before!r} becomes {rows[0][column][:40]!r}"


def change_rows(random: Random, files: Files) -> str:
    """Repeat, drop, move, lengthen or blank a row."""
    name = _pick(random, files, ".csv")
    lines = files[name].splitlines(keepends=True)
    if len(lines) < 2:
        return change_byte(random, files)
    place = random.randrange(1, len(lines))
    change = random.choice(("repeat", "drop", "blank", "commas", "longer", "header"))
    line = lines[place]
    lines[place : place + 1] = {
        "repeat": [line, line],
        "drop": [],
        "blank": [b"\n", line],
        "commas": [b",,,,,,,\n", line],
        "longer": [line.rstrip(b"\r\n") + b",surplus\n"],
        "header": [line, lines[0]],
    }[change]
    files[name] = b"".join(lines)
    return f"{name}: row {place + 1} {change}"


def change_encoding(random: Random, files: Files) -> str:
    """Write a file in another encoding, or with other line ends or delimiters."""
    name = _pick(random, files, ".csv", ".toml")
    encoding = random.choice((*ENCODINGS, "semicolons", "tabs", "CR", "CRLF"))
    text = files[name].decode("utf-8", "replace")
    swapped = {"semicolons": (",", ";"), "tabs": (",", "\t"), "CR": ("\n", "\r"), "CRLF": ("\n", "\r\n")}
    if encoding in swapped:
        files[name] = text.replace(*swapped[encoding]).encode()
    else:
        files[name] = text.encode(encoding, "replace")
    return f"{name}: {encoding}"


def change_toml(random: Random, files: Files) -> str:
    """Change a value, a key or a table of a TOML file, or the lock."""
    name = _pick(random, files, ".toml", ".lock")
    lines = files[name].decode("utf-8", "replace").split("\n")
    places = [place for place, line in enumerate(lines) if "=" in line or line.startswith("[")]
    if not places:
        return change_byte(random, files)
    place = random.choice(places)
    before = lines[place]
    if before.startswith("["):
        lines[place] = random.choice((f"[{before}]", before + before, "", before.upper(), before.replace(".", ".0")))
    else:
        key = before.partition("=")[0]
        value = random.choice(VALUES)
        lines[place] = random.choice((f"{key}= {value}", f"{key}= {value}", "", f"{before}\n{before}", f"x{before}"))
    files[name] = "\n".join(lines).encode()
    return f"{name} line {place + 1}: {before[:60]!r} becomes {lines[place][:60]!r}"


def change_number(random: Random, files: Files) -> str:
    """Change a digit somewhere."""
    name = _pick(random, files)
    digits = [match.start() for match in re.finditer(rb"[0-9]", files[name])]
    if not digits:
        return change_byte(random, files)
    place = random.choice(digits)
    files[name] = files[name][:place] + str(random.randrange(10)).encode() + files[name][place + 1 :]
    return f"{name}: the digit at {place}"


def change_files(random: Random, files: Files) -> str:
    """Rename, copy or take out a file."""
    name = _pick(random, files)
    change = random.choice(("drop", "copy", "rename", "hidden", "empty"))
    other = random.choice(
        (
            "activity/copy.csv",
            "activity/.copy.csv",
            "activity/~copy.csv",
            "activity/.git/x.csv",
            "metric.csv",
            "emission_factors/own/1/factors.csv",
            "activity/a b'c.csv",
            "activity/數.tsv",
            "scenarios/targets/x.toml",
        )
    )
    if change == "empty":
        files[name] = b""
    elif change == "drop" and len(files) > 1:
        del files[name]
    elif change == "rename":
        files[other] = files.pop(name)
    else:
        files[other] = files[name]
    return f"{name}: {change} {other}"


MUTATIONS: tuple[Mutation, ...] = (
    change_byte,
    cut_short,
    change_cell,
    change_cell,
    change_cell,
    change_header,
    change_rows,
    change_encoding,
    change_toml,
    change_number,
    change_files,
)
