"""All arithmetic with months, so that notice dates are right everywhere or nowhere."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

ONE_DAY = timedelta(days=1)

_IN_EVERY_MONTH = 28
"""The last day of the month that every month has."""


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later (or earlier); where that month has no such day,
    its last one. Days beyond the calendar's ends stop at its first or last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    if day.day <= _IN_EVERY_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of_period(start: date, months: int) -> date:
    """The last day of a period of `months` that starts on `start`.

    A period that starts on day d ends on day d-1 of the month `months` later; where that month
    has no such day, on its last day; a start on the 1st ends with the month before.
    """
    after = add_months(start, months)
    if start.year * 12 + start.month - 1 + months >= (MAXYEAR + 1) * 12:
        return after
    # From 31 January one month is 28 February: day 30 does not exist there, its last day serves.
    return after if after.day < start.day else add_days(after, -1)


def months_begun(start: date, end: date) -> int:
    """The fewest whole months from `start` that reach `end`, the last day: begun months count.
    0 where `end` is before `start`."""
    if end < start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if end_of_period(start, months) >= end else months + 1


def year_begin(day: date, month: int) -> date:
    """The first day of the year that holds `day`, for years that begin with a month (1 to 12)."""
    begin = date(day.year, month, 1)
    return begin if begin <= day else add_months(begin, -12)


def days_between(earlier: date, later: date) -> int:
    """Whole days from `earlier` to `later`; negative where the order is reversed."""
    return (later - earlier).days


def add_days(day: date, days: int) -> date:
    """`day` plus `days`, which may be negative; stops at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
