"""What is refused of a target: every refusal, word for word, with the option that it points at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import carbon
from carbon.accounting.result import InventoryResult
from carbon.model.problems import ProblemsError
from carbon.targets.choice import Ask
from carbon.targets.sector import SectorCurve
from carbon.targets.target import known_rules, of_results

KGI = Path(__file__).parents[2] / "docs" / "examples" / "kgi"
ONE = Fraction(1)
CURVES = {
    "falling": SectorCurve({2020: ONE, 2050: ONE / 10}, {}, "sector.csv"),
    "late": SectorCurve({2024: ONE, 2040: ONE / 2}, {}, "sector.csv"),
    "flat": SectorCurve({2020: ONE, 2050: ONE}, {}, "sector.csv"),
    "empty": SectorCurve({}, {}, "sector.csv"),
}
"""Intensities of a sector [t CO2e per unit] by year."""
REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "sbti-aca-2020, --rate": (
        {"rate": "4 %/yr"},
        "bad-target",
        ("A yearly rate is for rules that leave it open, and sbti-aca-2020 is none. Leave --rate out."),
    ),
    "sbti-aca-2020, --share": (
        {"share": "40 %"},
        "bad-target",
        ("A share is for rules about renewable electricity, and sbti-aca-2020 is none. Leave --share out."),
    ),
    "sbti-aca-2020, --metric": (
        {"metric": "employees"},
        "bad-target",
        ("A metric is for rules about an intensity, and sbti-aca-2020 is none. Leave --metric out."),
    ),
    "sbti-aca-2020, --growth": (
        {"growth": "2 %/yr"},
        "bad-target",
        ("The growth of a metric is for rules about an intensity, and sbti-aca-2020 is none. Leave --growth out."),
    ),
    "sbti-aca-2020, --activity": (
        {"activity": "electricity"},
        "bad-target",
        ("An activity is for rules about its quantity, and sbti-aca-2020 is none. Leave --activity out."),
    ),
    "re-share, --scopes": (
        {"scopes": (1,)},
        "bad-target",
        ("Scopes are for rules about emissions, and re-share is none. Leave --scopes out."),
    ),
    "sbti-aca-2020, --sector": (
        {"sector": "falling"},
        "bad-target",
        ("A sector's curve is for rules of sectoral convergence, and sbti-aca-2020 is none. Leave --sector out."),
    ),
    "sbti-aca-2020, --most-recent-year": (
        {"most_recent_year": 2023},
        "bad-target",
        (
            "The most recent year is for rules that start from it, and sbti-aca-2020 is none. Leave "
            "--most-recent-year out."
        ),
    ),
    "sbti-aca-2020, --net-zero-year": (
        {"net_zero_year": 2040},
        "bad-target",
        (
            "A net-zero year is for rules that start from the most recent year, and sbti-aca-2020 is "
            "none. Leave --net-zero-year out."
        ),
    ),
    "sbti-aca-2020, --base-year": (
        {"base_year": None},
        "bad-target",
        ("No base year is named. Give --base-year, or write base_year = 2022 into carbon.toml."),
    ),
    "sbti-aca-2020, --target-year": (
        {"target_year": None},
        "bad-target",
        ("The rule sbti-aca-2020 names no target year. Give one: --target-year 2030."),
    ),
    "sbti-aca-2020, --target-year (2)": (
        {"target_year": 2022},
        "target-before-base",
        ("The target year 2022 is not after the base year 2022.\nChoose a later target year, or an earlier base year."),
    ),
    "sbti-aca-2020, --submitted": (
        {"submitted": date(2021, 12, 31)},
        "bad-target",
        (
            "The target cannot be submitted on 2021-12-31, before its base year 2022 began.\n"
            "Give the day on which it is, or leave --submitted out."
        ),
    ),
    "sbti-aca-2020, --scopes": (
        {"scopes": ()},
        "bad-target",
        ("The scopes are none. Name some of 1, 2 and 3: --scopes 1,2."),
    ),
    "sbti-aca-2020, --scopes (2)": (
        {"scopes": (1, 4)},
        "bad-target",
        ("The scopes are 1, 4. Name some of 1, 2 and 3: --scopes 1,2."),
    ),
    "sbti-aca-2020, --scope2-method": (
        {"scope2_method": "market"},
        "bad-target",
        ('"market" is not a scope 2 method. Nearest: "market_based".'),
    ),
    "sbti-aca-2020, --scopes (3)": (
        {"scopes": (1, 2, 3)},
        "bad-target",
        (
            "The rule sbti-aca-2020 has no target for the scopes 1, 2, 3 together: their rates differ.\n"
            "Set separate targets: --scopes 1,2 and --scopes 3."
        ),
    ),
    "sbti-aca-2020, --base-year (2)": (
        {"base_year": 2019},
        "bad-target",
        (
            "The base year 2019 has no inventory. There is: 2022, 2023, 2024.\n"
            "Choose one of them, or add [years.2019] and its activity data."
        ),
    ),
    "sda, --sector": (
        {"metric": "net_revenue"},
        "bad-target",
        (
            "The rule needs your sector's intensities by year, which are not published freely.\n"
            "Give a CSV with the columns year, intensity [t CO2e per unit] and, if you have it, "
            "activity: --sector FILE."
        ),
    ),
    "sda, --sector (2)": (
        {"metric": "net_revenue", "sector": "late"},
        "bad-target",
        ("The sector's curve goes from 2024 to 2040. It is needed from the base year 2022 to 2050."),
    ),
    "sda, --sector (3)": (
        {"metric": "net_revenue", "sector": "empty"},
        "bad-target",
        ("The sector's curve goes from – to –. It is needed from the base year 2022 to 2050."),
    ),
    "sda, --sector (4)": (
        {"metric": "net_revenue", "sector": "flat"},
        "bad-target",
        ("The sector's intensity is the same in 2022 and 2050."),
    ),
    "sda, --target-year": (
        {"metric": "net_revenue", "sector": "falling", "target_year": 2051},
        "bad-target",
        ("The rule ends in 2050; choose a target year up to then."),
    ),
    "sda, --metric": (
        {"sector": "falling"},
        "bad-target",
        (
            'The target is an intensity: say of what. metrics.csv has of 2022: "net_revenue".\n'
            "Give one of them: --metric net_revenue."
        ),
    ),
    "sda, --metric (2)": (
        {"metric": "employee", "sector": "falling"},
        "bad-target",
        (
            'metrics.csv has no "employee" in the base year 2022; it has: "net_revenue".\n'
            "Add a row, or choose another metric or base year."
        ),
    ),
    "sbti-cnz-v2, --rate": (
        {"rate": "4"},
        "bad-target",
        ('The value is 4. Write it with its sign, like "4.2 %".'),
    ),
    "sbti-cnz-v2, --rate (2)": (
        {"rate": "101 %/yr", "target_year": 2027},
        "bad-target",
        ("101 %/yr is not between 0 % and 100 %."),
    ),
    "sbti-cnz-v2, --share": (
        {"share": "101 %", "target_year": 2027},
        "bad-target",
        ("101 % is not between 0 % and 100 %."),
    ),
    "sbti-cnz-v2, --scopes": (
        {"rate": "4 %/yr", "target_year": 2027},
        "bad-target",
        ("Under sbti-cnz-v2 each scope has its own target. Run once with --scopes 1, once with --scopes 2."),
    ),
    "sbti-cnz-v2, --target-year": (
        {"rate": "4 %/yr", "scopes": (1,)},
        "bad-target",
        ("A cycle lasts 5 years at most. Choose a target year up to 2027."),
    ),
    "sbti-cnz-v2, --scope2-method": (
        {"rate": "4 %/yr", "scopes": (2,), "target_year": 2027},
        "bad-target",
        (
            "Under sbti-cnz-v2 a reduction of scope 2 is measured location-based: --scope2-method "
            "location_based.\n"
            "The other way is a share of electricity: --share PERCENT."
        ),
    ),
    "sbti-cnz-v2, --rate (3)": (
        {"scopes": (1,), "target_year": 2027},
        "bad-target",
        (
            "The yearly rate of sbti-cnz-v2 comes out of SBTi's own tool and is not published.\n"
            "Give yours: --rate PERCENT; for scope 2 also as a share of electricity: --share PERCENT."
        ),
    ),
    "sbti-intensity-economic, --growth": (
        {"growth": "-91 %/yr", "metric": "employees"},
        "bad-target",
        ("-91 %/yr is not between -90 % and 1000 %."),
    ),
    "sbti-intensity-economic, --growth (2)": (
        {"growth": "1001 %/yr", "metric": "employees"},
        "bad-target",
        ("1001 %/yr is not between -90 % and 1000 %."),
    ),
    "sbti-aca-2026, --most-recent-year": (
        {"most_recent_year": 2030},
        "bad-target",
        ("The most recent year 2030 is not between the base year and the target year."),
    ),
    "sbti-aca-2026, --most-recent-year (2)": (
        {"most_recent_year": 2021},
        "bad-target",
        ("The most recent year 2021 is not between the base year and the target year."),
    ),
    "sbti-aca-2026, --most-recent-year (3)": (
        {"most_recent_year": 2026},
        "bad-target",
        ("There is no inventory with these scopes in 2026, but 2022, 2023, 2024."),
    ),
    "re-share, --target-year": (
        {"target_year": 2041},
        "bad-target",
        ("The last point of re-share is in 2030: choose a base year before it and a target year up to then."),
    ),
    "kgi-net-zero, --target-year": (
        {"target_year": 2051},
        "bad-target",
        ("The last point of kgi-net-zero is in 2040: choose a base year before it and a target year up to then."),
    ),
    "kgi-water, --activity": (
        {"activity": "waters"},
        "bad-target",
        (
            'There is no "waters" in the base year 2022. Nearest: "water/supply".\n'
            "Name an activity that has data, in one dimension."
        ),
    ),
    "kgi-water, --activity (2)": (
        {"activity": "nothing/like/it"},
        "bad-target",
        (
            'There is no "nothing/like/it" in the base year 2022. Nearest: "diesel/stationary", '
            '"electricity", "natural_gas/stationary".\n'
            "Name an activity that has data, in one dimension."
        ),
    ),
}


@pytest.fixture(scope="module")
def inventories() -> list[InventoryResult]:
    """Return the inventories of 2022, 2023 and 2024."""
    return carbon.inventories(KGI)


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_says_what_is_wrong_and_names_its_option(case: str, inventories: list[InventoryResult]) -> None:
    """From 2022 to 2030, but for what the case asks otherwise."""
    rule, option = case.partition(" (")[0].split(", ")
    asked, code, why = REFUSED[case]
    with pytest.raises(ProblemsError) as refused:
        of_results(inventories, known_rules(KGI)[rule], ask_of(asked))
    (problem,) = refused.value.problems
    assert (str(problem.place), problem.code) == (option, code)
    assert problem.why == why


def ask_of(asked: Mapping[str, Any]) -> Ask:
    """Return what is asked of a rule; a curve goes by its name."""
    choice: dict[str, Any] = {"base_year": 2022, "target_year": 2030, **asked}
    if "sector" in choice:
        choice["sector"] = CURVES[choice["sector"]]
    return Ask(**choice)


NOTES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "sbti-aca-2020": ({}, []),
    "sbti-aca-2026": ({}, ["rate_from_recent_year"]),
    "sbti-intensity-physical": ({"metric": "net_revenue"}, ["line_is_straight"]),
    "sda": ({"metric": "net_revenue", "sector": "falling"}, ["sector_from", "share_constant"]),
    "sbti-cnz-v2": ({"rate": "4 %/yr", "scopes": (1,), "target_year": 2027}, ["rate_is_yours"]),
    "re-share": ({"share": "60 %"}, ["share_instead"]),
}


@pytest.mark.parametrize("rule", NOTES)
def test_a_path_says_what_is_worth_saying_about_it(rule: str, inventories: list[InventoryResult]) -> None:
    """Each form of a target has its own notes, and no others."""
    asked, keys = NOTES[rule]
    result = of_results(inventories, known_rules(KGI)[rule], ask_of(asked))
    assert [note.key for note in result.notes] == keys


def test_a_share_under_the_cycle_says_whose_it_is(inventories: list[InventoryResult]) -> None:
    """A share in place of a rate is the organisation's own, and about electricity alone."""
    result = of_results(inventories, known_rules(KGI)["sbti-cnz-v2"], ask_of({"share": "60 %", "target_year": 2027}))
    assert [note.key for note in result.notes] == ["share_is_yours", "renewable_only"]


def test_a_target_of_ones_own_does_not_keep_the_title_of_the_rule(inventories: list[InventoryResult]) -> None:
    """Another share than the rule's is called what it is, in both languages."""
    result = of_results(inventories, known_rules(KGI)["re-share"], ask_of({"share": "62.5 %"}))
    assert result.rule.titles == {
        "en": "Own target in the form of re-share: 62.5 % in 2030",
        "zh": "組織自訂目標（採 re-share 之形式）：2030年62.5%",
    }
