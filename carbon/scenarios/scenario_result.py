"""What every result of a scenario has: the years worked out, what counts for nothing, what it takes to run it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib.metadata import version

from carbon import library
from carbon.accounting.result import InventoryResult
from carbon.files.values import Names
from carbon.model import digests
from carbon.model.exact import sum_by
from carbon.scenarios.projection import Projection
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.start import read_start
from carbon.targets.target_result import TargetResult

INDIRECT = 3
RENEWABLE = "renewable"
"""What all contracts for renewable electricity together are called here."""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What of a lever goes beyond what is left.

    Parameters
    ----------
    id
        The lever, or `renewable` for the contracts for renewable electricity.
    unit
        `MWh`, or `kg CO2e` where the energy of an activity is not known.
    by_year
        How much, in the years in which it is anything [unit].
    """

    id: str
    names: Names
    unit: str
    by_year: Mapping[int, Fraction]


def list_beyond(projection: Projection) -> tuple[Beyond, ...]:
    """Return what goes beyond, lever by lever in their order, contracts last."""
    names = {lever.id: lever.names for lever in projection.levers}
    units: dict[str, str] = {}
    years: dict[str, dict[int, Fraction]] = {lever: {} for lever in [*names, RENEWABLE]}
    for figures in projection.years:
        for lever, (quantity, unit) in figures.beyond.items():
            years[lever][figures.year] = quantity
            units[lever] = unit
    return tuple(
        Beyond(lever, names.get(lever, {}), units[lever], by_year) for lever, by_year in years.items() if by_year
    )


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to run a pathway again."""

    carbon: str
    inventory_sha256: str
    scenario_sha256: str
    scenario: str
    rules: Mapping[str, str]
    rules_sha256: Mapping[str, str]
    gwp_set: str
    datasets: Sequence[str]
    seed: int | None = None
    draws: int | None = None
    numpy: str | None = None
    scipy: str | None = None


def record_provenance(
    scenario: Scenario, actuals: Sequence[InventoryResult], targets: Mapping[str, TargetResult], *, drawn: bool
) -> Provenance:
    """Return the provenance of a pathway; the seed and the number of draws stand there if it has a fan."""
    last = actuals[-1]
    return Provenance(
        carbon=library.version(),
        inventory_sha256=inventory_sha256(actuals),
        scenario_sha256=scenario.sha256,
        scenario=scenario.file,
        rules={key: describe_rule(target) for key, target in targets.items()},
        rules_sha256={key: digests.of(target.rule) for key, target in targets.items()},
        gwp_set=last.gwp_set,
        datasets=[dataset.id for dataset in last.datasets],
        seed=scenario.seed if drawn else None,
        draws=scenario.draws if drawn else None,
        numpy=version("numpy"),
        scipy=version("scipy"),
    )


@dataclass(frozen=True, kw_only=True)
class ScenarioResult:
    """A scenario worked out for an organisation.

    Parameters
    ----------
    scenario
        As it was read.
    actuals
        The inventories, oldest first; the last of them is where the projection starts.
    """

    scenario: Scenario
    actuals: tuple[InventoryResult, ...]
    projection: Projection
    provenance: Provenance

    @property
    def actual(self) -> InventoryResult:
        """Return the last inventory."""
        return self.actuals[-1]

    @property
    def organisation(self) -> str:
        """Return whose scenario it is."""
        return self.actual.organisation

    @property
    def start(self) -> int:
        """Return the last inventory year."""
        return self.actual.year

    @property
    def beyond(self) -> tuple[Beyond, ...]:
        """Return what is saved or contracted beyond what there is, and counts for nothing."""
        return list_beyond(self.projection)

    @property
    def scope_3(self) -> dict[int, dict[str, Fraction]]:
        """Return what is assumed of scope 3 by year and account [kg CO2e]."""
        streams = [stream for stream in read_start(self.actual).streams if stream.scope == INDIRECT]
        return {
            year.year: dict(sorted(sum_by((stream.account, year.kg[stream.activity]) for stream in streams).items()))
            for year in self.projection.years
        }


def inventory_sha256(actuals: Sequence[InventoryResult]) -> str:
    """Return a hash of the figures that a pathway takes from inventories, whatever files they come from."""
    figures = [
        (
            result.year,
            [(total.scope, total.method, total.kg_co2e) for total in result.totals],
            [(figure.activity, figure.quantity, figure.mwh, figure.kg_co2e) for figure in result.activities],
            [(figure.metric, figure.quantity) for figure in result.metrics],
            result.electricity and (result.electricity.mwh, result.electricity.renewable_mwh),
        )
        for result in actuals
    ]
    return digests.of(figures)


def describe_rule(target: TargetResult) -> str:
    """Return a rule with its status and source."""
    return f"{target.rule.id} ({target.rule.status}): {target.rule.source}"
