"""Five-year cycles: one scope, and a rate or a share that the rule leaves to its own tool, so the user gives it."""

from __future__ import annotations

from carbon.model.terms import Scope2Method
from carbon.targets.actuals import Actuals
from carbon.targets.forms.course import ONE, Course, contraction, joined
from carbon.targets.refusing import refuse
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import Note


def course(choice: TargetChoice, actuals: Actuals) -> Course:
    """Draw the path of one cycle: a share to be reached, or a yearly rate of the base year's emissions."""
    base = actuals.quantity[choice.base_year]
    _refuse_what_the_rule_has_not(choice)
    notes = (Note("rate_is_yours"),)
    if choice.share is not None:
        points = {choice.base_year: base, choice.target_year: max(base, choice.share)}
        return Course(joined(points, choice.years), (Note("share_is_yours"), Note("renewable_only")))
    assert choice.rate is not None
    reduction = min(ONE, choice.rate * (choice.target_year - choice.base_year))
    return Course(contraction(base, reduction, choice.years), notes)


def _refuse_what_the_rule_has_not(choice: TargetChoice) -> None:
    """Refuse scopes together, a cycle that is too long, and scope 2 by the market-based method."""
    rule, longest = choice.rule, choice.rule.parameters.cycle_years
    if choice.share is None and len(choice.scopes) != 1:
        why = f"Under {rule.id} each scope has a target of its own. Run once with --scopes 1 and once with --scopes 2."
        refuse("bad-target", "--scopes", why)
    if longest is not None and choice.target_year - choice.base_year > longest:
        why = f"A cycle lasts {longest} years at most: choose a target year up to {choice.base_year + longest}."
        refuse("bad-target", "--target-year", why)
    if choice.share is None and choice.method is Scope2Method.MARKET:
        why = f"Under {rule.id} a reduction of scope 2 is measured location-based: --scope2-method location_based.\n"
        refuse("bad-target", "--scope2-method", why + "The other way is a share of electricity: --share PERCENT.")
    if choice.share is None and choice.rate is None:
        why = f"The yearly rate of {rule.id} comes out of SBTi's own tool and is not published.\nGive yours: --rate"
        refuse("bad-target", "--rate", f"{why} PERCENT; for scope 2 also as a share of electricity: --share PERCENT.")
