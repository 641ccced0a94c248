"""What goes beyond what there is, in words: a saving or a contract that counts for nothing is never lost in silence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from carbon import exact
from carbon.pathways.beyond import Beyond
from carbon.reporting import words
from carbon.reporting.json_text import Value, figure
from carbon.reporting.pathways.wording import word
from carbon.terms import KG_PER_T

PLACES = 1


def lines(found: Sequence[Beyond], language: str) -> list[str]:
    """Return a line for each lever that goes beyond."""
    return [sentence(each, language) for each in found]


def sentence(each: Beyond, language: str) -> str:
    """Say how much of a lever counts for nothing, and when."""
    unit, years = _unit(each), sorted(each.by_year)
    most = exact.grouped(max(each.by_year.values()) / _divisor(each), PLACES)
    whole = exact.grouped(sum(each.by_year.values(), Fraction(0)) / _divisor(each), PLACES)
    named = each.names.get(language) or each.names.get("en")
    name = f"{named}{words.bracketed(each.id, language)}" if named else each.id
    key = "beyond_load" if each.id == "renewable" else "beyond_saving"
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return word(key, language).format(name=name, most=most, whole=whole, unit=unit, years=span)


def value(found: Sequence[Beyond]) -> list[Value]:
    """Return what goes beyond as the value that JSON is written from."""
    return [
        {
            "lever": each.id,
            "unit": _unit(each),
            "years": [{"year": year, "quantity": figure(each.by_year[year] / _divisor(each))} for year in each.by_year],
            "words": {language: sentence(each, language) for language in words.LANGUAGES},
        }
        for each in found
    ]


def _unit(each: Beyond) -> str:
    return "MWh" if each.unit == "MWh" else "t CO2e"


def _divisor(each: Beyond) -> int:
    return 1 if each.unit == "MWh" else KG_PER_T
