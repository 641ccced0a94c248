"""Measure `carbon inventory` beside its yardsticks and write the table.

    python benchmarks/run.py --rows 1000000 --rows 10000000 --table docs/benchmarks.md

Every command runs once in every round, so that a machine that grows slower or faster meets them all alike. What is
compared is compared within a round, and the median of the rounds is what counts. A missed bar is shown as such and is
no failure of this program.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import plans
import table
from measure import MIB, measure
from table import Job

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CARBON = Path(sys.executable).with_name("carbon")
FORMATS = ("csv", "parquet")
PANDAS_ROWS = 10_000_000
"""The most rows that pandas is given: it holds them all in memory."""
PATIENCE = 60
"""A yardstick that takes longer is run once [s]."""
YEARS_WITH_DATA = (2022, 2023, 2024)
STARTS = 11
"""Rounds of the small commands, which a moment's disturbance would spoil."""


def say(words: str) -> None:
    """Report progress."""
    print(words, file=sys.stderr, flush=True)


def made(folder: Path, rows: int, kind: str) -> Path:
    """Make an inventory folder in a process of its own, so that this one stays small; return its activity data."""
    inventory = folder / f"{rows}-{kind}"
    say(f"data: {rows:,} rows, {kind}")
    inventory.parent.mkdir(parents=True, exist_ok=True)
    command: list[str | Path] = [sys.executable, HERE / "data.py", "--rows", str(rows), "--format", kind, inventory]
    subprocess.run(command, check=True, stdout=sys.stderr)
    return inventory / "activity" / f"data.{kind}"


def yardstick(name: str, path: Path, *more: str) -> tuple[str | Path, ...]:
    """Return the command of a yardstick."""
    return (sys.executable, HERE / "yardsticks.py", name, path, *more)


def jobs(folder: Path, rows: int, kind: str, runs: int) -> list[Job]:
    """Make the data; return what is measured in each round on this many rows of a format, the limit first."""
    path = made(folder, rows, kind)
    inventory = (CARBON, "inventory", path.parents[1])
    found = [
        Job("limit", "DuckDB reads every column (the limit)", yardstick("limit", path), runs),
        Job("carbon", "`carbon inventory`", inventory, runs),
        Job("json", "`carbon inventory --format json`", (*inventory, "--format", "json"), runs),
        Job(
            "no-inputs",
            "`carbon inventory --format json --no-inputs`",
            (*inventory, "--format", "json", "--no-inputs"),
            runs,
        ),
    ]
    if rows > PANDAS_ROWS:
        fewer = made(folder, PANDAS_ROWS, kind)
        label = f"pandas and pint-pandas, **on {PANDAS_ROWS:,} rows only**"
        found.append(Job("pandas", label, yardstick("pandas", fewer), runs, comparable=False, patience=PATIENCE))
    else:
        found.append(Job("pandas", "pandas and pint-pandas", yardstick("pandas", path), runs, patience=PATIENCE))
    if kind == "csv":
        label = "loop with pint, extrapolated from 20,000 rows"
        found.append(Job("loop", label, yardstick("loop", path, "--rows", str(rows)), runs, extrapolated=True))
    smaller = table.smaller(rows)
    if smaller:
        label = f"`carbon inventory` on {smaller:,} rows, for its memory"
        command = (CARBON, "inventory", made(folder, smaller, kind).parents[1])
        found.append(Job("smaller", label, command, 1, comparable=False))
    return found


def run_once(job: Job, where: str) -> None:
    """Run a job once more, and note when there is no point in running it again."""
    result = measure(job.command, keep=job.extrapolated)
    if result.status:
        job.failed = True
        say(f"{where}: {job.name} FAILED, exit status {result.status}\n{result.errors}")
        return
    job.runs.append(result)
    say(f"{where}: {job.name} {job.seconds[-1]:.2f} s, {result.peak / MIB:.0f} MiB")
    if job.patience and result.seconds > job.patience:
        job.most = len(job.runs)


def rounds(found: list[Job], runs: int, where: str) -> None:
    """Run the jobs in turn, as often as each is to be run."""
    for number in range(runs):
        for job in found:
            if not job.failed and len(job.runs) < job.most:
                run_once(job, f"{where}, round {number + 1} of {runs}")


def years_declared(folder: Path, count: int) -> Path:
    """Write an inventory folder with so many declared years, of which three have a bill a month; return it."""
    inventory = folder / f"years-{count}"
    (inventory / "activity").mkdir(parents=True, exist_ok=True)
    others = [year for year in range(1990, 2101) if year not in YEARS_WITH_DATA]
    years = "".join(f"[years.{year}]\n" for year in sorted([*YEARS_WITH_DATA, *others[: count - len(YEARS_WITH_DATA)]]))
    settings = f'organisation = "Years"\ngeography = "TW"\ngwp_set = "AR6_GWP100"\n{years}'
    (inventory / "carbon.toml").write_text(settings, encoding="utf-8")
    months = [f"{year}-{month:02}" for year in YEARS_WITH_DATA for month in range(1, 13)]
    rows = "".join(f"electricity,1000,kWh,{month}\n" for month in months)
    (inventory / "activity" / "bills.csv").write_text(f"activity,quantity,unit,period\n{rows}", encoding="utf-8")
    return inventory


