"""The words of plans in English and in Traditional Chinese."""

from __future__ import annotations

from carbon.reporting import words

WORDS = {
    "cheapest": ("cheapest way there", "最低成本減碳規劃"),
    "from_inventory": ("from the inventory of {}", "自 {} 年盤查起"),
    "plan": ("Plan", "規劃方案"),
    "nothing": ("nothing: every line is kept without measures", "無需採行措施，各年即符合目標路徑"),
    "first_year": ("first year", "起始年"),
    "last_year": ("last year", "結束年"),
    "capex": ("capex [{}]", "資本支出 [{}]"),
    "saves": ("saves a year", "每年節省"),
    "of_blocks": ("{}: {} of {} blocks", "{}：{}／{} 單位"),
    "of_activity": ("{}: {} %", "{}：{}%"),
    "not_chosen": ("Not chosen", "未採行"),
    "cost": (
        "Cost to {end} beside doing nothing [{currency}, present value of {start} at {rate} %/yr]",
        "至 {end} 年之成本，與不採行措施相較 [{currency}，{start} 年現值，折現率每年 {rate}%]",
    ),
    "capital": ("Capital, as annuities", "資本（年金）"),
    "operation": ("Operation", "營運"),
    "energy": ("Energy saved", "節省能源"),
    "premium": ("Premium of power purchases", "購電溢價"),
    "carbon": ("Carbon price", "碳價"),
    "total": ("Total", "合計"),
    "targets": ("Targets", "目標"),
    "line": ("line", "目標路徑"),
    "room": ("room", "餘裕"),
    "binding": ("Years that bind (*): {}", "關鍵年度（*）：{}"),
    "none_bind": ("No year binds: the plan would keep every line without its least part too", "無關鍵年度"),
    "spending": ("Spent once [{}]", "資本支出 [{}]"),
    "measures": ("measures that begin", "當年起始措施"),
    "budget": ("money for measures", "措施預算"),
    "left_out": ("Not held against (nothing here can move it): {}", "未納入（所列措施無法影響）：{}"),
    "unpriced": ("No energy price, so savings are worth nothing: {}", "未設能源價格，節省量不計價：{}"),
    "solver": ("Solver", "求解結果"),
    "optimal": ("the best there is", "已達最佳"),
    "time_limit": ("stopped by the time limit; the best found by then", "達時間上限，為當時最佳方案"),
    "gap": ("no plan is cheaper by more than {} %", "其他方案之成本至多低 {}%"),
    "try": (
        "To work this plan out: carbon whatif with",
        "重現此方案：於 carbon whatif 加上",
    ),
    "as_is": ("the scenario as it is", "原情境，無需變更"),
    "frontier": (
        "Cost against emissions in {year} [t CO2e, {scopes}; targets left aside]",
        "{year} 年排放量與成本 [公噸CO2e，{scopes}；不計目標]",
    ),
    "emissions": ("emissions", "排放量"),
    "cut": ("cut", "減量"),
    "total_cost": ("cost [{}]", "成本 [{}]"),
    "of_inventory": ("inventory {}", "盤查 {}"),
    "rerun": ("To run it again", "重現資訊"),
    "all_years": ("Every year stands in --format json and csv.", "各年數據請用 --format json 或 csv。"),
}
"""Each word in the languages of `words.LANGUAGES`, in that order."""


def word(key: str, language: str) -> str:
    """Return a word of plans."""
    return words.chosen(WORDS[key], language)
