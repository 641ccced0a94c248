"""What the inventories say of a target's quantity, and how they stand to its path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from carbon.accounting.result import ActivityTotal, InventoryResult
from carbon.model.problems import listed, nearest
from carbon.model.sentences import joined, say
from carbon.model.terms import Scope2Method, TargetQuantity
from carbon.targets.choice import TargetChoice, refuse
from carbon.targets.target_result import AbsoluteEffect, ElectricityNeeded, OtherMethod, Progress

KG = "kg CO2e"
SCOPE_2 = 2
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Actuals:
    """A target's quantity in the inventory years from the base year on.

    Parameters
    ----------
    unit
        The quantity's unit.
    quantity
        By year [unit].
    kg_co2e, by_scope
        Emissions of the target's scopes by year [kg CO2e], together and each.
    denominator
        The metric of an intensity, or the load of a share [MWh], by year.
    """

    unit: str
    quantity: Mapping[int, Fraction]
    kg_co2e: Mapping[int, Fraction] = field(default_factory=dict)
    by_scope: Mapping[int, Mapping[int, Fraction]] = field(default_factory=dict)
    denominator: Mapping[int, Fraction] = field(default_factory=dict)

    def denominator_in(self, year: int, growth: Fraction) -> Fraction:
        """Return the metric of a year; where no inventory has it, the last one's with a yearly growth [ratio]."""
        if year in self.denominator:
            return self.denominator[year]
        last = max(metric_year for metric_year in self.denominator if metric_year < year)
        return self.denominator[last] * (1 + growth) ** (year - last)


def read_actuals(results: Sequence[InventoryResult], choice: TargetChoice) -> Actuals:
    """Read the quantity of a target from inventories; raise ProblemsError if the base year has none."""
    years = [result for result in results if result.year >= choice.base_year]
    actuals = _QUANTITIES[choice.rule.quantity](years, choice)
    if choice.base_year not in actuals.quantity:
        base = next((result for result in years if result.year == choice.base_year), None)
        _refuse_base_year(base, results, choice)
    if not actuals.quantity[choice.base_year] and not choice.rule.least:
        why = say(
            "The base year {year} comes to 0: there is nothing to reduce. Choose another --base-year.",
            year=choice.base_year,
        )
        refuse("bad-target", "--base-year", why)
    return actuals


def emissions(result: InventoryResult, scopes: Sequence[int], method: Scope2Method | None) -> dict[int, Fraction]:
    """Return the emissions of scopes [kg CO2e], those without data left out."""
    by_scope = {scope: result.total(scope, method if scope == SCOPE_2 else None) for scope in scopes}
    return {scope: kg for scope, kg in by_scope.items() if kg is not None}


def _emissions(years: Sequence[InventoryResult], choice: TargetChoice) -> Actuals:
    """Read emissions: a year counts if every scope of the target has data."""
    by_year = {year.year: emissions(year, choice.scopes, choice.method) for year in years}
    whole = {year: kg for year, kg in by_year.items() if len(kg) == len(choice.scopes)}
    sums = {year: sum(kg.values(), Fraction(0)) for year, kg in whole.items()}
    return Actuals(KG, sums, sums, whole)


def _intensity(years: Sequence[InventoryResult], choice: TargetChoice) -> Actuals:
    """Read emissions per unit of a metric."""
    if not choice.metric:
        base_year = [year for year in years if year.year == choice.base_year]
        choices = sorted({metric.metric for year in base_year for metric in year.metrics})
        why = say(
            "The target is an intensity: say of what. metrics.csv has of {year}: {names}.\n"
            "Give one of them: --metric {name}.",
            year=choice.base_year,
            names=listed(choices) or say("nothing"),
            name=choices[0] if choices else "employees",
        )
        refuse("bad-target", "--metric", why)
    plain = _emissions(years, choice)
    metrics = {
        year.year: metric
        for year in years
        for metric in year.metrics
        if metric.metric == choice.metric and metric.quantity > 0
    }
    base = metrics.get(choice.base_year)
    unit = base.unit if base else ""
    denominator = {year: metric.quantity for year, metric in metrics.items() if metric.unit == unit}
    ratios = {year: kg / denominator[year] for year, kg in plain.quantity.items() if year in denominator}
    return Actuals(f"{KG}/{unit}", ratios, plain.kg_co2e, plain.by_scope, denominator)


def _share(years: Sequence[InventoryResult], _: TargetChoice) -> Actuals:
    """Read the renewable share of electricity [ratio]."""
    balances = {year.year: year.electricity for year in years if year.electricity}
    shares = {year: balance.renewable_share_percent for year, balance in balances.items()}
    ratios = {year: percent / HUNDRED for year, percent in shares.items() if percent is not None}
    return Actuals("ratio", ratios, denominator={year: balance.mwh for year, balance in balances.items()})


def _electricity(years: Sequence[InventoryResult], _: TargetChoice) -> Actuals:
    """Read electricity [MWh]."""
    return Actuals("MWh", {year.year: year.electricity.mwh for year in years if year.electricity})


