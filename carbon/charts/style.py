"""How charts look: the options that every kind takes, colours, fills and strokes, and the sizes of type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.patheffects import withStroke

from carbon.accounting.result import Results
from carbon.model.terms import Scope2Method
from carbon.tables import words
from carbon.tables.table import MassUnit, unit_of

PALETTE = ("#1b3a5c", "#2f8f9d", "#efbf4d", "#8c4a6b", "#dfe6ec")
"""Colours that differ in lightness first, so that they also differ in print without colour and to colour-blind eyes."""

WHITE = "#ffffff"
HATCHES = ("", "....", "xxxx", "----", "++++")
"""What is drawn over the palette in its second and later rounds; diagonals are kept for what is renewable."""

DIAGONALS = "/////"
OUTLINE = 0.4
"""The line around an area [pt]."""

_PALE = 0.45
"""How much of a scope's colour is left in every other of its parts."""

_LIGHT = 62.0
"""The lightness (CIE L*) from which text on a colour is dark."""

_TARGETS = ((4.5, 2.2), (1.0, 1.6), (6.0, 1.6, 1.0, 1.6))
_MARKER_POINTS, _CASING_POINTS = 4.2, 1.4


@dataclass(frozen=True, slots=True)
class Fill:
    """What an area is filled with: a colour (`#rrggbb`), lines or dots over it, and whether it has an outline."""

    colour: str
    hatch: str = ""
    outlined: bool = True

    @property
    def is_light(self) -> bool:
        """Say whether dark text is read on it."""
        return lightness(self.colour) >= _LIGHT


OTHERS = Fill(WHITE)
"""What is gathered under "others"."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line looks; each differs from the others in its dashes, so that it is known without colour too.

    Parameters
    ----------
    colour
        `#rrggbb`.
    width
        Of the line [pt].
    dashes
        Lengths of dashes and gaps, in widths of the line; none for a whole line.
    marker
        What stands at each point: nothing, `full` or `hollow`.
    cased
        Whether it is set off from what it crosses.
    """

    colour: str
    width: float = 1.4
    dashes: tuple[float, ...] = ()
    marker: str = ""
    cased: bool = False

    def look(self) -> dict[str, Any]:
        """Return what matplotlib calls it."""
        look: dict[str, Any] = {"color": self.colour, "linewidth": self.width, "solid_capstyle": "butt"}
        if self.dashes:
            look["linestyle"] = (0, self.dashes)
        if self.cased:
            look["path_effects"] = [withStroke(linewidth=self.width + _CASING_POINTS, foreground=WHITE)]
        if self.marker:
            look |= {"marker": "o", "markersize": _MARKER_POINTS, "markeredgecolor": self.colour}
            look |= {"markeredgewidth": 1.0, "markerfacecolor": self.colour if self.marker == "full" else WHITE}
        return look


@dataclass(frozen=True, slots=True)
class Style:
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

    @property
    def small(self) -> float:
        """Return the size of the figures of a scale [pt]."""
        return self.note + 0.5

    def fill(self, place: int) -> Fill:
        """Return the fill of a series by its place, counted from 0."""
        turn, at = divmod(place, len(self.palette))
        return Fill(self.palette[at], HATCHES[turn % len(HATCHES)])

    def fill_of_scope(self, scope: int, place: int = 0) -> Fill:
        """Return the fill of a part of a scope by its place, counted from 0: always the scope's colour, or a tint."""
        turn, pale = divmod(place, 2)
        colour = self.palette[scope - 1]
        return Fill(tint(colour, _PALE) if pale else colour, HATCHES[turn % len(HATCHES)])

    def over(self, fill: Fill) -> str:
        """Return the colour of what is written on a fill."""
        return self.ink if fill.is_light else WHITE

    def area(self, fill: Fill) -> dict[str, Any]:
        """Return what matplotlib calls an area with a fill and its outline."""
        look: dict[str, Any] = {"facecolor": fill.colour, "edgecolor": self.ink, "linewidth": OUTLINE * fill.outlined}
        return look | ({"hatch": fill.hatch, "hatchcolor": self.over(fill)} if fill.hatch else {})

    @property
    def inventory_stroke(self) -> Stroke:
        """Return the stroke of inventory years."""
        return Stroke(self.ink, marker="full")

    @property
    def scenario_stroke(self) -> Stroke:
        """Return the stroke of a scenario."""
        return Stroke(self.ink, 2.2)

    def target_stroke(self, place: int = 0) -> Stroke:
        """Return the stroke of a target path, by its place among several."""
        return Stroke(self.ink, 1.2, _TARGETS[place % len(_TARGETS)], cased=True)


STYLE = Style()
"""The project's own."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a chart is drawn with, besides its data.

    Parameters
    ----------
    language
        `en` or `zh`.
    scope2_method
        Which scope 2 to show; the two methods are never added.
    mass_unit
        `t` or `kg`.
    energy_unit
        `GJ` or `MWh`.
    numerator
        Of intensities: `scope_1_and_2`, `scope_1`, `scope_2` or `scope_3`.
    width_mm, height_mm
        Size of the sheet [mm]; it grows when what is to be drawn does not fit.
    style
        Colours, fonts and sizes of type.
    inventories
        The inventories that a target or a curve was worked out from, for the note on what the figures rest on.
    """

    language: str = "en"
    scope2_method: Scope2Method | str = Scope2Method.MARKET
    mass_unit: str = "t"
    energy_unit: str = "GJ"
    numerator: str = "scope_1_and_2"
    width_mm: float = 170.0
    height_mm: float = 95.0
    style: Style = STYLE
    inventories: Results = ()

    @property
    def method(self) -> Scope2Method:
        """Return the scope 2 method."""
        return Scope2Method(self.scope2_method)

    @property
    def mass(self) -> MassUnit:
        """Return the unit of mass."""
        return unit_of(self.mass_unit)

    @property
    def mass_name(self) -> str:
        """Return what the unit of mass is called on charts."""
        return self.say(self.mass.key)

    @property
    def plain_mass_name(self) -> str:
        """Return what the unit of mass is called in descriptions."""
        return words.word(self.mass.key, self.language)

    def say(self, key: str, *parts: object, **named: object) -> str:
        """Return a word of charts, or of all reports, in the language, with what stands in it."""
        own = f"chart/{key}"
        text = words.word(own if own in words.WORDS else key, self.language)
        return text.format(*parts, **named) if parts or named else text

    def bracketed(self, text: str) -> str:
        """Return a text in brackets, ready to follow others."""
        return words.bracketed(text, self.language)

    def about(self, name: str, text: str) -> str:
        """Return a name, a colon, and what is said of it."""
        return f"{name}{words.colon(self.language)}{text}"


def tint(colour: str, share: float) -> str:
    """Mix a colour with white.

    Parameters
    ----------
    colour
        `#rrggbb`.
    share
        How much of it is left, from 0 to 1.

    >>> tint("#000000", 0.2), tint("#1b3a5c", 1)
    ('#cccccc', '#1b3a5c')
    """
    channels = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02x}" for channel in channels)


def lightness(colour: str) -> float:
    """Return how light a colour (`#rrggbb`) is, from 0 to 100.

    It is L* of CIE 1976, from the relative luminance of sRGB (IEC 61966-2-1).
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - the standard's
    luminance = sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    bright = luminance > 216 / 24389
    return float(116 * luminance ** (1 / 3) - 16 if bright else luminance * 24389 / 27)
