"""Where a rule begins and ends: a small inventory on either side of each edge, its figure worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.terms import Rung, Scope2Method, Severity
from tests.laws.strategies import computed, folder

LOCATION, MARKET = Scope2Method.LOCATION, Scope2Method.MARKET
SETTINGS = """\
organisation = "Example Ltd"
geography = "{geography}"
gwp_set = "AR6_GWP100"
{top}
[years.2024]
start = 2024-01-01
end = 2024-12-31
{as_of}
[factors]
datasets = ["own"]
{factors}
[upstream]
electricity = {{ decision = "exclude", reason = "not the point" }}
diesel = {{ decision = "exclude", reason = "not the point" }}
{more}
"""
FACTOR_COLUMNS = (
    "activity,variant,geography,valid_from,valid_to,published_on,unit,gas,value,value_is,calorific_basis,cell"
)
HEATING_COLUMNS = "fuel,geography,valid_from,valid_to,published_on,value,energy_unit,unit,calorific_basis,cell"
MADE_UP = "made up for the test"


def settings(*, geography: str = "TW", top: str = "", as_of: str = "", factors: str = "", more: str = "") -> str:
    """Write a carbon.toml that uses nothing but the organisation's own factors."""
    return SETTINGS.format(geography=geography, top=top, as_of=as_of, factors=factors, more=more)


def factor(
    activity: str, value: str, *, variant: str = "", geography: str = "TW", unit: str = "kWh", **more: str
) -> str:
    """Write a row of own factors: kilograms of CO2e per unit."""
    where = f"{activity},{variant},{geography},,,{more.get('published', '')},{unit}"
    return f"{where},CO2e,{value},co2e:AR6_GWP100,{more.get('basis', '')},{MADE_UP}"


