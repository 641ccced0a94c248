"""A target as CSV: one row per year of the path and of the inventories."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from carbon import exact
from carbon.pathways.targets.target_result import PathPoint, Progress, TargetResult
from carbon.reporting.as_csv import safe
from carbon.reporting.targets import phrases
from carbon.reporting.targets.phrases import HUNDRED
from carbon.terms import KG_PER_T

COLUMNS = (
    "rule", "year", "unit", "path_value", "path_reduction_percent", "value", "reduction_percent",
    "required_percent_per_year", "t_co2e", "other_scope2_method_t_co2e",
)  # fmt: skip


def text(result: TargetResult) -> str:
    """Write a target as CSV; an empty cell is no data.

    Returns
    -------
    str
        A header and rows. `value` and `path_value` are in `unit`; `t_co2e` are the emissions of the target's scopes.
    """
    path = {point.year: point for point in result.path}
    progress = {year.year: year for year in result.progress}
    others = {other.year: other for other in result.other_method}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(COLUMNS)
    for year in sorted({*path, *progress}):
        other = others.get(year)
        last = _tonnes(other.kg_co2e) if other else ""
        start = (safe(result.id), str(year), safe(phrases.unit(result)))
        writer.writerow((*start, *_point(result, path.get(year)), *_actual(result, progress.get(year)), last))
    return sheet.getvalue()


def _point(result: TargetResult, point: PathPoint | None) -> tuple[str, ...]:
    return ("", "") if point is None else (_value(result, point.quantity), _percent(point.reduction))


def _actual(result: TargetResult, year: Progress | None) -> tuple[str, ...]:
    if year is None:
        return ("",) * 4
    ratios = _percent(year.reduction), _percent(year.needed_per_year)
    return (_value(result, year.quantity), *ratios, _tonnes(year.kg_co2e))


def _value(result: TargetResult, quantity: Fraction) -> str:
    return exact.text(phrases.shown(result, quantity))


def _percent(ratio: Fraction | None) -> str:
    return "" if ratio is None else exact.text(ratio * HUNDRED)


def _tonnes(kg: Fraction | None) -> str:
    return "" if kg is None else exact.text(kg / KG_PER_T)
