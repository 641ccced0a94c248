"""Contractual instruments: `instruments.csv`."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from carbon.declarations import Instrument
from carbon.problems import Problem, listed, nearest
from carbon.reading import headers, table
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


def read(folder: Path, vocabulary: Vocabulary) -> tuple[list[Instrument], int | None, list[Problem]]:
    """Read a folder's instruments.

    Returns
    -------
    tuple
        The instruments in the order of the file, the number of rows (None if there is no such file), the problems.
    """
    path = folder / NAME
    if not path.exists():
        return [], None, []
    content = table.read(path, NAME, _COLUMNS, _OPTIONAL, headers.INSTRUMENTS)
    if any(problem.code == "missing-column" for problem in content.problems):
        return [], len(content.rows), content.problems
    instruments: list[Instrument] = []
    for row in content.rows:
        if row["id"] in {instrument.id for instrument in instruments} or not row["id"]:
            content.problem("bad-instrument", row, "id", f'The id "{row["id"]}" is empty or stands twice.')
            continue
        instrument = _instrument(content, row, vocabulary)
        if instrument is not None:
            instruments.append(instrument)
    return instruments, len(content.rows), content.problems


def _instrument(content: table.Table, row: table.Row, vocabulary: Vocabulary) -> Instrument | None:
    """Read one instrument, or add problems."""
    before = len(content.problems)
    start, end = content.day(row, "start", "bad-instrument"), content.day(row, "end", "bad-instrument")
    quantity = content.number(row, "quantity", "bad-instrument")
    factor = content.number(row, "factor", "bad-instrument")
    kinds = tuple(InstrumentKind)
    if row["kind"] not in kinds:
        content.problem("bad-instrument", row, "kind", f'"{row["kind"]}" is none of {listed(kinds)}.')
    technology = _technology(row["technology"])
    if technology is None:
        words = [*RENEWABLE, *OTHER]
        likely = nearest(row["technology"], words) or words
        why = f'"{row["technology"]}" is not a declared technology. Nearest: {listed(likely)}.'
        content.problem("bad-instrument", row, "technology", why)
    if not row["market"]:
        content.problem("bad-instrument", row, "market", "The market is empty. Write the geography it is valid in: TW.")
    to_mwh = _to_mwh(content, row, vocabulary)
    if start and end and end < start:
        content.problem("bad-instrument", row, "end", f"The end {end} is before the start {start}.")
    if (quantity is not None and quantity < 0) or (factor is not None and factor < 0):
        content.problem("bad-instrument", row, "quantity", "The quantity and the factor are not negative.")
    if len(content.problems) > before or not (start and end and technology):
        return None
    assert quantity is not None
    assert factor is not None
    return Instrument(
        row["id"], InstrumentKind(row["kind"]), row["market"], row["facility"], start, end, quantity * to_mwh, factor,
        technology in RENEWABLE, technology,
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
