"""The same folder written otherwise: none of it may move a figure, or be refused."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

from tests.fuzz.bases import Files
from tests.laws import strategies

Table = list[list[str]]
CHINESE = {
    "facility": ("據點", "場所"),
    "activity": ("活動", "排放源"),
    "quantity": ("數量", "用量"),
    "unit": ("單位",),
    "period": ("期間", "年月"),
    "start": ("起日", "開始日期"),
    "end": ("迄日", "截止日"),
    "note": ("備註",),
    "meter": ("電號", "表號"),
}
FILES = '\n[[files]]\nfile = "{}"\n{} = "{}"\n'
"""What carbon.toml says of a file that does not say it itself."""
NINE_DECIMALS = 10**9
Rewriting = Callable[[Random, Files, str], str]


def _table(content: bytes) -> Table:
    """Take a file of activity data apart."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def _written(rows: Table, **form: object) -> bytes:
    """Put it together."""
    text = io.StringIO(newline="")
    csv.writer(text, **({"lineterminator": "\n"} | form)).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue().encode()


def shuffle_rows(random: Random, files: Files, name: str) -> str:
    """Put the rows in another order."""
    header, *rows = _table(files[name])
    random.shuffle(rows)
    files[name] = _written([header, *rows])
    return "rows shuffled"


def shuffle_columns(random: Random, files: Files, name: str) -> str:
    """Put the columns in another order, a column without meaning among them."""
    rows = _table(files[name])
    places = [*range(len(rows[0])), -1]
    random.shuffle(places)
    cells = [[*row, "of no meaning" if number else "colour"] for number, row in enumerate(rows)]
    files[name] = _written([[row[place] for place in places] for row in cells])
    return "columns shuffled"


def restate(random: Random, files: Files, name: str) -> str:
    """Write a quantity in an equal unit."""
    header, *rows = _table(files[name])
    places = [header.index(each) for each in ("activity", "quantity", "unit")]
    row = random.choice(rows)
    activity, quantity, unit = (row[place] for place in places)
    groups = strategies.EQUAL_UNITS[activity]
    (size,) = (size for names, size in groups if unit in names)
    names, other = random.choice(groups)
    restated = Fraction(quantity) * other / size
    if (restated * NINE_DECIMALS).denominator == 1:
        row[places[1]], row[places[2]] = strategies.plain(restated), random.choice(names)
    files[name] = _written([header, *rows])
    return f"{quantity} {unit} becomes {row[places[1]]} {row[places[2]]}"