def _activity(years: Sequence[InventoryResult], choice: TargetChoice) -> Actuals:
    """Read an activity's quantity, what is left out of the totals with it."""
    by_year = {year.year: [total for total in year.activities if total.activity == choice.activity] for year in years}
    unit = next((total.unit for total in by_year.get(choice.base_year, ())), "")
    sums = {year: _sum(totals, unit) for year, totals in by_year.items()}
    return Actuals(unit, {year: total for year, total in sums.items() if total is not None})


def _sum(totals: Sequence[ActivityTotal], unit: str) -> Fraction | None:
    """Add up an activity, None if there is none or part of it is in another unit."""
    if not totals or any(total.unit != unit for total in totals):
        return None
    return sum((total.quantity for total in totals), Fraction(0))


def _refuse_base_year(base: InventoryResult | None, results: Sequence[InventoryResult], choice: TargetChoice) -> None:
    """Say why the base year has no figure, and what to do."""
    year = choice.base_year
    if base is None:
        declared = joined((str(result.year) for result in results), ", ") or say("none")
        why = say(
            "The base year {year} has no inventory. There is: {years}.\n"
            "Choose one of them, or add [years.{year}] and its activity data.",
            year=year,
            years=declared,
        )
        refuse("bad-target", "--base-year", why)
    _missing_scopes(base, choice)
    if choice.rule.quantity is TargetQuantity.INTENSITY:
        names = sorted({metric.metric for metric in base.metrics})
        likely = nearest(choice.metric, names) or names
        why = say(
            'metrics.csv has no "{metric}" in the base year {year}; it has: {names}.\n'
            "Add a row, or choose another metric or base year.",
            metric=choice.metric,
            year=year,
            names=listed(likely) or say("nothing"),
        )
        refuse("bad-target", "--metric", why)
    if choice.rule.quantity is TargetQuantity.ACTIVITY:
        names = [total.activity for total in base.activities]
        likely = nearest(choice.activity, names) or names[:3]
        why = say(
            'There is no "{activity}" in the base year {year}. Nearest: {likely}.\n'
            "Name an activity that has data, in one dimension.",
            activity=choice.activity,
            year=year,
            likely=listed(likely),
        )
        refuse("bad-target", "--activity", why)
    why = say("The base year {year} has no electricity. Choose another --base-year.", year=year)
    refuse("bad-target", "--base-year", why)


def _missing_scopes(base: InventoryResult, choice: TargetChoice) -> None:
    """Say which scopes have no data in the base year."""
    have = emissions(base, choice.scopes, choice.method)
    missing = [scope for scope in choice.scopes if scope not in have]
    if not missing:
        return
    named = joined((say("scope {scope}", scope=scope) for scope in missing), " and ")
    why = say("The base year {year} has no data of {scopes}, which is not 0.", year=base.year, scopes=named)
    if have:
        remedy = say(
            "Set the target for what there is (--scopes {scopes}), or write a row of quantity 0 if there is none.",
            scopes=",".join(map(str, have)),
        )
    else:
        remedy = say("Choose another base year or other scopes, or add the activity data of {year}.", year=base.year)
    refuse("bad-target", "--scopes", joined([why, remedy], "\n"))


_QUANTITIES = {
    TargetQuantity.EMISSIONS: _emissions,
    TargetQuantity.INTENSITY: _intensity,
    TargetQuantity.RENEWABLE_SHARE: _share,
    TargetQuantity.ELECTRICITY_MWH: _electricity,
    TargetQuantity.ACTIVITY: _activity,
}
"""How each quantity is read."""


def hold_against_path(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction]) -> tuple[Progress, ...]:
    """Return how each inventory year from the base year on stands to the path."""
    return tuple(_progress_in(choice, actuals, path, year) for year in sorted(actuals.quantity))


def needed_per_year(base: Fraction, actual: Fraction, goal: Fraction, years: int) -> Fraction:
    """Return the reduction still needed each year, as a ratio of the base year's quantity; 0 where none is.

    ``(E_y - E_TY)/E_BY/(TY - y)``: linear, in points of the base year's quantity.

    >>> needed_per_year(Fraction(100), Fraction(70), Fraction(58), 6)
    Fraction(1, 50)
    """
    return max(Fraction(0), (actual - goal) / base / years)


def _progress_in(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction], year: int) -> Progress:
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
        by_scope = emissions(result, choice.scopes, other)
        if result.year >= choice.base_year and len(by_scope) == len(choice.scopes):
            sums[result.year] = sum(by_scope.values(), Fraction(0))
    base = sums.get(choice.base_year)
    return tuple(OtherMethod(year, other, kg, 1 - kg / base if base else None) for year, kg in sums.items())


def absolute_effect(choice: TargetChoice, actuals: Actuals, path: Mapping[int, Fraction]) -> AbsoluteEffect | None:
    """Return what an intensity target does to emissions, None for other targets.

    ``E_TY = E_BY (1 - R) activity_TY/activity_BY``, which is the intensity of the target year times its denominator.
    """
    if choice.rule.quantity is not TargetQuantity.INTENSITY:
        return None
    year = choice.target_year
    from_year = max(metric_year for metric_year in actuals.denominator if metric_year <= year)
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
