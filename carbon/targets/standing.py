"""How inventories stand to a target: year by year, by the other scope 2 method, and in absolute terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method, TargetQuantity
from carbon.targets.actuals import Actuals, emissions
from carbon.targets.rule import TargetChoice
from carbon.targets.target_result import AbsoluteEffect, ElectricityNeeded, OtherMethod, Progress


def progress(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction]) -> tuple[Progress, ...]:
    """Return how each inventory year from the base year on stands to the path."""
    return tuple(_year(choice, actuals, path, year) for year in sorted(actuals.quantity))


def needed_per_year(base: Fraction, actual: Fraction, goal: Fraction, years: int) -> Fraction:
    """Return the reduction still needed each year, as a ratio of the base year's quantity; 0 where none is.

    ``(E_y - E_TY)/E_BY/(TY - y)``: linear, in points of the base year's quantity.

    >>> needed_per_year(Fraction(100), Fraction(70), Fraction(58), 6)
    Fraction(1, 50)
    """
    return max(Fraction(0), (actual - goal) / base / years)


def _year(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction], year: int) -> Progress:
    """Return how one inventory year stands."""
    quantity, base = actuals.quantity[year], actuals.quantity[choice.base_year]
    goal, left, least = path[choice.target_year], choice.target_year - year, choice.rule.least
    needed = None
    if left > 0:
        needed = max(Fraction(0), goal - quantity) / left if least else needed_per_year(base, quantity, goal, left)
    kg, base_kg = actuals.kg_co2e.get(year), actuals.kg_co2e.get(choice.base_year)
    return Progress(
        year=year,
        quantity=quantity,
        path=path.get(year),
        reduction=None if least else 1 - quantity / base,
        kg_co2e=kg,
        path_kg_co2e=_path_kg(choice, actuals, path, year),
        kg_reduction=1 - kg / base_kg if kg is not None and base_kg else None,
        needed_per_year=needed,
    )


def _path_kg(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction], year: int) -> Fraction | None:
    """Return the emissions that the path has in a year [kg CO2e]; of an intensity at the metric of the year."""
    if year not in path or choice.rule.quantity not in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}:
        return None
    return path[year] * actuals.denominator[year] if actuals.denominator else path[year]


def other_method(results: Sequence[InventoryResult], choice: TargetChoice) -> tuple[OtherMethod, ...]:
    """Return the years by the scope 2 method that was not chosen: a reduction may be one of contracts alone."""
    if choice.method is None:
        return ()
    other = next(method for method in Scope2Method if method is not choice.method)
    sums: dict[int, Fraction] = {}
    for result in results:
        found = emissions(result, choice.scopes, other)
        if result.year >= choice.base_year and len(found) == len(choice.scopes):
            sums[result.year] = sum(found.values(), Fraction(0))
    base = sums.get(choice.base_year)
    return tuple(OtherMethod(year, other, kg, 1 - kg / base if base else None) for year, kg in sums.items())


def absolute_effect(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction]) -> AbsoluteEffect | None:
    """Return what an intensity target does to emissions, None for other targets.

    ``E_TY = E_BY (1 - R) activity_TY/activity_BY``, which is the intensity of the target year times its denominator.
    """
    if choice.rule.quantity is not TargetQuantity.INTENSITY:
        return None
    year = choice.target_year
    from_year = max(known for known in actuals.denominator if known <= year)
    denominator = actuals.denominator_in(year, choice.growth)
    kg, base = path[year] * denominator, actuals.kg_co2e[choice.base_year]
    unit = actuals.unit.rpartition("/")[2]
    return AbsoluteEffect(unit, denominator, from_year, choice.growth, kg, 1 - kg / base if base else None)


def electricity_needed(
    choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction]
) -> ElectricityNeeded | None:
    """Return what a share comes to in MWh, None for other targets: of a falling load it is less."""
    if choice.rule.quantity is not TargetQuantity.RENEWABLE_SHARE:
        return None
    from_year = max(year for year in actuals.denominator if year <= choice.target_year)
    load = actuals.denominator[from_year]
    return ElectricityNeeded(from_year, load, path[choice.target_year] * load)
