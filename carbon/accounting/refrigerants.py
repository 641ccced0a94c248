"""What a kilogram of a refrigerant comes to in CO2e, for those who think of replacing one."""

from __future__ import annotations

from fractions import Fraction

from carbon.accounting.gwp import Lens
from carbon.factors.datasets.library import FactorBooks
from carbon.model.terms import MONTREAL_ACCOUNT


def co2e_per_kg(activity: str, gwp_set: str) -> Fraction | None:
    """Return the emissions of a kilogram of refrigerant lost [kg CO2e per kg], None if the library has it not.

    Gases of the Montreal Protocol are posted outside the scopes, so they add nothing here.
    """
    books = FactorBooks(None)
    lens = Lens(books.gases, gwp_set)
    found = books.factors.factors.get(activity)
    if not found:
        return None
    return sum(
        (
            row.value * (lens.gwp(row.gas) or 0)
            for row in found[0].rows
            if lens.account(row.gas, activity) != MONTREAL_ACCOUNT
        ),
        Fraction(0),
    )
