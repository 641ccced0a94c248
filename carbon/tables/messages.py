"""The sentences of problems in another language than English, from `messages.csv`.

A line of it has a template as it stands in the code, and the same in Traditional Chinese, with the same names for the
parts. The file is read only where somebody asks for another language.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from carbon.model.sentences import Sentence
from carbon.tables.words import LANGUAGES

ENGLISH = LANGUAGES[0]
_BETWEEN = {" ": "", ", ": "、", "; ": "；", " or ": "或", " and ": "、", " to ": "至", "; or ": "；或"}
"""What stands between things in English, and in Chinese."""


@cache
def catalogue() -> Mapping[str, str]:
    """Return every template in Chinese, by the English."""
    with Path(__file__).with_name("messages.csv").open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["zh"] for row in csv.DictReader(file)}


def in_language(text: str, language: str) -> str:
    """Say a sentence in a language; other texts (names, numbers, files) are as they are in every language."""
    if language == ENGLISH or not isinstance(text, Sentence):
        return str(text)
    if isinstance(text.parts, tuple):
        texts = [in_language(part, language) for part in text.parts]
        between = _BETWEEN.get(text.template, text.template)
        if between in {"或", "至"} and any(end.isascii() for part in texts for end in (part[:1], part[-1:])):
            between = f" {between} "
        return between.join(texts)
    parts = {name: in_language(part, language) if isinstance(part, str) else part for name, part in text.parts.items()}
    return catalogue().get(text.template, text.template).format(**parts)


def translator(language: str) -> Callable[[str], str]:
    """Return what says sentences in a language."""
    return partial(in_language, language=language)
