"""What is asked of the optimisation, and what would be without anything it can choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from carbon.accounting.result import InventoryResult
from carbon.model.terms import Scope2Method, TargetQuantity
from carbon.scenarios import held
from carbon.scenarios.arithmetic import Exact
from carbon.scenarios.measures import Measure, Purchase
from carbon.scenarios.projector import Projection, Projector
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import Start
from carbon.targets.target_result import TargetResult


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan: the first year of each measure that is done, and the blocks of each purchase."""

    starts: Mapping[str, int] = field(default_factory=dict)
    blocks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A scenario, where it starts, and the targets that its plan is to keep."""

    scenario: Scenario
    start: Start
    gwps: Mapping[str, Fraction]
    targets: Mapping[str, TargetResult]
    actual: InventoryResult

    @cached_property
    def years(self) -> range:
        """Return the years in which something can be done: those after the last inventory."""
        return range(self.start.year + 1, self.scenario.end + 1)

    @cached_property
    def rate(self) -> Fraction:
        """Return the discount rate [ratio per year], nothing where the scenario has none."""
        return self.scenario.discount_rate.value if self.scenario.discount_rate else Fraction(0)

    @cached_property
    def method(self) -> Scope2Method:
        """Return the scope 2 method by which emissions are priced: that of the first target about emissions."""
        about = (t.method for t in self.targets.values() if t.quantity is TargetQuantity.EMISSIONS)
        return next((method for method in about if method), Scope2Method.MARKET)

    @cached_property
    def nothing(self) -> Projection:
        """Return the projection without measures and purchases."""
        return self.projection(Choice())

    def chosen(self, choice: Choice) -> Scenario:
        """Return the scenario with a plan in place of its own."""
        return replace(
            self.scenario,
            measures=[_measure(measure, choice) for measure in self.scenario.measures],
            purchases=[_purchase(deal, choice) for deal in self.scenario.purchases],
        )

    def projection(self, choice: Choice) -> Projection:
        """Work a plan out exactly."""
        return Projector(self.chosen(choice), self.start, Exact(), self.gwps, bridged=False).run()

    def quantity(self, target: TargetResult, projection: Projection, year: int) -> Fraction | None:
        """Return what a target is about in a year of a projection, in the target's unit."""
        found = held.quantity(target, projection.year(year), self.actual, projection.years[0])
        return None if found is None else Fraction(found)

    def kept(self, projection: Projection) -> bool:
        """Say whether a projection keeps every target in every year that has a line."""
        for target in self.targets.values():
            for year in self.years:
                line, quantity = target.line(year), self.quantity(target, projection, year)
                if line is not None and quantity is not None and held.gap_of(target, quantity, line) > 0:
                    return False
        return True


def _measure(measure: Measure, choice: Choice) -> Measure:
    """Return a measure as a plan has it."""
    start = choice.starts.get(measure.id)
    return replace(measure, planned=start is not None, start=measure.start if start is None else start)


def _purchase(deal: Purchase, choice: Choice) -> Purchase:
    """Return a purchase as a plan has it."""
    return replace(deal, blocks=choice.blocks.get(deal.id, 0))
