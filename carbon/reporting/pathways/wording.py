"""The words of pathways."""

from __future__ import annotations

from carbon.tables import words

_OF_REPORTS = {"renewable_share": "renewable_share", "of_which": "renewable_electricity", "energy": "electricity"}


def metric(name: str, language: str) -> str:
    """Return what a metric or its unit is called."""
    key = f"metric/{name}"
    return words.word(key, language) if key in words.WORDS else words.known(name, language)


def word(key: str, language: str) -> str:
    """Return a word of pathways."""
    return words.word(_OF_REPORTS.get(key, f"pathway/{key}"), language)
