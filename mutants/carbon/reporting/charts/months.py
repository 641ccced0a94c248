"""Emissions by month, stacked by scope: the years follow each other, so that a season and a change are both seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.reporting import words
from carbon.reporting.charts import cells, key, marks, notes, pile, scale, scopes
from carbon.reporting.charts.figure import MARGIN, OUTLINE, Drawing, footer, header, style
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import HEIGHT_MM, LEAST_PLOT_MM, TALL_MM, WIDTH_MM, Sheet, years_of
from carbon.reporting.charts.series import Figures, Series, described
from carbon.reporting.mass import MassUnit, Results, unit_of
from carbon.terms import Scope2Method

LEAST_MONTH_MM = 0.9
"""What a month needs [mm]; the sheet grows with the years."""

_TITLE = ("Greenhouse gas emissions by month", "各月溫室氣體排放量")
_SPREAD = (
    "rows longer than 31 days are shared out over months by days",
    "逾 31 日之資料依日數分攤至各月",
)
_NAMES = (
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    tuple(f"{month}月" for month in range(1, 13)),
)
_BETWEEN = 0.9
"""The gap between two years, in months."""

_BAR = 0.8
_BELOW_MM, _MONTHS_MM, _KEY_GAP_MM = 10.5, 1.2, 4.0
_PAD_MM = 0.8
_OUTLINED_FROM_MM = 2.5
"""Narrower bars would be more outline than bar [mm]."""


@dataclass(frozen=True, slots=True)
class _Year:
    """An inventory year on the chart: where its first month stands, and its months (`2024-03`)."""

    year: int
    first: float
    months: tuple[str, ...]
    has_data: bool

    @property
    def middle(self) -> float:
        return self.first + (len(self.months) - 1) / 2


def draw(
    results: Results,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw emissions by month; the options are those of `carbon.reporting.charts.emissions.draw`."""
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    spans = _spans(years)
    months = [month for span in spans for month in span.months]
    series = _series(years, months, (method, unit), scopes.entries(method, language, house))
    sheet = Sheet(language, width_mm, height_mm, house)
    words_around = (
        words.chosen(_TITLE, language),
        notes.subtitle(years, words.word(f"chart_{unit.key}", language)),
        f"{notes.around(years, method, language)} · {words.chosen(_SPREAD, language)}",
    )
    drawing = _drawn(sheet, words_around, series, spans)
    drawing.description = described(months, series, words.word(unit.key, language), language, total=True)
    return drawing


def _spans(years: Sequence[InventoryResult]) -> list[_Year]:
    """Return where each year stands, after the one before it and a gap."""
    spans, first = [], 0.0
    for year in years:
        start, end = (12 * day.year + day.month - 1 for day in (year.start, year.end))
        months = tuple(f"{month // 12}-{month % 12 + 1:02}" for month in range(start, end + 1))
        spans.append(_Year(year.year, first, months, not notes.is_empty(year)))
        first += len(months) + _BETWEEN
    return spans


def _series(
    years: Sequence[InventoryResult],
    months: Sequence[str],
    how: tuple[Scope2Method, MassUnit],
    entries: Sequence[key.Entry],
) -> list[Series]:
    """Return the scopes' figures month by month."""
    method, unit = how
    found: dict[str, dict[int, Fraction]] = {}
    for year in years:
        found |= cells.summed(year, method, lambda cell: cell.month)

    def figures(scope: int) -> Figures:
        return tuple(None if (kg := found.get(month, {}).get(scope)) is None else unit.of(kg) for month in months)

    return [Series(entry.name, entry.fill, figures(scope)) for scope, entry in zip(scopes.SCOPES, entries, strict=True)]


def _drawn(sheet: Sheet, around: tuple[str, str, str], series: Sequence[Series], spans: Sequence[_Year]) -> Drawing:
    """Draw the sheet."""
    title, subtitle, note = around
    entries = [key.Entry(one.name, one.fill) for one in series]
    slots = spans[-1].first + len(spans[-1].months)
    with style(sheet.language, sheet.house):
        width = max(sheet.width_mm, 2 * MARGIN + 12 + LEAST_MONTH_MM * slots)
        scratch = sheet.drawing(width, TALL_MM)
        above = key.above(scratch, entries, header(scratch, title, subtitle)) + _KEY_GAP_MM
        least = above + LEAST_PLOT_MM + _BELOW_MM + TALL_MM - footer(scratch, note)
        drawing = sheet.drawing(width, max(sheet.height_mm, least))
        top = key.above(drawing, entries, header(drawing, title, subtitle)) + _KEY_GAP_MM
        bottom = footer(drawing, note) - _BELOW_MM
        _bars(drawing, series, spans, (top, bottom))
    return drawing


def _bars(drawing: Drawing, series: Sequence[Series], spans: Sequence[_Year], room: tuple[float, float]) -> None:
    """Draw the bars of every month, and the months and years below them."""
    places = [span.first + at for span in spans for at in range(len(span.months))]
    piles = [pile.of(series, at) for at in range(len(places))]
    sums = [
        sum((part.figure for part in parts if (part.figure > 0) is up), Fraction(0))
        for parts in piles
        for up in (True, False)
    ]
    axes = scale.beside(drawing, scale.ticks(min(sums), max(sums)), *room)
    axes.set_xlim(-0.5 - _BETWEEN / 2, places[-1] + 0.5 + _BETWEEN / 2)
    axes.set_xticks([])
    slot = axes.get_position().width * drawing.width_mm / (places[-1] + 1 + _BETWEEN)
    outline = OUTLINE if slot >= _OUTLINED_FROM_MM else 0.0
    for place, parts in zip(places, piles, strict=True):
        for part in parts:
            marks.bar(drawing, axes, (place - _BAR / 2, part.bottom, _BAR, part.height), part.fill, outline)
    for span in spans:
        if not span.has_data:
            marks.no_data(drawing, axes, span.middle)
    _write_months(drawing, axes, spans, room[1] + _MONTHS_MM)


def _write_months(drawing: Drawing, axes: Axes, spans: Sequence[_Year], top: float) -> None:
    """Write the months below the bars, by name, by number or not at all, as there is room, and the years below them."""
    box = axes.get_position()
    low, high = axes.get_xlim()
    left, slot = box.x0 * drawing.width_mm, box.width * drawing.width_mm / (high - low)
    size = drawing.house.note
    chosen = [*(words.chosen((en, zh), drawing.language) for en, zh in zip(*_NAMES, strict=True))]
    names = next(
        (
            names
            for names in (chosen, [str(month) for month in range(1, 13)])
            if max(drawing.width_of(name, size) for name in names) + _PAD_MM <= slot
        ),
        None,
    )
    for span in spans:
        for at, month in enumerate(span.months if names else ()):
            name = (names or chosen)[int(month[-2:]) - 1]
            middle = left + (span.first + at - low) * slot
            drawing.write(middle, top, name, ha="center", fontsize=size, color=drawing.house.grey)
        middle = left + (span.middle - low) * slot
        drawing.write(
            middle, top + (3.4 if names else 0.4), str(span.year), ha="center", fontsize=drawing.house.subtitle
        )
