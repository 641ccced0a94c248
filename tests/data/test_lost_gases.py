"""No edition in the library lacks a gas that the one before has, but those named here."""

from __future__ import annotations

from dataclasses import replace

from carbon.accounting import disclosures
from carbon.factors.catalogue import read_gases
from carbon.factors.datasets.factor_library import read_factors

KNOWN: set[tuple[str, str]] = set()
"""Factors of the library whose edition has lost a gas, and which."""


def test_no_edition_loses_a_gas() -> None:
    """The biogenic carbon dioxide of blended diesel fell away in 2026 until the whole edition was there."""
    shelf, known = read_factors().factors, read_gases()
    lost = set()
    for activity in shelf:
        for factor in shelf[activity]:
            before = disclosures.edition_before(factor, shelf[activity])
            if before is not None:
                lost |= {(factor.id, gas) for gas in disclosures.gone(before, factor, known)}
    assert lost == KNOWN


def test_the_gas_that_fell_away() -> None:
    """Had diesel of 2026 no biogenic carbon dioxide, it would be named."""
    found = read_factors().factors["diesel/mobile"]
    (now,) = (one for one in found if one.id == "uk-desnz@2026.2:diesel/mobile:GB:L:2026-01-01")
    before = disclosures.edition_before(now, found)
    assert before is not None
    assert before.id == "uk-desnz@2025.2:diesel/mobile:GB:L:2025-01-01"
    assert disclosures.gone(before, now, read_gases()) == set()
    stripped = replace(now, rows=tuple(row for row in now.rows if row.gas != "CO2_biogenic"))
    assert disclosures.gone(before, stripped, read_gases()) == {"CO2_biogenic"}
