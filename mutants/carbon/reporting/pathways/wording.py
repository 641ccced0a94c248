"""The words of pathways in English and in Traditional Chinese."""

from __future__ import annotations

from carbon.reporting.words import LANGUAGES

WORDS = {
    "pathway": ("carbon pathway", "減碳路徑"),
    "scenario": ("scenario", "情境"),
    "from_inventory": ("from the inventory of {}", "自 {} 年盤查起"),
    "emissions": ("Emissions [t CO2e]", "排放量 [公噸CO2e]"),
    "usual": ("Business as usual, scope 1 + 2 (market-based)", "基準情境，範疇一＋二（市場基準）"),
    "target": ("Target line", "目標路徑"),
    "gap": ("Above the line (+) or below (-)", "高於（+）或低於（-）目標"),
    "bridge": (
        "From business as usual to the scenario [t CO2e, market-based]",
        "由基準情境至本情境 [公噸CO2e，市場基準]",
    ),
    "intensity": ("Intensity [t CO2e, scope 1 + 2 market-based]", "排放強度 [公噸CO2e，範疇一＋二市場基準]"),
    "per": ("per {}", "每 {}"),
    "fan": ("Range of {} draws [t CO2e, scope 1 + 2 market-based]", "{} 次模擬之範圍 [公噸CO2e，範疇一＋二市場基準]"),
    "quantile": ("{} % of draws are below", "{}% 模擬值低於"),
    "targets": ("Targets", "目標"),
    "against": ("{}: {} against at most {}", "{}：{}，目標至多 {}"),
    "against_least": ("{}: {} against at least {}", "{}：{}，目標至少 {}"),
    "not_reached": ("{}: not projected; {}", "{}：未推估至該年；{}"),
    "as_in": ("as in {}", "同 {} 年"),
    "budget": ("Budget", "碳預算"),
    "inventory_years": ("sum of the years", "各年加總"),
    "trapezoid": ("trapezoid between the years", "梯形法"),
    "budget_line": (
        "{first}–{last} ({method}): path {path}, actual and projected {projected} t CO2e, {verdict} {over} t CO2e",
        "{first}–{last}（{method}）：路徑 {path} 公噸CO2e，實際與推估 {projected} 公噸CO2e，{verdict} {over} 公噸CO2e",
    ),
    "over": ("overshoot", "超出"),
    "under": ("below by", "低於"),
    "carbon_price": ("Cost of the carbon price [{}]", "碳價成本 [{}]"),
    "rerun": ("To run it again", "重現資訊"),
    "all_years": ("Every year stands in --format json and csv.", "各年數據請用 --format json 或 csv。"),
    "order": (
        "Each lever counts after those above it, with the renewable electricity of today's contracts.",
        "各措施依序計算，其前提為現有再生能源合約。",
    ),
    "before": ("Scenario", "原情境"),
    "after": ("With the changes", "變更後"),
    "difference": ("Difference", "差異"),
    "changes": ("Changes", "變更"),
    "settable": ("name", "名稱"),
    "value": ("value", "數值"),
    "just_met": (
        "{name} = {value} just keeps to {target} in {year}: {found} against at most {line}.",
        "{name} = {value} 恰可於 {year} 年不高於 {target}：{found}，目標至多 {line}。",
    ),
    "line_of": ("the line of {}", "{} 之目標路徑"),
    "reduction": ("{0} % below {1}", "較 {1} 年減量 {0}%"),
    "hair": ("A step less ({value}) does not: {found}.", "少一步（{value}）則否：{found}。"),
    "renewable_share": ("Renewable share [%]", "再生能源使用比例 [%]"),
    "electricity": ("Electricity [MWh]", "用電量 [MWh]"),
    "of_which": ("of which renewable [MWh]", "其中再生能源 [MWh]"),
    "energy": ("Electricity", "電力"),
}
"""Each word in the languages of `LANGUAGES`, in that order."""


def word(key: str, language: str) -> str:
    """Return a word of pathways.

    Raises
    ------
    ValueError
        If reports are not written in the language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"reports are not written in {language!r}: {', '.join(LANGUAGES)}")
    return WORDS[key][LANGUAGES.index(language)]
