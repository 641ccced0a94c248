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
    """Return what fits a terminal, under headings in the language."""
    rows = [
        (
            rule.id,
            word(rule.status, language),
            str(rule.valid_from or ""),
            str(rule.valid_to or ""),
            phrases.named(rule.titles, language),
        )
        for rule in rules
    ]
    headings = [word(f"list/{key}", language) for key in ("rule", "status", "from", "until", "title")]
    return [dict(zip(headings, row, strict=True)) for row in rows]