def small_starts(folder: Path, runs: int) -> list[Job]:
    """Measure the commands that should answer at once."""
    example = ROOT / "docs" / "examples" / "kgi"
    found = [
        Job("click", '`python -c "import click"`', (sys.executable, "-c", "import click"), runs),
        Job("help", "`carbon --help`", (CARBON, "--help"), runs),
        Job("pandas", '`python -c "import pandas"`', (sys.executable, "-c", "import pandas"), runs),
        Job(
            "kgi",
            "`carbon inventory docs/examples/kgi --year 2024`",
            (CARBON, "inventory", example, "--year", "2024"),
            runs,
        ),
        Job("kgi-all", "`carbon inventory docs/examples/kgi`", (CARBON, "inventory", example), runs),
        Job("explain", "`carbon explain scope1 docs/examples/kgi`", (CARBON, "explain", "scope1", example), runs),
        Job(
            "lookup",
            "`carbon factors find 柴油 --geography TW --year 2024`",
            (CARBON, "factors", "find", "柴油", "--geography", "TW", "--year", "2024"),
            runs,
        ),
        *(
            Job(f"years-{count}", f"{count} declared years", (CARBON, "inventory", years_declared(folder, count)), runs)
            for count in (3, 75)
        ),
    ]
    for job in found:
        measure(job.command)
    rounds(found, runs, "small starts")
    return found


def pathways(folder: Path, runs: int) -> list[Job]:
    """Measure pathways to 2050 and their fan, beside the same command with nothing to project."""
    files = plans.write(folder / "scenarios")
    command = (CARBON, "pathway", ROOT / "docs" / "examples" / "kgi", "--scenario")
    label = "`carbon pathway`, {}"
    numpy = (sys.executable, HERE / "plans.py", "normals")
    optimise = (sys.executable, HERE / "pathways.py")
    found = [
        Job("pandas", '`python -c "import pandas"`', (sys.executable, "-c", "import pandas"), runs),
        Job("empty", label.format("one year, no measure (the start-up)"), (*command, files["empty"]), runs),
        Job("certain", label.format("to 2050, 50 measures"), (*command, files["certain"]), runs),
        Job(
            "fan",
            label.format("to 2050, 50 measures, 10,000 draws of 52 numbers"),
            (*command, files["uncertain"]),
            runs,
        ),
        *(
            Job(
                f"projected-{name}",
                f"{label.format(f'{name} numbers')}, beyond the start-up",
                (sys.executable, HERE / "plans.py", name),
                runs,
                comparable=False,
                extrapolated=True,
            )
            for name in ("certain", "uncertain")
        ),
        Job("normals", "numpy draws 520,000 standard normals", numpy, runs, comparable=False, extrapolated=True),
        Job("optimise", "optimisation of 60 measures × 25 years, whole process", optimise, runs, comparable=False),
    ]
    for job in found:
        measure(job.command)
    rounds(found, runs, "pathways")
    return found


def optimised() -> dict[str, float]:
    """Solve the large optimisation once more, and return the seconds of its parts and its gap."""
    result = measure((sys.executable, HERE / "pathways.py"), keep=True)
    found: dict[str, float] = json.loads(result.output)
    return found


def measured(folder: Path, rows: int, kinds: list[str], runs: int) -> dict[str, list[Job]]:
    """Measure everything on one number of rows."""
    results = {}
    for kind in kinds:
        found = jobs(folder, rows, kind, runs)
        measure(found[0].command)  # the file is in the system's cache from here on, for everybody
        rounds(found, runs, f"{rows:,} rows, {kind}")
        results[kind] = found
    return results


def verdict(text: str) -> list[str]:
    """Return the lines of bars missed and of what could not be measured, or that there is none."""
    wrong = [line for line in text.splitlines() if table.MISSED in line or table.UNKNOWN in line]
    return wrong or ["Every bar was met."]


def main() -> None:
    """Read the command line, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, action="append", default=[], help="may be given more than once")
    parser.add_argument("--pathways", action="store_true", help="measure pathways too")
    parser.add_argument("--runs", type=int, default=5, help="rounds; the median counts (default: 5)")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    parser.add_argument("--table", type=Path, help="the page whose sections are to be replaced")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="where the data is made")
    options = parser.parse_args()
    if not CARBON.exists():
        parser.error("the command carbon is not installed beside this Python")
    starts = small_starts(options.folder, max(STARTS, options.runs))
    sections = {"start": table.start_section(starts, command(options))}
    if options.pathways:
        jobs_of_pathways = pathways(options.folder, max(STARTS, options.runs))
        sections["pathways"] = table.pathways_section(jobs_of_pathways, optimised(), command(options))
    if options.table:
        table.update(options.table, sections)
    for rows in options.rows:
        results = measured(options.folder, rows, options.formats, options.runs)
        sections[str(rows)] = table.rows_section(rows, results, command(options))
        if options.table:
            table.update(options.table, sections)
    print("\n\n".join(sections.values()))
    say("\n".join(["", *verdict("\n".join(sections.values()))]))


def command(options: argparse.Namespace) -> str:
    """Write down how the table was made."""
    rows = " ".join([*(["--pathways"] if options.pathways else []), *(f"--rows {n}" for n in options.rows)])
    kinds = "" if options.formats == list(FORMATS) else f" --formats {' '.join(options.formats)}"
    page = " --table docs/benchmarks.md" if options.table else ""
    return f"python benchmarks/run.py {rows} --runs {options.runs}{kinds}{page}"


if __name__ == "__main__":
    main()
