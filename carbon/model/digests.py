"""Digests: the sha256 of bytes and files, and of what was said, not of how Python writes it, as canonical JSON.

The same content has the same digest whatever class holds it. A field that says nothing, or what it says anyway, is left
out, so that a class that learns another field with a default changes no digest of what was said before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any


def of(value: object) -> str:
    """Return the digest of a value, in lower-case hexadecimal digits.

    >>> of({"b": Fraction(1, 2), "a": ""})[:12] == of({"a": "", "b": Fraction(2, 4)})[:12]
    True
    """
    return of_bytes(canonical(value).encode("utf-8", "surrogatepass"))


def of_bytes(content: bytes) -> str:
    """Return the digest of bytes, in lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def of_file(path: Path) -> str:
    """Return the digest of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical(value: object) -> str:
    """Write a value as JSON: keys in order, no blanks, fractions and days as text.

    >>> canonical({"b": Fraction(1, 2), "a": [date(2024, 1, 31), True]})
    '{"a":["2024-01-31",true],"b":"1/2"}'
    """
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON has
    """Return a value as JSON has it."""
    if isinstance(value, (str, bool, int)) or value is None:
        return value
    if isinstance(value, (Fraction, Decimal, date, time)):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        said = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(item) for field, item in said if item not in (None, "", (), {}, _default(field))}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _default(field: Field[Any]) -> object:
    """Return what a field says where nothing is said."""
    return field.default if field.default_factory is MISSING else field.default_factory()
