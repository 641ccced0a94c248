"""The list of target rules: flat records for a listing."""

from __future__ import annotations

from collections.abc import Iterable

from carbon.reporting.listing import Cell
from carbon.reporting.targets import phrases
from carbon.reporting.targets.target_words import word
from carbon.targets import TargetRule


def records(rules: Iterable[TargetRule], language: str = "en") -> list[dict[str, Cell]]:
    """Return rules as records with all that a reader needs to choose one."""
    return [
        {
            "rule": rule.id,
            "status": rule.status.value,
            "valid_from": str(rule.valid_from or ""),
            "valid_to": str(rule.valid_to or ""),
            "form": rule.form.value,
            "quantity": rule.quantity.value,
            "title": phrases.named(rule.titles, language),
            "source": rule.source,
        }
        for rule in rules
    ]


def short(rules: Iterable[TargetRule], language: str = "en") -> list[dict[str, Cell]]:
    """Return what fits a terminal."""
    return [
        {
            "rule": rule.id,
            "status": word(rule.status, language),
            "from": str(rule.valid_from or ""),
            "until": str(rule.valid_to or ""),
            "title": phrases.named(rule.titles, language),
        }
        for rule in rules
    ]
