"""Target rules: `scenarios/targets/*.toml` of the library, and of a folder beside them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from carbon import library
from carbon.files import records
from carbon.files.toml import BrokenTomlError, opened
from carbon.model.problems import Place, Problem
from carbon.targets.rule import TargetRule

TARGETS = "targets"
OWN_FOLDER = "scenarios/targets"
CODE = "bad-rule"


def read(folder: Path | None = None, only: str = "") -> tuple[dict[str, TargetRule], list[Problem]]:
    """Read the library's rules and a folder's own.

    Parameters
    ----------
    only
        The one of the library's that is wanted; all of them by default.

    Returns
    -------
    tuple
        The rules by id, the library's first, and what is wrong with them.
    """
    rules: dict[str, TargetRule] = {}
    problems: list[Problem] = []
    for path, own in _files(folder):
        name = f"{OWN_FOLDER}/{path.name}"
        if own and (library.scenarios() / TARGETS / path.name).is_file():
            why = f"The library has a rule {path.stem}. Give the file another name."
            problems.append(Problem(CODE, why, Place(name)))
        elif own or only in {"", path.stem}:
            rule, others = _read(path, name, own)
            problems += others
            rules |= {} if rule is None else {rule.id: rule}
    return rules, problems


def ids(folder: Path | None = None) -> list[str]:
    """Return the ids of the library's rules and of a folder's own, without reading them."""
    return list(dict.fromkeys(path.stem for path, _ in _files(folder)))


def _files(folder: Path | None) -> list[tuple[Path, bool]]:
    """Return the files of rules, the library's first, and whether they are a folder's own."""
    places = [(library.scenarios() / TARGETS, False), *([(folder / OWN_FOLDER, True)] if folder is not None else [])]
    return [(path, own) for place, own in places for path in sorted(place.glob("*.toml"))]


def _read(path: Path, name: str, own: bool) -> tuple[TargetRule | None, list[Problem]]:
    """Read a rule file; None if it cannot be used."""
    try:
        document = opened(path, name, code=CODE)
    except BrokenTomlError as error:
        return None, [error.problem]
    rule = replace(records.read(TargetRule, document), id=path.stem, own=own)
    return (None if document.problems else rule), document.problems
