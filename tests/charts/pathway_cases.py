"""Targets and scenarios that are hard to draw: one year and twenty-six, thirty levers with long names, no target."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carbon.accounting.inventory import BREAKDOWN, inventories
from carbon.accounting.result import InventoryResult
from carbon.optimisation import costing
from carbon.optimisation.costing import AbatementCurve
from carbon.scenarios.case import Case, Changes
from carbon.scenarios.pathway_result import PathwayResult
from carbon.scenarios.whatif import WhatIf, what_if
from carbon.settings import read_settings
from carbon.targets.choice import Ask
from carbon.targets.target import of_results, rule_of
from carbon.targets.target_result import TargetResult

KGI, TRADE_VAN = Path("docs/examples/kgi"), Path("docs/examples/trade_van")

ONE_YEAR = """\
title = { en = "One year", zh = "一年" }
end = 2025

[electricity]
growth = { value = "2 %/yr", low = "1 %/yr", high = "3 %/yr" }

[renewable_share]
2025 = "30 %"

[targets.science-based]
rule = "sbti-aca-2020"
base_year = 2022
target_year = 2030
"""

NO_TARGET = """\
title = { en = "Nothing is aimed at", zh = "未訂目標" }
end = 2027

[electricity]
growth = "5 %/yr"
"""
"""Every number is certain, no lever acts, and no target is held against it."""

_CROWD = """\
title = { en = "Everything that could be thought of at once", zh = "所有想得到之減量措施" }
end = 2050
currency = "TWD"

[electricity]
growth = { value = "1 %/yr", low = "0 %/yr", high = "2 %/yr" }

[renewable_share]
2030 = "30 %"
2050 = "100 %"

[energy_price.electricity]
2024 = 3800

# Cars that need thirty times the energy: a lever that adds.
[electrification.heavy]
name = { en = "Electric cars that need far more", zh = "耗能更高之電動車" }
from = "petrol/mobile"
mwh_per_mwh = "30"
share = { 2030 = "100 %" }

[targets.net-zero]
rule = "kgi-net-zero"

[targets.location]
rule = "sbti-aca-2020"
base_year = 2022
target_year = 2030
scope2_method = "location_based"

[targets.renewable]
rule = "kgi-renewable"

[targets.all]
rule = "re-share"
base_year = 2022
target_year = 2030
"""


def _measure(at: int) -> str:
    """Write a measure with a long name; some cost less than nothing, and one saves nothing."""
    name = f"Measure {at} with a name of its own that is quite long and goes on for a while"
    saved = "0" if at == 7 else str(30 + 11 * at)
    return (
        f'\n[measures.m{at}]\nname = {{ en = "{name}", zh = "第{at}項措施名稱甚長且仍未結束之減量方案" }}\n'
        f'saves = "electricity"\nenergy_saved = "{saved} MWh/yr"\nstart = {2025 + at % 20}\nlifetime = {6 + at}\n'
        f"capex = {at * at * 60000}\nopex = {-20000 * (at % 3)}\n"
    )


FOUR_TARGETS = """\
title = { en = "Many targets", zh = "多項目標" }
end = 2030

