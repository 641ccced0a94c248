"""What stands around a chart: the organisation and the unit above it, and below it what its figures rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from carbon.accounting.result import InventoryResult
from carbon.records import Dataset
from carbon.reporting import labels, words
from carbon.terms import Scope2Method

_UNTIL = "–"
_OWN = ("own factors", "自訂係數")
_NATIVE = re.compile(r" \(([^()]*[^\x00-\x7f][^()]*)\)")
"""A name in its own script, in brackets behind the English one."""

_HAN = re.compile("[\u4e00-\u9fff]")


def subtitle(years: Sequence[InventoryResult], unit: str) -> str:
    """Return the organisation and the unit of the figures."""
    return " · ".join([*dict.fromkeys(year.organisation for year in years if year.organisation), unit])


def basis(results: Sequence[InventoryResult], language: str, *parts: str) -> str:
    """Return the note on what the figures rest on: GWP set, what is given, consolidation approach, factors."""
    sets = ", ".join(dict.fromkeys(result.gwp_set for result in results))
    assumed = words.word("assumed", language)
    gwp = f"{words.word('gwp_set', language)} {sets}"
    found = [gwp + words.bracketed(assumed, language) if any(r.assumed_gwp_set for r in results) else gwp]
    found += [part for part in parts if part]
    found += dict.fromkeys(words.known(r.consolidation_approach, language) for r in results if r.consolidation_approach)
    found += dict.fromkeys(_boundary(result, language) for result in results if result.boundary)
    if datasets := _datasets([dataset for result in results for dataset in result.datasets], language):
        found.append(f"{words.word('datasets', language)}{words.colon(language)}{datasets}")
    return f"{words.word('basis', language)}{words.colon(language)}{' · '.join(found)}"


def _datasets(datasets: Iterable[Dataset], language: str) -> str:
    """Name the publishers of emission factors, each with its versions; files name the datasets in their metadata."""
    versions: dict[str, dict[str, None]] = {}
    for dataset in datasets:
        name = words.chosen(_OWN, language) if dataset.own else publisher(dataset, language)
        versions.setdefault(name, {})[dataset.version] = None
    separator = words.chosen((", ", "、"), language)
    return separator.join(f"{name}{words.bracketed('; '.join(of), language)}" for name, of in versions.items())


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


def _boundary(result: InventoryResult, language: str) -> str:
    """Return the boundary as the settings declare it."""
    named = result.boundary.get(language) or next(iter(result.boundary.values()))
    return f"{words.word('boundary', language)}{words.colon(language)}{named}"


def without_data(years: Sequence[InventoryResult], method: Scope2Method, language: str) -> str:
    """Return which scopes have no data in which years, or nothing; years without any are seen on the chart itself."""
    gaps = []
    for scope, of in ((1, None), (2, method), (3, None)):
        lacking = [year.year for year in years if year.total(scope, of) is None and not is_empty(year)]
        if lacking:
            gaps.append(words.word(f"scope_{scope}", language) + words.bracketed(span(lacking), language))
    separator = {"zh": "、"}.get(language, ", ")
    return f"{words.word('no_data', language)}{words.colon(language)}{separator.join(gaps)}" if gaps else ""


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
    return ", ".join(f"{run[0]}{_UNTIL}{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def around(years: Sequence[InventoryResult], method: Scope2Method, language: str) -> str:
    """Return the note below a chart of emissions: the basis, the scope 2 method, and what has no data."""
    return basis(years, language, labels.scope_2(method, language), without_data(years, method, language))
