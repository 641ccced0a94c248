"""The words of plans."""

from __future__ import annotations

from carbon.tables import words

_OF_PATHWAYS = {"from_inventory", "targets", "rerun", "all_years", "of_inventory"}


def word(key: str, language: str) -> str:
    """Return a word of plans."""
    return words.word(f"{'pathway' if key in _OF_PATHWAYS else 'plan'}/{key}", language)
