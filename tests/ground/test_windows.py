"""Windows of time, against a calendar gone through day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.period import add_months
from brmsite.ground.windows import Period, windows_ending

DAYS = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def slow(months: int, counted_from: date, first: date, last: date) -> list[Period]:
    """Every window from far before to far after, kept where its last day is wanted."""
    found = []
    for number in range(-200, 201):
        start = add_months(counted_from, number * months)
        end = add_months(counted_from, (number + 1) * months) - timedelta(days=1)
        if first <= end <= last:
            found.append(Period(start, end))
    return found


@given(st.sampled_from([1, 3, 12]), DAYS, DAYS, DAYS, st.integers(1, 200))
def test_windows_end_between_two_days(
    months: int, counted_from: date, first: date, last: date, most: int
) -> None:
    found = windows_ending(months, counted_from, first, last, most)

    assert list(found) == slow(months, counted_from, first, last)[-most:]
    for before, after in pairwise(found):
        assert before.end + timedelta(days=1) == after.start


@pytest.mark.parametrize("last", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trouble(last: date) -> None:
    assert len(windows_ending(1, date(2026, 1, 1), date.min, last, 5)) <= 5


@pytest.mark.parametrize(
    "start, end, name",
    [
        (date(2026, 2, 1), date(2026, 2, 28), "2026-02"),
        (date(2024, 2, 1), date(2024, 2, 28), "2024-02-01 to 2024-02-28"),
        (date(2026, 7, 1), date(2026, 9, 30), "Q3 2026"),
        (date(2026, 8, 1), date(2026, 10, 31), "2026-08-01 to 2026-10-31"),
        (date(2025, 4, 1), date(2026, 3, 31), "2025-04-01 to 2026-03-31"),
    ],
)
def test_a_window_has_a_name(start: date, end: date, name: str) -> None:
    assert str(Period(start, end)) == name
