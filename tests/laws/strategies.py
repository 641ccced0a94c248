"""Strategies: rows of activity data that are all well formed, files of them, and inventory folders on disk."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.codes import OF_ROWS
from carbon.model.problems import Problem

YEARS = (2023, 2024)
FIRST, LAST = date(2022, 9, 1), date(2025, 4, 30)
LONGEST = 400
GWP_SETS = ("AR4_GWP100", "AR5_GWP100", "AR5_GWP100_CH4_28", "AR6_GWP100")
VARIANTS = {"petrol/mobile": "oxidation_catalyst"}
HEADER = ("facility", "activity", "quantity", "unit", "period", "start", "end", "note")
FACILITIES = {"taipei-hq": "taipei-hq", "大直總部": "taipei-hq", "kaohsiung": "kaohsiung", "Kaohsiung": "kaohsiung"}

EQUAL_UNITS: Mapping[str, tuple[tuple[tuple[str, ...], Fraction], ...]] = {
    "electricity": (
        (("kWh", "度", "千瓦時"), Fraction(1)),
        (("MWh",), Fraction(1, 1000)),
        (("GJ", "吉焦"), Fraction(36, 10000)),
        (("MJ",), Fraction(36, 10)),
    ),
    "natural_gas/stationary": ((("m3", "度", "m³"), Fraction(1)), (("L", "公升"), Fraction(1000))),
    "petrol/mobile": ((("L", "公升"), Fraction(1)), (("m3",), Fraction(1, 1000)), (("mL",), Fraction(1000))),
    "diesel/stationary": ((("MJ_net", "MJ (LHV)"), Fraction(1)), (("GJ_net",), Fraction(1, 1000))),
    "refrigerant/R-410A": ((("kg", "公斤"), Fraction(1)), (("g",), Fraction(1000)), (("t",), Fraction(1, 1000))),
    "refrigerant/R-22": ((("kg",), Fraction(1)), (("mg",), Fraction(1000000))),
    "water/supply": ((("m3", "度"), Fraction(1)), (("kL",), Fraction(1))),
    "paper/a4": ((("sheet", "張"), Fraction(1)), (("ream",), Fraction(1, 500))),
}
"""For each activity, groups of spellings with their size: a quantity times the size is the same in every group."""

OTHER_UNITS: Mapping[str, tuple[str, ...]] = {
    "natural_gas/stationary": ("kcal_net", "MMBtu_net"),
    "petrol/mobile": ("US gal", "kcal_net"),
    "diesel/stationary": ("L", "toe"),
    "refrigerant/R-410A": ("lb", "台斤"),
}
"""Units that no finite decimal joins to the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of activity data as it is written."""

    activity: str
    quantity: str
    unit: str
    period: str = ""
    start: str = ""
    end: str = ""
    facility: str = ""
    note: str = ""

    def times(self, factor: Fraction | int) -> Row:
        """Return the row with its quantity multiplied."""
        return replace(self, quantity=plain(Fraction(self.quantity) * factor))


def plain(number: Fraction) -> str:
    """Write a number of at most 9 decimals as a plain decimal."""
    billionths = number * 10**9
    assert billionths.denominator == 1
    whole, decimals = divmod(abs(billionths.numerator), 10**9)
    text = f"{whole}.{decimals:09d}".rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text


def quantities(places: int = 9, least: int = 1) -> st.SearchStrategy[str]:
    """Draw a plain decimal with at most some decimals, trailing zeros among them."""
    return st.builds(
        lambda units, scale: f"{units // 10**scale}.{units % 10**scale:0{scale}d}" if scale else str(units),
        st.integers(least, 10**12),
        st.integers(0, places),
    )


def _roc(year: int) -> int:
    """Return the year of the Republic."""
    return year - 1911


def _spelt(draw: st.DrawFn, day: date) -> str:
    """Write a day in one of the forms that are read."""
    roc = _roc(day.year)
    forms = (day.isoformat(), f"{roc}/{day.month:02}/{day.day:02}", f"{roc}年{day.month}月{day.day}日")
    return draw(st.sampled_from(forms))


@st.composite
def periods(draw: st.DrawFn, first: date = FIRST, last: date = LAST) -> dict[str, str]:
    """Draw a period: a day, month, quarter or year in ISO or ROC form, or a start and an end."""
    day = draw(st.dates(first, last))
    roc = _roc(day.year)
    quarter = (day.month + 2) // 3
    kind = draw(st.sampled_from(("day", "month", "quarter", "year", "days")))
    if kind == "days":
        end = min(last, day + timedelta(days=draw(st.integers(0, LONGEST))))
        return {"start": _spelt(draw, day), "end": _spelt(draw, end)}
    forms = {
        "month": (f"{day:%Y-%m}", f"{roc}/{day.month:02}", f"{roc}年{day.month}月"),
        "quarter": (f"{day.year}-Q{quarter}", f"{roc}年第{quarter}季"),
        "year": (str(YEARS[day.year % 2]), f"{_roc(YEARS[day.year % 2])}年", f"{_roc(YEARS[day.year % 2])}年度"),
    }
    return {"period": _spelt(draw, day) if kind == "day" else draw(st.sampled_from(forms[kind]))}


@st.composite
def rows(
    draw: st.DrawFn,
    *,
    places: int = 9,
    activities: Sequence[str] = tuple(EQUAL_UNITS),
    restatable: bool = False,
    corrections: bool = False,
) -> Row:
    """Draw a well-formed row.

    Parameters
    ----------
    places
        The most decimals of its quantity.
    activities
        What it may be about.
    restatable
        Whether its unit is the first of `EQUAL_UNITS`.
    corrections
        Whether its quantity may be zero, or negative with a note.
    """
    activity = draw(st.sampled_from(activities))
    names = EQUAL_UNITS[activity]
    units = list(names[0][0]) if restatable else [name for group, _ in names for name in group]
    units += [] if restatable else OTHER_UNITS.get(activity, ())
    row = Row(
        activity,
        draw(quantities(places)),
        draw(st.sampled_from(units)),
        facility=draw(st.sampled_from(("", *FACILITIES))),
        **draw(periods(*(2 * [date(2023, 5, 5)] if activity == "paper/a4" else ()))),
    )
    if corrections:
        change = draw(st.sampled_from((1, 0, -1)))
        return replace(row.times(change), note="correction" if change < 0 else "")
    return row


def files(each: st.SearchStrategy[Row] | None = None, least: int = 1, most: int = 8) -> st.SearchStrategy[list[Row]]:
    """Draw the rows of a file."""
    return st.lists(each if each is not None else rows(), min_size=least, max_size=most)


def text(each: Sequence[Row]) -> str:
    """Write rows as CSV."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([getattr(row, name) for name in HEADER] for row in each)
    return written.getvalue()


