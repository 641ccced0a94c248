"""The three yardsticks that the inventory is held against, each a program of its own.

    python benchmarks/yardsticks.py limit  build/bench/1000000-csv/activity/data.csv
    python benchmarks/yardsticks.py pandas build/bench/1000000-csv/activity/data.csv
    python benchmarks/yardsticks.py loop   build/bench/1000000-csv/activity/data.csv

limit
    DuckDB reads every column of every row to the end, on all cores, and computes nothing worth having: what reading
    the file costs, whatever is done with the rows.
pandas
    What an analyst would write: the columns that matter into a data frame, sums by facility, month, activity and
    unit, one conversion per unit by pint-pandas, a multiplication. Binary floats; a row over two months counts in
    the first.
loop
    What one writes first: the csv module and one pint quantity per row, on the first 20,000 rows. It prints the
    seconds that all rows would take at that pace.

The coefficient of pandas and loop is 1 for every activity: to multiply costs the same whatever the number.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from data import COLUMNS, UNITS

SAMPLE = 20_000
COEFFICIENT = dict.fromkeys(UNITS, 1.0)
NEEDED = ("activity", "quantity", "unit", "period", "start", "facility")
DEFINITIONS = ("sheet = [paper]", "ream = 500 * sheet", "taijin = 0.6 * kilogram", "ccf = 100 * foot ** 3")
IN_PINT = {
    "kWh": ("kilowatt_hour", "kilowatt_hour"),
    "MWh": ("megawatt_hour", "kilowatt_hour"),
    "GJ": ("gigajoule", "kilowatt_hour"),
    "m3": ("meter ** 3", "meter ** 3"),
    "ft3": ("foot ** 3", "meter ** 3"),
    "ccf": ("ccf", "meter ** 3"),
    "L": ("liter", "meter ** 3"),
    "kL": ("kiloliter", "meter ** 3"),
    "gal_us": ("gallon", "meter ** 3"),
    "gal_uk": ("imperial_gallon", "meter ** 3"),
    "sheet": ("sheet", "sheet"),
    "ream": ("ream", "sheet"),
    "kg": ("kilogram", "kilogram"),
    "g": ("gram", "kilogram"),
    "lb": ("pound", "kilogram"),
    "t": ("metric_ton", "kilogram"),
    "short_ton": ("short_ton", "kilogram"),
    "taijin": ("taijin", "kilogram"),
    "passenger_km": ("kilometer", "kilometer"),
    "passenger_mile": ("mile", "kilometer"),
}
"""The units of the rows as pint writes them, and what they are converted to."""


def limit_query(path: Path) -> str:
    """Write the query that reads every column to the end.

    Of a CSV file, counting a column is enough: the reader finds and checks every cell that it counts. Of a Parquet file
    it is not: DuckDB answers the count of a column without nulls, and every minimum and maximum, from the statistics in
    the footer and never touches the pages. The length of a text and the sum of the quantities are in no statistics, so
    every page has to be decoded. Both were checked in the plans of the queries, and by time.
    """
    if path.suffix == ".csv":
        counts = ", ".join(f'count("{name}")' for name in COLUMNS)
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
        dialect = """header = true, auto_detect = false, delim = ',', quote = '"', escape = '"'"""
        return f"select {counts} from read_csv('{path}', {dialect}, columns = {{{types}}})"
    read = ", ".join("sum(quantity)" if name == "quantity" else f'sum(strlen("{name}"))' for name in COLUMNS)
    return f"select {read} from read_parquet('{path}')"


def limit(path: Path) -> str:
    """Read every column to the end, with as many threads as there are cores."""
    import duckdb

    return str(duckdb.connect().execute(limit_query(path)).fetchone())


def registry() -> Any:  # noqa: ANN401 - pint's registry has no simple type
    """Return pint's own registry with the few units that it lacks."""
    import pint

    units: Any = pint.UnitRegistry()
    for definition in DEFINITIONS:
        units.define(definition)
    return units


def pandas(path: Path) -> str:
    """Sum in pandas, convert with pint-pandas, multiply."""
    import pandas as pd

    pint: Any = importlib.import_module("pint")
    pint.set_application_registry(registry())
    importlib.import_module("pint_pandas")
    if path.suffix == ".csv":
        texts = dict.fromkeys(("activity", "unit", "facility"), "category")
        rows = pd.read_csv(path, engine="pyarrow", usecols=list(NEEDED), dtype=texts)
    else:
        rows = pd.read_parquet(path, columns=list(NEEDED))
        rows["quantity"] = rows["quantity"].astype("float64")
    days = pd.to_datetime(rows["period"].fillna(rows["start"]))
    rows["month"] = days.dt.year * 12 + days.dt.month
    keys = ["facility", "month", "activity", "unit"]
    sums = rows.groupby(keys, observed=True)["quantity"].sum().reset_index()
    total = 0.0
    for unit, part in sums.groupby("unit", observed=True):
        name, base = IN_PINT[str(unit)]
        quantity: Any = part["quantity"]
        converted = quantity.astype(f"pint[{name}]").pint.to(base).pint.magnitude
        total += float((converted * part["activity"].astype(str).map(COEFFICIENT)).sum())
    return f"{len(rows)} rows, {len(sums)} groups, {total}"


def loop(path: Path, rows: int) -> str:
    """Go through a sample of the rows one by one; print the seconds that all would take."""
    units = registry()
    emissions: dict[tuple[str, str, str], float] = defaultdict(float)
    started = time.perf_counter()
    done = 0
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, base = IN_PINT[row["unit"]]
            quantity = units.Quantity(float(row["quantity"]), name).to(base)
            month = (row["period"] or row["start"])[:7]
            emissions[row["facility"], month, row["activity"]] += quantity.magnitude * COEFFICIENT[row["activity"]]
            done += 1
            if done == SAMPLE:
                break
    return f"{(time.perf_counter() - started) * rows / done:.1f}"


def counted(path: Path) -> int:
    """Count the rows of a CSV file, quickly: the benchmark's own have no line break in a cell."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1


def main() -> None:
    """Read the command line and run one yardstick."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yardstick", choices=("limit", "pandas", "loop"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, help="rows of the file, for loop (counted if not given)")
    options = parser.parse_args()
    if options.yardstick == "loop":
        print(loop(options.path, options.rows or counted(options.path)))
    else:
        print({"limit": limit, "pandas": pandas}[options.yardstick](options.path))


if __name__ == "__main__":
    main()
