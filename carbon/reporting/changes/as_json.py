"""Changes as JSON: one object per year on a line of its own, figures in tonnes rounded once."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from carbon.accounting.choices.upgrade import Upgrade
from carbon.accounting.freezing.comparing import Difference, FigureMove, InputMove
from carbon.accounting.freezing.figures import KG, SCOPES
from carbon.accounting.freezing.freeze import Frozen
from carbon.accounting.freezing.moves import ORDER, Cause, Move
from carbon.accounting.freezing.verifying import Verified
from carbon.locks import LockedYear
from carbon.reporting.changes import rounding
from carbon.reporting.json_text import Value, figure, text
from carbon.terms import KG_PER_T, Scope2Method

_VALUES = (Cause.FACTOR, Cause.HEATING_VALUE, Cause.GWP, Cause.DATASET)


def frozen(years: Iterable[Frozen], lock_sha256: str) -> str:
    """Write what became of each year that was frozen, each with the digest of the lock that was written."""
    return "\n".join(
        text(
            {
                "year": one.year.year,
                "outcome": one.outcome,
                "lock_sha256": lock_sha256,
                **_counts(one.year),
                "totals": _totals(one.year),
            }
        )
        for one in years
    )


def verified(years: Iterable[Verified]) -> str:
    """Write what became of each frozen year."""
    return "\n".join(
        text(
            {
                "year": one.locked.year,
                "agrees": one.agrees,
                "lock_sha256": one.lock_sha256 or None,
                **_counts(one.locked),
                "changes": None if one.difference is None else _difference(one.difference),
                "altered": [_move(move) for move in one.altered],
                "library": None if one.library is None else _difference(one.library),
                "problems": [
                    {"code": problem.code, "message": problem.why} for problem in (*one.edited, *one.problems)
                ],
            }
        )
        for one in years
    )


def differences(found: Iterable[tuple[str, str, Difference]]) -> str:
    """Write differences of years, each with the names of its two sides."""
    return "\n".join(
        text(
            {
                "a": {"from": a, "year": one.a.year},
                "b": {"from": b, "year": one.b.year},
                **_difference(one),
            }
        )
        for a, b, one in found
    )


def upgrade(found: Upgrade, *, applied: bool) -> str:
    """Write a preview as one object."""
    base = found.base_year
    return text(
        {
            "to": found.dataset.id,
            "applied": applied,
            "settings": [
                {"key": ".".join(one.key), "was": _setting(one.was), "now": _setting(one.now)} for one in found.settings
            ],
            "frozen_years": list(found.frozen),
            "years": [{"year": one.a.year, **_difference(one)} for one in found.years],
            "base_year": {
                "year": base.year,
                "effect_t_co2e": _by_method(base.kg, KG_PER_T),
                "effect_percent": _by_method(base.percent, 1),
                "threshold_percent": figure(base.threshold_percent),
                "recalculate": base.recalculate,
            },
        }
    )


def _by_method(figures: object, divisor: int) -> Value:
    """Write a figure by scope 2 method."""
    if not isinstance(figures, dict):
        return None
    return {str(method): figure(Fraction(value) / divisor) for method, value in figures.items()}


def _setting(value: object) -> Value:
    """Write what a setting says."""
    if value is None:
        return None
    return list(value) if isinstance(value, tuple) else str(value)


def _counts(year: LockedYear) -> dict[str, Value]:
    """Count what a frozen year holds."""
    return {"inputs": len(year.inputs), "factors": len(year.factors), "figures": len(year.figures)}


def _totals(year: LockedYear) -> Value:
    """Write the totals of a year."""
    return [
        {"figure": one.name, "scope2_method": one.method or None, "t_co2e": figure(one.value / KG_PER_T)}
        for one in year.figures
        if one.name in SCOPES
    ]


def _difference(found: Difference) -> dict[str, Value]:
    """Write what differs between two years."""
    figures = {"totals": [], "accounts": [], "others": []}  # type: dict[str, list[Value]]
    for one in found.figures:
        kind = "totals" if one.name in SCOPES else "accounts" if one.unit == KG else "others"
        figures[kind].append(_figure(one))
    moves = rounding.moves(found.moves)
    values = [_move(move) for move in moves if move.cause in _VALUES]
    others = [_move(move) for move in moves if move.cause not in _VALUES]
    return {
        "change_t_co2e": {str(method): figure(found.kg(method) / KG_PER_T) for method in Scope2Method},
        **figures,
        "split_in_order": [*ORDER],
        "factors": values,
        "quantities": others,
        "inputs": [_input(one) for one in found.inputs],
    }


def _figure(one: FigureMove) -> Value:
    """Write a figure before and after: emissions in tonnes, all else in its own unit."""
    divisor = KG_PER_T if one.unit.startswith(KG) else 1
    unit = one.unit.replace(KG, "t CO2e") if divisor == KG_PER_T else one.unit
    was, now = (None if value is None else value / divisor for value in (one.was, one.now))
    return {
        "figure": one.name,
        "scope2_method": one.method or None,
        "unit": unit,
        "was": figure(was),
        "now": figure(now),
        "change": figure(one.change / divisor),
    }


def _move(one: Move) -> Value:
    """Write what moved and by how much."""
    return {
        "cause": one.cause,
        "name": one.name,
        "was": one.was or None,
        "now": one.now or None,
        "t_co2e_location_based": figure(one.kg_location / KG_PER_T),
        "t_co2e_market_based": figure(one.kg_market / KG_PER_T),
        "t_co2e_in_no_total": figure(one.kg_beside / KG_PER_T),
    }


def _input(one: InputMove) -> Value:
    """Write a file that differs."""
    return {
        "file": one.file,
        "was_sha256": one.was.sha256 if one.was else None,
        "now_sha256": one.now.sha256 if one.now else None,
        "same_for_year": one.same_for_year,
        "t_co2e_location_based": _tonnes(one.kg_location),
        "t_co2e_market_based": _tonnes(one.kg_market),
    }


def _tonnes(kg: Fraction | None) -> Value:
    """Write a mass in tonnes, null if it is not known."""
    return None if kg is None else figure(kg / KG_PER_T)
