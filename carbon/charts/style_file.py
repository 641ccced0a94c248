"""A company's own colours, fonts and sizes of type: a TOML file, every key of it declared.

```toml
palette = ["#003366", "#7fb2d6", "#f2c14e", "#a23b52", "#e6ebef"]
ink = "#1a1a1a"
grey = "#5a5a5a"
line = "#8a8a8a"

[fonts]
latin = ["Source Sans 3"]
chinese = ["Noto Sans CJK TC"]

[sizes]
title = 10.5
subtitle = 8
body = 7.5
note = 6
```
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon.charts import typography
from carbon.charts.style import STYLE, Style
from carbon.files.toml import BrokenTomlError, Document, in_toml, opened
from carbon.model.problems import Problem, listed, nearest, stop_if_any, with_nearest
from carbon.model.sentences import say

CODE = "bad-style"
COLOURS = ("ink", "grey", "line")
FONTS = ("latin", "chinese")
SIZES = ("title", "subtitle", "body", "note")
KEYS = ("palette", *COLOURS, "fonts", "sizes")

LEAST_COLOURS = 3
"""The three scopes have a colour each."""

SMALLEST, LARGEST = 4, 24
"""Sizes of type that fit on a chart [pt]."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read(path: Path) -> Style:
    """Read a style.

    Raise ProblemsError with every key that is not declared, every colour that is none, every font that is not
    installed and every size that is out of bounds.

    Parameters
    ----------
    path
        The TOML file; what it leaves out is as the project has it.
    """
    try:
        document = opened(path, str(path))
    except BrokenTomlError as error:
        stop_if_any([Problem(CODE, error.problem.why, error.problem.place, error.problem.excerpt)])
        raise
    given = _given(document)
    stop_if_any(document.problems)
    return Style(**given)


def _given(document: Document) -> dict[str, Any]:
    """Return what the file gives, as `Style` takes it."""
    tree = document.tree
    _declared(document, (), KEYS)
    given: dict[str, Any] = {key: _colour(document, (key,), tree[key]) for key in COLOURS if key in tree}
    if "palette" in tree:
        given["palette"] = _palette(document)
    for key in _declared(document, ("fonts",), FONTS):
        given[key] = _fonts(document, key)
    for key in _declared(document, ("sizes",), SIZES):
        given[key] = _size(document, key)
    return given


def _declared(document: Document, path: tuple[str, ...], keys: tuple[str, ...]) -> list[str]:
    """Return the declared keys of a table that are given, and refuse the others, each with its nearest."""
    table = document.tree.get(path[0], {}) if path else document.tree
    if not isinstance(table, dict):
        document.problem(
            CODE, path, say("Write [{table}] and its keys under it: {keys}.", table=path[0], keys=listed(keys))
        )
        return []
    for key in table:
        if key not in keys:
            likely = nearest(key, keys) or list(keys)
            document.problem(CODE, (*path, key), with_nearest(say('"{key}" is not a declared key.', key=key), likely))
    return [key for key in keys if key in table]


def _palette(document: Document) -> tuple[str, ...]:
    """Return the colours of series."""
    colours = document.tree["palette"]
    if not isinstance(colours, list) or len(colours) < LEAST_COLOURS:
        why = say(
            "A palette is a list of at least {least} colours. Write palette = {palette}.",
            least=LEAST_COLOURS,
            palette=in_toml(list(STYLE.palette)),
        )
        document.problem(CODE, ("palette",), why)
        return STYLE.palette
    return tuple(_colour(document, ("palette",), colour) for colour in colours)


def _colour(document: Document, path: tuple[str, ...], colour: object) -> str:
    """Return a colour, or add a problem."""
    if isinstance(colour, str) and _COLOUR.fullmatch(colour):
        return colour.lower()
    written = f'"{colour}"' if isinstance(colour, str) else str(colour)
    document.problem(
        CODE,
        path,
        say('{value} is not a colour. Write red, green and blue in hexadecimal: "#1b3a5c".', value=written),
    )
    return STYLE.ink


def _fonts(document: Document, key: str) -> tuple[str, ...]:
    """Return the fonts of a script, in the order in which they are tried."""
    names = document.tree["fonts"][key]
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        document.problem(
            CODE, ("fonts", key), say('Write {key} = "{like}", or several in a list.', key=key, like=typography.LATIN)
        )
        return ()
    installed = typography.installed()
    for name in names:
        if name not in installed:
            likely = nearest(name, sorted(installed))
            why = say('The font "{name}" is not installed.', name=name)
            document.problem(CODE, ("fonts", key), with_nearest(why, likely))
    return tuple(names)


def _size(document: Document, key: str) -> float:
    """Return a size of type [pt]."""
    size = document.tree["sizes"][key]
    if type(size) in {int, Decimal} and Decimal(size).is_finite() and SMALLEST <= size <= LARGEST:
        return float(size)
    why = say(
        "The value is {value}. A size of type is {least} to {most} points: {key} = {like:g}.",
        value=size,
        least=SMALLEST,
        most=LARGEST,
        key=key,
        like=getattr(STYLE, key),
    )
    document.problem(CODE, ("sizes", key), why)
    return float(getattr(STYLE, key))
