"""The marginal abatement cost curve: a block for each measure, as wide as what it abates and as high as a tonne costs.

Blocks are numbered, and a list below has their names and figures: names beside thirty blocks could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from carbon.pathways.abatement import Abatement, AbatementCurve
from carbon.reporting import words
from carbon.reporting.charts import digits, grounds, marks, notes, register, scale, timeline
from carbon.reporting.charts.course import Tag
from carbon.reporting.charts.figure import MARGIN, Drawing, footer, header, style
from carbon.reporting.charts.house import HOUSE, House
from carbon.reporting.charts.plan import TALL_MM, WIDTH_MM, Sheet
from carbon.reporting.charts.register import Item
from carbon.reporting.charts.tags import Board, Box
from carbon.reporting.mass import Results, oldest_first
from carbon.reporting.targets import phrases

HEIGHT_MM = 120.0
"""The height of a sheet, unless another is asked for [mm]."""

_TITLE = ("Marginal abatement cost: {}", "邊際減量成本：{}")
_PER_T = ("{} per t CO₂e", "{}／公噸 CO₂e")
_COST = ("cost", "成本")
_WIDE = ("abated each year [t CO₂e]", "每年減量 [公噸 CO₂e]")
_T, _T_YEAR = ("t CO₂e per year", "公噸 CO₂e／年"), ("t CO₂e/yr", "公噸 CO₂e／年")
_WARNING = (
    "Where costs are below zero the order is no ranking: a measure that saves more of both can come later.",
    "成本為負者之排序不代表優先順序：節省金額與減量皆較多之措施，仍可能排在後面。",
)
_ALONE = (
    "each is counted alone, on average over its years; together they can abate less",
    "各措施單獨計算，取運作年間平均；合併實施時減量可能較少",
)
_NOTHING = ("abates nothing alone, not drawn: {}", "單獨實施無減量而未繪製：{}")
_SCALE_MM, _ROOM_MM = 8.0, 6.0


@dataclass(frozen=True, slots=True)
class _Sight:
    """What is drawn: the words around it, the blocks, and the list of all."""

    around: tuple[str, str, str]
    warning: str
    blocks: Sequence[Abatement]
    items: Sequence[Item]
    headings: tuple[str, str]


def draw(
    curve: AbatementCurve,
    *,
    inventories: Results = (),
    language: str = "en",
    width_mm: float = WIDTH_MM,
    height_mm: float = HEIGHT_MM,
    house: House = HOUSE,
) -> Figure:
    """Draw a marginal abatement cost curve.

    Parameters
    ----------
    curve
        The measures and purchases of a scenario, the cheapest tonne first.
    inventories
        The inventories that it was worked out from, for the note on what the figures rest on.

    Returns
    -------
    matplotlib.figure.Figure
        The chart. The other options are those of `carbon.reporting.charts.emissions.draw`.
    """
    unit = words.chosen(_PER_T, language).format(curve.currency).strip()
    sight = _Sight(
        (
            words.chosen(_TITLE, language).format(grounds.scenario_name(curve.scenario, language)),
            " · ".join(filter(None, [curve.organisation, f"{words.chosen(_COST, language)} [{unit}]"])),
            _note(curve, inventories, language),
        ),
        words.chosen(_WARNING, language) if curve.negative else "",
        [each for each in curve.abatements if each.cost_per_t is not None],
        list(_items(curve, language)),
        (words.chosen(_T_YEAR, language), unit),
    )
    drawing = _drawn(sight, Sheet(language, width_mm, height_mm, house))
    lines = [sight.warning, *_described(curve, unit, language)]
    drawing.description = "\n".join(filter(None, lines)) or words.word("no_data", language)
    return drawing


def _name(one: Abatement, language: str) -> str:
    return phrases.named(one.names, language) or one.id.partition(".")[2]


def _items(curve: AbatementCurve, language: str) -> Iterator[Item]:
    """Yield the lines of the list, numbered as the blocks are."""
    tonnes, costs = _places(curve)
    for at, one in enumerate(curve.abatements, start=1):
        cost = "–" if one.cost_per_t is None else digits.figure(one.cost_per_t, costs)
        yield Item(str(at), _name(one, language), (digits.figure(one.t_co2e, tonnes), cost))


def _places(curve: AbatementCurve) -> tuple[int, int]:
    """Return the decimals of tonnes and of costs."""
    costs = [one.cost_per_t for one in curve.abatements]
    return digits.places(one.t_co2e for one in curve.abatements), digits.places(costs)


def _described(curve: AbatementCurve, unit: str, language: str) -> Iterator[str]:
    """Yield each measure with its figures."""
    for at, one in enumerate(curve.abatements, start=1):
        parts = [f"{digits.written_out(one.t_co2e)} {words.chosen(_T, language)}"]
        if one.cost_per_t is not None:
            parts.append(f"{digits.written_out(one.cost_per_t)} {unit}")
        yield f"{at} {_name(one, language)}{words.colon(language)}{words.listed(parts, language)}"


def _note(curve: AbatementCurve, inventories: Results, language: str) -> str:
    """Return the note."""
    used = [year for year in oldest_first(inventories) if year.year == curve.start]
    scopes = words.with_method("scope_1_and_2", curve.method, language)
    parts = [scopes, words.chosen(_ALONE, language), grounds.scenario(curve.scenario, language)]
    idle = [_name(one, language) for one in curve.abatements if one.cost_per_t is None]
    if idle:
        parts.insert(2, words.chosen(_NOTHING, language).format(words.chosen((", ", "、"), language).join(idle)))
    return notes.basis(used, language, *parts)


def _drawn(sight: _Sight, sheet: Sheet) -> Drawing:
    """Draw the sheet: the curve, and the list below it."""
    with style(sheet.language, sheet.house):
        scratch = sheet.drawing(sheet.width_mm, TALL_MM)
        top, bottom = _framed(scratch, sight)
        least = top + timeline.LEAST_PLOT_MM + _SCALE_MM + TALL_MM - bottom
        drawing = sheet.drawing(sheet.width_mm, max(sheet.height_mm, least))
        top, bottom = _framed(drawing, sight)
        if not sight.blocks:
            drawing.write(MARGIN, top + _ROOM_MM, words.word("no_data", sheet.language), color=sheet.house.grey)
            return drawing
        _curve(drawing, sight.blocks, (top, bottom - _SCALE_MM))
    return drawing


def _framed(drawing: Drawing, sight: _Sight) -> tuple[float, float]:
    """Write what stands above and below, the list too, and return the heights between which there is room [mm]."""
    title, subtitle, note = sight.around
    top = header(drawing, title, subtitle)
    if sight.warning:
        text = drawing.write(MARGIN, top + 1.2, sight.warning, fontweight="bold", linespacing=1.3)
        top += 1.2 + drawing.measure(drawing.wrap(text, drawing.inner_mm))[1]
    return top, register.above(drawing, sight.items, sight.headings, footer(drawing, note))


def _curve(drawing: Drawing, blocks: Sequence[Abatement], room: tuple[float, float]) -> None:
    """Draw the blocks beside each other, with a scale at the left and one below."""
    top, bottom = room
    costs = [one.cost_per_t for one in blocks if one.cost_per_t is not None]
    axes = scale.beside(drawing, timeline.ticks(costs), top + _ROOM_MM, bottom)
    low, high = axes.get_ylim()
    if low < 0:
        axes.set_ylim(low - (high - low) * _ROOM_MM / (bottom - top), high)
    total = sum((one.t_co2e for one in blocks), Fraction(0))
    axes.set_xlim(0, float(total))
    box = axes.get_position()
    left, right = box.x0 * drawing.width_mm, drawing.width_mm - MARGIN
    board = Board(drawing, axes, Box(left, top + 0.6, right, bottom - 0.4))
    found, at = [], Fraction(0)
    for number, (one, cost) in enumerate(zip(blocks, costs, strict=True), start=1):
        marks.bar(drawing, axes, (float(at), 0, float(one.t_co2e), float(cost)), drawing.house.fill(1))
        middle = float(at + one.t_co2e / 2)
        for share in (0.02, 0.5, 0.98):
            x = float(at) + share * float(one.t_co2e)
            board.ink([(x, 0), (x, float(cost))])
        found.append(Tag(middle, cost, str(number), strong=True))
        at += one.t_co2e
    for tag in sorted(found, key=lambda tag: -abs(tag.height)):
        board.put(tag)
    _below(drawing, axes, total, bottom)


def _below(drawing: Drawing, axes: Axes, total: Fraction, top: float) -> None:
    """Write the scale of tonnes below the curve."""
    size, grey = drawing.house.note + 0.5, drawing.house.grey
    axes.set_xticks([])
    box = axes.get_position()
    left, mm = box.x0 * drawing.width_mm, box.width * drawing.width_mm / float(total)
    figures = [figure for figure in scale.ticks(Fraction(0), total) if figure <= total]
    for figure, label in zip(figures, scale.written(figures), strict=True):
        drawing.write(left + float(figure) * mm, top + 1.0, label, ha="center", fontsize=size, color=grey)
    name = words.chosen(_WIDE, drawing.language)
    drawing.write(drawing.width_mm - MARGIN, top + 4.4, name, ha="right", fontsize=size, color=grey)
