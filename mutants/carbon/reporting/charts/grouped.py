"""Bars side by side, year by year."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.text import Text

from carbon.reporting.charts import digits, key, marks
from carbon.reporting.charts.figure import MARGIN, Drawing, style
from carbon.reporting.charts.plan import ROWS_FROM_MM, TALL_MM, Plan, Sheet

LEAST_BAR_MM = 3.5
"""What a bar needs so that its figure can be written upright [mm]; the sheet grows with the years."""

LEAST_YEAR_MM = 8.0
"""What a year needs [mm]."""

KEY_GAP_MM = 4.0
_GROUP = 0.84
_WIDEST_BAR_MM = 16.0


def draw(plan: Plan, sheet: Sheet) -> Drawing:
    """Draw the series of every year beside each other, each bar with its figure."""
    with style(sheet.language, sheet.house):
        year_mm = max(LEAST_BAR_MM * len(plan.series), LEAST_YEAR_MM, plan.widest_cell(sheet))
        width = max(sheet.width_mm, 2 * MARGIN + year_mm * len(plan.years))
        drawing = sheet.drawing(width, max(sheet.height_mm, _least_height(plan, sheet, width)))
        top, bottom = plan.frame(drawing)
        top = key.above(drawing, plan.entries, top) + KEY_GAP_MM
        axes = drawing.area(top, bottom - plan.below_mm)
        _bars(drawing, axes, plan)
        plan.write_rows(drawing, axes, bottom - plan.below_mm + ROWS_FROM_MM)
    return drawing


def _least_height(plan: Plan, sheet: Sheet, width: float) -> float:
    """Return the height that the words around the bars need, with a little for the bars [mm]."""
    scratch = sheet.drawing(width, TALL_MM)
    top, bottom = plan.frame(scratch)
    plot = plan.least_plot(scratch, [figure for one in plan.series for figure in one.figures])
    return key.above(scratch, plan.entries, top) + KEY_GAP_MM + plot + plan.below_mm + TALL_MM - bottom


def _bars(drawing: Drawing, axes: Axes, plan: Plan) -> None:
    """Draw the bars of every year."""
    year_mm = drawing.inner_mm / len(plan.years)
    slot = min(_GROUP / len(plan.series), _WIDEST_BAR_MM / year_mm)
    decimals = digits.places(figure for one in plan.series for figure in one.figures)
    written: list[Text] = []
    heights: list[float] = []
    for at in range(len(plan.years)):
        if all(one.figures[at] is None for one in plan.series):
            written.append(marks.no_data(drawing, axes, at))
            continue
        for position, one in enumerate(plan.series):
            middle = at + (position - (len(plan.series) - 1) / 2) * slot
            figure = one.figures[at]
            if figure is None:
                written.append(marks.no_data(drawing, axes, middle))
                continue
            heights.append(float(figure))
            marks.bar(drawing, axes, (middle - slot * 0.45, 0, slot * 0.9, heights[-1]), one.fill)
            written.append(marks.figure(drawing, axes, middle, heights[-1], digits.figure(figure, decimals)))
    marks.fit(drawing, axes, written, slot * year_mm, heights)
