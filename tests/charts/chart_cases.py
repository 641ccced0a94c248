"""Inventories that are hard to draw: very few years and very many, long names, gaps, zeros, negative figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction

from carbon.accounting.result import (
    AccountTotal,
    Cell,
    ElectricityBalance,
    EnergyUse,
    GasTotal,
    InventoryResult,
    ScopeTotal,
    Sum12,
)
from carbon.factors.catalogue import Account

LONG = "A Very Long Name of an Organisation and All of Its Subsidiaries " * 5
GASES = ("CO2", "CH4_fossil", "N2O", "HFC-134a", "PFC-14", "SF6", "NF3", "HFE-125", "CO2e")
CARRIERS = ("electricity", "natural_gas", "lpg", "petrol", "diesel", "steam", "fuel_oil", "jet_kerosene", "kerosene")

Years = list[InventoryResult]
Case = Callable[[Years, InventoryResult], Years]


def of_year(result: InventoryResult, year: int, factor: int = 1) -> InventoryResult:
    """Return a result under another year, its emissions multiplied."""

    def times(kg: Fraction | None) -> Fraction | None:
        return None if kg is None else kg * factor

    def account(total: AccountTotal) -> AccountTotal:
        gases = tuple(GasTotal(gas.gas, times(gas.kg), gas.kg_co2e * factor) for gas in total.gases)
        return replace(total, kg_co2e=total.kg_co2e * factor, gases=gases)

    cells = tuple(
        replace(cell, month=f"{year}{cell.month[4:]}", kg_co2e=cell.kg_co2e * factor) for cell in result.breakdown
    )
    return replace(
        result,
        year=year,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        totals=tuple(ScopeTotal(t.scope, t.method, times(t.kg_co2e)) for t in result.totals),
        scope_1_and_2=tuple(Sum12(t.method, times(t.kg_co2e)) for t in result.scope_1_and_2),
        accounts=tuple(account(total) for total in result.accounts),
        intensity=tuple(replace(one, kg_co2e_per_unit=one.kg_co2e_per_unit * factor) for one in result.intensity),
        energy=tuple(replace(use, mwh=times(use.mwh)) for use in result.energy),
        breakdown=cells,
    )


def crowd(years: Years, empty: InventoryResult) -> Years:
    """Return more years than fit on the sheet, with an empty one and large figures."""
    return [*years, empty, *(of_year(years[0], year, 1000) for year in range(2025, 2041))]


def twelve(years: Years, _: InventoryResult) -> Years:
    """Return twelve years, one of them missing in between."""
    return [of_year(years[0], year, factor) for factor, year in enumerate([*range(2010, 2015), *range(2016, 2023)], 1)]


def many_facilities(years: Years, _: InventoryResult) -> Years:
    """Return thirty facilities with long names, rows without a facility, and one facility that emits in one year."""
    names = {
        f"site-{at}": {"en": f"{LONG[: 20 + 4 * at]}{at}", "zh": f"第{at}號{'廠區辦公大樓' * (at // 4)}"}
        for at in range(30)
    }

    def of(result: InventoryResult) -> InventoryResult:
        cells = tuple(
            Cell(
                total.account.id,
                total.method,
                f"site-{at}" if at else None,
                f"{result.year}-03",
                total.kg_co2e / (at + 2),
            )
            for total in result.accounts
            for at in range(30 if result.year > 2022 else 12)
        )
        return replace(result, names=names, breakdown=cells)

    return [of(result) for result in years]


def many_accounts(years: Years, _: InventoryResult) -> Years:
    """Return every category of scope 3, all groups of gases and more carriers than have a colour."""
    accounts = tuple(
        AccountTotal(
            Account(
                f"scope3/{at:02}_category", 3, f"Category {at} with quite a long name of its own", f"類別{at}之名稱", 4
            ),
            None,
            Fraction(10**6, at),
            (GasTotal(GASES[at % len(GASES)], None, Fraction(10**6, at)),),
        )
        for at in range(1, 16)
    )
    energy = tuple(
        EnergyUse(carrier, Fraction(1000, at + 1), renewable=bool(at % 2)) for at, carrier in enumerate(CARRIERS)
    )
    return [replace(result, accounts=accounts, energy=energy) for result in years]


def negative(years: Years, _: InventoryResult) -> Years:
    """Return a year that is negative in everything, and one that is negative in some accounts."""
    result = years[0]
    mixed = of_year(result, 2026)
    first, *rest = mixed.accounts
    sunk = replace(first, kg_co2e=-first.kg_co2e * 9, gases=(GasTotal("CO2", None, -first.kg_co2e * 9),))
    cells = tuple(
        replace(cell, kg_co2e=-cell.kg_co2e * 9) if cell.account == first.account.id else cell
        for cell in mixed.breakdown
    )
    mixed = replace(mixed, accounts=(sunk, *rest), breakdown=cells)
    return [*years, of_year(result, 2025, -1), mixed]


def zeros(years: Years, _: InventoryResult) -> Years:
    """Return a year in which all is zero."""
    nothing = ElectricityBalance(Fraction(0), Fraction(0), None, (), None)
    return [replace(of_year(years[0], 2025, 0), electricity=nothing)]


def fiscal(years: Years, _: InventoryResult) -> Years:
    """Return a year that begins in April."""
    result = years[0]
    return [replace(result, start=date(result.year, 4, 1), end=date(result.year + 1, 3, 31))]


CASES: dict[str, Case] = {
    "three": lambda years, _: years,
    "one": lambda years, _: years[:1],
    "nothing": lambda _, empty: [empty],
    "gap": lambda years, empty: [empty, *years],
    "crowd": crowd,
    "twelve": twelve,
    "facilities": many_facilities,
    "accounts": many_accounts,
    "negative": negative,
    "zeros": zeros,
    "fiscal": fiscal,
    "long names": lambda years, _: [replace(years[0], organisation=LONG)],
    "chinese": lambda years, _: [replace(years[0], organisation="凱基證券股份有限公司")],
}
"""Each case: from three years and an empty one to the years that are drawn."""
