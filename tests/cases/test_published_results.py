"""The example inventories, computed by the command line and held to what their reports print.

`published_results.csv` has one figure a row: what the report prints (`published`, empty if it does not), and what the
example must compute to, held to its last digit. The columns `table`, `where` and `measure` say where the figure stands
in the JSON: the entries of `table` whose keys have the values of `where` (`|` between alternatives), and what is read
of them. Entries of `gases`, `avoided` and `energy` are added up; of every other table each alternative is one entry,
and each must give the figure. No binary float is used.
"""

from __future__ import annotations

import csv
import json
import math
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import carbon
from carbon.model import exact

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "examples"
CASES = Path(__file__).with_name("published_results.csv")

ADDED_UP = {"gases", "avoided", "energy"}
KG_IN_TONNE = 1000
GJ_IN_MWH = Fraction(18, 5)

Case = dict[str, str]
Entry = dict[str, Any]


def cases() -> list[Case]:
    """Read the table."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def name(case: Case) -> str:
    """Name a case in the report of the tests."""
    return f"{case['example']}-{case['year']}-{case['figure']}"


@cache
def computed(example: str, mass_unit: str) -> dict[int, Entry]:
    """Run the command line on an example, once, and return its years."""
    command = [sys.executable, "-m", "carbon", "inventory", str(EXAMPLES / example), "--format", "json"]
    command += ["--mass-unit", mass_unit] if mass_unit != "t" else []
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    years = [json.loads(line, parse_float=Decimal) for line in run.stdout.splitlines()]
    return {year["inventory_year"]: year for year in years}


def entries(year: Entry, table: str) -> list[Entry]:
    """Return a table of a year; `gases` are those of all accounts, each with its account."""
    if table == "gases":
        return [{**gas, "account": account["account"]} for account in year["accounts"] for gas in account["gases"]]
    found = year[table]
    return found if isinstance(found, list) else [found]


def wanted(where: str) -> dict[str, list[str]]:
    """Read `key=value|other value;key=value`."""
    pairs = (part.split("=", maxsplit=1) for part in filter(None, where.split(";")))
    return {key: values.split("|") for key, values in pairs}


def figures(case: Case) -> list[Decimal]:
    """Return every figure of the result that is to be what the case says, in the case's unit.

    What is added up is added in kilograms, of which the JSON has six decimals: enough for six decimals of a tonne.
    """
    added_up, unit = case["table"] in ADDED_UP, case["unit"].split(maxsplit=1)[0]
    mass_unit = "kg" if added_up or unit == "kg" else "t"
    year, where = computed(case["example"], mass_unit)[int(case["year"])], wanted(case["where"])
    measure = f"{mass_unit}_{case['measure']}" if case["measure"].startswith("co2e") else case["measure"]
    found = [
        Decimal(entry[measure])
        for entry in entries(year, case["table"])
        if all(str(entry[key]) in values for key, values in where.items())
    ]
    if not added_up:
        assert len(found) == math.prod(len(values) for values in where.values()), f"{len(found)} entries"
        return found
    assert found, "no entry to add up"
    return [sum(found, Decimal(0)) / (KG_IN_TONNE if unit == "t" else 1)]


@pytest.mark.parametrize("case", [case for case in cases() if case["table"] != "energy"], ids=name)
def test_figure(case: Case) -> None:
    """The figure is what the inputs give, to the last digit written."""
    must = Decimal(case["must_compute_to"])
    for figure in figures(case):
        assert figure.quantize(must, ROUND_HALF_UP) == must, f"{figure} is not {must} ({case['note']})"


@pytest.mark.parametrize("case", [case for case in cases() if case["table"] == "energy"], ids=name)
def test_energy(case: Case) -> None:
    """The energy of all carriers is exact, and the JSON has each carrier's part of it.

    The JSON rounds each carrier to six decimals, so that its parts can differ from their sum in the last digit: the
    sum is taken of the exact result.
    """
    result = carbon.inventory(EXAMPLES / case["example"], year=int(case["year"]))
    parts = [(use.carrier, (use.mwh or Fraction(0)) * GJ_IN_MWH) for use in result.energy]
    must = Decimal(case["must_compute_to"])
    places = len(case["must_compute_to"].partition(".")[2])
    total = sum((gj for _, gj in parts), Fraction(0))
    assert Decimal(exact.fixed(total, places)) == must, f"{exact.fixed(total, places)} is not {must} ({case['note']})"
    shown = entries(computed(case["example"], "t")[int(case["year"])], "energy")
    assert [(entry["carrier"], entry["gj"]) for entry in shown] == [
        (carrier, Decimal(exact.text(gj))) for carrier, gj in parts
    ]


def test_year_without_emissions_is_null() -> None:
    """Of 2021 Trade-Van prints paper saved and nothing else: no total is 0."""
    year = computed("trade_van", "t")[2021]
    assert year["avoided"]
    assert [total["t_co2e"] for total in year["totals"] + year["scope_1_and_2"]] == [None] * 6


def test_years() -> None:
    """Each example gives its declared years, oldest first."""
    assert list(computed("kgi", "t")) == [2022, 2023, 2024]
    assert list(computed("kgi_overseas", "t")) == [2024]
    assert list(computed("trade_van", "t")) == [2018, 2019, 2020, 2021]


@pytest.mark.parametrize("case", [case for case in cases() if case["published"]], ids=name)
def test_difference_is_explained(case: Case) -> None:
    """Where a report prints something else than its inputs give, the note says why."""
    printed = Decimal(case["published"])
    agrees = Decimal(case["must_compute_to"]).quantize(printed, ROUND_HALF_UP) == printed
    assert agrees or case["note"]


@pytest.mark.parametrize("case", cases(), ids=name)
def test_readme(case: Case) -> None:
    """The example's README shows the figure as it is here."""
    shown = (case[key] or "–" if key == "published" else case[key] for key in ("published", "must_compute_to", "note"))
    line = " | ".join([f"| {case['year']}", case["figure"], case["unit"], *shown])
    readme = (EXAMPLES / case["example"] / "README.md").read_text(encoding="utf-8")
    assert f"{line} |" in readme.splitlines()
