"""Problems are values: where, what was written, why it is wrong, and the remedy.

A refusal stops the calculation; all of them are collected and shown at once. A warning is listed in the
result. The codes below are the whole list; `docs/problems.md` has a paragraph on each.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from carbon.terms import Severity

CODES = {
    "missing-folder": "The folder or file named on the command line does not exist.",
    "missing-settings": "An inventory folder has no carbon.toml.",
    "broken-settings": "carbon.toml is not valid TOML.",
    "unknown-key": "A settings file, a scenario or a rule has a key that is not declared.",
    "bad-setting": "A key of carbon.toml has a value that it cannot have.",
    "missing-setting": "A key that the calculation needs is not set.",
    "unread-file": "A file or folder of an inventory is read by nothing.",
    "no-activity-data": "There is no activity data to read.",
    "repeated-file": "A file is named twice.",
    "skipped-file": "A hidden file, or a copy that a program made, was not read.",
    "unreadable-file": "A file cannot be opened.",
    "not-text": "A file that should be text is not.",
    "not-a-table": "A file has a form that is not read as a table.",
    "empty-file": "A file has no bytes, or no header.",
    "header-only": "A file has a header and no rows.",
    "missing-column": "A required column is missing.",
    "repeated-column": "Two columns have the same meaning.",
    "ragged-row": "A row has more or fewer cells than the header.",
    "missing-cell": "A required cell is empty.",
    "bad-quantity": "A quantity is not a plain decimal.",
    "too-many-decimals": "A quantity has more than 9 decimals.",
    "quantity-too-large": "A quantity has more than 19 digits before the point.",
    "ambiguous-decimal": "Numbers of a file are others with a decimal point than with a decimal comma.",
    "bad-period": "A period is not a date, month, quarter or year, or it does not exist in the calendar.",
    "ambiguous-period": "A row has both a period and a start or end.",
    "end-before-start": "A period ends before it starts.",
    "negative-quantity": "A negative quantity has no note.",
    "repeated-record-id": "A record_id occurs more than once.",
    "duplicate-rows": "Rows are the same in every column, or have the same days and quantity.",
    "repeated-bill": "The same meter, days and quantity stand twice, and no note says why.",
    "overlapping-rows": "Rows of one meter, or of one facility and activity, share days.",
    "total-beside-parts": "A row that may be the total of others stands beside them.",
    "total-by-name": "A row's facility or meter is the name of a total.",
    "shared-day": "A bill begins on the last day of the one before; the day is the later bill's.",
    "hundredfold-row": "A row is a hundred times its neighbours, or a hundredth of them.",
    "not-compared": "The data has too many rows to compare them with each other.",
    "unknown-activity": "An activity is not in the catalogue.",
    "unknown-facility": "A facility is not declared in carbon.toml.",
    "unknown-geography": "No geography is known for a row, or the one given is none.",
    "unknown-unit": "A unit is not in the vocabulary.",
    "refused-unit": "A unit could mean several things.",
    "wrong-dimension": "A unit measures something else than the activity.",
    "unknown-gas": "A gas is not in the table of gases.",
    "unknown-account": "An account is not in the chart of accounts.",
    "unknown-instrument": "A row names an instrument that is not in instruments.csv.",
    "misplaced-instrument": "A row names an instrument that cannot cover it.",
    "unreachable-factor": "A factor of the organisation's own can be used by no row.",
    "unreachable-heating-value": "A heating value of the organisation's own is used by no row.",
    "unknown-quality": "A data_quality is none of the grades.",
    "unknown-metric": "A metric row is incomplete or not readable.",
    "missing-factor": "No emission factor was found.",
    "ambiguous-factor": "Two emission factors of equal rank were found.",
    "unknown-factor": "A factor id names no factor.",
    "calorific-basis": "The energy of a fuel and its factor are not by one calorific value, or do not say by which.",
    "missing-heating-value": "A heating value is needed and none was found.",
    "missing-gwp": "A gas has no GWP in the chosen set.",
    "vehicle-electricity": "Electricity of vehicles by distance stands beside bills of electricity.",
    "upstream-twice": "Upstream emissions are to be computed, and rows state them too.",
    "upstream-without-factor": "Upstream emissions are to be computed and there is no factor.",
    "upstream-without-report": "Upstream emissions are said to be reported and no row reports them.",
    "bad-dataset": "A table of the library or of the folder's own factors is not well formed.",
    "changed-dataset": "A released version of a dataset has changed, or would.",
    "too-many-facilities": "The rows name more facilities than are looked up.",
    "many-groups": "The data has more than 200,000 groups.",
    "spread": "Rows longer than 31 days were shared out over months by days.",
    "not-assessed": "An account was not assessed.",
    "no-gwp": "A gas outside the Kyoto basket has no GWP in the chosen set and was not counted.",
    "lost-gas": "An earlier edition of a publication has a gas of a factor that the one used lacks.",
    "factor-without-date": "A factor was passed over because its date of publication is not known.",
    "unused-declaration": "Something is declared that nothing uses.",
    "not-monthly": "An inventory year does not begin and end with a month.",
    "bad-instrument": "A row of instruments.csv is not well formed.",
    "moved-input": "A file that a frozen year depends on has changed.",
    "broken-lock": "carbon.lock cannot be read.",
    "edited-lock": "carbon.lock is no longer what `carbon freeze` wrote.",
    "moved-figures": "A frozen year would come to other figures.",
    "example-row": "A row is still one of the template's examples.",
    "outside-years": "Rows are outside every declared inventory year.",
    "no-year": "The inventory year asked for is not declared.",
    "unknown-rule": "A target rule is neither in the library nor in the folder.",
    "bad-rule": "A target rule or a sector's curve is not well formed.",
    "bad-target": "What was asked of a target does not fit its rule, or the inventories.",
    "target-before-base": "A target year is not after its base year.",
    "bad-scenario": "A key of a scenario has a value that it cannot have.",
    "bad-outlook": "A row of an outlook is not a year and a number, or a levy is not well formed.",
    "cyclic-precedence": "Measures of a scenario wait for each other in a circle.",
    "missing-scenario": "The scenario named on the command line does not exist.",
    "unknown-name": "A name to be set is not one of the scenario.",
    "no-solution": "No value within its bounds just keeps to the line, or no plan was found in time.",
    "infeasible": "No plan keeps the targets.",
    "no-room": "The memory, or the disk for what does not fit into it, did not suffice.",
    "no-fan": "A scenario has no uncertain number, so that no fan can be drawn of it.",
    "bad-style": "A file of colours and fonts for charts has a key or a value that it cannot have.",
    "output": "A file could not be written.",
}
"""Every code of a problem, with its meaning in one sentence."""


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
        parts = [self.file] if self.file else []
        if self.row:
            parts.append(f"row {self.row}")
        start, column = " ".join(parts), short(self.column, LONGEST_EXCERPT)
        return f"{start}, {column}" if start and column else start or column


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
    why: str
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
        head = f"{self.place}: {self.code}" if str(self.place) else self.code
        if self.severity is Severity.WARNING:
            head += " (warning)"
        lines = [head]
        if self.excerpt:
            lines += [f"  {line}" for line in self.excerpt.splitlines()]
        lines += [f"  {line}" for line in self.why.splitlines()]
        if self.count > 1:
            lines.append(f"  {self._others()}")
        return visible("\n".join(lines))

    def _others(self) -> str:
        """Say how many other rows have the same problem, and which."""
        more = self.count - 1 - len(self.also)
        if not self.also:
            return f"The same is true of {more:,} more row{'s' * (more != 1)}."
        named = f"row{'s' * (len(self.also) != 1)} {', '.join(map(str, self.also))}"
        return f"The same is true of {named}{f' and {more:,} more' if more > 0 else ''}."


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
            why = f"{rows:,} more row{'s' * (rows != 1)} of this kind; those above say what to do."
            shown.append(Problem(code, why, Place(file, others[0].place.row, column), severity=severity))
    return sorted(shown, key=lambda problem: (problem.place, problem.code, problem.why))


def refusals(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that stop."""
    return [problem for problem in problems if problem.severity is Severity.REFUSAL]


