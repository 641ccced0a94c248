"""Problems are values: where, what was written, why it is wrong, and the remedy.

A refusal stops the calculation; all of them are collected and shown at once. A warning is listed in the
result. The codes below are the whole list; `docs/problems.md` has a paragraph on each.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from carbon.model.codes import CODES
from carbon.model.sentences import Sentence, joined, say, several
from carbon.model.terms import Severity

LONGEST_EXCERPT, LONGEST_WORD = 200, 60
"""How much of a line and of a cell a message shows."""
MOST_NAMED, MOST_ALIKE = 5, 20
"""How many rows a message names beside the first, and how many messages of a kind there are in a column of a file."""


_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, those that turn the direction of writing, bytes that are no text, and what XML cannot hold."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a problem is.

    Parameters
    ----------
    file
        The file's name as the user would write it; empty if the problem is in no file.
    row
        The row as a spreadsheet counts it (the header is row 1), or 0.
    column
        The column's name as it is written in the file, or the key of a setting.
    """

    file: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """Write the place as `file row n, column`."""
        return str(self.sentence())

    def sentence(self) -> Sentence:
        """Say where it is."""
        start = joined([self.file])
        if self.row:
            start = say("{file} row {row}", file=self.file, row=self.row) if start else say("row {row}", row=self.row)
        column = short(self.column, LONGEST_EXCERPT)
        return say("{place}, {column}", place=start, column=column) if start and column else joined([start, column])

    def seen_from(self, place: Place) -> Sentence:
        """Say where it is, beside another place: of the same file without the file."""
        return replace(self, file="" if self.file == place.file else self.file).sentence()


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth knowing.

    Parameters
    ----------
    code
        One of `CODES`.
    why
        What is wrong and what to do about it, in sentences.
    place
        Where the first one is.
    excerpt
        The line as it was written, or empty.
    count
        How many rows of the file have the same problem.
    also
        The numbers of the next few of these rows.
    """

    code: str
    why: Sentence
    place: Place = field(default_factory=Place)
    excerpt: str = ""
    count: int = 1
    severity: Severity = Severity.REFUSAL
    also: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that is not declared; cut an excerpt that is too long."""
        if self.code not in CODES:
            raise ValueError(f"undeclared problem code {self.code!r}")
        if len(self.excerpt) > LONGEST_EXCERPT:
            object.__setattr__(self, "excerpt", self.excerpt[:LONGEST_EXCERPT] + "…")

    def __str__(self) -> str:
        """Write the message as a user reads it: place and code, excerpt, explanation with remedy."""
        return self.written()

    def written(self, translate: Callable[[str], str] = str) -> str:
        """Write the message in the language that sentences are translated to."""
        place = self.place.sentence()
        head: str = say("{place}: {code}", place=place, code=self.code) if place else self.code
        if self.severity is Severity.WARNING:
            head = say("{head} (warning)", head=head)
        others = [translate(self._others())] if self.count > 1 else []
        body = (*self.excerpt.splitlines(), *translate(self.why).splitlines(), *others)
        return visible("\n".join([translate(head), *(f"  {line}" for line in body)]))

    def _others(self) -> Sentence:
        """Say how many other rows have the same problem, and which."""
        more = self.count - 1 - len(self.also)
        if not self.also:
            rows = several(more, "1 more row", "{count:,} more rows")
            return say("The same is true of {rows}.", rows=rows)
        numbers = joined(map(str, self.also), ", ")
        named = several(len(self.also), "row {rows}", "rows {rows}", rows=numbers)
        if more > 0:
            return say("The same is true of {rows} and {more:,} more.", rows=named, more=more)
        return say("The same is true of {rows}.", rows=named)


