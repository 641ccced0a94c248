"""Inventory folders made for a test, and what they compute to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.problems import ProblemsError

Line = tuple[str, str, str]


def write(
    folder: Path,
    geography: str,
    year: int,
    lines: Sequence[Line],
    settings: str = "",
    days: str = "",
    month: str = "03",
) -> Path:
    """Write an inventory folder: lines of activity, quantity and unit, all of one month of the year.

    `settings` stands under `[factors]` of carbon.toml, `days` under the inventory year.
    """
    (folder / "activity").mkdir(parents=True)
    rows = "".join(f'"{activity}",{quantity},{unit},{year}-{month}\n' for activity, quantity, unit in lines)
    (folder / "activity" / f"{year}.csv").write_text(f"activity,quantity,unit,period\n{rows}", encoding="utf-8")
    (folder / "carbon.toml").write_text(
        f'organisation = "Example Ltd"\ngeography = "{geography}"\ngwp_set = "AR5_GWP100_CH4_28"\n'
        f"[years.{year}]\n{days}[factors]\n{settings}\n",
        encoding="utf-8",
    )
    return folder


def computed(folder: Path, year: int) -> InventoryResult:
    """Compute a folder's inventory."""
    return carbon.inventory(folder, year=year)


def kilograms(folder: Path, year: int) -> dict[str, Fraction]:
    """Compute a folder's inventory and return what each activity came to [kg CO2e]."""
    return {total.activity: total.kg_co2e for total in computed(folder, year).activities}


def refusal(folder: Path, year: int) -> str:
    """Return what a folder is refused with."""
    try:
        computed(folder, year)
    except ProblemsError as error:
        return "\n".join(problem.why for problem in error.problems)
    raise AssertionError("it was not refused")
