"""Absolute contraction: a yearly rate of the base year's emissions, counted from a reference year at the latest."""

from __future__ import annotations

from fractions import Fraction

from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import ONE, Course, contraction
from carbon.targets.refusing import refuse
from carbon.targets.rule import Ambition, TargetChoice, TargetRule


def minimum_reduction(rate: Fraction, base_year: int, target_year: int, reference_year: int | None) -> Fraction:
    """Return the least reduction from base year to target year [ratio].

    ``R = r (TY - BY)``, and ``R = r (TY - reference year)`` for a base year after it, so that a late base year does
    not lower the bar (SBTi Corporate Near-Term Criteria, absolute contraction approach). Never more than everything.

    >>> minimum_reduction(Fraction(42, 1000), 2018, 2030, 2020)
    Fraction(63, 125)
    """
    late = reference_year is not None and base_year > reference_year
    start = reference_year if late and reference_year is not None else base_year
    return min(ONE, rate * (target_year - start))


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path, linear on the base year's emissions."""
    rate = ambition(choice.rule, choice.scopes).rate
    reference = choice.rule.parameters.reference_year
    reduction = minimum_reduction(rate, choice.base_year, choice.target_year, reference)
    return Course(contraction(actuals.quantity[choice.base_year], reduction, choice.years))


def ambition(rule: TargetRule, scopes: tuple[int, ...]) -> Ambition:
    """Return what a rule asks of some scopes.

    Raises
    ------
    ProblemsError
        If it asks nothing of them, or not of all together.
    """
    known = rule.parameters.ambitions
    found = next((each for each in known if set(scopes) <= set(each.scopes)), None)
    if found is None:
        asked = ", ".join(map(str, scopes))
        commands = " and ".join(f"--scopes {','.join(map(str, each.scopes))}" for each in known)
        why = f"The rule {rule.id} has no target for the scopes {asked} together: their rates differ.\n"
        refuse("bad-target", "--scopes", f"{why}Set separate targets: {commands}.")
    return found
