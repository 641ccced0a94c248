"""Choosing an emission factor: a ladder that refuses.

An explicit factor id; else one meant for the row's facility, else for its supplier, else for all: the datasets in their
order, the organisation's own first; in each, what its publisher means to be used in the activity's month; of several
publications the last one on or before `factors_as_of`. A step down (an earlier year, a wider geography) is taken only
where the settings allow it. Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from carbon.declarations import FactorSettings, YearSettings
from carbon.matching import advice
from carbon.matching.candidates import SPECIFIC, Candidates, is_of
from carbon.matching.wanted import NoMatchError, Wanted, chain, years_before
from carbon.problems import listed, nearest
from carbon.records import Factor, Match
from carbon.terms import Rung

_MOST_NAMED = 4


class Ladder:
    """The ladder of one inventory year.

    Parameters
    ----------
    factors
        Every factor, by activity.
    order
        Default order of datasets by geography.
    settings
        What `[factors]` of carbon.toml allows.
    factors_as_of
        Publications after this date are not used; None for no such date.
    dimensions
        What each unit measures.
    year
        The inventory year, which decides on editions.
    """

    def __init__(
        self,
        factors: Mapping[str, Sequence[Factor]],
        order: Mapping[str, Sequence[str]],
        settings: FactorSettings,
        factors_as_of: date | None,
        dimensions: Mapping[str, str],
        year: YearSettings | None = None,
    ) -> None:
        self.candidates = Candidates(factors, order, settings, factors_as_of, year)
        self.settings = settings
        self._dimensions = dimensions

    def match(self, wanted: Wanted) -> Match:
        """Choose the factor.

        Raises
        ------
        NoMatchError
            If there is none, or two of equal rank.
        """
        if wanted.factor_id:
            return self._explicit(wanted)
        for wider, earlier in self.steps(wanted):
            geography = chain(wanted.geography)[wider]
            factor = self.on_step(wanted, geography, years_before(wanted.day, earlier))
            if factor is not None:
                return _made(wanted, factor, geography if wider else "", earlier)
        raise NoMatchError("missing-factor", advice.why_missing(self.candidates, wanted))

    def steps(self, wanted: Wanted) -> Iterator[tuple[int, int]]:
        """Yield the steps that the settings allow: how much wider the geography, how many years earlier."""
        years = self.settings.earlier_years.get(wanted.activity, 0)
        for wider, _ in enumerate(chain(wanted.geography)[: 1 + self.settings.wider_geography]):
            for earlier in range(years + 1):
                yield wider, earlier

    def on_step(self, wanted: Wanted, geography: str, day: date) -> Factor | None:
        """Return the factor of a geography and day: of the first dataset that has one, what is meant for few first.

        Raises
        ------
        NoMatchError
            If two are of equal rank, or a publication lacks the variant that is named.
        """
        usable = self.candidates.usable(wanted, geography, day)
        without: list[Factor] = []
        for is_so_meant in SPECIFIC:
            for name in self.candidates.datasets(geography):
                here = [factor for factor in usable if is_of(factor, name) and is_so_meant(factor)]
                chosen = self._variant(wanted, here)
                if not chosen:
                    without += [factor for factor in here if not factor.dataset.own]
                    continue
                factor = self._last(wanted, chosen)
                if without and not factor.variant:
                    raise NoMatchError("missing-factor", self._why_no_variant(wanted, without), without)
                return factor
        if without:
            raise NoMatchError("missing-factor", self._why_no_variant(wanted, without), without)
        return None

    def _explicit(self, wanted: Wanted) -> Match:
        """Return the factor that the row names."""
        for factor in self.candidates.of(wanted.activity):
            if factor.id == wanted.factor_id:
                return Match(factor, Rung.EXPLICIT, *self.candidates.apart(wanted, factor))
        factors = [factor for known in self.candidates.factors.values() for factor in known]
        for factor in factors:
            if factor.id == wanted.factor_id:
                why = f'The factor "{factor.id}" is for {factor.activity}, the row is {wanted.activity}.'
                raise NoMatchError("unknown-factor", why)
        ids = [factor.id for factor in self.candidates.of(wanted.activity) or factors]
        why = f'There is no factor "{wanted.factor_id}". Nearest: {listed(nearest(wanted.factor_id, ids) or ids[:3])}.'
        raise NoMatchError("unknown-factor", why)

    def _variant(self, wanted: Wanted, factors: list[Factor]) -> list[Factor]:
        """Keep the variant that the settings name, or the bare factor.

        Raises
        ------
        NoMatchError
            If the publication distinguishes variants and none is named.
        """
        variants = sorted({factor.variant for factor in factors if factor.variant})
        named = self.candidates.variant(wanted.activity, variants)
        bare = [factor for factor in factors if not factor.variant]
        if named and variants:
            return [factor for factor in factors if factor.variant == named]
        if bare or not variants:
            return bare
        why = (
            f"{factors[0].dataset.id} has only variants of {wanted.activity}: {listed(variants)}.\n"
            f'Name the one that you have in carbon.toml: [factors] variants = {{ "{wanted.activity}" = "…" }}.'
        )
        raise NoMatchError("missing-factor", why, factors)

    def _why_no_variant(self, wanted: Wanted, factors: list[Factor]) -> str:
        """Say that a publication has variants, but not the one that the settings name."""
        named = self.settings.variants[wanted.activity]
        variants = sorted({factor.variant for factor in factors})
        likely = nearest(named, variants) or variants
        return (
            f'{factors[0].dataset.id} has no variant "{named}" of {wanted.activity}. Nearest: {listed(likely)}.\n'
            "carbon.toml names it: [factors] variants."
        )

    def _last(self, wanted: Wanted, factors: list[Factor]) -> Factor:
        """Return the last publication, in the dimension of the quantity if there is a choice.

        Raises
        ------
        NoMatchError
            If two are of equal rank.
        """
        newest = max((_published(factor) for factor in factors), default=date.min)
        last = [factor for factor in factors if _published(factor) == newest]
        alike = [factor for factor in last if self._dimensions.get(factor.unit) == wanted.dimension]
        last = alike or last
        if wanted.calorific_basis:
            last = [factor for factor in last if factor.calorific_basis == wanted.calorific_basis] or last
        if len(last) == 1:
            return last[0]
        why = (
            f"Two factors of equal rank fit {wanted.activity} in {wanted.geography} on {wanted.day}:\n"
            + "\n".join(f"  {factor.id}" for factor in last[:_MOST_NAMED])
            + "\nName one in the row's factor column, or give one of them a later published_on or a variant."
        )
        if {factor.calorific_basis for factor in last} >= {"net", "gross"}:
            why += "\nOr say in the unit by which calorific value the energy is reckoned: kWh (Gross CV), kWh (Net CV)."
        raise NoMatchError("ambiguous-factor", why, last)


def _published(factor: Factor) -> date:
    """Return the day by which a factor was published, the first of all days if that is not known."""
    return factor.published_on.last if factor.published_on else date.min


def _made(wanted: Wanted, factor: Factor, wider: str, earlier: int) -> Match:
    """Say on which rung a factor was found."""
    if wider:
        return Match(factor, Rung.WIDER_GEOGRAPHY, wanted.geography, wider)
    if earlier:
        return Match(factor, Rung.EARLIER_YEAR, str(wanted.day.year), str(wanted.day.year - earlier))
    return Match(factor, rung_of(factor))


def rung_of(factor: Factor) -> Rung:
    """Return the rung that a factor stands on where no step down is taken."""
    if factor.facility:
        return Rung.FACILITY
    if factor.supplier:
        return Rung.SUPPLIER
    return Rung.OWN if factor.dataset.own else Rung.DATASET
