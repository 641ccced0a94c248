"""Where keys of TOML are written: a fault stands at its own line, whatever stands before it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from carbon.files import records, toml_rows
from carbon.files.toml import Document
from carbon.model.sentences import say
from carbon.targets.rules import Parameters

DOCUMENT = '''\
# [not.a.table]
organisation = "Example [Ltd]"   # says = "nothing"
note = """
[years.2031]
gwp_set = "none"
"""

[years.2024]
start = 2024-01-01

[[exclude]]
activity = "water/supply"
reason = "good"

[[exclude]]
"activity" = 'paper/a4'
reason = ""

[factors]
datasets = [
    "own",  # ours, "first"
    "uk-desnz",
]
variants = { "petrol/mobile" = "blend", diesel = { a = 1, b = [2, 3] } }

[[a.b]]
[a.b.c]
d = 1
[[a.b]]
e.f = 2
[a.b.c]
d = 3
'''


def test_every_key_has_its_row() -> None:
    """Entries of arrays, dotted keys, quoted ones, values over several lines, and what only looks like a key."""
    rows = toml_rows.rows(DOCUMENT)
    lines = DOCUMENT.split("\n")
    expected = {
        ("organisation",): 2, ("note",): 3, ("years", "2024"): 8, ("exclude",): 11, ("exclude[1]", "reason"): 13,
        ("exclude[2]",): 15, ("exclude[2]", "activity"): 16, ("exclude[2]", "reason"): 17,
        ("factors", "datasets[2]"): 22, ("factors", "variants", "diesel", "b[2]"): 24, ("a", "b[1]", "c", "d"): 28,
        ("a", "b[2]", "e", "f"): 30, ("a", "b[2]", "c", "d"): 32,
    }  # fmt: skip
    assert {path: rows[path] for path in expected} == expected
    assert not any("2031" in part for path in rows for part in path)
    assert lines[rows["exclude[2]", "reason"] - 1] == 'reason = ""'


texts = st.text(st.sampled_from("ab\"'\\\n#[]{}=.,é 1"), max_size=6)
leaves = st.one_of(texts, st.integers(-99, 99), st.booleans(), st.dates())
trees = st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))


def paths(tree: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - whatever TOML has
    """Yield the path of every value of a document, entries of arrays by their number."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield (*path, key)
            yield from paths(value, (*path, key))
    elif isinstance(tree, list) and path:
        for number, value in enumerate(tree, start=1):
            entry = (*path[:-1], f"{path[-1]}[{number}]")
            yield entry
            yield from paths(value, entry)


@given(st.dictionaries(st.text(st.sampled_from("ab-_1"), min_size=1, max_size=4), trees, max_size=4))
def test_every_value_of_every_document_has_a_row(tree: dict[str, Any]) -> None:
    """Whatever stands in a document, each of its values is found, and rows do not go backwards within a table."""
    text = tomlkit.dumps(tree)
    document = tomllib.loads(text)
    rows = toml_rows.rows(text)
    for path in paths(document):
        assert path in rows, path
    assert all(1 <= row <= text.count("\n") + 1 for row in rows.values())


def test_a_fault_in_the_second_entry_is_told_there() -> None:
    """The line that is quoted is the one that is wrong."""
    document = Document(DOCUMENT, "carbon.toml")
    document.problem("missing-setting", ("exclude[2]", "reason"), say("There is no reason."))
    document.problem("missing-setting", ("exclude[2]",), say("There is no reason."))
    document.problem("unknown-key", ("exclude[2]", "unknown"), say("There is no such key."))
    assert [problem.place.row for problem in document.problems] == [17, 15, 15]
    assert document.problems[0].excerpt == 'reason = ""'


def test_a_fault_in_the_second_rate_of_a_rule_is_told_there() -> None:
    """The same holds of the arrays of a rule."""
    text = "[[ambition]]\nscopes = [1, 2]\npercent_per_year = 4.2\n"
    text += '[[ambition]]\nscopes = [3]\npercent_per_year = "x"\n'
    document = Document(text, "rule.toml")
    records.read(Parameters, document)
    (problem,) = document.problems
    assert problem.place.row == len(text.splitlines())
    assert problem.place.column == "ambition[2].percent_per_year"
