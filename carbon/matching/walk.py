"""The ladder walked rung by rung: what stands on each, and why it was taken or passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from carbon.matching.advice import distance
from carbon.matching.candidates import OWN, SPECIFIC, is_of
from carbon.matching.ladder import Ladder, rung_of
from carbon.matching.wanted import NoMatchError, Wanted, chain, years_before
from carbon.records import Factor
from carbon.terms import Rung, Verdict


@dataclass(frozen=True, slots=True)
class Stair:
    """A place to stand on: a rung, the geography and year looked in, and a dataset.

    Parameters
    ----------
    why
        The reason for the verdict, unless it lies with the factors.
    factors
        Every factor of the activity that stands here, with what speaks against it (nothing if it may be used).
    taken
        The one that is taken, if any.
    """

    rung: Rung
    geography: str
    year: int
    dataset: str
    verdict: Verdict
    why: str = ""
    factors: tuple[tuple[Factor, str], ...] = ()
    taken: Factor | None = None


def walk(ladder: Ladder, wanted: Wanted) -> list[Stair]:
    """Walk down the ladder to its end, on from the factor that is taken."""
    stairs = [_explicit(ladder, wanted)]
    done = stairs[0].verdict in {Verdict.TAKEN, Verdict.REFUSED}
    for wider, earlier in ladder.steps(wanted):
        geography = chain(wanted.geography)[wider]
        here = replace(wanted, geography=geography, day=years_before(wanted.day, earlier))
        found = list(_on_step(ladder, here, _step(wider, earlier), done=done))
        stairs += found
        done = done or any(stair.verdict in {Verdict.TAKEN, Verdict.REFUSED} for stair in found)
    return [*stairs, *_not_allowed(ladder, wanted)]


def _step(wider: int, earlier: int) -> Rung | None:
    """Return the rung of a step down, None where none is taken."""
    if wider:
        return Rung.WIDER_GEOGRAPHY
    return Rung.EARLIER_YEAR if earlier else None


def _explicit(ladder: Ladder, wanted: Wanted) -> Stair:
    """Stand on the factor that the row names."""
    place = (Rung.EXPLICIT, wanted.geography, wanted.day.year, "")
    if not wanted.factor_id:
        return Stair(*place, Verdict.PASSED, "no factor is named")
    try:
        taken = ladder.match(wanted).factor
        return Stair(*place, Verdict.TAKEN, factors=((taken, ""),), taken=taken)
    except NoMatchError as error:
        return Stair(*place, Verdict.REFUSED, error.why)


def _on_step(ladder: Ladder, here: Wanted, step: Rung | None, *, done: bool) -> Iterator[Stair]:
    """Stand on each dataset in a geography and year."""
    taken, refusal = None, None
    try:
        taken = None if done else ladder.on_step(here, here.geography, here.day)
    except NoMatchError as error:
        refusal = error
    for rung, name, factors in _places(ladder, here):
        place = (step or rung, here.geography, here.day.year, name)
        if done:
            yield Stair(*place, Verdict.NOT_REACHED, factors=factors)
        elif taken is not None and any(factor is taken for factor, _ in factors):
            yield Stair(*place, Verdict.TAKEN, factors=factors, taken=taken)
            done = True
        elif refusal is not None and any(factor is one for factor, _ in factors for one in refusal.factors):
            yield Stair(*place, Verdict.REFUSED, refusal.why, factors)
            done = True
        else:
            yield Stair(*place, Verdict.PASSED, "" if factors else f"it has no factor of {here.activity}", factors)


def _places(ladder: Ladder, here: Wanted) -> Iterator[tuple[Rung, str, tuple[tuple[Factor, str], ...]]]:
    """Yield every rung and dataset in their order, with the factors there and what speaks against each."""
    candidates = ladder.candidates
    every = list(candidates.of(here.activity))
    for is_so_meant in SPECIFIC:
        meant = [factor for factor in every if is_so_meant(factor)]
        for_all = is_so_meant is SPECIFIC[-1]
        for name in candidates.datasets(here.geography):
            near = sorted((one for one in meant if is_of(one, name)), key=lambda one: distance(here, one))
            factors = tuple((one, candidates.objection(here, one)) for one in near)
            if factors:
                yield rung_of(factors[0][0]), name, factors
            elif for_all:
                yield Rung.OWN if name == OWN else Rung.DATASET, name, ()


def _not_allowed(ladder: Ladder, wanted: Wanted) -> Iterator[Stair]:
    """Yield the next steps, which the settings do not allow."""
    year, geography = wanted.day.year, wanted.geography
    steps = ladder.settings.earlier_years.get(wanted.activity, 0)
    why = f'[factors] earlier_years allows {steps or "none"} for "{wanted.activity}"'
    yield Stair(Rung.EARLIER_YEAR, geography, year - steps - 1, "", Verdict.NOT_ALLOWED, why)
    around = chain(geography)[1 + ladder.settings.wider_geography :]
    if around:
        why = f"[factors] wider_geography allows {ladder.settings.wider_geography or 'none'}"
        yield Stair(Rung.WIDER_GEOGRAPHY, around[0], year, "", Verdict.NOT_ALLOWED, why)
