"""Gross and net: what is a fuel, and what is said of energy that does not say its calorific basis."""

from __future__ import annotations

from carbon.factors.records import Activity
from carbon.units import Unit, Vocabulary

NO_FUELS = frozenset({"", "electricity", "heat", "steam", "cooling"})
"""Carriers whose energy is not reckoned by a calorific value."""


def fuel_of(activity: Activity) -> str:
    """Return the fuel of an activity."""
    return activity.id.split("/", maxsplit=1)[0]


def unsaid(unit: Unit) -> str:
    """Say that the energy of a fuel is without its calorific basis."""
    return f"{unit.symbol} does not say by which calorific value the energy of the fuel is reckoned, net or gross."


def say(unit: Unit, vocabulary: Vocabulary) -> str:
    """Say how the basis is written."""
    symbols = [f"{unit.symbol}_{basis}" for basis in ("net", "gross")]
    known = {one.symbol for one in vocabulary.units()}
    shown = symbols if set(symbols) <= known else ["GJ_net", "GJ_gross"]
    return f'Write "{shown[0]}" or "{shown[1]}", as the bill or supplier says: of natural gas they differ by a tenth.'
