"""Arrays of tables in carbon.toml, each entry with its reason: `[[exclude]]` and `[[silence]]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from carbon.codes import CODES
from carbon.declarations import Exclusion
from carbon.files import toml
from carbon.problems import listed, nearest, short
from carbon.reading.boundary import Reader

_ABOUT = ("activity", "account", "facility")


def exclusions(reader: Reader, entries: Sequence[Any]) -> tuple[Exclusion, ...]:
    """Read the exclusions."""
    good = _good(reader, entries, "exclude", lambda entry: sum(key in entry for key in _ABOUT) == 1)
    return tuple(
        Exclusion(entry["reason"], **{key: str(entry[key]) for key in _ABOUT if key in entry}) for _, entry in good
    )


def silenced(reader: Reader, entries: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    """Read the warnings that are silenced."""
    good = list(_good(reader, entries, "silence", lambda entry: "code" in entry))
    for path, entry in good:
        code = toml.shown(entry["code"])
        likely = nearest(code, CODES) or ["spread"]
        if not isinstance(entry["code"], str):
            why = f'The value is {short(code)}. Write one code in each entry, in quotes: code = "{likely[0]}".'
            reader.problem("bad-setting", f"{path}.code", why)
        elif code not in CODES:
            reader.problem("bad-setting", f"{path}.code", f'"{short(code)}" is no code. Nearest: {listed(likely)}.')
    return tuple((str(entry["code"]), str(entry["reason"])) for _, entry in good)


def _good(
    reader: Reader, entries: Sequence[Any], kind: str, needed: Callable[[Mapping[str, Any]], bool]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the well-formed tables of an array with their paths, and say what is wrong with the others."""
    for position, entry in enumerate(entries, start=1):
        path = f"{kind}[{position}]"
        if not isinstance(entry, dict):
            reader.problem("bad-setting", path, f"Write [[{kind}]] and its keys under it.")
            continue
        reader.keys(entry, kind, f"{path}.")
        if needed(entry) and isinstance(entry.get("reason"), str) and entry["reason"].strip():
            yield path, entry
        else:
            reader.problem("missing-setting", path, f"An entry of [[{kind}]] needs what it is about, and a reason.")
