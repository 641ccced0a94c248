"""Scenarios for the benchmark of pathways: the same ones every time, written as files.

    python benchmarks/plans.py normals
    python benchmarks/plans.py certain
    python benchmarks/plans.py uncertain

The first prints the seconds in which numpy draws as many standard normals as the fan has draws of uncertain numbers;
the others those from reading the scenario to the end of its pathway, the inventory being there: what is beyond the
start-up of `carbon pathway`.

The organisation is the example of KGI Securities; its scenario goes to 2050 with 50 measures. Every measure's saving,
the growth of each driver and the change of the grid are uncertain in the scenario for the fan, else certain.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

KGI = Path(__file__).resolve().parents[1] / "docs" / "examples" / "kgi"
MEASURES = 50
END = 2050
DRAWS = 10_000

HEAD = """\
end = {end}
draws = {draws}
seed = 20240229

[drivers.employees]
growth = {growth}

[electricity]
driver = "employees"
efficiency = "0.5 %/yr"

["petrol/mobile"]
driver = "employees"

[grid_factor]
change = {change}

[renewable_share]
2030 = "40 %"
2050 = "100 %"

[targets.science-based]
rule = "sbti-aca-2020"
base_year = 2022
target_year = 2030
"""

MEASURE = """
[measures.m{place}]
saves = "{saves}"
energy_saved = {saved}
start = {start}
lifetime = {lifetime}
capex = {capex}
"""

EMPTY = "end = 2025\n"
SAVES = ("electricity", "electricity", "electricity", "natural_gas/stationary", "petrol/mobile")


def scenario(*, uncertain: bool) -> str:
    """Write the scenario."""
    head = HEAD.format(
        end=END, draws=DRAWS, growth=_number(1, "%/yr", uncertain), change=_number(-2, "%/yr", uncertain)
    )
    return head + "".join(_measure(place, uncertain=uncertain) for place in range(MEASURES))


def _measure(place: int, *, uncertain: bool) -> str:
    """Write one measure, its numbers by its place."""
    return MEASURE.format(
        place=place,
        saves=SAVES[place % len(SAVES)],
        saved=_number(20 + 7 * place % 40, "MWh/yr", uncertain),
        start=2025 + 3 * place % 24,
        lifetime=5 + place % 16,
        capex=100_000 * (1 + place % 9),
    )


def _number(value: int, unit: str, uncertain: bool) -> str:
    """Write a number, with bounds of a fifth on either side if it is uncertain."""
    text = f'"{value} {unit}"'
    if not uncertain:
        return text
    low, high = sorted((value * 0.8, value * 1.2))
    return f'{{ value = {text}, low = "{low:.2f} {unit}", high = "{high:.2f} {unit}", distribution = "normal" }}'


def write(folder: Path) -> dict[str, Path]:
    """Write the scenarios into a folder and return them by name."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"empty": EMPTY, "certain": scenario(uncertain=False), "uncertain": scenario(uncertain=True)}
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.toml" for name in texts}


def normals() -> float:
    """Draw as many standard normals as the fan has draws: one per uncertain number and run [s]."""
    import numpy as np

    numbers = scenario(uncertain=True).count("distribution")
    started = time.perf_counter()
    np.random.default_rng(1).standard_normal(numbers * DRAWS)
    return time.perf_counter() - started


def projected(name: str) -> float:
    """Read and project a scenario [s]; reading the inventory before it does not count."""
    from carbon.scenarios import pathway

    with tempfile.TemporaryDirectory() as folder:
        case = pathway.open_case(KGI, write(Path(folder))[name])
        started = time.perf_counter()
        case.pathway(case.scenario(()))
        return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1:] == ["normals"]:
        print(normals())
    elif sys.argv[1:] in (["certain"], ["uncertain"]):
        print(projected(sys.argv[1]))
    else:
        sys.exit(__doc__)
