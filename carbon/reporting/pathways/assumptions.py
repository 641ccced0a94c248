"""What was assumed, for every output: a block of a table, an object of JSON, rows of CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from carbon import exact
from carbon.accounting.result import InventoryResult
from carbon.pathways.assumed import AssumedYear
from carbon.reporting import labels, words
from carbon.reporting.grid import Block
from carbon.reporting.json_text import Value, figure
from carbon.reporting.pathways.wording import metric, word
from carbon.scenarios import Scenario
from carbon.terms import KG_PER_T

FACTOR_PLACES, PLACES = 4, 2


def block(
    assumed: Sequence[AssumedYear], scenario: Scenario, actual: InventoryResult, years: Sequence[int], language: str
) -> Block:
    """Return the rows of what was assumed; what is not in the scenario stays as it was, and the row says so."""
    shown = [each for each in assumed if each.year in years]
    rows = _factors(shown, scenario, actual, language) + _metrics(shown, scenario, actual, language)
    rows += [
        (
            word("driver", language).format(metric(name, language)),
            [exact.fixed(each.drivers[name], FACTOR_PLACES) for each in shown],
        )
        for name in shown[0].drivers
    ]
    for account in shown[0].scope_3:
        cells = [exact.grouped(each.scope_3[account] / KG_PER_T, PLACES) for each in shown]
        rows.append((f"{_account(account, actual, language)} [{words.word('t_co2e', language)}]", cells))
    remark = f"{word('grid_source', language)}{words.colon(language)}{scenario.grid.source}"
    return Block(word("assumed", language), rows, remark if scenario.grid.source else "")


def _factors(
    shown: Sequence[AssumedYear], scenario: Scenario, actual: InventoryResult, language: str
) -> list[tuple[str, list[str]]]:
    """Return the factors of electricity, where there is any."""
    if actual.electricity is None:
        return []
    held = "" if scenario.grid.points or scenario.grid.change else word("as_in", language).format(actual.year)
    location = [exact.fixed(each.location_factor / KG_PER_T, FACTOR_PLACES) for each in shown]
    market = [exact.fixed(each.market_factor / KG_PER_T, FACTOR_PLACES) for each in shown]
    mark = words.bracketed(held, language) if held else ""
    return [(word("grid_factor", language) + mark, location), (word("market_factor", language) + mark, market)]


def _metrics(
    shown: Sequence[AssumedYear], scenario: Scenario, actual: InventoryResult, language: str
) -> list[tuple[str, list[str]]]:
    """Return the metrics with their units."""
    units = {each.metric: metric(each.unit, language) for each in actual.metrics}
    rows = []
    for name in shown[0].metrics:
        mark = "" if name in scenario.drivers else word("as_in", language).format(actual.year)
        label = f"{metric(name, language)} [{units[name]}]" + (words.bracketed(mark, language) if mark else "")
        rows.append((label, [exact.grouped(each.metrics[name], PLACES) for each in shown]))
    return rows


def _account(account: str, actual: InventoryResult, language: str) -> str:
    """Name an account."""
    found = next((total for total in actual.accounts if total.account.id == account), None)
    return account if found is None else labels.account(found, language)


def value(assumed: Sequence[AssumedYear], scenario: Scenario, actual: InventoryResult) -> Mapping[str, Value]:
    """Return what was assumed as the value that JSON is written from."""
    units = {each.metric: each.unit for each in actual.metrics}
    return {"grid_factor_source": scenario.grid.source or None, "years": [_year(each, units) for each in assumed]}


def _year(each: AssumedYear, units: Mapping[str, str]) -> dict[str, Value]:
    moved = {**each.metrics, **each.drivers}
    return {
        "year": each.year,
        "grid_factor_kg_co2e_per_kwh": figure(each.location_factor / KG_PER_T),
        "market_factor_kg_co2e_per_kwh": figure(each.market_factor / KG_PER_T),
        "drivers": [
            {"driver": name, "quantity": figure(number), "unit": units.get(name, "index")}
            for name, number in moved.items()
        ],
        "scope3": [{"account": name, "t_co2e": figure(kg / KG_PER_T)} for name, kg in each.scope_3.items()],
    }
