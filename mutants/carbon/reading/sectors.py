"""A sector's curve: a CSV of its intensity, and its activity, by year."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from carbon.problems import Place, Problem, ProblemsError, stop_if_any
from carbon.reading import table
from carbon.targets import SectorCurve
from carbon.terms import KG_PER_T

CODE = "bad-rule"


def read(path: Path) -> SectorCurve:
    """Read a sector's curve: columns `year`, `intensity` [t CO2e per unit] and, where it is known, `activity` [unit].

    Raises
    ------
    ProblemsError
        With everything that is wrong with the file.
    """
    if not path.is_file():
        raise ProblemsError([Problem("missing-folder", "There is no such file.", Place(str(path)))])
    content = table.read(path, path.name, ("year", "intensity"), ("activity",), {})
    intensity: dict[int, Fraction] = {}
    activity: dict[int, Fraction] = {}
    for row in content.rows:
        if not (row["year"].isascii() and row["year"].isdecimal()) or int(row["year"]) in intensity:
            content.problem(CODE, row, "year", f'"{row["year"]}" is not a year, or stands twice. Write it like 2030.')
            continue
        year, ratio = int(row["year"]), content.number(row, "intensity", CODE)
        if ratio is not None and ratio < 0:
            content.problem(CODE, row, "intensity", "An intensity is not negative.")
        intensity[year] = (ratio or Fraction(0)) * KG_PER_T
        if row["activity"]:
            quantity = content.number(row, "activity", CODE)
            if quantity is not None and quantity <= 0:
                content.problem(CODE, row, "activity", "A sector's activity is more than 0.")
            activity[year] = quantity or Fraction(0)
    if not content.problems and not intensity:
        content.problems.append(Problem("header-only", "The file has a header and no rows.", Place(path.name, 1)))
    stop_if_any(content.problems)
    return SectorCurve(dict(sorted(intensity.items())), dict(sorted(activity.items())), path.name)
