"""Choosing an emission factor: a ladder that refuses.

An explicit factor id; else the datasets in their order, the organisation's own first; in each, what its publisher
means to be used in the activity's month; of several publications the last one on or before `factors_as_of`. A step
down (an earlier year, a wider geography) is taken only where the settings allow it. Nothing is ever guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from carbon.declarations import FactorSettings
from carbon.problems import listed, nearest
from carbon.records import Factor, Match
from carbon.terms import ANYWHERE, Rung

OWN = "own"
_MOST_CANDIDATES = 4
_MOST_REGIONS = 12


class NoMatchError(Exception):
    """Raised when no factor may be used; `code` and `why` make the problem."""

    def __init__(self, code: str, why: str) -> None:
        self.code, self.why = code, why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a factor is wanted for.

    Parameters
    ----------
    activity, geography
        Ids.
    day
        The first day of the activity's month.
    dimension
        What the quantity measures, to prefer a factor per litre for litres.
    factor_id
        An explicit factor, or empty.
    calorific_basis
        `net` or `gross` if the unit says so, else empty.
    """

    activity: str
    geography: str
    day: date
    dimension: str = ""
    factor_id: str = ""
    calorific_basis: str = ""


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
    """

    def __init__(
        self,
        factors: Mapping[str, Sequence[Factor]],
        order: Mapping[str, Sequence[str]],
        settings: FactorSettings,
        factors_as_of: date | None,
        dimensions: Mapping[str, str],
    ) -> None:
        self._factors = factors
        self._order = order
        self._settings = settings
        self._as_of = factors_as_of
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
        steps = self._settings.earlier_years.get(wanted.activity, 0)
        for wider, geography in enumerate(self._geographies(wanted.geography)):
            for earlier in range(steps + 1):
                factor = self._on_rung(wanted, geography, _years_before(wanted.day, earlier))
                if factor is not None:
                    return self._made(wanted, factor, geography if wider else "", earlier)
        raise NoMatchError("missing-factor", self._why_missing(wanted))

    def rungs(self, wanted: Wanted) -> Iterator[tuple[Factor, str]]:
        """Yield every factor of an activity and why it may or may not be used."""
        for factor in self._factors.get(wanted.activity, ()):
            yield factor, self._objection(wanted, factor)

    def _explicit(self, wanted: Wanted) -> Match:
        """Return the factor that the row names."""
        for factor in self._factors.get(wanted.activity, ()):
            if factor.id == wanted.factor_id:
                return Match(factor, Rung.EXPLICIT)
        factors = [factor for known in self._factors.values() for factor in known]
        for factor in factors:
            if factor.id == wanted.factor_id:
                why = f'The factor "{factor.id}" is for {factor.activity}, the row is {wanted.activity}.'
                raise NoMatchError("unknown-factor", why)
        ids = [factor.id for factor in self._factors.get(wanted.activity, factors)]
        why = f'There is no factor "{wanted.factor_id}". Nearest: {listed(nearest(wanted.factor_id, ids) or ids[:3])}.'
        raise NoMatchError("unknown-factor", why)

    def _made(self, wanted: Wanted, factor: Factor, wider: str, earlier: int) -> Match:
        """Say on which rung a factor was found."""
        if wider:
            return Match(factor, Rung.WIDER_GEOGRAPHY, wanted.geography, wider)
        if earlier:
            return Match(factor, Rung.EARLIER_YEAR, str(wanted.day.year), str(wanted.day.year - earlier))
        return Match(factor, Rung.OWN if factor.dataset.own else Rung.DATASET)

    def _geographies(self, geography: str) -> list[str]:
        """Return a geography and the wider ones that are allowed: US/CAMX, then US."""
        return _chain(geography)[: 1 + self._settings.wider_geography]

    def _on_rung(self, wanted: Wanted, geography: str, day: date) -> Factor | None:
        """Return the factor of the first dataset that has one for this geography and day."""
        usable = [
            factor
            for factor in self._factors.get(wanted.activity, ())
            if factor.geography in {geography, ANYWHERE} and factor.is_valid(day) and self._is_published(factor)
        ]
        without: list[Factor] = []
        for name in self._datasets(geography):
            here = [factor for factor in usable if _is_of(factor, name)]
            chosen = self._variant(wanted, here)
            if not chosen:
                without += [factor for factor in here if not factor.dataset.own]
                continue
            factor = self._last(wanted, chosen)
            if without and not factor.variant:
                raise NoMatchError("missing-factor", self._why_no_variant(wanted, without))
            return factor
        if without:
            raise NoMatchError("missing-factor", self._why_no_variant(wanted, without))
        return None

    def _datasets(self, geography: str) -> list[str]:
        """Return the order of datasets: as given, or the geography's default; facts that hold anywhere come last."""
        given = self._settings.datasets or (OWN, *self._order.get(geography.split("/", maxsplit=1)[0], ()))
        return list(dict.fromkeys([*given, *self._order.get(ANYWHERE, ())]))

    def _is_published(self, factor: Factor) -> bool:
        """Say whether a factor was published by `factors_as_of`."""
        if self._as_of is None or factor.dataset.timeless:
            return True
        if factor.published_on is None:
            return factor.dataset.own
        return factor.published_on <= self._as_of

    def _variant(self, wanted: Wanted, factors: list[Factor]) -> list[Factor]:
        """Keep the variant that the settings name, or the bare factor.

        Raises
        ------
        NoMatchError
            If the publication distinguishes variants and none is named.
        """
        variants = sorted({factor.variant for factor in factors if factor.variant})
        named = self._named(wanted.activity, variants)
        bare = [factor for factor in factors if not factor.variant]
        if named and variants:
            return [factor for factor in factors if factor.variant == named]
        if bare or not variants:
            return bare
        why = (
            f"{factors[0].dataset.id} has only variants of {wanted.activity}: {listed(variants)}.\n"
            f'Name the one that you have in carbon.toml: [factors] variants = {{ "{wanted.activity}" = "…" }}.'
        )
        raise NoMatchError("missing-factor", why)

    def _named(self, activity: str, variants: Sequence[str]) -> str:
        """Return the variant that the settings name for an activity, or for one that it is a kind of and has it too."""
        names = self._settings.variants
        above = next((names[one] for one in _chain(activity)[1:] if one in names), "")
        return names.get(activity, above if above in variants else "")

    def _why_no_variant(self, wanted: Wanted, factors: list[Factor]) -> str:
        """Say that a publication has variants, but not the one that the settings name."""
        named = self._settings.variants[wanted.activity]
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
        newest = max((factor.published_on or date.min for factor in factors), default=date.min)
        last = [factor for factor in factors if (factor.published_on or date.min) == newest]
        alike = [factor for factor in last if self._dimensions.get(factor.unit) == wanted.dimension]
        last = alike or last
        if wanted.calorific_basis:
            last = [factor for factor in last if factor.calorific_basis == wanted.calorific_basis] or last
        if len(last) == 1:
            return last[0]
        why = (
            f"Two factors of equal rank fit {wanted.activity} in {wanted.geography} on {wanted.day}:\n"
            + "\n".join(f"  {factor.id}" for factor in last[:_MOST_CANDIDATES])
            + "\nName one in the row's factor column, or give one of them a later published_on or a variant."
        )
        if {factor.calorific_basis for factor in last} >= {"net", "gross"}:
            why += "\nOr say in the unit by which calorific value the energy is reckoned: kWh (Gross CV), kWh (Net CV)."
        raise NoMatchError("ambiguous-factor", why)

    def _objection(self, wanted: Wanted, factor: Factor) -> str:
        """Say why a factor may not be used, empty if it may."""
        if factor.geography not in {wanted.geography, ANYWHERE}:
            return f"it is for {factor.geography}"
        names = self._datasets(wanted.geography)
        if not any(_is_of(factor, name) for name in names):
            return f"its dataset {factor.dataset.name} is not in the order of datasets"
        if not factor.is_valid(wanted.day):
            until = f" to {factor.valid_to}" if factor.valid_to else ""
            return f"it is for {factor.valid_from}{until}"
        if not self._is_published(factor):
            when = f"was published on {factor.published_on}" if factor.published_on else "has no date of publication"
            return f"it {when}, and factors_as_of is {self._as_of}"
        named = self._named(wanted.activity, [factor.variant])
        return "" if factor.variant == named or not factor.variant else f"it is the variant {factor.variant}"

    def _why_missing(self, wanted: Wanted) -> str:
        """Name the nearest candidates and the remedies."""
        lines = [f"There is no emission factor for {wanted.activity} in {wanted.geography} in {wanted.day:%Y-%m}."]
        candidates = sorted(self.rungs(wanted), key=lambda pair: _distance(wanted, pair[0]))
        for factor, objection in candidates[:_MOST_CANDIDATES]:
            lines.append(f"  {factor.id}: {objection or 'passed over'}.")
        remedies = [f"add your own factor to emission_factors/{OWN}/", *self._steps(wanted), *self._elsewhere(wanted)]
        lines.append(f"Remedy: {'; or '.join(remedies)}.")
        return "\n".join(lines)

    def _steps(self, wanted: Wanted) -> Iterator[str]:
        """Yield the steps down that would find a factor: an earlier year, a wider geography."""
        names = self._datasets(wanted.geography)
        usable = [
            factor
            for factor in self._factors.get(wanted.activity, ())
            if self._is_published(factor) and any(_is_of(factor, name) for name in names)
        ]
        here = [factor for factor in usable if factor.geography == wanted.geography]
        for step in range(1, 11):
            if any(factor.is_valid(_years_before(wanted.day, step)) for factor in here):
                yield f'allow a step in carbon.toml: [factors] earlier_years = {{ "{wanted.activity}" = {step} }}'
                break
        for wider, geography in enumerate(_chain(wanted.geography)[1:], start=1):
            if any(factor.geography == geography and factor.is_valid(wanted.day) for factor in usable):
                yield f"allow the factor of {geography} in carbon.toml: [factors] wider_geography = {wider}"
                break

    def _elsewhere(self, wanted: Wanted) -> Iterator[str]:
        """Yield what else has a factor: a region within, a dataset that has to be named."""
        names = self._datasets(wanted.geography)
        factors = [factor for factor in self._factors.get(wanted.activity, ()) if self._is_published(factor)]
        within = sorted({f.geography for f in factors if f.geography.startswith(wanted.geography + "/")})
        if within:
            most = within[:_MOST_REGIONS]
            yield f"give the region as geography: {', '.join(most)}{' …' if len(within) > len(most) else ''}"
        unnamed = [
            factor.dataset.name
            for factor in factors
            if factor.geography in {wanted.geography, ANYWHERE}
            and factor.is_valid(wanted.day)
            and not any(_is_of(factor, name) for name in names)
        ]
        for name in dict.fromkeys(unnamed):
            yield f"name the dataset {name} in carbon.toml: [factors] datasets"


def _is_of(factor: Factor, name: str) -> bool:
    """Say whether a factor is of a dataset: `own` for all of the organisation's, a name, or `name@version`."""
    return (name == OWN and factor.dataset.own) or name in {factor.dataset.name, factor.dataset.id}


def _years_before(day: date, years: int) -> date:
    """Return the first of the same month some years before."""
    return date(day.year - years, day.month, 1)


def _chain(geography: str) -> list[str]:
    """Return a geography and those around it: US/CAMX, then US."""
    parts = geography.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


def _distance(wanted: Wanted, factor: Factor) -> tuple[int, int]:
    """Order candidates: the same geography first, one around it, one within, another; then the nearest in time."""
    around = [*_chain(wanted.geography), ANYWHERE]
    away = around.index(factor.geography) if factor.geography in around else len(around)
    away += not factor.geography.startswith(wanted.geography + "/") and away == len(around)
    since = factor.valid_from or wanted.day
    return away, abs((since - wanted.day).days)
