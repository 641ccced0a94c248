"""Fonts of charts: matplotlib's own for Latin text, and whichever Chinese font this machine has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

LATIN = "DejaVu Sans"

CHINESE = (
    "Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Source Han Sans TW", "PingFang TC", "PingFang HK",
    "Microsoft JhengHei", "Heiti TC", "LiHei Pro", "Noto Sans CJK HK", "Noto Sans HK", "Source Han Sans HC",
    "Noto Sans CJK JP", "Source Han Sans", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback", "Arial Unicode MS", "Noto Serif CJK TC",
    "AR PL UMing TW", "AR PL UKai TW", "PMingLiU",
)  # fmt: skip
"""Fonts that hold Traditional Chinese, those with Taiwanese forms and without serifs first."""

REMEDY = (
    "Install one, such as Noto Sans CJK TC: `apt-get install fonts-noto-cjk` on Debian and Ubuntu, "
    "`dnf install google-noto-sans-cjk-ttc-fonts` on Fedora, `brew install font-noto-sans-cjk-tc` on macOS, "
    "or Microsoft JhengHei in the optional features of Windows; or save the chart as SVG, which keeps its text."
)


def chinese() -> str | None:
    """Return the first Chinese font of `CHINESE` that is installed, or None."""
    installed = {font.name for font in font_manager.fontManager.ttflist}
    if installed.isdisjoint(CHINESE):
        installed = _installed_since()
    return next((name for name in CHINESE if name in installed), None)


def installed() -> set[str]:
    """Return the names of all fonts that are installed."""
    return _installed_since()


def _installed_since() -> set[str]:
    """Add the fonts that were installed after matplotlib wrote its list, and return the names of all."""
    manager = font_manager.fontManager
    listed = {font.fname for font in manager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in listed:
            try:
                manager.addfont(path)
            except (OSError, RuntimeError):  # a file that is no font that FreeType reads
                continue
    return {font.name for font in manager.ttflist}


def families(language: str, latin: Sequence[str] = (), chinese_first: Sequence[str] = ()) -> list[str]:
    """Return the fonts to draw text with, each for what the one before it lacks.

    Parameters
    ----------
    language
        `en` or `zh`.
    latin, chinese_first
        Fonts that are preferred to the project's own.
    """
    own = chinese()
    found = [*chinese_first, *([own] if own else [])]
    return list(dict.fromkeys([*latin, *found, LATIN] if language == "zh" else [*latin, LATIN, *found]))


def missing(texts: Iterable[str], names: Sequence[str]) -> str:
    """Return the characters that none of the fonts has, each once."""
    return "".join(character for character, name in _drawn_with(texts, names).items() if not name)


def used(texts: Iterable[str], names: Sequence[str]) -> list[str]:
    """Return the fonts that some character is drawn with."""
    return sorted(set(_drawn_with(texts, names).values()) - {""})


def _drawn_with(texts: Iterable[str], names: Sequence[str]) -> dict[str, str]:
    """Return the font of each character: the first that has it, or empty."""
    fonts = {name: FT2Font(font_manager.findfont(name)) for name in names}
    characters = dict.fromkeys(character for text in texts for character in text if not character.isspace())
    return {
        one: next((name for name, font in fonts.items() if font.get_char_index(ord(one))), "") for one in characters
    }


def are_postscript(names: Sequence[str]) -> bool:
    """Say whether one of the fonts has PostScript outlines (OpenType CFF), as Noto Sans CJK has.

    PDF embeds such a font wrongly as type 42: readers complain of a mismatch between font type and file. Type 3
    draws it right, and its text can still be searched and copied.
    """
    return any(_outlines(font_manager.findfont(name)) == b"OTTO" for name in names)


def _outlines(path: str) -> bytes:
    """Return the tag of a font file, of the first font in a collection."""
    with Path(path).open("rb") as file:
        start = file.read(16)
        if start[:4] != b"ttcf":
            return start[:4]
        file.seek(int.from_bytes(start[12:16], "big"))
        return file.read(4)
