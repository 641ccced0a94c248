"""What may be said of a target: where a figure stands to its line, what the rule's checks say, how the rule stands."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from carbon.accounting.inventory import inventories
from carbon.accounting.result import InventoryResult
from carbon.cli import main
from carbon.model.problems import ProblemsError
from carbon.optimisation import optimise, plan_page
from carbon.scenarios import pathway_page, pathway_tables, whatif, whatif_tables
from carbon.scenarios.case import Case
from carbon.scenarios.pathway_result import PathwayResult
from carbon.tables import as_csv, as_json
from carbon.targets import target_page, target_tables, wording
from carbon.targets.choice import Ask
from carbon.targets.target import of_results, rule_of
from carbon.targets.target_result import TargetResult

KGI = Path("docs/examples/kgi")
CLAIM = re.compile(r"\b(met|missed|meets)\b")
"""A word that says more than arithmetic can."""
ACA = '[targets.ours]\nrule = "sbti-aca-2020"\nbase_year = 2022\n'


@functools.cache
def results() -> list[InventoryResult]:
    """Read the example's inventories once."""
    return inventories(KGI)


def run(*words: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(main, [*words])


def plan(folder: Path, text: str) -> Case:
    """Write a scenario beside the example's inventories."""
    file = folder / "plan.toml"
    file.write_text(text, encoding="utf-8")
    return Case(results(), KGI, file)


def pathway(folder: Path, text: str) -> PathwayResult:
    """Work a scenario out."""
    case = plan(folder, text)
    return case.pathway(case.scenario())


def in_json(folder: Path, text: str) -> dict[str, Any]:
    """Return a scenario as JSON."""
    found: dict[str, Any] = json.loads(as_json.text(pathway_tables.record(pathway(folder, text))))
    return found


def target(rule: str, target_year: int | None = 2030, **chosen: Any) -> TargetResult:  # noqa: ANN401 - as `Ask` has them
    """Work a target of the example out."""
    return of_results(results(), rule_of(rule, KGI), Ask(target_year=target_year, **chosen), 2022)


def test_one_phrase_for_a_target_in_both_languages() -> None:
    """Arithmetic first, then the checks, then the rule; never that a target is met."""
    aca = target("sbti-aca-2020", submitted=date(2025, 3, 1))
    gaps = (Fraction(1), Fraction(0), Fraction(-1))
    said = [wording.claim(aca, gap, "en") for gap in gaps]
    rest = "2 of 6 checks not met, 1 not assessed; rule superseded"
    assert said == [f"above the line; {rest}", f"on the line; {rest}", f"below the line; {rest}"]
    assert wording.claim(aca, Fraction(-1), "zh") == "低於目標路徑；6 項檢核中 2 項不符合、1 項未評估；規則已被取代"


def test_a_share_falls_short_below_its_line() -> None:
    """A share is asked for at least, so a gap lies below the line."""
    share = target("kgi-renewable")
    assert wording.claim(share, Fraction(1), "en") == "below the line; own rule"
    assert wording.claim(share, Fraction(-1), "en") == "above the line; own rule"


def test_an_experimental_rule_claims_nothing() -> None:
    """Its checks would be met or not, by our reading."""
    aca = target("sbti-aca-2026")
    assert wording.claim(aca, Fraction(-1), "en").endswith("by our reading")
    assert "checks would not be met" in wording.claim(aca, Fraction(-1), "en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_place_has_the_phrase(language: str) -> None:
    """A superseded rule is called so wherever a figure is held against it, and the checks that fail are counted."""
    case = Case(results(), KGI, KGI / "scenarios" / "forty-percent.toml")
    solved = whatif.solve(case, "renewable_share.2030")
    met = whatif.what_if(case, [(solved.name, solved.value)])
    pages = [
        pathway_page.text(case.pathway(case.scenario()), language=language),
        whatif_tables.text(replace(met, solved=solved), language=language),
        plan_page.text(optimise.of_case(case, targets=["science-based"]), language=language),
        target_page.text(target("sbti-aca-2020"), language=language),
    ]
    phrase = {"en": "2 of 6 checks not met, 3 not assessed; rule superseded", "zh": "規則已被取代"}[language]
    for page in pages:
        printed = " ".join(page.split())
        assert phrase in printed
        assert not CLAIM.search(re.sub(r"checks not met|\b(not )?met found", "", printed))
        assert "達成" not in printed.replace("不計入目標達成", "")


def test_another_share_is_not_the_rules() -> None:
    """80 and 100 % are SBTi's; 40 % is one's own, whatever form it borrows."""
    ours = target("re-share", share="40 %")
    assert ours.rule.titles["en"] == "Own target in the form of re-share: 40 % in 2030"
    assert "80" not in as_json.text(target_tables.record(ours)).partition('"source"')[0]
    assert json.loads(as_json.text(target_tables.record(ours)))["status"] == "own"
    theirs = target("re-share")
    assert (theirs.rule.titles["en"], theirs.rule.status) == (
        "Renewable electricity, 80 % by 2025 and 100 % by 2030", "in_force",
    )  # fmt: skip


def test_another_rate_is_not_the_rules() -> None:
    """An own rule of 2 % a year is another one at 3 %."""
    ours = target("kgi-water", None, rate="3 %")
    assert ours.rule.titles["en"] == "Own target in the form of kgi-water: 3 % a year"
    assert wording.claim(ours, None, "en").endswith("own target in the form of kgi-water")


def test_value_added_is_not_revenue() -> None:
    """Per revenue the value-added rule is not itself: a check says so, and the target is one's own."""
    revenue = target("sbti-intensity-economic", metric="net_revenue")
    denominator = next(check for check in revenue.checks if check.name == "denominator")
    assert denominator.met is False
    assert revenue.rule.status == "own"
    assert wording.claim(revenue, Fraction(-1), "en").endswith("own target in the form of sbti-intensity-economic")
    assert "SBTi" not in revenue.rule.titles["en"]


def test_a_target_after_the_end_is_not_projected(tmp_path: Path) -> None:
    """The last year of the scenario is named as what it is; nothing is said of the target year."""
    text = f"end = 2026\n{ACA}target_year = 2030\n"
    (held,) = in_json(tmp_path, text)["on_track"]
    assert (held["year"], held["target_year"], held["met"]) == (2026, 2030, None)
    assert (
        "ours (sbti-aca-2020) 2030: not projected; 2026: 6,167.98 t CO2e against at most 7,356.47"
        in pathway_page.text(pathway(tmp_path, text))
    )
    uncertain = f'{text}[electricity]\ngrowth = {{ value = "1 %/yr", low = "0 %/yr", high = "2 %/yr" }}\n'
    assert in_json(tmp_path, uncertain)["on_track"][0]["probability"] is None


def test_nothing_is_solved_for_a_year_that_is_not_reached(tmp_path: Path) -> None:
    """And the remedy works."""
    case = plan(tmp_path, f'end = 2028\n{ACA}target_year = 2030\n[renewable_share]\n2028 = "10 %"\n')
    with pytest.raises(ProblemsError, match="--set end=2030"):
        whatif.solve(case, "renewable_share.2028")
    assert whatif.solve(case, "renewable_share.2028", changes=[("end", "2030")]).year == 2030


def test_a_swept_target_year_has_no_figures_of_another(tmp_path: Path) -> None:
    """Beyond the scenario's end there is a line and no figure."""
    case = plan(tmp_path, f"end = 2030\n{ACA}target_year = 2030\n")
    swept = whatif.sweep(case, "targets.ours.target_year", ["2029", "2030", "2031"])
    rows = json.loads(as_json.text(whatif_tables.sweep(swept)))
    assert [row["year"] for row in rows] == [2029, 2030, 2031]
    assert [row["scope1_t_co2e"] for row in rows] == [462.416769, 462.416769, None]
    assert (rows[2]["target_t_co2e"], rows[2]["gap_t_co2e"]) == (5009.847584, None)


def test_the_most_recent_year_is_the_last_inventory_wherever_a_scenario_starts(tmp_path: Path) -> None:
    """What `carbon target` says and what a scenario that starts in 2022 is held against are one line."""
    text = 'start = 2022\nend = 2030\n[targets.ours]\nrule = "sbti-aca-2026"\nbase_year = 2022\ntarget_year = 2030\n'
    (held,) = in_json(tmp_path, text)["on_track"]
    assert held["required"] == 3932.355501
    (own,) = in_json(tmp_path, f"{text}most_recent_year = 2022\n")["on_track"]
    assert own["required"] == 5282.688464


def test_a_target_of_scope_3_is_called_so(tmp_path: Path) -> None:
    """First in the file, it is what the years are held against, under its own name."""
    text = f"end = 2030\n{ACA}target_year = 2030\nscopes = [3]\n"
    printed = as_csv.tidy(pathway_tables.record(pathway(tmp_path, text)), "result")
    assert "years,2030,target_t_co2e,2478.33,t CO2e" in printed
    assert "held_against,,scopes,3," in printed
    assert "scope_1_and_2" not in printed
    assert "Target line: ours · Scope 3" in pathway_page.text(pathway(tmp_path, text))
    assert in_json(tmp_path, text)["held_against"] == {
        "target": "ours", "rule": "sbti-aca-2020", "scopes": [3], "scope2_method": None,
    }  # fmt: skip


@pytest.mark.parametrize(("day", "first"), [("2024-06-30", 2028), ("2024-07-01", 2029), ("2025-03-15", 2029)])
def test_the_window_counts_in_halves(day: str, first: int) -> None:
    """SBTi's examples: 2028 to 2033 for the first half of 2024, 2029 to 2034 for the second."""
    for year, within in ((first - 1, False), (first, True), (first + 5, True), (first + 6, False)):
        aca = target("sbti-aca-2020", year, submitted=date.fromisoformat(day))
        assert next(check.met for check in aca.checks if check.name == "window") is within


def test_exemptions_are_data_of_the_rule() -> None:
    """The renewable criterion names 2030 itself, so no window is asked of it; of a share of one's own it is."""
    late = date(2029, 3, 1)
    theirs, ours = target("re-share", submitted=late), target("re-share", share="40 %", submitted=late)
    for found, met in ((theirs, True), (ours, False)):
        assert next(check.met for check in found.checks if check.name == "window") is met


@pytest.mark.parametrize("share", ["0.4", '"40"', '"0.4"'])
def test_a_percentage_of_a_target_needs_its_sign(tmp_path: Path, share: str) -> None:
    """`share = 0.4` could be 0.4 % or 40 %."""
    text = f'end = 2030\n[targets.ours]\nrule = "re-share"\nshare = {share}\n'
    with pytest.raises(ProblemsError, match='Write it with its sign, like "40 %"'):
        pathway(tmp_path, text)
    assert pathway(tmp_path, text.replace(share, '"40 %"')).targets["ours"].line(2030) == Fraction(2, 5)


@pytest.mark.parametrize(
    "words",
    [
        ("whatif", str(KGI), "--scenario", "forty-percent", "--solve", "renewable_share.2030", "--target", "42"),
        ("optimise", str(KGI), "--scenario", "forty-percent", "--gap", "2"),
    ],
)
def test_a_percentage_of_an_option_needs_its_sign(words: tuple[str, ...]) -> None:
    """One rule for every place."""
    refused = run(*words)
    assert refused.exit_code in {1, 2}
    assert "Write it with its sign" in refused.stderr
