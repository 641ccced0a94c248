"""What stands around a chart: the organisation and the unit above it, and below it what its figures rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from carbon.accounting import labels
from carbon.accounting.result import InventoryResult, oldest_first
from carbon.charts.style import Options
from carbon.factors.factor import Dataset
from carbon.model.problems import visible
from carbon.optimisation.costing import AbatementCurve
from carbon.scenarios.pathway_result import PathwayResult
from carbon.scenarios.scenario import Scenario
from carbon.scenarios.whatif import WhatIf
from carbon.tables import words
from carbon.targets import wording
from carbon.targets.target_result import TargetResult

_NATIVE = re.compile(r" \(([^()]*[^\x00-\x7f][^()]*)\)")
"""A name in its own script, in brackets behind the English one."""

_HAN = re.compile("[\u4e00-\u9fff]")


def subtitle(years: Sequence[InventoryResult], unit: str) -> str:
    """Return the organisation and the unit of the figures."""
    return " · ".join([*dict.fromkeys(year.organisation for year in years if year.organisation), unit])


def basis(results: Sequence[InventoryResult], options: Options, *parts: str) -> str:
    """Return the note on what the figures rest on: GWP set, what is given, consolidation approach, factors."""
    language = options.language
    gwp = f"{options.say('gwp_set')} {', '.join(dict.fromkeys(result.gwp_set for result in results))}"
    if any(result.assumed_gwp_set for result in results):
        gwp += options.bracketed(options.say("assumed"))
    said = [gwp, *filter(None, parts), *labels.incomplete_years(results, language)]
    said += dict.fromkeys(words.known(r.consolidation_approach, language) for r in results if r.consolidation_approach)
    said += dict.fromkeys(_boundary(result, options) for result in results if result.boundary)
    if datasets := _datasets([dataset for result in results for dataset in result.datasets], options):
        said.append(options.about(options.say("datasets"), datasets))
    return options.about(options.say("basis"), " · ".join(said))


def _boundary(result: InventoryResult, options: Options) -> str:
    """Return the boundary as the settings declare it."""
    named = result.boundary.get(options.language) or next(iter(result.boundary.values()))
    return options.about(options.say("boundary"), named)


def _datasets(datasets: Iterable[Dataset], options: Options) -> str:
    """Name the publishers of emission factors, each with its versions; files name the datasets in their metadata."""
    versions: dict[str, dict[str, None]] = {}
    for dataset in datasets:
        name = options.say("own_factors") if dataset.own else publisher(dataset, options.language)
        versions.setdefault(name, {})[dataset.version] = None
    return options.say("mark/comma").join(f"{name}{options.bracketed('; '.join(of))}" for name, of in versions.items())


def publisher(dataset: Dataset, language: str) -> str:
    """Return the publisher of a dataset in a language, as far as its name is known in it, or the dataset's own name.

    >>> energy = Dataset("tw-moea-electricity", "2026-06", "", publisher="Energy Administration, Taiwan (經濟部能源署)")
    >>> publisher(energy, "en"), publisher(energy, "zh")
    ('Energy Administration, Taiwan', '經濟部能源署')
    """
    native = [name for name in _NATIVE.findall(dataset.publisher) if _HAN.search(name)]
    if language == "zh" and native:
        return "、".join(native)
    return _NATIVE.sub("", dataset.publisher) or dataset.name


def of_emissions(years: Sequence[InventoryResult], options: Options) -> str:
    """Return the note below a chart of emissions: the basis, the scope 2 method, and what has no data."""
    return basis(years, options, labels.scope_2(options.method, options.language), without_data(years, options))


def without_data(years: Sequence[InventoryResult], options: Options) -> str:
    """Return which scopes have no data in which years, or nothing; years without any are seen on the chart itself."""
    gaps = []
    for scope, method in ((1, None), (2, options.method), (3, None)):
        lacking = [year.year for year in years if year.total(scope, method) is None and not is_empty(year)]
        if lacking:
            gaps.append(options.say(f"scope_{scope}") + options.bracketed(span(lacking)))
    return options.about(options.say("no_data"), options.say("mark/comma").join(gaps)) if gaps else ""


def is_empty(year: InventoryResult) -> bool:
    """Say whether a year has no data at all."""
    return all(total.kg_co2e is None for total in year.totals)


def span(years: Iterable[int]) -> str:
    """Write years, those that follow each other as a span.

    >>> span([2018, 2019, 2020, 2022])
    '2018–2020, 2022'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def of_target(target: TargetResult, options: Options) -> str:
    """Return the note below a chart of a target, whose rule the subtitle names."""
    years = {progress.year for progress in target.progress}
    used = [result for result in oldest_first(options.inventories) if result.year in years]
    return basis(used, options, wording.subject(target, options.language) if target.scopes else "")


def of_pathway(result: PathwayResult, options: Options, *parts: str, rules: Mapping[str, TargetResult]) -> str:
    """Return the note below a chart of a pathway.

    Parameters
    ----------
    parts
        What is said of this chart alone.
    rules
        The targets that are named on it, by what the scenario calls them.
    """
    names: dict[str, list[str]] = {}
    for name, target in rules.items():
        status = options.bracketed(words.word(f"target/{target.rule.status}", options.language))
        titled = f"{words.named(target.rule.titles, options.language) or target.rule.id}{status}"
        names.setdefault(titled, []).append(name)
    named = [options.about(options.say("mark/comma").join(of), rule) for rule, of in names.items()]
    return basis(result.actuals, options, *parts, *named, scenario(result.scenario, options))


def scenario(settings: Scenario, options: Options) -> str:
    """Return the scenario's name, called so."""
    return options.about(options.say("scenario"), scenario_name(settings, options).replace(" %", "\u00a0%"))


def scenario_name(settings: Scenario, options: Options) -> str:
    """Return the scenario's title, or the name of its file."""
    return words.named(settings.names, options.language) or Path(settings.file).name


def sources(data: Any, options: Options) -> str:  # noqa: ANN401 - each kind has its own data
    """Return what a chart's figures come from, by identifiers: for the file's metadata, for machines and auditors."""
    return visible("; ".join(dict.fromkeys(_identifiers(data, options))))


def _identifiers(data: Any, options: Options) -> Iterator[str]:  # noqa: ANN401 - each kind has its own data
    """Yield datasets, rules, and scenarios with their sha256 and what was changed in them."""
    if isinstance(data, WhatIf):
        yield from _identifiers(data.before, options)
        yield from (f"{name}={new}" for name, new in data.changes)
        return
    if isinstance(data, PathwayResult):
        results = data.actuals
    else:
        results = oldest_first(options.inventories if isinstance(data, TargetResult | AbatementCurve) else data)
    yield from (dataset.id for result in results for dataset in result.datasets)
    if isinstance(data, PathwayResult):
        yield from (f"rule {target.rule.id}" for target in data.targets.values())
    if isinstance(data, TargetResult):
        yield f"rule {data.rule.id}"
    if isinstance(data, PathwayResult | AbatementCurve):
        yield f"{Path(data.scenario.file).name} sha256={data.scenario.sha256}"