def inventory(
    path: Path,
    rows: Sequence[str],
    toml: str,
    factors: Sequence[str],
    heating_values: Sequence[str] = (),
    more: dict[str, str] | None = None,
) -> InventoryResult:
    """Write an inventory folder and compute 2024.

    A row is `activity,quantity,unit,period`; each factor and each heating value is a dataset of its own.
    """
    tables = [("factors", FACTOR_COLUMNS, row) for row in factors]
    tables += [("heating_values", HEATING_COLUMNS, row) for row in heating_values]
    for version, (name, columns, row) in enumerate(tables, start=1):
        own = path / "emission_factors" / "own" / str(version)
        own.mkdir(parents=True)
        (own / "source.toml").write_text('licence = "made up"\n', encoding="utf-8")
        (own / f"{name}.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    (path / "activity").mkdir()
    written = "\n".join(["activity,quantity,unit,period", *rows])
    (path / "activity" / "rows.csv").write_text(f"{written}\n", encoding="utf-8")
    (path / "carbon.toml").write_text(toml, encoding="utf-8")
    for name, content in (more or {}).items():
        (path / name).write_text(content, encoding="utf-8")
    return carbon.inventory(path, year=2024)


def test_market_based_takes_the_residual_mix_where_one_is_published(tmp_path: Path) -> None:
    """1,000 kWh at the grid's 0.5 by location, and at the residual mix's 0.7 by market."""
    factors = [factor("electricity", "0.5"), factor("electricity/residual_mix", "0.7")]
    result = inventory(tmp_path, ["electricity,1000,kWh,2024-03"], settings(), factors)
    assert result.total(2, LOCATION) == 500
    assert result.total(2, MARKET) == 700
    assert result.electricity is not None
    assert result.electricity.uncovered_factor == "residual_mix"


FUEL = [factor("diesel/stationary", "75", unit="GJ", basis="net")]
FUEL_ROW = ["diesel/stationary,1000,L,2024-03"]


def heating_value(value: str, *, basis: str = "net", published: str = "") -> str:
    """Write a row of own heating values of diesel [MJ per litre]."""
    return f"diesel,TW,,,{published},{value},MJ,L,{basis},{MADE_UP}"


def test_heating_value_of_the_factors_basis(tmp_path: Path) -> None:
    """A factor per net gigajoule takes the net heating value of 36, though a gross one of 40 stands before it."""
    values = [heating_value("40", basis="gross"), heating_value("36")]
    assert inventory(tmp_path, FUEL_ROW, settings(), FUEL, values).total(1) == 36 * 75


def test_heating_value_of_the_other_basis_alone_is_refused(tmp_path: Path) -> None:
    """A gross heating value is no net one: without a net one the factor cannot be used."""
    with pytest.raises(carbon.ProblemsError) as refused:
        inventory(tmp_path, FUEL_ROW, settings(), FUEL, [heating_value("40", basis="gross")])
    assert "missing-heating-value" in {problem.code for problem in refused.value.problems}


def test_heating_value_published_later_is_not_used(tmp_path: Path) -> None:
    """Of two heating values the one published after factors_as_of does not exist yet."""
    values = [heating_value("36", published="2024-12-31"), heating_value("39", published="2025-06-30")]
    toml = settings(as_of="factors_as_of = 2025-03-31")
    assert inventory(tmp_path, FUEL_ROW, toml, FUEL, values).total(1) == 36 * 75


def test_own_heating_value_goes_before_one_that_the_settings_name(tmp_path: Path) -> None:
    """The organisation's own 36 goes before the Energy Administration's, though carbon.toml names that."""
    toml = settings(factors='heating_values = ["tw-energy-administration"]')
    assert inventory(tmp_path, FUEL_ROW, toml, FUEL, [heating_value("36")]).total(1) == 36 * 75


@pytest.mark.parametrize(
    ("about", "left"),
    [('account = "scope1/mobile_combustion"', 2000), ('account = "scope1/stationary_combustion"', 3000)],
)
def test_excluded_account_is_in_no_total(tmp_path: Path, about: str, left: int) -> None:
    """Excluding an account leaves its rows out, and those of no other account."""
    factors = [factor("diesel/mobile", "3", unit="L"), factor("diesel/stationary", "2", unit="L")]
    rows = ["diesel/mobile,1000,L,2024-03", "diesel/stationary,1000,L,2024-03"]
    result = inventory(tmp_path, rows, settings(more=f'[[exclude]]\n{about}\nreason = "outside the boundary"'), factors)
    assert result.total(1) == left
    assert [line.kg_co2e for line in result.excluded if line.kg_co2e is not None] == [5000 - left]


def test_wider_geography_is_listed(tmp_path: Path) -> None:
    """A country's factor for a region is in the list of substitutions, with its whole share."""
    rows, toml = ["diesel/mobile,10,L,2024-03"], settings(geography="US/CAMX", factors="wider_geography = 1")
    result = inventory(tmp_path, rows, toml, [factor("diesel/mobile", "3", geography="US", unit="L")])
    (listed,) = result.substitutions
    assert (listed.wanted, listed.used, listed.rung) == ("US/CAMX", "US", Rung.WIDER_GEOGRAPHY)
    assert listed.kg_co2e == 30
    assert listed.share_percent == 100


@pytest.mark.parametrize(("day", "value"), [("2025-03-30", 500), ("2025-03-31", 600), ("2025-04-01", 600)])
def test_publication_counts_from_its_own_day(tmp_path: Path, day: str, value: int) -> None:
    """A factor published on the day of factors_as_of is used; the day before it is not there yet."""
    factors = [
        factor("electricity", "0.5", published="2024-01-01"),
        factor("electricity", "0.6", published="2025-03-31"),
    ]
    toml = settings(as_of=f"factors_as_of = {day}")
    assert inventory(tmp_path, ["electricity,1000,kWh,2024-03"], toml, factors).total(2, LOCATION) == value


def test_bare_activity_takes_no_variant(tmp_path: Path) -> None:
    """A row that names no technology takes the factor that names none, though a variant stands before it."""
    factors = [factor("diesel/mobile", "9", variant="old_engine", unit="L"), factor("diesel/mobile", "3", unit="L")]
    assert inventory(tmp_path, ["diesel/mobile,10,L,2024-03"], settings(), factors).total(1) == 30


def test_zero_is_a_quantity(tmp_path: Path) -> None:
    """Nothing used is a computed zero, needs no note, and is no missing data."""
    result = inventory(tmp_path, ["electricity,0,kWh,2024-03"], settings(), [factor("electricity", "0.5")])
    assert result.total(2, LOCATION) == 0
    assert result.total(1) is None


@pytest.mark.parametrize("day", ["2024-03-31", "113/03/31", "113年3月31日"])
def test_bill_of_one_day(tmp_path: Path, day: str) -> None:
    """A row that starts and ends on the same day is that day's, however the day is written."""
    text = f"activity,quantity,unit,start,end\nelectricity,1000,kWh,{day},{day}\n"
    (tmp_path / "bill.csv").write_text(text, encoding="utf-8")
    result = carbon.inventory(tmp_path / "bill.csv", year=2024, geography="TW")
    (cell,) = (cell for cell in result.breakdown if cell.method is LOCATION)
    assert cell.month == "2024-03"
    assert cell.kg_co2e == 474


@pytest.mark.parametrize("quantity", [1234567890.12345, 123456.123456789, 0.1, 1e15 + 0.5])
def test_float_is_read_to_its_fifteenth_digit(quantity: float) -> None:
    """A binary float of Parquet is the shortest decimal that it prints as, not one cut after twelve digits."""
    columns = {"activity": ["electricity"], "quantity": [quantity], "unit": ["kWh"], "period": ["2024-03"]}
    with folder([]) as path:
        pq.write_table(pa.table(columns), path / "activity" / "a.parquet")
        result = carbon.inventory(path, year=2024)
    assert result.electricity is not None
    expected = Fraction(f"{quantity:.15g}")
    assert result.electricity.mwh * 1000 == expected


METRIC_ROWS = "metric,year,facility,quantity,unit\nemployees,2024,,100,employee\nemployees,2024,north,60,employee\n"


@pytest.mark.parametrize(
    ("rows", "employees"), [(METRIC_ROWS, 100), (METRIC_ROWS.replace("employees,2024,,100,employee\n", ""), 60)]
)
def test_metric_of_the_whole_is_not_added_to_its_parts(tmp_path: Path, rows: str, employees: int) -> None:
    """A metric that stands for the organisation and for a facility counts once; facilities alone are added up."""
    result = inventory(
        tmp_path,
        ["electricity,1000,kWh,2024-03"],
        settings(),
        [factor("electricity", "0.5")],
        more={"metrics.csv": rows},
    )
    (metric,) = result.metrics
    assert metric.quantity == employees
    intensity = next(line for line in result.intensity if line.method is LOCATION)
    assert intensity.kg_co2e_per_unit == Fraction(500, employees)


@pytest.mark.parametrize(("last", "is_spread"), [(date(2024, 3, 31), False), (date(2024, 4, 1), True)])
def test_row_is_spread_from_its_thirty_second_day(last: date, *, is_spread: bool) -> None:
    """Thirty-one days from the first of March are a bill like any other; one day more is a spread one."""
    text = f"activity,quantity,unit,start,end\nelectricity,1000,kWh,2024-03-01,{last}\n"
    result = next(result for result in computed([text]) if result.year == 2024)
    assert ("spread" in {problem.code for problem in result.warnings}) is is_spread
    assert all(problem.severity is Severity.WARNING for problem in result.warnings)


@pytest.mark.parametrize(("first", "is_spread"), [("2024-03-02", False), ("2024-03-01", True)])
def test_days_are_counted_with_the_last(first: str, *, is_spread: bool) -> None:
    """From the 2nd of March to the 1st of April are thirty-one days, from the 1st thirty-two: both days count."""
    text = f"activity,quantity,unit,start,end\nelectricity,1000,kWh,{first},2024-04-01\n"
    result = next(result for result in computed([text]) if result.year == 2024)
    assert ("spread" in {problem.code for problem in result.warnings}) is is_spread
