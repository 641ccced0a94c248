"""What a chart by year is drawn from, and the sheet that it is drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes

from carbon.accounting.result import InventoryResult
from carbon.reporting.charts import digits
from carbon.reporting.charts.figure import MARGIN, Drawing, footer, header
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.key import Entry
from carbon.reporting.charts.series import Row, Series
from carbon.reporting.mass import Results, oldest_first

WIDTH_MM, HEIGHT_MM = 170.0, 95.0
"""The size of a sheet, unless another is asked for [mm]."""

LEAST_PLOT_MM = 24.0
"""The least height of what is plotted [mm]; the sheet grows for it."""

TALL_MM = 2000.0
"""The height of a sheet on which there is always room, to measure on [mm]."""

YEARS_MM = 7.0
"""What the years below the bars take, with the gap to what follows [mm]."""

ROWS_FROM_MM = 5.8
_NAME_MM, _ROW_MM = 3.2, 4.4
_CELL_GAP_MM, _UPRIGHT_GAP_MM = 1.5, 2.0
_MOST_OF_LABELS = 0.75
"""How much of the height of a plot labels may take."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to draw on.

    Parameters
    ----------
    language
        `en` or `zh`.
    width_mm, height_mm
        Its size [mm]; it grows when what is to be drawn does not fit.
    house
        Colours, fonts and sizes of type.
    """

    language: str = "en"
    width_mm: float = WIDTH_MM
    height_mm: float = HEIGHT_MM
    house: House = HOUSE

    def drawing(self, width_mm: float, height_mm: float) -> Drawing:
        """Return an empty drawing of a size."""
        return Drawing(width_mm, height_mm, self.language, self.house)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: the words around it, the years, and the series from the bottom to the top or from left to right.

    Parameters
    ----------
    rows
        Written below the years.
    """

    title: str
    subtitle: str
    note: str
    years: tuple[int, ...]
    series: Sequence[Series]
    rows: Sequence[Row] = ()

    @property
    def entries(self) -> list[Entry]:
        """Return what the key holds, in the order of the series."""
        return [Entry(one.name, one.fill) for one in self.series]

    @property
    def below_mm(self) -> float:
        """Return what the years and the rows below them take [mm]."""
        return YEARS_MM + sum(_NAME_MM + _ROW_MM for _ in self.rows)

    def frame(self, drawing: Drawing) -> tuple[float, float]:
        """Write what stands above and below, and return the heights between which there is room [mm]."""
        return header(drawing, self.title, self.subtitle), footer(drawing, self.note)

    def least_plot(self, drawing: Drawing, figures: Sequence[Fraction | None]) -> float:
        """Return the least height of bars whose figures may have to be written upright above and below them [mm]."""
        decimals = digits.places(figures)
        labels = [digits.figure(figure, decimals) for figure in figures if figure is not None]
        longest = max((drawing.width_of(label, drawing.house.body) for label in labels), default=0.0)
        sides = 1 + any(figure < 0 for figure in figures if figure is not None)
        return max(LEAST_PLOT_MM, sides * (longest + _UPRIGHT_GAP_MM) / _MOST_OF_LABELS)

    def widest_cell(self, sheet: Sheet) -> float:
        """Return the width that a year needs for the rows below it [mm]."""
        scratch = sheet.drawing(sheet.width_mm, TALL_MM)
        cells = [cell for row in self.rows for cell in row.cells]
        return max((scratch.width_of(cell, scratch.house.body) + _CELL_GAP_MM for cell in cells), default=0.0)

    def write_rows(self, drawing: Drawing, axes: Axes, top: float) -> None:
        """Write the years below the axes, and the rows below the years from a height [mm] downwards."""
        axes.set_xlim(-0.5, len(self.years) - 0.5)
        axes.set_xticks(range(len(self.years)), [str(year) for year in self.years])
        box = axes.get_position()
        left, year_mm = box.x0 * drawing.width_mm, box.width * drawing.width_mm / len(self.years)
        for row in self.rows:
            name = drawing.write(left, top, row.name, fontsize=drawing.house.note, color=drawing.house.grey)
            drawing.wrap(name, drawing.width_mm - MARGIN - left, 1)
            for at, cell in enumerate(row.cells):
                drawing.write(left + (at + 0.5) * year_mm, top + _NAME_MM, cell, ha="center")
            top += _NAME_MM + _ROW_MM


def years_of(results: Results) -> tuple[InventoryResult, ...]:
    """Return the years to be drawn, the oldest first.

    Raises
    ------
    ValueError
        If there are none.
    """
    years = oldest_first(results)
    if not years:
        raise ValueError("there is no inventory year to draw")
    return years
