"""Contraction of an intensity, economic or physical: a yearly rate that compounds."""

from __future__ import annotations

from fractions import Fraction

from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import Course, contraction
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import Note


def minimum_reduction(rate: Fraction, base_year: int, target_year: int, reference_year: int | None) -> Fraction:
    """Return the least reduction of the intensity [ratio].

    ``R = 1 - (1 - r)^n`` with ``n = TY - BY``, and ``n = TY - reference year`` for a base year after it (SBTi
    Corporate Near-Term Criteria, economic and physical intensity convergence). Exact: the power is of a fraction.
    """
    late = reference_year is not None and base_year > reference_year
    start = reference_year if late and reference_year is not None else base_year
    return 1 - (1 - rate) ** (target_year - start)


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path. The rule sets only its end; a straight line leads there."""
    parameters = choice.rule.parameters
    assert parameters.rate is not None
    years = (choice.base_year, choice.target_year)
    reduction = minimum_reduction(parameters.rate, *years, parameters.reference_year)
    values = contraction(actuals.quantity[choice.base_year], reduction, choice.years)
    return Course(values, (Note("line_is_straight"),))
