"""What a chart through the years is drawn from: lines, bands between two heights, and figures at points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from carbon.reporting.charts import digits
from carbon.reporting.charts.house import OTHERS, Fill
from carbon.reporting.charts.key import Entry
from carbon.reporting.charts.strokes import Stroke

ByYear = Mapping[int, Fraction]
"""Figures by year, in the unit that the chart shows."""

_SIGNIFICANT = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A line through the years.

    Parameters
    ----------
    name
        What it is called in the key; empty for none.
    points
        Straight lines join them; a year that is not there is passed over.
    mark
        What stands before the figure at its end.
    ends
        Whether the figure of its last year is written beside its end, and its name below that.
    short
        What it is called there, if not by its name; a mark stands for a name.
    strong
        Whether that figure is bold.
    """

    name: str
    stroke: Stroke
    points: ByYear
    mark: str = ""
    ends: bool = True
    strong: bool = False
    short: str = ""

    @property
    def end_name(self) -> str:
        """Return what the line is called at its end."""
        return "" if self.mark else self.short or self.name

    @property
    def marked(self) -> bool:
        """Say whether its points are seen, and not only what joins them."""
        return bool(self.stroke.marker)


@dataclass(frozen=True, slots=True)
class Band:
    """What lies between two heights; a band of another one's name has no place of its own in the key."""

    name: str
    fill: Fill
    low: ByYear
    high: ByYear
    outlined: bool = True


@dataclass(frozen=True, slots=True)
class Tag:
    """A few words at a point, or its figure where there are none.

    Parameters
    ----------
    about
        The name of the line that the point is on, for the key of the points at which there is no room.
    """

    year: float
    height: Fraction
    text: str = ""
    strong: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn.

    Parameters
    ----------
    title, subtitle, note
        The words around it.
    sentences
        What the reader is told in words, below the subtitle.
    lines, bands
        What is drawn, bands below lines, in the order of the key.
    tags
        In their order of weight: the later ones give way.
    aside
        What stands above the key of the bands where it has a column beside the chart; empty for no column.
    suffix
        Written after every figure: ` %`.
    over
        Whether something stands below that has the years: they are not written, and there is room for bars.
    """

    title: str
    subtitle: str
    note: str
    lines: Sequence[Line]
    bands: Sequence[Band] = ()
    tags: Sequence[Tag] = ()
    sentences: Sequence[str] = ()
    aside: str = ""
    suffix: str = ""
    over: bool = False

    @property
    def heights(self) -> list[Fraction]:
        """Return every height that is drawn."""
        return [height for points in self._all() for height in points.values()]

    @property
    def years(self) -> range:
        """Return the years from the first that is drawn to the last."""
        drawn = [year for points in self._all() for year in points]
        return range(min(drawn), max(drawn) + 1)

    def _all(self) -> Iterator[ByYear]:
        yield from (line.points for line in self.lines)
        for band in self.bands:
            yield from (band.low, band.high)

    @property
    def line_entries(self) -> list[Entry]:
        """Return what the key holds of the lines."""
        named = [line for line in self.lines if line.name and line.points]
        return [Entry(line.name, OTHERS, line.stroke) for line in named]

    @property
    def band_entries(self) -> list[Entry]:
        """Return what the key holds of the bands."""
        return list({band.name: Entry(band.name, band.fill) for band in self.bands}.values())

    def told(self, tag: Tag) -> str:
        """Return the words of a tag: its own, or the figure of its point."""
        return tag.text or self.write(tag.height)

    def write(self, figure: Fraction) -> str:
        """Write a figure as it stands on the chart."""
        if self.suffix:
            return f"{digits.figure(figure, 1).removesuffix('.0')}{self.suffix}"
        return digits.figure(figure, decimals(self.heights))


def decimals(figures: Iterable[Fraction]) -> int:
    """Return the decimals of figures: those of any chart, and more where all are small.

    >>> decimals([Fraction(6168)]), decimals([Fraction(19, 10)]), decimals([Fraction(1, 800)])
    (0, 3, 6)
    """
    known = list(figures)
    places, largest = digits.places(known), max(map(abs, known), default=Fraction(0))
    while 0 < largest < 1 and largest * 10**places < _SIGNIFICANT and places < 2 * digits.WRITTEN_OUT:
        places += 1
    return places
