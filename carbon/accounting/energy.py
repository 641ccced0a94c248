"""Energy, electricity and intensity of a year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from carbon.accounting.allocation import shares
from carbon.accounting.metrics import Metric
from carbon.accounting.result import (
    ElectricityBalance,
    EnergyUse,
    InstrumentUse,
    Intensity,
    MetricTotal,
    ScopeTotal,
    Sum12,
)
from carbon.accounting.yearbook import YearBook
from carbon.model.terms import ELECTRICITY, Scope2Method

HUNDRED = 100


def electricity(book: YearBook) -> ElectricityBalance | None:
    """Return the year's electricity and how much of it renewable instruments cover, None without electricity."""
    used = [(entry, coefficient) for entry, coefficient in book.counted() if entry.line.is_electricity]
    if not used:
        return None
    mwh = sum((entry.quantity * (coefficient.mwh or 0) for entry, coefficient in used), Fraction(0))
    renewable = shares(book.allocation, book.loads)["renewable_mwh"]
    covered = sum(book.allocation.allocated.values(), Fraction(0))
    kinds = {"residual_mix" if book.residual.get(entry.key) else "grid_average" for entry, _ in used}
    return ElectricityBalance(
        mwh,
        renewable,
        renewable / max(mwh, renewable) * HUNDRED if mwh > 0 else None,
        tuple(
            InstrumentUse(name, allocated, book.allocation.left[name])
            for name, allocated in book.allocation.allocated.items()
        ),
        None if covered == mwh else kinds.pop() if len(kinds) == 1 else "residual_mix and grid_average",
    )


def by_carrier(book: YearBook, balance: ElectricityBalance | None) -> tuple[EnergyUse, ...]:
    """Return the energy of each carrier; electricity that renewable instruments cover stands apart."""
    mwh: dict[tuple[str, bool], Fraction | None] = {}
    for entry, coefficient in book.counted():
        activity = entry.line.activity
        if not activity.carrier or entry.line.gas is not None:
            continue
        key = (activity.carrier, activity.renewable)
        before = mwh.get(key, Fraction(0))
        mwh[key] = None if before is None or coefficient.mwh is None else before + entry.quantity * coefficient.mwh
    if balance is not None and balance.renewable_mwh:
        mwh[ELECTRICITY, False] = balance.mwh - balance.renewable_mwh
        mwh[ELECTRICITY, True] = balance.renewable_mwh
    return tuple(EnergyUse(carrier, total, renewable) for (carrier, renewable), total in sorted(mwh.items()))


def intensities(
    metrics: Sequence[Metric], year: int, totals: Sequence[ScopeTotal], together: Sequence[Sum12]
) -> tuple[Intensity, ...]:
    """Return the emissions per unit of every metric of the year."""
    numerators: list[tuple[str, Scope2Method | None, Fraction | None]] = []
    numerators += [("scope_1_and_2", total.method, total.kg_co2e) for total in together]
    numerators += [(f"scope_{total.scope}", total.method, total.kg_co2e) for total in totals]
    return tuple(
        Intensity(each.metric, each.unit, numerator, method, kg_co2e / each.quantity)
        for each in metrics_of(metrics, year)
        for numerator, method, kg_co2e in numerators
        if kg_co2e is not None
    )


def metrics_of(metrics: Sequence[Metric], year: int) -> tuple[MetricTotal, ...]:
    """Return the organisation's metrics of a year: the row without a facility, else the facilities together."""
    quantities: dict[tuple[str, str], Fraction] = {}
    whole = {(metric.metric, metric.unit) for metric in metrics if metric.year == year and not metric.facility}
    for metric in metrics:
        key = (metric.metric, metric.unit)
        if metric.year == year and (not metric.facility or key not in whole):
            quantities[key] = quantities.get(key, Fraction(0)) + metric.quantity
    return tuple(MetricTotal(metric, unit, quantity) for (metric, unit), quantity in quantities.items())
