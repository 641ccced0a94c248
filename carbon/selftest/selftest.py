"""The selftest: what others published, recomputed by the code that makes inventories, and read by a name each.

Of one quantity: `co2e` (in the activity's own account), `co2e_with_montreal_gases`, `co2e_with_upstream`, or a gas,
whose mass is meant. Of an example inventory: see `MEASURES`; what comes after the first `/` says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

from carbon import library
from carbon.accounting import totals
from carbon.accounting.folder import Folder
from carbon.accounting.inventory import inventories
from carbon.accounting.ledger import Ledger
from carbon.accounting.meanings import Line, Meanings
from carbon.accounting.postings import YearBook
from carbon.accounting.result import InventoryResult
from carbon.accounting.year_postings import post_year
from carbon.activity_data.source import Signature
from carbon.activity_data.sums import SCALE, Sums
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.model import exact
from carbon.model.periods import days, month_number
from carbon.model.problems import Place, Problem, ProblemsError
from carbon.model.terms import MONTREAL_ACCOUNT, UPSTREAM_ACCOUNT, Scope2Method, UpstreamDecision
from carbon.selftest.published import PublishedValue, Question
from carbon.settings import FactorSettings, Settings, Upstream, YearSettings
from carbon.units import Unit

CO2E = "co2e"
WITH_MONTREAL_GASES, WITH_UPSTREAM = "co2e_with_montreal_gases", "co2e_with_upstream"
_BESIDE = {CO2E: set[str](), WITH_MONTREAL_GASES: {MONTREAL_ACCOUNT}, WITH_UPSTREAM: {UPSTREAM_ACCOUNT}}


class NoMeasureError(LookupError):
    """Raised when a result has not what is asked for."""


def measure_of_quantity(book: YearBook, measure: str) -> Fraction:
    """Return a measure of a book of one quantity [kg], scope 2 location-based.

    Raise NoMeasureError if nothing was posted that it is about.
    """
    if measure not in _BESIDE:
        gases = [
            posting
            for posting in book.in_totals()
            if posting.gas == measure and posting.method is not Scope2Method.MARKET
        ]
        return _added((posting.kg for posting in gases), measure)
    (entry,) = book.entries
    wanted = {entry.line.activity.account, *_BESIDE[measure]}
    accounts, outside = totals.by_account(book)
    figures = [
        total.kg_co2e
        for total in (*accounts, *outside)
        if total.account.id in wanted and total.method is not Scope2Method.MARKET
    ]
    return _added(figures, measure)


def measure_of_inventory(result: InventoryResult, measure: str) -> Fraction:
    """Return a measure of an inventory [kg, kg CO2e, MWh or %]; raise NoMeasureError if the inventory has it not."""
    name, _, which = measure.partition("/")
    if name not in MEASURES:
        raise NoMeasureError(f"There is no measure {measure}.")
    return _added(MEASURES[name](result, which), measure)


def _added(figures: Iterable[Fraction | None], measure: str) -> Fraction:
    """Add figures up, of which there is at least one and none is missing."""
    present = [figure for figure in figures if figure is not None]
    if not present:
        raise NoMeasureError(f"The result has no {measure}.")
    return sum(present, Fraction(0))


def _scope(result: InventoryResult, which: str) -> list[Fraction | None]:
    """Return a scope's total: `3`, `2/market_based`."""
    scope, _, method = which.partition("/")
    return [result.total(int(scope), Scope2Method(method) if method else None)]


def _gas_kg(result: InventoryResult, gas: str) -> list[Fraction | None]:
    """Return the mass of a gas in the accounts of scope 1."""
    return [
        gas_total.kg
        for total in result.accounts
        if total.account.scope == 1
        for gas_total in total.gases
        if gas_total.gas == gas
    ]


def _gas_co2e(result: InventoryResult, gas: str) -> list[Fraction | None]:
    """Return what a gas comes to in the accounts of scope 1."""
    accounts = [total for total in result.accounts if total.account.scope == 1]
    return [gas_total.kg_co2e for total in accounts for gas_total in total.gases if gas_total.gas == gas]


def _intensity(result: InventoryResult, which: str) -> list[Fraction | None]:
    """Return an intensity: metric, numerator and method."""
    metric, numerator, method = which.split("/")
    return [
        intensity.kg_co2e_per_unit
        for intensity in result.intensity
        if (intensity.metric, intensity.numerator, intensity.method) == (metric, numerator, method)
    ]


def _renewable_share(result: InventoryResult, _: str) -> list[Fraction | None]:
    """Return the renewable share of electricity [%]."""
    return [result.electricity.renewable_share_percent] if result.electricity else []


MEASURES: dict[str, Callable[[InventoryResult, str], list[Fraction | None]]] = {
    "scope": _scope,
    "gas_kg": _gas_kg,
    "gas_co2e": _gas_co2e,
    "intensity": _intensity,
    "renewable_share": _renewable_share,
    "electricity": lambda result, _: [result.electricity.mwh] if result.electricity else [],
    "energy": lambda result, _: [use.mwh for use in result.energy],
    "excluded": lambda result, which: [item.kg_co2e for item in result.excluded if item.activity == which],
    "avoided": lambda result, _: [item.kg_co2e for item in result.avoided],
}
"""What can be read of an inventory, each by what comes after its name."""


