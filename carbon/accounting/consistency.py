"""Whether the settings and instruments agree with the library, with themselves and with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from carbon.accounting import instruments
from carbon.accounting.instruments import Instrument
from carbon.accounting.ledger import Ledger
from carbon.factors.catalogue import Catalogue, why_unknown_geography
from carbon.factors.datasets.factor_library import FactorBooks
from carbon.factors.datasets.tables import OWN_FOLDER
from carbon.model.problems import Place, Problem, listed, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ELECTRICITY, GWP_SETS, Severity
from carbon.settings import SETTINGS, Exclusion, Facility, Settings

_EXCLUDE = Place(SETTINGS, 0, "exclude")


def check_settings(settings: Settings, books: FactorBooks, years: Sequence[int]) -> list[Problem]:
    """Check the settings against the library and against what was asked."""
    problems: list[Problem] = []
    for year in years:
        if year not in settings.years:
            why = say(
                "The inventory year {year} is not declared. Declared: {years}.\nAdd [years.{year}] to carbon.toml.",
                year=year,
                years=joined(map(str, settings.years), ", ") or say("none"),
            )
            problems.append(Problem("no-year", why, Place(SETTINGS)))
    if settings.folder is None and settings.gwp_set not in GWP_SETS:
        likely = nearest(settings.gwp_set, GWP_SETS) or list(GWP_SETS)
        why = with_nearest(say('"{gwp_set}" is not a GWP set.', gwp_set=settings.gwp_set), likely)
        problems.append(Problem("bad-setting", why, Place("", 0, "gwp_set")))
    problems += _of_geographies(settings, books)
    names = {"own", *(dataset for order in books.factors.order.values() for dataset in order)}
    names |= {dataset.name for dataset in books.factors.datasets.values()}
    names |= set(books.factors.datasets)
    named = {"datasets": settings.factors.datasets, "heating_values": settings.factors.heating_values}
    for key, given in {**named, "edition": filter(None, settings.factors.editions)}.items():
        for name in given:
            if name not in names:
                likely = nearest(name, names) or sorted(names)[:3]
                why = with_nearest(say('There is no dataset "{name}".', name=name), likely)
                problems.append(Problem("bad-setting", why, Place(SETTINGS, 0, f"factors.{key}")))
    for activity_id in (*settings.factors.earlier_years, *settings.factors.variants):
        problems += _unknown_activity(books, activity_id, "factors")
    problems += [*_of_variants(settings, books), *_of_upstream(settings, books)]
    for exclusion in settings.exclusions:
        problems += _unknown_activity(books, exclusion.activity, "exclude")
        problems += _unknown_account(books, exclusion.account)
        problems += _unknown_facility(settings.facilities, exclusion.facility)
    return problems + _of_own_factors(settings, books)


def _of_geographies(settings: Settings, books: FactorBooks) -> list[Problem]:
    """Refuse a geography of the organisation, or of a facility, that is none."""
    where = Place("", 0, "--geography") if settings.folder is None else Place(SETTINGS, 0, "geography")
    given = [(where, settings.geography)]
    for name, facility in settings.facilities.items():
        given.append((Place(SETTINGS, 0, f"facilities.{name}.geography"), facility.geography))
    whys = [(place, why_unknown_geography(text, books.own_geographies)) for place, text in given if text]
    return [Problem("unknown-geography", why, place) for place, why in whys if why]


def _of_variants(settings: Settings, books: FactorBooks) -> list[Problem]:
    """Refuse a variant that no factor of the activity, or of a kind of it, has."""
    problems = []
    for activity_id, variant in settings.factors.variants.items():
        kinds = [kind for kind in books.factors.factors if kind == activity_id or kind.startswith(f"{activity_id}/")]
        factors = [factor for kind in kinds for factor in books.factors.factors[kind]]
        variants = sorted({factor.variant for factor in factors if factor.variant})
        if variant not in variants and f"{activity_id}/{variant}" in books.factors.factors:
            why = say(
                "{activity}/{variant} is not a variant to be named: it is used where it belongs. Take it out.",
                activity=activity_id,
                variant=variant,
            )
            problems.append(Problem("bad-setting", why, Place(SETTINGS, 0, f"factors.variants.{activity_id}")))
        elif variant not in variants:
            why = say('No factor of {activity} has the variant "{variant}".', activity=activity_id, variant=variant)
            there = say("There is: {names}.", names=listed(variants)) if variants else say("It has no variants.")
            why = joined([why, there])
            problems.append(Problem("bad-setting", why, Place(SETTINGS, 0, f"factors.variants.{activity_id}")))
    return problems


def _of_own_factors(settings: Settings, books: FactorBooks) -> list[Problem]:
    """Refuse a factor of the organisation that is for a facility which is not declared."""
    problems = []
    facilities = {name.casefold() for name in settings.facilities}
    for factor in books.factors.factors.own() if facilities else ():
        if factor.facility.casefold() not in facilities:
            place = f"{OWN_FOLDER}/{factor.dataset.name}/{factor.dataset.version}/factors.csv"
            problems += _unknown_facility(settings.facilities, factor.facility, Place(place, factor.row, "facility"))
    return problems


def _of_upstream(settings: Settings, books: FactorBooks) -> list[Problem]:
    """Refuse a decision about what is no carrier, and has no upstream of its own."""
    carriers = books.catalogue.upstream_names()
    return [
        Problem(
            "bad-setting",
            with_nearest(
                say('"{name}" is neither an energy carrier nor an activity with an upstream of its own.', name=carrier),
                nearest(carrier, carriers) or [ELECTRICITY],
            ),
            Place(SETTINGS, 0, f"upstream.{carrier}"),
        )
        for carrier in settings.upstream
        if carrier not in carriers
    ]


def name_facilities(settings: Settings, declared: Sequence[Instrument]) -> tuple[list[Instrument], list[Problem]]:
    """Let instruments name a facility by any of its names; refuse two facilities of one name."""
    problems: list[Problem] = []
    ids: dict[str, str] = {}
    for facility in settings.facilities.values():
        for name in dict.fromkeys([facility.id, *facility.names.values()]):
            other = ids.setdefault(name.casefold(), facility.id)
            if other != facility.id:
                why = say(
                    '"{name}" is a name of the facilities {one} and {other}. Give one of them another.',
                    name=name,
                    one=other,
                    other=facility.id,
                )
                problems.append(Problem("bad-setting", why, Place(SETTINGS, 0, f"facilities.{facility.id}.name")))
    renamed = [replace(metric, facility=ids.get(metric.facility.casefold(), metric.facility)) for metric in declared]
    for instrument in renamed if ids else ():
        problems += _unknown_facility(
            settings.facilities, instrument.facility, Place(instruments.NAME, instrument.row, "facility")
        )
    return renamed, problems


def _unknown_activity(books: FactorBooks, activity_id: str, key: str) -> list[Problem]:
    """Refuse a setting about an activity that is not in the catalogue."""
    activities = books.catalogue.activities
    if not activity_id or activity_id in activities or activity_id.startswith(("upstream/", "reported/", "avoided/")):
        return []
    likely = nearest(activity_id, activities) or ["electricity"]
    why = with_nearest(say('"{activity}" is not an activity.', activity=activity_id), likely)
    return [Problem("unknown-activity", why, Place(SETTINGS, 0, key))]


def _unknown_account(books: FactorBooks, account: str) -> list[Problem]:
    """Refuse an exclusion of an account that is not in the chart."""
    accounts = books.catalogue.accounts
    if not account or account in accounts:
        return []
    likely = nearest(account, accounts) or list(accounts)[:3]
    why = with_nearest(say('"{account}" is not an account.', account=account), likely)
    return [Problem("unknown-account", why, Place(SETTINGS, 0, "exclude"))]


def _unknown_facility(facilities: Mapping[str, Facility], facility: str, place: Place = _EXCLUDE) -> list[Problem]:
    """Refuse a facility that is not declared."""
    if not facility or facility in facilities:
        return []
    likely = nearest(facility, facilities) or list(facilities)
    why = say('"{facility}" is not a declared facility.', facility=facility)
    declare = say("Declare it as [facilities.{facility}].", facility=facility)
    return [Problem("unknown-facility", with_nearest(why, likely) if likely else joined([why, declare]), place)]


def unused_declarations(settings: Settings, ledger: Ledger, catalogue: Catalogue) -> list[Problem]:
    """Warn of exclusions and earlier years that are about no row of the activity data."""
    rows = {line.activity.id: line.activity for line in ledger.lines}
    of_vehicles = {catalogue.electricity_of(activity) for activity in rows.values()} - {""}
    activities = rows.keys() | of_vehicles
    accounts = {catalogue.activities[name].account for name in of_vehicles}
    accounts |= {activity.account for activity in rows.values()}
    facilities = {facility.id for facility in ledger.facilities if facility is not None}
    warnings = [
        _unused("exclude", say("Nothing is excluded by {exclusion}: no row is about it.", exclusion=_about(exclusion)))
        for exclusion in settings.exclusions
        if not (exclusion.activity in activities or exclusion.account in accounts or exclusion.facility in facilities)
    ]
    activities |= {catalogue.upstream_of(activity) for activity in rows.values()} - {""}
    warnings += [
        _unused(f"factors.earlier_years.{activity}", say("No row is about {activity}.", activity=activity))
        for activity in settings.factors.earlier_years
        if not any(present == activity or present.startswith(f"{activity}/") for present in activities)
    ]
    return warnings


def unused_silences(settings: Settings, raised: Iterable[str]) -> list[Problem]:
    """Warn of codes that are silenced and that no declared year has."""
    codes = set(raised)
    return [
        _unused("silence", say('No warning has the code "{code}": there is nothing to silence.', code=code))
        for code in (silence.code for silence in settings.silenced)
        if code not in codes
    ]


def _about(exclusion: Exclusion) -> str:
    """Return what an exclusion is about as it is written."""
    for key in ("activity", "account", "facility"):
        if getattr(exclusion, key):
            return f'{key} = "{getattr(exclusion, key)}"'
    raise AssertionError(exclusion)


def _unused(key: str, why: Sentence) -> Problem:
    """Warn of a key that nothing uses."""
    why = joined([why, say("Correct it, or take it out.")], "\n")
    return Problem("unused-declaration", why, Place(SETTINGS, 0, key), severity=Severity.WARNING)


def instruments_of_no_facility(settings: Settings, declared: Sequence[Instrument], ledger: Ledger) -> list[Problem]:
    """Refuse an instrument of a facility that no row is of; declared ones are held to carbon.toml before."""
    if settings.facilities:
        return []
    names = [facility.id for facility in ledger.facilities if facility is not None]
    folded = {name.casefold() for name in names}
    problems = []
    for instrument in declared:
        if instrument.facility and instrument.facility.casefold() not in folded:
            likely = nearest(instrument.facility, names) or names[:3]
            why = say('No row is of the facility "{facility}".', facility=instrument.facility)
            why = with_nearest(why, likely) if likely else joined([why, say("No row names one.")])
            why = joined([why, say("Leave the cell empty for an instrument that covers any.")])
            problems.append(Problem("unknown-facility", why, Place(instruments.NAME, instrument.row, "facility")))
    return problems
