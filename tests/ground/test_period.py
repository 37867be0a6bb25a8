"""Months, days and periods: tables with the edges named, and a slow reference to compare with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.period import (
    add_days,
    add_months,
    days_between,
    end_of_period,
    months_begun,
    year_begin,
)

ONE_DAY = timedelta(days=1)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = st.integers(0, 200)


def day(text: str) -> date:
    return date.fromisoformat(text)


def days_of_month_later(start: date, months: int) -> list[date]:
    """All days of the month so many months later, found by turning the leaves of a calendar."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return [date(year, month, number + 1) for number in range(monthrange(year, month)[1])]


@pytest.mark.parametrize(
    "start, months, wanted",
    [
        pytest.param("2026-03-15", 1, "2026-04-15", id="the same day"),
        pytest.param("2026-03-15", 0, "2026-03-15", id="no months"),
        pytest.param("2026-01-31", 1, "2026-02-28", id="a month without a 31st"),
        pytest.param("2024-01-31", 1, "2024-02-29", id="a leap day"),
        pytest.param("2024-02-29", 12, "2025-02-28", id="from a leap day to a year without one"),
        pytest.param("2024-02-29", 48, "2028-02-29", id="from a leap day to the next"),
        pytest.param("2096-02-29", 48, "2100-02-28", id="2100 has no leap day"),
        pytest.param("2026-12-15", 1, "2027-01-15", id="over the turn of the year"),
        pytest.param("2026-01-15", -1, "2025-12-15", id="back over the turn of the year"),
        pytest.param("2026-03-31", -1, "2026-02-28", id="back to a short month"),
        pytest.param("2026-03-31", -13, "2025-02-28", id="back over a year"),
        pytest.param("9999-06-01", 6, "9999-12-01", id="still in the calendar"),
        pytest.param("9999-06-15", 7, "9999-12-31", id="beyond the last year"),
        pytest.param("0001-06-15", -6, "0001-01-01", id="before the first year"),
    ],
)
def test_months_are_added(start: str, months: int, wanted: str) -> None:
    assert add_months(day(start), months) == day(wanted)


@given(DAYS, MONTHS)
def test_adding_months_finds_the_same_day_or_the_last_of_the_month(
    start: date, months: int
) -> None:
    month = days_of_month_later(start, months)

    assert add_months(start, months) == ([one for one in month if one.day <= start.day][-1])


@pytest.mark.parametrize(
    "start, months, end",
    [
        pytest.param("2024-08-29", 12, "2025-08-28", id="the day before"),
        pytest.param("2020-08-01", 36, "2023-07-31", id="the 1st ends with the month before"),
        pytest.param("2026-01-01", 12, "2026-12-31", id="a calendar year"),
        pytest.param("2026-02-01", 1, "2026-02-28", id="a short month as a whole"),
        pytest.param("2024-02-29", 12, "2025-02-28", id="a leap day"),
        pytest.param("2024-02-29", 48, "2028-02-28", id="a leap day to the next"),
        pytest.param("2025-01-31", 1, "2025-02-28", id="the 31st in a short month"),
        pytest.param("2025-01-30", 1, "2025-02-28", id="the 30th in a short month"),
        pytest.param("2025-01-29", 1, "2025-02-28", id="the 29th in a short month"),
        pytest.param("2025-01-28", 1, "2025-02-27", id="the 28th in a short month"),
        pytest.param("2025-01-31", 2, "2025-03-30", id="the 31st in a long month"),
        pytest.param("2025-03-31", 1, "2025-04-30", id="the 31st in a month of thirty days"),
        pytest.param("0001-01-01", 0, "0001-01-01", id="the first day there is"),
        pytest.param("9998-12-31", 12, "9999-12-30", id="the last but one day there is"),
        pytest.param("9999-01-01", 12, "9999-12-31", id="the last day there is"),
        pytest.param("9999-01-02", 12, "9999-12-31", id="beyond the last day there is"),
    ],
)
def test_a_period_ends(start: str, months: int, end: str) -> None:
    assert end_of_period(day(start), months) == day(end)


@given(DAYS, st.integers(1, 200))
def test_a_period_ends_the_day_before_or_on_the_last_of_the_month(start: date, months: int) -> None:
    month = days_of_month_later(start, months)
    if start.day == 1:
        expected = month[0] - ONE_DAY
    else:
        before = [one for one in month if one.day == start.day - 1]
        expected = before[0] if before else month[-1]

    assert end_of_period(start, months) == expected


@given(DAYS, st.integers(1, 60), st.integers(1, 60))
def test_a_longer_period_ends_later(start: date, months: int, more: int) -> None:
    assert start <= end_of_period(start, months) < end_of_period(start, months + more)


@pytest.mark.parametrize(
    "start, end, months",
    [
        pytest.param("2026-01-01", "2027-12-31", 24, id="whole years"),
        pytest.param("2026-01-01", "2028-01-01", 25, id="a day more is a month begun"),
        pytest.param("2026-01-01", "2026-01-01", 1, id="one day"),
        pytest.param("2026-01-01", "2025-12-31", 0, id="an end before the start"),
        pytest.param("2026-01-15", "2026-02-14", 1, id="from the middle of a month"),
        pytest.param("2026-01-15", "2026-02-15", 2, id="and a day more"),
        pytest.param("2025-01-31", "2025-02-28", 1, id="a month without a 31st"),
        pytest.param("9999-01-01", "9999-12-31", 12, id="the last year"),
    ],
)
def test_begun_months_count(start: str, end: str, months: int) -> None:
    assert months_begun(day(start), day(end)) == months


@given(DAYS, st.integers(0, 3000))
def test_begun_months_are_the_fewest_that_reach_the_end(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    months = 1
    while end_of_period(start, months) < end:
        months += 1

    assert months_begun(start, end) == months


@given(DAYS, DAYS)
def test_days_between_are_those_to_add(one: date, other: date) -> None:
    assert add_days(one, days_between(one, other)) == other


@pytest.mark.parametrize(
    "start, days, wanted",
    [
        ("9999-12-31", 1, "9999-12-31"),
        ("9999-12-30", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
        ("2026-06-15", 10**10, "9999-12-31"),
        ("2026-06-15", -(10**10), "0001-01-01"),
    ],
)
def test_days_stop_at_the_ends_of_the_calendar(start: str, days: int, wanted: str) -> None:
    assert add_days(day(start), days) == day(wanted)


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)), st.integers(1, 12))
def test_a_year_begins_in_its_month_and_holds_the_day(day: date, month: int) -> None:
    begin = year_begin(day, month)
    assert (begin.month, begin.day) == (month, 1)
    assert begin <= day <= end_of_period(begin, 12)


@pytest.mark.parametrize(
    "day, month, begin",
    [
        ("2026-06-30", 7, "2025-07-01"),
        ("2026-07-01", 7, "2026-07-01"),
        ("2026-01-01", 1, "2026-01-01"),
        ("0001-01-01", 2, "0001-01-01"),
    ],
)
def test_a_year_begins(day: str, month: int, begin: str) -> None:
    assert year_begin(date.fromisoformat(day), month) == date.fromisoformat(begin)
