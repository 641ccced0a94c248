"""What a rule checks beside the reduction. None is not assessed, which is never the same as met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method
from carbon.settings import OutsideBoundary
from carbon.targets.choice import TargetChoice
from carbon.targets.progress import emissions
from carbon.targets.target_result import Check, Note, NoteValue

INDIRECT = 3


def assess_checks(results: Sequence[InventoryResult], choice: TargetChoice) -> tuple[Check, ...]:
    """Return the checks of a target's rule; where a rule allows no verdict each is left open."""
    base = next(result for result in results if result.year == choice.base_year)
    checks = [
        _in_force(choice),
        _window(choice),
        _base_year(base, choice),
        _boundary(base, choice),
        _denominator(choice),
        _coverage(results, base, choice),
        _scope_3(base, choice),
    ]
    asked = [_exempted(check, choice) for check in checks if check is not None]
    return tuple(asked if choice.rule.conformity else [replace(check, met=None) for check in asked])


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
    finding = Note("window_found", {"years": years, "from": start, "day": str(choice.submitted)})
    span: dict[str, NoteValue] = {"least": least, "most": most, "first": start + least, "last": start + most}
    return Check("window", least <= years <= most, finding, Note("window_years_required", span))


def _base_year(base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check that the base year is not too early, and has data in every month."""
    criteria = choice.rule.criteria
    earliest, needed = criteria.earliest_base_year, criteria.base_year_months
    if earliest is None or needed is None:
        return None
    scopes = {f"scope{scope}" for scope in choice.scopes}
    months = {cell.month for cell in base.breakdown if not scopes or cell.account.partition("/")[0] in scopes}
    finding = Note("base_year_found", {"year": base.year, "months": len(months)})
    required = Note("base_year_required", {"earliest": earliest, "months": needed})
    return Check("base_year", base.year >= earliest and len(months) >= needed, finding, required)


def _boundary(base: InventoryResult, choice: TargetChoice) -> Check | None:
    """Check that what was computed is what the target covers, from the base year on."""
    if not choice.rule.criteria.same_boundary:
        return None
    required = Note("boundary_required")
    if not base.boundary:
        return Check("boundary", None, Note("boundary_not_declared"), required)
    wider = [part for part in base.outside_boundary if part.in_target]
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
    metrics = choice.rule.criteria.denominators
    if not metrics or not choice.metric:
        return None
    finding = Note("denominator_found", {"metric": choice.metric})
    required = Note("denominator_required", {"metrics": {"en": " or ".join(metrics), "zh": "或".join(metrics)}})
    return Check("denominator", choice.denominator_fits, finding, required)


def _names(outside: Sequence[OutsideBoundary], language: str) -> str:
    """Name what stands outside, each once."""
    names = (part.what.get(language) or next(iter(part.what.values()), "") for part in outside)
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
    left_out = left_out_by_year([result for result in results if result.year >= base.year], direct, choice.method)
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
    share, categories = scope_3_share(base, choice.method)
    if share is None:
        return Check("scope_3", None, Note("scope_3_no_data", {"year": base.year}), required)
    figures: dict[str, NoteValue] = {"share": share, "year": base.year, "categories": categories}
    if share >= least:
        return Check("scope_3", met=False, found=Note("scope_3_needed", figures), required=required)
    whole = categories == CATEGORIES
    return Check(
        "scope_3", True if whole else None, Note("scope_3_found" if whole else "scope_3_part", figures), required
    )


CATEGORIES = 15
"""The categories of scope 3 (GHG Protocol, Corporate Value Chain Standard)."""

ALL_SCOPES = (1, 2, 3)


def left_out_by_year(
    results: Sequence[InventoryResult], scopes: tuple[int, ...], method: Scope2Method | None
) -> dict[int, Fraction | None]:
    """Return by year the share of scopes that is left out of the totals or stands outside the boundary [ratio].

    None where it is not known: an exclusion that could not be computed, a figure over other scopes too, or a year about
    which nothing is declared while something is about others.
    """
    return {result.year: _left_out(result, scopes, method) for result in results}


def _left_out(result: InventoryResult, scopes: tuple[int, ...], method: Scope2Method | None) -> Fraction | None:
    """Return the share of one year."""
    declared = [part for part in result.outside_boundary if set(part.scopes) & set(scopes)]
    outside = [part for part in declared if part.year == result.year]
    excluded = _excluded(result, scopes)
    mixed = any(not set(part.scopes) <= set(scopes) for part in outside)
    if mixed or (declared and not outside) or any(kg is None for kg in excluded):
        return None
    out = sum((part.kg_co2e for part in outside), Fraction(0)) + sum(
        (kg for kg in excluded if kg is not None), Fraction(0)
    )
    inside = sum(emissions(result, scopes, method).values(), Fraction(0))
    return out / (inside + out) if inside + out else Fraction(0)


def _excluded(result: InventoryResult, scopes: tuple[int, ...]) -> list[Fraction | None]:
    """Return the emissions of what is excluded from scopes [kg CO2e], None where they are not known."""
    accounts = {part.activity: part.account for part in result.activities}
    tops = {f"scope{scope}" for scope in scopes}
    return [part.kg_co2e for part in result.excluded if accounts.get(part.activity, "").partition("/")[0] in tops]


def scope_3_share(result: InventoryResult, method: Scope2Method | None) -> tuple[Fraction | None, int]:
    """Return the share of scope 3 in all emissions [ratio], None without data, and how many categories have any."""
    by_scope = emissions(result, ALL_SCOPES, method or Scope2Method.LOCATION)
    categories = {total.account.id for total in result.accounts if total.account.scope == ALL_SCOPES[-1]}
    if len(by_scope) < len(ALL_SCOPES) or not sum(by_scope.values()):
        return None, len(categories)
    return by_scope[3] / sum(by_scope.values(), Fraction(0)), len(categories)
