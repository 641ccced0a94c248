"""What all charts share: the sheet, its fonts and colours, the title above and the note below, and saving.

Positions on the sheet are in millimetres from its left and upper edges. Nothing here opens a window: figures are
drawn with Agg, and pyplot is never imported.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from carbon.accounting.result import InventoryResult
from carbon.reporting import words
from carbon.reporting.charts import fonts
from carbon.reporting.files import refusal, write_whole

MM_PER_INCH = 25.4
MARGIN = 6.0
"""The empty edge of the sheet [mm]."""

HEADER_GAP = 1.8
"""What is left empty below each line of the header [mm]."""

PALETTE = ("#1b3a5c", "#2f8f9d", "#efbf4d", "#8c4a6b", "#dfe6ec")
"""Colours that differ in lightness first, so that they also differ in print without colour and to colour-blind eyes."""

INK, GREY, LINE = "#1a1a1a", "#5a5a5a", "#8a8a8a"
TITLE, SUBTITLE, BODY, NOTE = 10.5, 8.0, 7.5, 6.0
"""Sizes of type [pt]."""

_PNG_DPI = 300
_FAMILY = re.compile(rb"font-family: [^;\"<]+")
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "carbon",
    "font.size": BODY,
    "text.color": INK,
    "text.usetex": False,
    "text.parse_math": False,
    "axes.unicode_minus": True,
}
_METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


class Drawing(Figure):
    """A sheet with its language and the words for those who do not see it.

    Parameters
    ----------
    width_mm, height_mm
        Size of the sheet [mm].
    """

    def __init__(self, width_mm: float, height_mm: float, language: str) -> None:
        super().__init__(figsize=(width_mm / MM_PER_INCH, height_mm / MM_PER_INCH), dpi=_PNG_DPI, facecolor="white")
        self.width_mm, self.height_mm, self.language = width_mm, height_mm, language
        self.title_text = ""
        self.description = ""
        FigureCanvasAgg(self)

    def write(self, top: float, text: str, size: float, colour: str, *, bold: bool = False) -> Text:
        """Write text at the left margin, its upper edge at a height [mm], its lines broken to fit the sheet."""
        at = MARGIN / self.width_mm, 1 - top / self.height_mm
        written = self.text(*at, text, fontsize=size, va="top", color=colour, fontweight="bold" if bold else "normal")
        _wrap(self, written)
        return written

    def measure(self, text: Text) -> tuple[float, float]:
        """Return the width and height of a text [mm]."""
        with _quiet():
            box = text.get_window_extent()
        return box.width / self.dpi * MM_PER_INCH, box.height / self.dpi * MM_PER_INCH

    def area(self, top: float, bottom: float) -> Axes:
        """Return axes between two heights [mm from the upper edge], without frame or ticks."""
        left, width = MARGIN / self.width_mm, 1 - 2 * MARGIN / self.width_mm
        axes = self.add_axes((left, 1 - bottom / self.height_mm, width, (bottom - top) / self.height_mm))
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.spines["bottom"].set_color(LINE)
        axes.set_yticks([])
        axes.tick_params(axis="x", length=0, labelsize=SUBTITLE, labelcolor=INK, pad=3)
        return axes


@contextmanager
def style(language: str) -> Iterator[None]:
    """Draw with the settings of these charts and none of the user's own."""
    with mpl.rc_context(), _quiet():
        mpl.rcdefaults()
        settings: Any = mpl.rcParams  # typed by the names of its keys
        settings.update(_STYLE)
        settings["font.family"] = fonts.families(language)
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Say nothing of characters without a font: PNG and PDF refuse them, SVG keeps the text."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def header(drawing: Drawing, title: str, subtitle: str) -> float:
    """Write the title and what stands under it, and return how far down they reach [mm]."""
    top = MARGIN
    drawing.title_text = f"{title}{words.colon(drawing.language)}{subtitle}"
    for text, size, colour, bold in ((title, TITLE, INK, True), (subtitle, SUBTITLE, GREY, False)):
        top += drawing.measure(drawing.write(top, text, size, colour, bold=bold))[1] + HEADER_GAP
    return top


