"""Saving a chart as SVG, PNG or PDF: the same figure gives the same bytes, and an SVG says what it shows."""

from __future__ import annotations

import io
import re
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.text import Text

from carbon.charts import typography
from carbon.charts.sheet import Sheet, settings
from carbon.files.writing import refusal, write_whole
from carbon.model import digests
from carbon.model.problems import visible
from carbon.model.sentences import say

_FAMILY = re.compile(rb"(?<=font-family: )[^;\"<]+")
_SOURCES = {"svg": "Source", "pdf": "Subject", "png": "Source"}
"""Where a form keeps what its figures come from."""

_METADATA: dict[str, dict[str, str | None]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


def save(figure: Figure, path: str | Path) -> Path:
    """Save a figure, whole or not at all.

    Return the file that was written. The same figure gives the same bytes. Raise ProblemsError with the problem
    `output`: another suffix, text that none of the fonts can draw, or a file that cannot be written.

    Parameters
    ----------
    figure
        What a chart's `draw` returned.
    path
        The file; its suffix says the form: `.svg`, `.png` or `.pdf`.
    """
    form = Path(path).suffix.lower().removeprefix(".")
    if form not in _METADATA:
        raise refusal(path, say("A chart is saved as .svg, .png or .pdf."))
    with settings(*(figure.language, figure.style) if isinstance(figure, Sheet) else ("en",)):
        if form != "svg":
            _prepare(figure, path)
        content = io.BytesIO()
        sources = {_SOURCES[form]: figure.sources} if isinstance(figure, Sheet) and figure.sources else {}
        figure.savefig(content, format=form, metadata=_METADATA[form] | sources)
    written = content.getvalue()
    return write_whole(path, _described(written, figure) if form == "svg" and isinstance(figure, Sheet) else written)


def _prepare(figure: Figure, path: str | Path) -> None:
    """Refuse text that no font can draw, and choose how PDF embeds the fonts."""
    texts, names = _texts(figure), list(mpl.rcParams["font.family"])
    if lacking := typography.missing(texts, names):
        raise refusal(
            path,
            say(
                "None of the fonts has the characters {lacking}. {remedy}",
                lacking=lacking[:20],
                remedy=typography.REMEDY,
            ),
        )
    mpl.rcParams["pdf.fonttype"] = 3 if typography.are_postscript(typography.used(texts, names)) else 42


def _texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if isinstance(text, Text) and text.get_visible()]


def _described(svg: bytes, sheet: Sheet) -> bytes:
    """Put the title and description of a sheet into its SVG, for readers that speak."""
    title, description = visible(sheet.title_text), visible(sheet.description)
    mark = digests.of_bytes(f"{title}\n{description}".encode())[:10]
    language = {"zh": "zh-Hant"}.get(sheet.language, sheet.language)
    attributes = f' role="img" aria-labelledby="title-{mark} desc-{mark}" xml:lang="{language}">'
    words_of = (
        f'\n <title id="title-{mark}">{escape(title)}</title>\n <desc id="desc-{mark}">{escape(description)}</desc>'
    )
    svg = _FAMILY.sub(_for_readers, svg)
    start = svg.index(b"<svg")
    end = svg.index(b">", start)
    return svg[:end] + (attributes + words_of).encode() + svg[end + 1 :]


def _for_readers(families: re.Match[bytes]) -> bytes:
    """Return a list of font families as readers' machines know them."""
    names = [name.strip("'") for name in families[0].decode().split(", ")]
    return ", ".join([*(f"'{name}'" for name in typography.for_readers(names)), "sans-serif"]).encode()
