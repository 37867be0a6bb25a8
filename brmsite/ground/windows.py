"""Windows of time: the months, quarters and years over which something is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from brmsite.ground.period import add_days, add_months, end_of_period


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        """`2026-02` for a month, `Q3 2026` for a quarter, else both days: `2026-02-10 to ...`."""
        first = self.start.replace(day=1)
        if self.start == first and self.end == end_of_period(first, 1):
            return first.isoformat()[:7]
        if self.start == first and first.month % 3 == 1 and self.end == end_of_period(first, 3):
            return f"Q{(first.month + 2) // 3} {first.year}"
        return f"{self.start} to {self.end}"


@lru_cache(maxsize=1024)  # the promises of one agreement, and reports on one month, ask the same
def windows_ending(
    months: int, counted_from: date, first: date, last: date, most: int
) -> tuple[Period, ...]:
    """Periods of `months`, one after the other, whose last day lies from `first` to `last`.

    They are counted from `counted_from`, in both directions. At most the `most` latest ones are
    given, the oldest first.
    """
    found: list[Period] = []
    ahead = (last.year - counted_from.year) * 12 + last.month - counted_from.month
    latest = ahead // months + 1
    after = add_months(counted_from, (latest + 1) * months)
    for number in range(latest, latest - most - 3, -1):
        start, end = add_months(counted_from, number * months), add_days(after, -1)
        if end < first or len(found) == most:
            break
        if start <= end <= last:
            found.append(Period(start, end))
        after = start
    return tuple(reversed(found))
