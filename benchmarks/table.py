"""The tables of the benchmark: medians, ratios, bars, and the page that they are written into."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from measure import MIB, Measurement

GIB = 1024 * MIB
MET, MISSED, UNKNOWN = "met", "**MISSED**", "not measured"
LIMIT_BARS = {("csv", 10_000_000): 2.2, ("csv", 50_000_000): 1.9, ("parquet", 50_000_000): 3.0}
"""How many times the limit `carbon inventory` may take, by format and rows."""
JSON_BAR = 1.3
MEMORY_BAR = GIB
GROWTH_BAR = 1.15
"""How much more memory than on fewer rows still counts as not growing: in proportion it would be 5 or 10 times."""
HELP_BAR, KGI_BAR, EXPLAIN_BAR, YEARS_BAR = 2.0, 1.6, 1.3, 1.5
LOOKUP_BAR, PATHWAY_BAR, NORMALS_BAR, GAP_BAR = 0.5, 0.5, 3.0, 0.001
SIZES = (1_000_000, 10_000_000)
PACKAGES = ("carbon-inventory", "duckdb", "pyarrow", "pandas", "pint", "pint-pandas")


@dataclass(slots=True)
class Job:
    """A command and its runs.

    Parameters
    ----------
    most
        How often it is run.
    comparable
        Whether its time says something beside the limit's.
    extrapolated
        Whether it prints the seconds to be shown, instead of taking them.
    patience
        Run no more after a run longer than this [s], 0 for never mind.
    """

    name: str
    label: str
    command: Sequence[str | Path]
    most: int
    comparable: bool = True
    extrapolated: bool = False
    patience: float = 0
    failed: bool = False
    runs: list[Measurement] = field(default_factory=list)

    @property
    def measured(self) -> bool:
        """Say whether every run that was made succeeded."""
        return bool(self.runs) and not self.failed

    @property
    def seconds(self) -> list[float]:
        """Return the seconds of each run [s]."""
        return [float(run.output) if self.extrapolated else run.seconds for run in self.runs]

    @property
    def peak(self) -> int:
        """Return the most memory that any run held [byte]."""
        return max(run.peak for run in self.runs)


def smaller(rows: int) -> int | None:
    """Return the number of rows whose memory is compared, None where there is nothing smaller."""
    return max((size for size in SIZES if size < rows), default=None)


def ratios(job: Job, other: Job) -> list[float]:
    """Return how many times the other's seconds a job took, round by round."""
    return [mine / yours for mine, yours in zip(job.seconds, other.seconds, strict=False)]


def span(values: Sequence[float]) -> str:
    """Write the lowest and the highest."""
    return f"{min(values):.2f}–{max(values):.2f}"


def row(job: Job, other: Job | None) -> str:
    """Write a job's line, beside what it is compared with."""
    if not job.measured:
        return f"| {job.label} | {UNKNOWN} | | | | | |"
    cells = [job.label, f"{median(job.seconds):.2f}", span(job.seconds), "", ""]
    if other is not None and other.measured and job.comparable:
        compared = ratios(job, other)
        cells[3:] = [f"{median(compared):.2f}", span(compared)]
    cells += ["" if job.extrapolated else f"{job.peak / MIB:.0f}", str(len(job.runs))]
    return f"| {' | '.join(cells)} |"


def lines(jobs: Sequence[Job], pairs: Mapping[str, str], against: str) -> list[str]:
    """Write the table of some jobs; `pairs` says which is compared with which."""
    by_name = {job.name: job for job in jobs}
    head = ["", "seconds", "lowest–highest", against, "lowest–highest", "peak memory, MiB", "runs"]
    others = [by_name.get(pairs.get(job.name, "")) for job in jobs]
    return [
        f"| {' | '.join(head)} |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *(row(job, other) for job, other in zip(jobs, others, strict=True)),
    ]


def bar(what: str, value: float | None, most: float, shown: str = "{:.2f}", *, below: bool = False) -> str:
    """Write whether a bar was met."""
    if value is None:
        return f"| {what} | | {UNKNOWN} |"
    met = value < most if below else value <= most
    return f"| {what} | {shown.format(value)} | {MET if met else MISSED} |"


def compared(job: Job, other: Job) -> float | None:
    """Return the median ratio of two jobs, None if one of them failed."""
    return median(ratios(job, other)) if job.measured and other.measured else None


def rows_bars(rows: int, kind: str, jobs: Sequence[Job]) -> list[str]:
    """Write the bars of one number of rows and format."""
    by_name = {job.name: job for job in jobs}
    carbon = by_name["carbon"]
    written = []
    if (kind, rows) in LIMIT_BARS:
        most = LIMIT_BARS[kind, rows]
        what = f"{kind}: `carbon inventory` ≤ {most} × the limit"
        written.append(bar(what, compared(carbon, by_name["limit"]), most))
    if kind == "csv":
        written.append(bar(f"{kind}: JSON ≤ {JSON_BAR} × the table", compared(by_name["json"], carbon), JSON_BAR))
    forms = [by_name[name] for name in ("carbon", "json", "no-inputs")]
    peak = max(job.peak for job in forms) if all(job.measured for job in forms) else None
    what = f"{kind}: peak memory of every form < 1 GiB"
    written.append(bar(what, None if peak is None else peak / MIB, MEMORY_BAR / MIB, "{:.0f} MiB", below=True))
    if "smaller" in by_name:
        few = by_name["smaller"]
        growth = carbon.peak / few.peak if carbon.measured and few.measured else None
        what = f"{kind}: peak memory ≤ {GROWTH_BAR} × that on {smaller(rows):,} rows"
        written.append(bar(what, growth, GROWTH_BAR))
    return written


