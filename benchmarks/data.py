"""Make the inventory folder that the benchmark is run on: the same rows every time, in CSV or Parquet.

    python benchmarks/data.py --rows 1000000 --format csv build/bench/1000000-csv

Every row comes from the hash of its number and the seed, so a file can be made again from nothing. DuckDB streams the
rows to disk: memory does not grow with their number. What was made is noted beside the folder, and a folder whose
note says the same is left as it is.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

SEED = 20240229
FACILITIES = 500
METERS = 20_000
UNITS = {
    "electricity": ("kWh", "MWh", "GJ"),
    "natural_gas/stationary": ("m3", "ft3", "ccf"),
    "petrol/stationary": ("L", "gal_us", "gal_uk"),
    "diesel/mobile": ("L", "gal_us"),
    "diesel/stationary": ("L", "kL"),
    "lpg/stationary": ("L", "kL"),
    "water/supply": ("m3", "kL"),
    "paper/a4": ("sheet", "ream"),
    "refrigerant/R-410A": ("kg", "g"),
    "refrigerant/R-134a": ("kg", "lb"),
    "travel/high_speed_rail": ("passenger_km", "passenger_mile"),
    "waste/incineration": ("kg", "t", "taijin", "short_ton"),
}
"""The 12 activities and, over all of them, the 20 units that their quantities are written in."""
COLUMNS = ("activity", "quantity", "unit", "period", "start", "end", "facility", "meter", "evidence")
FORMATS = ("csv", "parquet")

SETTINGS = """\
organisation = "Benchmark"
geography = "TW"
gwp_set = "AR6_GWP100"
consolidation_approach = "operational_control"
base_year = 2022

[years.2022]
start = 2022-01-01
end = 2022-12-31

[years.2023]
start = 2023-01-01
end = 2023-12-31

[years.2024]
start = 2024-01-01
end = 2024-12-31

[factors]
earlier_years = { "travel/high_speed_rail" = 6 }
"""

OWN_SOURCE = """\
publisher = "The benchmark"
title = "Factors where the library has none: made up, of no meaning but for the time it takes to use them"
geography = "TW"
licence = "MIT"
read_in = "Nowhere: the values are made up"
covers = "Waste incineration, and office paper in 2022"
status = "made-up"
"""

OWN_FACTORS = """\
activity,variant,geography,valid_from,valid_to,data_year,published_on,unit,gas,value,value_is,lower,upper,calorific_basis,cell
waste/incineration,,TW,2022-01-01,2024-12-31,,2022-01-01,kg,CO2e,1,co2e:AR6_GWP100,,,,made up
paper/a4,,TW,2022-01-01,2022-12-31,,2022-01-01,sheet,CO2e,1,co2e:AR6_GWP100,,,,made up
"""


def query(rows: int, kind: str) -> str:
    """Write the query whose answer is the rows.

    A row's day is one of the 1,096 days of 2022 to 2024. Of every hundred rows, one has a start and an end instead:
    29 to 35 days that begin between the 4th and the 25th of a month, so that they always end in the next one. A
    facility's bills of one activity are all in one unit, as bills are: 500 facilities, 12 activities and 36 months
    make 216,000 groups.
    """
    number = "cast(cast(1 + n1 // 64 % 99999999 as decimal(18, 0)) * 0.001 as decimal(18, 3))"
    exact = number if kind == "parquet" else f"cast({number} as varchar)"
    kinds = ", ".join(f"{{'activity': '{name}', 'units': {list(units)}}}" for name, units in UNITS.items())
    return f"""
        with numbered as (
            select range as k, hash(range, {SEED}) // 2 as n1, hash(range, {SEED + 1}) // 2 as n2 from range({rows})
        ), dated as (
            select k, n1, k % 100 = 0 as across, n2 // 1000 % {FACILITIES} as facility,
                [{kinds}][cast(1 + n1 % {len(UNITS)} as int)] as kind,
                date '2022-01-01' + cast(n2 // 100000000 % 1096 as int) as day,
                cast(date '2022-01-01' + to_months(cast(n2 // 100000000 % 35 as int)) as date)
                    + cast(3 + n2 // 1000000000000 % 22 as int) as first,
                cast(28 + n2 // 100000000000000 % 7 as int) as later, n2 // 1000 % {METERS} as meter
            from numbered
        )
        select kind.activity as activity, {exact} as quantity,
            kind.units[cast(1 + facility % len(kind.units) as int)] as unit,
            case when not across then strftime(day, '%Y-%m-%d') end as period,
            case when across then strftime(first, '%Y-%m-%d') end as "start",
            case when across then strftime(first + later, '%Y-%m-%d') end as "end",
            printf('site-%03d', cast(facility as bigint)) as facility,
            printf('meter-%05d', cast(meter as bigint)) as meter,
            printf('invoice %012d page %02d of 24', cast(n1 // 1000 % 1000000000000 as bigint), 1 + k % 24) as evidence
        from dated"""


def parameters(rows: int, kind: str) -> dict[str, Any]:
    """Return everything that the folder depends on; the hash is DuckDB's, so its version is part of it."""
    import hashlib
    from importlib.metadata import version

    texts = "\n".join((query(rows, kind), SETTINGS, OWN_SOURCE, OWN_FACTORS))
    digest = hashlib.sha256(texts.encode()).hexdigest()
    return {"rows": rows, "format": kind, "seed": SEED, "made_from": digest, "duckdb": version("duckdb")}


def write_rows(path: Path, rows: int, kind: str) -> None:
    """Write the file of activity data."""
    import duckdb

    connection = duckdb.connect(config={"memory_limit": "1GiB", "temp_directory": str(path.parent / "spill")})
    options = "format parquet" if kind == "parquet" else "format csv, header"
    connection.execute(f"copy ({query(rows, kind)}) to '{path}' ({options})")
    connection.close()


def write_settings(folder: Path) -> None:
    """Write carbon.toml and the factors that the library lacks."""
    names = (f'[facilities.site-{number:03}]\nname = {{ en = "Site {number}" }}\n' for number in range(FACILITIES))
    (folder / "carbon.toml").write_text("\n".join([SETTINGS, *names]), encoding="utf-8")
    own = folder / "emission_factors" / "own" / "2024"
    own.mkdir(parents=True)
    (own / "source.toml").write_text(OWN_SOURCE, encoding="utf-8")
    (own / "factors.csv").write_text(OWN_FACTORS, encoding="utf-8")


def make(folder: Path, rows: int, kind: str) -> Path:
    """Make the folder unless it is there already.

    Returns
    -------
    Path
        The file of activity data.
    """
    path = folder / "activity" / f"data.{kind}"
    note = folder.with_name(folder.name + ".json")
    wanted = json.dumps(parameters(rows, kind), indent=1)
    if path.exists() and note.exists() and note.read_text(encoding="utf-8") == wanted:
        return path
    note.unlink(missing_ok=True)
    if folder.exists():
        if not (folder / "carbon.toml").exists() and any(folder.iterdir()):
            sys.exit(f"{folder} holds something else; nothing was made.")
        shutil.rmtree(folder)
    path.parent.mkdir(parents=True)
    write_settings(folder)
    write_rows(path, rows, kind)
    note.write_text(wanted, encoding="utf-8")
    return path


def main() -> None:
    """Read the command line and make the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, required=True)
    parser.add_argument("--format", choices=FORMATS, required=True, dest="kind")
    options = parser.parse_args()
    path = make(options.folder, options.rows, options.kind)
    print(f"{path}: {options.rows:,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
