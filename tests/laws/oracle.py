"""An inventory computed row by row, one day at a time, in fractions: slow, plain, and apart from the package.

It reads the library's tables itself and imports nothing of `carbon`, so that a mistake there is not repeated here.
It knows Taiwan, the accounts of fuels, electricity, refrigerants, water and paper, and no instruments.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

FACTORS = Path(__file__).resolve().parents[2] / "emission_factors"
GEOGRAPHY = "TW"
DEGREES = {"electricity": "kWh", "natural_gas/stationary": "m3", "water/supply": "m3"}
MONTREAL = "outside_scopes/montreal_protocol_gases"
BIOGENIC = "outside_scopes/biogenic_co2"

Row = Mapping[str, str]
Account = tuple[str, str]
Cell = tuple[str, str, str, str]


@dataclass(slots=True)
class Year:
    """What the oracle says of one year: exact kilograms.

    Parameters
    ----------
    gases
        By account, method and gas: mass [kg] and CO2e [kg].
    cells
        By account, method, facility and month [kg CO2e].
    mwh
        Electricity [MWh].
    """

    gases: dict[tuple[str, str, str], tuple[Fraction, Fraction]] = field(default_factory=dict)
    cells: dict[Cell, Fraction] = field(default_factory=dict)
    mwh: Fraction = Fraction(0)

    def accounts(self) -> dict[Account, Fraction]:
        """Return the emissions by account and method [kg CO2e]."""
        found: dict[Account, Fraction] = {}
        for (account, method, _), (_, kg_co2e) in self.gases.items():
            found[account, method] = found.get((account, method), Fraction(0)) + kg_co2e
        return found

    def scope(self, scope: str, method: str = "") -> Fraction | None:
        """Return a scope's emissions [kg CO2e], None if it has no account."""
        wanted = (scope, method)
        found = [kg for (account, how), kg in self.accounts().items() if (account.split("/")[0], how) == wanted]
        return sum(found, Fraction(0)) if found else None


