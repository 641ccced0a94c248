"""Emissions per unit of a metric: a panel for each metric, a bar for each year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.figure import Figure

from carbon.accounting.result import InventoryResult
from carbon.reporting import words
from carbon.reporting.charts import digits, marks, notes
from carbon.reporting.charts.figure import MARGIN, Drawing, footer, header, style
from carbon.reporting.charts.house import HOUSE, Fill, House
from carbon.reporting.charts.plan import HEIGHT_MM, TALL_MM, WIDTH_MM, YEARS_MM, Sheet, years_of
from carbon.reporting.charts.series import Figures, with_unit
from carbon.reporting.mass import MassUnit, Results, unit_of
from carbon.terms import Scope2Method

LEAST_PANEL_MM, LEAST_YEAR_MM, LEAST_HEIGHT_MM = 48.0, 8.0, 40.0
"""What a panel needs at least, and each year in it [mm]; the sheet grows for them."""

_TITLE = ("Emission intensity", "溫室氣體排放強度")
_METRICS = {
    "employees": ("Employees", "員工人數"),
    "revenue": ("Revenue", "營業收入"),
    "net_revenue": ("Net revenue", "淨營收"),
    "floor_area": ("Floor area", "樓地板面積"),
    "production": ("Production", "產量"),
}
_UNITS = {
    "employee": ("employee", "人"),
    "million_TWD": ("million TWD", "新臺幣百萬元"),
    "m2": ("m²", "平方公尺"),
    "t": ("t", "公噸"),
}
_BAR, _WIDEST_BAR_MM = 0.66, 16.0
_GAP_MM, _HEADING_MM, _BETWEEN_MM, _TOP_MM = 10.0, 9.0, 4.0, 4.0
_SCOPES = {"scope_1": 1, "scope_2": 2, "scope_3": 3}
"""Numerators that are one scope, and have its colour."""

_KG_BELOW = Fraction(1, 100)
"""Below this many tonnes per unit a panel is in kilograms."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """A metric: what it is called, the unit of the ratio, the ratios by year, and what bars are filled with."""

    name: str
    unit: str
    figures: Figures
    fill: Fill


def draw(
    results: Results,
    *,
    language: str = "en",
    scope2_method: Scope2Method | str = Scope2Method.MARKET,
    numerator: str = "scope_1_and_2",
    mass_unit: str = "t",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw emissions per unit of each metric, by year.

    Parameters
    ----------
    numerator
        `scope_1_and_2`, `scope_1`, `scope_2` or `scope_3`. The other options are those of
        `carbon.reporting.charts.emissions.draw`; where ratios in tonnes are very small, a panel is in kilograms.
    """
    years, unit, method = years_of(results), unit_of(mass_unit), Scope2Method(scope2_method)
    fill = house.of_scope(_SCOPES[numerator], 0) if numerator in _SCOPES else Fill(house.line)
    panels = [_panel(metric, years, (numerator, method, unit), (language, fill)) for metric in _metrics(years)]
    by_method = method if numerator in {"scope_1_and_2", "scope_2"} else None
    around = (
        words.chosen(_TITLE, language),
        notes.subtitle(years, words.with_method(numerator, by_method, language)),
        notes.around(years, method, language),
    )
    drawing = _drawn(panels, tuple(year.year for year in years), around, Sheet(language, width_mm, height_mm, house))
    drawing.description = _described(panels, years, language)
    return drawing


def _metrics(years: Sequence[InventoryResult]) -> list[tuple[str, str]]:
    """Return the metrics of all years, each with its unit, those without a ratio too."""
    given = [(one.metric, one.unit) for year in years for one in year.metrics]
    return list(dict.fromkeys([*given, *((one.metric, one.unit) for year in years for one in year.intensity)]))


