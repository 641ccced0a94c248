"""A pathway as tidy CSV: one figure per row."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from carbon import exact
from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.projection.projector import Figures
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import listing
from carbon.reporting.listing import Cell
from carbon.terms import KG_PER_T


def text(result: PathwayResult) -> str:
    """Write every figure of every year: what it is of, the year, the value and its unit."""
    return listing.as_csv(list(records(result)))


def records(result: PathwayResult) -> Iterator[dict[str, Cell]]:
    """Yield the figures of a pathway."""
    for year in result.years:
        yield from _figures(result, "scenario", year.figures)
        if result.target is not None:
            yield _record("target", year.year, _about(result.target), _tonnes(year.target), "t CO2e")
            yield _record("gap", year.year, _about(result.target), _tonnes(year.gap), "t CO2e")
        for name, kg in year.intensity.items():
            yield _record("scenario", year.year, f"intensity/{name}", _tonnes(kg), "t CO2e per unit")
    for figures in result.usual:
        yield from _figures(result, "business_as_usual", figures)
    for part in result.parts:
        for year_number in part.market:
            for method, kg_of in (("location_based", part.location), ("market_based", part.market)):
                yield _record(f"bridge/{part.id}", year_number, method, _tonnes(kg_of[year_number]), "t CO2e")


def _about(target: TargetResult) -> str:
    """Name the scopes of a target, and its scope 2 method."""
    scopes = f"scope_{'_and_'.join(map(str, target.scopes))}"
    return scopes if target.method is None else f"{scopes}/{target.method}"


def _figures(result: PathwayResult, series: str, figures: Figures) -> Iterator[dict[str, Cell]]:
    for name, kg in (
        ("scope_1", result.known(1, figures.scope_1)),
        ("scope_2/location_based", result.known(2, figures.location)),
        ("scope_2/market_based", result.known(2, figures.market)),
    ):
        yield _record(series, figures.year, name, _tonnes(kg), "t CO2e")
    for name, mwh in (("electricity", figures.load), ("renewable_electricity", figures.renewable)):
        yield _record(series, figures.year, name, exact.text(mwh), "MWh")


def _record(series: str, year: int, name: str, value: str, unit: str) -> dict[str, Cell]:
    return {"series": series, "year": year, "figure": name, "value": value, "unit": unit}


def _tonnes(kg: Fraction | None) -> str:
    return "" if kg is None else exact.text(kg / KG_PER_T)
