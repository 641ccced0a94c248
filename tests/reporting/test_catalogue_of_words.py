"""The catalogue of words: both languages for each, one Chinese for an English text, and none that nothing says."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest

from carbon.tables import words

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "carbon" / "tables" / "words.csv"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "carbon").rglob("*.py")))


def placeholders(text: str) -> list[str]:
    """Return the places of a text that are filled in; without names, their number alone."""
    return sorted(re.sub(r"^\d+$", "", name) for name in re.findall(r"\{(\w*)", text))


def test_every_word_has_both_languages() -> None:
    """No word is empty, no key comes twice, and the places to be filled in are the same."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert all(len(row) == 3 and all(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    differ = [key for key, en, zh in rows if placeholders(en) != placeholders(zh)]
    assert [key for key in differ if key != "lineage/rows"] == []  # only English has a plural
    with pytest.raises(ValueError, match="not written in 'fr'"):
        words.word("scope_1", "fr")


def test_no_english_text_has_two_chinese_ones() -> None:
    """A term is one term."""
    chinese = defaultdict(set)
    for key, (en, zh) in words.WORDS.items():
        if not key.startswith("mark/"):  # a comma is one mark in English, and two in Chinese
            chinese[en].add(zh)
    assert {en: texts for en, texts in chinese.items() if len(texts) > 1} == {}


def test_every_word_is_said() -> None:
    """Each key stands in the code, whole or by its last part: words that nothing says are taken out."""
    made = re.compile(
        r"^(chart/)?(rung|carrier|metric|note|ladder|column|outcome|agreement)/|/(check|claim|place)/|^scope_|^(chart/)?(t|kg)_co2|"
        r"_(checks|failed|left)$"
    )
    unsaid = [
        key
        for key in words.WORDS
        if not made.search(key) and not re.search(rf"""["'/}}]{re.escape(key.rpartition("/")[2])}["']""", CODE)
    ]
    assert set(unsaid) <= {"by_month", "by_year_part", "mark/clause"}  # rules of editions, by their own names
