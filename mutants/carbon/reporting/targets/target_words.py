"""The words of targets in English and in Traditional Chinese."""

from __future__ import annotations

from carbon.reporting import words

WORDS = {
    "rule": ("Rule", "規則"),
    "in_force": ("in force", "現行"),
    "superseded": ("superseded", "已被取代"),
    "experimental": ("experimental", "試行"),
    "own": ("own", "組織自訂"),
    "valid_from": ("for submissions from {}", "{}起提交者適用"),
    "valid_to": ("for submissions until {}", "{}前提交者適用"),
    "boundary": ("boundary {}", "邊界：{}"),
    "base": ("Base year {}", "基準年{}"),
    "goal": ("target year {}", "目標年{}"),
    "at_most": ("at most {}", "至多{}"),
    "at_least": ("at least {}", "至少{}"),
    "lower": ("{} % lower", "減少{} %"),
    "higher": ("{} % higher", "增加{} %"),
    "path_reduction": ("Path −%", "路徑 −%"),
    "path": ("Path", "路徑"),
    "actual": ("Inventory", "盤查"),
    "actual_reduction": ("−%", "−%"),
    "above": ("Above path", "高於路徑"),
    "needed": ("Needed %/yr", "尚需 %/年"),
    "needed_points": ("Needed points/yr", "尚需 百分點/年"),
    "emissions": ("Emissions [t CO2e]", "排放量 [公噸CO2e]"),
    "emissions_reduction": ("−%", "−%"),
    "needed_note": (
        "Needed: what is still missing, in points of the base year per year until {}, in equal steps.",
        "尚需：自該年度至{}年，每年等幅尚需減少之百分點（以基準年為分母）。",
    ),
    "needed_points_note": (
        "Needed: points of share still missing per year until {}, in equal steps.",
        "尚需：自該年度至{}年，每年等幅尚需提高之占比百分點。",
    ),
    "methods": ("{} to {}: {} {}, {} {}.", "{}至{}年：{}{}，{}{}。"),
    "absolute": (
        "In emissions: {t} t CO2e in {year} with {quantity} {unit} ({assumed}), {change} than in the base year.",
        "以排放量計：{year}年 {quantity} {unit}（{assumed}）時為 {t} 公噸CO2e，較基準年{change}。",
    ),
    "electricity": (
        "In electricity: {mwh} MWh renewable in {year} with a load of {load} MWh (as in {from_year}).",
        "以電量計：{year}年用電量 {load} MWh（同{from_year}年）時需再生能源 {mwh} MWh。",
    ),
    "as_in": ("as in {}", "同{}年"),
    "grown": ("growing {} % a year from {}", "自{1}年起每年成長{0} %"),
    "checks": ("Checks", "檢核"),
    "found": ("found", "現況"),
    "required": ("required", "要求"),
    "met": ("met", "符合"),
    "not_met": ("not met", "不符合"),
    "not_assessed": ("not assessed", "未評估"),
    "would_be_met": ("would be met", "預期符合"),
    "would_not_be_met": ("would not be met", "預期不符合"),
    "reading": ("by our reading of {}", "依本專案對「{}」之解讀"),
    "never_counted": (
        "Credits and avoided emissions never count towards a target.",
        "碳權與避免排放量不計入目標達成。",
    ),
    "source": ("Source", "來源"),
    "place/above": ("above the line", "高於目標路徑"),
    "place/on": ("on the line", "與目標路徑相同"),
    "place/below": ("below the line", "低於目標路徑"),
    "place/None": ("no figure to hold against the line", "無可比較之數值"),
    "kept": ("on or below the line in every year", "各年均未高於目標路徑"),
    "kept_least": ("on or above the line in every year", "各年均未低於目標路徑"),
    "kept_in": ("on or below it in {} % of draws", "{}% 模擬結果未高於目標路徑"),
    "kept_in_least": ("on or above it in {} % of draws", "{}% 模擬結果未低於目標路徑"),
    "all_checks": ("all {count} checks met", "{count} 項檢核均符合"),
    "would_all_checks": ("all {count} checks would be met", "{count} 項檢核預期均符合"),
    "checks_left": ("{left} of {count} checks not assessed", "{count} 項檢核中 {left} 項未評估"),
    "checks_failed": ("{failed} of {count} checks not met", "{count} 項檢核中 {failed} 項不符合"),
    "checks_failed_and_left": (
        "{failed} of {count} checks not met, {left} not assessed",
        "{count} 項檢核中 {failed} 項不符合、{left} 項未評估",
    ),
    "would_checks_failed": ("{failed} of {count} checks would not be met", "{count} 項檢核中 {failed} 項預期不符合"),
    "would_checks_failed_and_left": (
        "{failed} of {count} checks would not be met, {left} not assessed",
        "{count} 項檢核中 {failed} 項預期不符合、{left} 項未評估",
    ),
    "claim/in_force": ("rule in force", "現行規則"),
    "claim/superseded": ("rule superseded", "規則已被取代"),
    "claim/experimental": ("experimental rule, by our reading", "試行規則，依本工具之解讀"),
    "claim/own": ("own rule", "組織自訂規則"),
    "claim/no_verdict": ("the rule's form alone, no verdict", "僅採規則之形式，不作判定"),
    "claim/departed": ("own target in the form of {}", "組織自訂目標，採 {} 之形式"),
    "check/in_force": ("Rule in force", "規則適用日期"),
    "check/window": ("Target window", "目標年距"),
    "check/base_year": ("Base year", "基準年"),
    "check/boundary": ("Boundary", "邊界"),
    "check/denominator": ("Denominator", "分母"),
    "check/coverage": ("Coverage", "涵蓋率"),
    "check/scope_3": ("Scope 3 target", "範疇三目標"),
}
"""Each word in English and Chinese."""

