"""The GWPs, applied last: masses of gases to CO2e, and the account that each gas is posted to."""

from __future__ import annotations

from fractions import Fraction

from carbon.factors.catalogue import Gases
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import CO2_BIOGENIC, CO2E, ROUNDING
from carbon.model.sentences import Sentence, say
from carbon.model.terms import BIOGENIC_ACCOUNT, MONTREAL_ACCOUNT, Family

KYOTO = frozenset(Family) - {Family.OTHER, Family.MONTREAL, Family.BIOGENIC_CO2, Family.CO2E, Family.ROUNDING}


class NoGwpError(Exception):
    """Raised when a gas of the Kyoto basket has no GWP in the chosen set."""

    def __init__(self, why: Sentence) -> None:
        self.why = why
        super().__init__(why)


class Lens:
    """Looks at masses of gases through a GWP set.

    Parameters
    ----------
    gases
        The gases and sets.
    gwp_set
        The set chosen.
    """

    def __init__(self, gases: Gases, gwp_set: str) -> None:
        self._gases = gases
        self._gwp = gases.gwp[gwp_set]
        self.gwp_set = gwp_set

    def gwp(self, gas: str) -> Fraction | None:
        """Return the GWP of a gas [kg CO2e per kg], None for a gas outside the Kyoto basket that has none.

        Raise NoGwpError if a gas of the Kyoto basket has none: it must not be counted as nothing.
        """
        if gas in {CO2E, CO2_BIOGENIC, ROUNDING}:
            return Fraction(1)
        potential = self._gwp.get(gas)
        if potential is None and self._gases.gases[gas].family in KYOTO:
            why = say(
                "The library has no GWP for {gas} in {gwp_set}. Choose another gwp_set in carbon.toml.",
                gas=gas,
                gwp_set=self.gwp_set,
            )
            raise NoGwpError(why)
        return potential

    def account(self, gas: str, account: str) -> str:
        """Return the account that a gas is posted to when its activity posts to `account`."""
        family = self._gases.gases[gas].family
        if family is Family.MONTREAL:
            return MONTREAL_ACCOUNT
        if family is Family.BIOGENIC_CO2:
            return BIOGENIC_ACCOUNT
        return account


def co2e_per_kg(activity: str, gwp_set: str) -> Fraction | None:
    """Return the emissions of a kilogram of refrigerant lost [kg CO2e per kg], None if the library has it not.

    Gases of the Montreal Protocol are posted outside the scopes, so they add nothing here.
    """
    books = FactorBooks(None)
    lens = Lens(books.gases, gwp_set)
    factors = books.factors.factors.get(activity)
    if not factors:
        return None
    return sum(
        (
            row.value * (lens.gwp(row.gas) or 0)
            for row in factors[0].rows
            if lens.account(row.gas, activity) != MONTREAL_ACCOUNT
        ),
        Fraction(0),
    )
