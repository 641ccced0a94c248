"""Which column of activity data means what: its header, and for a few headers what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from carbon.files.small_tables import canonical, missing_column, repeated_column, written
from carbon.model.problems import Place, Problem
from carbon.model.sentences import say
from carbon.model.terms import ACTIVITY_COLUMNS, REQUIRED_COLUMNS


def _by_alias(columns: Mapping[str, str]) -> dict[str, str]:
    """Return the column of each header, from the other headers of each column."""
    return {header: column for column, headers in columns.items() for header in headers.split()}


ACTIVITY_HEADERS = _by_alias(
    {
        "activity": "活動 活動項目 排放源 項目 activity_id",
        "quantity": "數量 用量 使用量 活動數據 qty",
        "unit": "單位 units",
        "period": "期間 月份 年月 日期 date month",
        "start": "起日 開始日 開始日期 起始日 start_date from",
        "end": "迄日 結束日 結束日期 截止日 end_date to",
        "time": "時間 時刻 hour half_hour interval settlement_period time_of_day",
        "facility": "據點 廠區 場所 分公司 site",
        "meter": "電號 表號 水號 meter_id",
        "record_id": "紀錄編號 單據編號 發票號碼",
        "geography": "地區 國家 country",
        "supplier": "供應商",
        "instrument": "憑證 工具",
        "factor": "係數 factor_id",
        "data_quality": "數據品質 資料品質",
        "evidence": "佐證 佐證資料",
        "note": "備註 說明 notes",
    }
)

METRIC_HEADERS = _by_alias(
    {
        "metric": "指標",
        "year": "年度 年",
        "facility": "據點",
        "quantity": "數量",
        "unit": "單位",
    }
)

INSTRUMENT_HEADERS = _by_alias(
    {
        "id": "編號",
        "kind": "種類",
        "market": "市場",
        "facility": "據點",
        "start": "起日",
        "end": "迄日",
        "quantity": "數量",
        "unit": "單位",
        "factor": "係數",
        "technology": "技術",
        "vintage": "發電年月",
        "retired_on": "註銷日",
        "evidence": "佐證",
    }
)


DATES = frozenset({"date", "日期"})
"""Headers that mean the row's day, unless what stands beside them says that it is the bill's or the reading's."""
BESIDE_A_DATE = frozenset(
    {
        "days", "no of days", "number of days", "billing days", "天數", "日數", "計費天數", "用電日數", "bill date",
        "billing date", "invoice date", "statement date", "due date", "read date", "reading date", "帳單日期",
        "發票日期", "開立日期", "抄表日", "抄表日期", "繳費日期", "繳費期限",
    }
)  # fmt: skip
_NUMBER = re.compile(r"-?[0-9][0-9.,]*")


def canonical_columns(header: Sequence[str], numeric: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Return the canonical names of headers, empty for those without a meaning."""
    names = [canonical(name, ACTIVITY_COLUMNS, ACTIVITY_HEADERS) for name in header]
    for place, name in enumerate(header):
        counts = _folded(name) == "units" and place in numeric
        is_of_the_bill = _folded(name) in DATES and {"start", "end"} <= set(names)
        if counts or is_of_the_bill:
            names[place] = ""
    for place in [place for place, name in enumerate(names) if name == "time"][1:]:
        names[place] = ""
    return tuple(names)


def numeric_columns(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the columns of which the first cell that is not empty is a number."""
    first: dict[int, str] = {}
    for cells in rows:
        for place, cell in enumerate(cells):
            if cell.strip():
                first.setdefault(place, cell.strip())
    return frozenset(place for place, cell in first.items() if _NUMBER.fullmatch(cell))


def column_faults(name: str, header: Sequence[str], names: Sequence[str]) -> list[Problem]:
    """Say which columns are missing, stand twice, or could mean two things."""
    faults = _doubtful(name, header, names)
    doubtful = {fault.place.column.casefold() for fault in faults}
    missing = [column for column in REQUIRED_COLUMNS if column not in names]
    if "units" in doubtful and "unit" in missing:
        missing.remove("unit")
    if "period" not in names and not {"start", "end"} <= set(names):
        missing.append("period")
    faults += [missing_column(name, column, header, ACTIVITY_HEADERS) for column in missing]
    twice = [column for column in ACTIVITY_COLUMNS if names.count(column) > 1]
    return faults + [repeated_column(name, column, header, names) for column in twice]


def _doubtful(name: str, header: Sequence[str], names: Sequence[str]) -> list[Problem]:
    """Refuse a date that may be the bill's, and units that are counted."""
    faults = []
    for title, column in zip(header, names, strict=True):
        why = None
        if _folded(title) == "units" and not column and "unit" not in names:
            why = say(
                'The column "{title}" holds numbers, so that it is not read as the unit.\n'
                "If they are the quantities, call it quantity, and add a column unit.",
                title=title,
            )
        beside = [other for other, meaning in zip(header, names, strict=True) if _is_near(other, meaning)]
        if _folded(title) in DATES and column == "period" and beside:
            why = say(
                'The column "{title}" may be the day of the row, or, as "{other}" stands beside it, the '
                "day of the bill or of the reading.\n"
                "Call it period if the quantity is of that day alone; else write the first and the last "
                "day as start and end.",
                title=title,
                other=beside[0].strip(),
            )
        if why:
            faults.append(Problem("missing-column", why, Place(name, 1, title.strip()), written(header)))
    return faults


def _is_near(header: str, name: str) -> bool:
    """Say whether a column makes it doubtful what a date beside it is."""
    return name in {"start", "end"} or (not name and _folded(header) in BESIDE_A_DATE)


def _folded(header: str) -> str:
    """Return a header in lower case, its words apart by a space."""
    return re.sub(r"[\s_.-]+", " ", header.strip().removeprefix("\ufeff").casefold())
