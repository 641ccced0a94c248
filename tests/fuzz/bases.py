"""Folders to begin with, each as file names with their bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

from tests.laws import strategies

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
TEMPLATES = ROOT / "carbon" / "templates"
Files = dict[str, bytes]

METRICS = b"metric,year,facility,quantity,unit\nemployees,2023,,3561,employee\nemployees,2024,,3700,employee\n"
INSTRUMENTS = (
    b"id,kind,market,facility,start,end,quantity,unit,factor,technology\n"
    b"wind-24,certificate,TW,,2024-01-01,2024-12-31,120,MWh,0,wind\n"
)
SCENARIO = b"""\
title = { en = "Example" }
end = 2030

[renewable_share]
2025 = "20 %"
2030 = "40 %"

[electricity]
growth = "1 %/yr"

[targets.near]
rule = "sbti-aca-2020"
base_year = 2023
target_year = 2030
scopes = [2]
scope2_method = "market_based"
"""


MEASURES = """\
title = { en = "Measures" }
end = 2030
currency = "TWD"
discount_rate = "5 %/yr"
seed = 7
draws = 200

[electricity]
efficiency = { value = "1 %/yr", low = "0 %/yr", high = "2 %/yr" }

[grid_factor]
change = "-1.5 %/yr"

[measures.led]
name = { en = "LED lighting" }
saves = "electricity"
reduction = "4 %"
start = 2025
lifetime = 10
capex = 6400
opex = -100

[measures.controls]
name = { en = "Controls" }
saves = "electricity"
reduction = "2 %"
start = 2026
lifetime = 8
capex = 300
opex = 15
requires = ["led"]

[purchases.solar]
name = { en = "Solar" }
block = "5 MWh/yr"
premium = 1500
most_blocks = 20
start = 2025
years = 10

[targets.near]
rule = "sbti-aca-2020"
base_year = 2023
target_year = 2030
scopes = [2]
scope2_method = "market_based"
"""


@dataclass(slots=True)
class Case:
    """A folder, what it says if the oracle knows that, what was done to it, and whether that moves nothing."""

    files: Files
    is_known: bool
    changes: list[str] = field(default_factory=list)
    meant: Files | None = None


@cache
def _example(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return the files of an example."""
    folder = EXAMPLES / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def drawn(random: Random) -> Case:
    """Draw a folder: mostly one whose every row the oracle knows, else an example, or one with an instrument."""
    if random.random() < 0.15:
        return Case(dict(_example(random.choice(("kgi", "trade_van", "kgi_overseas")))), is_known=False)
    case = known(random)
    if random.random() < 0.15:
        case.files["instruments.csv"] = INSTRUMENTS
        case.is_known = False
    return case


def known(random: Random) -> Case:
    """Draw a folder whose every row the oracle knows."""
    files = {f"activity/{number}.csv": _rows(random) for number in range(random.randint(1, 2))}
    files["carbon.toml"] = strategies.settings().encode()
    if random.random() < 0.4:
        files["activity/bills.csv"] = _bills(random)
    if random.random() < 0.4:
        files |= {
            "metrics.csv": METRICS,
            "scenarios/example.toml": SCENARIO,
            "scenarios/measures.toml": MEASURES.encode(),
        }
    return Case(files, is_known=True)


def _rows(random: Random) -> bytes:
    """Write a file of activity data, well formed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=random.choice(("\n", "\r\n")))
    writer.writerow(strategies.HEADER)
    for _ in range(random.randint(2, 9)):
        activity = random.choice(list(strategies.EQUAL_UNITS))
        names = [name for group, _ in strategies.EQUAL_UNITS[activity] for name in group]
        year, month = random.choice(strategies.YEARS), random.randint(1, 12)
        if activity == "paper/a4":
            year, month = 2023, 5
        period = random.choice((f"{year}-{month:02}", f"{year - 1911}/{month:02}", f"{year}-{month:02}-07"))
        span = ("", f"{year}-{month:02}-01", f"{year}-{min(month + 1, 12):02}-14")
        quantity = f"{random.randint(1, 10**6)}" + random.choice(("", f".{random.randint(0, 999):03}"))
        facility = random.choice(("", *strategies.FACILITIES))
        dates = span if random.random() < 0.3 and activity != "paper/a4" else (period, "", "")
        writer.writerow((facility, activity, quantity, random.choice(names), *dates, ""))
    return text.getvalue().encode()


def _bills(random: Random) -> bytes:
    """Write the bills of one meter, each from a reading to the next, often with the day of the reading in both."""
    lines = [",".join((*strategies.HEADER, "meter"))]
    first, shared = date(2023, random.randint(1, 12), random.randint(1, 28)), random.random() < 0.6
    for _ in range(random.randint(2, 8)):
        last = first + timedelta(days=random.randint(20, 70))
        quantity = f"{random.randint(10**4, 10**5)}.{random.randint(0, 99):02}"
        lines.append(f"taipei-hq,electricity,{quantity},kWh,,{first},{last},,01-23-4567")
        first = last if shared else last + timedelta(days=1)
    return ("\n".join(lines) + "\n").encode()
