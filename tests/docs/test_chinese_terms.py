"""One thing has one name in Chinese: in the dictionaries of reports, the tables of the library and the nomenclature."""

from __future__ import annotations

import csv
import importlib
import pkgutil
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import carbon
from tests.docs.pages import ROOT

Pair = tuple[str, str]
TABLES = ("accounts.csv", "activities.csv", "gases.csv", "units.csv")


def _has_chinese(text: str) -> bool:
    """Say whether a text is written in Chinese."""
    return any("㐀" <= letter <= "鿿" for letter in text)


def _pairs(value: Any) -> Iterator[Pair]:  # noqa: ANN401 - whatever a module holds
    """Yield the English and Chinese texts in a value: pairs of texts, and tables with en and zh."""
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value):
        if _has_chinese(value[1]) and not _has_chinese(value[0]):
            yield value[0], value[1]
    elif isinstance(value, dict):
        english, chinese = value.get("en"), value.get("zh")
        if isinstance(english, str) and isinstance(chinese, str):
            yield english, chinese
        elif isinstance(english, dict) and isinstance(chinese, dict):
            both = ((english[key], chinese[key]) for key in english.keys() & chinese.keys())
            yield from (pair for pair in both if all(isinstance(text, str) for text in pair))
        yield from (pair for inner in value.values() for pair in _pairs(inner))
    elif isinstance(value, (list, tuple)):
        yield from (pair for inner in value for pair in _pairs(inner))


def _of_code() -> Iterator[tuple[str, Pair]]:
    """Yield the pairs in the constants of every module."""
    for module in pkgutil.walk_packages(carbon.__path__, "carbon."):
        if module.name == "carbon.__main__":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, (dict, list, tuple)) and not name.startswith("__"):
                yield from ((f"{module.name}.{name}", pair) for pair in _pairs(value))


def _of_data() -> Iterator[tuple[str, Pair]]:
    """Yield the pairs in the library's tables, in the rules and levies, and in the nomenclature."""
    for table in TABLES:
        with (ROOT / "emission_factors" / table).open(encoding="utf-8", newline="") as file:
            yield from ((table, (row["en"], row["zh"])) for row in csv.DictReader(file) if row.get("zh"))
    for path in sorted((ROOT / "scenarios").rglob("*.toml")):
        yield from ((path.name, pair) for pair in _pairs(tomllib.loads(path.read_text(encoding="utf-8"))))
    for line in (ROOT / "docs" / "nomenclature.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 5 and _has_chinese(cells[4]):
            yield "nomenclature.md", (cells[1], cells[4])


def test_no_english_term_has_two_chinese_ones() -> None:
    """A reader of two reports must not wonder whether 地區基準 and 地域基準 are two methods."""
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for place, (english, chinese) in [*_of_code(), *_of_data()]:
        names[english.casefold()]["".join(chinese.split())].add(place)
    assert len(names) > 1000
    assert not {english: dict(chinese) for english, chinese in names.items() if len(chinese) > 1}
