"""A sector's curve: what a target of convergence is held against, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from carbon.files import small_tables
from carbon.files.records import ABSENT
from carbon.files.small_tables import Row, Table
from carbon.files.values import DecimalCell, YearCell
from carbon.model.problems import Place, Problem, ProblemsError, stop_if_any
from carbon.model.sentences import say
from carbon.model.terms import KG_PER_T


@dataclass(frozen=True, slots=True)
class SectorCurve:
    """A sector's intensity [kg CO2e per unit] and, where it is given, its activity [unit] by year."""

    intensity: Mapping[int, Fraction]
    activity: Mapping[int, Fraction] = field(default_factory=dict)
    file: str = ""


def read_sector(path: Path) -> SectorCurve:
    """Read a sector's curve: columns `year`, `intensity` [t CO2e per unit] and, where it is known, `activity` [unit].

    Raise ProblemsError with everything that is wrong with the file.
    """
    if not path.is_file():
        raise ProblemsError([Problem("missing-folder", say("There is no such file."), Place(str(path)))])
    content = small_tables.read(path, path.name, ("year", "intensity"), ("activity",), {})
    intensity, activity = dict[int, Fraction](), dict[int, Fraction]()
    for row, year in rows_by_year(content, "bad-rule"):
        cells = content.cells(row, "bad-rule")
        ratio, quantity = DecimalCell().take(cells, "intensity"), DecimalCell(empty=True).take(cells, "activity")
        if ratio is not ABSENT:
            intensity[year] = ratio * KG_PER_T
        if quantity is not ABSENT:
            activity[year] = quantity
            if quantity <= 0:
                why = say("The activity is {number}; what a sector makes must be above 0.", number=row["activity"])
                content.problem("bad-rule", row, "activity", why)
    if not content.problems and not intensity:
        content.problems.append(Problem("header-only", say("The file has a header and no rows."), Place(path.name, 1)))
    stop_if_any(content.problems)
    return SectorCurve(dict(sorted(intensity.items())), dict(sorted(activity.items())), path.name)


def rows_by_year(content: Table, code: str) -> Iterator[tuple[Row, int]]:
    """Yield the rows of a table with their years, each year once."""
    years = set[int]()
    for row in content.rows:
        year = YearCell(like="2030").take(content.cells(row, code), "year")
        if year in years:
            content.problem(code, row, "year", say("The year {year} stands twice.", year=year))
        elif year is not ABSENT:
            years.add(year)
            yield row, year
