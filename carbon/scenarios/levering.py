"""From a scenario to levers: every number resolved once, in the arithmetic of the projection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from carbon.files.amounts import Points
from carbon.model.terms import ELECTRICITY
from carbon.scenarios import levers
from carbon.scenarios.arithmetic import Arithmetic, Value
from carbon.scenarios.levers import ONE, Lever
from carbon.scenarios.measures import Measure, Shift
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.series import Compound, Line
from carbon.scenarios.start import Start


def made(scenario: Scenario, start: Start, arithmetic: Arithmetic, gwps: Mapping[str, Value]) -> list[Lever]:
    """Return the levers of a scenario in the order in which they act.

    Parameters
    ----------
    gwps
        Emissions of refrigerants that replace others [kg CO2e per kg].
    """
    found: list[Lever] = [*_efficiency(scenario, start, arithmetic)]
    found += [_takeover(shift, start, arithmetic, gwps) for shift in scenario.shifts]
    found += [_saving(measure, start, arithmetic) for measure in scenario.measures if measure.planned]
    if scenario.renewable_share:
        first = arithmetic.constant(start.renewable / start.load) if start.load else 0
        line = Line(_points(scenario.renewable_share, start.year, first, arithmetic))
        found.append(levers.RenewableShare("renewable_share", levers.named("renewable_share"), line))
    elif scenario.renewable_mwh:
        line = Line(_points(scenario.renewable_mwh, start.year, arithmetic.constant(start.renewable), arithmetic))
        found.append(levers.RenewableVolume("renewable_mwh", levers.named("renewable_mwh"), line))
    for deal in scenario.purchases:
        if deal.blocks:
            years = range(deal.start, deal.start + deal.years)
            mwh = arithmetic.of(deal.block) * deal.blocks
            found.append(levers.Blocks(f"purchases.{deal.id}", deal.names, years, mwh))
    return found


def merged(found: Sequence[Lever]) -> list[Lever]:
    """Return levers with the measures on each activity taken together."""
    savings: dict[str, list[levers.Saving]] = {}
    parted = {lever.activity for lever in found if isinstance(lever, levers.Saving) and lever.part}
    apart: list[Lever] = [lever for lever in found if isinstance(lever, levers.Saving) and lever.activity in parted]
    for lever in found:
        if isinstance(lever, levers.Saving) and lever.activity not in parted:
            savings.setdefault(lever.activity, []).append(lever)
    together = [levers.Savings(f"measures.{name}", {}, name, each) for name, each in savings.items()]
    place = next((at for at, lever in enumerate(found) if isinstance(lever, levers.Saving)), 0)
    others = [lever for lever in found if not isinstance(lever, levers.Saving)]
    return [*others[:place], *together, *apart, *others[place:]]


def _points(points: Points, year: int, first: Value, arithmetic: Arithmetic) -> dict[int, Value]:
    """Return the points after the start, and what the start has."""
    return {year: first} | {each: arithmetic.of(number) for each, number in points.items() if each > year}


def _efficiency(scenario: Scenario, start: Start, arithmetic: Arithmetic) -> Iterator[Lever]:
    """Return the levers that act on an activity without a measure."""
    for load in scenario.loads.values():
        if load.efficiency is not None:
            index = Compound(start.year, -arithmetic.of(load.efficiency), arithmetic.constant(ONE))
            names = levers.named("efficiency")
            yield levers.Efficiency(f"{load.activity}.efficiency", names, load.activity, index)


def _takeover(shift: Shift, start: Start, arithmetic: Arithmetic, gwps: Mapping[str, Value]) -> Lever:
    """Return a shift as a lever."""
    origin = start.stream(shift.origin)
    assert origin is not None
    share = Line(_points(shift.share, start.year, arithmetic.constant(ONE * 0), arithmetic))
    ratio = arithmetic.of(shift.ratio)
    name, part = f"{shift.kind}.{shift.id}", shift.part.key if shift.part else ""
    if shift.kind == "replacement":
        remains = ratio
        if shift.target:
            remains = ratio * arithmetic.constant(gwps[shift.target] / gwps[shift.origin])
        target = shift.target or shift.origin
        return levers.Takeover(name, shift.names, shift.origin, target, share, remains, None, None, part)
    assert origin.kg_per_mwh
    per_kg = arithmetic.constant(1 / origin.kg_per_mwh)
    factor = None
    if shift.target != ELECTRICITY:
        known = start.stream(shift.target)
        factor = (
            arithmetic.of(shift.factor) * 1000
            if shift.factor is not None
            else arithmetic.constant(known.kg_per_mwh if known and known.kg_per_mwh else ONE)
        )
    return levers.Takeover(name, shift.names, shift.origin, shift.target, share, ratio, per_kg, factor, part)


def _saving(measure: Measure, start: Start, arithmetic: Arithmetic) -> Lever:
    """Return a measure as a lever."""
    amount = None
    if measure.energy is not None:
        amount = arithmetic.of(measure.energy)
        stream = start.stream(measure.saves)
        if stream is not None and measure.saves != ELECTRICITY:
            assert stream.kg_per_mwh is not None
            amount = amount * arithmetic.constant(stream.kg_per_mwh)
    reduction = None if measure.reduction is None else arithmetic.of(measure.reduction)
    years = range(measure.start, measure.start + measure.lifetime)
    origin = None if measure.saves == ELECTRICITY else start.stream(measure.saves)
    per_mwh = arithmetic.constant(origin.kg_per_mwh) if origin and origin.kg_per_mwh else None
    part = measure.part.key if measure.part else ""
    name = f"measures.{measure.id}"
    return levers.Saving(name, measure.names, measure.saves, years, amount, reduction, per_mwh, part)
