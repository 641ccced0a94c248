"""Every key of a scenario, and every key of a pathway's JSON, stands on the page that is about it; and no other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import carbon
from carbon.files import amounts, records
from carbon.files.records import Written
from carbon.files.toml import Document
from carbon.scenarios import pathway_tables
from carbon.scenarios.measures import Measure, Purchase, Shift
from carbon.scenarios.scenario import CarbonPrice, Driver, Grid, Load, Scenario, Wanted
from carbon.tables import as_json
from tests.docs import pages

NAMES = {"intensity", "rules", "rules_sha256", "name", "title", "words", "market_based_t_co2e", "location_based_t_co2e"}
"""Objects whose keys are names, languages or quantiles."""


def _read(page: str) -> str:
    """Return the text of a page."""
    return (pages.ROOT / page).read_text(encoding="utf-8")


def _scenario_keys() -> set[str]:
    """Return every key that a scenario may have, the ids that its author chooses and the years apart."""
    nothing = Written(Document("", "nothing"), ("fuel_switch",), {})
    kinds = (Scenario, Driver, Load, Grid, CarbonPrice, Wanted, Measure, Purchase, Shift)
    return {key for kind in kinds for key in records.keys_of(kind, nothing) if not key.isdecimal()}


def test_scenario_keys_are_all_on_their_page() -> None:
    """Tables at the top, and what stands in each."""
    text = _read("docs/how-to/scenarios.md")
    for key in sorted(_scenario_keys()):
        assert re.search(rf"`\[?{key}(\.\w+)?\]?`", text), key


def test_no_other_key_is_on_the_page() -> None:
    """The first cells of its tables of keys name nothing that there is not."""
    text = _read("docs/how-to/scenarios.md").partition("## Keys")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (.+?) \|", text, re.MULTILINE):
        for name in re.findall(r"`\[?([a-z0-9_]+)[^`]*`", row):
            assert name in _scenario_keys() or name.isdecimal(), row


def test_kinds_of_numbers_are_all_on_their_page() -> None:
    """And the distributions."""
    text = _read("docs/how-to/scenarios.md")
    for kind in amounts.KINDS:
        assert f"\n| {kind} | " in text, kind
    for distribution in amounts.DISTRIBUTIONS:
        assert f"\n| `{distribution}`" in text, distribution


def test_json_keys_are_all_on_their_page() -> None:
    """Of a pathway that has everything; names of metrics and targets' keys are the scenario's own."""
    result = carbon.pathway(pages.ROOT / "docs" / "examples" / "kgi", scenario="forty-percent")
    text = _read("docs/how-to/what-if.md")
    for key in sorted(set(_keys(json.loads(as_json.text(pathway_tables.record(result)))))):
        assert f"`{key}`" in text or f"`{key}[]`" in text, key


def _keys(value: Any) -> Iterator[str]:  # noqa: ANN401 - whatever JSON has there
    """Yield the keys of objects, those apart whose keys are names."""
    if isinstance(value, list):
        for each in value:
            yield from _keys(each)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            if key not in NAMES:
                yield from _keys(inner)
