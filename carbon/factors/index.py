"""The index of activities: from the words that people write to the activities that they may mean.

Refusals, `carbon factors find` and `carbon factors explain` look words up here, so that what one of them names the
others find. `words.csv` of the library holds everyday words, in English and Chinese, each with what it can mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from carbon import library
from carbon.factors.catalogue import Catalogue, lines, read_catalogue
from carbon.model.problems import A_SLIP, listed, nearest
from carbon.model.sentences import Sentence, joined, of_library, say
from carbon.model.terms import UPSTREAM

NAME = "words.csv"
_WORD = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")
_Has = Callable[[str, str], bool]
_LEAST_CHINESE, _LONGEST = 2, 200
_MOST_LIKELY = 5
_MOST_KEPT = 1 << 14
"""Of how many texts the words are kept: of all names of the catalogue, which every search looks at."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What an everyday word can mean: an activity (or an account, `reported/…`), and when it is meant."""

    activity: str
    meaning: str


def _answer(sense: Sense) -> Sentence:
    """Write one of several things that a word can mean on a line of its own."""
    if sense.meaning:
        return say('  "{activity}": {meaning}', activity=sense.activity, meaning=of_library(sense.meaning))
    return say('  "{activity}"', activity=sense.activity)


class Index:
    """Looks activities up by words.

    Parameters
    ----------
    catalogue
        The activities with their names.
    senses
        Everyday words, folded, with what each can mean.
    """

    def __init__(self, catalogue: Catalogue, senses: Mapping[str, Sequence[Sense]]) -> None:
        self._catalogue = catalogue
        self.senses = senses

    def search(self, words: str) -> dict[str, int]:
        """Return activities with how far they are from some words.

        The activity of that name and its kinds; else what the words can mean (0), and what has them in a name (1):
        whole words, else words that begin so, else anything. `bus` finds buses, and not com*bus*tion.
        """
        catalogue = self._catalogue
        exact = catalogue.find(words)
        if exact is not None:
            kinds = (other for other in catalogue.activities if other.startswith(f"{exact.id}/"))
            return dict.fromkeys([exact.id, *kinds], 0)
        parts = _words(words)
        meant = [
            sense.activity for sense in self.senses.get(folded(words), ()) if sense.activity in catalogue.activities
        ]
        ways = (self._named(parts, has) for has in (_has_words, _has_beginnings, _has_parts))
        named = next((activities for activities in ways if activities or meant), set())
        return dict.fromkeys(named, 1) | dict.fromkeys(meant, 0)

    def _named(self, parts: Sequence[str], has: _Has) -> set[str]:
        """Return the activities of which a name has all of some words."""
        names = self._catalogue.names.items()
        return {activity for name, activity in names if parts and all(has(name, part) for part in parts)}

    def advice(self, text: str) -> str:
        """Say what a text that is no activity can mean, or which activities are nearest to it; empty if none is."""
        senses = self._meant(text)
        if len(senses) == 1:
            return say("Write {codes}.", codes=say('"{word}"', word=senses[0].activity))
        if senses:
            return joined([say("Which is meant?"), *map(_answer, senses)], "\n")
        likely = self.likely(text)
        return say("Nearest: {likely}.", likely=listed(likely)) if likely else ""

    def likely(self, text: str) -> list[str]:
        """Return the names nearest to a text: ids first, then names in either language, then what has its words."""
        catalogue = self._catalogue
        ids = [
            activity for activity in catalogue.activities if activity.startswith(UPSTREAM) == text.startswith(UPSTREAM)
        ]
        spelt = nearest(text, ids) or nearest(text, catalogue.names)
        if spelt:
            return spelt
        return sorted(self.search(text), key=lambda activity: (len(activity), activity))[:_MOST_LIKELY]

    def _meant(self, text: str) -> Sequence[Sense]:
        """Return what a text can mean: as an everyday word, as a slip of the pen, or by those that stand in it."""
        word, catalogue = folded(text[:_LONGEST]), self._catalogue
        if word in self.senses or "/" in text:
            return self.senses.get(word, ())
        if text.isascii():
            slip = nearest(word, [*catalogue.activities, *catalogue.names, *self.senses], 1, A_SLIP)
            if slip:
                return self.senses.get(slip[0], ())
        inside = [other for other in self.senses if _stands_in(other, word)]
        if inside:
            return self._common(inside)
        near = [] if nearest(text, catalogue.names, 1) else nearest(word, self.senses, 1)
        return self.senses[near[0]] if near else ()

    def _common(self, words: Sequence[str]) -> Sequence[Sense]:
        """Return what the longest of some words can mean, narrowed to what all of them can mean, if there is such."""
        longest = self.senses[max(words, key=len)]
        common = set.intersection(*({sense.activity for sense in self.senses[word]} for word in words))
        return [sense for sense in longest if sense.activity in common] or longest


@library.once(NAME, "activities.csv", "accounts.csv")
def read_index(folder: Path) -> Index:
    """Read the everyday words of the library."""
    senses: dict[str, list[Sense]] = {}
    for row in lines(folder / NAME):
        for word in row["words"].split("|"):
            senses.setdefault(folded(word), []).append(Sense(row["activity"], row["meaning"]))
    return Index(read_catalogue(), senses)


def folded(text: str) -> str:
    """Return a text as words are compared: lower case, one kind of brackets, one blank between words.

    >>> folded(" Natural-Gas "), folded("汽油（公務車）")
    ('natural gas', '汽油(公務車)')
    """
    return " ".join(re.split(r"[\s_\-]+", unicodedata.normalize("NFKC", text).casefold().strip()))


@lru_cache(_MOST_KEPT)
def _words(text: str) -> tuple[str, ...]:
    """Take a text apart into words; Chinese ones are not parted from each other."""
    return tuple(_WORD.findall(folded(text)))


def _has_words(name: str, part: str) -> bool:
    """Say whether a word stands in a name, whole; a Chinese one anywhere."""
    return part in _words(name) or (not part.isascii() and part in name)


def _has_beginnings(name: str, part: str) -> bool:
    """Say whether a word of a name begins so."""
    return any(word.startswith(part) for word in _words(name))


def _has_parts(name: str, part: str) -> bool:
    """Say whether a name has the letters anywhere."""
    return part in name


def _stands_in(word: str, text: str) -> bool:
    """Say whether an everyday word stands in a text: all of its words, or its Chinese characters."""
    if word.isascii():
        return set(_words(word)) <= set(_words(text))
    return len(word) >= _LEAST_CHINESE and word in text
