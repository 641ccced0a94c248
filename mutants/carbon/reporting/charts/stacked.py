"""Bars stacked upon each other, year by year, with the total above and the figures of large parts inside."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.text import Text

from carbon.reporting.charts import digits, key, marks, pile
from carbon.reporting.charts.figure import MARGIN, Drawing, style
from carbon.reporting.charts.plan import ROWS_FROM_MM, TALL_MM, YEARS_MM, Plan, Sheet
from carbon.reporting.charts.series import together

BESIDE_FROM_MM = 120.0
"""From this width the key stands beside the bars, in their order, and not above them [mm]."""

LEAST_YEAR_MM = 8.0
"""What a year needs [mm]; the sheet grows with the years."""

_KEY_SHARE, _WIDEST_KEY_MM = 0.34, 54.0
_KEY_GAP_MM = 6.0
_KEY_TOP_MM = 3.0
_BAR, _WIDEST_BAR_MM = 0.72, 20.0
_ROOM_MM = 1.0
_KEY_LOWER_MM = 2.4


def draw(plan: Plan, sheet: Sheet) -> Drawing:
    """Draw the series of every year upon each other, the first at the bottom."""
    with style(sheet.language, sheet.house):
        column = _column(plan, sheet)
        year_mm = max(LEAST_YEAR_MM, plan.widest_cell(sheet))
        width = max(sheet.width_mm, 2 * MARGIN + column + year_mm * len(plan.years))
        drawing = sheet.drawing(width, max(sheet.height_mm, _least_height(plan, sheet, width, column)))
        top, bottom = plan.frame(drawing)
        top = _with_key(drawing, plan, top, column)[0]
        right = width - MARGIN - column
        axes = drawing.area(top, bottom - plan.below_mm, right=right)
        _bars(drawing, axes, plan)
        plan.write_rows(drawing, axes, bottom - plan.below_mm + ROWS_FROM_MM)
    return drawing


def _column(plan: Plan, sheet: Sheet) -> float:
    """Return the width of the column beside the bars [mm], 0 where the key stands above them."""
    if sheet.width_mm < BESIDE_FROM_MM:
        return 0.0
    needed = key.width_of(sheet.drawing(sheet.width_mm, TALL_MM), plan.entries)
    return min(_KEY_SHARE * sheet.width_mm, _WIDEST_KEY_MM, needed) + _KEY_GAP_MM


def _with_key(drawing: Drawing, plan: Plan, top: float, column: float) -> tuple[float, float]:
    """Write the key, and return where the bars may begin and where the key ends [mm]."""
    top += _KEY_TOP_MM
    entries = plan.entries[::-1]
    if column:
        left = drawing.width_mm - MARGIN - column + _KEY_GAP_MM
        return top, key.beside(drawing, entries, top + _KEY_LOWER_MM, left)
    end = key.above(drawing, entries, top - _KEY_TOP_MM) + _KEY_TOP_MM
    return end, end


def _least_height(plan: Plan, sheet: Sheet, width: float, column: float) -> float:
    """Return the height that the words around the bars need, with a little for the bars [mm]."""
    scratch = sheet.drawing(width, TALL_MM)
    top, bottom = plan.frame(scratch)
    top, end = _with_key(scratch, plan, top, column)
    sums = [*together(one.figures for one in plan.series)] if plan.series else []
    plot = plan.least_plot(scratch, [*sums, *(figure for one in plan.series for figure in one.figures)])
    return max(top + plot + plan.below_mm, end + YEARS_MM) + TALL_MM - bottom


def _bars(drawing: Drawing, axes: Axes, plan: Plan) -> None:
    """Draw the bars of every year, each with its total."""
    totals = together(one.figures for one in plan.series) if plan.series else (None,) * len(plan.years)
    year_mm = axes.get_position().width * drawing.width_mm / len(plan.years)
    width = min(_BAR, _WIDEST_BAR_MM / year_mm)
    decimals = digits.places(totals)
    written: list[Text] = []
    piles = [pile.of(plan.series, at) for at in range(len(plan.years))]
    parts = [part for parts in piles for part in parts]
    for part in parts:
        marks.bar(drawing, axes, (part.at - width / 2, part.bottom, width, part.height), part.fill)
    for at, total in enumerate(totals):
        if total is None:
            written.append(marks.no_data(drawing, axes, at))
            continue
        written.append(marks.figure(drawing, axes, at, pile.end(piles[at]), digits.figure(total, decimals)))
        if len({part.height < 0 for part in piles[at]}) > 1:
            _mark_total(drawing, axes, (at, width), float(total))
    ends = [part.bottom + part.height for part in parts]
    marks.fit(drawing, axes, written, year_mm, ends)
    _figures_inside(drawing, axes, parts, (width * year_mm, decimals))


def _mark_total(drawing: Drawing, axes: Axes, place: tuple[int, float], height: float) -> None:
    """Mark at both sides of a bar how high its total is, where some parts are negative and it does not end there."""
    at, width = place
    for side in (-1, 1):
        ends = [at + side * width * 0.52, at + side * width * 0.64]
        axes.plot(ends, [height, height], color=drawing.house.ink, linewidth=1.2, solid_capstyle="butt")


def _figures_inside(drawing: Drawing, axes: Axes, parts: list[pile.Part], room: tuple[float, int]) -> None:
    """Write figures into the parts that are large enough."""
    bar_mm, decimals = room
    lowest, highest = axes.get_ylim()
    mm = axes.get_position().height * drawing.height_mm / (highest - lowest)
    for part in (part for part in parts if sum(other.at == part.at for other in parts) > 1):
        text = axes.text(
            part.at,
            part.bottom + part.height / 2,
            digits.figure(part.figure, decimals),
            ha="center",
            va="center_baseline",
            fontsize=drawing.house.note + 0.5,
            color=drawing.house.over(part.fill),
        )
        if part.fill.hatch:
            text.set_bbox({"facecolor": part.fill.colour, "edgecolor": "none", "pad": 1.4})
        width, height = drawing.measure(text)
        if abs(part.height) * mm < height + _ROOM_MM or bar_mm < width + _ROOM_MM:
            text.remove()