def footer(drawing: Drawing, note: str) -> float:
    """Write the note at the lower edge and return where it begins [mm from the upper edge]."""
    written = drawing.write(0, note, NOTE, GREY)
    written.set_linespacing(1.35)
    top = drawing.height_mm - MARGIN - drawing.measure(written)[1]
    written.set_y(1 - top / drawing.height_mm)
    return top


def _wrap(drawing: Drawing, text: Text) -> None:
    """Break a text's lines where they would leave the sheet."""
    whole, lines = text.get_text(), [""]
    for piece in _pieces(whole):
        text.set_text((lines[-1] + piece).rstrip())
        if lines[-1] and drawing.measure(text)[0] > drawing.width_mm - 2 * MARGIN:
            lines.append("")
        lines[-1] += piece
    text.set_text("\n".join(line.strip() for line in lines))


def _pieces(text: str) -> list[str]:
    """Cut text where a line may end: after a space, and after a Chinese character or mark."""
    pieces = [""]
    for character in text:
        pieces[-1] += character
        if character == " " or character >= "\u2e80":
            pieces.append("")
    return pieces


def basis(results: Sequence[InventoryResult], language: str, *parts: str) -> str:
    """Return the note on what the figures rest on: GWP set, what is given, consolidation approach, factors."""
    sets = ", ".join(dict.fromkeys(result.gwp_set for result in results))
    assumed = words.word("assumed", language)
    gwp = f"{words.word('gwp_set', language)} {sets}"
    found = [gwp + words.bracketed(assumed, language) if any(r.assumed_gwp_set for r in results) else gwp, *parts]
    found += dict.fromkeys(words.known(r.consolidation_approach, language) for r in results if r.consolidation_approach)
    if datasets := dict.fromkeys(dataset.id for result in results for dataset in result.datasets):
        found.append(f"{words.word('datasets', language)}{words.colon(language)}{', '.join(datasets)}")
    return f"{words.word('basis', language)}{words.colon(language)}{' · '.join(found)}"


def save(figure: Figure, path: str | Path) -> Path:
    """Save a figure, whole or not at all.

    Parameters
    ----------
    figure
        What a chart's `draw` returned.
    path
        The file; its suffix says the form: `.svg`, `.png` or `.pdf`.

    Returns
    -------
    Path
        The file that was written. The same figure gives the same bytes.

    Raises
    ------
    ProblemsError
        With the problem `output`: another suffix, text that no installed font can draw, or a file that cannot be
        written.
    """
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in _METADATA:
        raise refusal(path, "A chart is saved as .svg, .png or .pdf.")
    with style(figure.language if isinstance(figure, Drawing) else "en"):
        if form != "svg":
            _prepare(figure, path)
        sheet = io.BytesIO()
        figure.savefig(sheet, format=form, metadata=_METADATA[form])
    content = sheet.getvalue()
    return write_whole(path, _described(content, figure) if form == "svg" and isinstance(figure, Drawing) else content)


def _prepare(figure: Figure, path: str | Path) -> None:
    """Refuse text that no font can draw, and choose how PDF embeds the fonts."""
    texts, names = _texts(figure), list(mpl.rcParams["font.family"])
    if lacking := fonts.missing(texts, names):
        raise refusal(path, f"No installed font has the characters {lacking[:20]}. {fonts.REMEDY}")
    used = names[:1] if not fonts.missing(texts, names[:1]) else names
    mpl.rcParams["pdf.fonttype"] = 3 if fonts.are_postscript(used) else 42


def _texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_visible()]


def _described(svg: bytes, drawing: Drawing) -> bytes:
    """Put the title and description of a drawing into its SVG, for readers that speak."""
    title, description = drawing.title_text, drawing.description
    mark = hashlib.sha256(f"{title}\n{description}".encode()).hexdigest()[:10]
    language = {"zh": "zh-Hant"}.get(drawing.language, drawing.language)
    attributes = f' role="img" aria-labelledby="title-{mark} desc-{mark}" xml:lang="{language}">'
    words_of = (
        f'\n <title id="title-{mark}">{escape(title)}</title>\n <desc id="desc-{mark}">{escape(description)}</desc>'
    )
    svg = _FAMILY.sub(rb"\g<0>, Verdana, sans-serif", svg)
    start = svg.index(b"<svg")
    end = svg.index(b">", start)
    return svg[:end] + (attributes + words_of).encode() + svg[end + 1 :]
