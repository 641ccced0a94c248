"""What the distinct cells of the activity data mean: activity, unit, geography, facility, instrument.

This is the only place where user words are looked up; it runs once per signature, never per row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from carbon.accounting import total_names
from carbon.activity_data.source import Signature
from carbon.factors.advice import written_as_variant
from carbon.factors.catalogue import Activity, Gas, why_unknown_geography
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.model.problems import LONGEST_WORD, listed, nearest, short
from carbon.model.sentences import Sentence, in_both, joined, say
from carbon.model.terms import ELECTRICITY
from carbon.settings import Facility, Settings
from carbon.units import RefusedUnit, Unit, measured

REPORTED, AVOIDED = "reported/", "avoided/"
GRADES = ("high", "good", "fair", "poor")
EXAMPLE_FACILITIES = frozenset({"example-site", "範例據點"})
"""What the example rows of the templates write as their facility."""
_NO_DIMENSION = Unit("", "", "", "")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a signature: the column, the code of the problem and why.

    Parameters
    ----------
    likely
        What may be meant, asked for only where the fault is shown: to look for the nearest of all names takes long.
    """

    column: str
    code: str
    why: Sentence
    likely: Callable[[], str] = field(default=str, compare=False)

    @property
    def words(self) -> Sentence:
        """Return why it is wrong, and what may be meant."""
        return joined([self.why, self.likely()])


@dataclass(frozen=True, slots=True)
class Line:
    """A signature that was understood.

    Parameters
    ----------
    activity
        The activity; for a reported row a stand-in with the account it posts to.
    unit
        The unit of the quantity.
    gas
        For a reported row, the gas whose mass was reported.
    avoided
        Whether the emissions were avoided.
    """

    signature: Signature
    activity: Activity
    unit: Unit
    gas: Gas | None = None
    avoided: bool = False

    @property
    def name(self) -> str:
        """Return the activity as the result calls it."""
        return self.activity.id

    @property
    def is_electricity(self) -> bool:
        """Say whether instruments can cover it."""
        return self.gas is None and not self.avoided and self.activity.id == ELECTRICITY


