"""Working days: Monday to Friday, counted after the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.working_days import add_working_days


@pytest.mark.parametrize(
    "day, count, expected",
    [
        pytest.param("2026-06-15", 2, "2026-06-17", id="Monday to Wednesday"),
        pytest.param("2026-06-18", 2, "2026-06-22", id="Thursday to Monday"),
        pytest.param("2026-06-19", 2, "2026-06-23", id="Friday to Tuesday"),
        pytest.param("2026-06-20", 2, "2026-06-23", id="Saturday to Tuesday"),
        pytest.param("2026-06-21", 2, "2026-06-23", id="Sunday to Tuesday"),
        pytest.param("2026-06-21", 1, "2026-06-22", id="Sunday to Monday"),
        pytest.param("2026-06-21", 0, "2026-06-21", id="no days"),
        pytest.param("2026-06-15", 5, "2026-06-22", id="a week"),
        pytest.param("9999-12-30", 9, "9999-12-31", id="the end of the calendar"),
    ],
)
def test_so_many_working_days_later(day: str, count: int, expected: str) -> None:
    found = add_working_days(date.fromisoformat(day), count)
    assert found == date.fromisoformat(expected)


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 60))
def test_as_counted_on_a_calendar(day: date, count: int) -> None:
    found = day
    for _ in range(count):
        found += timedelta(days=1)
        while found.weekday() >= 5:
            found += timedelta(days=1)
    assert add_working_days(day, count) == found