class ProblemsError(Exception):
    """Raised with every refusal that was found; nothing was calculated.

    Parameters
    ----------
    problems
        All refusals and the warnings found so far.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sort(problems)
        super().__init__(report(self.problems))


def sort(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Order problems by place, each once, those that say the same of several rows put together."""
    once = sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.code, problem.why))
    return tuple(_counted(merged(once)))


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems together that say the same of the same column of a file: the first one, and the other rows."""
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        alike.setdefault((place.file, place.column, problem.code, problem.why), []).append(problem)
    return [together for several in alike.values() for together in _together(several)]


def _together(alike: Sequence[Problem]) -> Sequence[Problem]:
    """Put problems that say the same together, unless they are of no row."""
    first, *others = alike
    if not others or not all(problem.place.row for problem in alike):
        return alike
    rows = [row for problem in alike for row in (problem.place.row, *problem.also)]
    named = tuple(dict.fromkeys(sorted(rows)))[1 : MOST_NAMED + 1]
    return [replace(first, count=sum(problem.count for problem in alike), also=named)]


def _counted(problems: Iterable[Problem]) -> list[Problem]:
    """Keep the first problems of a kind in a column of a file, and count the rows of the others."""
    kinds: dict[tuple[str, str, str, Severity], list[Problem]] = {}
    for problem in problems:
        place = problem.place
        kinds.setdefault((place.file, place.column, problem.code, problem.severity), []).append(problem)
    shown: list[Problem] = []
    for (file, column, code, severity), alike in kinds.items():
        shown += alike[:MOST_ALIKE]
        if others := alike[MOST_ALIKE:]:
            rows = sum(problem.count for problem in others)
            why = several(
                rows,
                "1 more row of this kind; those above say what to do.",
                "{count:,} more rows of this kind; those above say what to do.",
            )
            shown.append(Problem(code, why, Place(file, others[0].place.row, column), severity=severity))
    return sorted(shown, key=lambda problem: (problem.place, problem.code, problem.why))


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop."""
    return [problem for problem in problems if problem.severity is Severity.REFUSAL]


def stop_if_any(problems: Sequence[Problem]) -> None:
    """Raise `ProblemsError` if there is a refusal among the problems."""
    if refusals(problems):
        raise ProblemsError(problems)


def report(problems: Sequence[Problem], translate: Callable[[str], str] = str) -> str:
    """Write the problems one after the other, and a count, in the language that sentences are translated to."""
    stops = refusals(problems)
    ending = counted(stops)
    files = len({problem.place.file for problem in stops if problem.place.file})
    if files:
        ending = say("{problems} in {files}", problems=ending, files=several(files, "1 file", "{count} files"))
    end = say("{problems}. Nothing was calculated.", problems=ending)
    return "\n\n".join([*(problem.written(translate) for problem in problems), translate(end)])


def counted(refused: Sequence[Problem]) -> Sentence:
    """Say how many problems there are."""
    return several(len(refused), "1 problem", "{count} problems")


A_SLIP = 0.85
"""From which likeness on a text is taken for a slip of the pen."""
_INSIDE = 0.5
"""Up to which likeness a word inside another counts as near to it."""


def nearest(word: str, words: Iterable[str], most: int = 3, cutoff: float = 0.5) -> list[str]:
    """Return the words most like a word, the nearest first."""
    by_fold: dict[str, str] = {}
    for likely in words:
        by_fold.setdefault(likely.casefold(), likely)
    folds = get_close_matches(word.casefold(), by_fold, n=most, cutoff=cutoff)
    if not folds and cutoff <= _INSIDE:
        folds = [fold for fold in by_fold if len(word) > 1 and word.casefold() in fold][:most]
    return [by_fold[fold] for fold in folds]


def short(word: str, longest: int = LONGEST_WORD) -> str:
    """Cut a user's text that is too long for a message."""
    return word if len(word) <= longest else word[:longest] + "…"


def in_shell(path: object) -> str:
    """Write a path as a command takes it: in quotes where it has blanks or signs of the shell."""
    text = str(path)
    return text if re.fullmatch(r"[\w@%+=:,./-]+", text) else shlex.quote(text)


def visible(text: str) -> str:
    r"""Write characters that steer a terminal, or stand in no text, as their numbers; line ends and tabs stay.

    >>> visible("\x1b[31mTaipei")
    '\\u001b[31mTaipei'
    """
    return _STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def listed(words: Iterable[str]) -> Sentence:
    """Write words as a list, each quoted."""
    return joined((say('"{word}"', word=word) for word in words), ", ")


def with_nearest(why: Sentence, likely: Sequence[str]) -> Sentence:
    """Add to what is wrong which words may be meant, if any."""
    return joined([why, say("Nearest: {likely}.", likely=listed(likely))]) if likely else why


def with_more(named: Sentence, more: int) -> Sentence:
    """Say that there are more than those named."""
    return say("{named}; and {more:,} more.", named=named, more=more) if more > 0 else say("{what}.", what=named)