def _panel(
    metric: tuple[str, str],
    years: Sequence[InventoryResult],
    what: tuple[str, Scope2Method, MassUnit],
    look: tuple[str, Fill],
) -> _Panel:
    """Return the ratios of a metric, in a unit of mass in which they can be read."""
    (numerator, method, unit), (language, fill) = what, look
    found = tuple(
        next(
            (
                one.kg_co2e_per_unit
                for one in year.intensity
                if (one.metric, one.unit, one.numerator) == (*metric, numerator) and one.method in {None, method}
            ),
            None,
        )
        for year in years
    )
    largest = max((abs(unit.of(kg)) for kg in found if kg is not None), default=Fraction(1))
    unit = unit_of("kg") if 0 < largest < _KG_BELOW else unit
    figures = tuple(None if kg is None else unit.of(kg) for kg in found)
    return _Panel(_named(metric[0], _METRICS, language), ratio(unit, metric[1], language), figures, fill)


def ratio(unit: MassUnit, of: str, language: str) -> str:
    """Return the unit of an intensity, emissions per unit of a metric."""
    return f"{words.word(f'chart_{unit.key}', language)}/{_named(of, _UNITS, language)}"


def _named(key: str, names: dict[str, tuple[str, str]], language: str) -> str:
    return words.chosen(names[key], language) if key in names else key.replace("_", " ")


def _drawn(panels: Sequence[_Panel], years: tuple[int, ...], around: tuple[str, str, str], sheet: Sheet) -> Drawing:
    """Draw the panels, as many beside each other as fit."""
    title, subtitle, note = around
    least = max(LEAST_PANEL_MM, LEAST_YEAR_MM * len(years))
    with style(sheet.language, sheet.house):
        width = max(sheet.width_mm, 2 * MARGIN + least)
        across = max(1, min(len(panels), int((width - 2 * MARGIN + _GAP_MM) / (least + _GAP_MM))))
        down = -(-len(panels) // across) or 1
        scratch = sheet.drawing(width, TALL_MM)
        needed = header(scratch, title, subtitle) + _TOP_MM + TALL_MM - footer(scratch, note)
        drawing = sheet.drawing(width, max(sheet.height_mm, needed + down * (LEAST_HEIGHT_MM + _BETWEEN_MM)))
        top, bottom = header(drawing, title, subtitle) + _TOP_MM, footer(drawing, note)
        if not panels:
            drawing.write(MARGIN, top, words.word("no_data", sheet.language), color=sheet.house.grey)
        column, row = (drawing.inner_mm + _GAP_MM) / across, (bottom - top) / down
        for at, panel in enumerate(panels):
            place = MARGIN + (at % across) * column, top + (at // across) * row
            _draw_panel(drawing, panel, years, (*place, column - _GAP_MM, row))
    return drawing


def _draw_panel(
    drawing: Drawing, panel: _Panel, years: tuple[int, ...], box: tuple[float, float, float, float]
) -> None:
    """Draw a metric's bars into a box: left, top, width and height [mm]."""
    left, top, width, height = box
    house = drawing.house
    drawing.wrap(drawing.write(left, top, panel.name, fontweight="bold"), width, 1)
    drawing.wrap(drawing.write(left, top + 3.8, panel.unit, fontsize=house.note, color=house.grey), width, 1)
    axes = drawing.area(top + _HEADING_MM, top + height - YEARS_MM, left, left + width)
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_xticks(range(len(years)), [str(year) for year in years])
    slot = width / len(years)
    bar, decimals = min(_BAR, _WIDEST_BAR_MM / slot), digits.places(panel.figures)
    written = []
    for at, figure in enumerate(panel.figures):
        if figure is None:
            written.append(marks.no_data(drawing, axes, at))
            continue
        marks.bar(drawing, axes, (at - bar / 2, 0, bar, float(figure)), panel.fill)
        written.append(marks.figure(drawing, axes, at, float(figure), digits.figure(figure, decimals)))
    marks.fit(drawing, axes, written, slot, [float(figure) for figure in panel.figures if figure is not None])


def _described(panels: Sequence[_Panel], years: Sequence[InventoryResult], language: str) -> str:
    """Write the ratios out, metric by metric."""
    lines = []
    for panel in panels:
        parts = [
            f"{year.year} {with_unit(figure, panel.unit, language)}"
            for year, figure in zip(years, panel.figures, strict=True)
        ]
        lines.append(f"{panel.name}{words.colon(language)}{words.listed(parts, language)}")
    return "\n".join(lines) or words.word("no_data", language)
