"""What emissions and measures cost: prices, levies, annuities, present values. A price enters no total of tonnes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from carbon.files.amounts import Points
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.scenarios import on_track
from carbon.scenarios.balance import Line
from carbon.scenarios.projection import Projection
from carbon.scenarios.scenario import Fee, Scenario

PRICED_SCOPES = (1, 2)
_LEVY_DECIMALS = 3


def carbon_costs(scenario: Scenario, projection: Projection, method: Scope2Method) -> dict[int, Fraction]:
    """Return what a scenario's carbon price or levy comes to by year.

    Return cost [currency] in each year after the last inventory; empty without a price. A price costs nothing
    before its first year.

    Parameters
    ----------
    method
        The scope 2 method: scope 1 and 2 are what is priced.
    """
    price = scenario.carbon_price
    if not price.points and price.fee is None:
        return {}
    costs = {}
    for figures in projection.years[1:]:
        t_co2e = on_track.emissions(figures, PRICED_SCOPES, method) / KG_PER_T
        costs[figures.year] = (
            levy(price.fee, t_co2e) if price.fee else t_co2e * carbon_price_in(price.points, figures.year)
        )
    return costs


def carbon_price_in(points: Points, year: int) -> Fraction:
    """Return a carbon price [currency per t CO2e]: straight lines between its years, nothing before the first."""
    return Fraction(0) if year < min(points) else interpolate(points, year)


def interpolate(points: Points, year: int) -> Fraction:
    """Return a number in a year: straight lines between points, the first before them and the last after them."""
    value = Line({point: number.value for point, number in points.items()}).at(year)
    assert isinstance(value, Fraction)
    return value


def levy(fee: Fee, t_co2e: Fraction) -> Fraction:
    """Return a levy on emissions above a threshold [currency].

    `fee = rate · (E − K) · c`: what is charged is rounded half up to 3 decimals, the fee truncated to whole units
    (碳費收費辦法, articles 5 and 6).

    Examples
    --------
    >>> levy(Fee(Fraction(300), Fraction(25_000), Fraction(1), ""), Fraction(30_000))
    Fraction(1500000, 1)
    """
    charged = max(Fraction(0), (t_co2e - fee.threshold_t) * fee.coefficient)
    rounded = Fraction(exact.rounded(charged, _LEVY_DECIMALS), 10**_LEVY_DECIMALS)
    return Fraction(int(rounded * fee.rate))


ONE = Fraction(1)


def capital_recovery_factor(rate: Fraction, years: int) -> Fraction:
    """Return the capital recovery factor: the equal yearly payment that pays 1 back with interest.

    `CRF(r, n) = r (1 + r)^n / ((1 + r)^n − 1)`, and `1/n` at a rate of nothing.

    Return payment in each year [per year].

    Parameters
    ----------
    rate
        Discount rate [ratio per year].
    years
        Lifetime [years], at least 1.

    Examples
    --------
    >>> round(float(capital_recovery_factor(Fraction(5, 100), 10)), 9), capital_recovery_factor(Fraction(0), 8)
    (0.129504575, Fraction(1, 8))

    >>> round(float(capital_recovery_factor(Fraction(5, 100), 10)), 9), capital_recovery_factor(Fraction(0), 8)
    (0.129504575, Fraction(1, 8))
    """
    if not rate:
        return Fraction(1, years)
    grown = (1 + rate) ** years
    return rate * grown / (grown - 1)


def discount_factor(rate: Fraction, years: int) -> Fraction:
    """Return what 1 paid some years on is worth today: `(1 + r)^-n`."""
    return ONE / (1 + rate) ** years


def present_value(payments: Mapping[int, Fraction], rate: Fraction, today: int) -> Fraction:
    """Return the present value of payments by year [currency], discounted to a year.

    `PV = Σ payment_y (1 + r)^-(y − today)`
    """
    return sum((payment * discount_factor(rate, year - today) for year, payment in payments.items()), Fraction(0))


def marginal_cost(yearly_cost: Fraction, t_co2e: Fraction) -> Fraction | None:
    """Return a marginal abatement cost [currency per t CO2e], None where nothing is abated.

    `MAC = (capex · CRF + Δopex − energy saved · price) / t CO2e per year`

    Parameters
    ----------
    yearly_cost
        The numerator [currency per year].
    t_co2e
        Emissions that are saved [t CO2e per year].
    """
    return yearly_cost / t_co2e if t_co2e > 0 else None
