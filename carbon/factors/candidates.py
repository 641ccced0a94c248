"""The factors that an inventory year may use for what is wanted, and what speaks against each of the others.

Editions: which day of an inventory year decides on the edition of a dataset's factors, month by month or for all. Where
the rule is `by_year_part`, all months of an inventory year take the edition of the year's greater part. That is the one
of its middle day: a part that is greater than the rest holds the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from carbon.factors.factor import Dataset, Factor, HeatingValue, Publication
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ANYWHERE, Edition
from carbon.settings import FactorSettings, YearSettings

OWN = "own"
SPECIFIC: tuple[Callable[[Factor], bool], ...] = (
    lambda factor: bool(factor.facility),
    lambda factor: bool(factor.supplier) and not factor.facility,
    lambda factor: not factor.facility and not factor.supplier,
)
"""How a factor may be meant: for one facility, for one supplier, for all."""


class NoMatchError(Exception):
    """Raised when no factor may be used; `code` and `why` make the problem, `factors` are those that it lies with.

    Why there is none is worked out where it is said: of most activities nobody asks for an upstream that is missing.
    """

    def __init__(self, code: str, why: Sentence | Callable[[], Sentence], factors: Sequence[Factor] = ()) -> None:
        self.code, self.factors = code, factors
        self._why = why
        super().__init__(code, why, factors)

    @property
    def why(self) -> Sentence:
        """Say why no factor may be used, and what to do about it."""
        return self._why if isinstance(self._why, Sentence) else self._why()

    def __str__(self) -> str:
        """Return what is said of it."""
        return self.why


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
    supplier, facility
        Who supplied it and where it was used, as far as the row says so.
    """

    activity: str
    geography: str
    day: date
    dimension: str = ""
    factor_id: str = ""
    calorific_basis: str = ""
    supplier: str = ""
    facility: str = ""


def years_before(day: date, years: int) -> date:
    """Return the first of the same month some years before."""
    return date(day.year - years, day.month, 1)


