"""Emissions by facility: a row for each, the largest above, and a column for each year, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.reporting import labels, words
from carbon.reporting.charts import cells, digits, key, marks, notes, pile, scopes
from carbon.reporting.charts.figure import MARGIN, Drawing, footer, header, style
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import TALL_MM, WIDTH_MM, Sheet, years_of
from carbon.reporting.charts.series import Figures, Series, largest, together, with_unit
from carbon.reporting.mass import MassUnit, Results, unit_of
from carbon.terms import Scope2Method

MOST = 15
"""How many rows there are at most; the smallest facilities are gathered."""

LEAST_YEAR_MM = 27.0
"""What a year needs [mm]; the sheet grows with the years."""

NAMES_SHARE, WIDEST_NAME_MM = 0.32, 58.0
LEAST_ROW_MM, HIGHEST_ROW_MM = 6.0, 9.0

_TITLE = ("Greenhouse gas emissions by facility", "各據點溫室氣體排放量")
_NO_FACILITY = ("no facility named", "未指明據點")
_GAP_MM, _COLUMN_GAP_MM, _KEY_GAP_MM, _HEADING_MM, _BELOW_MM = 2.5, 4.0, 3.0, 5.5, 4.0
_BAR = 0.62
_DASH = "–"


@dataclass(frozen=True, slots=True)
class _Row:
    """A facility: its name, and the figures of the scopes by year."""

    name: str
    scopes: tuple[Figures, ...]

    @property
    def total(self) -> Figures:
        return together(self.scopes)


@dataclass(frozen=True, slots=True)
class _Table:
    """What is drawn: the words around it, the years, the key of the scopes, and the rows."""

    around: tuple[str, str, str]
    years: tuple[int, ...]
    entries: tuple[key.Entry, ...]
    rows: tuple[_Row, ...]

    def series(self, row: _Row) -> list[Series]:
        """Return the scopes of a row as series."""
        return [
            Series(entry.name, entry.fill, figures) for entry, figures in zip(self.entries, row.scopes, strict=True)
        ]


def draw(
    results: Results,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = 0.0,
    house: House = HOUSE,
) -> Figure:
    """Draw emissions by facility and year.

    The options are those of `carbon.reporting.charts.emissions.draw`; the sheet is as high as the rows need unless a
    height is given.
    """
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    around = (
        words.chosen(_TITLE, language),
        notes.subtitle(years, words.word(f"chart_{unit.key}", language)),
        notes.around(years, method, language),
    )
    table = _Table(
        around,
        tuple(year.year for year in years),
        tuple(scopes.entries(method, language, house)),
        tuple(_rows(years, method, unit, language)),
    )
    drawing = _drawn(table, Sheet(language, width_mm, height_mm, house))
    drawing.description = _described(table, words.word(unit.key, language), language)
    return drawing


def _rows(years: Sequence[InventoryResult], method: Scope2Method, unit: MassUnit, language: str) -> list[_Row]:
    """Return the facilities, the largest first, and the small ones together."""
    found = [cells.summed(year, method, lambda cell: cell.facility) for year in years]
    by_id = {
        id_: tuple(
            tuple(None if (kg := of.get(id_, {}).get(scope)) is None else unit.of(kg) for of in found)
            for scope in scopes.SCOPES
        )
        for id_ in dict.fromkeys(id_ for of in found for id_ in of)
    }
    totals = {id_ or "": together(parts) for id_, parts in by_id.items()}
    ordered = largest(list(totals.items()), MOST, language)
    kept = [name for name, _, gathered in ordered if not gathered]
    rows = [_Row(_name(id_, years, language), by_id[id_ or None]) for id_ in kept]
    rest = [parts for id_, parts in by_id.items() if (id_ or "") not in kept]
    if rest:
        rows.append(_Row(ordered[-1][0], tuple(together(scope) for scope in zip(*rest, strict=True))))
    return rows


def _name(id_: str, years: Sequence[InventoryResult], language: str) -> str:
    return labels.name(id_, years, language) if id_ else words.chosen(_NO_FACILITY, language)


def _drawn(table: _Table, sheet: Sheet) -> Drawing:
    """Draw the sheet: the names at the left, then a column for each year."""
    with style(sheet.language, sheet.house):
        scratch = sheet.drawing(sheet.width_mm, TALL_MM)
        names = _names_mm(scratch, table)
        width = max(sheet.width_mm, 2 * MARGIN + names + len(table.years) * LEAST_YEAR_MM)
        scratch = sheet.drawing(width, TALL_MM)
        top, bottom = _frame(scratch, table)
        row_mm = _row_mm(scratch, table, names)
        least = top + _HEADING_MM + row_mm * max(len(table.rows), 2) + _BELOW_MM + TALL_MM - bottom
        drawing = sheet.drawing(width, max(sheet.height_mm, least))
        top, bottom = _frame(drawing, table)
        if not table.rows:
            drawing.write(MARGIN, top + _HEADING_MM, words.word("no_data", sheet.language), color=sheet.house.grey)
            return drawing
        room = (bottom - _BELOW_MM - top - _HEADING_MM) / len(table.rows)
        _columns(drawing, table, (top, max(row_mm, min(room, HIGHEST_ROW_MM)), names))
    return drawing


def _frame(drawing: Drawing, table: _Table) -> tuple[float, float]:
    """Write what stands above and below, and return the heights between which there is room [mm]."""
    title, subtitle, note = table.around
    return key.above(drawing, table.entries, header(drawing, title, subtitle)) + _KEY_GAP_MM, footer(drawing, note)


def _names_mm(drawing: Drawing, table: _Table) -> float:
    """Return the width of the column of names, with the gap beside it [mm]."""
    widest = max((drawing.width_of(row.name, drawing.house.body) for row in table.rows), default=0.0)
    return min(widest + 0.1, NAMES_SHARE * drawing.width_mm, WIDEST_NAME_MM) + _GAP_MM


def _row_mm(drawing: Drawing, table: _Table, names: float) -> float:
    """Return the height of a row, by the highest name [mm]."""
    written = [drawing.wrap(drawing.write(0, 0, row.name), names - _GAP_MM, 2) for row in table.rows]
    return max([LEAST_ROW_MM, *(drawing.measure(text)[1] + 1.2 for text in written)])


def _columns(drawing: Drawing, table: _Table, room: tuple[float, float, float]) -> None:
    """Draw the names and the columns, from a height downwards, rows of a height, names of a width [mm]."""
    top, row_mm, names = room
    first = top + _HEADING_MM
    for at, row in enumerate(table.rows):
        middle = first + (at + 0.5) * row_mm
        text = drawing.write(MARGIN, middle, row.name, va="center")
        drawing.wrap(text, names - _GAP_MM, 2)
    column = (drawing.inner_mm - names) / len(table.years)
    scale = _scale(drawing, table, column - _COLUMN_GAP_MM)
    for place, year in enumerate(table.years):
        left = MARGIN + names + place * column
        drawing.write(left, top, str(year), fontsize=drawing.house.subtitle)
        axes = drawing.area(first, first + row_mm * len(table.rows), left, left + column - _COLUMN_GAP_MM)
        axes.spines["bottom"].set_visible(False)
        axes.set_xticks([])
        axes.set_xlim(*scale[:2])
        axes.set_ylim(len(table.rows), 0)
        axes.axvline(0, color=drawing.house.line, linewidth=0.8)
        _bars(drawing, axes, table, (place, scale[2]))


def _scale(drawing: Drawing, table: _Table, width: float) -> tuple[float, float, int]:
    """Return the ends of the scale that all columns share, with room for the figures, and their decimals."""
    piles = [pile.of(table.series(row), at) for row in table.rows for at in range(len(table.years))]
    ends = [part.bottom + part.height for parts in piles for part in parts]
    decimals = digits.places(figure for row in table.rows for figure in row.total)
    figures = [digits.figure(figure, decimals) for row in table.rows for figure in row.total if figure is not None]
    label = max((drawing.width_of(figure, drawing.house.body) for figure in figures), default=0.0) + 1.5
    low, high = min([0.0, *ends]), max([0.0, *ends])
    span = (high - low or 1.0) * width / max(width - label, width / 4)
    return low, low + span, decimals


def _bars(drawing: Drawing, axes: Axes, table: _Table, which: tuple[int, int]) -> None:
    """Draw a year's bars, each with its figure; a dash where a facility has no data."""
    place, decimals = which
    if all(row.total[place] is None for row in table.rows):
        _beside(drawing, axes, (0.0, 0.5), words.word("no_data", drawing.language), drawing.house.grey)
        return
    for at, row in enumerate(table.rows):
        total, parts = row.total[place], pile.of(table.series(row), place)
        for part in parts:
            marks.bar(drawing, axes, (part.bottom, at + (1 - _BAR) / 2, part.height, _BAR), part.fill)
        text = _DASH if total is None else digits.figure(total, decimals)
        colour = drawing.house.grey if total is None else drawing.house.ink
        _beside(drawing, axes, (max(0.0, pile.end(parts)), at + 0.5), text, colour)


def _beside(drawing: Drawing, axes: Axes, place: tuple[float, float], text: str, colour: str) -> None:
    """Write a figure to the right of where a bar ends."""
    size = drawing.house.body
    axes.annotate(text, place, (3, 0), textcoords="offset points", va="center", fontsize=size, color=colour)


def _described(table: _Table, unit: str, language: str) -> str:
    """Write the figures out, facility by facility and year by year."""
    lines = []
    for row in table.rows:
        for at, year in enumerate(table.years):
            parts = [f"{words.word('energy_total', language)} {with_unit(row.total[at], unit, language)}"]
            parts += [
                f"{one.name} {with_unit(one.figures[at], unit, language)}"
                for one in table.series(row)
                if one.figures[at] is not None
            ]
            lines.append(f"{row.name} {year}{words.colon(language)}{words.listed(parts, language)}")
    return "\n".join(lines) or words.word("no_data", language)
