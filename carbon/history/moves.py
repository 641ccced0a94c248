"""What moved between two years taken down, and by how much: quantities, instruments, factors, heating values, GWPs.

Each difference of an account is the sum of its moves, exactly. Terms are compared by account, activity, place and unit:
first the quantity is moved at the old coefficient, then the coefficient at the old GWPs (the factor, then the heating
value, then what instruments cover), then the GWPs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from carbon import units
from carbon.accounting.frozen_year import LockedTerm, LockedYear
from carbon.factors.factor import CO2_BIOGENIC, CO2E, ROUNDING, Factor, HeatingValue
from carbon.history import snapshot
from carbon.model import exact
from carbon.model.terms import Scope2Method

_ITSELF = (CO2E, CO2_BIOGENIC, ROUNDING)


class Cause(StrEnum):
    """What may move a figure."""

    QUANTITY = "quantity"
    INSTRUMENT = "instrument"
    FACTOR = "factor"
    HEATING_VALUE = "heating_value"
    GWP = "gwp"
    DATASET = "dataset"
    RULE = "rule"


ORDER = (Cause.QUANTITY, Cause.FACTOR, Cause.HEATING_VALUE, Cause.INSTRUMENT, Cause.GWP)
"""Which is moved first, at what all others were; the next is moved at what that has left."""


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
Value = Factor | HeatingValue
Others = Sequence[tuple[Value, Value]]


def moves_between(
    a: LockedYear, b: LockedYear, scopes: Mapping[str, int | None], others: Others = ()
) -> tuple[Move, ...]:
    """Return what moved from one year to another, the largest first.

    Parameters
    ----------
    a, b
        The years.
    scopes
        The scope of every account; what has none moves no total.
    others
        Values that are others under the same name elsewhere, each before the one of both years: if a coefficient moved
        that nothing in the years explains, and one of these does, the value of both years was edited.
    """
    by_what: dict[_What, list[Fraction]] = {}
    comparison = _Comparison(a, b, others)
    for key, (before, after) in _side_by_side(a.terms, b.terms).items():
        places = _columns(scopes.get(key[0]), key[1])
        for what, kg in comparison.moves(before, after):
            sums = by_what.setdefault(what, [Fraction(0)] * 3)
            for place in places:
                sums[place] += kg
    moves = [Move(*what, *kg) for what, kg in by_what.items()]
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
    by_key: dict[tuple[str, str, str, str, str], tuple[list[LockedTerm], list[LockedTerm]]] = {}
    for place, terms in enumerate((a, b)):
        for term in terms:
            by_key.setdefault(term.key, ([], []))[place].append(term)
    return dict(sorted(by_key.items()))


class _Comparison:
    """Compares terms of two years.

    Parameters
    ----------
    a, b, others
        As for `between`.
    """

    def __init__(self, a: LockedYear, b: LockedYear, others: Others) -> None:
        self._years = (a, b)
        self._others = others
        self._gwp = (a.gwp.get(a.gwp_set, {}), b.gwp.get(b.gwp_set, {}))
        self._factors = tuple({factor.id: factor for factor in year.factors} for year in (a, b))

    def moves(self, before: Sequence[LockedTerm], after: Sequence[LockedTerm]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved between the terms of one key, with its CO2e [kg]."""
        if any(snapshot.is_covered(term) for term in (*before, *after)):
            yield from self._covered(before, after)
            return
        same = {term.factor for term in before} & {term.factor for term in after}
        for factor in sorted(same):
            yield from self._pair(snapshot.joined(before, factor), snapshot.joined(after, factor))
        gone = [term for term in before if term.factor not in same]
        new = [term for term in after if term.factor not in same]
        if gone or new:
            yield from self._replaced(gone, new)

    def _pair(self, a: LockedTerm, b: LockedTerm) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved in a term whose factor is the same."""
        then = snapshot.scaled(a.kg, a.quantity, b.quantity) if a.quantity else b.kg
        yield _quantity([a], [b]), self._co2e(then) - self._co2e(a.kg)
        yield from self._coefficients([a], [b], then, b.kg)
        yield from self._gwps(b.kg)

    def _replaced(self, gone: list[LockedTerm], new: list[LockedTerm]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved where factors came in the place of others."""
        kg_a, kg_b = snapshot.added(gone), snapshot.added(new)
        total_a, total_b = snapshot.total(gone), snapshot.total(new)
        then = snapshot.scaled(kg_a, total_a, total_b) if total_a else kg_b
        yield _quantity(gone, new), self._co2e(then) - self._co2e(kg_a)
        yield from self._coefficients(gone, new, then, kg_b)
        yield from self._gwps(kg_b)

    def _covered(self, before: Sequence[LockedTerm], after: Sequence[LockedTerm]) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved where instruments cover a part: the quantity, the factor of the rest, then what is covered.

        The quantity is moved with the old shares; the factor on what it leaves to the rest; the instruments last, so
        that a kilowatt-hour more of them counts by the factor that it keeps from being used.
        """
        kg_a, kg_b = snapshot.added(before), snapshot.added(after)
        scale = snapshot.total(after) / snapshot.total(before) if snapshot.total(before) else Fraction(0)
        if snapshot.total(before):
            then = {gas: kg * scale for gas, kg in kg_a.items()}
        else:
            then = kg_b if snapshot.total(after) else kg_a
        yield _quantity(before, after), self._co2e(then) - self._co2e(kg_a)
        rest_a, rest_b = ([term for term in terms if not snapshot.is_covered(term)] for terms in (before, after))
        quantity = snapshot.total(rest_a) * scale
        if quantity and snapshot.total(rest_b):
            other = snapshot.scaled(snapshot.added(rest_b), snapshot.total(rest_b), quantity)
            was = {gas: kg * scale for gas, kg in snapshot.added(rest_a).items()}
            yield from self._coefficients(rest_a, rest_b, was, other)
            moved = self._co2e(other) - self._co2e(was)
        else:
            moved = Fraction(0)
        term = (*before, *after)[0]
        was_covered, now_covered = (snapshot.covered(terms, term) for terms in (before, after))
        yield (
            (Cause.INSTRUMENT, snapshot.name(term), was_covered, now_covered),
            self._co2e(kg_b) - self._co2e(then) - moved,
        )
        yield from self._gwps(kg_b)

    def _coefficients(
        self, a: Sequence[LockedTerm], b: Sequence[LockedTerm], was: Mapping[str, Fraction], now: Mapping[str, Fraction]
    ) -> Iterator[tuple[_What, Fraction]]:
        """Yield what moved the masses of one quantity: the factors first, at the old heating value, then that.

        Roundings of publications are there in the publisher's GWP set alone, so they move with the set.
        """
        sets = [year.gwp_set for year in self._years]
        if sets[0] != sets[1]:
            yield (Cause.GWP, ROUNDING, *sets), now.get(ROUNDING, Fraction(0)) - was.get(ROUNDING, Fraction(0))  # type: ignore[misc]
            was, now = ({gas: kg for gas, kg in masses.items() if gas != ROUNDING} for masses in (was, now))
        ratio = self._heating_ratio(a, b)
        if ratio is None:
            yield self._coefficient(a, b), self._co2e(now) - self._co2e(was)
            return
        between = {gas: kg / ratio for gas, kg in now.items()}
        yield self._coefficient(a, b), self._co2e(between) - self._co2e(was)
        was_text, now_text = (self._heating_values(place, terms) for place, terms in enumerate((a, b)))
        yield (Cause.HEATING_VALUE, snapshot.name(a[0]), was_text, now_text), self._co2e(now) - self._co2e(between)

    def _heating_ratio(self, a: Sequence[LockedTerm], b: Sequence[LockedTerm]) -> Fraction | None:
        """Return by how much another heating value multiplies the masses; None unless there is one on either side."""
        values = [self._known(place, terms) for place, terms in enumerate((a, b))]
        if any(len(several) != 1 for several in values):
            return None
        (was,), (now,) = values
        if (was.id, was.value, was.energy_unit) == (now.id, now.value, now.energy_unit):
            return None
        vocabulary = units.read()
        energy, unit = ((vocabulary.unit(symbol), vocabulary.unit(other)) for symbol, other in
                        ((now.energy_unit, was.energy_unit), (now.unit, was.unit)))  # fmt: skip
        if energy[0].dimension != energy[1].dimension or unit[0].dimension != unit[1].dimension:
            return None
        ratio = now.value / was.value * vocabulary.ratio(*energy) / vocabulary.ratio(*unit)
        return 1 / ratio if vocabulary.unit(a[0].unit).dimension == energy[0].dimension else ratio

    def _known(self, place: int, terms: Sequence[LockedTerm]) -> list[HeatingValue]:
        """Return the heating values of terms of one of the years."""
        names = {name for term in terms for name in term.heating_value.split(", ")}
        return [value for value in self._years[place].heating_values if value.id in names]

    def _coefficient(self, a: Sequence[LockedTerm], b: Sequence[LockedTerm]) -> _What:
        """Say what moved a coefficient beside the heating value: other factors, other values of one, a rule."""
        names = [sorted({term.factor for term in terms}) for terms in (a, b)]
        if names[0] != names[1]:
            return Cause.FACTOR, snapshot.name((*a, *b)[0]), ", ".join(names[0]), ", ".join(names[1])
        for name in names[0]:
            was, now = (snapshot.values_of(factors.get(name)) for factors in self._factors)
            if was != now:
                return Cause.FACTOR, name, was, now
        was, now = (self._heating_values(place, terms) for place, terms in enumerate((a, b)))
        if was != now:
            return Cause.HEATING_VALUE, snapshot.name(a[0]), was, now
        return self._edited(a, b) or (
            Cause.RULE, snapshot.name(a[0]), f"carbon {self._years[0].carbon}", f"carbon {self._years[1].carbon}"
        )  # fmt: skip

    def _edited(self, a: Sequence[LockedTerm], b: Sequence[LockedTerm]) -> _What | None:
        """Say which value that is another under the same name elsewhere explains all of a move, if one does."""
        before = snapshot.scaled(snapshot.added(a), snapshot.total(a), snapshot.total(b))
        for other, edited in self._others:
            for masses in snapshot.with_other(b, edited, other, self._years[1]):
                if masses == before:
                    cause = Cause.FACTOR if isinstance(edited, Factor) else Cause.HEATING_VALUE
                    return cause, edited.id, snapshot.written(other), snapshot.written(edited)
        return None

    def _heating_values(self, place: int, terms: Sequence[LockedTerm]) -> str:
        """Write the heating values of terms with their figures."""
        return ", ".join(snapshot.heating_value_text(value) for value in self._known(place, terms))

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


def _quantity(a: Sequence[LockedTerm], b: Sequence[LockedTerm]) -> _What:
    """Say that a quantity moved."""
    term = (*a, *b)[0]
    return (
        Cause.QUANTITY,
        snapshot.name(term),
        snapshot.amount(snapshot.total(a), term),
        snapshot.amount(snapshot.total(b), term),
    )
