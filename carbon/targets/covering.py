"""How much of an organisation's emissions the figures of a target cover."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method
from carbon.targets.actuals import emissions

CATEGORIES = 15
"""The categories of scope 3 (GHG Protocol, Corporate Value Chain Standard)."""

ALL_SCOPES = (1, 2, 3)


def left_out(
    results: Sequence[InventoryResult], scopes: tuple[int, ...], method: Scope2Method | None
) -> dict[int, Fraction | None]:
    """Return by year the share of scopes that is left out of the totals or stands outside the boundary [ratio].

    None where it is not known: an exclusion that could not be computed, a figure over other scopes too, or a year about
    which nothing is declared while something is about others.
    """
    return {result.year: _of_year(result, scopes, method) for result in results}


def _of_year(result: InventoryResult, scopes: tuple[int, ...], method: Scope2Method | None) -> Fraction | None:
    """Return the share of one year."""
    declared = [each for each in result.outside_boundary if set(each.scopes) & set(scopes)]
    outside = [each for each in declared if each.year == result.year]
    excluded = _excluded(result, scopes)
    mixed = any(not set(each.scopes) <= set(scopes) for each in outside)
    if mixed or (declared and not outside) or any(kg is None for kg in excluded):
        return None
    out = sum((each.kg_co2e for each in outside), Fraction(0)) + sum(
        (kg for kg in excluded if kg is not None), Fraction(0)
    )
    inside = sum(emissions(result, scopes, method).values(), Fraction(0))
    return out / (inside + out) if inside + out else Fraction(0)


def _excluded(result: InventoryResult, scopes: tuple[int, ...]) -> list[Fraction | None]:
    """Return the emissions of what is excluded from scopes [kg CO2e], None where they are not known."""
    accounts = {each.activity: each.account for each in result.activities}
    tops = {f"scope{scope}" for scope in scopes}
    return [each.kg_co2e for each in result.excluded if accounts.get(each.activity, "").partition("/")[0] in tops]


def scope_3_share(result: InventoryResult, method: Scope2Method | None) -> tuple[Fraction | None, int]:
    """Return the share of scope 3 in all emissions [ratio], None without data, and how many categories have any."""
    found = emissions(result, ALL_SCOPES, method or Scope2Method.LOCATION)
    categories = {each.account.id for each in result.accounts if each.account.scope == ALL_SCOPES[-1]}
    if len(found) < len(ALL_SCOPES) or not sum(found.values()):
        return None, len(categories)
    return found[3] / sum(found.values(), Fraction(0)), len(categories)
