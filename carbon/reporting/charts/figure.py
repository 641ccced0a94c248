"""What all charts share: the sheet, its fonts and colours, the title above and the note below.

Positions on the sheet are in millimetres from its left and upper edges. Nothing here opens a window: figures are
drawn with Agg, and pyplot is never imported.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from carbon.problems import visible
from carbon.reporting import words
from carbon.reporting.charts import fonts, lines
from carbon.reporting.charts.house import HOUSE, PALETTE, Fill, House

__all__ = ["MARGIN", "PALETTE", "Drawing", "footer", "header", "painted", "style"]

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
MARGIN = 6.0
"""The empty edge of the sheet [mm]."""

HEADER_GAP = 1.8
"""What is left empty below each line of the header [mm]."""

OUTLINE = 0.4
"""The line around an area [pt]."""

_PNG_DPI = 300
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "carbon",
    "hatch.linewidth": 0.6,
    "text.usetex": False,
    "text.parse_math": False,
    "axes.unicode_minus": True,
}


class Drawing(Figure):
    """A sheet with its language, its house style, and the words for those who do not see it.

    Parameters
    ----------
    width_mm, height_mm
        Size of the sheet [mm].
    language
        `en` or `zh`.
    house
        Colours, fonts and sizes of type.
    """

    def __init__(self, width_mm: float, height_mm: float, language: str, house: House = HOUSE) -> None:
        super().__init__(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), dpi=_PNG_DPI, facecolor="white")
        self.width_mm, self.height_mm, self.language, self.house = width_mm, height_mm, language, house
        self.title_text = ""
        self.description = ""
        self.sources = ""
        FigureCanvasAgg(self)

    @property
    def inner_mm(self) -> float:
        """Return the width between the margins [mm]."""
        return self.width_mm - 2 * MARGIN

    def at(self, left: float, top: float) -> tuple[float, float]:
        """Return a place on the sheet [mm] as fractions of it."""
        return left / self.width_mm, 1 - top / self.height_mm

    def write(self, left: float, top: float, text: str, **how: Any) -> Text:  # noqa: ANN401 - what Text takes
        """Write text, its left and upper edges at a place [mm], in the size of the body unless `how` says other."""
        how = {"fontsize": self.house.body, "color": self.house.ink, "va": "top", **how}
        return self.text(*self.at(left, top), visible(text), **how)

    def measure(self, text: Text) -> tuple[float, float]:
        """Return the width and height of a text [mm]."""
        with _quiet():
            box = text.get_window_extent(_ruler())
        return box.width / self.dpi * MM_PER_INCH, box.height / self.dpi * MM_PER_INCH

    def wrap(self, text: Text, width: float, most: int = 0) -> Text:
        """Break a text into lines no wider than a width [mm]; what is beyond `most` lines is left out, and said so."""
        whole = text.get_text()

        def fits(line: str) -> bool:
            text.set_text(line)
            return self.measure(text)[0] <= width

        text.set_text("\n".join(lines.broken(whole, fits, most)))
        return text

    def area(self, top: float, bottom: float, left: float = MARGIN, right: float = 0.0) -> Axes:
        """Return axes between two heights and two sides [mm], without ticks, with the line that bars stand on."""
        right = right or self.width_mm - MARGIN
        (x0, y1), (x1, y0) = self.at(left, top), self.at(right, bottom)
        axes = self.add_axes((x0, y0, x1 - x0, y1 - y0))
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(self.house.line)
        axes.set_yticks([])
        axes.tick_params(axis="x", length=0, labelsize=self.house.subtitle, labelcolor=self.house.ink, pad=3)
        return axes

    def paint(self, left: float, top: float, width: float, height: float, fill: Fill) -> None:
        """Paint a rectangle on the sheet, its upper left corner at a place [mm]."""
        (x, y), (x1, y1) = self.at(left, top + height), self.at(left + width, top)
        for patch in painted(x, y, x1 - x, y1 - y, fill, self.house):
            patch.set_transform(self.transFigure)
            self.add_artist(patch)

    def width_of(self, text: str, points: float) -> float:
        """Return the width of a text in a size [mm]."""
        written = self.write(0, 0, text, fontsize=points)
        width = self.measure(written)[0]
        written.remove()
        return width


def painted(x: float, y: float, width: float, height: float, fill: Fill, house: House) -> list[Rectangle]:
    """Return the areas that show a fill with its outline; what is hatched needs two, as lines have one colour."""
    outline = Rectangle((x, y), width, height, facecolor=fill.colour, edgecolor=house.ink, linewidth=OUTLINE)
    if not fill.hatch:
        return [outline]
    outline.set_facecolor("none")
    colours: Any = {"facecolor": fill.colour, "edgecolor": house.over(fill)}
    return [Rectangle((x, y), width, height, hatch=fill.hatch, linewidth=0, **colours), outline]


@contextmanager
def style(language: str, house: House = HOUSE) -> Iterator[None]:
    """Draw with the settings of these charts and none of the user's own."""
    with mpl.rc_context(), _quiet():
        mpl.rcdefaults()
        settings: Any = mpl.rcParams  # typed by the names of its keys
        settings.update(_STYLE | {"font.size": house.body, "text.color": house.ink})
        fonts.register()
        settings["font.family"] = fonts.families(language, house.latin, house.chinese)
        yield


@cache
def _ruler() -> RendererAgg:
    """Return what texts are measured with: a renderer without a sheet, since a sheet of pixels takes long to make."""
    return RendererAgg(1, 1, _PNG_DPI)  # type: ignore[no-untyped-call]


@contextmanager
def _quiet() -> Iterator[None]:
    """Say nothing of characters without a font: PNG and PDF refuse them, SVG keeps the text."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def header(drawing: Drawing, title: str, subtitle: str) -> float:
    """Write the title and what stands under it, and return how far down they reach [mm]."""
    top, house = MARGIN, drawing.house
    drawing.title_text = f"{title}{words.colon(drawing.language)}{subtitle}"
    for text, size, colour, weight in (
        (title, house.title, house.ink, "bold"),
        (subtitle, house.subtitle, house.grey, "normal"),
    ):
        written = drawing.write(MARGIN, top, text, fontsize=size, color=colour, fontweight=weight)
        top += drawing.measure(drawing.wrap(written, drawing.inner_mm))[1] + HEADER_GAP
    return top


def footer(drawing: Drawing, note: str) -> float:
    """Write the note at the lower edge and return where it begins [mm from the upper edge]."""
    house = drawing.house
    written = drawing.write(MARGIN, 0, note, fontsize=house.note, color=house.grey, linespacing=1.35)
    top = drawing.height_mm - MARGIN - drawing.measure(drawing.wrap(written, drawing.inner_mm))[1]
    written.set_position(drawing.at(MARGIN, top))
    return top
