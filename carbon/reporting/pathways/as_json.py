"""A pathway as JSON: one object on one line, its keys in a fixed order, its figures rounded once."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.pathways.pathway_result import Budget, Fan, OnTrack, Part, PathwayResult, Provenance, YearOnPath
from carbon.pathways.projection.projector import Figures
from carbon.reporting import words
from carbon.reporting.json_text import Value, figure
from carbon.reporting.json_text import text as json_text
from carbon.reporting.pathways import as_table, assumptions, surplus
from carbon.reporting.targets import claims
from carbon.terms import KG_PER_T, Scope2Method, TargetQuantity


def line(result: PathwayResult) -> str:
    """Write a pathway as one JSON object on one line."""
    return json_text(value(result))


def value(result: PathwayResult) -> dict[str, Value]:
    """Return a pathway as the value that JSON is written from."""
    return {
        "years": [_year(result, year) for year in result.years],
        "budget": _budget(result.budget),
        "on_track": [_on_track(each) for each in result.on_track],
        "business_as_usual": [_figures(result, figures) for figures in result.usual],
        "bridge": [_part(part) for part in result.parts],
        "fan": _fan(result.fan),
        "scenario": {
            "file": result.scenario.file,
            "title": dict(result.scenario.names),
            "start": result.start,
            "end": result.scenario.end,
        },
        "carbon_price": _carbon_price(result),
        "held_against": _held_against(result),
        "assumed": assumptions.value(result.assumed, result.scenario, result.actuals[-1]),
        "beyond": surplus.value(result.beyond),
        "provenance": _provenance(result.provenance),
    }


def _tonnes(kg: Fraction | None) -> Value:
    return None if kg is None else figure(kg / KG_PER_T)


def _year(result: PathwayResult, year: YearOnPath) -> dict[str, Value]:
    return _figures(result, year.figures) | {
        "intensity": {f"{name}": _tonnes(kg) for name, kg in year.intensity.items()},
        "target_t_co2e": _tonnes(year.target),
        "gap_t_co2e": _tonnes(year.gap),
        "scope3_t_co2e": _tonnes(result.known(3, year.figures.scope_3)),
    }


def _figures(result: PathwayResult, figures: Figures) -> dict[str, Value]:
    balance = result.actuals[-1].electricity
    return {
        "year": figures.year,
        "scope1_t_co2e": _tonnes(result.known(1, figures.scope_1)),
        "scope2_location_based_t_co2e": _tonnes(result.known(2, figures.location)),
        "scope2_market_based_t_co2e": _tonnes(result.known(2, figures.market)),
        "electricity_mwh": figure(figures.load if balance or figures.load else None),
        "renewable_mwh": figure(figures.renewable if balance or figures.load else None),
        "renewable_share": figure(figures.renewable_share),
    }


def _budget(budget: Budget | None) -> Value:
    if budget is None:
        return None
    return {
        "method": budget.method,
        "path_t_co2e": _tonnes(budget.path),
        "projected_t_co2e": _tonnes(budget.projected),
        "overshoot_t_co2e": _tonnes(budget.overshoot),
        "first_year": budget.first,
        "last_year": budget.last,
    }


def _on_track(each: OnTrack) -> dict[str, Value]:
    target = each.target
    in_tonnes = target.quantity in {TargetQuantity.EMISSIONS, TargetQuantity.INTENSITY}
    write = _tonnes if in_tonnes else figure
    return {
        "target": each.id,
        "rule": target.id,
        "status": target.rule.status.value,
        "quantity": target.quantity.value,
        "unit": target.unit.replace("kg CO2e", "t CO2e"),
        "scopes": list(target.scopes),
        "scope2_method": None if target.method is None else target.method.value,
        "year": each.year,
        "required": write(each.line),
        "projected": write(each.projected),
        "gap": write(each.gap),
        "met": each.met,
        "probability": _binary(each.probability),
        "target_year": target.target_year,
        "place": claims.place(target, each.gap),
        "checks": {
            "count": len(target.checks),
            "not_met": [check.name for check in claims.not_met(target)],
            "not_assessed": [check.name for check in claims.not_assessed(target)],
        },
        "words": {language: as_table.standing(each, language) for language in words.LANGUAGES},
    }


def _held_against(result: PathwayResult) -> Value:
    if result.held_against is None:
        return None
    key, target = result.held_against
    return {"target": key, "rule": target.id, "scopes": list(target.scopes), "scope2_method": target.method}


def _binary(number: float | None) -> Value:
    """Write a binary float, which draws are, with as many decimals as any figure."""
    return None if number is None else figure(Fraction(number))


def _part(part: Part) -> dict[str, Value]:
    return {
        "lever": part.id,
        "name": dict(part.names),
        "years": [
            {
                "year": year,
                "location_based_t_co2e": _tonnes(part.location[year]),
                "market_based_t_co2e": _tonnes(part.market[year]),
            }
            for year in part.market
        ],
    }


def _fan(fan: Fan | None) -> Value:
    if fan is None:
        return None
    years: list[Value] = []
    for at, year in enumerate(fan.years):
        record: dict[str, Value] = {"year": year}
        for method in Scope2Method:
            rows = fan.values[method]
            record[f"{method.value}_t_co2e"] = {
                f"p{round(share * 100):02}": _tonnes(Fraction(row[at]))
                for share, row in zip(fan.quantiles, rows, strict=True)
            }
        years.append(record)
    return {"draws": fan.draws, "seed": fan.seed, "of": "scope_1_and_2", "years": years}


def _carbon_price(result: PathwayResult) -> Value:
    if not result.carbon_cost:
        return None
    return {
        "currency": result.scenario.currency,
        "source": result.scenario.carbon_price.source,
        "years": [{"year": year, "cost": figure(cost)} for year, cost in result.carbon_cost.items()],
    }


def _provenance(known: Provenance) -> Mapping[str, Value]:
    return {
        "carbon": known.carbon,
        "inventory_sha256": known.inventory_sha256,
        "scenario_sha256": known.scenario_sha256,
        "rules": dict(known.rules),
        "rules_sha256": dict(known.rules_sha256),
        "gwp_set": known.gwp_set,
        "datasets": list(known.datasets),
        "seed": known.seed,
        "draws": known.draws,
        "numpy": known.numpy,
        "scipy": known.scipy,
    }
