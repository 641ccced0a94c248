"""A target as tables: its rule and what is chosen under it, the path, the checks, and the inventories beside it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon.model.terms import RuleStatus, TargetQuantity
from carbon.tables import words
from carbon.tables.table import Cell, Record, Table, table
from carbon.targets import wording
from carbon.targets.rules import TargetRule
from carbon.targets.target_result import TargetResult
from carbon.targets.wording import HUNDRED


def record(result: TargetResult, *, language: str = "en") -> Record:
    """Return a target as the object that its JSON is.

    `t_co2e` is null where the target is not about emissions; `value` then has the figure. `met` is null where a check
    is not assessed, and under an experimental rule, whose `words` say what would be met by our reading.

    Parameters
    ----------
    language
        Of the texts: `en` or `zh`.
    """
    rule = result.rule
    return {
        "rule": result.id,
        "scopes": result.scopes,
        "scope2_method": result.method,
        "boundary": words.named(result.boundary, language) or None,
        "base_year": result.base_year,
        "base_t_co2e": result.base_kg_co2e,
        "minimum_reduction_percent": percent(result.minimum_reduction),
        "path": _path(result),
        "checks": _checks(result, language),
        "progress": _progress(result),
        "organisation": result.organisation,
        "target_year": result.target_year,
        "status": rule.status,
        "title": words.named(rule.titles, language),
        "source": rule.source,
        "quantity": result.quantity,
        "unit": wording.shown_unit(result),
        "metric": result.metric or None,
        "activity": result.activity or None,
        "submitted": result.choice.submitted,
        "base_value": _value(result, result.base),
        "target_value": _value(result, result.path[-1].quantity),
        "other_scope2_method": _other(result),
        "absolute_effect": _absolute(result),
        "electricity_needed": _electricity(result),
        "outside_boundary": _outside(result, language),
        "words": wording.latest_claim(result, language),
        "notes": [
            *([words.named(rule.notes, language)] if rule.notes else []),
            *(wording.write_note(note, language) for note in result.notes),
        ],
    }


def rules(of: Iterable[TargetRule], language: str = "en") -> Table:
    """Return rules with all that a reader needs to choose one."""
    rows = (
        (rule.id, rule.status, rule.valid_from or "", rule.valid_to or "", rule.form, rule.quantity,
         words.named(rule.titles, language), rule.source)
        for rule in of
    )  # fmt: skip
    return table("rules", "rule status valid_from valid_to form quantity title source", rows)


def percent(ratio: Fraction | None) -> Fraction | None:
    """Return a ratio in percent."""
    return None if ratio is None else ratio * HUNDRED


def _value(result: TargetResult, quantity: Fraction | None) -> Fraction | None:
    """Return a quantity in the unit that a reader sees."""
    return None if quantity is None else wording.in_shown_unit(result, quantity)


def _is_emissions(result: TargetResult) -> bool:
    return result.quantity is TargetQuantity.EMISSIONS


def _path(result: TargetResult) -> Table:
    rows = ((point.year, percent(point.reduction), point.kg_co2e, point.quantity) for point in result.path)
    if _is_emissions(result):
        return table("path", "year reduction_percent t_co2e", (row[:-1] for row in rows))
    return table(
        "path", "year reduction_percent t_co2e value", ((*row, _value(result, quantity)) for *row, quantity in rows)
    )


def _checks(result: TargetResult, language: str) -> Table:
    rows = (
        (
            check.name,
            None if result.rule.status is RuleStatus.EXPERIMENTAL else check.met,
            wording.write_note(check.found, language),
            wording.write_note(check.required, language),
            wording.verdict(check, result.rule, language),
        )
        for check in result.checks
    )
    return table("checks", "check met found required words", rows)


def _progress(result: TargetResult) -> Table:
    names = "year t_co2e path_t_co2e reduction_percent required_percent_per_year"
    rows: list[tuple[Cell, ...]] = [
        (year.year, year.kg_co2e, year.path_kg_co2e, percent(year.reduction), percent(year.needed_per_year))
        for year in result.progress
    ]
    if _is_emissions(result):
        return table("progress", names, rows)
    values = (
        (_value(result, year.quantity), _value(result, year.path), percent(year.kg_reduction))
        for year in result.progress
    )
    more = ((*row, *value) for row, value in zip(rows, values, strict=True))
    return table("progress", f"{names} value path_value t_co2e_reduction_percent", more)


def _other(result: TargetResult) -> Record | None:
    if not result.other_method:
        return None
    rows = ((year.year, year.kg_co2e, percent(year.reduction)) for year in result.other_method)
    return {
        "scope2_method": result.other_method[0].method,
        "progress": table("progress_by_other_scope2_method", "year t_co2e reduction_percent", rows),
    }


def _absolute(result: TargetResult) -> Record | None:
    effect = result.absolute
    if effect is None:
        return None
    return {
        "quantity": effect.denominator,
        "unit": effect.unit,
        "from_year": effect.from_year,
        "growth_percent_per_year": percent(effect.growth),
        "t_co2e": effect.kg_co2e,
        "reduction_percent": percent(effect.reduction),
    }


def _electricity(result: TargetResult) -> Record | None:
    needed = result.electricity
    if needed is None:
        return None
    return {"from_year": needed.from_year, "load_mwh": needed.load_mwh, "mwh": needed.mwh}


def _outside(result: TargetResult, language: str) -> Table:
    rows = (
        (words.named(part.what, language), part.year, part.scopes, part.kg_co2e, part.in_target, part.source)
        for part in result.outside
    )
    return table("outside_boundary", "what year scopes t_co2e in_target source", rows)
