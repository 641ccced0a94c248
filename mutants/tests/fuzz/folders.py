"""Folders to begin with, each as file names with their bytes, and commands that are run on them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from tests.laws import strategies

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
TEMPLATES = ROOT / "templates"
Files = dict[str, bytes]

METRICS = b"metric,year,facility,quantity,unit\nemployees,2023,,3561,employee\nemployees,2024,,3700,employee\n"
INSTRUMENTS = (
    b"id,kind,market,facility,start,end,quantity,unit,factor,technology\n"
    b"wind-24,energy_attribute_certificate,TW,,2024-01-01,2024-12-31,120,MWh,0,wind\n"
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


@dataclass(slots=True)
class Case:
    """A folder, whether the oracle knows what it comes to, and what was done to it."""

    files: Files
    is_known: bool
    changes: list[str] = field(default_factory=list)


@cache
def _example(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return the files of an example."""
    folder = EXAMPLES / name
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md")
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths)


def drawn(random: Random) -> Case:
    """Draw a folder: mostly one whose every row the oracle knows, else an example."""
    if random.random() < 0.3:
        return Case(dict(_example(random.choice(("kgi", "trade_van", "kgi_overseas")))), is_known=False)
    files = {f"activity/{number}.csv": _rows(random) for number in range(random.randint(1, 2))}
    files["carbon.toml"] = strategies.settings().encode()
    if random.random() < 0.4:
        files |= {"metrics.csv": METRICS, "scenarios/example.toml": SCENARIO}
    is_known = random.random() < 0.8
    if not is_known:
        files["instruments.csv"] = INSTRUMENTS
    return Case(files, is_known=is_known)


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


def command(random: Random) -> list[str]:
    """Draw a command on the folder `.`; half of them ask for the inventory as JSON."""
    if random.random() < 0.5:
        return ["inventory", ".", "--format", "json"]
    form = ["--format", random.choice(("json", "csv", "table"))]
    scenario = ["--scenario", random.choice(("example", "forty-percent", "missing"))]
    commands = [
        ["inventory", ".", "--language", random.choice(("en", "zh"))],
        ["inventory", "activity/0.csv", "--geography", "TW", "--year", "2024", *form],
        ["check", ".", *form],
        ["explain", random.choice(("scope1", "scope2", "scope2/electricity", "scope3", "nothing")), "."],
        ["freeze", ".", "--year", "2024"],
        ["verify", "."],
        ["diff", ".", "--year", "2023", "--year", "2024"],
        ["pathway", ".", *scenario, *form],
        ["whatif", ".", *scenario, "--set", random.choice(("renewable_share.2030=60%", "end=2040", "x.y=1"))],
        ["target", ".", "--rule", "sbti-aca-2020", "--base-year", "2023", "--target-year", "2030", *form],
        ["factors", "upgrade", "."],
        ["chart", "emissions", ".", "--output", "chart.svg"],
    ]
    return random.choice(commands)
