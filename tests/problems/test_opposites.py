"""No message says the opposite of what it found: a rule that was broken is told as one, not as a fact."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import carbon

AS_A_FACT = re.compile(
    r"\b(is|are) (not negative|never negative|more than 0|above 0|below the (second|last|next)|positive)\b"
    r"|\b(share|rate|efficiency|number) lies (between|above|below)\b|\bThis is a table\b|\bIt is a whole number\b"
    r"|\b(A|An|Each|Every) \w+( \w+)? (has|have|names|makes?|saves|needs) (scopes|either|scope|where|a source) "
)
"""How a rule sounds when it is told as a fact: where it is broken, the reader is told the opposite of what is so."""


def _texts(path: Path) -> Iterator[str]:
    """Yield every text of a module that is no docstring, with what is put into it left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in lone:
            yield node.value


def test_no_message_tells_a_broken_rule_as_a_fact() -> None:
    """Beside a negative quantity, "the quantity is not negative" is false: say what it is, and what it has to be."""
    root = Path(carbon.__file__).parent
    found = {
        (str(path.relative_to(root)), text)
        for path in sorted(root.rglob("*.py"))
        for text in _texts(path)
        if AS_A_FACT.search(text)
    }
    assert not found
