"""Typography of charts: the fonts that come with the installation, and where a line of text may end.

matplotlib brings the Latin font, this project's library the Chinese one (Noto Sans CJK TC, in Taiwanese forms). Both
are known to matplotlib by names of their own, so that no file of this machine takes their place. A style may
name fonts of the machine besides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from carbon import library
from carbon.model.sentences import say

LATIN, CHINESE = "DejaVu Sans", "Noto Sans CJK TC"

ALIKE = ("Noto Sans TC", "PingFang TC", "Microsoft JhengHei", "Verdana")
"""What a reader's machine may have in their place; only SVG is drawn with a reader's fonts."""

REMEDY = say(
    "Name a font of this machine that has them in a style file ([fonts] latin = [...], with --style), "
    "or save the chart as SVG, which keeps its text."
)


_HAN = "\u2e80"
"""The first character of the scripts that are written without spaces."""

_CLOSING = "，。、；：）」』》！？％…"
_OPENING = "（「『《"
_ELLIPSIS = "…"

Measure = Callable[[str], float]
"""Returns how wide a piece of text is."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font that comes along: the name that matplotlib knows it by, its family, and its files by weight."""

    name: str
    family: str
    regular: Path
    bold: Path


def own() -> tuple[Typeface, ...]:
    """Return the fonts that come along; the last has in bold, as regular letters, what the bold Chinese one lacks."""
    latin, chinese = Path(mpl.get_data_path()) / "fonts" / "ttf", library.fonts()
    regular, bold = (chinese / f"NotoSansCJKtc-{weight}.otf" for weight in ("Regular", "Bold"))
    return (
        Typeface("carbon-latin", LATIN, latin / "DejaVuSans.ttf", latin / "DejaVuSans-Bold.ttf"),
        Typeface("carbon-chinese", CHINESE, regular, bold),
        Typeface("carbon-chinese-rare", CHINESE, regular, regular),
    )


def register() -> None:
    """Tell matplotlib of the fonts that come along, unless it knows them."""
    listed = font_manager.fontManager.ttflist
    names = {entry.name for entry in listed}
    for face in own():
        if face.name not in names:
            listed += [
                font_manager.FontEntry(fname=str(file), name=face.name, weight=weight)
                for weight, file in ((400, face.regular), (700, face.bold))
            ]


def installed() -> set[str]:
    """Return the names of the fonts that a style may name: those that come along, and all of this machine."""
    manager = font_manager.fontManager
    listed = {font.fname for font in manager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in listed:  # installed after matplotlib wrote its list
            try:
                manager.addfont(path)
            except (OSError, RuntimeError):  # a file that is no font that FreeType reads
                continue
    families = {face.name: face.family for face in own()}
    return {families.get(font.name, font.name) for font in manager.ttflist} | set(families.values())


def families(language: str, latin: Sequence[str] = (), chinese: Sequence[str] = ()) -> list[str]:
    """Return the fonts to draw text with, as matplotlib knows them, each for what the one before it lacks.

    Parameters
    ----------
    language
        `en` or `zh`.
    latin, chinese
        Fonts that are preferred to the project's own.
    """
    order = [*latin, *chinese, CHINESE, LATIN] if language == "zh" else [*latin, LATIN, *chinese, CHINESE]
    names: dict[str, list[str]] = {}
    for face in own():
        names.setdefault(face.family, []).append(face.name)
    return list(dict.fromkeys(name for family in order for name in names.get(family, [family])))


def for_readers(names: Sequence[str]) -> list[str]:
    """Return the families that an SVG names for its readers' machines: what was drawn with, then what is alike."""
    families = {face.name: face.family for face in own()}
    return list(dict.fromkeys([*(families.get(name, name) for name in names), *ALIKE]))


def missing(texts: Iterable[str], names: Sequence[str]) -> str:
    """Return the characters that none of the fonts has, each once."""
    return "".join(character for character, name in _drawn_with(texts, names).items() if not name)


def used(texts: Iterable[str], names: Sequence[str]) -> list[str]:
    """Return the fonts that some character is drawn with."""
    return sorted(set(_drawn_with(texts, names).values()) - {""})


def _drawn_with(texts: Iterable[str], names: Sequence[str]) -> dict[str, str]:
    """Return the font of each character: the first that has it, or empty."""
    fonts = {name: FT2Font(file_of(name)) for name in names}
    characters = dict.fromkeys(character for text in texts for character in text if not character.isspace())
    return {
        letter: next((name for name, font in fonts.items() if font.get_char_index(ord(letter))), "")
        for letter in characters
    }


def are_postscript(names: Sequence[str]) -> bool:
    """Say whether one of the fonts has PostScript outlines (OpenType CFF), as Noto Sans CJK has.

    PDF embeds such a font wrongly as type 42: readers complain of a mismatch between font type and file. Type 3
    draws it right, and its text can still be searched and copied.
    """
    return any(_outlines(file_of(name)) == b"OTTO" for name in names)


def file_of(name: str) -> str:
    """Return the regular file of a font; its name may have signs that mean something to fontconfig."""
    return font_manager.findfont(font_manager.FontProperties(family=[name]))


def _outlines(path: str) -> bytes:
    """Return the tag of a font file, of the first font in a collection."""
    with Path(path).open("rb") as file:
        start = file.read(16)
        if start[:4] != b"ttcf":
            return start[:4]
        file.seek(int.from_bytes(start[12:16], "big"))
        return file.read(4)


def broken(text: str, width: float, measure: Measure, most: int = 0) -> list[str]:
    """Break a text into lines no wider than a width.

    Parameters
    ----------
    text
        The text; what it has of line ends stays.
    measure
        Returns the width of a piece; a line is as wide as its pieces together.
    most
        The most lines, 0 for any number; the last one ends with … where something is left out.
    """
    lines = [line for part in text.split("\n") for line in _lines(part, width, measure)]
    if most and len(lines) > most:
        return [*lines[: most - 1], _cut(lines[most - 1], width, measure)]
    return lines


def _lines(text: str, width: float, measure: Measure) -> list[str]:
    lines, used = [""], 0.0
    for piece in pieces(text):
        if used + measure(piece.rstrip()) > width:
            lines.append("")
            used = 0.0
        if measure(piece.rstrip()) > width:  # a word that is wider than a whole line is broken by letters
            for letter in piece:
                if lines[-1] and used + measure(letter) > width:
                    lines.append("")
                    used = 0.0
                lines[-1] += letter
                used += measure(letter)
        else:
            lines[-1] += piece
            used += measure(piece)
    return [line.strip() for line in lines if line.strip()] or [""]


def _cut(line: str, width: float, measure: Measure) -> str:
    while line and measure(line + _ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def pieces(text: str) -> list[str]:
    """Cut text where a line may end: after a space, and between Chinese characters, never before a closing mark.

    >>> pieces("t CO2e 公噸（年）")
    ['t ', 'CO2e ', '公', '噸', '（年）']
    """
    words = [""]
    for letter, after in zip(text, text[1:] + " ", strict=False):
        words[-1] += letter
        may_end = letter == " " or letter >= _HAN or after >= _HAN
        if may_end and letter not in _OPENING and after not in _CLOSING:
            words.append("")
    return [piece for piece in words if piece]
