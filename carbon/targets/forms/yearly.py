"""A yearly rate, of the previous year as it turned out, or compounding from the base year."""

from __future__ import annotations

from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import Course
from carbon.targets.refusing import refuse
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import Note


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path: each year the rate less than the year before."""
    parameters = choice.rule.parameters
    rate = choice.rate if choice.rate is not None else parameters.rate
    if rate is None:
        refuse("bad-target", "--rate", f"The rule {choice.rule.id} names no yearly rate. Give one: --rate PERCENT.")
    rolling = parameters.against == "previous_year"
    values = {choice.base_year: actuals.quantity[choice.base_year]}
    for year in choice.years[1:]:
        before = actuals.quantity.get(year - 1) if rolling else None
        values[year] = (values[year - 1] if before is None else before) * (1 - rate)
    return Course(values, (Note("rolling" if rolling else "compounding", {"rate": rate}),))
