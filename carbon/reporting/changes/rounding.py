"""Rounding the parts of a change so that what is printed adds up to the printed whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from carbon import exact
from carbon.accounting.freezing.moves import Move
from carbon.reporting.changes.wording import PLACES
from carbon.terms import KG_PER_T


def moves(found: Sequence[Move]) -> list[Move]:
    """Return moves in whole last digits of a tonne, whose sums are the sums of the exact ones, rounded once."""
    location = shared_out([move.kg_location / KG_PER_T for move in found])
    market = shared_out([move.kg_market / KG_PER_T for move in found])
    beside = shared_out([move.kg_beside / KG_PER_T for move in found])
    return [
        replace(move, kg_location=one * KG_PER_T, kg_market=other * KG_PER_T, kg_beside=more * KG_PER_T)
        for move, one, other, more in zip(found, location, market, beside, strict=True)
    ]


def shared_out(parts: Sequence[Fraction], places: int = PLACES) -> list[Fraction]:
    """Round parts down or up, those that lose most by rounding down up, so that they add up to the rounded sum.

    >>> [str(part) for part in shared_out([Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)], 1)]
    ['2/5', '3/10', '3/10']
    """
    scale = 10**places
    whole = [floor(part * scale) for part in parts]
    missing = exact.rounded(sum(parts, Fraction(0)), places) - sum(whole)
    ordered = sorted(range(len(parts)), key=lambda place: (whole[place] - parts[place] * scale, place))
    for place in ordered[:missing]:
        whole[place] += 1
    return [Fraction(part, scale) for part in whole]
