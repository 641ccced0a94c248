"""Contractual instruments: `instruments.csv`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from carbon.declarations import FileForm, Instrument
from carbon.files.cells import DayCell, DecimalCell
from carbon.files.values import Choice
from carbon.problems import Problem, listed, nearest, refusals
from carbon.reading import headers, instrument_cells, table
from carbon.records import RefusedUnit
from carbon.terms import InstrumentKind
from carbon.units import Vocabulary

NAME = "instruments.csv"
RENEWABLE = {
    "renewable": "再生能源",
    "solar": "太陽能",
    "wind": "風力",
    "hydro": "水力",
    "geothermal": "地熱",
    "biomass": "生質能",
    "biogas": "沼氣",
    "marine": "海洋能",
}
OTHER = {"nuclear": "核能", "natural_gas": "天然氣", "coal": "燃煤", "oil": "燃油", "waste": "廢棄物", "mix": "混合"}
_COLUMNS = ("id", "kind", "market", "start", "end", "quantity", "unit", "factor", "technology")
_OPTIONAL = ("facility", "vintage", "retired_on", "evidence")


def read(
    folder: Path, vocabulary: Vocabulary, form: FileForm | None = None
) -> tuple[list[Instrument], int | None, list[Problem]]:
    """Read a folder's instruments.

    Returns
    -------
    tuple
        The instruments in the order of the file, the number of rows (None if there is no such file), the problems.
    """
    path = folder / NAME
    if not path.exists():
        return [], None, []
    numbers = ("quantity", "factor")
    content = table.read(path, NAME, _COLUMNS, _OPTIONAL, headers.INSTRUMENTS, form=form, numbers=numbers)
    if any(problem.code == "missing-column" for problem in content.problems):
        return [], len(content.rows), content.problems
    instruments: list[Instrument] = []
    ids: dict[str, table.Row] = {}
    for row in content.rows:
        other = ids.setdefault(row["id"].casefold(), row) if row["id"] else None
        if other is None or other is not row:
            said = f'The id "{row["id"]}" stands in row {other.number} too' if other else "The id is empty"
            said += f', as "{other["id"]}"' if other and other["id"] != row["id"] else ""
            content.problem("bad-instrument", row, "id", f"{said}. Give every instrument an id of its own.")
            continue
        instrument = _instrument(content, row, vocabulary)
        if instrument is not None:
            instruments.append(instrument)
    return instruments, len(content.rows), content.problems


def _instrument(content: table.Table, row: table.Row, vocabulary: Vocabulary) -> Instrument | None:
    """Read one instrument, or add problems."""
    before, cells = len(content.problems), content.cells(row, "bad-instrument")
    start, end = (DayCell(otherwise=None).take(cells, column) for column in ("start", "end"))
    quantity, factor = (DecimalCell(otherwise=None).take(cells, column) for column in ("quantity", "factor"))
    kind = Choice(words=tuple(InstrumentKind), otherwise=None).take(cells, "kind")
    technology = _technology(row["technology"])
    if technology is None:
        words = [*RENEWABLE, *OTHER]
        likely = nearest(row["technology"], words) or words
        cells.at("technology").fault(f'"{row["technology"]}" is not a declared technology. Nearest: {listed(likely)}.')
    content.problems += instrument_cells.of_market(content, row)
    content.problems += instrument_cells.of_rate(content, row, factor)
    to_mwh = _to_mwh(content, row, vocabulary)
    if start and end and end < start:
        cells.at("end").fault(f"The end {end} is before the start {start}.")
    for column, number in (("quantity", quantity), ("factor", factor)):
        if number is not None and number < 0:
            why = f"The $key is {row[column]}. What was contracted for, and what it emits, cannot be below 0."
            cells.at(column).fault(why)
    content.problems += instrument_cells.of_days(content, row, start, end)
    if refusals(content.problems[before:]) or not (start and end and technology):
        return None
    return Instrument(
        row["id"], kind, row["market"], row["facility"], start, end, quantity * to_mwh, factor,
        technology in RENEWABLE, technology, row.number,
    )  # fmt: skip


def _technology(text: str) -> str | None:
    """Return a declared technology by its English or Chinese word, or None."""
    words = {**RENEWABLE, **OTHER}
    return text if text in words else next((word for word, zh in words.items() if zh == text), None)


def _to_mwh(content: table.Table, row: table.Row, vocabulary: Vocabulary) -> Fraction:
    """Return how many MWh the unit is, or add a problem and return 0."""
    text = "kWh" if row["unit"] == "度" else "MWh" if row["unit"] == "千度" else row["unit"]
    unit = vocabulary.find(text)
    if unit is None or isinstance(unit, RefusedUnit) or unit.dimension != "energy":
        content.problem("bad-instrument", row, "unit", f'"{row["unit"]}" is not a unit of energy. Write kWh or MWh.')
        return Fraction(0)
    return vocabulary.ratio(unit, vocabulary.unit("MWh"))
