"""What moved between two years taken down, and by how much: quantities, instruments, factors, heating values, GWPs.

Each difference of an account is the sum of its moves, exactly. Terms are compared by account, activity, place and unit:
first the quantity is moved at the old coefficient, then the coefficient at the old GWPs, then the GWPs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from carbon import exact
from carbon.accounting.freezing.terms import INSTRUMENT
from carbon.compiling import CO2E
from carbon.locks import LockedTerm, LockedYear
from carbon.records import Factor
from carbon.terms import Scope2Method

_ITSELF = (CO2E, "CO2_biogenic")


class Cause(StrEnum):
    """What may move a figure."""

    QUANTITY = "quantity"
    INSTRUMENT = "instrument"
    FACTOR = "factor"
    HEATING_VALUE = "heating_value"
    GWP = "gwp"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Move:
    """Something that moved: what it was and is, and what that comes to [kg CO2e].

    Parameters
    ----------
    kg_location, kg_market
        In the scopes together, by each scope 2 method.
    kg_beside
        In what is in no total: outside the scopes, avoided, excluded.
    """

    cause: Cause
    name: str
    was: str
    now: str
    kg_location: Fraction = Fraction(0)
    kg_market: Fraction = Fraction(0)
    kg_beside: Fraction = Fraction(0)

    @property
    def size(self) -> Fraction:
        """Return the largest of the three, without its sign."""
        return max(abs(self.kg_location), abs(self.kg_market), abs(self.kg_beside))


_What = tuple[Cause, str, str, str]


def between(a: LockedYear, b: LockedYear, scopes: Mapping[str, int | None]) -> tuple[Move, ...]:
    """Return what moved from one year to another, the largest first.

    Parameters
    ----------
    a, b
        The years.
    scopes
        The scope of every account; what has none moves no total.
    """
    found: dict[_What, list[Fraction]] = {}
    for key, (before, after) in _side_by_side(a.terms, b.terms).items():
        places = _columns(scopes.get(key[0]), key[1])
        for what, kg in _Comparison(a, b).moves(before, after):
            sums = found.setdefault(what, [Fraction(0)] * 3)
            for place in places:
                sums[place] += kg
    moves = [Move(*what, *kg) for what, kg in found.items()]
    return tuple(sorted((move for move in moves if move.size), key=lambda move: (-move.size, move.cause, move.name)))


def _columns(scope: int | None, method: str) -> tuple[int, ...]:
    """Return which sums of a move an account counts in: location-based, market-based, in no total."""
    if scope is None:
        return () if method == Scope2Method.MARKET else (2,)
    return {Scope2Method.LOCATION.value: (0,), Scope2Method.MARKET.value: (1,)}.get(method, (0, 1))


def _side_by_side(
    a: Iterable[LockedTerm], b: Iterable[LockedTerm]
) -> dict[tuple[str, str, str, str, str], tuple[list[LockedTerm], list[LockedTerm]]]:
    """Return the terms of both years by what they are compared by."""
    found: dict[tuple[str, str, str, str, str], tuple[list[LockedTerm], list[LockedTerm]]] = {}
    for place, terms in enumerate((a, b)):
        for term in terms:
            found.setdefault(term.key, ([], []))[place].append(term)
    return dict(sorted(found.items()))


class _Comparison:
    """Compares terms of two years.

    Parameters
    ----------
    a, b
        The years.
    """

    def __init__(self, a: LockedYear, b: LockedYear) -> None:
        self._years = (a, b)
        self._gwp = (a.gwp.get(a.gwp_set, {}), b.gwp.get(b.gwp_set, {}))
        self._factors = tuple({factor.id: factor for factor in year.factors} for year in (a, b))

    def moves(self, before: Sequence[LockedTerm], after: Sequence[LockedTerm]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved between the terms of one key, with its CO2e [kg]."""
        same = {term.factor for term in before} & {term.factor for term in after}
        for factor in sorted(same):
            yield from self._pair(_one(before, factor), _one(after, factor))
        gone = [term for term in before if term.factor not in same]
        new = [term for term in after if term.factor not in same]
        if gone or new:
            yield from self._replaced(gone, new)

    def _pair(self, a: LockedTerm, b: LockedTerm) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved in a term whose factor is the same."""
        then = _scaled(a.kg, a.quantity, b.quantity) if a.quantity else b.kg
        yield _quantity(a, b), self._co2e(then) - self._co2e(a.kg)
        yield self._coefficient(a, b), self._co2e(b.kg) - self._co2e(then)
        yield from self._gwps(b.kg)

    def _replaced(self, gone: list[LockedTerm], new: list[LockedTerm]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved where factors, or instruments, came in the place of others."""
        kg_a, kg_b = _added(gone), _added(new)
        total_a, total_b = (sum((term.quantity for term in terms), Fraction(0)) for terms in (gone, new))
        then = _scaled(kg_a, total_a, total_b) if total_a else kg_b
        term = (gone or new)[0]
        cause, name = Cause.QUANTITY, _name(term)
        if bool(gone) != bool(new) and term.factor.startswith(INSTRUMENT):
            cause, name = Cause.INSTRUMENT, term.factor
        yield (cause, name, _amount(total_a, term), _amount(total_b, term)), self._co2e(then) - self._co2e(kg_a)
        was, now = (", ".join(sorted({one.factor for one in terms})) for terms in (gone, new))
        cause = Cause.INSTRUMENT if INSTRUMENT in was + now else Cause.FACTOR
        yield (cause, _name(term), was, now), self._co2e(kg_b) - self._co2e(then)
        yield from self._gwps(kg_b)

    def _coefficient(self, a: LockedTerm, b: LockedTerm) -> _What:
        """Say what moved the coefficient of two terms with the same factor."""
        factors = (self._factors[0].get(a.factor), self._factors[1].get(b.factor))
        was, now = map(values_of, factors)
        if was != now:
            return Cause.FACTOR, a.factor, was, now
        was, now = (self._heating_values(place, term) for place, term in enumerate((a, b)))
        if was != now:
            return Cause.HEATING_VALUE, _name(a), was, now
        return Cause.RULE, _name(a), f"carbon {self._years[0].carbon}", f"carbon {self._years[1].carbon}"

    def _heating_values(self, place: int, term: LockedTerm) -> str:
        """Write the heating values of a term with their figures."""
        names = term.heating_value.split(", ")
        known = [one for one in self._years[place].heating_values if one.id in names]
        return ", ".join(f"{one.id} {exact.plain(one.value)} {one.energy_unit}/{one.unit}" for one in known)

    def _gwps(self, kg: Mapping[str, Fraction]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what the GWPs moved."""
        for gas, mass in kg.items():
            was, now = (self._of_gas(gas, place) for place in (0, 1))
            if was != now:
                yield (Cause.GWP, gas, self._gwp_text(was, 0), self._gwp_text(now, 1)), mass * ((now or 0) - (was or 0))

    def _gwp_text(self, gwp: Fraction | None, place: int) -> str:
        """Write a GWP with the name of its set."""
        return f"{self._years[place].gwp_set} {'none' if gwp is None else exact.plain(gwp)}"

    def _of_gas(self, gas: str, place: int) -> Fraction | None:
        """Return the GWP of a gas in one of the years; one that it did not need is that of the other."""
        if gas in _ITSELF:
            return Fraction(1)
        return self._gwp[place].get(gas, self._gwp[1 - place].get(gas))

    def _co2e(self, kg: Mapping[str, Fraction]) -> Fraction:
        """Return the CO2e of masses by the old GWPs."""
        return sum((mass * (self._of_gas(gas, 0) or 0) for gas, mass in kg.items()), Fraction(0))


def _one(terms: Sequence[LockedTerm], factor: str) -> LockedTerm:
    """Return the terms of a factor as one."""
    first, *more = [term for term in terms if term.factor == factor]
    if not more:
        return first
    return LockedTerm(
        *first.key,
        factor,
        ", ".join(sorted({term.heating_value for term in (first, *more)})),
        sum((term.quantity for term in (first, *more)), Fraction(0)),
        _added([first, *more]),
    )


def _added(terms: Iterable[LockedTerm]) -> dict[str, Fraction]:
    """Add the masses of terms up."""
    total: dict[str, Fraction] = {}
    for term in terms:
        for gas, kg in term.kg.items():
            total[gas] = total.get(gas, Fraction(0)) + kg
    return total


def _scaled(kg: Mapping[str, Fraction], quantity: Fraction, to: Fraction) -> dict[str, Fraction]:
    """Return the masses of a quantity for another one; of nothing there is nothing."""
    return {gas: mass * to / quantity for gas, mass in kg.items()} if quantity else {}


def _name(term: LockedTerm) -> str:
    """Name what a term is of."""
    return f"{term.activity} ({term.geography})"


def _quantity(a: LockedTerm, b: LockedTerm) -> _What:
    """Say that a quantity moved; that of what an instrument covers is the instrument's."""
    cause = Cause.INSTRUMENT if a.factor.startswith(INSTRUMENT) else Cause.QUANTITY
    name = a.factor if cause is Cause.INSTRUMENT else _name(a)
    return cause, name, _amount(a.quantity, a), _amount(b.quantity, b)


def _amount(quantity: Fraction, term: LockedTerm) -> str:
    """Write a quantity."""
    return f"{exact.text(quantity)} {term.unit}"


def values_of(factor: Factor | None) -> str:
    """Write the values of a factor, gas by gas."""
    if factor is None:
        return ""
    rows = sorted(factor.rows, key=lambda row: row.gas)
    each = (f"{row.gas} {exact.plain(row.value)}{f' (co2e:{row.gwp_set})' if row.co2e else ''}" for row in rows)
    return f"{', '.join(each)} kg/{factor.unit}"
