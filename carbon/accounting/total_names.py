"""Names of totals: what sheets call the row below their parts, in any of the forms that they call it.

A name is a total's where it is a word for a total and nothing besides but a period, a quantity, a unit or marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from carbon.model.problems import short
from carbon.model.sentences import Sentence, say

_WORDS = (
    "total", "totals", "sum", "subtotal", "subtotals", "grandtotal", "overalltotal", "sumtotal", "totalsum",
    "allsites", "allfacilities", "alllocations", "alloffices", "allbuildings", "allmeters", "allbranches",
    "wholecompany", "entirecompany", "companytotal", "ytd", "σ", "∑",
    "gesamt", "gesamtsumme", "insgesamt", "summe", "zwischensumme",
    "totaux", "soustotal", "somme", "totale", "totales", "totaal", "suma", "soma", "totalt",
    "合計", "小計", "總計", "總和", "總合", "總數", "總額", "加總", "共計", "累計", "合計數", "總合計",
    "合计", "小计", "总计", "总和", "总合", "总数", "总额", "加总", "共计", "累计", "合计数", "总合计",
    "総計", "総合計", "合算", "합계", "총계", "소계", "총합계",
    "全公司", "全集團", "全集团", "全廠", "全厂", "全據點", "全部據點", "所有據點", "各據點",
)  # fmt: skip
"""Words for a total, without blanks and marks."""
_USES = (
    "用電量", "用電", "電量", "用水量", "用水", "水量", "用量", "用油量", "用氣量", "使用量", "耗用量", "消耗量",
    "排放量", "度數", "量",
    "用电量", "用电", "电量", "用气量", "消耗量",
    "consumption", "usage", "use", "used", "quantity", "amount", "electricity", "power", "water", "verbrauch",
)  # fmt: skip
_ALL = ("總", "总", "総", "全", "合計", "合计", "總計", "总计")
"""What makes a total of a use: 總用電量."""
_PERIODS = (
    "年度", "全年度", "全年", "本年度", "本年", "年", "本期", "當期", "当期", "期間", "期间", "月份", "本月", "月",
    "上半年", "下半年", "全期", "季", "本季", "第", "民國", "至", "annual", "annually", "yearly", "year", "monthly",
    "month", "quarterly", "quarter", "period", "ytd", "fy", "cy", "q", "h", "for", "of", "the", "in", "to", "per",
    "jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july", "aug",
    "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec", "december", "jahr", "jahres",
)  # fmt: skip
_WHOLES = frozenset({
    "company", "thecompany", "ourcompany", "group", "thegroup", "organisation", "organization", "corporation",
    "公司", "本公司", "全公司", "集團", "集团", "本集團", "會社", "会社",
})  # fmt: skip
"""What an organisation is called where it has no name, without blanks and marks."""
_MARKS = r"[\W_]"

_FIRST_PARTS = re.compile("^(sub|grand|overall|sum|all|whole|entire|company|sous|zwischen)(?=.)")


def _latin(word: str) -> str:
    """Write a word so that blanks and marks may be between the parts that it has in print."""
    apart = _FIRST_PARTS.sub(lambda match: match[0] + _MARKS + "*", word)
    return rf"(?<![^\W\d_]){apart}(?![^\W\d_])"


def _of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what reads any of some words, the longest first; words in letters stand alone."""
    by_length = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_latin(word) if word.isascii() else word for word in by_length), re.IGNORECASE)


_TOTAL = _of((*_WORDS, *(every + use for every in _ALL for use in _USES if not use.isascii())))
_STARTS = {*_WORDS, *(every + use[0] for every in _ALL for use in _USES if not use.isascii())}
CORES = [start for start in _STARTS if not any(other in start for other in _STARTS - {start})]
"""What every name of a total has in it, blanks and marks aside: a quick look at half a million names."""
_CORE = re.compile("|".join(CORES))
_BESIDE = re.compile(rf"{_of((*_PERIODS, *_USES)).pattern}|\d+", re.IGNORECASE)


def is_total(text: str, is_unit: Callable[[str], bool]) -> bool:
    """Say whether a text is the name of a total.

    >>> unit = {"kWh", "度"}.__contains__
    >>> [is_total(text, unit) for text in (" Total: ", "合　計", "年度合計", "Total 2024", "TOTAL kWh", "總用電量(度)")]
    [True, True, True, True, True, True]
    >>> [is_total(text, unit) for text in ("YTD", "Σ", "∑ kWh")]
    [True, True, True]
    >>> [is_total(text, unit) for text in ("Total Energies", "Totalgaz", "大同合計館", "2024", "Summer Street", "年度")]
    [False, False, False, False, False, False]
    """
    plain = unicodedata.normalize("NFKC", text).replace("∑", "σ")
    folded = re.sub(_MARKS + "+", "", plain).casefold()
    if not _CORE.search(folded):
        return False
    plain = re.sub(r"(?<=[^\W\d_a-zA-Z])\s+(?=[^\W\d_a-zA-Z])", "", plain)
    rest, count = _TOTAL.subn(" ", plain)
    if not count:
        return False
    cells = [part for part in re.split(r"[\s()\[\]:,;/*=-]+", rest) if part.strip("_.'\"")]
    return all(is_unit(part) or not re.sub(_MARKS, "", _BESIDE.sub("", part)) for part in cells)


def is_whole(text: str) -> bool:
    """Say whether a text is no name but a word for the organisation: it may be a total, and may be the only place.

    >>> [is_whole(text) for text in ("The Company", "公司", "Company 2")]
    [True, True, False]
    """
    return re.sub(_MARKS + "+", "", unicodedata.normalize("NFKC", text)).casefold() in _WHOLES


def why_total(name: str) -> Sentence:
    """Say why a row that is called like a total is not counted."""
    return say(
        '"{name}" is the name of a total: its rows would be counted beside their parts. Delete them, or leave the cell '
        "empty where there are no parts.",
        name=short(name),
    )
