"""Which column of activity data means what: its header, and for a few headers what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from carbon.files.small_tables import canonical, missing_column, repeated_column, written
from carbon.model.problems import Place, Problem
from carbon.model.sentences import say
from carbon.model.terms import ACTIVITY_COLUMNS, REQUIRED_COLUMNS

ACTIVITY_HEADERS = {
    "活動": "activity",
    "活動項目": "activity",
    "排放源": "activity",
    "項目": "activity",
    "activity_id": "activity",
    "數量": "quantity",
    "用量": "quantity",
    "使用量": "quantity",
    "活動數據": "quantity",
    "qty": "quantity",
    "單位": "unit",
    "units": "unit",
    "期間": "period",
    "月份": "period",
    "年月": "period",
    "日期": "period",
    "date": "period",
    "month": "period",
    "起日": "start",
    "開始日": "start",
    "開始日期": "start",
    "起始日": "start",
    "start_date": "start",
    "from": "start",
    "迄日": "end",
    "結束日": "end",
    "結束日期": "end",
    "截止日": "end",
    "end_date": "end",
    "to": "end",
    "時間": "time",
    "時刻": "time",
    "hour": "time",
    "half_hour": "time",
    "interval": "time",
    "settlement_period": "time",
    "time_of_day": "time",
    "據點": "facility",
    "廠區": "facility",
    "場所": "facility",
    "分公司": "facility",
    "site": "facility",
    "電號": "meter",
    "表號": "meter",
    "水號": "meter",
    "meter_id": "meter",
    "紀錄編號": "record_id",
    "單據編號": "record_id",
    "發票號碼": "record_id",
    "地區": "geography",
    "國家": "geography",
    "country": "geography",
    "供應商": "supplier",
    "憑證": "instrument",
    "工具": "instrument",
    "係數": "factor",
    "factor_id": "factor",
    "數據品質": "data_quality",
    "資料品質": "data_quality",
    "佐證": "evidence",
    "佐證資料": "evidence",
    "備註": "note",
    "說明": "note",
    "notes": "note",
}

METRIC_HEADERS = {
    "指標": "metric",
    "年度": "year",
    "年": "year",
    "據點": "facility",
    "數量": "quantity",
    "單位": "unit",
}

INSTRUMENT_HEADERS = {
    "編號": "id",
    "種類": "kind",
    "市場": "market",
    "據點": "facility",
    "起日": "start",
    "迄日": "end",
    "數量": "quantity",
    "單位": "unit",
    "係數": "factor",
    "技術": "technology",
    "發電年月": "vintage",
    "註銷日": "retired_on",
    "佐證": "evidence",
}


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
