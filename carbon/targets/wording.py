"""What may be said of a target, in one phrase for every place: tables, JSON, CSV, plans and charts.

Whether it is met is more than arithmetic: a figure stands above, on or below a line; beside that stands how many checks
of the rule are not met, and how the rule itself stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.model import exact
from carbon.model.terms import KG_PER_T, RuleStatus, TargetQuantity
from carbon.tables import words
from carbon.targets.rules import TargetRule
from carbon.targets.target_result import Check, Note, NoteValue, TargetResult


def claim(target: TargetResult, gap: Fraction | None, language: str) -> str:
    """Say how a figure stands to a target, how many checks are not met, and how the rule stands.

    Return like `below the line; 2 of 6 checks not met, 3 not assessed; rule superseded`.

    Parameters
    ----------
    gap
        What is missing to the target [its unit]: above 0 where the line is not kept; None where there is no figure.
    language
        `en` or `zh`.
    """
    return join_claims([position(target, gap, language), *checks_and_rule(target, language)], language)


def latest_claim(target: TargetResult, language: str) -> str:
    """Say how the last inventory year on the path stands to it: `2024: below the line; …`."""
    year, path, quantity = next(
        (row.year, row.path, row.quantity) for row in reversed(target.progress) if row.path is not None
    )
    gap = path - quantity if target.rule.least else quantity - path
    return f"{year}{words.colon(language)}{claim(target, gap, language)}"


def join_claims(parts: list[str], language: str) -> str:
    """Join what is said of a target into one phrase."""
    return words.listed(filter(None, parts), language)


def checks_and_rule(target: TargetResult, language: str) -> list[str]:
    """Return what stands beside every figure: the checks, and how the rule stands."""
    return [part for part in (checks_claim(target, language), rule_claim(target, language)) if part]


def place(target: TargetResult, gap: Fraction | None) -> str | None:
    """Return where a figure stands to its line: `above`, `on` or `below`; None without a figure."""
    if gap is None:
        return None
    if not gap:
        return "on"
    return "above" if (gap > 0) is not target.rule.least else "below"


def position(target: TargetResult, gap: Fraction | None, language: str) -> str:
    """Say where a figure stands to its line."""
    return words.word(f"target/place/{place(target, gap)}", language)


def kept_in(target: TargetResult, share: str, language: str) -> str:
    """Say in which share of draws [%] the line is kept."""
    return words.word("target/kept_in_least" if target.rule.least else "target/kept_in", language).format(share)


def kept_line(target: TargetResult, language: str) -> str:
    """Say that a line is kept in every year, how many checks are not met, and how the rule stands."""
    kept = words.word("target/kept_least" if target.rule.least else "target/kept", language)
    return join_claims([kept, *checks_and_rule(target, language)], language)


def not_met(target: TargetResult) -> list[Check]:
    """Return the checks that are not met."""
    return [check for check in target.checks if check.met is False]


def not_assessed(target: TargetResult) -> list[Check]:
    """Return the checks that are not assessed."""
    return [check for check in target.checks if check.met is None]


def checks_claim(target: TargetResult, language: str) -> str:
    """Say how many checks of the rule are not met or not assessed; nothing of a rule without checks."""
    count, failed, left = len(target.checks), len(not_met(target)), len(not_assessed(target))
    if not count:
        return ""
    would = "would_" if target.experimental else ""
    key = f"{would}checks_failed" + ("_and_left" if left else "")
    if not failed:
        key = "checks_left" if left else f"{would}all_checks"
    return words.word(f"target/{key}", language).format(failed=failed, left=left, count=count)


def rule_claim(target: TargetResult, language: str) -> str:
    """Say how the rule stands; of a choice that departs from it, that the target is one's own in its form."""
    if target.choice.departs:
        return words.word("target/claim/departed", language).format(target.id)
    if not target.rule.conformity:
        return words.word("target/claim/no_verdict", language)
    return words.word(f"target/claim/{target.rule.status}", language)


PERCENT_PLACES = 2
HUNDRED = 100


def write_note(note: Note, language: str) -> str:
    """Write a note."""
    sentence = words.word(f"note/{note.key}", language)
    return sentence.format(**{name: _value(value, language) for name, value in note.values.items()})


def _value(value: NoteValue, language: str) -> str:
    """Write what stands in a note: a ratio as percent, ratios by year in a row, a text in its language."""
    if isinstance(value, Fraction):
        return short_percent(value)
    if isinstance(value, Mapping):
        years = {year: share for year, share in value.items() if isinstance(share, Fraction)}
        if years or not value:
            return _by_year(years, language)
        return words.named({str(key): str(text) for key, text in value.items()}, language)
    return str(value)


def _by_year(shares: Mapping[int | str, Fraction], language: str) -> str:
    """Write shares by year."""
    shape = words.word("target/share_in", language)
    return words.enumerated(
        [shape.format(share=short_percent(share), year=year) for year, share in shares.items()], language
    )


def percent(ratio: Fraction) -> str:
    """Write a ratio as a number of percent for a reader."""
    return exact.grouped(ratio * HUNDRED, PERCENT_PLACES)


def short_percent(ratio: Fraction) -> str:
    """Write a ratio as a number of percent with no more decimals than it needs, two at most.

    >>> short_percent(Fraction(1, 20)), short_percent(Fraction(1, 8)), short_percent(Fraction(1, 3))
    ('5', '12.5', '33.33')
    """
    return exact.text(ratio * HUNDRED, PERCENT_PLACES).removesuffix(".0")


def write_change(reduction: Fraction, language: str) -> str:
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


def subject(result: TargetResult, language: str) -> str:
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


def shown_unit(result: TargetResult, language: str = "en") -> str:
    """Return the unit that a reader sees: tonnes for kilograms, percent for a share."""
    return "%" if result.unit == "ratio" else result.unit.replace("kg CO2e", words.word("t_co2e", language))


def in_shown_unit(result: TargetResult, quantity: Fraction) -> Fraction:
    """Return a quantity in the unit that a reader sees, exactly."""
    if result.unit == "ratio":
        return quantity * HUNDRED
    return quantity / KG_PER_T if result.unit.startswith("kg CO2e") else quantity
