"""What emissions cost: a price by year, or a levy above a threshold. A price never enters a total of tonnes."""

from __future__ import annotations

from fractions import Fraction

from carbon.files.amounts import Points
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.scenarios import held
from carbon.scenarios.projector import Projection
from carbon.scenarios.scenario import Fee, Scenario
from carbon.scenarios.series import Line

PRICED_SCOPES = (1, 2)
_LEVY_DECIMALS = 3


def of(scenario: Scenario, projection: Projection, method: Scope2Method) -> dict[int, Fraction]:
    """Return what a scenario's carbon price or levy comes to by year.

    Parameters
    ----------
    method
        The scope 2 method: scope 1 and 2 are what is priced.

    Returns
    -------
    dict of int to Fraction
        Cost [currency] in each year after the last inventory; empty without a price. A price costs nothing before its
        first year.
    """
    price = scenario.carbon_price
    if not price.points and price.fee is None:
        return {}
    found = {}
    for figures in projection.years[1:]:
        t_co2e = held.emissions(figures, PRICED_SCOPES, method) / KG_PER_T
        found[figures.year] = levy(price.fee, t_co2e) if price.fee else t_co2e * in_year(price.points, figures.year)
    return found


def in_year(points: Points, year: int) -> Fraction:
    """Return a carbon price [currency per t CO2e]: straight lines between its years, nothing before the first."""
    return Fraction(0) if year < min(points) else line(points, year)


def line(points: Points, year: int) -> Fraction:
    """Return a number in a year: straight lines between points, the first before them and the last after them."""
    value = Line({each: number.value for each, number in points.items()}).at(year)
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