NOTES = {
    "not_submitted": ("no day of submission is given (--submitted)", "未指定提交日（--submitted）"),
    "submitted": ("submitted on {day}", "{day}提交"),
    "submitted_from": ("submitted from {first} on", "{first}以後提交"),
    "submitted_to": ("submitted by {last}", "{last}以前提交"),
    "submitted_from_to": ("submitted from {first} to {last}", "{first}至{last}提交"),
    "window_found": ("{years} years from {from} on, submitted on {day}", "{day}提交，自{from}年起算{years}年"),
    "window_years_required": (
        "a target year from {first} to {last}, {least} to {most} years on",
        "目標年{first}至{last}（{least}至{most}年）",
    ),
    "exempt": ("exempt: {reason}", "豁免：{reason}"),
    "denominator_found": ("per {metric}", "以 {metric} 為分母"),
    "denominator_required": ("per {metrics}", "以 {metrics} 為分母"),
    "window_required": ("{least} to {most} years after submission", "提交後{least}至{most}年"),
    "base_year_found": ("{year}, data in {months} months", "{year}年，{months}個月有資料"),
    "base_year_required": ("{earliest} or later, data in {months} months", "{earliest}年以後，且{months}個月有資料"),
    "boundary_not_declared": (
        "carbon.toml declares no boundary (boundary = …, [[outside_boundary]])",
        "carbon.toml 未宣告邊界（boundary = …、[[outside_boundary]]）",
    ),
    "boundary_same": ("{boundary}, in base year and target", "{boundary}，基準年與目標一致"),
    "boundary_wider": (
        "these figures are of {boundary}; the target also covers {wider}",
        "本結果僅涵蓋{boundary}；目標另含{wider}",
    ),
    "boundary_required": ("the same in base year, target and progress", "基準年、目標與進度一致"),
    "coverage_found": ("left out of the figures: {shares}", "未納入：{shares}"),
    "coverage_unknown": ("what is left out of {year} is not known", "{year}年未納入之比例不明"),
    "coverage_required": ("at most {most} % of the scopes left out", "未納入者不超過{most} %"),
    "scope_3_covered_found": ("what the target covers of scope 3 is not assessed", "未評估目標涵蓋之範疇三比例"),
    "scope_3_covered_required": ("at least {least} % of scope 3", "至少涵蓋範疇三之{least} %"),
    "scope_3_no_data": ("no data of all three scopes in {year}", "{year}年三範疇資料不全"),
    "scope_3_found": ("scope 3 is {share} % of all emissions in {year}", "{year}年範疇三占總排放{share} %"),
    "scope_3_part": (
        "scope 3 is {share} % of all emissions in {year}, with data of {categories} of 15 categories",
        "{year}年範疇三占總排放{share} %，15類中僅{categories}類有資料",
    ),
    "scope_3_needed": (
        "scope 3 is {share} % of all emissions in {year}: it needs a target of its own",
        "{year}年範疇三占總排放{share} %，須另設目標",
    ),
    "scope_3_required": (
        "a target for scope 3 too if it is {least} % of all emissions or more",
        "範疇三占總排放{least} %以上者須另設目標",
    ),
    "rate_from_recent_year": (
        "{rate} % a year of the base year, worked out from {year}; never less than {floor} %.",
        "自{year}年起算，每年減少基準年之{rate} %；至少{floor} %。",
    ),
    "line_is_straight": (
        "The rule sets the end of the path alone; a straight line leads there.",
        "規則僅訂定終點，路徑以直線連接。",
    ),
    "sector_from": ("The sector's curve is yours: {file}.", "產業曲線由使用者提供：{file}。"),
    "already_converged": (
        "The base year's intensity is below the sector's last already: nothing is required, and the path stays level.",
        "基準年強度已低於產業終點強度：無須減量，路徑維持水平。",
    ),
    "market_share": (
        "The share of the sector's activity is followed; a growing share lowers the path.",
        "已納入市場占有率：占有率提高則路徑下修。",
    ),
    "share_constant": (
        "The share of the sector's activity is taken to stay as it is (no activity given for the years of the path).",
        "未提供路徑各年之產業活動量，市場占有率視為不變。",
    ),
    "rate_is_yours": ("The yearly rate is yours; the rule publishes none.", "年減量率由使用者提供，規則未公布。"),
    "share_is_yours": ("The share is yours; the rule publishes none.", "占比由使用者提供，規則未公布。"),
    "share_instead": (
        "The share of the target year is yours, in place of the rule's.",
        "目標年占比由使用者提供，取代規則所定。",
    ),
    "renewable_only": (
        "Counted is what instruments.csv has as renewable; the rule also takes other low-carbon electricity.",
        "僅計入 instruments.csv 所列再生能源；規則亦接受其他低碳電力。",
    ),
    "rolling": (
        "{rate} % below the previous year as it turned out; after the last inventory, below the path.",
        "較前一年度實績減少{rate} %；無盤查之年度則較路徑減少。",
    ),
    "compounding": ("{rate} % a year, compounding.", "每年減少{rate} %，複利計算。"),
}
"""Each sentence in English and Chinese; a share stands in it as percent."""


def word(key: str, language: str) -> str:
    """Return a word of targets."""
    return words.chosen(WORDS[key], language)
