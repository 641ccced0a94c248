"""The engine takes a day if and only if `periods.days` does, and the same day."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from carbon.activity_data.session import Session
from carbon.activity_data.source import describe_file
from carbon.activity_data.sums import SCALE, ask
from carbon.model import periods

HEADER = ("activity", "quantity", "unit", "period", "start", "end")
ALL_MONTHS = range(periods.month_number(periods.FIRST_DAY), periods.month_number(periods.LAST_DAY) + 1)
DAYS = st.dates(date(1985, 1, 1), date(2105, 12, 31))
MARKS = "0123456789-/ 年月日季度第Q０１\\+.:TZ\u3000"
Shares = dict[int, tuple[int, int]]
"""Of each month, the length of the whole period and the days of it that are in the month [days]."""


@st.composite
def nearly_days(draw: st.DrawFn) -> str:
    """Draw a day with one letter put in, taken out, or changed, and zeros before its parts."""
    day = draw(DAYS)
    zeros = draw(st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(1, 4)))
    mark = draw(st.sampled_from("-/. "))
    text = mark.join(f"{part:0{width}d}" for part, width in zip((day.year, day.month, day.day), zeros, strict=True))
    place = draw(st.integers(0, len(text)))
    letter: str = draw(st.sampled_from(("", *MARKS)))
    return text[:place] + letter + text[place + draw(st.integers(0, 1)) :]


TEXTS = st.one_of(
    nearly_days(),
    DAYS.map(date.isoformat),
    st.text(MARKS, max_size=24),
    st.text(st.characters(exclude_categories=("C", "Z")), max_size=24),
)


def _shares(first: date, last: date) -> Shares:
    """Count the days of a period in each of its months; a period within one month counts as one."""
    months = range(periods.month_number(first), periods.month_number(last) + 1)
    if len(months) == 1:
        return {months[0]: (1, 1)}
    days = (last - first).days + 1
    bounds = [max(first, periods.first_day(month)) for month in months] + [last + timedelta(1)]
    return {month: (days, (bounds[place + 1] - bounds[place]).days) for place, month in enumerate(months)}


def _expected(row: Sequence[str]) -> Shares | None:
    """Return what `periods.days` says of a row's period, or of its start and end; None if it says nothing."""
    period, start, end = (periods.days(text) for text in row)
    if row[0]:
        return _shares(*period) if period else None
    return _shares(start[0], end[1]) if start and end and start[0] <= end[1] else None


def _read(rows: Sequence[Sequence[str]]) -> list[Shares | None]:
    """Return what the engine says of rows of a period, a start and an end."""
    found: dict[str, Shares] = {}
    with tempfile.TemporaryDirectory(prefix="carbon-laws-") as folder:
        path = Path(folder) / "days.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(HEADER)
            writer.writerows((number, 1, "kWh", *row) for number, row in enumerate(rows))
        source, problems = describe_file(path, path.name, lambda: Path(folder))
        assert source is not None, problems
        sums = ask(Session(threads=1), [source])
        for signature, _, month, days, weighted in sums.groups(ALL_MONTHS):
            found.setdefault(str(sums.signatures[signature].activity), {})[month] = (days, weighted // SCALE)
    return [found.get(str(number)) for number in range(len(rows))]


@given(st.lists(TEXTS, min_size=30, max_size=60))
@example(["02024-3-15", "2024-03-15", "2024-3-15", "002024-3-5", " 2024-3-15", "2024-03-1 ", "-2024-3-15"])
@example(["113/05/31", "0113/05/31", "2024-02-30", "1989-12-31", "2101-01-01", "infinity", "epoch", "10000-01-1"])
def test_the_engine_takes_the_days_that_periods_take(texts: list[str]) -> None:
    """As a period of its own, and as the start of a period whose end is known."""
    last = periods.LAST_DAY.isoformat()
    rows = [(text, "", "") for text in texts if text] + [("", text, last) for text in texts]
    assert dict(zip(rows, _read(rows), strict=True)) == {row: _expected(row) for row in rows}