def chain(path: str) -> list[str]:
    """Return a path and those around it: US/CAMX, then US."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


class Editions:
    """The rule of each dataset in one inventory year.

    Parameters
    ----------
    chosen
        What `[factors] edition` says, by dataset; under no name for all.
    year
        The inventory year; without one every month decides by itself.
    """

    def __init__(self, chosen: Mapping[str, str], year: YearSettings | None = None) -> None:
        self._chosen = chosen
        self._year = year

    def rule(self, dataset: Dataset) -> Edition:
        """Return the rule of a dataset: as the settings say, else as its publisher does, else by month."""
        for name in (dataset.id, dataset.name, ""):
            if name in self._chosen:
                return Edition(self._chosen[name])
        return Edition(dataset.edition or Edition.BY_MONTH)

    def day(self, dataset: Dataset, day: date) -> date:
        """Return the day that decides on the edition of a dataset for a day of the inventory year, or of one before."""
        if self._year is None or self.rule(dataset) is Edition.BY_MONTH:
            return day
        start, end = self._year.start, self._year.end
        earlier = max(0, start.year - day.year + (day.month < start.month))
        middle = start + timedelta(days=(end - start).days // 2)
        return date(middle.year - earlier, middle.month, 1)


class Candidates:
    """The factors of one inventory year.

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
    year
        The inventory year, which decides on editions.
    """

    def __init__(
        self,
        factors: Mapping[str, Sequence[Factor]],
        order: Mapping[str, Sequence[str]],
        settings: FactorSettings,
        factors_as_of: date | None,
        year: YearSettings | None = None,
    ) -> None:
        self.editions = Editions(settings.editions, year)
        self.factors = factors
        self._order = order
        self.settings = settings
        self._as_of = factors_as_of

    def of(self, activity: str) -> Sequence[Factor]:
        """Return every factor of an activity."""
        return self.factors.get(activity, ())

    def usable(self, wanted: Wanted) -> list[Factor]:
        """Return the factors that are meant for the geography and the day, and were published in time."""
        places = {wanted.geography, ANYWHERE}
        return [
            factor
            for factor in self.of(wanted.activity)
            if factor.geography in places
            and self.is_valid(factor, wanted.day)
            and self.is_published(factor)
            and is_meant_for(factor, wanted)
        ]

    def datasets(self, geography: str) -> list[str]:
        """Return the order of datasets: as given, or the geography's default; facts that hold anywhere come last."""
        given = self.settings.datasets or (OWN, *self._order.get(geography.split("/", maxsplit=1)[0], ()))
        return list(dict.fromkeys([*given, *self._order.get(ANYWHERE, ())]))

    def is_valid(self, factor: Factor, day: date) -> bool:
        """Say whether a factor is meant for a day, or for the greater part of its inventory year."""
        return factor.is_valid(self.editions.day(factor.dataset, day))

    def is_published(self, factor: Factor) -> bool:
        """Say whether a factor was published by `factors_as_of`."""
        if self._as_of is None or factor.dataset.timeless:
            return True
        if factor.published_on is None:
            return factor.dataset.own
        return factor.published_on.last <= self._as_of

    def is_ordered(self, factor: Factor, geography: str) -> bool:
        """Say whether a factor's dataset is in the order of datasets."""
        return any(is_of(factor, name) for name in self.datasets(geography))

    def variant(self, activity: str, variants: Sequence[str]) -> str:
        """Return the variant that the settings name for an activity, or for one that it is a kind of and has it too."""
        names = self.settings.variants
        above = next((names[name] for name in chain(activity)[1:] if name in names), "")
        return names.get(activity, above if above in variants else "")

    def apart(self, wanted: Wanted, factor: Factor) -> tuple[str, str]:
        """Say how a factor that the row names is apart from what is wanted, and what is: place, day, publication.

        Return what was wanted, and what the factor is; both empty where it is of the place and the day.
        """
        pairs = []
        if factor.geography not in {wanted.geography, ANYWHERE}:
            pairs.append((wanted.geography, factor.geography))
        if not self.is_valid(factor, wanted.day):
            pairs.append((f"{wanted.day:%Y-%m}", f"{factor.valid_from or '..'}/{factor.valid_to or '..'}"))
        if not self.is_published(factor):
            pairs.append((f"factors_as_of {self._as_of}", f"published_on {factor.published_on or '?'}"))
        return ", ".join(asked for asked, _ in pairs), ", ".join(other for _, other in pairs)

    def objections(self, wanted: Wanted) -> Iterator[tuple[Factor, str]]:
        """Yield every factor of an activity and why it may not be used as wanted, empty if it may."""
        for factor in self.of(wanted.activity):
            yield factor, self.objection(wanted, factor)

    def undated(self, wanted: Wanted) -> list[Factor]:
        """Return the factors that would fit, had their publications a date that `factors_as_of` can be held against."""
        undated = [factor for factor in self.of(wanted.activity) if factor.published_on is None]
        return [factor for factor in undated if not (self.is_published(factor) or self._misfit(wanted, factor))]

    def objection(self, wanted: Wanted, factor: Factor) -> str:
        """Say why a factor may not be used as wanted, empty if it may."""
        misfit = self._misfit(wanted, factor)
        if misfit:
            return misfit
        if not self.is_published(factor):
            if not factor.published_on:
                return say("it has no date of publication, and factors_as_of is {as_of}", as_of=self._as_of)
            published = publication_phrase(factor.published_on)
            return say(
                "it was published {published}, and factors_as_of is {as_of}", published=published, as_of=self._as_of
            )
        if not factor.variant or factor.variant == self.variant(wanted.activity, [factor.variant]):
            return ""
        return say("it is the variant {variant}", variant=factor.variant)

    def _misfit(self, wanted: Wanted, factor: Factor) -> str:
        """Say for which place, dataset, facility or time else a factor is meant, empty if for this."""
        if factor.geography not in {wanted.geography, ANYWHERE}:
            return say("it is for {geography}", geography=factor.geography)
        if not self.is_ordered(factor, wanted.geography):
            return say("its dataset {dataset} is not in the order of datasets", dataset=factor.dataset.name)
        if not is_meant_for(factor, wanted):
            return say("it is for {whom}", whom=_whom(factor))
        if self.is_valid(factor, wanted.day):
            return ""
        if not factor.is_valid(wanted.day):
            return say("it is for {days}", days=when(factor))
        return say("it is for {days}, and the greater part of the inventory year is not", days=when(factor))


def is_of(factor: Factor, name: str) -> bool:
    """Say whether a factor is of a dataset: `own` for all of the organisation's, a name, or `name@version`."""
    return (name == OWN and factor.dataset.own) or name in {factor.dataset.name, factor.dataset.id}


def is_meant_for(factor: Factor, wanted: Wanted) -> bool:
    """Say whether the supplier and the facility of a factor, where it has them, are those of the row."""
    return all(
        not of_factor or of_factor.strip().casefold() == of_row.strip().casefold()
        for of_factor, of_row in ((factor.supplier, wanted.supplier), (factor.facility, wanted.facility))
    )


def when(value: Factor | HeatingValue) -> Sentence:
    """Say when a factor or heating value is meant to be used."""
    if value.valid_from and value.valid_to:
        return say("{first} to {last}", first=value.valid_from, last=value.valid_to)
    if value.valid_from:
        return say("{first} and later", first=value.valid_from)
    return say("days until {last}", last=value.valid_to)


def publication_phrase(publication: Publication) -> Sentence:
    """Say when something was published, as far as that is known."""
    if len(publication.text) == len("2025-04-14"):
        return say("on {day}", day=publication)
    return say("in {publication} (known no closer, so its last day counts)", publication=publication)


def _whom(factor: Factor) -> Sentence:
    """Name the supplier and facility that a factor is meant for."""
    facility = say("the facility {facility}", facility=factor.facility) if factor.facility else ""
    supplier = say("the supplier {supplier}", supplier=factor.supplier) if factor.supplier else ""
    return joined([facility, supplier], " and ")
