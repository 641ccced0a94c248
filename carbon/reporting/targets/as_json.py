"""A target as JSON: one object on one line, its keys in a fixed order, its figures rounded once."""

from __future__ import annotations

from fractions import Fraction

from carbon.pathways.targets.target_result import PathPoint, Progress, TargetResult
from carbon.reporting.json_text import Value, figure, text
from carbon.reporting.targets import claims, phrases
from carbon.reporting.targets.phrases import HUNDRED
from carbon.targets import TargetRule
from carbon.terms import KG_PER_T, RuleStatus, TargetQuantity


def line(result: TargetResult, *, language: str = "en") -> str:
    """Write a target as one JSON object.

    Parameters
    ----------
    result
        A target.
    language
        Of the texts: `en` or `zh`.

    Returns
    -------
    str
        The object, without a line break. `t_co2e` is null where the target is not about emissions; `value` then has
        the figure. `met` is null where a check is not assessed, and under an experimental rule, whose `words` say what
        would be met by our reading.
    """
    return text(value(result, language))


def value(result: TargetResult, language: str) -> dict[str, Value]:
    """Return a target as the value that JSON is written from."""
    return _first(result, language) | _further(result, language)


def _first(result: TargetResult, language: str) -> dict[str, Value]:
    return {
        "rule": result.id,
        "scopes": list(result.scopes),
        "scope2_method": result.method,
        "boundary": phrases.named(result.boundary, language) or None,
        "base_year": result.base_year,
        "base_t_co2e": _tonnes(result.base_kg_co2e),
        "minimum_reduction_percent": _percent(result.minimum_reduction),
        "path": [_point(result, point) for point in result.path],
        "checks": _checks(result, language),
        "progress": [_progress(result, year) for year in result.progress],
    }


def _further(result: TargetResult, language: str) -> dict[str, Value]:
    rule, choice = result.rule, result.choice
    return {
        "organisation": result.organisation,
        "target_year": result.target_year,
        "status": rule.status,
        "title": phrases.named(rule.titles, language),
        "source": rule.source,
        "quantity": result.quantity,
        "unit": phrases.unit(result),
        "metric": result.metric or None,
        "activity": result.activity or None,
        "submitted": None if choice.submitted is None else choice.submitted.isoformat(),
        "base_value": _value(result, result.base),
        "target_value": _value(result, result.path[-1].quantity),
        "other_scope2_method": _other(result),
        "absolute_effect": _absolute(result),
        "electricity_needed": _electricity(result),
        "outside_boundary": [
            {
                "what": phrases.named(each.what, language),
                "year": each.year,
                "scopes": list(each.scopes),
                "t_co2e": _tonnes(each.kg_co2e),
                "in_target": each.in_target,
                "source": each.source,
            }
            for each in result.outside
        ],
        "words": claims.standing(result, language),
        "notes": [*_rule_notes(rule, language), *(phrases.note(note, language) for note in result.notes)],
    }


def _point(result: TargetResult, point: PathPoint) -> dict[str, Value]:
    value: dict[str, Value] = {
        "year": point.year,
        "reduction_percent": _percent(point.reduction),
        "t_co2e": _tonnes(point.kg_co2e),
    }
    return value if _is_emissions(result) else value | {"value": _value(result, point.quantity)}


def _checks(result: TargetResult, language: str) -> list[Value]:
    return [
        {
            "check": check.name,
            "met": None if result.rule.status is RuleStatus.EXPERIMENTAL else check.met,
            "found": phrases.note(check.found, language),
            "required": phrases.note(check.required, language),
            "words": phrases.verdict(check, result.rule, language),
        }
        for check in result.checks
    ]


def _progress(result: TargetResult, year: Progress) -> dict[str, Value]:
    value: dict[str, Value] = {
        "year": year.year,
        "t_co2e": _tonnes(year.kg_co2e),
        "path_t_co2e": _tonnes(year.path_kg_co2e),
        "reduction_percent": _percent(year.reduction),
        "required_percent_per_year": _percent(year.needed_per_year),
    }
    if _is_emissions(result):
        return value
    value |= {"value": _value(result, year.quantity), "path_value": _value(result, year.path)}
    return value | {"t_co2e_reduction_percent": _percent(year.kg_reduction)}


def _other(result: TargetResult) -> Value:
    if not result.other_method:
        return None
    return {
        "scope2_method": result.other_method[0].method,
        "progress": [
            {"year": each.year, "t_co2e": _tonnes(each.kg_co2e), "reduction_percent": _percent(each.reduction)}
            for each in result.other_method
        ],
    }


def _absolute(result: TargetResult) -> Value:
    effect = result.absolute
    if effect is None:
        return None
    return {
        "quantity": figure(effect.denominator),
        "unit": effect.unit,
        "from_year": effect.from_year,
        "growth_percent_per_year": _percent(effect.growth),
        "t_co2e": _tonnes(effect.kg_co2e),
        "reduction_percent": _percent(effect.reduction),
    }


def _electricity(result: TargetResult) -> Value:
    needed = result.electricity
    if needed is None:
        return None
    return {"from_year": needed.from_year, "load_mwh": figure(needed.load_mwh), "mwh": figure(needed.mwh)}


def _rule_notes(rule: TargetRule, language: str) -> list[Value]:
    return [phrases.named(rule.notes, language)] if rule.notes else []


def _is_emissions(result: TargetResult) -> bool:
    return result.quantity is TargetQuantity.EMISSIONS


def _value(result: TargetResult, quantity: Fraction | None) -> Value:
    return None if quantity is None else figure(phrases.shown(result, quantity))


def _tonnes(kg: Fraction | None) -> Value:
    return None if kg is None else figure(kg / KG_PER_T)


def _percent(ratio: Fraction | None) -> Value:
    return None if ratio is None else figure(ratio * HUNDRED)
