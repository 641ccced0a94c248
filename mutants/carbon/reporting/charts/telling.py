"""The figures of a chart through the years, written out for a reader who does not see them."""

from __future__ import annotations

from collections.abc import Sequence

from carbon.reporting import words
from carbon.reporting.charts import digits
from carbon.reporting.charts.course import ByYear, decimals


def told(named: Sequence[tuple[str, ByYear]], unit: str, language: str) -> str:
    """Write figures year by year, each with its name and its unit; what a year has nothing of is passed over.

    Parameters
    ----------
    named
        Names and figures by year.
    unit
        Written after each figure.
    """
    places = max(digits.WRITTEN_OUT, decimals(figure for _, of in named for figure in of.values()))
    lines = []
    for year in sorted({year for _, of in named for year in of}):
        parts = [f"{name} {digits.figure(of[year], places)} {unit}" for name, of in named if year in of]
        lines.append(f"{year}{words.colon(language)}{words.listed(parts, language)}")
    return "\n".join(lines)
