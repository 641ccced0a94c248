"""Results as a table for a terminal: the years side by side, the oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from carbon.accounting.result import InventoryResult
from carbon.reporting import sections, widths, words
from carbon.reporting.mass import Results, oldest_first, unit_of
from carbon.reporting.section import Row, Section

GAP = 3
WIDEST_LABEL = 58
"""A longer label has a line of its own."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of the table [columns of a terminal]."""

    label: int
    years: tuple[int, ...]


def text(results: Results, *, language: str = "en", mass_unit: str = "t") -> str:
    """Write results as a table to be read in a terminal.

    Parameters
    ----------
    results
        An inventory of one year, or several.
    language
        `en` or `zh`.
    mass_unit
        `t` or `kg`.

    Returns
    -------
    str
        Lines of text: three decimals, thousands separated by commas, `–` for no data.
    """
    several, unit = oldest_first(results), unit_of(mass_unit)
    if not several:
        return ""
    parts = [part for part in sections.all_of(several, language, unit) if part.rows]
    years = [str(result.year) for result in several]
    columns = _columns(years, list(chain.from_iterable(part.rows for part in parts)))
    lines = [_first_line(several, language), ""]
    for position, part in enumerate(parts):
        lines += _section(part, columns, years if position == 0 else [])
    lines += sections.notes(several, language)
    return "\n".join(lines).rstrip("\n") + "\n"


def _first_line(results: Sequence[InventoryResult], language: str) -> str:
    organisations = _distinct(result.organisation for result in results)
    approaches = _distinct(result.consolidation_approach for result in results)
    named = f"{organisations}{words.colon(language)}" if organisations else ""
    frozen = [str(result.year) for result in results if result.frozen]
    parts = [named + words.word("inventory", language), _gwp_sets(results, language)]
    if frozen:
        parts.append(f"{words.word('frozen', language)} {', '.join(frozen)}")
    parts += [_not_whole(result, language) for result in results if result.coverage.incomplete]
    if approaches:
        parts.append(words.known(approaches, language))
    return widths.printable(" · ".join(parts))


def _not_whole(result: InventoryResult, language: str) -> str:
    """Say that a year has months without data."""
    months, whole = len(result.coverage.months), result.coverage.months_of_year
    if months == whole:
        return words.word("has_gaps", language).format(result.year)
    return words.word("not_whole", language).format(result.year, months, whole)


def _gwp_sets(results: Sequence[InventoryResult], language: str) -> str:
    sets = f"{words.word('gwp_set', language)} {_distinct(result.gwp_set for result in results)}"
    if any(result.assumed_gwp_set for result in results):
        return sets + words.bracketed(words.word("assumed", language), language)
    return sets


def _distinct(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, texts)))


def _columns(years: Sequence[str], rows: Sequence[Row]) -> _Columns:
    """Measure the columns: the labels that are not too long, and each year's figures."""
    fitting = [size for row in rows if (size := widths.width(row.label)) <= WIDEST_LABEL]
    return _Columns(
        max(fitting, default=0),
        tuple(
            max([widths.width(year), *(widths.width(row.cells[at]) for row in rows)]) + GAP
            for at, year in enumerate(years)
        ),
    )


def _section(part: Section, columns: _Columns, years: Sequence[str]) -> list[str]:
    """Write a section: its heading (with the years in the first), its rows, and what stands under them."""
    lines = [_line(part.heading, years, columns)]
    for row in part.rows:
        if widths.width(row.label) > columns.label:
            lines += [row.label, _line("", row.cells, columns)]
        else:
            lines.append(_line(row.label, row.cells, columns))
        if row.under:
            lines += widths.paragraph(row.under, "      ")
    return [*lines, ""]


def _line(label: str, cells: Sequence[str], columns: _Columns) -> str:
    figures = (widths.right(cell, size) for cell, size in zip(cells, columns.years, strict=bool(cells)))
    return (widths.left(label, columns.label) + "".join(figures)).rstrip()
