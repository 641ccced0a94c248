"""Sentences that know how they are made, so that they can be said in another language.

A sentence is its English text, and is sorted, compared and written as that. It keeps the template and the parts that
it was made of; `carbon.tables.messages` puts the parts into the template's Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

Parts = Mapping[str, object] | tuple[str, ...]


class Sentence(str):
    """A text in English that knows its template and its parts.

    Parameters
    ----------
    template
        The text with `{names}` for the parts, as in `str.format`; of joined texts, what stands between them.
    parts
        What stands for each name; or the texts that are joined. A part may be a sentence itself.
    """

    __slots__ = ("parts", "template")

    template: str
    parts: Parts

    def __new__(cls, template: str, parts: Parts) -> Self:
        """Make the English text."""
        text = template.join(parts) if isinstance(parts, tuple) else template.format(**parts)
        sentence = super().__new__(cls, text)
        sentence.template, sentence.parts = template, parts
        return sentence

    def __reduce__(self) -> tuple[type[Sentence], tuple[str, Parts]]:
        """Pickle what it is made of."""
        return Sentence, (self.template, self.parts)


def say(template: str, **parts: object) -> Sentence:
    """Make a sentence; its template is written out where it is said, and has a line in `messages.csv`.

    >>> say('"{unit}" is not a declared unit.', unit="kWhh")
    '"kWhh" is not a declared unit.'
    """
    return Sentence(template, parts)


def of_library(text: str) -> Sentence:
    """Make a sentence of a text of the library, which has a line in `messages.csv` too."""
    return Sentence(text.replace("{", "{{").replace("}", "}}"), {})


def in_both(en: str, zh: str) -> Sentence:
    """Make a sentence of a name that the library has in both languages."""
    return say("{en}", en=en, zh=zh)


def several(number: int, one: str, many: str, **parts: object) -> Sentence:
    """Say a sentence of one thing or of several, whose number is `{count}`.

    >>> several(1200, "1 row", "{count:,} rows")
    '1,200 rows'
    """
    return Sentence(one if number == 1 else many, {"count": number, **parts})


def joined(texts: Iterable[str], between: str = " ") -> Sentence:
    """Join sentences, names or numbers; those that are empty are left out."""
    return Sentence(between, tuple(filter(None, texts)))
