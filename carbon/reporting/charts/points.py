"""The key of points: figures that do not fit at their points, each by its point's number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from carbon.reporting import words
from carbon.reporting.charts.course import Course, Tag
from carbon.reporting.charts.figure import MARGIN, Drawing

_NUMBER_GAP_MM, _BETWEEN_MM, _ROW_MM, _ABOVE_MM, _BELOW_MM = 1.0, 4.5, 0.8, 1.0, 2.6


def numbered(tags: Iterable[Tag]) -> list[tuple[str, Tag]]:
    """Give points their numbers, by year and from the highest down."""
    ordered = sorted(tags, key=lambda tag: (tag.year, -tag.height, tag.about))
    return [(str(number), tag) for number, tag in enumerate(ordered, start=1)]


def at_point(number: str, tag: Tag) -> Tag:
    """Return the tag that shows a point's number."""
    return replace(tag, text=number, strong=True)


def above(drawing: Drawing, course: Course, tags: Sequence[tuple[str, Tag]], bottom: float) -> float:
    """Write the key of numbered points, so that it ends at a height, and return where it begins [mm]."""
    if not tags:
        return bottom
    end = _written(drawing, course, tags, 0.0, visible=False)
    top = bottom - _BELOW_MM - end
    _written(drawing, course, tags, top)
    return top - _ABOVE_MM


def _written(
    drawing: Drawing, course: Course, tags: Sequence[tuple[str, Tag]], top: float, *, visible: bool = True
) -> float:
    """Write the key in rows from a height downwards, or measure it only; return how far down it reaches [mm]."""
    house, left, row, texts = drawing.house, MARGIN, 0.0, []
    for number, tag in tags:
        label = drawing.write(left, top, number, fontsize=house.note, fontweight="bold")
        indent = drawing.measure(label)[0] + _NUMBER_GAP_MM
        text = drawing.write(left, top, _line(course, tag, drawing.language), fontsize=house.note)
        width, height = drawing.measure(drawing.wrap(text, drawing.inner_mm - indent))
        if left > MARGIN and left + indent + width > drawing.width_mm - MARGIN:
            left, top, row = MARGIN, top + row + _ROW_MM, 0.0
        label.set_position(drawing.at(left, top))
        text.set_position(drawing.at(left + indent, top))
        row, left = max(row, height), left + indent + width + _BETWEEN_MM
        texts += [label, text]
    if not visible:
        for text in texts:
            text.remove()
    return top + row


def _line(course: Course, tag: Tag, language: str) -> str:
    """Say what a point is and its figure: `2024, Inventory: 6,168 (−33.8 %)`."""
    comma = words.chosen((", ", "，"), language)
    about = comma.join(filter(None, [str(tag.year), tag.about]))
    return f"{about}{words.colon(language)}{' '.join(course.told(tag).split(chr(10)))}"
