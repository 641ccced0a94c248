"""What of a scenario can be set from outside, and the values that are tried: the steps of a sweep or a search."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from carbon.files import amounts
from carbon.files.amounts import KINDS, PERCENTAGES, AmountError
from carbon.model import exact
from carbon.model.problems import Place, Problem, ProblemsError, listed, nearest
from carbon.model.sentences import joined, say
from carbon.model.terms import ELECTRICITY
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start
from carbon.units import Vocabulary

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


def list_settable(scenario: Scenario, start: Start) -> list[Settable]:
    """Return everything that can be set: what the scenario has, then what it could have."""
    kinds = {number.name: number.kind for number in scenario.numbers}
    settable = {
        name: Settable(name, value, KINDS[kinds[name]].example.strip('"') if "…" in value else value)
        for name, value in scenario.written.items()
        if not set(name.split(".")) & set(_TEXTS)
    }
    for name, example in _possible(scenario, start):
        settable.setdefault(name, Settable(name, "", example.strip('"')))
    return list(settable.values())


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


def unknown_names(names: Sequence[str], settables: Sequence[Settable]) -> list[Problem]:
    """Return a problem for each name that cannot be set, with its nearest."""
    by_name = [settable.name for settable in settables]
    problems = []
    for name in names:
        if name not in by_name:
            likely = nearest(name, by_name) or by_name[:3]
            why = say(
                '"{name}" cannot be set. Nearest: {likely}.\n`carbon whatif … --list` shows every name.',
                name=name,
                likely=listed(likely),
            )
            problems.append(Problem("unknown-name", why, Place("", 0, f"--set {name}")))
    return problems


_SWEEP = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?)\s*([^:]*)")
MOST_ROWS = 1000
_STEP = dict.fromkeys(PERCENTAGES, Fraction(1, 10**6)) | {"energy": Fraction(1, 1000)}
"""How fine the answer is: a ten-thousandth of a percent, a kilowatt-hour, a whole number for the rest."""

_SUFFIX = {"share": " %", "rate": " %/yr", "efficiency": " %/yr", "energy": " MWh/yr", "factor": " kg/kWh"}


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps between two bounds.

    Parameters
    ----------
    kind
        The kind of number, empty for a whole one.
    first, last
        The bounds, in steps.
    """

    kind: str
    first: int
    last: int

    def text(self, step: int) -> str:
        """Write the value of a step as a scenario has it."""
        value = step * _STEP.get(self.kind, Fraction(1, 10**6) if self.kind else Fraction(1))
        if self.kind in PERCENTAGES:
            value *= 100
        return f"{_plain(value)}{_SUFFIX.get(self.kind, '')}"

    @classmethod
    def of(
        cls, name: str, scenario: Scenario, start: Start, vocabulary: Vocabulary, bounds: tuple[str, str] | None
    ) -> Steps:
        """Return the steps for a name.

        Raise ProblemsError if the bounds are not values of the name, or it has none that are numbers.
        """
        kind = kind_of(name, scenario)
        if kind is None:
            why = say("Only numbers can be solved for: shares, rates, energy, years, blocks.")
            raise ProblemsError([Problem("no-solution", why, Place("", 0, f"--solve {name}"))])
        if bounds is None:
            low, high = _usual_bounds(name, kind, scenario, start)
        else:
            low, high = (_read_bound(text, kind, name, vocabulary) for text in bounds)
        if not low < high:
            why = say("There is no value between these bounds. Write the smaller first: NAME=FROM:TO.")
            raise ProblemsError([Problem("no-solution", why, Place("", 0, f"--solve {name}"))])
        size = _STEP.get(kind, Fraction(1, 10**6) if kind else Fraction(1))
        return cls(kind, int(low / size), int(high / size))


def kind_of(name: str, scenario: Scenario) -> str | None:
    """Return the kind of number that a name stands for, empty for a whole number, None for none."""
    kinds = {number.name: number.kind for number in scenario.numbers}
    if name in kinds:
        return kinds[name]
    first, last = name.split(".", maxsplit=1)[0], name.rsplit(".", maxsplit=1)[-1]
    by_table = {"renewable_share": "share", "renewable_mwh": "energy", "grid_factor": "factor"}
    if first in by_table and last != "change":
        return by_table[first]
    return {
        "growth": "rate", "efficiency": "efficiency", "change": "rate", "reduction": "share", "energy_saved": "energy",
        "block": "energy", "blocks": "", "start": "", "lifetime": "",
    }.get(last)  # fmt: skip


def _usual_bounds(name: str, kind: str, scenario: Scenario, start: Start) -> tuple[Fraction, Fraction]:
    """Return the bounds that make sense for a name."""
    half = Fraction(1, 2)
    if kind in {"rate", "efficiency"}:
        return (Fraction(0), half) if kind == "efficiency" else (-half, half)
    if kind == "share":
        return Fraction(0), Fraction(1)
    if kind == "energy":
        return Fraction(0), max(start.load, Fraction(1))
    if not kind and name.endswith(".start"):
        return Fraction(start.year + 1), Fraction(scenario.end)
    if not kind and name.endswith(".blocks"):
        most = next((deal.most for deal in scenario.purchases if f"purchases.{deal.id}.blocks" == name), 1)
        return Fraction(0), Fraction(max(1, most))
    return (Fraction(0), Fraction(2)) if kind == "factor" else (Fraction(1), Fraction(50))


def _read_bound(text: str, kind: str, name: str, vocabulary: Vocabulary) -> Fraction:
    """Read a bound."""
    try:
        return amounts.read(text, kind or "number", vocabulary)
    except AmountError as error:
        raise ProblemsError([Problem("bad-scenario", error.why, Place("", 0, f"--solve {name}"))]) from error


def _plain(value: Fraction) -> str:
    """Write a value without needless zeros."""
    return exact.plain(value).removesuffix(".0")


def read_sweep(text: str) -> tuple[str, list[str]]:
    """Read `NAME=FROM:TO:STEP` as a name and the values from the first to the last, as they would be written.

    >>> read_sweep("renewable_share.2030=20%:40%:10%")
    ('renewable_share.2030', ['20%', '30%', '40%'])

    Raise ValueError if it is written otherwise, or has more values than anyone would read.
    """
    name, _, span = text.partition("=")
    parts = [_SWEEP.fullmatch(part.strip()) for part in span.split(":")]
    if not name or len(parts) != len(("from", "to", "step")) or not all(parts):
        raise ValueError(say("Write it like renewable_share.2030=20%:60%:10%"))
    numbers = [Decimal(part[1]) for part in parts if part]
    suffixes = {part[2].replace(" ", "") for part in parts if part and part[2]}
    if len(suffixes) > 1:
        raise ValueError(say("The three values have different units: {units}", units=joined(sorted(suffixes), ", ")))
    first, last, step = numbers
    if not step or (last - first) / step < 0 or (last - first) / step > MOST_ROWS:
        raise ValueError(
            say(
                "The step does not lead from the first value to the last, or takes more than {most} steps",
                most=MOST_ROWS,
            )
        )
    count = int((last - first) / step) + 1
    suffix = suffixes.pop() if suffixes else ""
    return name, [f"{first + step * place}{suffix}" for place in range(count)]
