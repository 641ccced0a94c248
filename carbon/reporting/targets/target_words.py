"""The words of targets."""

from __future__ import annotations

from carbon.tables import words


def word(key: str, language: str) -> str:
    """Return a word of targets."""
    return words.word(f"target/{key}", language)
