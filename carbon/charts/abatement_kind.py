"""The marginal abatement cost curve: a block for each measure, as wide as what it abates and as high as a tonne costs.

Blocks are numbered, and a list below has their names and figures: names beside thirty blocks could not be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.text import Text

from carbon.accounting.result import oldest_first
from carbon.charts import notes
from carbon.charts.figures import decimals_of, write_figure, write_out
from carbon.charts.point_labels import Board, Box, Label
from carbon.charts.sheet import BESIDE_FROM_MM, MARGIN, Sheet, formatter, round_figures
from carbon.charts.style import Options
from carbon.charts.timeline import LEAST_MM
from carbon.optimisation.costing import Abatement, AbatementCurve
from carbon.tables import words

_SCALE_MM, _ROOM_MM, _SCALE_NAME_MM = 8.0, 6.0, 4.4
_ROW_GAP_MM, _COLUMN_GAP_MM, _CELL_GAP_MM, _LIST_GAP_MM, _NUMBER_GAP_MM = 1.1, 8.0, 3.0, 3.0, 1.6
_MOST_LINES, _LINE = 2, 1.15


def draw(_: str, curve: AbatementCurve, options: Options) -> Sheet:
    """Draw the measures and purchases of a scenario, the cheapest tonne first."""
    unit = options.say("per_t", curve.currency).strip()
    warning = options.say("no_ranking") if curve.negative else ""
    sheet = Sheet(options)
    subtitle = " · ".join(filter(None, [curve.organisation, f"{options.say('cost')} [{unit}]"]))
    title = options.say("title/abatement", notes.scenario_name(curve.scenario, options))
    sheet.head(title, subtitle, [warning] if warning else [], weight="bold")
    sheet.foot(_note(curve, options))
    _write_list(sheet, _rows(curve, options), (options.say("t/yr"), unit))
    sheet.below_mm += _SCALE_MM
    bottom, top = sheet.room(LEAST_MM)
    blocks = [measure for measure in curve.abatements if measure.cost_per_t is not None]
    if blocks:
        _draw_blocks(sheet, blocks, bottom, top)
    else:
        sheet.write(MARGIN, top - _ROOM_MM, options.say("no_data"), color=sheet.style.grey)
    lines = [warning, *_described(curve, unit, options)]
    sheet.description = "\n".join(filter(None, lines)) or options.say("no_data")
    return sheet


def _name(measure: Abatement, options: Options) -> str:
    return words.named(measure.names, options.language) or measure.id.partition(".")[2]


def _note(curve: AbatementCurve, options: Options) -> str:
    """Return the note, with the measures that are not drawn since they abate nothing alone."""
    used = [year for year in oldest_first(options.inventories) if year.year == curve.start]
    idle = [_name(measure, options) for measure in curve.abatements if measure.cost_per_t is None]
    return notes.basis(
        used, options, words.with_method("scope_1_and_2", curve.method, options.language), options.say("alone"),
        options.say("abates_nothing", options.say("mark/comma").join(idle)) if idle else "",
        notes.scenario(curve.scenario, options),
    )  # fmt: skip


def _described(curve: AbatementCurve, unit: str, options: Options) -> list[str]:
    """Return each measure with its figures, in words."""
    lines = []
    for number, measure in enumerate(curve.abatements, start=1):
        parts = [f"{write_out(measure.t_co2e)} {options.say('t_per_year')}"]
        if measure.cost_per_t is not None:
            parts.append(f"{write_out(measure.cost_per_t)} {unit}")
        lines.append(options.about(f"{number} {_name(measure, options)}", words.listed(parts, options.language)))
    return lines


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the list: its number, its name, and its figures from the left to the right."""

    number: str
    name: str
    cells: tuple[str, str]


def _rows(curve: AbatementCurve, options: Options) -> list[_Row]:
    """Return the list, numbered as the blocks are."""
    tonnes = decimals_of(measure.t_co2e for measure in curve.abatements)
    costs = decimals_of(measure.cost_per_t for measure in curve.abatements)
    rows = []
    for number, measure in enumerate(curve.abatements, start=1):
        cost = "–" if measure.cost_per_t is None else write_figure(measure.cost_per_t, costs)
        rows.append(_Row(str(number), _name(measure, options), (write_figure(measure.t_co2e, tonnes), cost)))
    return rows


