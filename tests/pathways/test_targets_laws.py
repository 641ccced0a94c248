"""Laws of targets: paths begin at the base year, end at the target and go one way; what is not assessed is not met."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import carbon
from carbon.model.terms import RuleStatus, Scope2Method, TargetForm, TargetQuantity
from carbon.tables import as_json
from carbon.targets import target_page, target_tables, wording
from carbon.targets.choice import TargetChoice
from carbon.targets.paths import FORMS
from carbon.targets.progress import Actuals
from carbon.targets.rules import TargetRule
from carbon.targets.sector import SectorCurve
from carbon.targets.target import known_rules
from carbon.targets.target_result import Check, Note
from tests.examples import examples

ROOT = Path(__file__).resolve().parents[2]
KGI = ROOT / "docs" / "examples" / "kgi"
RULES = {**known_rules(), **known_rules(KGI)}
SECTOR = SectorCurve({2000: Fraction(900), 2030: Fraction(300), 2050: Fraction(10)})
SHARES = {TargetForm.SHARE_POINTS, TargetForm.FIVE_YEAR_CYCLE}

QUICKLY = examples(30)

kilograms = st.fractions(min_value=Fraction(1, 1000), max_value=10**9, max_denominator=10**6)
ratios = st.fractions(min_value=0, max_value=1, max_denominator=1000)


@st.composite
def drawn(draw: st.DrawFn, name: str) -> tuple[TargetChoice, Actuals]:
    """Draw a choice under a rule, and a base year's quantity."""
    rule = RULES[name]
    base_year = draw(st.integers(2015, 2026))
    longest = rule.parameters.cycle_years or 12
    last = max(rule.parameters.points, default=base_year + longest)
    target_year = draw(st.integers(base_year + 1, min(last, base_year + longest)))
    base = draw(ratios if rule.least else kilograms)
    share = draw(kilograms)
    emissions = {base_year: {1: share, 2: base}}
    choice = TargetChoice(
        rule=rule,
        base_year=base_year,
        target_year=target_year,
        scopes=(1,) if rule.form is TargetForm.FIVE_YEAR_CYCLE else (1, 2),
        method=None if rule.form is TargetForm.FIVE_YEAR_CYCLE else Scope2Method.MARKET,
        rate=draw(ratios) if rule.form is TargetForm.FIVE_YEAR_CYCLE else None,
        sector=SECTOR,
    )
    if rule.form is TargetForm.RECENT_YEAR_CONTRACTION:
        base = share + base
    return choice, Actuals("kg CO2e", {base_year: base}, {base_year: base}, emissions, {base_year: Fraction(1)})


@pytest.mark.parametrize("name", RULES)
@QUICKLY
@given(data=st.data())
def test_paths(name: str, data: st.DataObject) -> None:
    """A path begins with the base year's quantity, has every year up to the target, and goes one way."""
    choice, actuals = data.draw(drawn(name))
    values = FORMS[choice.rule.form](choice, actuals).values
    assert list(values) == list(choice.years)
    assert values[choice.base_year] == actuals.quantity[choice.base_year]
    steps = [values[year + 1] - values[year] for year in choice.years[:-1]]
    assert all(step >= 0 for step in steps) if choice.rule.least else all(step <= 0 for step in steps)
    assert all(value >= 0 for value in values.values())


@QUICKLY
@given(
    base_year=st.integers(2015, 2030),
    years=st.integers(1, 15),
    base=kilograms,
)
def test_absolute_contraction_ends_at_its_minimum(base_year: int, years: int, base: Fraction) -> None:
    """The last year has the least reduction, whatever the base."""
    rule = RULES["sbti-aca-2020"]
    choice = TargetChoice(rule, base_year, base_year + years)
    values = FORMS[rule.form](choice, Actuals("kg CO2e", {base_year: base})).values
    counted = choice.target_year - min(base_year, 2020)
    assert values[choice.target_year] == base * (1 - min(Fraction(1), Fraction(42, 1000) * counted))


@QUICKLY
@given(
    met=st.sampled_from([True, False, None]),
    name=st.sampled_from(sorted(RULES)),
    language=st.sampled_from(["en", "zh"]),
)
def test_words_of_a_verdict(met: bool | None, name: str, language: str) -> None:
    """What is not assessed is never said to be met; under an experimental rule nothing is, only what would be."""
    rule = RULES[name]
    words = wording.verdict(Check("window", met, Note("not_submitted"), Note("not_submitted")), rule, language)
    if met is None:
        assert words in {"not assessed", "未評估"}
    elif rule.status is RuleStatus.EXPERIMENTAL:
        assert words.startswith(("would ", "依本專案"))
        assert "by our reading of" in words or "解讀" in words
    else:
        assert words in {"met", "not met", "符合", "不符合"}


EXPERIMENTAL = sorted(name for name, rule in RULES.items() if rule.status is RuleStatus.EXPERIMENTAL)


@pytest.mark.parametrize("name", EXPERIMENTAL)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_experimental_rule_never_says_meets(name: str, language: str) -> None:
    """Neither in the table nor in the JSON."""
    rule: TargetRule = RULES[name]
    share = "30 %" if rule.form is TargetForm.FIVE_YEAR_CYCLE else None
    result = carbon.target(KGI, rule=name, target_year=2027, share=share)
    table, line = (
        target_page.text(result, language=language),
        as_json.text(target_tables.record(result, language=language)),
    )
    for words in (table, line):
        assert not re.search(r"\bmeets\b|(?<!be )\bmet\b(?!\")", words)
        assert not re.search(r"(?<!預期)(?<!預期不)(?<!不作)符合", words)
    assert '"met": true' not in line
    assert '"met": false' not in line
    assert ("experimental" if language == "en" else "試行") in table


def test_a_rule_without_conformity_is_never_assessed() -> None:
    """Every check of it is left open, whatever was found."""
    result = carbon.target(KGI, rule="sbti-cnz-v2", target_year=2027, scopes=[1], rate="5.5 %")
    assert result.checks
    assert {check.met for check in result.checks} == {None}
    assert result.quantity is TargetQuantity.EMISSIONS
    assert result.minimum_reduction == Fraction(275, 1000)
