"""The sheet that every chart is drawn on: the words above and below, the key, and axes with a scale.

Positions are in millimetres from the left and lower edges of the sheet; what stands above the axes is written before
the height is known, and goes down from the upper edge. Nothing here opens a window, and pyplot is never imported.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator, StrMethodFormatter
from matplotlib.transforms import Affine2D, ScaledTranslation

from carbon.charts import typography
from carbon.charts.style import STYLE, Fill, Options, Stroke, Style
from carbon.model.problems import visible

MM_PER_INCH = 25.4
MARGIN = 6.0
"""The empty edge of the sheet [mm]."""

BESIDE_FROM_MM = 120.0
"""From this width a long key stands beside what is drawn, and a list has two columns [mm]."""

_DPI = 300
_HEAD_GAP_MM, _SENTENCE_GAP_MM = 1.8, 1.2
_KEY_GAP_MM, _SWATCH_MM, _SAMPLE_MM, _SAMPLE_GAP_MM, _KEY_LINES = 2.0, 3.0, 8.0, 1.4, 3
_COLUMN_GAP_MM, _ROW_GAP_MM = 5.0, 1.4
_TICKS = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10])
_GRID = "#e3e3e3"
_SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "carbon",
    "hatch.linewidth": 0.6,
    "text.usetex": False,
    "text.parse_math": False,
    "axes.unicode_minus": True,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a fill, or the stroke of a line in its place, stands for."""

    name: str
    look: Fill | Stroke


@contextmanager
def settings(language: str, style: Style = STYLE) -> Iterator[None]:
    """Draw with the settings of these charts and none of the user's own."""
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # PNG and PDF refuse it, SVG keeps the text
        mpl.rcdefaults()
        values: Any = mpl.rcParams  # typed by the names of its keys
        values.update(_SETTINGS | {"font.size": style.body, "text.color": style.ink})
        typography.register()
        values["font.family"] = typography.families(language, style.latin, style.chinese)
        yield


