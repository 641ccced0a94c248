"""What a rule checks beside the reduction. None is not assessed, which is never the same as met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carbon.accounting.result import InventoryResult
from carbon.settings import OutsideBoundary
from carbon.targets import covering
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import Check, Note, NoteValue

MONTHS_IN_YEAR = 12
INDIRECT = 3


def checks(results: Sequence[InventoryResult], choice: TargetChoice) -> tuple[Check, ...]:
    """Return the checks of a target's rule; where a rule allows no verdict each is left open."""
    base = next(result for result in results if result.year == choice.base_year)
    found = [
        _in_force(choice),
        _window(choice),
        _base_year(base, choice),
        _boundary(base, choice),
        _denominator(choice),
        _coverage(results, base, choice),
        _scope_3(base, choice),
    ]
    made = [_exempted(check, choice) for check in found if check is not None]
    return tuple(made if choice.rule.conformity else [replace(check, met=None) for check in made])


def _exempted(check: Check, choice: TargetChoice) -> Check:
    """Return a check, met where the rule does not ask it of such a target."""
    for exemption in () if choice.departs else choice.rule.criteria.exemptions:
        years = not exemption.target_years or choice.target_year in exemption.target_years
        scopes = not exemption.scopes or choice.scopes == exemption.scopes
        if exemption.check == check.name and years and scopes:
            return replace(check, met=True, found=Note("exempt", {"reason": exemption.reasons}))
    return check


def _in_force(choice: TargetChoice) -> Check | None:
    """Check that the rule is in force on the day of submission."""
    rule = choice.rule
    if not rule.criteria.in_force:
        return None
    key = "from_to" if rule.valid_from and rule.valid_to else "from" if rule.valid_from else "to"
    days = {"first": str(rule.valid_from or ""), "last": str(rule.valid_to or "")}
    required = Note(f"submitted_{key}", days)
    if choice.submitted is None:
        return Check("in_force", None, Note("not_submitted"), required)
    early = rule.valid_from is not None and choice.submitted < rule.valid_from
    late = rule.valid_to is not None and choice.submitted > rule.valid_to
    return Check("in_force", not early and not late, Note("submitted", {"day": str(choice.submitted)}), required)


def _window(choice: TargetChoice) -> Check | None:
    """Check that the target year is neither too near the submission nor too far."""
    window = choice.rule.criteria.window_years
    if window is None:
        return None
    least, most = window
    if choice.submitted is None:
        required = Note("window_required", {"least": least, "most": most})
        return Check("window", None, Note("not_submitted"), required)
    start = choice.rule.criteria.window_from(choice.submitted)
    years = choice.target_year - start
    found = Note("window_found", {"years": years, "from": start, "day": str(choice.submitted)})
    span: dict[str, NoteValue] = {"least": least, "most": most, "first": start + least, "last": start + most}
    return Check("window", least <= years <= most, found, Note("window_years_required", span))


def _base_year(base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check that the base year is not too early, and has data in every month."""
    criteria = choice.rule.criteria
    earliest, needed = criteria.earliest_base_year, criteria.base_year_months
    if earliest is None or needed is None:
        return None
    scopes = {f"scope{scope}" for scope in choice.scopes}
    months = {cell.month for cell in base.breakdown if not scopes or cell.account.partition("/")[0] in scopes}
    found = Note("base_year_found", {"year": base.year, "months": len(months)})
    required = Note("base_year_required", {"earliest": earliest, "months": needed})
    return Check("base_year", base.year >= earliest and len(months) >= needed, found, required)


def _boundary(base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check that what was computed is what the target covers, from the base year on."""
    if not choice.rule.criteria.same_boundary:
        return None
    required = Note("boundary_required")
    if not base.boundary:
        return Check("boundary", None, Note("boundary_not_declared"), required)
    wider = [each for each in base.outside_boundary if each.in_target]
    if not wider:
        return Check("boundary", met=True, found=Note("boundary_same", {"boundary": base.boundary}), required=required)
    names = {language: _names(wider, language) for language in ("en", "zh")}
    return Check(
        "boundary",
        met=False,
        found=Note("boundary_wider", {"boundary": base.boundary, "wider": names}),
        required=required,
    )


def _denominator(choice: TargetChoice) -> Check | None:
    """Check that an intensity is of what the rule is about."""
    known = choice.rule.criteria.denominators
    if not known or not choice.metric:
        return None
    found = Note("denominator_found", {"metric": choice.metric})
    required = Note("denominator_required", {"metrics": {"en": " or ".join(known), "zh": "或".join(known)}})
    return Check("denominator", choice.denominator_fits, found, required)


def _names(outside: Sequence[OutsideBoundary], language: str) -> str:
    """Name what stands outside, each once."""
    names = (each.what.get(language) or next(iter(each.what.values()), "") for each in outside)
    return (", " if language == "en" else "、").join(dict.fromkeys(names))


def _coverage(results: Sequence[InventoryResult], base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check that not too much of scope 1 and 2 is left out, or that enough of scope 3 is in."""
    criteria = choice.rule.criteria
    if choice.scopes == (INDIRECT,) and criteria.scope_3_covered is not None:
        required = Note("scope_3_covered_required", {"least": criteria.scope_3_covered})
        return Check("coverage", None, Note("scope_3_covered_found"), required)
    direct = tuple(scope for scope in choice.scopes if scope != INDIRECT)
    most = criteria.most_excluded
    if most is None or not direct:
        return None
    required = Note("coverage_required", {"most": most})
    left_out = covering.left_out([result for result in results if result.year >= base.year], direct, choice.method)
    shares = {year: share for year, share in left_out.items() if share is not None}
    if any(share > most for share in shares.values()):
        worst = {year: share for year, share in shares.items() if share}
        return Check("coverage", met=False, found=Note("coverage_found", {"shares": worst}), required=required)
    if not base.boundary:
        return Check("coverage", None, Note("boundary_not_declared"), required)
    if left_out.get(base.year) is None:
        return Check("coverage", None, Note("coverage_unknown", {"year": base.year, "shares": shares}), required)
    return Check(
        "coverage",
        met=True,
        found=Note("coverage_found", {"shares": {base.year: shares[base.year]}}),
        required=required,
    )


def _scope_3(base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check whether scope 3 needs a target beside this one."""
    least = choice.rule.criteria.scope_3_from
    if least is None or not choice.scopes or INDIRECT in choice.scopes:
        return None
    required = Note("scope_3_required", {"least": least})
    share, categories = covering.scope_3_share(base, choice.method)
    if share is None:
        return Check("scope_3", None, Note("scope_3_no_data", {"year": base.year}), required)
    found: dict[str, NoteValue] = {"share": share, "year": base.year, "categories": categories}
    if share >= least:
        return Check("scope_3", met=False, found=Note("scope_3_needed", found), required=required)
    whole = categories == covering.CATEGORIES
    return Check(
        "scope_3", True if whole else None, Note("scope_3_found" if whole else "scope_3_part", found), required
    )
