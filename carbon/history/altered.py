"""Values of a frozen year that the library has otherwise now under the same name: a release that was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, replace
from fractions import Fraction

from carbon.accounting.frozen_year import LockedTerm, LockedYear
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.factor import Factor, HeatingValue
from carbon.history import moves
from carbon.history.moves import Cause, Move
from carbon.history.snapshot import ENERGY_UNIT, rescaled, values_of
from carbon.model import exact
from carbon.units import Unit

GONE = "no longer in the library"


def altered_values(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> tuple[Move, ...]:
    """Return what has changed under the same name: datasets, factors, heating values, GWPs, with what that moves.

    Parameters
    ----------
    locked
        The frozen year.
    books
        The library as it is now, with the organisation's own datasets.
    scopes
        The scope of every account.
    """
    moves_of_values = [
        *_datasets(locked, books),
        *_factors(locked, books, scopes),
        *_heating_values(locked, books, scopes),
        *_gwps(locked, books, scopes),
    ]
    return tuple(sorted(moves_of_values, key=lambda move: (-move.size, move.cause, move.name)))


def _datasets(locked: LockedYear, books: FactorBooks) -> Iterator[Move]:
    """Yield the datasets of which something else is said now; one that is gone is told by its factors."""
    for dataset in locked.datasets:
        now = books.factors.datasets.get(dataset.id)
        if now is not None:
            texts = _differing(dataset, now, {"folder"})
            if texts[0] != texts[1]:
                yield Move(Cause.DATASET, dataset.id, *texts)


def _differing(was: object, now: object, without: AbstractSet[str]) -> tuple[str, str]:
    """Write the fields of two records that differ, each record with its own; empty if none does."""
    names = [field.name for field in fields(was) if field.name not in without]  # type: ignore[arg-type]
    pairs = [(name, getattr(was, name), getattr(now, name)) for name in names]
    differing = [(name, pair) for name, *pair in pairs if pair[0] != pair[1]]
    before, after = (", ".join(f"{name} {_said(pair[place])}" for name, pair in differing) for place in (0, 1))
    return before, after


def _said(value: object) -> str:
    """Write a field of a record."""
    if value is None or value == "":
        return "–"
    return exact.plain(value) if isinstance(value, Fraction) else str(value)


def _factors(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> Iterator[Move]:
    """Yield the factors that have other values now, or are gone."""
    for factor in locked.factors:
        now = books.factors.by_id(factor.id)
        was_values, now_values = values_of(factor), values_of(now)
        if now is None:
            yield Move(Cause.FACTOR, factor.id, was_values, GONE)
        elif was_values != now_values:
            terms = [replace(term, kg=rescaled(term.kg, factor, now, locked)) if term.factor == factor.id else term
                     for term in locked.terms]  # fmt: skip
            yield _moved(locked, terms, scopes, Move(Cause.FACTOR, factor.id, was_values, now_values))
        else:
            yield from _beside(factor, now)


def _beside(factor: Factor, now: Factor) -> Iterator[Move]:
    """Yield what stands beside the values of a factor and is otherwise now: cells, bounds, days; it moves nothing."""
    pairs = [_differing(factor, now, {"id", "dataset", "rows", "row", "printed"})]
    by_gas = {row.gas: row for row in now.rows}
    pairs += [_differing(row, by_gas[row.gas], {"value"}) for row in factor.rows]
    if factor.printed and now.printed:
        pairs.append(_differing(factor.printed, now.printed, {"value"}))
    was, now_text = ("; ".join(filter(None, texts)) for texts in zip(*pairs, strict=True))
    if was != now_text:
        yield Move(Cause.FACTOR, factor.id, was, now_text)


def _heating_values(locked: LockedYear, books: FactorBooks, scopes: Mapping[str, int | None]) -> Iterator[Move]:
    """Yield the heating values that are others now, or are gone."""
    now_by_key = {value.key: value for values in books.factors.heating_values.values() for value in values}
    bases = {factor.id: _basis(factor, books) for factor in locked.factors}
    for value in locked.heating_values:
        now = now_by_key.get(value.key)
        move = Move(Cause.HEATING_VALUE, value.id, _written(value), _written(now))
        if now is None:
            yield move
        elif (value.value, value.energy_unit) != (now.value, now.energy_unit):
            ratio = now.value / value.value
            terms = [_rescaled(term, value, ratio, bases.get(term.factor, "")) for term in locked.terms]
            yield _moved(locked, terms, scopes, move)
        else:
            texts = _differing(value, now, {"id", "dataset", "row"})
            if texts[0] != texts[1]:
                yield Move(Cause.HEATING_VALUE, value.id, *texts)


def _basis(factor: Factor, books: FactorBooks) -> str:
    """Return the calorific basis of a factor: as it says, or as its unit does."""
    unit = books.vocabulary.find(factor.unit)
    return factor.calorific_basis or (unit.calorific_basis if isinstance(unit, Unit) else "")


def _rescaled(term: LockedTerm, value: HeatingValue, ratio: Fraction, basis: str) -> LockedTerm:
    """Return a term with the masses that it has where a heating value is larger by a ratio.

    Energy is divided by the value that leads out of it, and multiplied by the one that leads to the factor's basis.
    """
    if value.id not in term.heating_value.split(", "):
        return term
    by = 1 / ratio if term.unit == ENERGY_UNIT and value.calorific_basis != basis else ratio
    return replace(term, kg={gas: kg * by for gas, kg in term.kg.items()})


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
                    move = _weighed(move, moves.moves_between(locked, other, scopes))
                yield move


def _moved(locked: LockedYear, terms: list[LockedTerm], scopes: Mapping[str, int | None], move: Move) -> Move:
    """Return a move with what other terms come to."""
    return _weighed(move, moves.moves_between(locked, replace(locked, terms=tuple(terms)), scopes))


def _weighed(move: Move, parts: tuple[Move, ...]) -> Move:
    """Return a move with the sum of others."""
    return replace(
        move,
        kg_location=sum((part.kg_location for part in parts), Fraction(0)),
        kg_market=sum((part.kg_market for part in parts), Fraction(0)),
        kg_beside=sum((part.kg_beside for part in parts), Fraction(0)),
    )


def other_values(
    locked: LockedYear, books: FactorBooks
) -> list[tuple[Factor, Factor] | tuple[HeatingValue, HeatingValue]]:
    """Return the factors and heating values that the library has otherwise, each with the frozen one."""
    factors = ((books.factors.by_id(factor.id), factor) for factor in locked.factors)
    by_key = {value.key: value for values in books.factors.heating_values.values() for value in values}
    values = ((by_key.get(value.key), value) for value in locked.heating_values)
    pairs: list[tuple[Factor, Factor] | tuple[HeatingValue, HeatingValue]] = []
    pairs += [(now, was) for now, was in factors if now is not None and values_of(now) != values_of(was)]
    pairs += [(now, was) for now, was in values if now is not None and now.value != was.value]
    return pairs
