"""What charts of targets and pathways rest on, for the note below them: rules with their status, scenario, draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from carbon.accounting.result import InventoryResult
from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.charts import notes
from carbon.reporting.targets import phrases, target_words
from carbon.scenarios import Scenario
from carbon.targets import TargetRule

_SCENARIO = ("Scenario", "情境")
_DRAWN = ("{draws} draws, seed {seed}", "模擬 {draws} 次，亂數種子 {seed}")


def of_target(target: TargetResult, results: Sequence[InventoryResult], language: str) -> str:
    """Return the note below a chart of a target, whose rule the subtitle names."""
    used = [result for result in results if result.year in {one.year for one in target.progress}]
    return notes.basis(used, language, phrases.about(target, language) if target.scopes else "")


def of_pathway(
    result: PathwayResult, language: str, *parts: str, rules: Mapping[str, TargetResult] | None = None
) -> str:
    """Return the note below a chart of a pathway.

    Parameters
    ----------
    parts
        What is said of this chart alone.
    rules
        The targets that are named on it, by what the scenario calls them.
    """
    of_rule: dict[str, list[str]] = {}
    for name, target in (rules or {}).items():
        of_rule.setdefault(rule(target.rule, language), []).append(name)
    comma = words.chosen((", ", "、"), language)
    named = [f"{comma.join(names)}{words.colon(language)}{which}" for which, names in of_rule.items()]
    return notes.basis(result.actuals, language, *parts, *named, scenario(result.scenario, language))


def rule(one: TargetRule, language: str) -> str:
    """Name a rule, and say how it stands."""
    status = words.bracketed(target_words.word(one.status, language), language)
    return f"{phrases.named(one.titles, language) or one.id}{status}"


def scenario(one: Scenario, language: str) -> str:
    """Return the scenario's name."""
    name = scenario_name(one, language).replace(" %", "\u00a0%")
    return f"{words.chosen(_SCENARIO, language)}{words.colon(language)}{name}"


def scenario_name(one: Scenario, language: str) -> str:
    """Return the scenario's title, or the name of its file."""
    return phrases.named(one.names, language) or Path(one.file).name


def draws(result: PathwayResult, language: str) -> str:
    """Return the number of draws and their seed."""
    known = result.provenance
    return words.chosen(_DRAWN, language).format(draws=f"{known.draws:,}", seed=known.seed)
