"""The rules that every dataset of emission factors keeps, read from the text files themselves.

Standard library only: a fault in the package's readers can't hide a fault in the data.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "emission_factors"
FACTOR_COLUMNS = [
    "activity", "variant", "geography", "valid_from", "valid_to", "data_year", "published_on",
    "unit", "gas", "value", "value_is", "lower", "upper", "calorific_basis", "cell",
]  # fmt: skip
HEATING_COLUMNS = [
    "fuel", "geography", "valid_from", "valid_to", "published_on",
    "unit", "value", "energy_unit", "calorific_basis", "cell",
]  # fmt: skip
COLUMNS = {
    "factors.csv": FACTOR_COLUMNS,
    "heating_values.csv": HEATING_COLUMNS,
    "left_out.csv": ["row", "reason"],
}
SOURCE_KEYS = ("publisher", "title", "geography", "licence", "read_in", "covers", "status")
WRITTEN_BY_NOBODY = {"electricity/residual_mix"}
OF_ONE_FACTOR = ("activity", "variant", "geography", "unit", "valid_from")
KG_IN_POUND = Fraction("0.45359237")

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    """Read a CSV file as a list of dictionaries, none if there is no such file."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def folder(version: str) -> Path:
    """Return the folder of `dataset@version`."""
    return ROOT / version.replace("@", "/")


def factors(version: str) -> list[Row]:
    """Read the factors of `dataset@version`."""
    return read(folder(version) / "factors.csv")


def gases(version: str, activity: str, geography: str, variant: str = "", year: str = "") -> dict[str, str]:
    """Look up one factor: its gases with their figures as written."""
    return {
        row["gas"]: row["value"]
        for row in factors(version)
        if (row["activity"], row["geography"], row["variant"]) == (activity, geography, variant)
        and row["valid_from"].startswith(year)
    }


def left_out(version: str) -> int:
    """Count the rows of the source that `left_out.csv` names, each entry with its number of rows."""
    counts = (re.search(r"\((\d+) rows?\)$", row["row"]) for row in read(folder(version) / "left_out.csv"))
    return sum(int(count[1]) for count in counts if count)


def used(version: str) -> int:
    """Count the rows of the source that were used: each has a cell of its own."""
    return len({row["cell"] for row in factors(version)})


def faults(version: str) -> list[str]:
    """Say everything that is wrong with the form of a dataset's version."""
    return [*_of_files(version), *_of_source(version), *_of_factors(version), *_of_heating_values(version)]


def _of_files(version: str) -> Iterator[str]:
    """Hold the files to their form: UTF-8, LF, the declared header, no ragged row."""
    for path in sorted(folder(version).glob("*.csv")):
        raw = path.read_bytes()
        if raw.startswith(b"\xef\xbb\xbf") or b"\r" in raw or not raw.endswith(b"\n"):
            yield f"{path.name}: not plain text"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        if header != COLUMNS[path.name] or not rows or any(len(row) != len(header) for row in rows):
            yield f"{path.name}: not of the declared form"


def _of_source(version: str) -> Iterator[str]:
    """Hold `source.toml` to its keys, and the licence page to a line for the dataset."""
    source = tomllib.loads((folder(version) / "source.toml").read_text(encoding="utf-8"))
    yield from (f"source.toml: no {key}" for key in SOURCE_KEYS if not source.get(key, "").strip())
    if not source["status"].startswith("verified"):
        yield "source.toml: not verified"
    if source.get("heating_values", version) != version:
        yield "source.toml: another dataset's heating values"
    if f"`{version.partition('@')[0]}`" not in (ROOT / "LICENCES.md").read_text(encoding="utf-8"):
        yield "LICENCES.md: no line"


