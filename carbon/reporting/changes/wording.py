"""The words of reports of changes, in English and Traditional Chinese."""

from __future__ import annotations

from fractions import Fraction

from carbon import exact
from carbon.reporting import widths, words
from carbon.terms import KG_PER_T

PLACES = 6


def word(key: str, language: str) -> str:
    """Return a word."""
    if key == "comma":
        key = "mark/comma"
    elif key not in {"location_based", "market_based"}:
        key = f"change/{key}"
    return words.word(key, language)


def tonnes(kg: Fraction | None, language: str = "en") -> str:
    """Write a change [kg] in tonnes with its sign."""
    if kg is None:
        return word("not_told", language)
    return signed(kg / KG_PER_T)


def signed(number: Fraction, places: int = PLACES) -> str:
    """Write a change with its sign, also if it is an increase."""
    written = exact.grouped(number, places)
    return f"+{written}" if number > 0 else written


def figure(name: str, method: str, language: str) -> str:
    """Name a figure with its scope 2 method."""
    plain = widths.printable(name.replace("scope1_and_2", "scope1+scope2"))
    return plain + (words.bracketed(word(method, language), language) if method else "")
