"""What changed, as tables: years that were frozen, frozen years computed again, two years, before and after an upgrade.

The parts of a change are rounded so that what is printed adds up to the printed whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from carbon.accounting.frozen_year import KG, SCOPES, LockedYear
from carbon.history.difference import Compared, Difference, FigureMove, InputMove
from carbon.history.freeze import Frozen
from carbon.history.moves import ORDER, Cause, Move
from carbon.history.upgrade import Upgrade
from carbon.history.verifying import Verified
from carbon.model import exact
from carbon.model.terms import KG_PER_T, Scope2Method
from carbon.tables.table import Cell, Record, Table, table

PLACES = 6
_VALUES = (Cause.FACTOR, Cause.HEATING_VALUE, Cause.GWP, Cause.DATASET)
_MOVES = "cause name was now t_co2e_location_based t_co2e_market_based t_co2e_in_no_total"
_FIGURES = "figure scope2_method unit was now change"
_INPUTS = "file was_sha256 now_sha256 same_for_year t_co2e_location_based t_co2e_market_based"


def frozen(of: Frozen) -> Record:
    """Return what became of a year that was frozen."""
    totals = ((figure.name, figure.method or None, figure.value) for figure in of.year.figures if figure.name in SCOPES)
    return {
        "year": of.year.year,
        "outcome": of.outcome,
        "lock_sha256": of.lock_sha256 or None,
        **counts(of.year),
        "totals": table("totals", "figure scope2_method t_co2e", totals, keys=2),
    }


def verified(of: Verified) -> Record:
    """Return what became of a frozen year."""
    return {
        "year": of.locked.year,
        "agrees": of.agrees,
        "lock_sha256": of.lock_sha256 or None,
        **counts(of.locked),
        "changes": None if of.difference is None else _difference(of.difference),
        "altered": _moves("altered", of.altered),
        "library": None if of.library is None else _difference(of.library, "library_"),
        "problems": table("problems", "code message=why").filled((*of.edited, *of.problems)),
    }


def compared(of: Compared) -> Record:
    """Return how two years differ, with the names of the two sides."""
    a, b = of.difference.a.year, of.difference.b.year
    return {"a": {"from": of.a, "year": a}, "b": {"from": of.b, "year": b}, **_difference(of.difference)}


def upgrade(of: Upgrade) -> Record:
    """Return a preview: settings, each year before and after, the base year."""
    base = of.base_year
    settings = ((".".join(setting.key), _setting(setting.was), _setting(setting.now)) for setting in of.settings)
    return {
        "to": of.dataset.id,
        "applied": of.applied,
        "settings": table("settings", "key was now", settings),
        "frozen_years": of.frozen,
        "years": [{"year": year.a.year, **_difference(year)} for year in of.years],
        "base_year": {
            "year": base.year,
            "effect_t_co2e": _by_method(base.kg),
            "effect_percent": _by_method(base.percent),
            "threshold_percent": base.threshold_percent,
            "recalculate": base.recalculate,
        },
    }


def counts(year: LockedYear) -> dict[str, int]:
    """Count what a frozen year holds."""
    return {"inputs": len(year.inputs), "factors": len(year.factors), "figures": len(year.figures)}


def _by_method(figures: Mapping[Scope2Method, Fraction] | None) -> Cell:
    return None if figures is None else {str(method): Fraction(figure) for method, figure in figures.items()}


def _setting(value: object) -> Cell:
    """Return what a setting says."""
    return value if value is None or isinstance(value, tuple) else str(value)


def _difference(of: Difference, before: str = "") -> Record:
    """Return what differs between two years; `before` stands before the names of its tables."""
    kinds: dict[str, list[FigureMove]] = {"totals": [], "accounts": [], "others": []}
    for figure in of.figures:
        kinds["totals" if figure.name in SCOPES else "accounts" if figure.unit == KG else "others"].append(figure)
    moves = rounded(of.moves)
    return {
        "change_t_co2e": {str(method): of.kg(method) for method in Scope2Method},
        **{kind: table(before + kind, _FIGURES, map(_figure, figures), keys=2) for kind, figures in kinds.items()},
        "split_in_order": ORDER,
        "factors": _moves(f"{before}factors", (move for move in moves if move.cause in _VALUES)),
        "quantities": _moves(f"{before}quantities", (move for move in moves if move.cause not in _VALUES)),
        "inputs": table(f"{before}inputs", _INPUTS, map(_input, of.inputs)),
    }


def _figure(of: FigureMove) -> tuple[Cell, ...]:
    unit, was, now, change = in_unit(of)
    return of.name, of.method or None, unit, was, now, change


def in_unit(of: FigureMove) -> tuple[str, Fraction | None, Fraction | None, Fraction]:
    """Return a figure before and after in its unit, and its change: emissions in tonnes, all else in its own unit."""
    if not of.unit.startswith(KG):
        return of.unit, of.was, of.now, of.change
    was, now = (None if kg is None else kg / KG_PER_T for kg in (of.was, of.now))
    return of.unit.replace(KG, "t CO2e"), was, now, of.change / KG_PER_T


def _moves(name: str, moves: Iterable[Move]) -> Table:
    """Return what moved and by how much."""
    rows = (
        (move.cause, move.name, move.was or None, move.now or None, move.kg_location, move.kg_market, move.kg_beside)
        for move in moves
    )
    return table(name, _MOVES, rows, keys=2)


def _input(of: InputMove) -> tuple[Cell, ...]:
    was, now = (file.sha256 if file else None for file in (of.was, of.now))
    return of.file, was, now, of.same_for_year, of.kg_location, of.kg_market


def rounded(moves: Sequence[Move]) -> list[Move]:
    """Return moves in whole last digits of a tonne, whose sums are the sums of the exact ones, rounded once."""
    parts = zip(
        shared_out([move.kg_location / KG_PER_T for move in moves]),
        shared_out([move.kg_market / KG_PER_T for move in moves]),
        shared_out([move.kg_beside / KG_PER_T for move in moves]),
        strict=True,
    )
    return [
        replace(move, kg_location=location * KG_PER_T, kg_market=market * KG_PER_T, kg_beside=beside * KG_PER_T)
        for move, (location, market, beside) in zip(moves, parts, strict=True)
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