def table(path: str) -> list[Row]:
    """Read a table of the library."""
    with (FACTORS / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def unit_names() -> dict[str, str]:
    """Return the symbol of every accepted spelling of a unit."""
    rows = [row for row in table("units.csv") if not row["refused"]]
    return {name: row["unit"] for row in rows for name in (row["unit"], *row["aliases"].split("|")) if name}


@cache
def unit_rows() -> dict[str, Row]:
    """Return the row of every unit."""
    return {row["unit"]: row for row in table("units.csv") if not row["refused"]}


@cache
def in_base(symbol: str) -> Fraction:
    """Return how many base units of its dimension a unit is."""
    definition = unit_rows()[symbol]["definition"]
    if definition.startswith("["):
        return Fraction(1)
    words = re.split(r"\s*([*/])\s*", definition)
    value = _operand(words[0])
    for sign, word in zip(words[1::2], words[2::2], strict=True):
        value = value * _operand(word) if sign == "*" else value / _operand(word)
    return value


def _operand(word: str) -> Fraction:
    """Return a number, or the size of the unit that is named."""
    return Fraction(word) if word[0].isdigit() else in_base(word)


def dimension(symbol: str) -> str:
    """Return what a unit measures."""
    return unit_rows()[symbol]["dimension"]


WITHOUT_GWP = ("other", "montreal")
"""Families of gases that need have no GWP: they are in no total."""


@cache
def gwp(gwp_set: str) -> dict[str, Fraction]:
    """Return the GWP of every gas in a set."""
    return {row["gas"]: Fraction(row["value"]) for row in table("gwp.csv") if row["gwp_set"] == gwp_set}


@cache
def families() -> dict[str, str]:
    """Return the family of every gas."""
    return {row["gas"]: row["family"] for row in table("gases.csv")}


@cache
def accounts() -> dict[str, str]:
    """Return the account of every activity."""
    return {row["id"]: row["account"] for row in table("activities.csv")}


@cache
def datasets() -> list[tuple[int, str, str]]:
    """Return rank, dataset and version of every dataset that Taiwan's order names, and of what holds anywhere."""
    ranks = {row["dataset"]: int(row["rank"]) for row in table("datasets.csv") if row["geography"] == GEOGRAPHY}
    ranks |= {row["dataset"]: 1000 for row in table("datasets.csv") if row["geography"] == "any"}
    folders = [source.parent for source in FACTORS.glob("*/*/source.toml") if source.parent.parent.name in ranks]
    return sorted((ranks[folder.parent.name], folder.parent.name, folder.name) for folder in folders)


@cache
def factor_rows(activity: str) -> list[tuple[int, str, str, Row]]:
    """Return rank, dataset, version and row of every factor of an activity."""
    return [
        (rank, name, version, row)
        for rank, name, version in datasets()
        if (FACTORS / name / version / "factors.csv").exists()
        for row in table(f"{name}/{version}/factors.csv")
        if row["activity"] == activity
    ]


@cache
def factor(activity: str, variant: str, month: date) -> tuple[str, tuple[tuple[str, Fraction], ...], str]:
    """Return the unit of the factor for a month, its gases [kg per unit], and `dataset/version` of heating values.

    The first dataset of the order that has one valid on the first of the month; the latest published of those.
    """
    valid = [
        (rank, name, version, row)
        for rank, name, version, row in factor_rows(activity)
        if row["geography"] in {GEOGRAPHY, "any"}
        and (not row["valid_from"] or date.fromisoformat(row["valid_from"]) <= month)
        and (not row["valid_to"] or month <= date.fromisoformat(row["valid_to"]))
    ]
    for wanted in (variant, ""):
        first = min((rank for rank, _, _, _ in valid), default=None)
        found = [each for each in valid if each[0] == first and each[3]["variant"] == wanted]
        if found:
            break
    newest = max(_by(row["published_on"]) for _, _, _, row in found)
    chosen = [each for each in found if _by(each[3]["published_on"]) == newest]
    assert len({(row["unit"], row["valid_from"], version) for _, _, version, row in chosen}) == 1
    assert all(row["value_is"].split(":")[0] == "mass" or row["gas"] == "CO2e" for _, _, _, row in chosen)
    with (FACTORS / chosen[0][1] / chosen[0][2] / "source.toml").open("rb") as file:
        heating_values = str(tomllib.load(file).get("heating_values", "")).replace("@", "/")
    gases = tuple((row["gas"], Fraction(row["value"])) for _, _, _, row in chosen)
    return chosen[0][3]["unit"], gases, heating_values


def _by(published: str) -> str:
    """Return the last day that a date of publication may mean, as text that sorts: of a month or a year its end."""
    return published + {4: "-12-31", 7: "-31"}.get(len(published), "")


def per_unit(activity: str, unit: str, variant: str, month: date) -> dict[str, Fraction]:
    """Return the gases of one unit of an activity [kg]."""
    factor_unit, gases, heating_values = factor(activity, variant, month)
    size = in_base(unit)
    if dimension(unit) != dimension(factor_unit):
        fuel = activity.split("/", maxsplit=1)[0]
        (heat,) = (
            row
            for row in table(f"{heating_values}/heating_values.csv")
            if row["fuel"] == fuel and dimension(row["unit"]) == dimension(unit)
        )
        size = size / in_base(heat["unit"]) * Fraction(heat["value"]) * in_base(heat["energy_unit"])
    return {gas: value * size / in_base(factor_unit) for gas, value in gases}


def days(row: Row) -> tuple[date, date]:
    """Return the first and the last day of a row."""
    if row.get("period"):
        return _span(row["period"])
    return _span(row["start"])[0], _span(row["end"])[1]


def _span(text: str) -> tuple[date, date]:
    """Return the first and the last day of a period, in ISO or ROC form."""
    numbers = [int(number) for number in re.findall(r"[0-9]+", text)]
    year = numbers[0] if numbers[0] > 1000 else numbers[0] + 1911
    if "Q" in text or "季" in text:
        return date(year, 3 * numbers[1] - 2, 1), _last(year, 3 * numbers[1])
    if len(numbers) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    if len(numbers) == 2:
        return date(year, numbers[1], 1), _last(year, numbers[1])
    return date(year, numbers[1], numbers[2]), date(year, numbers[1], numbers[2])


def _last(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def by_month(quantity: Fraction, first: date, last: date) -> dict[date, Fraction]:
    """Share a quantity out, the same part on every day, and add the days up by month."""
    length = (last - first).days + 1
    counts: dict[date, int] = {}
    for step in range(length):
        month = (first + timedelta(days=step)).replace(day=1)
        counts[month] = counts.get(month, 0) + 1
    return {month: quantity * count / length for month, count in counts.items()}


def inventories(
    texts: Sequence[str],
    years: Iterable[int],
    gwp_set: str,
    *,
    variants: Mapping[str, str],
    facilities: Mapping[str, str],
) -> dict[int, Year]:
    """Compute calendar years from files of activity data.

    Parameters
    ----------
    texts
        The files as CSV with English headers.
    years
        The inventory years.
    gwp_set
        The GWP set.
    variants
        The variant of each activity that has them.
    facilities
        The id of every spelling of a facility.
    """
    made = {year: Year() for year in years}
    rows = [row for text in texts for row in csv.DictReader(io.StringIO(text, newline=""))]
    spans = shortened(rows, facilities)
    for row, span in zip(rows, spans, strict=True):
        for month, quantity in by_month(Fraction(row["quantity"]), *span).items():
            if month.year in made:
                facility = facilities.get(row["facility"], row["facility"])
                _post(made[month.year], row, month, quantity, gwp_set, variants, facility)
    return made


def shortened(rows: Sequence[Row], facilities: Mapping[str, str]) -> list[tuple[date, date]]:
    """Return the first and the last day of every row; a last day that begins the next bill is that bill's.

    Bills are of one meter, or of one facility and activity of what comes with bills, and longer than a day.
    """
    spans = [days(row) for row in rows]
    begins: dict[tuple[str, ...], set[date]] = {}
    for row, (first, last) in zip(rows, spans, strict=True):
        if first < last and Fraction(row["quantity"]) > 0 and (row.get("meter") or row["activity"] in DEGREES):
            begins.setdefault(_supply(row, facilities), set()).add(first)
    return [
        (first, last - timedelta(days=1) if first < last and last in begins.get(_supply(row, facilities), ()) else last)
        for row, (first, last) in zip(rows, spans, strict=True)
    ]


def _supply(row: Row, facilities: Mapping[str, str]) -> tuple[str, ...]:
    """Return what bills of one supply have in common."""
    unit = DEGREES[row["activity"]] if row["unit"] == "度" else unit_names()[row["unit"]]
    facility = facilities.get(row["facility"], row["facility"])
    return row["activity"], dimension(unit), facility, row.get("supplier") or "", row.get("meter") or ""


def _post(
    year: Year,
    row: Row,
    month: date,
    quantity: Fraction,
    gwp_set: str,
    variants: Mapping[str, str],
    facility: str,
) -> None:
    """Post a quantity of a row in a month."""
    activity = row["activity"]
    unit = row["unit"]
    symbol = DEGREES[activity] if unit == "度" else unit_names()[unit]
    if activity == "electricity":
        year.mwh += quantity * in_base(symbol) / in_base("MWh")
    for gas, kg in per_unit(activity, symbol, variants.get(activity, ""), month).items():
        if gas not in gwp(gwp_set) and families()[gas] in WITHOUT_GWP:
            continue
        mass = kg * quantity
        kg_co2e = mass if gas == "CO2e" else mass * gwp(gwp_set)[gas]
        account = {"montreal": MONTREAL, "biogenic_co2": BIOGENIC}.get(families()[gas], accounts()[activity])
        for method in ("location_based", "market_based") if account.startswith("scope2/") else ("",):
            before = year.gases.get((account, method, gas), (Fraction(0), Fraction(0)))
            year.gases[account, method, gas] = (before[0] + mass, before[1] + kg_co2e)
            if account.startswith("scope"):
                cell = (account, method, facility, f"{month:%Y-%m}")
                year.cells[cell] = year.cells.get(cell, Fraction(0)) + kg_co2e
