"""A mixed-integer programme as it is put together, its solving, and what the solver says of it."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, csr_array

from carbon.optimisation.plan_question import Floats


@dataclass(slots=True)
class Programme:
    """Groups of variables between bounds, and rows of conditions, `matrix · variables ≤ high`."""

    lower: dict[str, Floats] = field(default_factory=dict)
    upper: dict[str, Floats] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    cost: dict[str, Floats] = field(default_factory=dict)
    rows: list[tuple[Mapping[str, csr_array], Floats]] = field(default_factory=list)

    def add(self, group: str, lower: Floats, upper: Floats, *, whole: bool = False) -> None:
        """Add variables, which cost nothing so far."""
        self.lower[group], self.upper[group] = lower, upper
        self.cost[group] = np.zeros(len(lower))
        if whole:
            self.whole.add(group)

    def most(self, parts: Mapping[str, csr_array], high: Floats) -> None:
        """Add rows: what the parts come to together is at most so much."""
        if len(high):
            self.rows.append((parts, high))

    def matrix(self) -> csr_array:
        """Return all rows by all variables."""
        blocks = []
        for parts, high in self.rows:
            row = [parts.get(group, csr_array((len(high), len(low)))) for group, low in self.lower.items()]
            blocks.append(row)
        return block_array(blocks, format="csr")

    def joined(self, by_group: Mapping[str, Floats]) -> Floats:
        """Return one array of the values of all groups."""
        return np.concatenate([by_group[group] for group in self.lower])

    def parts(self, values: Floats) -> dict[str, Floats]:
        """Return the values of each group."""
        ends = np.cumsum([len(low) for low in self.lower.values()])
        return dict(zip(self.lower, np.split(values, ends[:-1]), strict=True))


STDOUT, STDERR = 1, 2
LARGEST_COST = 1e5
"""The size that costs are brought to, so that the solver's own tolerances mean the same for every currency."""


class Status(StrEnum):
    """How a solution ended."""

    OPTIMAL = "optimal"
    TIME_LIMIT = "time_limit"
    INFEASIBLE = "infeasible"


_STATUS = {0: Status.OPTIMAL, 1: Status.TIME_LIMIT, 2: Status.INFEASIBLE, 4: Status.INFEASIBLE}
"""What `scipy.optimize.milp` returns; no aim here is unbounded, so "unbounded or infeasible" (4) is the latter."""


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found.

    Parameters
    ----------
    values
        By group of variables; empty where nothing was found.
    cost
        The aim as the programme counts it.
    gap
        How far the aim may be from the best [ratio of the aim].
    bound
        What no plan comes below.
    seconds
        What solving took.
    """

    status: Status
    values: Mapping[str, Floats]
    cost: float
    gap: float
    bound: float
    seconds: float

    @property
    def found(self) -> bool:
        """Say whether there is a plan."""
        return bool(self.values)


@contextmanager
def quiet() -> Iterator[None]:
    """Lead what the solver prints, below Python, to standard error: on standard output stands data alone."""
    sys.stdout.flush()
    try:
        kept = os.dup(STDOUT)
        os.dup2(STDERR, STDOUT)
    except OSError:  # one of them is closed, so nothing can get through
        yield
        return
    try:
        yield
    finally:
        ctypes.CDLL(None if os.name == "posix" else "msvcrt").fflush(None)  # what C holds back would come out later
        os.dup2(kept, STDOUT)
        os.close(kept)


def solve(programme: Programme, gap: float, seconds: float | None = None) -> Solution:
    """Solve a programme with HiGHS.

    Parameters
    ----------
    gap
        The relative gap at which to stop [ratio].
    seconds
        When to stop, with the best that was found by then.
    """
    cost = programme.joined(programme.cost)
    scale = LARGEST_COST / (np.abs(cost).max(initial=0.0) or 1.0)
    lower, upper = programme.joined(programme.lower), programme.joined(programme.upper)
    whole = programme.joined({g: np.full(len(low), float(g in programme.whole)) for g, low in programme.lower.items()})
    high = np.concatenate([bounds for _, bounds in programme.rows])
    options = {"mip_rel_gap": gap} | ({} if seconds is None else {"time_limit": seconds})
    begun = time.monotonic()
    with quiet():
        result = milp(
            cost * scale,
            integrality=whole,
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(programme.matrix(), -np.inf, high),
            options=options,
        )
    took = time.monotonic() - begun
    status = _STATUS.get(result.status, Status.INFEASIBLE)
    if result.x is None:
        return Solution(status, {}, np.inf, np.inf, -np.inf, took)
    # Without whole numbers to choose there is no gap, and no bound apart from the aim.
    missing = 0.0 if result.mip_gap is None else float(result.mip_gap)
    bound = float(result.fun if result.mip_dual_bound is None else result.mip_dual_bound) / scale
    return Solution(status, programme.parts(result.x), float(result.fun) / scale, missing, bound, took)
