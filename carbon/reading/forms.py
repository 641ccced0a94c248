"""The form of files where they do not say it themselves: `[[files]]` of carbon.toml, or options for bare files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any, Protocol

from carbon import decimal_marks, exact
from carbon.declarations import FileForm, Settings
from carbon.problems import Place, Problem, listed, nearest
from carbon.reading import text
from carbon.terms import NumberForm

KEYS = ("file", "encoding", "decimal")
MARKS = ("point", "comma")
BY_OPTION = "--{key} {word}"
_MARKS = (NumberForm.POINT, NumberForm.COMMA)
_MOST_UNITS = 3


class Reader(Protocol):
    """What reads carbon.toml, and collects what is wrong with it."""

    def problem(self, code: str, key: str, why: str) -> None:
        """Add a problem with a key."""

    def keys(self, table: Mapping[str, Any], kind: str, path: str) -> None:
        """Refuse the keys that are not declared."""


def declared(reader: Reader, entries: Sequence[Any]) -> tuple[FileForm, ...]:
    """Read the entries of `[[files]]`."""
    forms = []
    for position, entry in enumerate(entries, start=1):
        path = f"files[{position}]"
        if not isinstance(entry, dict):
            reader.problem("bad-setting", path, "Write [[files]] and its keys under it.")
            continue
        reader.keys(entry, "files", f"{path}.")
        cells = {key: entry[key] for key in KEYS if key in entry}
        if not all(isinstance(cell, str) for cell in cells.values()) or "file" not in cells or len(cells) == 1:
            why = 'An entry of [[files]] needs file = "activity/…", and decimal = "comma" or encoding = "big5" or both.'
            reader.problem("missing-setting", path, why)
            continue
        faults = faults_of(cells.get("encoding", ""), cells.get("decimal", ""))
        for key, why in faults.items():
            reader.problem("bad-setting", f"{path}.{key}", why)
        if not faults:
            forms.append(FileForm(**cells))
    return tuple(forms)


def faults_of(encoding: str, decimal: str) -> dict[str, str]:
    """Return what is wrong with an encoding and a decimal mark, by key."""
    faults = {}
    if decimal and decimal not in MARKS:
        faults["decimal"] = f'"{decimal}" is none of {listed(MARKS)}.'
    if encoding:
        try:
            text.codec(encoding)
        except (LookupError, UnicodeError):
            likely = nearest(encoding, text.CANDIDATES) or list(text.CANDIDATES)
            faults["encoding"] = f'"{encoding}" is no encoding that is known. Nearest: {listed(likely)}.'
    return faults


def of_options(options: Mapping[str, str]) -> FileForm:
    """Return what the options say of every bare file."""
    return FileForm("*", options.get("encoding", ""), options.get("decimal", ""), BY_OPTION)


def of(settings: Settings, name: str) -> FileForm:
    """Return what is said of a file, by its name in the folder."""
    fits = [form for form in settings.files if fnmatchcase(name, form.file)]
    if settings.folder is None:
        return fits[0] if fits else FileForm(remedy=BY_OPTION)
    encoding = next((form.encoding for form in fits if form.encoding), "")
    decimal = next((form.decimal for form in fits if form.decimal), "")
    remedy = f'[[files]] in carbon.toml: file = "{name}", {{key}} = "{{word}}"'
    return FileForm(name, encoding, decimal, remedy)


def two_readings(cell: str, totals: Sequence[tuple[str, Fraction, Fraction]], form: FileForm) -> str:
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
    point, comma = (exact.plain(exact.parse(decimal_marks.plain(cell, mark))) for mark in _MARKS)
    sums = [
        ", ".join(f"{exact.plain(pair[place])} {unit}".strip() for unit, *pair in totals[:_MOST_UNITS])
        for place in range(len(_MARKS))
    ]
    more = f" and {len(totals) - _MOST_UNITS} more units" if len(totals) > _MOST_UNITS else ""
    why = (
        f'"{cell}" is {point} with a decimal point and {comma} with a decimal comma; '
        "no number in the file tells which is meant.\n"
        f"With a point the quantities add up to {sums[0]}{more}; with a comma to {sums[1]}{more}."
    )
    return (
        f"{why}\nSay which with {form.remedy.format(key='decimal', word='comma')} (or point)." if form.remedy else why
    )


def misplaced(settings: Settings, names: Sequence[str], place: str) -> list[Problem]:
    """Refuse entries that are about no file, and two that say different things of one."""
    problems = []
    for form in settings.files if settings.folder else ():
        if not any(fnmatchcase(name, form.file) for name in names):
            likely = nearest(form.file, names) or names[:3]
            why = f'[[files]] is about "{form.file}", and there is no such file.'
            why += f" Nearest: {listed(likely)}." if likely else ""
            problems.append(Problem("bad-setting", why, Place(place, 0, "files")))
    for name in names if settings.folder else ():
        fits = [form for form in settings.files if fnmatchcase(name, form.file)]
        for key in ("encoding", "decimal"):
            said = list(dict.fromkeys(getattr(form, key) for form in fits if getattr(form, key)))
            if len(said) > 1:
                why = f"Entries of [[files]] say {listed(said)} of {name}. Leave one of them."
                problems.append(Problem("bad-setting", why, Place(place, 0, f"files.{key}")))
    return problems