def stop_if_any(problems: Sequence[Problem]) -> None:
    """Raise `ProblemsError` if there is a refusal among the problems."""
    if refusals(problems):
        raise ProblemsError(problems)


def report(problems: Sequence[Problem]) -> str:
    """Write the problems one after the other, and a count."""
    stops = refusals(problems)
    count, files = len(stops), len({problem.place.file for problem in stops if problem.place.file})
    ending = f"{count} problem{'s' * (count != 1)}"
    if files:
        ending += f" in {files} file{'s' * (files != 1)}"
    return "\n\n".join([*map(str, problems), f"{ending}. Nothing was calculated."])


A_SLIP = 0.85
"""From which likeness on a text is taken for a slip of the pen."""
_INSIDE = 0.5
"""Up to which likeness a word inside another counts as near to it."""


def nearest(word: str, words: Iterable[str], most: int = 3, cutoff: float = 0.5) -> list[str]:
    """Return the words most like a word, the nearest first."""
    by_fold: dict[str, str] = {}
    for known in words:
        by_fold.setdefault(known.casefold(), known)
    found = get_close_matches(word.casefold(), by_fold, n=most, cutoff=cutoff)
    if not found and cutoff <= _INSIDE:
        found = [fold for fold in by_fold if len(word) > 1 and word.casefold() in fold][:most]
    return [by_fold[fold] for fold in found]


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
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def listed(words: Sequence[str]) -> str:
    """Write words as an English list, each quoted."""
    return ", ".join(f'"{word}"' for word in words)
