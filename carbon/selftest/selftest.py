"""The selftest: what others published, recomputed by the code that makes inventories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache

from carbon import library
from carbon.accounting.inventory import inventories
from carbon.accounting.result import InventoryResult
from carbon.activity_data.source import Signature
from carbon.factors.datasets.library import FactorBooks
from carbon.model import exact
from carbon.model.periods import days
from carbon.model.problems import ProblemsError
from carbon.model.terms import UpstreamDecision
from carbon.selftest import measures, one_quantity
from carbon.selftest.published import PublishedValue, Question
from carbon.settings import FactorSettings, Settings, Upstream, YearSettings
from carbon.units import Unit

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
        except measures.NoMeasureError as error:
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
            return measures.of_inventory(self._inventories(question.example)[int(question.period)], question.measure)
        signature = Signature(question.activity, question.unit, None, None, None)
        settings = _settings(question, self._books.catalogue.activities[question.activity].carrier)
        book = one_quantity.opened(self._books, settings, signature, question.period, question.quantity)
        return measures.of_quantity(book, question.measure)

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
    upstream = {carrier: Upstream(UpstreamDecision.COMPUTE)} if question.measure == measures.WITH_UPSTREAM else {}
    years = {year: YearSettings(year, date(year, 1, 1), date(year, 12, 31), question.factors_as_of)}
    return Settings("", question.geography, question.gwp_set, years, factors=factors, upstream=upstream)
