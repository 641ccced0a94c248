"""Monte Carlo: a scenario run with draws of its uncertain numbers, all at once, and how often each line is kept.

A number is drawn once per run, whatever uses it, so that one grid factor errs alike for every load. Its draws depend
on the seed and on its name alone: another number that is set, added or taken out changes none of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import NormalDist
from typing import Any
from zlib import crc32

import numpy as np

from carbon.accounting.result import InventoryResult
from carbon.files.amounts import KINDS, Number
from carbon.model.terms import Scope2Method
from carbon.scenarios import on_track
from carbon.scenarios.balance import Value
from carbon.scenarios.pathway_result import Fan
from carbon.scenarios.projection import Figures, Projector
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start
from carbon.targets.target_result import TargetResult

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_DIGITS = 1e-9
"""What binary floats are good for: a share that is set to its target meets it, whatever the last digit says."""
_Z = NormalDist().inv_cdf(0.975)
"""Bounds of a normal number are its 2.5 % and 97.5 % quantiles."""


class Draws:
    """Arrays of draws for the uncertain numbers of a scenario, binary floats for all others."""

    def __init__(self, numbers: Sequence[Number], count: int, seed: int) -> None:
        self._drawn = {number.name: _draw(number, count, seed) for number in numbers if number.distribution}

    def of(self, number: Number) -> Value:
        """Return the draws of a number, or the number."""
        return self._drawn[number.name] if number.distribution else float(number.value)

    def constant(self, number: Fraction) -> float:
        """Return a figure of the inventory as a binary float."""
        return float(number)

    def least(self, one: Value, other: Value) -> Value:
        """Return the lesser of two values, draw by draw."""
        return np.minimum(one, other)

    def ratio(self, part: Value, whole: Value) -> Value:
        """Return a ratio of two values, draw by draw, 0 of nothing."""
        return np.divide(part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=np.asarray(whole) != 0)


def _draw(number: Number, count: int, seed: int) -> Any:  # noqa: ANN401 - an array of floats
    """Draw a number; its bounds are those of its kind.

    A triangular or uniform number lies between its bounds. A normal one has its value as median and its bounds as
    2.5 % and 97.5 % quantiles, each side with its own width; a lognormal one is the same of its logarithm.
    """
    assert number.low is not None
    assert number.high is not None
    random = np.random.Generator(np.random.PCG64([seed, crc32(number.name.encode())]))
    value, low, high = float(number.value), float(number.low), float(number.high)
    if number.distribution == "uniform":
        return random.uniform(low, high, count)
    if number.distribution == "triangular":
        return random.triangular(low, value, high, count)
    normal = random.standard_normal(count)
    if number.distribution == "lognormal":
        down, up = np.log(value / low) / _Z, np.log(high / value) / _Z
        return value * np.exp(normal * np.where(normal < 0, down, up))
    down, up = (value - low) / _Z, (high - value) / _Z
    normal *= down if math.isclose(down, up) else np.where(normal < 0, down, up)
    normal += value
    least, most = KINDS[number.kind].least, KINDS[number.kind].most
    if least is not None:
        np.maximum(normal, float(least), out=normal)
    if most is not None:
        np.minimum(normal, float(most), out=normal)
    return normal


def run_draws(
    scenario: Scenario,
    start: Start,
    gwps: Mapping[str, Fraction],
    targets: Mapping[str, TargetResult],
    actual: InventoryResult,
) -> tuple[Fan, dict[str, float]] | None:
    """Run a scenario with draws.

    Return the fan, and by target the share of draws that meet it; None if every number is certain.
    """
    if not any(number.distribution for number in scenario.numbers):
        return None
    draws = Draws(scenario.numbers, scenario.draws, scenario.seed)
    rows: dict[Scope2Method, list[list[float]]] = {method: [] for method in Scope2Method}
    met: dict[str, float] = {}
    first: Figures | None = None
    for figures in Projector(scenario, start, draws, gwps, bridged=False).years():
        first = first or figures
        for method, of_years in rows.items():
            of_years.append(_quantiles(on_track.emissions(figures, (1, 2), method), scenario.draws))
        for key, target in targets.items():
            if figures.year == target.target_year and on_track.is_assessed(target):
                share = _share_met(target, figures, actual, first, scenario.draws)
                met |= {} if share is None else {key: share}
    years = range(start.year, scenario.end + 1)
    values = {method: [list(quantile) for quantile in zip(*of_years, strict=True)] for method, of_years in rows.items()}
    return Fan(scenario.draws, scenario.seed, years, QUANTILES, values), met


def _quantiles(value: Value, draws: int) -> list[float]:
    """Return the quantiles of a year's draws; to sort them all takes a tenth of looking for five places."""
    if not isinstance(value, np.ndarray):
        return [float(value)] * len(QUANTILES)
    places = [round(share * (draws - 1)) for share in QUANTILES]
    value.sort()
    quantiles: list[float] = value[places].tolist()
    return quantiles


def _share_met(
    target: TargetResult, figures: Figures, actual: InventoryResult, first: Figures, draws: int
) -> float | None:
    """Return the share of draws that meet a target in a year."""
    line, value = target.line(figures.year), on_track.target_quantity(target, figures, actual, first)
    if line is None or value is None:
        return None
    gap = on_track.gap_of(target, value, float(line))
    return float(np.count_nonzero(np.broadcast_to(gap <= _DIGITS * abs(float(line)), draws)) / draws)