def part(random: Random, files: Files, name: str) -> str:
    """Write a row as two, a third and the rest."""
    header, *rows = _table(files[name])
    place = header.index("quantity")
    row = random.choice(rows)
    third = Fraction(int(Fraction(row[place]) * 1000) // 3, 1000)
    rest = Fraction(row[place]) - third
    row[place] = strategies.plain(rest)
    other = [strategies.plain(third) if number == place else cell for number, cell in enumerate(row)]
    if "meter" not in header and third != rest:
        rows.append(other)
    else:
        row[place] = strategies.plain(third + rest)
    files[name] = _written([header, *rows])
    return "a row parted"


def another_calendar(random: Random, files: Files, name: str) -> str:
    """Write a month or day of a period in another form."""
    header, *rows = _table(files[name])
    for row in rows:
        for column in ("period", "start", "end"):
            place = header.index(column)
            numbers = [int(number) for number in re.findall(r"[0-9]+", row[place])]
            if len(numbers) > 1 and random.random() < 0.5:
                row[place] = _day(random, *numbers)
    files[name] = _written([header, *rows])
    return "another calendar"


def _day(random: Random, year: int, month: int, *day: int) -> str:
    """Write a month, or a day of it."""
    year, roc = (year, year - 1911) if year > 1911 else (year + 1911, year)
    dashes = "".join(f"-{number:02}" for number in (month, *day))
    chinese = f"{roc}年{month}月" + "".join(f"{number}日" for number in day)
    return random.choice((f"{year}{dashes}", f"{roc}{dashes}".replace("-", "/"), chinese))


def blank_lines(random: Random, files: Files, name: str) -> str:
    """Set blank lines and rows of empty cells between the rows, and at the end."""
    rows = _table(files[name])
    for _ in range(random.randint(1, 4)):
        rows.insert(random.randint(1, len(rows)), random.choice(([], [""] * len(rows[0]))))
    files[name] = _written(rows)
    return "blank lines"


def another_file(random: Random, files: Files, name: str) -> str:
    """Move a file, or part it in two."""
    header, *rows = _table(files[name])
    folder = random.choice(("", "deep/er/", "a b'c/", "數據/", "[x]/"))
    if random.random() < 0.5 and len(rows) > 1:
        place = random.randint(1, len(rows) - 1)
        files[f"activity/{folder}part.csv"] = _written([header, *rows[place:]])
        files[name] = _written([header, *rows[:place]])
        return f"{name} parted into {folder}"
    files[f"activity/{folder}moved{random.choice(('.csv', '.txt', '.CSV'))}"] = files.pop(name)
    return f"{name} moved to {folder}"


def another_delimiter(random: Random, files: Files, name: str) -> str:
    """Write tabs or semicolons between cells, with a comma or a point before the decimals, and say which."""
    rows = _table(files[name])
    place = rows[0].index("quantity")
    comma = random.random() < 0.6
    for row in rows[1:]:
        row[place] = row[place].replace(".", ",") if comma else row[place]
    files[name] = _written(rows, delimiter=random.choice(";\t"))
    files["carbon.toml"] += FILES.format(name, "decimal", "comma" if comma else "point").encode()
    return f"{name}: another delimiter, decimal {'comma' if comma else 'point'}"


def another_encoding(random: Random, files: Files, name: str) -> str:
    """Write another encoding, with Chinese headers that speak for Big5."""
    rows = _table(files[name])
    encoding = random.choice(("utf-8-sig", "utf-16", "big5", "gb18030"))
    rows[0] = [random.choice(CHINESE.get(column, (column,))) for column in rows[0]]
    text = _written(rows).decode()
    try:
        files[name] = text.encode(encoding)
    except UnicodeEncodeError:
        files[name], encoding = text.encode(), "utf-8"
    if encoding == "gb18030":
        files["carbon.toml"] += FILES.format(name, "encoding", encoding).encode()
    return f"{name}: Chinese headers in {encoding}"


def another_hand(random: Random, files: Files, name: str) -> str:
    """Quote every cell, end lines otherwise, or end the file without one."""
    rows = _table(files[name])
    ends = random.choice(("\n", "\r\n"))
    content = _written(rows, quoting=random.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)), lineterminator=ends)
    files[name] = content.rstrip() if random.random() < 0.5 else content
    return f"{name}: another hand"


def remark(random: Random, files: Files, name: str) -> str:
    """Write remarks, blank lines and other line ends into carbon.toml."""
    lines = files["carbon.toml"].decode().split("\n")
    lines.insert(random.randint(0, len(lines)), f"# nothing moved in {name}\n")
    files["carbon.toml"] = random.choice(("\n", "\r\n")).join(lines).encode()
    return "carbon.toml: a remark"


FIGURES: tuple[Rewriting, ...] = (shuffle_rows, shuffle_columns, restate, part, another_calendar, another_file, remark)
"""What is written otherwise, any number of times."""
FORMS: tuple[Rewriting, ...] = (blank_lines, another_delimiter, another_encoding, another_hand)
"""How it is written, which is done last, and to a file once."""


def rewritten(random: Random, files: Files) -> list[str]:
    """Write a folder otherwise that the oracle knows, and say how."""
    count = random.randint(1, 4)
    said = [random.choice(FIGURES)(random, files, random.choice(_activity(files))) for _ in range(count)]
    said += [random.choice(FORMS)(random, files, name) for name in _activity(files) if random.random() < 0.7]
    return said


def _activity(files: Files) -> list[str]:
    """Return the names of the files of activity data."""
    return sorted(name for name in files if name.startswith("activity/"))
