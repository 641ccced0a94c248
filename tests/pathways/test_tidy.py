"""CSV has what JSON has: one law for targets, pathways, what-if runs, sweeps and plans."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon import formats
from carbon.accounting.inventory import inventories
from carbon.optimisation import optimise
from carbon.scenarios import whatif
from carbon.scenarios.case import Case
from carbon.tables import as_csv, as_json
from carbon.targets.target import target

KGI = Path("docs/examples/kgi")
FORTY = KGI / "scenarios" / "forty-percent.toml"
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SHARE = "renewable_share.2030"


@functools.cache
def case() -> Case:
    """Read the example once."""
    return Case(inventories(KGI), KGI, FORTY)


def rows(text: str) -> list[dict[str, str]]:
    """Read a tidy CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def leaves(value: Any, year: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - whatever JSON has there
    """Yield every figure and every text of a JSON value, with the year that it is of."""
    if isinstance(value, dict):
        year = str(value.get("year", year))
        for key, item in value.items():
            if key != "year":
                yield from leaves(item, year)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, year)
    elif value is not None:
        yield year, value


def missing(text: str, found: Any) -> list[tuple[str, Any]]:  # noqa: ANN401 - as above
    """Return what the JSON has and the CSV lacks: figures to the last digit in their year, texts to the letter."""
    table = rows(text)
    figures = {(row["year"], Fraction(row["value"])) for row in table if NUMBER.fullmatch(row["value"])}
    parts = {(row["year"], part) for row in table for part in row["value"].split("; ")}
    texts = "\n".join("\n".join(row.values()) for row in table)

    def stands(year: str, leaf: Any) -> bool:  # noqa: ANN401 - as above
        if isinstance(leaf, bool):
            return (year, str(leaf).lower()) in parts
        if isinstance(leaf, str):
            return leaf in texts
        return (year, Fraction(str(leaf))) in figures or (year, str(leaf)) in parts

    return [(year, leaf) for year, leaf in leaves(found) if not stands(year, leaf)]


@functools.cache
def outputs() -> dict[str, tuple[str, str]]:
    """Return CSV and JSON of every kind of result."""
    solved = whatif.solve(case(), SHARE, reduction=Fraction(42, 100))
    results: dict[str, tuple[object, str]] = {
        "pathway": (case().pathway(case().scenario()), "en"),
        "what-if": (whatif.what_if(case(), [("grid_factor.change", "0 %/yr")]), "en"),
        "solved": (replace(whatif.what_if(case(), [(SHARE, solved.value)]), solved=solved), "en"),
        "sweep": (whatif.sweep(case(), SHARE, ["20%", "40%", "60%"]), "en"),
        "plan": (optimise.of_case(case(), targets=["science-based"], frontier=3), "en"),
    }
    for rule, language in (
        ("sbti-aca-2020", "en"),
        ("sbti-aca-2020", "zh"),
        ("kgi-renewable", "zh"),
        ("kgi-water", "en"),
    ):
        result = target(KGI, rule=rule, target_year=2030 if rule == "sbti-aca-2020" else None)
        results[f"{rule} in {language}"] = result, language
    return {
        name: (formats.text("csv", result, language=language), formats.text("json", result, language=language))
        for name, (result, language) in results.items()
    }


KINDS = [
    "pathway", "what-if", "solved", "sweep", "plan", "sbti-aca-2020 in en", "sbti-aca-2020 in zh",
    "kgi-renewable in zh", "kgi-water in en",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_csv_has_what_json_has(kind: str) -> None:
    """Every figure in its year, every text."""
    text, found = outputs()[kind]
    assert missing(text, json.loads(found)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_is_told_from_all_others(kind: str) -> None:
    """By its series, its year and its figure; the columns are the same everywhere."""
    table = rows(outputs()[kind][0])
    assert list(table[0]) == ["series", "year", "figure", "value", "unit"]
    keys = [(row["series"], row["year"], row["figure"]) for row in table]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("what-if", "changes/grid_factor.change,,value,0 %/yr,"),
        ("what-if", "before/assumed,2030,grid_factor_kg_co2e_per_kwh,0.451174,kg CO2e/kWh"),
        ("what-if", "after/assumed,2030,grid_factor_kg_co2e_per_kwh,0.494,kg CO2e/kWh"),
        ("solved", f"solved,2030,name,{SHARE},"),
        ("solved", "solved,2030,value,20.8812 %,"),
        ("sweep", f"sweep/{SHARE}/20%,2030,gap_t_co2e,55.989014,t CO2e"),
        ("sbti-aca-2020 in en", "checks/boundary,,met,false,"),
        ("sbti-aca-2020 in zh", "checks/boundary,,words,不符合,"),
        ("plan", "solver,,status,optimal,"),
        ("pathway", "on_track/science-based,2030,checks/not_met,boundary; coverage,"),
    ],
)
def test_what_was_missing_is_there(kind: str, row: str) -> None:
    """Before and after, the value solved for, checks, and what the solver says of itself."""
    assert row in outputs()[kind][0].splitlines()


def test_the_solver_says_gap_bound_and_seconds() -> None:
    """With their units."""
    units = {row["figure"]: row["unit"] for row in rows(outputs()["plan"][0]) if row["series"] == "solver"}
    assert units == {
        "status": "", "gap": "ratio", "bound": "TWD", "building_seconds": "s", "solving_seconds": "s",
    }  # fmt: skip


NAMES = st.text("abc", min_size=1, max_size=3)
FIGURES = st.integers(-9, 9)
ENTRIES = st.one_of(
    st.lists(
        st.fixed_dictionaries({"year": st.integers(2020, 2040), "t_co2e": FIGURES}), unique_by=lambda one: one["year"]
    ),
    st.lists(st.fixed_dictionaries({"name": NAMES, "t_co2e": FIGURES, "in_target": st.booleans()})),
    st.lists(st.integers(0, 9)),
)


@given(
    st.dictionaries(
        NAMES, st.one_of(st.none(), FIGURES, NAMES, ENTRIES, st.fixed_dictionaries({"a": FIGURES, "b": ENTRIES}))
    )
)
def test_nothing_is_lost_whatever_the_result_is_made_of(value: dict[str, Any]) -> None:
    """Also of two entries with one name."""
    text = as_csv.tidy(value, "result")
    assert missing(text, json.loads(as_json.text(value))) == []
