"""Digests are of what was said: of canonical JSON, never of how Python writes a value or of what a class looks like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

import carbon
from carbon.model import digests

CARBON = Path(carbon.__file__).parent


@dataclass
class Rule:
    """A rule as it was."""

    name: str
    rate: Fraction


@dataclass(frozen=True, slots=True)
class LearnedRule:
    """The same rule, with its fields in another order and what was learned since."""

    rate: Fraction
    name: str
    least: bool = False
    years: int = 5
    against: str = "base_year"
    scopes: tuple[int, ...] = (1, 2)
    points: dict[int, Fraction] = field(default_factory=lambda: {2030: Fraction(1, 2)})


class RuleRow(NamedTuple):
    """What was said as a list."""

    name: str
    rate: Fraction


def test_a_new_field_with_a_default_moves_no_digest() -> None:
    """What was said before has the same digest in a class that knows more; what is said otherwise has another."""
    before = digests.of(Rule("a", Fraction(21, 500)))
    assert digests.of(LearnedRule(Fraction(21, 500), "a")) == before
    assert digests.of({"rate": Fraction(42, 1000), "name": "a"}) == before
    assert digests.of(LearnedRule(Fraction(21, 500), "a", least=True)) != before
    assert digests.of(LearnedRule(Fraction(21, 500), "a", points={})) == before
    assert digests.of(RuleRow("a", Fraction(21, 500))) == digests.of(["a", Fraction(21, 500)])


@pytest.mark.parametrize("value", [object(), 1.5, {1, 2}, Rule], ids=["object", "float", "set", "class"])
def test_what_has_no_canonical_form_has_no_digest(value: object) -> None:
    """Nothing is digested by its text in Python: what JSON has no form for is refused."""
    with pytest.raises(TypeError, match="no canonical form"):
        digests.of(value)


def test_the_digest_of_a_value_is_that_of_its_json() -> None:
    """The same value as a class, a mapping and the JSON itself, with its keys in order and no blanks."""
    said = {"on": date(2024, 1, 31), "b": [1, None, "二"], "a": True}
    assert digests.canonical(said) == '{"a":true,"b":[1,null,"二"],"on":"2024-01-31"}'
    assert digests.of(said) == digests.of_bytes('{"a":true,"b":[1,null,"二"],"on":"2024-01-31"}'.encode())


def test_only_one_module_takes_digests() -> None:
    """Whoever wants a sha256 asks `carbon.model.digests`, which takes none of a text of Python's."""
    takers = [path for path in sorted(CARBON.rglob("*.py")) if "hashlib" in path.read_text(encoding="utf-8")]
    assert [path.relative_to(CARBON).as_posix() for path in takers] == ["model/digests.py"]
    assert "repr(" not in takers[0].read_text(encoding="utf-8")


def test_a_scenario_has_the_digest_of_what_it_says(tmp_path: Path) -> None:
    """Comments, blanks and the order of keys move nothing; a number does."""
    digest = {
        name: _digest_of(tmp_path / f"{name}.toml", text)
        for name, text in {
            "plain": 'end = 2030\ntitle = "A"\n[drivers.employees]\ngrowth = "1 %/yr"\n',
            "other": '# why\ntitle   = "A"\nend = 2030 # when\n\n[drivers]\nemployees = { growth = "1 %/yr" }\n',
            "moved": 'end = 2030\ntitle = "A"\n[drivers.employees]\ngrowth = "2 %/yr"\n',
        }.items()
    }
    assert digest["plain"] == digest["other"] != digest["moved"]


def _digest_of(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return carbon.pathway(CARBON.parent / "docs" / "examples" / "kgi", scenario=path).provenance.scenario_sha256
