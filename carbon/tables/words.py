"""The words of reports, in English and in Traditional Chinese as Taiwanese inventory reports write them.

They stand side by side in `words.csv`. The names of accounts, gases and activities are the library's; here is only what
reports add to them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

LANGUAGES = ("en", "zh")


def _read() -> dict[str, tuple[str, str]]:
    """Read every word under its key."""
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["en"], row["zh"]) for row in csv.DictReader(file)}


WORDS: Mapping[str, tuple[str, str]] = _read()
"""Each word in the languages of `LANGUAGES`, in that order."""


def word(key: str, language: str) -> str:
    """Return a word of reports.

    Raises
    ------
    ValueError
        If reports are not written in the language.
    KeyError
        If there is no such word.
    """
    return chosen(WORDS[key], language)


def chosen(pair: tuple[str, str], language: str) -> str:
    """Return the one of two words, English and Chinese, that is in a language.

    >>> chosen(("Total", "合計"), "zh")
    '合計'
    """
    if language not in LANGUAGES:
        raise ValueError(f"reports are not written in {language!r}: {', '.join(LANGUAGES)}")
    return pair[LANGUAGES.index(language)]


def named(names: Mapping[str, str], language: str) -> str:
    """Return a name in a language, in English or in whatever it has where it lacks that; empty without any."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def known(key: str, language: str) -> str:
    """Return a word of reports, or the key itself, its underscores opened, where there is none."""
    return word(key, language) if key in WORDS else key.replace("_", " ")


def column(name: str, language: str) -> str:
    """Return the heading of a column of a table.

    >>> column("kg_per_unit", "en"), column("kg_per_unit", "zh")
    ('kg per unit', '每單位 kg')
    """
    return word(f"column/{name}", language) if f"column/{name}" in WORDS else name.replace("_", " ")


def bracketed(words: str, language: str) -> str:
    """Return words in the brackets of the language, ready to follow others."""
    return word("mark/brackets", language).format(words)


def colon(language: str) -> str:
    """Return the colon of the language."""
    return word("mark/colon", language)


def listed(parts: Iterable[str], language: str) -> str:
    """Join the parts of a note."""
    return word("mark/semicolon", language).join(parts)


def enumerated(parts: Iterable[str], language: str) -> str:
    """Join things of one kind."""
    return word("mark/comma", language).join(parts)


def with_method(key: str, method: str | None, language: str) -> str:
    """Return a word with the scope 2 method after it.

    >>> with_method("scope_2", "market_based", "zh")
    '範疇二（市場基準）'
    """
    name = known(key, language)
    return name if method is None else name + bracketed(word(method, language), language)
