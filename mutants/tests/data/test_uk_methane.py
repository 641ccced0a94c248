"""Methane of the United Kingdom's factors is one column, kept as fossil: what that can come to where it is not.

Petrol and diesel hold biofuel. The publication prints their methane in one figure, as CO2e under 28 for both kinds, so
under that set nothing moves; under AR6 fossil methane counts 29.8 and other methane 27.0. The bound takes all of it to
be of the biofuel, which it is not.
"""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.data.test_uk_datasets import FACTORS, YEARS

OF_BLENDS = (
    "petrol/", "diesel/", "car/", "van/", "hgv/", "hgv_refrigerated/", "motorcycle/", "travel/car/", "travel/taxi",
    "travel/motorcycle", "travel/bus", "travel/coach", "freight/van/", "freight/hgv",
)  # fmt: skip
FOSSIL, OTHER, PRINTED = Fraction("29.8"), Fraction("27.0"), 28


def shares(year: str) -> dict[str, Fraction]:
    """Return by how much of a factor it would move if all of its methane were of biofuel, the most of each kind."""
    most: dict[str, Fraction] = {}
    for (activity, *_), gases in FACTORS[year].items():
        if "CH4_fossil" in gases and activity.startswith(OF_BLENDS):
            total = sum(Fraction(row["value"]) for gas, row in gases.items() if gas != "CO2_biogenic")
            moved = Fraction(gases["CH4_fossil"]["value"]) / PRINTED * (FOSSIL - OTHER)
            kind = next(one for one in OF_BLENDS if activity.startswith(one))
            if total:
                most[kind] = max(most.get(kind, Fraction(0)), moved / total)
    return most


@pytest.mark.parametrize("year", YEARS)
def test_methane_of_blends_cannot_matter(year: str) -> None:
    """At most 0.04 % of a fuel, and 0.23 % of a kilometre: the motorcycle's, the only one above 0.12 %."""
    found = shares(year)
    assert all(found[fuel] < Fraction("0.0004") for fuel in ("petrol/", "diesel/") if fuel in found)
    assert {kind for kind, share in found.items() if share > Fraction("0.0012")} == {"motorcycle/", "travel/motorcycle"}
    assert max(found.values()) < Fraction("0.0023")


def test_no_methane_of_the_publication_is_said_to_be_biogenic() -> None:
    """Fuels that are all biomass come as CO2e alone, so that no column of theirs is taken for fossil methane."""
    gases = {gas for year in YEARS for factor in FACTORS[year].values() for gas in factor}
    assert "CH4_nonfossil" not in gases