SETTINGS = """\
organisation = "Example Ltd"
geography = "TW"
gwp_set = "{gwp_set}"
{years}
[factors]
variants = {{ "petrol/mobile" = "oxidation_catalyst" }}
{factors}
[facilities.taipei-hq]
name = {{ en = "Taipei HQ", zh = "大直總部" }}
[facilities.kaohsiung]
{more}
"""
INSTRUMENTS = ("id", "kind", "market", "facility", "start", "end", "quantity", "unit", "factor", "technology")
FACTOR_HEADER = (
    "activity,variant,geography,valid_from,valid_to,data_year,published_on,unit,gas,value,value_is,lower,upper,"
    "calorific_basis,cell"
)  # fmt: skip


def settings(gwp_set: str = "AR6_GWP100", years: Sequence[int] = YEARS, factors: str = "", more: str = "") -> str:
    """Write a carbon.toml."""
    declared = "\n".join(f"[years.{year}]\nstart = {year}-01-01\nend = {year}-12-31" for year in years)
    return SETTINGS.format(gwp_set=gwp_set, years=declared, factors=factors, more=more)


@contextmanager
def folder(
    texts: Sequence[str | bytes],
    toml: str = "",
    *,
    instruments: Sequence[Sequence[str]] = (),
    own: Sequence[str] = (),
) -> Iterator[Path]:
    """Write an inventory folder, which is there as long as the context.

    Parameters
    ----------
    texts
        The files of activity data.
    toml
        The settings.
    instruments
        Rows of instruments.csv.
    own
        Rows of the organisation's own factors.
    """
    with tempfile.TemporaryDirectory(prefix="carbon-laws-") as name:
        root = Path(name)
        (root / "activity").mkdir()
        (root / "carbon.toml").write_text(toml or settings(), encoding="utf-8")
        for number, content in enumerate(texts):
            data = content if isinstance(content, bytes) else content.encode()
            (root / "activity" / f"{number:02}.csv").write_bytes(data)
        if instruments:
            lines = [",".join(cells) for cells in (INSTRUMENTS, *instruments)]
            (root / "instruments.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if own:
            dataset = root / "emission_factors" / "own" / "2024"
            dataset.mkdir(parents=True)
            (dataset / "source.toml").write_text('licence = "own"\n', encoding="utf-8")
            (dataset / "factors.csv").write_text("\n".join([FACTOR_HEADER, *own]) + "\n", encoding="utf-8")
        yield root


def computed(
    texts: Sequence[str | bytes],
    toml: str = "",
    *,
    instruments: Sequence[Sequence[str]] = (),
    own: Sequence[str] = (),
) -> list[InventoryResult]:
    """Compute the inventories of a folder, with all that is made later."""
    with folder(texts, toml, instruments=instruments, own=own) as path:
        results = carbon.inventories(path)
        for result in results:
            assert result.inputs
            assert isinstance(result.breakdown, tuple)
        return results


def of_figures(result: InventoryResult) -> tuple[Problem, ...]:
    """Return the warnings about figures."""
    return tuple(warning for warning in result.warnings if warning.code not in OF_ROWS)


def figures(result: InventoryResult) -> tuple[object, ...]:
    """Return every exact figure of a result."""
    return (
        result.totals, result.scope_1_and_2, result.accounts, result.outside_scopes, result.breakdown,
        result.breakdown_gases,
        result.electricity, result.energy, result.intensity, result.avoided, result.excluded, result.substitutions,
        result.not_rebased, of_figures(result), result.datasets,
    )  # fmt: skip
