"""What of a scenario can be set from outside: the paths of its keys, and those that it could have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carbon.files.amounts import KINDS
from carbon.model.problems import Place, Problem, listed, nearest
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start

_TEXTS = ("title", "name", "source", "currency", "file")
_MEASURE = {
    "start": "2027", "lifetime": "10", "planned": "true", "energy_saved": '"120 MWh/yr"', "reduction": '"5 %"',
    "capex": "1200000", "opex": "0", "earliest": "2026", "latest": "2029",
}  # fmt: skip
_PURCHASE = {"blocks": "2", "block": '"500 MWh/yr"', "premium": "1500", "start": "2026", "years": "10"}


@dataclass(frozen=True, slots=True)
class Settable:
    """Something that can be set.

    Parameters
    ----------
    name
        The path of its key.
    value
        What the scenario has there, empty where it has nothing.
    example
        How it is written.
    """

    name: str
    value: str
    example: str


def all_of(scenario: Scenario, start: Start) -> list[Settable]:
    """Return everything that can be set: what the scenario has, then what it could have."""
    kinds = {number.name: number.kind for number in scenario.numbers}
    found = {
        name: Settable(name, value, KINDS[kinds[name]].example.strip('"') if "…" in value else value)
        for name, value in scenario.written.items()
        if not set(name.split(".")) & set(_TEXTS)
    }
    for name, example in _possible(scenario, start):
        found.setdefault(name, Settable(name, "", example.strip('"')))
    return list(found.values())


def _possible(scenario: Scenario, start: Start) -> Iterator[tuple[str, str]]:
    """Yield the keys that a scenario could have, with an example of each."""
    years = range(start.year + 1, scenario.end + 1)
    for key, kind in (("renewable_share", "share"), ("renewable_mwh", "energy"), ("grid_factor", "factor")):
        yield from ((f"{key}.{year}", KINDS[kind].example) for year in years)
    yield "grid_factor.change", KINDS["rate"].example
    yield "discount_rate", KINDS["rate"].example
    for activity in ([ELECTRICITY] if start.load else []) + [stream.activity for stream in start.streams]:
        yield f"{activity}.growth", KINDS["rate"].example
        yield f"{activity}.efficiency", KINDS["efficiency"].example
        yield f"{activity}.driver", "employees"
    for measure in scenario.measures:
        yield from ((f"measures.{measure.id}.{key}", example) for key, example in _MEASURE.items())
    for deal in scenario.purchases:
        yield from ((f"purchases.{deal.id}.{key}", example) for key, example in _PURCHASE.items())
    for metric in start.metrics:
        yield f"drivers.{metric}.growth", KINDS["rate"].example
    for key, kind in (("carbon_price", "price"), ("budget", "money")):
        yield from ((f"{key}.{year}", KINDS[kind].example) for year in years)


def problems(names: Sequence[str], known: Sequence[Settable]) -> list[Problem]:
    """Return a problem for each name that cannot be set, with its nearest."""
    by_name = [settable.name for settable in known]
    found = []
    for name in names:
        if name not in by_name:
            likely = nearest(name, by_name) or by_name[:3]
            why = f'"{name}" cannot be set. Nearest: {listed(likely)}.\n`carbon whatif … --list` shows every name.'
            found.append(Problem("unknown-name", why, Place("", 0, f"--set {name}")))
    return found
