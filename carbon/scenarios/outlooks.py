"""What scenarios and targets look up by year: outlooks, sectors' curves, and levies on carbon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, TypeVar

from carbon.files import amounts, records, table
from carbon.files.amounts import Number
from carbon.files.records import ABSENT, Fault, FaultError, Written
from carbon.files.toml import BrokenTomlError, Document, opened, shown
from carbon.files.values import ByLanguage, DecimalCell, Names, Text, Value
from carbon.model import exact
from carbon.model.problems import listed, nearest, short
from carbon.scenarios.scenario import CarbonPrice, Fee, Grid, Scenario
from carbon.targets.sector import rows_by_year

LEVIES = "carbon_prices"
_Outlook = TypeVar("_Outlook", Grid, CarbonPrice)
_COLUMNS = {"grid_factor": ("kg_co2e_per_kwh", "factor"), "carbon_price": ("price_per_t_co2e", "price")}
"""The column of the numbers in the table that a key names, and their kind."""


@dataclass(frozen=True)
class FromZero(Value):
    """A plain decimal of at least 0."""

    def read(self, written: Written) -> Fraction:
        """Read it."""
        text = f"{written.value:f}" if isinstance(written.value, Decimal) else shown(written.value)
        if exact.NUMBER.fullmatch(text) and not text.startswith("-"):
            return exact.parse(text)
        like = self.needed or '"300"'
        raise FaultError(f"The value is {short(text)}. Write a number of at least 0: $key = {like}.")


@dataclass(frozen=True, slots=True)
class Levy:
    """What a levy's file says: its rates by name, and whom it meets."""

    title: Annotated[Names, ByLanguage(otherwise={})]
    source: Annotated[str, Text(needed='"…"', about="where the levy is written", otherwise="")]
    threshold_t: Annotated[Fraction, FromZero(key="threshold_t_co2e", needed='"25000"', otherwise=Fraction(0))]
    coefficient: Annotated[Fraction, FromZero(needed='"1"', otherwise=Fraction(0))]
    version: Annotated[str, Text()] = ""
    currency: Annotated[str, Text()] = ""
    rates: Mapping[str, Annotated[Fraction, FromZero()]] = field(default_factory=dict)

    def faults(self, table: Mapping[str, object]) -> Iterator[Fault]:
        """Ask for a rate at least."""
        if not table.get("rates"):
            yield "rates", 'There is no rate. Write [rates], and under it at least one: general = "300".'


def joined(scenario: Scenario, document: Document, folders: Sequence[Path]) -> Scenario:
    """Join the tables and the levy that a scenario names; the years that are written beside a table come first."""
    top = Written(document, (), document.tree)
    price = _with_table(scenario.carbon_price, top.below("carbon_price"), folders)
    price = replace(price, fee=_fee(price, top.below("carbon_price"), folders))
    return replace(scenario, grid=_with_table(scenario.grid, top.below("grid_factor"), folders), carbon_price=price)


def _with_table(outlook: _Outlook, written: Written, folders: Sequence[Path]) -> _Outlook:
    """Read the table that an outlook names, and put the years that are written beside it over those of the table."""
    if not outlook.file:
        return outlook
    file = found(outlook.file, folders)
    if file is None:
        why = f"There is no file \"{outlook.file}\" beside the scenario, in the folder's scenarios or in the library's."
        written.below("file").fault(why)
        return outlook
    column, kind = _COLUMNS[written.path[0]]
    content = table.read(file, outlook.file, ("year", column), ("source",), {})
    points, sources = dict[int, Number](), []
    for row, year in rows_by_year(content, "bad-outlook"):
        value = DecimalCell().take(content.cells(row, "bad-outlook"), column)
        if value is ABSENT or year in outlook.points:
            continue
        if amounts.is_outside(value, kind):
            why = f"The number is {row[column]}. {amounts.KINDS[kind].outside}"
            content.problem("bad-outlook", row, column, why)
        points[year] = Number(".".join((*written.path, str(year))), value, kind=kind)
        sources.append(row["source"])
    written.document.problems.extend(content.problems)
    written.document.beside["numbers"] += points.values()
    source = outlook.source or "; ".join(dict.fromkeys(filter(None, sources)))
    return replace(outlook, points=dict(sorted((points | dict(outlook.points)).items())), source=source)


def _fee(price: CarbonPrice, written: Written, folders: Sequence[Path]) -> Fee | None:
    """Read the levy that a carbon price names, with the rate it chooses."""
    if not price.rule:
        return None
    name, _, rate = price.rule.partition(":")
    file, rule = found(f"{LEVIES}/{name}.toml", folders), written.below("rule")
    if file is None:
        known = [each.stem for folder in folders for each in sorted(folder.glob(f"{LEVIES}/*.toml"))]
        rule.fault(f'"{short(name)}" is no levy. Nearest: {listed(nearest(name, known) or known)}.')
        return None
    try:
        document = opened(file, f"{LEVIES}/{file.name}", example="rates", code="bad-outlook")
    except BrokenTomlError as error:
        written.document.problems.append(error.problem)
        return None
    levy = records.read(Levy, document)
    written.document.problems.extend(document.problems)
    if document.problems:
        return None
    rate = rate or next(iter(levy.rates))
    if rate not in levy.rates:
        likely = listed(nearest(rate, levy.rates) or list(levy.rates))
        rule.fault(f'"{short(rate)}" is no rate of {name}. Nearest: {likely}.')
        return None
    return Fee(
        levy.rates[rate],
        price.threshold.value if price.threshold else levy.threshold_t,
        price.coefficient.value if price.coefficient else levy.coefficient,
        levy.source,
    )


def found(name: str, folders: Sequence[Path]) -> Path | None:
    """Return a file that a scenario names, without leaving the folders it may be in."""
    for folder in folders:
        path = folder / name
        try:
            if path.is_file() and folder.resolve() in path.resolve().parents:
                return path
        except OSError:  # a name longer than a file may have
            return None
    return None
