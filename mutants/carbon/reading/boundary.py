"""The boundary of an inventory as carbon.toml declares it: in words, and what stands outside it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Protocol

from carbon import exact
from carbon.declarations import OutsideBoundary
from carbon.periods import FIRST_DAY, LAST_DAY
from carbon.terms import KG_PER_T

KEYS = ("what", "year", "t_co2e", "scopes", "in_target", "source")
_SCOPES = (1, 2, 3)


class Reader(Protocol):
    """What reads carbon.toml and collects what is wrong with it."""

    def problem(self, code: str, key: str, why: str) -> None:
        """Add a problem with a key."""

    def keys(self, table: Mapping[str, Any], kind: str, path: str) -> None:
        """Refuse the keys that are not declared."""


def in_words(reader: Reader, document: Mapping[str, Any]) -> dict[str, str]:
    """Read `boundary`, by language."""
    found = _names(document.get("boundary", {}))
    if found is None:
        reader.problem("bad-setting", "boundary", 'Write boundary = "Taiwan" or boundary = { en = "…", zh = "…" }.')
    return found or {}


def outside(reader: Reader, document: Mapping[str, Any]) -> tuple[OutsideBoundary, ...]:
    """Read `[[outside_boundary]]`."""
    entries = document.get("outside_boundary", [])
    if not isinstance(entries, list):
        reader.problem("bad-setting", "outside_boundary", "Write [[outside_boundary]] and its keys under it.")
        return ()
    read = (_entry(reader, entry, f"outside_boundary[{at}]") for at, entry in enumerate(entries, start=1))
    return tuple(entry for entry in read if entry is not None)


def _entry(reader: Reader, entry: object, path: str) -> OutsideBoundary | None:
    """Read one entry, or say what is wrong with it."""
    if not isinstance(entry, dict):
        reader.problem("bad-setting", path, "Write [[outside_boundary]] and its keys under it.")
        return None
    reader.keys(entry, "outside_boundary", f"{path}.")
    kg, what = _kg(entry.get("t_co2e")), _names(entry.get("what"))
    in_target, source = entry.get("in_target", False), entry.get("source", "")
    faults = {
        "what": None if what else 'Say what it is: what = "overseas offices" or { en = "…", zh = "…" }.',
        "year": None if _is_year(entry.get("year")) else "Name the year of the figure: year = 2023.",
        "t_co2e": None if kg is not None else 'Write tonnes as text, which is exact: t_co2e = "829.48".',
        "scopes": None if _are_scopes(entry.get("scopes")) else "Name the scopes: scopes = [1, 2].",
        "in_target": None if isinstance(in_target, bool) else "Write in_target = true or in_target = false.",
        "source": None if isinstance(source, str) else "Write the source in quotes.",
    }
    for key, fault in faults.items():
        if fault:
            reader.problem("bad-setting", f"{path}.{key}", fault)
    if any(faults.values()) or what is None or kg is None:
        return None
    return OutsideBoundary(what, entry["year"], kg, tuple(sorted(set(entry["scopes"]))), in_target, source)


def _names(found: object) -> dict[str, str] | None:
    """Return a text by language, None if it is none."""
    names = {"en": found} if isinstance(found, str) and found else found
    if isinstance(names, dict) and all(isinstance(text, str) for text in names.values()):
        return names
    return None


def _kg(found: object) -> Fraction | None:
    """Return tonnes as kilograms, None if they are not written exactly or are negative."""
    if isinstance(found, bool) or not isinstance(found, (int, str)):
        return None
    try:
        tonnes = exact.parse(str(found))
    except ValueError:
        return None
    return tonnes * KG_PER_T if tonnes >= 0 else None


def _is_year(found: object) -> bool:
    """Say whether it is a year that an inventory can have."""
    return type(found) is int and FIRST_DAY.year <= found <= LAST_DAY.year


def _are_scopes(found: object) -> bool:
    """Say whether it is a list of scopes."""
    return isinstance(found, list) and bool(found) and all(type(each) is int and each in _SCOPES for each in found)
