"""Cells of an instrument that must make sense together: market, vintage, retirement, and a rate that power can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from carbon import exact, periods
from carbon.files.amounts import MOST_KG_PER_KWH
from carbon.problems import Problem
from carbon.reading.table import Row, Table
from carbon.terms import Severity

_CODE = "bad-instrument"
_COUNTRY = 2


def of_market(content: Table, row: Row) -> Iterator[Problem]:
    """Yield what is wrong with a market: it is a geography, by its code."""
    text = row["market"]
    country = text.partition("/")[0]
    if not text:
        why = "The market is empty. Write the geography it is valid in: TW."
        yield content.fault(_CODE, row, "market", why)
    elif not (len(country) == _COUNTRY and country.isascii() and country.isalpha() and country.isupper()):
        why = f'"{text}" is not a geography. Write the ISO code in capitals, like TW, or US/CAMX.'
        yield content.fault(_CODE, row, "market", why)


def of_rate(content: Table, row: Row, factor: Fraction | None) -> Iterator[Problem]:
    """Yield a factor beyond what power can emit: one per MWh, or in grams."""
    if factor is not None and factor > MOST_KG_PER_KWH:
        text = exact.plain(factor)
        why = f"{text} kg CO2e per kWh is more than power from any fuel comes to. The column is in kg per kWh; of "
        why += f"{text} kg per MWh, or g per kWh, write {exact.text(factor / 1000)}."
        yield content.fault(_CODE, row, "factor", why)


def of_days(content: Table, row: Row, start: date | None, end: date | None) -> Iterator[Problem]:
    """Yield a vintage that is none, or far from the days that it is to cover, and a retirement that cannot be."""
    vintage = periods.days(row["vintage"]) if row["vintage"] else None
    if row["vintage"] and vintage is None:
        why = f'"{row["vintage"]}" is no year, quarter, month or day. Write the year of generation, like 2024.'
        yield content.fault(_CODE, row, "vintage", why)
    if vintage and start and end:
        yield from _far(content, row, vintage, (start, end))
    if row["retired_on"]:
        yield from _retired(content, row, vintage)


def _far(content: Table, row: Row, vintage: tuple[date, date], covered: tuple[date, date]) -> Iterator[Problem]:
    """Yield a vintage of other years: a warning if it is of the year before or after, else a refusal."""
    years = max(covered[0].year - vintage[1].year, vintage[0].year - covered[1].year)
    said = f"{row['vintage']} generation is to cover {covered[0]} to {covered[1]}."
    criterion = "A certificate is to be of a time close to the use that it covers (Scope 2 Guidance, chapter 7)"
    if years > 1:
        why = f"{said}\n{criterion}: {years} years apart it is refused. Correct the vintage, or the start and end."
        yield content.fault(_CODE, row, "vintage", why)
    elif years == 1:
        why = f"{said}\n{criterion}: say in the report that it is of another year."
        yield replace(content.fault(_CODE, row, "vintage", why), severity=Severity.WARNING)


def _retired(content: Table, row: Row, vintage: tuple[date, date] | None) -> Iterator[Problem]:
    """Yield a day of retirement that is none, or is before the power was generated."""
    day = periods.days(row["retired_on"])
    if day is None or day[0] != day[1]:
        why = f'"{row["retired_on"]}" is not a day. Write it like 2024-03-15.'
        yield content.fault(_CODE, row, "retired_on", why)
    elif vintage and day[0] < vintage[0]:
        why = f"It was retired on {day[0]}, before the {row['vintage']} that it was generated in."
        yield content.fault(_CODE, row, "retired_on", why)
