"""Points by year with straight lines between them: reductions of the base year, or renewable shares."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import Course, joined
from carbon.targets.refusing import refuse
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import Note


def of_reductions(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path of reductions; it begins with the base year at 0."""
    base = actuals.quantity[choice.base_year]
    points = {choice.base_year: Fraction(0)} | _within(choice, choice.rule.parameters.points)
    return Course({year: base * (1 - ratio) for year, ratio in joined(points, choice.years).items()})


def of_shares(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path of shares; it begins with the share of the base year and never falls."""
    own = {} if choice.share is None else {choice.target_year: choice.share}
    points = {choice.base_year: actuals.quantity[choice.base_year]}
    highest = points[choice.base_year]
    for year, share in sorted(_within(choice, own or choice.rule.parameters.points).items()):
        highest = points[year] = max(highest, share)
    notes = () if choice.share is None else (Note("share_instead"),)
    return Course(joined(points, choice.years), notes)


def _within(choice: TargetChoice, points: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Return the points after the base year; the target year lies among them or between two."""
    later = {year: point for year, point in points.items() if year > choice.base_year}
    if not later or max(later) < choice.target_year:
        last = max(points, default=None)
        why = f"The last point of {choice.rule.id} is in {last}: choose a base year before it and a target year"
        refuse("bad-target", "--target-year", f"{why} up to then.")
    return later
