"""Results made by hand, for the reports to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from carbon.accounting.result import (
    AccountTotal,
    Avoided,
    Cell,
    ElectricityBalance,
    EnergyUse,
    Excluded,
    GasTotal,
    Input,
    InstrumentUse,
    Intensity,
    InventoryResult,
    NotRebased,
    Rounding,
    RungShare,
    ScopeTotal,
    Substitution,
    Sum12,
)
from carbon.factors.catalogue import Account
from carbon.factors.factor import Dataset
from carbon.model.problems import Place, Problem
from carbon.model.sentences import say
from carbon.model.terms import Rung, Scope2Method, Severity

LOCATION, MARKET = Scope2Method.LOCATION, Scope2Method.MARKET

MOBILE = Account("scope1/mobile_combustion", 1, "Mobile combustion", "移動燃燒", 1)
FUGITIVE = Account("scope1/fugitive", 1, "Fugitive emissions", "逸散排放", 1)
ELECTRICITY = Account("scope2/electricity", 2, "Purchased electricity", "外購電力", 2)
TRAVEL = Account("scope3/06_business_travel", 3, "Business travel", "商務旅行", 3)
BIOGENIC = Account("outside_scopes/biogenic_co2", None, "Biogenic carbon dioxide", "生質二氧化碳", None)
MONTREAL = Account(
    "outside_scopes/montreal_protocol_gases", None, "Gases of the Montreal Protocol", "蒙特婁議定書列管氣體", None
)


def kg(text: str) -> Fraction:
    """Read kilograms."""
    return Fraction(text)


def _accounts(scope_1: Fraction, location: Fraction, market: Fraction, scope_3: Fraction) -> tuple[AccountTotal, ...]:
    petrol = scope_1 * Fraction(2, 3)
    return (
        AccountTotal(
            MOBILE,
            None,
            petrol,
            (GasTotal("CO2", petrol - 298, petrol - 298), GasTotal("CH4_fossil", kg("10"), kg("298"))),
        ),
        AccountTotal(
            FUGITIVE, None, scope_1 - petrol, (GasTotal("HFC-134a", (scope_1 - petrol) / 1530, scope_1 - petrol),)
        ),
        AccountTotal(ELECTRICITY, LOCATION, location, (GasTotal("CO2e", None, location),)),
        AccountTotal(ELECTRICITY, MARKET, market, (GasTotal("CO2e", None, market),)),
        AccountTotal(TRAVEL, None, scope_3, (GasTotal("CO2e", None, scope_3),)),
    )


def _cells(accounts: Sequence[AccountTotal], year: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(total.account.id, total.method, facility, f"{year}-{month:02}", total.kg_co2e / 24)
        for total in accounts
        for facility in ("taipei-hq", None)
        for month in range(1, 13)
    )


def _energy(location: Fraction, green: Fraction) -> tuple[ElectricityBalance, tuple[EnergyUse, ...]]:
    mwh = location / 494
    balance = ElectricityBalance(
        mwh, green, green / mwh * 100, (InstrumentUse("T-REC-01", green, kg("250.5")),), "grid_average"
    )
    return balance, (
        EnergyUse("electricity", mwh, renewable=False),
        EnergyUse("petrol", kg("777.123"), renewable=False),
        EnergyUse("wood", None, renewable=True),
    )


def made(year: int, scope_1: str, location: str, market: str, scope_3: str) -> InventoryResult:
    """Make a whole result from its totals [kg CO2e]."""
    one, two_l, two_m, three = kg(scope_1), kg(location), kg(market), kg(scope_3)
    accounts = _accounts(one, two_l, two_m, three)
    balance, energy = _energy(two_l, (two_l - two_m) / 494)
    return InventoryResult(
        organisation="KGI Securities",
        year=year,
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        gwp_set="AR6_GWP100",
        factors_as_of=date(year + 1, 3, 31),
        totals=(
            ScopeTotal(1, None, one),
            ScopeTotal(2, LOCATION, two_l),
            ScopeTotal(2, MARKET, two_m),
            ScopeTotal(3, None, three),
        ),
        scope_1_and_2=(Sum12(LOCATION, one + two_l), Sum12(MARKET, one + two_m)),
        accounts=accounts,
        electricity=balance,
        energy=energy,
        intensity=(
            Intensity("employees", "employee", "scope_1_and_2", MARKET, (one + two_m) / 3511),
            Intensity("revenue", "million TWD", "scope_1_and_2", MARKET, (one + two_m) / 35110),
        ),
        outside_scopes=(
            AccountTotal(BIOGENIC, None, Fraction(0), (GasTotal("CO2_biogenic", kg("1234.5"), Fraction(0)),)),
            AccountTotal(MONTREAL, None, kg("1960"), (GasTotal("HCFC-22", kg("1"), kg("1960")),)),
        ),
        avoided=(Avoided("electricity", kg("1781000")),),
        excluded=(
            Excluded("water/supply", "outside the published boundary", kg("14206.5")),
            Excluded("paper/a4", "not assessed", None),
        ),
        rungs=(RungShare(Rung.DATASET, Fraction(900), Fraction(90)), RungShare(Rung.OWN, Fraction(100), Fraction(10))),
        substitutions=(
            Substitution(
                "electricity", "TW", str(year), str(year - 1), Rung.EARLIER_YEAR,
                f"tw-moea-electricity@2024:electricity:TW:kWh:{year - 1}-01-01", two_l,
                two_l * 100 / (one + two_l + three),
            ),
        ),
        not_rebased=(NotRebased("electricity", None, "AR5_GWP100", two_l),),
        rounding=(Rounding("travel/rail", "uk-desnz@2025:travel/rail:GB:km:", "AR6_GWP100", three, three + 1),),
        warnings=(
            Problem("not-assessed", say("scope3/03: not assessed."), severity=Severity.WARNING),
            Problem(
                "spread",
                say("Rows longer than 31 days were shared out over months by days; 12.3 % of t CO2e rests on them."),
                Place(f"activity/{year}.csv", 118), severity=Severity.WARNING,
            ),
        ),
        datasets=(
            Dataset("tw-moea-electricity", "2024", "OGDL-Taiwan-1.0"),
            Dataset("tw-moenv-604", "6.0.4", "OGDL-Taiwan-1.0"),
        ),
        consolidation_approach="operational_control",
        names={"taipei-hq": {"en": "Taipei HQ", "zh": "大直總部"}},
        breakdown=_cells(accounts, year),
        inputs=(Input(f"activity/{year}.csv", "ab" * 32, 1200, 3), Input("carbon.toml", "cd" * 32, None)),
    )  # fmt: skip


@pytest.fixture
def result() -> InventoryResult:
    """Return 2024, with something in every part."""
    return made(2024, "545123.4567", "10321654.321", "8728090", "30210000.5")


@pytest.fixture
def years(result: InventoryResult) -> list[InventoryResult]:
    """Return three years, not in order; 2022 has no scope 3."""
    first = made(2022, "601000", "5705566.62", "5705566.62", "0")
    accounts = tuple(total for total in first.accounts if total.account != TRAVEL)
    first = replace(
        first,
        totals=(*first.totals[:3], ScopeTotal(3, None, None)),
        accounts=accounts,
        breakdown=_cells(accounts, first.year),
    )
    return [result, first, made(2023, "577000.25", "6633371.25", "6633371.25", "12500000")]


@pytest.fixture
def empty() -> InventoryResult:
    """Return a year without any data, of an organisation that is not named."""
    return InventoryResult(
        organisation="",
        year=2021,
        start=date(2021, 1, 1),
        end=date(2021, 12, 31),
        gwp_set="AR6_GWP100",
        factors_as_of=None,
        totals=(
            ScopeTotal(1, None, None),
            ScopeTotal(2, LOCATION, None),
            ScopeTotal(2, MARKET, None),
            ScopeTotal(3, None, None),
        ),
        scope_1_and_2=(Sum12(LOCATION, None), Sum12(MARKET, None)),
        accounts=(),
        electricity=None,
        energy=(),
        intensity=(),
        outside_scopes=(),
        avoided=(),
        excluded=(),
        rungs=(),
        substitutions=(),
        not_rebased=(),
        warnings=(),
        datasets=(),
        assumed_gwp_set=True,
    )