class Meanings:
    """Looks signatures and facilities up.

    Parameters
    ----------
    books
        The library.
    settings
        The organisation's settings.
    instruments
        Ids of the instruments.
    """

    def __init__(self, books: FactorBooks, settings: Settings, instruments: Mapping[str, object]) -> None:
        self._books = books
        self._settings = settings
        self._instruments = instruments
        self._facilities = {name.casefold(): f for f in settings.facilities.values() for name in _names(f)}

    def line(self, signature: Signature, facilities: Iterable[str | None] = (None,)) -> Line | list[Fault]:
        """Return what a signature means whose rows are of some facilities, as written, or all that is wrong with it."""
        faults = self._instrument(signature) + _quality(signature) + self._geography(signature)
        activity, gas, avoided = None, None, False
        text = signature.text("activity")
        if not text:
            faults.append(Fault("activity", "missing-cell", say("The activity is empty. Every row needs one.")))
        elif text.startswith(REPORTED):
            activity = self._reported(text, faults)
        else:
            avoided = text.startswith(AVOIDED)
            activity = self._activity(text, faults)
        unit = _NO_DIMENSION
        unit_text = signature.text("unit")
        if not unit_text:
            faults.append(Fault("unit", "missing-cell", say("The unit is empty. Every row needs one.")))
        elif activity is not None and text.startswith(REPORTED):
            unit, gas = self._unit_of_gas(unit_text, faults)
        elif activity is not None:
            unit = self._unit(unit_text, activity, lambda: self._countries(signature, facilities), faults)
        elif not text.startswith(REPORTED):
            self._unit_alone(unit_text, faults)
        if faults or activity is None:
            return faults
        return Line(signature, activity, unit, gas, avoided)

    def facility(self, text: str | None) -> Facility | Fault | None:
        """Return the facility of a cell; None if it is empty and free text where none are declared."""
        if text is None or not text.strip():
            return None
        declared = self._facilities.get(text.strip().casefold())
        if declared is not None:
            return declared
        if text.strip() in EXAMPLE_FACILITIES:
            why = say("The row is still an example of the template. Replace it with your data, or delete it.")
            return Fault("facility", "example-row", why)
        if total_names.is_total(text, self._is_unit):
            place = say("If a place is called so, declare it in carbon.toml: [facilities.…].")
            why = joined([total_names.why_total(text.strip()), place], "\n")
            return Fault("facility", "total-by-name", why)
        if not self._settings.facilities:
            return Facility(text.strip())
        why = say('"{facility}" is not a declared facility.', facility=short(text.strip()))
        return Fault("facility", "unknown-facility", why, lambda: self._likely_facilities(text))

    def _is_unit(self, text: str) -> bool:
        """Say whether a text is a unit, or one that is refused."""
        return self._books.vocabulary.find(text) is not None

    def _likely_facilities(self, text: str) -> str:
        """Name the declared facilities nearest to a text."""
        names = [name for facility in self._settings.facilities.values() for name in _names(facility)]
        likely = listed(nearest(text, names) or names[:3])
        return say("Nearest: {likely}.\nDeclare it in carbon.toml: [facilities.…].", likely=likely)

    def geography(self, signature: Signature, facility: Facility | None) -> str | Fault:
        """Return the geography of a row: its own, else its facility's, else the organisation's."""
        given = signature.text("geography") or (facility.geography if facility else "")
        geography = given or self._settings.geography
        if geography:
            return geography
        why = say("No geography is known. Give --geography TW, a geography column, or geography in carbon.toml.")
        return Fault("geography", "unknown-geography", why)

    def _geography(self, signature: Signature) -> list[Fault]:
        """Refuse a geography of the row that is none."""
        text = signature.text("geography")
        why = why_unknown_geography(text, self._books.own_geographies) if text else None
        return [Fault("geography", "unknown-geography", why)] if why else []

    def _activity(self, text: str, faults: list[Fault]) -> Activity | None:
        """Return an activity of the catalogue, or add a fault."""
        name = text.removeprefix(AVOIDED)
        activity = self._books.catalogue.find(name)
        if activity is not None:
            return activity
        why = say('"{name}" is not in the activity catalogue.', name=short(name))
        faults.append(Fault("activity", "unknown-activity", why, lambda: self._likely_activities(name)))
        return None

    def _likely_activities(self, name: str) -> str:
        """Name the activities nearest to a text, or the one that it is a variant of."""
        advice = written_as_variant(name, self._books.factors.factors) or self._books.index.advice(name)
        return joined([advice, say("`carbon factors find WORD` searches the catalogue.")], "\n")

    def _reported(self, text: str, faults: list[Fault]) -> Activity | None:
        """Return a stand-in for an account that reported emissions post to, or add a fault."""
        account = text.removeprefix(REPORTED)
        accounts = self._books.catalogue.accounts
        if account in accounts:
            return Activity(text, accounts[account].en, accounts[account].zh, ("mass",), account)
        why = say('"{account}" is not an account.', account=short(account))
        names = list(accounts)[:3]
        likely = partial(_nearest, account, accounts, names)
        faults.append(Fault("activity", "unknown-account", why, likely))
        return None

    def _countries(self, signature: Signature, facilities: Iterable[str | None]) -> list[str]:
        """Return where the rows of a signature are: some units mean one thing in a country and two elsewhere."""
        meant = (self.facility(text) for text in facilities)
        facilities_meant = [facility for facility in meant if not isinstance(facility, Fault)]
        where = [self.geography(signature, facility) for facility in facilities_meant or [None]]
        return sorted({geography.partition("/")[0] for geography in where if not isinstance(geography, Fault)})

    def _unit(self, text: str, activity: Activity, where: Callable[[], list[str]], faults: list[Fault]) -> Unit:
        """Return a unit in a dimension of the activity, or add a fault."""
        meant = self._books.vocabulary.find(text)
        if isinstance(meant, RefusedUnit) and meant.by_country:
            countries = where()
            meanings = {meant.by_country.get(country, "") for country in countries}
            if len(meanings) > 1:
                faults.append(self._several(text, meant, countries))
                return _NO_DIMENSION
            if meaning := "".join(meanings):
                meant = self._books.vocabulary.unit(meaning)
        if isinstance(meant, RefusedUnit) and activity.degree_unit and "度" in text:
            meant = self._degrees(meant, activity.degree_unit) or meant
        if not isinstance(meant, Unit):
            faults.append(self._no_unit(text, meant))
            return _NO_DIMENSION
        if meant.dimension in activity.dimensions:
            return meant
        dimensions = joined(map(measured, activity.dimensions), " or ")
        examples = {"energy": "kWh", "volume": "L", "mass": "kg", "freight": "tonne_km"}
        units = self._books.vocabulary.units()
        main = activity.dimensions[0]
        example = examples.get(main) or next(unit.symbol for unit in units if unit.dimension == main)
        why = say(
            '"{unit}" measures {measured}; {activity} is counted by {wanted}, like {example}.',
            unit=text,
            measured=measured(meant.dimension),
            activity=activity.id,
            wanted=dimensions,
            example=example,
        )
        faults.append(Fault("unit", "wrong-dimension", why))
        return _NO_DIMENSION

    def _degrees(self, refused: RefusedUnit, degree_unit: str) -> Unit | None:
        """Return what 度 and its multiples mean on a bill whose 度 is known."""
        dimension = self._books.vocabulary.unit(degree_unit).dimension
        meanings = (self._books.vocabulary.unit(meaning) for meaning in refused.meanings)
        return next((unit for unit in meanings if unit.dimension == dimension), None)

    def _unit_alone(self, text: str, faults: list[Fault]) -> None:
        """Check a unit whose activity is not known."""
        unit = self._books.vocabulary.find(text)
        if not isinstance(unit, Unit) and "度" not in text:
            faults.append(self._no_unit(text, unit))

    def _no_unit(self, text: str, refused: RefusedUnit | None) -> Fault:
        """Say why a text is no unit."""
        if refused is not None:
            meanings = joined(map(self._named, refused.meanings), ", ")
            why = say(
                '"{unit}" is refused: {reason}\nLikely: {meanings}.',
                unit=text,
                reason=refused.reason,
                meanings=meanings,
            )
            return Fault("unit", "refused-unit", why)
        why = say('"{unit}" is not a declared unit.', unit=short(text))
        return Fault("unit", "unknown-unit", why, lambda: self._likely_units(text))

    def _several(self, text: str, refused: RefusedUnit, countries: Sequence[str]) -> Fault:
        """Say that a text is read in some of the countries of its rows alone."""
        why = self._no_unit(text, refused).why
        named = {
            country: self._named(refused.by_country[country]) for country in countries if country in refused.by_country
        }
        meanings = joined((say("in {country} it is {unit}", country=c, unit=unit) for c, unit in named.items()), "; ")
        if others := [country for country in countries if country not in refused.by_country]:
            meanings = say("{meanings}, but rows with it are in {others} too", meanings=meanings, others=listed(others))
        which = say("Here, {meanings}: write in each row which one it is.", meanings=meanings)
        return Fault("unit", "refused-unit", joined([why, which], "\n"))

    def _likely_units(self, text: str) -> str:
        """Name the units nearest to a text."""
        vocabulary = self._books.vocabulary
        units = {name: vocabulary.find(name) for name in nearest(text, vocabulary.texts(), 4)}
        likely = [_unit_named(name, unit) for name, unit in units.items() if isinstance(unit, Unit)]
        return say("Nearest: {likely}.", likely=joined(dict.fromkeys(likely), ", ")) if likely else ""

    def _named(self, symbol: str) -> Sentence:
        """Return a unit with its name."""
        return _unit_named(symbol, self._books.vocabulary.unit(symbol))

    def _unit_of_gas(self, text: str, faults: list[Fault]) -> tuple[Unit, Gas | None]:
        """Split `t CO2e` into a unit of mass and a gas, or add a fault."""
        for length in range(min(len(text) - 1, LONGEST_WORD), 0, -1):
            unit = self._books.vocabulary.find(text[:length].rstrip(" -_"))
            gas = self._books.gases.find(text[length:].strip(" -_"))
            if isinstance(unit, Unit) and unit.dimension == "mass" and gas is not None:
                return unit, gas
        why = say(
            '"{unit}" is not a mass of a gas. Write the unit and the gas: "t CO2e", "kg CH4_fossil", "kg HFC-134a".',
            unit=short(text),
        )
        faults.append(Fault("unit", "unknown-gas", why))
        return _NO_DIMENSION, None

    def _instrument(self, signature: Signature) -> list[Fault]:
        """Refuse an instrument that is not in instruments.csv."""
        text = signature.text("instrument")
        if not text or text in self._instruments:
            return []
        why = say('"{instrument}" is not an instrument of instruments.csv.', instrument=short(text))
        return [Fault("instrument", "unknown-instrument", why, lambda: self._likely_instruments(text))]

    def _likely_instruments(self, text: str) -> str:
        """Name the instruments nearest to a text."""
        return _nearest(text, self._instruments, list(self._instruments)[:3])


def _nearest(text: str, names: Iterable[str], otherwise: Sequence[str]) -> str:
    """Name what is nearest to a text, else some of what there is."""
    likely = nearest(text, names) or otherwise
    return say("Nearest: {likely}.", likely=listed(likely)) if likely else ""


def _unit_named(text: str, unit: Unit) -> Sentence:
    """Return a unit as it is written, with its name."""
    return say('"{unit}" ({name})', unit=text, name=in_both(unit.en, unit.zh))


def _quality(signature: Signature) -> list[Fault]:
    """Refuse a grade of data quality that is not declared."""
    text = signature.text("data_quality")
    if not text or text in GRADES:
        return []
    why = say('"{word}" is not one of {words}.', word=text, words=listed(GRADES))
    return [Fault("data_quality", "unknown-quality", why)]


def _names(facility: Facility) -> list[str]:
    """Return everything that a facility is called."""
    return [facility.id, *facility.names.values()]
