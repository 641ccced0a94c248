"""A mixed-integer programme as it is put together: groups of variables, and rows of conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import block_array, csr_array

from carbon.optimisation.ground import Floats


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