class Sheet(Figure):
    """A sheet: what is written on it, and the words for those who do not see it.

    Attributes
    ----------
    width_mm, height_mm
        Its size [mm]; `widen` and `room` make it larger.
    above_mm, below_mm
        What the words take so far, from the upper and from the lower edge [mm].
    title_text, description, sources
        What it shows, in words, and what its figures come from, by identifiers.
    """

    def __init__(self, options: Options) -> None:
        self.width_mm, self.height_mm = float(options.width_mm), float(options.height_mm) or 1.0
        super().__init__(figsize=self._inches, dpi=_DPI, facecolor="white")
        FigureCanvasAgg(self)
        self.options, self.style, self.language = options, options.style, options.language
        self.above_mm, self.below_mm = MARGIN, MARGIN
        self.title_text = self.description = self.sources = ""
        top: Any = self.transFigure  # typed as any transform
        self.up = Affine2D().scale(1 / MM_PER_INCH) + self.dpi_scale_trans
        self.down = Affine2D().scale(1, -1) + self.up + ScaledTranslation(0, 1, top)

    @property
    def _inches(self) -> tuple[float, float]:
        return self.width_mm / MM_PER_INCH, self.height_mm / MM_PER_INCH

    @property
    def inner_mm(self) -> float:
        """Return the width between the margins [mm]."""
        return self.width_mm - 2 * MARGIN

    def widen(self, width_mm: float) -> None:
        """Make the sheet as wide as something needs between the margins [mm], before anything is written."""
        self.width_mm = max(self.width_mm, width_mm + 2 * MARGIN)
        self.set_size_inches(self._inches)

    def room(self, least_mm: float) -> tuple[float, float]:
        """Return the lower and the upper edge of what the words leave; the sheet grows if that is too little [mm]."""
        self.height_mm = max(self.height_mm, self.above_mm + least_mm + self.below_mm)
        self.set_size_inches(self._inches)
        return self.below_mm, self.height_mm - self.above_mm

    def write(self, x: float, y: float, text: str, *, from_top: bool = False, **how: Any) -> Text:  # noqa: ANN401 - what Text takes
        """Write text whose left and upper edges are at a place [mm], as large as the body unless `how` says other."""
        how = {"fontsize": self.style.body, "color": self.style.ink, "va": "top", **how}
        return self.text(x, y, visible(text), transform=self.down if from_top else self.up, **how)

    def measure(self, text: Text) -> tuple[float, float]:
        """Return the width and height of a text [mm]."""
        box = text.get_window_extent(ruler())
        return box.width / _DPI * MM_PER_INCH, box.height / _DPI * MM_PER_INCH

    def width_of(self, text: str, points: float, weight: str = "normal") -> float:
        """Return how far a text advances in a size [mm]."""
        return _advance(visible(text), points, weight, tuple(mpl.rcParams["font.family"]))

    def wrapped(self, text: str, width: float, points: float = 0, *, weight: str = "normal", most: int = 0) -> str:
        """Break a text into lines no wider than a width [mm]; what is beyond `most` lines is left out, and said so."""
        size = points or self.style.body
        return "\n".join(typography.broken(visible(text), width, lambda it: self.width_of(it, size, weight), most))

    def head(self, title: str, subtitle: str, headline: Sequence[str] = (), *, weight: str = "normal") -> None:
        """Write the title, what stands under it, and what the reader is told in words."""
        style = self.style
        self.title_text = self.options.about(title, subtitle)
        self._told(title, style.title, _HEAD_GAP_MM, fontweight="bold")
        self._told(subtitle, style.subtitle, _HEAD_GAP_MM, color=style.grey)
        for sentence in headline:
            self.above_mm += _SENTENCE_GAP_MM
            self._told(sentence.replace(" %", "\u00a0%"), style.body, 0.0, fontweight=weight, linespacing=1.3)

    def _told(self, text: str, points: float, gap: float, **how: Any) -> None:  # noqa: ANN401 - what Text takes
        lines = self.wrapped(text, self.inner_mm, points, weight=how.get("fontweight", "normal"))
        written = self.write(MARGIN, self.above_mm, lines, from_top=True, fontsize=points, **how)
        self.above_mm += self.measure(written)[1] + gap

    def foot(self, note: str) -> None:
        """Write the note at the lower edge."""
        style = self.style
        lines = self.wrapped(note, self.inner_mm, style.note)
        how: dict[str, Any] = {"fontsize": style.note, "color": style.grey, "linespacing": 1.35, "va": "bottom"}
        self.below_mm = MARGIN + self.measure(self.write(MARGIN, MARGIN, lines, **how))[1]

    def key_mm(self, entries: Sequence[Entry]) -> float:
        """Return the width of a key in one column in which no name has to be broken [mm]."""
        widest = max((self.width_of(entry.name, self.style.body) for entry in entries), default=0.0)
        return widest + _indent(entries) + 0.1

    def key(self, entries: Sequence[Entry], width: float = 0.0, heading: str = "") -> float:
        """Write a key below the words above, in rows; or in a column of a width, at the right margin.

        Return how far down from the upper edge it reaches [mm].

        Parameters
        ----------
        width
            Of the column at the right [mm]; it takes no room from what stands below.
        heading
            What stands above the key.
        """
        if not entries:
            return self.above_mm
        style, indent = self.style, _indent(entries)
        room = width or self.inner_mm
        left, top = self.width_mm - MARGIN - room, self.above_mm + _KEY_GAP_MM
        if heading:
            lines = self.wrapped(heading, room, style.note)
            text = self.write(left, top, lines, from_top=True, fontsize=style.note, color=style.grey)
            top += self.measure(text)[1] + _ROW_GAP_MM
        names = [self.wrapped(entry.name, room - indent, most=_KEY_LINES) for entry in entries]
        widths = [max(self.width_of(line, style.body) for line in name.split("\n")) + indent for name in names]
        size = style.body / 72 * MM_PER_INCH
        for row in [[at] for at in range(len(names))] if width else _rows(widths, room):
            legend = self.legend(
                [self._sample(entries[at].look) for at in row], [names[at] for at in row], ncols=len(row),
                loc="upper left", bbox_to_anchor=(left, top), bbox_transform=self.down, frameon=False,
                fontsize=style.body, labelcolor=style.ink, handlelength=_sample_mm(entries) / size,
                handleheight=_SWATCH_MM / size, handletextpad=_SAMPLE_GAP_MM / size,
                columnspacing=_COLUMN_GAP_MM / size, borderpad=0.0, borderaxespad=0.0,
            )  # fmt: skip
            for text in legend.get_texts():
                text.set_linespacing(1.2)
            top += legend.get_window_extent(ruler()).height / _DPI * MM_PER_INCH + _ROW_GAP_MM
        if not width:
            self.above_mm = top - _ROW_GAP_MM
        return top - _ROW_GAP_MM

    def _sample(self, look: Fill | Stroke) -> Patch | Line2D:
        """Return what a key shows of a fill or a stroke."""
        if isinstance(look, Fill):
            return Patch(**self.style.area(replace(look, outlined=True)))
        return Line2D([], [], **look.look())

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a thin line between two places [mm]."""
        (x0, y0), (x1, y1) = start, end
        self.add_artist(Line2D([x0, x1], [y0, y1], color=self.style.line, linewidth=0.5, transform=self.up))

    def plot(self, left: float, right: float, bottom: float, top: float) -> Axes:
        """Return axes between two sides and two heights [mm], with nothing but the line that bars stand on."""
        box = left / self.width_mm, bottom / self.height_mm, right - left, top - bottom
        axes = self.add_axes((*box[:2], box[2] / self.width_mm, box[3] / self.height_mm))
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(self.style.line)
        axes.set_yticks([])
        axes.tick_params(axis="x", length=0, labelsize=self.style.subtitle, labelcolor=self.style.ink, pad=3)
        return axes

    def scaled(self, axes: Axes, heights: Sequence[float]) -> None:
        """Give axes a scale at the left that holds all heights, in round figures, and light lines across."""
        style = self.style
        axes.set_ylim(heights[0], heights[-1])
        axes.set_yticks(heights)
        axes.yaxis.set_major_formatter(formatter(heights))
        axes.tick_params(axis="y", length=0, labelsize=style.small, labelcolor=style.grey, pad=3)
        axes.grid(axis="y", color=_GRID, linewidth=0.5)
        axes.set_axisbelow(True)
        self.ground(axes, heights[0])

    def ground(self, axes: Axes, lowest: float) -> None:
        """Draw the line at zero where heights go below it."""
        if lowest < 0:
            axes.axhline(0, color=self.style.line, linewidth=0.8)
            axes.spines["bottom"].set_visible(False)

    def scale_mm(self, heights: Sequence[float]) -> float:
        """Return what the figures of a scale take beside it [mm]."""
        return max(self.width_of(formatter(heights)(height), self.style.small) for height in heights) + 1.5


def round_figures(figures: Sequence[Fraction | float]) -> list[float]:
    """Return a few round figures, from zero or the lowest figure or below to the highest or above.

    >>> round_figures([Fraction(1234)])
    [0.0, 250.0, 500.0, 750.0, 1000.0, 1250.0]
    """
    low, high = float(min([0, *figures])), float(max([0, *figures]))
    return [float(f"{tick:.12g}") for tick in _TICKS.tick_values(low, high)] if low < high else [0.0, 1.0]


def formatter(heights: Sequence[float]) -> StrMethodFormatter:
    """Return what writes round figures with as many decimals as their step needs."""
    step = heights[1] - heights[0]
    decimals = next(places for places in range(20) if abs(round(step, places) - step) < step / 1000)
    return StrMethodFormatter(f"{{x:,.{decimals}f}}")


def _rows(widths: Sequence[float], room: float) -> list[list[int]]:
    """Return which entries of a key stand in each row, as many as there is room for."""
    rows, used = list[list[int]](), room
    for at, width in enumerate(widths):
        if used + _COLUMN_GAP_MM + width > room:
            rows.append([])
            used = -_COLUMN_GAP_MM
        rows[-1].append(at)
        used += _COLUMN_GAP_MM + width
    return rows


def _sample_mm(entries: Sequence[Entry]) -> float:
    return _SAMPLE_MM if any(isinstance(entry.look, Stroke) for entry in entries) else _SWATCH_MM


def _indent(entries: Sequence[Entry]) -> float:
    return _sample_mm(entries) + _SAMPLE_GAP_MM


@cache
def ruler() -> RendererAgg:
    """Return what texts are measured with: a renderer without a sheet, since a sheet of pixels takes long to make."""
    return RendererAgg(1, 1, _DPI)  # type: ignore[no-untyped-call]


@lru_cache(maxsize=16_384)
def _advance(text: str, points: float, weight: str, families: tuple[str, ...]) -> float:
    """Return how far a text advances [mm]: what it adds between two strokes, so that spaces count too."""
    font = FontProperties(family=list(families), size=points, weight=weight)
    wide, narrow = (ruler().get_text_width_height_descent(line, font, False)[0] for line in (f"|{text}|", "||"))  # type: ignore[no-untyped-call]  # noqa: FBT003
    return float(wide - narrow) / _DPI * MM_PER_INCH
