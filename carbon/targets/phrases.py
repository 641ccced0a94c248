"""Sentences about targets: notes, verdicts, scopes and quantities, written in a language."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.model import exact
from carbon.model.terms import KG_PER_T, RuleStatus, TargetQuantity
from carbon.tables import words
from carbon.targets.rule import TargetRule
from carbon.targets.target_result import Check, Note, NoteValue, TargetResult

PERCENT_PLACES = 2
HUNDRED = 100


def note(one: Note, language: str) -> str:
    """Write a note."""
    sentence = words.word(f"note/{one.key}", language)
    return sentence.format(**{name: _value(value, language) for name, value in one.values.items()})


def _value(value: NoteValue, language: str) -> str:
    """Write what stands in a note: a ratio as percent, ratios by year in a row, a text in its language."""
    if isinstance(value, Fraction):
        return short(value)
    if isinstance(value, Mapping):
        years = {year: share for year, share in value.items() if isinstance(share, Fraction)}
        if years or not value:
            return _by_year(years, language)
        return words.named({str(key): str(text) for key, text in value.items()}, language)
    return str(value)


def _by_year(shares: Mapping[int | str, Fraction], language: str) -> str:
    """Write shares by year."""
    shape = words.word("target/share_in", language)
    return words.enumerated([shape.format(share=short(share), year=year) for year, share in shares.items()], language)


def percent(ratio: Fraction) -> str:
    """Write a ratio as a number of percent for a reader."""
    return exact.grouped(ratio * HUNDRED, PERCENT_PLACES)


def short(ratio: Fraction) -> str:
    """Write a ratio as a number of percent with no more decimals than it needs, two at most.

    >>> short(Fraction(1, 20)), short(Fraction(1, 8)), short(Fraction(1, 3))
    ('5', '12.5', '33.33')
    """
    return exact.text(ratio * HUNDRED, PERCENT_PLACES).removesuffix(".0")


def change(reduction: Fraction, language: str) -> str:
    """Write a reduction as what it did: `42.00 % lower`."""
    return words.word(f"target/{'higher' if reduction < 0 else 'lower'}", language).format(percent(abs(reduction)))


def verdict(check: Check, rule: TargetRule, language: str) -> str:
    """Write whether a check is met; under an experimental rule only what would be, by our reading of its source."""
    plain = verdict_word(check, rule, language)
    if check.met is None or rule.status is not RuleStatus.EXPERIMENTAL:
        return plain
    return words.word("target/by_reading", language).format(verdict=plain, reading=reading(rule, language))


def verdict_word(check: Check, rule: TargetRule, language: str) -> str:
    """Write whether a check is met in a word or two."""
    if check.met is None:
        return words.word("target/not_assessed", language)
    key = "met" if check.met else "not_met"
    if rule.status is RuleStatus.EXPERIMENTAL:
        key = "would_be_met" if check.met else "would_not_be_met"
    return words.word(f"target/{key}", language)


def reading(rule: TargetRule, language: str) -> str:
    """Say that a rule is our reading of its source."""
    return words.word("target/reading", language).format(rule.source.partition(",")[0] + ", " + _second(rule.source))


def _second(source: str) -> str:
    """Return what a source names after its publisher, up to the next comma."""
    return source.partition(",")[2].partition(",")[0].strip()


def status(rule: TargetRule, language: str) -> str:
    """Write how a rule stands, with its days."""
    parts = [words.word(f"target/{rule.status}", language)]
    if rule.valid_from:
        parts.append(words.word("target/valid_from", language).format(rule.valid_from))
    if rule.valid_to:
        parts.append(words.word("target/valid_to", language).format(rule.valid_to))
    return words.word("mark/clause", language).join(parts)


def about(result: TargetResult, language: str) -> str:
    """Say what a target is about: scopes with their method, a share, an activity."""
    if result.quantity is TargetQuantity.RENEWABLE_SHARE:
        return words.word("renewable_share", language).partition(" [")[0]
    if result.quantity is TargetQuantity.ELECTRICITY_MWH:
        return words.word("electricity_use", language).partition(" [")[0]
    if result.quantity is TargetQuantity.ACTIVITY:
        return result.activity_names.get(language) or result.activity
    return words.with_method(_scopes(result, language), result.method, language)


def _scopes(result: TargetResult, language: str) -> str:
    """Name the scopes."""
    key = "scope_" + "_and_".join(map(str, result.scopes))
    numbers = words.word("mark/plus", language).join(map(str, result.scopes))
    return words.word(key if key in words.WORDS else "scopes", language).format(numbers)


def unit(result: TargetResult, language: str = "en") -> str:
    """Return the unit that a reader sees: tonnes for kilograms, percent for a share."""
    return "%" if result.unit == "ratio" else result.unit.replace("kg CO2e", words.word("t_co2e", language))


def shown(result: TargetResult, quantity: Fraction) -> Fraction:
    """Return a quantity in the unit that a reader sees, exactly."""
    if result.unit == "ratio":
        return quantity * HUNDRED
    return quantity / KG_PER_T if result.unit.startswith("kg CO2e") else quantity
