"""Metrics, the denominators of intensities: `metrics.csv`, and emissions per unit of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from carbon.accounting.result import Intensity, MetricTotal, ScopeTotal, Sum12
from carbon.activity_data.columns import METRIC_HEADERS
from carbon.files import forms, small_tables
from carbon.files.records import Fault, ReadBy, Written
from carbon.files.small_tables import Row, Table
from carbon.files.values import DecimalCell, YearCell
from carbon.model.exact import sum_by
from carbon.model.problems import Problem, listed, nearest
from carbon.model.sentences import say
from carbon.model.terms import Scope2Method, Severity
from carbon.settings import Settings

NAME = "metrics.csv"


def _facility(cells: Written) -> str:
    """Read a facility by any of its names, as its id."""
    text, names = cells.value.get("facility", ""), cells.document.beside["facilities"]
    facility: str = names.get(text.casefold(), text)
    if facility and names and facility not in names.values():
        why = say(
            '"{facility}" is not declared in carbon.toml. Nearest: {likely}.\nDeclare it as [facilities.{facility}].',
            facility=facility,
            likely=listed(nearest(facility, names) or list(names)),
        )
        cells.at("facility").fault(why, "unknown-facility")
    return facility


@dataclass(frozen=True, slots=True)
class Metric:
    """A denominator of an intensity for one year."""

    metric: str
    year: Annotated[int, YearCell(otherwise=0)]
    facility: Annotated[str, ReadBy(_facility, "facility")]
    quantity: Annotated[Fraction, DecimalCell(otherwise=Fraction(1))]
    unit: str

    def faults(self, cells: Mapping[str, Any]) -> Iterator[Fault]:
        """Refuse what nothing can be divided by, and what has no name."""
        if self.quantity <= 0:
            why = say(
                "The quantity is {quantity}. Emissions are divided by it: it must be above 0.",
                quantity=cells["quantity"],
            )
            yield "quantity", why
        if not self.metric:
            yield "metric", say("The metric has no name. Write what is counted: employees.")


def read_metrics(folder: Path, settings: Settings) -> tuple[list[Metric], int | None, list[Problem]]:
    """Read a folder's metrics: the metrics, the number of rows (None if there is no such file), and the problems."""
    path = folder / NAME
    if not path.exists():
        return [], None, []
    columns = ("metric", "year", "quantity", "unit")
    form = forms.of(settings.files, NAME, in_folder=settings.folder is not None)
    content = small_tables.read(path, NAME, columns, ("facility",), METRIC_HEADERS, form=form, numbers=("quantity",))
    names = {
        name.casefold(): facility.id
        for facility in settings.facilities.values()
        for name in (facility.id, *facility.names.values())
    }
    metrics: dict[tuple[str, int, str, str], Metric] = {}
    for row, metric in content.records(Metric, "unknown-metric", facilities=names):
        key = (metric.metric, metric.year, metric.facility, metric.unit)
        if key in metrics:
            why = say("The metric stands twice for the same year and facility.")
            content.problem("unknown-metric", row, "metric", why)
        else:
            metrics[key] = metric
            _warn_of_other_years(content, row, settings)
    return list(metrics.values()), len(content.rows), content.problems


def _warn_of_other_years(content: Table, row: Row, settings: Settings) -> None:
    """Warn of a metric of a year that no inventory has."""
    if settings.years and int(row["year"]) not in settings.years:
        declared = ", ".join(map(str, settings.years))
        why = say(
            "{year} is not a declared inventory year ({declared}), so no intensity uses this row.\n"
            "Correct the year, or declare [years.{year}] in carbon.toml.",
            year=row["year"],
            declared=declared,
        )
        content.problem("unused-declaration", row, "year", why, Severity.WARNING)


def intensities(
    metrics: Sequence[Metric], year: int, totals: Sequence[ScopeTotal], together: Sequence[Sum12]
) -> tuple[Intensity, ...]:
    """Return the emissions per unit of every metric of the year."""
    numerators: list[tuple[str, Scope2Method | None, Fraction | None]] = []
    numerators += [("scope_1_and_2", total.method, total.kg_co2e) for total in together]
    numerators += [(f"scope_{total.scope}", total.method, total.kg_co2e) for total in totals]
    return tuple(
        Intensity(metric.metric, metric.unit, numerator, method, kg_co2e / metric.quantity)
        for metric in metrics_of(metrics, year)
        for numerator, method, kg_co2e in numerators
        if kg_co2e is not None
    )


def metrics_of(metrics: Sequence[Metric], year: int) -> tuple[MetricTotal, ...]:
    """Return the organisation's metrics of a year: the row without a facility, else the facilities together."""
    whole = {(metric.metric, metric.unit) for metric in metrics if metric.year == year and not metric.facility}
    quantities = sum_by(
        ((metric.metric, metric.unit), metric.quantity)
        for metric in metrics
        if metric.year == year and (not metric.facility or (metric.metric, metric.unit) not in whole)
    )
    return tuple(MetricTotal(metric, unit, quantity) for (metric, unit), quantity in quantities.items())
