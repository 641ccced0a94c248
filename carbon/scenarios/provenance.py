"""What it takes to run a pathway again: hashes of what went in, and versions of what it ran on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.metadata import version

from carbon import library
from carbon.accounting.result import InventoryResult
from carbon.model import digests
from carbon.scenarios.pathway_result import Provenance
from carbon.scenarios.scenario import Scenario
from carbon.targets.target_result import TargetResult


def of(
    scenario: Scenario, actuals: Sequence[InventoryResult], targets: Mapping[str, TargetResult], *, drawn: bool
) -> Provenance:
    """Return the provenance of a pathway; the seed and the number of draws stand there if it has a fan."""
    last = actuals[-1]
    return Provenance(
        carbon=library.version(),
        inventory_sha256=inventory_sha256(actuals),
        scenario_sha256=scenario.sha256,
        scenario=scenario.file,
        rules={key: rule_of(target) for key, target in targets.items()},
        rules_sha256={key: digests.of(target.rule) for key, target in targets.items()},
        gwp_set=last.gwp_set,
        datasets=[dataset.id for dataset in last.datasets],
        seed=scenario.seed if drawn else None,
        draws=scenario.draws if drawn else None,
        numpy=version("numpy"),
        scipy=version("scipy"),
    )


def inventory_sha256(actuals: Sequence[InventoryResult]) -> str:
    """Return a hash of the figures that a pathway takes from inventories, whatever files they come from."""
    figures = [
        (
            result.year,
            [(total.scope, total.method, total.kg_co2e) for total in result.totals],
            [(each.activity, each.quantity, each.mwh, each.kg_co2e) for each in result.activities],
            [(each.metric, each.quantity) for each in result.metrics],
            result.electricity and (result.electricity.mwh, result.electricity.renewable_mwh),
        )
        for result in actuals
    ]
    return digests.of(figures)


def rule_of(target: TargetResult) -> str:
    """Return a rule with its status and source."""
    return f"{target.rule.id} ({target.rule.status}): {target.rule.source}"
