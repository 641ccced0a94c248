"""What is true of a result in every format, whatever the result is."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from carbon import formats
from carbon.tables.description import Description
from tests.pathways.test_tidy import missing

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "formats.md"


@contextmanager
def described(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[Description, Description]]]:
    """Yield a list that fills with the descriptions of what commands print, each with its Chinese one."""
    descriptions: list[tuple[Description, Description]] = []
    describe = formats.describe

    def keep(result: object, **options: Any) -> Description:  # noqa: ANN401 - as it has them
        several = tuple(result) if isinstance(result, Iterable) else result
        descriptions.append((describe(several, **options), describe(several, **{**options, "language": "zh"})))
        return descriptions[-1][0]

    with monkeypatch.context() as patched:
        patched.setattr(formats, "describe", keep)
        yield descriptions


def documents(text: str) -> Iterator[Any]:
    """Yield the JSON documents of a text."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        at += len(text[at:]) - len(text[at:].lstrip())


def check(description: Description, chinese: Description, words: str) -> None:
    """Hold the formats to each other: CSV has what JSON has, data frames have types, the page is in two languages."""
    assert description.text("table").strip()
    assert re.search("[\u4e00-\u9fff]", chinese.text("table"))
    assert (description.text("table") == chinese.text("table")) is ("--language zh" in words)
    printed = list(documents(description.text("json")))
    text = description.text("csv")
    heads, *rows = csv.reader(io.StringIO(text))
    assert all(len(row) == len(heads) for row in rows)
    year = re.search(r"^carbon explain .* --year (\d+)", words)
    if description.flat is None:
        assert missing(text, [{"year": year[1], **figure} for figure in printed[0]] if year else printed) == []
    tables = description.frames()
    assert tables
    for name, table in tables.items():
        assert table.columns.is_unique, name
        assert "object" not in {str(kind) for kind in table.dtypes}, name


def documented() -> dict[str, tuple[str, set[str]]]:
    """Return, by command, the type of its result and the data frames that the page names."""
    row = re.compile(r"^\| `(carbon [\w ]+)` \| (.*?) \| .* \| (.*) \|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text(encoding="utf-8"))
    return {command: (result, set(re.findall(r"`(\w+)`", names))) for command, result, names in rows}
