"""Contractual instruments: `instruments.csv`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from carbon.activity_data.columns import INSTRUMENT_HEADERS
from carbon.files import small_tables
from carbon.files.amounts import MOST_KG_PER_KWH
from carbon.files.forms import FileForm
from carbon.files.small_tables import Row, Table
from carbon.files.values import Choice, DayCell, DecimalCell
from carbon.model import exact, periods
from carbon.model.problems import Problem, nearest, refusals, with_nearest
from carbon.model.sentences import say
from carbon.model.terms import InstrumentKind, Severity
from carbon.units import RefusedUnit, Vocabulary

NAME = "instruments.csv"
CODE = "bad-instrument"
_COUNTRY = 2
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


@dataclass(frozen=True, slots=True)
class Instrument:
    """A contractual instrument [MWh, kg CO2e per kWh] and the market and days it covers, from `row` of its table."""

    id: str
    kind: InstrumentKind
    market: str
    facility: str
    start: date
    end: date
    mwh: Fraction
    kg_co2e_per_kwh: Fraction
    renewable: bool
    technology: str = ""
    row: int = field(default=0, compare=False, repr=False)


def read_instruments(
    folder: Path, vocabulary: Vocabulary, form: FileForm | None = None
) -> tuple[list[Instrument], int | None, list[Problem]]:
    """Read a folder's instruments.

    Return the instruments in the order of the file, the number of rows (None if there is no such file), the
    problems.
    """
    path = folder / NAME
    if not path.exists():
        return [], None, []
    numbers = ("quantity", "factor")
    content = small_tables.read(path, NAME, _COLUMNS, _OPTIONAL, INSTRUMENT_HEADERS, form=form, numbers=numbers)
    if any(problem.code == "missing-column" for problem in content.problems):
        return [], len(content.rows), content.problems
    instruments: list[Instrument] = []
    ids: dict[str, Row] = {}
    for row in content.rows:
        other = ids.setdefault(row["id"].casefold(), row) if row["id"] else None
        if other is None or other is not row:
            if not other:
                what = say("The id is empty")
            elif other["id"] != row["id"]:
                what = say(
                    'The id "{id}" stands in row {row} too, as "{other}"',
                    id=row["id"],
                    row=other.number,
                    other=other["id"],
                )
            else:
                what = say('The id "{id}" stands in row {row} too', id=row["id"], row=other.number)
            content.problem(CODE, row, "id", say("{what}. Give every instrument an id of its own.", what=what))
            continue
        instrument = _instrument(content, row, vocabulary)
        if instrument is not None:
            instruments.append(instrument)
    return instruments, len(content.rows), content.problems


def _instrument(content: Table, row: Row, vocabulary: Vocabulary) -> Instrument | None:
    """Read one instrument, or add problems."""
    before, cells = len(content.problems), content.cells(row, CODE)
    start, end = (DayCell(otherwise=None).take(cells, column) for column in ("start", "end"))
    quantity, factor = (DecimalCell(otherwise=None).take(cells, column) for column in ("quantity", "factor"))
    kind = Choice(words=tuple(InstrumentKind), otherwise=None).take(cells, "kind")
    technology = _technology(row["technology"])
    if technology is None:
        words = [*RENEWABLE, *OTHER]
        likely = nearest(row["technology"], words) or words
        why = say('"{technology}" is not a declared technology.', technology=row["technology"])
        cells.at("technology").fault(with_nearest(why, likely))
    content.problems += _of_market(content, row)
    content.problems += _of_rate(content, row, factor)
    to_mwh = _to_mwh(content, row, vocabulary)
    if start and end and end < start:
        cells.at("end").fault(say("The end {end} is before the start {start}.", end=end, start=start))
    for column, number in (("quantity", quantity), ("factor", factor)):
        if number is not None and number < 0:
            why = say(
                "The {column} is {value}. What was contracted for, and what it emits, must not be negative.",
                column=column,
                value=row[column],
            )
            cells.at(column).fault(why)
    content.problems += _of_days(content, row, start, end)
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


def _to_mwh(content: Table, row: Row, vocabulary: Vocabulary) -> Fraction:
    """Return how many MWh the unit is, or add a problem and return 0."""
    text = "kWh" if row["unit"] == "度" else "MWh" if row["unit"] == "千度" else row["unit"]
    unit = vocabulary.find(text)
    if unit is None or isinstance(unit, RefusedUnit) or unit.dimension != "energy":
        content.problem(CODE, row, "unit", say('"{unit}" is not a unit of energy. Write kWh or MWh.', unit=row["unit"]))
        return Fraction(0)
    return vocabulary.ratio(unit, vocabulary.unit("MWh"))


def _of_market(content: Table, row: Row) -> Iterator[Problem]:
    """Yield what is wrong with a market: it is a geography, by its code."""
    text = row["market"]
    country = text.partition("/")[0]
    if not text:
        why = say("The market is empty. Write the geography it is valid in: TW.")
        yield content.fault(CODE, row, "market", why)
    elif not (len(country) == _COUNTRY and country.isascii() and country.isalpha() and country.isupper()):
        why = say(
            '"{geography}" is not a geography. Write the ISO code in capitals, like TW, or US/CAMX.', geography=text
        )
        yield content.fault(CODE, row, "market", why)


def _of_rate(content: Table, row: Row, factor: Fraction | None) -> Iterator[Problem]:
    """Yield a factor beyond what power can emit: one per MWh, or in grams."""
    if factor is not None and factor > MOST_KG_PER_KWH:
        text = exact.plain(factor)
        why = say(
            "{factor} kg CO2e per kWh is more than power from any fuel comes to. The column is in kg per kWh; of "
            "{factor} kg per MWh, or g per kWh, write {thousandth}.",
            factor=text,
            thousandth=exact.text(factor / 1000),
        )
        yield content.fault(CODE, row, "factor", why)


def _of_days(content: Table, row: Row, start: date | None, end: date | None) -> Iterator[Problem]:
    """Yield a vintage that is none, or far from the days that it is to cover, and a retirement that cannot be."""
    vintage = periods.days(row["vintage"]) if row["vintage"] else None
    if row["vintage"] and vintage is None:
        why = say(
            '"{vintage}" is not a year, quarter, month or day. Write the year of generation, like 2024.',
            vintage=row["vintage"],
        )
        yield content.fault(CODE, row, "vintage", why)
    if vintage and start and end:
        yield from _far(content, row, vintage, (start, end))
    if row["retired_on"]:
        yield from _retired(content, row, vintage)


def _far(content: Table, row: Row, vintage: tuple[date, date], covered: tuple[date, date]) -> Iterator[Problem]:
    """Yield a vintage of other years: a warning if it is of the year before or after, else a refusal."""
    years = max(covered[0].year - vintage[1].year, vintage[0].year - covered[1].year)
    said = say(
        "Generation of {vintage} is to cover {first} to {last}.\n"
        "A certificate is to be of a time close to the use that it covers (Scope 2 Guidance, chapter 7)",
        vintage=row["vintage"],
        first=covered[0],
        last=covered[1],
    )
    if years > 1:
        why = say(
            "{what}: {years} years apart it is refused. Correct the vintage, or the start and end.",
            what=said,
            years=years,
        )
        yield content.fault(CODE, row, "vintage", why)
    elif years == 1:
        why = say("{what}: say in the report that it is of another year.", what=said)
        yield replace(content.fault(CODE, row, "vintage", why), severity=Severity.WARNING)


def _retired(content: Table, row: Row, vintage: tuple[date, date] | None) -> Iterator[Problem]:
    """Yield a day of retirement that is none, or is before the power was generated."""
    day = periods.days(row["retired_on"])
    if day is None or day[0] != day[1]:
        why = say('"{day}" is not a day. Write it like 2024-03-15.', day=row["retired_on"])
        yield content.fault(CODE, row, "retired_on", why)
    elif vintage and day[0] < vintage[0]:
        why = say(
            "It was retired on {day}, before the {vintage} that it was generated in.",
            day=day[0],
            vintage=row["vintage"],
        )
        yield content.fault(CODE, row, "retired_on", why)
