"""Contraction from the most recent year: past cuts don't lower the bar."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.targets.actuals import Actuals
from carbon.targets.forms.absolute import ambition
from carbon.targets.forms.course import ONE, Course, contraction
from carbon.targets.refusing import refuse
from carbon.targets.rule import NetZero, TargetChoice
from carbon.targets.target_result import Note


def needed_rate(
    by_scope: Mapping[int, Fraction],
    base: Fraction,
    net_zero: Mapping[int, NetZero],
    floor: Fraction,
    years: tuple[int, int, int],
) -> Fraction:
    """Return the yearly rate [ratio of the base year per year].

    Parameters
    ----------
    by_scope
        Emissions of the most recent year [kg CO2e] by scope.
    base
        Emissions of the base year [kg CO2e].
    net_zero
        Net zero by scope.
    floor
        The least rate, applied after the scopes are blended.
    years
        Base year, most recent year, target year.

    Notes
    -----
    ``d_s = NZA_s/(NZY_s - MRY)``, ``TE = E_MRY (1 - sum w_s d_s (TY - MRY))`` with each scope's share w of the most
    recent year, ``rate = max(floor, (E_BY - TE)/E_BY/(TY - BY))`` (SBTi Near-Term Criteria V5.3.1 and Net-Zero
    Standard V1.3.1, Method Appendix, as two implementations read it). A scope falls no further than its net zero.
    """
    first, recent, target = years
    remaining = Fraction(0)
    for scope, emissions in by_scope.items():
        goal = net_zero[scope]
        cut = goal.reduction * Fraction(target - recent, goal.year - recent) if goal.year > recent else goal.reduction
        remaining += emissions * (1 - min(cut, goal.reduction))
    return max(floor, (base - remaining) / base / (target - first))


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path, linear on the base year's emissions."""
    recent = choice.most_recent_year or max(year for year in actuals.quantity if year < choice.target_year)
    if not choice.base_year <= recent < choice.target_year:
        why = f"The most recent year {recent} is not between the base year and the target year."
        refuse("bad-target", "--most-recent-year", why)
    if recent not in actuals.by_scope:
        known = ", ".join(map(str, actuals.quantity))
        refuse("bad-target", "--most-recent-year", f"There is no inventory with these scopes in {recent}, but {known}.")
    floor = ambition(choice.rule, choice.scopes).rate
    base = actuals.quantity[choice.base_year]
    years = (choice.base_year, recent, choice.target_year)
    rate = needed_rate(actuals.by_scope[recent], base, _net_zero(choice), floor, years)
    reduction = min(ONE, rate * (choice.target_year - choice.base_year))
    notes = (Note("rate_from_recent_year", {"rate": rate, "year": recent, "floor": floor}),)
    return Course(contraction(base, reduction, choice.years), notes)


def _net_zero(choice: TargetChoice) -> dict[int, NetZero]:
    """Return net zero by scope; an earlier year of the organisation's own replaces the rule's."""
    known = choice.rule.parameters.net_zero
    missing = [scope for scope in choice.scopes if scope not in known]
    if missing:
        refuse("bad-target", "--scopes", f"The rule {choice.rule.id} names no net zero for scope {missing[0]}.")
    own = choice.net_zero_year
    return {
        scope: NetZero(known[scope].reduction, min(own or known[scope].year, known[scope].year))
        for scope in choice.scopes
    }
