"""What is said where the ladder finds nothing: the nearest candidates, and the remedies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carbon.factors.candidates import OWN, Candidates, Wanted, chain, years_before
from carbon.factors.factor import Factor
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ANYWHERE

_MOST_CANDIDATES = 4
_MOST_REGIONS = 12
_MOST_YEARS = 10
_MOST_KINDS = 4


def why_missing(candidates: Candidates, wanted: Wanted) -> Sentence:
    """Name the nearest candidates and the remedies."""
    lines = [
        say(
            "There is no emission factor for {activity} in {geography} in {month:%Y-%m}.",
            activity=wanted.activity,
            geography=wanted.geography,
            month=wanted.day,
        )
    ]
    near = sorted(candidates.objections(wanted), key=lambda pair: distance(wanted, pair[0]))
    lines += [
        say("  {factor}: {why}.", factor=factor.id, why=objection or say("passed over"))
        for factor, objection in near[:_MOST_CANDIDATES]
    ]
    remedies = [
        say("add your own factor to emission_factors/{own}/", own=OWN),
        *_steps(candidates, wanted),
        *_elsewhere(candidates, wanted),
        *nowhere(candidates.factors, wanted.activity),
    ]
    lines.append(say("Remedy: {remedies}.", remedies=joined(remedies, "; or ")))
    return joined(lines, "\n")


def written_as_variant(name: str, factors: Mapping[str, Sequence[Factor]]) -> str:
    """Say how the variant of an activity is named, where a name is both; empty if it is not."""
    words = name.split("/")
    for place in range(len(words) - 1, 0, -1):
        activity, variant = "/".join(words[:place]), "/".join(words[place:])
        if any(factor.variant == variant for factor in factors.get(activity, ())):
            return say(
                'It is a variant: write "{activity}", and name the variant in carbon.toml, '
                '[factors] variants = {{ "{activity}" = "{variant}" }}, or the factor in the column factor.',
                activity=activity,
                variant=variant,
            )
    return ""


def nowhere(
    factors: Mapping[str, Sequence[Factor]], activity: str, account: str = "reported/ACCOUNT"
) -> Iterator[Sentence]:
    """Yield what to do about an activity that no publication has a factor of: its kinds that have, or a statement."""
    if factors.get(activity):
        return
    kinds = sorted(kind for kind, of_kind in factors.items() if kind.startswith(f"{activity}/") and of_kind)
    if kinds:
        yield say(
            "name one of its {number} kinds that have one (`carbon factors find {activity}`): {kinds} and others",
            number=len(kinds),
            activity=activity,
            kinds=joined(kinds[:_MOST_KINDS], ", "),
        )
    else:
        yield say("write the emissions that your supplier states: activity {activity}, unit t CO2e", activity=account)


def distance(wanted: Wanted, factor: Factor) -> tuple[int, int]:
    """Order candidates: of the same geography, around it, within it, beside it, elsewhere; then the nearest in time."""
    around = [*chain(wanted.geography), ANYWHERE]
    away = around.index(factor.geography) if factor.geography in around else len(around)
    if away == len(around) and not factor.geography.startswith(wanted.geography + "/"):
        away += 1 if factor.geography.split("/", maxsplit=1)[0] == around[-2] else 2
    since = factor.valid_from or wanted.day
    return away, abs((since - wanted.day).days)


def _steps(candidates: Candidates, wanted: Wanted) -> Iterator[Sentence]:
    """Yield the steps down that would find a factor: an earlier year, a wider geography."""
    usable = [
        factor
        for factor in candidates.of(wanted.activity)
        if candidates.is_published(factor) and candidates.is_ordered(factor, wanted.geography)
    ]
    here = [factor for factor in usable if factor.geography == wanted.geography]
    for step in range(1, _MOST_YEARS + 1):
        if any(candidates.is_valid(factor, years_before(wanted.day, step)) for factor in here):
            yield say(
                'allow a step in carbon.toml: [factors] earlier_years = {{ "{activity}" = {step} }}',
                activity=wanted.activity,
                step=step,
            )
            break
    for wider, geography in enumerate(chain(wanted.geography)[1:], start=1):
        if any(factor.geography == geography and candidates.is_valid(factor, wanted.day) for factor in usable):
            yield say(
                "allow the factor of {geography} in carbon.toml: [factors] wider_geography = {wider}",
                geography=geography,
                wider=wider,
            )
            break


def _elsewhere(candidates: Candidates, wanted: Wanted) -> Iterator[Sentence]:
    """Yield what else has a factor: a region within, a dataset that has to be named."""
    factors = [factor for factor in candidates.of(wanted.activity) if candidates.is_published(factor)]
    inside = (factor for factor in factors if factor.geography.startswith(wanted.geography + "/"))
    within = sorted({factor.geography for factor in inside if candidates.is_valid(factor, wanted.day)})
    if within:
        most = within[:_MOST_REGIONS]
        regions = joined(most, ", ") + (" …" if len(within) > len(most) else "")
        yield say("give the region as geography: {regions}", regions=regions)
    unnamed = [
        factor.dataset.name
        for factor in factors
        if factor.geography in {wanted.geography, ANYWHERE}
        and candidates.is_valid(factor, wanted.day)
        and not candidates.is_ordered(factor, wanted.geography)
    ]
    for name in dict.fromkeys(unnamed):
        yield say("name the dataset {dataset} in carbon.toml: [factors] datasets", dataset=name)
