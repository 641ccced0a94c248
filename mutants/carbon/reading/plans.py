"""What a scenario does: measures, shifts from one activity to another, and purchases of renewable power."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from carbon.problems import listed, nearest
from carbon.reading.amounts import Amount
from carbon.reading.numbers import Reader
from carbon.scenarios import Measure, Number, Purchase, Scenario, Shift
from carbon.terms import ELECTRICITY

FIRST_YEAR, LAST_YEAR, LONGEST_LIFE = 1990, 2100, 100
MOST_BLOCKS = 10_000
_MEASURE = (
    "name", "saves", "energy_saved", "reduction", "start", "lifetime", "end", "capex", "opex", "requires", "excludes",
    "planned", "earliest", "latest",
)  # fmt: skip
_PURCHASE = ("name", "block", "premium", "blocks", "most_blocks", "start", "years")
_SHIFTS = {
    "electrification": ("name", "from", "share", "mwh_per_mwh"),
    "fuel_switch": ("name", "from", "to", "share", "mwh_per_mwh", "factor"),
    "replacement": ("name", "from", "to", "share", "charge_ratio", "remaining"),
}
_NOTHING = Amount(Fraction(0))


def measures(reader: Reader) -> list[Measure]:
    """Read the measures."""
    return [_measure(reader, key) for key in reader.tables(("measures",))]


def _measure(reader: Reader, key: str) -> Measure:
    """Read a measure: what it saves, when, and what it costs."""
    path = ("measures", key)
    reader.declared(path, _MEASURE)
    energy = reader.number((*path, "energy_saved"), "energy")
    reduction = reader.number((*path, "reduction"), "share")
    table = reader.table(path)
    if ("energy_saved" in table) == ("reduction" in table):
        why = 'A measure saves either energy_saved = "120 MWh/yr" or reduction = "5 %" of its activity.'
        reader.problem("missing-setting", path, why)
    start = reader.whole((*path, "start"), FIRST_YEAR, LAST_YEAR, needed="2026") or LAST_YEAR
    return Measure(
        id=key,
        names=reader.names((*path, "name")),
        saves=reader.text((*path, "saves"), needed='"electricity"'),
        energy=energy,
        reduction=reduction,
        start=start,
        lifetime=_lifetime(reader, path, start),
        capex=_money(reader, (*path, "capex")),
        opex=_money(reader, (*path, "opex")),
        requires=reader.texts((*path, "requires")),
        excludes=reader.texts((*path, "excludes")),
        planned=reader.boolean((*path, "planned"), default=True),
        earliest=reader.whole((*path, "earliest"), FIRST_YEAR, LAST_YEAR),
        latest=reader.whole((*path, "latest"), FIRST_YEAR, LAST_YEAR),
    )


def _lifetime(reader: Reader, path: tuple[str, ...], start: int) -> int:
    """Return how many years a measure works, by its lifetime or its last year."""
    end = reader.whole((*path, "end"), FIRST_YEAR, LAST_YEAR)
    if end is None:
        return reader.whole((*path, "lifetime"), 1, LONGEST_LIFE, needed="10") or LONGEST_LIFE
    if reader.value((*path, "lifetime")) is not None:
        reader.problem("bad-scenario", (*path, "end"), "Give the lifetime or the last year, not both.")
    if end < start:
        reader.problem("bad-scenario", (*path, "end"), f"The measure ends in {end}, before it starts in {start}.")
    return max(1, end - start + 1)


def _money(reader: Reader, path: tuple[str, ...]) -> Number:
    """Return an amount of money, nothing by default."""
    return reader.number(path, "money") or Number(".".join(path), Fraction(0), kind="money")


def purchases(reader: Reader) -> list[Purchase]:
    """Read the power purchase agreements."""
    return [_purchase(reader, key) for key in reader.tables(("purchases",))]


def _purchase(reader: Reader, key: str) -> Purchase:
    """Read a power purchase agreement."""
    path = ("purchases", key)
    reader.declared(path, _PURCHASE)
    nothing = Number(".".join((*path, "block")), Fraction(0), kind="energy")
    blocks = reader.whole((*path, "blocks"), 0, MOST_BLOCKS)
    most = reader.whole((*path, "most_blocks"), 0, MOST_BLOCKS)
    return Purchase(
        id=key,
        names=reader.names((*path, "name")),
        block=reader.number((*path, "block"), "energy", needed=True) or nothing,
        premium=_money(reader, (*path, "premium")),
        blocks=blocks or 0,
        most=max(blocks or 0, 1 if most is None and not blocks else most or 0),
        start=reader.whole((*path, "start"), FIRST_YEAR, LAST_YEAR, needed="2026") or LAST_YEAR,
        years=reader.whole((*path, "years"), 1, LONGEST_LIFE, needed="10") or LONGEST_LIFE,
    )


def shifts(reader: Reader) -> list[Shift]:
    """Read what takes over from what: vehicles, fuels, refrigerants."""
    return [_shift(reader, kind, key) for kind in _SHIFTS for key in reader.tables((kind,))]


def _shift(reader: Reader, kind: str, key: str) -> Shift:
    """Read one shift."""
    path = (kind, key)
    reader.declared(path, _SHIFTS[kind])
    target = ELECTRICITY if kind == "electrification" else reader.text((*path, "to"))
    if kind == "fuel_switch" and not target:
        reader.problem("missing-setting", path, 'The key to is not set. Write it like to = "electricity".')
    return Shift(
        id=key,
        names=reader.names((*path, "name")),
        kind=kind,
        origin=reader.text((*path, "from"), needed='"petrol/mobile"'),
        target=target,
        share=reader.points((*path, "share"), "share"),
        ratio=_ratio(reader, kind, path),
        factor=reader.number((*path, "factor"), "factor"),
    )


def _ratio(reader: Reader, kind: str, path: tuple[str, ...]) -> Number:
    """Return how much of the new is needed for one of the old."""
    if kind != "replacement":
        found = reader.number((*path, "mwh_per_mwh"), "ratio", needed=True)
    elif reader.value((*path, "to")) is None:
        found = reader.number((*path, "remaining"), "share", needed=True)
    else:
        found = reader.number((*path, "charge_ratio"), "ratio") or reader.remember(
            (*path, "charge_ratio"), "ratio", Amount(Fraction(1))
        )
    return found or Number(".".join(path), Fraction(1), kind="ratio")


def consistent(reader: Reader, scenario: Scenario, activities: Sequence[str]) -> None:
    """Refuse plans that cannot be: unknown activities and measures, circles, years the wrong way round."""
    for measure in scenario.measures:
        _known(reader, ("measures", measure.id, "saves"), measure.saves, activities)
        if measure.earliest and measure.latest and measure.latest < measure.earliest:
            why = f"The latest start is {measure.latest}, before the earliest, {measure.earliest}."
            reader.problem("bad-scenario", ("measures", measure.id, "latest"), why)
    for shift in scenario.shifts:
        _known(reader, (shift.kind, shift.id, "from"), shift.origin, activities)
        if shift.target:
            _known(reader, (shift.kind, shift.id, "to"), shift.target, activities)
        if not shift.share:
            why = 'The shares by year are not set. Write share = { 2027 = "20 %", 2030 = "60 %" }.'
            reader.problem("missing-setting", (shift.kind, shift.id), why)
    _precedence(reader, scenario.measures)


def _known(reader: Reader, path: tuple[str, ...], activity: str, activities: Sequence[str]) -> None:
    """Refuse an activity that is in no catalogue."""
    if activity and activity not in activities:
        likely = nearest(activity, activities)
        why = f'"{activity}" is not an activity.' + (f" Nearest: {listed(likely)}." if likely else "")
        reader.problem("unknown-activity", path, why)


def _precedence(reader: Reader, plan: Sequence[Measure]) -> None:
    """Refuse unknown measures, circles, and a planned measure whose condition is not met."""
    by_id = {measure.id: measure for measure in plan}
    for measure in plan:
        for key, others in (("requires", measure.requires), ("excludes", measure.excludes)):
            for other in others:
                if other not in by_id or other == measure.id:
                    likely = nearest(other, [name for name in by_id if name != measure.id])
                    why = f'"{other}" is no other measure.' + (f" Nearest: {listed(likely)}." if likely else "")
                    reader.problem("bad-scenario", ("measures", measure.id, key), why)
    try:
        tuple(TopologicalSorter({m.id: set(m.requires) for m in plan}).static_order())
    except CycleError as error:
        circle = [str(each) for each in error.args[1]]
        why = f"Each of these waits for the next: {' → '.join(reversed(circle))}. One of them has to come first."
        reader.problem("cyclic-precedence", ("measures", circle[0], "requires"), why)
        return
    _planned(reader, by_id)


def _planned(reader: Reader, by_id: Mapping[str, Measure]) -> None:
    """Refuse a plan that breaks its own conditions."""
    for measure in by_id.values():
        for other in (by_id[name] for name in measure.requires if measure.planned and name in by_id):
            if not other.planned or other.start > measure.start:
                why = f'It requires "{other.id}", which ' + (
                    f"starts in {other.start}, later than {measure.start}." if other.planned else "is not planned."
                )
                reader.problem("bad-scenario", ("measures", measure.id, "requires"), why)
        for name in measure.excludes:
            if measure.planned and name in by_id and by_id[name].planned:
                why = f'It excludes "{name}", and both are planned. Write planned = false in one of them.'
                reader.problem("bad-scenario", ("measures", measure.id, "excludes"), why)
