"""What charts of targets and pathways rest on, for the note below them: rules with their status, scenario, draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from carbon.accounting.result import InventoryResult
from carbon.pathways.pathway_result import PathwayResult
from carbon.pathways.targets.target_result import TargetResult
from carbon.reporting import words
from carbon.reporting.charts import notes
from carbon.reporting.targets import phrases, target_words
from carbon.scenarios import Scenario
from carbon.targets import TargetRule

HASH = 12
"""How many digits of a hash are written."""

_SCENARIO = ("Scenario", "情境")
_DRAWN = ("{draws} draws, seed {seed}", "模擬 {draws} 次，亂數種子 {seed}")


def of_target(target: TargetResult, results: Sequence[InventoryResult], language: str) -> str:
    """Return the note below a chart of a target."""
    used = [result for result in results if result.year in {one.year for one in target.progress}]
    about = phrases.about(target, language) if target.scopes else ""
    return notes.basis(used, language, about, rule(target.rule, language))


def of_pathway(result: PathwayResult, language: str, *parts: str, rules: Iterable[TargetResult] = ()) -> str:
    """Return the note below a chart of a pathway.

    Parameters
    ----------
    parts
        What is said of this chart alone.
    rules
        The targets that are drawn.
    """
    drawn = dict.fromkeys(rule(target.rule, language) for target in rules)
    return notes.basis(result.actuals, language, *parts, *drawn, scenario(result.scenario, language))


def rule(one: TargetRule, language: str) -> str:
    """Return a rule with its status."""
    status = words.bracketed(target_words.word(one.status, language), language)
    return f"{target_words.word('rule', language)} {one.id}{status}"


def scenario(one: Scenario, language: str) -> str:
    """Return the scenario's name, its file, and the first digits of its hash."""
    name = scenario_name(one, language).replace(" %", "\u00a0%")
    mark = words.bracketed(f"{Path(one.file).name} {one.sha256[:HASH]}", language)
    return f"{words.chosen(_SCENARIO, language)}{words.colon(language)}{name}{mark}"


def scenario_name(one: Scenario, language: str) -> str:
    """Return the scenario's title, or the name of its file."""
    return phrases.named(one.names, language) or Path(one.file).name


def draws(result: PathwayResult, language: str) -> str:
    """Return the number of draws and their seed."""
    known = result.provenance
    return words.chosen(_DRAWN, language).format(draws=f"{known.draws:,}", seed=known.seed)
