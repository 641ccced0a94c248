"""Periods as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbon.model import periods

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-15", date(2024, 3, 15), date(2024, 3, 15)),
        ("2024/3/5", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023/02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        (" 2024-03-15 ", date(2024, 3, 15), date(2024, 3, 15)),
        ("113/05/31", date(2024, 5, 31), date(2024, 5, 31)),
        ("113年5月31日", date(2024, 5, 31), date(2024, 5, 31)),
        ("113年5月", date(2024, 5, 1), date(2024, 5, 31)),
        ("113/05", date(2024, 5, 1), date(2024, 5, 31)),
        ("113年第2季", date(2024, 4, 1), date(2024, 6, 30)),
        ("113年度", date(2024, 1, 1), date(2024, 12, 31)),
        ("113年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024年5月", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-03-15 00:00:00", date(2024, 3, 15), date(2024, 3, 15)),
    ],
)
def test_read(text: str, first: date, last: date) -> None:
    """Every accepted form means these days."""
    assert periods.days(text) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "", "March", "2024-13", "2024-02-30", "2023-02-29", "15/03/2024", "03/2024", "24-03-15", "99/05/31", "2024-Q5",
        "2024-00", "1989-12-31", "2101-01-01", "20240315", "2024-3-15-1", "2024-03-15 08:30:00", "２０２４", "2024.03",
        "infinity", "epoch",
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    """What is no day, month, quarter or year, or could be two, is none; nothing is raised."""
    assert periods.days(text) is None


@given(DAYS)
def test_iso_and_roc_days_agree(day: date) -> None:
    """A day means the same in both calendars."""
    roc = f"{day.year - 1911}/{day.month:02d}/{day.day:02d}"
    expected = (day, day)
    assert periods.days(day.isoformat()) == expected
    if day.year > 2010:
        assert periods.days(roc) == expected


@given(DAYS)
def test_months_quarters_and_years_are_whole(day: date) -> None:
    """A month, quarter or year contains its days, and the day after it is a first."""
    for text in (f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}"):
        found = periods.days(text)
        assert found is not None
        assert found[0] <= day <= found[1]
        assert found[0].day == 1
        assert (found[1] + timedelta(days=1)).day == 1


@given(DAYS)
def test_month_numbers(day: date) -> None:
    """A month's number leads back to its name and first day."""
    number = periods.month_number(day)
    assert periods.month_name(number) == f"{day:%Y-%m}"
    assert periods.first_day(number) == day.replace(day=1)
