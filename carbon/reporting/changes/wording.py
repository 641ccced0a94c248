"""The words of reports of changes, in English and Traditional Chinese."""

from __future__ import annotations

from fractions import Fraction

from carbon import exact
from carbon.reporting import widths, words
from carbon.terms import KG_PER_T

PLACES = 6
_WORDS = {
    "agrees": ("agrees", "一致"),
    "differs": ("does not agree", "不一致"),
    "identical": (
        "{inputs} inputs, {factors} factors, {figures} figures: identical to the last digit",
        "輸入檔 {inputs} 個、係數 {factors} 個、數值 {figures} 項，逐位相符",
    ),
    "location_based": ("location-based", "地區基準"),
    "market_based": ("market-based", "市場基準"),
    "beside": ("in no total", "不計入總量"),
    "figure": ("Figures", "數值"),
    "was": ("was", "原值"),
    "now": ("is", "現值"),
    "change": ("change", "變動"),
    "causes": ("What moved them [t CO2e]", "變動原因 [公噸 CO2e]"),
    "inputs": ("Inputs [t CO2e]", "輸入檔 [公噸 CO2e]"),
    "altered": (
        "Released values that the library now has otherwise [t CO2e]; the frozen ones were used",
        "已發布而被更動之數值 [公噸 CO2e]；計算仍採凍結值",
    ),
    "library": (
        "What the library would choose now [t CO2e]; no part of the frozen figures",
        "現行係數庫將採用者 [公噸 CO2e]；不影響凍結結果",
    ),
    "nothing": ("Nothing differs.", "無差異。"),
    "new": ("new", "新增"),
    "gone": ("gone", "已移除"),
    "changed": ("changed", "已變更"),
    "same_for_year": ("changed, but not in what {} takes from it", "檔案已變更，但 {} 年所取內容相同"),
    "not_told": ("not told apart", "無法單獨計算"),
    "quantity": ("quantity", "數量"),
    "instrument": ("instrument", "憑證或合約"),
    "factor": ("factor", "排放係數"),
    "heating_value": ("heating value", "熱值"),
    "gwp": ("GWP", "GWP"),
    "dataset": ("dataset", "係數資料集"),
    "rule": ("units or rules of carbon", "單位或計算規則"),
    "comma": (", ", "、"),
    "split": (
        "Split in this order: {}. What two do together goes to the later; by the logarithmic mean it is shared out.",
        "依此順序分配：{}。交互影響歸於後項；對數平均法則由各項分攤。",
    ),
    "together": ("every scope together", "各範疇合計"),
    "settings": ("Settings that would be written to carbon.toml", "將寫入 carbon.toml 之設定"),
    "not_set": ("not set", "未設定"),
    "frozen": (
        "Frozen, so left as they are: {}. --thaw includes them.",
        "已凍結，維持原值：{}。加上 --thaw 可一併計算。",
    ),
    "base_year": ("Base year", "基準年"),
    "no_base_year": ("No base year is declared in carbon.toml.", "carbon.toml 未宣告基準年。"),
    "base_not_computed": ("not among the years computed here", "不在本次計算年度內"),
    "effect": ("effect", "影響"),
    "threshold": ("significance threshold", "顯著性門檻"),
    "no_threshold": (
        'not assessed: carbon.toml declares none (significance_threshold = "5%")',
        '未評估：carbon.toml 未宣告（significance_threshold = "5%"）',
    ),
    "recalculate": ("the base year must be recalculated", "基準年須重新計算"),
    "no_recalculation": ("no recalculation is needed", "無須重新計算"),
    "nothing_written": ("Nothing was written. --apply writes the settings.", "未寫入任何檔案。加上 --apply 寫入設定。"),
    "written": ("carbon.toml was written.", "已寫入 carbon.toml。"),
}


def word(key: str, language: str) -> str:
    """Return a word."""
    return words.chosen(_WORDS[key], language)


def tonnes(kg: Fraction | None, language: str = "en") -> str:
    """Write a change [kg] in tonnes with its sign."""
    if kg is None:
        return word("not_told", language)
    return signed(kg / KG_PER_T)


def signed(number: Fraction, places: int = PLACES) -> str:
    """Write a change with its sign, also if it is an increase."""
    written = exact.grouped(number, places)
    return f"+{written}" if number > 0 else written


def figure(name: str, method: str, language: str) -> str:
    """Name a figure with its scope 2 method."""
    plain = widths.printable(name.replace("scope1_and_2", "scope1+scope2"))
    return plain + (words.bracketed(word(method, language), language) if method else "")
