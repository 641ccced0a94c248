"""The form of files where they do not say it themselves: `[[files]]` of carbon.toml, or options for bare files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from carbon.files import text
from carbon.files.records import Beside, Fault
from carbon.files.values import Choice, Text
from carbon.model import exact
from carbon.model.exact import plain_decimal
from carbon.model.problems import Place, Problem, listed, nearest, with_nearest
from carbon.model.sentences import Sentence, joined, say
from carbon.model.terms import NumberForm

MARKS = ("point", "comma")
BY_OPTION, IN_SETTINGS = "--", "[[files]]"
"""Where it can be said: by options of the command, or in carbon.toml."""
_MARKS = (NumberForm.POINT, NumberForm.COMMA)
_MOST_UNITS = 3


@dataclass(frozen=True, slots=True)
class FileForm:
    """What is said of files, where they do not say it themselves: their encoding, and their decimal mark.

    Parameters
    ----------
    file
        Which files: a name in the folder, in which `*` stands for any text.
    decimal
        `point` or `comma`; empty if nothing is said.
    remedy
        Where to say it: `BY_OPTION`, `IN_SETTINGS`, or empty where it cannot be said.
    """

    file: Annotated[str, Text(needed='"activity/…"')] = "*"
    encoding: Annotated[str, Text(check=text.unknown_encoding)] = ""
    decimal: Annotated[str, Choice(words=("point", "comma"))] = ""
    remedy: Annotated[str, Beside()] = ""

    def is_of(self, name: str) -> bool:
        """Say whether this is said of a file; only `*` stands for something else, also in `[2024]`."""
        return re.fullmatch(".*".join(map(re.escape, self.file.split("*"))), name, re.DOTALL) is not None

    def how(self, key: str, word: str) -> str:
        """Say how a key is given a word."""
        if self.remedy == BY_OPTION:
            return f"--{key} {word}"
        return say("[[files]] in carbon.toml: {setting}", setting=f'file = "{self.file}", {key} = "{word}"')

    def faults(self, table: Mapping[str, Any]) -> Iterator[Fault]:
        """Ask for something that is said of the files."""
        if not {"encoding", "decimal"} & set(table):
            why = say('Say how the file is written: decimal = "comma" or encoding = "big5", or both.')
            yield "", why, "missing-setting"


def faults_of(encoding: str, decimal: str) -> dict[str, Sentence]:
    """Return what is wrong with an encoding and a decimal mark, by key."""
    faults = {}
    if decimal and decimal not in MARKS:
        faults["decimal"] = say('"{word}" is not one of {words}.', word=decimal, words=listed(MARKS))
    if encoding and (why := text.unknown_encoding(encoding)):
        faults["encoding"] = why
    return faults


def of_options(options: Mapping[str, str]) -> FileForm:
    """Return what the options say of every bare file."""
    return FileForm("*", options.get("encoding", ""), options.get("decimal", ""), BY_OPTION)


def of(said: Sequence[FileForm], name: str, *, in_folder: bool) -> FileForm:
    """Return what is said of a file, by its name in the folder; or by options, of a bare file."""
    fits = [form for form in said if form.is_of(name)]
    if not in_folder:
        return fits[0] if fits else FileForm(remedy=BY_OPTION)
    encoding = next((form.encoding for form in fits if form.encoding), "")
    decimal = next((form.decimal for form in fits if form.decimal), "")
    return FileForm(name, encoding, decimal, IN_SETTINGS)


def two_readings(cell: str, totals: Sequence[tuple[str, Fraction, Fraction]], form: FileForm) -> Sentence:
    """Say what a number is in both forms, what the quantities come to in each, and how to say which is meant.

    Parameters
    ----------
    cell
        The first number that has two readings.
    totals
        Units with the sums of their quantities, with a decimal point and with a decimal comma.
    form
        How to say it.
    """
    point, comma = (exact.plain(exact.parse(plain_decimal(cell, mark))) for mark in _MARKS)
    sums = [
        joined((f"{exact.plain(pair[place])} {unit}".strip() for unit, *pair in totals[:_MOST_UNITS]), ", ")
        for place in range(len(_MARKS))
    ]
    if len(totals) > _MOST_UNITS:
        sums = [say("{sums} and {more} more units", sums=text, more=len(totals) - _MOST_UNITS) for text in sums]
    why = say(
        '"{cell}" is {point} with a decimal point and {comma} with a decimal comma; no number in '
        "the file tells which is meant.\n"
        "With a point the quantities add up to {with_point}; with a comma to {with_comma}.",
        cell=cell,
        point=point,
        comma=comma,
        with_point=sums[0],
        with_comma=sums[1],
    )
    if not form.remedy:
        return why
    return joined([why, say("Say which with {how} (or point).", how=form.how("decimal", "comma"))], "\n")


def misplaced(said: Sequence[FileForm], names: Sequence[str], place: str) -> list[Problem]:
    """Refuse entries that are about no file, and two that say different things of one."""
    problems = []
    for form in said:
        if not any(form.is_of(name) for name in names):
            likely = nearest(form.file, names) or names[:3]
            why = say('[[files]] is about "{file}", and there is no such file.', file=form.file)
            problems.append(Problem("bad-setting", with_nearest(why, likely), Place(place, 0, "files")))
    for name in names:
        fits = [form for form in said if form.is_of(name)]
        for key in ("encoding", "decimal"):
            words = list(dict.fromkeys(getattr(form, key) for form in fits if getattr(form, key)))
            if len(words) > 1:
                why = say(
                    "Entries of [[files]] say {words} of {name}. Leave one of them.", words=listed(words), name=name
                )
                problems.append(Problem("bad-setting", why, Place(place, 0, f"files.{key}")))
    return problems
