"""Choosing an emission factor: a ladder that refuses.

An explicit factor id; else one meant for the row's facility, else for its supplier, else for all: the datasets in their
order, the organisation's own first; in each, what its publisher means to be used in the activity's month; of several
publications the last one on or before `factors_as_of`. A step down (an earlier year, a wider geography) is taken only
where the settings allow it. Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from carbon.factors import advice
from carbon.factors.candidates import OWN, SPECIFIC, Candidates, NoMatchError, Wanted, chain, is_of, years_before
from carbon.factors.factor import Factor, Stair
from carbon.model.problems import listed, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import Rung, Verdict

_MOST_NAMED = 4
_DECIDED = frozenset({Verdict.TAKEN, Verdict.REFUSED})


class Ladder:
    """The ladder of one inventory year.

    Parameters
    ----------
    candidates
        The factors of the year, and what `[factors]` of carbon.toml allows of them.
    dimensions
        What each unit measures.
    """

    def __init__(self, candidates: Candidates, dimensions: Mapping[str, str]) -> None:
        self.candidates = candidates
        self.settings = candidates.settings
        self._dimensions = dimensions

    def match(self, wanted: Wanted) -> Stair:
        """Choose the factor: the first that the walk takes.

        Raise NoMatchError if there is none, or two of equal rank.
        """
        for stair in self.walk(wanted):
            if stair.taken is not None:
                return stair
            if stair.verdict is Verdict.REFUSED:
                assert isinstance(stair.why, Sentence)
                raise NoMatchError(stair.code, stair.why)
        raise NoMatchError("missing-factor", partial(advice.why_missing, self.candidates, wanted))

    def walk(self, wanted: Wanted, *, in_full: bool = False) -> Iterator[Stair]:
        """Walk down, and yield each place with its verdict.

        Parameters
        ----------
        in_full
            Go on from where it is decided to the end, and yield the places that are passed, each with its factors and
            what speaks against them. Otherwise only the places where something is decided are yielded.
        """
        stair = self._on_named(wanted)
        decided = stair.verdict in _DECIDED
        if decided or in_full:
            yield stair
        for wider, earlier in self.steps(wanted):
            if decided and not in_full:
                return
            here = replace(
                wanted, geography=chain(wanted.geography)[wider], day=years_before(wanted.day, earlier), factor_id=""
            )
            step = Rung.WIDER_GEOGRAPHY if wider else Rung.EARLIER_YEAR if earlier else None
            decision = None if decided else self._decided_on(here, step, wanted)
            yield from self._passed(here, step, decision, decided=decided) if in_full else filter(None, [decision])
            decided = decided or decision is not None
        if in_full:
            yield from self._not_allowed(wanted)

    def steps(self, wanted: Wanted) -> Iterator[tuple[int, int]]:
        """Yield the steps that the settings allow: how much wider the geography, how many years earlier."""
        years = self.settings.earlier_years.get(wanted.activity, 0)
        for wider, _ in enumerate(chain(wanted.geography)[: 1 + self.settings.wider_geography]):
            for earlier in range(years + 1):
                yield wider, earlier

    def _on_named(self, wanted: Wanted) -> Stair:
        """Stand on the factor that the row names."""
        place = (Rung.EXPLICIT, wanted.geography, wanted.day.year, "")
        if not wanted.factor_id:
            return Stair(*place, Verdict.PASSED, say("no factor is named"))
        of_activity = self.candidates.of(wanted.activity)
        factor = next((factor for factor in of_activity if factor.id == wanted.factor_id), None)
        if factor is not None:
            asked, used = self.candidates.apart(wanted, factor)
            return Stair(*place, Verdict.TAKEN, factors=((factor, ""),), taken=factor, wanted=asked, used=used)
        return Stair(*place, Verdict.REFUSED, self._why_unknown(wanted), code="unknown-factor")

    def _why_unknown(self, wanted: Wanted) -> Sentence:
        """Say that there is no such factor, or that it is of another activity."""
        every = [factor for factors in self.candidates.factors.values() for factor in factors]
        other = next((factor for factor in every if factor.id == wanted.factor_id), None)
        if other is not None:
            return say(
                'The factor "{factor}" is for {activity}, the row is {wanted}.',
                factor=other.id,
                activity=other.activity,
                wanted=wanted.activity,
            )
        ids = [factor.id for factor in self.candidates.of(wanted.activity) or every]
        why = say('There is no factor "{factor}".', factor=wanted.factor_id)
        return with_nearest(why, nearest(wanted.factor_id, ids) or ids[:3])

    def _decided_on(self, here: Wanted, step: Rung | None, wanted: Wanted) -> Stair | None:
        """Return the place of a geography and day where a factor is taken or refused, if there is one."""
        try:
            factor = self._factor_on(here)
        except NoMatchError as error:
            names = self.candidates.datasets(here.geography)
            (name, refused) = next((name, factor) for factor in error.factors for name in names if is_of(factor, name))
            place = (step or rung_of(refused), here.geography, here.day.year, name)
            return Stair(*place, Verdict.REFUSED, error.why, tuple((factor, "") for factor in error.factors),
                         code=error.code)  # fmt: skip
        if factor is None:
            return None
        name = next(name for name in self.candidates.datasets(here.geography) if is_of(factor, name))
        place = (step or rung_of(factor), here.geography, here.day.year, name)
        asked, used = {
            Rung.WIDER_GEOGRAPHY: (wanted.geography, here.geography),
            Rung.EARLIER_YEAR: (str(wanted.day.year), str(here.day.year)),
        }.get(place[0], ("", ""))
        return Stair(*place, Verdict.TAKEN, factors=((factor, ""),), taken=factor, wanted=asked, used=used)

    def _factor_on(self, here: Wanted) -> Factor | None:
        """Return the factor of a geography and day: of the first dataset that has one, what is meant for few first.

        Raise NoMatchError if two are of equal rank, or a publication lacks the variant that is named.
        """
        usable = self.candidates.usable(here)
        without: list[Factor] = []
        for is_so_meant in SPECIFIC:
            for name in self.candidates.datasets(here.geography):
                factors = [factor for factor in usable if is_of(factor, name) and is_so_meant(factor)]
                chosen = self._variant(here, factors)
                if not chosen:
                    without += [factor for factor in factors if not factor.dataset.own]
                    continue
                factor = self._last(here, chosen)
                if without and not factor.variant:
                    raise NoMatchError("missing-factor", self._why_no_variant(here, without), without)
                return factor
        if without:
            raise NoMatchError("missing-factor", self._why_no_variant(here, without), without)
        return None

    def _passed(self, here: Wanted, step: Rung | None, decision: Stair | None, *, decided: bool) -> Iterator[Stair]:
        """Yield every place of a geography and day, with the decision at the one where it falls."""
        deciding = {factor.id for factor, _ in decision.factors} if decision else set()
        for rung, name, factors in self._places(here):
            place = Stair(step or rung, here.geography, here.day.year, name, Verdict.PASSED, factors=factors)
            if decided:
                yield replace(place, verdict=Verdict.NOT_REACHED)
            elif decision is not None and any(factor.id in deciding for factor, _ in factors):
                yield replace(decision, rung=place.rung, dataset=name, factors=factors)
                decided = True
            else:
                none = say("it has no factor of {activity}", activity=here.activity)
                yield place if factors else replace(place, why=none)

    def _places(self, here: Wanted) -> Iterator[tuple[Rung, str, tuple[tuple[Factor, str], ...]]]:
        """Yield every rung and dataset in their order, with the factors there and what speaks against each."""
        every = list(self.candidates.of(here.activity))
        for is_so_meant in SPECIFIC:
            meant = [factor for factor in every if is_so_meant(factor)]
            for name in self.candidates.datasets(here.geography):
                near = [factor for factor in meant if is_of(factor, name)]
                near.sort(key=lambda factor: advice.distance(here, factor))
                factors = tuple((factor, self.candidates.objection(here, factor)) for factor in near)
                if factors:
                    yield rung_of(factors[0][0]), name, factors
                elif is_so_meant is SPECIFIC[-1]:
                    yield Rung.OWN if name == OWN else Rung.DATASET, name, ()

    def _not_allowed(self, wanted: Wanted) -> Iterator[Stair]:
        """Yield the next steps, which the settings do not allow."""
        year, geography = wanted.day.year, wanted.geography
        steps = self.settings.earlier_years.get(wanted.activity, 0)
        allowed = steps or say("none")
        why = say('[factors] earlier_years allows {steps} for "{activity}"', steps=allowed, activity=wanted.activity)
        yield Stair(Rung.EARLIER_YEAR, geography, year - steps - 1, "", Verdict.NOT_ALLOWED, why)
        around = chain(geography)[1 + self.settings.wider_geography :]
        if around:
            why = say("[factors] wider_geography allows {steps}", steps=self.settings.wider_geography or say("none"))
            yield Stair(Rung.WIDER_GEOGRAPHY, around[0], year, "", Verdict.NOT_ALLOWED, why)

    def _variant(self, wanted: Wanted, factors: list[Factor]) -> list[Factor]:
        """Keep the variant that the settings name, or the bare factor.

        Raise NoMatchError if the publication distinguishes variants and none is named.
        """
        variants = sorted({factor.variant for factor in factors if factor.variant})
        named = self.candidates.variant(wanted.activity, variants)
        bare = [factor for factor in factors if not factor.variant]
        if named and variants:
            return [factor for factor in factors if factor.variant == named]
        if bare or not variants:
            return bare
        why = say(
            "{dataset} has only variants of {activity}: {variants}.\n"
            'Name the one that you have in carbon.toml: [factors] variants = {{ "{activity}" = "…" }}.',
            dataset=factors[0].dataset.id,
            activity=wanted.activity,
            variants=listed(variants),
        )
        raise NoMatchError("missing-factor", why, factors)

    def _why_no_variant(self, wanted: Wanted, factors: list[Factor]) -> Sentence:
        """Say that a publication has variants, but not the one that the settings name."""
        named = self.settings.variants[wanted.activity]
        variants = sorted({factor.variant for factor in factors})
        likely = nearest(named, variants) or variants
        return say(
            '{dataset} has no variant "{variant}" of {activity}. Nearest: {likely}.\n'
            "carbon.toml names it: [factors] variants.",
            dataset=factors[0].dataset.id,
            variant=named,
            activity=wanted.activity,
            likely=listed(likely),
        )

    def _last(self, wanted: Wanted, factors: list[Factor]) -> Factor:
        """Return the last publication, in the dimension of the quantity if there is a choice.

        Raise NoMatchError if two are of equal rank.
        """
        newest = max((_published(factor) for factor in factors), default=date.min)
        last = [factor for factor in factors if _published(factor) == newest]
        alike = [factor for factor in last if self._dimensions.get(factor.unit) == wanted.dimension]
        last = alike or last
        if wanted.calorific_basis:
            last = [factor for factor in last if factor.calorific_basis == wanted.calorific_basis] or last
        if len(last) == 1:
            return last[0]
        lines = [
            say(
                "Two factors of equal rank fit {activity} in {geography} on {day}:",
                activity=wanted.activity,
                geography=wanted.geography,
                day=wanted.day,
            ),
            *(f"  {factor.id}" for factor in last[:_MOST_NAMED]),
            say("Name one in the row's factor column, or give one of them a later published_on or a variant."),
        ]
        if {factor.calorific_basis for factor in last} >= {"net", "gross"}:
            unit = "kWh (Gross CV), kWh (Net CV)"
            lines.append(
                say("Or say in the unit by which calorific value the energy is reckoned: {units}.", units=unit)
            )
        why = joined(lines, "\n")
        raise NoMatchError("ambiguous-factor", why, last)


def _published(factor: Factor) -> date:
    """Return the day by which a factor was published, the first of all days if that is not known."""
    return factor.published_on.last if factor.published_on else date.min


def rung_of(factor: Factor) -> Rung:
    """Return the rung that a factor stands on where no step down is taken."""
    if factor.facility:
        return Rung.FACILITY
    if factor.supplier:
        return Rung.SUPPLIER
    return Rung.OWN if factor.dataset.own else Rung.DATASET
