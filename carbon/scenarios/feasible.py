"""Whether a scenario fits the inventory that it starts from: all that does not, with the remedy, at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from carbon.accounting.gwp import co2e_per_kg
from carbon.model import exact
from carbon.model.problems import Place, Problem, listed, nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.measures import Measure, Shift
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start

Fault = tuple[str, Sentence]
"""The path of a key, and why it cannot be."""


def misfits(scenario: Scenario, start: Start, gwp_set: str, *, cut_short: bool = False) -> list[Problem]:
    """Return all that does not fit; of a scenario that is cut short, what would start later is just left out."""
    faults = [
        *_years(scenario, start),
        *([] if cut_short else _late(scenario, start)),
        *_drivers(scenario, start),
        *_electricity(scenario, start),
    ]
    for measure in scenario.measures:
        faults += _measure(measure, start)
    for shift in scenario.shifts:
        faults += _shift(shift, start, gwp_set)
    faults += _parts(scenario, start)
    for load in scenario.loads.values():
        if load.efficiency is not None and not _has(start, load.activity):
            faults.append((f"{load.activity}.efficiency", _absent(start, load.activity)))
    return [Problem("bad-scenario", why, Place(scenario.file, 0, path)) for path, why in faults]


def _parts(scenario: Scenario, start: Start) -> Iterator[Fault]:
    """Refuse a facility or an item of which the activity has no row."""
    named = [(f"{shift.kind}.{shift.id}", shift.origin, shift.part) for shift in scenario.shifts]
    named += [(f"measures.{measure.id}", measure.saves, measure.part) for measure in scenario.measures]
    for path, activity, part in named:
        if part is not None and _has(start, activity) and not start.parts.get((activity, part.key)):
            why = say(
                'No row of "{activity}" in {year} has the {column} "{name}".\n'
                "Write it as the column {column} of the activity data has it.",
                activity=activity,
                year=start.year,
                column=part.column,
                name=part.name,
            )
            yield f"{path}.{part.column}", why


def gwps(scenario: Scenario, gwp_set: str) -> dict[str, Fraction]:
    """Return the emissions of the refrigerants that a scenario names [kg CO2e per kg]."""
    named = {
        name
        for shift in scenario.shifts
        if shift.kind == "replacement" and shift.target
        for name in (shift.origin, shift.target)
    }
    return {name: co2e_per_kg(name, gwp_set) or Fraction(0) for name in sorted(named)}


def _has(start: Start, activity: str) -> bool:
    """Say whether the inventory has an activity."""
    return bool(start.load) if activity == ELECTRICITY else start.stream(activity) is not None


def _absent(start: Start, activity: str) -> Sentence:
    """Say that the inventory has no such activity."""
    activities = [*([ELECTRICITY] if start.load else []), *(stream.activity for stream in start.streams)]
    likely = nearest(activity, activities) or activities
    return say(
        'The inventory of {year} has no "{activity}". It has: {names}.',
        year=start.year,
        activity=activity,
        names=listed(likely),
    )


def _years(scenario: Scenario, start: Start) -> Iterator[Fault]:
    """Refuse an end that the inventory has already reached, and what starts before it."""
    if scenario.end <= start.year:
        why = say(
            "The scenario ends in {end}; the inventory reaches {year} already.", end=scenario.end, year=start.year
        )
        yield "end", why
    for key in ("renewable_share", "renewable_mwh"):
        points = getattr(scenario, key)
        if points and max(points) <= start.year:
            why = say(
                "It names no year after {year}, and what was by then is in the inventory: it would do nothing.\n"
                "Name a year from {next} on.",
                year=start.year,
                next=start.year + 1,
            )
            yield key, why
    for deal in scenario.purchases:
        if deal.start <= start.year:
            yield f"purchases.{deal.id}.start", _too_early(deal.start, start)


def _too_early(year: int, start: Start) -> Sentence:
    """Say that something is in the inventory already."""
    return say(
        "It starts in {year}; what was done by {last} is in the inventory already. Begin in {next}.",
        year=year,
        last=start.year,
        next=start.year + 1,
    )


def _late(scenario: Scenario, start: Start) -> Iterator[Fault]:
    """Refuse what is counted on and starts after the scenario ends."""
    measures = (measure for measure in scenario.measures if measure.planned)
    plans = [(f"measures.{measure.id}", measure.start, "planned = false") for measure in measures]
    plans += [(f"purchases.{deal.id}", deal.start, "blocks = 0") for deal in scenario.purchases if deal.blocks]
    for path, year, otherwise in plans:
        if year > scenario.end > start.year:
            why = say(
                "It starts in {year}, after the scenario ends, in {end}: it would do nothing.\n"
                "Start it by {end}, let the scenario end later, or write {otherwise}.",
                year=year,
                end=scenario.end,
                otherwise=otherwise,
            )
            yield f"{path}.start", why


def _drivers(scenario: Scenario, start: Start) -> Iterator[Fault]:
    """Refuse drivers whose first value is not known, or is not what the inventory says."""
    for driver in scenario.drivers.values():
        has_start = driver.id in start.metrics or any(year <= start.year for year in driver.points)
        if driver.points and not has_start:
            why = say(
                "metrics.csv has no {metric} of {year}. Add it there, or the year {year} here.",
                metric=driver.id,
                year=start.year,
            )
            yield f"drivers.{driver.id}", why
        metric = start.metrics.get(driver.id)
        for year, number in driver.points.items():
            if metric is not None and year == start.year and number.value != metric:
                why = say(
                    "metrics.csv says {there} of {year}, this {here}. Take the year out here, or correct one of them.",
                    there=exact.shown(metric),
                    year=year,
                    here=exact.shown(number.value),
                )
                yield f"drivers.{driver.id}.{year}", why
            elif metric is not None and year < start.year:
                why = say("The scenario starts from the inventory of {year}. Take the year out.", year=start.year)
                yield f"drivers.{driver.id}.{year}", why
        if any(not number.value for number in driver.points.values()):
            why = say(
                "Its number is 0 in a year, from which nothing can grow. Write what there is, or leave the year out."
            )
            yield f"drivers.{driver.id}", why


def _electricity(scenario: Scenario, start: Start) -> Iterator[Fault]:
    """Refuse renewable electricity without electricity."""
    if start.load:
        return
    for key in ("renewable_share", "renewable_mwh", "purchases"):
        if getattr(scenario, key):
            yield key, _absent(start, ELECTRICITY)


def _measure(measure: Measure, start: Start) -> Iterator[Fault]:
    """Refuse a measure on what is not there, or that is there already."""
    path = f"measures.{measure.id}"
    if measure.start <= start.year:
        yield f"{path}.start", _too_early(measure.start, start)
    if not _has(start, measure.saves):
        yield f"{path}.saves", _absent(start, measure.saves)
        return
    stream = start.stream(measure.saves)
    if measure.energy is not None and measure.saves != ELECTRICITY and stream and stream.kg_per_mwh is None:
        why = say(
            'The energy of "{activity}" is not known. Say what the measure saves as a share: reduction = "5 %".',
            activity=measure.saves,
        )
        yield f"{path}.energy_saved", why


def _shift(shift: Shift, start: Start, gwp_set: str) -> Iterator[Fault]:
    """Refuse a shift from what is not there, or to what has no factor."""
    path = f"{shift.kind}.{shift.id}"
    origin = start.stream(shift.origin)
    if origin is None:
        yield f"{path}.from", _absent(start, shift.origin)
    elif shift.kind == "replacement":
        yield from _replacement(shift, path, gwp_set)
    elif not origin.kg_per_mwh:
        why = say('The energy of "{activity}" is not known, so nothing can take it over.', activity=shift.origin)
        yield f"{path}.from", why
    elif shift.target != ELECTRICITY and shift.factor is None:
        successor = start.stream(shift.target)
        if successor is None or successor.kg_per_mwh is None:
            why = say(
                'The inventory has no factor of "{activity}" per energy. Write factor = "0.2 kg/kWh".',
                activity=shift.target,
            )
            yield f"{path}.factor", why


def _replacement(shift: Shift, path: str, gwp_set: str) -> Iterator[Fault]:
    """Refuse a replacement of, or by, what the library does not know."""
    if not shift.target:
        return
    for key, activity in (("from", shift.origin), ("to", shift.target)):
        kg = co2e_per_kg(activity, gwp_set)
        if kg is None or (key == "from" and not kg):
            why = say(
                'The library has no GWP of "{activity}". Leave out to, and write remaining = "30 %" of the emissions.',
                activity=activity,
            )
            yield f"{path}.{key}", why


def stop_years(years: Sequence[int], start: int | None) -> Sentence:
    """Say that a scenario starts in a year without an inventory."""
    if not years:
        return say("No inventory year has any data, so there is nothing to start from.")
    years_with = joined(map(str, years), ", ")
    return say("There is no inventory of {year} with data. There are: {years}.", year=start, years=years_with)