def rows_section(rows: int, results: Mapping[str, Sequence[Job]], command: str) -> str:
    """Write the section of one number of rows."""
    written = [f"### {rows:,} rows", "", *machine(command)]
    bars = []
    for kind, jobs in results.items():
        pairs = dict.fromkeys((job.name for job in jobs), "limit")
        title = {"csv": "CSV", "parquet": "Parquet"}[kind]
        written += ["", f"#### {title}", "", *lines(jobs, pairs, "× the limit")]
        bars += rows_bars(rows, kind, jobs)
    return "\n".join([*written, "", *bars_table(bars)])


def start_section(jobs: Sequence[Job], command: str) -> str:
    """Write the section of the small commands."""
    by_name = {job.name: job for job in jobs}
    pairs = {"help": "click", "kgi": "pandas", "explain": "kgi-all", "lookup": "pandas", "years-75": "years-3"}
    bars = [
        bar(f"`carbon --help` ≤ {HELP_BAR} × `import click`", compared(by_name["help"], by_name["click"]), HELP_BAR),
        bar(f"one year of KGI ≤ {KGI_BAR} × `import pandas`", compared(by_name["kgi"], by_name["pandas"]), KGI_BAR),
        bar(
            f"`carbon explain scope1` ≤ {EXPLAIN_BAR} × the inventory",
            compared(by_name["explain"], by_name["kgi-all"]),
            EXPLAIN_BAR,
        ),
        bar(
            f"a factor looked up ≤ {LOOKUP_BAR} × `import pandas`",
            compared(by_name["lookup"], by_name["pandas"]),
            LOOKUP_BAR,
        ),
        bar(
            f"75 declared years ≤ {YEARS_BAR} × 3 of them",
            compared(by_name["years-75"], by_name["years-3"]),
            YEARS_BAR,
        ),
    ]
    head = ["### Small starts", "", *machine(command), ""]
    return "\n".join([*head, *lines(jobs, pairs, "× what it is held against"), "", *bars_table(bars)])


def pathways_section(jobs: Sequence[Job], optimised: Mapping[str, float], command: str) -> str:
    """Write the section of pathways: what they cost beyond the start-up, beside what that is held against."""
    by_name = {job.name: job for job in jobs}
    names = ("pandas", "empty", "certain", "projected-certain", "projected-uncertain", "normals")
    pandas, empty, certain, without, drawn, normals = (by_name[name].seconds for name in names)
    cost = median((one - start) / whole for one, start, whole in zip(certain, empty, pandas, strict=True))
    fan = median((one - less) / two for one, less, two in zip(drawn, without, normals, strict=True))
    first = median(one / two for one, two in zip(drawn, normals, strict=True))
    gap, ratio = optimised["gap"], optimised["building"] / optimised["solving"]
    bars = [
        bar(f"a pathway beyond the start-up ≤ {PATHWAY_BAR} × `import pandas`", cost, PATHWAY_BAR),
        bar(f"all that draws need, beyond the start-up ≤ {NORMALS_BAR:.0f} × numpy's draws", first, NORMALS_BAR),
        bar(f"the same, less it with certain numbers ≤ {NORMALS_BAR:.0f} × numpy's draws", fan, NORMALS_BAR),
        bar("optimisation: gap ≤ 0.1 %", gap * 100, GAP_BAR * 100, "{:.4f} %"),
        bar("optimisation: building the model ≤ 1.0 × solving it", ratio, 1.0),
    ]
    parts = f"Building the model took {optimised['building']:.3f} s, solving it {optimised['solving']:.2f} s."
    head = ["### Pathways", "", *machine(command), ""]
    return "\n".join([*head, *lines(jobs, {}, ""), "", parts, "", *bars_table(bars)])


def bars_table(bars: Sequence[str]) -> list[str]:
    """Write the table of bars."""
    return ["| bar | measured | |", "|---|--:|---|", *bars]


def machine(command: str) -> list[str]:
    """Describe the machine and the versions, without names."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB
    versions = ", ".join(f"{name} {installed(name)}" for name in PACKAGES)
    system = f"{platform.system()} {platform.machine()}; Python {platform.python_version()}"
    return [f"Made by `{command}` on {cores} cores, {memory:.0f} GiB of memory, {system}, {versions}."]


def installed(name: str) -> str:
    """Return the version of a package."""
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def update(page: Path, sections: Mapping[str, str]) -> None:
    """Replace sections of the page between their markers, or add them at its end; the others stay as they are."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    for name, section in sections.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if begin in text and end in text:
            before, rest = text.split(begin, 1)
            text = f"{before}{begin}\n{section}\n{end}{rest.split(end, 1)[1]}"
        else:
            text = f"{text.rstrip()}\n\n{begin}\n{section}\n{end}\n".lstrip()
    page.write_text(text, encoding="utf-8")
