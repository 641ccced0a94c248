"""The house style of charts: colours, fonts and sizes of type, the project's own unless a company gives others."""

from __future__ import annotations

from dataclasses import dataclass

from carbon.reporting.charts.tints import tint

PALETTE = ("#1b3a5c", "#2f8f9d", "#efbf4d", "#8c4a6b", "#dfe6ec")
"""Colours that differ in lightness first, so that they also differ in print without colour and to colour-blind eyes."""

WHITE = "#ffffff"
HATCHES = ("", "....", "xxxx", "----", "++++")
"""What is drawn over the palette in its second and later rounds; diagonals are kept for what is renewable."""

DIAGONALS = "/////"
_PALE = 0.45
"""How much of a scope's colour is left in every other of its parts."""

_LIGHT = 62.0
"""The lightness (CIE L*) from which text on a colour is dark."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What an area is filled with: a colour (`#rrggbb`), and lines or dots over it."""

    colour: str
    hatch: str = ""

    @property
    def is_light(self) -> bool:
        """Say whether dark text is read on it."""
        return lightness(self.colour) >= _LIGHT


OTHERS = Fill(WHITE)
"""What is gathered under "others"."""


@dataclass(frozen=True, slots=True)
class House:
    """Colours, fonts and sizes of type.

    Parameters
    ----------
    palette
        Colours of series in their order, `#rrggbb`; when there are more series, hatching tells the rounds apart.
    ink, grey, line
        Colours of text, of notes, and of the line that bars stand on.
    latin, chinese
        Fonts to be used before the project's own.
    title, subtitle, body, note
        Sizes of type [pt].
    """

    palette: tuple[str, ...] = PALETTE
    ink: str = "#1a1a1a"
    grey: str = "#5a5a5a"
    line: str = "#8a8a8a"
    latin: tuple[str, ...] = ()
    chinese: tuple[str, ...] = ()
    title: float = 10.5
    subtitle: float = 8.0
    body: float = 7.5
    note: float = 6.0

    def fill(self, place: int) -> Fill:
        """Return the fill of a series by its place, counted from 0."""
        turn, at = divmod(place, len(self.palette))
        return Fill(self.palette[at], HATCHES[turn % len(HATCHES)])

    def fills(self, count: int) -> tuple[Fill, ...]:
        """Return the fills of as many series."""
        return tuple(self.fill(place) for place in range(count))

    def of_scope(self, scope: int, place: int) -> Fill:
        """Return the fill of a part of a scope by its place, counted from 0: always the scope's colour, or a tint."""
        turn, pale = divmod(place, 2)
        colour = self.palette[scope - 1]
        return Fill(tint(colour, _PALE) if pale else colour, HATCHES[turn % len(HATCHES)])

    def over(self, fill: Fill) -> str:
        """Return the colour of what is written on a fill."""
        return self.ink if fill.is_light else WHITE


HOUSE = House()
"""The project's own."""


def lightness(colour: str) -> float:
    """Return how light a colour (`#rrggbb`) is, from 0 to 100.

    It is L* of CIE 1976, from the relative luminance of sRGB (IEC 61966-2-1).
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]  # noqa: PLR2004 - the standard's
    luminance = sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    bright = luminance > 216 / 24389
    return float(116 * luminance ** (1 / 3) - 16 if bright else luminance * 24389 / 27)