[electricity]
growth = { value = "1 %/yr", low = "0 %/yr", high = "2 %/yr" }
""" + "".join(
    f'\n[targets.{name}]\nrule = "sbti-aca-2020"\nbase_year = {year}\ntarget_year = 2030\n'
    for name, year in (("one", 2022), ("two", 2023), ("three", 2024), ("four", 2022))
)
"""More targets of one quantity than have a stroke of their own."""

CROWD = _CROWD + "".join(_measure(at) for at in range(1, 30))
"""Thirty levers and more to 2050, one of which adds emissions."""

SCENARIOS = {
    "forty": (KGI, "forty-percent"),
    "net zero": (KGI, "net-zero-2040"),
    "per head": (TRADE_VAN, "per-head"),
    "one year": (KGI, ONE_YEAR),
    "no target": (KGI, NO_TARGET),
    "many targets": (KGI, FOUR_TARGETS),
    "crowd": (KGI, CROWD),
}
"""Each scenario: its folder, and the name of its file or what is in it."""

TARGETS: dict[str, tuple[Path, dict[str, Any]]] = {
    "emissions": (KGI, {"rule": "sbti-aca-2020", "base_year": 2022, "target_year": 2030}),
    "points": (KGI, {"rule": "kgi-net-zero"}),
    "share": (KGI, {"rule": "kgi-renewable"}),
    "electricity": (KGI, {"rule": "kgi-electricity"}),
    "activity": (KGI, {"rule": "kgi-water"}),
    "intensity": (TRADE_VAN, {"rule": "trade-van-per-head", "target_year": 2025}),
    "small intensity": (
        KGI,
        {"rule": "sbti-intensity-economic", "metric": "net_revenue", "base_year": 2022, "target_year": 2030},
    ),
    "experimental": (KGI, {"rule": "sbti-aca-2026", "base_year": 2022, "target_year": 2035}),
    "far": (KGI, {"rule": "sbti-aca-2020", "base_year": 2022, "target_year": 2050}),
    "one year": (KGI, {"rule": "kgi-reduction", "target_year": 2025}),
}
"""Each target: its folder, and what is chosen."""

CHANGES: dict[str, tuple[str, Changes]] = {
    "less": ("forty", [("renewable_share.2030", "60 %"), ("measures.led.start", "2027")]),
    "more": ("net zero", [("renewable_mwh.2040", "8000 MWh/yr")]),
    "both ways": ("forty", [("renewable_share.2027", "20 %"), ("renewable_share.2030", "70 %")]),
    "nothing": ("forty", []),
    "sooner": ("crowd", [("end", "2040")]),
    "one year": ("one year", [("renewable_share.2025", "35 %")]),
}
"""Each change: of which scenario, and what."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a chart is drawn from, and what else it is given."""

    data: Any
    more: dict[str, Any]


@cache
def results(folder: Path) -> Sequence[InventoryResult]:
    """Return the inventories of an example."""
    return inventories(folder, parts=(BREAKDOWN,))


@cache
def case(name: str) -> Case:
    """Return a scenario and the inventories that it is tried on; one that is no file is written beside nothing."""
    folder, text = SCENARIOS[name]
    file = folder / "scenarios" / f"{text}.toml"
    if "\n" in text:
        file = _scratch() / f"{name.replace(' ', '-')}.toml"
        file.write_text(text, encoding="utf-8")
    return Case(results(folder), folder, file)


@cache
def _scratch() -> Path:
    """Return a folder for scenarios."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="carbon-scenarios-"))


@cache
def pathway_of(name: str) -> PathwayResult:
    """Return a scenario worked out."""
    return case(name).pathway(case(name).scenario())


@cache
def target_of(name: str) -> TargetResult:
    """Return a target worked out."""
    folder, chosen = TARGETS[name]
    rule, choices = chosen["rule"], {key: value for key, value in chosen.items() if key != "rule"}
    return of_results(results(folder), rule_of(rule, folder), Ask(**choices), read_settings(folder)[0].base_year)


@cache
def change_of(name: str) -> WhatIf:
    """Return a scenario before and after."""
    scenario, changes = CHANGES[name]
    return what_if(case(scenario), changes)


@cache
def curve_of(name: str) -> AbatementCurve:
    """Return the curve of a scenario."""
    return costing.draw_up_curve(case(name), case(name).scenario())


def _of_target(name: str) -> Made:
    return Made(target_of(name), {"inventories": results(TARGETS[name][0])})


def _of_curve(name: str) -> Made:
    return Made(curve_of(name), {"inventories": case(name).results})


UNCERTAIN = [name for name in SCENARIOS if name != "no target"]
MADE: dict[str, tuple[list[str], Callable[[str], Made]]] = {
    "target": (list(TARGETS), _of_target),
    "pathway": (list(SCENARIOS), lambda name: Made(pathway_of(name), {})),
    "fan": (UNCERTAIN, lambda name: Made(pathway_of(name), {})),
    "renewable": (list(SCENARIOS), lambda name: Made(pathway_of(name), {})),
    "whatif": (list(CHANGES), lambda name: Made(change_of(name), {})),
    "abatement": (list(SCENARIOS), _of_curve),
}
"""Each kind of chart: the names of its cases, and what makes one."""

ALL = [(kind, name) for kind, (names, _) in MADE.items() for name in names]


def made(kind: str, name: str) -> Made:
    """Return what a case of a kind is drawn from."""
    return MADE[kind][1](name)
