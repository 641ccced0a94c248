"""Values of a frozen year that the library has otherwise now under the same name: a release that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from carbon import exact
from carbon.accounting.books import FactorBooks
from carbon.accounting.freezing import moves
from carbon.accounting.freezing.moves import Cause, Move
from carbon.locks import LockedTerm, LockedYear
from carbon.records import Factor, HeatingValue

GONE = "no longer in the library"


def values(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> tuple[Move, ...]:
    """Return the factors, heating values and GWPs that have changed under the same name, with what they would move.

    Parameters
    ----------
    locked
        The frozen year.
    books
        The library as it is now, with the organisation's own datasets.
    scopes
        The scope of every account.
    """
    found = [*_factors(locked, books, scopes), *_heating_values(locked, books, scopes), *_gwps(locked, books, scopes)]
    return tuple(sorted(found, key=lambda move: (-move.size, move.cause, move.name)))


def _factors(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> Iterator[Move]:
    """Yield the factors that have other values now, or are gone."""
    for factor in locked.factors:
        now = books.factors.by_id(factor.id)
        was_values, now_values = moves.values_of(factor), moves.values_of(now)
        if now is None:
            yield Move(Cause.FACTOR, factor.id, was_values, GONE)
        elif was_values != now_values:
            terms = [replace(term, kg=_with(term, factor, now)) if term.factor == factor.id else term
                     for term in locked.terms]  # fmt: skip
            yield _moved(locked, terms, scopes, Move(Cause.FACTOR, factor.id, was_values, now_values))


def _with(term: LockedTerm, was: Factor, now: Factor) -> dict[str, Fraction]:
    """Return the masses of a term with the values of another factor per the same unit.

    A gas is scaled from itself, or from the first gas that has a value where the old factor did not have it.
    """
    old = {row.gas: row.value for row in was.rows}
    first = next((gas for gas, value in old.items() if value and term.kg.get(gas)), None)
    masses = {}
    for row in now.rows:
        base = row.gas if old.get(row.gas) else first
        if base is not None and base in term.kg:
            masses[row.gas] = term.kg[base] * row.value / old[base]
    return masses


def _heating_values(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> Iterator[Move]:
    """Yield the heating values that are others now, or are gone."""
    known = {value.id: value for values in books.factors.heating_values.values() for value in values}
    for value in locked.heating_values:
        now = known.get(value.id)
        move = Move(Cause.HEATING_VALUE, value.id, _written(value), _written(now))
        if now is None:
            yield move
        elif (value.value, value.energy_unit) != (now.value, now.energy_unit):
            ratio = now.value / value.value
            terms = [replace(term, kg={gas: kg * ratio for gas, kg in term.kg.items()})
                     if value.id in term.heating_value.split(", ") else term for term in locked.terms]  # fmt: skip
            yield _moved(locked, terms, scopes, move)


def _written(value: HeatingValue | None) -> str:
    """Write a heating value."""
    return f"{exact.plain(value.value)} {value.energy_unit}/{value.unit}" if value else GONE


def _gwps(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> Iterator[Move]:
    """Yield the GWPs that are others now; those that a factor was divided by act on its masses."""
    for name, values in locked.gwp.items():
        now = books.gases.gwp.get(name, {})
        for gas, value in values.items():
            if now.get(gas) != value:
                texts = (exact.plain(value), exact.plain(now[gas]) if gas in now else GONE)
                move = Move(Cause.GWP, f"{name} {gas}", *texts)
                if name == locked.gwp_set and gas in now:
                    other = replace(locked, gwp={**locked.gwp, name: {**values, gas: now[gas]}})
                    move = _weighed(move, moves.between(locked, other, scopes))
                yield move


def _moved(locked: LockedYear, terms: list[LockedTerm], scopes: Mapping[str, int | None], move: Move) -> Move:
    """Return a move with what other terms come to."""
    return _weighed(move, moves.between(locked, replace(locked, terms=tuple(terms)), scopes))


def _weighed(move: Move, found: tuple[Move, ...]) -> Move:
    """Return a move with the sum of others."""
    return replace(
        move,
        kg_location=sum((one.kg_location for one in found), Fraction(0)),
        kg_market=sum((one.kg_market for one in found), Fraction(0)),
        kg_beside=sum((one.kg_beside for one in found), Fraction(0)),
    )
