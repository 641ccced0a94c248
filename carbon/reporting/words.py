"""The words of reports in English and in Traditional Chinese as Taiwanese inventory reports write them.

The names of accounts, gases and activities are the library's; here is only what reports add to them.
"""

from __future__ import annotations

LANGUAGES = ("en", "zh")

WORDS = {
    "inventory": ("greenhouse gas inventory", "溫室氣體盤查"),
    "gwp_set": ("GWP set", "GWP 採用"),
    "assumed": ("assumed, none was given", "未指定，採此預設值"),
    "t_co2e": ("t CO2e", "公噸CO2e"),
    "kg_co2e": ("kg CO2e", "公斤CO2e"),
    "t_co2": ("t CO2", "公噸CO2"),
    "kg_co2": ("kg CO2", "公斤CO2"),
    "no_data": ("no data", "無資料"),
    "scope_1": ("Scope 1", "範疇一"),
    "scope_2": ("Scope 2", "範疇二"),
    "scope_3": ("Scope 3", "範疇三"),
    "scope_1_and_2": ("Scope 1 + 2", "範疇一＋二"),
    "scope_1_and_2_and_3": ("Scope 1 + 2 + 3", "範疇一＋二＋三"),
    "location_based": ("location-based", "地區基準"),
    "market_based": ("market-based", "市場基準"),
    "operational_control": ("operational control", "營運控制權法"),
    "financial_control": ("financial control", "財務控制權法"),
    "equity_share": ("equity share", "股權持分法"),
    "boundary": ("boundary", "邊界"),
    "accounts": ("Accounts", "排放項目"),
    "iso_categories": ("Categories of ISO 14064-1:2018", "ISO 14064-1:2018 類別"),
    "iso_category_named": ("Category {}", "類別 {}"),
    "outside_scopes": ("Outside the scopes", "範疇外單獨揭露"),
    "avoided": ("Avoided (in no total)", "避免排放量（不計入總量）"),
    "excluded": ("Excluded from the totals", "排除項目（未計入總量）"),
    "electricity": ("Electricity", "電力"),
    "electricity_use": ("Electricity used [MWh]", "用電量 [MWh]"),
    "renewable_electricity": ("of which renewable [MWh]", "其中再生能源 [MWh]"),
    "renewable_share": ("Renewable share [%]", "再生能源使用比例 [%]"),
    "instrument_allocated": ("{}, allocated [MWh]", "{}，已分配 [MWh]"),
    "instrument_left": ("{}, left over [MWh]", "{}，剩餘 [MWh]"),
    "uncovered_factor": ("Factor for the rest", "其餘電力採用係數"),
    "grid_average": ("grid average", "電網平均"),
    "residual_mix": ("residual mix", "剩餘電力組合"),
    "energy": ("Energy [GJ]", "能源使用量 [GJ]"),
    "energy_total": ("Total", "合計"),
    "renewable": ("renewable", "再生能源"),
    "intensity": ("Intensity", "排放強度"),
    "frozen": ("frozen", "已凍結"),
    "rungs": ("Where the factors come from [% of emissions]", "係數來源層級 [占排放量 %]"),
    "rung/explicit": ("Named in the row", "活動數據列指定"),
    "rung/facility": ("The facility's own", "據點專用係數"),
    "rung/supplier": ("The supplier's", "供應商係數"),
    "rung/own": ("The organisation's own", "組織自訂係數"),
    "rung/dataset": ("Published for the year and place", "當年度當地公告係數"),
    "rung/earlier_year": ("Published for an earlier year", "較早年度公告係數"),
    "rung/wider_geography": ("Published for a wider geography", "較大地理範圍公告係數"),
    "rung/reported": ("Measured by someone else", "他方量測或提報"),
    "substitutions": ("Factors taken in place of others", "替代採用之排放係數"),
    "earlier_year": ("earlier year", "採較早年度"),
    "wider_geography": ("wider geography", "採較大地理範圍"),
    "explicit": ("named in the row", "活動數據列指定"),
    "share": ("{} % of emissions", "占排放量 {} %"),
    "not_rebased": ("Given only as CO2e, which cannot follow the GWP set", "僅有CO2e數值、未能換算GWP者"),
    "given_in": ("given in {}", "原採 {}"),
    "given_unstated": ("GWP set not stated", "GWP版本未說明"),
    "publication_rounding": (
        "Rounding of publications: CO2e as printed, less the CO2e of its gases",
        "公告值進位差：公告之CO2e減各氣體CO2e合計",
    ),
    "uncovered_months": ("Months without data", "無資料月份數"),
    "not_whole": ("{} is not whole: data in {} of {} months", "{} 年資料不完整：{} 個月有資料（共 {} 個月）"),
    "has_gaps": ("{} is not whole: months without data", "{} 年資料不完整：部分月份無資料"),
    "more_gaps": ("{} more, not named here", "另有 {} 項未列出"),
    "warnings": ("Warnings", "注意事項"),
    "datasets": ("Emission factors", "排放係數來源"),
    "editions": ("Editions", "係數版次"),
    "by_month": ("that of each month", "逐月採用"),
    "by_year_part": ("that of the year's greater part", "採盤查年度較長部分所屬年版"),
    "basis": ("Basis", "計算依據"),
    "chart_emissions": ("Greenhouse gas emissions by scope", "各範疇溫室氣體排放量"),
    "chart_t_co2e": ("t CO₂e", "公噸 CO₂e"),
    "chart_kg_co2e": ("kg CO₂e", "公斤 CO₂e"),
    "carrier/electricity": ("Electricity", "電力"),
    "carrier/heat": ("Heat", "熱能"),
    "carrier/steam": ("Steam", "蒸汽"),
    "carrier/cooling": ("Cooling", "冷能"),
    "carrier/natural_gas": ("Natural gas", "天然氣"),
    "carrier/lng": ("Liquefied natural gas", "液化天然氣"),
    "carrier/lpg": ("Liquefied petroleum gas", "液化石油氣"),
    "carrier/petrol": ("Petrol", "車用汽油"),
    "carrier/diesel": ("Diesel", "柴油"),
    "carrier/kerosene": ("Kerosene", "煤油"),
    "carrier/jet_kerosene": ("Jet kerosene", "航空燃油"),
    "carrier/fuel_oil": ("Residual fuel oil", "燃料油"),
    "carrier/biodiesel": ("Biodiesel", "生質柴油"),
    "carrier/biogasoline": ("Biogasoline", "生質汽油"),
    "carrier/wood": ("Wood", "木材"),
}
"""Each word in the languages of `LANGUAGES`, in that order."""

