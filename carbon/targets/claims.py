"""What may be said of a target, in one phrase for every place: tables, JSON, CSV, plans and charts.

Whether it is met is more than arithmetic: a figure stands above, on or below a line; beside that stands how many checks
of the rule are not met, and how the rule itself stands.
"""

from __future__ import annotations

from fractions import Fraction

from carbon.tables import words
from carbon.targets.target_result import Check, TargetResult


def claim(target: TargetResult, gap: Fraction | None, language: str) -> str:
    """Say how a figure stands to a target, how many checks are not met, and how the rule stands.

    Parameters
    ----------
    gap
        What is missing to the target [its unit]: above 0 where the line is not kept; None where there is no figure.
    language
        `en` or `zh`.

    Returns
    -------
    str
        Like `below the line; 2 of 6 checks not met, 3 not assessed; rule superseded`.
    """
    return joined([position(target, gap, language), *beside(target, language)], language)


def standing(target: TargetResult, language: str) -> str:
    """Say how the last inventory year on the path stands to it: `2024: below the line; …`."""
    year, path, quantity = next(
        (one.year, one.path, one.quantity) for one in reversed(target.progress) if one.path is not None
    )
    gap = path - quantity if target.rule.least else quantity - path
    return f"{year}{words.colon(language)}{claim(target, gap, language)}"


def joined(parts: list[str], language: str) -> str:
    """Join what is said of a target into one phrase."""
    return words.listed(filter(None, parts), language)


def beside(target: TargetResult, language: str) -> list[str]:
    """Return what stands beside every figure: the checks, and how the rule stands."""
    return [part for part in (checks(target, language), rule(target, language)) if part]


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
    return joined([kept, *beside(target, language)], language)


def not_met(target: TargetResult) -> list[Check]:
    """Return the checks that are not met."""
    return [check for check in target.checks if check.met is False]


def not_assessed(target: TargetResult) -> list[Check]:
    """Return the checks that are not assessed."""
    return [check for check in target.checks if check.met is None]


def checks(target: TargetResult, language: str) -> str:
    """Say how many checks of the rule are not met or not assessed; nothing of a rule without checks."""
    count, failed, left = len(target.checks), len(not_met(target)), len(not_assessed(target))
    if not count:
        return ""
    would = "would_" if target.experimental else ""
    key = f"{would}checks_failed" + ("_and_left" if left else "")
    if not failed:
        key = "checks_left" if left else f"{would}all_checks"
    return words.word(f"target/{key}", language).format(failed=failed, left=left, count=count)


def rule(target: TargetResult, language: str) -> str:
    """Say how the rule stands; of a choice that departs from it, that the target is one's own in its form."""
    if target.choice.departs:
        return words.word("target/claim/departed", language).format(target.id)
    if not target.rule.conformity:
        return words.word("target/claim/no_verdict", language)
    return words.word(f"target/claim/{target.rule.status}", language)