def _of_factors(version: str) -> Iterator[str]:
    """Hold the factors to the catalogue, the units, the gases, and to each other."""
    rows = factors(version)
    units = {row["unit"]: row["dimension"] for row in read(ROOT / "units.csv") if row["definition"]}
    activities = {row["id"]: row["dimension"].split("|") for row in read(ROOT / "activities.csv")}
    declared = {row["gas"] for row in read(ROOT / "gases.csv")}
    sets = {row["gwp_set"] for row in read(ROOT / "gwp.csv")} | {"unstated"}
    for number, row in enumerate(rows, start=2):
        where = f"factors.csv row {number} ({row['activity']}, {row['gas']})"
        if row["activity"] not in {*activities, *WRITTEN_BY_NOBODY}:
            yield f"{where}: no such activity"
        elif units.get(row["unit"]) not in activities.get(row["activity"], ["energy"]):
            yield f"{where}: {row['unit']} is not in a dimension of the activity"
        if row["gas"] not in declared:
            yield f"{where}: no such gas"
        kind, _, gwp_set = row["value_is"].partition(":")
        if (kind, bool(gwp_set)) not in {("mass", False), ("co2e", True)} or (gwp_set and gwp_set not in sets):
            yield f"{where}: {row['value_is']}"
        if (row["gas"] == "CO2e") != (kind == "co2e"):
            yield f"{where}: CO2e is no mass, and a gas is one"
        if not row["cell"].strip() or row["calorific_basis"] not in {"", "net", "gross"}:
            yield f"{where}: no cell, or a wrong basis"
        yield from (f"{where}: {fault}" for fault in (*_of_numbers(row), *_of_dates(row)))
    yield from _of_gases_together(rows)


def _of_gases_together(rows: Iterable[Row]) -> Iterator[str]:
    """Hold the gases of a factor to each other, and two factors to different days."""
    of_factor: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    of_thing: dict[tuple[str, ...], set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        of_factor[tuple(row[name] for name in OF_ONE_FACTOR)].append(row)
        of_thing[tuple(row[name] for name in OF_ONE_FACTOR[:-1])].add((row["valid_from"], row["valid_to"]))
    for key, gases_of in of_factor.items():
        if max(Counter(row["gas"] for row in gases_of).values()) > 1:
            yield f"{key}: a gas twice"
        if (
            len({(row["valid_to"], row["data_year"], row["published_on"], row["calorific_basis"]) for row in gases_of})
            > 1
        ):
            yield f"{key}: gases that differ in what they share"
    for key, days in of_thing.items():
        for (start, end), (other, other_end) in combinations(sorted(days), 2):
            if (not end or other <= end) and (not other_end or start <= other_end):
                yield f"{key}: two factors for one day"


def _of_heating_values(version: str) -> Iterator[str]:
    """Hold the heating values to fuels that someone can write, and to units of mass, volume and energy."""
    units = {row["unit"]: row["dimension"] for row in read(ROOT / "units.csv") if row["definition"]}
    fuels = {row["id"].partition("/")[0] for row in read(ROOT / "activities.csv")}
    rows = read(folder(version) / "heating_values.csv")
    for row in rows:
        if row["fuel"] not in fuels or row["calorific_basis"] not in {"net", "gross"} or not row["cell"].strip():
            yield f"heating value of {row['fuel']}: no such fuel, no basis or no cell"
        if units.get(row["unit"]) not in {"mass", "volume"} or units.get(row["energy_unit"]) != "energy":
            yield f"heating value of {row['fuel']}: {row['energy_unit']}/{row['unit']}"
        yield from (f"heating value of {row['fuel']}: {fault}" for fault in (*_of_numbers(row), *_of_dates(row)))
    if len({(row["fuel"], row["geography"], row["unit"]) for row in rows}) != len(rows):
        yield "heating values: one twice"


def _of_numbers(row: Row) -> Iterator[str]:
    """Hold figures to plain decimals, and bounds to either side of what they bound."""
    written = {name: row.get(name, "") for name in ("value", "lower", "upper")}
    for name, text in written.items():
        if text and not re.fullmatch(r"(0|[1-9]\d*)(\.\d*[1-9])?", text):
            yield f"{name} {text} is no plain decimal"
    if not written["value"] or bool(written["lower"]) != bool(written["upper"]):
        yield "a figure is missing"
    elif written["lower"] and not Fraction(written["lower"]) < Fraction(row["value"]) < Fraction(written["upper"]):
        yield "the bounds do not hold the figure"


def _of_dates(row: Row) -> Iterator[str]:
    """Hold dates to the calendar and periods to their order."""
    for name in ("valid_from", "valid_to", "published_on"):
        if row[name] and dt.date.fromisoformat(row[name]).isoformat() != row[name]:
            yield f"{name} {row[name]}"
    if not row["valid_from"] or (row["valid_to"] and row["valid_to"] < row["valid_from"]):
        yield f"valid from {row['valid_from']} to {row['valid_to']}"
