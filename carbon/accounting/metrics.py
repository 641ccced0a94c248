"""Denominators of intensities: `metrics.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from carbon.activity_data.columns import METRIC_HEADERS
from carbon.files import forms, table
from carbon.files.values import DecimalCell, YearCell
from carbon.model.problems import Problem, listed, nearest
from carbon.model.terms import Severity
from carbon.settings import Settings

NAME = "metrics.csv"


@dataclass(frozen=True, slots=True)
class Metric:
    """A denominator of an intensity for one year."""

    metric: str
    year: int
    facility: str
    quantity: Fraction
    unit: str


def read(folder: Path, settings: Settings) -> tuple[list[Metric], int | None, list[Problem]]:
    """Read a folder's metrics.

    Parameters
    ----------
    folder
        The inventory folder.
    settings
        Which inventory years and facilities there are.

    Returns
    -------
    tuple
        The metrics, the number of rows (None if there is no such file), and the problems.
    """
    path = folder / NAME
    if not path.exists():
        return [], None, []
    columns = ("metric", "year", "quantity", "unit")
    form = forms.of(settings.files, NAME, in_folder=settings.folder is not None)
    content = table.read(path, NAME, columns, ("facility",), METRIC_HEADERS, form=form, numbers=("quantity",))
    names = {
        name.casefold(): facility.id
        for facility in settings.facilities.values()
        for name in (facility.id, *facility.names.values())
    }
    metrics: list[Metric] = []
    for row in content.rows:
        metric = _metric(content, row, names)
        if metric is None:
            continue
        if any(_key(other) == _key(metric) for other in metrics):
            content.problem("unknown-metric", row, "metric", "The metric stands twice for the same year and facility.")
        else:
            metrics.append(metric)
            _warn_of_other_years(content, row, settings)
    return metrics, len(content.rows), content.problems


def _metric(content: table.Table, row: table.Row, facilities: dict[str, str]) -> Metric | None:
    """Read a row, or add a problem with each of its cells that cannot be read."""
    count, cells = len(content.problems), content.cells(row, "unknown-metric")
    quantity = DecimalCell(otherwise=None).take(cells, "quantity")
    if quantity is not None and quantity <= 0:
        cells.at("quantity").fault(f"The $key is {row['quantity']}. Emissions are divided by it: it has to be above 0.")
    if not row["metric"]:
        cells.at("metric").fault("The metric has no name. Write what is counted: employees.")
    year = YearCell(otherwise=None).take(cells, "year")
    facility = facilities.get(row["facility"].casefold(), row["facility"])
    if facility and facilities and facility not in facilities.values():
        likely = nearest(facility, facilities) or list(facilities)
        why = f'"{facility}" is not declared in carbon.toml. Nearest: {listed(likely)}.\n'
        content.problem("unknown-facility", row, "facility", f"{why}Declare it as [facilities.{facility}].")
    if len(content.problems) > count:
        return None
    return Metric(row["metric"], year, facility, quantity, row["unit"])


def _warn_of_other_years(content: table.Table, row: table.Row, settings: Settings) -> None:
    """Warn of a metric of a year that no inventory has."""
    if settings.years and int(row["year"]) not in settings.years:
        declared = ", ".join(map(str, settings.years))
        why = f"{row['year']} is no declared inventory year ({declared}), so no intensity uses this row.\n"
        why += f"Correct the year, or declare [years.{row['year']}] in carbon.toml."
        content.problem("unused-declaration", row, "year", why, Severity.WARNING)


def _key(metric: Metric) -> tuple[str, int, str, str]:
    """Return what must be different in every row."""
    return metric.metric, metric.year, metric.facility, metric.unit
