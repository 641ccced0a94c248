"""What measures cost: annuities, present values, and the cost per tonne. Exact throughout."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

ONE = Fraction(1)


def recovery(rate: Fraction, years: int) -> Fraction:
    """Return the capital recovery factor: the equal yearly payment that pays 1 back with interest.

    `CRF(r, n) = r (1 + r)^n / ((1 + r)^n − 1)`, and `1/n` at a rate of nothing.

    Parameters
    ----------
    rate
        Discount rate [ratio per year].
    years
        Lifetime [years], at least 1.

    Returns
    -------
    Fraction
        Payment in each year [per year].

    Examples
    --------
    >>> round(float(recovery(Fraction(5, 100), 10)), 9), recovery(Fraction(0), 8)
    (0.129504575, Fraction(1, 8))
    """
    if not rate:
        return Fraction(1, years)
    grown = (1 + rate) ** years
    return rate * grown / (grown - 1)


def discount(rate: Fraction, years: int) -> Fraction:
    """Return what 1 paid some years on is worth today: `(1 + r)^-n`."""
    return ONE / (1 + rate) ** years


def present(payments: Mapping[int, Fraction], rate: Fraction, today: int) -> Fraction:
    """Return the present value of payments by year [currency], discounted to a year.

    `PV = Σ payment_y (1 + r)^-(y − today)`
    """
    return sum((payment * discount(rate, year - today) for year, payment in payments.items()), Fraction(0))


def marginal(yearly_cost: Fraction, t_co2e: Fraction) -> Fraction | None:
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