_BRACKETS = (" ({})", "（{}）")
_COLON = (": ", "：")
_LIST = ("; ", "；")


def word(key: str, language: str) -> str:
    """Return a word of reports.

    Raises
    ------
    ValueError
        If reports are not written in the language.
    KeyError
        If there is no such word.
    """
    return WORDS[key][_column(language)]


def chosen(pair: tuple[str, str], language: str) -> str:
    """Return the one of two words, English and Chinese, that is in a language; for tables of words kept elsewhere.

    >>> chosen(("Total", "合計"), "zh")
    '合計'
    """
    return pair[_column(language)]


def known(key: str, language: str) -> str:
    """Return a word of reports, or the key itself, its underscores opened, where there is none."""
    return word(key, language) if key in WORDS else key.replace("_", " ")


def bracketed(words: str, language: str) -> str:
    """Return words in the brackets of the language, ready to follow others."""
    return _BRACKETS[_column(language)].format(words)


def colon(language: str) -> str:
    """Return the colon of the language."""
    return _COLON[_column(language)]


def listed(parts: list[str], language: str) -> str:
    """Join the parts of a note."""
    return _LIST[_column(language)].join(parts)


def with_method(key: str, method: str | None, language: str) -> str:
    """Return a word with the scope 2 method after it.

    >>> with_method("scope_2", "market_based", "zh")
    '範疇二（市場基準）'
    """
    name = known(key, language)
    return name if method is None else name + bracketed(word(method, language), language)


def _column(language: str) -> int:
    if language not in LANGUAGES:
        raise ValueError(f"reports are not written in {language!r}: {', '.join(LANGUAGES)}")
    return LANGUAGES.index(language)