def _write_list(sheet: Sheet, rows: Sequence[_Row], headings: tuple[str, str]) -> None:
    """Write a list above the note, in one column or two."""
    if not rows:
        return
    columns = 2 if sheet.width_mm >= BESIDE_FROM_MM and len(rows) > 1 else 1
    width = (sheet.inner_mm - (columns - 1) * _COLUMN_GAP_MM) / columns
    per_column = -(-len(rows) // columns)
    written = [
        _write_column(
            sheet,
            rows[at * per_column : (at + 1) * per_column],
            headings,
            MARGIN + at * (width + _COLUMN_GAP_MM),
            width,
        )
        for at in range(columns)
    ]
    height = max(height for _, height in written)
    sheet.below_mm += _LIST_GAP_MM + height
    for texts, _ in written:
        for text, down in texts:
            text.set_y(sheet.below_mm - down)
    sheet.below_mm += _LIST_GAP_MM - 1.0


def _write_column(
    sheet: Sheet, rows: Sequence[_Row], headings: tuple[str, str], left: float, width: float
) -> tuple[list[tuple[Text, float]], float]:
    """Write a column of the list; return its texts with how far down each is, and its height [mm]."""
    style = sheet.style
    sizes = [
        max(sheet.width_of(heading, style.note), *(sheet.width_of(row.cells[at], style.body) for row in rows))
        for at, heading in enumerate(headings)
    ]
    ends = left + width - sizes[1] - _CELL_GAP_MM, left + width
    number = max(sheet.width_of(row.number, style.body, "bold") for row in rows) + _NUMBER_GAP_MM
    room = ends[0] - sizes[0] - _CELL_GAP_MM - left - number
    line = [
        sheet.write(end, 0, heading, ha="right", fontsize=style.note, color=style.grey)
        for end, heading in zip(ends, headings, strict=True)
    ]
    lines = [line]
    for row in rows:
        name = sheet.wrapped(row.name, room, most=_MOST_LINES)
        line = [
            sheet.write(left + number, 0, name, linespacing=_LINE),
            sheet.write(left, 0, row.number, fontweight="bold", linespacing=_LINE),
        ]
        cells = zip(ends, row.cells, strict=True)
        line += [sheet.write(end, 0, cell, ha="right", linespacing=_LINE) for end, cell in cells]
        lines.append(line)
    heights = [max(sheet.measure(text)[1] for text in line) + _ROW_GAP_MM for line in lines]
    downs = [0.0, *accumulate(heights)]
    return [(text, down) for line, down in zip(lines, downs, strict=False) for text in line], downs[-1]


def _draw_blocks(sheet: Sheet, blocks: Sequence[Abatement], bottom: float, top: float) -> None:
    """Draw the blocks beside each other, with a scale at the left and one below."""
    costs = [measure.cost_per_t for measure in blocks if measure.cost_per_t is not None]
    scale = round_figures(costs)
    left, right, upper = MARGIN + sheet.scale_mm(scale), sheet.width_mm - MARGIN, top - _ROOM_MM
    axes = sheet.plot(left, right, bottom, upper)
    sheet.scaled(axes, scale)
    low, high = axes.get_ylim()
    if low < 0:  # room for the numbers below
        axes.set_ylim(low - (high - low) * _ROOM_MM / (upper - bottom), high)
    ends = list(accumulate(float(measure.t_co2e) for measure in blocks))
    axes.set_xlim(0, ends[-1])
    board = Board(sheet, axes, Box(left, bottom + 0.4, right, top - 0.6))
    labels, edges = [], []
    for number, (measure, cost, end) in enumerate(zip(blocks, costs, ends, strict=True), start=1):
        width = float(measure.t_co2e)
        axes.bar(end - width, float(cost), width, align="edge", **sheet.style.area(sheet.style.fill(1)))
        edges += [[(end - share * width, 0.0), (end - share * width, float(cost))] for share in (0.02, 0.5, 0.98)]
        labels.append(Label(end - width / 2, cost, str(number), strong=True))
    board.ink(edges)
    for label in sorted(labels, key=lambda label: -abs(label.height)):
        board.put(label)
    _write_scale(sheet, axes, ends[-1], bottom)


def _write_scale(sheet: Sheet, axes: Axes, total: float, bottom: float) -> None:
    """Write the scale of tonnes below the curve."""
    style = sheet.style
    ticks = [tick for tick in round_figures([Fraction(total)]) if tick <= total]
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(formatter(ticks))
    axes.tick_params(axis="x", labelsize=style.small, labelcolor=style.grey, pad=3)
    name = sheet.options.say("abated")
    right = sheet.width_mm - MARGIN
    sheet.write(right, bottom - _SCALE_NAME_MM, name, ha="right", fontsize=style.small, color=style.grey)
