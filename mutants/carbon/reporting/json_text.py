"""JSON written from exact figures: equal objects give equal bytes, and no number passes through a binary float."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from carbon import exact

_BREAKS_LINES = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Written(str):
    """Text that is JSON already."""

    __slots__ = ()


Value = str | int | None | Sequence["Value"] | Mapping[str, "Value"]
"""What can be written."""


def figure(number: Fraction | None) -> Written | None:
    """Return a number as JSON text with at most 6 decimals, None for no data."""
    return None if number is None else Written(exact.text(number))


def text(value: Value) -> str:
    """Write a value as JSON, text that is JSON already as it is."""
    if isinstance(value, Written):
        return str(value)
    if value is None or isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{quoted(key)}: {text(item)}' for key, item in value.items())}}}"
    return f"[{', '.join(map(text, value))}]"


@lru_cache(maxsize=65536)
def quoted(words: str | None) -> str:
    """Write text as a JSON string that stays readable and on one line."""
    if words is None:
        return "null"
    return _BREAKS_LINES.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(words, ensure_ascii=False))