class _Written(Sums):
    """The engine's answer for one quantity in one month."""

    def __init__(self, month: int, quantity: Fraction) -> None:
        scaled = quantity * SCALE
        if scaled.denominator != 1:
            raise ValueError(f"{quantity} has more decimals than a quantity may have")
        self._group = (0, 0, month, 1, int(scaled), 1)

    def added_up(self, locations: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int, int, int, int, int]]:  # noqa: ARG002 - the only one
        """Yield the one group."""
        yield self._group


def book_of_quantity(
    books: FactorBooks, settings: Settings, signature: Signature, period: str, quantity: Fraction
) -> YearBook:
    """Make the year book of a quantity.

    Raise ProblemsError if the activity or the unit is not understood, or there is no factor.

    Parameters
    ----------
    books
        The library.
    settings
        What carbon.toml would say, with one inventory year.
    signature
        Activity and unit, as they would be written.
    period
        A month, as it would be written.
    quantity
        With at most 9 decimals.
    """
    line = Meanings(books, settings, {}).line(signature)
    if not isinstance(line, Line):
        raise ProblemsError(Problem(fault.code, fault.why, Place(column=fault.column)) for fault in line)
    bounds = days(period)
    assert bounds is not None, period
    common = {(0, 0): (settings.geography, None, "")}
    ledger = Ledger(_Written(month_number(bounds[0]), quantity), [line], [None], common)
    (year,) = settings.years.values()
    book = post_year(Folder(settings, books), ledger, year)
    if book.faults:
        raise ProblemsError(Problem(fault.code, fault.why, Place(column=fault.column)) for _, fault in book.faults)
    return book


PERCENT = "%"
_WITHIN = {"mass": "kg", "energy": "MWh"}
"""The units of results, by what they measure."""


class Agreement(StrEnum):
    """How a figure recomputed stands to the one that is printed."""

    AGREES = "agrees"
    DIFFERS = "differs"
    KNOWN = "differs, known"


@dataclass(frozen=True, slots=True)
class Finding:
    """A published value and what it was recomputed to, in its own unit (None if that failed), and why they differ."""

    published: PublishedValue
    recomputed: Fraction | None
    agreement: Agreement
    why: str = ""


class Selftest:
    """Recomputes published values; the library and the examples are read once."""

    def __init__(self) -> None:
        self._books = FactorBooks(None)
        self._inventories = cache(_example)

    def findings(self, values: Iterable[PublishedValue]) -> list[Finding]:
        """Recompute published values, each by itself."""
        return [self._finding(value) for value in values]

    def _finding(self, value: PublishedValue) -> Finding:
        """Recompute a published value and hold it against what is printed."""
        try:
            recomputed = self._in_printed_unit(value, self._answer(value.question))
        except ProblemsError as error:
            return Finding(value, None, Agreement.DIFFERS, " ".join(problem.why for problem in error.problems))
        except NoMeasureError as error:
            return Finding(value, None, Agreement.DIFFERS, str(error))
        rounded = exact.fixed(recomputed, value.places)
        if rounded != value.recomputed:
            why = (
                ""
                if value.recomputed == value.printed
                else f"It is known to come to {value.recomputed}: {value.reason}"
            )
            return Finding(value, recomputed, Agreement.DIFFERS, why)
        agreement = Agreement.AGREES if rounded == value.printed else Agreement.KNOWN
        return Finding(value, recomputed, agreement, value.reason)

    def _answer(self, question: Question) -> Fraction:
        """Return what a published value asks for [kg, MWh or %]."""
        if question.example:
            return measure_of_inventory(self._inventories(question.example)[int(question.period)], question.measure)
        signature = Signature(question.activity, question.unit, None, None, None)
        settings = _settings(question, self._books.catalogue.activities[question.activity].carrier)
        book = book_of_quantity(self._books, settings, signature, question.period, question.quantity)
        return measure_of_quantity(book, question.measure)

    def _in_printed_unit(self, value: PublishedValue, figure: Fraction) -> Fraction:
        """Bring a figure to the unit in which it is printed."""
        word = value.printed_unit.split(maxsplit=1)[0]
        if word == PERCENT:
            return figure
        unit = self._books.vocabulary.find(word)
        assert isinstance(unit, Unit), word
        return figure * self._books.vocabulary.ratio(self._books.vocabulary.unit(_WITHIN[unit.dimension]), unit)


def _example(name: str) -> dict[int, InventoryResult]:
    """Compute all years of an example inventory."""
    return {result.year: result for result in inventories(library.examples() / name)}


def _settings(question: Question, carrier: str) -> Settings:
    """Return what carbon.toml would say of a quantity."""
    bounds = days(question.period)
    assert bounds is not None, question.period
    year = bounds[0].year
    factors = FactorSettings(
        question.datasets,
        question.heating_values,
        {question.activity: question.earlier_years},
        0,
        {question.activity: question.variant} if question.variant else {},
    )
    upstream = {carrier: Upstream(UpstreamDecision.COMPUTE)} if question.measure == WITH_UPSTREAM else {}
    years = {year: YearSettings(year, date(year, 1, 1), date(year, 12, 31), question.factors_as_of)}
    return Settings("", question.geography, question.gwp_set, years, factors=factors, upstream=upstream)
