"""The catalogue of messages: each sentence of the code has its Chinese, with the same parts."""

from __future__ import annotations

import ast
import csv
import pickle
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from carbon.model.problems import Place, Problem, listed, report
from carbon.model.sentences import Sentence, joined, say, several
from carbon.model.terms import Severity
from carbon.tables.messages import catalogue, in_language, translator

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "carbon" / "tables" / "messages.csv"
LIBRARY = {("units", "reason"), ("units", "dimension"), ("words", "meaning")}
"""Tables of the library, and their columns whose texts messages say: why a unit is refused, what a word can mean."""
SAYING = {"say": (0, 1), "FaultError": (0, 1), "AmountError": (0, 1), "unfit": (1, 2), "several": (1, 3)}
"""What makes a sentence, and where its templates stand among the arguments."""
TAKE_BOTH = {"FaultError", "AmountError"}
"""What takes a sentence, or a template and its parts."""
TWO_NAMES = "{en}"
"""The template of what has a name in each language in the library."""
NUMBER = {"count"}
"""What one thing need not be told, and several do."""


def _said() -> Iterator[tuple[str, ast.expr]]:
    """Yield where a sentence is said in the code, and its template."""
    for path in sorted((ROOT / "carbon").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYING:
                first, last = SAYING[node.func.id]
                templates = node.args[first:last]
                if node.func.id in TAKE_BOTH and not isinstance(templates[0], ast.Constant):
                    continue
                yield from ((f"{path.relative_to(ROOT)}:{node.lineno}", template) for template in templates)


def _parts(template: str) -> set[str]:
    """Return the names of the parts of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _templates() -> set[str]:
    """Return every template that the code says."""
    return {node.value for _, node in _said() if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def _of_library() -> set[str]:
    """Return the texts of the library that messages say."""
    texts = set()
    for name, column in LIBRARY:
        table = (ROOT / "emission_factors" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        texts |= {
            row[column].replace("_", " ") if column == "dimension" else row[column] for row in csv.DictReader(table)
        }
    return texts - {""}


def test_every_template_is_written_where_it_is_said() -> None:
    """A template is no variable, so that whoever reads the code reads the message, and this test finds it."""
    assert [place for place, node in _said() if not isinstance(node, ast.Constant)] == []


def test_every_sentence_has_its_chinese_and_no_other() -> None:
    """Each template has one line, each line is said, and none is empty."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["en", "zh"]
    assert all(len(row) == 2 and all(row) for row in rows)
    assert [en for en, times in Counter(en for en, _ in rows).items() if times > 1] == []
    assert {en for en, _ in rows} == _templates() | _of_library()


def test_both_languages_have_the_same_parts() -> None:
    """No number, name or unit is lost on the way; only what is said of one thing may leave its number out."""
    differ = {en: zh for en, zh in catalogue().items() if (_parts(en) ^ _parts(zh)) - NUMBER}
    assert set(differ) <= {TWO_NAMES}


def test_chinese_has_chinese_marks() -> None:
    """Sentences end in 。, and no half-width comma or quotation mark stands between Chinese words."""
    halves = [
        zh for zh in catalogue().values() if any(f"{mark}{letter}" in zh for mark in ",;:" for letter in "的是請不")
    ]
    assert halves == []
    ends = [zh for en, zh in catalogue().items() if en.endswith(".") and not zh.endswith(("。", "}"))]
    assert ends == []


def test_a_sentence_is_its_english() -> None:
    """It is compared, sorted, joined and pickled as a text, and still knows its parts."""
    why = say('"{unit}" measures {measured}.', unit="km", measured=joined(["mass", "volume"], " or "))
    assert why == '"km" measures mass or volume.'
    assert sorted([why, "!"]) == ["!", why]
    again = pickle.loads(pickle.dumps(why))  # noqa: S301 - its own
    assert (again, again.template, again.parts) == (why, why.template, why.parts)
    assert isinstance(again.parts["measured"], Sentence)


def test_a_part_may_hold_anything() -> None:
    """Braces, signs and templates in what a user wrote are text and no parts."""
    odd = "{row} {0} % \\"
    assert say("row {row}", row=odd) == f"row {odd}"
    assert in_language(say("row {row}", row=odd), "zh") == f"第 {odd} 列"
    assert in_language(odd, "zh") == odd


def test_problems_in_chinese() -> None:
    """Place, kind, excerpt as it is written, reason, the other rows, and the count at the end."""
    why = say('"{key}" is not a declared key.', key="yaer")
    refused = Problem("unknown-key", why, Place("a.csv", 3, "unit"), "a,b", 9, also=(4, 5))
    warned = Problem("unknown-key", why, Place("", 0, "year"), severity=Severity.WARNING)
    assert report([refused, warned], translator("zh")).splitlines() == [
        "a.csv 第 3 列，unit：unknown-key",
        "  a,b",
        "  「yaer」不是可用的鍵。",
        "  第 4、5 列與另外 6 列也有相同問題。",
        "",
        "year：unknown-key（注意事項）",
        "  「yaer」不是可用的鍵。",
        "",
        "1 個檔案，1 個問題。未進行任何計算。",
    ]
    assert report([refused, warned]).splitlines()[-1] == "1 problem in 1 file. Nothing was calculated."


def test_lists_in_chinese() -> None:
    """What is listed is quoted and parted as each language does it."""
    assert listed(["kWh", "MWh"]) == '"kWh", "MWh"'
    assert in_language(listed(["kWh", "MWh"]), "zh") == "「kWh」、「MWh」"
    assert in_language(several(1, "1 row", "{count:,} rows"), "zh") == "1 列"
    assert in_language(several(1200, "1 row", "{count:,} rows"), "zh") == "1,200 列"


@pytest.mark.parametrize("arguments", [["--help"], ["factors", "list", "--geography", "TW", "--year", "2024"]])
def test_english_reads_no_catalogue(arguments: list[str]) -> None:
    """Who asks for English does not wait for the Chinese."""
    code = (
        "import sys; from carbon.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "messages = sys.modules.get('carbon.tables.messages')\n"
        "assert messages is None or not messages.catalogue.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
